"""The words of sterilisation: processes, cycles, their loads and indicators."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape, actor, prose
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.warehouse.vocabulary import LotId


class ProcessId(Id, prefix="stp", label=t("Sterilisation process", "灭菌工艺")):
    """One revision of how a steriliser sterilises with a program."""


class CycleId(Id, prefix="scy", label=t("Sterilisation cycle", "灭菌循环")):
    """One run of a steriliser with its load."""


class IndicatorId(Id, prefix="sin", label=t("Indicator", "指示物")):
    """What was read of one indicator or dosimeter of a cycle."""


# --- processes ----------------------------------------------------------------------------------


class Method(Choice):
    ETHYLENE_OXIDE = "ethylene_oxide", "ethylene oxide (ISO 11135)", "环氧乙烷（ISO 11135）"
    RADIATION = "radiation", "radiation (ISO 11137-1)", "辐照（ISO 11137-1）"
    MOIST_HEAT = "moist_heat", "moist heat (ISO 17665)", "湿热（ISO 17665）"
    DRY_HEAT = "dry_heat", "dry heat (ISO 20857)", "干热（ISO 20857）"
    HYDROGEN_PEROXIDE = (
        "hydrogen_peroxide",
        "hydrogen peroxide vapour (ISO 22441)",
        "过氧化氢蒸汽（ISO 22441）",
    )


class Basis(Choice):
    CONVENTIONAL = "conventional", "biological indicators", "生物指示物"
    PARAMETRIC = "parametric", "parametric", "参数放行"
    DOSIMETRIC = "dosimetric", "dosimetric", "剂量放行"


class ProcessState(Choice):
    """At most one revision of a machine's program is effective."""

    DRAFT = "draft", "draft", "草稿"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已作废"


PROCESS_LIFE = LifeCycle(
    t("Sterilisation process", "灭菌工艺"),
    {
        ProcessState.DRAFT: {ProcessState.EFFECTIVE, ProcessState.SUPERSEDED},
        ProcessState.EFFECTIVE: {ProcessState.SUPERSEDED},
        ProcessState.SUPERSEDED: (),
    },
)

