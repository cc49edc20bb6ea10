"""Every word has a meaning in both languages, and every sentence can be said."""

import ast
import importlib
import inspect
import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from lotproof.derive.story import sentence
from lotproof.kernel.ids import Id
from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import CommandSpec, EventSpec
from lotproof.kernel.text import Text
from tests.every_module.declared import (
    ALL_GATES,
    ALL_REFUSALS,
    COMMAND_SPECS,
    EVENT_SPECS,
    FIELDS,
    IDS,
    KINDS,
    dotted,
    sources,
    structs,
    tree_of,
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
NEUTRAL = re.compile(r"[A-Z0-9 %/()-]+")
"""A code such as UDI or SSCC is the same word in both languages."""


def is_bilingual(text: Text) -> bool:
    if not text.en.strip() or CHINESE.search(text.en):
        return False
    return bool(CHINESE.search(text.zh) or (text.zh == text.en and NEUTRAL.fullmatch(text.en)))


def places(template: str) -> set[str]:
    """`Lot {lot} expired` → {"lot"}."""
    return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}


# --- fields -------------------------------------------------------------------------------------


def test_every_field_has_a_label_in_both_languages() -> None:
    assert [n for n, f in FIELDS.items() if not is_bilingual(f.meaning.label)] == []


def test_help_is_given_in_both_languages() -> None:
    given = {n: f.meaning.help for n, f in FIELDS.items() if any(f.meaning.help)}
    assert [name for name, help_ in given.items() if not is_bilingual(help_)] == []


ANY_TEXT = ("x", "Infusion set, 2 m (sterile)", "一次性使用输液器 2 m")


def needs_help(field: Field) -> bool:
    """A form that not every text has, or a free mapping: people cannot guess what is right."""
    pattern = field.meaning.pattern
    is_any = pattern is None or all(re.fullmatch(pattern, text) for text in ANY_TEXT)
    return field.kind == "map" or not is_any


def test_fields_of_a_certain_form_say_which() -> None:
    """The help is what people read when the form was wrong."""
    assert [n for n, f in FIELDS.items() if needs_help(f) and not f.meaning.help.en] == []


def test_amounts_stand_beside_their_unit() -> None:
    """A bare number is no quantity (the unit is a text field of the same group)."""
    lost = []
    for name, cls in structs().items():
        kinds = {field.name: field.kind for field in fields_of(cls)}
        lost += [
            f"{name}.{field.name}"
            for field in fields_of(cls)
            if field.kind == "amount" and kinds.get(field.meaning.unit_field) != "text"
        ]
    assert lost == []


def test_limits_of_a_field_leave_room() -> None:
    impossible = [
        name
        for name, field in FIELDS.items()
        if field.meaning.minimum is not None
        and field.meaning.maximum is not None
        and field.meaning.minimum > field.meaning.maximum
    ]
    assert impossible == []


def test_defaults_are_values_of_their_field() -> None:
    """A default that the form refuses would be a trap."""
    wrong = []
    for name, field in FIELDS.items():
        value, low = field.default, field.meaning.minimum
        if isinstance(value, int) and not isinstance(value, bool) and low is not None:
            wrong += [name] if value < low else []
        if field.kind == "text" and isinstance(value, str) and field.meaning.pattern:
            wrong += [] if re.fullmatch(field.meaning.pattern, value) else [name]
    assert wrong == []


# --- labels of kinds ----------------------------------------------------------------------------


@pytest.mark.parametrize("spec", COMMAND_SPECS.values(), ids=COMMAND_SPECS)
def test_command_says_in_both_languages_what_it_is_for(spec: CommandSpec) -> None:
    assert is_bilingual(spec.label)
    assert is_bilingual(spec.help)
    assert spec.help.en.endswith(".")
    assert spec.help.zh.endswith("。")


def test_labels_tell_commands_of_a_module_apart() -> None:
    seen: dict[tuple[str, str], str] = {}
    twice = []
    for kind, spec in COMMAND_SPECS.items():
        for label in spec.label:
            before = seen.setdefault((spec.module, label), kind)
            twice += [f"{before} and {kind}: {label}"] if before != kind else []
    assert twice == []


def test_records_gates_and_ids_have_labels_in_both_languages() -> None:
    labels = {name: kind.label for name, kind in KINDS.items()}
    labels |= {name: gate.label for name, gate in ALL_GATES.items()}
    labels |= {prefix: cls.label for prefix, cls in IDS.items()}
    assert [name for name, label in labels.items() if not is_bilingual(label)] == []


