"""What is counted of sales orders and shipments."""

from sqlalchemy import String, bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.sales.records import SalesLine, SalesOrder
from lotproof.modules.sales.vocabulary import OrderState

_ORDER, _LINE = SalesOrder.KIND.table, SalesLine.KIND.table
_LATE: Statement[SalesOrder] = Statement(
    select(_ORDER.c.id)
    .join(_LINE, _LINE.c.order_id == _ORDER.c.id)
    .where(
        _ORDER.c.state == OrderState.CONFIRMED.value,
        _LINE.c.due_on < bindparam("today", type_=String),
        _LINE.c.shipped < _LINE.c.quantity,
    )
    .distinct()
    .order_by(_ORDER.c.id)
    .limit(bindparam("most"))
)


def late_orders(reader: Reader, most: int) -> list[int]:
    """Ids of confirmed orders of which something has not left by its date, oldest first."""
    rows = reader.rows(_LATE, today=reader.today.isoformat(), most=most)
    return [row[0] for row in rows]


figure(
    "sales.orders_to_confirm",
    t("Sales orders to confirm", "待确认销售订单"),
    Group.WAITING,
    "sales.order",
    filters={"state": "draft"},
    command="sales.confirm_order/1",
)
figure(
    "sales.orders_to_ship",
    t("Sales orders to ship", "待发货销售订单"),
    Group.WAITING,
    "sales.order",
    filters={"state": "confirmed"},
    command="sales.create_shipment/1",
)
figure(
    "sales.shipments_to_dispatch",
    t("Shipments to dispatch", "待发运发货单"),
    Group.WAITING,
    "sales.shipment",
    filters={"state": "open"},
    command="sales.dispatch/1",
)
figure(
    "sales.shipments_to_confirm",
    t("Deliveries to confirm", "待确认签收"),
    Group.WAITING,
    "sales.shipment",
    filters={"state": "dispatched"},
    command="sales.record_delivery/1",
)
figure(
    "sales.orders_late",
    t("Sales orders overdue", "逾期未发货销售订单"),
    Group.LATE,
    "sales.order",
    find=late_orders,
)
trend(
    "sales.shipments_dispatched",
    t("Shipments dispatched", "发运单数"),
    "throughput",
    "sales.shipment",
    "dispatched_at",
)
trend(
    "sales.returns",
    t("Returns from customers", "客户退货次数"),
    "quality",
    "sales.goods_return",
    "returned_at",
)
