"""Codes, recovery codes, passkeys: accepted once, revoked at once, demanded where they must be."""

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.clock import Instant
from lotproof.modules.credentials.commands import (
    EndOwnSession,
    RemoveOwnPasskey,
    ReportLoss,
    RevokePasskey,
    RevokeTotp,
    SetFactorPolicy,
)
from lotproof.modules.credentials.commands_program import (
    SignInWithCode,
    SignInWithIdentity,
    SignInWithPasskey,
    SignInWithRecovery,
)
from lotproof.modules.credentials.queries import (
    RecoveryCode,
    active_passkeys,
    active_totp,
    is_factor_due,
    is_factor_required,
    unused_recovery_codes,
)
from lotproof.modules.credentials.vocabulary import LinkId, PasskeyId, RecoveryCodeId, TotpId
from lotproof.modules.people.commands import (
    DefineRole,
    GrantRole,
    RecordFailedSignIn,
    SetPassword,
    StartSession,
)
from lotproof.modules.people.queries import Session, credential, open_session
from lotproof.modules.people.services import MATCHES_NOTHING
from lotproof.modules.people.vocabulary import RoleId, SessionId, SignInMethod, UserId
from tests.modules.credentials.helpers import HASH, SEED, digest, enrol, passkey, person
from tests.support.plant import Plant

PASSWORD = SignInMethod.PASSWORD


def code(user_id: UserId, totp_id: TotpId, step: int, n: int = 1) -> SignInWithCode:
    return SignInWithCode(
        user_id=user_id, digest=digest(n), first=PASSWORD, totp_id=totp_id, step=step
    )


def asserted(passkey_id: PasskeyId, at: int, count: int, n: int = 1) -> SignInWithPasskey:
    return SignInWithPasskey(
        passkey_id=passkey_id, digest=digest(n), sign_count=count, challenged_at=Instant(at)
    )


@pytest.mark.clause("21 CFR 11.10(d)")
def test_a_session_says_how_somebody_proved_who_they_are(plant: Plant) -> None:
    user_id = person(plant)
    totp_id = enrol(plant, user_id)
    plant.ok(code(user_id, totp_id, 101))
    with plant.reader() as reader:
        session = open_session(reader, digest(1))
        assert session is not None
        assert session.method is SignInMethod.PASSWORD_CODE
    plant.check()


def test_a_code_is_accepted_once(plant: Plant) -> None:
    user_id = person(plant)
    totp_id = enrol(plant, user_id, step=100)
    plant.refused("code_used", code(user_id, totp_id, 100))
    plant.ok(code(user_id, totp_id, 102))
    plant.refused("code_used", code(user_id, totp_id, 102, 2))
    plant.refused("code_used", code(user_id, totp_id, 101, 2))


def test_a_code_of_somebody_else_is_not_taken(sqlite_plant: Plant) -> None:
    user_id, other = person(sqlite_plant), person(sqlite_plant, "other")
    totp_id = enrol(sqlite_plant, user_id)
    sqlite_plant.refused("not_yours", code(other, totp_id, 101))


def test_a_recovery_code_is_used_up(plant: Plant) -> None:
    user_id = person(plant)
    enrol(plant, user_id)
    with plant.reader() as reader:
        first, _second = unused_recovery_codes(reader, user_id)
    used = SignInWithRecovery(
        user_id=user_id,
        digest=digest(8),
        first=SignInMethod.SINGLE,
        recovery_code_id=RecoveryCodeId(first.id),
    )
    plant.ok(used)
    plant.refused("wrong_state", used)
    with plant.reader() as reader:
        assert len(unused_recovery_codes(reader, user_id)) == 1
        session = open_session(reader, digest(8))
        assert session is not None
        assert session.method is SignInMethod.SINGLE_RECOVERY
    plant.check()


def test_the_seed_and_recovery_codes_are_nowhere_in_the_ledger(sqlite_plant: Plant) -> None:
    enrol(sqlite_plant, person(sqlite_plant))
    with sqlite_plant.database.snapshot() as connection:
        view = LedgerView(connection)
        said = b"".join(
            part.content or b""
            for entry in view.entries(0, view.size)
            for part in entry.parts.values()
        )
    assert SEED.encode() not in said
    assert digest(1).encode() not in said


def test_a_new_generator_ends_the_one_before_with_its_recovery_codes(plant: Plant) -> None:
    user_id = person(plant)
    before = enrol(plant, user_id, codes=3)
    after = enrol(plant, user_id, step=200, codes=2)
    plant.refused("wrong_state", code(user_id, before, 201))
    plant.ok(code(user_id, after, 201))
    with plant.reader() as reader:
        assert len(unused_recovery_codes(reader, user_id)) == 2
        assert len(reader.find(RecoveryCode, user_id=user_id)) == 5


def test_an_answer_of_a_passkey_is_accepted_once(plant: Plant) -> None:
    user_id = person(plant)
    key = passkey(plant, user_id)
    plant.ok(asserted(key, 1000, 0))
    plant.refused("challenge_used", asserted(key, 1000, 0, 2))
    plant.refused("challenge_used", asserted(key, 999, 0, 2))
    plant.ok(asserted(key, 1001, 0, 2))


