"""Carrying out what the warehouse is asked to do: places, deliveries, states and holds.

The handlers of stock, packages and transfers stand in files of their own, imported here.
"""

from collections.abc import Sequence
from datetime import date

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.people.actors import user_of
from lotproof.modules.purchasing.services import (
    count_received,
    object_supplier,
    require_supplier,
)
from lotproof.modules.purchasing.vocabulary import OrderLineId
from lotproof.modules.sites.queries import Area
from lotproof.modules.warehouse import (
    handlers_packages,
    handlers_stock,
    handlers_transfers,
    rules,
)
from lotproof.modules.warehouse.commands import (
    CreateLocation,
    EnterOpeningBalance,
    LiftHold,
    PlaceHold,
    ReceiveLot,
    RejectLot,
    ReleaseLot,
)
from lotproof.modules.warehouse.events import (
    BalanceOpened,
    HoldLifted,
    LocationCreated,
    LotHeld,
    LotReceived,
    LotRejected,
    LotReleased,
)
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.records import Hold, Location, Lot, Serial
from lotproof.modules.warehouse.services import (
    converted,
    open_lot,
    open_serials,
    put_in,
    require_place,
    require_serial_count,
)
from lotproof.modules.warehouse.vocabulary import (
    HOLD_LIFE,
    LOT_LIFE,
    HoldState,
    LocationId,
    LotHoldId,
    LotId,
    LotOrigin,
    LotState,
    MovementKind,
)

__all__ = ["handlers_packages", "handlers_stock", "handlers_transfers"]


@handles(CreateLocation, emits=(LocationCreated,))
def create_location(command: CreateLocation, work: Work) -> None:
    if command.area_id is not None:
        work.get(Area, command.area_id)
    location = work.add(
        Location(work.new_id(LocationId), command.code, command.name, command.kind, command.area_id)
    )
    work.record(LocationCreated(location_id=location.id, kind=location.kind))


# --- lots that come -----------------------------------------------------------------------------


@handles(ReceiveLot, emits=(LotReceived,))
def receive_lot(command: ReceiveLot, work: Work) -> None:
    item = work.get(Item, command.item_id)
    quantity = converted(command.quantity, command.unit, item.unit)
    require_serial_count(item, len(command.serials), quantity)
    supplier_id = _delivered_by(
        work, command.supplier_id, command.line_id, item, command.quantity, command.unit
    )
    lot = open_lot(
        work,
        item,
        command.number,
        origin=LotOrigin.RECEIVED,
        purpose=command.purpose,
        made_on=command.made_on,
        expires_on=command.expires_on,
        supplier_id=supplier_id,
        supplier_lot=command.supplier_lot,
    )
    reference = command.delivery_note or LotId.text(lot.id)
    if command.line_id is not None:
        reference = OrderLineId.text(command.line_id)
    _bring_in(
        work,
        lot,
        item,
        command.location_id,
        quantity,
        command.serials,
        MovementKind.RECEIVED,
        reference,
    )
    work.record(
        LotReceived(
            lot_id=lot.id,
            item_id=item.id,
            supplier_id=supplier_id,
            quantity=quantity,
            unit=lot.unit,
            purpose=lot.purpose,
        )
    )


def _delivered_by(
    work: Work,
    supplier_id: PartyId | None,
    line_id: OrderLineId | None,
    item: Item,
    quantity: Amount,
    unit: str,
) -> PartyId | None:
    """Who delivered; the order line, where there is one, is counted up and compared."""
    order = None
    if line_id is not None:
        order = count_received(work, line_id, item, quantity, unit)
        supplier_id = supplier_id or order.supplier_id
    if supplier_id is None:
        return None
    supplier = require_supplier(work, supplier_id)
    if order is not None:
        object_supplier(work, order, supplier)
    return supplier.id


def _bring_in(
    work: Work,
    lot: Lot,
    item: Item,
    location_id: LocationId,
    quantity: Amount,
    serials: Sequence[str],
    kind: MovementKind,
    reference: str,
) -> None:
    location = work.get(Location, location_id)
    put_in(work, lot, location.id, quantity, kind=kind, reference=reference, is_new=True)
    if serials:
        open_serials(work, lot, serials, location.id)
    require_place(work, lot, location)
    _require_expiry(work, lot, item, work.today)


