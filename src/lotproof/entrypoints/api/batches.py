"""POST /api/commands: several commands in one request, each with an answer of its own.

They are done in their order and do not depend on each other: one that is refused is sealed as
such and the next goes on, as if they had been sent one by one.
"""

from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.commands import read, require_known, submission_of
from lotproof.entrypoints.api.limits import bounded_body
from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    problem_body,
    refusal_body,
)
from lotproof.entrypoints.api.submitting import submit_all
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.text import t

COMMANDS_MAX = 100


class CommandsRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/commands takes."""

    commands: list[dict[str, msgspec.Raw]]


_decode = msgspec.json.Decoder(CommandsRequest).decode
_decode_kind = msgspec.json.Decoder(str).decode


async def post_commands(request: Request) -> Response:
    """The receipts and problems, in the order of the commands."""
    plant: Plant = request.app.state.plant
    caller = await run_in_threadpool(sessions.signed_in, request)
    request.app.state.limits.spend(caller.actor)
    asked = [
        await _prepared(request, plant, caller, each) for each in _read(await bounded_body(request))
    ]
    submissions = [each for each in asked if isinstance(each, Submission)]
    done = iter(await submit_all(plant, submissions) if submissions else ())
    answers = [next(done) if isinstance(each, Submission) else each for each in asked]
    await sessions.extend_if_due(plant, caller)
    return json_response({"answers": [_told(request, each) for each in answers]})


def _read(body: bytes) -> list[dict[str, msgspec.Raw]]:
    try:
        commands = _decode(body).commands
    except (msgspec.DecodeError, ValueError, RecursionError):
        commands = []
    if not 0 < len(commands) <= COMMANDS_MAX:
        raise Problem(
            422,
            "invalid_input",
            t(
                "Give 1 to {n} commands as a list of JSON objects.",
                "请以 JSON 对象列表提供 1 至 {n} 条命令。",
            ).fill(n=COMMANDS_MAX),
        )
    return commands


async def _prepared(
    request: Request, plant: Plant, caller: sessions.Caller, given: dict[str, msgspec.Raw]
) -> Submission | Problem:
    """A command ready for the writer, or why it does not get there."""
    try:
        kind = _kind(given.pop("kind", msgspec.Raw(b"null")))
        request.app.state.limits.spend(caller.actor)
        return await submission_of(plant, caller, kind, read(msgspec.json.encode(given)))
    except Problem as problem:
        return problem


def _kind(raw: msgspec.Raw) -> str:
    try:
        kind = _decode_kind(raw)
    except msgspec.DecodeError:
        kind = ""
    require_known(kind)
    return kind


def _told(request: Request, answer: Receipt | Problem) -> dict[str, Any] | Receipt:
    if isinstance(answer, Problem):
        return problem_body(request, answer)
    return refusal_body(request, answer) if answer.outcome == "refused" else answer
