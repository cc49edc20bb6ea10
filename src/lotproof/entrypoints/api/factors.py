"""Signing in with more than a password: one-time and recovery codes, passkeys.

Challenges and first steps travel as sealed tickets: any process of the site can read them, none
has to remember them. That an answer is used once, the ledger's own records say.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any, Final, NamedTuple

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.identity.codes import matching_step, recovery_digest
from lotproof.adapters.identity.sealing import Seal, SealBroken
from lotproof.adapters.identity.single_sign_on import providers
from lotproof.adapters.identity.webauthn import (
    Assertion,
    PasskeyRejected,
    assertion_options,
    read_assertion,
    verify_assertion,
)
from lotproof.entrypoints.api.entering import SECOND_STEP, SignedIn, welcome
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.passkeys import (
    begin_again,
    challenge_ticket,
    has_passkeys,
    place_of,
    read_challenge,
)
from lotproof.entrypoints.api.passwords import site_secret
from lotproof.entrypoints.api.problems import Problem, json_response, refusal_response
from lotproof.entrypoints.api.sessions import send
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.registry import Command
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import t
from lotproof.modules.credentials.commands_program import (
    RaiseAlert,
    SignInWithCode,
    SignInWithPasskey,
    SignInWithRecovery,
)
from lotproof.modules.credentials.queries import (
    Passkey,
    active_totp,
    passkey_of,
    unused_recovery_codes,
)
from lotproof.modules.credentials.vocabulary import (
    AlertCause,
    PasskeyId,
    RecoveryCodeId,
    TotpId,
)
from lotproof.modules.people.commands import RecordFailedSignIn
from lotproof.modules.people.passwords import login_digest, new_token
from lotproof.modules.people.queries import credential, is_locked_out, needs_new_password
from lotproof.modules.people.vocabulary import (
    WITH_PASSWORD,
    FailedFactor,
    SignInMethod,
    UserId,
)

STEP_COOKIE: Final = "lotproof_step"
"""Brings the ticket of whoever came by single sign-on to the page that asks for the code."""
PASSKEY_TICKET: Final = "passkey sign-in"
RECOVERY_KEY: Final = "recovery codes"


class Code(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/session/code takes; without ticket the cookie's is meant."""

    code: str
    ticket: str | None = None


