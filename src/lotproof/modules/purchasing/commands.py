"""What purchasing can be asked to do."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.purchasing.vocabulary import (
    Currency,
    DueOn,
    Ordered,
    OrderedLines,
    OrderId,
    OrderLineId,
    OrderNumber,
    OrderUnit,
    UnitPrice,
)


@command(
    "purchasing.draft_order/1",
    t("Draft purchase order", "编制采购订单"),
    permission="purchasing.order.draft",
    zh="写下向一家供应商订购的内容；由他人批准后生效。",
)
class DraftOrder(Command):
    """Write down what is to be ordered of a supplier; it is valid once somebody else approves."""

    number: OrderNumber
    supplier_id: PartyId
    lines: OrderedLines


@command(
    "purchasing.change_order_line/1",
    t("Change order line", "更改订单行"),
    permission="purchasing.order.change",
    zh="更改订单行的数量、价格或交货日期。已批准的订单将退回草稿，需重新批准。",
    needs_reason=True,
)
class ChangeOrderLine(Command):
    """Change quantity, price or due date; an approved order has to be approved again."""

    line_id: OrderLineId
    quantity: Ordered
    unit: OrderUnit
    unit_price: UnitPrice
    currency: Currency
    due_on: DueOn


@command(
    "purchasing.approve_order/1",
    t("Approve purchase order", "批准采购订单"),
    permission="purchasing.order.approve",
    zh="使订单生效。编制人不能批准自己的订单，供应商须已批准。",
)
class ApproveOrder(Command):
    """Make an order valid; not by who drafted it, and only with an approved supplier."""

    order_id: OrderId


@command(
    "purchasing.cancel_order/1",
    t("Cancel purchase order", "取消采购订单"),
    permission="purchasing.order.cancel",
    zh="取消尚未到货的订单。",
    needs_reason=True,
)
class CancelOrder(Command):
    """Call off an order of which nothing has come."""

    order_id: OrderId


@command(
    "purchasing.close_order/1",
    t("Close purchase order", "关闭采购订单"),
    permission="purchasing.order.close",
    zh="结束订单，不再等待到货；未到数量保留可查。",
)
class CloseOrder(Command):
    """Expect nothing more of an order; what has not come stays visible."""

    order_id: OrderId
