"""Carrying out what purchasing is asked to do."""

from lotproof.kernel.quantity import Amount, InexactAmount, amount_text, convert
from lotproof.kernel.refusals import InexactQuantity
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.items.services import active_item
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.services import approved_supplier
from lotproof.modules.purchasing import rules
from lotproof.modules.purchasing.commands import (
    ApproveOrder,
    CancelOrder,
    ChangeOrderLine,
    CloseOrder,
    DraftOrder,
)
from lotproof.modules.purchasing.events import (
    OrderApproved,
    OrderCancelled,
    OrderClosed,
    OrderDrafted,
    OrderLineChanged,
)
from lotproof.modules.purchasing.records import PurchaseLine, PurchaseOrder
from lotproof.modules.purchasing.vocabulary import ORDER_LIFE, OrderId, OrderLineId, OrderState


@handles(DraftOrder, emits=(OrderDrafted,))
def draft_order(command: DraftOrder, work: Work) -> None:
    if not command.lines:
        raise rules.EmptyOrder
    work.get(Party, command.supplier_id)
    for item_id in sorted({int(line.item_id) for line in command.lines}):
        active_item(work, ItemId(item_id))
    order = work.add(
        PurchaseOrder(
            id=work.new_id(OrderId),
            number=command.number,
            supplier_id=command.supplier_id,
            drafted_by=work.actor,
            drafted_at=work.now,
        )
    )
    for id_, line in zip(work.new_ids(OrderLineId, len(command.lines)), command.lines, strict=True):
        _require_exact(work.get(Item, line.item_id), line.quantity, line.unit)
        work.add(
            PurchaseLine(
                id=OrderLineId(id_),
                order_id=order.id,
                item_id=line.item_id,
                quantity=line.quantity,
                unit=line.unit,
                unit_price=line.unit_price,
                currency=line.currency,
                due_on=line.due_on,
            )
        )
    work.record(OrderDrafted(order_id=order.id, supplier_id=order.supplier_id))


@handles(ChangeOrderLine, emits=(OrderLineChanged,))
def change_order_line(command: ChangeOrderLine, work: Work) -> None:
    line = work.take(PurchaseLine, command.line_id)
    order = work.take(PurchaseOrder, line.order_id)
    ORDER_LIFE.require(order.number, order.state, OrderState.DRAFT, OrderState.APPROVED)
    _require_exact(work.get(Item, line.item_id), command.quantity, command.unit)
    received = _converted(line.received, line.unit, command.unit)
    if command.quantity < received:
        raise rules.LessThanReceived(
            received=amount_text(received, command.unit),
            ordered=amount_text(command.quantity, command.unit),
            unit=command.unit,
        )
    line.quantity, line.unit, line.received = command.quantity, command.unit, received
    line.unit_price, line.currency = command.unit_price, command.currency
    line.due_on = command.due_on
    if order.state is OrderState.APPROVED:
        order.state = ORDER_LIFE.move(order.number, order.state, OrderState.DRAFT)
        order.approved_by = order.approved_at = None
    # Who changed it last answers for what it says, and so cannot approve it.
    order.drafted_by = work.actor
    work.record(OrderLineChanged(order_id=order.id, line_id=line.id))


@handles(ApproveOrder, emits=(OrderApproved,))
def approve_order(command: ApproveOrder, work: Work) -> None:
    order = work.take(PurchaseOrder, command.order_id)
    order.state = ORDER_LIFE.move(order.number, order.state, OrderState.APPROVED)
    if work.is_own(order.drafted_by):
        raise rules.OrderSamePerson(person=work.actor, order=order.number)
    approved_supplier(work, order.supplier_id)
    order.approved_by, order.approved_at = work.actor, work.now
    work.record(OrderApproved(order_id=order.id, supplier_id=order.supplier_id))


@handles(CancelOrder, emits=(OrderCancelled,))
def cancel_order(command: CancelOrder, work: Work) -> None:
    order = work.take(PurchaseOrder, command.order_id)
    order.state = ORDER_LIFE.move(order.number, order.state, OrderState.CANCELLED)
    # The lines are locked: nothing may be received while the order is cancelled.
    if any(line.received for line in work.take_all(PurchaseLine, order_id=order.id)):
        raise rules.ReceivedAlready(order=order.number)
    work.record(OrderCancelled(order_id=order.id))


@handles(CloseOrder, emits=(OrderClosed,))
def close_order(command: CloseOrder, work: Work) -> None:
    order = work.take(PurchaseOrder, command.order_id)
    order.state = ORDER_LIFE.move(order.number, order.state, OrderState.CLOSED)
    work.record(OrderClosed(order_id=order.id))


def _require_exact(item: Item, quantity: Amount, unit: str) -> None:
    """What is ordered must be countable in the item's own unit when it comes."""
    _converted(quantity, unit, item.unit)


def _converted(quantity: Amount, unit: str, to: str) -> Amount:
    try:
        return convert(quantity, unit, to)
    except InexactAmount as problem:
        raise InexactQuantity(problem=str(problem)) from None
