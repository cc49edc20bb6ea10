"""Commands about passwords take the password itself; only its hash goes further than this door."""

import asyncio
import hmac
import os
from pathlib import Path
from typing import Any, Final

import anyio
from starlette.concurrency import run_in_threadpool

from lotproof.adapters.identity.common_passwords import require_uncommon
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

SALT_BYTES: Final = 16
_KEY_FILE: Final = "login.key"

hashing = anyio.CapacityLimiter(2)
"""Each hash takes 64 MiB; more than this many wait."""


def takes_password(kind: str) -> bool:
    return any(field.name == STORED for field in COMMANDS[kind].fields)


async def is_right(password: str, stored: str | None) -> bool:
    """Whether the password is that of the stored hash; takes as long where there is none."""
    return await anyio.to_thread.run_sync(verify_password, password[:1000], stored, limiter=hashing)


async def with_hash(plant: Plant, kind: str, body: Any, actor: str, id_: str) -> Any:
    """The input with the hash of its password; a hash that the caller made is not taken.

    The salt follows from the command's id, so that the same command sent again is the same.
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
        # Once recorded, it is only answered again: the current password is another by then.
        is_again = await run_in_threadpool(plant.is_recorded, id_)
        if not is_again and not (isinstance(current, str) and await is_right(current, stored)):
            await _seal_failure(plant, actor)
            raise Problem(
                403, "wrong_password", t("The current password is wrong.", "当前密码错误。")
            )
    if password == body.get(CURRENT):
        text = t(
            "The new password is the current one. Choose another.", "新密码与当前密码相同，请另选。"
        )
        raise Problem(422, "same_password", text)
    try:
        check_password(password, login)
        require_uncommon(password)
    except Refused as weak:
        raise of_refusal(weak) from None
    salt = hmac.digest(site_secret(plant.folder), f"salt {id_}".encode(), "sha256")[:SALT_BYTES]
    hashed = await anyio.to_thread.run_sync(hash_password, password, salt, limiter=hashing)
    return rest | {STORED: hashed}


def site_secret(folder: Path) -> bytes:
    """A key of the site for digests that nobody else can make; made when first needed."""
    path = folder / _KEY_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(key := os.urandom(32))
    return key


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
