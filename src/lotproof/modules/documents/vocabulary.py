"""The words of files and attachments."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import UserId

FILE_BYTES_MAX = 50_000_000


class FileId(Id, prefix="fil", label=t("File", "文件")):
    """Bytes that are kept under their digest."""


class AttachmentId(Id, prefix="att", label=t("Attachment", "附件")):
    """A file that belongs to a thing."""


class AttachmentState(Choice):
    ATTACHED = "attached", "attached", "有效"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"


ATTACHMENT_LIFE = LifeCycle(
    t("Attachment", "附件"),
    {AttachmentState.ATTACHED: {AttachmentState.WITHDRAWN}, AttachmentState.WITHDRAWN: ()},
)

AttachedTo = Annotated[
    str,
    Meaning(
        label=t("Attached to", "所属对象"),
        help=t("An id such as lot_12.", "编号，如 lot_12。"),
        length_max=40,
        pattern=r"[a-z]{3}_[0-9]{1,19}",
        names_subject=True,
    ),
]
Digest = Annotated[
    str,
    Meaning(
        label=t("Digest", "摘要"),
        help=t("SHA-256 of the content, in hexadecimal.", "内容的 SHA-256（十六进制）。"),
        length_max=64,
        pattern=r"[0-9a-f]{64}",
    ),
]
SizeBytes = Annotated[
    int, Meaning(label=t("Size (bytes)", "大小（字节）"), minimum=1, maximum=FILE_BYTES_MAX)
]
MediaType = Annotated[
    str,
    Meaning(
        label=t("Media type", "媒体类型"),
        help=t("Such as application/pdf.", "如 application/pdf。"),
        length_max=100,
        pattern=r"[a-z]+/[a-z0-9.+-]+",
    ),
]
FileName = Annotated[
    str,
    Meaning(
        label=t("File name", "文件名"),
        help=t("As people know it, with its ending.", "人们使用的名称，含扩展名。"),
        length_max=160,
        pattern=r"[^/\\]*[^/\\.][^/\\]*",
    ),
]
StoredFor = Annotated[UserId, Meaning(label=t("Brought by", "上传人"))]
StoredAt = Annotated[Instant, Meaning(label=t("Stored at", "存入时间"))]
AttachedBy = Annotated[str, Meaning(label=t("Attached by", "添加人"), length_max=40)]
AttachedAt = Annotated[Instant, Meaning(label=t("Attached at", "添加时间"))]
WithdrawnBy = Annotated[str, Meaning(label=t("Withdrawn by", "撤回人"), length_max=40)]
WithdrawnAt = Annotated[Instant, Meaning(label=t("Withdrawn at", "撤回时间"))]
StateOfAttachment = Annotated[AttachmentState, Meaning(label=t("State", "状态"))]
