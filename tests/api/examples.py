"""An input that can be read, for every command: the smallest value of each field's meaning."""

import re
from typing import Any

from lotproof.kernel.meaning import UNIT, Field, fields_of
from lotproof.kernel.registry import CommandSpec

# The standard library's own parser of patterns; its trees are what re compiles.
_parse: Any = re._parser.parse  # type: ignore[attr-defined]


def example(spec: CommandSpec) -> dict[str, Any]:
    """Required fields only."""
    return _struct(spec.cls)


def _struct(cls: type) -> dict[str, Any]:
    return {field.name: _value(field) for field in fields_of(cls) if field.required}


def _value(field: Field) -> Any:
    meaning = field.meaning
    if field.kind == "text":
        if meaning.pattern == UNIT.pattern:
            return "pcs"
        return _text(meaning.pattern) if meaning.pattern else "x"
    if field.kind == "list":
        assert field.item is not None
        return [_value(field.item)]
    if field.kind == "shape":
        return _struct(field.type)
    if field.kind in ("integer", "amount"):
        least = max(meaning.minimum or 0, 1)
        return str(least) if field.kind == "amount" else least
    simple: dict[str, Any] = {
        "yesno": True,
        "date": "2026-03-02",
        "instant": "2026-03-02T00:00:00Z",
        "map": {},
    }
    if field.kind in simple:
        return simple[field.kind]
    return next(iter(field.type)).value if field.kind == "choice" else f"{field.type.prefix}_1"


def _text(pattern: str) -> str:
    """A short text that a pattern matches."""
    text = _all(_parse(pattern)) or "x"
    assert re.fullmatch(pattern, text), f"{text!r} does not match {pattern!r}"
    return text


def _all(pieces: Any) -> str:
    return "".join(_piece(*each) for each in pieces)


def _piece(op: Any, given: Any) -> str:
    name = str(op)
    if name == "LITERAL":
        return chr(given)
    if name == "NOT_LITERAL":
        return "x" if given != ord("x") else "y"
    if name == "ANY":
        return "x"
    if name == "IN":
        return _member(given)
    if name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        return _all(given[2]) * int(given[0])
    if name == "SUBPATTERN":
        return _all(given[3])
    if name == "BRANCH":
        return _all(given[1][0])
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return ""
    raise AssertionError(f"no example for {name} in a pattern")


def _member(given: Any) -> str:
    name, first = str(given[0][0]), given[0][1]
    if name == "NEGATE":  # what is left out are marks
        return "x"
    if name == "LITERAL":
        return chr(first)
    if name == "RANGE":
        return chr(first[0])
    if name == "CATEGORY":
        return "0" if "DIGIT" in str(first) else "x"
    raise AssertionError(f"no example for {name} in a set")
