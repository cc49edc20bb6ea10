"""Hashing and drawing at the edge, against published parameters and known answers."""

import re
from typing import get_args

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from lotproof.modules.people.passwords import (
    hash_password,
    login_digest,
    new_token,
    token_digest,
    verify_password,
)
from lotproof.modules.people.vocabulary import PasswordHash, TokenDigest

PASSWORD = "correct horse battery"


def test_password_is_verified_by_its_hash_only() -> None:
    first, second = hash_password(PASSWORD), hash_password(PASSWORD)
    assert first != second, "each hash has a salt of its own"
    assert verify_password(PASSWORD, first)
    assert verify_password(PASSWORD, second)
    assert not verify_password(PASSWORD + "x", first)
    assert not verify_password("", first)


def test_hash_has_the_parameters_of_rfc_9106() -> None:
    hashed = hash_password(PASSWORD)
    found = extract_parameters(hashed)
    assert (found.type, found.version) == (Type.ID, 19)
    assert (found.memory_cost, found.time_cost, found.parallelism) == (65_536, 3, 4)
    assert (found.hash_len, found.salt_len) == (32, 16)
    meaning = get_args(PasswordHash)[1]
    assert re.fullmatch(meaning.pattern, hashed)
    assert len(hashed) <= meaning.length_max
    assert meaning.secret


def test_nobody_has_no_password() -> None:
    assert not verify_password(PASSWORD, None)
    with pytest.raises(ValueError, match="not of Argon2"):
        verify_password(PASSWORD, "sha256:abc")


def test_token_is_random_and_known_by_its_digest() -> None:
    token, digest = new_token()
    assert token != new_token()[0]
    assert len(token) == 43, "256 bits in base64url"
    assert token_digest(token) == digest
    assert re.fullmatch(get_args(TokenDigest)[1].pattern, digest)


def test_digests_are_the_published_ones() -> None:
    """FIPS 180-2 appendix B.1, and RFC 4231 test case 2."""
    assert token_digest("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (
        login_digest("what do ya want for nothing?", b"Jefe")
        == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )
