"""What has happened to files and attachments."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import AttachedTo, AttachmentId, FileId, FileName


@event("documents.file_stored/1", t("File {file_id} stored", "已存入文件 {file_id}"))
class FileStored(Event):
    file_id: FileId


@event(
    "documents.file_attached/1", t("{name} attached to {subject}", "已为 {subject} 添加附件 {name}")
)
class FileAttached(Event):
    attachment_id: AttachmentId
    subject: AttachedTo
    name: FileName


@event(
    "documents.attachment_withdrawn/1",
    t("{name} withdrawn from {subject}", "已从 {subject} 撤回附件 {name}"),
)
class AttachmentWithdrawn(Event):
    attachment_id: AttachmentId
    subject: AttachedTo
    name: FileName
