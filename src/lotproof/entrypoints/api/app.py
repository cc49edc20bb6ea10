"""The application: routes derived from the registry, one handler for each kind of question."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route

from lotproof.adapters.ledger_view import NotSealed
from lotproof.adapters.writer import Overloaded
from lotproof.derive import listing as lists
from lotproof.derive.dictionary import dictionary
from lotproof.derive.openapi import openapi
from lotproof.derive.story import as_of, told
from lotproof.derive.story import timeline as story
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.ledger import ledger_routes
from lotproof.entrypoints.api.limits import BODY_BYTES_MAX, Limits
from lotproof.entrypoints.api.pages import page_routes
from lotproof.entrypoints.api.problems import (
    NO_SUCH_PLACE,
    Problem,
    json_response,
    language_of,
    problem_response,
    refusal_response,
)
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.executor import Submission
from lotproof.kernel.ids import parse_any
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.site import Source
from lotproof.kernel.text import Text, t
from lotproof.modules.identification import UnreadableCarrier
from lotproof.modules.traceability.queries import Ambiguous, Unknown, identify, trace_from

LIST_MAX = 1000
_SOURCES = {"hand": Source.HAND, "scan": Source.SCAN, "api": Source.API, "machine": Source.API}


class CommandRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/commands/… takes."""

    body: Any
    id: str | None = None
    reason: str | None = None
    occurred: str | None = None
    entered: str | None = None
    station: str | None = None
    source: str = "api"


_decode_request = msgspec.json.Decoder(CommandRequest).decode


def create_app(plant: Plant) -> Starlette:
    """The ASGI application over one opened site."""
    routes = [
        Route("/api/commands/{name}/{version}", _post_command, methods=["POST"]),
        Route("/api/session", sessions.sign_in, methods=["POST"]),
        Route("/api/session", sessions.sign_out, methods=["DELETE"]),
        Route("/api/session", sessions.whoami, methods=["GET"]),
        Route("/api/records/{kind}", _reading(_list)),
        Route("/api/record/{kind}/{key}", _reading(_record)),
        Route("/api/timeline/{subject}", _reading(_timeline)),
        Route("/api/trace/{subject:path}", _reading(_trace)),
        Route("/api/scan", _reading(_scan)),
        Route("/api/receipts/{command_id}", _reading(_receipt)),
        Route("/api/proofs/{command_id}", _reading(_proof)),
        Route("/api/openapi.json", _openapi),
        Route("/api/dictionary", _dictionary),
        Mount("/ledger", routes=ledger_routes()),
        *page_routes(),
    ]
    app = Starlette(routes=routes, exception_handlers={
        Problem: _on_problem, 404: _on_missing, Exception: _on_defect})
    app.state.plant, app.state.limits = plant, Limits()
    return app


# --- commands -------------------------------------------------------------------------------------


async def _post_command(request: Request) -> Response:
    plant: Plant = request.app.state.plant
    actor = sessions.actor_of(request)
    request.app.state.limits.spend(actor)
    kind = f"{request.path_params['name']}/{request.path_params['version']}"
    if kind not in COMMANDS:
        raise Problem(404, "no_such_command", t("There is no such command.", "没有此命令。"))
    body = await _body(request)
    try:
        given = _decode_request(body)
        command_id = str(uuid.UUID(given.id)) if given.id else str(uuid.uuid4())
    except (msgspec.DecodeError, ValueError):
        # What cannot be read is refused and sealed as well, by digest.
        given, command_id = CommandRequest(body=body), str(uuid.uuid4())
    submission = Submission(
        kind=kind, body=given.body, actor=actor, id=command_id, reason=given.reason,
        occurred=given.occurred, entered=given.entered, station=_station(given.station),
        source=_SOURCES.get(given.source, Source.API))
    try:
        receipt = await asyncio.wrap_future(plant.submit(submission))
    except Overloaded:
        raise Problem(503, "overloaded", t("Too much at once; send it again in a moment with the"
                      " same id.", "系统繁忙，请稍后以相同编号重试。"), retry_after="1") from None
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return json_response(receipt)


def _station(station: str | None) -> str | None:
    if station is not None and not (0 < len(station) <= 40 and station.isprintable()):
        raise Problem(422, "invalid_input", t("The station is not a short text.", "工位名称无效。"))
    return station


async def _body(request: Request) -> bytes:
    """The body, bounded; a longer one is turned away while it comes in."""
    chunks, length = [], 0
    async for chunk in request.stream():
        length += len(chunk)
        if length > BODY_BYTES_MAX:
            raise Problem(413, "too_large", t("The request is too large.", "请求内容过大。"))
        chunks.append(chunk)
    return b"".join(chunks)


# --- reads ----------------------------------------------------------------------------------------


