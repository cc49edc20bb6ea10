"""GET /api/inbox: what waits for whoever asks."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.inbox import inbox
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader


def routes() -> list[Route]:
    return [Route("/api/inbox", reading(_inbox))]


def _inbox(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    view = LedgerView(reader.connection)
    return json_response(inbox(reader, view, caller.actor, may_of(reader, caller)))
