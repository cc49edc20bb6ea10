"""What follows from an excursion: exactly its lots are held, its machine may not start again."""

from collections.abc import Iterable

from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.monitoring import rules
from lotproof.modules.monitoring.commands_readings import MarkAffectedLot, WithdrawStart
from lotproof.modules.monitoring.events import ExcursionBegan, ExcursionEnded, LotAffected
from lotproof.modules.monitoring.queries import (
    Excursion,
    Point,
    affected_lots,
    excursions_during,
    open_withdrawals,
    readings_between,
)
from lotproof.modules.monitoring.vocabulary import Level, PointState
from lotproof.modules.monitoring.vocabulary_readings import ExcursionId, ExcursionState
from lotproof.modules.monitoring.worked import Worked, area_of, of_cycle, of_runs, worked
from lotproof.modules.production.events import OperationStarted, OutputOpened
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.production.queries import OperationRun, runs
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.sterilisation.events import CycleStarted
from lotproof.modules.sterilisation.gates import MAY_ACCEPT, MAY_RUN, CycleAsked
from lotproof.modules.sterilisation.queries import Cycle, Process
from lotproof.modules.sterilisation.vocabulary import Basis
from lotproof.modules.warehouse.commands import PlaceHold
from lotproof.modules.warehouse.queries import lots_kept_in


@reacts(ExcursionBegan, issues=(MarkAffectedLot,))
def mark_lots(event: ExcursionBegan, on: Issuing) -> None:
    """What was made or lay there since the last good reading."""
    _mark(on, on.reader.get(Excursion, event.excursion_id))


@reacts(ExcursionEnded, issues=(MarkAffectedLot,))
def mark_further_lots(event: ExcursionEnded, on: Issuing) -> None:
    """What has come to the place since, until it was inside its limits again."""
    _mark(on, on.reader.get(Excursion, event.excursion_id))


@reacts(OperationStarted, issues=(MarkAffectedLot,))
def mark_started(event: OperationStarted, on: Issuing) -> None:
    """Work that was started, or told late, while a point of its machine or room was outside."""
    _mark_run(on, on.reader.get(OperationRun, event.run_id))


@reacts(OutputOpened, issues=(MarkAffectedLot,))
def mark_opened(event: OutputOpened, on: Issuing) -> None:
    """The lot of an order whose operations ran before it had one."""
    for run in runs(on.reader, event.work_order_id):
        _mark_run(on, run)


@reacts(CycleStarted, issues=(MarkAffectedLot,))
def mark_loaded(event: CycleStarted, on: Issuing) -> None:
    """The load of a cycle that was started while a point of its machine or room was outside."""
    cycle = on.reader.get(Cycle, event.cycle_id)
    work = of_cycle(on.reader, cycle)
    area_id = area_of(on.reader, cycle.equipment_id)
    _mark_during(
        on,
        excursions_during(
            on.reader, cycle.equipment_id, area_id, work.started_at, cycle.finished_at
        ),
        work,
    )


@reacts(LotAffected, issues=(PlaceHold,))
def hold_lot(event: LotAffected, on: Issuing) -> None:
    """Outside action limits: the lot waits until somebody has decided about it."""
    if event.level is not Level.ACTION:
        return
    excursion = on.reader.get(Excursion, event.excursion_id)
    point = on.reader.get(Point, excursion.point_id)
    name = ExcursionId.text(excursion.id)
    cause = f"{point.code} outside its limits ({name}) / {point.code} 超出限值（{name}）"
    on.issue(PlaceHold(lot_id=event.lot_id, cause=cause))


@reacts(ExcursionBegan, issues=(WithdrawStart,))
def withdraw_permission(event: ExcursionBegan, on: Issuing) -> None:
    """A critical point outside its action limits: no further start. What runs is not stopped."""
    if not event.is_critical or event.level is not Level.ACTION or event.equipment_id is None:
        return
    if open_withdrawals(on.reader, event.equipment_id):
        return  # one decision gives it back, once nothing is outside any more
    point = on.reader.get(Point, event.point_id)
    name = ExcursionId.text(event.excursion_id)
    cause = f"{point.code} left its limits ({name}). / {point.code} 超出限值（{name}）。"
    on.issue(
        WithdrawStart(equipment_id=event.equipment_id, cause=cause, excursion_id=event.excursion_id)
    )


