"""Signing in: five failures lock for fifteen minutes; sessions end when idle, old or told to."""

import pytest

from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import (
    EndSession,
    ExtendSession,
    RecordFailedSignIn,
    SetPassword,
    SignOutUser,
    StartSession,
    UnlockUser,
)
from lotproof.modules.people.queries import (
    Session,
    credential,
    is_locked_out,
    open_session,
    session_by_digest,
)
from lotproof.modules.people.vocabulary import SessionId, SessionState, UserId
from tests.modules.people.helpers import (
    HASH,
    MINUTE_S,
    WHY,
    digest,
    fail,
    register,
    sign_in,
)
from tests.support.plant import Plant


def failures(plant: Plant, user_id: UserId) -> int:
    with plant.reader() as reader:
        known = credential(reader, user_id)
        assert known is not None
        return known.failed_count


def is_open(plant: Plant, token: str = "t1") -> bool:
    with plant.reader() as reader:
        return open_session(reader, digest(token)) is not None


def starting(user_id: UserId, token: str = "t2") -> StartSession:
    return StartSession(user_id=user_id, digest=digest(token))


@pytest.mark.clause("21 CFR 11.10(d)")
def test_fifth_failure_locks_and_says_so(plant: Plant) -> None:
    """T-11.300d: five bad attempts, the lock and the event that reports it at once."""
    user_id = register(plant, "li.wei")
    fail(plant, user_id, 4)
    with plant.reader() as reader:
        assert not is_locked_out(reader, user_id)
    receipt = plant.ok(RecordFailedSignIn(user_id=user_id), actor=API)
    kinds = [event["kind"] for event in receipt.events]
    assert kinds[:2] == ["people.sign_in_failed/1", "people.user_locked_out/1"]
    plant.refused("locked_out", starting(user_id), actor=API)
    with plant.reader() as reader:
        assert is_locked_out(reader, user_id)


def test_lock_ends_after_fifteen_minutes_whatever_is_tried_meanwhile(plant: Plant) -> None:
    user_id = register(plant, "li.wei")
    fail(plant, user_id, 5)
    plant.clock.advance(seconds=14 * MINUTE_S)
    fail(plant, user_id, 3)
    plant.refused("locked_out", starting(user_id), actor=API)
    plant.clock.advance(seconds=MINUTE_S)
    sign_in(plant, user_id)
    assert failures(plant, user_id) == 0


def test_after_a_lock_the_count_begins_anew(sqlite_plant: Plant) -> None:
    user_id = register(sqlite_plant, "li.wei")
    fail(sqlite_plant, user_id, 5)
    sqlite_plant.clock.advance(seconds=15 * MINUTE_S)
    fail(sqlite_plant, user_id, 4)
    assert failures(sqlite_plant, user_id) == 4
    sign_in(sqlite_plant, user_id)
    fail(sqlite_plant, user_id)
    assert failures(sqlite_plant, user_id) == 1


@pytest.mark.parametrize("way", ["unlock", "set_password"])
def test_lock_is_lifted_by_an_administrator(sqlite_plant: Plant, way: str) -> None:
    user_id = register(sqlite_plant, "li.wei")
    unlock = UnlockUser(user_id=user_id)
    sqlite_plant.refused("not_locked", unlock, reason=WHY)
    fail(sqlite_plant, user_id, 5)
    if way == "unlock":
        sqlite_plant.ok(unlock, reason="called from the desk phone")
    else:
        sqlite_plant.ok(SetPassword(user_id=user_id, password_hash=HASH))
    sign_in(sqlite_plant, user_id)


