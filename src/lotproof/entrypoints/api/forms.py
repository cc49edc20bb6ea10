"""Forms from a command's schema, and the input of a command from what was filled in."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import parse_qsl
from zoneinfo import ZoneInfo

from lotproof.entrypoints.api.problems import Problem
from lotproof.kernel.text import t

_ROWS_EMPTY = 3
"""Empty rows that a list of groups offers; the page can add more."""
_GS = "\x1d"
_ROWS_MAX = 1_000
"""A page of more rows would be too long to be drawn again."""
_ROW = re.compile(r"\[(\d{1,5})\]")

Resolve = Callable[[str, str], str]
"""(prefix, what was typed or scanned) → id text; what it cannot find it gives back."""


def filled_in(body: bytes) -> dict[str, str]:
    """The fields of a form as sent by a browser; Problem 422 for anything else."""
    try:
        pairs = parse_qsl(
            body.decode(), keep_blank_values=True, max_num_fields=20_000, errors="strict"
        )
    except ValueError:
        raise Problem(
            422, "invalid_input", t("This is not a filled-in form.", "这不是有效的表单。")
        ) from None
    filled = dict(pairs)
    if any(int(row) >= _ROWS_MAX for name in filled for row in _ROW.findall(name)):
        raise Problem(
            422,
            "invalid_input",
            t("A form has at most 1000 rows. Import longer lists.",
              "表单最多 1000 行。更长的清单请导入。"),
        )  # fmt: skip
    return filled


def inputs(
    schema: Mapping[str, Any], filled: Mapping[str, str], prefix: str = ""
) -> list[dict[str, Any]]:
    """What a page shows for each property: path, title, help, control, value, limits, choices.

    Controls: text, textarea, password, number, date, datetime-local, decimal, select, id, group,
    rows. Groups have `inputs`, rows have `rows` of them.
    """
    required = set(schema.get("required", ()))
    return [
        _input(f"{prefix}{name}", each, filled, is_required=name in required)
        for name, each in schema["properties"].items()
    ]


def _input(
    path: str, schema: Mapping[str, Any], filled: Mapping[str, str], *, is_required: bool
) -> dict[str, Any]:
    control = control_of(schema)
    default = schema.get("default", "")
    shown: dict[str, Any] = {
        "path": path,
        "title": schema.get("title", path),
        "help": schema.get("description", ""),
        "required": is_required,
        "control": control,
        "value": filled.get(path, str(default).lower() if default is not None else ""),
        "length_max": schema.get("maxLength"),
        "minimum": schema.get("minimum"),
        "maximum": schema.get("maximum"),
        "prefix": schema.get("x-id"),
        "choices": choices_of(schema),
    }
    if control == "group":
        shown["inputs"] = inputs(schema, filled, f"{path}.")
    if control == "rows":
        used = [int(found[1]) for key in filled if (found := _row_of(path, key))]
        count = max(used, default=-1) + 2 if used else _ROWS_EMPTY
        shown["rows"] = [inputs(schema["items"], filled, f"{path}[{row}].") for row in range(count)]
    return shown


def control_of(schema: Mapping[str, Any]) -> str:
    kind = schema.get("type")
    if kind == "array":
        return "rows" if schema["items"].get("type") == "object" else "textarea"
    if kind == "object":
        return "group" if "properties" in schema else "textarea"
    if "enum" in schema or kind == "boolean":
        return "select"
    if "x-id" in schema:
        return "id"
    if "x-unit-field" in schema:
        return "decimal"
    if schema.get("writeOnly"):
        return "password"
    formats = {"date": "date", "date-time": "datetime-local"}
    if schema.get("format") in formats:
        return formats[schema["format"]]
    if kind == "integer":
        return "number"
    return "textarea" if schema.get("x-multiline") else "text"


def choices_of(schema: Mapping[str, Any]) -> list[tuple[str, str]]:
    """(value, label) of a closed set; yes and no have no labels here."""
    if schema.get("type") == "boolean":
        return [("true", ""), ("false", "")]
    labels = schema.get("x-labels", {})
    return [(value, labels.get(value, value)) for value in schema.get("enum", ())]


def body_of(
    schema: Mapping[str, Any], filled: Mapping[str, str], zone: str, resolve: Resolve
) -> dict[str, Any]:
    """The JSON input; what was left empty is absent, what does not fit is left to be refused."""
    return _object(schema, filled, zone, resolve, "") or {}


def _object(
    schema: Mapping[str, Any], filled: Mapping[str, str], zone: str, resolve: Resolve, prefix: str
) -> dict[str, Any] | None:
    found = {
        name: value
        for name, each in schema["properties"].items()
        if (value := _value(f"{prefix}{name}", each, filled, zone, resolve)) is not None
    }
    return found or None


def _value(
    path: str, schema: Mapping[str, Any], filled: Mapping[str, str], zone: str, resolve: Resolve
) -> Any:
    control = control_of(schema)
    if control == "group":
        return _object(schema, filled, zone, resolve, f"{path}.")
    if control == "rows":
        rows = sorted({int(row[1]) for key in filled if (row := _row_of(path, key))})
        groups = (
            _object(schema["items"], filled, zone, resolve, f"{path}[{row}].") for row in rows
        )
        return [each for each in groups if each] or None
    text = filled.get(path, "").strip(" \t\r\n")
    if not text:
        return None
    if schema.get("type") == "array":
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        return [_scalar(line, schema["items"], zone, resolve) for line in lines]
    if schema.get("type") == "object":
        pairs = (line.partition("=") for line in text.splitlines() if line.strip())
        return {name.strip(): value.strip() for name, _, value in pairs}
    return _scalar(text, schema, zone, resolve)


def _scalar(text: str, schema: Mapping[str, Any], zone: str, resolve: Resolve) -> Any:
    if "x-id" in schema:
        return resolve(schema["x-id"], text)
    if schema.get("type") == "boolean":
        return {"true": True, "false": False}.get(text, text)
    if schema.get("type") == "integer":
        digits = text.removeprefix("-")
        return int(text) if digits.isascii() and digits.isdecimal() else text
    if schema.get("format") == "date-time":
        return _with_zone(text, zone)
    # Records hold no control characters; a scanned separator is written out.
    return text.replace("\r\n", "\n").replace(_GS, "<GS>")


def _with_zone(text: str, zone: str) -> str:
    """The wall clock of the site as an RFC 3339 time."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return text
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.isoformat()


def _row_of(path: str, key: str) -> re.Match[str] | None:
    return _ROW.match(key, len(path)) if key.startswith(f"{path}[") else None
