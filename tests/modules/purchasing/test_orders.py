"""Purchase orders: written by one, approved by another, and what has come of them."""

from datetime import date

from lotproof.kernel.quantity import Amount
from lotproof.modules.items.vocabulary import ItemId, Tracking
from lotproof.modules.parties.commands import BlockParty
from lotproof.modules.purchasing.commands import (
    ApproveOrder,
    CancelOrder,
    ChangeOrderLine,
    CloseOrder,
    DraftOrder,
)
from lotproof.modules.purchasing.queries import (
    PurchaseLine,
    PurchaseOrder,
    expected_of_item,
    expected_receipts,
    lines_of,
    open_quantity,
    order_by_number,
)
from lotproof.modules.purchasing.vocabulary import (
    ORDER_LIFE,
    OrderedLine,
    OrderId,
    OrderState,
)
from tests.modules.warehouse.store import CHECKER, MAKER, Store, codes


def wanted(item_id: ItemId, quantity: int = 100, unit: str = "pcs", due: int = 1) -> OrderedLine:
    return OrderedLine(
        item_id=item_id,
        quantity=Amount(quantity),
        unit=unit,
        unit_price=Amount(25_000),
        currency="CNY",
        due_on=date(2026, 4, due),
    )


def drafted(store: Store, *lines: OrderedLine, number: str = "PO-1") -> OrderId:
    draft = DraftOrder(
        number=number,
        supplier_id=store.supplier,
        lines=list(lines) or [wanted(store.cap)],
    )
    return OrderId.parse(store.plant.ok(draft).value("order_id"))


def approved(store: Store, *lines: OrderedLine, number: str = "PO-1") -> OrderId:
    order_id = drafted(store, *lines, number=number)
    store.plant.ok(ApproveOrder(order_id=order_id), actor=CHECKER)
    return order_id


def order(store: Store, order_id: OrderId) -> PurchaseOrder:
    with store.plant.reader() as reader:
        return reader.get(PurchaseOrder, order_id)


def lines(store: Store, order_id: OrderId) -> list[PurchaseLine]:
    with store.plant.reader() as reader:
        return lines_of(reader, order_id)


def changing(line: PurchaseLine, **more: object) -> ChangeOrderLine:
    given: dict[str, object] = {
        name: getattr(line, name)
        for name in ("quantity", "unit", "unit_price", "currency", "due_on")
    }
    return ChangeOrderLine(line_id=line.id, **(given | more))  # type: ignore[arg-type]


def test_an_order_is_valid_once_somebody_else_approved_it(store: Store) -> None:
    order_id = drafted(store, wanted(store.cap), wanted(store.resin, 5_000_000, "kg"))
    assert order(store, order_id).state is OrderState.DRAFT
    same = ApproveOrder(order_id=order_id)
    store.plant.refused("order_approved_by_same_person", same, actor=MAKER)
    store.plant.ok(same, actor=CHECKER)
    found = order(store, order_id)
    assert (found.state, found.drafted_by, found.approved_by) == (
        OrderState.APPROVED,
        MAKER,
        CHECKER,
    )
    store.plant.refused("wrong_state", same, actor=CHECKER)
    with store.plant.reader() as reader:
        assert order_by_number(reader, "PO-1") == found
    store.plant.check()


def test_what_cannot_be_ordered(sqlite_store: Store) -> None:
    store, plant = sqlite_store, sqlite_store.plant
    empty = DraftOrder(number="PO-1", supplier_id=store.supplier, lines=[])
    plant.refused("empty_order", empty)
    unknown = DraftOrder(number="PO-1", supplier_id=99, lines=[wanted(store.cap)])  # type: ignore[arg-type]
    plant.refused("not_found", unknown)
    mass = DraftOrder(number="PO-1", supplier_id=store.supplier, lines=[wanted(store.cap, 1, "kg")])
    plant.refused("inexact_quantity", mass)
    draft_item = store.item("NEW", Tracking.LOT, "pcs", is_active=False)
    not_active = DraftOrder(number="PO-1", supplier_id=store.supplier, lines=[wanted(draft_item)])
    plant.refused("item_not_active", not_active)
    drafted(store)
    again = DraftOrder(number="PO-1", supplier_id=store.supplier, lines=[wanted(store.cap)])
    plant.refused("duplicate", again)


def test_only_orders_with_approved_suppliers_are_approved(sqlite_store: Store) -> None:
    order_id = drafted(sqlite_store)
    block = BlockParty(party_id=sqlite_store.supplier)
    sqlite_store.plant.ok(block, reason="failed audit")
    approve = ApproveOrder(order_id=order_id)
    sqlite_store.plant.refused("party_not_approved", approve, actor=CHECKER)


