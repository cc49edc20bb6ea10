"""Passwords and tokens at the edge: hashing, verifying, drawing. Never called by handlers.

Hashing takes tens of milliseconds on purpose; inside a handler it would hold up the ledger.
"""

import hmac
import secrets
from functools import cache
from hashlib import sha256
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError
from argon2.low_level import Type

from lotproof.modules.people.rules import check_password

__all__ = [
    "check_password",
    "hash_password",
    "login_digest",
    "new_token",
    "token_digest",
    "verify_password",
]

# RFC 9106 section 4, second recommended option: 64 MiB, three passes, four lanes.
_HASHER: Final = PasswordHasher(
    time_cost=3, memory_cost=65_536, parallelism=4, hash_len=32, salt_len=16, type=Type.ID
)


def hash_password(password: str, salt: bytes | None = None) -> str:
    """Argon2id in its encoded form, with a salt of its own; a given one has 16 bytes."""
    return _HASHER.hash(password, salt=salt)


def verify_password(password: str, password_hash: str | None) -> bool:
    """Whether the password is the one of the hash; ValueError if that is no Argon2 hash.

    Without a hash (nobody of that name, or no password yet) it is compared with one that
    nothing matches: the answer takes as long, so that it does not tell who has an account.
    """
    try:
        _HASHER.verify(password_hash or _unknown(), password)
    except VerifyMismatchError:
        return False
    except InvalidHashError as error:
        raise ValueError("the stored password hash is not of Argon2") from error
    return password_hash is not None


@cache
def _unknown() -> str:
    return _HASHER.hash(secrets.token_urlsafe())


def new_token() -> tuple[str, str]:
    """A random token of 256 bits for its holder, and its digest for the records."""
    token = secrets.token_urlsafe(32)
    return token, token_digest(token)


def token_digest(token: str) -> str:
    """SHA-256 in hexadecimal; the token is random, so that no salt is needed."""
    return sha256(token.encode()).hexdigest()


def login_digest(login: str, key: bytes) -> str:
    """HMAC-SHA-256 in hexadecimal of a login name that nobody has: often it is a password."""
    return hmac.new(key, login.encode(), sha256).hexdigest()
