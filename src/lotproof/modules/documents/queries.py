"""Typed reads of files and attachments."""

from lotproof.kernel.work import Reader
from lotproof.modules.documents.records import Attachment, File
from lotproof.modules.documents.rules import taken_as

__all__ = ["Attachment", "File", "attachments_of_file", "file_by_digest", "taken_as"]


def file_by_digest(reader: Reader, digest: str) -> File | None:
    return reader.only(File, digest=digest)


def attachments_of_file(reader: Reader, digest: str) -> list[Attachment]:
    """Withdrawn ones too, by id."""
    return reader.find(Attachment, digest=digest)
