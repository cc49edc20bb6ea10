"""The data dictionary (元数据字典): every field of every record, command and event."""

from collections.abc import Iterable
from typing import Any

from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS, EVENTS


def dictionary() -> list[dict[str, Any]]:
    """One entry a field, in both languages, with its limits and where it stands.

    Fields within a field follow it: `lines[].quantity` of a list, `price.amount` of a shape.
    `unit_field` of an amount stands beside it.
    """
    entries = []
    for kind in sorted(RECORDS.values(), key=lambda k: k.name):
        entries += _entries("record", kind.name, kind.fields)
    for spec in sorted(COMMANDS.values(), key=lambda s: s.kind):
        entries += _entries("command", spec.kind, spec.fields)
    for event in sorted(EVENTS.values(), key=lambda e: e.kind):
        entries += _entries("event", event.kind, fields_of(event.cls))
    return entries


def _entries(of: str, name: str, fields: Iterable[Field], within: str = "") -> list[dict[str, Any]]:
    entries = []
    for field in fields:
        place = within + field.name
        entries.append(_entry(of, name, field) | {"field": place})
        inner, mark = (field.item, "[].") if field.item is not None else (field, ".")
        if inner.kind == "shape":
            entries += _entries(of, name, fields_of(inner.type), place + mark)
    return entries


def _entry(of: str, name: str, field: Field) -> dict[str, Any]:
    meaning = field.meaning
    return {
        "of": of,
        "in": name,
        "field": field.name,
        "type": field.kind,
        "label": meaning.label._asdict(),
        "help": meaning.help._asdict(),
        "required": field.required,
        "personal": meaning.personal,
        "secret": meaning.secret,
        "length_max": meaning.length_max if field.kind == "text" else None,
        "pattern": meaning.pattern,
        "minimum": meaning.minimum,
        "maximum": meaning.maximum,
        "unit_field": meaning.unit_field if field.kind == "amount" else None,
        "choices": {c.value: c.label._asdict() for c in field.type}
        if field.kind == "choice"
        else None,
    }
