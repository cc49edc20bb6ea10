"""Users: one login name for one person for ever; passwords, tokens; nothing secret is sealed."""

import pytest

from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.registry import Command
from lotproof.modules.people.authority import API, CONSOLE
from lotproof.modules.people.commands import (
    ChangePassword,
    ChangeUser,
    CreateApiToken,
    DeactivateUser,
    ReactivateUser,
    RevokeApiToken,
    SetPassword,
    SetSignInPolicy,
    SignOutUser,
    UnlockUser,
)
from lotproof.modules.people.queries import (
    ApiToken,
    User,
    api_tokens,
    credential,
    needs_new_password,
    open_session,
    session_by_digest,
    sign_in_policy,
    token_by_digest,
    user_by_login,
    users,
    valid_token,
)
from lotproof.modules.people.vocabulary import (
    SessionState,
    TokenId,
    TokenState,
    UserId,
    UserLanguage,
    UserState,
)
from tests.modules.people.helpers import (
    HASH,
    WHY,
    digest,
    in_days,
    register,
    registering,
    sign_in,
)
from tests.support.plant import Plant

OTHER_HASH = HASH.replace("0WYd", "1WYd")


def token_for(plant: Plant, user_id: UserId, days: int = 30) -> CreateApiToken:
    return CreateApiToken(
        user_id=user_id, name="scale 3", digest=digest("secret"), expires_at=in_days(plant, days)
    )


@pytest.mark.clause("21 CFR 11.10(d)")
@pytest.mark.clause("21 CFR 11.300(a)")
def test_login_name_is_never_given_again(plant: Plant) -> None:
    """T-11.10d: not to a second person, and not after the first has left."""
    first = register(plant, "li.wei", name="李伟")
    plant.refused("duplicate", registering("li.wei", name="Li Wei the second"))
    plant.ok(DeactivateUser(user_id=first), reason="left the company")
    plant.refused("duplicate", registering("li.wei", name="Li Wei the second"))
    with plant.reader() as reader:
        found = user_by_login(reader, "li.wei")
        assert found == User(
            first, "li.wei", "李伟", UserLanguage.EN, False, UserState.DEACTIVATED, CONSOLE
        )
        assert users(reader) == [found]
        assert user_by_login(reader, "li.wei2") is None


@pytest.mark.clause("21 CFR 11.300(a)")
@pytest.mark.parametrize("login", ["Li.Wei", "li wei", "-li", "ｌｉ", "l\u0456", "", "x" * 65])
def test_login_names_cannot_look_alike(sqlite_plant: Plant, login: str) -> None:
    sqlite_plant.refused("invalid_input", registering(login))


def test_name_and_language_change_and_login_stays(sqlite_plant: Plant) -> None:
    user_id = register(sqlite_plant, "li.wei")
    command = ChangeUser(user_id=user_id, name="Li Wei", language=UserLanguage.ZH)
    sqlite_plant.refused("reason_missing", command)
    sqlite_plant.ok(command, reason="married")
    with sqlite_plant.reader() as reader:
        user = reader.get(User, user_id)
        assert (user.login, user.name, user.language) == ("li.wei", "Li Wei", UserLanguage.ZH)


def test_deactivation_takes_every_access_at_once(plant: Plant) -> None:
    """T-11.300c: open sessions and tokens are worthless with the next request."""
    person = register(plant, "li.wei")
    service = register(plant, "scale-3", is_service=True)
    sign_in(plant, person, "a")
    sign_in(plant, person, "b")
    plant.ok(token_for(plant, service))
    for user_id in (person, service):
        plant.ok(DeactivateUser(user_id=user_id), reason="left")
        plant.refused("wrong_state", DeactivateUser(user_id=user_id), reason="twice")
    with plant.reader() as reader:
        for token in ("a", "b"):
            assert open_session(reader, digest(token)) is None
            session = session_by_digest(reader, digest(token))
            assert session is not None
            assert (session.state, session.ended_at is None) == (SessionState.ENDED, False)
        assert valid_token(reader, digest("secret")) is None
        assert [each.state for each in api_tokens(reader, service)] == [TokenState.REVOKED]
    plant.ok(ReactivateUser(user_id=person), reason="came back")
    with plant.reader() as reader:
        assert open_session(reader, digest("a")) is None, "an ended session stays ended"
    sign_in(plant, person, "c")


