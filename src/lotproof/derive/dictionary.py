"""The data dictionary (元数据字典): every field of every record, command and event."""

from typing import Any

from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS, EVENTS


def dictionary() -> list[dict[str, Any]]:
    """One entry a field, in both languages, with its limits and where it stands."""
    entries = []
    for kind in sorted(RECORDS.values(), key=lambda k: k.name):
        entries += [_entry("record", kind.name, f) for f in kind.fields]
    for spec in sorted(COMMANDS.values(), key=lambda s: s.kind):
        entries += [_entry("command", spec.kind, f) for f in spec.fields]
    for event in sorted(EVENTS.values(), key=lambda e: e.kind):
        entries += [_entry("event", event.kind, f) for f in fields_of(event.cls)]
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
        "choices": {c.value: c.label._asdict() for c in field.type}
        if field.kind == "choice"
        else None,
    }
