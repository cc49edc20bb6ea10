"""GET /api/unit/…: a lot, serial or package with all that belongs to it, on one page."""

from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.manifestation import signatures_on
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import TRACE, may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.record import RECORDS
from lotproof.kernel.work import Reader
from lotproof.modules.changes.queries import listings
from lotproof.modules.changes.vocabulary import ChangeOrderId
from lotproof.modules.traceability.queries import identify, unit_overview

CHANGE: Final = "changes.order"

_PERMISSIONS: Final = {
    "documents.read": ("attachments",),
    "equipment.read": ("machines",),
    "inspection.read": ("inspections",),
    "items.read": ("item", "papers"),
    "monitoring.read": ("cycles",),
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
    "sterilisation.read": ("cycles",),
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
    may = may_of(reader, caller)
    found = visible(unit_overview(reader, identify(reader, text)), may)
    on = _signable(found)
    if may(read_permission(CHANGE)):
        on |= changes_behind(reader, found)
    return found | {"signatures": _signatures(reader, on)}


def _signatures(reader: Reader, on: set[tuple[str, str]]) -> list[dict[str, Any]]:
    """The signatures on records by kind and key; each with what it is `on`, the newest first."""
    view = LedgerView(reader.connection)
    given = [
        each | {"on": {"kind": kind, "key": key, "label": RECORDS[kind].label._asdict()}}
        for kind, key in sorted(on)
        for each in signatures_on(reader, view, kind, key)["signatures"]
    ]
    return sorted(given, key=lambda each: each["signed_at"], reverse=True)


def _signable(found: dict[str, Any]) -> set[tuple[str, str]]:
    """Kind and key of the unit, its lot, its order, its inspections and cycles, and the revisions
    that it was made by, as far as these are shown."""
    one = {"lot": "warehouse.lot", "order": "production.work_order"}
    return {
        (f"warehouse.{found['unit']}", found["subject"]),
        *((kind, found[name]["id"]) for name, kind in one.items() if name in found),
        *(("inspection.inspection", each["id"]) for each in found.get("inspections", [])),
        *(("sterilisation.cycle", each["id"]) for each in found.get("cycles", [])),
        *((each["kind"], each["id"]) for each in found.get("papers", [])),
    }


def changes_behind(reader: Reader, found: dict[str, Any]) -> set[tuple[str, str]]:
    """The change orders that brought the revisions which a unit was made by."""
    return {
        (CHANGE, ChangeOrderId.text(order.id))
        for paper in found.get("papers", [])
        for changed, order in listings(reader, paper["id"])
        if changed.proposed == paper["id"]
    }


def visible(found: dict[str, Any], may: Callable[[str], bool]) -> dict[str, Any]:
    """The overview without what the permissions do not allow; `hidden` names what is left out."""
    missing = [permission for permission in _PERMISSIONS if not may(permission)]
    hidden = {name for permission in missing for name in _PERMISSIONS[permission] if name in found}
    rest = {name: value for name, value in found.items() if name not in hidden}
    return rest | {"hidden": sorted(hidden)}
