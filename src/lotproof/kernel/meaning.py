"""What a word means, said once. Column, check, validation, form, help and trail follow from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from hashlib import sha256
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import msgspec

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.parsing import PARSERS
from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.text import Text, t
from lotproof.kernel.words import (
    INTEGER_MAX,
    TEXT_MAX,
    UNIT,
    Meaning,
    Problem,
    Shape,
    Unusable,
    actor,
    prose,
    subject,
)

__all__ = [
    "INTEGER_MAX",
    "TEXT_MAX",
    "UNIT",
    "Field",
    "Meaning",
    "Problem",
    "Shape",
    "Unusable",
    "actor",
    "dump",
    "fields_of",
    "parse",
    "prose",
    "subject",
]

T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True)
class Field:
    """One field of a record, command, event or shape, with everything derived from its type."""

    name: str
    type: Any
    meaning: Meaning
    kind: str  # text integer yesno date instant amount id choice list shape map
    nullable: bool
    default: Any  # msgspec.NODEFAULT when the field must be given
    item: "Field | None" = None  # of a list

    @property
    def required(self) -> bool:
        return self.default is msgspec.NODEFAULT and not self.nullable

    def dump(self, value: Any, owner: Any) -> Any:
        """The canonical JSON value (no floats, no bare amounts)."""
        if value is None:
            return None
        write = _dump_secret if self.meaning.secret else _DUMP[self.kind]
        return write(self, value, owner)

    def parse_shape(self, raw: Any, path: str) -> Any:
        """The Struct of a nested object."""
        return parse(self.type, raw, path + ".")

    def parse(self, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
        """The typed value of a JSON value; raises Unusable with every problem."""
        if raw is None:
            if self.nullable:
                return None
            raise self.wrong(path, t("must be given", "必填"))
        return PARSERS[self.kind](self, raw, siblings, path)

    def wrong(self, path: str, text: Text) -> Unusable:
        return Unusable([Problem(path, self.meaning.label, text)])


# --- from annotations ---------------------------------------------------------------------------


@cache
def fields_of(cls: type) -> tuple[Field, ...]:
    """The fields of a Struct class, in order, with their meanings."""
    hints = get_type_hints(cls, include_extras=True)
    return tuple(
        _field(f"{cls.__name__}.{info.name}", info.name, hints[info.name], _default(info))
        for info in msgspec.structs.fields(cls)
    )


@cache
def _names_of(cls: type) -> frozenset[str]:
    return frozenset(field.name for field in fields_of(cls))


def _default(info: msgspec.structs.FieldInfo) -> Any:
    if info.default_factory is not msgspec.NODEFAULT:
        return info.default_factory()
    return info.default


def _field(where: str, name: str, hint: Any, default: Any, of_list: Meaning | None = None) -> Field:
    meaning: Meaning | None = None
    nullable = False
    while True:
        if hasattr(hint, "__metadata__"):
            meaning = meaning or next(
                (m for m in hint.__metadata__ if isinstance(m, Meaning)), None
            )
            hint = hint.__origin__
        elif get_origin(hint) in (Union, UnionType):
            options = [a for a in get_args(hint) if a is not NoneType]
            if len(options) != 1:
                raise TypeError(f"{where}: a field has one type, or one type and None")
            hint, nullable = options[0], True
        else:
            break
    kind, item = _kind(where, name, hint, meaning)
    if meaning is None and kind in ("id", "shape"):
        meaning = Meaning(label=getattr(hint, "label", t(name, name)))
    meaning = meaning or of_list
    if meaning is None and item is not None:
        meaning = item.meaning
    if meaning is None:
        raise TypeError(f"{where} has no Meaning; say it once in vocabulary.py")
    return Field(name, hint, meaning, kind, nullable, default, item)


def _kind(where: str, name: str, hint: Any, meaning: Meaning | None) -> tuple[str, Field | None]:
    simple = {
        str: "text",
        int: "integer",
        bool: "yesno",
        date: "date",
        Instant: "instant",
        Amount: "amount",
    }
    if hint in simple:
        return simple[hint], None
    if get_origin(hint) in (list, tuple):
        # What is said of a list of words is said of each: its length, its pattern.
        return "list", _field(where, name, get_args(hint)[0], msgspec.NODEFAULT, meaning)
    if hint == dict[str, str]:
        return "map", None
    if isinstance(hint, type) and issubclass(hint, Id):
        return "id", None
    if isinstance(hint, type) and issubclass(hint, Choice):
        return "choice", None
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return "shape", None
    raise TypeError(f"{where}: {hint!r} is not a type a field can have")


# --- out to JSON --------------------------------------------------------------------------------


def dump(
    value: msgspec.Struct, *, personal: bool | None = None, secrets: bool = False
) -> dict[str, Any]:
    """A Struct as canonical JSON object; absent rather than null.

    `personal` True or False keeps only the personal, or only the other, fields. Secret fields
    appear as digests, unless the object is on its way to the executor and `secrets` is set.
    """
    out = {}
    for name, write, field in _plan(type(value), personal, secrets):
        each = getattr(value, name)
        if each is not None:
            out[name] = each if write is None else write(field, each, value)
    return out


@cache
def _plan(
    cls: type, personal: bool | None, secrets: bool
) -> tuple[tuple[str, "Write | None", Field], ...]:
    """The fields to dump and how, None for as they are; secret ones as digests."""
    return tuple(
        (field.name, None if field.meaning.secret and secrets else _writer(field), field)
        for field in fields_of(cls)
        if personal is None or field.meaning.personal is personal
    )


def _writer(field: Field) -> "Write | None":
    if field.meaning.secret:
        return _dump_secret
    return None if field.kind == "text" else _DUMP[field.kind]


def _dump_secret(field: Field, value: Any, owner: Any) -> str:
    del field, owner
    return "sha256:" + sha256(str(value).encode()).hexdigest()


def _dump_list(field: Field, value: Any, owner: Any) -> Any:
    assert field.item is not None
    return [field.item.dump(item, owner) for item in value]


Write = Callable[[Field, Any, Any], Any]
_DUMP: dict[str, Write] = {
    "text": lambda f, v, o: v,
    "integer": lambda f, v, o: int(v),
    "yesno": lambda f, v, o: bool(v),
    "date": lambda f, v, o: v.isoformat(),
    "instant": lambda f, v, o: clock.text(v),
    "amount": lambda f, v, o: amount_text(v, getattr(o, f.meaning.unit_field)),
    "id": lambda f, v, o: f"{f.type.prefix}_{int(v)}",
    "choice": lambda f, v, o: str.__str__(v),
    "list": _dump_list,
    "shape": lambda f, v, o: dump(v),
    "map": lambda f, v, o: dict(v),
}


# --- in from JSON -------------------------------------------------------------------------------


def shown(name: object, length: int) -> str:
    """What somebody sent as a name, cut and made fit to be repeated."""
    return str(name)[:length].encode(errors="replace").decode()


_UNKNOWN = t("is not a field of this input", "不是此输入的字段")


def parse(cls: type[T], raw: Any, path: str = "") -> T:
    """A JSON object as a typed, checked Struct; raises Unusable naming every bad field."""
    if not isinstance(raw, dict):
        raise Unusable(
            [
                Problem(
                    path.rstrip(".") or "$",
                    t("Input", "输入"),
                    t("must be an object", "必须是对象"),
                )
            ]
        )
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    known = fields_of(cls)
    if not raw.keys() <= _names_of(cls):
        problems += [
            Problem(shown(f"{path}{name}", 80), Text(*[shown(name, 40)] * 2), _UNKNOWN)
            for name in raw.keys() - _names_of(cls)
        ]
    for field in known:
        given = raw.get(field.name)
        if given is None and field.default is not msgspec.NODEFAULT:
            continue
        try:
            values[field.name] = field.parse(given, raw, path + field.name)
        except Unusable as bad:
            problems.extend(bad.problems)
    if problems:
        raise Unusable(problems)
    return cls(**values)
