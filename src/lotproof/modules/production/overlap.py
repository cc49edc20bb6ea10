"""What ran on a machine, or in a room, while something was so."""

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.production.records import OperationRun, Rework, WorkOrder
from lotproof.modules.sites.queries import workstations
from lotproof.modules.sites.vocabulary import AreaId

_RUN = OperationRun.KIND.table
_OVERLAPS = (
    _RUN.c.started_at <= bindparam("until"),
    or_(_RUN.c.finished_at.is_(None), _RUN.c.finished_at >= bindparam("since")),
)
_ON_EQUIPMENT = Statement(
    select(*_RUN.c)
    .where(_RUN.c.equipment_id == bindparam("equipment_id"), *_OVERLAPS)
    .order_by(_RUN.c.id),
    OperationRun,
)
_AT_WORKSTATION = Statement(
    select(*_RUN.c)
    .where(_RUN.c.workstation_id == bindparam("workstation_id"), *_OVERLAPS)
    .order_by(_RUN.c.id),
    OperationRun,
)


def runs_on(
    reader: Reader, equipment_id: EquipmentId, since: int, until: int
) -> list[OperationRun]:
    """Operations that ran on a machine at any time from `since` to `until`."""
    return reader.select(_ON_EQUIPMENT, equipment_id=int(equipment_id), since=since, until=until)


def runs_in_area(reader: Reader, area_id: AreaId, since: int, until: int) -> list[OperationRun]:
    """Operations that ran at workstations of an area at any time from `since` to `until`."""
    return [
        run
        for place in workstations(reader, area_id)
        for run in reader.select(
            _AT_WORKSTATION, workstation_id=int(place.id), since=since, until=until
        )
    ]


def lot_of_run(reader: Reader, run: OperationRun) -> LotId | None:
    """The lot whose units a run worked on; None while its order has not opened one."""
    if run.rework_id is not None:
        return reader.get(Rework, run.rework_id).lot_id
    return reader.get(WorkOrder, run.work_order_id).output_lot_id
