"""Units by what people call them: many at once, a few statements for hundreds of units."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import BigInteger, Select, bindparam, or_, select

from lotproof.kernel.database import Row, Statement
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Span
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.items.queries import Item
from lotproof.modules.warehouse.queries import Lot, Package, Serial

_CHUNK = 100
"""Spans that one statement asks for."""
_UNITS_AT_ONCE = 20_000
"""Longer spans are asked for in pieces, so that memory follows the page of the answer."""

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
    for group in _groups(spans):
        padded = [*group, *[group[-1]] * (_CHUNK - len(group))]
        places = {f"a{i}": first for i, (first, _) in enumerate(padded)}
        places |= {f"z{i}": last for i, (_, last) in enumerate(padded)}
        found: dict[int, Named] = {}
        wanted = sum(last - first + 1 for first, last in group)
        for statement, name in _KINDS:
            if len(found) == wanted:
                break
            for row in reader.rows(statement, **places):
                found[row[0]] = name(row)
        numbers = sorted(found)
        for first, last in group:
            for number in numbers[bisect_left(numbers, first) : bisect_right(numbers, last)]:
                yield number, found[number]


def _groups(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Spans in groups that one statement can ask for and one list can hold."""
    group: list[Span] = []
    room = _UNITS_AT_ONCE
    for start, last in spans:
        first = start
        while first <= last:
            end = min(last, first + room - 1)
            group.append((first, end))
            room -= end - first + 1
            first = end + 1
            if len(group) == _CHUNK or room == 0:
                yield group
                group, room = [], _UNITS_AT_ONCE
    if group:
        yield group


def _within(query: Select[Any], column: Any) -> Statement[Any]:
    return Statement(
        query.where(
            or_(
                *(
                    column.between(
                        bindparam(f"a{i}", type_=BigInteger), bindparam(f"z{i}", type_=BigInteger)
                    )
                    for i in range(_CHUNK)
                )
            )
        )
    )


def _of_item(table: Any) -> Statement[Any]:
    query = select(
        table.c.id, table.c.number, table.c.state, _ITEM.c.id, _ITEM.c.number, _ITEM.c.name
    ).join_from(table, _ITEM, _ITEM.c.id == table.c.item_id)
    return _within(query, table.c.id)


_PACKAGE = Package.KIND.table
_LOTS, _SERIALS = _of_item(Lot.KIND.table), _of_item(Serial.KIND.table)
_PACKAGES = _within(
    select(_PACKAGE.c.id, _PACKAGE.c.sscc, _PACKAGE.c.state, _PACKAGE.c.level), _PACKAGE.c.id
)


def _lot(row: Row) -> Named:
    return Named(LotId.text(row[0]), "lot", row[1], f"itm_{row[3]}", row[4], row[5], row[2])


def _serial(row: Row) -> Named:
    return Named(SerialId.text(row[0]), "serial", row[1], f"itm_{row[3]}", row[4], row[5], row[2])


def _package(row: Row) -> Named:
    return Named(PackageId.text(row[0]), str(row[3]), row[1], None, None, None, row[2])


_KINDS: Sequence[tuple[Statement[Any], Any]] = (
    (_SERIALS, _serial),
    (_LOTS, _lot),
    (_PACKAGES, _package),
)
