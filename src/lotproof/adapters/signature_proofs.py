"""What keys prove: verifying signatures of persons, by Ed25519 or by a passkey."""

import os
from collections.abc import Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from lotproof.adapters.identity.webauthn import Assertion, PasskeyRejected, verify_offline
from lotproof.kernel.reader import Reader
from lotproof.kernel.signing import Signature
from lotproof.ledger.entry import b64url, from_b64url
from lotproof.modules.signing.intent import (
    Asked,
    Components,
    Head,
    Signer,
    challenge,
    intent_of,
    message,
    write,
)
from lotproof.modules.signing.judging import SALT_BYTES
from lotproof.modules.signing.queries import SigningKey

_LOCAL = ("localhost", "127.0.0.1")


class _Origin(msgspec.Struct):
    origin: str


def sign(private: Ed25519PrivateKey, intent: str) -> dict[str, str]:
    """The proof of an opened key over an intent."""
    return {"signature": b64url(private.sign(message(intent)))}


class Opened(NamedTuple):
    """A person's key, opened: for as long as somebody holds this, they can sign."""

    key: str
    private: Ed25519PrivateKey
    signer: Signer


def signature(
    reader: Reader, head: Head, asked: Asked, opened: Opened, components: Components = "all"
) -> Signature:
    """The signature of a command over the records as they are now."""
    salt = os.urandom(SALT_BYTES)
    intent = write(intent_of(reader, asked, opened.signer, head, components, salt))
    return Signature(
        intent=intent,
        key=opened.key,
        proof=sign(opened.private, intent),
        name=opened.signer.name,
        salt=b64url(salt),
    )


def passkey_proof(assertion: Assertion) -> dict[str, str]:
    """The proof that a passkey gave over `challenge(intent)`."""
    return {
        "authenticator_data": b64url(assertion.authenticator_data),
        "client_data": b64url(assertion.client_data),
        "signature": b64url(assertion.signature),
    }


def verify(key: SigningKey, intent: str, proof: Mapping[str, str]) -> bool:
    """Whether the key signed exactly this intent; whatever cannot be read did not."""
    try:
        if key.passkey is None:
            return _verify_ed25519(key, intent, proof)
        return _verify_passkey(key, intent, proof)
    except (ValueError, KeyError):
        return False


def _verify_ed25519(key: SigningKey, intent: str, proof: Mapping[str, str]) -> bool:
    if set(proof) != {"signature"}:
        return False
    public = Ed25519PublicKey.from_public_bytes(from_b64url(key.public_key))
    try:
        public.verify(from_b64url(proof["signature"]), message(intent))
    except InvalidSignature:
        return False
    return True


def _verify_passkey(key: SigningKey, intent: str, proof: Mapping[str, str]) -> bool:
    assert key.passkey is not None
    assert key.passkey_site is not None
    client_data = from_b64url(proof["client_data"])
    origin = msgspec.json.decode(client_data, type=_Origin).origin
    if not is_origin_of(origin, key.passkey_site):
        return False
    assertion = Assertion(
        key.passkey,
        client_data,
        from_b64url(proof["authenticator_data"]),
        from_b64url(proof["signature"]),
    )
    try:
        verify_offline(
            assertion,
            challenge=challenge(intent),
            rp_id=key.passkey_site,
            origins=[origin],
            public_key=from_b64url(key.public_key),
        )
    except PasskeyRejected:
        return False
    return True


def is_origin_of(origin: str, site: str) -> bool:
    """Whether a page of this origin may use passkeys of the site: over TLS, or on this machine."""
    parts = urlsplit(origin)
    host = parts.hostname or ""
    is_host = host == site or host.endswith("." + site)
    return is_host and (parts.scheme == "https" or host in _LOCAL)
