"""What has happened in sales."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.sales.vocabulary import (
    Consignee,
    Customer,
    DeliveredOn,
    LineQuantity,
    ReturnedLot,
    ReturnId,
    SalesLineId,
    SalesOrderId,
    SalesUnit,
    ShipmentId,
    ShipmentLineId,
    ShipmentLineIds,
)
from lotproof.modules.warehouse.vocabulary import (
    LocationId,
    LotId,
    LotIds,
    PackageId,
    SerialIds,
)


@event("sales.order_drafted/1", t("Sales order {order_id} drafted", "编制销售订单 {order_id}"))
class OrderDrafted(Event):
    order_id: SalesOrderId
    customer_id: Customer


@event(
    "sales.order_line_changed/1",
    t("Line {line_id} of {order_id} changed", "更改 {order_id} 的行 {line_id}"),
)
class OrderLineChanged(Event):
    order_id: SalesOrderId
    line_id: SalesLineId


@event("sales.order_confirmed/1", t("Sales order {order_id} confirmed", "确认订单 {order_id}"))
class OrderConfirmed(Event):
    order_id: SalesOrderId
    customer_id: Customer


@event("sales.order_cancelled/1", t("Sales order {order_id} cancelled", "取消订单 {order_id}"))
class OrderCancelled(Event):
    order_id: SalesOrderId


@event(
    "sales.shipment_created/1",
    t("Shipment {shipment_id} for {consignee_id} created", "为 {consignee_id} 建立 {shipment_id}"),
)
class ShipmentCreated(Event):
    shipment_id: ShipmentId
    order_id: SalesOrderId
    consignee_id: Consignee


@event("sales.shipment_cancelled/1", t("Shipment {shipment_id} cancelled", "取消 {shipment_id}"))
class ShipmentCancelled(Event):
    shipment_id: ShipmentId


@event(
    "sales.line_picked/1",
    t(
        "{quantity} {unit} of lot {lot_id} picked for {shipment_id}",
        "为 {shipment_id} 拣货：批 {lot_id}，{quantity} {unit}",
    ),
)
class LinePicked(Event):
    line_id: ShipmentLineId
    shipment_id: ShipmentId
    lot_id: LotId
    quantity: LineQuantity
    unit: SalesUnit
    package_id: PackageId | None = None


@event(
    "sales.line_unpicked/1",
    t(
        "{quantity} {unit} of lot {lot_id} taken off {shipment_id}",
        "由 {shipment_id} 退拣：批 {lot_id}，{quantity} {unit}",
    ),
)
class LineUnpicked(Event):
    line_id: ShipmentLineId
    shipment_id: ShipmentId
    lot_id: LotId
    quantity: LineQuantity
    unit: SalesUnit


@event(
    "sales.shipment_dispatched/1",
    t("Shipment {shipment_id} left for {consignee_id}", "{shipment_id} 已发往 {consignee_id}"),
)
class ShipmentDispatched(Event):
    shipment_id: ShipmentId
    order_id: SalesOrderId
    consignee_id: Consignee
    line_ids: ShipmentLineIds
    lot_ids: LotIds


@event(
    "sales.shipment_delivered/1",
    t(
        "Shipment {shipment_id} delivered to {consignee_id} on {delivered_on}",
        "{shipment_id} 于 {delivered_on} 送达 {consignee_id}",
    ),
)
class ShipmentDelivered(Event):
    shipment_id: ShipmentId
    consignee_id: Consignee
    delivered_on: DeliveredOn


@event(
    "sales.goods_returned/1",
    t(
        "{quantity} {unit} of lot {lot_id} came back from {consignee_id} as {returned_lot_id}",
        "{consignee_id} 退回批 {lot_id} 的 {quantity} {unit}，现为 {returned_lot_id}",
    ),
)
class GoodsReturned(Event):
    return_id: ReturnId
    line_id: ShipmentLineId
    item_id: ItemId
    lot_id: LotId
    returned_lot_id: ReturnedLot
    location_id: LocationId
    consignee_id: Consignee
    quantity: LineQuantity
    unit: SalesUnit
    serial_ids: SerialIds
