"""Bodies of requests that are no commands, as the description of the API gives them."""

from typing import Any

PRINT: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["subject"],
                "additionalProperties": False,
                "properties": {
                    "subject": {"type": "string", "maxLength": 512},
                    "language": {"type": "string", "enum": ["en", "zh"], "default": "en"},
                    "id": {"type": "string", "format": "uuid"},
                },
            }
        }
    },
}
SCOPE: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "additionalProperties": False,
                "properties": {
                    "direction": {"type": "string", "enum": ["forward", "backward", "both"]},
                    "depth": {"type": "integer", "minimum": 1, "maximum": 1000},
                    "left_out": {"type": "array", "items": {"type": "string"}},
                    "with_possible": {"type": "boolean"},
                    "id": {"type": "string", "format": "uuid"},
                },
            }
        }
    },
}
EXPORT: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["kind", "format"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string", "format": "uuid"},
                    "kind": {"type": "string"},
                    "format": {"type": "string", "enum": ["csv", "xlsx"]},
                    "filters": {"type": "object", "additionalProperties": {"type": "string"}},
                    "columns": {"type": "array", "items": {"type": "string"}},
                    "sort": {"type": "string"},
                    "search": {"type": "string", "maxLength": 100},
                },
            }
        }
    },
}
READINGS_FILE: dict[str, Any] = {
    "required": True,
    "content": {"text/csv": {"schema": {"type": "string"}}},
}
SIGN_IN: dict[str, Any] = {
    "required": True,
    "content": {
        "application/json": {
            "schema": {
                "type": "object",
                "required": ["login", "password"],
                "additionalProperties": False,
                "properties": {
                    "login": {"type": "string", "maxLength": 64},
                    "password": {"type": "string", "maxLength": 256, "writeOnly": True},
                },
            }
        }
    },
}
