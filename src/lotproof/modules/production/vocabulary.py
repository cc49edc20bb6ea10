"""The words of production: orders, what happens to them, and how quantities are told apart."""

from datetime import date
from typing import Annotated, Final

from msgspec import field

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, Shape, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.warehouse.vocabulary import HandledQuantity, ItemUnit, SerialIds


class WorkOrderId(Id, prefix="wor", label=t("Work order", "生产工单")):
    """An order to make a quantity of one item."""


class OperationRunId(Id, prefix="opr", label=t("Operation run", "工序作业")):
    """One time that somebody ran one operation of an order."""


class ConsumptionId(Id, prefix="con", label=t("Consumption", "物料投用")):
    """Material that went into the output."""


class ReadingId(Id, prefix="rdg", label=t("Reading", "参数读数")):
    """One value of a process parameter."""


class ScrapId(Id, prefix="scr", label=t("Scrap", "报废记录")):
    """Units or material thrown away."""


class LineClearanceId(Id, prefix="lcl", label=t("Line clearance", "清场记录")):
    """One check that a workstation is free of what was made there before."""


class FirstArticleId(Id, prefix="far", label=t("First article", "首件记录")):
    """One decision on the first unit of an operation."""


class ReworkId(Id, prefix="rwk", label=t("Rework", "返工")):
    """Units sent back to repeat operations."""


class WorkOrderState(Choice):
    PLANNED = "planned", "planned", "已计划"
    RELEASED = "released", "released", "已下达"
    IN_PROGRESS = "in_progress", "in progress", "生产中"
    CLOSED = "closed", "closed", "已关闭"
    CANCELLED = "cancelled", "cancelled", "已取消"


WORK_ORDER_LIFE = LifeCycle(
    t("Work order", "生产工单"),
    {
        WorkOrderState.PLANNED: {WorkOrderState.RELEASED, WorkOrderState.CANCELLED},
        WorkOrderState.RELEASED: {WorkOrderState.IN_PROGRESS, WorkOrderState.CANCELLED},
        WorkOrderState.IN_PROGRESS: {WorkOrderState.CLOSED, WorkOrderState.CANCELLED},
        WorkOrderState.CLOSED: (),
        WorkOrderState.CANCELLED: (),
    },
)


class RunState(Choice):
    RUNNING = "running", "running", "进行中"
    FINISHED = "finished", "finished", "已完成"


RUN_LIFE = LifeCycle(
    t("Operation run", "工序作业"), {RunState.RUNNING: {RunState.FINISHED}, RunState.FINISHED: ()}
)


class ReworkState(Choice):
    OPEN = "open", "open", "返工中"
    FINISHED = "finished", "finished", "已完成"


REWORK_LIFE = LifeCycle(
    t("Rework", "返工"), {ReworkState.OPEN: {ReworkState.FINISHED}, ReworkState.FINISHED: ()}
)


class OutputKind(Choice):
    """What a lot that an order makes is to the order."""

    MAIN = "main", "product", "主产品"
    REWORK = "rework", "reworked product", "返工品"
    BY_PRODUCT = "by_product", "by-product", "副产品"


class Verdict(Choice):
    """A value against the limits of the frozen routing revision."""

    WITHIN = "within", "within limits", "合格"
    OUTSIDE = "outside", "outside limits", "超限"


class ScrapCause(Choice):
    DEFECT = "defect", "defect", "缺陷"
    SETUP = "setup", "set-up piece", "调机件"
    SAMPLE = "sample", "test sample", "破坏性检验样品"
    DAMAGE = "damage", "damaged in handling", "搬运损坏"
    OTHER = "other", "other", "其他"


WorkOrderNumber = Annotated[
    str,
    Meaning(
        label=t("Work order number", "工单号"),
        help=t("Letters, digits and . _ / -; no spaces.", "字母、数字和 . _ / -，不含空格。"),
        length_max=40,
        pattern=r"[A-Za-z0-9._/-]+",
    ),
]
OperationPosition = Annotated[
    int,
    Meaning(
        label=t("Operation", "工序"),
        help=t("Its position in the routing.", "工艺路线中的顺序号。"),
        minimum=1,
    ),
]
Performer = Annotated[
    str,
    actor(
        t("Performed by", "操作人"), t("The user or program that did it.", "执行操作的用户或程序。")
    ),
]
FinishedBy = Annotated[str, actor(t("Finished by", "完工人"))]
PlannedBy = Annotated[str, actor(t("Planned by", "计划人"))]
ReleasedBy = Annotated[str, actor(t("Released by", "下达人"))]
DecidedBy = Annotated[str, actor(t("Decided by", "判定人"))]

