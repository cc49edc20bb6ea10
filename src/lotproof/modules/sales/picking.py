"""What may be picked, for which order line, and what is promised to others already."""

from collections.abc import Iterable, Sequence

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.sales import queries, rules
from lotproof.modules.sales.records import (
    SalesLine,
    SalesOrder,
    Shipment,
    ShipmentLine,
    ShipmentSerial,
)
from lotproof.modules.sales.vocabulary import (
    ORDER_LIFE,
    SHIPMENT_LIFE,
    OrderState,
    ShipmentId,
    ShipmentLineId,
    ShipmentState,
)
from lotproof.modules.warehouse.gates import MAY_DISTRIBUTE, DistributeAsked
from lotproof.modules.warehouse.queries import Location, Lot, Serial, stock_of_lot, usable_stock
from lotproof.modules.warehouse.services import converted, require_fefo, require_usable
from lotproof.modules.warehouse.vocabulary import LocationId, LotPurpose, PackageId, SerialId


def open_shipment(work: Work, shipment_id: ShipmentId) -> tuple[Shipment, SalesOrder]:
    """The shipment, locked and open, and its order, locked and confirmed."""
    shipment = work.take(Shipment, shipment_id)
    SHIPMENT_LIFE.require(ShipmentId.text(shipment.id), shipment.state, ShipmentState.OPEN)
    order = work.take(SalesOrder, shipment.order_id)
    ORDER_LIFE.require(order.number, order.state, OrderState.CONFIRMED)
    return shipment, order


def require_pick_location(work: Work, location_id: LocationId) -> Location:
    location = work.get(Location, location_id)
    if location.kind not in rules.PICKED_FROM:
        raise rules.WrongPickLocation(location=location.code, kind=location.kind.label)
    return location


def require_distributable(
    work: Work, lot: Lot, consignee_id: PartyId, serial_ids: Iterable[SerialId]
) -> None:
    """Nothing unreleased, expired, held or not made for sale is distributed (ISO 13485 8.2.6).

    Ask before many serials are taken: every read compares what the unit of work has taken.
    """
    require_usable(work, lot, purpose=LotPurpose.COMMERCIAL, for_distribution=True)
    work.ask(MAY_DISTRIBUTE, DistributeAsked(lot_id=lot.id, consignee_id=consignee_id))
    for serial_id in serial_ids:
        work.ask(
            MAY_DISTRIBUTE,
            DistributeAsked(lot_id=lot.id, serial_id=serial_id, consignee_id=consignee_id),
        )


def require_first_expired(work: Work, lot: Lot, picked: Sequence[ShipmentLine]) -> None:
    """Refuses not_fefo where stock that nobody has picked expires earlier; a reason allows it."""
    promised = promised_loose(picked)
    for each in usable_stock(work, lot.item_id, LotPurpose.COMMERCIAL):
        if each.lot.id == lot.id:
            return
        is_earlier = each.lot.expires_on is not None and (
            lot.expires_on is None or each.lot.expires_on < lot.expires_on
        )
        free = each.quantity - promised.get((int(each.lot.id), int(each.location_id)), 0)
        if is_earlier and free > 0:
            require_fefo(work, lot, purpose=LotPurpose.COMMERCIAL)
            return


def promised_loose(picked: Iterable[ShipmentLine]) -> dict[tuple[int, int], int]:
    """Lot and location → how much of the unpacked stock is picked and has not left."""
    promised: dict[tuple[int, int], int] = {}
    for line in picked:
        if line.package_id is None:
            key = (int(line.lot_id), int(line.location_id))
            promised[key] = promised.get(key, 0) + line.quantity
    return promised


def require_free(
    work: Work, lot: Lot, location: Location, quantity: Amount, picked: Sequence[ShipmentLine]
) -> None:
    """Refuses not_enough_free: what is packed or picked for others does not count."""
    there = sum(
        stock.quantity - stock.packed
        for stock in stock_of_lot(work, lot.id)
        if stock.location_id == location.id
    )
    free = there - promised_loose(picked).get((int(lot.id), int(location.id)), 0)
    if quantity > free:
        raise rules.NotEnoughFree(
            wanted=amount_text(quantity, lot.unit),
            free=amount_text(max(0, free), lot.unit),
            unit=lot.unit,
            lot=lot.number,
            location=location.code,
        )


def require_not_picked(work: Work, lot: Lot, serials: Sequence[Serial]) -> None:
    """Refuses picked_already for a serial that is on another open shipment."""
    if not serials:
        return
    open_ = queries.open_serials(work, lot.item_id)
    taken = [(int(each.first_serial_id), int(each.last_serial_id)) for each in open_]
    twice = rules.overlap(rules.runs(int(each.id) for each in serials), taken)
    if twice is not None:
        run = next(e for e in open_ if e.first_serial_id <= twice <= e.last_serial_id)
        number = next(each.number for each in serials if each.id == twice)
        raise rules.PickedAlready(what=number, shipment=ShipmentId.text(run.shipment_id))


def pick(
    work: Work,
    shipment: Shipment,
    order: SalesOrder,
    lot: Lot,
    location_id: LocationId,
    quantity: Amount,
    serials: Iterable[Serial],
    package_id: PackageId | None = None,
) -> ShipmentLine:
    """A new line of the shipment, counted to the order line that is due first and has room."""
    order_line = _with_room(work, order, lot, quantity)
    order_line.picked = Amount(order_line.picked + converted(quantity, lot.unit, order_line.unit))
    line = work.add(
        ShipmentLine(
            id=work.new_id(ShipmentLineId),
            shipment_id=shipment.id,
            order_line_id=order_line.id,
            item_id=lot.item_id,
            lot_id=lot.id,
            location_id=location_id,
            quantity=quantity,
            unit=lot.unit,
            picked_by=work.actor,
            picked_at=work.now,
            package_id=package_id,
        )
    )
    for first, last in rules.runs(int(each.id) for each in serials):
        work.add(
            ShipmentSerial(
                line_id=line.id,
                first_serial_id=SerialId(first),
                last_serial_id=SerialId(last),
                shipment_id=shipment.id,
            )
        )
    return line


def _with_room(work: Work, order: SalesOrder, lot: Lot, quantity: Amount) -> SalesLine:
    """The order line for the lot's item that is due first and has room for the whole quantity.

    Refuses not_ordered, more_than_ordered.
    """
    lines = [each for each in locked_lines(work, order) if each.item_id == lot.item_id]
    if not lines:
        raise rules.NotOrdered(item=work.get(Item, lot.item_id).number, order=order.number)
    for line in sorted(lines, key=lambda each: (each.due_on, each.id)):
        if converted(quantity, lot.unit, line.unit) <= line.quantity - line.picked - line.shipped:
            return line
    raise rules.MoreThanOrdered(
        order=order.number,
        item=work.get(Item, lot.item_id).number,
        wanted=amount_text(quantity, lot.unit),
        unit=lot.unit,
    )


def locked_lines(work: Work, order: SalesOrder) -> list[SalesLine]:
    """The lines of an order, locked in key order; whoever asks has locked the order."""
    return work.take_all(SalesLine, order_id=order.id)
