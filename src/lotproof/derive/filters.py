"""What a list is asked for, as conditions and an order of rows: the same on both engines.

A field that is absent comes last in either direction. The key breaks ties, in the direction of
the last field, so that an index on that field gives the order as it stands.
"""

import operator
import re
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, bindparam, false, or_, true

from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.masking import Hides, nothing, personal_permission
from lotproof.kernel.meaning import Field, Unusable
from lotproof.kernel.permission_labels import permission_label
from lotproof.kernel.record import Kind
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import t

IN_MAX = 500
SORTS_MAX = 4
_WHOLE = re.compile(r"-?[0-9]{1,18}")
_COMPARISONS: dict[str, Callable[[Any, Any], ColumnElement[bool]]] = {
    "": operator.eq,
    "min": operator.ge,
    "max": operator.le,
}
"""What follows a field's name after a dot → how it compares."""


class BadFilter(
    Refused,
    ValueError,
    code="bad_filter",
    en="{what} cannot be used: {problem}. Correct the filter.",
    zh="{what} 无法使用：{problem}。请更正筛选条件。",
    http_status=400,
):
    """A filter or sort names no field, or a value that the field cannot have."""


class FieldMasked(
    Refused,
    ValueError,
    code="field_masked",
    en="{field} is personal and you may not see it, so you cannot filter or sort by it. It needs "
    "the permission “{permission}”.",
    zh="“{field}”为个人信息，您无权查看，也不能据此筛选或排序。需要权限“{permission}”。",
    http_status=403,
):
    """What may not be seen must not be found out by asking for it."""


class Sort(NamedTuple):
    """One column of an order of rows."""

    name: str
    column: ColumnElement[Any]
    is_descending: bool
    is_nullable: bool

    @property
    def clause(self) -> Any:
        """Absent values last; a column that has none keeps the order of its index."""
        order = self.column.desc() if self.is_descending else self.column.asc()
        return order.nulls_last() if self.is_nullable else order

    def after(self, value: Any) -> ColumnElement[bool]:
        """Rows that come later than those with this value."""
        if value is None:
            return false()
        later = self.column < value if self.is_descending else self.column > value
        return or_(later, self.column.is_(None)) if self.is_nullable else later

    def beside(self, value: Any) -> ColumnElement[bool]:
        return self.column.is_(None) if value is None else self.column == value


def order(kind: Kind, sort: str, hides: Hides = nothing) -> list[Sort]:
    """`field,-field` as columns, the key behind them; BadFilter for what is no field."""
    sorts: list[Sort] = []
    for word in filter(None, (each.strip() for each in sort.split(","))):
        field = field_of(kind, word.lstrip("-"), hides)
        if field.name not in {each.name for each in sorts}:
            sorts.append(_sort(kind, field, is_descending=word.startswith("-")))
    if len(sorts) > SORTS_MAX:
        problem = t("sort by {n} fields at most", "最多按 {n} 个字段排序").fill(n=SORTS_MAX)
        raise BadFilter(what=sort[:80], problem=problem)
    is_descending = bool(sorts) and sorts[-1].is_descending
    named = {each.name for each in sorts}
    return sorts + [
        _sort(kind, kind.by_name[part], is_descending=is_descending)
        for part in kind.key
        if part not in named
    ]


def _sort(kind: Kind, field: Field, *, is_descending: bool) -> Sort:
    return Sort(field.name, kind.table.c[field.name], is_descending, field.nullable)


def beyond(sorts: list[Sort], row: dict[str, Any]) -> ColumnElement[bool]:
    """Rows that come later in an order than the one with these stored values."""
    steps: list[ColumnElement[bool]] = []
    for at, each in enumerate(sorts):
        same = [before.beside(row[before.name]) for before in sorts[:at]]
        steps.append(and_(*same, each.after(row[each.name])))
    first = sorts[0]
    if first.is_nullable:
        return or_(*steps)
    value = row[first.name]
    # Said once more for the whole, so that an index on the first field leads to the place.
    bound = first.column <= value if first.is_descending else first.column >= value
    return and_(bound, or_(*steps))


def conditions(
    kind: Kind, filters: dict[str, str], search: str, hides: Hides = nothing
) -> list[ColumnElement[bool]]:
    """What the rows must fulfil; BadFilter names the filter that cannot be used. What is hidden
    is not searched, and no filter."""
    wanted = [condition(kind, key, value, hides) for key, value in filters.items()]
    if search:
        texts = [
            kind.table.c[f.name]
            for f in kind.fields
            if f.kind == "text" and not f.meaning.is_unseen and f.name not in hides(kind.name)
        ]
        wanted.append(or_(false(), *(c.icontains(search, autoescape=True) for c in texts)))
    return wanted or [true()]


def condition(kind: Kind, key: str, value: str, hides: Hides = nothing) -> ColumnElement[bool]:
    """`field`, `field.min`, `field.max` or `field.in` (values between commas)."""
    name, _, bound = key.partition(".")
    field = field_of(kind, name, hides)
    column: ColumnElement[Any] = kind.table.c[name]
    if bound == "in":
        values = value.split(",")
        if len(values) > IN_MAX:
            problem = t("more than {n} values", "超过 {n} 个值").fill(n=IN_MAX)
            raise BadFilter(what=key[:80], problem=problem)
        return among(column, [stored_value(field, each.strip()) for each in values])
    compare = _COMPARISONS.get(bound)
    if compare is None:
        problem = t("only .min, .max and .in may follow a field", "字段后只能跟 .min、.max 或 .in")
        raise BadFilter(what=key[:80], problem=problem)
    return compare(column, stored_value(field, value))


def own(kind: Kind, user: int) -> ColumnElement[bool] | None:
    """The rows of a kind that a user may see besides all: their own and shared ones. None where
    records belong to nobody."""
    if kind.visible is None:
        return None
    columns = kind.table.c
    return or_(columns[kind.visible.owner] == user, columns[kind.visible.shared] == true())


def among(column: ColumnElement[Any], values: Iterable[Any]) -> ColumnElement[bool]:
    """The column is one of the values, each in a place of its own: a text that is compiled once
    has no room for a list."""
    places = [bindparam(None, each, column.type, unique=True) for each in values]
    return column.in_(places) if places else false()


def field_of(kind: Kind, name: str, hides: Hides = nothing) -> Field:
    """A field that readers may see; BadFilter or FieldMasked otherwise."""
    field = kind.by_name.get(name)
    if field is None or field.meaning.is_unseen:
        problem = t("{kind} has no such field", "{kind} 没有该字段").fill(kind=kind.name)
        raise BadFilter(what=name[:80], problem=problem)
    if name in hides(kind.name):
        raise FieldMasked(
            field=field.meaning.label, permission=permission_label(personal_permission(kind.name))
        )
    return field


def stored_value(field: Field, value: str) -> Any:
    """What a filter says of a field, as its column has it."""
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