OccurredAt = Annotated[Instant, Meaning(label=t("Occurred at", "发生时间"))]
StartedAt = Annotated[Instant, Meaning(label=t("Started at", "开始时间"))]
FinishedAt = Annotated[Instant, Meaning(label=t("Finished at", "完成时间"))]
ClosedAt = Annotated[Instant, Meaning(label=t("Closed at", "关闭时间"))]

DueOn = Annotated[
    date,
    Meaning(
        label=t("Due on", "完工日期"),
        help=t("The day by which all of it is to be made.", "应全部完工的日期。"),
    ),
]
NONE: Final = Amount(0)
PlannedQuantity = Annotated[Amount, Meaning(label=t("Planned quantity", "计划数量"), minimum=1)]
StartedQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Started", "投产数量"),
        help=t("Put into the first operation.", "投入第一道工序的数量。"),
        minimum=0,
    ),
]
FinishedQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Finished", "完工数量"),
        help=t(
            "Good units out of the last operation; below zero when more was scrapped than counted.",
            "末道工序产出的合格数量；报废多于完工计数时为负。",
        ),
    ),
]
ReceivedQuantity = Annotated[Amount, Meaning(label=t("Received", "入库数量"), minimum=0)]
DueQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Units of the lot", "批内数量"),
        help=t("How many units at most belong to it.", "最多属于该批的数量。"),
        minimum=0,
    ),
]
ArrivedQuantity = Annotated[
    Amount,
    Meaning(
        label=t("Arrived", "转入数量"),
        help=t("Good units out of the operation before.", "上道工序转入的合格数量。"),
        minimum=0,
    ),
]
RunningQuantity = Annotated[Amount, Meaning(label=t("Being worked on", "加工中数量"), minimum=0)]
RunQuantity = Annotated[Amount, Meaning(label=t("Quantity in", "投入数量"), minimum=1)]
GoodQuantity = Annotated[Amount, Meaning(label=t("Good", "合格数量"), minimum=0)]
ScrapQuantity = Annotated[Amount, Meaning(label=t("Scrap", "报废数量"), minimum=0)]
ReworkQuantity = Annotated[
    Amount,
    Meaning(
        label=t("To be reworked", "待返工数量"),
        help=t("Set aside, not sent to rework yet.", "已隔离，尚未发起返工。"),
    ),
]
ReworkReported = Annotated[
    Amount,
    Meaning(
        label=t("To rework", "返工数量"),
        help=t("Not good, but can be made good.", "不合格但可返工。"),
        minimum=0,
    ),
]
InReworkQuantity = Annotated[Amount, Meaning(label=t("In rework", "返工中数量"), minimum=0)]
IssuedQuantity = Annotated[Amount, Meaning(label=t("Issued", "领用数量"), minimum=0)]
ConsumedQuantity = Annotated[Amount, Meaning(label=t("Consumed", "投用数量"), minimum=0)]
ReturnedQuantity = Annotated[Amount, Meaning(label=t("Returned", "退库数量"), minimum=0)]
PositiveQuantity = Annotated[Amount, Meaning(label=t("Quantity", "数量"), minimum=1)]
Difference = Annotated[
    Amount,
    Meaning(
        label=t("Difference", "差异数量"),
        help=t("What went in less what came out.", "投入减去产出。"),
    ),
]
ReadingValue = Annotated[Amount, Meaning(label=t("Value", "测量值"))]

ReworkCount = Annotated[
    int,
    Meaning(
        label=t("Rework count", "返工次数"),
        help=t("How often units of the order were sent back.", "该工单被退回返工的次数。"),
        minimum=0,
    ),
]
DeviationCount = Annotated[
    int,
    Meaning(
        label=t("Deviations", "偏差次数"),
        help=t("Facts recorded although a rule said no.", "与规则不符但如实记录的次数。"),
        minimum=0,
    ),
]
Cycle = Annotated[int, Meaning(label=t("Rework number", "返工序次"), minimum=1)]
SerialCount = Annotated[
    int, Meaning(label=t("Number of serials", "序列号个数"), minimum=1, maximum=100_000)
]
AdverseEffect = Annotated[
    str,
    Meaning(
        label=t("Adverse effects considered", "不利影响评估"),
        help=t(
            "Why the rework does not harm the product (ISO 13485 8.3.4).",
            "返工对产品不利影响的评估结论（ISO 13485 8.3.4）。",
        ),
        length_max=1000,
        multiline=True,
        personal=True,
        needed=True,
    ),
]
Explanation = Annotated[
    str,
    Meaning(
        label=t("Explanation", "差异说明"),
        help=t("Why the quantities differ.", "数量不平衡的原因。"),
        length_max=1000,
        multiline=True,
        personal=True,
        needed=True,
    ),
]
Remark = Annotated[
    str,
    Meaning(label=t("Remark", "备注"), length_max=1000, multiline=True, personal=True, needed=True),
]

