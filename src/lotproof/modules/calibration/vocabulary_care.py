"""The words of maintenance, cleaning and qualification."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor, prose
from lotproof.kernel.text import t


class MaintenancePlanId(Id, prefix="mpl", label=t("Maintenance plan", "维护计划")):
    """What is maintained on a machine, and how often."""


class MaintenanceId(Id, prefix="mnt", label=t("Maintenance", "维护记录")):
    """One maintenance that was carried out."""


class CleaningId(Id, prefix="cln", label=t("Cleaning", "清洁记录")):
    """One cleaning of a machine."""


class QualificationRequirementId(
    Id, prefix="qrq", label=t("Qualification requirement", "设备确认要求")
):
    """That a machine must be qualified before it is used."""


class QualificationId(Id, prefix="qlf", label=t("Qualification", "设备确认记录")):
    """One stage of the qualification of a machine."""


class PlanState(Choice):
    ACTIVE = "active", "in force", "执行中"
    ENDED = "ended", "ended", "已终止"


MAINTENANCE_PLAN_LIFE: Final = LifeCycle(
    t("Maintenance plan", "维护计划"),
    {PlanState.ACTIVE: {PlanState.ENDED}, PlanState.ENDED: ()},
)
QUALIFICATION_REQUIREMENT_LIFE: Final = LifeCycle(
    t("Qualification requirement", "设备确认要求"),
    {PlanState.ACTIVE: {PlanState.ENDED}, PlanState.ENDED: ()},
)


class QualificationStage(Choice):
    """In their order; requalification repeats the last."""

    INSTALLATION = "installation", "installation (IQ)", "安装确认（IQ）"
    OPERATIONAL = "operational", "operation (OQ)", "运行确认（OQ）"
    PERFORMANCE = "performance", "performance (PQ)", "性能确认（PQ）"
    REQUALIFICATION = "requalification", "requalification", "再确认"


class QualificationState(Choice):
    STANDING = "standing", "standing", "有效"
    WITHDRAWN = "withdrawn", "holds no more", "已失效"


QUALIFICATION_LIFE: Final = LifeCycle(
    t("Qualification", "设备确认记录"),
    {
        QualificationState.STANDING: {QualificationState.WITHDRAWN},
        QualificationState.WITHDRAWN: (),
    },
)


class QualificationStatus(Choice):
    """How far a machine is qualified on a day."""

    NOT_QUALIFIED = "not_qualified", "not qualified", "未确认"
    INSTALLED = "installed", "IQ done", "已完成 IQ"
    OPERABLE = "operable", "OQ done", "已完成 OQ"
    QUALIFIED = "qualified", "qualified", "已确认"
    REQUALIFICATION_DUE = "requalification_due", "requalification due", "应再确认"


class Upkeep(Choice):
    """How one thing that is asked of a machine stands today."""

    NOT_USABLE = "not_usable", "not usable", "不可用"
    OVERDUE = "overdue", "overdue", "逾期"
    DUE_SOON = "due_soon", "due soon", "即将到期"
    IN_ORDER = "in_order", "in order", "正常"


# --- maintenance --------------------------------------------------------------------------------

MaintenanceTitle = Annotated[
    str, Meaning(label=t("Maintenance", "维护项目"), length_max=120, pattern=r".+")
]
MaintenanceTasks = Annotated[str, prose(t("Tasks", "维护内容"))]
IntervalDays = Annotated[
    int, Meaning(label=t("Every so many days", "间隔天数"), minimum=1, maximum=3660)
]
IntervalRuns = Annotated[
    int,
    Meaning(
        label=t("Every so many runs", "间隔作业次数"),
        help=t("Operation runs begun on the machine.", "在该设备上开始的工序作业。"),
        minimum=1,
        maximum=1_000_000,
    ),
]
IsHardStop = Annotated[
    bool,
    Meaning(
        label=t("Stops the machine when overdue", "逾期停用"),
        help=t("No operation may start on it then.", "逾期后不得在该设备上开工。"),
    ),
]
DeclaredBy = Annotated[str, actor(t("Declared by", "声明人"))]
DeclaredAt = Annotated[Instant, Meaning(label=t("Declared at", "声明时间"))]
EndedBy = Annotated[str, actor(t("Ended by", "终止人"))]
StateOfPlan = Annotated[PlanState, Meaning(label=t("State", "状态"))]
LastDoneAt = Annotated[Instant, Meaning(label=t("Last done at", "上次维护时间"))]
IsDone = Annotated[
    bool,
    Meaning(
        label=t("All done, fit for use", "全部完成，可以使用"),
        help=t("No: the plan stays due.", "否：计划仍为应办。"),
    ),
]
MaintainedAt = Annotated[Instant, Meaning(label=t("Maintained at", "维护时间"))]
MaintainedBy = Annotated[str, actor(t("Maintained by", "维护人"))]
Findings = Annotated[str, prose(t("Findings", "维护情况"))]

# --- cleaning -----------------------------------------------------------------------------------

CleaningAgent = Annotated[
    str, Meaning(label=t("Agent", "清洁剂"), length_max=120, pattern=r".*\S.*")
]
CleaningProcedure = Annotated[
    str,
    Meaning(
        label=t("Procedure", "清洁规程"),
        help=t("Number of the document.", "文件编号。"),
        length_max=80,
        pattern=r".*\S.*",
    ),
]
IsClean = Annotated[bool, Meaning(label=t("Found clean", "检查为清洁"))]
CleanedAt = Annotated[Instant, Meaning(label=t("Cleaned at", "清洁时间"))]
CleanedBy = Annotated[str, actor(t("Cleaned by", "清洁人"))]
CleaningRemark = Annotated[str, prose(t("Remark", "备注"))]

# --- qualification ------------------------------------------------------------------------------

StageOfQualification = Annotated[QualificationStage, Meaning(label=t("Stage", "确认阶段"))]
IsPassed = Annotated[bool, Meaning(label=t("Passed", "通过"))]
ProtocolNumber = Annotated[
    str,
    Meaning(
        label=t("Report", "确认报告编号"),
        help=t("Attach the report to the qualification.", "请将报告作为附件添加到确认记录。"),
        length_max=80,
        pattern=r"\S(.*\S)?",
    ),
]
PerformedOn = Annotated[date, Meaning(label=t("Performed on", "完成日期"))]
QualifiedUntil = Annotated[
    date,
    Meaning(
        label=t("Qualified until", "确认有效期至"),
        help=t(
            "The last valid day; empty: until something changes. Only for PQ and requalification.",
            "最后有效日；不填则至发生变更为止。仅用于 PQ 与再确认。",
        ),
    ),
]
QualifiedBy = Annotated[str, actor(t("Confirmed by", "确认人"))]
QualifiedAt = Annotated[Instant, Meaning(label=t("Confirmed at", "确认时间"))]
StateOfQualification = Annotated[QualificationState, Meaning(label=t("State", "状态"))]
WithdrawnBy = Annotated[str, actor(t("Withdrawn by", "撤销人"))]
