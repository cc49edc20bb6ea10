"""What other modules' handlers may do to lots and stock in their own unit of work."""

from collections.abc import Sequence
from datetime import date

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.kernel.refusals import Refused
from lotproof.modules.items.queries import Item
from lotproof.modules.warehouse import services
from lotproof.modules.warehouse.commands import (
    MovePackage,
    PackUnits,
    PlaceHold,
    RejectLot,
    UnpackUnits,
)
from lotproof.modules.warehouse.queries import Lot, Movement, Package, Serial, movements
from lotproof.modules.warehouse.vocabulary import (
    LotId,
    LotOrigin,
    LotPurpose,
    LotState,
    MovementKind,
    PackageLevel,
    PackageState,
    PackedLine,
    SerialState,
)
from tests.modules.warehouse.store import Store, numbers, package_of, serial_ids
from tests.modules.warehouse.unit_of_work import FACT, INTENTION, objected, unit_of_work


def made(store: Store, amount: int = 10, serials: Sequence[str] = ()) -> LotId:
    """A lot made here and put into production, as production does it."""
    with unit_of_work(store.plant) as work:
        item = work.get(Item, store.pump if serials else store.cap)
        lot = services.open_lot(
            work,
            item,
            "M-1",
            origin=LotOrigin.MADE,
            purpose=LotPurpose.COMMERCIAL,
            made_on=work.today,
            expires_on=None,
        )
        services.put_in(
            work,
            lot,
            store.at("P-01"),
            Amount(amount),
            kind=MovementKind.MADE,
            reference="wor_1",
            is_new=True,
        )
        services.open_serials(work, lot, serials, store.at("P-01"))
    return lot.id


def test_a_made_lot_is_quarantined_and_expires_by_its_shelf_life(store: Store) -> None:
    lot_id = made(store)
    lot = store.lot(lot_id)
    assert (lot.state, lot.origin, lot.number) == (LotState.QUARANTINED, LotOrigin.MADE, "M-1")
    assert lot.expires_on == date(2027, 3, 2)
    assert store.stock(lot_id) == {"P-01": (10, 0)}


def test_stock_comes_and_goes_with_its_movements(store: Store) -> None:
    lot_id = made(store)
    with unit_of_work(store.plant) as work:
        lot = work.rely(Lot, lot_id)
        place = store.at("P-01")
        out = {"kind": MovementKind.SAMPLED, "reference": "ins_1"}
        services.take_out(work, lot, place, Amount(4), **out)  # type: ignore[arg-type]
        services.take_out(work, lot, place, Amount(6), **out)  # type: ignore[arg-type]
        with pytest.raises(Refused) as refused:
            services.take_out(work, lot, place, Amount(1), **out)  # type: ignore[arg-type]
        assert refused.value.code == "more_than_there_is"
        services.put_in(work, lot, place, Amount(3), kind=MovementKind.PUT_BACK, reference="wor_1")
    assert store.stock(lot_id) == {"P-01": (3, 0)}
    with store.plant.reader() as reader:
        last = [(each.kind, each.quantity) for each in movements(reader, lot_id)][-3:]
    assert last == [
        (MovementKind.SAMPLED, 4),
        (MovementKind.SAMPLED, 6),
        (MovementKind.PUT_BACK, 3),
    ]


def test_a_fact_puts_the_books_right_instead(store: Store) -> None:
    lot_id = made(store)
    with unit_of_work(store.plant, FACT) as work:
        lot = work.rely(Lot, lot_id)
        services.take_out(
            work,
            lot,
            store.at("P-01"),
            Amount(14),
            kind=MovementKind.ISSUED,
            reference="wor_2",
        )
        assert objected(work) == ["more_than_there_is"]
    assert store.stock(lot_id) == {}
    with store.plant.reader() as reader:
        found: list[Movement] = movements(reader, lot_id)[-2:]
    assert [(each.kind, each.quantity) for each in found] == [
        (MovementKind.COUNTED, 4),
        (MovementKind.ISSUED, 14),
    ]


# --- usable -------------------------------------------------------------------------------------

USES = list(LotPurpose)
ALLOWED = {
    ("commercial", "commercial"),
    ("validation", "validation"),
    ("validation", "commercial"),
    ("trial", "commercial"),
    ("trial", "validation"),
    ("trial", "trial"),
}


def refusals(
    store: Store, lot_id: LotId, purpose: LotPurpose, *, for_distribution: bool = False
) -> list[str]:
    with unit_of_work(store.plant, FACT) as work:
        lot = work.rely(Lot, lot_id)
        services.require_usable(work, lot, purpose=purpose, for_distribution=for_distribution)
        return objected(work)


@pytest.mark.parametrize("of_lot", USES)
def test_lots_serve_their_purpose(sqlite_store: Store, of_lot: LotPurpose) -> None:
    lot_id = sqlite_store.stored(purpose=of_lot)
    for use in USES:
        is_allowed = (use.value, of_lot.value) in ALLOWED
        assert refusals(sqlite_store, lot_id, use) == ([] if is_allowed else ["wrong_purpose"])
    sold = refusals(sqlite_store, lot_id, of_lot, for_distribution=True)
    assert sold == ([] if of_lot is LotPurpose.COMMERCIAL else ["wrong_purpose"])


