"""The words of purchasing."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId


class OrderId(Id, prefix="por", label=t("Purchase order", "采购订单")):
    """What is asked of one supplier."""


class OrderLineId(Id, prefix="pol", label=t("Purchase order line", "采购订单行")):
    """One item on a purchase order."""


class OrderState(Choice):
    DRAFT = "draft", "draft", "草稿"
    APPROVED = "approved", "approved", "已批准"
    CLOSED = "closed", "closed", "已关闭"
    CANCELLED = "cancelled", "cancelled", "已取消"


ORDER_LIFE: Final = LifeCycle(
    t("Purchase order", "采购订单"),
    {
        OrderState.DRAFT: {OrderState.APPROVED, OrderState.CANCELLED},
        OrderState.APPROVED: {OrderState.DRAFT, OrderState.CLOSED, OrderState.CANCELLED},
        OrderState.CLOSED: (),
        OrderState.CANCELLED: (),
    },
)

OrderNumber = Annotated[
    str,
    Meaning(
        label=t("Order number", "订单号"),
        help=t("Printable characters without blanks.", "可打印字符，不含空格。"),
        length_max=40,
        pattern=r"[!-~]+",
    ),
]
Ordered = Annotated[Amount, Meaning(label=t("Ordered quantity", "订购数量"), minimum=1)]
Received = Annotated[Amount, Meaning(label=t("Received quantity", "已收数量"), minimum=0)]
OrderUnit = Annotated[str, UNIT]
UnitPrice = Annotated[
    Amount,
    Meaning(label=t("Unit price", "单价"), minimum=0, unit_field="currency"),
]
Currency = Annotated[
    str,
    Meaning(
        label=t("Currency", "币种"),
        help=t("CNY, USD or EUR.", "CNY、USD 或 EUR。"),
        length_max=3,
        pattern="CNY|USD|EUR",
    ),
]
DueOn = Annotated[date, Meaning(label=t("Due on", "交货日期"))]
State = Annotated[OrderState, Meaning(label=t("State", "状态"))]
DraftedBy = Annotated[
    str, Meaning(label=t("Drafted by", "编制人"), help=t("Who wrote it.", "编制者。"))
]
DraftedAt = Annotated[Instant, Meaning(label=t("Drafted at", "编制时间"))]
ApprovedBy = Annotated[
    str, Meaning(label=t("Approved by", "批准人"), help=t("Who approved it.", "批准者。"))
]
ApprovedAt = Annotated[Instant, Meaning(label=t("Approved at", "批准时间"))]


class OrderedLine(Shape):
    """What is ordered of one item."""

    item_id: ItemId
    quantity: Ordered
    unit: OrderUnit
    unit_price: UnitPrice
    currency: Currency
    due_on: DueOn


OrderedLines = Annotated[
    list[OrderedLine], Meaning(label=t("Order lines", "订单行"), items_max=500)
]
