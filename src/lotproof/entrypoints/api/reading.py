"""What all reads share: one snapshot, somebody signed in, questions checked, problems answered."""

import uuid
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import ColumnElement
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.adapters.ledger_view import NotSealed
from lotproof.derive.filters import own
from lotproof.derive.openapi import module_permission, read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import (
    NOT_IN_LEDGER,
    BadQuestion,
    Problem,
    of_carrier,
    of_refusal,
)
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.ids import PREFIXES, Id
from lotproof.kernel.masking import hidden_from
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.ledger.proof import SUFFIX
from lotproof.modules.identification.problems import UnreadableCarrier

TRACE = "traceability.read"
_WHOLE_MAX = 10**15

T = TypeVar("T")

Read = Callable[[Request, Plant, Reader, sessions.Caller], T]


def reading(read: Read[Response]) -> Callable[[Request], Awaitable[Response]]:
    """An address that answers with what a caller reads."""

    async def endpoint(request: Request) -> Response:
        return await read_by_caller(request, read)

    return endpoint


async def read_by_caller(request: Request, read: Read[T]) -> T:
    """What a caller who is signed in reads over one snapshot, in a worker thread.

    Problem where nobody is signed in, too much is asked, or the question is refused.
    """

    def run() -> T:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            caller = sessions.require_current(sessions.caller_of(request, reader))
            request.app.state.limits.spend(caller.actor)
            hide_from(caller, reader)
            return read(request, plant, reader, caller)

    try:
        return await run_in_threadpool(run)
    except Problem:
        raise
    except Exception as error:
        problem = as_problem(error)
        if problem is None:
            raise
        raise problem from None


def as_problem(error: Exception) -> Problem | None:
    """What went wrong with a question, for the one who asked; None for a defect."""
    if isinstance(error, Refused):
        return of_refusal(error)
    if isinstance(error, UnreadableCarrier):
        return of_carrier(error)
    if isinstance(error, NotSealed):
        return Problem(404, "not_sealed", NOT_IN_LEDGER)
    return None


def id_of(text: str) -> tuple[type[Id], int]:
    """`lot_12` as its type and number; BadQuestion for any other text."""
    kind = PREFIXES.get(text.rpartition("_")[0])
    try:
        if kind is None:
            raise ValueError
        return kind, kind.parse(text)
    except ValueError:
        raise BadQuestion(
            text=text[:40], expected=t("an id like lot_12", "形如 lot_12 的编号")
        ) from None


def require_story(reader: Reader, caller: sessions.Caller, kind: type[Id]) -> None:
    """Whoever reads a timeline may trace, and read records of what it is about."""
    sessions.require(reader, caller, TRACE)
    for each in RECORDS.values():
        if each.id_field is not None and each.id_field.type is kind:
            sessions.require(reader, caller, read_permission(each.name))
            if each.visible is not None:
                sessions.require(reader, caller, module_permission(each.name))


def seen_by(reader: Reader, caller: sessions.Caller, kind: Kind) -> ColumnElement[bool] | None:
    """The bounds of what a caller may see of a kind: None where that is all of it."""
    if kind.visible is None or may_of(reader, caller)(module_permission(kind.name)):
        return None
    return own(kind, caller.user_id)


def may_of(reader: Reader, caller: sessions.Caller) -> Callable[[str], bool]:
    """Whether the caller holds a permission; asked of many at once, looked up once."""
    return sessions.held_by(reader, caller).__contains__


def hide_from(caller: sessions.Caller, reader: Reader) -> None:
    """Whatever is read for the caller from here on is without what the caller may not see."""

    def may(permission: str) -> bool:  # looked up where something is masked, and not before
        return may_of(reader, caller)(permission)

    reader.hides = hidden_from(may)


def command_id_of(request: Request) -> str:
    """The command's UUID in the address, in its one spelling; BadQuestion for any other text."""
    text = request.path_params["command_id"].removesuffix(SUFFIX)
    try:
        return str(uuid.UUID(text))
    except ValueError:
        raise BadQuestion(text=text[:40], expected=t("a UUID", "UUID")) from None


def whole(text: str) -> int:
    """A number without sign from an address; BadQuestion for any other text."""
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(_WHOLE_MAX))):
        raise BadQuestion(text=text[:40], expected=t("a whole number", "整数"))
    return int(text)
