"""/ledger/…: the C2SP tlog-tiles layout, as static-like resources that anybody may read.

A checkpoint and hashes disclose nothing; entry bundles hold envelopes without any part.
"""

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import NotSealed
from lotproof.entrypoints.compose import Plant
from lotproof.ledger.tiles import TILE_WIDTH, number_path

_NUMBER = re.compile(r"(?P<n>(?:x[0-9]{3}/)*[0-9]{3})(?:\.p/(?P<width>[1-9][0-9]{0,2}))?")
_FOREVER = {"cache-control": "public, max-age=31536000, immutable"}


def ledger_routes() -> list[Route]:
    return [
        Route("/checkpoint", _checkpoint),
        Route("/tile/entries/{number:path}", _bundle),
        Route("/tile/{level:int}/{number:path}", _tile),
    ]


def _place(request: Request) -> tuple[int, int] | None:
    """`x001/234.p/5` → (1234, 5); None for what is not the one way to write it."""
    match = _NUMBER.fullmatch(request.path_params["number"])
    if match is None:
        return None
    n = int(match["n"].replace("x", "").replace("/", ""))
    width = int(match["width"] or TILE_WIDTH)
    if number_path(n) != match["n"] or (match["width"] and width >= TILE_WIDTH):
        return None
    return n, width


def _checkpoint(request: Request) -> Response:
    plant: Plant = request.app.state.plant
    try:
        with plant.ledger() as view:
            return Response(
                view.checkpoint(),
                media_type="text/plain; charset=utf-8",
                headers={"cache-control": "no-cache"},
            )
    except NotSealed:
        return Response("nothing is signed yet\n", 404, media_type="text/plain")


def _tile(request: Request) -> Response:
    plant: Plant = request.app.state.plant
    place = _place(request)
    try:
        if place is None:
            raise NotSealed
        with plant.ledger() as view:
            data = view.tile(request.path_params["level"], *place)
    except NotSealed:
        return Response("no such tile\n", 404, media_type="text/plain")
    return Response(data, media_type="application/octet-stream", headers=_FOREVER)


def _bundle(request: Request) -> Response:
    plant: Plant = request.app.state.plant
    place = _place(request)
    try:
        if place is None:
            raise NotSealed
        with plant.ledger() as view:
            data = view.bundle(*place)
    except NotSealed:
        return Response("no such bundle\n", 404, media_type="text/plain")
    return Response(data, media_type="application/octet-stream", headers=_FOREVER)