def _reading(
    read: Callable[[Request, Plant], Response]
) -> Callable[[Request], Awaitable[Response]]:
    """A read runs in a worker thread, signed in, and never seals anything."""

    async def endpoint(request: Request) -> Response:
        actor = sessions.actor_of(request)
        request.app.state.limits.spend(actor)
        request.state.actor = actor
        try:
            return await run_in_threadpool(read, request, request.app.state.plant)
        except (lists.NoSuchKind, Unknown, NotSealed) as error:
            raise Problem(404, "not_found", Text(str(error), str(error))) from None
        except UnreadableCarrier as error:
            raise Problem(422, error.code, error.text) from None
        except Refused as error:
            raise Problem(error.http_status, error.code,
                          Text(error.text("en"), error.text("zh"))) from None
        except (lists.BadFilter, Ambiguous, ValueError) as error:
            raise Problem(400, "bad_question", Text(str(error), str(error))) from None

    return endpoint


def _list(request: Request, plant: Plant) -> Response:
    kind = request.path_params["kind"]
    query = request.query_params
    special = {"sort", "search", "limit", "offset", "lang"}
    with plant.reader() as reader:
        sessions.require(reader, request.state.actor, f"{kind.partition('.')[0]}.read")
        page = lists.listing(
            reader, kind, filters={k: v for k, v in query.items() if k not in special},
            sort=query.get("sort", ""), search=query.get("search", "")[:100],
            limit=min(_whole(query.get("limit", "100")), LIST_MAX),
            offset=_whole(query.get("offset", "0")))
    return json_response(page)


def _record(request: Request, plant: Plant) -> Response:
    kind = lists.kind_of(request.path_params["kind"])
    key = request.path_params["key"]
    moment = request.query_params.get("as_of")
    with plant.reader() as reader, plant.ledger() as view:
        sessions.require(reader, request.state.actor, f"{kind.name.partition('.')[0]}.read")
        size = view.size
        if moment is not None:
            size = int(moment) if moment.isdecimal() else view.size_at(
                clock.text(clock.parse(moment)))
        found = as_of(view, kind.name, key, size)
    if found is None:
        raise Unknown(f"there is no {kind.name} {key}" + (f" as of {moment}" if moment else ""))
    return json_response({"record": found, "size": size})


def _timeline(request: Request, plant: Plant) -> Response:
    kind, number = parse_any(request.path_params["subject"])
    query = request.query_params
    before = _whole(query["before"]) if "before" in query else None
    with plant.reader() as reader, plant.ledger() as view:
        sessions.require(reader, request.state.actor, "traceability.read")
        events = story(view, kind.prefix, number, before=before,
                       limit=min(_whole(query.get("limit", "200")), LIST_MAX))
    return json_response({"subject": request.path_params["subject"], "events": events})


def _trace(request: Request, plant: Plant) -> Response:
    direction = request.query_params.get("direction", "forward")
    if direction not in ("forward", "backward"):
        raise ValueError("direction is forward or backward")
    with plant.reader() as reader:
        sessions.require(reader, request.state.actor, "traceability.read")
        subject = identify(reader, request.path_params["subject"])
        return json_response(trace_from(reader, subject, direction))


def _scan(request: Request, plant: Plant) -> Response:
    with plant.reader() as reader:
        sessions.require(reader, request.state.actor, "traceability.read")
        return json_response({"subject": identify(reader, request.query_params.get("text", ""))})


def _receipt(request: Request, plant: Plant) -> Response:
    with plant.ledger() as view:
        return json_response(told(view.of_command(_uuid(request))))


def _proof(request: Request, plant: Plant) -> Response:
    with plant.ledger() as view:
        return PlainTextResponse(view.proof(view.of_command(_uuid(request)).seq))


async def _openapi(request: Request) -> Response:
    return json_response(openapi(language_of(request)))


async def _dictionary(request: Request) -> Response:
    del request
    return json_response(dictionary())


def _uuid(request: Request) -> str:
    return str(uuid.UUID(request.path_params["command_id"]))


def _whole(text: str) -> int:
    if not text.isdecimal() or len(text) > 15:
        raise ValueError(f"{text[:20]!r} is not a whole number")
    return int(text)


# --- errors ---------------------------------------------------------------------------------------


async def _on_problem(request: Request, error: Exception) -> Response:
    assert isinstance(error, Problem)
    return problem_response(request, error)


async def _on_missing(request: Request, error: Exception) -> Response:
    del error
    return problem_response(request, Problem(404, "not_found", NO_SUCH_PLACE))


async def _on_defect(request: Request, error: Exception) -> Response:
    detail = t("The program failed; nothing was recorded. Tell whoever looks after it.",
               "程序出错，未记录任何内容。请联系系统管理员。")
    del error
    return problem_response(request, Problem(500, "defect", detail))
