"""Deliveries and opening balances: what happened is recorded, whatever is wrong with it."""

from datetime import date

import msgspec
import pytest

from lotproof.kernel.quantity import Amount
from lotproof.kernel.site import FallbackHold, Task
from lotproof.modules.parties.commands import BlockParty
from lotproof.modules.purchasing.commands import ApproveOrder, DraftOrder
from lotproof.modules.purchasing.queries import PurchaseLine, lines_of
from lotproof.modules.purchasing.vocabulary import OrderedLine, OrderId, OrderLineId
from lotproof.modules.warehouse.commands import CreateLocation, EnterOpeningBalance, ReleaseLot
from lotproof.modules.warehouse.queries import (
    Movement,
    lot_by_number,
    lots_by_number,
    lots_of_supplier,
    movements,
    serial_by_number,
)
from lotproof.modules.warehouse.vocabulary import (
    LocationKind,
    LotId,
    LotOrigin,
    LotState,
    MovementKind,
    SerialState,
)
from tests.modules.warehouse.store import CHECKER, Store, codes, numbers


def ordered(store: Store, quantity: int = 100, *, is_approved: bool = True) -> OrderLineId:
    """An order of caps; its line."""
    receipt = store.plant.ok(
        DraftOrder(
            number=f"PO-{quantity}",
            supplier_id=store.supplier,
            lines=[
                OrderedLine(
                    item_id=store.cap,
                    quantity=Amount(quantity),
                    unit="pcs",
                    unit_price=Amount(15_000),
                    currency="CNY",
                    due_on=date(2026, 4, 1),
                )
            ],
        )
    )
    order_id = OrderId.parse(receipt.value("order_id"))
    if is_approved:
        store.plant.ok(ApproveOrder(order_id=order_id), actor=CHECKER)
    with store.plant.reader() as reader:
        return lines_of(reader, order_id)[0].id


def received_of(store: Store, line_id: OrderLineId) -> int:
    with store.plant.reader() as reader:
        return reader.get(PurchaseLine, line_id).received


def test_a_delivery_stands_in_quarantine_with_its_movement(store: Store) -> None:
    lot_id = store.receive(
        amount=40, number="C-1", supplier_lot="S77", delivery_note="DN-5", barcode="(10)C-1"
    )
    lot = store.lot(lot_id)
    assert (lot.number, lot.state, lot.origin) == ("C-1", LotState.QUARANTINED, LotOrigin.RECEIVED)
    assert (lot.supplier_id, lot.supplier_lot) == (store.supplier, "S77")
    assert store.stock(lot_id) == {"Q-01": (40, 0)}
    with store.plant.reader() as reader:
        (movement,) = movements(reader, lot_id)
        assert isinstance(movement, Movement)
        assert (movement.kind, movement.quantity) == (MovementKind.RECEIVED, 40)
        assert (movement.from_location_id, movement.to_location_id) == (None, store.at("Q-01"))
        assert (movement.reference, movement.moved_by) == ("DN-5", "usr_1")
        assert lot_by_number(reader, store.cap, "C-1") == lot
        assert lots_by_number(reader, "C-1") == [lot]
        assert lots_of_supplier(reader, store.supplier, "S77") == [lot]
    store.plant.check()


def test_a_lot_without_a_number_gets_one_of_its_own(sqlite_store: Store) -> None:
    first, second = sqlite_store.receive(), sqlite_store.receive()
    assert sqlite_store.lot(first).number == f"260302-{first}"
    assert sqlite_store.lot(first).number != sqlite_store.lot(second).number


@pytest.mark.clause("EU GMP Annex 11 §4.8")
def test_quantity_is_kept_in_the_items_unit_exactly(sqlite_store: Store) -> None:
    grams = Amount(2_500_000_000)  # 2,500 g
    lot_id = sqlite_store.receive(sqlite_store.resin, grams, unit="g")
    assert sqlite_store.lot(lot_id).unit == "kg"
    assert sqlite_store.stock(lot_id) == {"Q-01": (2_500_000, 0)}


@pytest.mark.clause("EU GMP Annex 11 §4.8")
@pytest.mark.parametrize(("unit", "amount"), [("mg", 1), ("pcs", 5)])
def test_a_quantity_that_would_be_rounded_is_refused(
    sqlite_store: Store, unit: str, amount: int
) -> None:
    delivery = sqlite_store.delivery(sqlite_store.resin, amount, unit=unit)
    sqlite_store.plant.refused("inexact_quantity", delivery)


def test_expiry_follows_from_the_date_of_manufacture(sqlite_store: Store) -> None:
    lot_id = sqlite_store.receive(made_on=date(2026, 1, 1), expires_on=None)
    assert sqlite_store.lot(lot_id).expires_on == date(2027, 1, 1)
    lot_id = sqlite_store.receive(made_on=date(2026, 1, 1), expires_on=date(2026, 6, 30))
    assert sqlite_store.lot(lot_id).expires_on == date(2026, 6, 30)


