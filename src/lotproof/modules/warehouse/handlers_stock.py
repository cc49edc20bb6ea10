"""Carrying out what is asked about stock: moving, scrapping, counting, splitting, merging."""

from collections.abc import Sequence

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import link, link_children
from lotproof.modules.genealogy.vocabulary import EdgeKind
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.warehouse import rules
from lotproof.modules.warehouse.commands import (
    CountStock,
    MergeLots,
    MoveStock,
    ScrapStock,
    SplitLot,
)
from lotproof.modules.warehouse.events import (
    LotsMerged,
    LotSplit,
    StockCounted,
    StockMoved,
    StockScrapped,
)
from lotproof.modules.warehouse.gates import MAY_REGROUP, RegroupAsked
from lotproof.modules.warehouse.records import Count, Hold, Location, Lot, Serial, Stock
from lotproof.modules.warehouse.services import (
    in_unit_of,
    move,
    on_site,
    open_lot,
    put_in,
    require_fefo,
    require_place,
    require_serial_count,
    set_serial,
    take_out,
    take_serials,
)
from lotproof.modules.warehouse.stock import note, stock_row
from lotproof.modules.warehouse.vocabulary import (
    CountId,
    HoldState,
    LocationId,
    LocationKind,
    LotHoldId,
    LotId,
    LotOrigin,
    MovementKind,
    SerialId,
    SerialState,
)


@handles(MoveStock, emits=(StockMoved,))
def move_stock(command: MoveStock, work: Work) -> None:
    lot = work.rely(Lot, command.lot_id)
    quantity = in_unit_of(lot, command.quantity, command.unit)
    require_serial_count(work.get(Item, lot.item_id), len(command.serial_ids), quantity)
    source = on_site(work, command.from_location_id)
    target = work.get(Location, command.to_location_id)
    require_place(work, lot, target)
    if target.kind in rules.PICKED_TO:
        require_fefo(work, lot, purpose=lot.purpose)
    if source.id == target.id:
        raise rules.SamePlace(location=target.code)
    serials = take_serials(
        work,
        lot,
        command.serial_ids,
        source.id,
        may_be_held=target.kind is LocationKind.QUARANTINE,
    )
    move(
        work,
        lot,
        source.id,
        target.id,
        quantity,
        kind=MovementKind.MOVED,
        reference=work.frame.id,
    )
    for serial in serials:
        set_serial(work, serial, SerialState.IN_STOCK, target.id)
    work.record(
        StockMoved(
            lot_id=lot.id,
            from_location_id=source.id,
            to_location_id=target.id,
            quantity=quantity,
            unit=lot.unit,
        )
    )


@handles(ScrapStock, emits=(StockScrapped,))
def scrap_stock(command: ScrapStock, work: Work) -> None:
    lot = work.rely(Lot, command.lot_id)
    quantity = in_unit_of(lot, command.quantity, command.unit)
    require_serial_count(work.get(Item, lot.item_id), len(command.serial_ids), quantity)
    on_site(work, command.location_id)
    serials = take_serials(
        work,
        lot,
        command.serial_ids,
        command.location_id,
        may_be_held=True,
        may_be_returned=True,
    )
    take_out(
        work,
        lot,
        command.location_id,
        quantity,
        kind=MovementKind.SCRAPPED,
        reference=work.frame.id,
    )
    for serial in serials:
        set_serial(work, serial, SerialState.SCRAPPED, None)
    work.record(
        StockScrapped(
            lot_id=lot.id, location_id=command.location_id, quantity=quantity, unit=lot.unit
        )
    )


# --- counting -----------------------------------------------------------------------------------


@handles(CountStock, emits=(StockCounted,))
def count_stock(command: CountStock, work: Work) -> None:
    lot = work.rely(Lot, command.lot_id)
    location = on_site(work, command.location_id)
    # What is outside is put right by its transfer; else that could never be closed.
    is_put_right = location.kind is not LocationKind.EXTERNAL
    counted = in_unit_of(lot, command.counted, command.unit)
    stock = stock_row(work, lot, location.id)
    if work.get(Item, lot.item_id).tracking is Tracking.SERIAL:
        if len(command.serial_ids) + stock.packed != counted:
            raise rules.SerialsDoNotMatch(
                count=len(command.serial_ids), quantity=counted - stock.packed
            )
        if is_put_right:
            _count_serials(work, lot, location, command.serial_ids)
    elif command.serial_ids:
        raise rules.SerialsDoNotMatch(count=len(command.serial_ids), quantity=0)
    count = work.add(
        Count(
            id=work.new_id(CountId),
            lot_id=lot.id,
            location_id=location.id,
            unit=lot.unit,
            expected=stock.quantity,
            counted=counted,
            counted_at=work.occurred,
            counted_by=work.actor,
        )
    )
    if is_put_right:
        _object_difference(work, lot, location, stock, counted)
        _adjust(work, lot, stock, Amount(max(counted, stock.packed)), CountId.text(count.id))
    work.record(
        StockCounted(
            count_id=count.id,
            lot_id=lot.id,
            location_id=location.id,
            expected=count.expected,
            counted=counted,
            unit=lot.unit,
        )
    )


