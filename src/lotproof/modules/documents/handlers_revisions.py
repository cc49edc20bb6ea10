"""A revision's way: drafted, submitted, reviewed, approved, effective, superseded."""

from collections.abc import Sequence

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.documents import rules_control as rules
from lotproof.modules.documents.commands_control import (
    ApproveRevision,
    DraftRevision,
    ReplaceDraft,
    ReturnRevision,
    ReviewRevision,
    SubmitRevision,
    WithdrawRevision,
)
from lotproof.modules.documents.events_control import (
    DraftReplaced,
    RevisionApproved,
    RevisionDrafted,
    RevisionReturned,
    RevisionSubmitted,
    RevisionWithdrawn,
    StepDone,
)
from lotproof.modules.documents.handlers_register import require_person, take_in_use
from lotproof.modules.documents.queries_control import revisions, steps
from lotproof.modules.documents.records import File
from lotproof.modules.documents.records_control import Document, DocumentRevision, ReviewStep
from lotproof.modules.documents.rules import FileUnknown
from lotproof.modules.documents.vocabulary import (
    DOCUMENT_REVISION_LIFE,
    STEP_LIFE,
    DocumentId,
    DocumentRevisionId,
    DocumentRevisionState,
    DocumentStepId,
    StepDuty,
    StepState,
)
from lotproof.modules.people.vocabulary import UserId

OPEN = (
    DocumentRevisionState.DRAFT,
    DocumentRevisionState.IN_REVIEW,
    DocumentRevisionState.APPROVED,
)


@handles(DraftRevision, emits=(RevisionDrafted,))
def draft_revision(command: DraftRevision, work: Work) -> None:
    with work.alone():
        document = take_in_use(work, command.document_id)
        for each in revisions(work, command.document_id):
            if each.state in OPEN:
                raise rules.DocumentRevisionOpen(number=document.number, revision=each.revision)
    file = _file(work, command.digest)
    revision = work.add(
        DocumentRevision(
            id=work.new_id(DocumentRevisionId),
            document_id=command.document_id,
            revision=command.revision,
            digest=file.digest,
            name=command.name,
            media_type=file.media_type,
            size_bytes=file.size_bytes,
            is_editorial=command.is_editorial,
            change_summary=command.change_summary,
            drafted_by=work.actor,
            drafted_at=work.now,
        )
    )
    work.record(RevisionDrafted(document_id=command.document_id, revision_id=revision.id))


@handles(ReplaceDraft, emits=(DraftReplaced,))
def replace_draft(command: ReplaceDraft, work: Work) -> None:
    revision = _own_draft(work, command.revision_id)
    file = _file(work, command.digest)
    revision.digest, revision.name = file.digest, command.name
    revision.media_type, revision.size_bytes = file.media_type, file.size_bytes
    revision.change_summary, revision.is_editorial = command.change_summary, command.is_editorial
    work.record(DraftReplaced(document_id=revision.document_id, revision_id=revision.id))


@handles(SubmitRevision, emits=(RevisionSubmitted,))
def submit_revision(command: SubmitRevision, work: Work) -> None:
    """Reviews come before approvals; the first in order, or all reviewers, are asked at once."""
    revision = _own_draft(work, command.revision_id)
    if command.effective_on is not None and command.effective_on < work.today:
        raise rules.EffectiveDatePast(on=command.effective_on.isoformat())
    reviewers, approvers = (
        [UserId.text(user) for user in people] for people in (command.reviewers, command.approvers)
    )
    rules.require_apart(revision.drafted_by, reviewers, approvers)
    for user in (*command.reviewers, *command.approvers):
        require_person(work, user)
    revision.state = _moved(revision, DocumentRevisionState.IN_REVIEW)
    revision.effective_on, revision.submitted_at = command.effective_on, work.now
    turn = max((each.round for each in steps(work, command.revision_id)), default=0) + 1
    placed = rules.placed(len(reviewers), len(approvers), is_in_order=command.is_in_order)
    duties = [StepDuty.REVIEW] * len(reviewers) + [StepDuty.APPROVE] * len(approvers)
    people = (*command.reviewers, *command.approvers)
    for user, duty, position in zip(people, duties, placed, strict=True):
        step = ReviewStep(
            id=work.new_id(DocumentStepId),
            revision_id=command.revision_id,
            round=turn,
            duty=duty,
            position=position,
            user_id=user,
        )
        if position == 1:
            _ask(work, step)
        work.add(step)
    work.record(RevisionSubmitted(document_id=revision.document_id, revision_id=revision.id))


@handles(ReviewRevision, emits=(StepDone,))
def review_revision(command: ReviewRevision, work: Work) -> None:
    revision = _in_review(work, command.revision_id)
    _finish_step(work, revision, StepDuty.REVIEW)


