"""GET /api/home: what waits, what is wrong and what is late, for whoever asks."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.figures import figures
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader


def home_routes() -> list[Route]:
    return [Route("/api/home", reading(_home))]


def _home(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    return json_response({"figures": figures(reader, may_of(reader, caller))})
