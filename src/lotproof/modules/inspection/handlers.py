"""Carrying out what inspection is asked to do."""

from collections.abc import Iterable

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.gates import MAY_MEASURE, MeasureAsked
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection import rules
from lotproof.modules.inspection.commands import (
    CorrectResult,
    DecideInspection,
    DefinePlan,
    MakePlanEffective,
    OpenInspection,
    RecordResult,
    WithdrawPlan,
)
from lotproof.modules.inspection.events import (
    InspectionDecided,
    InspectionOpened,
    PlanDefined,
    PlanMadeEffective,
    PlanWithdrawn,
    ResultRecorded,
)
from lotproof.modules.inspection.gates import MAY_INSPECT, InspectAsked
from lotproof.modules.inspection.queries import characteristics, effective_plan, results_of
from lotproof.modules.inspection.records import Characteristic, Inspection, Plan, Result
from lotproof.modules.inspection.vocabulary import (
    INSPECTION_LIFE,
    PLAN_LIFE,
    RESULT_LIFE,
    CharacteristicId,
    CharacteristicKind,
    Decision,
    InspectionId,
    InspectionState,
    PlanId,
    PlanState,
    ResultGiven,
    ResultId,
    ResultState,
)
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import ItemState
from lotproof.modules.people.actors import user_of
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LOT_LIFE, LotState

# --- plans --------------------------------------------------------------------------------------


@handles(DefinePlan, emits=(PlanDefined,))
def define_plan(command: DefinePlan, work: Work) -> None:
    rules.require_characteristics(command.characteristics)
    item = work.rely(Item, command.item_id)
    if item.state is ItemState.RETIRED:
        raise rules.ItemNotInspectable(item=item.number)
    plan = work.add(
        Plan(
            id=work.new_id(PlanId),
            item_id=item.id,
            stage=command.stage,
            revision=command.revision,
            sample_size=command.sample_size,
            drafted_by=work.actor,
        )
    )
    ids = work.new_ids(CharacteristicId, len(command.characteristics))
    work.add_all(
        Characteristic(
            id=CharacteristicId(id_),
            plan_id=plan.id,
            position=position,
            code=each.code,
            name=each.name,
            kind=each.kind,
            unit=each.unit,
            low=each.low,
            high=each.high,
        )
        for position, (id_, each) in enumerate(zip(ids, command.characteristics, strict=True), 1)
    )
    work.record(PlanDefined(plan_id=plan.id, item_id=plan.item_id, stage=plan.stage))


@handles(MakePlanEffective, emits=(PlanMadeEffective,))
def make_plan_effective(command: MakePlanEffective, work: Work) -> None:
    # The item is locked, so that two plans do not become effective at once.
    work.take(Item, work.get(Plan, command.plan_id).item_id)
    plan = work.take(Plan, command.plan_id)
    if work.is_own(plan.drafted_by):
        raise rules.OwnPlan(person=work.actor, revision=plan.revision)
    state = PLAN_LIFE.move(plan.revision, plan.state, PlanState.EFFECTIVE)
    for former in work.take_all(
        Plan, item_id=plan.item_id, stage=plan.stage, state=PlanState.EFFECTIVE
    ):
        former.state = PLAN_LIFE.move(former.revision, former.state, PlanState.SUPERSEDED)
    plan.state, plan.approved_by, plan.effective_at = state, work.actor, work.now
    work.record(PlanMadeEffective(plan_id=plan.id, item_id=plan.item_id, stage=plan.stage))


@handles(WithdrawPlan, emits=(PlanWithdrawn,))
def withdraw_plan(command: WithdrawPlan, work: Work) -> None:
    plan = work.take(Plan, command.plan_id)
    plan.state = PLAN_LIFE.move(plan.revision, plan.state, PlanState.SUPERSEDED)
    work.record(PlanWithdrawn(plan_id=plan.id, item_id=plan.item_id, stage=plan.stage))


