"""What sales keeps. A shipment line says which lot, and its serials which pieces, went to whom."""

from lotproof.kernel.quantity import Amount
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.sales.vocabulary import (
    Carrier,
    ConfirmedAt,
    ConfirmedBy,
    Consignee,
    CreatedAt,
    CreatedBy,
    Currency,
    Customer,
    CustomerReference,
    DeliveredOn,
    DispatchedAt,
    DispatchedBy,
    DraftedAt,
    DraftedBy,
    DueOn,
    FirstSerial,
    LastSerial,
    LineQuantity,
    LineState,
    Ordered,
    OrderNumber,
    OrderState,
    PickedAt,
    PickedBy,
    PickedSoFar,
    ReceivedBy,
    ReturnedAt,
    ReturnedLot,
    ReturnedSoFar,
    ReturnId,
    SalesLineId,
    SalesOrderId,
    SalesUnit,
    ShipmentId,
    ShipmentLineId,
    ShipmentNumber,
    ShipmentState,
    ShippedSoFar,
    StateOfLine,
    StateOfOrder,
    StateOfShipment,
    TakenBackBy,
    UnitPrice,
    Waybill,
    WhyReturned,
)
from lotproof.modules.warehouse.vocabulary import LocationId, LotId, PackageId

_NONE = Amount(0)


@record(
    "sales.order",
    t("Sales order", "销售订单"),
    unique=[("number",)],
    index=[("customer_id",), ("state",)],
)
class SalesOrder(Record):
    """What one customer wants."""

    id: SalesOrderId
    number: OrderNumber
    customer_id: Customer
    drafted_by: DraftedBy
    drafted_at: DraftedAt
    state: StateOfOrder = OrderState.DRAFT
    customer_reference: CustomerReference | None = None
    confirmed_by: ConfirmedBy | None = None
    confirmed_at: ConfirmedAt | None = None


@record(
    "sales.order_line",
    t("Sales order line", "销售订单行"),
    index=[("order_id",), ("item_id", "due_on")],
)
class SalesLine(Record):
    """One item on an order; all its quantities are in `unit`."""

    id: SalesLineId
    order_id: SalesOrderId
    item_id: ItemId
    quantity: Ordered
    unit: SalesUnit
    unit_price: UnitPrice
    currency: Currency
    due_on: DueOn
    picked: PickedSoFar = _NONE
    shipped: ShippedSoFar = _NONE


@record(
    "sales.shipment",
    t("Shipment", "发货单"),
    unique=[("number",)],
    index=[("order_id",), ("consignee_id",), ("state",), ("dispatched_at",)],
)
class Shipment(Record):
    """What leaves together for one consignee."""

    id: ShipmentId
    number: ShipmentNumber
    order_id: SalesOrderId
    consignee_id: Consignee
    created_by: CreatedBy
    created_at: CreatedAt
    carrier_id: Carrier | None = None
    state: StateOfShipment = ShipmentState.OPEN
    waybill: Waybill | None = None
    dispatched_by: DispatchedBy | None = None
    dispatched_at: DispatchedAt | None = None
    delivered_on: DeliveredOn | None = None
    received_by: ReceivedBy | None = None


@record(
    "sales.shipment_line",
    t("Shipment line", "发货行"),
    index=[("shipment_id",), ("lot_id", "state"), ("item_id", "state"), ("package_id",)],
)
class ShipmentLine(Record):
    """A quantity of one lot, loose or in a package; quantities are in the lot's unit."""

    id: ShipmentLineId
    shipment_id: ShipmentId
    order_line_id: SalesLineId
    item_id: ItemId
    lot_id: LotId
    location_id: LocationId
    quantity: LineQuantity
    unit: SalesUnit
    picked_by: PickedBy
    picked_at: PickedAt
    state: StateOfLine = LineState.PICKED
    package_id: PackageId | None = None
    returned: ReturnedSoFar = _NONE


@record(
    "sales.shipment_serial",
    t("Serials of a shipment line", "发货行序列号"),
    key=("line_id", "first_serial_id"),
    index=[("shipment_id",), ("first_serial_id", "last_serial_id")],
)
class ShipmentSerial(Record):
    """Consecutive serials of a shipment line."""

    line_id: ShipmentLineId
    first_serial_id: FirstSerial
    last_serial_id: LastSerial
    shipment_id: ShipmentId


@record(
    "sales.goods_return",
    t("Return", "退货"),
    index=[("line_id",), ("lot_id",), ("returned_at",)],
)
class GoodsReturn(Record):
    """What came back of a shipment line, and as which lot it is kept now."""

    id: ReturnId
    line_id: ShipmentLineId
    lot_id: LotId
    returned_lot_id: ReturnedLot
    location_id: LocationId
    quantity: LineQuantity
    unit: SalesUnit
    returned_at: ReturnedAt
    taken_back_by: TakenBackBy
    cause: WhyReturned
