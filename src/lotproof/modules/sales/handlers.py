"""Carrying out what sales is asked to do."""

from lotproof.kernel.quantity import amount_text
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.items.services import active_item
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.services import approved_carrier, approved_customer
from lotproof.modules.sales import rules
from lotproof.modules.sales.commands import (
    CancelOrder,
    CancelShipment,
    ChangeOrderLine,
    ConfirmOrder,
    CreateShipment,
    DraftOrder,
)
from lotproof.modules.sales.events import (
    OrderCancelled,
    OrderConfirmed,
    OrderDrafted,
    OrderLineChanged,
    ShipmentCancelled,
    ShipmentCreated,
)
from lotproof.modules.sales.picking import locked_lines
from lotproof.modules.sales.records import SalesLine, SalesOrder, Shipment, ShipmentLine
from lotproof.modules.sales.vocabulary import (
    ORDER_LIFE,
    SHIPMENT_LIFE,
    LineState,
    OrderState,
    SalesLineId,
    SalesOrderId,
    ShipmentId,
    ShipmentState,
)
from lotproof.modules.warehouse.services import converted


@handles(DraftOrder, emits=(OrderDrafted,))
def draft_order(command: DraftOrder, work: Work) -> None:
    if not command.lines:
        raise rules.EmptySalesOrder
    customer = work.get(Party, command.customer_id)
    items = {
        item_id: active_item(work, ItemId(item_id))
        for item_id in sorted({int(line.item_id) for line in command.lines})
    }
    order = work.add(
        SalesOrder(
            id=work.new_id(SalesOrderId),
            number=command.number,
            customer_id=customer.id,
            drafted_by=work.actor,
            drafted_at=work.now,
            customer_reference=command.customer_reference,
        )
    )
    for id_, line in zip(work.new_ids(SalesLineId, len(command.lines)), command.lines, strict=True):
        # What is ordered must be countable in the item's own unit when it leaves.
        converted(line.quantity, line.unit, items[int(line.item_id)].unit)
        work.add(
            SalesLine(
                id=SalesLineId(id_),
                order_id=order.id,
                item_id=line.item_id,
                quantity=line.quantity,
                unit=line.unit,
                unit_price=line.unit_price,
                currency=line.currency,
                due_on=line.due_on,
            )
        )
    work.record(OrderDrafted(order_id=order.id, customer_id=order.customer_id))


@handles(ChangeOrderLine, emits=(OrderLineChanged,))
def change_order_line(command: ChangeOrderLine, work: Work) -> None:
    order = work.take(SalesOrder, work.get(SalesLine, command.line_id).order_id)
    ORDER_LIFE.require(order.number, order.state, OrderState.DRAFT, OrderState.CONFIRMED)
    line = work.take(SalesLine, command.line_id)
    converted(command.quantity, command.unit, work.get(Item, line.item_id).unit)
    picked = converted(line.picked, line.unit, command.unit)
    shipped = converted(line.shipped, line.unit, command.unit)
    if command.quantity < picked + shipped:
        raise rules.LessThanPicked(
            taken=amount_text(picked + shipped, command.unit),
            ordered=amount_text(command.quantity, command.unit),
            unit=command.unit,
        )
    line.quantity, line.unit = command.quantity, command.unit
    line.picked, line.shipped = picked, shipped
    line.unit_price, line.currency = command.unit_price, command.currency
    line.due_on = command.due_on
    if order.state is OrderState.CONFIRMED:
        order.state = ORDER_LIFE.move(order.number, order.state, OrderState.DRAFT)
        order.confirmed_by = order.confirmed_at = None
    work.record(OrderLineChanged(order_id=order.id, line_id=line.id))


@handles(ConfirmOrder, emits=(OrderConfirmed,))
def confirm_order(command: ConfirmOrder, work: Work) -> None:
    order = work.take(SalesOrder, command.order_id)
    order.state = ORDER_LIFE.move(order.number, order.state, OrderState.CONFIRMED)
    approved_customer(work, order.customer_id)
    order.confirmed_by, order.confirmed_at = work.actor, work.now
    work.record(OrderConfirmed(order_id=order.id, customer_id=order.customer_id))


@handles(CancelOrder, emits=(OrderCancelled,))
def cancel_order(command: CancelOrder, work: Work) -> None:
    order = work.take(SalesOrder, command.order_id)
    order.state = ORDER_LIFE.move(order.number, order.state, OrderState.CANCELLED)
    if any(line.picked or line.shipped for line in locked_lines(work, order)):
        raise rules.OrderInUse(order=order.number)
    work.record(OrderCancelled(order_id=order.id))


@handles(CreateShipment, emits=(ShipmentCreated,))
def create_shipment(command: CreateShipment, work: Work) -> None:
    order = work.rely(SalesOrder, command.order_id)
    ORDER_LIFE.require(order.number, order.state, OrderState.CONFIRMED)
    consignee = approved_customer(work, command.consignee_id)
    if command.carrier_id is not None:
        approved_carrier(work, command.carrier_id)
    id_ = work.new_id(ShipmentId)
    shipment = work.add(
        Shipment(
            id=id_,
            number=rules.shipment_number(id_),
            order_id=order.id,
            consignee_id=consignee.id,
            created_by=work.actor,
            created_at=work.now,
            carrier_id=command.carrier_id,
        )
    )
    work.record(
        ShipmentCreated(shipment_id=shipment.id, order_id=order.id, consignee_id=consignee.id)
    )


@handles(CancelShipment, emits=(ShipmentCancelled,))
def cancel_shipment(command: CancelShipment, work: Work) -> None:
    shipment = work.take(Shipment, command.shipment_id)
    name = ShipmentId.text(shipment.id)
    shipment.state = SHIPMENT_LIFE.move(name, shipment.state, ShipmentState.CANCELLED)
    if work.find(ShipmentLine, shipment_id=shipment.id, state=LineState.PICKED):
        raise rules.ShipmentInUse(shipment=name)
    work.record(ShipmentCancelled(shipment_id=shipment.id))
