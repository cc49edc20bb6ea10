"""GET /api/monitoring/…: where points stand now, and what was read of one over time."""

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.boards import instant
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import id_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.clock import Instant
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.monitoring.live import live
from lotproof.modules.monitoring.series import series
from lotproof.modules.monitoring.vocabulary import PointId

_READ: Final = "monitoring.read"
_HOUR_US: Final = 3_600_000_000
_WIDTH, _WIDTH_MAX = 600, 4_000


def monitoring_routes() -> list[Route]:
    return [
        Route("/api/monitoring/live", reading(_live)),
        Route("/api/monitoring/points/{id}", reading(_series)),
    ]


def _live(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    sessions.require(reader, caller, _READ)
    return json_response(live(reader))


def _series(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?from= and ?to= instants, the last hour unless said; ?width= places of the chart."""
    del plant
    sessions.require(reader, caller, _READ)
    of, number = id_of(request.path_params["id"])
    if of is not PointId:
        raise BadQuestion(
            text=request.path_params["id"][:40], expected=t("a monitoring point", "监测点")
        )
    query = request.query_params
    until = instant(query["to"]) if "to" in query else reader.now
    since = instant(query["from"]) if "from" in query else Instant(until - _HOUR_US)
    width = query.get("width", str(_WIDTH))
    if not width.isascii() or not width.isdecimal() or not 1 <= int(width) <= _WIDTH_MAX:
        raise BadQuestion(text=width[:40], expected=t("1 to 4000", "1 到 4000"))
    return json_response(series(reader, PointId(number), since, until, int(width)))
