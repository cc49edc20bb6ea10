"""Typed reads of processes, cycles, loads and indicators."""

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.control import in_force_at
from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import equipment_at
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.sites.queries import workstations
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.sterilisation.records import Cycle, Indicator, Load, Process
from lotproof.modules.sterilisation.vocabulary import CycleId, CycleState, IndicatorState

__all__ = [
    "Cycle",
    "Indicator",
    "Load",
    "Process",
    "cycles_in_area",
    "cycles_of_lot",
    "cycles_on",
    "indicators",
    "loads",
    "loads_of_lot",
    "process_at",
    "running_on",
    "standing_indicators",
]

_CYCLE, _LOAD = Cycle.KIND.table, Load.KIND.table
_ON_EQUIPMENT: Statement[Cycle] = Statement(
    select(*_CYCLE.c)
    .where(
        _CYCLE.c.equipment_id == bindparam("equipment_id"),
        _CYCLE.c.started_at <= bindparam("until"),
        or_(_CYCLE.c.finished_at.is_(None), _CYCLE.c.finished_at >= bindparam("since")),
    )
    .order_by(_CYCLE.c.id),
    Cycle,
)
_OF_LOT: Statement[Cycle] = Statement(
    select(*_CYCLE.c)
    .join(_LOAD, _LOAD.c.cycle_id == _CYCLE.c.id)
    .where(_LOAD.c.lot_id == bindparam("lot_id"))
    .order_by(_CYCLE.c.id),
    Cycle,
)


def process_at(
    reader: Reader, equipment_id: EquipmentId, program: str, at: Instant
) -> Process | None:
    """What was approved then; None if nothing was, or if it has been withdrawn since."""
    return in_force_at(reader, Process, at, equipment_id=equipment_id, program=program)


def cycles_on(reader: Reader, equipment_id: EquipmentId, since: int, until: int) -> list[Cycle]:
    """Cycles that ran on a machine at any time from `since` to `until`; none that only was
    planned."""
    return reader.select(_ON_EQUIPMENT, equipment_id=int(equipment_id), since=since, until=until)


def cycles_in_area(reader: Reader, area_id: AreaId, since: int, until: int) -> list[Cycle]:
    """Cycles that ran on machines of an area at any time from `since` to `until`."""
    return [
        cycle
        for place in workstations(reader, area_id)
        for machine in equipment_at(reader, place.id)
        for cycle in cycles_on(reader, machine.id, since, until)
    ]


def loads(reader: Reader, cycle_id: CycleId) -> list[Load]:
    """The lots of a cycle, by lot."""
    return reader.find(Load, cycle_id=cycle_id)


def loads_of_lot(reader: Reader, lot_id: LotId) -> list[Load]:
    """What of a lot went through which cycle, by cycle."""
    return reader.find(Load, lot_id=lot_id)


def cycles_of_lot(reader: Reader, lot_id: LotId) -> list[Cycle]:
    """The cycles of a lot in the order in which they were made up, cancelled ones too."""
    return reader.select(_OF_LOT, lot_id=int(lot_id))


def indicators(reader: Reader, cycle_id: CycleId) -> list[Indicator]:
    """In the order recorded, corrected ones too."""
    return reader.find(Indicator, cycle_id=cycle_id)


def standing_indicators(reader: Reader, cycle_id: CycleId) -> list[Indicator]:
    """In the order recorded, without those that were corrected."""
    return reader.find(Indicator, cycle_id=cycle_id, state=IndicatorState.STANDING)


def running_on(reader: Reader, equipment_id: EquipmentId) -> Cycle | None:
    """The cycle that a machine is running."""
    found = reader.find(Cycle, equipment_id=equipment_id, state=CycleState.RUNNING)
    return found[0] if found else None
