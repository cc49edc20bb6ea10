"""How processes are reviewed, and how improvements go from the proposal to their outcome."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.changes.queries import ChangeOrder
from lotproof.modules.changes.vocabulary import CHANGE_LIFE, ChangeState
from lotproof.modules.documents.things import require_thing
from lotproof.modules.nonconformance import rules
from lotproof.modules.nonconformance.cases import concern, named_by, number_of, require_owner
from lotproof.modules.nonconformance.commands_improvement import (
    AcceptImprovement,
    BeginReview,
    ConcludeReview,
    DeclineImprovement,
    LinkChange,
    OpenReview,
    ProposeImprovement,
    RecordOutcome,
    StartChange,
)
from lotproof.modules.nonconformance.events import (
    ChangeRequested,
    ImprovementAccepted,
    ImprovementDeclined,
    ImprovementProposed,
    ImprovementStarted,
    OutcomeRecorded,
    ReviewBegun,
    ReviewConcluded,
    ReviewOpened,
)
from lotproof.modules.nonconformance.queries import subjects_of
from lotproof.modules.nonconformance.records import Improvement, Report, Review
from lotproof.modules.nonconformance.vocabulary import (
    IMPROVEMENT_LIFE,
    REVIEW_LIFE,
    ImprovementId,
    ImprovementState,
    ReviewId,
    ReviewState,
)
from lotproof.modules.nonconformance.words import SubjectGiven

RELEASED = (ChangeState.RELEASED, ChangeState.REVIEWED, ChangeState.CLOSED)
"""In these states a change is at work, so that its effect can be measured."""


# --- process review -----------------------------------------------------------------------------


@handles(OpenReview, emits=(ReviewOpened,))
def open_review(command: OpenReview, work: Work) -> None:
    id_ = work.new_id(ReviewId)
    require_owner(work, command.owner_id, command.owner_role_id)
    if command.report_id is not None:
        work.get(Report, command.report_id)
    review = work.add(
        Review(
            id=id_,
            number=number_of(work, "PR", id_),
            why=command.why,
            due_on=command.due_on,
            opened_by=work.actor,
            opened_at=work.now,
            owner_id=command.owner_id,
            owner_role_id=command.owner_role_id,
            parameter=command.parameter,
            operation_code=command.operation_code,
            report_id=command.report_id,
        )
    )
    named = named_by(command, command.others)
    if not (named or command.parameter or command.operation_code):
        raise rules.CaseAboutNothing
    subjects = concern(work, ReviewId.text(review.id), named)
    work.record(ReviewOpened(review_id=review.id, number=review.number, subjects=subjects))


@handles(BeginReview, emits=(ReviewBegun,))
def begin_review(command: BeginReview, work: Work) -> None:
    review = work.take(Review, command.review_id)
    review.state = REVIEW_LIFE.move(review.number, review.state, ReviewState.IN_REVIEW)
    review.begun_by, review.begun_at = work.actor, work.now
    work.record(ReviewBegun(review_id=review.id, number=review.number))


@handles(ConcludeReview, emits=(ReviewConcluded,))
def conclude_review(command: ConcludeReview, work: Work) -> None:
    review = work.take(Review, command.review_id)
    review.state = REVIEW_LIFE.move(review.number, review.state, ReviewState.CONCLUDED)
    review.effectiveness, review.needs_change = command.effectiveness, command.needs_change
    review.conclusion = command.conclusion
    review.concluded_by, review.concluded_at = work.actor, work.now
    work.record(
        ReviewConcluded(
            review_id=review.id,
            number=review.number,
            effectiveness=command.effectiveness,
            needs_change=command.needs_change,
            subjects=_subjects(work, ReviewId.text(review.id)),
        )
    )


# --- improvement --------------------------------------------------------------------------------


@handles(ProposeImprovement, emits=(ImprovementProposed,))
def propose_improvement(command: ProposeImprovement, work: Work) -> None:
    id_ = work.new_id(ImprovementId)
    require_owner(work, command.owner_id, command.owner_role_id)
    if command.report_id is not None:
        work.get(Report, command.report_id)
    if command.review_id is not None:
        work.get(Review, command.review_id)
    named = named_by(command, command.others)
    if command.revision is not None:
        require_thing(work, command.revision)
        named.append(command.revision)
    if not (named or command.parameter or command.operation_code):
        raise rules.CaseAboutNothing
    each = work.add(
        Improvement(
            id=id_,
            number=number_of(work, "IP", id_),
            present=command.present,
            proposed=command.proposed,
            expected_effect=command.expected_effect,
            due_on=command.due_on,
            opened_by=work.actor,
            opened_at=work.now,
            owner_id=command.owner_id,
            owner_role_id=command.owner_role_id,
            parameter=command.parameter,
            operation_code=command.operation_code,
            revision=command.revision,
            report_id=command.report_id,
            review_id=command.review_id,
        )
    )
    subjects = concern(work, ImprovementId.text(each.id), named)
    work.record(ImprovementProposed(improvement_id=each.id, number=each.number, subjects=subjects))


@handles(AcceptImprovement, emits=(ImprovementAccepted,))
def accept_improvement(command: AcceptImprovement, work: Work) -> None:
    each = work.take(Improvement, command.improvement_id)
    state = IMPROVEMENT_LIFE.move(each.number, each.state, ImprovementState.ACCEPTED)
    if work.is_own(each.opened_by):
        raise rules.OwnProposal(person=work.actor, number=each.number)
    require_owner(work, command.owner_id, None)
    each.state, each.due_on = state, command.due_on
    each.owner_id, each.owner_role_id = command.owner_id, None
    each.accepted_by, each.accepted_at = work.actor, work.now
    work.record(
        ImprovementAccepted(improvement_id=each.id, number=each.number, owner_id=command.owner_id)
    )


@handles(DeclineImprovement, emits=(ImprovementDeclined,))
def decline_improvement(command: DeclineImprovement, work: Work) -> None:
    each = work.take(Improvement, command.improvement_id)
    each.state = IMPROVEMENT_LIFE.move(each.number, each.state, ImprovementState.DECLINED)
    each.ended_because = work.reason
    work.record(ImprovementDeclined(improvement_id=each.id, number=each.number))


@handles(StartChange, emits=(ChangeRequested,))
def start_change(command: StartChange, work: Work) -> None:
    """The order is drafted by a reaction, and linked when it is there."""
    each = work.take(Improvement, command.improvement_id)
    IMPROVEMENT_LIFE.require(each.number, each.state, ImprovementState.ACCEPTED)
    work.record(
        ChangeRequested(
            improvement_id=each.id,
            number=each.number,
            type=command.type,
            title=command.title,
        )
    )


@handles(LinkChange, emits=(ImprovementStarted,))
def link_change(command: LinkChange, work: Work) -> None:
    each = work.take(Improvement, command.improvement_id)
    state = IMPROVEMENT_LIFE.move(each.number, each.state, ImprovementState.STARTED)
    order = work.rely(ChangeOrder, command.change_order_id)
    if not CHANGE_LIFE.moves[order.state] and order.state is not ChangeState.CLOSED:
        raise rules.ChangeEnded(change=order.number, state=order.state.label)
    each.state, each.change_order_id = state, order.id
    work.record(
        ImprovementStarted(improvement_id=each.id, number=each.number, change_order_id=order.id)
    )


@handles(RecordOutcome, emits=(OutcomeRecorded,))
def record_outcome(command: RecordOutcome, work: Work) -> None:
    each = work.take(Improvement, command.improvement_id)
    state = IMPROVEMENT_LIFE.move(each.number, each.state, ImprovementState.DONE)
    assert each.change_order_id is not None
    order = work.rely(ChangeOrder, each.change_order_id)
    if order.state not in RELEASED:
        raise rules.ChangeNotReleased(change=order.number, state=order.state.label)
    each.state, each.outcome, each.has_helped = state, command.outcome, command.has_helped
    each.done_by, each.done_at = work.actor, work.now
    work.record(
        OutcomeRecorded(
            improvement_id=each.id,
            number=each.number,
            has_helped=command.has_helped,
            subjects=_subjects(work, ImprovementId.text(each.id)),
        )
    )


def _subjects(work: Work, case: str) -> list[SubjectGiven]:
    return [SubjectGiven(subject=each) for each in subjects_of(work, case)]
