"""GET /api/unit/…: a lot, serial or package with all that belongs to it, on one page."""

from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import TRACE, may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.queries import identify, unit_overview

_PERMISSIONS: Final = {
    "documents.read": ("attachments",),
    "equipment.read": ("machines",),
    "inspection.read": ("inspections",),
    "items.read": ("item", "papers"),
    "parties.read": ("supplier",),
    "production.read": (
        "first_articles",
        "line_clearances",
        "materials",
        "order",
        "readings",
        "runs",
        "used_in",
    ),
    "sales.read": ("shipments",),
}
"""What of an overview needs more than the permission to trace."""


def unit_routes() -> list[Route]:
    return [Route("/api/unit/{subject:path}", reading(_unit))]


def _unit(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    return json_response(overview_for(reader, caller, request.path_params["subject"]))


def overview_for(reader: Reader, caller: sessions.Caller, text: str) -> dict[str, Any]:
    """The overview of what is meant by a text, as far as the caller may see it."""
    sessions.require(reader, caller, TRACE)
    sessions.require(reader, caller, "warehouse.read")
    return visible(unit_overview(reader, identify(reader, text)), may_of(reader, caller))


def visible(found: dict[str, Any], may: Callable[[str], bool]) -> dict[str, Any]:
    """The overview without what the permissions do not allow; `hidden` names what is left out."""
    missing = [permission for permission in _PERMISSIONS if not may(permission)]
    hidden = {name for permission in missing for name in _PERMISSIONS[permission] if name in found}
    rest = {name: value for name, value in found.items() if name not in hidden}
    return rest | {"hidden": sorted(hidden)}
