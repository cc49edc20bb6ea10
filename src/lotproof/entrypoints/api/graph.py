"""GET /api/graph/…: genealogy as a drawing, its groups page by page, the scope as a table."""

import csv
import io
from typing import Any, Final, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response, language_of
from lotproof.entrypoints.api.reading import TRACE, reading, whole
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.text import Language, t
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
        Route("/api/graph/{subject}/table.csv", reading(_csv)),
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


def _csv(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The whole table, as spreadsheets open it."""
    del plant
    subject, asked = _asked(request, reader, caller)
    _, rows = scope_rows(reader, asked, _wanted(request))
    language = language_of(request)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heading.in_(language) for heading, _ in _COLUMNS)
    for row in rows:
        writer.writerow(_cell(row.get(name), language) for _, name in _COLUMNS)
    return Response(
        "\ufeff" + out.getvalue(),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": f'attachment; filename="scope-{subject}.csv"'},
    )


_COLUMNS: Final = (
    (t("Id", "编号"), "id"),
    (t("Unit", "单元"), "unit"),
    (t("Number", "号码"), "name"),
    (t("Item", "物料"), "item"),
    (t("Item name", "物料名称"), "item_name"),
    (t("State", "状态"), "state_label"),
    (t("On hold", "暂扣"), "is_held"),
    (t("Only possibly concerned", "仅可能涉及"), "is_possible"),
    (t("Level", "层级"), "level"),
)
_YES, _NO = t("yes", "是"), t("no", "否")


def _cell(value: Any, language: Language) -> str:
    """A cell that a spreadsheet shows and never runs: a text like =1+1 gets an apostrophe."""
    if isinstance(value, bool):
        return (_YES if value else _NO).in_(language)
    if isinstance(value, dict):
        return str(value[language])
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(("=", "+", "-", "@")) else text


def _asked(request: Request, reader: Reader, caller: sessions.Caller) -> tuple[str, Question]:
    """The subject's id and what is asked of it, by somebody who may see it."""
    for permission in PERMISSIONS:
        sessions.require(reader, caller.actor, permission)
    subject = identify(reader, request.path_params["subject"])
    query = request.query_params
    depth = min(whole(query["depth"]), _DEPTH_MAX) if "depth" in query else None
    return subject, question(subject, _ways(query.get("direction", "both")), depth)


def _ways(text: str) -> Ways:
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
