"""Events as sentences for people."""

from collections.abc import Mapping
from typing import Any

from lotproof.kernel.meaning import Field, fields_of
from lotproof.kernel.registry import EventSpec
from lotproof.kernel.text import Text


def sentence_of(spec: EventSpec, values: Mapping[str, Any]) -> Text:
    """What has happened, in both languages; `values` are the event's fields as they are sealed."""
    known = {
        field.name: _spoken(field, values.get(field.name, "–")) for field in fields_of(spec.cls)
    }
    return spec.label.fill(**known)


def _spoken(field: Field, value: Any) -> Text:
    """A value as each language calls it: of a choice its label, as it was sealed otherwise."""
    if field.kind == "choice" and value in {each.value for each in field.type}:
        label: Text = field.type(value).label
        return label
    return Text(str(value), str(value))
