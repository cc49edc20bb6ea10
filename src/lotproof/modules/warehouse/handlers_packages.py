"""Carrying out what is asked about packages: packing, unpacking, moving."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import cancel_into, link, link_parents
from lotproof.modules.genealogy.vocabulary import EdgeKind
from lotproof.modules.identification.keys import check_digit
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.sites.services import next_sscc
from lotproof.modules.warehouse import queries, rules, rules_packages
from lotproof.modules.warehouse.commands import MovePackage, PackUnits, UnpackUnits
from lotproof.modules.warehouse.events import PackageMoved, UnitsPacked, UnitsUnpacked
from lotproof.modules.warehouse.gates import MAY_REGROUP, RegroupAsked
from lotproof.modules.warehouse.packing import empty, move_packed, outermost, packed_lots
from lotproof.modules.warehouse.records import Location, Lot, Package, PackageContent, Serial
from lotproof.modules.warehouse.services import in_unit_of, on_site, require_place, take_serials
from lotproof.modules.warehouse.stock import require_free, stock_row
from lotproof.modules.warehouse.vocabulary import (
    PACKAGE_LIFE,
    PackageId,
    PackageLevel,
    PackageState,
    SerialId,
)


@handles(PackUnits, emits=(UnitsPacked,))
def pack_units(command: PackUnits, work: Work) -> None:
    if not (command.lines or command.serial_ids or command.package_ids):
        raise rules_packages.NothingToPack
    if command.sscc is not None:
        _require_sscc(command.sscc)
    location = on_site(work, command.location_id)
    inner = _inner_packages(work, command, location)
    serials = _serials_by_lot(work, command.serial_ids)
    lots = _rely_on_lots(work, command, serials, inner)
    _require_one_state(work, lots.values())
    package = work.add(
        Package(
            id=work.new_id(PackageId),
            level=command.level,
            packed_at=work.occurred,
            packed_by=work.actor,
            sscc=command.sscc or _new_sscc(work, command.level),
            location_id=location.id,
        )
    )
    quantities = _pack_lines(work, command, lots, package)
    for lot_id, ids in serials.items():
        _pack_serials(work, lots[lot_id], ids, location, package)
        quantities[lot_id] += len(ids)
    for lot_id, quantity in sorted(quantities.items()):
        _fill(work, lots[lot_id], location, package, Amount(quantity))
    for each in inner:
        each.parent_id, each.location_id = package.id, None
    link_parents(work, [each.id for each in inner], package.id, EdgeKind.PACKED, is_new=True)
    work.record(UnitsPacked(package_id=package.id, level=package.level, location_id=location.id))


def _require_sscc(sscc: str) -> None:
    expected = check_digit(sscc[:-1])
    if sscc[-1] != expected:
        raise rules_packages.BadSscc(sscc=sscc, expected=expected)


def _new_sscc(work: Work, level: PackageLevel) -> str | None:
    """An SSCC of our own for a case or pallet, if the site has a company prefix.

    One that was given by hand before is passed over.
    """
    if level not in rules_packages.LOGISTIC:
        return None
    number = next_sscc(work)
    while number is not None and queries.package_by_sscc(work, number) is not None:
        number = next_sscc(work)
    return number


def _inner_packages(work: Work, command: PackUnits, location: Location) -> list[Package]:
    ids = sorted({int(each) for each in command.package_ids})
    if len(ids) != len(command.package_ids):
        raise rules.NotSeveral(least=1)
    inner = [outermost(work, PackageId(each)) for each in ids]
    for each in inner:
        if each.location_id != location.id:
            raise rules_packages.PackageElsewhere(
                package=PackageId.text(each.id), location=location.code
            )
        if not rules_packages.fits_into(each.level, command.level):
            raise rules_packages.WrongPackageLevel(
                inner=each.level.label, outer=command.level.label
            )
    return inner


def _serials_by_lot(work: Work, serial_ids: Sequence[SerialId]) -> dict[int, list[SerialId]]:
    if len(set(serial_ids)) != len(serial_ids):
        raise rules.NotSeveral(least=1)
    by_lot: dict[int, list[SerialId]] = defaultdict(list)
    for each in sorted(serial_ids):
        by_lot[int(work.take(Serial, each).lot_id)].append(each)
    return dict(sorted(by_lot.items()))


def _rely_on_lots(
    work: Work,
    command: PackUnits,
    serials: Iterable[int],
    inner: Sequence[Package],
) -> dict[int, Lot]:
    ids = {int(line.lot_id) for line in command.lines} | set(serials)
    if len({int(line.lot_id) for line in command.lines}) != len(command.lines):
        raise rules.NotSeveral(least=1)
    for package in inner:
        ids |= {int(each.lot_id) for each in queries.contents(work, package.id)}
    return {each: work.rely(Lot, each) for each in sorted(ids)}


def _require_one_state(work: Work, lots: Iterable[Lot]) -> None:
    lots = list(lots)
    for lot in lots:
        if lot.holds:
            raise rules.LotOnHold(lot=lot.number, count=lot.holds)
        work.ask(MAY_REGROUP, RegroupAsked(lot_id=lot.id))
    if len({lot.state for lot in lots}) > 1:
        states = queries.labels(sorted({lot.state for lot in lots}))
        raise rules_packages.PackageMixed(states=states)
    if len({lot.purpose for lot in lots}) > 1:
        states = queries.labels(sorted({lot.purpose for lot in lots}))
        raise rules_packages.PackageMixed(states=states)


def _pack_lines(
    work: Work, command: PackUnits, lots: dict[int, Lot], package: Package
) -> dict[int, int]:
    """Quantities of lots without serials, by lot, in the lot's unit."""
    quantities: dict[int, int] = defaultdict(int)
    for line in command.lines:
        lot = lots[int(line.lot_id)]
        quantity = in_unit_of(lot, line.quantity, line.unit)
        if work.get(Item, lot.item_id).tracking is Tracking.SERIAL:
            raise rules.SerialsDoNotMatch(count=0, quantity=quantity)
        quantities[int(lot.id)] += quantity
        link(work, lot.id, package.id, EdgeKind.PACKED, is_new=True)
    return quantities


