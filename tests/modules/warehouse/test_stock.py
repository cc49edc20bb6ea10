"""Moving, picking, scrapping and counting stock."""

from datetime import date

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.kernel.site import FallbackHold, HoldId, Task, TaskId
from lotproof.modules.warehouse.commands import (
    CountStock,
    PlaceHold,
    RejectLot,
    ReleaseLot,
    ScrapStock,
)
from lotproof.modules.warehouse.queries import (
    Count,
    fefo,
    movements,
    stock_at,
    stock_of_item,
)
from lotproof.modules.warehouse.vocabulary import (
    LotId,
    LotPurpose,
    MovementKind,
    SerialState,
)
from tests.modules.warehouse.store import CHECKER, Store, codes, numbers, serial_ids
from tests.modules.warehouse.unit_of_work import unit_of_work


def counting(store: Store, lot_id: LotId, place: str, counted: int, **more: object) -> CountStock:
    given: dict[str, object] = {
        "lot_id": lot_id,
        "location_id": store.at(place),
        "counted": Amount(counted),
        "unit": store.lot(lot_id).unit,
    }
    return CountStock(**(given | more))  # type: ignore[arg-type]


def scrapping(store: Store, lot_id: LotId, place: str, amount: int, **more: object) -> ScrapStock:
    given: dict[str, object] = {
        "lot_id": lot_id,
        "location_id": store.at(place),
        "quantity": Amount(amount),
        "unit": store.lot(lot_id).unit,
    }
    return ScrapStock(**(given | more))  # type: ignore[arg-type]


# --- moving -------------------------------------------------------------------------------------


def test_a_move_changes_places_and_not_the_sum(store: Store) -> None:
    lot_id = store.stored(amount=100)
    store.plant.ok(store.moving(lot_id, "S-01", "S-02", 30))
    assert store.stock(lot_id) == {"S-01": (70, 0), "S-02": (30, 0)}
    with store.plant.reader() as reader:
        last = movements(reader, lot_id)[-1]
        assert (last.kind, last.quantity) == (MovementKind.MOVED, 30)
        assert [each.quantity for each in stock_of_item(reader, store.cap)] == [70, 30]
        assert [each.lot_id for each in stock_at(reader, store.at("S-02"))] == [lot_id]
        assert stock_at(reader, store.at("Q-01")) == []
    store.plant.check()


def test_no_more_is_moved_than_there_is(store: Store) -> None:
    lot_id = store.stored(amount=100)
    store.plant.refused("more_than_there_is", store.moving(lot_id, "S-01", "S-02", 101))
    store.plant.refused("more_than_there_is", store.moving(lot_id, "S-02", "S-01", 1))
    assert store.stock(lot_id) == {"S-01": (100, 0)}


@pytest.mark.clause("21 CFR 11.10(f)")
@pytest.mark.parametrize("place", ["S-01", "P-01", "D-01", "R-01", "X-01"])
def test_a_quarantined_lot_stays_in_quarantine(sqlite_store: Store, place: str) -> None:
    lot_id = sqlite_store.receive()
    moving = sqlite_store.moving(lot_id, "Q-01", place, 1)
    sqlite_store.plant.refused("wrong_location_kind", moving)


