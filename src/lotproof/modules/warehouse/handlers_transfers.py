"""Carrying out what is asked about stock outside the site, and reconciling what is said of it."""

from collections.abc import Sequence

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.services import approved_subcontractor
from lotproof.modules.warehouse import queries, rules
from lotproof.modules.warehouse.commands import CloseTransfer, TransferIn, TransferOut
from lotproof.modules.warehouse.events import StockCameBack, StockSentOut, TransferClosed
from lotproof.modules.warehouse.records import Location, Lot, Serial, Transfer
from lotproof.modules.warehouse.services import (
    in_unit_of,
    move,
    on_site,
    require_place,
    require_serial_count,
    set_serial,
    take_out,
    take_serials,
)
from lotproof.modules.warehouse.vocabulary import (
    TRANSFER_LIFE,
    LocationKind,
    MovementKind,
    SerialId,
    SerialState,
    TransferId,
    TransferState,
)


@handles(TransferOut, emits=(StockSentOut,))
def transfer_out(command: TransferOut, work: Work) -> None:
    lot = work.rely(Lot, command.lot_id)
    quantity = in_unit_of(lot, command.quantity, command.unit)
    require_serial_count(work.get(Item, lot.item_id), len(command.serial_ids), quantity)
    outside = work.get(Location, command.to_location_id)
    _require_sendable(work, lot, command, outside)
    serials = take_serials(
        work, lot, command.serial_ids, command.from_location_id, may_be_held=True
    )
    transfer = work.add(
        Transfer(
            id=work.new_id(TransferId),
            lot_id=lot.id,
            purpose=command.purpose,
            partner_id=command.partner_id,
            agreement=command.agreement,
            from_location_id=command.from_location_id,
            external_location_id=outside.id,
            unit=lot.unit,
            quantity=quantity,
            sent_at=work.occurred,
            due_back_on=command.due_back_on,
        )
    )
    move(
        work,
        lot,
        command.from_location_id,
        outside.id,
        quantity,
        kind=MovementKind.SENT,
        reference=TransferId.text(transfer.id),
    )
    for serial in serials:
        set_serial(work, serial, SerialState.IN_STOCK, outside.id)
    work.record(
        StockSentOut(
            transfer_id=transfer.id,
            lot_id=lot.id,
            partner_id=transfer.partner_id,
            purpose=transfer.purpose,
            quantity=quantity,
            unit=lot.unit,
        )
    )


def _require_sendable(work: Work, lot: Lot, command: TransferOut, outside: Location) -> None:
    if lot.state not in rules.LEAVES_AS[command.purpose]:
        raise rules.WrongTransfer(
            lot=lot.number, state=lot.state.label, purpose=command.purpose.label
        )
    if lot.holds and command.purpose not in rules.LEAVES_HELD:
        raise rules.LotOnHold(lot=lot.number, count=lot.holds)
    if outside.kind is not LocationKind.EXTERNAL:
        raise rules.WrongLocationKind(
            location=outside.code,
            kind=outside.kind.label,
            lot=lot.number,
            allowed=LocationKind.EXTERNAL.label,
        )
    if on_site(work, command.from_location_id).id == outside.id:
        raise rules.SamePlace(location=outside.code)
    if command.purpose in rules.TO_SUBCONTRACTOR:
        approved_subcontractor(work, command.partner_id)
    else:
        work.get(Party, command.partner_id)


