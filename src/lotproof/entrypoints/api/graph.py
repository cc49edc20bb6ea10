"""GET /api/graph/…: genealogy as a drawing, its groups page by page, the scope as a table."""

from typing import Final, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import TRACE, reading, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.graph import (
    NODES_MAX,
    Question,
    Wanted,
    Ways,
    graph_of,
    group_page,
    question,
    scope_rows,
)
from lotproof.modules.traceability.queries import identify

PERMISSIONS: Final = (TRACE, "genealogy.read", "items.read", "warehouse.read")
_NODES_DEFAULT = "2000"
_PAGE_MAX = 1_000
_DEPTH_MAX = 1_000


def graph_routes() -> list[Route]:
    return [
        Route("/api/graph/{subject}/group", reading(_group)),
        Route("/api/graph/{subject}/table", reading(_table)),
        Route("/api/graph/{subject:path}", reading(_graph)),
    ]


def _graph(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?direction=forward|backward|both, ?depth=, ?nodes_max="""
    del plant
    subject, asked = _asked(request, reader, caller)
    found = graph_of(reader, asked, _nodes_max(request))
    return json_response({"subject": subject, "direction": asked.ways} | found)


def _group(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?of= a group's id, ?offset=, ?limit=; the other parameters as the drawing was asked for."""
    del plant
    subject, asked = _asked(request, reader, caller)
    of = request.query_params.get("of", "")
    page = group_page(reader, asked, _nodes_max(request), of, *_page(request))
    return json_response({"subject": subject} | page)


def _table(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?sort=lot|serial|package, ?state=, ?offset=, ?limit="""
    del plant
    subject, asked = _asked(request, reader, caller)
    offset, limit = _page(request)
    total, rows = scope_rows(reader, asked, _wanted(request), offset, limit)
    return json_response({"subject": subject, "total": total, "offset": offset, "rows": list(rows)})


def _asked(request: Request, reader: Reader, caller: sessions.Caller) -> tuple[str, Question]:
    """The subject's id and what is asked of it, by somebody who may see it."""
    for permission in PERMISSIONS:
        sessions.require(reader, caller, permission)
    subject = identify(reader, request.path_params["subject"])
    query = request.query_params
    depth = min(whole(query["depth"]), _DEPTH_MAX) if "depth" in query else None
    return subject, question(subject, ways_of(query.get("direction", "both")), depth)


def ways_of(text: str) -> Ways:
    """A direction by its word; BadQuestion for any other."""
    for ways in get_args(Ways):
        if ways == text:
            return ways  # type: ignore[no-any-return] # the members of a Literal are untyped
    raise BadQuestion(
        text=text[:40],
        expected=t("forward, backward or both", "forward、backward 或 both"),
    )


def _nodes_max(request: Request) -> int:
    asked = whole(request.query_params.get("nodes_max", _NODES_DEFAULT))
    return min(max(asked, 1), NODES_MAX)


def _page(request: Request) -> tuple[int, int]:
    query = request.query_params
    return whole(query.get("offset", "0")), min(whole(query.get("limit", "100")), _PAGE_MAX)


def _wanted(request: Request) -> Wanted:
    query = request.query_params
    sort = query.get("sort")
    if sort not in (None, "lot", "serial", "package"):
        raise BadQuestion(
            text=sort[:40], expected=t("lot, serial or package", "lot、serial 或 package")
        )
    return Wanted(sort, query.get("state"))
