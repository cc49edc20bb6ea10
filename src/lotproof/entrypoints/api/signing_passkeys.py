"""Passkeys as signing keys: made in the owner's browser, confirmed by another signer like any key.

They are not the passkeys that one signs in with: whoever signs does so with a key of its own.
"""

import hmac
import secrets
from typing import Any, Final

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.identity.sealing import Seal
from lotproof.adapters.identity.webauthn import (
    algorithm_of,
    registration_options,
)
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.limits import body_of
from lotproof.entrypoints.api.passkeys import (
    challenge_ticket,
    new_passkey,
    place_of,
    unverified,
)
from lotproof.entrypoints.api.problems import json_response, refusal_response
from lotproof.entrypoints.api.submitting import submit
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.meaning import dump
from lotproof.kernel.site import Source
from lotproof.kernel.submission import Submission
from lotproof.kernel.text import t
from lotproof.ledger.entry import b64url
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.commands import EnrolKey
from lotproof.modules.signing.queries import active_keys
from lotproof.modules.signing.vocabulary import KeyAlgorithm

TICKET: Final = "signing passkey"
_ALGORITHMS: Final = {-7: KeyAlgorithm.ES256, -8: KeyAlgorithm.EDDSA}
_EXPECTED: Final = t(
    "Give id, ticket and credential as JSON.", "请以 JSON 提供 id、ticket 和 credential。"
)


class Made(msgspec.Struct, forbid_unknown_fields=True):
    """What POST /api/signing/passkeys takes; `credential` is PublicKeyCredential.toJSON()."""

    id: str
    ticket: str
    credential: dict[str, Any]


def signing_passkey_routes() -> list[Route]:
    return [
        Route("/api/signing/passkeys/options", begin, methods=["POST"]),
        Route("/api/signing/passkeys", enrol, methods=["POST"]),
    ]


async def begin(request: Request) -> Response:
    """What the browser needs to make a passkey that signs; nothing is recorded yet."""
    plant: Plant = request.app.state.plant
    caller = sessions.require_current(await run_in_threadpool(sessions.signed_in, request))
    request.app.state.limits.spend(caller.actor)
    place, challenge = place_of(request), secrets.token_bytes(32)

    def options() -> dict[str, Any]:
        with plant.reader() as reader:
            user = reader.get(User, caller.user_id)
            keys = active_keys(reader, caller.user_id)
            known = [key.passkey for key in keys if key.passkey_site == place.rp_id]
            return registration_options(
                rp_id=place.rp_id,
                rp_name=reader.site.name,
                user_handle=_handle(request.app.state.seal, caller.user_id),
                login=user.login,
                name=user.name,
                challenge=challenge,
                known=[each for each in known if each is not None],
                for_signing=True,
            )

    ticket = challenge_ticket(request, TICKET, challenge, caller.user_id)
    return json_response({"ticket": ticket, "publicKey": await run_in_threadpool(options)})


def _handle(seal: Seal, user_id: UserId) -> bytes:
    """Another than the one for signing in: an authenticator keeps one passkey for each."""
    return hmac.digest(seal.key("signing handles"), UserId.text(user_id).encode(), "sha256")


async def enrol(request: Request) -> Response:
    """A passkey as a signing key; it waits for another signer's confirmation."""
    plant: Plant = request.app.state.plant
    caller = sessions.require_current(await run_in_threadpool(sessions.signed_in, request))
    request.app.state.limits.spend(caller.actor)
    given = await body_of(request, Made, _EXPECTED)
    made = new_passkey(request, TICKET, caller.user_id, given.ticket, given.credential)
    algorithm = _ALGORITHMS.get(algorithm_of(made.public_key))
    if algorithm is None:
        raise unverified()
    command = EnrolKey(
        algorithm=algorithm,
        public_key=b64url(made.public_key),
        passkey=made.credential_id,
        passkey_site=place_of(request).rp_id,
    )
    receipt = await submit(
        plant,
        Submission(
            kind=command.SPEC.kind,
            body=dump(command, secrets=True),
            actor=caller.actor,
            id=given.id,
            source=Source.HAND,
        ),
    )
    if receipt.outcome == "refused":
        return refusal_response(request, receipt)
    return json_response(receipt)
