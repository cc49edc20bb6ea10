"""Lists of any kind of record: filter, sort, page. Built from the registry; none is missing."""

import re
from typing import Any

import msgspec
from sqlalchemy import Select, false, func, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Field, Unusable, dump
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader

LIMIT_MAX = 100_000
_WHOLE = re.compile(r"-?[0-9]{1,18}")


class NoSuchKind(
    Refused,
    ValueError,
    code="no_such_kind",
    en="There is no kind of record {name}. Look it up in the dictionary.",
    zh="没有记录类型 {name}。请查阅数据字典。",
    http_status=404,
):
    """No kind of record has this name."""


class BadFilter(
    Refused,
    ValueError,
    code="bad_filter",
    en="{what} cannot be used: {problem}. Correct the filter.",
    zh="{what} 无法使用：{problem}。请更正筛选条件。",
    http_status=400,
):
    """A filter or sort names no field, or a value that the field cannot have."""


class Page(msgspec.Struct):
    """One page: records as JSON objects, how many there are in all, where the next begins."""

    records: list[dict[str, Any]]
    total: int
    offset: int


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
) -> Page:
    """Records whose fields equal the filters (`field`, `field.min`, `field.max`), sorted.

    `sort` is a field, with `-` before it for descending; the key breaks ties. Secret fields are
    never shown.
    """
    kind = kind_of(name)
    table = kind.table
    wanted = [_condition(kind, key, value) for key, value in (filters or {}).items()]
    if search:
        texts = [table.c[f.name] for f in kind.fields if f.kind == "text" and not f.meaning.secret]
        wanted.append(or_(false(), *(c.icontains(search, autoescape=True) for c in texts)))
    query: Select[Any] = select(*(table.c[f.name] for f in kind.fields)).where(*wanted)
    counted: Select[Any] = select(func.count()).select_from(table).where(*wanted)
    query = query.order_by(*_order(kind, sort)).limit(min(limit, LIMIT_MAX)).offset(offset)
    total = reader.rows(Statement(counted))[0][0]
    records = [shown(kind, kind.load(row)) for row in reader.rows(Statement(query))]
    return Page(records, int(total), offset)


def one(reader: Reader, kind: Kind, key: str) -> dict[str, Any] | None:
    """The record with this key (`lot_12`, or parts joined by `|`), or None."""
    parts = key.split("|")
    if len(parts) != len(kind.key):
        return None
    found = listing(reader, kind.name, filters=dict(zip(kind.key, parts, strict=True)), limit=1)
    return found.records[0] if found.records else None


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
        raise BadFilter(
            what=key[:80],
            problem=t("only .min and .max may follow a field", "字段后只能跟 .min 或 .max"),
        )
    return column == parsed


def _field(kind: Kind, name: str) -> Field:
    field = kind.by_name.get(name)
    if field is None or field.meaning.secret:
        problem = t("{kind} has no such field", "{kind} 没有该字段").fill(kind=kind.name)
        raise BadFilter(what=name[:80], problem=problem)
    return field


def _value(field: Field, value: str) -> Any:
    raw: Any = value
    if field.kind == "yesno":
        raw = {"true": True, "false": False}.get(value.lower(), value)
    if field.kind in ("integer", "amount"):
        if not _WHOLE.fullmatch(value):
            problem = t("a whole number of smallest steps is wanted", "应为最小单位的整数")
            raise BadFilter(what=field.name, problem=problem)
        return int(value)
    if field.kind in ("list", "map", "shape"):
        problem = t("search in it instead", "请改用搜索")
        raise BadFilter(what=field.name, problem=problem)
    try:
        parsed = field.parse(raw, {}, field.name)
    except Unusable as bad:
        raise BadFilter(what=field.name, problem=bad.problems[0].text) from None
    if isinstance(parsed, Choice):
        return parsed.value
    if field.kind == "id":
        return int(parsed)
    return parsed.isoformat() if field.kind == "date" else parsed
