"""How requests about files and attachments are carried out."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.documents.commands import AttachFile, StoreFile, WithdrawAttachment
from lotproof.modules.documents.events import AttachmentWithdrawn, FileAttached, FileStored
from lotproof.modules.documents.records import Attachment, File
from lotproof.modules.documents.rules import AttachedAlready, FileIsOfOtherType, FileUnknown
from lotproof.modules.documents.things import require_thing
from lotproof.modules.documents.vocabulary import (
    ATTACHMENT_LIFE,
    AttachmentId,
    AttachmentState,
    FileId,
)


@handles(StoreFile, emits=(FileStored,))
def store_file(command: StoreFile, work: Work) -> None:
    file = work.add(
        File(
            work.new_id(FileId),
            command.digest,
            command.size_bytes,
            command.media_type,
            command.user_id,
            work.now,
        )
    )
    work.record(FileStored(file_id=file.id))


@handles(AttachFile, emits=(FileAttached,))
def attach_file(command: AttachFile, work: Work) -> None:
    require_thing(work, command.subject)
    file = work.only(File, digest=command.digest)
    if file is None:
        raise FileUnknown(digest=command.digest)
    if file.media_type != command.media_type:
        raise FileIsOfOtherType(is_type=file.media_type, said=command.media_type)
    there = work.find(Attachment, subject=command.subject, state=AttachmentState.ATTACHED)
    for each in there:
        if each.digest == command.digest:
            raise AttachedAlready(subject=command.subject, name=each.name)
    attachment = work.add(
        Attachment(
            id=work.new_id(AttachmentId),
            subject=command.subject,
            digest=command.digest,
            name=command.name,
            media_type=file.media_type,
            size_bytes=file.size_bytes,
            attached_by=work.actor,
            attached_at=work.now,
        )
    )
    work.record(
        FileAttached(attachment_id=attachment.id, subject=command.subject, name=command.name)
    )


@handles(WithdrawAttachment, emits=(AttachmentWithdrawn,))
def withdraw_attachment(command: WithdrawAttachment, work: Work) -> None:
    attachment = work.take(Attachment, command.attachment_id)
    attachment.state = ATTACHMENT_LIFE.move(
        attachment.name, attachment.state, AttachmentState.WITHDRAWN
    )
    attachment.withdrawn_by, attachment.withdrawn_at = work.actor, work.now
    work.record(
        AttachmentWithdrawn(
            attachment_id=attachment.id, subject=attachment.subject, name=attachment.name
        )
    )
