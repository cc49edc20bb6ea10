"""What may not leave does not: it is asked when goods are picked, and again when they go."""

from datetime import date
from typing import Any

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.kernel.refusals import NotPermitted, Refused
from lotproof.kernel.work import Reader
from lotproof.modules.parties.commands import BlockParty
from lotproof.modules.sales.commands import (
    ConfirmOrder,
    Dispatch,
    PickPackage,
    RecordDelivery,
    UnpickLine,
)
from lotproof.modules.sales.vocabulary import (
    LineState,
    OrderState,
    ShipmentId,
    ShipmentState,
)
from lotproof.modules.warehouse.commands import (
    LiftHold,
    MovePackage,
    MoveStock,
    PlaceHold,
    RejectLot,
    UnpackUnits,
)
from lotproof.modules.warehouse.gates import MAY_DISTRIBUTE, DistributeAsked
from lotproof.modules.warehouse.vocabulary import (
    LotHoldId,
    LotPurpose,
    LotState,
    PackageId,
    PackageLevel,
    PackedLine,
    SerialId,
    SerialState,
)
from tests.modules.sales.market import EARLY, LATE, WHY, Market, codes
from tests.modules.sales.test_orders import changing


def test_goods_are_picked_dispatched_and_delivered(market: Market) -> None:
    caps, (pumps, serials) = market.lot(), market.pumps()
    order_id = market.confirmed(market.wanted(market.cap, 50), market.wanted(market.pump, 3))
    shipment_id = market.shipment_of(order_id)
    market.pick(shipment_id, caps, 50)
    market.pick(shipment_id, pumps, 3, [serials[0], serials[1], serials[4]])
    receipt = market.plant.ok(Dispatch(shipment_id=shipment_id, waybill="SF123"), actor="usr_2")
    assert receipt.value("lot_ids") == [f"lot_{caps}", f"lot_{pumps}"]
    shipment, lines = market.seen(shipment_id)
    assert (shipment.state, shipment.waybill) == (ShipmentState.DISPATCHED, "SF123")
    assert shipment.dispatched_by == "usr_2"
    assert [each.state for each in lines] == [LineState.SHIPPED] * 2
    assert (market.stock(caps), market.stock(pumps)) == ({"S-01": 50}, {"S-01": 2})
    states = [market.serial(each).state for each in serials]
    shipped, here = SerialState.SHIPPED, SerialState.IN_STOCK
    assert states == [shipped, shipped, here, here, shipped]
    order, order_lines = market.order(order_id)
    assert order.state is OrderState.SHIPPED
    assert [(each.picked, each.shipped) for each in order_lines] == [(0, 50), (0, 3)]
    delivery = RecordDelivery(
        shipment_id=shipment_id, delivered_on=date(2026, 3, 5), received_by="Nurse Wang"
    )
    assert codes(market.plant.ok(delivery)) == []
    shipment, _ = market.seen(shipment_id)
    assert (shipment.state, shipment.received_by) == (ShipmentState.DELIVERED, "Nurse Wang")
    market.plant.check()


def test_order_stays_open_until_all_has_left(market: Market) -> None:
    caps = market.lot()
    order_id = market.confirmed(market.wanted(market.cap, 50))
    for amount, state in ((20, OrderState.CONFIRMED), (30, OrderState.SHIPPED)):
        shipment_id = market.shipment_of(order_id)
        market.pick(shipment_id, caps, amount)
        market.plant.ok(Dispatch(shipment_id=shipment_id))
        assert market.order(order_id)[0].state is state
    market.plant.check()


@pytest.mark.clause("21 CFR 11.10(f)")
@pytest.mark.parametrize(
    ("code", "lot", "days"),
    [
        ("lot_not_released", {"state": LotState.QUARANTINED}, 0),
        ("lot_not_released", {"state": LotState.REJECTED}, 0),
        ("lot_expired", {"expires_on": date(2026, 3, 9)}, 8),
        ("wrong_purpose", {"purpose": LotPurpose.VALIDATION}, 0),
        ("wrong_purpose", {"purpose": LotPurpose.TRIAL}, 0),
    ],
)
def test_what_must_not_be_distributed_is_not_picked(
    sqlite_market: Market, code: str, lot: dict[str, Any], days: int
) -> None:
    market = sqlite_market
    place = {LotState.QUARANTINED: "Q-01", LotState.REJECTED: "R-01"}.get(
        lot.get("state", ""), "S-01"
    )
    lot_id = market.lot(location_id=market.places[place], **lot)
    market.plant.clock.advance(days=days)
    market.plant.refused(code, market.picking(market.shipment(), lot_id, 10))


