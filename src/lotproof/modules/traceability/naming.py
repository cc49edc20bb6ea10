"""Units by what people call them: many at once, a few statements for hundreds of units."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from lotproof.kernel.database import Row
from lotproof.kernel.spanned import Spanned, groups
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Span
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.items.queries import Item
from lotproof.modules.warehouse.queries import Lot, Package, Serial

_ITEM = Item.KIND.table


class Named(NamedTuple):
    """A unit with its names; absent ones are None."""

    id: str
    unit: str
    number: str | None
    item_id: str | None
    item: str | None
    item_name: str | None
    state: str


def named(reader: Reader, spans: Iterable[Span]) -> Iterator[tuple[int, Named]]:
    """Every unit of the disjoint spans that exists, in the order of the spans, then by number."""
    for group in groups(spans):
        found: dict[int, Named] = {}
        wanted = sum(last - first + 1 for first, last in group)
        for statement, name in _KINDS:
            if len(found) == wanted:
                break
            for row in statement.rows(reader, group):
                found[row[0]] = name(row)
        numbers = sorted(found)
        for first, last in group:
            for number in numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]:
                yield number, found[number]


def _of_item(table: Any) -> Spanned:
    def build(unit: Any) -> Select[Any]:
        return select(
            unit.c.id, unit.c.number, unit.c.state, _ITEM.c.id, _ITEM.c.number, _ITEM.c.name
        ).join_from(unit, _ITEM, _ITEM.c.id == unit.c.item_id)

    return Spanned(table, "id", build)


_PACKAGE = Package.KIND.table
_LOTS, _SERIALS = _of_item(Lot.KIND.table), _of_item(Serial.KIND.table)
_PACKAGES = Spanned(
    _PACKAGE,
    "id",
    lambda unit: select(unit.c.id, unit.c.sscc, unit.c.state, unit.c.level),
)


def _lot(row: Row) -> Named:
    return Named(LotId.text(row[0]), "lot", row[1], f"itm_{row[3]}", row[4], row[5], row[2])


def _serial(row: Row) -> Named:
    return Named(SerialId.text(row[0]), "serial", row[1], f"itm_{row[3]}", row[4], row[5], row[2])


def _package(row: Row) -> Named:
    return Named(PackageId.text(row[0]), str(row[3]), row[1], None, None, None, row[2])


_KINDS: Sequence[tuple[Spanned, Any]] = (
    (_SERIALS, _serial),
    (_LOTS, _lot),
    (_PACKAGES, _package),
)
