"""GET /api/notifications: what the caller was told, and by what they are told."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader
from lotproof.modules.notifications.mine import mine

_OWN: Final = "notifications.own.keep"


def notification_routes() -> list[Route]:
    return [Route("/api/notifications", reading(_mine))]


def _mine(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    sessions.require(reader, caller, _OWN)
    return json_response(mine(reader, caller.user_id))
