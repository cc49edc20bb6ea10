"""What sales can be asked to do, and what shipping reports."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.sales.vocabulary import (
    Carrier,
    Consignee,
    Currency,
    Customer,
    CustomerReference,
    DeliveredOn,
    DueOn,
    LineQuantity,
    Ordered,
    OrderedLines,
    OrderNumber,
    ReceivedBy,
    SalesLineId,
    SalesOrderId,
    SalesUnit,
    ShipmentId,
    ShipmentLineId,
    UnitPrice,
    Waybill,
    WhyReturned,
)
from lotproof.modules.warehouse.vocabulary import LocationId, LotId, PackageId, SerialIds


@command(
    "sales.draft_order/1",
    t("Draft sales order", "编制销售订单"),
    permission="sales.order.draft",
    zh="写下客户要什么、多少、何时；确认后方可发货。",
)
class DraftOrder(Command):
    """Write down what a customer wants; it is shipped once the order is confirmed."""

    number: OrderNumber
    customer_id: Customer
    lines: OrderedLines
    customer_reference: CustomerReference | None = None


@command(
    "sales.change_order_line/1",
    t("Change sales order line", "更改销售订单行"),
    permission="sales.order.change",
    zh="更改订单行的数量、价格或交期。已确认的订单退回草稿，须重新确认。",
    needs_reason=True,
)
class ChangeOrderLine(Command):
    """Change quantity, price or due date; a confirmed order has to be confirmed again."""

    line_id: SalesLineId
    quantity: Ordered
    unit: SalesUnit
    unit_price: UnitPrice
    currency: Currency
    due_on: DueOn


@command(
    "sales.confirm_order/1",
    t("Confirm sales order", "确认销售订单"),
    permission="sales.order.confirm",
    zh="确认可以满足客户要求；客户须已批准。",
)
class ConfirmOrder(Command):
    """Promise what was ordered; the customer must be approved (ISO 13485 clause 7.2.2)."""

    order_id: SalesOrderId


@command(
    "sales.cancel_order/1",
    t("Cancel sales order", "取消销售订单"),
    permission="sales.order.cancel",
    zh="取消尚未拣货或发货的订单。",
    needs_reason=True,
)
class CancelOrder(Command):
    """Call off an order of which nothing is picked or shipped."""

    order_id: SalesOrderId


@command(
    "sales.create_shipment/1",
    t("Create shipment", "建立发货单"),
    permission="sales.shipment.create",
    zh="为已确认的订单建立发往收货方的发货单。",
)
class CreateShipment(Command):
    """Begin a shipment of a confirmed order to a consignee."""

    order_id: SalesOrderId
    consignee_id: Consignee
    carrier_id: Carrier | None = None


@command(
    "sales.cancel_shipment/1",
    t("Cancel shipment", "取消发货单"),
    permission="sales.shipment.cancel",
    zh="取消未发货的发货单；已拣货物须先退拣。",
    needs_reason=True,
)
class CancelShipment(Command):
    """Give up a shipment on which nothing is picked any more."""

    shipment_id: ShipmentId


@command(
    "sales.pick_line/1",
    t("Pick", "拣货"),
    permission="sales.shipment.pick",
    zh="按扫描将某库位一批的数量或序列号拣入发货单；未放行、过期、暂扣、非商业用途的不得拣货，"
    "失效早者先发，否则须说明原因。",
)
class PickLine(Command):
    """Put a quantity, or serials, of a lot on a shipment; first expired first out, or say why."""

    shipment_id: ShipmentId
    lot_id: LotId
    location_id: LocationId
    quantity: LineQuantity
    unit: SalesUnit
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "sales.pick_package/1",
    t("Pick package", "整包拣货"),
    permission="sales.shipment.pick",
    zh="按扫描将整个外包装及其全部内容拣入发货单；条件与拣货相同。",
)
class PickPackage(Command):
    """Put a whole package with all that is in it on a shipment, under the same conditions."""

    shipment_id: ShipmentId
    package_id: PackageId


@command(
    "sales.unpick_line/1",
    t("Put back what was picked", "退拣"),
    permission="sales.shipment.unpick",
    zh="从未发货的发货单上撤下一行；整包拣货的行一并撤下。",
    needs_reason=True,
)
class UnpickLine(Command):
    """Take a line off a shipment again; of a package, all lines come off together."""

    line_id: ShipmentLineId


@command(
    "sales.dispatch/1",
    t("Dispatch shipment", "发货"),
    permission="sales.shipment.dispatch",
    zh="货物离厂：再次核查全部条件，扣减库存，序列号转为已发货。",
)
class Dispatch(Command):
    """Let the goods leave: everything is checked again, and the stock goes out of the books."""

    shipment_id: ShipmentId
    waybill: Waybill | None = None


@command(
    "sales.record_delivery/1",
    t("Record delivery", "登记签收"),
    permission="sales.shipment.deliver",
    zh="登记收货方何日由何人签收。",
    is_fact=True,
)
class RecordDelivery(Command):
    """Report when the consignee got the goods, and who took them in."""

    shipment_id: ShipmentId
    delivered_on: DeliveredOn
    received_by: ReceivedBy


@command(
    "sales.receive_return/1",
    t("Receive return", "收退货"),
    permission="sales.return.receive",
    zh="登记退回的货物并放入待检区：有序列号的转为已退回，其他另立待检批。",
    is_fact=True,
)
class ReceiveReturn(Command):
    """Report goods that came back; they stand in quarantine, apart from what is good."""

    line_id: ShipmentLineId
    location_id: LocationId
    quantity: LineQuantity
    unit: SalesUnit
    cause: WhyReturned
    serial_ids: SerialIds = field(default_factory=list)
