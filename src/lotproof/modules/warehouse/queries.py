"""Typed reads of lots, serials, stock, packages and transfers."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import String, bindparam, case, cast, exists, literal, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.quantity import Amount
from lotproof.kernel.site import FallbackHold
from lotproof.kernel.text import Text
from lotproof.kernel.work import Reader
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.warehouse import rules
from lotproof.modules.warehouse.keeping import lots_kept_in
from lotproof.modules.warehouse.records import (
    Count,
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
    LocationId,
    LotId,
    LotPurpose,
    LotState,
    PackageId,
    TransferState,
)

__all__ = [
    "Count",
    "Hold",
    "Location",
    "Lot",
    "Movement",
    "Package",
    "PackageContent",
    "Pick",
    "Serial",
    "Stock",
    "Transfer",
    "active_holds",
    "contents",
    "fefo",
    "labels",
    "location_by_code",
    "lot_by_number",
    "lots_by_number",
    "lots_in_state",
    "lots_kept_in",
    "lots_of_supplier",
    "movements",
    "nested_packages",
    "open_quantity",
    "open_transfers",
    "package_by_sscc",
    "packed_serials",
    "serial_by_number",
    "serials_of",
    "stock_at",
    "stock_of_item",
    "stock_of_lot",
    "usable_stock",
    "used_serials",
]

_LOT, _STOCK, _LOCATION = Lot.KIND.table, Stock.KIND.table, Location.KIND.table
_SERIAL, _PACKAGE, _CONTENT = Serial.KIND.table, Package.KIND.table, PackageContent.KIND.table
_FALLBACK = FallbackHold.KIND.table

_CHUNK = 500
"""Numbers looked up by one statement."""


class Pick(NamedTuple):
    """A quantity, in the lot's unit, of a lot at a location."""

    lot: Lot
    location_id: LocationId
    quantity: Amount


class Content(NamedTuple):
    """A quantity of a lot directly inside a package."""

    package_id: PackageId
    lot_id: LotId
    unit: str
    quantity: Amount


# --- places, lots, serials ----------------------------------------------------------------------


def location_by_code(reader: Reader, code: str) -> Location | None:
    return reader.only(Location, code=code)


def lot_by_number(reader: Reader, item_id: ItemId, number: str) -> Lot | None:
    return reader.only(Lot, item_id=item_id, number=number)


def lots_by_number(reader: Reader, number: str) -> list[Lot]:
    """Lots of any item with this number: what a scan of the number alone may mean."""
    return reader.find(Lot, number=number)


def lots_in_state(reader: Reader, state: LotState) -> list[Lot]:
    return reader.find(Lot, state=state)


def lots_of_supplier(reader: Reader, supplier_id: PartyId, supplier_lot: str) -> list[Lot]:
    """Our lots of one lot of the supplier; a delivery in parts makes several."""
    return reader.find(Lot, supplier_id=supplier_id, supplier_lot=supplier_lot)


def serial_by_number(reader: Reader, item_id: ItemId, number: str) -> Serial | None:
    return reader.only(Serial, item_id=item_id, number=number)


def serials_of(reader: Reader, lot_id: LotId) -> list[Serial]:
    return reader.find(Serial, lot_id=lot_id)


_USED_SERIALS: Statement[Serial] = Statement(
    select(_SERIAL.c.number)
    .where(
        _SERIAL.c.item_id == bindparam("item_id"),
        _SERIAL.c.number.in_([bindparam(f"n{i}", type_=String) for i in range(_CHUNK)]),
    )
    .order_by(_SERIAL.c.number)
)


def used_serials(reader: Reader, item_id: ItemId, numbers: Sequence[str]) -> list[str]:
    """Those of the numbers that a serial of the item has already."""
    used: list[str] = []
    for start in range(0, len(numbers), _CHUNK):
        chunk = list(numbers[start : start + _CHUNK])
        chunk += [chunk[-1]] * (_CHUNK - len(chunk))
        places = {f"n{i}": number for i, number in enumerate(chunk)}
        used += [row[0] for row in reader.rows(_USED_SERIALS, item_id=int(item_id), **places)]
    return used


# --- stock --------------------------------------------------------------------------------------

_STOCK_OF_ITEM = Statement(
    select(*_STOCK.c)
    .where(_STOCK.c.item_id == bindparam("item_id"), _STOCK.c.quantity > 0)
    .order_by(_STOCK.c.lot_id, _STOCK.c.location_id),
    Stock,
)
_STOCK_AT = Statement(
    select(*_STOCK.c)
    .where(_STOCK.c.location_id == bindparam("location_id"), _STOCK.c.quantity > 0)
    .order_by(_STOCK.c.lot_id),
    Stock,
)

# What is usable today: released, not held by anybody, not expired, at a place to pick from.
_USABLE: Statement[Lot] = Statement(
    select(*_LOT.c, _STOCK.c.location_id, _STOCK.c.quantity - _STOCK.c.packed)
    .join_from(_STOCK, _LOT, _LOT.c.id == _STOCK.c.lot_id)
    .join(_LOCATION, _LOCATION.c.id == _STOCK.c.location_id)
    .where(
        _STOCK.c.item_id == bindparam("item_id"),
        _STOCK.c.quantity > 0,
        _STOCK.c.quantity > _STOCK.c.packed,
        _LOT.c.state == LotState.RELEASED.value,
        _LOT.c.holds == 0,
        or_(_LOT.c.expires_on.is_(None), _LOT.c.expires_on >= bindparam("today", type_=String)),
        _LOT.c.purpose.in_([bindparam(f"purpose{i}", type_=String) for i in range(3)]),
        or_(*(_LOCATION.c.kind == kind.value for kind in rules.PICKED_FROM)),
        ~exists().where(
            _FALLBACK.c.subject == literal("lot_", String) + cast(_LOT.c.id, String),
            _FALLBACK.c.is_active.is_(True),
        ),
    )
    .order_by(
        case((_LOT.c.expires_on.is_(None), 1), else_=0),
        _LOT.c.expires_on,
        _LOT.c.id,
        _STOCK.c.location_id,
    )
)


