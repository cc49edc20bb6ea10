"""Typed reads of orders, what went into them, what came out, and their device history record."""

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.production.overlap import lot_of_run, runs_in_area, runs_on
from lotproof.modules.production.records import (
    Consumption,
    Discrepancy,
    FirstArticle,
    LineClearance,
    Material,
    OperationRun,
    OrderStep,
    Output,
    Reading,
    Rework,
    Scrap,
    SerialRun,
    WorkOrder,
)
from lotproof.modules.production.review import DeviceHistory, device_history
from lotproof.modules.production.vocabulary import WorkOrderId, WorkOrderState

__all__ = [
    "Consumption",
    "DeviceHistory",
    "Discrepancy",
    "FirstArticle",
    "LineClearance",
    "Material",
    "OperationRun",
    "OrderStep",
    "Output",
    "Reading",
    "Rework",
    "Scrap",
    "SerialRun",
    "WorkOrder",
    "consumptions",
    "consumptions_of",
    "device_history",
    "lot_of_run",
    "materials",
    "order_making",
    "orders_in_state",
    "orders_using",
    "outputs",
    "readings",
    "reworks",
    "runs",
    "runs_in_area",
    "runs_on",
    "steps",
    "work_order_by_number",
]

_ORDER, _OUTPUT, _MATERIAL = WorkOrder.KIND.table, Output.KIND.table, Material.KIND.table

_MAKING = Statement(
    select(*_ORDER.c)
    .join(_OUTPUT, _OUTPUT.c.work_order_id == _ORDER.c.id)
    .where(_OUTPUT.c.lot_id == bindparam("lot_id")),
    WorkOrder,
)
_USING = Statement(
    select(*_ORDER.c)
    .join(_MATERIAL, _MATERIAL.c.work_order_id == _ORDER.c.id)
    .where(_MATERIAL.c.lot_id == bindparam("lot_id"))
    .order_by(_ORDER.c.id),
    WorkOrder,
)


def work_order_by_number(reader: Reader, number: str) -> WorkOrder | None:
    return reader.only(WorkOrder, number=number)


def orders_in_state(reader: Reader, state: WorkOrderState) -> list[WorkOrder]:
    return reader.find(WorkOrder, state=state)


def order_making(reader: Reader, lot_id: LotId) -> WorkOrder | None:
    """The order that makes the lot, as product, reworked product or by-product."""
    found = reader.select(_MAKING, lot_id=int(lot_id))
    return found[0] if found else None


def orders_using(reader: Reader, lot_id: LotId) -> list[WorkOrder]:
    """The orders to which material of the lot was issued, by id."""
    return reader.select(_USING, lot_id=int(lot_id))


def steps(reader: Reader, work_order_id: WorkOrderId) -> list[OrderStep]:
    """By position; none before the order is released."""
    return reader.find(OrderStep, work_order_id=work_order_id)


def runs(reader: Reader, work_order_id: WorkOrderId) -> list[OperationRun]:
    """In the order in which they were started."""
    return reader.find(OperationRun, work_order_id=work_order_id)


def readings(reader: Reader, work_order_id: WorkOrderId) -> list[Reading]:
    """In the order in which they were recorded."""
    return reader.find(Reading, work_order_id=work_order_id)


def materials(reader: Reader, work_order_id: WorkOrderId) -> list[Material]:
    """What each lot gave to the order and where it went, by lot."""
    return reader.find(Material, work_order_id=work_order_id)


def consumptions(reader: Reader, work_order_id: WorkOrderId) -> list[Consumption]:
    """In the order in which they were recorded."""
    return reader.find(Consumption, work_order_id=work_order_id)


def consumptions_of(reader: Reader, lot_id: LotId) -> list[Consumption]:
    """Where the lot went in, over all orders."""
    return reader.find(Consumption, lot_id=lot_id)


def outputs(reader: Reader, work_order_id: WorkOrderId) -> list[Output]:
    """The lots that the order makes, by lot."""
    return reader.find(Output, work_order_id=work_order_id)


def reworks(reader: Reader, work_order_id: WorkOrderId) -> list[Rework]:
    """In the order in which they were sent."""
    return reader.find(Rework, work_order_id=work_order_id)