def test_a_counter_that_goes_back_is_refused(plant: Plant) -> None:
    key = passkey(plant, person(plant), count=5)
    plant.ok(asserted(key, 1, 6))
    plant.refused("passkey_copied", asserted(key, 2, 6, 2))
    plant.refused("passkey_copied", asserted(key, 3, 0, 2))


def test_a_passkey_is_one_persons(plant: Plant) -> None:
    passkey(plant, person(plant), "same")
    other = person(plant, "other")
    with pytest.raises(AssertionError, match="duplicate"):
        passkey(plant, other, "same")


def test_whoever_has_a_code_generator_needs_it(plant: Plant) -> None:
    user_id = person(plant)
    plant.ok(StartSession(user_id=user_id, digest=digest(1)))
    enrol(plant, user_id)
    plant.refused("second_factor_needed", StartSession(user_id=user_id, digest=digest(2)))


def test_whom_the_policy_concerns_must_enrol_first(plant: Plant) -> None:
    user_id, other = person(plant), person(plant, "other")
    made = plant.ok(DefineRole(code="x", title="X", title_zh="角色", permissions=["items.read"]))
    role_id = RoleId.parse(made.value("role_id"))
    plant.ok(GrantRole(user_id=user_id, role_id=role_id), actor="sys_console")
    policy = SetFactorPolicy(is_required_for_all=False, required_roles=["x"])
    plant.ok(policy, reason="risk assessment 7")

    with plant.reader() as reader:
        assert is_factor_required(reader, user_id)
        assert not is_factor_required(reader, other)
        assert is_factor_due(reader, user_id, PASSWORD)
        assert not is_factor_due(reader, user_id, SignInMethod.PASSKEY)
    plant.ok(StartSession(user_id=user_id, digest=digest(1)))
    passkey(plant, user_id)
    plant.refused("second_factor_needed", StartSession(user_id=user_id, digest=digest(2)))
    slip = SetFactorPolicy(is_required_for_all=True, required_roles=["y"])
    plant.refused("no_such_role", slip, reason="slip")
    plant.check()


@pytest.mark.clause("21 CFR 11.300(c)")
def test_a_lost_device_is_worthless_at_once(plant: Plant) -> None:
    user_id = person(plant)
    totp_id, key = enrol(plant, user_id), passkey(plant, user_id)
    plant.ok(code(user_id, totp_id, 101, 1))
    plant.ok(asserted(key, 1, 0, 2))

    plant.ok(ReportLoss(user_id=user_id), actor="usr_9", reason="bag stolen")

    plant.refused("wrong_state", code(user_id, totp_id, 102, 3))
    plant.refused("wrong_state", asserted(key, 2, 0, 4))
    with plant.reader() as reader:
        assert open_session(reader, digest(1)) is None
        assert open_session(reader, digest(2)) is None
        assert active_totp(reader, user_id) is None
        assert active_passkeys(reader, user_id) == []
        known = credential(reader, user_id)
        assert known is not None
        assert known.password_hash == MATCHES_NOTHING
    plant.check()


@pytest.mark.clause("21 CFR 11.200(a)(3)")
def test_one_administrator_alone_does_not_take_both_factors(plant: Plant) -> None:
    user_id = person(plant)
    enrol(plant, user_id)
    plant.ok(RevokeTotp(user_id=user_id), actor="usr_9", reason="phone lost")
    again = SetPassword(user_id=user_id, password_hash=HASH)
    plant.refused("one_hand", again, actor="usr_9")
    plant.ok(again, actor="usr_8")

    enrol(plant, user_id, step=500)
    key = passkey(plant, user_id)
    plant.refused("one_hand", RevokeTotp(user_id=user_id), actor="usr_8", reason="x")
    plant.refused("one_hand", RevokePasskey(passkey_id=key), actor="usr_8", reason="x")
    plant.ok(RevokePasskey(passkey_id=key), actor="usr_9", reason="x")


def test_nothing_to_revoke_is_said(sqlite_plant: Plant) -> None:
    user_id = person(sqlite_plant)
    sqlite_plant.refused("no_second_factor", RevokeTotp(user_id=user_id), reason="x")


def test_ones_own_passkeys_and_sessions_are_ones_own(plant: Plant) -> None:
    user_id = person(plant)
    key = passkey(plant, user_id)
    plant.ok(asserted(key, 1, 0))
    with plant.reader() as reader:
        session = SessionId(reader.find(Session, user_id=user_id)[0].id)
    me = UserId.text(user_id)
    plant.refused("not_yours", RemoveOwnPasskey(passkey_id=key), actor="usr_77")
    plant.refused("not_yours", EndOwnSession(session_id=session), actor="usr_77")
    plant.ok(EndOwnSession(session_id=session), actor=me)
    plant.ok(RemoveOwnPasskey(passkey_id=key), actor=me)
    plant.refused("wrong_state", RemoveOwnPasskey(passkey_id=key), actor=me)


def test_a_locked_account_is_locked_whatever_is_shown(plant: Plant) -> None:
    user_id = person(plant)
    key = passkey(plant, user_id)
    for _ in range(5):
        plant.ok(RecordFailedSignIn(user_id=user_id))
    plant.refused("locked_out", asserted(key, 1, 0))


def test_a_link_that_is_not_there_lets_nobody_in(sqlite_plant: Plant) -> None:
    sqlite_plant.refused(
        "not_found", SignInWithIdentity(link_id=LinkId(1), digest=digest(1), is_strong=False)
    )
