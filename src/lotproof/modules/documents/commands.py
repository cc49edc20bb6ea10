"""What can be asked of files and attachments."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import (
    AttachedTo,
    AttachmentId,
    Digest,
    FileName,
    MediaType,
    SizeBytes,
    StoredFor,
)


@command(
    "documents.store_file/1",
    t("Store file", "存入文件"),
    permission="documents.file.store",
    zh="记录已存入的文件及其摘要；由程序在收到文件内容后发出。",
    by_program=True,
)
class StoreFile(Command):
    """Record that a file was stored, by its digest; sent by the program when it has the bytes."""

    digest: Digest
    size_bytes: SizeBytes
    media_type: MediaType
    user_id: StoredFor


@command(
    "documents.attach_file/1",
    t("Attach file", "添加附件"),
    permission="documents.attachment.attach",
    zh="将已存入的文件添加为某个对象的附件。",
)
class AttachFile(Command):
    """Say that a stored file belongs to a thing."""

    subject: AttachedTo
    digest: Digest
    name: FileName
    media_type: MediaType


@command(
    "documents.withdraw_attachment/1",
    t("Withdraw attachment", "撤回附件"),
    permission="documents.attachment.withdraw",
    zh="说明附件为何不再有效；文件与记录仍保留。",
    needs_reason=True,
)
class WithdrawAttachment(Command):
    """Say why an attachment holds no more; file and record are kept."""

    attachment_id: AttachmentId
