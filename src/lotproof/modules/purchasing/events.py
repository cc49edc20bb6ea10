"""What has happened to purchase orders."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.purchasing.vocabulary import OrderId, OrderLineId


@event("purchasing.order_drafted/1", t("Order {order_id} drafted", "编制订单 {order_id}"))
class OrderDrafted(Event):
    order_id: OrderId
    supplier_id: PartyId


@event(
    "purchasing.order_line_changed/1",
    t("Line {line_id} of order {order_id} changed", "更改订单 {order_id} 的行 {line_id}"),
)
class OrderLineChanged(Event):
    order_id: OrderId
    line_id: OrderLineId


@event("purchasing.order_approved/1", t("Order {order_id} approved", "批准订单 {order_id}"))
class OrderApproved(Event):
    order_id: OrderId
    supplier_id: PartyId


@event("purchasing.order_cancelled/1", t("Order {order_id} cancelled", "取消订单 {order_id}"))
class OrderCancelled(Event):
    order_id: OrderId


@event("purchasing.order_closed/1", t("Order {order_id} closed", "关闭订单 {order_id}"))
class OrderClosed(Event):
    order_id: OrderId
