"""Passkeys (W3C Web Authentication, level 3): what browsers are asked, and what they answer.

Nothing is remembered here. Whoever asks brings the challenge it expects, so that the same checks
serve for signing in (a random challenge) and for signing (the digest of what is signed).
The person must always be verified by the authenticator: by a finger, a face or a PIN.
"""

import json
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import msgspec
from cbor2 import CBORDecodeError
from webauthn import (
    generate_authentication_options,
    generate_registration_options,
    options_to_json,
    verify_authentication_response,
    verify_registration_response,
)
from webauthn.helpers import (
    base64url_to_bytes,
    bytes_to_base64url,
    decode_credential_public_key,
)
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticationCredential,
    AuthenticatorAssertionResponse,
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

TIMEOUT_MS: Final = 120_000
ALGORITHMS: Final = (
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
)
"""In order of preference; the last is what some platforms' own authenticators have."""
SIGNING_ALGORITHMS: Final = ALGORITHMS[:2]
"""What anybody can verify with few means, for as long as records are kept."""

_UNREADABLE = (
    WebAuthnException,
    CBORDecodeError,
    msgspec.ValidationError,
    ValueError,
    TypeError,
    LookupError,
)
"""What the library raises for answers that are not well formed, besides its own."""


class PasskeyRejected(ValueError):
    """An answer does not prove what it was asked for; the text says why, for the log."""


class Registered(NamedTuple):
    """A new passkey. Ids are base64url without padding, the public key is COSE (RFC 9052)."""

    credential_id: str
    public_key: bytes
    sign_count: int
    aaguid: str
    """Which make of authenticator says it is; nobody vouches for it."""
    is_synced: bool
    """Whether copies of the key are kept by the maker of the platform."""


class Assertion(NamedTuple):
    """What a passkey signed: enough, with its public key, to check it anywhere at any time."""

    credential_id: str
    client_data: bytes
    authenticator_data: bytes
    signature: bytes


class Asserted(NamedTuple):
    """An assertion that was verified, and the authenticator's counter after it."""

    assertion: Assertion
    sign_count: int


class _Response(msgspec.Struct, rename="camel"):
    client_data_json: str = msgspec.field(name="clientDataJSON")
    authenticator_data: str
    signature: str


class _Answer(msgspec.Struct):
    id: str
    response: _Response


class _ClientData(msgspec.Struct, rename="camel"):
    cross_origin: bool = False
    top_origin: str | None = None


# --- what browsers are asked --------------------------------------------------------------------


def registration_options(
    *,
    rp_id: str,
    rp_name: str,
    user_handle: bytes,
    login: str,
    name: str,
    challenge: bytes,
    known: Sequence[str] = (),
    for_signing: bool = False,
) -> dict[str, Any]:
    """`publicKey` for navigator.credentials.create(), as JSON.

    `user_handle` comes back when the passkey signs in; it names nobody to strangers. `known` are
    ids of passkeys that the person has already. One that is `for_signing` is not offered to sign
    in with, and has one of SIGNING_ALGORITHMS.
    """
    found = ResidentKeyRequirement.DISCOURAGED if for_signing else ResidentKeyRequirement.REQUIRED
    options = generate_registration_options(
        rp_id=rp_id,
        rp_name=rp_name,
        user_id=user_handle,
        user_name=login,
        user_display_name=name,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=found,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=_descriptors(known),
        supported_pub_key_algs=list(SIGNING_ALGORITHMS if for_signing else ALGORITHMS),
    )
    return _as_json(options_to_json(options))


def assertion_options(
    *, rp_id: str, challenge: bytes, allowed: Sequence[str] = ()
) -> dict[str, Any]:
    """`publicKey` for navigator.credentials.get(), as JSON; without `allowed` any of the site's."""
    options = generate_authentication_options(
        rp_id=rp_id,
        challenge=challenge,
        timeout=TIMEOUT_MS,
        allow_credentials=_descriptors(allowed),
        user_verification=UserVerificationRequirement.REQUIRED,
    )
    return _as_json(options_to_json(options))


