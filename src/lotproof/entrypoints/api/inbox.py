"""GET /api/inbox: what waits for whoever asks; GET /api/approvals: what of it for a signature."""

from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.approvals import approvals
from lotproof.derive.inbox import awaited_step, inbox
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.awaiting import Awaited
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.work import Reader


def routes() -> list[Route]:
    return [
        Route("/api/inbox", reading(_inbox)),
        Route("/api/approvals", reading(_approvals)),
    ]


def _inbox(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    view = LedgerView(reader.connection)
    return json_response(inbox(reader, view, caller.actor, may_of(reader, caller)))


def _approvals(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What waits for the caller's signature."""
    del request, plant
    view = LedgerView(reader.connection)
    found = approvals(reader, view, caller.actor, may_of(reader, caller))
    return json_response({"approvals": [_asked(each) for each in found]})


def _asked(each: Awaited) -> dict[str, Any]:
    signs = COMMANDS[each.command].signs
    return awaited_step(each) | {"signs": None if signs is None else signs._asdict()}