def _object_difference(
    work: Work, lot: Lot, location: Location, stock: Stock, counted: Amount
) -> None:
    difference = counted - stock.quantity
    if difference and not work.reason:
        work.object(
            rules.DifferenceUnexplained(
                lot=lot.number,
                location=location.code,
                difference=amount_text(difference, lot.unit),
                unit=lot.unit,
            )
        )
    if counted < stock.packed:
        work.object(
            rules.PackagesMissing(
                lot=lot.number,
                location=location.code,
                packed=amount_text(stock.packed, lot.unit),
                counted=amount_text(counted, lot.unit),
                unit=lot.unit,
            )
        )


def _adjust(work: Work, lot: Lot, stock: Stock, quantity: Amount, reference: str) -> None:
    """The books follow what was found."""
    difference = quantity - stock.quantity
    if not difference:
        return
    came = difference > 0
    note(
        work,
        lot,
        MovementKind.COUNTED,
        Amount(abs(difference)),
        reference,
        from_location_id=None if came else stock.location_id,
        to_location_id=stock.location_id if came else None,
    )
    stock.quantity = quantity


def _count_serials(work: Work, lot: Lot, location: Location, found_ids: Sequence[SerialId]) -> None:
    """Loose serials not found are missing; missing ones that are found are back in stock."""
    if len(set(found_ids)) != len(found_ids):
        raise rules.NotSeveral(least=1)
    found = {int(each) for each in found_ids}
    of_lot = {int(each.id): each for each in work.take_all(Serial, lot_id=lot.id)}
    for serial in of_lot.values():
        is_expected = (
            serial.state in (SerialState.IN_STOCK, SerialState.RETURNED)
            and serial.location_id == location.id
            and serial.package_id is None
        )
        if is_expected and int(serial.id) not in found:
            if serial.state is SerialState.RETURNED:
                # Lost and found again it would pass for good stock: somebody has to look.
                work.object(
                    rules.SerialNotHere(
                        serial=serial.number, lot=lot.number, location=location.code
                    )
                )
            set_serial(work, serial, SerialState.MISSING, None)
        elif serial.state is SerialState.MISSING and int(serial.id) in found:
            set_serial(work, serial, SerialState.IN_STOCK, location.id)
    elsewhere = [
        SerialId.text(each)
        for each in sorted(found)
        if each not in of_lot or of_lot[each].location_id != location.id
    ]
    if elsewhere:
        work.object(
            rules.SerialFoundElsewhere(serials=rules.shown(elsewhere), location=location.code)
        )


# --- splitting and merging ----------------------------------------------------------------------


@handles(SplitLot, emits=(LotSplit,))
def split_lot(command: SplitLot, work: Work) -> None:
    lot = work.take(Lot, command.lot_id)
    work.ask(MAY_REGROUP, RegroupAsked(lot_id=lot.id))
    item = work.get(Item, lot.item_id)
    quantity = in_unit_of(lot, command.quantity, command.unit)
    require_serial_count(item, len(command.serial_ids), quantity)
    on_site(work, command.location_id)
    serials = take_serials(work, lot, command.serial_ids, command.location_id, may_be_held=True)
    child = _like(work, item, lot, command.number, LotOrigin.SPLIT)
    _carry_over(work, lot, child, command.location_id, quantity, MovementKind.SPLIT, serials)
    link(work, lot.id, child.id, EdgeKind.SPLIT, is_new=True)
    _copy_holds(work, lot, child, {int(each.id) for each in serials})
    work.record(LotSplit(lot_id=child.id, from_lot_id=lot.id, quantity=quantity, unit=lot.unit))


