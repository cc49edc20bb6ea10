"""A list as a sheet for people: headings and cells in one language, numbers and dates as such."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lotproof.derive.filters import BadFilter, field_of
from lotproof.derive.names import May, names
from lotproof.kernel import clock
from lotproof.kernel.meaning import Field
from lotproof.kernel.quantity import UNITS
from lotproof.kernel.record import Kind
from lotproof.kernel.text import Language, t
from lotproof.kernel.work import Reader

Cell = str | int | Decimal | date | datetime | None
"""An instant is a datetime without zone, read at the site."""

YES, NO = t("yes", "是"), t("no", "否")
HIDDEN = "•••"
"""Stands in a cell whose value is kept from the reader, whether there is one or not."""
_PEOPLE = ("usr_", "sys_")
_PAGE = 1_000


@dataclass(frozen=True)
class Sheet:
    """Which columns of a kind are shown, in which language, at which site's time."""

    kind: Kind
    fields: tuple[Field, ...]
    language: Language
    zone: str

    @property
    def headings(self) -> list[str]:
        return [self._heading(field) for field in self.fields]

    def _heading(self, field: Field) -> str:
        label = field.meaning.label.in_(self.language)
        return f"{label} ({self.zone})" if field.kind == "instant" else label


def sheet_of(kind: Kind, columns: Iterable[str], language: Language, zone: str) -> Sheet:
    """The named columns, or all that readers may see; BadFilter for one that there is not.

    An amount is followed by its unit, wanted or not: a bare number would say nothing.
    """
    seen = [field.name for field in kind.fields if not field.meaning.is_unseen]
    wanted = list(dict.fromkeys(columns)) or seen
    fields: dict[str, Field] = {}
    for name in wanted:
        field = field_of(kind, name)
        fields[name] = field
        if field.kind == "amount" and field.meaning.unit_field not in wanted:
            fields.setdefault(field.meaning.unit_field, field_of(kind, field.meaning.unit_field))
    if not fields:
        problem = t("{kind} has nothing to show", "{kind} 没有可显示的内容").fill(kind=kind.name)
        raise BadFilter(what=kind.name, problem=problem)
    return Sheet(kind, tuple(fields.values()), language, zone)


def rows(reader: Reader, sheet: Sheet, records: Iterable[Any], may: May) -> Iterator[list[Cell]]:
    """The cells of each record; what is named by an id is called by its name, if one may read
    that, and by its id otherwise. The record's own id stays an id."""
    batch: list[Any] = []
    for record in records:
        batch.append(record)
        if len(batch) == _PAGE:
            yield from _batch(reader, sheet, batch, may)
            batch = []
    yield from _batch(reader, sheet, batch, may)


def _batch(reader: Reader, sheet: Sheet, batch: list[Any], may: May) -> Iterator[list[Cell]]:
    ids = {
        text
        for record in batch
        for field in sheet.fields
        if field.name not in reader.hides(sheet.kind.name)
        and (text := _named(sheet.kind, field, getattr(record, field.name))) is not None
    }
    found = {id_: name.name for id_, name in names(reader, ids, may).items()}
    hidden = reader.hides(sheet.kind.name)
    for record in batch:
        yield [
            HIDDEN if field.name in hidden else _cell(sheet, field, record, found)
            for field in sheet.fields
        ]


def _named(kind: Kind, field: Field, value: Any) -> str | None:
    """The id of another thing, or of who acted, in a field."""
    if value is None or field.name in kind.key[:1]:
        return None
    if field.kind == "id":
        return str(field.type.text(value))
    is_person = field.kind == "text" and value.startswith(_PEOPLE)
    return str(value) if is_person else None


def _cell(sheet: Sheet, field: Field, record: Any, found: dict[str, str]) -> Cell:
    value = getattr(record, field.name)
    if value is None:
        return None
    named = _named(sheet.kind, field, value)
    if named is not None:
        return found.get(named, named)
    if field.kind == "amount":
        unit = getattr(record, field.meaning.unit_field)
        return Decimal(int(value)).scaleb(-UNITS[unit].decimals)
    if field.kind == "instant":
        return clock.moment(value, sheet.zone).replace(tzinfo=None)
    return _CELL[field.kind](field, value, sheet.language)


def _listed(field: Field, value: Any, language: Language) -> Cell:
    assert field.item is not None
    if field.item.kind == "id":
        return "; ".join(field.item.type.text(each) for each in value)
    del language
    return "; ".join(str(each) for each in value)


_CELL: dict[str, Callable[[Field, Any, Language], Cell]] = {
    "text": lambda f, v, language: str(v),
    "integer": lambda f, v, language: int(v),
    "yesno": lambda f, v, language: (YES if v else NO).in_(language),
    "date": lambda f, v, language: v,
    "id": lambda f, v, language: str(f.type.text(v)),
    "choice": lambda f, v, language: str(v.label.in_(language)),
    "list": _listed,
    "map": lambda f, v, language: "; ".join(f"{name}={each}" for name, each in v.items()),
}
