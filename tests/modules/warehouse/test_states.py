"""Release, rejection and holds: who may use what, and who decides."""

from collections.abc import Iterator
from datetime import date

import pytest

from lotproof.kernel.refusals import NotPermitted, Refused
from lotproof.kernel.work import Reader
from lotproof.modules.warehouse.commands import (
    LiftHold,
    PlaceHold,
    RejectLot,
    ReleaseLot,
)
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.queries import active_holds, lots_in_state
from lotproof.modules.warehouse.vocabulary import LotHoldId, LotId, LotState
from tests.modules.warehouse.store import CHECKER, MAKER, Store, numbers


def held(store: Store, lot_id: LotId, cause: str = "odd smell") -> LotHoldId:
    receipt = store.plant.ok(PlaceHold(lot_id=lot_id, cause=cause))
    return LotHoldId.parse(receipt.value("hold_id"))


@pytest.fixture
def someone_says_no() -> Iterator[list[LotId]]:
    """Let a higher module refuse the release of the lots in the list."""
    barred: list[LotId] = []

    def say(asked: ReleaseAsked, reader: Reader) -> Refused | None:
        return NotPermitted(permission="x") if asked.lot_id in barred else None

    MAY_RELEASE.join(say)
    yield barred
    MAY_RELEASE.joiners.remove(say)


@pytest.mark.clause("EU GMP Annex 11 §15")
def test_a_release_names_who_decided_and_when(store: Store) -> None:
    lot_id = store.receive()
    store.plant.ok(ReleaseLot(lot_id=lot_id), actor=CHECKER)
    lot = store.lot(lot_id)
    assert (lot.state, lot.decided_by) == (LotState.RELEASED, CHECKER)
    assert lot.decided_at is not None
    assert lot.decided_at > lot.opened_at
    store.plant.refused("wrong_state", ReleaseLot(lot_id=lot_id))
    store.plant.check()


def test_others_may_refuse_a_release(sqlite_store: Store, someone_says_no: list[LotId]) -> None:
    lot_id, other = sqlite_store.receive(), sqlite_store.receive()
    someone_says_no.append(lot_id)
    sqlite_store.plant.refused("not_permitted", ReleaseLot(lot_id=lot_id))
    sqlite_store.plant.ok(ReleaseLot(lot_id=other))
    with sqlite_store.plant.reader() as reader:
        assert [each.id for each in lots_in_state(reader, LotState.QUARANTINED)] == [lot_id]


def test_an_expired_lot_is_not_released(sqlite_store: Store) -> None:
    lot_id = sqlite_store.receive(expires_on=date(2026, 3, 4))
    sqlite_store.plant.clock.advance(days=3)
    sqlite_store.plant.refused("lot_expired", ReleaseLot(lot_id=lot_id))


def test_nothing_is_released_from_rejected(sqlite_store: Store) -> None:
    lot_id = sqlite_store.receive()
    plant = sqlite_store.plant
    plant.refused("reason_missing", RejectLot(lot_id=lot_id))
    plant.ok(RejectLot(lot_id=lot_id), reason="cracks")
    plant.refused("wrong_state", ReleaseLot(lot_id=lot_id))
    plant.refused("wrong_state", RejectLot(lot_id=lot_id), reason="cracks")
    assert sqlite_store.lot(lot_id).state is LotState.REJECTED


def test_a_released_lot_can_still_be_rejected(sqlite_store: Store) -> None:
    lot_id = sqlite_store.stored()
    sqlite_store.plant.ok(RejectLot(lot_id=lot_id), reason="supplier's recall")
    assert sqlite_store.lot(lot_id).state is LotState.REJECTED


def test_every_hold_counts_and_all_must_be_lifted(store: Store) -> None:
    lot_id = store.receive()
    first, second = held(store, lot_id), held(store, lot_id, "label torn")
    assert store.lot(lot_id).holds == 2
    with store.plant.reader() as reader:
        assert [hold.cause for hold in active_holds(reader, lot_id)] == ["odd smell", "label torn"]
    store.plant.refused("lot_on_hold", ReleaseLot(lot_id=lot_id))
    store.plant.ok(LiftHold(hold_id=first), actor=CHECKER, reason="nothing found")
    store.plant.refused("lot_on_hold", ReleaseLot(lot_id=lot_id))
    store.plant.ok(LiftHold(hold_id=second), actor=CHECKER, reason="relabelled")
    assert store.lot(lot_id).holds == 0
    store.plant.ok(ReleaseLot(lot_id=lot_id))
    store.plant.check()


def test_somebody_else_lifts_a_hold_once(sqlite_store: Store) -> None:
    plant, hold_id = sqlite_store.plant, held(sqlite_store, sqlite_store.receive())
    plant.refused("reason_missing", LiftHold(hold_id=hold_id), actor=CHECKER)
    plant.refused(
        "hold_placed_by_same_person", LiftHold(hold_id=hold_id), actor=MAKER, reason="fine"
    )
    plant.ok(LiftHold(hold_id=hold_id), actor=CHECKER, reason="fine")
    plant.refused("wrong_state", LiftHold(hold_id=hold_id), actor=CHECKER, reason="fine")


def test_one_serial_is_held_alone(store: Store) -> None:
    lot_id = store.stored(store.pump, 3, serials=numbers("P", 3))
    serials = store.serials(lot_id)
    receipt = store.plant.ok(PlaceHold(serial_id=serials[1].id, cause="dropped"))
    assert receipt.value("lot_id") == LotId.text(lot_id)
    assert store.lot(lot_id).holds == 0
    bad = store.moving(lot_id, "S-01", "S-02", 1, serial_ids=[serials[1].id])
    store.plant.refused("serial_on_hold", bad)
    good = store.moving(lot_id, "S-01", "S-02", 2, serial_ids=[serials[0].id, serials[2].id])
    store.plant.ok(good)
    store.plant.ok(store.moving(lot_id, "S-01", "Q-01", 1, serial_ids=[serials[1].id]))
    hold_id = LotHoldId.parse(receipt.value("hold_id"))
    store.plant.ok(LiftHold(hold_id=hold_id), actor=CHECKER, reason="tested")
    assert [each.holds for each in store.serials(lot_id)] == [0, 0, 0]
    store.plant.check()


def test_a_hold_is_on_one_thing_that_exists(sqlite_store: Store) -> None:
    lot_id = sqlite_store.receive(sqlite_store.pump, 1, serials=["P1"])
    (serial,) = sqlite_store.serials(lot_id)
    plant = sqlite_store.plant
    plant.refused("lot_or_serial", PlaceHold(cause="?"))
    plant.refused("lot_or_serial", PlaceHold(cause="?", lot_id=lot_id, serial_id=serial.id))
    plant.refused("not_found", PlaceHold(cause="?", lot_id=LotId(999)))
