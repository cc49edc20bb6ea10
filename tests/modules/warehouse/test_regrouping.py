"""Splitting and merging lots: identity, history and holds are kept."""

from datetime import date

from lotproof.kernel.quantity import Amount
from lotproof.kernel.safety import FinishTask
from lotproof.kernel.site import Task
from lotproof.modules.genealogy.queries import trace
from lotproof.modules.warehouse.commands import (
    LiftHold,
    MergeLots,
    PlaceHold,
    RejectLot,
    ReleaseLot,
    SplitLot,
)
from lotproof.modules.warehouse.queries import Hold, active_holds
from lotproof.modules.warehouse.vocabulary import (
    LotHoldId,
    LotId,
    LotOrigin,
    LotPurpose,
    LotState,
)
from tests.modules.warehouse.store import CHECKER, Store, numbers, serial_ids


def splitting(store: Store, lot_id: LotId, place: str, amount: int, **more: object) -> SplitLot:
    given: dict[str, object] = {
        "lot_id": lot_id,
        "location_id": store.at(place),
        "quantity": Amount(amount),
        "unit": store.lot(lot_id).unit,
    }
    return SplitLot(**(given | more))  # type: ignore[arg-type]


def merging(store: Store, *lots: LotId, place: str = "S-01", **more: object) -> MergeLots:
    return MergeLots(lot_ids=list(lots), location_id=store.at(place), **more)  # type: ignore[arg-type]


def new_lot(store: Store, command: SplitLot | MergeLots) -> LotId:
    return LotId.parse(store.plant.ok(command).value("lot_id"))


# --- splitting ----------------------------------------------------------------------------------


def test_a_split_lot_is_like_its_parent_and_descends_from_it(store: Store) -> None:
    lot_id = store.stored(supplier_lot="S7", number="C-1")
    child_id = new_lot(store, splitting(store, lot_id, "S-01", 30, number="C-1-A"))
    parent, child = store.lot(lot_id), store.lot(child_id)
    assert (child.number, child.origin) == ("C-1-A", LotOrigin.SPLIT)
    for field in ("item_id", "state", "purpose", "expires_on", "supplier_id", "supplier_lot"):
        assert getattr(child, field) == getattr(parent, field), field
    assert child.decided_by == CHECKER
    assert store.stock(lot_id) == {"S-01": (70, 0)}
    assert store.stock(child_id) == {"S-01": (30, 0)}
    assert store.descendants(lot_id) == {int(child_id)}
    assert store.ancestors(child_id) == {int(lot_id)}
    store.plant.check()


def test_split_serials_belong_to_both_lots(store: Store) -> None:
    lot_id = store.stored(store.pump, 4, serials=numbers("P", 4))
    ids = serial_ids(store.serials(lot_id))
    store.plant.refused("serials_do_not_match", splitting(store, lot_id, "S-01", 2))
    split = splitting(store, lot_id, "S-01", 2, serial_ids=ids[1:3])
    child_id = new_lot(store, split)
    assert serial_ids(store.serials(child_id)) == ids[1:3]
    assert store.descendants(child_id) == {int(each) for each in ids[1:3]}
    assert store.descendants(lot_id) == {int(child_id), *map(int, ids)}
    assert store.ancestors(ids[0]) == {int(lot_id)}
    assert store.ancestors(ids[1]) == {int(lot_id), int(child_id)}
    store.plant.check()


def test_a_hold_is_not_escaped_by_splitting(store: Store) -> None:
    lot_id = store.stored(store.pump, 3, serials=numbers("P", 3))
    ids = serial_ids(store.serials(lot_id))
    store.plant.ok(store.moving(lot_id, "S-01", "Q-01", 3, serial_ids=ids))
    store.plant.ok(PlaceHold(lot_id=lot_id, cause="smell"))
    store.plant.ok(PlaceHold(serial_id=ids[0], cause="dent"))
    child_id = new_lot(store, splitting(store, lot_id, "Q-01", 1, serial_ids=ids[:1]))
    assert (store.lot(lot_id).holds, store.lot(child_id).holds) == (1, 1)
    with store.plant.reader() as reader:
        assert {hold.cause for hold in active_holds(reader, child_id)} == {"smell", "dent"}
        assert [hold.cause for hold in active_holds(reader, lot_id)] == ["smell"]
        copied = [h for h in reader.find(Hold, lot_id=child_id) if h.serial_id is None]
    lift = LiftHold(hold_id=LotHoldId(copied[0].id))
    store.plant.refused("hold_placed_by_same_person", lift, actor="usr_1", reason="fine")
    store.plant.ok(lift, actor=CHECKER, reason="fine")
    assert (store.lot(lot_id).holds, store.lot(child_id).holds) == (1, 0)
    store.plant.check()


