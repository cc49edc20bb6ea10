"""The words of files and attachments."""

from datetime import date
from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor, prose, subject
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
    str, subject(t("Attached to", "所属对象"), t("An id such as lot_12.", "编号，如 lot_12。"))
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
AttachedBy = Annotated[str, actor(t("Attached by", "添加人"))]
AttachedAt = Annotated[Instant, Meaning(label=t("Attached at", "添加时间"))]
WithdrawnBy = Annotated[str, actor(t("Withdrawn by", "撤回人"))]
WithdrawnAt = Annotated[Instant, Meaning(label=t("Withdrawn at", "撤回时间"))]
StateOfAttachment = Annotated[AttachmentState, Meaning(label=t("State", "状态"))]

# --- controlled documents -----------------------------------------------------------------------


class DocumentId(Id, prefix="doc", label=t("Document", "受控文件")):
    """A controlled document, whatever its revision."""


class DocumentRevisionId(Id, prefix="drv", label=t("Document revision", "文件版本")):
    """One revision of a controlled document."""


class DocumentStepId(Id, prefix="dst", label=t("Review step", "审批步骤")):
    """One person who reviews or approves one revision."""


class DocumentLinkId(Id, prefix="dln", label=t("Document link", "文件关联")):
    """A thing or a workplace for which a document holds."""


class DocumentCopyId(Id, prefix="dcp", label=t("Controlled copy", "受控副本")):
    """One numbered copy on paper."""


class DocumentReviewId(Id, prefix="dpr", label=t("Periodic review", "定期评审")):
    """One look at whether a document still holds."""


class DocumentKind(Choice):
    SOP = "sop", "procedure (SOP)", "标准操作规程"
    DRAWING = "drawing", "drawing", "图纸"
    SPECIFICATION = "specification", "specification", "规范"
    IFU = "ifu", "instructions for use", "使用说明书"
    TEMPLATE = "template", "template", "模板"
    EXTERNAL_STANDARD = "external_standard", "external standard", "外来标准"
    POLICY = "policy", "policy", "方针制度"
    FORM = "form", "form", "记录表单"


class DocumentState(Choice):
    IN_USE = "in_use", "in use", "在用"
    OBSOLETE = "obsolete", "obsolete", "作废"


DOCUMENT_LIFE = LifeCycle(
    t("Document", "受控文件"),
    {DocumentState.IN_USE: {DocumentState.OBSOLETE}, DocumentState.OBSOLETE: ()},
)


class DocumentRevisionState(Choice):
    """Of one document, at most one revision is effective (ISO 13485 §4.2.4)."""

    DRAFT = "draft", "draft", "草稿"
    IN_REVIEW = "in_review", "in review", "审批中"
    APPROVED = "approved", "approved, not yet effective", "已批准待生效"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已替代"
    OBSOLETE = "obsolete", "obsolete", "作废"
    WITHDRAWN = "withdrawn", "withdrawn before it was effective", "生效前撤回"


DOCUMENT_REVISION_LIFE = LifeCycle(
    t("Document revision", "文件版本"),
    {
        DocumentRevisionState.DRAFT: {
            DocumentRevisionState.IN_REVIEW,
            DocumentRevisionState.WITHDRAWN,
        },
        DocumentRevisionState.IN_REVIEW: {
            DocumentRevisionState.DRAFT,
            DocumentRevisionState.APPROVED,
            DocumentRevisionState.WITHDRAWN,
        },
        DocumentRevisionState.APPROVED: {
            DocumentRevisionState.EFFECTIVE,
            DocumentRevisionState.WITHDRAWN,
        },
        DocumentRevisionState.EFFECTIVE: {
            DocumentRevisionState.SUPERSEDED,
            DocumentRevisionState.OBSOLETE,
        },
        DocumentRevisionState.SUPERSEDED: {DocumentRevisionState.OBSOLETE},
        DocumentRevisionState.OBSOLETE: (),
        DocumentRevisionState.WITHDRAWN: (),
    },
)


class StepDuty(Choice):
    REVIEW = "review", "review", "审核"
    APPROVE = "approve", "approve", "批准"


class StepState(Choice):
    WAITING = "waiting", "waits for those before", "等待前序步骤"
    ASKED = "asked", "to be decided", "待处理"
    DONE = "done", "done", "已完成"
    RETURNED = "returned", "returned to the author", "已退回"
    DROPPED = "dropped", "not needed any more", "已取消"


