"""What a word means, said once. Column, check, validation, form, help and trail follow from it."""

import re
import unicodedata
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
from lotproof.kernel.quantity import UNITS, Amount, InexactAmount, amount_text, parse_amount
from lotproof.kernel.text import Text, t

T = TypeVar("T", bound=msgspec.Struct)

TEXT_MAX = 200
INTEGER_MAX = 2**53 - 1


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """The meaning of a field.

    `unit_field` names the sibling field that holds the unit of an Amount. `personal` values and
    free text are sealed in a part of their own; `secret` values never enter a part, only their
    digest does. `minimum`/`maximum` are in the field's own steps.
    """

    label: Text
    help: Text = Text("", "")
    length_max: int = TEXT_MAX
    pattern: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    unit_field: str = "unit"
    items_max: int = 10_000
    multiline: bool = False
    personal: bool = False
    secret: bool = False


UNIT = Meaning(
    label=t("Unit", "单位"),
    help=t("Unit of measure; UCUM code or currency.", "计量单位；UCUM 代码或货币代码。"),
    length_max=12,
    pattern="|".join(re.escape(code) for code in UNITS),
)


class Shape(msgspec.Struct, kw_only=True):
    """A small group of fields inside a command, such as one line of an order."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with one field of an input."""

    path: str
    label: Text
    text: Text


