"""Picking, putting back, dispatch and delivery."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from lotproof.kernel import clock
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item
from lotproof.modules.parties.services import approved_carrier, approved_customer
from lotproof.modules.sales import queries, rules
from lotproof.modules.sales.commands import (
    Dispatch,
    PickLine,
    PickPackage,
    RecordDelivery,
    UnpickLine,
)
from lotproof.modules.sales.events import (
    LinePicked,
    LineUnpicked,
    ShipmentDelivered,
    ShipmentDispatched,
)
from lotproof.modules.sales.picking import (
    locked_lines,
    open_shipment,
    pick,
    require_distributable,
    require_first_expired,
    require_free,
    require_not_picked,
    require_pick_location,
)
from lotproof.modules.sales.records import (
    SalesLine,
    SalesOrder,
    Shipment,
    ShipmentLine,
    ShipmentSerial,
)
from lotproof.modules.sales.vocabulary import (
    LINE_LIFE,
    ORDER_LIFE,
    SHIPMENT_LIFE,
    LineState,
    OrderState,
    ShipmentId,
    ShipmentLineId,
    ShipmentState,
)
from lotproof.modules.warehouse.queries import (
    Lot,
    Package,
    Serial,
    contents,
    nested_packages,
    packed_serials,
)
from lotproof.modules.warehouse.services import (
    converted,
    in_unit_of,
    require_fit,
    require_serial_count,
    set_serial,
    ship_package,
    take_out,
    take_serials,
)
from lotproof.modules.warehouse.vocabulary import (
    PACKAGE_LIFE,
    LotId,
    MovementKind,
    PackageId,
    PackageState,
    SerialId,
    SerialState,
)

# --- picking ------------------------------------------------------------------------------------


@handles(PickLine, emits=(LinePicked,))
def pick_line(command: PickLine, work: Work) -> None:
    with work.alone():
        require_fit(work, work.get(Lot, command.lot_id))
    shipment, order = open_shipment(work, command.shipment_id)
    location = require_pick_location(work, command.location_id)
    # The lot is locked, so that two do not promise the same stock at once.
    lot = work.take(Lot, command.lot_id)
    quantity = in_unit_of(lot, command.quantity, command.unit)
    require_serial_count(work.get(Item, lot.item_id), len(command.serial_ids), quantity)
    require_distributable(work, lot, shipment.consignee_id, command.serial_ids)
    serials = take_serials(work, lot, command.serial_ids, location.id)
    picked = queries.open_picks(work, lot.item_id)
    require_first_expired(work, lot, picked)
    require_not_picked(work, lot, serials)
    require_free(work, lot, location, quantity, picked)
    line = pick(work, shipment, order, lot, location.id, quantity, serials)
    work.record(_picked(line))


@handles(PickPackage, emits=(LinePicked,))
def pick_package(command: PickPackage, work: Work) -> None:
    with work.alone():
        _require_closed(work.get(Package, command.package_id))
    shipment, order = open_shipment(work, command.shipment_id)
    # The package is locked, so that two do not promise it at once.
    package = work.take(Package, command.package_id)
    name = PackageId.text(package.id)
    _require_closed(package)
    if package.parent_id is not None or package.location_id is None:
        raise rules.PackageNotOutermost(package=name)
    location = require_pick_location(work, package.location_id)
    inside = {int(each.id) for each in nested_packages(work, package.id)}
    picked = work.find(ShipmentLine, package_id=package.id, state=LineState.PICKED)
    _require_whole(picked, inside)
    serials = _packed_by_lot(work, package.id)
    for lot_id, quantity in sorted(_quantities(work, package.id).items()):
        lot = work.take(Lot, lot_id)
        ids = [serial.id for serial in serials[lot_id]]
        require_distributable(work, lot, shipment.consignee_id, ids)
        picked = queries.open_picks(work, lot.item_id)
        _require_whole(picked, inside)
        require_not_picked(work, lot, serials[lot_id])
        require_first_expired(work, lot, picked)
        line = pick(work, shipment, order, lot, location.id, quantity, serials[lot_id], package.id)
        work.record(_picked(line))


def _require_closed(package: Package) -> None:
    PACKAGE_LIFE.require(PackageId.text(package.id), package.state, PackageState.CLOSED)


def _require_whole(picked: Iterable[ShipmentLine], inside: Collection[int]) -> None:
    """Refuses picked_already where the package, or one inside it, is promised to a shipment."""
    for line in picked:
        if line.package_id is not None and int(line.package_id) in inside:
            name = PackageId.text(line.package_id)
            raise rules.PickedAlready(what=name, shipment=ShipmentId.text(line.shipment_id))


@handles(UnpickLine, emits=(LineUnpicked,))
def unpick_line(command: UnpickLine, work: Work) -> None:
    seen = work.get(ShipmentLine, command.line_id)
    shipment = work.take(Shipment, seen.shipment_id)
    SHIPMENT_LIFE.require(ShipmentId.text(shipment.id), shipment.state, ShipmentState.OPEN)
    order = work.take(SalesOrder, shipment.order_id)
    line = work.take(ShipmentLine, command.line_id)
    LINE_LIFE.require(ShipmentLineId.text(line.id), line.state, LineState.PICKED)
    off = [line]
    if line.package_id is not None:
        off = work.take_all(
            ShipmentLine,
            shipment_id=shipment.id,
            package_id=line.package_id,
            state=LineState.PICKED,
        )
    order_lines = {int(each.id): each for each in locked_lines(work, order)}
    for each in off:
        each.state = LINE_LIFE.move(ShipmentLineId.text(each.id), each.state, LineState.PUT_BACK)
        _count(order_lines[int(each.order_line_id)], each, shipped=False)
        work.record(
            LineUnpicked(
                line_id=each.id,
                shipment_id=shipment.id,
                lot_id=each.lot_id,
                quantity=each.quantity,
                unit=each.unit,
            )
        )


def _picked(line: ShipmentLine) -> LinePicked:
    return LinePicked(
        line_id=line.id,
        shipment_id=line.shipment_id,
        lot_id=line.lot_id,
        quantity=line.quantity,
        unit=line.unit,
        package_id=line.package_id,
    )


def _count(order_line: SalesLine, line: ShipmentLine, *, shipped: bool) -> None:
    """The quantity is not picked any more: it left, or was put back."""
    quantity = converted(line.quantity, line.unit, order_line.unit)
    order_line.picked = Amount(order_line.picked - quantity)
    if shipped:
        order_line.shipped = Amount(order_line.shipped + quantity)


def _quantities(work: Work, package_id: PackageId) -> dict[LotId, Amount]:
    """What is in a package and the packages inside it, by lot, in the lot's unit."""
    found: dict[LotId, Amount] = {}
    for each in contents(work, package_id):
        found[each.lot_id] = Amount(found.get(each.lot_id, 0) + each.quantity)
    return found


