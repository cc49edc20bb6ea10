"""Signing at the screen: what is about to be signed, and the signature over it.

The secret comes with the command, opens the person's key here for one signature, and is gone. A
secret that opens nothing is sealed as a failure and counts (21 CFR 11.300(d)).
"""

import asyncio
import os
from typing import Any, Literal

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.identity.webauthn import (
    PasskeyRejected,
    assertion_options,
    read_assertion,
)
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.signature_proofs import passkey_proof, sign, verify
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.opening import openings
from lotproof.entrypoints.api.passwords import is_right
from lotproof.entrypoints.api.problems import Problem, json_response, of_refusal, refusal_response
from lotproof.entrypoints.api.reading import reading
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.clock import text as clock_text
from lotproof.kernel.entries import invalid
from lotproof.kernel.meaning import Unusable, dump, parse
from lotproof.kernel.reader import Reader
from lotproof.kernel.reasons import tidied
from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS, CommandSpec
from lotproof.kernel.signing import Signature, SignatureNotAsked
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Receipt, Submission
from lotproof.kernel.text import t
from lotproof.ledger.entry import b64url
from lotproof.modules.people.authority import API
from lotproof.modules.people.queries import User, credential
from lotproof.modules.people.vocabulary import SessionId, UserId
from lotproof.modules.signing.commands import EnrolKey, RecordFailedSignature
from lotproof.modules.signing.intent import (
    Asked,
    Components,
    Head,
    Intent,
    challenge,
    intent_of,
    write,
)
from lotproof.modules.signing.intent import Signer as Person
from lotproof.modules.signing.intent import read as read_intent
from lotproof.modules.signing.judging import SALT_BYTES
from lotproof.modules.signing.keys import (
    SECRET_LENGTH_MAX,
    SECRET_LENGTH_MIN,
    KeyIsLocked,
    KeyNotActive,
    NoSigningKey,
    SecretWrong,
    SeriesOver,
    SignatureUnfit,
    SignatureWrong,
    WeakSecret,
    WrongSecret,
    is_locked,
)
from lotproof.modules.signing.queries import (
    SigningKey,
    active_keys,
    has_series,
    keys_of,
    signing_key,
)
from lotproof.modules.signing.vocabulary import KeyAlgorithm, KeyState, SigningKeyId

Method = Literal["secret", "passkey"]
"""What a person signs with."""


