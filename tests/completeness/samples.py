"""Well-formed inputs for any command, made from what its fields mean."""

import re
from typing import Any

from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.registry import CommandSpec

NOBODY = 999_999_999
"""The number of an id that nothing has."""

TEXTS = (
    "are_999999999",
    "0000 0000 0000 0000 0000 0000 0000 0000",
    "people.register_user/1",
    "1,2",
    f"{'0' * 32}:1,2",
    "A sample",
    "sample",
    "A1",
    "12345",
    "08:00",
    "pcs",
    "CNY",
    "mm",
    "CN",
    "6948000",
    "1234567890123",
    "123456789012345675",
    "0" * 64,
    "people.user",
    "lot_999999999",
    "application/pdf",
    "state=released",
    "https://id.example",
    "who@id.example",
    "00000000-0000-0000-0000-000000000000",
    "lot itm_3 released",
    "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$c29tZWhhc2g",
)
"""Texts of every form that some field demands."""


def body_of(spec: CommandSpec, *, whole: bool = False) -> dict[str, Any]:
    """An input that can be read; of optional fields, too, where it is to be `whole`."""
    return _object(spec.cls, whole=whole)


def _object(cls: type, *, whole: bool) -> dict[str, Any]:
    return {f.name: _value(f, whole=whole) for f in fields_of(cls) if whole or f.required}


def _value(field: Field, *, whole: bool) -> Any:
    kind, meaning = field.kind, field.meaning
    if kind == "text":
        return _text(field)
    if kind == "list":
        assert field.item is not None
        return [_value(field.item, whole=whole)]
    if kind == "shape":
        return _object(field.type, whole=whole)
    if kind == "id":
        return field.type.text(NOBODY)
    if kind == "choice":
        choice: type[Choice] = field.type
        return next(iter(choice)).value
    if kind in ("integer", "amount"):
        least = max(1, meaning.minimum or 0)
        return least if kind == "integer" else str(least)
    simple: dict[str, Any] = {
        "yesno": False,
        "date": "2026-03-01",
        "instant": "2026-03-01T00:00:00Z",
        "map": {},
    }
    return simple[kind]


def _text(field: Field) -> str:
    for text in TEXTS:
        if len(text) <= field.meaning.length_max and (
            field.meaning.pattern is None or re.fullmatch(field.meaning.pattern, text)
        ):
            return text
    raise AssertionError(f"{field.name}: TEXTS has none like {field.meaning.pattern}")
