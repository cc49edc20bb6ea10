"""How duties are separated, exceptions decided, and the policy of access set."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.people.apart import access_policy, comes_to
from lotproof.modules.people.commands_access import (
    DecideException,
    DefineSeparation,
    RequestException,
    RetireSeparation,
    SeparateAdministration,
    SetAccessPolicy,
)
from lotproof.modules.people.events_access import (
    AccessPolicySet,
    AdministrationSeparated,
    ExceptionApproved,
    ExceptionRefused,
    ExceptionRequested,
    SeparationDefined,
    SeparationRetired,
)
from lotproof.modules.people.records import Role, User
from lotproof.modules.people.records_access import AccessPolicy, Separation, SeparationException
from lotproof.modules.people.rules_access import (
    OwnReview,
    SeparatedAlready,
    SeparatedDuties,
    clash,
    require_period,
)
from lotproof.modules.people.vocabulary import USER_LIFE, RoleState, UserId, UserState
from lotproof.modules.people.vocabulary_access import (
    EXCEPTION_LIFE,
    SEPARATION_LIFE,
    AccessPolicyId,
    ExceptionId,
    ExceptionState,
    Leave,
    SeparationId,
    SeparationState,
)


@handles(DefineSeparation, emits=(SeparationDefined,))
def define_separation(command: DefineSeparation, work: Work) -> None:
    # Whoever is about to grant a role relies on it: nobody gets both duties meanwhile.
    for role in work.take_all(Role, state=RoleState.ACTIVE):
        pair = clash(role.permissions, command.first, command.second)
        if pair is not None:
            _refuse(role.code, pair, command.code)
    for user in work.find(User, state=UserState.ACTIVE):
        pair = clash(comes_to(work, UserId(user.id)), command.first, command.second)
        if pair is not None:
            _refuse(UserId.text(user.id), pair, command.code)
    separation = work.add(
        Separation(
            work.new_id(SeparationId),
            command.code,
            command.title,
            command.title_zh,
            sorted(set(command.first)),
            sorted(set(command.second)),
        )
    )
    work.record(SeparationDefined(separation_id=separation.id))


@handles(RetireSeparation, emits=(SeparationRetired,))
def retire_separation(command: RetireSeparation, work: Work) -> None:
    separation = work.take(Separation, command.separation_id)
    separation.state = SEPARATION_LIFE.move(
        separation.code, separation.state, SeparationState.RETIRED
    )
    work.record(SeparationRetired(separation_id=separation.id))


@handles(RequestException, emits=(ExceptionRequested,))
def request_exception(command: RequestException, work: Work) -> None:
    with work.alone():
        user = work.get(User, command.user_id)
        USER_LIFE.require(UserId.text(user.id), user.state, UserState.ACTIVE)
    with work.alone():
        separation = work.get(Separation, command.separation_id)
        SEPARATION_LIFE.require(separation.code, separation.state, SeparationState.ACTIVE)
    require_period(work.now, None, command.until, access_policy(work).exception_days)
    exception = work.add(
        SeparationException(
            work.new_id(ExceptionId),
            command.user_id,
            command.separation_id,
            command.until,
            work.reason or "",
            work.actor,
            work.now,
        )
    )
    work.record(ExceptionRequested(exception_id=exception.id, user_id=command.user_id))


@handles(DecideException, emits=(ExceptionApproved, ExceptionRefused))
def decide_exception(command: DecideException, work: Work) -> None:
    exception = work.take(SeparationException, command.exception_id)
    is_approved = command.decision is Leave.APPROVE
    exception.state = EXCEPTION_LIFE.move(
        ExceptionId.text(exception.id),
        exception.state,
        ExceptionState.APPROVED if is_approved else ExceptionState.REFUSED,
    )
    if work.is_own(exception.requested_by) or work.is_own(UserId.text(exception.user_id)):
        raise OwnReview
    exception.decided_by, exception.decided_at = work.actor, work.now
    which, user_id = ExceptionId(exception.id), exception.user_id
    if is_approved:
        work.record(ExceptionApproved(exception_id=which, user_id=user_id))
    else:
        work.record(ExceptionRefused(exception_id=which, user_id=user_id))


@handles(SetAccessPolicy, emits=(AccessPolicySet,))
def set_access_policy(command: SetAccessPolicy, work: Work) -> None:
    policy = taken_policy(work)
    policy.review_every_days = command.review_every_days
    policy.review_due_days = command.review_due_days
    policy.emergency_due_days = command.emergency_due_days
    policy.exception_days = command.exception_days
    policy.delegation_days = command.delegation_days
    work.record(AccessPolicySet())


@handles(SeparateAdministration, emits=(AdministrationSeparated,))
def separate_administration(command: SeparateAdministration, work: Work) -> None:
    del command
    policy = taken_policy(work)
    if policy.is_separated:
        raise SeparatedAlready
    policy.is_separated = True
    work.record(AdministrationSeparated())


def taken_policy(work: Work) -> AccessPolicy:
    """The one policy of the site, to be changed; made where there was none."""
    if work.seek(AccessPolicy, 1) is None:
        # There is only number 1. It is drawn all the same: verification expects of every number
        # in use that its counter has passed it.
        work.new_id(AccessPolicyId)
        return work.add(AccessPolicy(AccessPolicyId(1)))
    return work.take(AccessPolicy, 1)


def _refuse(who: str, pair: tuple[str, str], code: str) -> None:
    raise SeparatedDuties(who=who, first=pair[0], second=pair[1], separation=code)
