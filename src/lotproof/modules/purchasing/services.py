"""What the warehouse does to purchase orders in its own unit of work."""

from lotproof.kernel.quantity import Amount, InexactAmount, amount_text, convert
from lotproof.kernel.refusals import InexactQuantity
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.vocabulary import PartyId, PartyState
from lotproof.modules.purchasing import rules
from lotproof.modules.purchasing.records import PurchaseLine, PurchaseOrder
from lotproof.modules.purchasing.vocabulary import OrderLineId, OrderState


def require_supplier(work: Work, supplier_id: PartyId) -> Party:
    """Refuses supplier_not_approved."""
    party = work.get(Party, supplier_id)
    if not party.is_supplier or party.state is not PartyState.APPROVED:
        work.object(rules.SupplierNotApproved(supplier=party.name, state=party.state.label))
    return party


def count_received(
    work: Work, line_id: OrderLineId, item: Item, quantity: Amount, unit: str
) -> PurchaseOrder:
    """Count a delivery against an order line.

    Objects order_not_approved, item_not_ordered, over_delivered. A delivery of another item is
    not counted; one that is too large is, so that what was delivered stays visible.
    """
    line = work.take(PurchaseLine, line_id)
    order = work.get(PurchaseOrder, line.order_id)
    if order.state is not OrderState.APPROVED:
        work.object(rules.OrderNotApproved(order=order.number, state=order.state.label))
    if line.item_id != item.id:
        _object_item(work, order, item, line.item_id)
        return order
    try:
        line.received = Amount(line.received + convert(quantity, unit, line.unit))
    except InexactAmount as problem:
        raise InexactQuantity(problem=str(problem)) from None
    if line.received > line.quantity:
        work.object(
            rules.OverDelivered(
                order=order.number,
                ordered=amount_text(line.quantity, line.unit),
                received=amount_text(line.received, line.unit),
                unit=line.unit,
            )
        )
    return order


def object_supplier(work: Work, order: PurchaseOrder, supplier: Party) -> None:
    """Objects wrong_supplier where a delivery is not from whom it was ordered."""
    if supplier.id != order.supplier_id:
        expected = work.get(Party, order.supplier_id)
        work.object(
            rules.WrongSupplier(given=supplier.name, order=order.number, expected=expected.name)
        )


def _object_item(work: Work, order: PurchaseOrder, given: Item, ordered_id: ItemId) -> None:
    ordered = work.get(Item, ordered_id)
    work.object(
        rules.ItemNotOrdered(given=given.number, order=order.number, expected=ordered.number)
    )
