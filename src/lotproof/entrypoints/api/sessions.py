"""Who is calling: sign-in with a password, sessions, API tokens; and what they may read.

Starting, failing, extending and ending are commands of the program's own actor; reading who
somebody is records nothing.
"""

import uuid
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.entrypoints.api.limits import Limits, bounded_body
from lotproof.entrypoints.api.passwords import is_right, site_secret
from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    not_signed_in,
    of_refusal,
    refusal_response,
)
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.meaning import dump
from lotproof.kernel.refusals import NotPermitted
from lotproof.kernel.registry import Command
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.people.authority import API, RoleAuthority
from lotproof.modules.people.commands import (
    EndSession,
    ExtendSession,
    RecordFailedSignIn,
    StartSession,
)
from lotproof.modules.people.passwords import (
    login_digest,
    new_token,
    token_digest,
)
from lotproof.modules.people.queries import (
    Session,
    User,
    credential,
    is_locked_out,
    needs_new_password,
    open_session,
    permissions_of,
    sign_in_policy,
    user_by_login,
    valid_token,
)
from lotproof.modules.people.vocabulary import SessionId, UserId

COOKIE = "lotproof_session"
UI_HEADER = "x-lotproof-ui"
"""What the web application sends; no other site's page can without being allowed to."""
_MINUTE_US = 60_000_000


