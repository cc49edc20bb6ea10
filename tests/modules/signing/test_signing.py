"""A signature is the person's own, given now, and bound to exactly what was seen."""

import uuid
from typing import Any

import msgspec
import pytest

from lotproof.adapters import signature_proofs
from lotproof.kernel.registry import Command
from lotproof.kernel.signing import Signature
from lotproof.ledger.entry import b64url
from lotproof.modules.people.commands import ChangeUser, SetPassword
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from lotproof.modules.signing import intent as intents
from lotproof.modules.signing.commands import (
    ConfirmFirstKey,
    ConfirmKey,
    EnrolKey,
    GiveUpKey,
    RecordFailedSignature,
    RevokeKey,
    UnlockKey,
)
from lotproof.modules.signing.keys import WrongSecret, new_key, open_key
from lotproof.modules.signing.queries import SigningKey, active_keys, signatures_on
from lotproof.modules.signing.vocabulary import KeyAlgorithm, KeyState, SigningKeyId
from tests.modules.signing.signers import EVIDENCE, SECRET, SigningPlant

HASH = "$argon2id$v=19$m=65536,t=3,p=4$c29tZXNhbHQ$c29tZWhhc2g"


def confirmation(plant: SigningPlant, login: str = "third") -> tuple[ConfirmKey, UserId]:
    """A newcomer's key waiting, and the command that confirms it."""
    user = plant.register(login)
    number = SigningKeyId.parse(plant.enrol(user).key)
    command = ConfirmKey(
        key_id=number, fingerprint=plant.key(number).fingerprint, evidence=EVIDENCE
    )
    return command, user


def changed(plant: SigningPlant, command: Command, by: UserId, **fields: Any) -> tuple[str, Any]:
    """A signature whose intent says something else, signed anew by the same key."""
    id_ = str(uuid.uuid4())
    given = plant.signature(command, by, id_=id_)
    intent = msgspec.structs.replace(intents.read(given.intent), **fields)
    text = intents.write(intent)
    proof = signature_proofs.sign(plant.keys[by].private, text)
    return id_, msgspec.structs.replace(given, intent=text, proof=proof)


@pytest.mark.clause("EU GMP Annex 11 §14")
@pytest.mark.clause("21 CFR 11.50(a)")
@pytest.mark.clause("21 CFR 11.100(b)")
def test_a_signature_keeps_name_time_meaning_and_what_it_covers(plant: SigningPlant) -> None:
    command, user = confirmation(plant)
    assert plant.signed(command, plant.first).outcome == "done"
    with plant.reader() as reader:
        ((given, covered),) = signatures_on(
            reader, "signing.key", SigningKeyId.text(command.key_id)
        )
        assert (given.user_id, given.name) == (plant.first, "名 first")
        assert given.meaning == "Identity verified and key confirmed"
        assert abs(given.signed_at - reader.now) < 1_000_000
        assert [key.id for key in active_keys(reader, user)] == [command.key_id]
    assert covered.content
    plant.check()


@pytest.mark.clause("21 CFR 11.200(a)(1)")
def test_without_a_signature_nothing_that_is_signed_is_done(plant: SigningPlant) -> None:
    command, user = confirmation(plant)
    receipt = plant.sent(command, plant.first, None)
    assert (receipt.outcome, receipt.code) == ("refused", "signature_missing")
    with plant.reader() as reader:
        assert active_keys(reader, user) == []


def test_what_is_not_signed_takes_no_signature(plant: SigningPlant) -> None:
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.first, id_=id_)
    other = RevokeKey(key_id=command.key_id)
    receipt = plant.sent(other, plant.first, signature, id_=id_, reason="Not mine")
    assert receipt.code == "signature_not_asked"


@pytest.mark.clause("China MD GMP 2025 Art. 46(4)")
@pytest.mark.clause("21 CFR 11.70")
def test_a_signature_moved_to_another_command_is_refused(plant: SigningPlant) -> None:
    one, _ = confirmation(plant, "third")
    two, _ = confirmation(plant, "fourth")
    id_ = str(uuid.uuid4())
    signature = plant.signature(one, plant.first, id_=id_)
    assert plant.sent(two, plant.first, signature, id_=id_).code == "signature_unfit"
    assert plant.sent(one, plant.first, signature).code == "signature_unfit"
    assert plant.sent(one, plant.second, signature, id_=str(uuid.uuid4())).code == (
        "signature_unfit"
    )
    plant.check()


