"""Choosing a record by the beginning of what it is called, by what it belongs to, by a barcode.

Only indexes are used on large tables: the beginning of a number, an id, the things that belong
to what the text names. Small tables are also searched for any part of a name.
"""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from lotproof.derive.interface import kind_of, title_fields
from lotproof.derive.names import (
    May,
    Name,
    may_name,
    of_kind,
    parent_field,
)
from lotproof.kernel.database import Statement
from lotproof.kernel.record import Kind
from lotproof.kernel.refusals import Refused
from lotproof.kernel.work import Reader
from lotproof.modules.identification import carriers
from lotproof.modules.identification.problems import UnreadableCarrier
from lotproof.modules.traceability.queries import identify

SMALL_TABLE_ROWS = 20_000
PARENTS_MAX = 20
_LAST = "\U0010ffff"
_SAID = {"number", "supplier_lot", "sscc", "gln", "di"}
"""Numbers of the trade, beside the titles of a kind."""


def pick(reader: Reader, kind: Kind, text: str, limit: int, may: May) -> list[Name]:
    """Up to `limit` records that the text may mean, the likeliest first; the newest for none.

    Raises UnreadableCarrier for a damaged barcode that is the beginning of nothing either.
    """
    text = text.strip(" \t\r\n")
    numbers = _newest(reader, kind, limit) if not text else _meant(reader, kind, text, limit, may)
    return of_kind(reader, kind, numbers[:limit], may)


def _newest(reader: Reader, kind: Kind, limit: int) -> list[int]:
    return _numbers(reader, kind, [], limit, kind.table.c.id.desc())


def _meant(reader: Reader, kind: Kind, text: str, limit: int, may: May) -> list[int]:
    found, damage = _named(reader, kind, text)
    found |= dict.fromkeys(_beginning(reader, kind, text, limit))
    if len(found) < limit and _is_small(reader, kind):
        found |= dict.fromkeys(_containing(reader, kind, text, limit))
    if len(found) < limit:
        found |= dict.fromkeys(_belonging(reader, kind, text, limit, may))
    if not found and damage is not None:
        raise damage
    return list(found)


def _named(
    reader: Reader, kind: Kind, text: str
) -> tuple[dict[int, None], UnreadableCarrier | None]:
    """What an id or a barcode names, and what is wrong with the barcode."""
    assert kind.id_field is not None
    of = kind.id_field.type
    try:
        return {int(of.parse(text)): None}, None
    except ValueError:
        pass
    try:
        if carriers.read(text, today=reader.today).kind == "plain":
            return {}, None
        return {int(of.parse(identify(reader, text, of.prefix))): None}, None
    except UnreadableCarrier as damage:
        return {}, damage
    except (Refused, ValueError):  # it names nothing here, or something of another kind
        return {}, None


def searched_fields(kind: Kind) -> list[str]:
    """Texts that people call a record by and an index begins with."""
    leading = {names[0] for names in (*kind.unique, *kind.index)}
    return [
        f.name
        for f in kind.fields
        if f.name in leading and f.kind == "text" and f.name in _SAID | set(title_fields(kind))
    ]


def _beginning(reader: Reader, kind: Kind, text: str, limit: int) -> list[int]:
    """By the first characters, as given and in capitals; in the order of the index."""
    found: dict[int, None] = {}
    for name in (n for n in searched_fields(kind) if n not in reader.hides(kind.name)):
        column = kind.table.c[name]
        for start in dict.fromkeys((text, text.upper(), text.lower())):
            wanted = [column >= start, column < start + _LAST]
            found |= dict.fromkeys(_numbers(reader, kind, wanted, limit, column))
    return list(found)


def _is_small(reader: Reader, kind: Kind) -> bool:
    some = select(literal(1)).select_from(kind.table).limit(SMALL_TABLE_ROWS + 1).subquery()
    rows = reader.rows(Statement(select(func.count()).select_from(some)))
    return int(rows[0][0]) <= SMALL_TABLE_ROWS


def _containing(reader: Reader, kind: Kind, text: str, limit: int) -> list[int]:
    """By any part of any name, the newest first."""
    names = {*title_fields(kind), *searched_fields(kind), "name", "name_zh", "title", "title_zh"}
    columns = [
        kind.table.c[f.name]
        for f in kind.fields
        if f.name in names
        and f.kind == "text"
        and not f.meaning.is_unseen
        and f.name not in reader.hides(kind.name)
    ]
    if not columns:
        return []
    wanted = or_(*(column.icontains(text, autoescape=True) for column in columns))
    return _numbers(reader, kind, [wanted], limit, kind.table.c.id.desc())


def _belonging(reader: Reader, kind: Kind, text: str, limit: int, may: May) -> list[int]:
    """By what they belong to: the inspections of a lot, the lots of an item."""
    field = parent_field(kind)
    above = kind_of(field.type.prefix) if field else None
    if field is None or above is None or not may_name(above, may):
        return []
    index = next((i for i in (*kind.unique, *kind.index) if i[0] == field.name), None)
    if index is None:
        return []
    parents = _beginning(reader, above, text, PARENTS_MAX)
    if len(parents) < PARENTS_MAX and _is_small(reader, above):
        parents += _containing(reader, above, text, PARENTS_MAX)
    found: dict[int, None] = {}
    for parent in dict.fromkeys(parents[:PARENTS_MAX]):
        wanted = kind.table.c[field.name] == parent
        order = [kind.table.c[name] for name in index]
        found |= dict.fromkeys(_numbers(reader, kind, [wanted], limit, *order))
        if len(found) >= limit:
            break
    return list(found)


def _numbers(
    reader: Reader, kind: Kind, wanted: list[ColumnElement[bool]], limit: int, *order: Any
) -> list[int]:
    query = select(kind.table.c.id).order_by(*order).limit(limit)
    if wanted:
        query = query.where(and_(*wanted))
    return [int(row[0]) for row in reader.rows(Statement(query))]
