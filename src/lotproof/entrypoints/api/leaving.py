"""Files that leave: what is in them is sealed first, and the answer names the command."""

from typing import Any, Final
from uuid import UUID

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.commands import CommandRequest, run_command
from lotproof.kernel.submission import Receipt

COMMAND_HEADER: Final = "x-lotproof-command"
"""Names, beside a file, the id of the command by which it left."""


async def seal_leaving(
    request: Request, kind: str, body: dict[str, Any], id_: UUID | None
) -> Receipt:
    """The receipt, also of a refusal, of the command by which a file leaves; without id a new one.

    The same id again gives the same receipt.
    """
    command = CommandRequest(body=body, id=None if id_ is None else str(id_), source="hand")
    caller = await run_in_threadpool(sessions.signed_in, request)
    return await run_command(request, caller, kind, command)
