"""The words of sales."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.vocabulary import PartyId


class SalesOrderId(Id, prefix="sor", label=t("Sales order", "销售订单")):
    """What a customer wants."""


class SalesLineId(Id, prefix="sol", label=t("Sales order line", "销售订单行")):
    """One item on a sales order."""


class ShipmentId(Id, prefix="shp", label=t("Shipment", "发货单")):
    """What leaves together for one consignee."""


class ShipmentLineId(Id, prefix="shl", label=t("Shipment line", "发货行")):
    """A quantity of one lot on a shipment."""


class ReturnId(Id, prefix="rtn", label=t("Return", "退货")):
    """What came back of a shipment line."""


class OrderState(Choice):
    DRAFT = "draft", "draft", "草稿"
    CONFIRMED = "confirmed", "confirmed", "已确认"
    SHIPPED = "shipped", "shipped in full", "已全部发货"
    CANCELLED = "cancelled", "cancelled", "已取消"


ORDER_LIFE: Final = LifeCycle(
    t("Sales order", "销售订单"),
    {
        OrderState.DRAFT: {OrderState.CONFIRMED, OrderState.CANCELLED},
        OrderState.CONFIRMED: {OrderState.DRAFT, OrderState.SHIPPED, OrderState.CANCELLED},
        OrderState.SHIPPED: (),
        OrderState.CANCELLED: (),
    },
)


class ShipmentState(Choice):
    OPEN = "open", "open for picking", "拣货中"
    DISPATCHED = "dispatched", "dispatched", "已发货"
    DELIVERED = "delivered", "delivered", "已签收"
    CANCELLED = "cancelled", "cancelled", "已取消"


SHIPMENT_LIFE: Final = LifeCycle(
    t("Shipment", "发货单"),
    {
        ShipmentState.OPEN: {ShipmentState.DISPATCHED, ShipmentState.CANCELLED},
        ShipmentState.DISPATCHED: {ShipmentState.DELIVERED},
        ShipmentState.DELIVERED: (),
        ShipmentState.CANCELLED: (),
    },
)


class LineState(Choice):
    PICKED = "picked", "picked", "已拣"
    PUT_BACK = "put_back", "put back", "已退拣"
    SHIPPED = "shipped", "shipped", "已发货"


LINE_LIFE: Final = LifeCycle(
    t("Shipment line", "发货行"),
    {
        LineState.PICKED: {LineState.PUT_BACK, LineState.SHIPPED},
        LineState.PUT_BACK: (),
        LineState.SHIPPED: (),
    },
)

OrderNumber = Annotated[
    str,
    Meaning(
        label=t("Sales order number", "销售订单号"),
        help=t("Printable characters without blanks.", "可打印字符，不含空格。"),
        length_max=40,
        pattern=r"[!-~]+",
    ),
]
ShipmentNumber = Annotated[
    str,
    Meaning(
        label=t("Shipment number", "发货单号"),
        help=t("Given by the program, such as SH-000012.", "由程序编号，如 SH-000012。"),
        length_max=40,
        pattern=r"[!-~]+",
    ),
]
CustomerReference = Annotated[
    str, Meaning(label=t("Customer's order number", "客户订单号"), length_max=60)
]
Customer = Annotated[PartyId, Meaning(label=t("Customer", "客户"))]
Consignee = Annotated[
    PartyId,
    Meaning(
        label=t("Consignee", "收货方"),
        help=t(
            "Who gets the goods; may differ from the customer.", "实际收货的单位，可与客户不同。"
        ),
    ),
]
Carrier = Annotated[PartyId, Meaning(label=t("Carrier", "承运商"))]
StateOfOrder = Annotated[OrderState, Meaning(label=t("State of the order", "订单状态"))]
StateOfShipment = Annotated[ShipmentState, Meaning(label=t("State of the shipment", "发货单状态"))]
StateOfLine = Annotated[LineState, Meaning(label=t("State of the line", "发货行状态"))]

Ordered = Annotated[Amount, Meaning(label=t("Ordered quantity", "订购数量"), minimum=1)]
PickedSoFar = Annotated[
    Amount,
    Meaning(
        label=t("Picked", "已拣数量"),
        help=t("Picked and not shipped yet.", "已拣但尚未发货的数量。"),
        minimum=0,
    ),
]
ShippedSoFar = Annotated[Amount, Meaning(label=t("Shipped", "已发数量"), minimum=0)]
LineQuantity = Annotated[Amount, Meaning(label=t("Quantity", "数量"), minimum=1)]
ReturnedSoFar = Annotated[Amount, Meaning(label=t("Returned", "已退数量"), minimum=0)]
SalesUnit = Annotated[str, UNIT]
UnitPrice = Annotated[
    Amount, Meaning(label=t("Unit price", "单价"), minimum=0, unit_field="currency")
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

DraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
DraftedAt = Annotated[Instant, Meaning(label=t("Drafted at", "编制时间"))]
ConfirmedBy = Annotated[str, actor(t("Confirmed by", "确认人"))]
ConfirmedAt = Annotated[Instant, Meaning(label=t("Confirmed at", "确认时间"))]
CreatedBy = Annotated[str, actor(t("Created by", "建立人"))]
CreatedAt = Annotated[Instant, Meaning(label=t("Created at", "建立时间"))]
PickedBy = Annotated[str, actor(t("Picked by", "拣货人"))]
PickedAt = Annotated[Instant, Meaning(label=t("Picked at", "拣货时间"))]
DispatchedBy = Annotated[str, actor(t("Dispatched by", "发货人"))]
DispatchedAt = Annotated[Instant, Meaning(label=t("Dispatched at", "发货时间"))]
Waybill = Annotated[
    str,
    Meaning(
        label=t("Waybill", "运单号"),
        help=t("The carrier's number.", "承运商的单号。"),
        length_max=60,
    ),
]
DeliveredOn = Annotated[date, Meaning(label=t("Delivered on", "签收日期"))]
ReceivedBy = Annotated[
    str,
    Meaning(
        label=t("Received by", "签收人"),
        help=t("Who took the goods in.", "收下货物的人。"),
        length_max=80,
        personal=True,
    ),
]
ReturnedAt = Annotated[Instant, Meaning(label=t("Came back at", "退回时间"))]
TakenBackBy = Annotated[str, actor(t("Taken back by", "收退人"))]
WhyReturned = Annotated[
    str,
    Meaning(
        label=t("Why it was returned", "退货原因"),
        length_max=1000,
        multiline=True,
        personal=True,
        needed=True,
    ),
]
FirstSerial = Annotated[SerialId, Meaning(label=t("First serial", "起始序列号"))]
LastSerial = Annotated[SerialId, Meaning(label=t("Last serial", "结束序列号"))]
ReturnedLot = Annotated[
    LotId,
    Meaning(
        label=t("Returned as lot", "退回后的批"),
        help=t(
            "Pieces with serials stay in their lot; other goods become a lot in quarantine.",
            "有序列号的仍属原批；其他退回品另立待检批。",
        ),
    ),
]
ShipmentLineIds = Annotated[
    list[ShipmentLineId], Meaning(label=t("Shipment lines", "发货行"), items_max=1_000)
]


class OrderedLine(Shape):
    """What is ordered of one item."""

    item_id: ItemId
    quantity: Ordered
    unit: SalesUnit
    unit_price: UnitPrice
    currency: Currency
    due_on: DueOn


OrderedLines = Annotated[
    list[OrderedLine], Meaning(label=t("Order lines", "订单行"), items_max=500)
]
