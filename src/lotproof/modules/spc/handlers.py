"""How requests about charts, limits and signals are carried out."""

from collections.abc import Sequence

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import UNITS
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.monitoring.vocabulary import LIMITS_LIFE, LimitsState, PointState
from lotproof.modules.people.queries import Role, User
from lotproof.modules.spc import charting, rules
from lotproof.modules.spc.charting import Cut, Memory
from lotproof.modules.spc.commands import (
    DefineChart,
    DraftControlLimits,
    ExplainSignal,
    FreezeControlLimits,
    RetireChart,
    WithdrawControlLimits,
)
from lotproof.modules.spc.events import (
    ChartDefined,
    ChartRetired,
    ControlLimitsDrafted,
    ControlLimitsFrozen,
    ControlLimitsWithdrawn,
    SignalExplained,
)
from lotproof.modules.spc.phase_one import read_baseline, require_baseline, settle
from lotproof.modules.spc.queries import design_of
from lotproof.modules.spc.records import Chart, ControlLimits, Exclusion, Signal, Watch
from lotproof.modules.spc.vocabulary import (
    CHART_LIFE,
    SIGNAL_LIFE,
    ChartId,
    ChartState,
    ControlLimitsId,
    ExclusionGiven,
    SignalId,
    SignalState,
)

_DAY_US = 86_400_000_000


@handles(DefineChart, emits=(ChartDefined,))
def define_chart(command: DefineChart, work: Work) -> None:
    point = work.rely(Point, command.point_id)
    if point.state is PointState.RETIRED:
        raise rules.ChartPointRetired(point=point.code)
    rules.require_size(command.kind, command.size)
    if rules.is_counted(command.kind) and UNITS[point.unit].decimals:
        raise rules.NothingCounted(kind=command.kind.label, point=point.code, unit=point.unit)
    if command.owner_id is not None:
        work.rely(User, command.owner_id)
    if command.owner_role_id is not None:
        work.rely(Role, command.owner_role_id)
    chart = work.add(Chart(id=work.new_id(ChartId), **command.given()))
    work.record(ChartDefined(chart_id=chart.id, point_id=point.id))


@handles(RetireChart, emits=(ChartRetired,))
def retire_chart(command: RetireChart, work: Work) -> None:
    chart = work.take(Chart, command.chart_id)
    chart.state = CHART_LIFE.move(chart.code, chart.state, ChartState.RETIRED)
    _stop(work, chart.id)
    work.record(ChartRetired(chart_id=chart.id))


@handles(DraftControlLimits, emits=(ControlLimitsDrafted,))
def draft_limits(command: DraftControlLimits, work: Work) -> None:
    chart = work.rely(Chart, command.chart_id)
    _require_in_use(chart)
    rules.require_rules(chart.kind, command.rules)
    require_baseline(command.since, command.until, work.now)
    design = design_of(work, chart, command.rules)
    cut = read_baseline(work, chart, design, command.since, command.until)
    left_out = _left_out(command.exclusions, cut)
    settled = settle(design, cut.groups, left_out)
    limits = work.add(
        ControlLimits(
            id=work.new_id(ControlLimitsId),
            chart_id=chart.id,
            revision=command.revision,
            drafted_by=work.actor,
            since=command.since,
            until=command.until,
            mean=rules.figure_text(settled.process.mean),
            sigma=rules.figure_text(settled.process.sigma),
            degrees=settled.degrees,
            points=settled.kept,
            still_signalling=len({each.at for each in settled.fired}),
            rules=command.rules,
        )
    )
    work.add_all(
        Exclusion(limits_id=limits.id, at=each.at, reason=each.reason)
        for each in command.exclusions
    )
    work.record(ControlLimitsDrafted(limits_id=limits.id, chart_id=chart.id))


@handles(FreezeControlLimits, emits=(ControlLimitsFrozen,))
def freeze_limits(command: FreezeControlLimits, work: Work) -> None:
    chart_id = work.get(ControlLimits, command.limits_id).chart_id
    chart = work.take(Chart, chart_id)  # one change of its limits at a time
    _require_in_use(chart)
    limits = work.take(ControlLimits, command.limits_id)
    if work.is_own(limits.drafted_by):
        raise rules.OwnControlLimits(revision=limits.revision)
    limits.state = LIMITS_LIFE.move(limits.revision, limits.state, LimitsState.EFFECTIVE)
    for each in work.take_all(ControlLimits, chart_id=chart_id, state=LimitsState.EFFECTIVE):
        if each.id != limits.id:
            each.state = LIMITS_LIFE.move(each.revision, each.state, LimitsState.SUPERSEDED)
    limits.approved_by, limits.effective_at = work.actor, work.now
    _begin(work, chart, limits)
    work.record(ControlLimitsFrozen(limits_id=limits.id, chart_id=chart_id))


@handles(WithdrawControlLimits, emits=(ControlLimitsWithdrawn,))
def withdraw_limits(command: WithdrawControlLimits, work: Work) -> None:
    limits = work.take(ControlLimits, command.limits_id)
    was_in_force = limits.state is LimitsState.EFFECTIVE
    limits.state = LIMITS_LIFE.move(limits.revision, limits.state, LimitsState.SUPERSEDED)
    if was_in_force:
        _stop(work, limits.chart_id)
    work.record(ControlLimitsWithdrawn(limits_id=limits.id, chart_id=limits.chart_id))


@handles(ExplainSignal, emits=(SignalExplained,))
def explain_signal(command: ExplainSignal, work: Work) -> None:
    watch = work.take(Watch, work.get(Signal, command.signal_id).chart_id)
    signal = work.take(Signal, command.signal_id)
    name = SignalId.text(signal.id)
    signal.state = SIGNAL_LIFE.move(name, signal.state, SignalState.EXPLAINED)
    signal.explanation = command.explanation
    signal.explained_by, signal.explained_at = work.actor, work.now
    watch.memory, watch.began_at = charting.remembered(Memory()), work.now
    work.record(SignalExplained(signal_id=signal.id, chart_id=signal.chart_id))


def _require_in_use(chart: Chart) -> None:
    if chart.state is ChartState.RETIRED:
        raise rules.ChartNotInUse(chart=chart.code)


def _left_out(given: Sequence[ExclusionGiven], cut: Cut) -> set[Instant]:
    known = {group.at for group in cut.groups if group is not None}
    found: set[Instant] = set()
    for each in given:
        if each.at not in known:
            raise rules.NoSuchPoint(at=clock.text(each.at))
        if each.at in found:
            raise rules.PointLeftOutTwice(at=clock.text(each.at))
        found.add(each.at)
    return found


def _begin(work: Work, chart: Chart, limits: ControlLimits) -> None:
    """What was read after the baseline, at most a day back, is judged with the next readings.

    No pattern reaches back behind the baseline, and what other limits judged is not judged again.
    """
    fresh = charting.remembered(Memory())
    begin = Instant(max(limits.until + 1, work.now - _DAY_US))
    if work.seek(Watch, chart.id) is None:
        source_id = work.get(Point, chart.point_id).source_id
        work.add(Watch(chart.id, source_id, limits.id, True, begin, begin, fresh))
        return
    watch = work.take(Watch, chart.id)
    watch.limits_id, watch.is_watching, watch.memory = limits.id, True, fresh
    watch.began_at = watch.judged_until = Instant(max(begin, watch.judged_until))


def _stop(work: Work, chart_id: ChartId) -> None:
    if work.seek(Watch, chart_id) is not None:
        work.take(Watch, chart_id).is_watching = False