def test_what_is_held_is_not_picked(market: Market) -> None:
    caps, (pumps, serials) = market.lot(), market.pumps()
    shipment_id = market.shipment()
    hold = _hold(market, lot_id=caps)
    market.plant.refused("lot_on_hold", market.picking(shipment_id, caps, 10))
    _hold(market, serial_id=SerialId(serials[0]))
    market.plant.refused("serial_on_hold", market.picking(shipment_id, pumps, 1, serials[:1]))
    market.pick(shipment_id, pumps, 1, serials[1:2])
    market.plant.ok(LiftHold(hold_id=hold), actor="usr_2", reason=WHY)
    market.pick(shipment_id, caps, 10)
    market.plant.check()


def test_gate_is_asked_for_lot_and_serials_when_picked_and_when_shipped(
    market: Market, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[int, int | None, int]] = []
    says: list[Refused] = []

    def join(about: DistributeAsked, reader: Reader) -> Refused | None:
        del reader
        asked.append((about.lot_id, about.serial_id, about.consignee_id))
        return says[0] if says else None

    monkeypatch.setattr(MAY_DISTRIBUTE, "joiners", [join])
    pumps, serials = market.pumps()
    shipment_id = market.shipment()
    market.pick(shipment_id, pumps, 2, serials[:2])
    once = [(pumps, serial, market.hospital) for serial in (None, *serials[:2])]
    assert asked == once
    says.append(NotPermitted(permission="market not open"))
    market.plant.refused("not_permitted", Dispatch(shipment_id=shipment_id))
    says.clear()
    asked.clear()
    market.plant.ok(Dispatch(shipment_id=shipment_id))
    assert asked == once


def test_first_expired_leaves_first_unless_a_reason_is_given(market: Market) -> None:
    late, early = market.lot("L-2", expires_on=LATE), market.lot("L-1", 10, expires_on=EARLY)
    endless = market.lot("L-3", expires_on=None)
    shipment_id = market.shipment()
    market.plant.refused("not_fefo", market.picking(shipment_id, late, 5))
    market.plant.refused("not_fefo", market.picking(shipment_id, endless, 5))
    market.pick(shipment_id, late, 5, reason="customer wants one lot")
    market.pick(shipment_id, early, 10)
    # All of the early lot is promised now, so the next one is the first.
    market.pick(shipment_id, late, 5)
    market.plant.refused("not_fefo", market.picking(shipment_id, endless, 5))
    market.plant.check()


def test_what_is_promised_is_not_promised_again(market: Market) -> None:
    caps, (pumps, serials) = market.lot(amount=60), market.pumps()
    first, second = market.shipment(), market.shipment()
    market.pick(first, caps, 40)
    line_id = market.pick(first, pumps, 2, serials[1:3])
    market.plant.refused("not_enough_free", market.picking(second, caps, 21))
    market.plant.refused("picked_already", market.picking(second, pumps, 2, serials[2:4]))
    market.pick(second, caps, 20)
    market.plant.ok(UnpickLine(line_id=line_id), reason=WHY)
    market.pick(second, pumps, 2, serials[2:4])
    market.plant.check()


def test_only_what_is_ordered_is_picked(market: Market) -> None:
    caps, (pumps, serials) = market.lot(), market.pumps()
    order_id = market.confirmed(market.wanted(market.cap, 10, LATE), market.wanted(market.cap, 4))
    shipment_id = market.shipment_of(order_id)
    market.plant.refused("not_ordered", market.picking(shipment_id, pumps, 1, serials[:1]))
    market.plant.refused("more_than_ordered", market.picking(shipment_id, caps, 11))
    market.pick(shipment_id, caps, 3)
    market.pick(shipment_id, caps, 2)
    # The line due first is filled first; what does not fit into it goes to the next.
    assert [line.picked for line in market.order(order_id)[1]] == [2, 3]