def _require_expiry(work: Work, lot: Lot, item: Item, today: date) -> None:
    if rules.is_expired(lot.expires_on, today):
        work.object(rules.ExpiredOnArrival(lot=lot.number, on=lot.expires_on))
    if lot.expires_on is None and item.shelf_life_days is not None:
        work.object(rules.ExpiryUnknown(item=item.number, lot=lot.number))


@handles(EnterOpeningBalance, emits=(BalanceOpened,))
def enter_opening_balance(command: EnterOpeningBalance, work: Work) -> None:
    item = work.get(Item, command.item_id)
    quantity = converted(command.quantity, command.unit, item.unit)
    require_serial_count(item, len(command.serials), quantity)
    if command.supplier_id is not None:
        work.get(Party, command.supplier_id)
    lot = open_lot(
        work,
        item,
        command.number,
        origin=LotOrigin.OPENING,
        purpose=command.purpose,
        made_on=command.made_on,
        expires_on=command.expires_on,
        supplier_id=command.supplier_id,
        supplier_lot=command.supplier_lot,
        state=command.state,
    )
    _bring_in(
        work,
        lot,
        item,
        command.location_id,
        quantity,
        command.serials,
        MovementKind.OPENED,
        command.document,
    )
    if lot.state is not LotState.QUARANTINED:
        lot.decided_by, lot.decided_at = work.actor, work.now
    work.record(
        BalanceOpened(
            lot_id=lot.id, item_id=item.id, state=lot.state, quantity=quantity, unit=lot.unit
        )
    )


# --- states and holds ---------------------------------------------------------------------------


@handles(ReleaseLot, emits=(LotReleased,))
def release_lot(command: ReleaseLot, work: Work) -> None:
    lot = work.take(Lot, command.lot_id)
    state = LOT_LIFE.move(lot.number, lot.state, LotState.RELEASED)
    if lot.holds:
        raise rules.LotOnHold(lot=lot.number, count=lot.holds)
    if rules.is_expired(lot.expires_on, work.today):
        raise rules.LotExpired(lot=lot.number, on=lot.expires_on)
    work.ask(MAY_RELEASE, ReleaseAsked(lot_id=lot.id, user_id=user_of(work.actor)))
    lot.state, lot.decided_by, lot.decided_at = state, work.actor, work.now
    work.record(LotReleased(lot_id=lot.id))


@handles(RejectLot, emits=(LotRejected,))
def reject_lot(command: RejectLot, work: Work) -> None:
    lot = work.take(Lot, command.lot_id)
    lot.state = LOT_LIFE.move(lot.number, lot.state, LotState.REJECTED)
    lot.decided_by, lot.decided_at = work.actor, work.now
    work.record(LotRejected(lot_id=lot.id))


@handles(PlaceHold, emits=(LotHeld,))
def place_hold(command: PlaceHold, work: Work) -> None:
    if (command.lot_id is None) == (command.serial_id is None):
        raise rules.LotOrSerial
    held: Lot | Serial
    if command.serial_id is not None:
        held = serial = work.take(Serial, command.serial_id)
        lot_id = serial.lot_id
    else:
        held = lot = work.take(Lot, command.lot_id)
        lot_id = lot.id
    held.holds += 1
    hold = work.add(
        Hold(
            id=work.new_id(LotHoldId),
            lot_id=lot_id,
            cause=command.cause,
            placed_by=work.actor,
            placed_at=work.now,
            serial_id=command.serial_id,
        )
    )
    work.record(LotHeld(hold_id=hold.id, lot_id=lot_id, serial_id=command.serial_id))


@handles(LiftHold, emits=(HoldLifted,))
def lift_hold(command: LiftHold, work: Work) -> None:
    hold = work.take(Hold, command.hold_id)
    which = LotHoldId.text(hold.id)
    hold.state = HOLD_LIFE.move(which, hold.state, HoldState.LIFTED)
    if work.is_own(hold.placed_by):
        raise rules.HoldSamePerson(person=work.actor, hold=which)
    hold.lifted_by, hold.lifted_at = work.actor, work.now
    held: Lot | Serial = (
        work.take(Lot, hold.lot_id) if hold.serial_id is None else work.take(Serial, hold.serial_id)
    )
    held.holds -= 1
    work.record(HoldLifted(hold_id=hold.id, lot_id=hold.lot_id, serial_id=hold.serial_id))
