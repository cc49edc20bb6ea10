"""POST /api/commands/…: any command of the registry, sealed whether done or refused."""

import uuid
from typing import Any, Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.limits import bounded_body
from lotproof.entrypoints.api.passwords import takes_password, with_hash
from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    of_refusal,
    refusal_response,
)
from lotproof.entrypoints.api.signatures import signature_of
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.text import t
from lotproof.modules.credentials.commands_program import RecordRefusedToken
from lotproof.modules.people.commands import ChangePassword
from lotproof.modules.people.vocabulary import TokenId

STATION_LENGTH_MAX = 40
_SOURCES = {"hand": Source.HAND, "scan": Source.SCAN, "api": Source.API}


class CommandRequest(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/commands/… takes."""

    body: Any
    id: str | None = None
    reason: str | None = None
    occurred: str | None = None
    entered: str | None = None
    station: str | None = None
    behalf: str | None = None
    """The person for whom a deputy acts."""
    source: Literal["hand", "scan", "api"] = "api"
    signing: Any = None
    """What the signature of a signed command is made of: see `signatures`."""


_decode = msgspec.json.Decoder(CommandRequest).decode


async def post_command(request: Request) -> Response:
    """The receipt, or the sealed refusal as a problem."""
    kind = f"{request.path_params['name']}/{request.path_params['version']}"
    caller = await run_in_threadpool(sessions.signed_in, request)
    request.app.state.limits.spend(caller.actor)
    require_known(kind)
    receipt = await run_command(request, caller, kind, await bounded_body(request))
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return json_response(receipt)


async def run_command(
    request: Request, caller: sessions.Caller, kind: str, body: bytes | CommandRequest
) -> Receipt:
    """Submit one command of a caller; what cannot be read is refused and sealed by digest."""
    plant: Plant = request.app.state.plant
    given = read(body) if isinstance(body, bytes) else body
    receipt = await submit(plant, await submission_of(plant, caller, kind, given))
    await sessions.extend_if_due(plant, caller)
    return receipt


def require_known(kind: str) -> None:
    if kind not in COMMANDS:
        raise Problem(404, "no_such_command", t("There is no such command.", "没有此命令。"))


async def submission_of(
    plant: Plant, caller: sessions.Caller, kind: str, given: CommandRequest
) -> Submission:
    """What a caller asks for as the writer takes it, with a hash for a password."""
    if kind != ChangePassword.SPEC.kind:
        sessions.require_current(caller)
    await _require_within(plant, caller, COMMANDS[kind].permission)
    content, id_ = given.body, given.id or str(uuid.uuid4())
    if takes_password(kind):
        content = await with_hash(plant, kind, content, caller.actor, id_)
    signature = await signature_of(plant, caller, given.signing) if given.signing else None
    return Submission(
        kind=kind,
        signature=signature,
        body=content,
        actor=caller.actor,
        behalf=given.behalf,
        id=id_,
        reason=given.reason,
        occurred=given.occurred,
        entered=given.entered,
        station=given.station,
        source=_SOURCES[given.source],
    )


async def _require_within(plant: Plant, caller: sessions.Caller, permission: str) -> None:
    """A token that is for something else is refused, sealed, and told to security."""
    if caller.token is None or caller.is_within(permission):
        return
    token_id = TokenId(caller.token.id)
    await sessions.send(plant, RecordRefusedToken(token_id=token_id, permission=permission))
    raise of_refusal(not_permitted(permission))


def read(body: bytes) -> CommandRequest:
    """One command as it was sent; what cannot be read stays as its bytes."""
    try:
        given = _decode(body)
        if given.id is not None:
            given.id = str(uuid.UUID(given.id))
    except (msgspec.DecodeError, ValueError, RecursionError):
        return CommandRequest(body=body)
    for word in (given.station, given.behalf):
        if word is not None and not (0 < len(word) <= STATION_LENGTH_MAX and word.isprintable()):
            return CommandRequest(body=body, id=given.id)
    return given