IsWithin = Annotated[bool, Meaning(label=t("Within limits", "在限值内"))]
IsAccepted = Annotated[bool, Meaning(label=t("Accepted", "合格"))]
IsExact = Annotated[
    bool,
    Meaning(
        label=t("Exact units known", "已对应到序列号"),
        help=t("Recorded into given serials.", "投用到指定的序列号。"),
    ),
]
IsThroughout = Annotated[
    bool,
    Meaning(
        label=t("In the lot as a whole", "整批投用"),
        help=t("Not only in given serials.", "不仅限于指定的序列号。"),
    ),
]
IsSetAside = Annotated[
    bool,
    Meaning(
        label=t("Set aside for rework", "取自待返工"),
        help=t("Take the units from those set aside for rework.", "从待返工的数量中报废。"),
    ),
]
ProductsRemoved = Annotated[bool, Meaning(label=t("Earlier products removed", "无上批遗留产品"))]
MaterialsRemoved = Annotated[bool, Meaning(label=t("Earlier materials removed", "无上批遗留物料"))]
LabelsRemoved = Annotated[bool, Meaning(label=t("Earlier labels removed", "无上批遗留标签"))]
DocumentsRemoved = Annotated[bool, Meaning(label=t("Earlier documents removed", "无上批遗留文件"))]
IsClean = Annotated[bool, Meaning(label=t("Equipment and area clean", "设备与场地清洁"))]
IsCleared = Annotated[bool, Meaning(label=t("Line cleared", "清场合格"))]

StateOfOrder = Annotated[WorkOrderState, Meaning(label=t("State of the order", "工单状态"))]
StateOfRun = Annotated[RunState, Meaning(label=t("State of the run", "作业状态"))]
StateOfRework = Annotated[ReworkState, Meaning(label=t("State of the rework", "返工状态"))]
KindOfOutput = Annotated[OutputKind, Meaning(label=t("Kind of output", "产出类型"))]
VerdictOfReading = Annotated[Verdict, Meaning(label=t("Verdict", "判定"))]
CauseOfScrap = Annotated[ScrapCause, Meaning(label=t("Cause of scrap", "报废原因"))]

RepeatFrom = Annotated[
    int,
    Meaning(
        label=t("Repeat from operation", "返工起始工序"),
        help=t("The first operation to be repeated.", "需要重做的第一道工序。"),
        minimum=1,
    ),
]
NextPosition = Annotated[int, Meaning(label=t("Next operation", "下一工序"), minimum=1)]
FirstSerial = Annotated[SerialId, Meaning(label=t("First serial", "起始序列号"))]
LastSerial = Annotated[SerialId, Meaning(label=t("Last serial", "结束序列号"))]
FromLot = Annotated[LotId, Meaning(label=t("From lot", "来源批"))]
IsAtOrder = Annotated[bool, Meaning(label=t("At the order, unused", "在工单上未使用"))]
IntoSerials = Annotated[
    list[SerialId],
    Meaning(
        label=t("Into serials", "投用到的序列号"),
        help=t("Exactly the units that it went into.", "准确投用到的产品序列号。"),
    ),
]


class MaterialLine(Shape):
    """What went in of one lot; one line for each output serial that got a serial."""

    lot_id: LotId
    quantity: HandledQuantity
    unit: ItemUnit
    serial_ids: SerialIds = field(default_factory=list)
    into_serial_ids: IntoSerials = field(default_factory=list)


class DifferenceExplained(Shape):
    """Why one lot, of material or the output lot, does not balance."""

    lot_id: LotId
    explanation: Explanation


MaterialLines = Annotated[list[MaterialLine], Meaning(label=t("Material", "物料"), items_max=1_000)]
DifferencesExplained = Annotated[
    list[DifferenceExplained], Meaning(label=t("Explained differences", "差异说明"))
]
