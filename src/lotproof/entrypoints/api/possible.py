"""GET /api/possible/{subject}: what may be done with a thing now, and why not."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.interface import kind_of
from lotproof.derive.openapi import read_permission
from lotproof.derive.possible import possible
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import id_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.queries import Unknown


def routes() -> list[Route]:
    return [Route("/api/possible/{subject}", reading(_possible))]


def _possible(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """Every command about the thing; nothing is locked, written or sealed by asking."""
    del plant
    subject = request.path_params["subject"]
    of, number = id_of(subject)
    kind = kind_of(of.prefix)
    if kind is None:
        raise Unknown(text=subject[:40])
    sessions.require(reader, caller, read_permission(kind.name))
    if reader.seek(kind.cls, number) is None:
        raise Unknown(text=subject[:40])
    return json_response([each.as_json() for each in possible(reader, of, number, caller.actor)])
