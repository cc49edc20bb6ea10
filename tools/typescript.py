"""Types of records and commands for the web application, from the registry.

    .venv/bin/python -m tools.typescript

writes `ui/src/generated/registry.ts`; tests/completeness/test_typescript.py finds it outdated.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lotproof import modules
from lotproof.entrypoints.api.interface import described
from lotproof.entrypoints.api.interface_form import ORDINARY

TARGET = Path(__file__).resolve().parents[1] / "ui" / "src" / "generated" / "registry.ts"
WIDTH = 100
"""Columns, as everywhere."""
_PLAIN = {
    "text": "string",
    "integer": "number",
    "yesno": "boolean",
    "date": "string",
    "instant": "string",
    "amount": "string",
    "id": "string",
    "map": "{ [name: string]: string }",
}
_HEAD = """\
/** Made by tools/typescript.py from the registry; not to be changed by hand. */

/** Records by kind, as lists and record pages get them: what has no value is absent. */
"""


def typescript() -> str:
    """The whole file."""
    modules.load()
    interface = described()
    records = [
        (kind["name"], [(f, f["nullable"]) for f in kind["fields"]]) for kind in interface["kinds"]
    ]
    commands = [
        (each["kind"], [(f, not f["required"]) for f in each["fields"]])
        for each in interface["commands"]
    ]
    return (
        f"{_HEAD}{_declared('Records', records)}\n"
        f"/** Inputs of commands by kind. */\n{_declared('Commands', commands)}\n"
        f"/** What a field is unless it says otherwise. */\n{_constant('ORDINARY', ORDINARY)}"
    )


def _declared(name: str, shapes: Iterable[tuple[str, list[tuple[dict[str, Any], bool]]]]) -> str:
    lines = [f"export interface {name} {{"]
    for shape, fields in shapes:
        lead = f"  {json.dumps(shape)}: "
        lines.append(f"{lead}{_shape(fields, lead)};")
    return "\n".join([*lines, "}", ""])


def _constant(name: str, values: dict[str, Any]) -> str:
    lines = [
        f"  {key}: {_literal(value) if isinstance(value, dict) else json.dumps(value)},"
        for key, value in values.items()
    ]
    return "\n".join([f"export const {name} = {{", *lines, "} as const;", ""])


def _literal(value: dict[str, Any]) -> str:
    return "{ " + ", ".join(f"{key}: {json.dumps(each)}" for key, each in value.items()) + " }"


def _shape(fields: list[tuple[dict[str, Any], bool]], lead: str) -> str:
    """An object type behind the lead of its line, broken only where it is too long for one.

    A field that may be absent has a question mark.
    """
    if not fields:
        return "Record<string, never>"
    indent = lead[: len(lead) - len(lead.lstrip())]
    told = []
    for field, is_optional in fields:
        name = f"{field['name']}{'?' if is_optional else ''}: "
        told.append(name + _type(field, f"{indent}  {name}"))
    short = "{ " + "; ".join(told) + " }"
    if "\n" not in short and len(lead + short) < WIDTH:
        return short
    return "\n".join(["{", *(f"{indent}  {each};" for each in told), f"{indent}}}"])


def _type(field: dict[str, Any], lead: str) -> str:
    if field["type"] == "choice":
        return " | ".join(json.dumps(choice["value"]) for choice in field["choices"])
    if field["type"] == "list":
        item = _type(field["item"], lead)
        return f"({item})[]" if " | " in item and "{" not in item else f"{item}[]"
    if field["type"] == "shape":
        return _shape([(f, not f["required"]) for f in field["fields"]], lead)
    return _PLAIN[field["type"]]


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(typescript(), encoding="utf-8")
