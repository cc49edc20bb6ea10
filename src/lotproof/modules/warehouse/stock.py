"""Stock rows and the movements that change them. All amounts are in the lot's unit."""

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.work import Work
from lotproof.modules.warehouse import rules
from lotproof.modules.warehouse.records import Location, Lot, Movement, Stock
from lotproof.modules.warehouse.vocabulary import LocationId, MovementId, MovementKind


def put_in(
    work: Work,
    lot: Lot,
    location_id: LocationId,
    quantity: Amount,
    *,
    kind: MovementKind,
    reference: str,
    is_new: bool = False,
) -> None:
    """Stock that comes. `is_new`: this unit of work opened the lot, so it has none there yet."""
    stock = stock_row(work, lot, location_id, is_new=is_new)
    stock.quantity = Amount(stock.quantity + quantity)
    note(work, lot, kind, quantity, reference, to_location_id=location_id)


def take_out(
    work: Work,
    lot: Lot,
    location_id: LocationId,
    quantity: Amount,
    *,
    kind: MovementKind,
    reference: str,
) -> None:
    """Stock that goes. Refuses more_than_there_is, packed_in_package.

    For a fact the books are first put right by the quantity that was there and not known.
    """
    stock = stock_row(work, lot, location_id)
    require_free(work, lot, stock, quantity, reference)
    stock.quantity = Amount(stock.quantity - quantity)
    note(work, lot, kind, quantity, reference, from_location_id=location_id)


def move(
    work: Work,
    lot: Lot,
    from_location_id: LocationId,
    to_location_id: LocationId,
    quantity: Amount,
    *,
    kind: MovementKind,
    reference: str,
) -> None:
    """Stock that changes its place; refuses as `take_out` does."""
    first, second = sorted((from_location_id, to_location_id))
    stocks = {place: stock_row(work, lot, place) for place in (first, second)}
    source, target = stocks[from_location_id], stocks[to_location_id]
    require_free(work, lot, source, quantity, reference)
    source.quantity = Amount(source.quantity - quantity)
    target.quantity = Amount(target.quantity + quantity)
    note(
        work,
        lot,
        kind,
        quantity,
        reference,
        from_location_id=from_location_id,
        to_location_id=to_location_id,
    )


def stock_row(work: Work, lot: Lot, location_id: LocationId, *, is_new: bool = False) -> Stock:
    """The stock row, locked. Whoever adds one holds the lot, so that two do not at once."""
    if not is_new:
        found = work.take_all(Stock, lot_id=lot.id, location_id=location_id)
        if not found:
            work.take(Lot, lot.id)
            found = work.take_all(Stock, lot_id=lot.id, location_id=location_id)
        if found:
            return found[0]
    return work.add(
        Stock(
            lot_id=lot.id,
            location_id=location_id,
            item_id=lot.item_id,
            unit=lot.unit,
            quantity=Amount(0),
        )
    )


def require_free(work: Work, lot: Lot, stock: Stock, quantity: Amount, reference: str) -> None:
    free = stock.quantity - stock.packed
    if quantity <= free:
        return
    if quantity <= stock.quantity:
        work.object(rules.PackedInPackage(what=lot.number))
    else:
        work.object(
            rules.MoreThanThereIs(
                wanted=amount_text(quantity, lot.unit),
                available=amount_text(free, lot.unit),
                unit=lot.unit,
                lot=lot.number,
                location=work.get(Location, stock.location_id).code,
            )
        )
    missing = Amount(quantity - free)
    stock.quantity = Amount(stock.quantity + missing)
    note(
        work,
        lot,
        MovementKind.COUNTED,
        missing,
        reference,
        to_location_id=stock.location_id,
    )


def note(
    work: Work,
    lot: Lot,
    kind: MovementKind,
    quantity: Amount,
    reference: str,
    *,
    from_location_id: LocationId | None = None,
    to_location_id: LocationId | None = None,
) -> None:
    work.add(
        Movement(
            id=work.new_id(MovementId),
            lot_id=lot.id,
            kind=kind,
            quantity=quantity,
            unit=lot.unit,
            moved_at=work.occurred,
            moved_by=work.actor,
            reference=reference,
            from_location_id=from_location_id,
            to_location_id=to_location_id,
        )
    )
