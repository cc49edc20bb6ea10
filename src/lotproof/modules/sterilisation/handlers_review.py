"""How the end of a cycle, its indicators and its review are carried out."""

from collections.abc import Iterable

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.gates import MAY_MEASURE, MeasureAsked
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.people.actors import user_of
from lotproof.modules.sterilisation import rules
from lotproof.modules.sterilisation.commands import (
    AcceptCycle,
    CorrectIndicator,
    FinishCycle,
    RecordIndicators,
    RejectCycle,
)
from lotproof.modules.sterilisation.events import (
    CycleAccepted,
    CycleFinished,
    CycleRejected,
    IndicatorCorrected,
    IndicatorsRead,
)
from lotproof.modules.sterilisation.gates import MAY_ACCEPT, CycleAsked
from lotproof.modules.sterilisation.queries import loads, standing_indicators
from lotproof.modules.sterilisation.records import Cycle, Indicator, Process
from lotproof.modules.sterilisation.vocabulary import (
    CYCLE_LIFE,
    INDICATOR_LIFE,
    CycleState,
    IndicatorGiven,
    IndicatorId,
    IndicatorKind,
    IndicatorState,
)
from lotproof.modules.warehouse.queries import Lot


@handles(FinishCycle, emits=(CycleFinished,))
def finish_cycle(command: FinishCycle, work: Work) -> None:
    cycle = work.take(Cycle, command.cycle_id)
    cycle.state = CYCLE_LIFE.move(cycle.number, cycle.state, CycleState.FINISHED)
    cycle.finished_by, cycle.finished_at = work.actor, work.occurred
    cycle.is_complete = command.is_complete
    work.record(
        CycleFinished(
            cycle_id=cycle.id,
            equipment_id=cycle.equipment_id,
            is_complete=command.is_complete,
        )
    )


@handles(RecordIndicators, emits=(IndicatorsRead,))
def record_indicators(command: RecordIndicators, work: Work) -> None:
    """Kept whatever they are: also twice of a place, and after the cycle was decided."""
    cycle = work.take(Cycle, command.cycle_id)
    if not command.indicators:
        raise rules.EmptyIndicators(cycle=cycle.number)
    if cycle.started_at is None:
        raise rules.CycleNotStarted(cycle=cycle.number)
    _ask_instruments(work, (each.equipment_id for each in command.indicators))
    known = {(each.kind, each.place) for each in standing_indicators(work, cycle.id)}
    for given in command.indicators:
        _require_dose_form(given)
        key = (given.kind, given.place)
        if key in known:
            work.object(
                rules.PlaceReadBefore(kind=given.kind.label, place=given.place, cycle=cycle.number)
            )
        known.add(key)
    work.add_all(
        Indicator(
            id=IndicatorId(number),
            cycle_id=cycle.id,
            kind=given.kind,
            place=given.place,
            indicator_lot=given.indicator_lot,
            is_passed=given.is_passed,
            read_by=work.actor,
            read_at=work.occurred,
            dose=given.dose,
            unit=given.unit,
            equipment_id=given.equipment_id,
        )
        for number, given in zip(
            work.new_ids(IndicatorId, len(command.indicators)), command.indicators, strict=True
        )
    )
    failed = sum(not each.is_passed for each in command.indicators)
    work.record(IndicatorsRead(cycle_id=cycle.id, read=len(command.indicators), failed=failed))