def _pack_serials(
    work: Work, lot: Lot, ids: Sequence[SerialId], location: Location, package: Package
) -> None:
    for serial in take_serials(work, lot, ids, location.id):
        serial.package_id, serial.location_id = package.id, None
    link_parents(work, ids, package.id, EdgeKind.PACKED, is_new=True)


def _fill(work: Work, lot: Lot, location: Location, package: Package, quantity: Amount) -> None:
    stock = stock_row(work, lot, location.id)
    require_free(work, lot, stock, quantity, PackageId.text(package.id))
    stock.packed = Amount(stock.packed + quantity)
    work.add(PackageContent(package.id, lot.id, lot.unit, quantity))


@handles(UnpackUnits, emits=(UnitsUnpacked,))
def unpack_units(command: UnpackUnits, work: Work) -> None:
    package = outermost(work, command.package_id)
    location_id = package.location_id
    assert location_id is not None
    package.state = PACKAGE_LIFE.move(
        PackageId.text(package.id), package.state, PackageState.OPENED
    )
    for content in empty(work, package):
        stock = stock_row(work, work.rely(Lot, content.lot_id), location_id)
        stock.packed = Amount(stock.packed - content.quantity)
    for serial in work.take_all(Serial, package_id=package.id):
        serial.package_id, serial.location_id = None, location_id
    for inner in work.take_all(Package, parent_id=package.id):
        inner.parent_id, inner.location_id = None, location_id
    package.location_id = None
    cancel_into(work, package.id, EdgeKind.PACKED)
    work.record(UnitsUnpacked(package_id=package.id, location_id=location_id))


@handles(MovePackage, emits=(PackageMoved,))
def move_package(command: MovePackage, work: Work) -> None:
    package = outermost(work, command.package_id)
    source_id = package.location_id
    assert source_id is not None
    target = work.get(Location, command.to_location_id)
    if target.id == source_id:
        raise rules.SamePlace(location=target.code)
    lots = packed_lots(work, package.id)
    for packed in lots:
        require_place(work, packed.lot, target)
    move_packed(work, package, lots, target.id, PackageId.text(package.id))
    work.record(
        PackageMoved(package_id=package.id, from_location_id=source_id, to_location_id=target.id)
    )
