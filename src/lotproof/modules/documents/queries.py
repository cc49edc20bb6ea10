"""Typed reads of files, attachments and controlled documents."""

from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries_control import (
    Document,
    DocumentCopy,
    DocumentLink,
    DocumentRevision,
    PeriodicReview,
    ReviewStep,
    asked_of,
    copies,
    document_by_number,
    effective_at,
    effective_revision,
    ever_linked,
    links,
    links_of,
    revision,
    revisions,
    steps,
)
from lotproof.modules.documents.records import Attachment, File
from lotproof.modules.documents.rules import taken_as

__all__ = [
    "Attachment",
    "Document",
    "DocumentCopy",
    "DocumentLink",
    "DocumentRevision",
    "File",
    "PeriodicReview",
    "ReviewStep",
    "asked_of",
    "attachments_of_file",
    "copies",
    "document_by_number",
    "effective_at",
    "effective_revision",
    "ever_linked",
    "file_by_digest",
    "links",
    "links_of",
    "revision",
    "revisions",
    "steps",
    "taken_as",
]


def file_by_digest(reader: Reader, digest: str) -> File | None:
    return reader.only(File, digest=digest)


def attachments_of_file(reader: Reader, digest: str) -> list[Attachment]:
    """Withdrawn ones too, by id."""
    return reader.find(Attachment, digest=digest)
