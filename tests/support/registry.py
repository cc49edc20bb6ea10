"""What `GET /api/ui/{language}` answers, with texts and fields where they are used."""

from collections.abc import Callable
from typing import Any

from lotproof.entrypoints.api.interface_form import ORDINARY

_NAMED = {"modules": "title"}
_FORM = ("form", "texts", "fields")
"""What only the form has in which it is sent."""


def unshared(ask: Callable[[str], Any]) -> dict[str, Any]:
    """The interface as `derive/interface.py` makes it: the reverse of `shared`.

    `ask` gives what the door answers at an address.
    """
    sent, other = (ask(f"/api/ui/{language}") for language in ("en", "zh"))
    assert other["form"] == sent["form"]
    both = zip(sent["texts"], other["texts"], strict=True)
    texts = [{"en": one, "zh": other} for one, other in both]
    fields: list[dict[str, Any]] = []
    for each in sent["fields"]:
        fields.append(_field(each, texts, fields))
    out = {group: sent[group] for group in sent if group not in _FORM}
    for group in out.keys() - {"release"}:
        name = _NAMED.get(group, "label")
        out[group] = [each | {name: texts[each[name]]} for each in out[group]]
    for group in ("kinds", "commands"):
        out[group] = [
            each
            | {
                "module": each["name" if group == "kinds" else "kind"].partition(".")[0],
                "fields": [fields[place] for place in each["fields"]],
            }
            for each in out[group]
        ]
    out["commands"] = [
        each
        | {
            "about": _about(each),
            "help": texts[each["help"]],
            "signs": None if each["signs"] is None else texts[each["signs"]],
        }
        for each in out["commands"]
    ]
    return out


def _about(command: dict[str, Any]) -> str | None:
    """The prefix of the field that names what the command is about."""
    named = (each for each in command["fields"] if each["name"] == command["about_field"])
    return next((each["prefix"] for each in named), None)


def _field(
    sent: dict[str, Any], texts: list[dict[str, str]], fields: list[dict[str, Any]]
) -> dict[str, Any]:
    out = ORDINARY | sent | {"label": texts[sent["label"]]}
    if "help" in sent:
        out["help"] = texts[sent["help"]]
    if "choices" in sent:
        out["choices"] = [each | {"label": texts[each["label"]]} for each in sent["choices"]]
    if "item" in sent:
        out["item"] = fields[sent["item"]]
    if "fields" in sent:
        out["fields"] = [fields[place] for place in sent["fields"]]
    return out
