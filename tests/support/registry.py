"""What `GET /api/ui` answers, with texts and fields where they are used."""

from typing import Any

from lotproof.entrypoints.api.interface_form import ORDINARY

_NAMED = {"modules": "title"}


def unshared(sent: dict[str, Any]) -> dict[str, Any]:
    """The interface as `derive/interface.py` makes it: the reverse of `shared`."""
    texts = [
        {"en": en, "zh": zh}
        for en, zh in zip(sent["texts"]["en"], sent["texts"]["zh"], strict=True)
    ]
    fields: list[dict[str, Any]] = []
    for each in sent["fields"]:
        fields.append(_field(each, texts, fields))
    out = {group: sent[group] for group in sent if group not in ("texts", "fields")}
    for group in out.keys() - {"release"}:
        name = _NAMED.get(group, "label")
        out[group] = [each | {name: texts[each[name]]} for each in out[group]]
    for group in ("kinds", "commands"):
        out[group] = [
            each | {"fields": [fields[place] for place in each["fields"]]} for each in out[group]
        ]
    out["commands"] = [
        each
        | {
            "help": texts[each["help"]],
            "signs": None if each["signs"] is None else texts[each["signs"]],
        }
        for each in out["commands"]
    ]
    return out


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