class Answer(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/session/passkey takes: PublicKeyCredential.toJSON() and the ticket."""

    ticket: str
    credential: dict[str, Any]


def routes() -> list[Route]:
    return [
        Route("/api/session/ways", ways, methods=["GET"]),
        Route("/api/session/code", give_code, methods=["POST"]),
        Route("/api/session/passkey/options", passkey_options, methods=["POST"]),
        Route("/api/session/passkey", use_passkey, methods=["POST"]),
    ]


async def ways(request: Request) -> Response:
    """GET /api/session/ways: how one can sign in here; for the page that asks."""
    plant: Plant = request.app.state.plant
    found = await run_in_threadpool(providers, plant.folder)
    return json_response(
        {
            "passkeys": has_passkeys(request),
            "providers": [{"code": each.code, "title": each.title} for each in found.values()],
        }
    )


def totp_purpose(user_id: UserId) -> str:
    """What the seed of a person's generator is sealed for."""
    return f"totp {UserId.text(user_id)}"


def spend(request: Request) -> None:
    """One try to prove who one is, from this address; Problem 429 for too many."""
    request.app.state.limits.spend_sign_in(request.client.host if request.client else "")


# --- codes --------------------------------------------------------------------------------------


class _Step(NamedTuple):
    """Whoever gave a first factor, and which command their code allows."""

    user_id: UserId
    command: Command | None
    is_due: bool


async def give_code(request: Request) -> Response:
    """POST /api/session/code: the second step; a one-time code, or a recovery code."""
    spend(request)
    expected = t("Give code and ticket as a JSON object.", "请以 JSON 对象提供 code 和 ticket。")
    given = await body_of(request, Code, expected)
    found = await enter_by_code(
        request, given.ticket or request.cookies.get(STEP_COOKIE, ""), given.code
    )
    if isinstance(found, Receipt):
        return refusal_response(request, found)
    response = welcome(request, found)
    response.delete_cookie(STEP_COOKIE, path="/api/session", httponly=True, samesite="strict")
    return response


async def enter_by_code(request: Request, ticket: str, code: str) -> SignedIn | Receipt:
    """Try a code after a first factor; sealed either way.

    Problem 401 for a wrong code, one used before, or a ticket that is over.
    """
    plant: Plant = request.app.state.plant
    token, digest = new_token()
    step = await run_in_threadpool(_step, request, plant, ticket, code, digest)
    receipt = await send(plant, step.command) if step.command else None
    if receipt is not None and receipt.outcome != "refused":
        return SignedIn(token, receipt, step.is_due)
    if receipt is None or receipt.code in ("code_used", "wrong_state"):
        await send(plant, RecordFailedSignIn(user_id=step.user_id, factor=FailedFactor.CODE))
        raise Problem(
            401,
            "wrong_code",
            t("The code is wrong or was used before.", "验证码错误或已使用过。"),
        )
    return receipt


def _step(request: Request, plant: Plant, ticket: str, code: str, digest: str) -> _Step:
    seal: Seal = request.app.state.seal
    now = plant.clock.now()
    try:
        told = seal.read_ticket(ticket, SECOND_STEP, now)
    except SealBroken:
        raise begin_again() from None
    user_id, first = UserId(told["user"]), SignInMethod[told["first"]]
    with plant.reader() as reader:
        known = credential(reader, user_id)
        if (known.set_at if known else 0) != told["set_at"]:
            raise begin_again()
        is_due = first in WITH_PASSWORD and needs_new_password(reader, user_id)
        totp = active_totp(reader, user_id)
        if totp is None or is_locked_out(reader, user_id):
            return _Step(user_id, None, is_due)
        seed = seal.open(totp.sealed_seed, totp_purpose(user_id))
        at = matching_step(seed, code.replace(" ", ""), now / 1_000_000)
        recovery = unused_recovery_codes(reader, user_id)
    if at is not None:
        command: Command = SignInWithCode(
            user_id=user_id, digest=digest, first=first, totp_id=TotpId(totp.id), step=at
        )
        return _Step(user_id, command, is_due)
    given = recovery_digest(code, seal.key(RECOVERY_KEY))
    for each in recovery:
        if hmac.compare_digest(each.digest, given):
            of_code = RecoveryCodeId(each.id)
            command = SignInWithRecovery(
                user_id=user_id, digest=digest, first=first, recovery_code_id=of_code
            )
            return _Step(user_id, command, is_due)
    return _Step(user_id, None, is_due)


# --- passkeys -----------------------------------------------------------------------------------


def user_handle(seal: Seal, user_id: UserId) -> bytes:
    """What a passkey calls its person; it tells strangers nothing."""
    return hmac.digest(seal.key("user handles"), UserId.text(user_id).encode(), "sha256")


async def passkey_options(request: Request) -> Response:
    """POST /api/session/passkey/options: a challenge for any passkey of this site."""
    request.app.state.limits.spend(request.client.host if request.client else "")
    place, challenge = place_of(request), secrets.token_bytes(32)
    ticket = challenge_ticket(request, PASSKEY_TICKET, challenge, None)
    options = assertion_options(rp_id=place.rp_id, challenge=challenge)
    return json_response({"ticket": ticket, "publicKey": options})


async def use_passkey(request: Request) -> Response:
    """POST /api/session/passkey: sign in with a passkey's answer to the challenge."""
    spend(request)
    expected = t("Give ticket and credential as JSON.", "请以 JSON 提供 ticket 和 credential。")
    given = await body_of(request, Answer, expected)
    told = read_challenge(request, PASSKEY_TICKET, given.ticket)
    plant: Plant = request.app.state.plant
    token, digest = new_token()
    passkey, count = await run_in_threadpool(_answered, request, plant, given.credential, told)
    if passkey is None or count is None:
        await _fail(plant, passkey, given.credential)
        raise _rejected()
    command = SignInWithPasskey(
        passkey_id=PasskeyId(passkey.id), digest=digest, sign_count=count, challenged_at=told["at"]
    )
    receipt = await send(plant, command)
    if receipt.outcome != "refused":
        return welcome(request, SignedIn(token, receipt, needs_new_password=False))
    if receipt.code == "passkey_copied":
        await send(plant, RaiseAlert(cause=AlertCause.COPIED_PASSKEY, user_id=passkey.user_id))
    if receipt.code in ("passkey_copied", "challenge_used", "wrong_state"):
        await _fail(plant, passkey, given.credential)
        raise _rejected()
    return refusal_response(request, receipt)


def _answered(
    request: Request, plant: Plant, answer: dict[str, Any], told: dict[str, Any]
) -> tuple[Passkey | None, int | None]:
    """The passkey that answered and its counter; no counter where the answer proves nothing."""
    place = place_of(request)
    try:
        assertion: Assertion = read_assertion(answer)
    except PasskeyRejected:
        return None, None
    with plant.reader() as reader:
        passkey = passkey_of(reader, assertion.credential_id)
    if passkey is None or passkey.rp_id != place.rp_id or not _is_theirs(request, passkey, answer):
        return passkey, None
    try:
        # The counter is compared where it is kept: two answers at once are told apart there.
        found = verify_assertion(
            assertion,
            challenge=bytes.fromhex(told["challenge"]),
            rp_id=passkey.rp_id,
            origins=place.origins,
            public_key=urlsafe_b64decode(passkey.public_key + "=="),
            sign_count=-1,
        )
    except PasskeyRejected:
        return passkey, None
    return passkey, found.sign_count


def _is_theirs(request: Request, passkey: Passkey, answer: dict[str, Any]) -> bool:
    """Whether the authenticator means the same person, where it says whom it means."""
    said = answer["response"].get("userHandle")
    if said is None:
        return True
    handle = user_handle(request.app.state.seal, passkey.user_id)
    given = str(said).encode(errors="replace")
    return hmac.compare_digest(given, urlsafe_b64encode(handle).rstrip(b"="))


async def _fail(plant: Plant, passkey: Passkey | None, answer: dict[str, Any]) -> None:
    if passkey is not None:
        of_user = RecordFailedSignIn(user_id=passkey.user_id, factor=FailedFactor.PASSKEY)
        await send(plant, of_user)
        return
    digest = login_digest(str(answer.get("id"))[:2000], site_secret(plant.folder))
    await send(plant, RecordFailedSignIn(login_digest=digest, factor=FailedFactor.PASSKEY))


def _rejected() -> Problem:
    return Problem(
        401,
        "passkey_rejected",
        t(
            "The passkey does not let you in. Try another way.",
            "通行密钥无法登录，请使用其他方式。",
        ),
    )
