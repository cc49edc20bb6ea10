"""The words of conditions: fields of the fact, of the records that it names, and of those that
these name, each called by its field names, as the dictionary has them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final

from lotproof.kernel import clock
from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Field, dump, fields_of
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.registry import EVENTS, MODULES, EventSpec
from lotproof.kernel.text import Text
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.warehouse.vocabulary import LotId, SerialId

EVENT: Final = "event"
GIVEN: Final = ".is_given"
"""Behind a word that may be absent: whether it is there."""
_RESERVED: Final = frozenset(
    "as break const continue else event false for function if import in let loop namespace null "
    "package return true var void while".split()
)
"""What cannot begin a name in CEL (language definition, “Syntax”), and `event`."""
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
ABOUT_MAX: Final = 38
_THINGS: Final = (LotId, SerialId, ItemId, EquipmentId)
_PERSONS: Final = (UserId.prefix, RoleId.prefix)
_TEXTS: Final = ("text", "date", "id", "choice")

Look = Callable[[Kind, str], Mapping[str, Any] | None]
"""Kind and id, such as `lot_12` → the record's fields as they are sealed; None if there is none."""


@dataclass(frozen=True)
class Source:
    """Where words come from: the fact itself, or the record of which `parent.field` is the id."""

    name: str
    label: Text
    fields: tuple[Field, ...]
    parent: str | None = None
    field: str = ""
    kind: Kind | None = None
    may_lack: bool = False


@dataclass(frozen=True)
class Term:
    """A word: `excursion.level`. `type` is that of CEL; `unit` names the word with its unit."""

    name: str
    type: str
    field: Field
    source: Source
    unit: str | None
    is_optional: bool

    @property
    def label(self) -> Text:
        """Whose it is and what it is: “Excursion: level”."""
        of, what = self.source.label, self.field.meaning.label
        return Text(f"{of.en}: {what.en}", f"{of.zh}：{what.zh}")


def triggers() -> dict[str, EventSpec]:
    """The kinds of facts that rules may follow from: all of the modules', save the rules' own."""
    return {
        kind: spec
        for kind, spec in EVENTS.items()
        if (module := kind.partition(".")[0]) in MODULES and module != "rules"
    }


@cache
def sources(trigger: str) -> dict[str, Source]:
    """What a fact of this kind tells of, by name; KeyError for an unknown kind."""
    spec = EVENTS[trigger]
    event = Source(EVENT, Text("Fact", "事实"), _open(fields_of(spec.cls)))
    found = {EVENT: event}
    for each in _named_by(event):
        found.setdefault(each.name, each)
    for named in list(found.values())[1:]:
        for each in _named_by(named):
            found.setdefault(each.name, each)
    return found


def _named_by(source: Source) -> Iterator[Source]:
    """The records of which the source holds the ids."""
    for field in source.fields:
        kind = _kind_of(field.type) if field.kind == "id" else None
        if kind is None or kind is source.kind:
            continue
        name = field.name.removesuffix("_id")
        if source.parent is None:
            name = f"{name}_record" if name in _RESERVED else name
        else:
            name = f"{source.name}.{name}"
        may_lack = source.may_lack or field.nullable
        yield Source(name, kind.label, _open(kind.fields), source.name, field.name, kind, may_lack)


@cache
def _kind_of(id_type: type[Id]) -> Kind | None:
    """The kind of record that an id names, where everybody may see such records."""
    for kind in RECORDS.values():
        if kind.id_field is not None and kind.id_field.type is id_type:
            return kind if kind.visible is None else None
    return None


def _open(fields: Collection[Field]) -> tuple[Field, ...]:
    """What may be told to anybody who may read the rule's firings."""
    return tuple(f for f in fields if not (f.meaning.is_unseen or f.meaning.personal))