def _packed_by_lot(work: Work, package_id: PackageId) -> Mapping[int, list[Serial]]:
    """The serials in a package by lot; refuses packed_serial_on_hold."""
    found: dict[int, list[Serial]] = defaultdict(list)
    for serial in packed_serials(work, package_id):
        if serial.holds:
            raise rules.PackedSerialOnHold(serial=serial.number, package=PackageId.text(package_id))
        found[int(serial.lot_id)].append(serial)
    return found


# --- dispatch and delivery ----------------------------------------------------------------------


@handles(Dispatch, emits=(ShipmentDispatched,))
def dispatch(command: Dispatch, work: Work) -> None:
    shipment, order = open_shipment(work, command.shipment_id)
    name = ShipmentId.text(shipment.id)
    approved_customer(work, shipment.consignee_id)
    if shipment.carrier_id is not None:
        approved_carrier(work, shipment.carrier_id)
    lines = work.take_all(ShipmentLine, shipment_id=shipment.id, state=LineState.PICKED)
    if not lines:
        raise rules.NothingPicked(shipment=name)
    lots = {lot_id: work.rely(Lot, lot_id) for lot_id in sorted({int(e.lot_id) for e in lines})}
    serials = _serials_of(work, shipment.id)
    loose = [line for line in lines if line.package_id is None]
    for line in loose:
        lot, ids = lots[int(line.lot_id)], serials[int(line.id)]
        require_pick_location(work, line.location_id)
        require_distributable(work, lot, shipment.consignee_id, ids)
    for line in sorted(loose, key=lambda each: (each.lot_id, each.location_id, each.id)):
        _ship(work, shipment, line, lots[int(line.lot_id)], serials[int(line.id)])
    for package_id in sorted({int(e.package_id) for e in lines if e.package_id is not None}):
        packed = [line for line in lines if line.package_id == package_id]
        _ship_package(work, shipment, PackageId(package_id), packed, lots, serials)
    order_lines = locked_lines(work, order)
    by_id = {int(each.id): each for each in order_lines}
    for line in lines:
        line.state = LINE_LIFE.move(ShipmentLineId.text(line.id), line.state, LineState.SHIPPED)
        _count(by_id[int(line.order_line_id)], line, shipped=True)
    if all(each.shipped >= each.quantity for each in order_lines):
        order.state = ORDER_LIFE.move(order.number, order.state, OrderState.SHIPPED)
    shipment.state = SHIPMENT_LIFE.move(name, shipment.state, ShipmentState.DISPATCHED)
    shipment.dispatched_by, shipment.dispatched_at = work.actor, work.now
    shipment.waybill = command.waybill or None
    work.record(
        ShipmentDispatched(
            shipment_id=shipment.id,
            order_id=order.id,
            consignee_id=shipment.consignee_id,
            line_ids=[line.id for line in lines],
            lot_ids=[LotId(lot_id) for lot_id in lots],
        )
    )


