"""What somebody has to learn, in their own inbox."""

from collections.abc import Iterator

from lotproof.kernel.awaiting import Awaited
from lotproof.kernel.own_work import own_work
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries import Document, DocumentRevision
from lotproof.modules.documents.vocabulary import DocumentRevisionId
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.training.commands import (
    AcknowledgePolicy,
    ConfirmReading,
    RecordObservation,
    TakeAssessment,
)
from lotproof.modules.training.queries import has_acknowledged_policy, policy_revision
from lotproof.modules.training.records import Training
from lotproof.modules.training.rules import OPEN
from lotproof.modules.training.vocabulary import TrainingId


@own_work("training.mine", t("My training", "我的培训"))
def own_training(reader: Reader, actor: str) -> Iterator[Awaited]:
    """The policy that is not acknowledged yet, and open trainings with the step that is next."""
    try:
        user_id = UserId.parse(actor)
    except ValueError:  # a program learns nothing
        return
    policy = policy_revision(reader)
    if policy is not None and not has_acknowledged_policy(reader, user_id):
        id_ = DocumentRevisionId.text(policy.id)
        yield Awaited(
            subject=id_,
            title=_title(reader, policy),
            command=AcknowledgePolicy.SPEC.kind,
            given={"revision_id": id_},
            since=policy.effective_at,
        )
    for state in OPEN:
        for training in reader.find(Training, user_id=user_id, state=state):
            yield _task(reader, training)


def _task(reader: Reader, training: Training) -> Awaited:
    id_ = TrainingId.text(training.id)
    step = _next(training)
    return Awaited(
        subject=id_,
        title=_title(reader, reader.get(DocumentRevision, training.revision_id)),
        command=step,
        given={"training_id": id_},
        since=training.planned_at,
        due_on=training.due_on,
        is_turn=step != RecordObservation.SPEC.kind,
    )


def _next(training: Training) -> str:
    """The kind of command that takes a training on; the last one is the trainer's."""
    if training.read_at is None:
        return ConfirmReading.SPEC.kind
    if training.needs_assessment and training.passed_at is None:
        return TakeAssessment.SPEC.kind
    return RecordObservation.SPEC.kind


def _title(reader: Reader, revision: DocumentRevision) -> Text:
    document = reader.get(Document, revision.document_id)
    head = f"{document.number} {revision.revision}"
    return Text(f"{head} {document.title}", f"{head} {document.title_zh or document.title}")
