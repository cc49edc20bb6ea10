"""Typed reads of controlled documents."""

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.documents.records_control import (
    Document,
    DocumentCopy,
    DocumentLink,
    DocumentRevision,
    PeriodicReview,
    ReviewStep,
)
from lotproof.modules.documents.vocabulary import (
    DocumentId,
    DocumentRevisionId,
    DocumentRevisionState,
    LinkState,
    StepState,
)

__all__ = [
    "Document",
    "DocumentCopy",
    "DocumentLink",
    "DocumentRevision",
    "PeriodicReview",
    "ReviewStep",
]

_REVISION = DocumentRevision.KIND.table

_EFFECTIVE_AT = Statement(
    select(*_REVISION.c)
    .where(_REVISION.c.document_id == bindparam("document"))
    .where(_REVISION.c.effective_at <= bindparam("at"))
    .where(
        or_(_REVISION.c.effective_until.is_(None), _REVISION.c.effective_until > bindparam("at"))
    ),
    DocumentRevision,
)


def document_by_number(reader: Reader, number: str) -> Document | None:
    return reader.only(Document, number=number)


def effective_revision(reader: Reader, document_id: DocumentId) -> DocumentRevision | None:
    """The one that holds now; None before the first is effective and after the last."""
    return reader.only(
        DocumentRevision, document_id=document_id, state=DocumentRevisionState.EFFECTIVE
    )


def effective_at(reader: Reader, document_id: DocumentId, at: Instant) -> DocumentRevision | None:
    """The one that held at an instant."""
    found = reader.select(_EFFECTIVE_AT, document=int(document_id), at=int(at))
    return found[0] if found else None


def revision(reader: Reader, revision_id: DocumentRevisionId) -> DocumentRevision:
    """In any state; NotFound otherwise."""
    return reader.get(DocumentRevision, revision_id)


def revisions(reader: Reader, document_id: DocumentId) -> list[DocumentRevision]:
    """All of them, in the order they were drafted."""
    return reader.find(DocumentRevision, document_id=document_id)


def steps(reader: Reader, revision_id: DocumentRevisionId) -> list[ReviewStep]:
    """Of all submissions, in order."""
    return reader.find(ReviewStep, revision_id=revision_id)


def asked_of(reader: Reader, user_id: int) -> list[ReviewStep]:
    """What waits for this person."""
    return reader.find(ReviewStep, user_id=user_id, state=StepState.ASKED)


def links_of(reader: Reader, subject: str) -> list[DocumentLink]:
    """What holds for a thing now, all operations."""
    return reader.find(DocumentLink, subject=subject, state=LinkState.LINKED)


def links(reader: Reader, document_id: DocumentId) -> list[DocumentLink]:
    """Where a document holds now."""
    return reader.find(DocumentLink, document_id=document_id, state=LinkState.LINKED)


def ever_linked(reader: Reader, subject: str) -> list[DocumentLink]:
    """What holds or has held for a thing."""
    return reader.find(DocumentLink, subject=subject)


def copies(reader: Reader, revision_id: DocumentRevisionId) -> list[DocumentCopy]:
    """By number, those that are gone too."""
    return reader.find(DocumentCopy, revision_id=revision_id)
