"""Passkeys against an authenticator in software, and against answers that prove nothing."""

from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.adapters.identity.webauthn import (
    Assertion,
    PasskeyRejected,
    Registered,
    assertion_options,
    read_assertion,
    registration_options,
    verify_assertion,
    verify_offline,
    verify_registration,
)
from tests.support.authenticator import Authenticator, b64

RP, ORIGIN = "plant.example", "https://plant.example"
HERE: dict[str, Any] = {"rp_id": RP, "origins": [ORIGIN]}
CHALLENGE = sha256(b"what is signed").digest()


def register(key: Authenticator, **other: Any) -> Registered:
    options = registration_options(
        rp_id=RP,
        rp_name="Plant",
        user_handle=b"somebody",
        login="keeper",
        name="Name",
        challenge=CHALLENGE,
    )
    return verify_registration(key.create(options), challenge=CHALLENGE, **(HERE | other))


def signed(key: Authenticator, challenge: bytes = CHALLENGE) -> Assertion:
    return read_assertion(key.get(assertion_options(rp_id=RP, challenge=challenge)))


def check(assertion: Assertion, made: Registered, **other: Any) -> int:
    how: dict[str, Any] = {"challenge": CHALLENGE, "sign_count": made.sign_count}
    how |= HERE | other
    return verify_assertion(assertion, public_key=made.public_key, **how).sign_count


@pytest.mark.clause("21 CFR 11.300(e)")
@pytest.mark.parametrize("ed25519", [False, True], ids=["es256", "eddsa"])
def test_a_passkey_signs_the_challenge_it_was_given(ed25519: bool) -> None:
    key = Authenticator(ORIGIN, ed25519=ed25519)
    made = register(key)
    assert made.credential_id == key.id
    assert check(signed(key), made) == 1


def test_whoever_asks_demands_a_verified_person_and_a_key_that_stays() -> None:
    options = registration_options(
        rp_id=RP,
        rp_name="Plant",
        user_handle=b"u",
        login="keeper",
        name="Name",
        challenge=CHALLENGE,
        known=[Authenticator(ORIGIN).id],
    )
    asked = options["authenticatorSelection"]
    assert (asked["residentKey"], asked["userVerification"]) == ("required", "required")
    assert options["attestation"] == "none"
    assert len(options["excludeCredentials"]) == 1
    assert assertion_options(rp_id=RP, challenge=CHALLENGE)["userVerification"] == "required"


@pytest.mark.clause("21 CFR 11.300(e)")
def test_a_registration_for_another_challenge_is_rejected() -> None:
    with pytest.raises(PasskeyRejected, match="challenge"):
        verify_registration(
            Authenticator(ORIGIN).create(
                registration_options(
                    rp_id=RP,
                    rp_name="P",
                    user_handle=b"u",
                    login="l",
                    name="n",
                    challenge=b"1" * 32,
                )
            ),
            challenge=CHALLENGE,
            **HERE,
        )


@pytest.mark.parametrize("origin", ["https://plant.example.evil", "http://plant.example"])
def test_another_origin_is_rejected(origin: str) -> None:
    made = register(key := Authenticator(ORIGIN))
    key.origin = origin
    with pytest.raises(PasskeyRejected, match="origin"):
        check(signed(key), made)
    with pytest.raises(PasskeyRejected, match="origin"):
        register(Authenticator(origin))


def test_another_site_is_rejected() -> None:
    made = register(key := Authenticator(ORIGIN))
    key.rp_id = "evil.example"
    with pytest.raises(PasskeyRejected, match="RP ID"):
        check(signed(key), made)


def test_a_person_who_is_not_verified_is_rejected() -> None:
    made = register(key := Authenticator(ORIGIN))
    key.is_verifying = False
    with pytest.raises(PasskeyRejected, match="not verified"):
        check(signed(key), made)
    with pytest.raises(PasskeyRejected, match="not verified"):
        register(key)


def test_a_frame_in_a_page_of_another_site_is_rejected() -> None:
    made = register(key := Authenticator(ORIGIN))
    key.cross_origin = True
    with pytest.raises(PasskeyRejected, match="frame"):
        check(signed(key), made)
    with pytest.raises(PasskeyRejected, match="frame"):
        register(key)


def test_an_answer_to_another_challenge_is_rejected() -> None:
    made = register(key := Authenticator(ORIGIN))
    with pytest.raises(PasskeyRejected, match="challenge"):
        check(signed(key, b"0" * 32), made)


def test_another_key_is_rejected() -> None:
    made = register(Authenticator(ORIGIN))
    other = Authenticator(ORIGIN)
    other.rp_id = RP
    with pytest.raises(PasskeyRejected):
        check(signed(other), made)


def test_a_counter_that_does_not_go_up_is_rejected() -> None:
    made = register(key := Authenticator(ORIGIN))
    answer = signed(key)
    count = check(answer, made)
    with pytest.raises(PasskeyRejected, match="sign count"):
        check(answer, made, sign_count=count)


def test_a_synced_key_has_no_counter_and_says_that_it_is_synced() -> None:
    made = register(key := Authenticator(ORIGIN, counts=False))
    assert made.is_synced
    assert check(signed(key), made) == 0


def test_what_was_kept_is_verified_later_whatever_the_counter_says_then() -> None:
    made = register(key := Authenticator(ORIGIN))
    kept = signed(key)
    verify_offline(kept, challenge=CHALLENGE, public_key=made.public_key, **HERE)
    forged = kept._replace(authenticator_data=kept.authenticator_data[:-1] + b"\x09")
    with pytest.raises(PasskeyRejected):
        verify_offline(forged, challenge=CHALLENGE, public_key=made.public_key, **HERE)
    with pytest.raises(PasskeyRejected, match="challenge"):
        verify_offline(kept, challenge=b"x" * 32, public_key=made.public_key, **HERE)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["id", "rawId", "type", "response", "x"]), JSON))
def test_nonsense_is_rejected_and_nothing_else(answer: dict[str, Any]) -> None:
    with pytest.raises(PasskeyRejected):
        read_assertion(answer)
    with pytest.raises(PasskeyRejected):
        verify_registration(answer, challenge=CHALLENGE, **HERE)


@given(st.binary(max_size=200), st.binary(max_size=200), st.binary(max_size=100))
def test_any_bytes_instead_of_a_signature_are_rejected(
    client: bytes, data: bytes, signature: bytes
) -> None:
    made = register(key := Authenticator(ORIGIN))
    good = signed(key)
    for answer in (
        good._replace(client_data=client),
        good._replace(authenticator_data=data),
        good._replace(signature=signature),
    ):
        with pytest.raises(PasskeyRejected):
            check(answer, made)


@given(st.binary(max_size=300))
def test_any_bytes_instead_of_an_attestation_are_rejected(made: bytes) -> None:
    key = Authenticator(ORIGIN)
    options = registration_options(
        rp_id=RP, rp_name="P", user_handle=b"u", login="l", name="n", challenge=CHALLENGE
    )
    answer = key.create(options)
    answer["response"]["attestationObject"] = b64(made)
    with pytest.raises(PasskeyRejected):
        verify_registration(answer, challenge=CHALLENGE, **HERE)