@handles(CorrectIndicator, emits=(IndicatorCorrected,))
def correct_indicator(command: CorrectIndicator, work: Work) -> None:
    cycle = work.take(Cycle, work.get(Indicator, command.indicator_id).cycle_id)
    CYCLE_LIFE.require(cycle.number, cycle.state, CycleState.RUNNING, CycleState.FINISHED)
    old = work.take(Indicator, command.indicator_id)
    old.state = INDICATOR_LIFE.move(IndicatorId.text(old.id), old.state, IndicatorState.SUPERSEDED)
    given = IndicatorGiven(
        kind=old.kind,
        place=old.place,
        indicator_lot=old.indicator_lot,
        is_passed=command.is_passed,
        dose=command.dose,
        unit=command.unit,
        equipment_id=old.equipment_id,
    )
    _require_dose_form(given)
    new = work.add(
        Indicator(
            id=work.new_id(IndicatorId),
            cycle_id=cycle.id,
            kind=old.kind,
            place=old.place,
            indicator_lot=old.indicator_lot,
            is_passed=given.is_passed,
            read_by=work.actor,
            read_at=work.occurred,
            dose=given.dose,
            unit=given.unit,
            equipment_id=old.equipment_id,
            corrects_id=old.id,
        )
    )
    work.record(
        IndicatorCorrected(indicator_id=new.id, cycle_id=cycle.id, is_passed=command.is_passed)
    )


@handles(AcceptCycle, emits=(CycleAccepted,))
def accept_cycle(command: AcceptCycle, work: Work) -> None:
    cycle = _decided(command, work, CycleState.ACCEPTED)
    if not cycle.is_complete:
        raise rules.CycleBrokenOff(cycle=cycle.number)
    _require_indicators(work, cycle)
    work.ask(
        MAY_ACCEPT,
        CycleAsked(cycle_id=cycle.id, equipment_id=cycle.equipment_id, user_id=user_of(work.actor)),
    )
    work.record(CycleAccepted(cycle_id=cycle.id))


@handles(RejectCycle, emits=(CycleRejected,))
def reject_cycle(command: RejectCycle, work: Work) -> None:
    cycle = _decided(command, work, CycleState.REJECTED)
    for load in loads(work, cycle.id):
        work.take(Lot, load.lot_id)  # as holding it will
    work.record(CycleRejected(cycle_id=cycle.id))


def _decided(command: AcceptCycle | RejectCycle, work: Work, to: CycleState) -> Cycle:
    cycle = work.take(Cycle, command.cycle_id)
    cycle.state = CYCLE_LIFE.move(cycle.number, cycle.state, to)
    if work.is_own(cycle.started_by) or work.is_own(cycle.finished_by):
        raise rules.OwnCycle(cycle=cycle.number)
    cycle.reviewed_by, cycle.reviewed_at = work.actor, work.now
    cycle.conclusion = command.conclusion
    return cycle


def _require_indicators(work: Work, cycle: Cycle) -> None:
    """As many of each kind as the frozen process asks for, and none that failed."""
    assert cycle.process_id is not None, "a cycle that has ended was started"
    process = work.get(Process, cycle.process_id)
    planned = {
        IndicatorKind.BIOLOGICAL: process.biological,
        IndicatorKind.CHEMICAL: process.chemical,
        IndicatorKind.DOSIMETER: process.dosimeters,
    }
    found = standing_indicators(work, cycle.id)
    failed = sum(not each.is_passed for each in found)
    if failed:
        raise rules.IndicatorsFailed(failed=failed, cycle=cycle.number)
    places = {(each.kind, each.place) for each in found}
    lacking = rules.missing(planned, (kind for kind, _ in places))
    if lacking is not None:
        kind, count = lacking
        raise rules.IndicatorsMissing(
            cycle=cycle.number, missing=count, planned=planned[kind], kind=kind.label
        )


def _require_dose_form(given: IndicatorGiven) -> None:
    is_dosimeter = given.kind is IndicatorKind.DOSIMETER
    has_dose = given.dose is not None and given.unit is not None
    has_any = given.dose is not None or given.unit is not None
    if (is_dosimeter and not has_dose) or (not is_dosimeter and has_any):
        raise rules.DoseForm(kind=given.kind.label, place=given.place)


def _ask_instruments(work: Work, given: Iterable[EquipmentId | None]) -> None:
    """The instruments exist; whether they were fit is calibration's to say."""
    for id_ in sorted({int(each) for each in given if each is not None}):
        work.get(Equipment, id_)
        work.ask(MAY_MEASURE, MeasureAsked(equipment_id=EquipmentId(id_), at=work.occurred))
