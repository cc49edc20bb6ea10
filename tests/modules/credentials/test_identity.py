"""Whose identity was verified, who is linked to whom, and what looks like an attack."""

from datetime import date

import pytest

from lotproof.modules.credentials.commands import (
    AcknowledgeAlert,
    CheckIdentity,
    LinkIdentity,
    ReviewAlert,
    UnlinkIdentity,
    WithdrawIdentityCheck,
)
from lotproof.modules.credentials.commands_program import (
    RaiseAlert,
    RecordRefusedToken,
    ReportFailure,
    SignInWithIdentity,
)
from lotproof.modules.credentials.queries import Alert, identity_verified, links_of
from lotproof.modules.credentials.vocabulary import (
    AlertCause,
    AlertId,
    AlertState,
    Evidence,
    IdentityCheckId,
    LinkId,
)
from lotproof.modules.people.commands import (
    CreateApiToken,
    RecordFailedSignIn,
    RegisterUser,
    SetSignInPolicy,
)
from lotproof.modules.people.queries import is_locked_out, open_session
from lotproof.modules.people.vocabulary import (
    FailedFactor,
    SignInMethod,
    TokenId,
    UserId,
    UserLanguage,
)
from tests.modules.credentials.helpers import digest, passkey, person
from tests.support.plant import Plant

DAY_US = 86_400_000_000


def check(user_id: UserId, on: date = date(2026, 3, 2)) -> CheckIdentity:
    return CheckIdentity(
        user_id=user_id, evidence=Evidence.IDENTITY_CARD, detail="seen at HR", checked_on=on
    )


@pytest.mark.clause("21 CFR 11.100(b)")
def test_somebody_else_verifies_who_a_person_is(plant: Plant) -> None:
    user_id = person(plant)
    with plant.reader() as reader:
        assert not identity_verified(reader, user_id)
    plant.refused("own_identity", check(user_id), actor=UserId.text(user_id))
    plant.refused("future_check", check(user_id, date(2026, 3, 4)), actor="usr_9")
    made = plant.ok(check(user_id), actor="usr_9")
    with plant.reader() as reader:
        assert identity_verified(reader, user_id)

    check_id = IdentityCheckId.parse(made.value("identity_check_id"))
    plant.ok(WithdrawIdentityCheck(identity_check_id=check_id), reason="card was not theirs")
    with plant.reader() as reader:
        assert not identity_verified(reader, user_id)
    plant.check()


@pytest.mark.clause("21 CFR 11.100(a)")
def test_an_external_identity_is_never_given_to_anyone_else(plant: Plant) -> None:
    user_id, other = person(plant), person(plant, "other")
    link = LinkIdentity(user_id=user_id, provider="corp", issuer="https://id.example", subject="s1")
    plant.refused("own_identity", link, actor=UserId.text(user_id))
    made = plant.ok(link, actor="usr_9")
    link_id = LinkId.parse(made.value("link_id"))
    into = SignInWithIdentity(link_id=link_id, digest=digest(1), is_strong=True)
    plant.ok(into)
    with plant.reader() as reader:
        session = open_session(reader, digest(1))
        assert session is not None
        assert session.method is SignInMethod.SINGLE_STRONG

    plant.ok(UnlinkIdentity(link_id=link_id), actor="usr_9", reason="left")
    plant.refused(
        "wrong_state", SignInWithIdentity(link_id=link_id, digest=digest(2), is_strong=True)
    )
    with plant.reader() as reader:
        assert open_session(reader, digest(1)) is None
        assert links_of(reader, user_id) == []
    taken = LinkIdentity(user_id=other, provider="corp", issuer="https://id.example", subject="s1")
    plant.refused("link_taken", taken, actor="usr_9")
    plant.ok(link, actor="usr_9")
    plant.refused("wrong_state", link, actor="usr_9")
    plant.check()


def alerts(plant: Plant) -> list[Alert]:
    with plant.reader() as reader:
        return reader.find(Alert)


