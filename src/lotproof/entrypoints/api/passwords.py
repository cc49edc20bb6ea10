"""Commands about passwords take the password itself; only its hash goes further than this door."""

import asyncio
from typing import Any, Final

import anyio
from starlette.concurrency import run_in_threadpool

from lotproof.entrypoints.api.problems import Problem, of_refusal
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS
from lotproof.kernel.site import Source
from lotproof.kernel.text import t
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import ChangePassword, RecordFailedSignIn
from lotproof.modules.people.passwords import check_password, hash_password, verify_password
from lotproof.modules.people.queries import User, credential
from lotproof.modules.people.vocabulary import UserId

STORED: Final = "password_hash"
PLAIN: Final = "password"
CURRENT: Final = "current_password"

hashing = anyio.CapacityLimiter(2)
"""Each hash takes 64 MiB; more than this many wait."""


def takes_password(kind: str) -> bool:
    return any(field.name == STORED for field in COMMANDS[kind].fields)


async def is_right(password: str, stored: str | None) -> bool:
    """Whether the password is that of the stored hash; takes as long where there is none."""
    return await anyio.to_thread.run_sync(verify_password, password[:1000], stored, limiter=hashing)


async def with_hash(plant: Plant, kind: str, body: Any, actor: str) -> Any:
    """The input with the hash of its password; a hash that the caller made is not taken.

    Problem 403 where the current password is wrong, 422 for a weak new one.
    """
    if not isinstance(body, dict):
        return body
    rest = {name: value for name, value in body.items() if name not in (STORED, PLAIN, CURRENT)}
    password = body.get(PLAIN)
    if not isinstance(password, str):
        return rest
    whose = actor if kind == ChangePassword.SPEC.kind else body.get("user_id")
    login, stored = await run_in_threadpool(_known, plant, whose)
    if kind == ChangePassword.SPEC.kind:
        current = body.get(CURRENT)
        if not isinstance(current, str) or not await is_right(current, stored):
            await _seal_failure(plant, actor)
            raise Problem(
                403, "wrong_password", t("The current password is wrong.", "当前密码错误。")
            )
    try:
        check_password(password, login)
    except Refused as weak:
        raise of_refusal(weak) from None
    hashed = await anyio.to_thread.run_sync(hash_password, password, limiter=hashing)
    return rest | {STORED: hashed}


async def _seal_failure(plant: Plant, actor: str) -> None:
    """A wrong current password counts like a failed sign-in (21 CFR 11.300(d))."""
    command = RecordFailedSignIn(user_id=UserId.parse(actor))
    await asyncio.wrap_future(plant.send(command, actor=API, source=Source.SYSTEM))


def _known(plant: Plant, whose: Any) -> tuple[str, str | None]:
    """Login name and stored hash of a user; what nobody has where there is none."""
    try:
        user_id = UserId.parse(whose)
    except ValueError:
        return "\0", None
    with plant.reader() as reader:
        user = reader.seek(User, user_id)
        known = credential(reader, user_id)
    return user.login if user else "\0", known.password_hash if known else None
