"""What is true of the plant whatever was asked of it; each function returns what is not."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from typing import Any

from lotproof.kernel.quantity import convert
from lotproof.kernel.site import FallbackHold
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.production.queries import Consumption, Material, OrderStep, Output, WorkOrder
from lotproof.modules.sales.queries import SalesLine, Shipment, ShipmentLine, ShipmentSerial
from lotproof.modules.sales.vocabulary import LineState
from lotproof.modules.warehouse.queries import (
    Hold,
    Location,
    Lot,
    Movement,
    Package,
    PackageContent,
    Serial,
    Stock,
    Transfer,
)
from lotproof.modules.warehouse.vocabulary import (
    HoldState,
    LocationKind,
    LotPurpose,
    LotState,
    MovementKind,
    PackageState,
    SerialState,
    TransferState,
)

Problems = Iterable[str]


def no_stock_is_negative(reader: Reader, _: Collection[str]) -> Problems:
    for each in reader.find(Stock):
        if not 0 <= each.packed <= each.quantity:
            yield f"{_at(each)}: {each.packed} packed of {each.quantity}"


def stock_is_what_moved(reader: Reader, _: Collection[str]) -> Problems:
    """Nothing appears or vanishes without a movement."""
    net: Counter[tuple[int, int]] = Counter()
    for each in reader.find(Movement):
        if each.from_location_id is not None:
            net[int(each.lot_id), int(each.from_location_id)] -= each.quantity
        if each.to_location_id is not None:
            net[int(each.lot_id), int(each.to_location_id)] += each.quantity
    stock = {(int(s.lot_id), int(s.location_id)): s.quantity for s in reader.find(Stock)}
    for key in net.keys() | stock.keys():
        if net[key] != stock.get(key, 0):
            yield f"lot_{key[0]} at loc_{key[1]}: moved {net[key]}, stock {stock.get(key, 0)}"


def packed_stock_is_in_packages(reader: Reader, _: Collection[str]) -> Problems:
    packages = {int(each.id): each for each in reader.find(Package)}
    packed: Counter[tuple[int, int]] = Counter()
    for content in reader.find(PackageContent):
        outer = _outermost(packages, int(content.package_id))
        if outer.location_id is not None:
            packed[int(content.lot_id), int(outer.location_id)] += content.quantity
    for each in reader.find(Stock):
        found = packed.pop((int(each.lot_id), int(each.location_id)), 0)
        if each.packed != found:
            yield f"{_at(each)}: {each.packed} packed by the books, {found} in packages"
    yield from (f"{key}: {found} in packages without stock" for key, found in packed.items())


def packages_are_where_they_can_be(reader: Reader, _: Collection[str]) -> Problems:
    packages = {int(each.id): each for each in reader.find(Package)}
    for each in packages.values():
        name = f"pkg_{each.id}"
        if each.parent_id is not None and each.location_id is not None:
            yield f"{name} is in a package and at a location"
        if each.parent_id is None and each.state is PackageState.CLOSED and not each.location_id:
            yield f"{name} is nowhere"
        parent = packages.get(int(each.parent_id)) if each.parent_id is not None else None
        if parent is not None and parent.state is not each.state:
            yield f"{name} is {each.state} in pkg_{parent.id}, which is {parent.state}"


def serials_are_the_stock(reader: Reader, deviating: Collection[str]) -> Problems:
    """Of items with serials, what is in stock is so many serials there, loose and packed."""
    packages = {int(each.id): each for each in reader.find(Package)}
    there: Counter[tuple[int, int]] = Counter()
    for each in reader.find(Serial):
        if each.state in (SerialState.IN_STOCK, SerialState.RETURNED):
            place = each.location_id
            if each.package_id is not None:
                place = _outermost(packages, int(each.package_id)).location_id
            there[int(each.lot_id), int(place or 0)] += 1
    serialised = {int(item.id) for item in reader.find(Item, tracking=Tracking.SERIAL)}
    stock = {
        (int(s.lot_id), int(s.location_id)): s.quantity
        for s in reader.find(Stock)
        if int(s.item_id) in serialised
    }
    for key in there.keys() | stock.keys():
        if f"lot_{key[0]}" not in deviating and there[key] != stock.get(key, 0):
            yield f"lot_{key[0]} at loc_{key[1]}: {there[key]} serials, {stock.get(key, 0)} stock"


def serials_are_in_one_place(reader: Reader, _: Collection[str]) -> Problems:
    for each in reader.find(Serial):
        here = each.state in (SerialState.IN_STOCK, SerialState.RETURNED)
        places = (each.location_id is not None) + (each.package_id is not None)
        if here and places != 1:
            yield f"ser_{each.id} is {each.state} at {places} places"
        if not here and each.location_id is not None:
            yield f"ser_{each.id} is {each.state}, yet at a location"


def holds_are_counted(reader: Reader, _: Collection[str]) -> Problems:
    of_lot: Counter[int] = Counter()
    of_serial: Counter[int] = Counter()
    for hold in reader.find(Hold, state=HoldState.ACTIVE):
        if hold.serial_id is None:
            of_lot[int(hold.lot_id)] += 1
        else:
            of_serial[int(hold.serial_id)] += 1
    for lot in reader.find(Lot):
        if lot.holds != of_lot[int(lot.id)]:
            yield f"lot_{lot.id}: {lot.holds} holds counted, {of_lot[int(lot.id)]} active"
    for serial in reader.find(Serial):
        if serial.holds != of_serial[int(serial.id)]:
            yield f"ser_{serial.id}: {serial.holds} holds counted, {of_serial[int(serial.id)]}"


def order_lines_add_up(reader: Reader, _: Collection[str]) -> Problems:
    sums: dict[LineState, Counter[int]] = defaultdict(Counter)
    lines = {int(each.id): each for each in reader.find(SalesLine)}
    for each in reader.find(ShipmentLine):
        unit = lines[int(each.order_line_id)].unit
        sums[each.state][int(each.order_line_id)] += convert(each.quantity, each.unit, unit)
    for id_, line in lines.items():
        picked, shipped = sums[LineState.PICKED][id_], sums[LineState.SHIPPED][id_]
        if (line.picked, line.shipped) != (picked, shipped):
            yield f"sol_{id_}: {line.picked}, {line.shipped} said, {picked}, {shipped} on lines"
        if line.picked + line.shipped > line.quantity:
            yield f"sol_{id_}: more picked and shipped than ordered"


def serials_are_on_one_shipment(reader: Reader, deviating: Collection[str]) -> Problems:
    states = {int(each.id): each.state for each in reader.find(ShipmentLine)}
    picked: Counter[int] = Counter()
    shipped: set[int] = set()
    for run in reader.find(ShipmentSerial):
        numbers = range(int(run.first_serial_id), int(run.last_serial_id) + 1)
        if states[int(run.line_id)] is LineState.PICKED:
            picked.update(numbers)
        if states[int(run.line_id)] is LineState.SHIPPED:
            shipped.update(numbers)
    yield from (f"ser_{id_} is picked {count} times" for id_, count in picked.items() if count > 1)
    for serial in reader.find(Serial, state=SerialState.SHIPPED):
        if int(serial.id) not in shipped and f"lot_{serial.lot_id}" not in deviating:
            yield f"ser_{serial.id} has left, but not with a shipment"


def transfers_are_outside(reader: Reader, deviating: Collection[str]) -> Problems:
    outside: Counter[tuple[int, int]] = Counter()
    for each in reader.find(Transfer):
        left = each.quantity - each.came_back - each.used_outside - each.destroyed
        if each.state is TransferState.OPEN:
            outside[int(each.lot_id), int(each.external_location_id)] += left
        if left < 0 and f"lot_{each.lot_id}" not in deviating:
            yield f"trf_{each.id}: more accounted for than was sent"
    external = {int(each.id) for each in reader.find(Location, kind=LocationKind.EXTERNAL)}
    for stock in reader.find(Stock):
        key = (int(stock.lot_id), int(stock.location_id))
        if (
            key[1] in external
            and f"lot_{key[0]}" not in deviating
            and stock.quantity != outside[key]
        ):
            yield f"{_at(stock)}: {stock.quantity} in the books, {outside[key]} sent and open"


def orders_add_up(reader: Reader, deviating: Collection[str]) -> Problems:
    """Units started are running, waiting, set aside, scrapped or finished; none is twice."""
    steps: dict[int, list[OrderStep]] = defaultdict(list)
    for step in reader.find(OrderStep):
        steps[int(step.work_order_id)].append(step)
    for order in reader.find(WorkOrder):
        if f"wor_{order.id}" in deviating or f"lot_{order.output_lot_id}" in deviating:
            continue
        if not 0 <= order.received <= order.finished <= order.started <= order.quantity:
            yield (
                f"wor_{order.id}: received {order.received}, finished {order.finished},"
                f" started {order.started} of {order.quantity}"
            )
        own = sorted(steps[int(order.id)], key=lambda each: each.position)
        for step in own:
            gone = step.running + step.good + step.scrapped + step.set_aside + step.in_rework
            if gone > step.arrived or min(step.running, step.set_aside, step.in_rework) < 0:
                yield f"wor_{order.id} operation {step.position}: {gone} of {step.arrived}"


def orders_got_what_moved(reader: Reader, deviating: Collection[str]) -> Problems:
    moved: Counter[tuple[str, int, str]] = Counter()
    for each in reader.find(Movement):
        moved[each.reference, int(each.lot_id), each.kind.value] += each.quantity
    numbers = {int(each.id): each.number for each in reader.find(WorkOrder)}
    for material in reader.find(Material):
        lot_id, number = int(material.lot_id), numbers[int(material.work_order_id)]
        issued = moved[number, lot_id, MovementKind.ISSUED.value]
        put_back = moved[number, lot_id, MovementKind.PUT_BACK.value]
        if (material.issued, material.returned) != (issued, put_back):
            yield f"{number} lot_{lot_id}: issued {material.issued}/{issued}, returned {put_back}"
        gone = material.consumed + material.returned + material.scrapped
        if gone > material.issued and f"lot_{lot_id}" not in deviating:
            yield f"{number} lot_{lot_id}: {gone} left the order, {material.issued} came"
    for output in reader.find(Output):
        made = moved[
            numbers[int(output.work_order_id)], int(output.lot_id), MovementKind.MADE.value
        ]
        if output.received != made:
            yield f"lot_{output.lot_id}: {output.received} received, {made} moved in"


def serials_are_consumed_once(reader: Reader, _: Collection[str]) -> Problems:
    used: Counter[int] = Counter()
    for each in reader.find(Consumption):
        used.update(int(serial) for serial in each.serial_ids)
    yield from (f"ser_{id_} was consumed {n} times" for id_, n in used.items() if n > 1)


def nothing_comes_from_itself(reader: Reader, _: Collection[str]) -> Problems:
    """The genealogy has no circle."""
    children: dict[int, set[int]] = defaultdict(set)
    edges = reader.connection.rows(
        "SELECT parent_id, child_id FROM genealogy_edge WHERE standing_count > 0", []
    )
    for parent, child in edges:
        children[parent].add(child)
    for side, unit, first, last in reader.connection.rows(
        "SELECT side, unit_id, first_id, last_id FROM genealogy_run WHERE standing_count > 0", []
    ):
        for each in range(first, last + 1):
            parent, child = (unit, each) if side == 0 else (each, unit)
            children[parent].add(child)
    state: dict[int, bool] = {}
    for start in list(children):
        yield from _circle(children, start, state)


def _circle(children: dict[int, set[int]], start: int, state: dict[int, bool]) -> Problems:
    """`state`: False while a unit is on the path, True when all below it was walked."""
    path = [(start, iter(children[start]))] if start not in state else []
    state.setdefault(start, False)
    while path:
        unit, left = path[-1]
        child = next(left, None)
        if child is None:
            state[unit] = True
            path.pop()
        elif child not in state:
            state[child] = False
            path.append((child, iter(children[child])))
        elif not state[child]:
            yield f"unit {child} comes from itself, through unit {unit}"
            return


ALWAYS: tuple[Callable[[Reader, Collection[str]], Problems], ...] = (
    no_stock_is_negative,
    stock_is_what_moved,
    packed_stock_is_in_packages,
    packages_are_where_they_can_be,
    serials_are_the_stock,
    serials_are_in_one_place,
    holds_are_counted,
    order_lines_add_up,
    serials_are_on_one_shipment,
    transfers_are_outside,
    orders_add_up,
    orders_got_what_moved,
    serials_are_consumed_once,
    nothing_comes_from_itself,
)


def broken(reader: Reader, deviating: Collection[str]) -> list[str]:
    """Everything that is not as it must be.

    `deviating` are lots and orders of which facts were reported that cannot be: the books have
    what was said, and a person is asked; their sums need not fit any more.
    """
    return [
        f"{check.__name__}: {problem}" for check in ALWAYS for problem in check(reader, deviating)
    ]


# --- what must have been true when it was done --------------------------------------------------


def unfit(
    reader: Reader, lot_id: int, serial_ids: Iterable[int] = (), *, is_sold: bool = False
) -> list[str]:
    """Why a lot, or one of its serials, should not have been used or sold just now."""
    lot = reader.get(Lot, lot_id)
    name = f"lot_{lot_id}"
    found = [] if lot.state is LotState.RELEASED else [f"{name} is {lot.state}"]
    if lot.holds:
        found.append(f"{name} is on hold")
    if lot.expires_on is not None and lot.expires_on < reader.today:
        found.append(f"{name} expired on {lot.expires_on}")
    if is_sold and lot.purpose is not LotPurpose.COMMERCIAL:
        found.append(f"{name} is for {lot.purpose}")
    subjects = [LotId.text(lot_id), *(SerialId.text(each) for each in serial_ids)]
    for subject in subjects:
        if reader.find(FallbackHold, subject=subject, is_active=True):
            found.append(f"{subject} waits for a task")
    for serial_id in serial_ids:
        if reader.get(Serial, serial_id).holds:
            found.append(f"ser_{serial_id} is on hold")
    return found


def unfit_to_leave(reader: Reader, shipment_id: int) -> list[str]:
    """Why goods of a shipment that was just dispatched should not have left."""
    found = []
    shipment = reader.get(Shipment, shipment_id)
    serials: dict[int, list[int]] = defaultdict(list)
    for run in reader.find(ShipmentSerial, shipment_id=shipment.id):
        numbers = range(int(run.first_serial_id), int(run.last_serial_id) + 1)
        serials[int(run.line_id)] += numbers
    for line in reader.find(ShipmentLine, shipment_id=shipment.id, state=LineState.SHIPPED):
        ids = serials[int(line.id)]
        found += unfit(reader, int(line.lot_id), ids, is_sold=True)
        found += [
            f"ser_{id_} of shl_{line.id} is {serial.state}"
            for id_ in ids
            if (serial := reader.get(Serial, id_)).state is not SerialState.SHIPPED
        ]
        if reader.get(Item, line.item_id).tracking is Tracking.SERIAL:
            found += [] if len(ids) == line.quantity else [f"shl_{line.id}: {len(ids)} serials"]
    return found


def _outermost(packages: dict[int, Package], package_id: int) -> Package:
    package = packages[package_id]
    while package.parent_id is not None:
        package = packages[int(package.parent_id)]
    return package


def _at(stock: Any) -> str:
    return f"lot_{stock.lot_id} at loc_{stock.location_id}"
