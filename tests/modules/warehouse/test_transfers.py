"""Stock outside the site: it leaves under an agreement, and every quantity is accounted for."""

from datetime import date

import pytest

from lotproof.kernel.quantity import Amount
from lotproof.modules.parties.commands import BlockParty
from lotproof.modules.warehouse.commands import (
    CloseTransfer,
    PlaceHold,
    RejectLot,
    ScrapStock,
    TransferIn,
    TransferOut,
)
from lotproof.modules.warehouse.queries import (
    Transfer,
    movements,
    open_quantity,
    open_transfers,
)
from lotproof.modules.warehouse.vocabulary import (
    LotId,
    MovementKind,
    SerialState,
    TransferId,
    TransferPurpose,
    TransferState,
)
from tests.modules.warehouse.store import Store, codes, numbers, serial_ids


def sending(
    store: Store,
    lot_id: LotId,
    amount: int = 100,
    source: str = "Q-01",
    purpose: TransferPurpose = TransferPurpose.STERILISATION,
    **more: object,
) -> TransferOut:
    given: dict[str, object] = {
        "lot_id": lot_id,
        "from_location_id": store.at(source),
        "to_location_id": store.at("X-01"),
        "quantity": Amount(amount),
        "unit": "pcs",
        "purpose": purpose,
        "partner_id": store.partner,
        "agreement": "QAA-2026-1",
        "due_back_on": date(2026, 3, 20),
    }
    return TransferOut(**(given | more))  # type: ignore[arg-type]


def sent(store: Store, lot_id: LotId, amount: int = 100, **more: object) -> TransferId:
    receipt = store.plant.ok(sending(store, lot_id, amount, **more))  # type: ignore[arg-type]
    return TransferId.parse(receipt.value("transfer_id"))


def back(store: Store, transfer_id: TransferId, **more: object) -> TransferIn:
    given: dict[str, object] = {
        "transfer_id": transfer_id,
        "location_id": store.at("Q-01"),
        "unit": "pcs",
    }
    return TransferIn(**(given | more))  # type: ignore[arg-type]


def transfer(store: Store, transfer_id: TransferId) -> Transfer:
    with store.plant.reader() as reader:
        return reader.get(Transfer, transfer_id)


@pytest.mark.clause("China MD GMP 2025 Art. 3")
def test_unreleased_goods_go_out_and_come_back_in_parts(store: Store) -> None:
    lot_id = store.receive()
    transfer_id = sent(store, lot_id, 80)
    assert store.stock(lot_id) == {"Q-01": (20, 0), "X-01": (80, 0)}
    with store.plant.reader() as reader:
        assert [each.id for each in open_transfers(reader)] == [transfer_id]
    part = back(store, transfer_id, came_back=Amount(50), used_outside=Amount(3))
    receipt = store.plant.ok(part)
    assert (receipt.value("open"), codes(receipt)) == ("27", [])
    assert store.stock(lot_id) == {"Q-01": (70, 0), "X-01": (27, 0)}
    rest = back(store, transfer_id, came_back=Amount(26), destroyed=Amount(1))
    assert store.plant.ok(rest).value("open") == "0"
    found = transfer(store, transfer_id)
    assert (found.came_back, found.used_outside, found.destroyed) == (76, 3, 1)
    assert found.state is TransferState.CLOSED
    assert store.stock(lot_id) == {"Q-01": (96, 0)}
    with store.plant.reader() as reader:
        assert open_transfers(reader) == []
        kinds = [each.kind for each in movements(reader, lot_id)]
    assert kinds == [
        MovementKind.RECEIVED,
        MovementKind.SENT,
        MovementKind.CAME_BACK,
        MovementKind.USED_OUTSIDE,
        MovementKind.CAME_BACK,
        MovementKind.DESTROYED,
    ]
    store.plant.check()


def test_more_than_was_sent_is_recorded_and_held(store: Store) -> None:
    lot_id = store.receive()
    transfer_id = sent(store, lot_id, 80)
    receipt = store.plant.ok(back(store, transfer_id, came_back=Amount(85)))
    assert codes(receipt) == ["transfer_exceeded", "more_than_there_is"]
    assert store.stock(lot_id) == {"Q-01": (105, 0)}
    found = transfer(store, transfer_id)
    assert (found.state, open_quantity(found)) == (TransferState.CLOSED, 0)
    again = store.plant.ok(back(store, transfer_id, came_back=Amount(1)))
    assert "transfer_exceeded" in codes(again)
    store.plant.check()


def test_an_open_difference_is_closed_with_a_reason(store: Store) -> None:
    lot_id = store.receive()
    transfer_id = sent(store, lot_id, 80)
    store.plant.ok(back(store, transfer_id, came_back=Amount(78)))
    close = CloseTransfer(transfer_id=transfer_id)
    store.plant.refused("reason_missing", close)
    receipt = store.plant.ok(close, reason="two were lost in the chamber")
    assert receipt.value("open") == "2"
    assert store.stock(lot_id) == {"Q-01": (98, 0)}
    store.plant.refused("wrong_state", close, reason="again")
    with store.plant.reader() as reader:
        assert movements(reader, lot_id)[-1].kind is MovementKind.LOST
    store.plant.check()


