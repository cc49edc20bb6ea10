"""Lists of any kind of record: filter, sort, page. Built from the registry; none is missing."""

from typing import Any

import msgspec
from sqlalchemy import Select, and_, func, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Field, Unusable, dump
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.work import Reader

LIMIT_MAX = 100_000


class NoSuchKind(ValueError):
    """There is no kind of record of this name."""


class BadFilter(ValueError):
    """A filter or sort names no field, or a value that the field cannot have."""


class Page(msgspec.Struct):
    """One page: records as JSON objects, how many there are in all, where the next begins."""

    records: list[dict[str, Any]]
    total: int
    offset: int


def kind_of(name: str) -> Kind:
    found = RECORDS.get(name)
    if found is None:
        raise NoSuchKind(
            f"there is no kind of record {name!r}; known: {', '.join(sorted(RECORDS))}"
        )
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
) -> Page:
    """Records whose fields equal the filters (`field`, `field.min`, `field.max`), sorted.

    `sort` is a field, with `-` before it for descending; the key breaks ties. Secret fields are
    never shown.
    """
    kind = kind_of(name)
    table = kind.table
    wanted = and_(*(_condition(kind, key, value) for key, value in (filters or {}).items()))
    if search:
        texts = [table.c[f.name] for f in kind.fields if f.kind == "text" and not f.meaning.secret]
        wanted = and_(wanted, or_(*(c.icontains(search, autoescape=True) for c in texts)))
    query: Select[Any] = select(*(table.c[f.name] for f in kind.fields))
    counted: Select[Any] = select(func.count()).select_from(table)
    if filters or search:
        query, counted = query.where(wanted), counted.where(wanted)
    query = query.order_by(*_order(kind, sort)).limit(min(limit, LIMIT_MAX)).offset(offset)
    total = reader.rows(Statement(counted))[0][0]
    records = [shown(kind, kind.load(row)) for row in reader.rows(Statement(query))]
    return Page(records, int(total), offset)


def shown(kind: Kind, record: Any) -> dict[str, Any]:
    """A record as a JSON object for readers: no secrets, not even their digests."""
    secret = {f.name for f in kind.fields if f.meaning.secret}
    return {name: value for name, value in dump(record).items() if name not in secret}


def _order(kind: Kind, sort: str) -> list[Any]:
    order: list[Any] = []
    if sort:
        column = kind.table.c[_field(kind, sort.lstrip("-")).name]
        order.append(column.desc() if sort.startswith("-") else column)
    return order + [kind.table.c[k] for k in kind.key]


def _condition(kind: Kind, key: str, value: str) -> Any:
    name, _, bound = key.partition(".")
    field = _field(kind, name)
    column = kind.table.c[name]
    parsed = _value(field, value)
    if bound == "min":
        return column >= parsed
    if bound == "max":
        return column <= parsed
    if bound:
        raise BadFilter(f"{key}: only .min and .max may follow a field")
    return column == parsed


def _field(kind: Kind, name: str) -> Field:
    field = kind.by_name.get(name)
    if field is None or field.meaning.secret:
        raise BadFilter(f"{kind.name} has no field {name!r}")
    return field


def _value(field: Field, value: str) -> Any:
    raw: Any = value
    if field.kind == "yesno":
        raw = {"true": True, "false": False}.get(value.lower(), value)
    if field.kind in ("integer", "amount"):
        if not value.lstrip("-").isdecimal():
            raise BadFilter(f"{field.name}: {value!r} is not a whole number of its smallest step")
        return int(value)
    try:
        parsed = field.parse(raw, {}, field.name)
    except Unusable as bad:
        raise BadFilter(str(bad)) from None
    if isinstance(parsed, Choice):
        return parsed.value
    return parsed.isoformat() if field.kind == "date" else parsed
