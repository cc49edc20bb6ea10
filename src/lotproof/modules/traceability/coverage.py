"""How much of what should have been recorded was: the denominator is what had to happen.

A bill of materials says what an order must have consumed, a routing which parameters a run must
have been read for, an inspection plan which lots must have been inspected. What nobody recorded
is so counted as missing, and named.
"""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from sqlalchemy import and_, case, func, or_, select

from lotproof.kernel.record import Kind
from lotproof.kernel.spanned import SPAN, Span, Spanned
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.inspection.queries import Inspection, Plan
from lotproof.modules.inspection.vocabulary import PlanState, Stage
from lotproof.modules.items.queries import BomLine, Item, OperationParameter
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.production.queries import (
    Consumption,
    OperationRun,
    Reading,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import WorkOrderState
from lotproof.modules.sales.queries import Shipment, ShipmentLine, ShipmentSerial
from lotproof.modules.sales.vocabulary import LineState
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotOrigin

GAPS_MAX: Final = 200
"""Records with something missing that a figure names."""


class Facts(NamedTuple):
    """Per row of a join: what should be recorded and what is, as numbers."""

    source: Any
    expected: Any
    recorded: Any
    where: Any


class Coverage(NamedTuple):
    """One demand on completeness. `kind` is the record in which something is missing."""

    code: str
    label: Text
    kind: Kind
    at: str
    facts: Callable[[Any], Facts]
    """From the rows of `kind` in a period."""


class Covered(NamedTuple):
    """What was expected in a period and what of it is recorded."""

    expected: int
    recorded: int


_LINE, _CONSUMPTION = BomLine.KIND.table, Consumption.KIND.table
_ORDER, _READING = WorkOrder.KIND.table, Reading.KIND.table
_PARAMETER, _INSPECTION = OperationParameter.KIND.table, Inspection.KIND.table
_PLAN, _SHIPMENT_LINE = Plan.KIND.table, ShipmentLine.KIND.table
_SERIALS, _ITEM = ShipmentSerial.KIND.table, Item.KIND.table


def _if(condition: Any) -> Any:
    return case((condition, 1), else_=0)


def _materials(orders: Any) -> Facts:
    used = select(_CONSUMPTION.c.id).where(
        _CONSUMPTION.c.work_order_id == orders.c.id,
        _CONSUMPTION.c.item_id == _LINE.c.component_id,
    )
    return Facts(
        orders.join(_LINE, _LINE.c.bom_id == orders.c.bom_id),
        1,
        _if(used.exists()),
        and_(orders.c.state == WorkOrderState.CLOSED.value, orders.c.received > 0),
    )


def _exactness(orders: Any) -> Facts:
    return Facts(
        orders.join(_CONSUMPTION, _CONSUMPTION.c.work_order_id == orders.c.id),
        1,
        _if(_CONSUMPTION.c.is_exact),
        orders.c.state == WorkOrderState.CLOSED.value,
    )


def _parameters(runs: Any) -> Facts:
    read = select(_READING.c.id).where(
        _READING.c.work_order_id == runs.c.work_order_id,
        _READING.c.parameter_id == _PARAMETER.c.id,
    )
    source = runs.join(_ORDER, _ORDER.c.id == runs.c.work_order_id).join(
        _PARAMETER,
        and_(
            _PARAMETER.c.routing_id == _ORDER.c.routing_id,
            _PARAMETER.c.position == runs.c.position,
        ),
    )
    return Facts(source, 1, _if(read.exists()), None)


def _inspections(lots: Any) -> Facts:
    """Lots received or made of an item that has an effective plan for that."""
    stage = or_(
        and_(lots.c.origin == LotOrigin.RECEIVED.value, _PLAN.c.stage == Stage.IQC.value),
        and_(lots.c.origin == LotOrigin.MADE.value, _PLAN.c.stage == Stage.FQC.value),
    )
    source = lots.join(
        _PLAN,
        and_(
            _PLAN.c.item_id == lots.c.item_id,
            _PLAN.c.state == PlanState.EFFECTIVE.value,
            stage,
        ),
    )
    opened = select(_INSPECTION.c.id).where(
        _INSPECTION.c.lot_id == lots.c.id, _INSPECTION.c.stage == _PLAN.c.stage
    )
    return Facts(source, 1, _if(opened.exists()), None)


def _suppliers(lots: Any) -> Facts:
    known = and_(lots.c.supplier_id.is_not(None), lots.c.supplier_lot.is_not(None))
    return Facts(lots, 1, _if(known), lots.c.origin == LotOrigin.RECEIVED.value)


def _serials(shipments: Any) -> Facts:
    """Pieces shipped of items that have serials, and serials recorded on the lines."""
    source = shipments.join(_SHIPMENT_LINE, _SHIPMENT_LINE.c.shipment_id == shipments.c.id).join(
        _ITEM, _ITEM.c.id == _SHIPMENT_LINE.c.item_id
    )
    named = (
        select(func.sum(_SERIALS.c.last_serial_id - _SERIALS.c.first_serial_id + 1))
        .where(_SERIALS.c.line_id == _SHIPMENT_LINE.c.id)
        .scalar_subquery()
    )
    return Facts(
        source,
        _SHIPMENT_LINE.c.quantity,
        func.coalesce(named, 0),
        and_(
            _SHIPMENT_LINE.c.state == LineState.SHIPPED.value,
            _ITEM.c.tracking == Tracking.SERIAL.value,
        ),
    )


COVERAGE: Final = (
    Coverage(
        "materials",
        t("Materials of the bill recorded for orders", "工单按物料清单记录投用"),
        WorkOrder.KIND,
        "closed_at",
        _materials,
    ),
    Coverage(
        "exactness",
        t("Materials assigned exactly", "物料投用精确对应"),
        WorkOrder.KIND,
        "closed_at",
        _exactness,
    ),
    Coverage(
        "parameters",
        t("Parameters of the routing read", "按工艺路线记录参数"),
        OperationRun.KIND,
        "finished_at",
        _parameters,
    ),
    Coverage(
        "inspections",
        t("Lots inspected as planned", "按计划检验批"),
        Lot.KIND,
        "opened_at",
        _inspections,
    ),
    Coverage(
        "suppliers",
        t("Received lots with supplier and supplier's lot", "收货批记录供应商及其批号"),
        Lot.KIND,
        "opened_at",
        _suppliers,
    ),
    Coverage(
        "serials",
        t("Serials named on shipments", "发货序列号记录"),
        Shipment.KIND,
        "dispatched_at",
        _serials,
    ),
)


def _summed(of: Coverage) -> Spanned:
    def build(rows: Any) -> Any:
        facts = of.facts(rows)
        query = select(rows.c[SPAN], func.sum(facts.expected), func.sum(facts.recorded))
        if facts.where is not None:
            query = query.where(facts.where)
        return query.select_from(facts.source).group_by(rows.c[SPAN])

    return Spanned(of.kind.table, of.at, build)


def _missing(of: Coverage) -> Spanned:
    def build(rows: Any) -> Any:
        facts = of.facts(rows)
        query = select(rows.c.id).where(facts.recorded < facts.expected)
        if facts.where is not None:
            query = query.where(facts.where)
        return query.select_from(facts.source).distinct().order_by(rows.c.id).limit(GAPS_MAX)

    return Spanned(of.kind.table, of.at, build)


_SUMS = {each.code: _summed(each) for each in COVERAGE}
_GAPS = {each.code: _missing(each) for each in COVERAGE}


def covered(reader: Reader, of: Coverage, periods: list[Span]) -> dict[int, Covered]:
    """First instant of a period → what was expected in it and what of that is recorded."""
    return {
        first: Covered(int(expected), int(recorded))
        for first, expected, recorded in _SUMS[of.code].rows(reader, periods)
    }


def gaps(reader: Reader, of: Coverage, period: Span) -> list[int]:
    """Ids of at most GAPS_MAX records of a period in which something is missing, oldest first."""
    return [row[0] for row in _GAPS[of.code].rows(reader, [period])]