def test_a_changed_line_is_approved_anew_and_not_by_who_changed_it(store: Store) -> None:
    order_id = approved(store)
    (line,) = lines(store, order_id)
    change = changing(line, quantity=Amount(120), due_on=date(2026, 5, 1))
    store.plant.refused("reason_missing", change)
    store.plant.ok(change, actor=CHECKER, reason="more needed")
    found = order(store, order_id)
    assert (found.state, found.approved_by, found.drafted_by) == (
        OrderState.DRAFT,
        None,
        CHECKER,
    )
    assert [(each.quantity, each.due_on) for each in lines(store, order_id)] == [
        (120, date(2026, 5, 1))
    ]
    approve = ApproveOrder(order_id=order_id)
    store.plant.refused("order_approved_by_same_person", approve, actor=CHECKER)
    store.plant.ok(approve, actor=MAKER)
    store.plant.check()


def test_a_line_is_not_cut_below_what_has_come(sqlite_store: Store) -> None:
    order_id = approved(sqlite_store, wanted(sqlite_store.resin, 5_000_000, "kg"))
    (line,) = lines(sqlite_store, order_id)
    sqlite_store.receive(sqlite_store.resin, 2_000_000, line_id=line.id)
    less = changing(line, quantity=Amount(1_999_999_000), unit="g")
    refused = sqlite_store.plant.refused("less_than_received", less, reason="x")
    assert refused.message is not None
    assert "2000 g" in refused.message["en"]
    sqlite_store.plant.ok(changing(line, quantity=Amount(2_500_000_000), unit="g"), reason="x")
    (line,) = lines(sqlite_store, order_id)
    assert (line.received, open_quantity(line), line.unit) == (2_000_000_000, 500_000_000, "g")


def test_lines_of_orders_that_are_over_are_not_changed(sqlite_store: Store) -> None:
    for number, end in (("PO-1", CloseOrder), ("PO-2", CancelOrder)):
        order_id = approved(sqlite_store, number=number)
        sqlite_store.plant.ok(end(order_id=order_id), reason="over")
        (line,) = lines(sqlite_store, order_id)
        sqlite_store.plant.refused("wrong_state", changing(line), reason="x")


def test_an_order_is_cancelled_only_while_nothing_has_come(store: Store) -> None:
    order_id = approved(store)
    cancel = CancelOrder(order_id=order_id)
    store.plant.refused("reason_missing", cancel)
    (line,) = lines(store, order_id)
    store.receive(amount=1, line_id=line.id)
    store.plant.refused("order_received_already", cancel, reason="too late")
    store.plant.ok(CloseOrder(order_id=order_id))
    assert order(store, order_id).state is OrderState.CLOSED
    store.plant.refused("wrong_state", cancel, reason="too late")
    other = drafted(store, number="PO-2")
    store.plant.ok(CancelOrder(order_id=other), reason="not needed")
    store.plant.refused("wrong_state", ApproveOrder(order_id=other), actor=CHECKER)
    store.plant.check()


def test_expected_is_what_approved_orders_still_await(store: Store) -> None:
    drafted(store, number="PO-0")
    first = approved(store, wanted(store.cap, 100, due=9), number="PO-1")
    second = approved(
        store,
        wanted(store.cap, 50, due=3),
        wanted(store.resin, 1_000_000, "kg", due=5),
        number="PO-2",
    )
    (line,) = lines(store, first)
    store.receive(amount=40, line_id=line.id)

    def expected() -> list[tuple[str, int]]:
        with store.plant.reader() as reader:
            return [(each.order_number, each.open) for each in expected_receipts(reader)]

    assert expected() == [("PO-2", 50), ("PO-2", 1_000_000), ("PO-1", 60)]
    with store.plant.reader() as reader:
        assert [each.open for each in expected_of_item(reader, store.cap)] == [50, 60]
    store.receive(amount=60, line_id=line.id)
    assert expected() == [("PO-2", 50), ("PO-2", 1_000_000)]
    store.plant.ok(CloseOrder(order_id=second))
    assert expected() == []


def test_over_delivery_stays_visible(sqlite_store: Store) -> None:
    order_id = approved(sqlite_store)
    (line,) = lines(sqlite_store, order_id)
    receipt = sqlite_store.plant.ok(sqlite_store.delivery(amount=130, line_id=line.id))
    assert codes(receipt) == ["over_delivered"]
    (line,) = lines(sqlite_store, order_id)
    assert open_quantity(line) == -30


def test_a_delivery_for_an_order_that_is_over_is_objected(sqlite_store: Store) -> None:
    order_id = approved(sqlite_store)
    sqlite_store.plant.ok(CloseOrder(order_id=order_id))
    (line,) = lines(sqlite_store, order_id)
    receipt = sqlite_store.plant.ok(sqlite_store.delivery(line_id=line.id))
    assert codes(receipt) == ["order_not_approved"]


def test_every_state_of_an_order_can_be_reached() -> None:
    reached = {ORDER_LIFE.initial}.union(*ORDER_LIFE.moves.values())
    assert reached == set(ORDER_LIFE.moves) == set(OrderState)
