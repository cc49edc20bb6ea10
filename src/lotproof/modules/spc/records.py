"""What control charts keep. Points are kept as they were judged, in blocks."""

import msgspec

from lotproof.kernel.consequences import consequence
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import (
    LimitsApprovedBy,
    LimitsDraftedBy,
    LimitsEffectiveAt,
    LimitsRevision,
    LimitsState,
    PointId,
    SourceId,
    StateOfLimits,
)
from lotproof.modules.spc.vocabulary import (
    BaselinePoints,
    BaselineSince,
    BaselineUntil,
    BeganAt,
    CauseOfPoint,
    Chance,
    ChartCode,
    ChartId,
    ChartName,
    ChartNameZh,
    ChartState,
    ControlLimitsId,
    ExplainedAt,
    ExplainedBy,
    Explanation,
    FigureSaid,
    FirstAt,
    FrozenDegrees,
    FrozenMean,
    FrozenSigma,
    IsWatching,
    JudgedUntil,
    KindOfChart,
    LastAt,
    LookedAt,
    NoticedAt,
    NoticedLast,
    OwnerOf,
    OwningRole,
    Packed,
    PartOf,
    PatternFrom,
    PerHour,
    PlotId,
    PointAt,
    PointCount,
    ReachedAt,
    ReachedEarliest,
    ReachedLatest,
    RuleOf,
    RulesOf,
    SignalId,
    SignalState,
    StateOfChart,
    StateOfSignal,
    StillSignalling,
    SubgroupEvery,
    SubgroupSize,
    TimesNoticed,
)


@record("spc.chart", t("Control chart", "控制图"), unique=[("code",)], index=[("point_id",)])
class Chart(Record):
    """How readings of a point become points of a chart, and who explains its signals."""

    id: ChartId
    code: ChartCode
    name: ChartName
    point_id: PointId
    kind: KindOfChart
    size: SubgroupSize
    every_s: SubgroupEvery
    name_zh: ChartNameZh | None = None
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    state: StateOfChart = ChartState.IN_USE


@record(
    "spc.control_limits",
    t("Control limits", "控制限"),
    unique=[("chart_id", "revision")],
    index=[("chart_id", "state"), ("state",)],
)
class ControlLimits(Record):
    """What a chart is judged by: mean and σ of a baseline, and the rules that are read.

    Of counts, the mean is the rate of one unit and σ its standard error in a sample.
    """

    id: ControlLimitsId
    chart_id: ChartId
    revision: LimitsRevision
    drafted_by: LimitsDraftedBy
    since: BaselineSince
    until: BaselineUntil
    mean: FrozenMean
    sigma: FrozenSigma
    points: BaselinePoints
    still_signalling: StillSignalling
    rules: RulesOf = msgspec.field(default_factory=list)
    degrees: FrozenDegrees | None = None
    state: StateOfLimits = LimitsState.DRAFT
    approved_by: LimitsApprovedBy | None = None
    effective_at: LimitsEffectiveAt | None = None


@record("spc.exclusion", t("Point left out", "剔除的点"), key=("limits_id", "at"))
class Exclusion(Record):
    """A point of a baseline whose cause was found."""

    limits_id: ControlLimitsId
    at: PointAt
    reason: CauseOfPoint


@record(
    "spc.watch", t("Watch over a chart", "控制图判定状态"), key="chart_id", index=[("source_id",)]
)
class Watch(Record):
    """Where the judging of a chart stands between two batches of readings."""

    chart_id: ChartId
    source_id: SourceId
    limits_id: ControlLimitsId
    is_watching: IsWatching
    began_at: BeganAt
    judged_until: JudgedUntil
    memory: Packed
    looked_at: LookedAt | None = None


@record("spc.plot", t("Plotted points", "控制图描点"), index=[("chart_id", "last_at")])
class Plot(Record):
    """Points of a chart in order of time, as they were judged."""

    id: PlotId
    chart_id: ChartId
    limits_id: ControlLimitsId
    first_at: FirstAt
    last_at: LastAt
    points: PointCount
    packed: Packed


@record(
    "spc.signal",
    t("Chart signal", "控制图信号"),
    index=[("state",), ("chart_id", "state"), ("owner_id", "state"), ("noticed_at",)],
)
class Signal(Record):
    """A rule that fired: on which chart, at which points, who explains it, and the explanation."""

    id: SignalId
    chart_id: ChartId
    limits_id: ControlLimitsId
    rule: RuleOf
    part: PartOf
    pattern_from: PatternFrom
    noticed_at: NoticedAt
    last_at: NoticedLast
    points: TimesNoticed
    value: FigureSaid
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    p_value: Chance | None = None
    per_hour: PerHour | None = None
    reached_at: ReachedAt | None = None
    reached_earliest: ReachedEarliest | None = None
    reached_latest: ReachedLatest | None = None
    state: StateOfSignal = SignalState.OPEN
    explanation: Explanation | None = None
    explained_by: ExplainedBy | None = None
    explained_at: ExplainedAt | None = None


consequence(Signal)
