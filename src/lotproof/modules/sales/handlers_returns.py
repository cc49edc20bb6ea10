"""What comes back."""

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import link
from lotproof.modules.genealogy.vocabulary import EdgeKind
from lotproof.modules.items.queries import Item
from lotproof.modules.sales import queries, rules
from lotproof.modules.sales.commands import ReceiveReturn
from lotproof.modules.sales.events import GoodsReturned
from lotproof.modules.sales.records import GoodsReturn, Shipment, ShipmentLine
from lotproof.modules.sales.vocabulary import LineState, ReturnId, ShipmentId, ShipmentLineId
from lotproof.modules.warehouse.queries import Location, Lot, Serial
from lotproof.modules.warehouse.services import (
    in_unit_of,
    open_lot,
    put_in,
    require_serial_count,
    set_serial,
)
from lotproof.modules.warehouse.vocabulary import (
    LocationId,
    LocationKind,
    LotOrigin,
    MovementKind,
    SerialState,
)


@handles(ReceiveReturn, emits=(GoodsReturned,))
def receive_return(command: ReceiveReturn, work: Work) -> None:
    line = work.take(ShipmentLine, command.line_id)
    shipment = work.get(Shipment, line.shipment_id)
    lot = work.rely(Lot, line.lot_id)
    item = work.get(Item, lot.item_id)
    quantity = in_unit_of(lot, command.quantity, command.unit)
    require_serial_count(item, len(command.serial_ids), quantity)
    _object_place(work, command.location_id)
    _count_returned(work, shipment, line, quantity)
    id_ = work.new_id(ReturnId)
    has_serials = bool(command.serial_ids)
    kept_as = lot if has_serials else _open_returned(work, item, lot, id_)
    put_in(
        work,
        kept_as,
        command.location_id,
        quantity,
        kind=MovementKind.RETURNED,
        reference=ReturnId.text(id_),
        is_new=not has_serials,
    )
    _take_back(work, line, command)
    work.add(
        GoodsReturn(
            id=id_,
            line_id=line.id,
            lot_id=lot.id,
            returned_lot_id=kept_as.id,
            location_id=command.location_id,
            quantity=quantity,
            unit=lot.unit,
            returned_at=work.occurred,
            taken_back_by=work.actor,
            cause=command.cause,
        )
    )
    work.record(
        GoodsReturned(
            return_id=id_,
            line_id=line.id,
            item_id=item.id,
            lot_id=lot.id,
            returned_lot_id=kept_as.id,
            location_id=command.location_id,
            consignee_id=shipment.consignee_id,
            quantity=quantity,
            unit=lot.unit,
            serial_ids=list(command.serial_ids),
        )
    )


def _object_place(work: Work, location_id: LocationId) -> None:
    location = work.get(Location, location_id)
    if location.kind is not LocationKind.QUARANTINE:
        work.object(rules.ReturnNotQuarantined(location=location.code, kind=location.kind.label))


def _count_returned(work: Work, shipment: Shipment, line: ShipmentLine, quantity: Amount) -> None:
    if line.state is not LineState.SHIPPED:
        work.object(
            rules.NotDispatched(shipment=ShipmentId.text(shipment.id), state=shipment.state.label)
        )
    line.returned = Amount(line.returned + quantity)
    if line.returned > line.quantity:
        work.object(
            rules.MoreThanShipped(
                returned=amount_text(line.returned, line.unit),
                shipped=amount_text(line.quantity, line.unit),
                unit=line.unit,
                line=ShipmentLineId.text(line.id),
            )
        )


def _open_returned(work: Work, item: Item, lot: Lot, id_: ReturnId) -> Lot:
    """A lot of its own in quarantine: what was outside is no longer known to be good."""
    returned = open_lot(
        work,
        item,
        f"{lot.number[:24]}-R{id_}",  # a lot number has 40 characters at most
        origin=LotOrigin.RETURNED,
        purpose=lot.purpose,
        made_on=lot.made_on,
        expires_on=lot.expires_on,
        supplier_id=lot.supplier_id,
        supplier_lot=lot.supplier_lot,
    )
    link(work, lot.id, returned.id, EdgeKind.RETURNED, is_new=True)
    return returned


def _take_back(work: Work, line: ShipmentLine, command: ReceiveReturn) -> None:
    """The serials stand in quarantine as returned; one that had not left so is objected to."""
    left = queries.serials_of_line(work, line.id)
    for id_ in sorted({int(each) for each in command.serial_ids}):
        serial = work.take(Serial, id_)
        is_of_line = any(first <= id_ <= last for first, last in left)
        if not is_of_line or serial.state is not SerialState.SHIPPED:
            work.object(
                rules.SerialNotShipped(serial=serial.number, line=ShipmentLineId.text(line.id))
            )
        # Wherever the books have it, here it is, and apart.
        set_serial(work, serial, SerialState.RETURNED, command.location_id)
