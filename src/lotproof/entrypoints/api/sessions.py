"""Who is calling: sign-in with a password, sessions, API tokens; and what they may read.

Starting, failing, extending and ending are commands of the program's own actor; reading who
somebody is records nothing.
"""

import uuid
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from lotproof.entrypoints.api.problems import (
    Problem,
    json_response,
    not_signed_in,
    of_refusal,
)
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.meaning import dump
from lotproof.kernel.permission_labels import not_permitted
from lotproof.kernel.registry import Command
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.credentials.queries import is_factor_due
from lotproof.modules.people.authority import API, RoleAuthority
from lotproof.modules.people.commands import (
    EndSession,
    ExtendSession,
)
from lotproof.modules.people.passwords import (
    token_digest,
)
from lotproof.modules.people.queries import (
    ApiToken,
    Session,
    User,
    needs_new_password,
    open_session,
    permissions_of,
    sign_in_policy,
    valid_token,
)
from lotproof.modules.people.vocabulary import WITH_PASSWORD, SessionId, UserId

COOKIE = "lotproof_session"
UI_HEADER = "x-lotproof-ui"
"""What the web application sends; no other site's page can without being allowed to."""
MINUTE_US = 60_000_000


class Caller(NamedTuple):
    """Whoever sends a request: `usr_3`, and by what they are known."""

    actor: str
    session: Session | None
    needs_new_password: bool
    is_idle_soon: bool = False
    """Half the idle time of the session is over: use moves its limit on."""
    needs_second_factor: bool = False
    token: ApiToken | None = None

    def is_within(self, permission: str) -> bool:
        """Whether the caller's token, if it is by one, is for this."""
        scope = None if self.token is None else self.token.scope
        return scope is None or permission in scope

    @property
    def user_id(self) -> UserId:
        return UserId.parse(self.actor)


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
        used = session.method in WITH_PASSWORD
        is_due = used and needs_new_password(reader, session.user_id)
        idle = sign_in_policy(reader).idle_minutes * MINUTE_US
        is_idle_soon = session.idle_until - reader.now < idle // 2
        lacks = is_factor_due(reader, session.user_id, session.method)
        return Caller(UserId.text(session.user_id), session, is_due, is_idle_soon, lacks)
    api_token = valid_token(reader, digest)
    if api_token is None:
        raise not_signed_in()
    actor = UserId.text(api_token.user_id)
    return Caller(actor, None, needs_new_password=False, token=api_token)


def signed_in(request: Request) -> Caller:
    """The caller, by a read of its own."""
    plant: Plant = request.app.state.plant
    with plant.reader() as reader:
        return caller_of(request, reader)


def actor_of(request: Request) -> str:
    """`usr_3`; Problem 401 for nobody, 403 as long as a new password is due."""
    return require_current(signed_in(request)).actor


def require_current(caller: Caller) -> Caller:
    """Nothing goes before an outdated password is changed and a second factor is enrolled."""
    if caller.needs_new_password:
        raise Problem(
            403,
            "new_password_due",
            t("Your password is temporary or too old. Change it first.",
              "您的密码为临时密码或已过期，请先更改密码。"),
        )  # fmt: skip
    if caller.needs_second_factor:
        raise Problem(
            403,
            "second_factor_due",
            t("You need a second factor. Enrol one in your account, then sign in with it.",
              "您须使用第二要素。请先在账户中登记，再以其登录。"),
        )  # fmt: skip
    return caller


def require(reader: Reader, caller: Caller, permission: str) -> None:
    """Problem 403 unless a role of the caller permits the reading, and a token is for it."""
    is_within = caller.is_within(permission)
    if not is_within or not RoleAuthority().may(reader, caller.actor, permission):
        raise of_refusal(not_permitted(permission))


def held_by(reader: Reader, caller: Caller) -> frozenset[str]:
    """The permissions of a caller: of the roles, as far as a token is for them."""
    return frozenset(filter(caller.is_within, permissions_of(reader, caller.user_id)))


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


def keep(request: Request, response: Response, token: str) -> None:
    """Have the browser keep the session: out of reach of scripts, never sent from elsewhere."""
    response.set_cookie(
        COOKIE, token, httponly=True, samesite="strict", secure=request.url.scheme == "https"
    )


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


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
    await send(plant, EndSession(session_id=SessionId(caller.session.id)))


async def whoami(request: Request) -> Response:
    """GET /api/session: who is calling and what they may do."""

    def look() -> dict[str, Any]:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            caller = caller_of(request, reader)
            user = reader.get(User, caller.user_id)
            session = caller.session
            return {
                "user_id": caller.actor,
                "login": user.login,
                "name": user.name,
                "language": user.language.value,
                "needs_new_password": caller.needs_new_password,
                "needs_second_factor": caller.needs_second_factor,
                "method": session.method.value if session else None,
                "permissions": sorted(held_by(reader, caller)),
                "idle_minutes": sign_in_policy(reader).idle_minutes,
                "expires": None if session is None else clock.text(session.expires_at),
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
        await send(plant, ExtendSession(session_id=SessionId(caller.session.id)))


async def send(plant: Plant, command: Command) -> Receipt:
    """Record what the program itself has found out."""
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
