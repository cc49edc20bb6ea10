"""The fields of nonconformance and improvement."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import UNIT, Meaning, Shape, actor, prose, subject
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.nonconformance.vocabulary import (
    DispositionKind,
    DispositionState,
    Effectiveness,
    ImprovementState,
    Origin,
    ReportState,
    ReviewState,
    Severity,
)
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.warehouse.vocabulary import LotId

_ID_HELP: Final = t("An id such as lot_12 or rdg_7.", "编号，如 lot_12、rdg_7。")

# --- what, who and by when, alike for all three -------------------------------------------------

CaseNumber = Annotated[str, Meaning(label=t("Number", "编号"), length_max=40)]
CaseSubject = Annotated[str, subject(t("Report, review or proposal", "报告、评审或建议"), _ID_HELP)]
SubjectOf = Annotated[str, subject(t("What it is about", "涉及对象"), _ID_HELP)]
OwnerOf = Annotated[
    UserId,
    Meaning(label=t("Owner", "责任人"), help=t("Who sees it through.", "负责跟进至完成的人。")),
]
OwningRole = Annotated[
    RoleId,
    Meaning(
        label=t("Owning role", "责任角色"),
        help=t("Its members see it until one takes it over.", "由该角色成员看到，直至有人接手。"),
    ),
]
DueOn = Annotated[date, Meaning(label=t("Due on", "完成期限"))]
Parameter = Annotated[
    str,
    Meaning(
        label=t("Parameter", "参数"),
        help=t(
            "Code of the process parameter, such as T-SEAL; no spaces.",
            "工艺参数代码，如 T-SEAL，不含空格。",
        ),
        length_max=20,
        pattern=r"[A-Za-z0-9._-]+",
    ),
]
OpenedBy = Annotated[str, actor(t("Opened by", "开立人"))]
OpenedAt = Annotated[Instant, Meaning(label=t("Opened at", "开立时间"))]
EndedBecause = Annotated[
    str, Meaning(label=t("Why it ended", "终止原因"), length_max=1000, multiline=True)
]

# --- nonconformance -----------------------------------------------------------------------------

OriginOf = Annotated[Origin, Meaning(label=t("Found by", "发现途径"))]
SeverityOf = Annotated[Severity, Meaning(label=t("Severity", "严重程度"))]
Found = Annotated[
    str,
    prose(
        t("What was found", "不合格事实"),
        t("What, where, how much; not why.", "何物、何处、多少；不写原因。"),
    ),
]
Requirement = Annotated[
    str,
    Meaning(
        label=t("Requirement", "不符合的要求"),
        help=t("Specification, limit or clause.", "规格、限值或条款。"),
        length_max=400,
    ),
]
StateOfReport = Annotated[ReportState, Meaning(label=t("State of the report", "报告状态"))]
AffectedQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Affected quantity", "受影响数量"),
        help=t("Nought: the lot was found not to be affected.", "为零即经评价该批未受影响。"),
        minimum=0,
    ),
]
QuantityUnit = Annotated[str, UNIT]
IsBySerial = Annotated[
    bool,
    Meaning(
        label=t("By its serials only", "仅涉及序列号"),
        help=t("Single pieces of the lot are meant.", "仅涉及该批中的个别产品。"),
    ),
]
Containment = Annotated[
    str,
    prose(
        t("Containment", "控制措施"),
        t("What was done so that nothing of it is used.", "为防止误用已采取的措施。"),
    ),
]
ContainedBy = Annotated[str, actor(t("Contained by", "控制人"))]
ContainedAt = Annotated[Instant, Meaning(label=t("Contained at", "控制时间"))]
Extent = Annotated[
    str,
    prose(
        t("Extent", "影响范围"),
        t("Other lots, stock, in process, shipped.", "其他批、库存、在制品、已发货产品。"),
    ),
]
NeedsInvestigation = Annotated[bool, Meaning(label=t("Investigation needed", "需要调查原因"))]
InvestigationNote = Annotated[
    str,
    prose(t("Why investigated or not", "调查与否的理由"), t("In a sentence.", "一句话说明。")),
]
AdverseEffect = Annotated[
    str,
    prose(
        t("Adverse effect", "不良影响"),
        t("On safety, performance and use.", "对安全、性能与使用的影响。"),
    ),
]
EvaluatedBy = Annotated[str, actor(t("Evaluated by", "评价人"))]
EvaluatedAt = Annotated[Instant, Meaning(label=t("Evaluated at", "评价时间"))]
RootCause = Annotated[
    str, prose(t("Root cause", "根本原因"), t("And how it was found.", "及查明的方法。"))
]
InvestigatedBy = Annotated[str, actor(t("Investigated by", "调查人"))]
InvestigatedAt = Annotated[Instant, Meaning(label=t("Investigated at", "调查时间"))]
Conclusion = Annotated[
    str,
    prose(
        t("Conclusion", "结论"),
        t("What came of it, and what helped.", "处理结果及有效的做法。"),
    ),
]
NeedsAction = Annotated[
    bool,
    Meaning(
        label=t("Further action needed", "需要后续措施"),
        help=t(
            "Then a process review or an improvement proposal of this report is there already.",
            "选“是”时，须已由本报告发起过程评审或改进建议。",
        ),
    ),
]
ClosedBy = Annotated[str, actor(t("Closed by", "关闭人"))]
ClosedAt = Annotated[Instant, Meaning(label=t("Closed at", "关闭时间"))]

KindOfDisposition = Annotated[DispositionKind, Meaning(label=t("Disposition", "处置方式"))]
StateOfDisposition = Annotated[
    DispositionState, Meaning(label=t("State of the disposition", "处置状态"))
]
DisposedQuantity = Annotated[Amount, Meaning(label=t("Quantity", "处置数量"), minimum=1)]
Justification = Annotated[
    str,
    prose(
        t("Justification", "处置理由"),
        t(
            "Of a concession: why the product is safe and performs as it is.",
            "让步接收时说明为何仍安全有效。",
        ),
    ),
]
RegulatoryBasis = Annotated[
    str,
    prose(
        t("Regulatory requirements", "法规符合性"),
        t(
            "Of a concession: how registration and regulations are still met.",
            "让步接收时说明仍符合注册与法规要求的依据。",
        ),
    ),
]
EffectOfRework = Annotated[
    str,
    prose(
        t("Adverse effect of rework", "返工的不良影响"),
        t("Of rework: what it may do to the product.", "返工时说明对产品可能的影响。"),
    ),
]
DecidedBy = Annotated[str, actor(t("Decided by", "处置决定人"))]
DecidedAt = Annotated[Instant, Meaning(label=t("Decided at", "决定时间"))]
ExecutionEvidence = Annotated[
    str,
    prose(
        t("What was done", "执行情况"),
        t("What shows it; numbers of records.", "证明材料，如记录编号。"),
    ),
]
ExecutionRecord = Annotated[
    str,
    subject(
        t("Record of it", "对应记录"),
        t("An id such as rwk_2 or mov_90.", "编号，如 rwk_2、mov_90。"),
    ),
]
ExecutedBy = Annotated[str, actor(t("Carried out by", "执行人"))]
ExecutedAt = Annotated[Instant, Meaning(label=t("Carried out at", "执行时间"))]

# --- process review -----------------------------------------------------------------------------

WhyReviewed = Annotated[
    str,
    prose(t("Why it is reviewed", "评审原因"), t("What gave rise to it.", "由何事引起。")),
]
StateOfReview = Annotated[ReviewState, Meaning(label=t("State of the review", "评审状态"))]
BegunBy = Annotated[str, actor(t("Begun by", "评审开始人"))]
BegunAt = Annotated[Instant, Meaning(label=t("Begun at", "评审开始时间"))]
EffectivenessOf = Annotated[Effectiveness, Meaning(label=t("The process is", "过程有效性"))]
NeedsChange = Annotated[bool, Meaning(label=t("Change needed", "需要变更"))]
ConcludedBy = Annotated[str, actor(t("Concluded by", "作出结论人"))]
ConcludedAt = Annotated[Instant, Meaning(label=t("Concluded at", "作出结论时间"))]

# --- improvement --------------------------------------------------------------------------------

PresentValue = Annotated[
    str, prose(t("As it is", "现状"), t("Present value or way.", "现值或现行做法。"))
]
ProposedChange = Annotated[
    str, prose(t("As it is to be", "建议的改变"), t("Proposed value or way.", "建议值或做法。"))
]
ExpectedEffect = Annotated[
    str,
    prose(
        t("Expected effect", "预期效果"),
        t("And how it will be measured.", "以及如何衡量。"),
    ),
]
RevisionOf = Annotated[
    str,
    subject(
        t("Revision concerned", "涉及版本"),
        t("An id such as rtg_2, drv_5 or est_1.", "编号，如 rtg_2、drv_5、est_1。"),
    ),
]
StateOfImprovement = Annotated[
    ImprovementState, Meaning(label=t("State of the proposal", "建议状态"))
]
AcceptedBy = Annotated[str, actor(t("Accepted by", "采纳人"))]
AcceptedAt = Annotated[Instant, Meaning(label=t("Accepted at", "采纳时间"))]
Outcome = Annotated[
    str,
    prose(
        t("Outcome", "实际效果"),
        t("What was measured after the change.", "变更后的测量结果。"),
    ),
]
HasHelped = Annotated[bool, Meaning(label=t("Helped", "有帮助"))]
DoneBy = Annotated[str, actor(t("Measured by", "效果评估人"))]
DoneAt = Annotated[Instant, Meaning(label=t("Measured at", "效果评估时间"))]


# --- groups of fields ---------------------------------------------------------------------------


class SubjectGiven(Shape):
    """One thing that it is about."""

    subject: SubjectOf


class AffectedGiven(Shape):
    """A lot, and how much of it is affected as far as that is known."""

    lot_id: LotId
    quantity: AffectedQuantity | None = None
    unit: QuantityUnit | None = None


class ExtentGiven(Shape):
    """A lot, and how much of it is affected; nought says that it is not."""

    lot_id: LotId
    quantity: AffectedQuantity
    unit: QuantityUnit


class DispositionGiven(Shape):
    """What becomes of a quantity of a lot, and what the kind of disposition demands to be said."""

    lot_id: LotId
    kind: KindOfDisposition
    quantity: DisposedQuantity
    unit: QuantityUnit
    justification: Justification | None = None
    regulatory_basis: RegulatoryBasis | None = None
    adverse_effect: EffectOfRework | None = None


SubjectsGiven = Annotated[
    list[SubjectGiven], Meaning(label=t("Other things concerned", "其他涉及对象"), items_max=200)
]
AffectedLots = Annotated[
    list[AffectedGiven], Meaning(label=t("Lots concerned", "涉及批"), items_max=200)
]
ExtentsGiven = Annotated[
    list[ExtentGiven], Meaning(label=t("Extent by lot", "各批受影响数量"), items_max=200)
]
DispositionsGiven = Annotated[
    list[DispositionGiven], Meaning(label=t("Dispositions", "处置"), items_max=400)
]
LotsOf = Annotated[list[LotId], Meaning(label=t("Lots", "批"), items_max=200)]