@handles(ApproveRevision, emits=(StepDone, RevisionApproved))
def approve_revision(command: ApproveRevision, work: Work) -> None:
    revision = _in_review(work, command.revision_id)
    if _finish_step(work, revision, StepDuty.APPROVE):
        revision.state = _moved(revision, DocumentRevisionState.APPROVED)
        revision.approved_at = work.now
        work.record(RevisionApproved(document_id=revision.document_id, revision_id=revision.id))


@handles(ReturnRevision, emits=(RevisionReturned,))
def return_revision(command: ReturnRevision, work: Work) -> None:
    revision = _in_review(work, command.revision_id)
    all_steps = work.take_all(ReviewStep, revision_id=command.revision_id)
    own = _own_step(work, revision, all_steps, tuple(StepDuty))
    own.state = STEP_LIFE.move(DocumentStepId.text(own.id), own.state, StepState.RETURNED)
    own.decided_at = work.now
    _drop(all_steps)
    revision.state = _moved(revision, DocumentRevisionState.DRAFT)
    work.record(RevisionReturned(document_id=revision.document_id, revision_id=revision.id))


@handles(WithdrawRevision, emits=(RevisionWithdrawn,))
def withdraw_revision(command: WithdrawRevision, work: Work) -> None:
    revision = take_revision(work, command.revision_id)
    withdraw(work, revision)
    work.record(RevisionWithdrawn(document_id=revision.document_id, revision_id=revision.id))


# --- shared with what makes revisions effective and obsolete ------------------------------------


def take_revision(work: Work, revision_id: DocumentRevisionId) -> DocumentRevision:
    """The revision, locked after its document: of one document, one change at a time."""
    document_id = work.get(DocumentRevision, revision_id).document_id
    work.take(Document, document_id)
    return work.take(DocumentRevision, revision_id)


def withdraw(work: Work, revision: DocumentRevision) -> None:
    """End it before it was effective; nobody is asked about it any more."""
    revision.state = _moved(revision, DocumentRevisionState.WITHDRAWN)
    _drop(work.take_all(ReviewStep, revision_id=DocumentRevisionId(revision.id)))


def _moved(revision: DocumentRevision, to: DocumentRevisionState) -> DocumentRevisionState:
    return DOCUMENT_REVISION_LIFE.move(revision.revision, revision.state, to)


def _file(work: Work, digest: str) -> File:
    file = work.only(File, digest=digest)
    if file is None:
        raise FileUnknown(digest=digest)
    return file


def _own_draft(work: Work, revision_id: DocumentRevisionId) -> DocumentRevision:
    revision = take_revision(work, revision_id)
    DOCUMENT_REVISION_LIFE.require(revision.revision, revision.state, DocumentRevisionState.DRAFT)
    if revision.drafted_by != work.actor:
        raise rules.NotTheAuthor(revision=revision.revision, author=revision.drafted_by)
    return revision


def _in_review(work: Work, revision_id: DocumentRevisionId) -> DocumentRevision:
    revision = take_revision(work, revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision, revision.state, DocumentRevisionState.IN_REVIEW
    )
    return revision


def _own_step(
    work: Work,
    revision: DocumentRevision,
    all_steps: Sequence[ReviewStep],
    duties: tuple[StepDuty, ...],
) -> ReviewStep:
    """The step of the actor whose turn it is; NotAskedOf otherwise."""
    for step in all_steps:
        is_own = UserId.text(step.user_id) == work.actor and step.duty in duties
        if is_own and step.state is StepState.ASKED:
            return step
    raise rules.NotAskedOf(user=work.actor, duty=duties[0].label, revision=revision.revision)


def _finish_step(work: Work, revision: DocumentRevision, duty: StepDuty) -> bool:
    """The actor has decided; whether everybody has. Those whose turn has come are asked."""
    all_steps = work.take_all(ReviewStep, revision_id=DocumentRevisionId(revision.id))
    step = _own_step(work, revision, all_steps, (duty,))
    step.state = STEP_LIFE.move(DocumentStepId.text(step.id), step.state, StepState.DONE)
    step.decided_at = work.now
    work.record(
        StepDone(
            document_id=DocumentId(revision.document_id),
            revision_id=DocumentRevisionId(revision.id),
            step_id=DocumentStepId(step.id),
            duty=duty,
        )
    )
    if any(each.state is StepState.ASKED for each in all_steps):
        return False
    waiting = [each for each in all_steps if each.state is StepState.WAITING]
    position = min((each.position for each in waiting), default=0)
    for each in waiting:
        if each.position == position:
            _ask(work, each)
    return not waiting


def _ask(work: Work, step: ReviewStep) -> None:
    step.state = STEP_LIFE.move(DocumentStepId.text(step.id), step.state, StepState.ASKED)
    step.asked_at = work.now


def _drop(all_steps: Sequence[ReviewStep]) -> None:
    for each in all_steps:
        if each.state in (StepState.WAITING, StepState.ASKED):
            each.state = STEP_LIFE.move(DocumentStepId.text(each.id), each.state, StepState.DROPPED)
