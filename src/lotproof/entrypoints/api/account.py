"""One's own account: what one signs in with, and where one is signed in.

Changing what one signs in with takes the password once more, or a session that has just begun:
a browser left open is not enough.
"""

import secrets
from base64 import urlsafe_b64encode
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.identity import codes
from lotproof.adapters.identity.sealing import Seal, SealBroken
from lotproof.adapters.identity.webauthn import (
    registration_options,
)
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.entering import STEP_US
from lotproof.entrypoints.api.factors import (
    RECOVERY_KEY,
    totp_purpose,
    user_handle,
)
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.passkeys import (
    begin_again,
    challenge_ticket,
    has_passkeys,
    new_passkey,
    place_of,
)
from lotproof.entrypoints.api.passwords import is_right
from lotproof.entrypoints.api.problems import Problem, json_response, refusal_response
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.credentials.commands_program import EnrolTotp, RegisterPasskey
from lotproof.modules.credentials.queries import (
    active_passkeys,
    active_totp,
    is_factor_required,
    links_of,
    unused_recovery_codes,
)
from lotproof.modules.credentials.vocabulary import LinkId, PasskeyId
from lotproof.modules.people.commands import RecordFailedSignIn
from lotproof.modules.people.queries import (
    DAY_US,
    Session,
    User,
    credential,
    is_locked_out,
    sign_in_policy,
)
from lotproof.modules.people.vocabulary import SessionId, SessionState, UserId

ENROL_TICKET: Final = "totp enrolment"
REGISTER_TICKET: Final = "passkey registration"
_EXPECTED: Final = t("The request cannot be read.", "无法读取请求。")
FRESH_US: Final = 10 * sessions.MINUTE_US
"""So young is a session that needs no password to change what one signs in with."""


class Again(msgspec.Struct, forbid_unknown_fields=True):
    """The password once more; not asked of whoever has none and has just signed in."""

    password: str = ""


class Proof(msgspec.Struct, forbid_unknown_fields=True):
    ticket: str
    code: str


class Made(msgspec.Struct, forbid_unknown_fields=True):
    """A passkey's PublicKeyCredential.toJSON(), and what its person calls it."""

    ticket: str
    name: str
    credential: dict[str, Any]


def routes() -> list[Route]:
    return [
        Route("/api/account", show, methods=["GET"]),
        Route("/api/account/totp", begin_totp, methods=["POST"]),
        Route("/api/account/totp/confirm", confirm_totp, methods=["POST"]),
        Route("/api/account/passkeys/options", begin_passkey, methods=["POST"]),
        Route("/api/account/passkeys", register_passkey, methods=["POST"]),
    ]


# --- looking ------------------------------------------------------------------------------------


async def show(request: Request) -> Response:
    """GET /api/account: what one signs in with, and where one is signed in."""

    def look() -> dict[str, Any]:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            caller = sessions.caller_of(request, reader)
            user = reader.get(User, caller.user_id)
            return {
                "user_id": caller.actor,
                "login": user.login,
                "name": user.name,
                "is_factor_required": is_factor_required(reader, caller.user_id),
                "can_have_passkeys": has_passkeys(request),
                "password": _password(reader, caller.user_id),
                "totp": _totp(reader, caller.user_id),
                "passkeys": _passkeys(reader, caller.user_id),
                "links": [
                    {"id": LinkId.text(link.id), "provider": link.provider}
                    for link in links_of(reader, caller.user_id)
                ],
                "sessions": _sessions(reader, caller),
            }

    return json_response(await run_in_threadpool(look))


def _password(reader: Reader, user_id: UserId) -> dict[str, Any] | None:
    known = credential(reader, user_id)
    if known is None:
        return None
    due = Instant(known.set_at + sign_in_policy(reader).password_days * DAY_US)
    return {
        "set_at": clock.text(known.set_at),
        "due_at": clock.text(due),
        "is_temporary": known.is_temporary,
        "reset_by": known.reset_by,
    }


def _totp(reader: Reader, user_id: UserId) -> dict[str, Any] | None:
    totp = active_totp(reader, user_id)
    if totp is None:
        return None
    left = len(unused_recovery_codes(reader, user_id))
    return {"enrolled_at": clock.text(totp.enrolled_at), "recovery_left": left}


def _passkeys(reader: Reader, user_id: UserId) -> list[dict[str, Any]]:
    return [
        {
            "id": PasskeyId.text(each.id),
            "name": each.name,
            "enrolled_at": clock.text(each.enrolled_at),
            "used_at": clock.text(each.used_at) if each.used_at is not None else None,
            "is_synced": each.is_synced,
            "host": each.rp_id,
        }
        for each in active_passkeys(reader, user_id)
    ]


def _sessions(reader: Reader, caller: sessions.Caller) -> list[dict[str, Any]]:
    """Sessions that may be used now, this one first."""
    found = [
        each
        for each in reader.find(Session, user_id=caller.user_id, state=SessionState.OPEN)
        if reader.now < min(each.idle_until, each.expires_at)
    ]
    this = caller.session.id if caller.session else None
    return [
        {
            "id": SessionId.text(each.id),
            "started_at": clock.text(each.started_at),
            "expires_at": clock.text(each.expires_at),
            "method": each.method.value,
            "method_label": each.method.label._asdict(),
            "is_this": each.id == this,
        }
        for each in sorted(found, key=lambda each: (each.id != this, -each.started_at))
    ]


# --- proving it once more -----------------------------------------------------------------------


