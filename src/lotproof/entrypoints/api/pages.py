"""Pages for people: scan, look, do. What they show and do is what the API gives and takes."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive import listing as lists
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import doing, signing
from lotproof.entrypoints.api.looking import by_module, history, record_page, unit_page
from lotproof.entrypoints.api.problems import Problem, language_of
from lotproof.entrypoints.api.reading import as_problem, hide_from, id_of, require_story, seen_by
from lotproof.entrypoints.api.status import ledger_status
from lotproof.entrypoints.api.visitors import Visitor, page, require, see, visitor_of
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS, CommandSpec
from lotproof.kernel.site import Task, TaskState
from lotproof.kernel.work import Reader
from lotproof.modules.people.commands import ChangePassword
from lotproof.modules.traceability.queries import UNIT_PREFIXES, identify

_ROWS = 50
_NEW_PASSWORD = f"/do/{ChangePassword.SPEC.kind}"

Look = Callable[[Request, Plant, Reader, Visitor], Response]


def page_routes() -> list[Route]:
    return [
        Route("/", _looking(_home)),
        Route("/find", _looking(_find)),
        Route("/about/{subject}", _looking(_about)),
        Route("/lists", _looking(_lists)),
        Route("/list/{kind}", _looking(_list)),
        Route("/status", _looking(_status)),
        Route("/do", _looking(doing.commands)),
        Route("/do/{name}/{version}", _looking(doing.form), methods=["GET"]),
        Route("/do/{name}/{version}", doing.submit, methods=["POST"]),
        Route("/sign-in", signing.sign_in_page, methods=["GET"]),
        Route("/sign-in", signing.sign_in, methods=["POST"]),
        Route("/sign-out", signing.sign_out, methods=["POST"]),
    ]


def _looking(look: Look) -> Callable[[Request], Awaitable[Response]]:
    """A page is looked up in a worker thread over one snapshot, for somebody signed in."""

    def run(request: Request) -> Response:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            visitor = visitor_of(request, reader)
            if visitor.caller is None:
                return see(f"/sign-in?{urlencode({'next': _address(request)})}")
            request.app.state.limits.spend(visitor.caller.actor)
            hide_from(visitor.caller, reader)
            if visitor.caller.needs_new_password and request.url.path != _NEW_PASSWORD:
                return see(_NEW_PASSWORD)
            return look(request, plant, reader, visitor)

    async def endpoint(request: Request) -> Response:
        try:
            return await run_in_threadpool(run, request)
        except Problem:
            raise
        except Exception as error:
            problem = as_problem(error)
            if problem is None:
                raise
            raise problem from None

    return endpoint


def _address(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


async def page_problem(request: Request, problem: Problem) -> Response:
    """A page that says what is not possible and what to do."""
    if problem.status == 401 and problem.code == "not_signed_in":
        return see(f"/sign-in?{urlencode({'next': _address(request)})}")

    def show() -> Response:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            visitor = visitor_of(request, reader)
        message = problem.text.in_(language_of(request))
        return page(
            request, visitor, "problem.html", problem.status, problem=problem, message=message
        )

    return await run_in_threadpool(show)


# --- looking ------------------------------------------------------------------------------------


def _home(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    del plant
    tasks = reader.find(Task, state=TaskState.OPEN) if visitor.may("ledger.read") else []
    return page(
        request,
        visitor,
        "home.html",
        groups=by_module([spec.kind for spec in visitor.commands], language_of(request)),
        commands=COMMANDS,
        tasks=tasks[-10:][::-1],
        task_count=len(tasks),
    )


def _find(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    """Go to what a scan or a number means; stay and say so where it means nothing."""
    del plant
    require(visitor, "traceability.read")
    text = request.query_params.get("text", "")[:600]
    if not text.strip(" \t\r\n"):
        return see("/")
    try:
        return see(f"/about/{identify(reader, text)}")
    except Exception as error:
        problem = as_problem(error)
        if problem is None:
            raise
        message = problem.text.in_(language_of(request))
        return page(
            request, visitor, "found_nothing.html", problem.status, text=text, message=message
        )


def _about(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    del plant
    assert visitor.caller is not None
    subject = request.path_params["subject"]
    kind, number = id_of(subject)
    require_story(reader, visitor.caller, kind)
    identify(reader, subject)
    before = request.query_params.get("before", "")
    values: dict[str, Any] = {
        "subject": subject,
        "actions": _actions(visitor, kind.prefix),
        "history": history(
            reader, kind.prefix, number, int(before) if before.isdecimal() else None
        ),
    }
    if kind.prefix in UNIT_PREFIXES:
        return page(request, visitor, "unit.html", **values, **unit_page(reader, subject))
    return page(request, visitor, "record.html", **values, **record_page(reader, subject, kind))


def _actions(visitor: Visitor, prefix: str) -> list[tuple[CommandSpec, str]]:
    """Commands about this kind of thing that the visitor may give, with the field to fill."""
    return [
        (spec, field.name)
        for spec in visitor.commands
        for field in spec.fields
        if field.kind == "id" and field.type.prefix == prefix and field.required
    ]


def _lists(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    del plant, reader
    kinds = [k for k in sorted(RECORDS) if visitor.may(read_permission(k))]
    return page(request, visitor, "lists.html", groups=by_module(kinds, language_of(request)))


def _list(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    del plant
    kind, query = lists.kind_of(request.path_params["kind"]), request.query_params
    require(visitor, read_permission(kind.name))
    assert visitor.caller is not None
    offset = query.get("offset", "")
    sort = query.get("sort", f"-{kind.key[0]}")
    found = lists.listing(
        reader,
        kind.name,
        sort=sort,
        search=query.get("search", "")[:100],
        limit=_ROWS,
        offset=int(offset) if offset.isdecimal() and len(offset) < 10 else 0,
        within=seen_by(reader, visitor.caller, kind),
    )
    hidden = reader.hides(kind.name)
    fields = [f for f in kind.fields if not f.meaning.is_unseen and f.name not in hidden]
    return page(
        request,
        visitor,
        "list.html",
        kind=kind,
        fields=fields,
        found=found,
        sort=sort,
        search=query.get("search", "")[:100],
        rows=_ROWS,
    )


def _status(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    return page(request, visitor, "status.html", ledger=ledger_status(plant, reader))
