"""Which signatures controlled documents wait for."""

from collections.abc import Iterator

from lotproof.kernel.awaiting import Awaited, awaits_signature
from lotproof.kernel.reader import Reader
from lotproof.kernel.text import Text
from lotproof.modules.documents.queries import Document, DocumentRevision, asked_of
from lotproof.modules.documents.vocabulary import DocumentRevisionId, StepDuty
from lotproof.modules.people.vocabulary import UserId


@awaits_signature("documents.revision.review")
def revisions_to_review(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Revisions that name the person as a reviewer."""
    yield from _asked(reader, actor, StepDuty.REVIEW, "documents.review_revision/1")


@awaits_signature("documents.revision.approve")
def revisions_to_approve(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Revisions that name the person as an approver."""
    yield from _asked(reader, actor, StepDuty.APPROVE, "documents.approve_revision/1")


def _asked(reader: Reader, actor: str, duty: StepDuty, command: str) -> Iterator[Awaited]:
    try:
        user_id = UserId.parse(actor)
    except ValueError:  # a program signs nothing
        return
    for step in asked_of(reader, user_id):
        if step.duty is duty:
            revision = reader.get(DocumentRevision, step.revision_id)
            document = reader.get(Document, revision.document_id)
            id_ = DocumentRevisionId.text(revision.id)
            title = f"{document.number} {revision.revision} {document.title}"
            yield Awaited(
                subject=id_,
                title=Text(title, title),
                command=command,
                given={"revision_id": id_},
                since=step.asked_at,
            )