def test_serials_are_accounted_for_one_by_one(store: Store) -> None:
    lot_id = store.receive(store.pump, 4, serials=numbers("P", 4))
    a, b, c, d = serial_ids(store.serials(lot_id))
    store.plant.refused("serials_do_not_match", sending(store, lot_id, 4))
    transfer_id = sent(store, lot_id, 4, serial_ids=[a, b, c, d])
    one_each = {"came_back": Amount(1), "used_outside": Amount(1), "destroyed": Amount(1)}
    store.plant.refused("serials_do_not_match", back(store, transfer_id, **one_each))
    store.plant.ok(
        back(
            store,
            transfer_id,
            **one_each,
            serial_ids=[a],
            used_serial_ids=[b],
            destroyed_serial_ids=[c],
        )
    )
    store.plant.refused(
        "serials_do_not_match", CloseTransfer(transfer_id=transfer_id), reason="lost"
    )
    close = CloseTransfer(transfer_id=transfer_id, serial_ids=[d])
    store.plant.ok(close, reason="lost")
    assert [each.state for each in store.serials(lot_id)] == [
        SerialState.IN_STOCK,
        SerialState.CONSUMED,
        SerialState.SCRAPPED,
        SerialState.MISSING,
    ]
    assert store.stock(lot_id) == {"Q-01": (1, 0)}
    store.plant.check()


def test_goods_come_back_to_where_they_may_be(sqlite_store: Store) -> None:
    transfer_id = sent(sqlite_store, sqlite_store.receive(), 10)
    wrong = back(
        sqlite_store, transfer_id, came_back=Amount(10), location_id=sqlite_store.at("S-01")
    )
    assert codes(sqlite_store.plant.ok(wrong)) == ["wrong_location_kind"]


def test_a_return_says_something(sqlite_store: Store) -> None:
    transfer_id = sent(sqlite_store, sqlite_store.receive(), 10)
    sqlite_store.plant.refused("nothing_said", back(sqlite_store, transfer_id))


@pytest.mark.parametrize("purpose", TransferPurpose)
def test_a_rejected_lot_leaves_to_be_examined_or_got_rid_of(
    sqlite_store: Store, purpose: TransferPurpose
) -> None:
    lot_id = sqlite_store.receive()
    sqlite_store.plant.ok(RejectLot(lot_id=lot_id), reason="cracks")
    send = sending(sqlite_store, lot_id, 1, purpose=purpose)
    allowed = {
        TransferPurpose.LABORATORY,
        TransferPurpose.DESTRUCTION,
        TransferPurpose.RETURN_TO_SUPPLIER,
    }
    if purpose in allowed:
        sqlite_store.plant.ok(send)
    else:
        sqlite_store.plant.refused("wrong_transfer", send)


def test_a_held_lot_is_not_sent_to_be_worked_on(sqlite_store: Store) -> None:
    lot_id = sqlite_store.receive()
    sqlite_store.plant.ok(PlaceHold(lot_id=lot_id, cause="?"))
    sqlite_store.plant.refused("lot_on_hold", sending(sqlite_store, lot_id))
    to_laboratory = sending(sqlite_store, lot_id, 1, purpose=TransferPurpose.LABORATORY)
    sqlite_store.plant.ok(to_laboratory)


@pytest.mark.clause("China MD GMP 2025 Art. 3")
def test_entrusted_work_goes_to_approved_subcontractors(sqlite_store: Store) -> None:
    store, plant = sqlite_store, sqlite_store.plant
    lot_id = store.receive()
    plant.refused("party_plays_other_part", sending(store, lot_id, partner_id=store.supplier))
    for party_id in (store.partner, store.supplier):
        plant.ok(BlockParty(party_id=party_id), reason="failed audit")
    plant.refused("party_not_approved", sending(store, lot_id))
    goods_back = sending(
        store, lot_id, purpose=TransferPurpose.RETURN_TO_SUPPLIER, partner_id=store.supplier
    )
    plant.ok(goods_back)


def test_stock_outside_is_handled_by_its_transfer_only(sqlite_store: Store) -> None:
    store, plant = sqlite_store, sqlite_store.plant
    lot_id = store.stored()
    plant.refused("wrong_location_kind", store.moving(lot_id, "S-01", "X-01", 1))
    into_storage = sending(store, lot_id, source="S-01", to_location_id=store.at("S-02"))
    plant.refused("wrong_location_kind", into_storage)
    sent(store, lot_id, 50, source="S-01")
    plant.refused("outside_the_site", store.moving(lot_id, "X-01", "S-01", 1))
    plant.refused("outside_the_site", sending(store, lot_id, 1, source="X-01"))
    scrap = ScrapStock(lot_id=lot_id, location_id=store.at("X-01"), quantity=Amount(1), unit="pcs")
    plant.refused("outside_the_site", scrap, reason="lost")
    plant.refused("more_than_there_is", sending(store, lot_id, 51, source="S-01"))