def test_serials_are_consecutive_and_descend_from_their_lot(store: Store) -> None:
    lot_id = store.receive(store.pump, 5, serials=numbers("P", 5))
    serials = store.serials(lot_id)
    assert [each.number for each in serials] == numbers("P", 5)
    ids = [int(each.id) for each in serials]
    assert ids == list(range(ids[0], ids[0] + 5))
    assert all(each.state is SerialState.IN_STOCK for each in serials)
    assert all(each.location_id == store.at("Q-01") for each in serials)
    assert store.descendants(lot_id) == set(ids)
    assert store.ancestors(ids[3]) == {int(lot_id)}
    with store.plant.reader() as reader:
        found = serial_by_number(reader, store.pump, "P0003")
        assert found is not None
        assert int(found.id) == ids[2]


@pytest.mark.parametrize("count", [0, 2, 4])
def test_each_piece_of_a_serial_item_has_a_serial(sqlite_store: Store, count: int) -> None:
    delivery = sqlite_store.delivery(sqlite_store.pump, 3, serials=numbers("P", count))
    sqlite_store.plant.refused("serials_do_not_match", delivery)


def test_items_by_lot_have_no_serials(sqlite_store: Store) -> None:
    delivery = sqlite_store.delivery(amount=2, serials=["A", "B"])
    sqlite_store.plant.refused("serials_do_not_match", delivery)


def test_a_serial_number_is_used_once_for_an_item(store: Store) -> None:
    twice = store.delivery(store.pump, 2, serials=["A", "A"])
    assert "A" in str(store.plant.refused("serial_used_twice", twice).message)
    store.receive(store.pump, 2, serials=["A", "B"])
    again = store.plant.refused(
        "serial_used_twice", store.delivery(store.pump, 2, serials=["C", "B"])
    )
    assert again.message is not None
    assert "B" in again.message["en"]


def test_serials_beyond_one_look_up_are_all_compared(sqlite_store: Store) -> None:
    sqlite_store.receive(sqlite_store.pump, 1, serials=["P0777"])
    many = sqlite_store.delivery(sqlite_store.pump, 1200, serials=numbers("P", 1200))
    sqlite_store.plant.refused("serial_used_twice", many)


def test_the_number_of_another_lot_of_the_item_is_refused(store: Store) -> None:
    store.receive(number="C-1")
    store.plant.refused("duplicate", store.delivery(number="C-1"))


# --- deviations ---------------------------------------------------------------------------------


def test_what_is_wrong_with_a_delivery_is_recorded_and_held(store: Store) -> None:
    late = store.delivery(number="OLD", expires_on=date(2026, 3, 1))
    receipt = store.plant.ok(late)
    assert codes(receipt) == ["expired_on_arrival"]
    lot_id = LotId.parse(receipt.value("lot_id"))
    assert store.stock(lot_id) == {"Q-01": (100, 0)}
    with store.plant.reader() as reader:
        assert reader.find(FallbackHold, subject=f"lot_{lot_id}", is_active=True)
        assert [task.code for task in reader.find(Task)] == ["expired_on_arrival"]
    store.plant.refused("lot_expired", ReleaseLot(lot_id=lot_id))
    store.plant.check()


def test_the_last_day_itself_is_not_late(sqlite_store: Store) -> None:
    sqlite_store.receive(expires_on=date(2026, 3, 2))


def test_a_shelf_life_without_any_date_is_objected(sqlite_store: Store) -> None:
    delivery = sqlite_store.delivery(expires_on=None)
    assert codes(sqlite_store.plant.ok(delivery)) == ["expiry_unknown"]


def test_goods_outside_quarantine_are_objected(sqlite_store: Store) -> None:
    delivery = sqlite_store.delivery(location_id=sqlite_store.at("S-01"))
    receipt = sqlite_store.plant.ok(delivery)
    assert codes(receipt) == ["wrong_location_kind"]
    lot_id = LotId.parse(receipt.value("lot_id"))
    assert sqlite_store.stock(lot_id) == {"S-01": (100, 0)}
    sqlite_store.plant.refused("on_fallback_hold", ReleaseLot(lot_id=lot_id))


def test_goods_of_an_unapproved_supplier_are_objected(sqlite_store: Store) -> None:
    new = sqlite_store.party("NEW", is_approved=False, is_supplier=True)
    buyer = sqlite_store.party("BUYER", is_customer=True)
    for party_id in (new, buyer):
        receipt = sqlite_store.plant.ok(sqlite_store.delivery(supplier_id=party_id))
        assert codes(receipt) == ["supplier_not_approved"]