class Unusable(ValueError):
    """A raw value does not fit its meaning; carries every problem found."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{p.path}: {p.text.en}" for p in problems))


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

    def parse(self, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
        """The typed value of a JSON value; raises Unusable with every problem."""
        if raw is None:
            if self.nullable:
                return None
            raise self.wrong(path, t("must be given", "必填"))
        return _PARSE[self.kind](self, raw, siblings, path)

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
    for field, write in _plan(type(value), personal):
        each = getattr(value, field.name)
        if each is not None:
            out[field.name] = (
                each if secrets and field.meaning.secret else write(field, each, value)
            )
    return out


@cache
def _plan(cls: type, personal: bool | None) -> tuple[tuple[Field, "Write"], ...]:
    """The fields to dump and how; secret ones as digests."""
    return tuple(
        (field, _dump_secret if field.meaning.secret else _DUMP[field.kind])
        for field in fields_of(cls)
        if personal is None or field.meaning.personal is personal
    )


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
    "choice": lambda f, v, o: v.value,
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
    problems += [
        Problem(shown(f"{path}{name}", 80), Text(*[shown(name, 40)] * 2), _UNKNOWN)
        for name in raw.keys() - {f.name for f in known}
    ]
    for field in known:
        if raw.get(field.name) is None and field.default is not msgspec.NODEFAULT:
            continue
        try:
            values[field.name] = field.parse(raw.get(field.name), raw, path + field.name)
        except Unusable as bad:
            problems.extend(bad.problems)
    if problems:
        raise Unusable(problems)
    return cls(**values)


def _parse_text(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> str:
    if not isinstance(raw, str):
        raise f.wrong(path, t("must be text", "必须是文本"))
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise f.wrong(path, t("is not valid Unicode", "不是有效的 Unicode 文本")) from None
    value = unicodedata.normalize("NFC", raw.strip())
    if not value and f.default is msgspec.NODEFAULT:
        raise f.wrong(path, t("must be given", "必填"))
    if len(value) > f.meaning.length_max:
        raise f.wrong(
            path, t("is longer than {n} characters", "超过 {n} 个字符").fill(n=f.meaning.length_max)
        )
    if any(ch < " " and not (f.meaning.multiline and ch == "\n") for ch in value):
        raise f.wrong(path, t("has control characters", "含有控制字符"))
    if f.meaning.pattern and not re.fullmatch(f.meaning.pattern, value):
        raise f.wrong(
            path,
            Text(
                f"has the wrong form. {f.meaning.help.en}".strip(),
                f"格式不正确。{f.meaning.help.zh}",
            ),
        )
    return value


def _bounded(f: Field, value: int, path: str) -> int:
    low, high = f.meaning.minimum, f.meaning.maximum
    if low is not None and value < low:
        raise f.wrong(path, t("must be at least {n}", "不得小于 {n}").fill(n=low))
    if high is not None and value > high:
        raise f.wrong(path, t("must be at most {n}", "不得大于 {n}").fill(n=high or INTEGER_MAX))
    return value


def _parse_integer(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or abs(raw) > INTEGER_MAX:
        raise f.wrong(path, t("must be a whole number", "必须是整数"))
    return _bounded(f, raw, path)


def _parse_yesno(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> bool:
    if not isinstance(raw, bool):
        raise f.wrong(path, t("must be true or false", "必须为 true 或 false"))
    return raw


def _parse_date(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> date:
    try:
        day = date.fromisoformat(raw)
        if day.isoformat() != raw:  # weeks and undivided digits are not what people mean
            raise ValueError
        return day
    except (TypeError, ValueError):
        raise f.wrong(
            path, t("must be a date like 2026-01-31", "必须是形如 2026-01-31 的日期")
        ) from None


def _parse_instant(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Instant:
    try:
        return clock.parse(raw)
    except (TypeError, ValueError):
        raise f.wrong(
            path,
            t(
                "must be a time with zone like 2026-01-31T08:00:00Z",
                "必须是带时区的时间，如 2026-01-31T08:00:00Z",
            ),
        ) from None


def _parse_amount(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Amount:
    unit = siblings.get(f.meaning.unit_field)
    if not isinstance(unit, str) or unit not in UNITS:
        raise f.wrong(
            path,
            t("needs a known unit in {unit}", "需在 {unit} 中给出已知单位").fill(
                unit=f.meaning.unit_field
            ),
        )
    if isinstance(raw, bool) or not isinstance(raw, str | int):
        raise f.wrong(path, t('must be a decimal text like "12.5"', '必须是十进制文本，如 "12.5"'))
    try:
        amount = parse_amount(str(raw), unit)
    except InexactAmount:
        raise f.wrong(
            path,
            t("has more decimals than {unit} allows", "小数位数超过 {unit} 的精度").fill(unit=unit),
        ) from None
    except ValueError:
        raise f.wrong(path, t("must be a number", "必须是数字")) from None
    _bounded(f, amount, path)
    return amount


def _parse_id(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
    try:
        return f.type.parse(raw)
    except ValueError:
        raise f.wrong(
            path,
            t("must be an id like {prefix}_1", "必须是形如 {prefix}_1 的编号").fill(
                prefix=f.type.prefix
            ),
        ) from None


def _parse_choice(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
    try:
        return f.type(raw)
    except ValueError:
        raise f.wrong(
            path,
            t("must be one of {choices}", "必须是以下之一：{choices}").fill(
                choices=", ".join(f.type)
            ),
        ) from None


def _parse_list(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> Any:
    assert f.item is not None
    if not isinstance(raw, list):
        raise f.wrong(path, t("must be a list", "必须是列表"))
    if len(raw) > f.meaning.items_max:
        raise f.wrong(path, t("has more than {n} items", "超过 {n} 项").fill(n=f.meaning.items_max))
    values, problems = [], []
    for index, item in enumerate(raw):
        try:
            values.append(f.item.parse(item, siblings, f"{path}[{index}]"))
        except Unusable as bad:
            problems.extend(bad.problems)
    if problems:
        raise Unusable(problems)
    return values


def _is_plain(text: str) -> bool:
    """Whether both databases can hold it: no control characters, no half of a character."""
    return not any(ch < " " or "\ud800" <= ch <= "\udfff" for ch in text)


def _parse_map(f: Field, raw: Any, siblings: Mapping[str, Any], path: str) -> dict[str, str]:
    if not isinstance(raw, dict) or not all(
        isinstance(k, str)
        and isinstance(v, str)
        and len(k) <= 80
        and len(v) <= TEXT_MAX
        and _is_plain(k)
        and _is_plain(v)
        for k, v in raw.items()
    ):
        raise f.wrong(path, t("must map short texts to texts", "必须是短文本到文本的映射"))
    return dict(raw)


_PARSE: dict[str, Callable[[Field, Any, Mapping[str, Any], str], Any]] = {
    "text": _parse_text,
    "integer": _parse_integer,
    "yesno": _parse_yesno,
    "date": _parse_date,
    "instant": _parse_instant,
    "amount": _parse_amount,
    "id": _parse_id,
    "choice": _parse_choice,
    "list": _parse_list,
    "shape": lambda f, raw, siblings, path: parse(f.type, raw, path + "."),
    "map": _parse_map,
}