def test_what_the_kernel_holds_is_not_regrouped(sqlite_store: Store) -> None:
    misplaced = sqlite_store.plant.ok(sqlite_store.delivery(location_id=sqlite_store.at("P-01")))
    lot_id, other = LotId.parse(misplaced.value("lot_id")), sqlite_store.receive()
    split = splitting(sqlite_store, lot_id, "P-01", 1)
    sqlite_store.plant.refused("on_fallback_hold", split)
    sqlite_store.plant.refused("on_fallback_hold", merging(sqlite_store, lot_id, other))
    with sqlite_store.plant.reader() as reader:
        (task,) = reader.find(Task)
    sqlite_store.plant.ok(FinishTask(task_id=task.id), actor=CHECKER, reason="brought to Q-01")
    sqlite_store.plant.ok(split)


def test_no_more_is_split_off_than_there_is(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored()
    sqlite_store.plant.refused("more_than_there_is", splitting(sqlite_store, lot_id, "S-01", 101))
    taken = splitting(sqlite_store, lot_id, "S-01", 1, number=sqlite_store.lot(lot_id).number)
    sqlite_store.plant.refused("duplicate", taken)


# --- merging ------------------------------------------------------------------------------------


def test_merged_lots_take_the_earliest_expiry(store: Store) -> None:
    first = store.stored(amount=10, expires_on=date(2027, 3, 1), supplier_lot="A")
    second = store.stored(amount=20, expires_on=date(2026, 9, 1), supplier_lot="B")
    store.plant.ok(store.moving(second, "S-01", "S-02", 5))
    merged_id = new_lot(store, merging(store, first, second, number="M-1"))
    merged = store.lot(merged_id)
    assert (merged.origin, merged.state) == (LotOrigin.MERGED, LotState.RELEASED)
    assert merged.expires_on == date(2026, 9, 1)
    assert (merged.supplier_id, merged.supplier_lot) == (None, None)
    assert store.stock(merged_id) == {"S-01": (25, 0)}
    assert (store.stock(first), store.stock(second)) == ({}, {"S-02": (5, 0)})
    assert store.ancestors(merged_id) == {int(first), int(second)}
    store.plant.check()


def test_after_a_merge_each_unit_is_only_possibly_of_each_lot(store: Store) -> None:
    first = store.stored(store.pump, 2, serials=["A1", "A2"])
    second = store.stored(store.pump, 1, serials=["B1"])
    a1, a2 = serial_ids(store.serials(first))
    (b1,) = serial_ids(store.serials(second))
    merged_id = new_lot(store, merging(store, first, second))
    assert serial_ids(store.serials(merged_id)) == [a1, a2, b1]
    with store.plant.reader() as reader:
        answer = trace(reader, int(first), "forward")
    exact = {u: r.exact for r in answer.reached for u in range(r.first, r.last + 1)}
    assert exact == {int(a1): True, int(a2): True, int(merged_id): True, int(b1): False}
    store.plant.check()


def test_only_like_lots_are_merged(sqlite_store: Store) -> None:
    store, plant = sqlite_store, sqlite_store.plant
    good, other = store.stored(), store.stored()
    resin = store.stored(store.resin, 1_000_000)
    trial = store.stored(purpose=LotPurpose.TRIAL)
    quarantined, rejected, held = store.receive(), store.stored(), store.stored()
    plant.ok(RejectLot(lot_id=rejected), reason="cracks")
    plant.ok(PlaceHold(lot_id=held, cause="?"))
    for unlike in (resin, trial, quarantined, rejected):
        plant.refused("lots_differ", merging(store, good, unlike))
    plant.refused("lot_on_hold", merging(store, good, held))
    for too_few in ([good], [good, good], []):
        plant.refused("not_several", merging(store, *too_few))
    plant.ok(store.moving(other, "S-01", "S-02", 100))
    plant.refused("nothing_to_merge", merging(store, good, other))


def test_merging_keeps_a_common_supplier(sqlite_store: Store) -> None:
    lots = [sqlite_store.receive(supplier_lot="A") for _ in range(3)]
    merged_id = new_lot(sqlite_store, merging(sqlite_store, *lots, place="Q-01"))
    merged = sqlite_store.lot(merged_id)
    assert (merged.supplier_id, merged.supplier_lot) == (sqlite_store.supplier, "A")
    assert merged.state is LotState.QUARANTINED
    sqlite_store.plant.ok(ReleaseLot(lot_id=merged_id))