# --- inspections --------------------------------------------------------------------------------


@handles(OpenInspection, emits=(InspectionOpened,))
def open_inspection(command: OpenInspection, work: Work) -> None:
    # The lot is locked, so that it gets one inspection of a stage at a time.
    lot = work.take(Lot, command.lot_id)
    LOT_LIFE.require(lot.number, lot.state, LotState.QUARANTINED, LotState.RELEASED)
    for other in work.find(Inspection, lot_id=lot.id, state=InspectionState.OPEN):
        if other.stage is command.stage:
            raise rules.InspectionStillOpen(inspection=InspectionId.text(other.id), lot=lot.number)
    plan = effective_plan(work, lot.item_id, command.stage)
    if plan is None:
        raise rules.NoInspectionPlan(
            item=work.get(Item, lot.item_id).number, stage=command.stage.label
        )
    inspection = work.add(
        Inspection(
            id=work.new_id(InspectionId),
            lot_id=lot.id,
            item_id=lot.item_id,
            stage=command.stage,
            plan_id=plan.id,
            opened_by=work.actor,
            opened_at=work.now,
        )
    )
    work.record(
        InspectionOpened(
            inspection_id=inspection.id,
            lot_id=lot.id,
            item_id=lot.item_id,
            stage=command.stage,
            plan_id=plan.id,
        )
    )


@handles(RecordResult, emits=(ResultRecorded,))
def record_result(command: RecordResult, work: Work) -> None:
    if not command.results:
        raise rules.NoResults
    inspection = work.take(Inspection, command.inspection_id)
    if inspection.state is not InspectionState.OPEN:
        work.object(rules.InspectionClosed(inspection=InspectionId.text(inspection.id)))
    _ask(work, inspection.id, is_decision=False)
    by_id = {int(each.id): each for each in characteristics(work, inspection.plan_id)}
    standing = {(int(r.characteristic_id), r.sample) for r in _standing(work, inspection)}
    _require_equipment(work, command.results)
    ids = work.new_ids(ResultId, len(command.results))
    for id_, given in zip(ids, command.results, strict=True):
        characteristic = by_id.get(int(given.characteristic_id))
        if characteristic is None:
            raise rules.NotOfPlan(
                characteristic=CharacteristicId.text(given.characteristic_id),
                inspection=InspectionId.text(inspection.id),
            )
        key = (int(characteristic.id), given.sample)
        if key in standing:
            work.object(rules.MeasuredBefore(code=characteristic.code, sample=given.sample))
        standing.add(key)
        _add(work, ResultId(id_), inspection, characteristic, given)


@handles(CorrectResult, emits=(ResultRecorded,))
def correct_result(command: CorrectResult, work: Work) -> None:
    inspection = work.take(
        Inspection, work.get(Result, command.result_id).inspection_id
    )  # first, as everybody locks an inspection before its results
    INSPECTION_LIFE.require(
        InspectionId.text(inspection.id), inspection.state, InspectionState.OPEN
    )
    _ask(work, inspection.id, is_decision=False)
    old = work.take(Result, command.result_id)
    old.state = RESULT_LIFE.move(ResultId.text(old.id), old.state, ResultState.SUPERSEDED)
    given = ResultGiven(
        characteristic_id=old.characteristic_id,
        sample=old.sample,
        value=command.value,
        unit=command.unit,
        passed=command.passed,
        equipment_id=command.equipment_id,
    )
    if given.equipment_id != old.equipment_id:
        _require_equipment(work, [given])
    characteristic = work.get(Characteristic, old.characteristic_id)
    _add(work, work.new_id(ResultId), inspection, characteristic, given, corrects_id=old.id)