def test_a_delivery_is_counted_against_its_order(store: Store) -> None:
    line_id = ordered(store, 100)
    lot_id = store.receive(amount=60, line_id=line_id, supplier_id=None)
    assert store.lot(lot_id).supplier_id == store.supplier
    assert received_of(store, line_id) == 60
    receipt = store.plant.ok(store.delivery(amount=41, line_id=line_id))
    assert codes(receipt) == ["over_delivered"]
    assert received_of(store, line_id) == 101
    store.plant.check()


def test_the_wrong_item_is_kept_and_not_counted(sqlite_store: Store) -> None:
    line_id = ordered(sqlite_store)
    receipt = sqlite_store.plant.ok(
        sqlite_store.delivery(sqlite_store.resin, 1_000_000, line_id=line_id)
    )
    assert codes(receipt) == ["item_not_ordered"]
    assert received_of(sqlite_store, line_id) == 0


def test_goods_from_somebody_else_than_ordered_are_objected(sqlite_store: Store) -> None:
    line_id = ordered(sqlite_store)
    other = sqlite_store.party("OTHER", is_supplier=True)
    receipt = sqlite_store.plant.ok(sqlite_store.delivery(line_id=line_id, supplier_id=other))
    assert codes(receipt) == ["wrong_supplier"]


def test_everything_wrong_at_once_is_said(sqlite_store: Store) -> None:
    line_id = ordered(sqlite_store, 10, is_approved=False)
    block = BlockParty(party_id=sqlite_store.supplier)
    sqlite_store.plant.ok(block, reason="failed audit")
    receipt = sqlite_store.plant.ok(
        sqlite_store.delivery(
            amount=11,
            line_id=line_id,
            location_id=sqlite_store.at("S-01"),
            expires_on=date(2026, 1, 1),
        )
    )
    assert set(codes(receipt)) == {
        "order_not_approved",
        "over_delivered",
        "supplier_not_approved",
        "wrong_location_kind",
        "expired_on_arrival",
    }


def test_what_does_not_exist_is_not_found(sqlite_store: Store) -> None:
    for field in ("location_id", "line_id", "supplier_id", "item_id"):
        delivery = msgspec.structs.replace(sqlite_store.delivery(), **{field: 99})
        sqlite_store.plant.refused("not_found", delivery)


# --- opening balances, places -------------------------------------------------------------------


def opening(store: Store, **more: object) -> EnterOpeningBalance:
    given: dict[str, object] = {
        "item_id": store.cap,
        "location_id": store.at("S-01"),
        "quantity": Amount(7),
        "unit": "pcs",
        "number": "OLD-1",
        "document": "Stock card 12",
        "state": LotState.RELEASED,
        "expires_on": date(2026, 12, 31),
    }
    return EnterOpeningBalance(**(given | more))  # type: ignore[arg-type]


def test_an_opening_balance_says_what_it_rests_on(store: Store) -> None:
    store.plant.refused("reason_missing", opening(store))
    receipt = store.plant.ok(opening(store, supplier_id=store.supplier), reason="go-live")
    lot_id = LotId.parse(receipt.value("lot_id"))
    lot = store.lot(lot_id)
    assert (lot.origin, lot.state, lot.decided_by) == (
        LotOrigin.OPENING,
        LotState.RELEASED,
        "usr_1",
    )
    with store.plant.reader() as reader:
        (movement,) = movements(reader, lot_id)
    assert (movement.kind, movement.reference) == (MovementKind.OPENED, "Stock card 12")
    store.plant.check()


def test_an_opening_balance_is_an_intention_and_can_be_refused(sqlite_store: Store) -> None:
    plant = sqlite_store.plant
    for code, wrong in (
        ("wrong_location_kind", {"state": LotState.QUARANTINED}),
        ("expired_on_arrival", {"expires_on": date(2026, 3, 1)}),
        ("expiry_unknown", {"expires_on": None}),
        ("serials_do_not_match", {"serials": ["A"]}),
        ("inexact_quantity", {"unit": "kg"}),
        ("not_found", {"supplier_id": 99}),
    ):
        plant.refused(code, opening(sqlite_store, **wrong), reason="go-live")
    plant.ok(
        opening(sqlite_store, item_id=sqlite_store.pump, serials=numbers("O", 7)), reason="go-live"
    )


def test_a_place_is_known_by_one_code(store: Store) -> None:
    again = CreateLocation(code="S-01", name="again", kind=LocationKind.STORAGE)
    store.plant.refused("duplicate", again)
    nowhere = CreateLocation(code="S-03", name="new", kind=LocationKind.STORAGE, area_id=99)  # type: ignore[arg-type]
    store.plant.refused("not_found", nowhere)
