"""The words of sources, monitoring points and their limits."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.site import Trust
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId


class SourceId(Id, prefix="rso", label=t("Source of readings", "数据来源")):
    """A program, gateway or person's form that sends readings."""


class PointId(Id, prefix="mpt", label=t("Monitoring point", "监测点")):
    """One quantity of one machine or room that is read again and again."""


class LimitsId(Id, prefix="mlm", label=t("Limits", "监测限值")):
    """One revision of the limits of a monitoring point."""


# --- sources ------------------------------------------------------------------------------------


class SourceKind(Choice):
    OPC_UA = "opc_ua", "OPC UA", "OPC UA"
    MQTT = "mqtt", "MQTT", "MQTT"
    SPARKPLUG = "sparkplug", "MQTT Sparkplug B", "MQTT Sparkplug B"
    REST = "rest", "other program (REST)", "外部程序（REST）"
    FILE = "file", "file", "文件"
    HAND = "hand", "by hand", "人工"


class SourceState(Choice):
    IN_USE = "in_use", "in use", "在用"
    RETIRED = "retired", "retired", "停用"


SOURCE_LIFE = LifeCycle(
    t("Source of readings", "数据来源"),
    {SourceState.IN_USE: {SourceState.RETIRED}, SourceState.RETIRED: ()},
)

_CODE_FORM = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_CODE_HELP = t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。")
SourceCode = Annotated[
    str,
    Meaning(label=t("Source code", "来源代码"), help=_CODE_HELP, length_max=40, pattern=_CODE_FORM),
]
SourceName = Annotated[
    str, Meaning(label=t("Source name", "来源名称"), length_max=120, pattern=r".+")
]
KindOfSource = Annotated[SourceKind, Meaning(label=t("Kind of source", "来源类别"))]
TrustOfSource = Annotated[
    Trust,
    Meaning(
        label=t("Trust level", "可信度"),
        help=t(
            "How far its readings may be believed; decided here, not by the source.",
            "其读数的可信程度；在此登记，不由来源自述。",
        ),
    ),
]
ClockTolerance = Annotated[
    int,
    Meaning(
        label=t("Clock tolerance (ms)", "时钟允差（毫秒）"),
        help=t(
            "How far its clock may be off before its readings are marked.",
            "其时钟偏差超过此值时，读数将被标记。",
        ),
        minimum=0,
        maximum=3_600_000,
    ),
]
StateOfSource = Annotated[SourceState, Meaning(label=t("State", "状态"))]

# --- points -------------------------------------------------------------------------------------


class PointState(Choice):
    IN_USE = "in_use", "in use", "在用"
    RETIRED = "retired", "retired", "停用"


POINT_LIFE = LifeCycle(
    t("Monitoring point", "监测点"),
    {PointState.IN_USE: {PointState.RETIRED}, PointState.RETIRED: ()},
)

PointCode = Annotated[
    str,
    Meaning(
        label=t("Point code", "监测点代码"), help=_CODE_HELP, length_max=40, pattern=_CODE_FORM
    ),
]
PointName = Annotated[
    str, Meaning(label=t("Point name", "监测点名称"), length_max=120, pattern=r".+")
]
PointNameZh = Annotated[
    str, Meaning(label=t("Point name in Chinese", "监测点中文名称"), length_max=120, pattern=r".+")
]
PointTag = Annotated[
    str,
    Meaning(
        label=t("Tag", "位号"),
        help=t(
            "What the source calls it: node id, topic or column.",
            "来源对它的称呼：节点编号、主题或列名。",
        ),
        length_max=200,
        pattern=r"\S(.*\S)?",
    ),
]
PointUnit = Annotated[str, UNIT]
IsCriticalPoint = Annotated[
    bool,
    Meaning(
        label=t("Critical", "关键"),
        help=t(
            "Outside its action limits the next start of its machine is not permitted.",
            "超出行动限时，不允许其设备再次开工。",
        ),
    ),
]
Instrument = Annotated[
    EquipmentId,
    Meaning(
        label=t("Instrument", "测量仪器"),
        help=t(
            "What it is read with, where that is calibrated by a plan.",
            "用于读取的仪器（按计划校准者）。",
        ),
    ),
]
StateOfPoint = Annotated[PointState, Meaning(label=t("State", "状态"))]

# --- limits -------------------------------------------------------------------------------------


class Phase(Choice):
    """What a machine is doing; limits apply by it."""

    IDLE = "idle", "idle", "待机"
    WARM_UP = "warm_up", "warm-up", "升温"
    RUN = "run", "run", "运行"
    COOL_DOWN = "cool_down", "cool-down", "降温"


