"""How requests about sources, points and limits are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.monitoring import rules, rules_hand
from lotproof.modules.monitoring.commands import (
    DraftLimits,
    MakeLimitsEffective,
    RegisterPoint,
    RegisterSource,
    RetirePoint,
    RetireSource,
    WithdrawLimits,
)
from lotproof.modules.monitoring.events import (
    LimitsDrafted,
    LimitsMadeEffective,
    LimitsWithdrawn,
    PointRegistered,
    PointRetired,
    SourceRegistered,
    SourceRetired,
)
from lotproof.modules.monitoring.records import (
    LastReading,
    Limits,
    PhaseLimits,
    Point,
    Source,
    Watch,
)
from lotproof.modules.monitoring.vocabulary import (
    LIMITS_LIFE,
    POINT_LIFE,
    SOURCE_LIFE,
    Level,
    LimitsId,
    LimitsState,
    PointId,
    PointState,
    SourceId,
    SourceState,
)
from lotproof.modules.sites.queries import Area


@handles(RegisterSource, emits=(SourceRegistered,))
def register_source(command: RegisterSource, work: Work) -> None:
    source = work.add(Source(id=work.new_id(SourceId), **command.given()))
    work.record(SourceRegistered(source_id=source.id))


@handles(RetireSource, emits=(SourceRetired,))
def retire_source(command: RetireSource, work: Work) -> None:
    source = work.take(Source, command.source_id)
    source.state = SOURCE_LIFE.move(source.code, source.state, SourceState.RETIRED)
    work.record(SourceRetired(source_id=source.id))


@handles(RegisterPoint, emits=(PointRegistered,))
def register_point(command: RegisterPoint, work: Work) -> None:
    source = work.rely(Source, command.source_id)
    if source.state is SourceState.RETIRED:
        raise rules.SourceRetired(source=source.code)
    if (command.equipment_id is None) is (command.area_id is None):
        raise rules.PointNowhere(point=command.code)
    if command.equipment_id is not None:
        work.rely(Equipment, command.equipment_id)
    if command.instrument_id is not None:
        work.rely(Equipment, command.instrument_id)
    if command.area_id is not None:
        work.rely(Area, command.area_id)
    point = work.add(Point(id=work.new_id(PointId), **command.given()))
    work.add(LastReading(point.id, point.unit))
    work.add_all(Watch(point.id, level, point.unit) for level in Level)
    work.record(PointRegistered(point_id=point.id, equipment_id=point.equipment_id))


@handles(RetirePoint, emits=(PointRetired,))
def retire_point(command: RetirePoint, work: Work) -> None:
    point = work.take(Point, command.point_id)
    point.state = POINT_LIFE.move(point.code, point.state, PointState.RETIRED)
    work.record(PointRetired(point_id=point.id))


@handles(DraftLimits, emits=(LimitsDrafted,))
def draft_limits(command: DraftLimits, work: Work) -> None:
    point = work.rely(Point, command.point_id)
    if point.state is PointState.RETIRED:
        raise rules.PointRetired(point=point.code)
    if not command.phases:
        raise rules.LimitsWithoutPhase(revision=command.revision)
    rules.require_each_once(each.phase for each in command.phases)
    for unit in (command.unit, *(each.unit for each in command.phases)):
        if unit != point.unit:
            raise rules.LimitsUnitDiffers(point=point.code, unit=point.unit, given=unit)
    for each in command.phases:
        rules.require_in_order(each)
    rules_hand.require_enclosing(command.revision, command, command.phases)
    limits = work.add(
        Limits(
            id=work.new_id(LimitsId),
            point_id=point.id,
            revision=command.revision,
            unit=point.unit,
            drafted_by=work.actor,
            target=command.target,
            interval_ms=command.interval_ms,
            plausible_low=command.plausible_low,
            plausible_high=command.plausible_high,
            needs_second_person=command.needs_second_person,
        )
    )
    work.add_all(
        PhaseLimits(
            limits_id=limits.id,
            phase=each.phase,
            unit=each.unit,
            dwell_ms=each.dwell_ms,
            dead_band=each.dead_band,
            specification_low=each.specification_low,
            specification_high=each.specification_high,
            action_low=each.action_low,
            action_high=each.action_high,
            alert_low=each.alert_low,
            alert_high=each.alert_high,
        )
        for each in command.phases
    )
    work.record(LimitsDrafted(limits_id=limits.id, point_id=point.id))


@handles(MakeLimitsEffective, emits=(LimitsMadeEffective,))
def make_limits_effective(command: MakeLimitsEffective, work: Work) -> None:
    point_id = work.get(Limits, command.limits_id).point_id
    work.take(Point, point_id)  # one change of its limits at a time
    limits = work.take(Limits, command.limits_id)
    if work.is_own(limits.drafted_by):
        raise rules.OwnLimits(revision=limits.revision)
    limits.state = LIMITS_LIFE.move(limits.revision, limits.state, LimitsState.EFFECTIVE)
    for each in work.take_all(Limits, point_id=point_id, state=LimitsState.EFFECTIVE):
        if each.id != limits.id:
            each.state = LIMITS_LIFE.move(each.revision, each.state, LimitsState.SUPERSEDED)
    limits.approved_by, limits.effective_at = work.actor, work.now
    work.record(LimitsMadeEffective(limits_id=limits.id, point_id=point_id))


@handles(WithdrawLimits, emits=(LimitsWithdrawn,))
def withdraw_limits(command: WithdrawLimits, work: Work) -> None:
    limits = work.take(Limits, command.limits_id)
    limits.state = LIMITS_LIFE.move(limits.revision, limits.state, LimitsState.SUPERSEDED)
    work.record(LimitsWithdrawn(limits_id=limits.id, point_id=limits.point_id))
