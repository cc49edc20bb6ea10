"""Carrying out what trainees confirm, what trainers see, and what is decided about people."""

from typing import cast

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.documents.queries import Document, DocumentRevision
from lotproof.modules.documents.vocabulary import DOCUMENT_REVISION_LIFE, DocumentRevisionState
from lotproof.modules.people.actors import require_person
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.training import rules
from lotproof.modules.training.commands import (
    AcceptUntrained,
    ConfirmReading,
    EndException,
    GrantException,
    RecordObservation,
    TakeAssessment,
    WithdrawTraining,
)
from lotproof.modules.training.events import (
    AssessmentTaken,
    ExceptionEnded,
    ExceptionGranted,
    ObservationRecorded,
    PersonQualified,
    QualificationExpired,
    ReadingConfirmed,
    TrainingWithdrawn,
    UntrainedAccepted,
)
from lotproof.modules.training.planning import advance, require_at_work
from lotproof.modules.training.queries import (
    assessment_of,
    exception_of,
    is_qualified,
    questions_of,
    untrained,
)
from lotproof.modules.training.records import (
    Acceptance,
    Attempt,
    Training,
    TrainingException,
)
from lotproof.modules.training.vocabulary import (
    EXCEPTION_LIFE,
    TRAINING_LIFE,
    AttemptId,
    ExceptionId,
    ExceptionState,
    TrainingId,
    TrainingState,
)

# --- being trained ------------------------------------------------------------------------------


@handles(ConfirmReading, emits=(ReadingConfirmed, PersonQualified, QualificationExpired))
def confirm_reading(command: ConfirmReading, work: Work) -> None:
    training = _open(work, command.training_id)
    _require_own(work, training)
    _require_known(work, training)
    if training.read_at is not None:
        raise rules.DoneAlready(what=rules.READING, training=TrainingId.text(training.id))
    training.read_at = work.now
    work.record(
        ReadingConfirmed(
            training_id=training.id, user_id=training.user_id, revision_id=training.revision_id
        )
    )
    advance(work, training)


@handles(TakeAssessment, emits=(AssessmentTaken, PersonQualified, QualificationExpired))
def take_assessment(command: TakeAssessment, work: Work) -> None:
    training = _open(work, command.training_id)
    _require_own(work, training)
    revision = _require_known(work, training)
    if training.read_at is None:
        raise rules.ReadFirst
    if training.passed_at is not None:
        raise rules.DoneAlready(what=rules.ASSESSMENT, training=TrainingId.text(training.id))
    assessment = assessment_of(work, training.revision_id)
    if assessment is None:
        raise rules.NoAssessment(revision=revision.revision)
    if training.attempts >= assessment.attempts_max:
        raise rules.AttemptsUsedUp(count=assessment.attempts_max)
    choices = [len(question.choices) for question in questions_of(work, assessment)]
    correct = rules.correct(assessment.keys, choices, command.answers)
    is_passed = correct >= assessment.pass_mark
    training.attempts += 1
    work.add(
        Attempt(
            id=work.new_id(AttemptId),
            training_id=training.id,
            assessment_id=assessment.id,
            user_id=training.user_id,
            number=training.attempts,
            correct=correct,
            total=len(choices),
            is_passed=is_passed,
            taken_at=work.now,
            answers={str(each.position): each.chosen for each in command.answers},
        )
    )
    work.record(
        AssessmentTaken(
            training_id=training.id,
            user_id=training.user_id,
            revision_id=training.revision_id,
            number=training.attempts,
            correct=correct,
            total=len(choices),
            is_passed=is_passed,
        )
    )
    if is_passed:
        training.passed_at = work.now
    advance(work, training)


@handles(RecordObservation, emits=(ObservationRecorded, PersonQualified, QualificationExpired))
def record_observation(command: RecordObservation, work: Work) -> None:
    training = _open(work, command.training_id)
    trainer = require_person(work.actor)
    _require_other(work, training.user_id)
    _require_known(work, training)
    if not is_qualified(work, trainer, training.document_id):
        document = work.get(Document, training.document_id)
        raise rules.TrainerNotQualified(person=work.actor, document=document.number)
    if training.read_at is None:
        raise rules.ReadFirst
    if training.observed_at is not None:
        raise rules.DoneAlready(what=rules.OBSERVATION, training=TrainingId.text(training.id))
    training.observed_by, training.observation = work.actor, command.observation
    if command.is_competent:
        training.observed_at = work.occurred
    work.record(
        ObservationRecorded(
            training_id=training.id,
            user_id=training.user_id,
            revision_id=training.revision_id,
            is_competent=command.is_competent,
        )
    )
    advance(work, training)