def stock_of_lot(reader: Reader, lot_id: LotId) -> list[Stock]:
    """By location; rows of zero too."""
    return reader.find(Stock, lot_id=lot_id)


def stock_of_item(reader: Reader, item_id: ItemId) -> list[Stock]:
    """What there is, in any state of its lot."""
    return reader.select(_STOCK_OF_ITEM, item_id=int(item_id))


def stock_at(reader: Reader, location_id: LocationId) -> list[Stock]:
    return reader.select(_STOCK_AT, location_id=int(location_id))


def usable_stock(reader: Reader, item_id: ItemId, purpose: LotPurpose) -> list[Pick]:
    """Unpacked stock that may be used for the purpose today, earliest expiry first.

    At places to pick from: storage, production, shipping. Lots without expiry come last.
    """
    allowed = sorted(rules.USABLE_FOR[purpose])
    allowed += [allowed[0]] * (3 - len(allowed))
    rows = reader.rows(
        _USABLE,
        item_id=int(item_id),
        today=reader.today.isoformat(),
        **{f"purpose{i}": each.value for i, each in enumerate(allowed)},
    )
    width = len(Lot.KIND.fields)
    return [
        Pick(Lot.KIND.load(row[:width]), LocationId(row[width]), Amount(row[width + 1]))
        for row in rows
    ]


def fefo(reader: Reader, item_id: ItemId, quantity: Amount, purpose: LotPurpose) -> list[Pick]:
    """What to pick, first expired first out, for a quantity in the item's unit.

    The picks sum to less than the quantity where there is not enough.
    """
    picks: list[Pick] = []
    wanted = int(quantity)
    for each in usable_stock(reader, item_id, purpose):
        if wanted <= 0:
            break
        taken = min(wanted, each.quantity)
        picks.append(each._replace(quantity=Amount(taken)))
        wanted -= taken
    return picks


def movements(reader: Reader, lot_id: LotId) -> list[Movement]:
    """In the order in which they were recorded."""
    return reader.find(Movement, lot_id=lot_id)


def active_holds(reader: Reader, lot_id: LotId) -> list[Hold]:
    """Of the lot and of single serials of it."""
    return reader.find(Hold, lot_id=lot_id, state=HoldState.ACTIVE)


# --- packages -----------------------------------------------------------------------------------

_tree = (
    select(_PACKAGE.c.id).where(_PACKAGE.c.id == bindparam("package_id")).cte("t", recursive=True)
)
_tree = _tree.union_all(select(_PACKAGE.c.id).join(_tree, _PACKAGE.c.parent_id == _tree.c.id))

_NESTED = Statement(
    select(*_PACKAGE.c).where(_PACKAGE.c.id.in_(select(_tree.c.id))).order_by(_PACKAGE.c.id),
    Package,
)
_CONTENTS: Statement[PackageContent] = Statement(
    select(_CONTENT.c.package_id, _CONTENT.c.lot_id, _CONTENT.c.unit, _CONTENT.c.quantity)
    .where(_CONTENT.c.package_id.in_(select(_tree.c.id)), _CONTENT.c.quantity > 0)
    .order_by(_CONTENT.c.lot_id, _CONTENT.c.package_id)
)
_PACKED_SERIALS = Statement(
    select(*_SERIAL.c).where(_SERIAL.c.package_id.in_(select(_tree.c.id))).order_by(_SERIAL.c.id),
    Serial,
)


def package_by_sscc(reader: Reader, sscc: str) -> Package | None:
    return reader.only(Package, sscc=sscc)


def nested_packages(reader: Reader, package_id: PackageId) -> list[Package]:
    """The package and all packages inside it, by id."""
    return reader.select(_NESTED, package_id=int(package_id))


def contents(reader: Reader, package_id: PackageId) -> list[Content]:
    """Everything in the package and the packages inside it, by lot."""
    return [
        Content(PackageId(package), LotId(lot), unit, Amount(quantity))
        for package, lot, unit, quantity in reader.rows(_CONTENTS, package_id=int(package_id))
    ]


def packed_serials(reader: Reader, package_id: PackageId) -> list[Serial]:
    """The serials in the package and the packages inside it, by id."""
    return reader.select(_PACKED_SERIALS, package_id=int(package_id))


# --- transfers ----------------------------------------------------------------------------------


def open_quantity(transfer: Transfer) -> Amount:
    """What was sent and is not accounted for yet."""
    said = transfer.came_back + transfer.used_outside + transfer.destroyed
    return Amount(max(0, transfer.quantity - said))


def open_transfers(reader: Reader) -> list[Transfer]:
    return reader.find(Transfer, state=TransferState.OPEN)


def labels(choices: Iterable[Choice]) -> Text:
    """The labels of choices as one text."""
    listed = list(choices)
    return Text(
        " / ".join(each.label.en for each in listed), " / ".join(each.label.zh for each in listed)
    )