STEP_LIFE = LifeCycle(
    t("Review step", "审批步骤"),
    {
        StepState.WAITING: {StepState.ASKED, StepState.DROPPED},
        StepState.ASKED: {StepState.DONE, StepState.RETURNED, StepState.DROPPED},
        StepState.DONE: (),
        StepState.RETURNED: (),
        StepState.DROPPED: (),
    },
)


class LinkState(Choice):
    LINKED = "linked", "holds", "有效"
    ENDED = "ended", "ended", "已解除"


LINK_LIFE = LifeCycle(
    t("Document link", "文件关联"), {LinkState.LINKED: {LinkState.ENDED}, LinkState.ENDED: ()}
)


class CopyState(Choice):
    ISSUED = "issued", "with its holder", "已发放"
    RECALLED = "recalled", "to be brought back", "待收回"
    RETURNED = "returned", "returned", "已收回"
    DESTROYED = "destroyed", "destroyed", "已销毁"
    LOST = "lost", "lost", "遗失"


_GONE = {CopyState.RETURNED, CopyState.DESTROYED, CopyState.LOST}
COPY_LIFE = LifeCycle(
    t("Controlled copy", "受控副本"),
    {
        CopyState.ISSUED: {CopyState.RECALLED, *_GONE},
        CopyState.RECALLED: _GONE,
        CopyState.RETURNED: {CopyState.DESTROYED},
        CopyState.DESTROYED: (),
        CopyState.LOST: {CopyState.RETURNED},
    },
)


class CopyEnd(Choice):
    """What became of a copy."""

    RETURNED = "returned", "returned", "已收回"
    DESTROYED = "destroyed", "destroyed", "已销毁"
    LOST = "lost", "lost", "遗失"


class ReviewVerdict(Choice):
    KEEP = "keep", "still holds", "继续有效"
    REVISE = "revise", "to be revised", "需修订"
    RETIRE = "retire", "to be made obsolete", "需作废"


class RenditionLanguage(Choice):
    """The language of a printed page."""

    EN = "en", "English", "英文"
    ZH = "zh", "Chinese", "中文"


