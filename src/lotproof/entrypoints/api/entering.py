"""Coming in: a password, and the ticket for a code that is needed after it.

What was right or wrong is recorded by the program's own actor, whoever it was.
"""

from typing import NamedTuple

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.adapters.identity.sealing import Seal
from lotproof.entrypoints.api.limits import Limits, body_of
from lotproof.entrypoints.api.passwords import is_right, site_secret
from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    problem_body,
    refusal_response,
)
from lotproof.entrypoints.api.sessions import MINUTE_US, UI_HEADER, keep, send
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import t
from lotproof.modules.credentials.queries import active_totp
from lotproof.modules.people.commands import RecordFailedSignIn, StartSession
from lotproof.modules.people.passwords import login_digest, new_token
from lotproof.modules.people.queries import (
    User,
    credential,
    is_locked_out,
    needs_new_password,
    user_by_login,
)
from lotproof.modules.people.vocabulary import SignInMethod, UserId


class Credentials(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/session takes."""

    login: str
    password: str


class SignedIn(NamedTuple):
    """A new session: the token is shown once, to its holder."""

    token: str
    receipt: Receipt
    needs_new_password: bool


class SecondStep(NamedTuple):
    """The first factor was right; whoever brings this ticket gives a code."""

    ticket: str


SECOND_STEP = "second step"
STEP_US = 5 * MINUTE_US
"""So long a ticket is good for the code that follows a password."""


_EXPECTED = t("Give login and password as a JSON object.", "请以 JSON 对象提供 login 和 password。")


async def sign_in(request: Request) -> Response:
    """POST /api/session: a bearer token for a login name and its password.

    The web application, which says so in a header, gets it as a cookie as well.
    """
    given = await body_of(request, Credentials, _EXPECTED)
    found = await attempt(request, given.login, given.password)
    if isinstance(found, Receipt):
        return refusal_response(request, found)
    if isinstance(found, SecondStep):
        needed = Problem(
            401,
            "code_needed",
            t("Give the code of your app, or a recovery code.", "请输入验证码或恢复码。"),
        )
        return json_response(problem_body(request, needed) | {"ticket": found.ticket}, 401)
    return welcome(request, found)


def welcome(request: Request, found: SignedIn) -> Response:
    """The answer to whoever has signed in."""
    response = json_response(
        {
            "token": found.token,
            "user_id": found.receipt.value("user_id"),
            "session_id": found.receipt.value("session_id"),
            "needs_new_password": found.needs_new_password,
        }
    )
    if request.headers.get(UI_HEADER) == "1":
        keep(request, response, found.token)
    return response


async def attempt(request: Request, login: str, password: str) -> SignedIn | SecondStep | Receipt:
    """Try to sign in; sealed either way. A Receipt says why a right password was refused.

    A right password of somebody with a code generator is half of it: the code seals the rest.

    Problem 401 for a wrong password or login name, which take equally long; 429 for too many
    tries from one address.
    """
    plant, limits = request.app.state.plant, request.app.state.limits
    assert isinstance(plant, Plant)
    assert isinstance(limits, Limits)
    limits.spend_sign_in(request.client.host if request.client else "")
    known = await run_in_threadpool(_known, plant, login[:200])
    user = known.user
    # A locked account gives the same answer to a right password: lock-out must not tell it.
    if not await is_right(password, known.stored) or user is None or known.is_locked:
        await send(plant, _failure(plant, user, login))
        raise Problem(
            401,
            "wrong_password",
            t("Login name or password is wrong.", "登录名或密码错误。"),
            www_authenticate="Bearer",
        )
    if known.has_code:
        ticket = second_step(request, UserId(user.id), SignInMethod.PASSWORD, known.set_at)
        return SecondStep(ticket)
    token, digest = new_token()
    receipt = await send(plant, StartSession(user_id=UserId(user.id), digest=digest))
    return receipt if receipt.outcome == "refused" else SignedIn(token, receipt, known.is_due)


def second_step(request: Request, user_id: UserId, first: SignInMethod, set_at: int) -> str:
    """The ticket of somebody whose first factor was right, under the password set at that time."""
    until = request.app.state.plant.clock.now() + STEP_US
    content = {"user": int(user_id), "first": first.name, "set_at": int(set_at)}
    seal: Seal = request.app.state.seal
    return seal.ticket(SECOND_STEP, content, until)


class _Known(NamedTuple):
    """What is known of a login name: its password's hash, since when, and what else is needed."""

    user: User | None = None
    stored: str | None = None
    set_at: int = 0
    is_due: bool = False
    is_locked: bool = False
    has_code: bool = False


def _known(plant: Plant, login: str) -> _Known:
    with plant.reader() as reader:
        user = user_by_login(reader, login.strip().lower()) if "\0" not in login else None
        if user is None:
            return _Known()
        known = credential(reader, user.id)
        return _Known(
            user,
            known.password_hash if known else None,
            known.set_at if known else 0,
            needs_new_password(reader, user.id),
            is_locked_out(reader, user.id),
            active_totp(reader, user.id) is not None,
        )


def _failure(plant: Plant, user: User | None, login: str) -> RecordFailedSignIn:
    if user is not None:
        return RecordFailedSignIn(user_id=UserId(user.id))
    return RecordFailedSignIn(login_digest=login_digest(login[:200], site_secret(plant.folder)))
