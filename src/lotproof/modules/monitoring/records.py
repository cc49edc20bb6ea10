"""What monitoring keeps. Readings are kept in blocks, one for each point of a batch."""

import msgspec

from lotproof.kernel.consequences import consequence
from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.monitoring.vocabulary import (
    ClockTolerance,
    DeadBand,
    Dwell,
    Instrument,
    IsCriticalPoint,
    KindOfPhase,
    KindOfSource,
    LimitsApprovedBy,
    LimitsDraftedBy,
    LimitsEffectiveAt,
    LimitsId,
    LimitsRevision,
    LimitsState,
    LowerAction,
    LowerAlert,
    LowerSpecification,
    NeedsSecondPerson,
    PlausibleHigh,
    PlausibleLow,
    PointCode,
    PointId,
    PointName,
    PointNameZh,
    PointState,
    PointTag,
    PointUnit,
    SampledEvery,
    SourceCode,
    SourceId,
    SourceName,
    SourceState,
    StateOfLimits,
    StateOfPoint,
    StateOfSource,
    TargetValue,
    TrustOfSource,
    UpperAction,
    UpperAlert,
    UpperSpecification,
)
from lotproof.modules.monitoring.vocabulary_readings import (
    AssessedAt,
    AssessedBy,
    Assessment,
    BatchId,
    BeganAt,
    BlockId,
    ClockOffset,
    DeviationCodes,
    DeviationsSaid,
    DeviationsSaidZh,
    EndedAt,
    ExcursionId,
    ExcursionState,
    FirstAt,
    GivenBackAt,
    GivenBackBy,
    Highest,
    IsHeldByIt,
    LastAt,
    LastGoodAt,
    LastValue,
    LateCount,
    LevelOf,
    Lowest,
    Packed,
    PhaseChangeId,
    PhaseThen,
    QualityOf,
    ReadingAt,
    ReadingCount,
    ReceivedAt,
    RepeatedCount,
    SentBy,
    SentFrom,
    SideOf,
    StateOfExcursion,
    StateOfWithdrawal,
    Total,
    TrustThen,
    UnknownCount,
    UnusableCount,
    WithdrawalCause,
    WithdrawalId,
    WithdrawalState,
    WithdrawnAt,
    WithdrawnBy,
    Worst,
)
from lotproof.modules.production.vocabulary import OperationRunId
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.sterilisation.vocabulary import CycleId

# --- what is read, and how it is judged ---------------------------------------------------------


@record("monitoring.source", t("Source of readings", "数据来源"), unique=[("code",)])
class Source(Record):
    """A registered sender of readings, and how far it may be believed."""

    id: SourceId
    code: SourceCode
    name: SourceName
    kind: KindOfSource
    trust: TrustOfSource
    clock_tolerance_ms: ClockTolerance
    state: StateOfSource = SourceState.IN_USE


@record(
    "monitoring.point",
    t("Monitoring point", "监测点"),
    unique=[("code",), ("source_id", "tag")],
    index=[("equipment_id",), ("area_id",), ("instrument_id",)],
)
class Point(Record):
    """A quantity of a machine or of a room."""

    id: PointId
    code: PointCode
    name: PointName
    unit: PointUnit
    source_id: SourceId
    tag: PointTag
    is_critical: IsCriticalPoint
    name_zh: PointNameZh | None = None
    equipment_id: EquipmentId | None = None
    area_id: AreaId | None = None
    instrument_id: Instrument | None = None
    state: StateOfPoint = PointState.IN_USE


@record(
    "monitoring.limits",
    t("Limits", "监测限值"),
    unique=[("point_id", "revision")],
    index=[("point_id", "state")],
)
class Limits(Record):
    """One revision of a point's target, sampling and limits."""

    id: LimitsId
    point_id: PointId
    revision: LimitsRevision
    unit: PointUnit
    drafted_by: LimitsDraftedBy
    target: TargetValue | None = None
    interval_ms: SampledEvery | None = None
    plausible_low: PlausibleLow | None = None
    plausible_high: PlausibleHigh | None = None
    needs_second_person: NeedsSecondPerson = False
    state: StateOfLimits = LimitsState.DRAFT
    approved_by: LimitsApprovedBy | None = None
    effective_at: LimitsEffectiveAt | None = None


@record("monitoring.phase_limits", t("Limits of a phase", "阶段限值"), key=("limits_id", "phase"))
class PhaseLimits(Record):
    """The limits of one phase, inclusive."""

    limits_id: LimitsId
    phase: KindOfPhase
    unit: PointUnit
    dwell_ms: Dwell
    dead_band: DeadBand
    specification_low: LowerSpecification | None = None
    specification_high: UpperSpecification | None = None
    action_low: LowerAction | None = None
    action_high: UpperAction | None = None
    alert_low: LowerAlert | None = None
    alert_high: UpperAlert | None = None