def test_pieces_places_and_units_are_checked(sqlite_market: Market) -> None:
    market = sqlite_market
    caps, (pumps, serials) = market.lot(), market.pumps()
    shipment_id = market.shipment()
    market.plant.refused("serials_do_not_match", market.picking(shipment_id, pumps, 2, serials[:1]))
    market.plant.refused("serials_do_not_match", market.picking(shipment_id, caps, 1, serials[:1]))
    market.plant.refused("wrong_pick_location", market.picking(shipment_id, caps, 1, place="Q-01"))
    market.plant.refused("wrong_pick_location", market.picking(shipment_id, caps, 1, place="P-01"))
    elsewhere = market.picking(shipment_id, pumps, 1, serials[:1], place="D-01")
    market.plant.refused("serial_not_here", elsewhere)
    market.plant.refused("not_enough_free", market.picking(shipment_id, caps, 1, place="D-01"))
    market.plant.refused("not_found", market.picking(ShipmentId(99), caps, 1))


# --- at the moment of shipping ------------------------------------------------------------------


def test_lot_held_after_it_was_picked_does_not_leave(market: Market) -> None:
    caps = market.lot()
    shipment_id = market.shipment()
    market.pick(shipment_id, caps, 10)
    hold = _hold(market, lot_id=caps)
    market.plant.refused("lot_on_hold", Dispatch(shipment_id=shipment_id))
    assert market.stock(caps) == {"S-01": 100}
    market.plant.ok(LiftHold(hold_id=hold), actor="usr_2", reason=WHY)
    market.plant.ok(RejectLot(lot_id=caps), reason=WHY)
    market.plant.refused("lot_not_released", Dispatch(shipment_id=shipment_id))


def test_lot_that_expires_on_the_dock_does_not_leave(market: Market) -> None:
    caps = market.lot(expires_on=date(2026, 3, 4))
    shipment_id = market.shipment()
    market.pick(shipment_id, caps, 10)
    market.plant.clock.advance(days=3)
    market.plant.refused("lot_expired", Dispatch(shipment_id=shipment_id))


def test_serial_held_after_it_was_picked_does_not_leave(market: Market) -> None:
    pumps, serials = market.pumps()
    shipment_id = market.shipment()
    market.pick(shipment_id, pumps, 2, serials[:2])
    _hold(market, serial_id=SerialId(serials[1]))
    market.plant.refused("serial_on_hold", Dispatch(shipment_id=shipment_id))
    assert market.serial(serials[0]).state is SerialState.IN_STOCK


def test_dispatch_needs_goods_order_and_parties_as_they_were(market: Market) -> None:
    caps = market.lot()
    order_id = market.confirmed(market.wanted(market.cap, 50))
    shipment_id = market.shipment_of(order_id)
    market.plant.refused("nothing_picked", Dispatch(shipment_id=shipment_id))
    market.pick(shipment_id, caps, 10)
    move = MoveStock(
        lot_id=caps,
        from_location_id=market.places["S-01"],
        to_location_id=market.places["D-01"],
        quantity=Amount(95),
        unit="pcs",
    )
    market.plant.ok(move)
    market.plant.refused("more_than_there_is", Dispatch(shipment_id=shipment_id))
    [line] = market.order(order_id)[1]
    market.plant.ok(changing(line.id, 60), reason=WHY)
    market.plant.refused("wrong_state", Dispatch(shipment_id=shipment_id))
    market.plant.ok(ConfirmOrder(order_id=order_id))
    market.plant.ok(BlockParty(party_id=market.carrier), reason=WHY)
    market.plant.refused("party_not_approved", Dispatch(shipment_id=shipment_id))
    market.plant.check()


def test_unpicked_line_is_off_for_good(market: Market) -> None:
    caps = market.lot()
    shipment_id = market.shipment()
    line_id = market.pick(shipment_id, caps, 10)
    market.plant.refused("reason_missing", UnpickLine(line_id=line_id))
    market.plant.ok(UnpickLine(line_id=line_id), reason=WHY)
    market.plant.refused("wrong_state", UnpickLine(line_id=line_id), reason=WHY)
    market.plant.refused("nothing_picked", Dispatch(shipment_id=shipment_id))
    market.pick(shipment_id, caps, 10)
    market.plant.ok(Dispatch(shipment_id=shipment_id))
    [off, gone] = market.seen(shipment_id)[1]
    assert (off.state, gone.state) == (LineState.PUT_BACK, LineState.SHIPPED)
    market.plant.refused("wrong_state", UnpickLine(line_id=gone.id), reason=WHY)
    market.plant.refused("wrong_state", market.picking(shipment_id, caps, 1))
    market.plant.refused("wrong_state", Dispatch(shipment_id=shipment_id))


