"""How it is reviewed who holds what."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.people.apart import access_policy
from lotproof.modules.people.commands_access import (
    CloseAccessReview,
    DecideAccessLine,
    OpenAccessReview,
)
from lotproof.modules.people.events_access import (
    AccessConfirmed,
    AccessReviewClosed,
    AccessReviewOpened,
    AccessToBeRevoked,
)
from lotproof.modules.people.grants import counts, end_delegation, granted
from lotproof.modules.people.handlers_apart import taken_policy
from lotproof.modules.people.handlers_reminders import finish_task
from lotproof.modules.people.records import Grant, Role, User
from lotproof.modules.people.records_access import AccessReview, AccessReviewLine, Delegation
from lotproof.modules.people.rules_access import (
    LinesOpen,
    NothingToReview,
    NotResponsible,
    OwnReview,
    ReviewStillOpen,
    due_on,
)
from lotproof.modules.people.services import active_person
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState
from lotproof.modules.people.vocabulary_access import (
    REVIEW_LIFE,
    AccessReviewId,
    DelegationId,
    DelegationState,
    LineDecision,
    ReviewState,
    Verdict,
)


@handles(OpenAccessReview, emits=(AccessReviewOpened,))
def open_access_review(command: OpenAccessReview, work: Work) -> None:
    active_person(work, command.responsible_id)
    for other in work.find(AccessReview, state=ReviewState.OPEN):
        raise ReviewStillOpen(review=AccessReviewId.text(other.id))
    review_id = work.new_id(AccessReviewId)
    lines = [*_of_grants(work, review_id), *_of_delegations(work, review_id)]
    if not lines:
        raise NothingToReview
    for position, line in enumerate(lines, 1):
        line.position = position
    work.add_all(lines)
    policy = access_policy(work)
    work.add(
        AccessReview(
            id=review_id,
            responsible_id=command.responsible_id,
            as_of=work.now,
            due_on=due_on(work.today, policy.review_due_days),
            opened_by=work.actor,
            line_count=len(lines),
        )
    )
    work.record(AccessReviewOpened(review_id=review_id, line_count=len(lines)))


def _of_grants(work: Work, review_id: AccessReviewId) -> list[AccessReviewLine]:
    """A line for each role that an active user has or will have, by user and role."""
    active = {user.id for user in work.find(User, state=UserState.ACTIVE)}
    roles = {role.id for role in work.find(Role, state=RoleState.ACTIVE)}
    return [
        AccessReviewLine(
            review_id,
            1,
            UserId(grant.user_id),
            role_id=RoleId(grant.role_id),
            scope=grant.scope or [],
            valid_until=grant.valid_until,
        )
        for grant in work.find(Grant, is_granted=True)
        if grant.user_id in active and grant.role_id in roles and counts(grant, work.now)
    ]


def _of_delegations(work: Work, review_id: AccessReviewId) -> list[AccessReviewLine]:
    return [
        AccessReviewLine(
            review_id,
            1,
            UserId(given.deputy_id),
            delegation_id=DelegationId(given.id),
            valid_until=given.valid_until,
        )
        for given in work.find(Delegation, state=DelegationState.GIVEN)
        if work.now < given.valid_until
    ]


@handles(DecideAccessLine, emits=(AccessConfirmed, AccessToBeRevoked))
def decide_access_line(command: DecideAccessLine, work: Work) -> None:
    review = work.rely(AccessReview, command.review_id)
    which = AccessReviewId.text(review.id)
    REVIEW_LIFE.require(which, review.state, ReviewState.OPEN)
    line = work.take(AccessReviewLine, command.review_id, command.position)
    responsible = UserId.text(review.responsible_id)
    if work.is_own(UserId.text(line.user_id)):
        raise OwnReview
    if work.actor != responsible and line.user_id != review.responsible_id:
        raise NotResponsible(responsible=responsible, review=which)
    is_kept = command.decision is Verdict.CONFIRM
    line.decision = LineDecision.CONFIRMED if is_kept else LineDecision.REVOKE
    line.remark, line.decided_by, line.decided_at = command.remark, work.actor, work.now
    if is_kept:
        work.record(AccessConfirmed(review_id=review.id, position=line.position))
    else:
        work.record(AccessToBeRevoked(review_id=review.id, position=line.position))


@handles(CloseAccessReview, emits=(AccessReviewClosed,))
def close_access_review(command: CloseAccessReview, work: Work) -> None:
    review = work.take(AccessReview, command.review_id)
    which = AccessReviewId.text(review.id)
    state = REVIEW_LIFE.move(which, review.state, ReviewState.CLOSED)
    if work.actor != UserId.text(review.responsible_id):
        raise NotResponsible(responsible=UserId.text(review.responsible_id), review=which)
    lines = work.find(AccessReviewLine, review_id=review.id)
    left = sum(line.decision is LineDecision.OPEN for line in lines)
    if left:
        raise LinesOpen(count=left, review=which)
    revoked = sum(_take_away(work, line) for line in lines if line.decision is LineDecision.REVOKE)
    review.state, review.revoked_count = state, revoked
    review.closed_by, review.closed_at = work.actor, work.now
    finish_task(work, review.overdue_task_id, which)
    policy = taken_policy(work)
    policy.next_review_on = due_on(work.today, policy.review_every_days)
    work.record(AccessReviewClosed(review_id=review.id, revoked_count=revoked))


def _take_away(work: Work, line: AccessReviewLine) -> bool:
    """Carry out one decision; False where the access is gone already."""
    if line.delegation_id is not None:
        delegation = work.take(Delegation, line.delegation_id)
        if delegation.state is not DelegationState.GIVEN:
            return False
        end_delegation(work, delegation)
        return True
    assert line.role_id is not None
    grant = granted(work, line.user_id, line.role_id)
    if grant is None or not grant.is_granted:
        return False
    grant.is_granted = False
    return True