@handles(WithdrawTraining, emits=(TrainingWithdrawn,))
def withdraw_training(command: WithdrawTraining, work: Work) -> None:
    training = work.take(Training, command.training_id)
    _require_other(work, training.user_id)
    training.state = TRAINING_LIFE.move(
        TrainingId.text(training.id), training.state, TrainingState.WITHDRAWN
    )
    work.record(
        TrainingWithdrawn(
            training_id=training.id, user_id=training.user_id, document_id=training.document_id
        )
    )


# --- exceptions and decisions -------------------------------------------------------------------


@handles(GrantException, emits=(ExceptionGranted,))
def grant_exception(command: GrantException, work: Work) -> None:
    _require_other(work, command.user_id)
    user = require_at_work(work, command.user_id)
    document = work.rely(Document, command.document_id)
    rules.require_short(command.until_on, work.today)
    before = exception_of(work, user.id, document.id)
    if before is not None:
        raise rules.ExceptionInForce(exception=ExceptionId.text(before.id), until=before.until_on)
    exception = work.add(
        TrainingException(
            id=work.new_id(ExceptionId),
            user_id=user.id,
            document_id=document.id,
            until_on=command.until_on,
            granted_by=work.actor,
            granted_at=work.now,
        )
    )
    work.record(
        ExceptionGranted(
            exception_id=exception.id,
            user_id=exception.user_id,
            document_id=exception.document_id,
            until_on=exception.until_on,
        )
    )


@handles(EndException, emits=(ExceptionEnded,))
def end_exception(command: EndException, work: Work) -> None:
    exception = work.take(TrainingException, command.exception_id)
    exception.state = EXCEPTION_LIFE.move(
        ExceptionId.text(exception.id), exception.state, ExceptionState.ENDED
    )
    exception.ended_at = work.now
    work.record(
        ExceptionEnded(
            exception_id=exception.id,
            user_id=exception.user_id,
            document_id=exception.document_id,
        )
    )


@handles(AcceptUntrained, emits=(UntrainedAccepted,))
def accept_untrained(command: AcceptUntrained, work: Work) -> None:
    revision = work.rely(DocumentRevision, command.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision, revision.state, DocumentRevisionState.APPROVED
    )
    if work.is_own(revision.drafted_by):
        raise rules.OwnDocumentRevision(person=work.actor, revision=revision.revision)
    people = untrained(work, revision)
    if not people:
        raise rules.NobodyUntrained(revision=revision.revision)
    plain = cast("list[UserId]", [int(each) for each in people])  # what a list column takes
    if work.seek(Acceptance, revision.id) is None:
        work.add(Acceptance(revision.id, revision.document_id, plain, work.actor, work.now))
    else:
        decided = work.take(Acceptance, revision.id)
        decided.user_ids, decided.decided_by, decided.decided_at = plain, work.actor, work.now
    work.record(UntrainedAccepted(revision_id=revision.id, user_ids=people))


# --- who and what -------------------------------------------------------------------------------


def _open(work: Work, training_id: TrainingId) -> Training:
    training = work.take(Training, training_id)
    TRAINING_LIFE.require(
        TrainingId.text(training.id),
        training.state,
        TrainingState.PLANNED,
        TrainingState.IN_TRAINING,
    )
    return training


def _require_known(work: Work, training: Training) -> DocumentRevision:
    """The revision may be learnt: it holds or is about to."""
    revision = work.rely(DocumentRevision, training.revision_id)
    DOCUMENT_REVISION_LIFE.require(
        revision.revision,
        revision.state,
        DocumentRevisionState.APPROVED,
        DocumentRevisionState.EFFECTIVE,
    )
    return revision


def _require_own(work: Work, training: Training) -> None:
    person = UserId.text(training.user_id)
    if work.actor != person:
        raise rules.NotOwnTraining(training=TrainingId.text(training.id), person=person)


def _require_other(work: Work, user_id: UserId) -> None:
    if work.actor == UserId.text(user_id):
        raise rules.OwnQualification(person=work.actor)