INDICATORS_MAX = 200
_CODE = t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。")
ProcessRevision = Annotated[
    str,
    Meaning(label=t("Revision", "版本"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"),
]
MethodOf = Annotated[Method, Meaning(label=t("Method", "灭菌方法"))]
BasisOf = Annotated[
    Basis,
    Meaning(
        label=t("Released by", "放行依据"),
        help=t(
            "What shows that a cycle was effective, besides its parameters.",
            "除参数外，证明循环有效的依据。",
        ),
    ),
]
LoadPattern = Annotated[
    str,
    prose(
        t("Load pattern", "装载方式"),
        t(
            "How the load stands in the chamber, as validated.",
            "经确认的腔内装载方式。",
        ),
    ),
]


def _count(en: str, zh: str) -> Meaning:
    return Meaning(label=t(en, zh), minimum=0, maximum=INDICATORS_MAX)


BiologicalCount = Annotated[int, _count("Biological indicators", "生物指示物数量")]
ChemicalCount = Annotated[int, _count("Chemical indicators", "化学指示物数量")]
DosimeterCount = Annotated[int, _count("Dosimeters", "剂量计数量")]
StateOfProcess = Annotated[ProcessState, Meaning(label=t("State", "状态"))]
ProcessDraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
ProcessApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
ProcessEffectiveAt = Annotated[Instant, Meaning(label=t("Effective since", "生效时间"))]

# --- cycles -------------------------------------------------------------------------------------


class CycleState(Choice):
    PLANNED = "planned", "load made up", "已配载"
    RUNNING = "running", "running", "运行中"
    FINISHED = "finished", "to be reviewed", "待审核"
    ACCEPTED = "accepted", "accepted", "合格"
    REJECTED = "rejected", "rejected", "不合格"
    CANCELLED = "cancelled", "cancelled", "已取消"


CYCLE_LIFE = LifeCycle(
    t("Sterilisation cycle", "灭菌循环"),
    {
        CycleState.PLANNED: {CycleState.RUNNING, CycleState.CANCELLED},
        CycleState.RUNNING: {CycleState.FINISHED},
        CycleState.FINISHED: {CycleState.ACCEPTED, CycleState.REJECTED},
        CycleState.ACCEPTED: (),
        CycleState.REJECTED: (),
        CycleState.CANCELLED: (),
    },
)

CycleNumber = Annotated[
    str,
    Meaning(
        label=t("Cycle number", "循环编号"),
        help=t("Never given twice.", "编号不重复使用。"),
        length_max=40,
        pattern=r"[A-Za-z0-9][A-Za-z0-9._/-]*",
    ),
]
StateOfCycle = Annotated[CycleState, Meaning(label=t("State", "状态"))]
PlannedBy = Annotated[str, actor(t("Load made up by", "配载人"))]
PlannedAt = Annotated[Instant, Meaning(label=t("Load made up at", "配载时间"))]
StartedBy = Annotated[str, actor(t("Started by", "启动人"))]
StartedAt = Annotated[Instant, Meaning(label=t("Started at", "启动时间"))]
FinishedBy = Annotated[str, actor(t("Ended by", "结束人"))]
FinishedAt = Annotated[Instant, Meaning(label=t("Ended at", "结束时间"))]
IsComplete = Annotated[
    bool,
    Meaning(
        label=t("Ran to its end", "完整运行"),
        help=t(
            "No if the program was broken off or a fault stopped it.",
            "程序中断或因故障停止时选否。",
        ),
    ),
]
ReviewedBy = Annotated[str, actor(t("Reviewed by", "审核人"))]
ReviewedAt = Annotated[Instant, Meaning(label=t("Reviewed at", "审核时间"))]
Conclusion = Annotated[
    str,
    prose(
        t("Conclusion", "审核结论"),
        t(
            "What was reviewed, and what it shows of the load.",
            "审核了哪些内容，以及对该装载的结论。",
        ),
    ),
]

# --- loads --------------------------------------------------------------------------------------

LoadedQuantity = Annotated[Amount, Meaning(label=t("Loaded", "装载数量"), minimum=1)]
LoadUnit = Annotated[str, UNIT]


class LoadGiven(Shape):
    """What of a lot goes into the chamber."""

    lot_id: LotId
    quantity: LoadedQuantity
    unit: LoadUnit


LoadsGiven = Annotated[list[LoadGiven], Meaning(label=t("Load", "装载"), items_max=500)]

# --- indicators ---------------------------------------------------------------------------------


class IndicatorKind(Choice):
    BIOLOGICAL = "biological", "biological indicator", "生物指示物"
    CHEMICAL = "chemical", "chemical indicator", "化学指示物"
    DOSIMETER = "dosimeter", "dosimeter", "剂量计"


class IndicatorState(Choice):
    """Only what stands counts; what was put right stays beside it."""

    STANDING = "standing", "standing", "有效"
    SUPERSEDED = "superseded", "corrected", "已更正"


INDICATOR_LIFE = LifeCycle(
    t("Indicator", "指示物"),
    {IndicatorState.STANDING: {IndicatorState.SUPERSEDED}, IndicatorState.SUPERSEDED: ()},
)

KindOfIndicator = Annotated[IndicatorKind, Meaning(label=t("Kind", "类别"))]
Place = Annotated[
    str,
    Meaning(
        label=t("Place in the load", "装载位置"),
        help=t("As the process says, such as 3A.", "按工艺规定的位置，如 3A。"),
        length_max=40,
        pattern=r"\S(.*\S)?",
    ),
]
IndicatorLot = Annotated[
    str, Meaning(label=t("Lot of the indicator", "指示物批号"), length_max=40, pattern=r"\S(.*\S)?")
]
IsPassed = Annotated[
    bool,
    Meaning(
        label=t("Passed", "合格"),
        help=t(
            "No growth, the full change, or a dose within its limits.",
            "无菌生长、变色完全或剂量在限内。",
        ),
    ),
]
Dose = Annotated[Amount, Meaning(label=t("Dose", "剂量"), minimum=0)]
DoseUnit = Annotated[str, UNIT]
ReadBy = Annotated[str, actor(t("Read by", "判读人"))]
ReadAt = Annotated[Instant, Meaning(label=t("Read at", "判读时间"))]
Instrument = Annotated[
    EquipmentId,
    Meaning(label=t("Read with", "判读设备"), help=t("Incubator or reader.", "培养箱或判读仪。")),
]
StateOfIndicator = Annotated[IndicatorState, Meaning(label=t("State", "状态"))]
Corrects = Annotated[IndicatorId, Meaning(label=t("Corrects", "更正对象"))]
FailedCount = Annotated[int, Meaning(label=t("Failed", "不合格数"), minimum=0)]
ReadCount = Annotated[int, Meaning(label=t("Read", "判读数"), minimum=0)]


class IndicatorGiven(Shape):
    """What one indicator showed."""

    kind: KindOfIndicator
    place: Place
    indicator_lot: IndicatorLot
    is_passed: IsPassed
    dose: Dose | None = None
    unit: DoseUnit | None = None
    equipment_id: Instrument | None = None


IndicatorsGiven = Annotated[
    list[IndicatorGiven], Meaning(label=t("Indicators", "指示物"), items_max=INDICATORS_MAX)
]