DocumentNumber = Annotated[
    str,
    Meaning(
        label=t("Document number", "文件编号"),
        help=t("Never given twice; made when none is given.", "不重复使用；不填则自动编号。"),
        length_max=40,
        pattern=r"[A-Za-z0-9][A-Za-z0-9./_ -]*",
    ),
]
DocumentTitle = Annotated[str, Meaning(label=t("Title", "标题"), length_max=200, pattern=r".+")]
DocumentTitleZh = Annotated[str, Meaning(label=t("Chinese title", "中文标题"), length_max=200)]
KindOfDocument = Annotated[DocumentKind, Meaning(label=t("Kind of document", "文件类别"))]
StateOfDocument = Annotated[DocumentState, Meaning(label=t("State", "状态"))]
DocumentOwner = Annotated[UserId, Meaning(label=t("Owner", "归口负责人"))]
ReviewMonths = Annotated[
    int,
    Meaning(
        label=t("Reviewed every (months)", "评审周期（月）"),
        help=t(
            "Of an external standard: how often it is looked whether there is a newer edition.",
            "外来标准：多久核查一次是否有新版。",
        ),
        minimum=1,
        maximum=120,
    ),
]
NextReviewOn = Annotated[date, Meaning(label=t("Next review on", "下次评审日期"))]
RemindedFor = Annotated[date, Meaning(label=t("Reminded of the review due on", "已提醒的评审日期"))]
DocumentRevisionText = Annotated[
    str,
    Meaning(
        label=t("Revision", "版本"),
        help=t("Such as A or 02; of a standard, its edition.", "如 A 或 02；标准则填版次。"),
        length_max=20,
        pattern=r"[A-Za-z0-9][A-Za-z0-9.+:_-]*",
    ),
]
StateOfDocumentRevision = Annotated[DocumentRevisionState, Meaning(label=t("State", "状态"))]
IsEditorial = Annotated[
    bool,
    Meaning(
        label=t("Editorial only", "仅文字修订"),
        help=t("Nothing to be done differently: no retraining.", "操作无变化，无需再培训。"),
    ),
]
ChangeSummary = Annotated[str, prose(t("What has changed", "变更内容"))]
EffectiveOn = Annotated[
    date,
    Meaning(
        label=t("Effective on", "生效日期"),
        help=t("From the beginning of this day at the site.", "自站点当地该日零时起。"),
    ),
]
RevisionDraftedBy = Annotated[str, actor(t("Author", "编制人"))]
RevisionDraftedAt = Annotated[Instant, Meaning(label=t("Drafted at", "编制时间"))]
RevisionSubmittedAt = Annotated[Instant, Meaning(label=t("Submitted at", "送审时间"))]
RevisionApprovedAt = Annotated[Instant, Meaning(label=t("Approved at", "批准时间"))]
RevisionEffectiveAt = Annotated[Instant, Meaning(label=t("Effective since", "生效时间"))]
RevisionEffectiveUntil = Annotated[Instant, Meaning(label=t("Effective until", "失效时间"))]
Reviewers = Annotated[list[UserId], Meaning(label=t("Reviewers", "审核人"), items_max=20)]
Approvers = Annotated[list[UserId], Meaning(label=t("Approvers", "批准人"), items_max=20)]
IsInOrder = Annotated[
    bool,
    Meaning(
        label=t("One after another", "依次进行"),
        help=t(
            "In the order given; otherwise all at once. Approvals always follow the reviews.",
            "按所列顺序；否则同时进行。批准始终在审核之后。",
        ),
    ),
]
DutyOfStep = Annotated[StepDuty, Meaning(label=t("Duty", "职责"))]
StateOfStep = Annotated[StepState, Meaning(label=t("State", "状态"))]
StepUser = Annotated[UserId, Meaning(label=t("Person", "人员"))]
StepRound = Annotated[int, Meaning(label=t("Submission", "送审次数"), minimum=1)]
StepPosition = Annotated[int, Meaning(label=t("Position", "顺序"), minimum=1)]
StepAskedAt = Annotated[Instant, Meaning(label=t("Asked at", "提请时间"))]
StepDecidedAt = Annotated[Instant, Meaning(label=t("Decided at", "处理时间"))]
HoldsFor = Annotated[
    str,
    subject(
        t("Holds for", "适用对象"),
        t(
            "An item, workstation, equipment or product routing, such as wst_3.",
            "物料、工位、设备等的编号，如 wst_3。",
        ),
    ),
]
LinkedOperation = Annotated[
    str,
    Meaning(
        label=t("Operation code", "工序代码"),
        help=t(
            "Only at this operation of the item's routing, whatever its revision.",
            "仅适用于该物料工艺路线的此工序（不论版本）。",
        ),
        length_max=40,
        pattern=r"[A-Za-z0-9._-]+",
    ),
]
StateOfLink = Annotated[LinkState, Meaning(label=t("State", "状态"))]
LinkedBy = Annotated[str, actor(t("Linked by", "关联人"))]
LinkedAt = Annotated[Instant, Meaning(label=t("Linked at", "关联时间"))]
LinkEndedAt = Annotated[Instant, Meaning(label=t("Ended at", "解除时间"))]
CopyNumber = Annotated[int, Meaning(label=t("Copy number", "副本序号"), minimum=1)]
CopyHolder = Annotated[UserId, Meaning(label=t("Holder", "持有人"))]
CopyPlace = Annotated[str, Meaning(label=t("Place", "存放地点"), length_max=80, pattern=r".+")]
StateOfCopy = Annotated[CopyState, Meaning(label=t("State", "状态"))]
EndOfCopy = Annotated[CopyEnd, Meaning(label=t("What became of it", "副本去向"))]
CopyIssuedBy = Annotated[str, actor(t("Issued by", "发放人"))]
CopyIssuedAt = Annotated[Instant, Meaning(label=t("Issued at", "发放时间"))]
CopyEndedAt = Annotated[Instant, Meaning(label=t("Accounted for at", "处置时间"))]
CopyPrintedAt = Annotated[Instant, Meaning(label=t("Printed at", "打印时间"))]
CopyHolders = Annotated[list[UserId], Meaning(label=t("Holders", "持有人"), items_max=200)]
VerdictOfReview = Annotated[ReviewVerdict, Meaning(label=t("Verdict", "评审结论"))]
ReviewNote = Annotated[str, prose(t("Note", "说明"), personal=True, needed=True)]
ReviewedBy = Annotated[str, actor(t("Reviewed by", "评审人"))]
ReviewedAt = Annotated[Instant, Meaning(label=t("Reviewed at", "评审时间"))]
EditionFound = Annotated[
    str,
    Meaning(
        label=t("Edition found", "查得版次"),
        help=t("The newest one that its issuer sells.", "发布机构现行的最新版次。"),
        length_max=40,
        pattern=r".+",
    ),
]
RenditionLanguageOf = Annotated[RenditionLanguage, Meaning(label=t("Language", "语言"))]
OnDate = Annotated[date, Meaning(label=t("As of", "截至日期"))]