def _descriptors(ids: Sequence[str]) -> list[PublicKeyCredentialDescriptor]:
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(each)) for each in ids]


def _as_json(text: str) -> dict[str, Any]:
    found = json.loads(text)
    assert isinstance(found, dict)
    return found


# --- what they answer ---------------------------------------------------------------------------


def verify_registration(
    answer: dict[str, Any], *, challenge: bytes, rp_id: str, origins: Sequence[str]
) -> Registered:
    """The passkey of an answer to `registration_options`; PasskeyRejected if it proves none.

    `answer` is PublicKeyCredential.toJSON(). Who made the authenticator is not asked.
    """
    try:
        found = verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=list(origins),
            require_user_verification=True,
            supported_pub_key_algs=list(ALGORITHMS),
        )
        _require_own_frame(base64url_to_bytes(answer["response"]["clientDataJSON"]))
    except _UNREADABLE as error:
        raise PasskeyRejected(str(error)) from None
    return Registered(
        bytes_to_base64url(found.credential_id),
        found.credential_public_key,
        found.sign_count,
        found.aaguid,
        found.credential_backed_up,
    )


def algorithm_of(public_key: bytes) -> int:
    """The COSE algorithm of a verified passkey's key: −7 for ES256, −8 for EdDSA."""
    return int(decode_credential_public_key(public_key).alg)


def read_assertion(answer: dict[str, Any]) -> Assertion:
    """What PublicKeyCredential.toJSON() says; unverified. PasskeyRejected if it cannot be read."""
    try:
        given = msgspec.convert(answer, _Answer)
        return Assertion(
            bytes_to_base64url(base64url_to_bytes(given.id)),
            base64url_to_bytes(given.response.client_data_json),
            base64url_to_bytes(given.response.authenticator_data),
            base64url_to_bytes(given.response.signature),
        )
    except _UNREADABLE as error:
        raise PasskeyRejected(str(error)) from None


def verify_assertion(
    assertion: Assertion,
    *,
    challenge: bytes,
    rp_id: str,
    origins: Sequence[str],
    public_key: bytes,
    sign_count: int,
) -> Asserted:
    """Demand that the key signed exactly this challenge, here, for a person it has verified.

    PasskeyRejected otherwise, and where the counter did not go up: the key was copied, or the
    answer was used before. Authenticators without counter always say 0.
    """
    try:
        _require_own_frame(assertion.client_data)
        id_ = base64url_to_bytes(assertion.credential_id)
        found = verify_authentication_response(
            credential=AuthenticationCredential(
                id=assertion.credential_id,
                raw_id=id_,
                response=AuthenticatorAssertionResponse(
                    client_data_json=assertion.client_data,
                    authenticator_data=assertion.authenticator_data,
                    signature=assertion.signature,
                ),
            ),
            expected_challenge=challenge,
            expected_rp_id=rp_id,
            expected_origin=list(origins),
            credential_public_key=public_key,
            credential_current_sign_count=sign_count,
            require_user_verification=True,
        )
    except _UNREADABLE as error:
        raise PasskeyRejected(str(error)) from None
    return Asserted(assertion, found.new_sign_count)


def verify_offline(
    assertion: Assertion,
    *,
    challenge: bytes,
    rp_id: str,
    origins: Sequence[str],
    public_key: bytes,
) -> None:
    """The same of an assertion that was kept, at any later time; PasskeyRejected if it is forged.

    Counters are not asked: a record has one, and others came after it.
    """
    verify_assertion(
        assertion,
        challenge=challenge,
        rp_id=rp_id,
        origins=origins,
        public_key=public_key,
        sign_count=-1,
    )


def _require_own_frame(client_data: bytes) -> None:
    """A page of somebody else's that frames ours may not use the passkey."""
    told = msgspec.json.decode(client_data, type=_ClientData)
    if told.cross_origin or told.top_origin is not None:
        raise PasskeyRejected("the answer comes from a frame in another site's page")
