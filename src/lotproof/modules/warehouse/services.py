"""What other modules' handlers may do to lots, serials and stock in their own unit of work.

A decision about a lot rests on its state, so the caller has locked the lot (`work.rely`, or
`work.take` to change it). Amounts are in the lot's unit. Where the command is a physical fact,
rules that say no mark it as deviating instead, and the books follow what happened.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from lotproof.kernel.quantity import Amount, InexactAmount, amount_text, convert
from lotproof.kernel.refusals import InexactQuantity, WrongState
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import link_run
from lotproof.modules.genealogy.vocabulary import EdgeKind
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.warehouse import queries, rules
from lotproof.modules.warehouse.packing import ship_package
from lotproof.modules.warehouse.records import Location, Lot, Serial
from lotproof.modules.warehouse.stock import move, put_in, take_out
from lotproof.modules.warehouse.vocabulary import (
    SERIAL_LIFE,
    LocationId,
    LocationKind,
    LotId,
    LotOrigin,
    LotPurpose,
    LotState,
    SerialId,
    SerialState,
)

__all__ = [
    "converted",
    "in_unit_of",
    "move",
    "on_site",
    "open_lot",
    "open_serials",
    "put_in",
    "require_fefo",
    "require_place",
    "require_serial_count",
    "require_usable",
    "set_serial",
    "ship_package",
    "take_out",
    "take_serials",
]

_TAKE_ONE_BY_ONE_MAX = 64
"""Up to here serials are locked by key; above, all of the lot in stock by one statement."""


# --- lots ---------------------------------------------------------------------------------------


def open_lot(
    work: Work,
    item: Item,
    number: str | None,
    *,
    origin: LotOrigin,
    purpose: LotPurpose,
    made_on: date | None,
    expires_on: date | None,
    supplier_id: PartyId | None = None,
    supplier_lot: str | None = None,
    state: LotState = LotState.QUARANTINED,
) -> Lot:
    """A new lot of the item, without stock.

    Without a number it gets one of today's date and its id. Without an expiry, that follows from
    the item's shelf life where the date of manufacture is known.
    """
    id_ = work.new_id(LotId)
    return work.add(
        Lot(
            id=id_,
            number=number or f"{work.today:%y%m%d}-{id_}",
            item_id=item.id,
            unit=item.unit,
            origin=origin,
            purpose=purpose,
            opened_at=work.now,
            state=state,
            supplier_id=supplier_id,
            supplier_lot=supplier_lot,
            made_on=made_on,
            expires_on=expires_on or rules.expiry(made_on, item.shelf_life_days),
        )
    )


def in_unit_of(lot: Lot, quantity: Amount, unit: str) -> Amount:
    """The quantity in the lot's unit; InexactQuantity where that would have to be rounded."""
    return converted(quantity, unit, lot.unit)


def converted(quantity: Amount, unit: str, to: str) -> Amount:
    """The quantity in another unit; InexactQuantity where that would have to be rounded."""
    try:
        return convert(quantity, unit, to)
    except InexactAmount as problem:
        raise InexactQuantity(problem=str(problem)) from None


def require_usable(
    work: Work, lot: Lot, *, purpose: LotPurpose, for_distribution: bool = False
) -> None:
    """May the lot be used for this purpose today?

    Refuses lot_not_released, lot_on_hold, lot_expired, wrong_purpose. What is distributed is of
    commercial purpose itself.
    """
    require_fit(work, lot)
    needed = LotPurpose.COMMERCIAL if for_distribution else purpose
    if lot.purpose not in rules.USABLE_FOR[needed]:
        work.object(
            rules.WrongPurpose(lot=lot.number, purpose=lot.purpose.label, needed=needed.label)
        )


def require_fit(work: Work, lot: Lot) -> None:
    """May the lot be used today, for whatever it is meant? Refuses lot_not_released, lot_on_hold,
    lot_expired."""
    if lot.state is not LotState.RELEASED:
        work.object(rules.LotNotReleased(lot=lot.number, state=lot.state.label))
    if lot.holds:
        work.object(rules.LotOnHold(lot=lot.number, count=lot.holds))
    if rules.is_expired(lot.expires_on, work.today):
        work.object(rules.LotExpired(lot=lot.number, on=lot.expires_on))


def require_fefo(work: Work, lot: Lot, *, purpose: LotPurpose) -> None:
    """Refuses not_fefo where usable stock of the item expires earlier and no reason is given."""
    if work.reason:
        return
    for pick in queries.usable_stock(work, lot.item_id, purpose):
        if pick.lot.id == lot.id:
            return
        if pick.lot.expires_on is not None and (
            lot.expires_on is None or pick.lot.expires_on < lot.expires_on
        ):
            work.object(rules.NotFefo(earlier=pick.lot.number, on=pick.lot.expires_on))
        return


