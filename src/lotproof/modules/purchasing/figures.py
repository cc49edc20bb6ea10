"""What is counted of purchase orders."""

from sqlalchemy import String, bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.purchasing.records import PurchaseLine, PurchaseOrder
from lotproof.modules.purchasing.vocabulary import OrderState

_ORDER, _LINE = PurchaseOrder.KIND.table, PurchaseLine.KIND.table
_LATE: Statement[PurchaseOrder] = Statement(
    select(_ORDER.c.id)
    .join(_LINE, _LINE.c.order_id == _ORDER.c.id)
    .where(
        _ORDER.c.state == OrderState.APPROVED.value,
        _LINE.c.due_on < bindparam("today", type_=String),
        _LINE.c.received < _LINE.c.quantity,
    )
    .distinct()
    .order_by(_ORDER.c.id)
    .limit(bindparam("most"))
)


def late_orders(reader: Reader, most: int) -> list[int]:
    """Ids of approved orders of which something has not come by its date, oldest first."""
    rows = reader.rows(_LATE, today=reader.today.isoformat(), most=most)
    return [row[0] for row in rows]


figure(
    "purchasing.orders_to_approve",
    t("Purchase orders to approve", "待审批采购订单"),
    Group.WAITING,
    "purchasing.purchase_order",
    filters={"state": "draft"},
    command="purchasing.approve_order/1",
)
figure(
    "purchasing.orders_late",
    t("Deliveries overdue", "逾期未到货采购订单"),
    Group.LATE,
    "purchasing.purchase_order",
    find=late_orders,
)
