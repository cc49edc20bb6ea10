"""Pages that do: the form of any command, what was filled in, and what came of it."""

import uuid
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.derive.openapi import struct_schema
from lotproof.derive.story import sentence
from lotproof.entrypoints.api import forms, sessions
from lotproof.entrypoints.api.commands import CommandRequest, run_command
from lotproof.entrypoints.api.document import with_passwords
from lotproof.entrypoints.api.limits import bounded_body
from lotproof.entrypoints.api.looking import by_module, options
from lotproof.entrypoints.api.problems import Problem, language_of
from lotproof.entrypoints.api.reading import as_problem
from lotproof.entrypoints.api.visitors import Visitor, page, require, visitor_of
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.registry import COMMANDS, CommandSpec
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import Language, t
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.queries import identify


def commands(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    del plant, reader
    groups = by_module([spec.kind for spec in visitor.commands], language_of(request))
    return page(request, visitor, "commands.html", groups=groups, commands=COMMANDS)


def form(request: Request, plant: Plant, reader: Reader, visitor: Visitor) -> Response:
    del plant
    spec = _spec(request)
    require(visitor, spec.permission)
    filled = {name: value[:2000] for name, value in request.query_params.items()}
    return _form_page(request, reader, visitor, spec, filled, None)


def _spec(request: Request) -> CommandSpec:
    kind = f"{request.path_params['name']}/{request.path_params['version']}"
    if kind not in COMMANDS:
        raise Problem(404, "no_such_command", t("There is no such command.", "没有此命令。"))
    return COMMANDS[kind]


def _schema(spec: CommandSpec, language: Language) -> dict[str, Any]:
    return with_passwords(spec.kind, struct_schema(spec.cls, language), language)


def _form_page(
    request: Request,
    reader: Reader,
    visitor: Visitor,
    spec: CommandSpec,
    filled: dict[str, str],
    refused: Receipt | Problem | None,
) -> Response:
    language = language_of(request)
    shown = forms.inputs(_schema(spec, language), filled)
    problems: dict[str, list[str]] = {}
    message, status = "", 200
    if isinstance(refused, Problem):
        message, status = refused.text.in_(language), refused.status
    elif refused is not None:
        message, status = (refused.message or {}).get(language, ""), 422
        for each in refused.problems:
            problems.setdefault(each["path"], []).append(each["message"][language])
    return page(
        request,
        visitor,
        "form.html",
        status,
        spec=spec,
        inputs=shown,
        filled=filled,
        options=options(reader, visitor, shown),
        problems=problems,
        message=message,
        refused=refused if isinstance(refused, Receipt) else None,
        # A refused form is sent again as a new command; the same form twice is the same one.
        command_id=str(uuid.uuid4()),
        post_to=f"/do/{spec.kind}",
    )


async def submit(request: Request) -> Response:
    spec = _spec(request)
    caller = await run_in_threadpool(sessions.signed_in, request)
    request.app.state.limits.spend(caller.actor)
    filled = forms.filled_in(await bounded_body(request))
    plant: Plant = request.app.state.plant
    given = await run_in_threadpool(_given, plant, spec, filled)
    answer: Receipt | Problem
    try:
        answer = await run_command(request, caller, spec.kind, given)
    except Problem as problem:
        answer = problem

    def show() -> Response:
        with plant.reader() as reader:
            visitor = visitor_of(request, reader)
            if isinstance(answer, Receipt) and answer.outcome != "refused":
                lines = [sentence(event) for event in answer.events]
                return page(
                    request, visitor, "receipt.html", spec=spec, receipt=answer, lines=lines
                )
            return _form_page(request, reader, visitor, spec, filled, answer)

    return await run_in_threadpool(show)


def _given(plant: Plant, spec: CommandSpec, filled: dict[str, str]) -> CommandRequest:
    with plant.reader() as reader:

        def resolve(prefix: str, text: str) -> str:
            if text.startswith(f"{prefix}_"):
                return text
            try:
                return identify(reader, text, prefix)
            except Exception as error:
                # What cannot be found is left as it is, to be refused at its field and sealed.
                if as_problem(error) is None:
                    raise
                return text

        body = forms.body_of(_schema(spec, "en"), filled, reader.site.zone, resolve)
    command_id = filled.get("_id", "")
    try:
        command_id = str(uuid.UUID(command_id))
    except ValueError:
        command_id = str(uuid.uuid4())
    return CommandRequest(
        body=body,
        id=command_id,
        reason=filled.get("_reason", "").strip() or None,
        source="scan" if filled.get("_scanned") else "hand",
    )