def test_every_reason_against_use_is_given(store: Store) -> None:
    lot_id = store.stored(expires_on=date(2026, 3, 4))
    use = LotPurpose.COMMERCIAL
    store.plant.ok(PlaceHold(lot_id=lot_id, cause="?"))
    assert refusals(store, lot_id, use) == ["lot_on_hold"]
    store.plant.clock.advance(days=2)
    assert refusals(store, lot_id, use) == ["lot_on_hold"]
    store.plant.clock.advance(days=1)
    assert refusals(store, lot_id, use) == ["lot_on_hold", "lot_expired"]
    store.plant.ok(RejectLot(lot_id=lot_id), reason="cracks")
    assert refusals(store, lot_id, use) == ["lot_not_released", "lot_on_hold", "lot_expired"]
    with unit_of_work(store.plant, INTENTION) as work, pytest.raises(Refused) as refused:
        services.require_usable(work, work.rely(Lot, lot_id), purpose=use)
    assert refused.value.code == "lot_not_released"
    assert "已拒收" in refused.value.text("zh")


# --- serials ------------------------------------------------------------------------------------


def test_serials_without_a_place_wait_for_their_state(sqlite_store: Store) -> None:
    lot_id = made(sqlite_store, 2)
    with unit_of_work(sqlite_store.plant) as work:
        lot = work.rely(Lot, lot_id)
        ids = services.open_serials(work, lot, ["A", "B"], None, state=SerialState.ISSUED)
        assert len(ids) == 2
        assert services.open_serials(work, lot, [], None) == range(ids[-1] + 1, ids[-1] + 1)
    assert [each.state for each in sqlite_store.serials(lot_id)] == [SerialState.ISSUED] * 2


def test_serials_follow_their_life(sqlite_store: Store) -> None:
    lot_id = made(sqlite_store, 1, ["A"])
    (serial,) = sqlite_store.serials(lot_id)
    with unit_of_work(sqlite_store.plant) as work:
        taken = work.take(Serial, serial.id)
        services.set_serial(work, taken, SerialState.SHIPPED, None)
        with pytest.raises(Refused) as refused:
            services.set_serial(work, taken, SerialState.CONSUMED, None)
        assert refused.value.code == "wrong_state"
        services.set_serial(work, taken, SerialState.RETURNED, sqlite_store.at("Q-01"))
        services.set_serial(work, taken, SerialState.IN_STOCK, sqlite_store.at("Q-01"))
    with unit_of_work(sqlite_store.plant, FACT) as work:
        taken = work.take(Serial, serial.id)
        services.set_serial(work, taken, SerialState.RETURNED, None)
        assert objected(work) == ["wrong_state"]
    assert sqlite_store.serials(lot_id)[0].state is SerialState.RETURNED


def test_a_fact_gets_all_serials_it_names(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored(sqlite_store.pump, 100, serials=numbers("P", 100))
    other = sqlite_store.stored(sqlite_store.pump, 1, serials=["X"])
    ids = serial_ids(sqlite_store.serials(lot_id)) + serial_ids(sqlite_store.serials(other))
    with unit_of_work(sqlite_store.plant, FACT) as work:
        lot = work.rely(Lot, lot_id)
        found = services.take_serials(work, lot, reversed(ids), sqlite_store.at("S-01"))
        assert serial_ids(found) == ids
        assert objected(work) == ["serial_not_here"]


# --- packages that leave ------------------------------------------------------------------------


def test_a_shipped_package_takes_everything_in_it_along(store: Store) -> None:
    lot_id = store.stored(store.pump, 4, serials=numbers("P", 4))
    caps = store.stored(amount=10)
    ids = serial_ids(store.serials(lot_id))
    box = package_of(
        store.plant.ok(
            PackUnits(level=PackageLevel.BOX, location_id=store.at("S-01"), serial_ids=ids[:3])
        )
    )
    line = PackedLine(lot_id=caps, quantity=Amount(4), unit="pcs")
    case = package_of(
        store.plant.ok(
            PackUnits(
                level=PackageLevel.CASE,
                location_id=store.at("S-01"),
                lines=[line],
                package_ids=[box],
            )
        )
    )
    with unit_of_work(store.plant) as work:
        with pytest.raises(Refused) as refused:
            services.ship_package(work, box, reference="shp_1")
        assert refused.value.code == "package_elsewhere"
        left = services.ship_package(work, case, reference="shp_1")
        assert [(each.lot.id, each.quantity) for each in left] == [(lot_id, 3), (caps, 4)]
    assert store.stock(lot_id) == {"S-01": (1, 0)}
    assert store.stock(caps) == {"S-01": (6, 0)}
    serials = store.serials(lot_id)
    assert [each.state for each in serials] == [SerialState.SHIPPED] * 3 + [SerialState.IN_STOCK]
    assert {each.package_id for each in serials[:3]} == {box}
    with store.plant.reader() as reader:
        for package_id in (box, case):
            assert reader.get(Package, package_id).state is PackageState.SHIPPED
        assert movements(reader, caps)[-1].kind is MovementKind.SHIPPED
    store.plant.refused("wrong_state", UnpackUnits(package_id=case))
    move = MovePackage(package_id=case, to_location_id=store.at("D-01"))
    store.plant.refused("wrong_state", move)
