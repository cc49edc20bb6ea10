"""The form in which the registry is sent: each text and each field once, others refer to it.

Texts are sent one language at a time: who works in one does not wait for the other.

Kinds and commands share most of their fields and words; said once, the answer is a third.
"""

from collections.abc import Callable
from typing import Any

import msgspec

ORDINARY: dict[str, Any] = {
    "help": {"en": "", "zh": ""},
    "required": False,
    "nullable": False,
    "personal": False,
    "masked": False,
    "secret": False,
    "length_max": None,
    "pattern": None,
    "minimum": None,
    "maximum": None,
    "multiline": False,
}
"""What a field is unless it says otherwise."""

_NAMED = {
    "modules": "title",
    "kinds": "label",
    "events": "label",
    "units": "label",
    "permissions": "label",
    "sources": "label",
    "trusts": "label",
}
"""Lists of the interface with the text that each of their members has."""

_TOLD = ("module", "about")
"""What is told by the name before the point, and by the field that `about_field` names."""


def shared(interface: dict[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """The interface with numbers where texts and fields were, and the texts of each language.

    The lists of both languages have the same length; a text is its place in them.
    `fields` has the fields; a kind, command, shape or list names its own by their places.
    A field leaves out what is as in `ORDINARY`, a kind and a command what their names and fields
    tell: the module, and the prefix of what a command is about.
    """
    texts, fields = _Texts(), _Fields()

    def field_at(field: dict[str, Any]) -> int:
        return fields.at(_field(field, texts, field_at))

    out = interface | {
        group: [each | {name: texts.at(each[name])} for each in interface[group]]
        for group, name in _NAMED.items()
    }
    out["commands"] = [_command(each, texts) for each in interface["commands"]]
    for group in ("kinds", "commands"):
        out[group] = [
            {name: value for name, value in each.items() if name not in _TOLD}
            | {"fields": [field_at(own) for own in each["fields"]]}
            for each in out[group]
        ]
    return out | {"fields": fields.all}, {"en": texts.en, "zh": texts.zh}


def _command(command: dict[str, Any], texts: "_Texts") -> dict[str, Any]:
    signs = command["signs"]
    return command | {
        "label": texts.at(command["label"]),
        "help": texts.at(command["help"]),
        "signs": None if signs is None else texts.at(signs),
    }


def _field(
    field: dict[str, Any], texts: "_Texts", field_at: Callable[[dict[str, Any]], int]
) -> dict[str, Any]:
    out = {k: v for k, v in field.items() if k not in ORDINARY or v != ORDINARY[k]}
    for name in ("label", "help"):
        if name in out:
            out[name] = texts.at(out[name])
    if "choices" in out:
        out["choices"] = [each | {"label": texts.at(each["label"])} for each in out["choices"]]
    if "item" in out:
        out["item"] = field_at(out["item"])
    if "fields" in out:
        out["fields"] = [field_at(each) for each in out["fields"]]
    return out


class _Texts:
    """Texts in the order in which they were first said."""

    def __init__(self) -> None:
        self.en: list[str] = []
        self.zh: list[str] = []
        self._places: dict[tuple[str, str], int] = {}

    def at(self, text: dict[str, str]) -> int:
        place = self._places.setdefault((text["en"], text["zh"]), len(self.en))
        if place == len(self.en):
            self.en.append(text["en"])
            self.zh.append(text["zh"])
        return place


class _Fields:
    """Fields in the order in which they were first met, parts before the whole."""

    def __init__(self) -> None:
        self.all: list[dict[str, Any]] = []
        self._places: dict[bytes, int] = {}

    def at(self, field: dict[str, Any]) -> int:
        place = self._places.setdefault(msgspec.json.encode(field), len(self.all))
        if place == len(self.all):
            self.all.append(field)
        return place
