"""The words of control charts, their limits and their signals."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, Shape, actor, prose
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import RoleId, UserId


class ChartId(Id, prefix="spc", label=t("Control chart", "控制图")):
    """How readings of a point become points of a chart."""


class ControlLimitsId(Id, prefix="scl", label=t("Control limits", "控制限")):
    """One revision of what a chart is judged by."""


class PlotId(Id, prefix="spl", label=t("Plotted points", "控制图描点")):
    """Points of a chart that were judged together."""


class SignalId(Id, prefix="ssg", label=t("Chart signal", "控制图信号")):
    """A rule that fired on a chart."""


# --- charts -------------------------------------------------------------------------------------


class ChartKind(Choice):
    XBAR_R = "xbar_r", "X̄-R: means and ranges", "X̄-R 均值-极差图"
    XBAR_S = "xbar_s", "X̄-S: means and standard deviations", "X̄-S 均值-标准差图"
    I_MR = "i_mr", "I-MR: single values and moving ranges", "I-MR 单值-移动极差图"
    EWMA = "ewma", "EWMA: weighted moving average", "EWMA 指数加权移动平均图"
    CUSUM = "cusum", "CUSUM: cumulative sums", "CUSUM 累积和图"
    P = "p", "p: proportion of defectives", "p 不合格品率图"
    NP = "np", "np: number of defectives", "np 不合格品数图"
    C = "c", "c: number of defects", "c 缺陷数图"
    U = "u", "u: defects per unit", "u 单位缺陷数图"


COUNTED: Final = (ChartKind.P, ChartKind.NP, ChartKind.C, ChartKind.U)
"""Their readings are counts; the size is that of the sample that was looked through."""


class ChartState(Choice):
    IN_USE = "in_use", "in use", "在用"
    RETIRED = "retired", "retired", "停用"


CHART_LIFE: Final = LifeCycle(
    t("Control chart", "控制图"),
    {ChartState.IN_USE: {ChartState.RETIRED}, ChartState.RETIRED: ()},
)

_CODE_FORM = r"[A-Za-z0-9][A-Za-z0-9._-]*"
_CODE_HELP = t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。")
ChartCode = Annotated[
    str,
    Meaning(
        label=t("Chart code", "控制图代码"), help=_CODE_HELP, length_max=40, pattern=_CODE_FORM
    ),
]
ChartName = Annotated[
    str, Meaning(label=t("Chart name", "控制图名称"), length_max=120, pattern=r".+")
]
ChartNameZh = Annotated[
    str, Meaning(label=t("Chart name in Chinese", "控制图中文名称"), length_max=120, pattern=r".+")
]
KindOfChart = Annotated[ChartKind, Meaning(label=t("Kind of chart", "控制图类型"))]
SubgroupSize = Annotated[
    int,
    Meaning(
        label=t("Subgroup size", "子组大小"),
        help=t(
            "Readings of one point of the chart; of counts, the units that were looked through.",
            "一个点所含读数个数；计数图则为所检查的单位数。",
        ),
        minimum=1,
        maximum=10_000,
    ),
]
SubgroupEvery = Annotated[
    int,
    Meaning(
        label=t("One subgroup every (s)", "取组间隔（秒）"),
        help=t(
            "The first readings of each such span are one subgroup; a span with fewer is a gap. "
            "0: readings are taken one after the other.",
            "每个间隔内最先的读数为一个子组，不足则留空；0 表示依次取组。",
        ),
        minimum=0,
        maximum=86_400,
    ),
]
StateOfChart = Annotated[ChartState, Meaning(label=t("State", "状态"))]
OwnerOf = Annotated[
    UserId,
    Meaning(
        label=t("Owner", "责任人"), help=t("Who explains its signals.", "负责说明其信号的人。")
    ),
]
OwningRole = Annotated[
    RoleId,
    Meaning(
        label=t("Owning role", "责任角色"),
        help=t("Whose members explain its signals.", "由该角色成员说明其信号。"),
    ),
]

# --- rules --------------------------------------------------------------------------------------


class SignalRule(Choice):
    """What can be noticed; Western Electric's first three rules are Nelson's 1, 5 and 6."""

    NELSON_1 = "nelson_1", "Nelson 1: one point beyond 3σ", "判异 1：1 点超出 3σ"
    NELSON_2 = "nelson_2", "Nelson 2: nine points on one side", "判异 2：连续 9 点同侧"
    NELSON_3 = "nelson_3", "Nelson 3: six points rising or falling", "判异 3：连续 6 点递增或递减"
    NELSON_4 = "nelson_4", "Nelson 4: fourteen points alternating", "判异 4：连续 14 点交替升降"
    NELSON_5 = "nelson_5", "Nelson 5: two of three beyond 2σ", "判异 5：3 点中 2 点超出 2σ"
    NELSON_6 = "nelson_6", "Nelson 6: four of five beyond 1σ", "判异 6：5 点中 4 点超出 1σ"
    NELSON_7 = "nelson_7", "Nelson 7: fifteen points within 1σ", "判异 7：连续 15 点在 1σ 内"
    NELSON_8 = "nelson_8", "Nelson 8: eight points outside 1σ", "判异 8：连续 8 点在 1σ 外"
    WESTERN_ELECTRIC_4 = (
        "western_electric_4",
        "Western Electric 4: eight points on one side",
        "西电 4：连续 8 点同侧",
    )
    DRIFT = "drift", "steady drift", "持续漂移"
    STEP = "step", "step of the mean", "均值阶跃"
    UNLIKE_SISTERS = "unlike_sisters", "unlike its sisters", "与同类设备不一致"


WARNINGS: Final = (SignalRule.DRIFT, SignalRule.STEP, SignalRule.UNLIKE_SISTERS)
"""What is looked for once an hour, on every chart whose limits are frozen."""


class Part(Choice):
    """Which of the two charts that are read together."""

    MIDDLE = "middle", "location", "位置"
    SPREAD = "spread", "spread", "离散"


# --- limits -------------------------------------------------------------------------------------

RulesOf = Annotated[
    list[SignalRule],
    Meaning(
        label=t("Run rules", "判异准则"),
        help=t(
            "Choose few: each adds false alarms. Those of zones are for means and single values.",
            "宜少选：每条都会增加误报。区域准则仅适用于均值图和单值图。",
        ),
        items_max=12,
    ),
]
BaselineSince = Annotated[Instant, Meaning(label=t("Baseline from", "基线起"))]
BaselineUntil = Annotated[Instant, Meaning(label=t("Baseline to", "基线止"))]
_DECIMAL = r"-?[0-9]+(\.[0-9]+)?"
FrozenMean = Annotated[
    str,
    Meaning(
        label=t("Frozen mean", "冻结均值"),
        help=t(
            "In the unit of the point; of counts, per unit.", "以监测点单位表示；计数则为每单位。"
        ),
        length_max=60,
        pattern=_DECIMAL,
    ),
]
FrozenSigma = Annotated[
    str,
    Meaning(
        label=t("Frozen σ", "冻结 σ"),
        help=t("Of single values within subgroups.", "子组内单值的标准差。"),
        length_max=60,
        pattern=_DECIMAL,
    ),
]
FrozenDegrees = Annotated[
    str,
    Meaning(
        label=t("Degrees of freedom", "自由度"),
        help=t("How good the estimate of σ is.", "σ 估计的可靠程度。"),
        length_max=60,
        pattern=_DECIMAL,
    ),
]
BaselinePoints = Annotated[int, Meaning(label=t("Points kept", "保留点数"), minimum=0)]
StillSignalling = Annotated[
    int,
    Meaning(
        label=t("Points still signalling", "仍报警点数"),
        help=t(
            "Of the baseline, with these limits and rules.", "按此控制限与准则，基线中仍报警的点。"
        ),
        minimum=0,
    ),
]
PointAt = Annotated[Instant, Meaning(label=t("Point at", "点的时间"))]
CauseOfPoint = Annotated[
    str,
    Meaning(
        label=t("Cause that was found", "已查明原因"), length_max=400, pattern=r"[\s\S]*\S[\s\S]*"
    ),
]


class ExclusionGiven(Shape):
    """A point of the baseline that is left out, and the cause that was found for it."""

    at: PointAt
    reason: CauseOfPoint


ExclusionsGiven = Annotated[
    list[ExclusionGiven], Meaning(label=t("Points left out", "剔除的点"), items_max=500)
]


class Basis(Choice):
    """Which limits of its point a process is compared with."""

    SPECIFICATION = "specification", "specification", "规格限"
    ACTION = "action", "action limits", "行动限"


# --- judging ------------------------------------------------------------------------------------

ChartIds = Annotated[list[ChartId], Meaning(label=t("Control charts", "控制图"), items_max=2_000)]
IsWatching = Annotated[bool, Meaning(label=t("Judges new points", "正在判定"))]
BeganAt = Annotated[Instant, Meaning(label=t("Begun anew at", "重新开始于"))]
JudgedUntil = Annotated[Instant, Meaning(label=t("Judged until", "已判定至"))]
LookedAt = Annotated[Instant, Meaning(label=t("Looked ahead at", "最近预测时间"))]
FirstAt = Annotated[Instant, Meaning(label=t("First point at", "首点时间"))]
LastAt = Annotated[Instant, Meaning(label=t("Last point at", "末点时间"))]
PointCount = Annotated[int, Meaning(label=t("Points", "点数"), minimum=0)]
Packed = Annotated[
    str,
    Meaning(
        label=t("Packed points", "压缩描点"),
        help=t("Written and read by the program.", "由程序写入和读取。"),
        length_max=300_000,
        packed=True,
    ),
]

# --- signals ------------------------------------------------------------------------------------


class SignalState(Choice):
    OPEN = "open", "to be explained", "待说明"
    EXPLAINED = "explained", "explained", "已说明"


SIGNAL_LIFE: Final = LifeCycle(
    t("Chart signal", "控制图信号"),
    {SignalState.OPEN: {SignalState.EXPLAINED}, SignalState.EXPLAINED: ()},
)

RuleOf = Annotated[SignalRule, Meaning(label=t("Rule", "准则"))]
PartOf = Annotated[Part, Meaning(label=t("Chart of", "图别"))]
PatternFrom = Annotated[Instant, Meaning(label=t("Pattern from", "模式起"))]
NoticedAt = Annotated[Instant, Meaning(label=t("Noticed at point of", "报警点时间"))]
NoticedLast = Annotated[Instant, Meaning(label=t("Last point of it", "最近一点"))]
TimesNoticed = Annotated[int, Meaning(label=t("Times noticed", "触发次数"), minimum=1)]
FigureSaid = Annotated[
    str,
    Meaning(
        label=t("Plotted value", "描点值"),
        help=t("Of the last point, as it was plotted.", "最近一点的描点值。"),
        length_max=60,
        pattern=_DECIMAL,
    ),
]
Chance = Annotated[
    str,
    Meaning(
        label=t("p-value", "p 值"),
        help=t("Chance of it in a process in control.", "过程受控时出现的概率。"),
        length_max=60,
        pattern=_DECIMAL,
    ),
]
PerHour = Annotated[
    str,
    Meaning(
        label=t("Drift per hour", "每小时漂移"),
        help=t("In the unit of the point.", "以监测点单位表示。"),
        length_max=60,
        pattern=_DECIMAL,
    ),
]
ReachedAt = Annotated[Instant, Meaning(label=t("Limit reached at", "预计达到限值"))]
ReachedEarliest = Annotated[Instant, Meaning(label=t("At the earliest", "最早"))]
ReachedLatest = Annotated[Instant, Meaning(label=t("At the latest", "最晚"))]
StateOfSignal = Annotated[SignalState, Meaning(label=t("State", "状态"))]
Explanation = Annotated[
    str,
    prose(
        t("Explanation", "说明"),
        t("The cause that was found, and what is done.", "查明的原因以及所采取的措施。"),
    ),
]
ExplainedBy = Annotated[str, actor(t("Explained by", "说明人"))]
ExplainedAt = Annotated[Instant, Meaning(label=t("Explained at", "说明时间"))]