@pytest.mark.clause("21 CFR 11.70")
@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"at": "2020-01-01T00:00:00.000000Z"}, "signature_stale"),
        ({"at": "2020-01-01T08:00:00.000000+08:00"}, "signature_unfit"),
        ({"at": "now"}, "signature_unfit"),
        ({"site": "another.example/site"}, "signature_unfit"),
        ({"meaning": intents.Said(en="Seen", zh="已阅")}, "signature_unfit"),
        ({"name": "A" * 43}, "signature_unfit"),
        ({"parts": {}}, "signature_unfit"),
        ({"records": ()}, "signed_content_changed"),
        ({"behalf": "usr_2"}, "signature_unfit"),
        ({"signer": "usr_2"}, "signature_unfit"),
        ({"components": "passkey"}, "signature_unfit"),
        ({"components": "secret"}, "signing_series_over"),
        ({"components": "secret", "session": "ses_1"}, "signing_series_over"),
    ],
)
def test_an_intent_that_says_otherwise_is_refused(
    plant: SigningPlant, fields: dict[str, Any], code: str
) -> None:
    command, user = confirmation(plant)
    id_, signature = changed(plant, command, plant.first, **fields)
    assert plant.sent(command, plant.first, signature, id_=id_).code == code
    with plant.reader() as reader:
        assert active_keys(reader, user) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"proof": {"signature": b64url(bytes(64))}},
        {"proof": {}},
        {"proof": {"signature": "!"}},
    ],
)
def test_a_proof_by_no_key_is_refused(plant: SigningPlant, fields: dict[str, Any]) -> None:
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.first, id_=id_)
    forged = msgspec.structs.replace(signature, **fields)
    assert plant.sent(command, plant.first, forged, id_=id_).code == "signature_wrong"


@pytest.mark.parametrize("intent", ["{}", "not JSON", '{"v": 1}'])
def test_an_unreadable_intent_is_refused(plant: SigningPlant, intent: str) -> None:
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.first, id_=id_)
    forged = msgspec.structs.replace(signature, intent=intent)
    assert plant.sent(command, plant.first, forged, id_=id_).code == "signature_unfit"


@pytest.mark.clause("21 CFR 11.200(a)(2)")
def test_with_anothers_key_nobody_signs(plant: SigningPlant) -> None:
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.first, id_=id_, opened=None)
    stolen: Signature = msgspec.structs.replace(signature, key=plant.keys[plant.second].key)
    assert plant.sent(command, plant.first, stolen, id_=id_).code == "no_signing_key"


@pytest.mark.clause("China MD GMP 2025 Art. 46(4)")
@pytest.mark.clause("21 CFR 11.70")
def test_what_changed_after_it_was_seen_is_signed_anew(plant: SigningPlant) -> None:
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.first, id_=id_)
    plant.ok(RevokeKey(key_id=command.key_id), reason="Lost on the way")
    receipt = plant.sent(command, plant.first, signature, id_=id_)
    assert receipt.code == "signed_content_changed"
    plant.check()


def test_what_shows_the_name_before_a_change_is_no_signature(plant: SigningPlant) -> None:
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.first, id_=id_)
    plant.ok(
        ChangeUser(user_id=plant.first, name="Other", language=UserLanguage.EN), reason="Married"
    )
    assert plant.sent(command, plant.first, signature, id_=id_).code == "signature_unfit"


def test_the_same_command_again_gives_the_first_receipt(plant: SigningPlant) -> None:
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    first = plant.sent(
        command, plant.first, plant.signature(command, plant.first, id_=id_), id_=id_
    )
    again = plant.sent(
        command, plant.first, plant.signature(command, plant.first, id_=id_), id_=id_
    )
    assert first.outcome == "done"
    assert again == first


# --- keys ---------------------------------------------------------------------------------------


@pytest.mark.clause("21 CFR 11.200(a)(3)")
def test_nobody_confirms_their_own_key_or_that_of_whom_they_let_in(plant: SigningPlant) -> None:
    own = SigningKeyId.parse(plant.enrol(plant.first).key)
    command = ConfirmKey(key_id=own, fingerprint=plant.key(own).fingerprint, evidence=EVIDENCE)
    assert plant.signed(command, plant.first).code == "own_signing_key"
    helped, user = confirmation(plant)
    plant.ok(SetPassword(user_id=user, password_hash=HASH), actor=UserId.text(plant.first))
    assert plant.signed(helped, plant.first).code == "set_the_password"
    assert plant.signed(helped, plant.second).outcome == "done"


def test_the_console_vouches_once(plant: SigningPlant) -> None:
    command, _ = confirmation(plant)
    plant.refused(
        "not_the_first_key",
        ConfirmFirstKey(
            key_id=command.key_id, fingerprint=command.fingerprint, evidence=command.evidence
        ),
        actor="sys_console",
    )


def test_another_fingerprint_is_another_key(plant: SigningPlant) -> None:
    command, _ = confirmation(plant)
    other = ConfirmKey(
        key_id=command.key_id, fingerprint="0000" + command.fingerprint[4:], evidence=EVIDENCE
    )
    assert plant.signed(other, plant.first).code == "fingerprint_differs"


