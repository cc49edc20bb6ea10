"""The fields of change control."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.meaning import UNIT, Meaning, actor, prose, subject
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import (
    ApprovalState,
    ChangeClass,
    ChangeSource,
    ChangeState,
    ChangeType,
    EffectivePoint,
    EntryState,
    ImpactArea,
    ImpactGroup,
    PermitState,
    Registration,
    RunningOrders,
    TaskState,
    TemporaryState,
    Verdict,
)

_ID_HELP: Final = t("An id such as bom_3.", "编号，如 bom_3。")

ChangeNumber = Annotated[str, Meaning(label=t("Change number", "变更单号"), length_max=40)]
TypeOfChange = Annotated[ChangeType, Meaning(label=t("Type of change", "变更类型"))]
ChangeTitle = Annotated[
    str, Meaning(label=t("Title of the change", "变更标题"), length_max=160, pattern=r".+")
]
ReasonOfChange = Annotated[
    str,
    prose(
        t("Why it is changed", "变更理由"),
        t("What is wrong or could be better.", "存在什么问题，或可作何改进。"),
    ),
]
SourceOfChange = Annotated[ChangeSource, Meaning(label=t("Source of the change", "变更来源"))]
SourceRecord = Annotated[
    str,
    Meaning(
        label=t("Source record", "来源记录"),
        help=t("Number of the complaint, audit or report.", "投诉、审核或报告的编号。"),
        length_max=80,
    ),
]
ChangeDescription = Annotated[
    str,
    prose(
        t("Description of the change", "变更内容"),
        t("How it is now, and how it is to be.", "现状与拟变更后的状态。"),
        length_max=4000,
    ),
]
PointOfEffect = Annotated[EffectivePoint, Meaning(label=t("Effective from", "生效起点"))]
EffectiveOn = Annotated[
    date,
    Meaning(
        label=t("Effective on", "生效日期"),
        help=t("Not before this day.", "不早于该日。"),
    ),
]
EffectiveWith = Annotated[
    str,
    Meaning(
        label=t("Effective with", "自何工单或批起生效"),
        help=t("Number of the first work order or lot.", "首个工单或批的编号。"),
        length_max=60,
    ),
]
TreatmentOfOrders = Annotated[RunningOrders, Meaning(label=t("Orders in progress", "在制工单处理"))]
IsEmergency = Annotated[
    bool,
    Meaning(
        label=t("Emergency", "紧急变更"),
        help=t(
            "May be approved for a limited time first and in full afterwards.",
            "可先限期临时批准，事后补办正式审批。",
        ),
    ),
]
Originator = Annotated[str, actor(t("Originator", "发起人"))]
CreatedAt = Annotated[Instant, Meaning(label=t("Drafted at", "起草时间"))]
StateOfChange = Annotated[ChangeState, Meaning(label=t("State of the change", "变更状态"))]
ClassOfChange = Annotated[ChangeClass, Meaning(label=t("Class of the change", "变更等级"))]
RiskStatement = Annotated[
    str,
    prose(
        t("Risk", "风险说明"),
        t("What could go wrong, how badly, how likely.", "可能的失效、其严重程度与发生可能性。"),
    ),
]
DoneBy = Annotated[str, actor(t("Done by", "执行人"))]
DoneAt = Annotated[Instant, Meaning(label=t("Done at", "执行时间"))]
AssessedBy = Annotated[str, actor(t("Assessed by", "评估人"))]
AssessedAt = Annotated[Instant, Meaning(label=t("Assessed at", "评估时间"))]
ApprovedAt = Annotated[Instant, Meaning(label=t("Approved at", "批准时间"))]
VerifiedBy = Annotated[str, actor(t("Verified by", "验证人"))]
ReleasedBy = Annotated[str, actor(t("Released by", "放行人"))]
ReleasedAt = Annotated[Instant, Meaning(label=t("Released at", "放行时间"))]
NeedsNewDi = Annotated[
    bool,
    Meaning(
        label=t("New UDI-DI needed", "需要新的 UDI-DI"),
        help=t("21 CFR 830.50: a new version or model.", "构成新的规格型号（21 CFR 830.50）。"),
    ),
]
RegistrationNeeded = Annotated[Registration, Meaning(label=t("Authorities", "注册/备案"))]
RegistrationReference = Annotated[
    str,
    Meaning(
        label=t("Registration reference", "注册/备案凭证号"),
        help=t(
            "Number of the approval or filing of the change.", "变更注册批件或变更备案凭证的编号。"
        ),
        length_max=120,
    ),
]
Evidence = Annotated[
    str,
    prose(t("Evidence", "证据"), t("What shows it; numbers of reports.", "证明材料，如报告编号。")),
]
ReviewText = Annotated[
    str,
    prose(
        t("Review", "回顾结论"),
        t("The first lots, and whether they show harm.", "首批产品情况及有无不良影响。"),
    ),
]
EndText = Annotated[
    str, Meaning(label=t("Why it ended", "终止原因"), length_max=1000, multiline=True)
]

CurrentObject = Annotated[str, subject(t("As it is", "现行版本"), _ID_HELP)]
ProposedObject = Annotated[str, subject(t("As it is to be", "拟定版本"), _ID_HELP)]
ObjectNote = Annotated[str, Meaning(label=t("What changes of it", "变更要点"), length_max=400)]
IsListed = Annotated[bool, Meaning(label=t("Listed", "在列"))]

QuestionCode = Annotated[
    str,
    Meaning(
        label=t("Question code", "问题代码"),
        help=t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。"),
        length_max=20,
        pattern=r"[A-Za-z0-9._-]+",
    ),
]
AreaOfImpact = Annotated[ImpactArea, Meaning(label=t("Area of impact", "影响领域"))]
QuestionText = Annotated[
    str, Meaning(label=t("Question", "问题（英文）"), length_max=300, pattern=r".+")
]
QuestionTextZh = Annotated[
    str, Meaning(label=t("Question in Chinese", "问题（中文）"), length_max=300, pattern=r".+")
]
StateOfEntry = Annotated[EntryState, Meaning(label=t("In use", "使用状态"))]
VerdictOnQuestion = Annotated[Verdict, Meaning(label=t("Impact", "影响"))]
AnswerText = Annotated[
    str,
    prose(
        t("Answer", "说明"),
        t(
            "What is affected and how, or why nothing is, or why the question does not apply.",
            "受何影响；无影响或不适用时说明理由。",
        ),
    ),
]
ApprovalStep = Annotated[
    int,
    Meaning(
        label=t("Step", "顺序"),
        help=t(
            "Equal steps sign side by side, higher ones afterwards.",
            "顺序相同者并行签署，较大者在后。",
        ),
        minimum=1,
        maximum=20,
    ),
]
OnlyIfRegistered = Annotated[
    bool,
    Meaning(
        label=t("Only where authorities are concerned", "仅涉及注册/备案时"),
        help=t("Asked if a filing or registration is needed.", "仅在需备案或注册变更时审批。"),
    ),
]
StateOfApproval = Annotated[ApprovalState, Meaning(label=t("Decision", "审批结论"))]
DecidedBy = Annotated[str, actor(t("Decided by", "审批人"))]
DecidedAt = Annotated[Instant, Meaning(label=t("Decided at", "审批时间"))]
ApprovalComment = Annotated[
    str, Meaning(label=t("Comment", "意见"), length_max=1000, multiline=True)
]
GrownSince = Annotated[
    list[str],
    Meaning(label=t("Added since the assessment", "评估后新增"), items_max=20, length_max=60),
]
HasSeenGrowth = Annotated[
    bool,
    Meaning(
        label=t("I have seen what was added since", "已知悉评估后新增的对象"),
        help=t("Orders, lots and others that the change touches.", "受影响的工单、批等。"),
    ),
]
TaskTitle = Annotated[
    str, Meaning(label=t("What is to be done", "任务内容"), length_max=300, pattern=r".+")
]
DueOn = Annotated[date, Meaning(label=t("Due on", "完成期限"))]
StateOfTask = Annotated[TaskState, Meaning(label=t("State of the task", "任务状态"))]
GroupOfImpact = Annotated[ImpactGroup, Meaning(label=t("What is touched", "受影响对象类别"))]
TouchedSubjects = Annotated[
    list[str], Meaning(label=t("Touched", "受影响对象"), items_max=10_000, length_max=40)
]
TouchedCount = Annotated[int, Meaning(label=t("Count", "数量"), minimum=0)]
TakenAt = Annotated[Instant, Meaning(label=t("Found at", "汇总时间"))]

LastDay = Annotated[
    date, Meaning(label=t("Until", "有效期至"), help=t("The last day.", "含当日。"))
]
FullApprovalBy = Annotated[
    date,
    Meaning(
        label=t("Full approval by", "正式批准期限"),
        help=t("Afterwards it ends and its lots are held.", "逾期即终止，所涉批次暂扣。"),
    ),
]
LotsMax = Annotated[int, Meaning(label=t("At most lots", "批数上限"), minimum=1, maximum=1000)]
LotsUsed = Annotated[int, Meaning(label=t("Lots so far", "已用批数"), minimum=0)]
QuantityMax = Annotated[Amount, Meaning(label=t("At most", "数量上限"), minimum=1)]
QuantityUsed = Annotated[Amount, Meaning(label=t("So far", "已用数量"), minimum=0)]
UsedQuantity = Annotated[Amount, Meaning(label=t("Quantity under it", "所用数量"), minimum=1)]
LimitUnit = Annotated[str, UNIT]
StateOfTemporary = Annotated[
    TemporaryState, Meaning(label=t("State of the temporary approval", "临时批准状态"))
]
PermitNumber = Annotated[str, Meaning(label=t("Permit number", "许可编号"), length_max=40)]
Deviation = Annotated[
    str,
    prose(
        t("Deviation", "偏差内容"),
        t("From what, how, and why it is safe.", "偏离何要求、如何偏离、为何安全。"),
    ),
]
StateOfPermit = Annotated[PermitState, Meaning(label=t("State of the permit", "许可状态"))]
RequestedBy = Annotated[str, actor(t("Requested by", "申请人"))]
PermittedBy = Annotated[str, actor(t("Permitted by", "批准人"))]
BegunBy = Annotated[str, actor(t("Begun by", "启用人"))]
BegunAt = Annotated[Instant, Meaning(label=t("Begun at", "启用时间"))]
