"""Orders are drafted, confirmed for approved customers, changed with a reason, called off."""

from typing import Any

from lotproof.kernel.quantity import Amount
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.parties.commands import BlockParty
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.sales.commands import (
    CancelOrder,
    CancelShipment,
    ChangeOrderLine,
    ConfirmOrder,
    CreateShipment,
    DraftOrder,
    UnpickLine,
)
from lotproof.modules.sales.queries import (
    lines_of,
    open_orders,
    open_shipments,
    order_by_number,
    shipments_of_order,
)
from lotproof.modules.sales.vocabulary import (
    OrderState,
    SalesLineId,
    SalesOrderId,
    ShipmentState,
)
from tests.modules.sales.market import LATE, WHY, Market


def changing(line_id: SalesLineId, amount: int, **more: Any) -> ChangeOrderLine:
    given: dict[str, Any] = {
        "line_id": line_id,
        "quantity": Amount(amount),
        "unit": "pcs",
        "unit_price": Amount(100_000),
        "currency": "EUR",
        "due_on": LATE,
    }
    return ChangeOrderLine(**(given | more))


def test_order_is_drafted_and_confirmed(market: Market) -> None:
    order_id = market.draft(market.wanted(market.cap, 10), customer_reference="PO-77")
    order, lines = market.order(order_id)
    assert (order.state, order.customer_reference) == (OrderState.DRAFT, "PO-77")
    assert [(each.item_id, each.quantity, each.picked, each.shipped) for each in lines] == [
        (market.cap, 10, 0, 0)
    ]
    market.plant.ok(ConfirmOrder(order_id=order_id), actor="usr_2")
    order, _ = market.order(order_id)
    assert (order.state, order.confirmed_by) == (OrderState.CONFIRMED, "usr_2")
    with market.plant.reader() as reader:
        assert open_orders(reader) == [order]
        assert order_by_number(reader, "SO-1") == order
    market.plant.refused("wrong_state", ConfirmOrder(order_id=order_id))
    market.plant.check()


def test_draft_names_active_items_known_customer_and_a_new_number(sqlite_market: Market) -> None:
    market = sqlite_market
    asleep = market.item("NEW", Tracking.LOT, is_active=False)

    def draft(*lines: Any, **more: Any) -> DraftOrder:
        given: dict[str, Any] = {"number": "SO-9", "customer_id": market.hospital}
        return DraftOrder(lines=list(lines), **(given | more))

    good = market.wanted(market.cap, 1)
    market.plant.refused("empty_sales_order", draft())
    market.plant.refused("item_not_active", draft(market.wanted(asleep, 1)))
    market.plant.refused("not_found", draft(good, customer_id=PartyId(99)))
    weighed = market.wanted(market.cap, 1)
    weighed.unit = "kg"
    market.plant.refused("inexact_quantity", draft(weighed))
    market.plant.refused("invalid_input", draft(market.wanted(market.cap, 0)))
    market.plant.ok(draft(good))
    market.plant.refused("duplicate", draft(good))


def test_only_approved_customers_are_promised_to(sqlite_market: Market) -> None:
    market = sqlite_market
    new = market.party("NEW", is_approved=False, is_customer=True)
    order_id = market.draft(market.wanted(market.cap, 1), customer_id=new)
    market.plant.refused("party_not_approved", ConfirmOrder(order_id=order_id))
    wrong = market.draft(market.wanted(market.cap, 1), customer_id=market.carrier)
    market.plant.refused("party_plays_other_part", ConfirmOrder(order_id=wrong))
    market.plant.refused("not_found", ConfirmOrder(order_id=SalesOrderId(99)))


def test_change_sends_a_confirmed_order_back(market: Market) -> None:
    order_id = market.confirmed(market.wanted(market.cap, 10))
    _, [line] = market.order(order_id)
    market.plant.refused("reason_missing", changing(line.id, 20))
    market.plant.ok(changing(line.id, 20), reason=WHY)
    order, [line] = market.order(order_id)
    assert (order.state, order.confirmed_by, order.confirmed_at) == (OrderState.DRAFT, None, None)
    assert (line.quantity, line.currency, line.due_on) == (20, "EUR", LATE)
    market.plant.refused("inexact_quantity", changing(line.id, 20, unit="kg"), reason=WHY)
    market.plant.refused("not_found", changing(SalesLineId(99), 1), reason=WHY)
    market.plant.ok(CancelOrder(order_id=order_id), reason=WHY)
    market.plant.refused("wrong_state", changing(line.id, 5), reason=WHY)
    market.plant.check()


def test_picked_goods_bind_order_and_shipment(market: Market) -> None:
    order_id = market.confirmed(market.wanted(market.cap, 10))
    shipment_id = market.shipment_of(order_id)
    line_id = market.pick(shipment_id, market.lot(), 6)
    _, [line] = market.order(order_id)
    assert line.picked == 6
    market.plant.refused("less_than_picked", changing(line.id, 5), reason=WHY)
    market.plant.refused("sales_order_in_use", CancelOrder(order_id=order_id), reason=WHY)
    market.plant.refused("shipment_in_use", CancelShipment(shipment_id=shipment_id), reason=WHY)
    market.plant.ok(UnpickLine(line_id=line_id), reason=WHY)
    market.plant.ok(CancelShipment(shipment_id=shipment_id), reason=WHY)
    market.plant.ok(CancelOrder(order_id=order_id), reason=WHY)
    shipment, _ = market.seen(shipment_id)
    assert shipment.state is ShipmentState.CANCELLED
    market.plant.refused("wrong_state", CancelShipment(shipment_id=shipment_id), reason=WHY)
    market.plant.refused("wrong_state", CancelOrder(order_id=order_id), reason=WHY)
    market.plant.refused("reason_missing", CancelOrder(order_id=order_id))
    market.plant.check()


def test_shipment_is_for_a_confirmed_order_to_approved_parties(sqlite_market: Market) -> None:
    market = sqlite_market
    order_id = market.draft(market.wanted(market.cap, 10))

    def creating(**more: Any) -> CreateShipment:
        given: dict[str, Any] = {"order_id": order_id, "consignee_id": market.hospital}
        return CreateShipment(**(given | more))

    market.plant.refused("wrong_state", creating())
    market.plant.ok(ConfirmOrder(order_id=order_id))
    market.plant.refused("party_plays_other_part", creating(consignee_id=market.carrier))
    market.plant.refused("party_plays_other_part", creating(carrier_id=market.hospital))
    market.plant.ok(creating())
    with market.plant.reader() as reader:
        shipments = shipments_of_order(reader, order_id)
        assert shipments == open_shipments(reader)
        assert [each.number for each in shipments] == ["SH-000001"]
        assert len(lines_of(reader, order_id)) == 1
    market.plant.ok(BlockParty(party_id=market.hospital), reason=WHY)
    market.plant.refused("party_not_approved", creating())