def test_a_held_lot_goes_to_quarantine_only(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored()
    sqlite_store.plant.ok(PlaceHold(lot_id=lot_id, cause="?"))
    sqlite_store.plant.refused(
        "wrong_location_kind", sqlite_store.moving(lot_id, "S-01", "S-02", 1)
    )
    sqlite_store.plant.ok(sqlite_store.moving(lot_id, "S-01", "Q-01", 1))


def test_a_rejected_lot_goes_to_the_rejected_only(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored()
    sqlite_store.plant.ok(RejectLot(lot_id=lot_id), reason="cracks")
    for place in ("Q-01", "S-02", "D-01"):
        moving = sqlite_store.moving(lot_id, "S-01", place, 1)
        sqlite_store.plant.refused("wrong_location_kind", moving)
    sqlite_store.plant.ok(sqlite_store.moving(lot_id, "S-01", "R-01", 100))


def test_a_move_goes_somewhere_else(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored()
    sqlite_store.plant.refused("same_place", sqlite_store.moving(lot_id, "S-01", "S-01", 1))


def test_serials_move_with_their_quantity(store: Store) -> None:
    lot_id = store.stored(store.pump, 3, serials=numbers("P", 3))
    first, second, third = serial_ids(store.serials(lot_id))
    store.plant.refused("serials_do_not_match", store.moving(lot_id, "S-01", "S-02", 2))
    for code, ids in (("not_several", [first, first]), ("not_found", [first, 10**6])):
        moving = store.moving(lot_id, "S-01", "S-02", 2, serial_ids=ids)
        store.plant.refused(code, moving)
    store.plant.ok(store.moving(lot_id, "S-01", "S-02", 2, serial_ids=[third, first]))
    again = store.moving(lot_id, "S-01", "S-02", 1, serial_ids=[third])
    store.plant.refused("serial_not_here", again)
    places = [each.location_id for each in store.serials(lot_id)]
    assert places == [store.at("S-02"), store.at("S-01"), store.at("S-02")]
    assert store.stock(lot_id) == {"S-01": (1, 0), "S-02": (2, 0)}
    other = store.stored(store.pump, 1, serials=["X1"])
    stranger = store.moving(lot_id, "S-01", "S-02", 1, serial_ids=serial_ids(store.serials(other)))
    store.plant.refused("serial_not_here", stranger)
    assert second
    store.plant.check()


def test_many_serials_move_at_once(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored(sqlite_store.pump, 100, serials=numbers("P", 100))
    places = {each.location_id for each in sqlite_store.serials(lot_id)}
    assert places == {sqlite_store.at("S-01")}


# --- first expired, first out -------------------------------------------------------------------


def test_the_earliest_to_expire_is_picked_first(store: Store) -> None:
    late = store.stored(amount=50, expires_on=date(2027, 6, 1))
    early = store.stored(amount=30, expires_on=date(2026, 6, 1))
    store.plant.ok(store.moving(early, "S-01", "S-02", 10))
    with store.plant.reader() as reader:
        picks = fefo(reader, store.cap, Amount(45), LotPurpose.COMMERCIAL)
        assert [(p.lot.id, p.location_id, p.quantity) for p in picks] == [
            (early, store.at("S-01"), 20),
            (early, store.at("S-02"), 10),
            (late, store.at("S-01"), 15),
        ]
        everything = fefo(reader, store.cap, Amount(1000), LotPurpose.COMMERCIAL)
        assert sum(pick.quantity for pick in everything) == 80


def test_only_what_can_be_used_is_picked(store: Store) -> None:
    def pickable(purpose: LotPurpose = LotPurpose.COMMERCIAL) -> list[LotId]:
        with store.plant.reader() as reader:
            return [pick.lot.id for pick in fefo(reader, store.cap, Amount(10**6), purpose)]

    store.receive()
    in_quarantine = store.receive()
    store.plant.ok(ReleaseLot(lot_id=in_quarantine))
    on_hold, rejected = store.stored(), store.stored()
    store.plant.ok(PlaceHold(lot_id=on_hold, cause="?"))
    store.plant.ok(RejectLot(lot_id=rejected), reason="cracks")
    short = store.stored(expires_on=date(2026, 3, 5))
    trial = store.stored(purpose=LotPurpose.TRIAL)
    gone = store.stored()
    store.plant.ok(scrapping(store, gone, "S-01", 100), reason="crushed")
    deviating = store.stored()
    with unit_of_work(store.plant) as work:
        hold_id, subject = work.new_id(HoldId), f"lot_{deviating}"
        work.add(FallbackHold(hold_id, subject, TaskId(1), "reaction_failed"))
    good = store.stored()
    assert pickable() == [short, good]
    assert pickable(LotPurpose.TRIAL) == [short, trial, good]
    store.plant.clock.advance(days=4)
    assert pickable() == [good]


def test_lots_without_expiry_come_last(sqlite_store: Store) -> None:
    endless = sqlite_store.stored(sqlite_store.resin, 1_000_000)
    ending = sqlite_store.stored(sqlite_store.resin, 1_000_000, expires_on=date(2030, 1, 1))
    with sqlite_store.plant.reader() as reader:
        picks = fefo(reader, sqlite_store.resin, Amount(2_000_000), LotPurpose.COMMERCIAL)
    assert [pick.lot.id for pick in picks] == [ending, endless]
    pick_last = sqlite_store.moving(endless, "S-01", "P-01", 1)
    sqlite_store.plant.refused("not_fefo", pick_last)


def test_picking_out_of_order_needs_a_reason(store: Store) -> None:
    late = store.stored(expires_on=date(2027, 6, 1))
    early = store.stored(expires_on=date(2026, 6, 1))
    same = store.stored(expires_on=date(2026, 6, 1))
    store.plant.ok(store.moving(late, "S-01", "S-02", 1))  # storage to storage is no picking
    for place in ("P-01", "D-01"):
        refused = store.plant.refused("not_fefo", store.moving(late, "S-01", place, 1))
        assert refused.message is not None
        assert store.lot(early).number in refused.message["en"]
    store.plant.ok(store.moving(late, "S-01", "P-01", 1), reason="the customer asked for it")
    store.plant.ok(store.moving(same, "S-01", "P-01", 1))
    store.plant.ok(store.moving(early, "S-01", "P-01", 1))


# --- scrapping ----------------------------------------------------------------------------------


def test_scrap_leaves_the_books_with_a_reason(store: Store) -> None:
    lot_id = store.stored(store.pump, 2, serials=["A", "B"])
    first, second = serial_ids(store.serials(lot_id))
    scrap = scrapping(store, lot_id, "S-01", 1, serial_ids=[first])
    store.plant.refused("reason_missing", scrap)
    store.plant.ok(scrap, reason="dropped")
    assert store.stock(lot_id) == {"S-01": (1, 0)}
    assert [each.state for each in store.serials(lot_id)] == [
        SerialState.SCRAPPED,
        SerialState.IN_STOCK,
    ]
    store.plant.refused("serial_not_here", scrap, reason="dropped again")
    too_much = scrapping(store, lot_id, "S-01", 2, serial_ids=[first, second])
    store.plant.refused("serial_not_here", too_much, reason="both")
    store.plant.check()


def test_no_more_is_scrapped_than_there_is(sqlite_store: Store) -> None:
    lot_id = sqlite_store.receive(amount=5)
    scrap = scrapping(sqlite_store, lot_id, "Q-01", 6)
    sqlite_store.plant.refused("more_than_there_is", scrap, reason="crushed")


# --- counting -----------------------------------------------------------------------------------


@pytest.mark.parametrize("counted", [97, 103])
def test_the_books_follow_a_count(store: Store, counted: int) -> None:
    lot_id = store.stored()
    receipt = store.plant.ok(counting(store, lot_id, "S-01", counted), reason="mixed up bags")
    assert codes(receipt) == []
    assert store.stock(lot_id) == {"S-01": (counted, 0)}
    with store.plant.reader() as reader:
        last = movements(reader, lot_id)[-1]
        (count,) = reader.find(Count, lot_id=lot_id)
    assert (last.kind, last.quantity) == (MovementKind.COUNTED, 3)
    assert (count.expected, count.counted) == (100, counted)
    store.plant.check()


def test_a_difference_without_reason_is_somebodys_task(store: Store) -> None:
    lot_id = store.stored()
    receipt = store.plant.ok(counting(store, lot_id, "S-01", 90))
    assert codes(receipt) == ["difference_unexplained"]
    assert store.stock(lot_id) == {"S-01": (90, 0)}
    with store.plant.reader() as reader:
        assert [task.code for task in reader.find(Task)] == ["difference_unexplained"]


def test_a_count_that_agrees_moves_nothing(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored()
    assert codes(sqlite_store.plant.ok(counting(sqlite_store, lot_id, "S-01", 100))) == []
    with sqlite_store.plant.reader() as reader:
        assert len(movements(reader, lot_id)) == 2
    nothing = counting(sqlite_store, lot_id, "S-02", 0)
    assert codes(sqlite_store.plant.ok(nothing)) == []


def test_counted_serials_go_missing_and_are_found(store: Store) -> None:
    lot_id = store.stored(store.pump, 3, serials=["A", "B", "C"])
    first, second, third = serial_ids(store.serials(lot_id))
    wrong = counting(store, lot_id, "S-01", 3, serial_ids=[first, second])
    store.plant.refused("serials_do_not_match", wrong)
    found = counting(store, lot_id, "S-01", 2, serial_ids=[first, third])
    assert codes(store.plant.ok(found, reason="shelf fell")) == []
    assert [each.state for each in store.serials(lot_id)] == [
        SerialState.IN_STOCK,
        SerialState.MISSING,
        SerialState.IN_STOCK,
    ]
    again = counting(store, lot_id, "S-02", 1, serial_ids=[second])
    assert codes(store.plant.ok(again, reason="found behind the shelf")) == []
    assert store.serials(lot_id)[1].location_id == store.at("S-02")
    elsewhere = counting(store, lot_id, "S-02", 2, serial_ids=[second, third])
    assert codes(store.plant.ok(elsewhere, reason="?")) == ["serial_found_elsewhere"]
    twice = counting(store, lot_id, "S-02", 2, serial_ids=[second, second])
    store.plant.refused("not_several", twice)
    store.plant.check()


def test_serials_are_not_counted_for_items_without(sqlite_store: Store) -> None:
    pumps = sqlite_store.stored(sqlite_store.pump, 1, serials=["A"])
    caps = sqlite_store.stored()
    ids = serial_ids(sqlite_store.serials(pumps))
    wrong = counting(sqlite_store, caps, "S-01", 1, serial_ids=ids)
    sqlite_store.plant.refused("serials_do_not_match", wrong)


def test_the_checker_is_not_needed_to_look(sqlite_store: Store) -> None:
    lot_id = sqlite_store.receive()
    sqlite_store.plant.ok(counting(sqlite_store, lot_id, "Q-01", 100), actor=CHECKER)