@pytest.mark.clause("21 CFR 11.300(c)")
def test_a_new_key_supersedes_the_old_one_and_a_revoked_one_signs_no_more(
    plant: SigningPlant,
) -> None:
    old = plant.keys[plant.second]
    plant.vouched(plant.second, by=plant.first)
    assert plant.key(SigningKeyId.parse(old.key)).state is KeyState.SUPERSEDED
    command, _ = confirmation(plant)
    id_ = str(uuid.uuid4())
    signature = plant.signature(command, plant.second, id_=id_, opened=old)
    assert plant.sent(command, plant.second, signature, id_=id_).code == "signing_key_not_active"
    new = SigningKeyId.parse(plant.keys[plant.second].key)
    plant.refused(
        "not_your_key", GiveUpKey(key_id=new), actor=UserId.text(plant.first), reason="Mine?"
    )
    plant.ok(GiveUpKey(key_id=new), actor=UserId.text(plant.second), reason="Secret was seen")
    assert plant.signed(command, plant.second).code == "signing_key_not_active"
    plant.check()


@pytest.mark.clause("21 CFR 11.300(d)")
def test_failures_lock_the_key_until_it_is_unlocked(plant: SigningPlant) -> None:
    failed = RecordFailedSignature(user_id=plant.second, failure="signing_secret_wrong")
    receipts = [plant.ok(failed) for _ in range(5)]
    assert receipts[-1].value("locked_until")
    command, _ = confirmation(plant)
    assert plant.signed(command, plant.second).code == "signing_key_locked"
    key = SigningKeyId.parse(plant.keys[plant.second].key)
    plant.refused(
        "own_signing_key",
        UnlockKey(key_id=key),
        actor=UserId.text(plant.second),
        reason="It was me",
    )
    plant.ok(UnlockKey(key_id=key), actor=UserId.text(plant.first), reason="Was with me")
    plant.refused(
        "signing_key_not_locked",
        UnlockKey(key_id=key),
        actor=UserId.text(plant.first),
        reason="Again",
    )
    assert plant.signed(command, plant.second).outcome == "done"


def test_only_failures_in_a_row_lock_a_key(plant: SigningPlant) -> None:
    failed = RecordFailedSignature(user_id=plant.second, failure="signing_secret_wrong")
    for login in ("third", "fourth"):
        for _ in range(4):
            plant.ok(failed)
        command, _ = confirmation(plant, login)
        assert plant.signed(command, plant.second).outcome == "done"
    plant.check()


def test_a_lock_ends_by_itself(plant: SigningPlant) -> None:
    failed = RecordFailedSignature(user_id=plant.second, failure="signing_secret_wrong")
    for _ in range(5):
        plant.ok(failed)
    plant.clock.advance(seconds=15 * 60 + 1)
    command, _ = confirmation(plant)
    assert plant.signed(command, plant.second).outcome == "done"


@pytest.mark.clause("21 CFR 11.100(a)")
def test_a_service_account_has_no_key(plant: SigningPlant) -> None:
    robot = plant.register("robot", is_service=True)
    made = new_key("usr_9", SECRET)
    plant.refused(
        "only_persons_sign",
        EnrolKey(algorithm=KeyAlgorithm.ED25519, public_key=made.public, wrapped=made.wrapped),
        actor=UserId.text(robot),
    )


@pytest.mark.parametrize(
    "given",
    [
        {"algorithm": KeyAlgorithm.ED25519, "public_key": "AAAA", "wrapped": "AAAA"},
        {"algorithm": KeyAlgorithm.ED25519, "public_key": "A", "wrapped": "AAAA"},
        {"algorithm": KeyAlgorithm.ED25519, "public_key": "A" * 43},
        {"algorithm": KeyAlgorithm.ES256, "public_key": "AAAA", "passkey": "AAAA"},
        {
            "algorithm": KeyAlgorithm.ES256,
            "public_key": "AAAA",
            "passkey": "AAAA",
            "passkey_site": "a.example",
            "wrapped": "AAAA",
        },
    ],
)
def test_half_a_key_is_refused(plant: SigningPlant, given: dict[str, Any]) -> None:
    plant.refused("signing_key_incomplete", EnrolKey(**given), actor=UserId.text(plant.second))


@pytest.mark.clause("21 CFR 11.200(a)(2)")
def test_a_wrapped_key_opens_for_its_owner_alone() -> None:
    made = new_key("usr_1", SECRET)
    assert open_key("usr_1", made.public, made.wrapped, SECRET).public_key() == (
        made.private.public_key()
    )
    other = new_key("usr_1", SECRET)
    for user, public, secret in (
        ("usr_1", made.public, SECRET + "!"),
        ("usr_2", made.public, SECRET),
        ("usr_1", other.public, SECRET),
    ):
        with pytest.raises(WrongSecret):
            open_key(user, public, made.wrapped, secret)


def test_nothing_of_a_private_key_is_sealed(plant: SigningPlant) -> None:
    """The wrapped key is with its record alone; the ledger has a digest of it."""
    number = SigningKeyId.parse(plant.keys[plant.first].key)
    wrapped = plant.key(number).wrapped
    assert wrapped is not None
    with plant.reader() as reader:
        for (parts,) in reader.connection.rows("SELECT parts FROM ledger_entry", []):
            assert wrapped.encode() not in bytes(parts)
    assert reader.site.is_demonstration
    assert isinstance(plant.key(number), SigningKey)