@cache
def terms(trigger: str) -> dict[str, Term]:
    """All words for facts of a kind, by name, in the order of what they are close to."""
    found = {}
    for source in sources(trigger).values():
        names = {field.name for field in source.fields}
        for field in source.fields:
            type_ = _type(field)
            if type_ is None:
                continue
            name = f"{source.name}.{field.name}"
            has_unit = field.kind == "amount" and field.meaning.unit_field in names
            unit = f"{source.name}.{field.meaning.unit_field}" if has_unit else None
            is_optional = field.nullable or source.may_lack
            found[name] = Term(name, type_, field, source, unit, is_optional)
    return found


def _type(field: Field) -> str | None:
    """The type in CEL; None for what conditions cannot look into.

    Amounts are doubles: those of up to 15 digits are told apart and ordered exactly.
    """
    simple = {"integer": "int", "yesno": "bool", "instant": "timestamp", "amount": "double"}
    if field.kind in _TEXTS:
        return "string"
    if field.kind == "list":
        is_text = field.item is not None and field.item.kind in _TEXTS
        return "list(string)" if is_text else None
    return "map(string, string)" if field.kind == "map" else simple.get(field.kind)


def reachable(trigger: str) -> frozenset[type[Id]]:
    """Whose ids the fact, and the records that it names, tell."""
    known = sources(trigger).values()
    near = [each for each in known if each.parent in (None, EVENT)]
    return frozenset(f.type for each in near for f in each.fields if f.kind == "id")


def identified(
    trigger: str, told: Mapping[str, Any], look: Look, wanted: Collection[str]
) -> dict[str, Mapping[str, Any]]:
    """The fields of each wanted source that is there; `told` are the fact's own, as sealed."""
    found: dict[str, Mapping[str, Any]] = {EVENT: told}
    known = sources(trigger)

    def of(name: str) -> Mapping[str, Any] | None:
        source = known[name]
        if name not in found and source.parent is not None and source.kind is not None:
            parent = of(source.parent)
            id_ = parent.get(source.field) if parent is not None else None
            record = look(source.kind, id_) if id_ is not None else None
            if record is not None:
                found[name] = record
        return found.get(name)

    for name in wanted:
        of(name)
    return found


def values(
    trigger: str, told: Mapping[str, Any], look: Look, wanted: Collection[str]
) -> dict[str, Any]:
    """What the wanted words stand for, in CEL's types; what is absent is left out."""
    known = terms(trigger)
    asked = [known[name] for name in wanted]
    there = identified(trigger, told, look, {term.source.name for term in asked})
    found: dict[str, Any] = {}
    for term in asked:
        value = there.get(term.source.name, {}).get(term.field.name)
        if term.is_optional:
            found[term.name + GIVEN] = value is not None
        if value is not None:
            found[term.name] = _in_cel(term, value)
    return found


def _in_cel(term: Term, value: Any) -> Any:
    if term.type == "timestamp":
        return _EPOCH + timedelta(microseconds=clock.parse(value))
    return float(value) if term.type == "double" else value


def concerned(trigger: str, told: Mapping[str, Any], look: Look) -> list[str]:
    """What a fact is about: the ids that it tells, and the lots, serials, items and machines of the
    records that it names; at most ABOUT_MAX."""
    near = [each for each in sources(trigger).values() if each.parent in (None, EVENT)]
    there = identified(trigger, told, look, [each.name for each in near])
    found: dict[str, None] = {}
    for source in near:
        for field in source.fields:
            is_told = source.parent is None or field.type in _THINGS
            value = there.get(source.name, {}).get(field.name)
            if field.kind == "id" and is_told and value is not None and _kind_of(field.type):
                found[value] = None
    return [each for each in found if each.partition("_")[0] not in _PERSONS][:ABOUT_MAX]


def look_in(reader: Reader) -> Look:
    """Records as they stand."""

    def look(kind: Kind, id_: str) -> Mapping[str, Any] | None:
        assert kind.id_field is not None
        found = reader.seek(kind.cls, kind.id_field.type.parse(id_))
        return None if found is None else dump(found)

    return look


def shown(value: Any) -> str:
    """A value as it is kept beside a firing: at most 200 characters."""
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return text if len(text) <= 200 else text[:199] + "…"