@handles(TransferIn, emits=(StockCameBack,))
def transfer_in(command: TransferIn, work: Work) -> None:
    transfer = work.take(Transfer, command.transfer_id)
    lot = work.rely(Lot, transfer.lot_id)
    back, used, destroyed = (
        in_unit_of(lot, each, command.unit)
        for each in (command.came_back, command.used_outside, command.destroyed)
    )
    if not back + used + destroyed:
        raise rules.NothingSaid
    _object_excess(work, transfer, Amount(back + used + destroyed))
    transfer.came_back = Amount(transfer.came_back + back)
    transfer.used_outside = Amount(transfer.used_outside + used)
    transfer.destroyed = Amount(transfer.destroyed + destroyed)
    if back:
        _bring_back(work, lot, transfer, command, back)
    _leave_outside(work, lot, transfer, MovementKind.USED_OUTSIDE, used, command.used_serial_ids)
    _leave_outside(
        work, lot, transfer, MovementKind.DESTROYED, destroyed, command.destroyed_serial_ids
    )
    still_open = queries.open_quantity(transfer)
    if not still_open and transfer.state is TransferState.OPEN:
        transfer.state = TransferState.CLOSED
    work.record(
        StockCameBack(
            transfer_id=transfer.id,
            lot_id=lot.id,
            came_back=back,
            used_outside=used,
            destroyed=destroyed,
            open=still_open,
            unit=lot.unit,
        )
    )


def _object_excess(work: Work, transfer: Transfer, said: Amount) -> None:
    still_open = (
        queries.open_quantity(transfer) if transfer.state is TransferState.OPEN else Amount(0)
    )
    if said > still_open:
        work.object(
            rules.TransferExceeded(
                transfer=TransferId.text(transfer.id),
                said=amount_text(said, transfer.unit),
                open=amount_text(still_open, transfer.unit),
                unit=transfer.unit,
            )
        )


def _bring_back(
    work: Work, lot: Lot, transfer: Transfer, command: TransferIn, quantity: Amount
) -> None:
    target = work.get(Location, command.location_id)
    require_place(work, lot, target)
    serials = _outside_serials(work, lot, transfer, command.serial_ids, quantity)
    move(
        work,
        lot,
        transfer.external_location_id,
        target.id,
        quantity,
        kind=MovementKind.CAME_BACK,
        reference=TransferId.text(transfer.id),
    )
    for serial in serials:
        set_serial(work, serial, SerialState.IN_STOCK, target.id)


_SERIAL_LEAVES_AS = {
    MovementKind.USED_OUTSIDE: SerialState.CONSUMED,
    MovementKind.DESTROYED: SerialState.SCRAPPED,
    MovementKind.LOST: SerialState.MISSING,
}


def _leave_outside(
    work: Work,
    lot: Lot,
    transfer: Transfer,
    kind: MovementKind,
    quantity: Amount,
    serial_ids: Sequence[SerialId],
) -> None:
    """Stock at the partner's that will not come back."""
    serials = _outside_serials(work, lot, transfer, serial_ids, quantity)
    if quantity:
        take_out(
            work,
            lot,
            transfer.external_location_id,
            quantity,
            kind=kind,
            reference=TransferId.text(transfer.id),
        )
    for serial in serials:
        set_serial(work, serial, _SERIAL_LEAVES_AS[kind], None)


def _outside_serials(
    work: Work,
    lot: Lot,
    transfer: Transfer,
    serial_ids: Sequence[SerialId],
    quantity: Amount,
) -> list[Serial]:
    require_serial_count(work.get(Item, lot.item_id), len(serial_ids), quantity)
    return take_serials(work, lot, serial_ids, transfer.external_location_id, may_be_held=True)


@handles(CloseTransfer, emits=(TransferClosed,))
def close_transfer(command: CloseTransfer, work: Work) -> None:
    transfer = work.take(Transfer, command.transfer_id)
    transfer.state = TRANSFER_LIFE.move(
        TransferId.text(transfer.id), transfer.state, TransferState.CLOSED
    )
    lot = work.rely(Lot, transfer.lot_id)
    still_open = queries.open_quantity(transfer)
    _leave_outside(work, lot, transfer, MovementKind.LOST, still_open, command.serial_ids)
    work.record(
        TransferClosed(transfer_id=transfer.id, lot_id=lot.id, open=still_open, unit=lot.unit)
    )