@handles(RecordDelivery, emits=(ShipmentDelivered,))
def record_delivery(command: RecordDelivery, work: Work) -> None:
    shipment = work.take(Shipment, command.shipment_id)
    name = ShipmentId.text(shipment.id)
    if shipment.state is ShipmentState.DISPATCHED:
        assert shipment.dispatched_at is not None
        left = clock.day(shipment.dispatched_at, work.site.zone)
        if command.delivered_on < left:
            work.object(rules.DeliveredTooEarly(shipment=name, left=left, on=command.delivered_on))
        shipment.state = SHIPMENT_LIFE.move(name, shipment.state, ShipmentState.DELIVERED)
        shipment.delivered_on, shipment.received_by = command.delivered_on, command.received_by
    else:
        work.object(rules.NotDispatched(shipment=name, state=shipment.state.label))
    work.record(
        ShipmentDelivered(
            shipment_id=shipment.id,
            consignee_id=shipment.consignee_id,
            delivered_on=command.delivered_on,
        )
    )


def _serials_of(work: Work, shipment_id: ShipmentId) -> Mapping[int, list[SerialId]]:
    """Line → its serials, ascending."""
    found: dict[int, list[SerialId]] = defaultdict(list)
    for run in work.find(ShipmentSerial, shipment_id=shipment_id):
        numbers = range(int(run.first_serial_id), int(run.last_serial_id) + 1)
        found[int(run.line_id)] += map(SerialId, numbers)
    return found


def _ship(
    work: Work, shipment: Shipment, line: ShipmentLine, lot: Lot, serial_ids: Iterable[SerialId]
) -> None:
    """A loose quantity leaves."""
    serials = take_serials(work, lot, serial_ids, line.location_id)
    take_out(
        work,
        lot,
        line.location_id,
        line.quantity,
        kind=MovementKind.SHIPPED,
        reference=ShipmentId.text(shipment.id),
    )
    for serial in serials:
        set_serial(work, serial, SerialState.SHIPPED, None)


def _ship_package(
    work: Work,
    shipment: Shipment,
    package_id: PackageId,
    lines: Sequence[ShipmentLine],
    lots: Mapping[int, Lot],
    serials: Mapping[int, list[SerialId]],
) -> None:
    """A package leaves with what it had in it when it was picked; package_changed otherwise."""
    name = PackageId.text(package_id)
    package = work.take(Package, package_id)
    if package.location_id is None:
        raise rules.PackageChanged(package=name)
    require_pick_location(work, package.location_id)
    packed = _packed_by_lot(work, package_id)
    is_as_picked = {line.lot_id: line.quantity for line in lines} == _quantities(
        work, package_id
    ) and all(
        [int(each) for each in serials[int(line.id)]]
        == [int(each.id) for each in packed[int(line.lot_id)]]
        for line in lines
    )
    if not is_as_picked:
        raise rules.PackageChanged(package=name)
    for line in lines:
        lot = lots[int(line.lot_id)]
        require_distributable(work, lot, shipment.consignee_id, serials[int(line.id)])
    ship_package(work, package_id, reference=ShipmentId.text(shipment.id))