class Level(Choice):
    """Which limits: those that warn, or those on which something is done."""

    ALERT = "alert", "alert", "预警"
    ACTION = "action", "action", "行动"


class LimitsState(Choice):
    """At most one revision of a point's limits is in force."""

    DRAFT = "draft", "draft", "草稿"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已作废"


LIMITS_LIFE = LifeCycle(
    t("Limits", "监测限值"),
    {
        LimitsState.DRAFT: {LimitsState.EFFECTIVE, LimitsState.SUPERSEDED},
        LimitsState.EFFECTIVE: {LimitsState.SUPERSEDED},
        LimitsState.SUPERSEDED: (),
    },
)

LimitsRevision = Annotated[
    str,
    Meaning(label=t("Revision", "版本"), help=_CODE_HELP, length_max=20, pattern=_CODE_FORM),
]
StateOfLimits = Annotated[LimitsState, Meaning(label=t("State", "状态"))]
LimitsDraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
LimitsApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
LimitsEffectiveAt = Annotated[Instant, Meaning(label=t("Effective since", "生效时间"))]
TargetValue = Annotated[Amount, Meaning(label=t("Target", "目标值"))]
SampledEvery = Annotated[
    int,
    Meaning(
        label=t("Sampling interval (ms)", "采样间隔（毫秒）"),
        help=t("How often a reading is expected.", "预期多久读取一次。"),
        minimum=1,
        maximum=86_400_000,
    ),
]
KindOfPhase = Annotated[Phase, Meaning(label=t("Phase", "阶段"))]
LowerSpecification = Annotated[Amount, Meaning(label=t("Specification, lower", "规格下限"))]
UpperSpecification = Annotated[Amount, Meaning(label=t("Specification, upper", "规格上限"))]
LowerAction = Annotated[Amount, Meaning(label=t("Action limit, lower", "行动下限"))]
UpperAction = Annotated[Amount, Meaning(label=t("Action limit, upper", "行动上限"))]
LowerAlert = Annotated[Amount, Meaning(label=t("Alert limit, lower", "预警下限"))]
UpperAlert = Annotated[Amount, Meaning(label=t("Alert limit, upper", "预警上限"))]
Dwell = Annotated[
    int,
    Meaning(
        label=t("Dwell (ms)", "允许持续时间（毫秒）"),
        help=t(
            "How long it may stay outside before that is an excursion; 0: at once.",
            "超限持续多久才记为偏离；0 表示立即。",
        ),
        minimum=0,
        maximum=86_400_000,
    ),
]
DeadBand = Annotated[
    Amount,
    Meaning(
        label=t("Dead band", "回差"),
        help=t(
            "How far inside its limits it must be again before an excursion has ended.",
            "须回到限值以内多远，偏离才算结束。",
        ),
        minimum=0,
    ),
]


PlausibleLow = Annotated[
    Amount,
    Meaning(
        label=t("Plausible from", "合理范围下限"),
        help=t(
            "A reading by hand below it waits for a second person. Left open: as far below the "
            "lowest limit as the limits are apart.",
            "低于此值的人工读数须第二人复核。不填时：最低限值以下、与限值跨度相等处。",
        ),
    ),
]
PlausibleHigh = Annotated[
    Amount,
    Meaning(
        label=t("Plausible to", "合理范围上限"),
        help=t(
            "A reading by hand above it waits for a second person. Left open: as far above the "
            "highest limit as the limits are apart.",
            "高于此值的人工读数须第二人复核。不填时：最高限值以上、与限值跨度相等处。",
        ),
    ),
]
NeedsSecondPerson = Annotated[
    bool,
    Meaning(
        label=t("Read by two persons", "双人读取"),
        help=t(
            "Each reading by hand counts only once a second person has confirmed it.",
            "每个人工读数均须第二人复核后计入。",
        ),
    ),
]


class PhaseLimitsGiven(Shape):
    """The limits of one phase, inclusive; without a limit on a side there is none there."""

    phase: KindOfPhase
    unit: PointUnit
    dead_band: DeadBand
    dwell_ms: Dwell = 0
    specification_low: LowerSpecification | None = None
    specification_high: UpperSpecification | None = None
    action_low: LowerAction | None = None
    action_high: UpperAction | None = None
    alert_low: LowerAlert | None = None
    alert_high: UpperAlert | None = None


PhasesGiven = Annotated[
    list[PhaseLimitsGiven], Meaning(label=t("Limits by phase", "各阶段限值"), items_max=10)
]
