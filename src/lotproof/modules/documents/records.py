"""Which files there are, and what they belong to. The bytes themselves lie beside the database."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import (
    AttachedAt,
    AttachedBy,
    AttachedTo,
    AttachmentId,
    AttachmentState,
    Digest,
    FileId,
    FileName,
    MediaType,
    SizeBytes,
    StateOfAttachment,
    StoredAt,
    StoredFor,
    WithdrawnAt,
    WithdrawnBy,
)


@record("documents.file", t("File", "文件"), unique=[("digest",)])
class File(Record):
    """A content that was brought once, and what it was seen to be."""

    id: FileId
    digest: Digest
    size_bytes: SizeBytes
    media_type: MediaType
    user_id: StoredFor
    stored_at: StoredAt


@record(
    "documents.attachment",
    t("Attachment", "附件"),
    index=[("subject", "state"), ("digest",)],
)
class Attachment(Record):
    """A file that belongs to a thing, under a name of its own."""

    id: AttachmentId
    subject: AttachedTo
    digest: Digest
    name: FileName
    media_type: MediaType
    size_bytes: SizeBytes
    attached_by: AttachedBy
    attached_at: AttachedAt
    state: StateOfAttachment = AttachmentState.ATTACHED
    withdrawn_by: WithdrawnBy | None = None
    withdrawn_at: WithdrawnAt | None = None