async def _owner(request: Request, password: str) -> sessions.Caller:
    """Whoever is signed in and has said the password once more; sealed where it is wrong."""
    caller = await run_in_threadpool(sessions.signed_in, request)
    if caller.session is None:
        raise Problem(
            409,
            "no_session",
            t("Only a person who has signed in has an account of their own.",
              "只有本人登录后才能管理账户。"),
        )  # fmt: skip
    if caller.needs_new_password:
        sessions.require_current(caller)
    request.app.state.limits.spend_sign_in(caller.actor)
    plant: Plant = request.app.state.plant

    def known() -> tuple[str | None, bool, bool]:
        with plant.reader() as reader:
            found = credential(reader, caller.user_id)
            assert caller.session is not None
            is_fresh = reader.now - caller.session.started_at < FRESH_US
            return (
                found.password_hash if found else None,
                is_fresh,
                is_locked_out(reader, caller.user_id),
            )

    stored, is_fresh, is_locked = await run_in_threadpool(known)
    if stored is None and is_fresh:
        return caller
    if is_locked or stored is None or not await is_right(password, stored):
        await sessions.send(plant, RecordFailedSignIn(user_id=caller.user_id))
        raise Problem(403, "wrong_password", t("The password is wrong.", "密码错误。"))
    return caller


# --- code generators ----------------------------------------------------------------------------


async def begin_totp(request: Request) -> Response:
    """POST /api/account/totp: a new seed, to be proved; nothing is recorded yet."""
    again = await body_of(request, Again, _EXPECTED)
    caller = await _owner(request, again.password)
    plant: Plant = request.app.state.plant
    seal: Seal = request.app.state.seal

    def draw() -> dict[str, Any]:
        with plant.reader() as reader:
            login, site = reader.get(User, caller.user_id).login, reader.site.name
        seed = codes.new_seed()
        address = codes.address_of(seed, login, site)
        content = {"user": int(caller.user_id), "seed": seed.hex()}
        return {
            "ticket": seal.ticket(ENROL_TICKET, content, plant.clock.now() + 2 * STEP_US),
            "secret": codes.readable(seed),
            "address": address,
            "picture": codes.picture_of(address),
        }

    return json_response(await run_in_threadpool(draw))


async def confirm_totp(request: Request) -> Response:
    """POST /api/account/totp/confirm: a right code enrols the generator.

    The recovery codes in the answer are shown this once.
    """
    given = await body_of(request, Proof, _EXPECTED)
    caller = await run_in_threadpool(sessions.signed_in, request)
    request.app.state.limits.spend_sign_in(caller.actor)
    plant: Plant = request.app.state.plant
    seal: Seal = request.app.state.seal
    now = plant.clock.now()
    try:
        told = seal.read_ticket(given.ticket, ENROL_TICKET, now)
    except SealBroken:
        raise begin_again() from None
    if caller.session is None or told["user"] != int(caller.user_id):
        raise begin_again()
    seed = bytes.fromhex(told["seed"])
    step = codes.matching_step(seed, given.code.replace(" ", ""), now / 1_000_000)
    if step is None:
        raise Problem(
            422,
            "wrong_code",
            t("This is not the code that the app shows now.", "这不是应用当前显示的验证码。"),
        )
    recovery, key = codes.new_recovery_codes(), seal.key(RECOVERY_KEY)
    receipt = await sessions.send(
        plant,
        EnrolTotp(
            user_id=caller.user_id,
            sealed_seed=seal.seal(seed, totp_purpose(caller.user_id)),
            step=step,
            recovery_digests=[codes.recovery_digest(code, key) for code in recovery],
        ),
    )
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return json_response({"totp_id": receipt.value("totp_id"), "recovery_codes": recovery})


# --- passkeys -----------------------------------------------------------------------------------


async def begin_passkey(request: Request) -> Response:
    """POST /api/account/passkeys/options: what the browser needs to make a passkey."""
    again = await body_of(request, Again, _EXPECTED)
    place = place_of(request)
    caller = await _owner(request, again.password)
    plant: Plant = request.app.state.plant
    challenge = secrets.token_bytes(32)

    def options() -> dict[str, Any]:
        with plant.reader() as reader:
            user = reader.get(User, caller.user_id)
            return registration_options(
                rp_id=place.rp_id,
                rp_name=reader.site.name,
                user_handle=user_handle(request.app.state.seal, caller.user_id),
                login=user.login,
                name=user.name,
                challenge=challenge,
                known=[each.credential_id for each in active_passkeys(reader, caller.user_id)],
            )

    ticket = challenge_ticket(request, REGISTER_TICKET, challenge, caller.user_id)
    return json_response({"ticket": ticket, "publicKey": await run_in_threadpool(options)})


async def register_passkey(request: Request) -> Response:
    """POST /api/account/passkeys: keep the public key that the browser brings."""
    given = await body_of(request, Made, _EXPECTED)
    caller = await run_in_threadpool(sessions.signed_in, request)
    request.app.state.limits.spend_sign_in(caller.actor)
    if caller.session is None:
        raise begin_again()
    made = new_passkey(request, REGISTER_TICKET, caller.user_id, given.ticket, given.credential)
    receipt = await sessions.send(
        request.app.state.plant,
        RegisterPasskey(
            user_id=caller.user_id,
            name=given.name,
            credential_id=made.credential_id,
            public_key=urlsafe_b64encode(made.public_key).decode().rstrip("="),
            rp_id=place_of(request).rp_id,
            aaguid=made.aaguid,
            is_synced=made.is_synced,
            sign_count=made.sign_count,
        ),
    )
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return json_response({"passkey_id": receipt.value("passkey_id")})
