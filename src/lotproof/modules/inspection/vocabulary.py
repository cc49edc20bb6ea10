"""The words of inspection."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId


class PlanId(Id, prefix="ipl", label=t("Inspection plan", "检验计划")):
    """What is inspected of an item at a stage, and within which limits."""


class CharacteristicId(Id, prefix="chr", label=t("Characteristic", "检验项目")):
    """One property that a plan inspects."""


class InspectionId(Id, prefix="ins", label=t("Inspection", "检验单")):
    """The inspection of one lot under one plan."""


class ResultId(Id, prefix="res", label=t("Inspection result", "检验结果")):
    """What was found of one characteristic of one sample."""


class Stage(Choice):
    """Where in the life of a lot it is inspected."""

    IQC = "iqc", "incoming inspection (IQC)", "进货检验（IQC）"
    IPQC = "ipqc", "in-process inspection (IPQC)", "过程检验（IPQC）"
    FQC = "fqc", "final inspection (FQC)", "成品检验（FQC）"
    OQC = "oqc", "outgoing inspection (OQC)", "出货检验（OQC）"


class PlanState(Choice):
    """At most one plan of an item is effective for a stage."""

    DRAFT = "draft", "draft", "草稿"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已作废"


PLAN_LIFE: Final = LifeCycle(
    t("Inspection plan", "检验计划"),
    {
        PlanState.DRAFT: {PlanState.EFFECTIVE, PlanState.SUPERSEDED},
        PlanState.EFFECTIVE: {PlanState.SUPERSEDED},
        PlanState.SUPERSEDED: (),
    },
)


class CharacteristicKind(Choice):
    MEASURED = "measured", "measured", "计量"
    ATTRIBUTE = "attribute", "attribute", "计数"


class InspectionState(Choice):
    OPEN = "open", "open", "检验中"
    ACCEPTED = "accepted", "accepted", "合格"
    REJECTED = "rejected", "rejected", "不合格"


INSPECTION_LIFE: Final = LifeCycle(
    t("Inspection", "检验单"),
    {
        InspectionState.OPEN: {InspectionState.ACCEPTED, InspectionState.REJECTED},
        InspectionState.ACCEPTED: (),
        InspectionState.REJECTED: (),
    },
)


class Decision(Choice):
    ACCEPT = "accept", "accept", "判定合格"
    REJECT = "reject", "reject", "判定不合格"


class ResultState(Choice):
    STANDING = "standing", "standing", "有效"
    SUPERSEDED = "superseded", "corrected by a later result", "已被更正"


RESULT_LIFE: Final = LifeCycle(
    t("Inspection result", "检验结果"),
    {ResultState.STANDING: {ResultState.SUPERSEDED}, ResultState.SUPERSEDED: ()},
)

StageOf = Annotated[Stage, Meaning(label=t("Stage", "检验阶段"))]
Revision = Annotated[
    str,
    Meaning(
        label=t("Revision", "版本"),
        help=t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。"),
        length_max=20,
        pattern=r"[A-Za-z0-9._-]+",
    ),
]
SampleSize = Annotated[
    int,
    Meaning(
        label=t("Sample size", "样本量"),
        help=t("How many units of the lot are inspected.", "每批抽检的件数。"),
        minimum=1,
        maximum=10_000,
    ),
]
StateOfPlan = Annotated[PlanState, Meaning(label=t("State of the plan", "计划状态"))]
DraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
ApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
EffectiveAt = Annotated[Instant, Meaning(label=t("Effective since", "生效时间"))]

Position = Annotated[int, Meaning(label=t("Position", "序号"), minimum=1)]
CharacteristicCode = Annotated[
    str,
    Meaning(
        label=t("Characteristic code", "检验项目代码"),
        help=t("Printable characters without blanks.", "可打印字符，不含空格。"),
        length_max=40,
        pattern=r"[!-~]+",
    ),
]
CharacteristicName = Annotated[
    str, Meaning(label=t("Characteristic", "检验项目名称"), length_max=120, pattern=r".+")
]
KindOfCharacteristic = Annotated[
    CharacteristicKind,
    Meaning(
        label=t("Kind of characteristic", "检验项目类型"),
        help=t("A value with limits, or pass and fail.", "有限值的测量值，或合格与否。"),
    ),
]
ValueUnit = Annotated[str, UNIT]
LowLimit = Annotated[Amount, Meaning(label=t("Low limit", "下限"))]
HighLimit = Annotated[Amount, Meaning(label=t("High limit", "上限"))]

StateOfInspection = Annotated[InspectionState, Meaning(label=t("State", "状态"))]
OpenedBy = Annotated[str, actor(t("Opened by", "开单人"))]
OpenedAt = Annotated[Instant, Meaning(label=t("Opened at", "开单时间"))]
DecidedBy = Annotated[str, actor(t("Decided by", "判定人"))]
DecidedAt = Annotated[Instant, Meaning(label=t("Decided at", "判定时间"))]
DecisionOn = Annotated[Decision, Meaning(label=t("Decision", "判定"))]

Sample = Annotated[
    int,
    Meaning(
        label=t("Sample", "样本序号"),
        help=t("1, 2, 3 … within the inspection.", "在本检验单内的序号 1、2、3…。"),
        minimum=1,
        maximum=10_000,
    ),
]
MeasuredValue = Annotated[Amount, Meaning(label=t("Measured value", "测量值"))]
IsPassed = Annotated[bool, Meaning(label=t("Passed", "合格"))]
IsWithin = Annotated[bool, Meaning(label=t("Within limits", "在限值内"))]
StateOfResult = Annotated[ResultState, Meaning(label=t("State of the result", "结果状态"))]
MeasuredBy = Annotated[str, actor(t("Measured by", "检验人"))]
MeasuredAt = Annotated[Instant, Meaning(label=t("Measured at", "检验时间"))]
Corrects = Annotated[ResultId, Meaning(label=t("Corrects", "所更正的结果"))]


class CharacteristicGiven(Shape):
    """One property to inspect; a measured one has a unit and one limit at least."""

    code: CharacteristicCode
    name: CharacteristicName
    kind: KindOfCharacteristic
    unit: ValueUnit | None = None
    low: LowLimit | None = None
    high: HighLimit | None = None


class ResultGiven(Shape):
    """What was found: a value with its unit, or pass or fail."""

    characteristic_id: CharacteristicId
    sample: Sample
    value: MeasuredValue | None = None
    unit: ValueUnit | None = None
    passed: IsPassed | None = None
    equipment_id: EquipmentId | None = None


CharacteristicsGiven = Annotated[
    list[CharacteristicGiven], Meaning(label=t("Characteristics", "检验项目"), items_max=200)
]
ResultsGiven = Annotated[list[ResultGiven], Meaning(label=t("Results", "检验结果"))]
