"""OpenAPI 3.1 from the registry: one operation a command, with the schema of its input."""

from typing import Any

from lotproof import __version__
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.meaning import UNIT, Field, fields_of
from lotproof.kernel.permission_labels import module_permission, read_permission
from lotproof.kernel.quantity import UNITS
from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import REFUSALS
from lotproof.kernel.registry import COMMANDS, CommandSpec
from lotproof.kernel.text import Language

__all__ = ["field_schema", "module_permission", "openapi", "read_permission", "struct_schema"]

_PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "integer": {"type": "integer"},
    "yesno": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
    "instant": {"type": "string", "format": "date-time"},
    "amount": {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+)?$"},
    "map": {"type": "object", "additionalProperties": {"type": "string"}},
}


def field_schema(field: Field, language: Language = "en") -> dict[str, Any]:
    """The JSON schema of one field: title, help and limits as its meaning says them."""
    meaning = field.meaning
    schema = dict(_PLAIN.get(field.kind, {}))
    if field.kind == "id":
        schema = {
            "type": "string",
            "pattern": f"^{field.type.prefix}_[0-9]+$",
            "x-id": field.type.prefix,
        }
    elif field.kind == "choice":
        schema = {
            "type": "string",
            "enum": [choice.value for choice in field.type],
            "x-labels": {c.value: c.label.in_(language) for c in field.type},
        }
    elif field.kind == "list" and field.item is not None:
        schema = {
            "type": "array",
            "items": field_schema(field.item, language),
            "maxItems": meaning.items_max,
        }
    elif field.kind == "shape":
        schema = struct_schema(field.type, language)
    elif field.kind == "text" and meaning.pattern == UNIT.pattern:
        schema |= {
            "enum": list(UNITS),
            "x-labels": {u.code: u.label.in_(language) for u in UNITS.values()},
        }
    elif field.kind == "text":
        schema["maxLength"] = meaning.length_max
        if meaning.pattern:
            schema["pattern"] = f"^(?:{meaning.pattern})$"
        if meaning.multiline:
            schema["x-multiline"] = True
    elif field.kind == "integer":
        schema |= {
            name: bound
            for name, bound in (("minimum", meaning.minimum), ("maximum", meaning.maximum))
            if bound is not None
        }
    elif field.kind == "amount":
        schema["x-unit-field"] = meaning.unit_field
    if meaning.secret:
        schema["writeOnly"] = True
    if isinstance(field.default, str | bool | int):
        schema["default"] = _default(field)
    schema["title"] = meaning.label.in_(language)
    if meaning.help.en:
        schema["description"] = meaning.help.in_(language)
    return schema


def _default(field: Field) -> Any:
    return field.default.value if isinstance(field.default, Choice) else field.default


def struct_schema(cls: Any, language: Language = "en") -> dict[str, Any]:
    fields = fields_of(cls)
    return {
        "type": "object",
        "additionalProperties": False,
        "properties": {f.name: field_schema(f, language) for f in fields},
        "required": [f.name for f in fields if f.required],
    }


def command_schema(spec: CommandSpec, language: Language = "en") -> dict[str, Any]:
    """The body of POST /api/commands/…: the command's input and its envelope."""
    required = ["body"] + (["reason"] if spec.needs_reason else [])
    return {
        "type": "object",
        "additionalProperties": False,
        "required": required,
        "properties": {
            "id": {
                "type": "string",
                "format": "uuid",
                "description": "Made by the client before the first try; a retry repeats it.",
            },
            "body": struct_schema(spec.cls, language),
            "reason": {"type": "string", "maxLength": 1000},
            "occurred": {"type": "string", "format": "date-time"},
            "entered": {"type": "string", "format": "date-time"},
            "station": {"type": "string", "maxLength": 40},
            "behalf": {"type": "string", "maxLength": 40},
            "source": {"type": "string", "enum": ["hand", "scan", "api"]},
        },
    }


def openapi(language: Language = "en") -> dict[str, Any]:
    """The whole document."""
    paths: dict[str, Any] = {}
    for spec in sorted(COMMANDS.values(), key=lambda s: s.kind):
        paths[f"/api/commands/{spec.kind}"] = {"post": _operation(spec, language)}
    for kind in sorted(RECORDS.values(), key=lambda k: k.name):
        paths[f"/api/records/{kind.name}"] = {
            "get": {
                "operationId": f"list:{kind.name}",
                "tags": [kind.name.partition(".")[0]],
                "summary": kind.label.in_(language),
                "x-permission": read_permission(kind.name),
                "parameters": [_query(name, schema) for name, schema in _LIST_PARAMETERS.items()]
                + [
                    _query(f.name, _filter(f, language))
                    for f in kind.fields
                    if not f.meaning.is_unseen and f.kind not in ("list", "map", "shape")
                ],
                "responses": {"200": {"description": "a page of records"}, **PROBLEM},
            }
        }
    return {
        "openapi": "3.1.0",
        "info": {"title": "Lotproof", "version": __version__, "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {
            "securitySchemes": {"bearer": {"type": "http", "scheme": "bearer"}},
            "schemas": {"Problem": _PROBLEM_SCHEMA, "Receipt": _RECEIPT_SCHEMA},
        },
        "security": [{"bearer": []}],
        "x-refusals": {
            code: refusal.template._asdict() for code, refusal in sorted(REFUSALS.items())
        },
        "x-units": {code: unit.label.in_(language) for code, unit in UNITS.items()},
    }


def _operation(spec: CommandSpec, language: Language) -> dict[str, Any]:
    return {
        "operationId": spec.kind,
        "tags": [spec.module],
        "summary": spec.label.in_(language),
        "description": spec.help.in_(language),
        "x-permission": spec.permission,
        "x-is-fact": spec.is_fact,
        "x-needs-reason": spec.needs_reason,
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": command_schema(spec, language)}},
        },
        "responses": {
            "200": {
                "description": "recorded",
                "content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/Receipt"}}
                },
            },
            **PROBLEM,
        },
    }


def _filter(field: Field, language: Language) -> dict[str, Any]:
    """A field as a filter: equal to it; `field.min`, `.max` bound it, `field.in` lists values."""
    if field.kind in ("amount", "integer"):
        schema: dict[str, Any] = {"type": "integer"}
    else:
        schema = {k: v for k, v in field_schema(field, language).items() if k != "default"}
    return schema | {"title": field.meaning.label.in_(language)}


def _query(name: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "schema": schema}


PROBLEM: dict[str, Any] = {
    "default": {
        "description": "refused, or not possible (RFC 9457)",
        "content": {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}
        },
    }
}
_LIST_PARAMETERS: dict[str, dict[str, Any]] = {
    "sort": {"type": "string"},
    "search": {"type": "string", "maxLength": 100},
    "limit": {"type": "integer", "minimum": 1, "maximum": 1000},
    "offset": {"type": "integer", "minimum": 0, "maximum": 10_000_000},
    "after": {"type": "string", "maxLength": 200},
}
_PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "code": {"type": "string"},
        "instance": {"type": "string"},
        "fields": {"type": "array", "items": {"type": "object"}},
    },
}
_RECEIPT_SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["id", "kind", "outcome", "recorded"],
    "properties": {
        "id": {"type": "string"},
        "kind": {"type": "string"},
        "outcome": {"enum": ["done", "failed"]},
        "recorded": {"type": "string"},
        "events": {"type": "array", "items": {"type": "object"}},
        "deviations": {"type": "array", "items": {"type": "object"}},
    },
}
