"""Lists of any kind of record: filter, sort, page. Built from the registry; none is missing.

How long a list takes does not depend on what there is besides: a page is read by an index where
one fits, and else by one walk over the table; matches are counted up to a bound. Only a search
for text has no index at all; whoever asks sets a time for it.
"""

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, func, literal, select

from lotproof.derive.filters import BadFilter, Sort, beyond, conditions, order, stored_value
from lotproof.kernel.database import Row, Statement
from lotproof.kernel.masking import Hides, nothing, without
from lotproof.kernel.meaning import dump
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader

__all__ = [
    "BadFilter",
    "NoSuchKind",
    "Page",
    "count",
    "kind_of",
    "listing",
    "one",
    "shown",
    "walk",
]

LIMIT_MAX = 100_000
COUNT_MAX = 100_000
"""Matches are counted up to here; whoever sees so many narrows the list anyway."""
SEARCHED_MAX = 1_000
"""Matches of a search for text: each is found by reading, so fewer are counted."""
_WALK_ROWS = 2_000


class NoSuchKind(
    Refused,
    ValueError,
    code="no_such_kind",
    en="There is no kind of record {name}. Look it up in the dictionary.",
    zh="没有记录类型 {name}。请查阅数据字典。",
    http_status=404,
):
    """No kind of record has this name."""


class Page(msgspec.Struct):
    """One page: records as JSON objects, how many match, where it begins.

    Without `total_is_exact` there are at least `total`. `next` is the key after which the next
    page begins (`after`), None at the end.
    """

    records: list[dict[str, Any]]
    total: int
    offset: int
    total_is_exact: bool = True
    next: str | None = None


def kind_of(name: str) -> Kind:
    found = RECORDS.get(name)
    if found is None:
        raise NoSuchKind(name=name[:80])
    return found


def listing(
    reader: Reader,
    name: str,
    *,
    filters: dict[str, str] | None = None,
    sort: str = "",
    search: str = "",
    limit: int = 100,
    offset: int = 0,
    after: str = "",
    within: ColumnElement[bool] | None = None,
) -> Page:
    """Records that fulfil the filters (`field`, `field.min`, `field.max`, `field.in`), sorted.

    `sort` names fields, with `-` before one for descending, between commas; the key breaks ties.
    `after` is the key of the record behind which the page begins: cheap however far that is,
    which `offset` is not. `within` bounds what the caller may see. Secret fields never show.
    """
    kind = kind_of(name)
    wanted = conditions(kind, filters or {}, search, reader.hides)
    if within is not None:
        wanted.append(within)
    sorts, size = order(kind, sort, reader.hides), min(limit, LIMIT_MAX)
    place = [_beyond_key(reader, kind, sorts, after)] if after else []
    query = _query(kind, [*wanted, *place], sorts).limit(size + 1).offset(offset)
    rows = reader.rows(Statement(query))
    records = [kind.load(row) for row in rows[:size]]
    if len(rows) <= size and (rows or not offset) and not after:
        total, is_exact = offset + len(rows), True  # the last page knows without counting
    else:
        total, is_exact = _count(reader, kind, wanted, SEARCHED_MAX if search else COUNT_MAX)
    return Page(
        [shown(kind, each, reader.hides) for each in records],
        total,
        offset,
        is_exact,
        kind.key_text(records[-1]) if records and len(rows) > size else None,
    )


def walk(
    reader: Reader,
    kind: Kind,
    filters: dict[str, str],
    *,
    sort: str = "",
    search: str = "",
    within: ColumnElement[bool] | None = None,
) -> Iterator[Any]:
    """All records of a list, typed, in its order; read in pages so that memory stays flat."""
    wanted = conditions(kind, filters, search, reader.hides)
    if within is not None:
        wanted.append(within)
    sorts = order(kind, sort, reader.hides)
    place: list[ColumnElement[bool]] = []
    while True:
        rows = reader.rows(Statement(_query(kind, [*wanted, *place], sorts).limit(_WALK_ROWS)))
        yield from map(kind.load, rows)
        if len(rows) < _WALK_ROWS:
            return
        place = [beyond(sorts, _stored(kind, rows[-1]))]


def _query(kind: Kind, wanted: list[ColumnElement[bool]], sorts: list[Sort]) -> Select[Any]:
    columns = (kind.table.c[f.name] for f in kind.fields)
    return select(*columns).where(*wanted).order_by(*(each.clause for each in sorts))


def _beyond_key(reader: Reader, kind: Kind, sorts: list[Sort], key: str) -> ColumnElement[bool]:
    """What comes behind the record with this key; BadFilter if there is none."""
    rows = reader.rows(Statement(_query(kind, _with_key(kind, key), sorts).limit(1)))
    if not rows:
        problem = t("no record has this key", "没有该键的记录")
        raise BadFilter(what=f"after={key[:60]}", problem=problem)
    return beyond(sorts, _stored(kind, rows[0]))


def _with_key(kind: Kind, key: str) -> list[ColumnElement[bool]]:
    parts = key.split("|")
    if len(parts) != len(kind.key):
        problem = t("{kind} has another key", "{kind} 的键不同").fill(kind=kind.name)
        raise BadFilter(what=key[:80], problem=problem)
    return [
        kind.table.c[part] == stored_value(kind.by_name[part], value)
        for part, value in zip(kind.key, parts, strict=True)
    ]


def _stored(kind: Kind, row: Row) -> dict[str, Any]:
    return {f.name: value for f, value in zip(kind.fields, row, strict=True)}


def count(
    reader: Reader,
    kind: Kind,
    filters: dict[str, str],
    *,
    search: str = "",
    within: ColumnElement[bool] | None = None,
    bound: int = COUNT_MAX,
) -> tuple[int, bool]:
    """How many records a list has, up to a bound, and whether that is all."""
    wanted = conditions(kind, filters, search, reader.hides)
    return _count(reader, kind, wanted + ([] if within is None else [within]), bound)


def _count(
    reader: Reader, kind: Kind, wanted: list[ColumnElement[bool]], bound: int
) -> tuple[int, bool]:
    """How many match, up to a bound, and whether that is all."""
    some = select(literal(1)).select_from(kind.table).where(*wanted).limit(bound + 1)
    counted = select(func.count()).select_from(some.subquery())
    found = int(reader.rows(Statement(counted))[0][0])
    return min(found, bound), found <= bound


def one(
    reader: Reader, kind: Kind, key: str, within: ColumnElement[bool] | None = None
) -> dict[str, Any] | None:
    """The record with this key (`lot_12`, or parts joined by `|`) that may be seen, or None."""
    if len(key.split("|")) != len(kind.key):
        return None
    wanted = _with_key(kind, key) + ([] if within is None else [within])
    rows = reader.rows(Statement(_query(kind, wanted, order(kind, "")).limit(1)))
    return shown(kind, kind.load(rows[0]), reader.hides) if rows else None


def shown(kind: Kind, record: Any, hides: Hides = nothing) -> dict[str, Any]:
    """A record as a JSON object for readers: no secrets, not even their digests, and nothing that
    is hidden; the fields that are stand under `masking.MASKED`."""
    secret = {f.name for f in kind.fields if f.meaning.is_unseen}
    values = {name: value for name, value in dump(record).items() if name not in secret}
    return without(kind.name, values, hides)
