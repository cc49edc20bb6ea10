"""Names of whatever has an id: what people call it, and a line that tells it from its like."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import select

from lotproof.derive.filters import among
from lotproof.derive.interface import kind_of, title_fields
from lotproof.derive.openapi import module_permission, read_permission
from lotproof.kernel.database import Statement
from lotproof.kernel.ids import PREFIXES
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Field
from lotproof.kernel.record import Kind
from lotproof.kernel.text import Text
from lotproof.kernel.work import Reader
from lotproof.modules.people.authority import API, CONSOLE
from lotproof.modules.people.queries import Role, User

May = Callable[[str], bool]
"""Whether the caller holds a permission."""

TRACE = "traceability.read"
"""Timelines name whoever acted and whoever is asked to, so their readers may know the names of
users and roles."""

_CALLED = ("name", "title")
_PROGRAM = {
    CONSOLE: Text("Console", "控制台"),
    API: Text("Web interface", "网页接口"),
    "sys_clock": Text("Clock", "时钟"),
    "sys_post": Text("Sender of messages", "消息发送"),
}
_PARTED = Text(" ", " ")


class Name(NamedTuple):
    """`kind` is the kind of record, None for one of the program's own actors."""

    id: str
    name: str
    kind: str | None
    detail: Text | None

    def as_json(self) -> dict[str, Any]:
        said = self.detail._asdict() if self.detail else None
        return {"name": self.name, "kind": self.kind, "detail": said}


def names(reader: Reader, ids: Iterable[str], may: May) -> dict[str, Name]:
    """Id → name, for those of the ids that exist and that the caller may read."""
    wanted: dict[str, set[int]] = {}
    found: dict[str, Name] = {}
    for text in ids:
        if text in _PROGRAM:
            found[text] = Name(text, text, None, _PROGRAM[text])
        prefix, _, number = text.rpartition("_")
        if prefix in PREFIXES and number.isascii() and number.isdecimal() and len(number) < 19:
            wanted.setdefault(prefix, set()).add(int(number))
    for prefix, numbers in wanted.items():
        kind = kind_of(prefix)
        if kind is not None and may_name(kind, may):
            found |= {name.id: name for name in of_kind(reader, kind, sorted(numbers), may)}
    return found


def may_name(kind: Kind, may: May) -> bool:
    """What is somebody's own has a name for whoever may read all of it."""
    if kind.visible is not None:
        return may(module_permission(kind.name))
    is_who = kind in (User.KIND, Role.KIND)
    return may(read_permission(kind.name)) or (is_who and may(TRACE))


def of_kind(
    reader: Reader, kind: Kind, numbers: list[int], may: May, *, with_parent: bool = True
) -> list[Name]:
    """The names of records of one kind, in the order of the numbers; of those that exist."""
    columns = [kind.table.c[f.name] for f in kind.fields]
    query = select(*columns).where(among(kind.table.c.id, numbers))
    by_number = {row[0]: kind.load(row) for row in reader.rows(Statement(query))}
    records = [by_number[number] for number in numbers if number in by_number]
    parents = _parents(reader, kind, records, may) if with_parent else {}
    hidden = reader.hides(kind.name)
    return [_name(kind, record, parents, hidden) for record in records]


def parent_field(kind: Kind) -> Field | None:
    """The field that names what a record belongs to: the first id besides its own that has a
    name, if the record's own is not enough to tell it from its like."""
    if any(each in kind.by_name for each in _CALLED):
        return None
    return next(
        (
            f
            for f in kind.fields
            if f.kind == "id" and f.name != "id" and kind_of(f.type.prefix) is not None
        ),
        None,
    )


def _parents(reader: Reader, kind: Kind, records: list[Any], may: May) -> dict[str, Name]:
    field = parent_field(kind)
    above = kind_of(field.type.prefix) if field else None
    if field is None or above is None or not may_name(above, may):
        return {}
    numbers = {getattr(each, field.name) for each in records} - {None}
    return {
        name.id: name for name in of_kind(reader, above, sorted(numbers), may, with_parent=False)
    }


def _name(kind: Kind, record: Any, parents: Mapping[str, Name], hidden: frozenset[str]) -> Name:
    assert kind.id_field is not None
    id_ = kind.id_field.type.text(record.id)
    texts, more = _own(kind, record, hidden)
    name, *rest = texts or [id_]
    more = [Text(each, each) for each in rest] + more
    field = parent_field(kind)
    if field is not None and getattr(record, field.name) is not None:
        above = parents.get(field.type.text(getattr(record, field.name)))
        if above is not None:
            more.append(Text(above.name, above.name))
            more += [above.detail] if above.detail else []
    return Name(id_, name, kind.name, _joined(more))


def _own(kind: Kind, record: Any, hidden: frozenset[str]) -> tuple[list[str], list[Text]]:
    """What a record is called by its own fields: texts, the best first, and words of choices."""
    titles = [kind.by_name[name] for name in title_fields(kind) if name not in hidden]
    texts, words = [], []
    for field in titles:
        value = getattr(record, field.name)
        if isinstance(value, Choice):
            words.append(value.label)
        elif isinstance(value, str) and field.name not in _CALLED:
            texts.append(value)
    for name in _CALLED:
        if name in kind.by_name and name not in hidden:
            called = getattr(record, name)
            in_zh = getattr(record, f"{name}_zh", None) or called
            if kind.by_name[name].meaning.personal or not texts:
                texts.insert(0, called)
            else:
                words.insert(0, Text(called, in_zh))
    return texts, words


def _joined(parts: list[Text]) -> Text | None:
    if not parts:
        return None
    return Text(
        _PARTED.en.join(part.en for part in parts), _PARTED.zh.join(part.zh for part in parts)
    )
