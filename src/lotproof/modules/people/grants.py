"""Roles given to people and taken away again: what several commands do alike."""

from collections.abc import Sequence

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import parse_any
from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import NotFound
from lotproof.kernel.work import Work
from lotproof.modules.people.apart import comes_to, require_apart, require_not_registrar
from lotproof.modules.people.records import Grant, Role, User
from lotproof.modules.people.records_access import Delegation, Emergency
from lotproof.modules.people.rules import require_other
from lotproof.modules.people.rules_access import earliest, require_period
from lotproof.modules.people.vocabulary import (
    ROLE_LIFE,
    USER_LIFE,
    RoleId,
    RoleState,
    UserId,
    UserState,
)
from lotproof.modules.people.vocabulary_access import (
    DELEGATION_LIFE,
    DelegationId,
    DelegationState,
    EmergencyState,
)


def receiver(work: Work, user_id: UserId) -> User:
    """The user, taken so that two grants at once see each other, if the actor may give to them."""
    require_other(work.actor, UserId.text(user_id))
    user = work.take(User, user_id)
    USER_LIFE.require(UserId.text(user.id), user.state, UserState.ACTIVE)
    if work.behalf is not None:
        require_other(work.behalf, UserId.text(user_id))
    require_not_registrar(work, user, work.actor, work.behalf)
    return user


def give(
    work: Work,
    user: User,
    role_id: RoleId,
    scope: Sequence[str],
    times: tuple[Instant | None, Instant | None],
) -> Grant:
    """Grant a role, or change its limits; what an exception lets the user have ends with it."""
    role = work.rely(Role, role_id)
    ROLE_LIFE.require(role.code, role.state, RoleState.ACTIVE)
    require_places(work, scope)
    require_period(work.now, *times)
    before = comes_to(work, UserId(user.id), without=role_id)
    until = earliest(times[1], require_apart(work, user, before, role.permissions))
    grant = granted(work, UserId(user.id), role_id)
    if grant is None:
        grant = work.add(Grant(user.id, role_id))
    elif not grant.is_granted:
        grant.taken_from = grant.taken_until = None
    grant.is_granted = True
    grant.scope = sorted(set(scope)) or None
    grant.valid_from, grant.valid_until = times[0], until
    return grant


def granted(work: Work, user_id: UserId, role_id: RoleId) -> Grant | None:
    """The grant, taken, whether it still counts or not; None if there never was one."""
    known = work.seek(Grant, user_id, role_id)
    return None if known is None else work.take(Grant, user_id, role_id)


def counts(grant: Grant | None, now: Instant) -> bool:
    """Whether a grant is given and not over."""
    return (
        grant is not None
        and grant.is_granted
        and (grant.valid_until is None or now < grant.valid_until)
    )


def require_places(work: Work, scope: Sequence[str]) -> None:
    """Refuse a limit to what is not there."""
    for text in scope:
        of, number = parse_any(text)
        kind = next(
            each
            for each in RECORDS.values()
            if each.id_field is not None and each.key == ("id",) and each.id_field.type is of
        )
        if work.seek(kind.cls, number) is None:
            raise NotFound(what=kind.label, which=text)


def take_all_away(work: Work, user_id: UserId) -> None:
    """Take every role, end what was taken in an emergency, and end every delegation."""
    for grant in work.take_all(Grant, user_id=user_id, is_granted=True):
        grant.is_granted = False
        if grant.taken_until is not None and work.now < grant.taken_until:
            grant.taken_until = work.now
    for taken in work.take_all(Emergency, user_id=user_id, state=EmergencyState.TO_BE_REVIEWED):
        taken.taken_until = min(taken.taken_until, work.now)
    end_delegations(work, user_id)


def end_delegations(work: Work, user_id: UserId) -> None:
    """Whoever leaves or changes jobs is nobody's deputy and has none."""
    given = work.take_all(Delegation, user_id=user_id, state=DelegationState.GIVEN)
    taken = work.take_all(Delegation, deputy_id=user_id, state=DelegationState.GIVEN)
    for each in (*given, *taken):
        end_delegation(work, each)


def end_delegation(work: Work, delegation: Delegation) -> None:
    which = DelegationId.text(delegation.id)
    delegation.state = DELEGATION_LIFE.move(which, delegation.state, DelegationState.ENDED)
    delegation.ended_at, delegation.ended_by = work.now, work.actor