def test_unknown_name_is_kept_as_a_keyed_hash_only(plant: Plant) -> None:
    receipt = plant.ok(RecordFailedSignIn(login_digest="ab" * 32), actor=API)
    said = {"kind": "people.sign_in_failed/1", "login_digest": "ab" * 32, "factor": "password"}
    assert receipt.events == [said]
    plant.refused("invalid_input", RecordFailedSignIn(login_digest="li.wei"), actor=API)
    plant.refused("whose_sign_in", RecordFailedSignIn(), actor=API)
    both = RecordFailedSignIn(user_id=UserId(1), login_digest="ab" * 32)
    plant.refused("whose_sign_in", both, actor=API)
    plant.refused("not_found", RecordFailedSignIn(user_id=UserId(99)), actor=API)


def test_who_cannot_sign_in(sqlite_plant: Plant) -> None:
    service = register(sqlite_plant, "scale-3", is_service=True)
    sqlite_plant.refused("no_password_for_service", starting(service), actor=API)
    newcomer = register(sqlite_plant, "new", password=False)
    sqlite_plant.refused("no_password", starting(newcomer), actor=API)
    sqlite_plant.refused("no_password", UnlockUser(user_id=newcomer), reason=WHY)
    sqlite_plant.refused("not_found", starting(UserId(99)), actor=API)
    fail(sqlite_plant, newcomer)


@pytest.mark.clause("21 CFR 11.10(d)")
def test_session_ends_when_idle(plant: Plant) -> None:
    user_id = register(plant, "li.wei")
    session_id = sign_in(plant, user_id)
    plant.clock.advance(seconds=29 * MINUTE_S)
    assert is_open(plant)
    plant.ok(ExtendSession(session_id=session_id), actor=API)
    plant.clock.advance(seconds=29 * MINUTE_S)
    assert is_open(plant)
    plant.clock.advance(seconds=MINUTE_S)
    assert not is_open(plant)
    plant.refused("session_over", ExtendSession(session_id=session_id), actor=API)


def test_session_ends_after_twelve_hours_of_use(sqlite_plant: Plant) -> None:
    session_id = sign_in(sqlite_plant, register(sqlite_plant, "li.wei"))
    for _ in range(12 * 3 - 1):
        sqlite_plant.clock.advance(seconds=20 * MINUTE_S)
        sqlite_plant.ok(ExtendSession(session_id=session_id), actor=API)
    assert is_open(sqlite_plant)
    sqlite_plant.clock.advance(seconds=20 * MINUTE_S)
    assert not is_open(sqlite_plant)
    sqlite_plant.refused("session_over", ExtendSession(session_id=session_id), actor=API)


def test_signing_out_ends_the_session_alone(plant: Plant) -> None:
    user_id = register(plant, "li.wei")
    session_id = sign_in(plant, user_id, "a")
    sign_in(plant, user_id, "b")
    plant.ok(EndSession(session_id=session_id), actor=API)
    assert (is_open(plant, "a"), is_open(plant, "b")) == (False, True)
    plant.refused("wrong_state", EndSession(session_id=session_id), actor=API)
    plant.refused("session_over", ExtendSession(session_id=session_id), actor=API)
    plant.refused("not_found", EndSession(session_id=SessionId(99)), actor=API)
    with plant.reader() as reader:
        session = reader.get(Session, session_id)
        assert session.state is SessionState.ENDED
        assert session_by_digest(reader, digest("a")) == session
        assert session_by_digest(reader, digest("c")) is None


def test_signing_out_a_user_ends_all_sessions(plant: Plant) -> None:
    user_id, other = register(plant, "li.wei"), register(plant, "wang")
    for token in "abc":
        sign_in(plant, user_id, token)
    sign_in(plant, other, "d")
    receipt = plant.ok(SignOutUser(user_id=user_id), reason="tablet lost")
    assert len(receipt.events) == 3
    assert [is_open(plant, token) for token in "abcd"] == [False, False, False, True]


def test_token_digest_is_used_once(plant: Plant) -> None:
    user_id = register(plant, "li.wei")
    sign_in(plant, user_id, "a")
    plant.refused("duplicate", starting(user_id, "a"), actor=API)