class Question(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/signatures/prepare takes: the command as it will be sent."""

    kind: str
    body: Any
    id: str
    reason: str | None = None
    behalf: str | None = None
    method: Method | None = None
    """Absent: by secret, where the person has one."""


class Signing(msgspec.Struct, forbid_unknown_fields=True):
    """What comes with a command that is signed: a secret, and the `login` that opens a series; or
    the `assertion` of a passkey, as PublicKeyCredential.toJSON() gives it."""

    intent: str
    salt: str
    name: str
    key: str
    secret: str = ""
    login: str | None = None
    assertion: dict[str, Any] | None = None


class NewSecret(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/signing/keys takes."""

    id: str
    secret: str


_QUESTION = t(
    "Give kind, body and id of the command as JSON and, where they apply, reason, behalf, method.",
    "请以 JSON 提供命令的 kind、body、id，以及适用的 reason、behalf、method。",
)
_NEW_SECRET = t("Give an id and a secret.", "请提供命令编号和签名口令。")


def signature_routes() -> list[Route]:
    return [
        Route("/api/signatures/prepare", prepare, methods=["POST"]),
        Route("/api/signing/keys", enrol, methods=["POST"]),
        Route("/api/signing/keys", reading(_own_keys), methods=["GET"]),
    ]


# --- what is about to be signed -----------------------------------------------------------------


async def prepare(request: Request) -> Response:
    """The intent over the records as they are now, and what the signer is asked for."""
    given = await body_of(request, Question, _QUESTION)

    def run() -> Response:
        plant: Plant = request.app.state.plant
        with plant.reader() as reader:
            caller = sessions.require_current(sessions.caller_of(request, reader))
            request.app.state.limits.spend(caller.actor)
            try:
                host = request.url.hostname or ""
                return json_response(_prepared(reader, caller, given, host))
            except Refused as refusal:
                raise of_refusal(refusal) from None

    return await run_in_threadpool(run)


def _prepared(
    reader: Reader, caller: sessions.Caller, given: Question, host: str
) -> dict[str, Any]:
    spec = COMMANDS.get(given.kind)
    if spec is None:
        raise Problem(404, "no_such_command", t("There is no such command.", "没有此命令。"))
    if spec.signs is None:
        raise SignatureNotAsked(what=spec.label)
    sessions.require(reader, caller, spec.permission)
    keys = _usable_keys(reader, caller.user_id, host)
    method = given.method or ("secret" if "secret" in keys else "passkey")
    if method not in keys:
        raise NoSigningKey
    key = keys[method]
    person = Person(caller.actor, reader.get(User, caller.user_id).name)
    salt = os.urandom(SALT_BYTES)
    components = "passkey" if method == "passkey" else _components(reader, caller)
    intent = _intent(reader, caller, given, spec, person, components, salt)
    return {
        "intent": write(intent),
        "salt": b64url(salt),
        "name": person.name,
        "key": SigningKeyId.text(key.id),
        "method": method,
        "methods": sorted(keys, reverse=True),
        "passkey": _options(key, write(intent)),
        "needs_login": components == "all",
        "at": intent.at,
        "meaning": spec.signs._asdict(),
        "covers": [
            {"kind": each.record, "key": each.key, "label": RECORDS[each.record].label._asdict()}
            for each in intent.records
        ],
    }


def _components(reader: Reader, caller: sessions.Caller) -> Components:
    session = caller.session
    is_on = session is not None and has_series(reader, SessionId(session.id))
    return "secret" if is_on else "all"


def _intent(
    reader: Reader,
    caller: sessions.Caller,
    given: Question,
    spec: CommandSpec,
    person: Person,
    components: Components,
    salt: bytes,
) -> Intent:
    try:
        command = parse(spec.cls, given.body)
    except Unusable as bad:
        raise invalid(spec.label, bad) from None
    view = LedgerView(reader.connection)
    size = view.size
    reason = tidied(spec.label, given.reason) if given.reason else None
    assert spec.signs is not None
    asked = Asked(given.id, command, spec.signs, reason, given.behalf, _session_of(caller))
    head = Head(root=b64url(view.root_at(size)), size=size)
    return intent_of(reader, asked, person, head, components, salt)


def _session_of(caller: sessions.Caller) -> str | None:
    return None if caller.session is None else SessionId.text(caller.session.id)


def _options(key: SigningKey, intent: str) -> dict[str, Any] | None:
    """`publicKey` for navigator.credentials.get(); None for a key that a secret opens."""
    if key.passkey is None or key.passkey_site is None:
        return None
    return assertion_options(
        rp_id=key.passkey_site, challenge=challenge(intent), allowed=[key.passkey]
    )


def _usable_keys(reader: Reader, user_id: UserId, host: str) -> dict[Method, SigningKey]:
    """The key that a secret opens, and the passkey made for this host; refused where there is
    neither, or while one of them is locked."""
    keys: dict[Method, SigningKey] = {}
    for key in active_keys(reader, user_id):
        if key.wrapped is not None:
            keys["secret"] = key
        elif key.passkey_site == host:
            keys["passkey"] = key
    if not keys:
        raise NoSigningKey
    if any(is_locked(key.locked_until, reader.now) for key in keys.values()):
        raise KeyIsLocked(user=UserId.text(user_id))
    return keys


# --- the signature ------------------------------------------------------------------------------


async def signature_of(plant: Plant, caller: sessions.Caller, given: Any) -> Signature:
    """The signature that a secret makes, or that a passkey made; Problem, sealed as a failure,
    where the secret opens nothing or the passkey did not sign this."""
    try:
        signing = msgspec.convert(given, Signing)
        intent = read_intent(signing.intent)
    except (msgspec.ValidationError, ValueError):
        raise of_refusal(SignatureUnfit(what=t("it cannot be read", "无法读取"))) from None
    if intent.session != _session_of(caller):
        raise of_refusal(SeriesOver())
    try:
        key, login = await run_in_threadpool(_key_to_open, plant, caller, signing.key)
    except Refused as refusal:
        raise of_refusal(refusal) from None
    if signing.assertion is not None:
        return await _asserted(plant, caller, signing, key)
    if key.wrapped is None:
        raise of_refusal(SignatureUnfit(what=t("another kind of key", "密钥类型不符")))
    if intent.components == "all" and signing.login != login:
        raise await _failed(plant, caller, SecretWrong())
    try:
        private = await openings.opened(
            caller.actor, key.public_key, key.wrapped, signing.secret[:SECRET_LENGTH_MAX]
        )
    except WrongSecret:
        raise await _failed(plant, caller, SecretWrong()) from None
    proof = sign(private, signing.intent)
    return Signature(
        intent=signing.intent, key=signing.key, proof=proof, name=signing.name, salt=signing.salt
    )


async def _asserted(
    plant: Plant, caller: sessions.Caller, signing: Signing, key: SigningKey
) -> Signature:
    """The signature that a passkey made, looked at before it goes to the writer, so that what is
    none counts as a failure."""
    assert signing.assertion is not None
    wrong = SignatureWrong(key=signing.key)
    try:
        proof = passkey_proof(read_assertion(signing.assertion))
    except PasskeyRejected:
        raise await _failed(plant, caller, wrong) from None
    if key.passkey is None or not await run_in_threadpool(verify, key, signing.intent, proof):
        raise await _failed(plant, caller, wrong)
    return Signature(
        intent=signing.intent, key=signing.key, proof=proof, name=signing.name, salt=signing.salt
    )


def _key_to_open(plant: Plant, caller: sessions.Caller, name: str) -> tuple[SigningKey, str]:
    with plant.reader() as reader:
        try:
            key = signing_key(reader, SigningKeyId.parse(name))
        except ValueError:
            key = None
        if key is None or key.user_id != caller.user_id:
            raise NoSigningKey
        if key.state is not KeyState.ACTIVE:
            raise KeyNotActive(key=name, state=key.state.label)
        if is_locked(key.locked_until, reader.now):
            raise KeyIsLocked(user=caller.actor)
        return key, reader.get(User, caller.user_id).login


async def _failed(plant: Plant, caller: sessions.Caller, refusal: Refused) -> Problem:
    command = RecordFailedSignature(user_id=caller.user_id, failure=refusal.code)
    await asyncio.wrap_future(plant.send(command, actor=API, source=Source.SYSTEM))
    return of_refusal(refusal)


# --- keys ---------------------------------------------------------------------------------------


def _own_keys(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """One's own keys with their fingerprints, oldest first."""
    del request, plant
    keys = keys_of(reader, caller.user_id)
    return json_response(
        [
            {
                "id": SigningKeyId.text(key.id),
                "algorithm": key.algorithm.value,
                "algorithm_label": key.algorithm.label._asdict(),
                "site": key.passkey_site,
                "fingerprint": key.fingerprint,
                "state": key.state.value,
                "state_label": key.state.label._asdict(),
                "enrolled_at": clock_text(key.enrolled_at),
                "locked": is_locked(key.locked_until, reader.now),
            }
            for key in keys
        ]
    )


async def enrol(request: Request) -> Response:
    """A new key under a new secret; it waits for another signer's confirmation."""
    plant: Plant = request.app.state.plant
    caller = sessions.require_current(await run_in_threadpool(sessions.signed_in, request))
    request.app.state.limits.spend(caller.actor)
    given = await body_of(request, NewSecret, _NEW_SECRET)
    stored = await run_in_threadpool(_password_of, plant, caller)
    is_length = SECRET_LENGTH_MIN <= len(given.secret) <= SECRET_LENGTH_MAX
    if not is_length or await is_right(given.secret, stored):
        raise of_refusal(WeakSecret(least=SECRET_LENGTH_MIN, most=SECRET_LENGTH_MAX))
    made = await openings.made(caller.actor, given.secret)
    command = EnrolKey(algorithm=KeyAlgorithm.ED25519, public_key=made.public, wrapped=made.wrapped)
    receipt = await _sent(plant, caller, command, given.id)
    return (
        refusal_response(request, receipt)
        if receipt.outcome == "refused"
        else (json_response(receipt))
    )


def _password_of(plant: Plant, caller: sessions.Caller) -> str | None:
    with plant.reader() as reader:
        known = credential(reader, caller.user_id)
        return known.password_hash if known else None


async def _sent(plant: Plant, caller: sessions.Caller, command: EnrolKey, id_: str) -> Receipt:
    return await submit(
        plant,
        Submission(
            kind=command.SPEC.kind,
            body=dump(command, secrets=True),
            actor=caller.actor,
            id=id_,
            source=Source.HAND,
        ),
    )
