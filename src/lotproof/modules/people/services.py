"""What other modules' handlers may do to sessions and passwords in their own unit of work."""

from typing import Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.work import Work
from lotproof.modules.people.events import FailuresMounted, UserLockedOut
from lotproof.modules.people.gates import MAY_SIGN_IN, SignInAsked
from lotproof.modules.people.queries import sign_in_policy
from lotproof.modules.people.records import (
    Credential,
    FailureWatch,
    Session,
    SignInPolicy,
    User,
    WayIn,
)
from lotproof.modules.people.rules import (
    MINUTE_US,
    LockedOut,
    NoPassword,
    NoPasswordForService,
    failures_after,
    is_locked,
    lock_end,
)
from lotproof.modules.people.vocabulary import (
    SESSION_LIFE,
    USER_LIFE,
    WITH_PASSWORD,
    FailureWatchId,
    SessionId,
    SessionState,
    SignInMethod,
    UserId,
    UserState,
)

MATCHES_NOTHING: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$bm8gcGFzc3dvcmQgbm93$"
    "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
)
"""In the form of a hash, of no password that anybody knows: 256 bits were chosen, not computed."""


def active_person(work: Work, user_id: UserId) -> User:
    """A user who may have what people have; refused for programs and who was deactivated."""
    user = work.rely(User, user_id)
    USER_LIFE.require(UserId.text(user.id), user.state, UserState.ACTIVE)
    if user.is_service:
        raise NoPasswordForService(user=UserId.text(user.id))
    return user


def open_session(work: Work, user_id: UserId, digest: str, method: SignInMethod) -> Session:
    """Begin a session for somebody who has proved who they are; a lock-out refuses every way."""
    user = active_person(work, user_id)
    if work.seek(Credential, user_id) is not None:
        credential = work.take(Credential, user_id)
        if is_locked(credential.locked_until, work.now):
            raise LockedOut(user=UserId.text(user.id))
        credential.failed_count, credential.locked_until = 0, None
    elif method in WITH_PASSWORD:
        raise NoPassword(user=UserId.text(user_id))
    work.ask(MAY_SIGN_IN, SignInAsked(user_id=user_id, method=method))
    policy = sign_in_policy(work)
    expires_at = Instant(work.now + policy.session_hours * 60 * MINUTE_US)
    session = Session(
        id=work.new_id(SessionId),
        user_id=user_id,
        digest=digest,
        started_at=work.now,
        idle_until=idle_until(work, policy, expires_at),
        expires_at=expires_at,
        method=method,
    )
    return work.add(session)


def idle_until(work: Work, policy: SignInPolicy, expires_at: Instant) -> Instant:
    """Until when a session may rest that is used now."""
    return Instant(min(work.now + policy.idle_minutes * MINUTE_US, expires_at))


def remember_way_in(work: Work, user_id: UserId) -> None:
    """Keep that the actor gave somebody else a way in."""
    is_other = work.actor != UserId.text(user_id)
    if is_other and work.seek(WayIn, user_id, work.actor) is None:
        work.add(WayIn(user_id, work.actor, work.now))


def end_session(work: Work, session: Session) -> None:
    """End a taken session; WrongState if it is over."""
    session.state = SESSION_LIFE.move(SessionId.text(session.id), session.state, SessionState.ENDED)
    session.ended_at = work.now


def end_sessions(work: Work, user_id: UserId) -> list[Session]:
    """End all sessions of a user; whatever they are used for fails at once (11.300(c))."""
    sessions = work.take_all(Session, user_id=user_id, state=SessionState.OPEN)
    for session in sessions:
        end_session(work, session)
    return sessions


def spoil_password(work: Work, user_id: UserId) -> None:
    """Make a lost password worthless; an administrator sets another."""
    if work.seek(Credential, user_id) is not None:
        work.take(Credential, user_id).password_hash = MATCHES_NOTHING


def count_failure(work: Work, user_id: UserId | None) -> None:
    """One more failed proof: of a user, if there is one of that name, and of this hour.

    The command that calls this declares the events UserLockedOut and FailuresMounted.
    """
    policy = sign_in_policy(work)
    if user_id is not None:
        work.get(User, user_id)
        _count_in_a_row(work, user_id, policy)
    if work.seek(FailureWatch, 1) is None:
        work.new_id(FailureWatchId)  # there is only number 1; its counter has to have passed it
        work.add(FailureWatch(FailureWatchId(1), work.now, 0))
    watch = work.take(FailureWatch, 1)
    if work.now >= watch.began_at + 60 * MINUTE_US:
        watch.began_at, watch.failures = work.now, 0
    watch.failures += 1
    if watch.failures == policy.failures_an_hour:
        work.record(FailuresMounted(failures=watch.failures))


def _count_in_a_row(work: Work, user_id: UserId, policy: SignInPolicy) -> None:
    """While locked out nothing is counted, so that it ends."""
    if work.seek(Credential, user_id) is None:
        return
    credential = work.take(Credential, user_id)
    if is_locked(credential.locked_until, work.now):
        return
    failures = failures_after(credential.failed_count, credential.locked_until, work.now)
    locked_until = lock_end(failures, policy.failures_max, policy.lockout_minutes, work.now)
    credential.failed_count, credential.locked_until = failures, locked_until
    if locked_until is not None:
        work.record(UserLockedOut(user_id=user_id, locked_until=locked_until))
