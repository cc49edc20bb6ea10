"""How trainings are planned and won; shared by the handlers."""

from datetime import date, timedelta

from lotproof.kernel.work import Work
from lotproof.modules.documents.queries import (
    Document,
    DocumentRevision,
    revisions,
)
from lotproof.modules.documents.vocabulary import DocumentRevisionState
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserState
from lotproof.modules.training import rules
from lotproof.modules.training.events import (
    PersonQualified,
    QualificationExpired,
    TrainingPlanned,
)
from lotproof.modules.training.queries import Need, assigned, is_current, trainings_of
from lotproof.modules.training.records import Training
from lotproof.modules.training.vocabulary import TRAINING_LIFE, TrainingId, TrainingState


def require_at_work(work: Work, user_id: UserId) -> User:
    """An active person, no program."""
    user = work.rely(User, user_id)
    if user.is_service or user.state is not UserState.ACTIVE:
        raise rules.NotAPersonToTrain(person=UserId.text(user.id))
    return user


def add_training(
    work: Work, user_id: UserId, revision: DocumentRevision, need: Need, due_on: date | None
) -> Training:
    """A new round of training on a revision."""
    before = [
        each
        for each in trainings_of(work, user_id, revision.document_id)
        if each.revision_id == revision.id
    ]
    training = work.add(
        Training(
            id=work.new_id(TrainingId),
            user_id=UserId(user_id),
            document_id=revision.document_id,
            revision_id=revision.id,
            round=len(before) + 1,
            planned_by=work.actor,
            planned_at=work.now,
            needs_assessment=need.assessment,
            needs_observation=need.observation,
            valid_months=need.valid_months,
            due_on=due_on,
        )
    )
    work.record(
        TrainingPlanned(
            training_id=training.id,
            user_id=training.user_id,
            document_id=training.document_id,
            revision_id=training.revision_id,
        )
    )
    return training


def plan_missing(work: Work, revision: DocumentRevision, people: dict[int, Need]) -> None:
    """Plan a revision for those of `people` who are neither trained on it nor about to be."""
    due = revision.effective_on
    is_effective = revision.state is DocumentRevisionState.EFFECTIVE
    due_on = work.today if due is None or is_effective else max(due, work.today)
    for user_id, need in people.items():
        if needs_plan(work, UserId(user_id), revision, need):
            add_training(work, UserId(user_id), revision, need, due_on)


def needs_plan(work: Work, user_id: UserId, revision: DocumentRevision, need: Need) -> bool:
    """Whether a person has no open training on a revision and no qualification that lasts.

    Somebody on exception needs the training all the same.
    """
    soon = work.today + timedelta(days=rules.SOON_DAYS)
    mine = trainings_of(work, user_id, revision.document_id)
    on_it = [each for each in mine if each.revision_id == revision.id]
    if any(each.state in rules.OPEN for each in on_it):
        return False
    if revision.is_editorial and not on_it and is_current(work, user_id, revision, need):
        return False
    return not any(
        rules.counts(each, soon)
        and rules.covers(each, assessment=need.assessment, observation=need.observation)
        for each in on_it
    )


def plan_document(work: Work, document: Document) -> None:
    """Plan what holds, and what is about to hold, for everybody who needs the document."""
    for revision in filter(is_to_be_known, revisions(work, document.id)):
        plan_missing(work, revision, assigned(work, document.id))


def is_to_be_known(revision: DocumentRevision) -> bool:
    """Whether people are trained on it: it holds, or it is approved and changes what they do."""
    return revision.state is DocumentRevisionState.EFFECTIVE or (
        revision.state is DocumentRevisionState.APPROVED and not revision.is_editorial
    )


def advance(work: Work, training: Training) -> None:
    """After a step: qualified if it was the last, else in training."""
    name = TrainingId.text(training.id)
    if not rules.is_complete(training):
        if training.state is TrainingState.PLANNED:
            training.state = TRAINING_LIFE.move(name, training.state, TrainingState.IN_TRAINING)
        return
    for other in work.take_all(
        Training,
        user_id=training.user_id,
        revision_id=training.revision_id,
        state=TrainingState.QUALIFIED,
    ):
        expire(work, other)
    qualify(work, training, rules.valid_until(work.today, training.valid_months))


def qualify(work: Work, training: Training, expires_on: date | None) -> None:
    name = TrainingId.text(training.id)
    training.state = TRAINING_LIFE.move(name, training.state, TrainingState.QUALIFIED)
    training.qualified_at, training.expires_on = work.now, expires_on
    work.record(
        PersonQualified(
            training_id=training.id,
            user_id=training.user_id,
            document_id=training.document_id,
            revision_id=training.revision_id,
        )
    )


def expire(work: Work, training: Training) -> None:
    """It counts no more: the revision, or a later training, has taken its place."""
    name = TrainingId.text(training.id)
    training.state = TRAINING_LIFE.move(name, training.state, TrainingState.EXPIRED)
    work.record(
        QualificationExpired(
            training_id=training.id,
            user_id=training.user_id,
            document_id=training.document_id,
            revision_id=training.revision_id,
        )
    )