# --- packages -----------------------------------------------------------------------------------


def test_package_leaves_whole_with_every_lot_in_it(market: Market) -> None:
    caps, (pumps, serials) = market.lot(), market.pumps()
    cartons = [PackedLine(lot_id=caps, quantity=Amount(30), unit="pcs")]
    inner = market.package(serials[:3])
    outer = market.package([], lines=cartons, package_ids=[inner], level=PackageLevel.CASE)
    shipment_id = market.shipment()
    inside = PickPackage(shipment_id=shipment_id, package_id=inner)
    market.plant.refused("package_not_outermost", inside)
    market.pick_package(shipment_id, outer)
    again = PickPackage(shipment_id=market.shipment(), package_id=outer)
    market.plant.refused("picked_already", again)
    market.plant.ok(MovePackage(package_id=outer, to_location_id=market.places["D-01"]))
    market.plant.ok(Dispatch(shipment_id=shipment_id))
    _, lines = market.seen(shipment_id)
    assert sorted((int(e.lot_id), e.quantity, e.package_id) for e in lines) == [
        (int(caps), 30, outer),
        (int(pumps), 3, outer),
    ]
    assert (market.stock(caps), market.stock(pumps)) == ({"S-01": 70}, {"S-01": 2})
    assert market.serial(serials[2]).state is SerialState.SHIPPED
    market.plant.check()


def test_package_with_a_held_piece_stays(market: Market) -> None:
    _, serials = market.pumps()
    package_id = market.package(serials[:2])
    first, second = market.shipment(), market.shipment()
    market.pick_package(first, package_id)
    _hold(market, serial_id=SerialId(serials[1]))
    market.plant.refused("packed_serial_on_hold", Dispatch(shipment_id=first))
    again = PickPackage(shipment_id=second, package_id=package_id)
    market.plant.refused("picked_already", again)


def test_package_comes_off_whole_and_an_opened_one_does_not_leave(market: Market) -> None:
    caps, (_, serials) = market.lot(), market.pumps()
    cartons = [PackedLine(lot_id=caps, quantity=Amount(30), unit="pcs")]
    package_id = market.package(serials[:2], lines=cartons)
    shipment_id = market.shipment()
    line_id = market.pick_package(shipment_id, package_id)
    market.plant.ok(UnpickLine(line_id=line_id), reason=WHY)
    assert {each.state for each in market.seen(shipment_id)[1]} == {LineState.PUT_BACK}
    market.pick_package(shipment_id, package_id)
    market.plant.ok(UnpackUnits(package_id=package_id))
    market.plant.refused("package_changed", Dispatch(shipment_id=shipment_id))
    market.plant.refused("wrong_state", PickPackage(shipment_id=shipment_id, package_id=package_id))
    market.plant.refused(
        "not_found", PickPackage(shipment_id=shipment_id, package_id=PackageId(999))
    )


# --- delivery -----------------------------------------------------------------------------------


def test_delivery_is_recorded_whatever_the_books_say(market: Market) -> None:
    caps = market.lot()
    shipment_id = market.shipment()
    market.pick(shipment_id, caps, 10)

    def delivered(on: date) -> list[str]:
        delivery = RecordDelivery(shipment_id=shipment_id, delivered_on=on, received_by="Li")
        return codes(market.plant.ok(delivery))

    assert delivered(date(2026, 3, 5)) == ["not_dispatched"]
    assert market.seen(shipment_id)[0].state is ShipmentState.OPEN
    market.plant.ok(Dispatch(shipment_id=shipment_id))
    assert delivered(date(2026, 3, 1)) == ["delivered_too_early"]
    assert delivered(date(2026, 3, 6)) == ["not_dispatched"]
    assert market.seen(shipment_id)[0].delivered_on == date(2026, 3, 1)
    market.plant.check()


def _hold(market: Market, **of: Any) -> LotHoldId:
    receipt = market.plant.ok(PlaceHold(cause="complaint 7", **of))
    return LotHoldId.parse(receipt.value("hold_id"))
