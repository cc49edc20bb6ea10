"""GET /api/openapi.json describes the whole door, and nothing that is not there."""

import re
from typing import Any

import pytest
from starlette.routing import Route

from lotproof.entrypoints.api.document import document
from tests.api.door import Door

_DERIVED = ("/api/commands/{name}/{version}", "/api/records/{kind}")
"""Described once for each command and each kind."""


def served(door: Door) -> set[tuple[str, str]]:
    """Method and path of everything under /api."""
    return {
        (method.lower(), re.sub(r":\w+}", "}", route.path))
        for route in door.app.routes
        if isinstance(route, Route) and route.path.startswith("/api/")
        for method in (route.methods or set()) - {"HEAD"}
        if route.path not in _DERIVED
    }


def described() -> set[tuple[str, str]]:
    derived = tuple(path.partition("{")[0] for path in _DERIVED)
    return {
        (method, path)
        for path, methods in document()["paths"].items()
        for method in methods
        if not path.startswith(derived)
    }


@pytest.mark.clause("EU GMP Annex 11 §4.3")
def test_every_address_of_the_api_is_described(shared_door: Door) -> None:
    assert served(shared_door) - described() == set()


def test_every_described_address_is_there(shared_door: Door) -> None:
    assert described() - served(shared_door) == set()


def test_operations_are_told_apart() -> None:
    """OpenAPI 3.1: operationId is unique among all operations."""
    ids: list[Any] = [
        operation["operationId"]
        for methods in document()["paths"].values()
        for operation in methods.values()
    ]
    assert sorted(ids) == sorted(set(ids))