@handles(DecideInspection, emits=(InspectionDecided,))
def decide_inspection(command: DecideInspection, work: Work) -> None:
    inspection = work.take(Inspection, command.inspection_id)
    work.take(Lot, inspection.lot_id)  # as rejecting it will
    is_accepted = command.decision is Decision.ACCEPT
    state = InspectionState.ACCEPTED if is_accepted else InspectionState.REJECTED
    name = InspectionId.text(inspection.id)
    state = INSPECTION_LIFE.move(name, inspection.state, state)
    _ask(work, inspection.id, is_decision=True)
    inspection.state = state
    standing = _standing(work, inspection)
    outside = sum(not each.within for each in standing)
    if outside and is_accepted:
        raise rules.ResultsOutside(count=outside, inspection=name)
    if not outside:  # one that fails is enough to reject
        _require_complete(work, inspection, standing)
    inspection.decided_by, inspection.decided_at = work.actor, work.now
    work.record(
        InspectionDecided(
            inspection_id=inspection.id,
            lot_id=inspection.lot_id,
            item_id=inspection.item_id,
            stage=inspection.stage,
            decision=command.decision,
        )
    )


def _ask(work: Work, inspection_id: InspectionId, *, is_decision: bool) -> None:
    """May this person do it? A result that was found is kept whatever the answer is."""
    person = user_of(work.actor)
    work.ask(
        MAY_INSPECT,
        InspectAsked(inspection_id=inspection_id, is_decision=is_decision, user_id=person),
    )


def _standing(work: Work, inspection: Inspection) -> list[Result]:
    return [r for r in results_of(work, inspection.id) if r.state is ResultState.STANDING]


def _require_equipment(work: Work, given: Iterable[ResultGiven]) -> None:
    """The instruments exist; whether they were fit is calibration's to say."""
    for id_ in sorted({int(g.equipment_id) for g in given if g.equipment_id is not None}):
        work.get(Equipment, id_)
        asked = MeasureAsked(equipment_id=EquipmentId(id_), at=work.occurred)
        work.ask(MAY_MEASURE, asked)


def _require_complete(work: Work, inspection: Inspection, standing: list[Result]) -> None:
    plan = work.get(Plan, inspection.plan_id)
    codes = {int(c.id): c.code for c in characteristics(work, plan.id)}
    measured = ((codes[int(r.characteristic_id)], r.sample) for r in standing)
    missing = rules.missing(list(codes.values()), plan.sample_size, measured)
    if missing:
        code, sample = missing[0]
        planned = len(codes) * plan.sample_size
        raise rules.ResultsMissing(missing=len(missing), planned=planned, code=code, sample=sample)


def _add(
    work: Work,
    id_: ResultId,
    inspection: Inspection,
    characteristic: Characteristic,
    given: ResultGiven,
    corrects_id: ResultId | None = None,
) -> None:
    within = _judged(characteristic, given)
    work.add(
        Result(
            id=id_,
            inspection_id=inspection.id,
            characteristic_id=characteristic.id,
            sample=given.sample,
            within=within,
            measured_by=work.actor,
            measured_at=work.occurred,
            value=given.value,
            unit=given.unit,
            passed=given.passed,
            equipment_id=given.equipment_id,
            corrects_id=corrects_id,
        )
    )
    work.record(
        ResultRecorded(
            result_id=id_,
            inspection_id=inspection.id,
            lot_id=inspection.lot_id,
            characteristic_id=characteristic.id,
            sample=given.sample,
            within=within,
            equipment_id=given.equipment_id,
        )
    )


def _judged(characteristic: Characteristic, given: ResultGiven) -> bool:
    """Within the frozen limits, or passed; result_form where the result is of another form."""
    is_measured = characteristic.kind is CharacteristicKind.MEASURED
    if is_measured and given.value is not None and given.unit and given.passed is None:
        assert characteristic.unit is not None
        return rules.is_within(
            given.value, given.unit, characteristic.low, characteristic.high, characteristic.unit
        )
    if not is_measured and given.value is None and not given.unit and given.passed is not None:
        return given.passed
    raise rules.ResultForm(code=characteristic.code, kind=characteristic.kind.label)
