"""Packages as a whole: locking what is in them, moving them, shipping them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from lotproof.kernel.quantity import Amount
from lotproof.kernel.work import Work
from lotproof.modules.warehouse import queries, rules, rules_packages
from lotproof.modules.warehouse.records import (
    Location,
    Lot,
    Package,
    PackageContent,
    Serial,
    Stock,
)
from lotproof.modules.warehouse.stock import note, stock_row
from lotproof.modules.warehouse.vocabulary import (
    PACKAGE_LIFE,
    SERIAL_LIFE,
    LocationId,
    LotId,
    MovementKind,
    PackageId,
    PackageState,
    SerialState,
)


@dataclass(frozen=True)
class PackedLot:
    """How much of a lot is in a package and the packages inside it, in the lot's unit."""

    lot: Lot
    quantity: Amount


def outermost(work: Work, package_id: PackageId) -> Package:
    """The package, locked, closed and not inside another; package_elsewhere otherwise."""
    package = work.take(Package, package_id)
    PACKAGE_LIFE.require(PackageId.text(package.id), package.state, PackageState.CLOSED)
    if package.parent_id is not None or package.location_id is None:
        raise rules_packages.PackageElsewhere(
            package=PackageId.text(package.id), location=rules.shown([_where(work, package)])
        )
    return package


def _where(work: Work, package: Package) -> str:
    if package.parent_id is not None:
        return PackageId.text(package.parent_id)
    return work.get(Location, package.location_id).code


def packed_lots(work: Work, package_id: PackageId) -> list[PackedLot]:
    """The lots in the package, each kept as it is until commit, by lot."""
    quantities: dict[LotId, int] = defaultdict(int)
    for each in queries.contents(work, package_id):
        quantities[each.lot_id] += each.quantity
    return [PackedLot(work.rely(Lot, lot), Amount(q)) for lot, q in sorted(quantities.items())]


def move_packed(
    work: Work,
    package: Package,
    lots: Iterable[PackedLot],
    to_location_id: LocationId,
    reference: str,
) -> None:
    """The package and the stock in it change their place."""
    source_id = package.location_id
    assert source_id is not None
    for packed in lots:
        places = {p: stock_row(work, packed.lot, p) for p in sorted((source_id, to_location_id))}
        _shift(places[source_id], -packed.quantity)
        _shift(places[to_location_id], packed.quantity)
        note(
            work,
            packed.lot,
            MovementKind.MOVED,
            packed.quantity,
            reference,
            from_location_id=source_id,
            to_location_id=to_location_id,
        )
    package.location_id = to_location_id


def ship_package(work: Work, package_id: PackageId, *, reference: str) -> list[PackedLot]:
    """A closed outermost package leaves for good, with all stock and serials in it.

    The caller has asked beforehand whether its lots and serials may be distributed
    (`queries.contents`, `queries.packed_serials`). Refuses package_elsewhere, wrong_state.
    """
    package = outermost(work, package_id)
    source_id = package.location_id
    assert source_id is not None
    lots = packed_lots(work, package_id)
    for packed in lots:
        _shift(stock_row(work, packed.lot, source_id), -packed.quantity)
        note(
            work,
            packed.lot,
            MovementKind.SHIPPED,
            packed.quantity,
            reference,
            from_location_id=source_id,
        )
    for nested in take_nested(work, package_id):
        nested.state = PACKAGE_LIFE.move(
            PackageId.text(nested.id), nested.state, PackageState.SHIPPED
        )
        for serial in work.take_all(Serial, package_id=nested.id):
            # It keeps its package: this is how it left.
            serial.state = SERIAL_LIFE.move(serial.number, serial.state, SerialState.SHIPPED)
    package.location_id = None
    return lots


def take_nested(work: Work, package_id: PackageId) -> list[Package]:
    """The package and all packages inside it, locked level by level."""
    found = [work.take(Package, package_id)]
    for each in found:  # grows while it is walked
        found += work.take_all(Package, parent_id=each.id)
    return found


def empty(work: Work, package: Package) -> list[PackageContent]:
    """What was directly in the package, which now is not; given back with its quantities."""
    held = [
        PackageContent(each.package_id, each.lot_id, each.unit, each.quantity)
        for each in work.take_all(PackageContent, package_id=package.id)
        if each.quantity
    ]
    for content in work.take_all(PackageContent, package_id=package.id):
        content.quantity = Amount(0)
    return held


def _shift(stock: Stock, quantity: int) -> None:
    stock.quantity = Amount(stock.quantity + quantity)
    stock.packed = Amount(stock.packed + quantity)