@MAY_START.join
def start_is_permitted(asked: StartAsked, reader: Reader) -> Refused | None:
    """Nothing starts on a machine whose permission was withdrawn."""
    if asked.equipment_id is None:
        return None
    return _withdrawn(reader, asked.equipment_id)


@MAY_RUN.join
def steriliser_is_permitted(asked: CycleAsked, reader: Reader) -> Refused | None:
    """No cycle of a steriliser whose permission was withdrawn."""
    return _withdrawn(reader, asked.equipment_id)


@MAY_ACCEPT.join
def cycle_was_watched(asked: CycleAsked, reader: Reader) -> Refused | None:
    """No cycle is accepted whose parameters were not read, or left their limits (7.5.5).

    Every point of the steriliser has a good reading from the cycle, and excursions are assessed.
    A cycle that is released by its parameters has points, and none was outside action limits.
    """
    cycle = reader.get(Cycle, asked.cycle_id)
    assert cycle.started_at is not None, "a cycle under review was started"
    assert cycle.process_id is not None, "a started cycle has its process"
    until = reader.now if cycle.finished_at is None else cycle.finished_at
    is_parametric = reader.get(Process, cycle.process_id).basis is Basis.PARAMETRIC
    points = reader.find(Point, equipment_id=cycle.equipment_id, state=PointState.IN_USE)
    if is_parametric and not points:
        return rules.CycleWithoutPoints(cycle=cycle.number)
    for point in points:
        read = readings_between(reader, point.id, cycle.started_at, until)
        if all(each.quality for each in read):
            return rules.CycleNotRead(cycle=cycle.number, point=point.code)
    for each in excursions_during(reader, cycle.equipment_id, None, cycle.started_at, until):
        if each.level is not Level.ACTION:
            continue
        name = ExcursionId.text(each.id)
        if each.state is not ExcursionState.ASSESSED:
            return rules.CycleExcursionOpen(cycle=cycle.number, excursion=name)
        if is_parametric:
            return rules.CycleOutsideLimits(cycle=cycle.number, excursion=name)
    return None


def _withdrawn(reader: Reader, equipment_id: EquipmentId) -> Refused | None:
    withdrawn = open_withdrawals(reader, equipment_id)
    if not withdrawn:
        return None
    code = reader.get(Equipment, equipment_id).code
    return rules.StartNotPermitted(equipment=code, cause=withdrawn[0].cause)


# --- which lots ---------------------------------------------------------------------------------


def _mark(on: Issuing, excursion: Excursion) -> None:
    since = excursion.last_good_at or excursion.began_at
    until = excursion.ended_at or on.reader.now
    known = {each.lot_id for each in affected_lots(on.reader, excursion.id)}
    if excursion.equipment_id is None:
        assert excursion.area_id is not None, "a point is on a machine or in an area"
        for lot_id in lots_kept_in(on.reader, excursion.area_id, since, until):
            _mark_lot(on, excursion, known, lot_id)
    for each in worked(on.reader, excursion.equipment_id, excursion.area_id, since, until):
        _mark_work(on, excursion, known, each)


def _mark_run(on: Issuing, run: OperationRun) -> None:
    place = on.reader.get(Workstation, run.workstation_id)
    found = excursions_during(
        on.reader, run.equipment_id, place.area_id, run.started_at, run.finished_at
    )
    for work in of_runs(on.reader, [run]):
        _mark_during(on, found, work)


def _mark_during(on: Issuing, excursions: Iterable[Excursion], work: Worked) -> None:
    for excursion in excursions:
        known = {each.lot_id for each in affected_lots(on.reader, excursion.id)}
        _mark_work(on, excursion, known, work)


def _mark_work(on: Issuing, excursion: Excursion, known: set[LotId], work: Worked) -> None:
    for lot_id in work.lot_ids:
        _mark_lot(on, excursion, known, lot_id, work)


def _mark_lot(
    on: Issuing,
    excursion: Excursion,
    known: set[LotId],
    lot_id: LotId,
    work: Worked | None = None,
) -> None:
    if lot_id in known:
        return
    known.add(lot_id)
    on.issue(
        MarkAffectedLot(
            excursion_id=excursion.id,
            lot_id=lot_id,
            operation_run_id=None if work is None else work.operation_run_id,
            cycle_id=None if work is None else work.cycle_id,
        )
    )