@pytest.mark.clause("21 CFR 11.300(d)")
def test_a_lock_out_is_an_alert_at_once_and_counts_up_while_it_is_open(plant: Plant) -> None:
    user_id = person(plant)
    for _ in range(5):
        plant.ok(RecordFailedSignIn(user_id=user_id, factor=FailedFactor.CODE))
    (alert,) = alerts(plant)
    assert (alert.cause, alert.user_id, alert.times) == (AlertCause.LOCK_OUT, user_id, 1)

    plant.clock.advance(seconds=16 * 60)
    for _ in range(5):
        plant.ok(RecordFailedSignIn(user_id=user_id))
    (alert,) = alerts(plant)
    assert (alert.times, alert.state) == (2, AlertState.OPEN)
    plant.check()


@pytest.mark.clause("EU GMP Annex 11 §13")
@pytest.mark.clause("21 CFR 11.300(d)")
def test_security_acknowledges_and_management_reviews(plant: Plant) -> None:
    user_id = person(plant)
    plant.ok(RaiseAlert(cause=AlertCause.LOCK_OUT, user_id=user_id))
    alert_id = AlertId(alerts(plant)[0].id)
    seen = AcknowledgeAlert(alert_id=alert_id)
    plant.refused("reason_missing", seen, actor="usr_9")
    plant.refused("own_alert", seen, actor=UserId.text(user_id), reason="it was me")
    plant.refused("wrong_state", ReviewAlert(alert_id=alert_id), actor="usr_8", reason="x")
    plant.ok(seen, actor="usr_9", reason="mistyped after the holidays")
    plant.refused("own_alert", ReviewAlert(alert_id=alert_id), actor="usr_9", reason="x")
    plant.ok(ReviewAlert(alert_id=alert_id), actor="usr_8", reason="noted")
    (alert,) = alerts(plant)
    assert (alert.state, alert.acknowledged_by, alert.reviewed_by) == (
        AlertState.REVIEWED,
        "usr_9",
        "usr_8",
    )
    assert alert.finding == "mistyped after the holidays"
    plant.ok(RaiseAlert(cause=AlertCause.LOCK_OUT, user_id=user_id))
    assert len(alerts(plant)) == 2


def test_few_tries_with_each_of_many_names_are_an_alert_once_an_hour(plant: Plant) -> None:
    limits = SetSignInPolicy(
        failures_max=5, lockout_minutes=15, idle_minutes=30, session_hours=12, password_days=365,
        token_days=365, failures_an_hour=4,
    )  # fmt: skip
    plant.ok(limits, reason="risk assessment")
    for n in range(6):
        plant.ok(RecordFailedSignIn(login_digest=digest(n)))
    (alert,) = alerts(plant)
    assert (alert.cause, alert.user_id, alert.times) == (AlertCause.MANY_FAILURES, None, 1)
    plant.clock.advance(seconds=3601)
    for n in range(4):
        plant.ok(RecordFailedSignIn(login_digest=digest(n)))
    assert alerts(plant)[0].times == 2
    plant.check()


def test_failures_elsewhere_lock_out_and_alert_as_well(plant: Plant) -> None:
    user_id = person(plant)
    for _ in range(5):
        plant.ok(ReportFailure(user_id=user_id, factor=FailedFactor.SIGNATURE))
    with plant.reader() as reader:
        assert is_locked_out(reader, user_id)
    assert [alert.cause for alert in alerts(plant)] == [AlertCause.LOCK_OUT]


def test_a_token_beyond_its_scope_is_an_alert(plant: Plant) -> None:
    made = plant.ok(
        RegisterUser(login="robot", name="Robot", language=UserLanguage.EN, is_service=True)
    )
    robot = UserId.parse(made.value("user_id"))
    with plant.reader() as reader:
        ends = type(reader.now)(reader.now + DAY_US)
    scoped = CreateApiToken(
        user_id=robot, name="mes", digest=digest(1), expires_at=ends, scope=["items.read"]
    )
    token_id = TokenId.parse(plant.ok(scoped).value("token_id"))
    plant.ok(RecordRefusedToken(token_id=token_id, permission="people.read"))
    (alert,) = alerts(plant)
    assert (alert.cause, alert.user_id) == (AlertCause.TOKEN_MISUSE, robot)
    unknown = CreateApiToken(
        user_id=robot, name="mes", digest=digest(2), expires_at=ends, scope=["no.such"]
    )
    plant.refused("unknown_permission", unknown)
    with pytest.raises(AssertionError, match="no_password_for_service"):
        passkey(plant, robot)