def _like(work: Work, item: Item, lot: Lot, number: str | None, origin: LotOrigin) -> Lot:
    """A new lot that is in all but its number and origin like another."""
    child = open_lot(
        work,
        item,
        number,
        origin=origin,
        purpose=lot.purpose,
        made_on=lot.made_on,
        expires_on=lot.expires_on,
        supplier_id=lot.supplier_id,
        supplier_lot=lot.supplier_lot,
        state=lot.state,
    )
    child.expires_on = lot.expires_on
    child.decided_by, child.decided_at = lot.decided_by, lot.decided_at
    return child


def _carry_over(
    work: Work,
    lot: Lot,
    child: Lot,
    location_id: LocationId,
    quantity: Amount,
    kind: MovementKind,
    serials: Sequence[Serial],
) -> None:
    """Stock and serials of a lot become those of another, at the same place."""
    take_out(work, lot, location_id, quantity, kind=kind, reference=LotId.text(child.id))
    put_in(work, child, location_id, quantity, kind=kind, reference=LotId.text(lot.id))
    for serial in serials:
        serial.lot_id = child.id
    link_children(work, child.id, [each.id for each in serials], EdgeKind.MADE, is_new=True)


def _copy_holds(work: Work, lot: Lot, child: Lot, serial_ids: set[int]) -> None:
    """What is held stays held, in the new lot too."""
    for hold in work.take_all(Hold, lot_id=lot.id, state=HoldState.ACTIVE):
        if hold.serial_id is None:
            child.holds += 1
            work.add(
                Hold(
                    id=work.new_id(LotHoldId),
                    lot_id=child.id,
                    cause=hold.cause,
                    placed_by=hold.placed_by,
                    placed_at=hold.placed_at,
                )
            )
        elif int(hold.serial_id) in serial_ids:
            hold.lot_id = child.id


@handles(MergeLots, emits=(LotsMerged,))
def merge_lots(command: MergeLots, work: Work) -> None:
    ids = sorted({int(each) for each in command.lot_ids})
    if len(ids) < 2 or len(ids) != len(command.lot_ids):
        raise rules.NotSeveral(least=2)
    lots = [work.take(Lot, each) for each in ids]
    _require_alike(lots)
    for lot in lots:
        if lot.holds:
            raise rules.LotOnHold(lot=lot.number, count=lot.holds)
        work.ask(MAY_REGROUP, RegroupAsked(lot_id=lot.id))
    on_site(work, command.location_id)
    item = work.get(Item, lots[0].item_id)
    merged = _like(work, item, lots[0], command.number, LotOrigin.MERGED)
    merged.made_on = rules.earliest([lot.made_on for lot in lots])
    merged.expires_on = rules.earliest([lot.expires_on for lot in lots])
    merged.decided_by, merged.decided_at = None, None
    if len({(lot.supplier_id, lot.supplier_lot) for lot in lots}) > 1:
        merged.supplier_id, merged.supplier_lot = None, None
    total = 0
    for lot in lots:
        total += _merge_one(work, item, lot, merged, command.location_id)
    work.record(
        LotsMerged(
            lot_id=merged.id,
            from_lot_ids=[lot.id for lot in lots],
            quantity=Amount(total),
            unit=merged.unit,
        )
    )


def _require_alike(lots: Sequence[Lot]) -> None:
    different = [
        field.meaning.label
        for field in Lot.KIND.fields
        if field.name in ("item_id", "state", "purpose")
        and len({getattr(lot, field.name) for lot in lots}) > 1
    ]
    if different:
        raise rules.LotsDiffer(
            fields=Text(
                ", ".join(label.en for label in different),
                "、".join(label.zh for label in different),
            )
        )


def _merge_one(work: Work, item: Item, lot: Lot, merged: Lot, location_id: LocationId) -> int:
    stock = stock_row(work, lot, location_id)
    free = Amount(stock.quantity - stock.packed)
    if free <= 0:
        where = work.get(Location, location_id).code
        raise rules.NothingToMerge(lot=lot.number, location=where)
    serials: list[Serial] = []
    if item.tracking is Tracking.SERIAL:
        loose = work.find(
            Serial, lot_id=lot.id, location_id=location_id, state=SerialState.IN_STOCK
        )
        serials = take_serials(work, lot, [each.id for each in loose], location_id)
    _carry_over(work, lot, merged, location_id, free, MovementKind.MERGED, serials)
    link(work, lot.id, merged.id, EdgeKind.MERGED, mixed=True, is_new=True)
    return free