def on_site(work: Work, location_id: LocationId) -> Location:
    """The location; refuses outside_the_site, where stock is reconciled and not handled."""
    location = work.get(Location, location_id)
    if location.kind is LocationKind.EXTERNAL:
        work.object(rules.OutsideTheSite(location=location.code))
    return location


def require_place(work: Work, lot: Lot, location: Location) -> None:
    """Refuses wrong_location_kind where stock of the lot, as it is, must not be there."""
    allowed = rules.places_for(lot.state, lot.holds)
    if location.kind not in allowed:
        work.object(
            rules.WrongLocationKind(
                location=location.code,
                kind=location.kind.label,
                lot=lot.number,
                allowed=queries.labels(kind for kind in type(location.kind) if kind in allowed),
            )
        )


# --- serials ------------------------------------------------------------------------------------


def open_serials(
    work: Work,
    lot: Lot,
    numbers: Sequence[str],
    location_id: LocationId | None,
    *,
    state: SerialState = SerialState.IN_STOCK,
) -> range:
    """New serials of the lot with consecutive ids, in the order of `numbers`.

    Refuses serial_used_twice. The lot is their parent in the genealogy.
    """
    used = rules.repeated(numbers) or queries.used_serials(work, lot.item_id, numbers)
    if used:
        raise rules.SerialUsedTwice(serials=rules.shown(used))
    ids = work.new_ids(SerialId, len(numbers))
    work.add_all(
        Serial(
            id=SerialId(id_),
            number=number,
            lot_id=lot.id,
            item_id=lot.item_id,
            state=state,
            location_id=location_id,
        )
        for id_, number in zip(ids, numbers, strict=True)
    )
    if ids:
        link_run(work, lot.id, ids[0], ids[-1], EdgeKind.MADE, is_new=True)
    return ids


def require_serial_count(item: Item, count: int, quantity: Amount) -> None:
    """Refuses serials_do_not_match: one serial a piece where the item has them, else none."""
    expected = quantity if item.tracking is Tracking.SERIAL else 0
    if count != expected:
        raise rules.SerialsDoNotMatch(count=count, quantity=amount_text(quantity, item.unit))


def take_serials(
    work: Work,
    lot: Lot,
    serial_ids: Iterable[SerialId],
    location_id: LocationId,
    *,
    may_be_held: bool = False,
    may_be_returned: bool = False,
) -> list[Serial]:
    """The serials, locked in key order, in stock as part of the lot at the location.

    What a customer returned is not in stock, unless it `may_be_returned`.

    Refuses serial_not_here, packed_in_package, serial_on_hold, not_several (one given twice).
    For a fact all are given back, and those that the books have elsewhere are objected to.
    """
    wanted = sorted(int(each) for each in serial_ids)
    if len(set(wanted)) != len(wanted):
        raise rules.NotSeveral(least=1)
    if len(wanted) > _TAKE_ONE_BY_ONE_MAX:
        in_stock = work.take_all(Serial, lot_id=lot.id, state=SerialState.IN_STOCK)
        by_id = {int(each.id): each for each in in_stock}
        serials = [by_id.get(each) or work.take(Serial, each) for each in wanted]
    else:
        serials = [work.take(Serial, each) for each in wanted]
    states = {SerialState.IN_STOCK} | ({SerialState.RETURNED} if may_be_returned else set())
    for serial in serials:
        _require_here(work, lot, serial, location_id, states)
        if serial.holds and not may_be_held:
            work.object(rules.SerialOnHold(serial=serial.number))
    return serials


def _require_here(
    work: Work,
    lot: Lot,
    serial: Serial,
    location_id: LocationId,
    states: Collection[SerialState],
) -> None:
    if serial.lot_id != lot.id or serial.state not in states:
        is_here = False
    elif serial.package_id is not None:
        work.object(rules.PackedInPackage(what=serial.number))
        is_here = True
    else:
        is_here = serial.location_id == location_id
    if not is_here:
        where = work.get(Location, location_id).code
        work.object(rules.SerialNotHere(serial=serial.number, lot=lot.number, location=where))


def set_serial(
    work: Work, serial: Serial, state: SerialState, location_id: LocationId | None
) -> None:
    """A taken serial's new state and place; it is in no package any more. Objects wrong_state."""
    if state is not serial.state:
        try:
            SERIAL_LIFE.move(serial.number, serial.state, state)
        except WrongState as no:
            work.object(no)
    serial.state, serial.location_id, serial.package_id = state, location_id, None
