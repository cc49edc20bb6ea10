"""GET /api/…: lists, records now and then, timelines, traces. A read never seals anything."""

from typing import get_args

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.databases.patience import limited
from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive import listing as lists
from lotproof.derive.beside import with_units
from lotproof.derive.dictionary import dictionary
from lotproof.derive.openapi import read_permission
from lotproof.derive.story import as_of
from lotproof.derive.story import timeline as story
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.document import document
from lotproof.entrypoints.api.limits import LIST_MAX
from lotproof.entrypoints.api.problems import BadQuestion, json_response, language_of
from lotproof.entrypoints.api.reading import (
    TRACE,
    command_id_of,
    id_of,
    reading,
    require_story,
    seen_by,
    whole,
)
from lotproof.entrypoints.api.status import ledger_status
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.ledger.proof import SUFFIX
from lotproof.modules.traceability.queries import (
    Unknown,
    Way,
    carrier_said,
    identify,
    trace_from,
)

LIST_SECONDS = 3.0
"""A list that takes longer is given up: its filter must be narrower."""
_SHOWING = frozenset({"sort", "search", "limit", "offset", "after", "lang"})


def read_routes() -> list[Route]:
    return [
        Route("/api/records/{kind}", reading(_list)),
        Route("/api/record/{kind}/{key}", reading(_record)),
        Route("/api/timeline/{subject}", reading(_timeline)),
        Route("/api/trace/{subject:path}", reading(_trace)),
        Route("/api/scan", reading(_scan)),
        Route("/api/carrier", reading(_carrier)),
        Route("/api/proofs/{command_id}", reading(_proof)),
        Route("/api/ledger", reading(_ledger)),
        Route("/api/openapi.json", _openapi),
        Route("/api/dictionary", _dictionary),
    ]


def _list(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    kind, query = request.path_params["kind"], request.query_params
    lists.kind_of(kind)
    sessions.require(reader, caller, read_permission(kind))
    with limited(reader.connection, LIST_SECONDS):
        page = lists.listing(
            reader,
            kind,
            filters=filters_of(query),
            sort=query.get("sort", "")[:200],
            search=query.get("search", "")[:100],
            limit=min(whole(query.get("limit", "100")), LIST_MAX),
            offset=whole(query.get("offset", "0")),
            after=query.get("after", "")[:200],
            within=seen_by(reader, caller, lists.kind_of(kind)),
        )
    return json_response(page)


def filters_of(query: QueryParams) -> dict[str, str]:
    """What of an address filters a list: all but how it is shown. A filter stands once."""
    given = [(name, value) for name, value in query.multi_items() if name not in _SHOWING]
    found = dict(given)
    if len(found) < len(given):
        expected = t("a list of different filters", "互不相同的筛选条件")
        raise BadQuestion(text=str(query)[:40], expected=expected)
    return found


def _record(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The record as the tables have it, or `?as_of=` a tree size or a time, from the ledger."""
    del plant
    kind, key = lists.kind_of(request.path_params["kind"]), request.path_params["key"]
    sessions.require(reader, caller, read_permission(kind.name))
    moment = request.query_params.get("as_of")
    view, within = LedgerView(reader.connection), seen_by(reader, caller, kind)
    size = view.size
    found = lists.one(reader, kind, key, within)
    if moment is not None and (found is not None or within is None):
        size = size_at(view, moment)
        found = as_of(view, kind.name, key, size, reader.hides)
    if found is None:
        raise Unknown(text=f"{kind.name} {key}"[:120])
    return json_response({"record": found, "size": size})


def size_at(view: LedgerView, moment: str) -> int:
    """A tree size as it is given, or that of an RFC 3339 time."""
    if moment.isascii() and moment.isdecimal():
        return min(whole(moment), view.size)
    try:
        return view.size_at(clock.text(clock.parse(moment)))
    except (ValueError, OverflowError):
        expected = t(
            "a tree size or a time with zone like 2026-01-31T08:00:00Z",
            "账本大小或带时区的时间（如 2026-01-31T08:00:00Z）",
        )
        raise BadQuestion(text=moment[:40], expected=expected) from None


def _timeline(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    subject, query = request.path_params["subject"], request.query_params
    kind, number = id_of(subject)
    require_story(reader, caller, kind)
    before = whole(query["before"]) if "before" in query else None
    limit = min(whole(query.get("limit", "200")), LIST_MAX)
    events = story(
        LedgerView(reader.connection),
        kind.prefix,
        number,
        before=before,
        limit=limit,
        hides=reader.hides,
    )
    with_units(reader, events)
    return json_response({"subject": subject, "events": events})


def _trace(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    sessions.require(reader, caller, TRACE)
    query = request.query_params
    subject = identify(reader, request.path_params["subject"])
    way = way_of(query.get("direction", "forward"))
    if "units_max" in query:
        return json_response(trace_from(reader, subject, way, whole(query["units_max"])))
    return json_response(trace_from(reader, subject, way))


def way_of(text: str) -> Way:
    for way in get_args(Way):
        if way == text:
            return way  # type: ignore[no-any-return] # the members of a Literal are untyped
    raise BadQuestion(text=text[:40], expected=t("forward or backward", "forward 或 backward"))


def _scan(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del plant
    sessions.require(reader, caller, TRACE)
    return json_response({"subject": identify(reader, request.query_params.get("text", ""))})


def _carrier(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What a code says by itself, whatever is known of it here; whoever takes a delivery asks."""
    del plant
    sessions.require(reader, caller, TRACE)
    return json_response(carrier_said(reader, request.query_params.get("text", "")))


def _proof(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """A tlog-proof file; it discloses hashes alone."""
    del plant, caller
    view = LedgerView(reader.connection)
    sealed = view.of_command(command_id_of(request))
    name = f"{sealed.seq}{SUFFIX}"
    return Response(
        view.proof(sealed.seq),
        headers={"content-disposition": f'attachment; filename="{name}"'},
        media_type="text/plain; charset=utf-8",
    )


def _ledger(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, caller
    return json_response(ledger_status(plant, reader))


async def _openapi(request: Request) -> Response:
    return json_response(document(language_of(request)))


async def _dictionary(request: Request) -> Response:
    del request
    return json_response(dictionary())
