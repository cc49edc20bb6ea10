"""Which lots something happened to on a machine or in a room, while something was so.

Operations of orders and sterilisation cycles count alike.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.production.queries import OperationRun, lot_of_run, runs_in_area, runs_on
from lotproof.modules.production.vocabulary import OperationRunId
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.sterilisation.queries import Cycle, cycles_in_area, cycles_on, loads
from lotproof.modules.sterilisation.vocabulary import CycleId


class Worked(NamedTuple):
    """Work on lots: an operation, which has one lot at most, or a cycle, which has many."""

    subject: str
    started_at: Instant
    by: str
    lot_ids: tuple[LotId, ...]
    operation_run_id: OperationRunId | None = None
    cycle_id: CycleId | None = None


def worked(
    reader: Reader,
    equipment_id: EquipmentId | None,
    area_id: AreaId | None,
    since: int,
    until: int,
) -> Iterator[Worked]:
    """Work on the machine, or in the room, at any time from `since` to `until`, oldest first of
    each sort."""
    if equipment_id is not None:
        runs = runs_on(reader, equipment_id, since, until)
        cycles = cycles_on(reader, equipment_id, since, until)
    else:
        assert area_id is not None, "a point is on a machine or in an area"
        runs = runs_in_area(reader, area_id, since, until)
        cycles = cycles_in_area(reader, area_id, since, until)
    yield from of_runs(reader, runs)
    yield from (of_cycle(reader, each) for each in cycles)


def of_runs(reader: Reader, runs: Iterable[OperationRun]) -> Iterator[Worked]:
    """Operations with the lot they worked on, where their order has opened one."""
    for run in runs:
        lot_id = lot_of_run(reader, run)
        lot_ids = () if lot_id is None else (lot_id,)
        name = OperationRunId.text(run.id)
        yield Worked(name, run.started_at, run.operator, lot_ids, operation_run_id=run.id)


def of_cycle(reader: Reader, cycle: Cycle) -> Worked:
    """A cycle that was started, with all lots of its load."""
    assert cycle.started_at is not None, "a load that was not started happened to nothing"
    assert cycle.started_by is not None, "whoever starts a cycle is known"
    return Worked(
        CycleId.text(cycle.id),
        cycle.started_at,
        cycle.started_by,
        tuple(each.lot_id for each in loads(reader, cycle.id)),
        cycle_id=cycle.id,
    )


def area_of(reader: Reader, equipment_id: EquipmentId) -> AreaId | None:
    """The room that a machine stands in; None where it has no place."""
    place = reader.get(Equipment, equipment_id).workstation_id
    return None if place is None else reader.get(Workstation, place).area_id
