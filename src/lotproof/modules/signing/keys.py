"""Private keys at the edge: made, wrapped under their owner's secret, opened, used.

Opening takes some tenths of a second on purpose and happens outside the writer. The secret and
the opened key live for the time of one call and are never stored (RFC 9106, NIST SP 800-38D).
"""

import os
from collections.abc import Callable
from typing import Final, NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from lotproof.ledger.entry import b64url, from_b64url
from lotproof.modules.signing.rules import (
    KeyIsLocked,
    KeyNotActive,
    NoSigningKey,
    SecretWrong,
    SeriesOver,
    SignatureUnfit,
    SignatureWrong,
    WeakSecret,
    is_locked,
)

__all__ = [
    "SECRET_LENGTH_MAX",
    "SECRET_LENGTH_MIN",
    "STRETCHED_BYTES",
    "KeyIsLocked",
    "KeyNotActive",
    "NewKey",
    "NoSigningKey",
    "SecretWrong",
    "SeriesOver",
    "SignatureUnfit",
    "SignatureWrong",
    "Stretch",
    "WeakSecret",
    "WrongSecret",
    "is_locked",
    "new_key",
    "open_key",
    "stretched",
]

Stretch = Callable[[bytes, bytes], bytes]
"""`(secret, salt)`: the 32 bytes that `stretched` makes of them, wherever that is done."""

SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
SECRET_LENGTH_MIN: Final = 8
SECRET_LENGTH_MAX: Final = 256
STRETCHED_BYTES: Final = 32
_TIME_COST, _MEMORY_KIB, _LANES = 5, 65_536, 1
"""RFC 9106 §4, the memory of the second recommended option, on one lane, and two passes more: 0.2
to 0.6 s of one core."""


class WrongSecret(ValueError):
    """The secret does not open the key."""


class NewKey(NamedTuple):
    """A key just made: public half and wrapped private half in base64url."""

    private: Ed25519PrivateKey
    public: str
    wrapped: str


def stretched(secret: bytes, salt: bytes) -> bytes:
    """Argon2id (RFC 9106): what wraps a key, made slowly of a secret."""
    return hash_secret_raw(
        secret,
        salt,
        time_cost=_TIME_COST,
        memory_cost=_MEMORY_KIB,
        parallelism=_LANES,
        hash_len=STRETCHED_BYTES,
        type=Type.ID,
    )


def new_key(user: str, secret: str, stretch: Stretch = stretched) -> NewKey:
    """A key of `user`, whose private half only `secret` opens."""
    private = Ed25519PrivateKey.generate()
    public = private.public_key().public_bytes_raw()
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    sealed = AESGCM(stretch(secret.encode(), salt)).encrypt(
        nonce, private.private_bytes_raw(), _bound_to(user, public)
    )
    return NewKey(private, b64url(public), b64url(salt + nonce + sealed))


def open_key(
    user: str, public: str, wrapped: str, secret: str, stretch: Stretch = stretched
) -> Ed25519PrivateKey:
    """The private key; WrongSecret where the secret, the user or the public half is another."""
    blob = from_b64url(wrapped)
    salt, nonce = blob[:SALT_BYTES], blob[SALT_BYTES : SALT_BYTES + NONCE_BYTES]
    try:
        private = AESGCM(stretch(secret.encode(), salt)).decrypt(
            nonce, blob[SALT_BYTES + NONCE_BYTES :], _bound_to(user, from_b64url(public))
        )
    except InvalidTag as error:
        raise WrongSecret("the secret does not open the key") from error
    return Ed25519PrivateKey.from_private_bytes(private)


def _bound_to(user: str, public: bytes) -> bytes:
    """A wrapped key that is put into another's row does not open."""
    return b"lotproof signing key v1\n" + user.encode() + b"\n" + public