class Credentials(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/session takes."""

    login: str
    password: str


class Caller(NamedTuple):
    """Whoever sends a request: `usr_3`, and by what they are known."""

    actor: str
    session: Session | None
    needs_new_password: bool
    is_idle_soon: bool = False
    """Half the idle time of the session is over: use moves its limit on."""

    @property
    def user_id(self) -> UserId:
        return UserId.parse(self.actor)


class SignedIn(NamedTuple):
    """A new session: the token is shown once, to its holder."""

    token: str
    receipt: Receipt
    needs_new_password: bool


_decode = msgspec.json.Decoder(Credentials).decode


# --- who is calling -----------------------------------------------------------------------------


def caller_of(request: Request, reader: Reader) -> Caller:
    """Whoever holds the bearer token or the cookie; Problem 401 for nobody.

    A cookie counts for a change only from our own pages (RFC 6265 section 8.2).
    """
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer":
        token = request.cookies.get(COOKIE, "")
        if token and request.method not in ("GET", "HEAD"):
            require_own_page(request)
    if not token:
        raise not_signed_in()
    digest = token_digest(token)
    session = open_session(reader, digest)
    if session is not None:
        is_due = needs_new_password(reader, session.user_id)
        idle = sign_in_policy(reader).idle_minutes * _MINUTE_US
        is_idle_soon = session.idle_until - reader.now < idle // 2
        return Caller(UserId.text(session.user_id), session, is_due, is_idle_soon)
    api_token = valid_token(reader, digest)
    if api_token is None:
        raise not_signed_in()
    return Caller(UserId.text(api_token.user_id), None, needs_new_password=False)


def signed_in(request: Request) -> Caller:
    """The caller, by a read of its own."""
    plant: Plant = request.app.state.plant
    with plant.reader() as reader:
        return caller_of(request, reader)


def actor_of(request: Request) -> str:
    """`usr_3`; Problem 401 for nobody, 403 as long as a new password is due."""
    return require_current(signed_in(request)).actor


def require_current(caller: Caller) -> Caller:
    """Nothing else goes before a temporary or outdated password is changed."""
    if caller.needs_new_password:
        raise Problem(
            403,
            "new_password_due",
            t("Your password is temporary or too old. Change it first.",
              "您的密码为临时密码或已过期，请先更改密码。"),
        )  # fmt: skip
    return caller


def require(reader: Reader, actor: str, permission: str) -> None:
    """Problem 403 unless a role of the actor permits the reading."""
    if RoleAuthority().role(reader, actor, permission) is None:
        raise of_refusal(NotPermitted(permission=permission))


def require_own_page(request: Request) -> None:
    """Refuse a change by cookie unless our application sends its header, or our page its form."""
    if request.headers.get(UI_HEADER) == "1":
        return
    if request.url.path.startswith("/api/"):
        raise foreign_origin()
    require_same_origin(request)


def foreign_origin() -> Problem:
    return Problem(
        403, "foreign_origin", t("This came from another site's page.", "请求来自其他网站。")
    )


def require_same_origin(request: Request) -> None:
    """Refuse a form that somebody else's page sends with our cookie."""
    origin = request.headers.get("origin")
    site = request.headers.get("sec-fetch-site")
    if origin is not None:
        is_ours = urlsplit(origin).netloc == request.headers.get("host")
    else:
        is_ours = site in ("same-origin", "none")
    if not is_ours or site == "cross-site":
        raise foreign_origin()


# --- signing in and out -------------------------------------------------------------------------


async def sign_in(request: Request) -> Response:
    """POST /api/session: a bearer token for a login name and its password.

    The web application, which says so in a header, gets it as a cookie as well.
    """
    try:
        given = _decode(await bounded_body(request))
    except (msgspec.DecodeError, RecursionError):
        raise Problem(
            422,
            "invalid_input",
            t(
                "Give login and password as a JSON object.",
                "请以 JSON 对象提供 login 和 password。",
            ),
        ) from None
    found = await attempt(request, given.login, given.password)
    if isinstance(found, Receipt):
        return refusal_response(request, found)
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


def keep(request: Request, response: Response, token: str) -> None:
    """Have the browser keep the session: out of reach of scripts, never sent from elsewhere."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


async def attempt(request: Request, login: str, password: str) -> SignedIn | Receipt:
    """Try to sign in; sealed either way. A Receipt says why a right password was refused.

    Problem 401 for a wrong password or login name, which take equally long; 429 for too many
    tries from one address.
    """
    plant, limits = request.app.state.plant, request.app.state.limits
    assert isinstance(plant, Plant)
    assert isinstance(limits, Limits)
    limits.spend_sign_in(request.client.host if request.client else "")
    user, stored, is_due, is_locked = await run_in_threadpool(_known, plant, login[:200])
    # A locked account gives the same answer to a right password: lock-out must not tell it.
    if not await is_right(password, stored) or user is None or is_locked:
        await _send(plant, _failure(plant, user, login))
        raise Problem(
            401,
            "wrong_password",
            t("Login name or password is wrong.", "登录名或密码错误。"),
            www_authenticate="Bearer",
        )
    token, digest = new_token()
    receipt = await _send(plant, StartSession(user_id=UserId(user.id), digest=digest))
    return receipt if receipt.outcome == "refused" else SignedIn(token, receipt, is_due)


def _known(plant: Plant, login: str) -> tuple[User | None, str | None, bool, bool]:
    """The user of a login name, the stored hash, whether a new one is due, whether locked out."""
    with plant.reader() as reader:
        user = user_by_login(reader, login.strip().lower()) if "\0" not in login else None
        if user is None:
            return None, None, False, False
        known = credential(reader, user.id)
        stored = None if known is None else known.password_hash
        is_due, is_locked = needs_new_password(reader, user.id), is_locked_out(reader, user.id)
        return user, stored, is_due, is_locked


def _failure(plant: Plant, user: User | None, login: str) -> RecordFailedSignIn:
    if user is not None:
        return RecordFailedSignIn(user_id=UserId(user.id))
    return RecordFailedSignIn(login_digest=login_digest(login[:200], site_secret(plant.folder)))


async def sign_out(request: Request) -> Response:
    """DELETE /api/session: end the session; the token is worthless at once."""
    caller = await run_in_threadpool(signed_in, request)
    await end(request.app.state.plant, caller)
    response = json_response({"signed_out": True})
    forget(response)
    return response


async def end(plant: Plant, caller: Caller) -> None:
    if caller.session is None:
        raise Problem(
            409,
            "no_session",
            t("An API token has no session to end. Have it revoked.",
              "API 令牌没有可结束的会话。请将其吊销。"),
        )  # fmt: skip
    await _send(plant, EndSession(session_id=SessionId(caller.session.id)))


async def whoami(request: Request) -> Response:
    """GET /api/session: who is calling and what they may do."""

    def look() -> dict[str, Any]:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            caller = caller_of(request, reader)
            user = reader.get(User, caller.user_id)
            return {
                "user_id": caller.actor,
                "login": user.login,
                "name": user.name,
                "language": user.language.value,
                "needs_new_password": caller.needs_new_password,
                "permissions": sorted(permissions_of(reader, caller.user_id)),
            }

    return json_response(await run_in_threadpool(look))


async def stay(request: Request) -> Response:
    """PUT /api/session: the session is being used; its idle limit moves on if that is due."""
    caller = await run_in_threadpool(signed_in, request)
    await extend_if_due(request.app.state.plant, caller)
    return json_response({"user_id": caller.actor})


async def extend_if_due(plant: Plant, caller: Caller) -> None:
    """Move the idle limit on once half of it is over, so that use is not a command each time."""
    if caller.session is not None and caller.is_idle_soon:
        await _send(plant, ExtendSession(session_id=SessionId(caller.session.id)))


async def _send(plant: Plant, command: Command) -> Receipt:
    return await submit(
        plant,
        Submission(
            kind=command.SPEC.kind,
            body=dump(command, secrets=True),
            actor=API,
            id=str(uuid.uuid4()),
            source=Source.SYSTEM,
        ),
    )