def test_prefixes_are_three_letters_and_every_id_has_a_use() -> None:
    """The prefix is on labels for ever; one that no record or command uses is a leftover."""
    used = {f.type for f in FIELDS.values() if f.kind == "id"}
    used |= {f.item.type for f in FIELDS.values() if f.item is not None and f.item.kind == "id"}
    assert [prefix for prefix in IDS if not re.fullmatch(r"[a-z]{3}", prefix)] == []
    assert [cls.__name__ for cls in IDS.values() if cls not in used] == []


def test_every_id_names_records_of_one_kind() -> None:
    keys: dict[type[Id], list[str]] = {}
    for name, kind in KINDS.items():
        if kind.id_field is not None and kind.key == ("id",):
            keys.setdefault(kind.id_field.type, []).append(name)
    assert {cls.__name__: names for cls, names in keys.items() if len(names) > 1} == {}
    assert [cls.__name__ for cls in IDS.values() if cls not in keys] == []


# --- events -------------------------------------------------------------------------------------

SAMPLES = {
    "text": "WO-1",
    "integer": 7,
    "yesno": True,
    "date": "2026-03-02",
    "instant": "2026-03-02T00:00:00.000000Z",
    "amount": "12.5",
    "list": ["lot_1", "lot_2"],
    "shape": {},
    "map": {},
}


def sample(field: Field) -> Any:
    """A canonical value as the ledger has it."""
    if field.kind == "id":
        return field.type.text(1)
    if field.kind == "choice":
        return next(iter(field.type)).value
    return SAMPLES[field.kind]


@pytest.mark.parametrize("spec", EVENT_SPECS.values(), ids=EVENT_SPECS)
def test_event_can_be_told_in_both_languages(spec: EventSpec) -> None:
    known = {field.name for field in fields_of(spec.cls)}
    assert places(spec.label.en) == places(spec.label.zh)
    assert places(spec.label.en) <= known
    assert is_bilingual(spec.label)
    full = {"kind": spec.kind} | {f.name: sample(f) for f in fields_of(spec.cls)}
    for said in (sentence(full), sentence({"kind": spec.kind})):
        assert "{" not in said["en"] + said["zh"]
    named = places(spec.label.en)
    optional = [f.name for f in fields_of(spec.cls) if f.name in named and f.nullable]
    assert optional == [], "a sentence with a hole: say only what is always known"


# --- refusals -----------------------------------------------------------------------------------


@pytest.mark.parametrize("cls", ALL_REFUSALS.values(), ids=ALL_REFUSALS)
def test_refusal_says_the_same_in_both_languages(cls: type[Refused]) -> None:
    assert is_bilingual(cls.template)
    assert places(cls.template.en) == places(cls.template.zh)
    assert inspect.cleandoc(cls.__doc__ or ""), "what the rule is for"
    assert re.fullmatch(r"[a-z][a-z0-9_]*", cls.code)
    assert cls.http_status in (400, 401, 403, 404, 409, 413, 422, 423, 429)
    assert cls.template.en.endswith((".", "}"))
    assert cls.template.zh.endswith(("。", "}"))


Raised = tuple[str, type[Refused], set[str], bool]


@cache
def raised() -> tuple[Raised, ...]:
    return tuple(_raised())


def _raised() -> Iterator[Raised]:
    """Where, which refusal, the names given, and whether more is given as `**`."""
    for path in sources():
        module = importlib.import_module(dotted(path))
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call):
                made, words = node.func, node.keywords
            elif isinstance(node, ast.Raise) and node.exc is not None:
                made, words = node.exc, []
            else:
                continue
            cls = resolved(module, made)
            if isinstance(cls, type) and issubclass(cls, Refused) and cls is not Refused:
                names = {word.arg for word in words if word.arg}
                has_more = any(word.arg is None for word in words)
                yield f"{_short(path)}:{made.lineno}", cls, names, has_more


def resolved(module: ModuleType, node: ast.expr) -> object | None:
    """What a dotted name in the source of a module stands for."""
    if isinstance(node, ast.Name):
        return getattr(module, node.id, None)
    if isinstance(node, ast.Attribute):
        owner = resolved(module, node.value)
        return getattr(owner, node.attr, None) if owner is not None else None
    return None


def _short(path: Path) -> str:
    return "/".join(path.parts[-2:])


def test_refusals_are_given_what_their_texts_name() -> None:
    """A place that is not filled would turn a no into a crash."""
    wrong = [
        f"{where} {cls.__name__}: {sorted(names ^ places(cls.template.en))}"
        for where, cls, names, has_more in raised()
        if not has_more and "__init__" not in vars(cls) and names != places(cls.template.en)
    ]
    assert wrong == []


def test_every_refusal_is_raised_somewhere() -> None:
    used = {cls for _, cls, _, _ in raised()}
    used |= {base for cls in used for base in cls.__mro__ if issubclass(base, Refused)}
    assert [code for code, cls in ALL_REFUSALS.items() if cls not in used] == []