def test_deactivated_user_can_do_nothing_new(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    person = register(plant, "li.wei")
    service = register(plant, "scale-3", is_service=True)
    for user_id in (person, service):
        plant.ok(DeactivateUser(user_id=user_id), reason="left")
    plant.refused("wrong_state", SetPassword(user_id=person, password_hash=HASH))
    plant.refused("wrong_state", ChangePassword(password_hash=HASH), actor=UserId.text(person))
    plant.refused("wrong_state", UnlockUser(user_id=person), reason=WHY)
    plant.refused("wrong_state", token_for(plant, service))


def test_temporary_password_is_to_be_changed(plant: Plant) -> None:
    user_id = register(plant, "li.wei", password=False)
    plant.ok(SetPassword(user_id=user_id, password_hash=HASH), actor=CONSOLE)
    session = sign_in(plant, user_id)
    with plant.reader() as reader:
        assert needs_new_password(reader, user_id)
    plant.ok(ChangePassword(password_hash=OTHER_HASH), actor=UserId.text(user_id))
    with plant.reader() as reader:
        assert not needs_new_password(reader, user_id)
        known = credential(reader, user_id)
        assert known is not None
        assert known.password_hash == OTHER_HASH
        assert open_session(reader, digest("t1")) is None, f"{session} used the former password"


def test_password_ages(sqlite_plant: Plant) -> None:
    """T-11.300b: the policy says for how long a password is good."""
    user_id = register(sqlite_plant, "li.wei")
    sqlite_plant.clock.advance(days=364)
    with sqlite_plant.reader() as reader:
        assert not needs_new_password(reader, user_id)
    sqlite_plant.clock.advance(days=1)
    with sqlite_plant.reader() as reader:
        assert needs_new_password(reader, user_id)
        assert not needs_new_password(reader, UserId(99))


@pytest.mark.clause("21 CFR 11.10(d)")
def test_programs_have_no_passwords_and_people_no_tokens(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    person = register(plant, "li.wei")
    service = register(plant, "scale-3", is_service=True)
    plant.refused("no_password_for_service", SetPassword(user_id=service, password_hash=HASH))
    plant.refused("not_a_person", ChangePassword(password_hash=HASH), actor=API)
    plant.refused("needs_service_account", token_for(plant, person))
    plant.refused("invalid_input", SetPassword(user_id=person, password_hash="secret"))
    plant.refused("not_found", SetPassword(user_id=UserId(99), password_hash=HASH))


def test_token_is_good_until_it_ends_or_is_revoked(plant: Plant) -> None:
    service = register(plant, "scale-3", is_service=True)
    receipt = plant.ok(token_for(plant, service, days=30), actor="usr_9")
    token_id = TokenId.parse(receipt.value("token_id"))
    with plant.reader() as reader:
        token = valid_token(reader, digest("secret"))
        assert token is not None
        assert (token.id, token.user_id, token.created_by) == (token_id, service, "usr_9")
        assert valid_token(reader, digest("other")) is None
    plant.clock.advance(days=30)
    with plant.reader() as reader:
        assert valid_token(reader, digest("secret")) is None
        assert token_by_digest(reader, digest("secret")) == token
    revoke = RevokeApiToken(token_id=token_id)
    plant.refused("reason_missing", revoke)
    plant.ok(revoke, reason="lost")
    plant.refused("wrong_state", revoke, reason="twice")
    plant.refused("duplicate", token_for(plant, service))
    with plant.reader() as reader:
        assert reader.get(ApiToken, token_id).revoked_at is not None


def test_token_ends_within_the_policy(sqlite_plant: Plant) -> None:
    service = register(sqlite_plant, "scale-3", is_service=True)
    sqlite_plant.refused("token_too_long", token_for(sqlite_plant, service, days=366))
    sqlite_plant.refused("token_too_long", token_for(sqlite_plant, service, days=0))


@pytest.mark.clause("21 CFR 11.10(k)(2)")
def test_policy_is_set_with_a_reason(plant: Plant) -> None:
    with plant.reader() as reader:
        assert sign_in_policy(reader).failures_max == 5
        assert sign_in_policy(reader).lockout_minutes == 15
    for failures_max in (3, 4):
        command = SetSignInPolicy(
            failures_max=failures_max,
            lockout_minutes=60,
            idle_minutes=10,
            session_hours=8,
            password_days=90,
            token_days=30,
        )
        plant.refused("reason_missing", command)
        plant.ok(command, reason=WHY)
    with plant.reader() as reader:
        policy = sign_in_policy(reader)
        assert (policy.failures_max, policy.lockout_minutes, policy.idle_minutes) == (4, 60, 10)
        assert (policy.session_hours, policy.password_days, policy.token_days) == (8, 90, 30)


@pytest.mark.parametrize(
    "command",
    [
        ChangeUser(user_id=UserId(99), name="x", language=UserLanguage.EN),
        DeactivateUser(user_id=UserId(99)),
        ReactivateUser(user_id=UserId(99)),
        UnlockUser(user_id=UserId(99)),
        SignOutUser(user_id=UserId(99)),
        RevokeApiToken(token_id=TokenId(99)),
    ],
    ids=lambda command: type(command).__name__,
)
def test_changes_need_a_reason_and_something_to_change(
    sqlite_plant: Plant, command: Command
) -> None:
    sqlite_plant.refused("reason_missing", command)
    sqlite_plant.refused("not_found", command, reason=WHY)


def test_no_secret_is_sealed(plant: Plant) -> None:
    """The hash is in its table and nowhere in the ledger; names are in personal parts only."""
    user_id = register(plant, "li.wei", name="李伟")
    plant.ok(SetPassword(user_id=user_id, password_hash=OTHER_HASH))
    with plant.database.snapshot() as connection:
        view = LedgerView(connection)
        entries = list(view.entries(0, view.size))
    assert len(entries) == 4
    for entry in entries:
        assert "argon2id" not in repr(entry)
        for name, opened in entry.parts.items():
            if "personal" not in name:
                assert "li.wei" not in repr(opened)
                assert "李伟" not in repr(opened)
    assert any("li.wei" in repr(entry) for entry in entries), "the personal part is there"