under_control(Limits, LimitsState.EFFECTIVE, family=("point_id",), lines={PhaseLimits: ("phase",)})

# --- readings -----------------------------------------------------------------------------------


@record(
    "monitoring.batch",
    t("Batch of readings", "读数批次"),
    index=[("sent_from", "received_at"), ("received_at",)],
)
class Batch(Record):
    """What came together: how much of it, and what was wrong with it."""

    id: BatchId
    sent_from: SentFrom
    sent_by: SentBy
    received_at: ReceivedAt
    trust: TrustThen
    readings: ReadingCount
    late: LateCount
    repeated: RepeatedCount
    unusable: UnusableCount
    unknown: UnknownCount
    source_id: SourceId | None = None
    clock_offset_ms: ClockOffset | None = None
    deviations: DeviationCodes = msgspec.field(default_factory=list)
    said: DeviationsSaid = msgspec.field(default_factory=list)
    said_zh: DeviationsSaidZh = msgspec.field(default_factory=list)


@record("monitoring.block", t("Block of readings", "读数块"), index=[("point_id", "first_at")])
class Block(Record):
    """The usable readings of one point in one batch, in order of time.

    `readings` counts them all, `unusable` those that are not good: these are packed with the
    others, and are neither judged nor part of `lowest`, `highest` and `total`.
    """

    id: BlockId
    batch_id: BatchId
    point_id: PointId
    unit: PointUnit
    first_at: FirstAt
    last_at: LastAt
    readings: ReadingCount
    unusable: UnusableCount
    packed: Packed
    lowest: Lowest | None = None
    highest: Highest | None = None
    total: Total | None = None


@record("monitoring.last_reading", t("Last reading", "最新读数"), key="point_id")
class LastReading(Record):
    """Where a point stands now."""

    point_id: PointId
    unit: PointUnit
    at: ReadingAt | None = None
    value: LastValue | None = None
    quality: QualityOf | None = None


@record("monitoring.watch", t("Watch over a point", "监测状态"), key=("point_id", "level"))
class Watch(Record):
    """How a point stands towards its limits of one level, between two batches."""

    point_id: PointId
    level: LevelOf
    unit: PointUnit
    inside_at: LastGoodAt | None = None
    outside_since: BeganAt | None = None
    worst: Worst | None = None
    excursion_id: ExcursionId | None = None


@record(
    "monitoring.phase_change",
    t("Phase of a machine", "设备阶段"),
    index=[("equipment_id", "at")],
)
class PhaseChange(Record):
    """A machine entered a phase; it lasts until the next."""

    id: PhaseChangeId
    equipment_id: EquipmentId
    phase: PhaseThen
    at: ReadingAt


# --- excursions ---------------------------------------------------------------------------------


@record(
    "monitoring.excursion",
    t("Excursion", "偏离"),
    index=[
        ("state", "level"),
        ("point_id", "began_at"),
        ("equipment_id",),
        ("area_id",),
        ("began_at",),
    ],
)
class Excursion(Record):
    """A point outside its limits for longer than approved.

    What happened after `last_good_at` (or `began_at`, where no good reading is known) and before
    `ended_at` is affected.
    """

    id: ExcursionId
    point_id: PointId
    limits_id: LimitsId
    level: LevelOf
    phase: PhaseThen
    side: SideOf
    unit: PointUnit
    began_at: BeganAt
    worst: Worst
    last_good_at: LastGoodAt | None = None
    ended_at: EndedAt | None = None
    equipment_id: EquipmentId | None = None
    area_id: AreaId | None = None
    state: StateOfExcursion = ExcursionState.OPEN
    assessed_by: AssessedBy | None = None
    assessed_at: AssessedAt | None = None
    assessment: Assessment | None = None


@record(
    "monitoring.affected_lot",
    t("Lot affected by an excursion", "受偏离影响的批"),
    key=("excursion_id", "lot_id"),
    index=[("lot_id",)],
)
class AffectedLot(Record):
    """A lot that was made, or lay, where and while a point was outside its limits."""

    excursion_id: ExcursionId
    lot_id: LotId
    is_held: IsHeldByIt
    operation_run_id: OperationRunId | None = None
    cycle_id: CycleId | None = None


@record(
    "monitoring.start_withdrawal",
    t("Start permission withdrawn", "开工许可撤回"),
    index=[("equipment_id", "state"), ("state",)],
)
class StartWithdrawal(Record):
    """A machine may not start again until somebody with the right to do so decides."""

    id: WithdrawalId
    equipment_id: EquipmentId
    cause: WithdrawalCause
    withdrawn_by: WithdrawnBy
    withdrawn_at: WithdrawnAt
    excursion_id: ExcursionId | None = None
    state: StateOfWithdrawal = WithdrawalState.WITHDRAWN
    given_back_by: GivenBackBy | None = None
    given_back_at: GivenBackAt | None = None


consequence(Excursion, StartWithdrawal)
