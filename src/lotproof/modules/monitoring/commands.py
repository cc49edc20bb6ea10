"""What can be asked about sources, points and limits."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring.vocabulary import (
    ClockTolerance,
    Instrument,
    IsCriticalPoint,
    KindOfSource,
    LimitsId,
    LimitsRevision,
    NeedsSecondPerson,
    PhasesGiven,
    PlausibleHigh,
    PlausibleLow,
    PointCode,
    PointId,
    PointName,
    PointNameZh,
    PointTag,
    PointUnit,
    SampledEvery,
    SourceCode,
    SourceId,
    SourceName,
    TargetValue,
    TrustOfSource,
)
from lotproof.modules.sites.vocabulary import AreaId


@command(
    "monitoring.register_source/1",
    t("Register source of readings", "登记数据来源"),
    permission="monitoring.source.register",
    zh="登记发送读数的程序、网关或表单，以及其可信度和时钟允差。",
)
class RegisterSource(Command):
    """Register what sends readings, how far to believe it, and how far its clock may be off."""

    code: SourceCode
    name: SourceName
    kind: KindOfSource
    trust: TrustOfSource
    clock_tolerance_ms: ClockTolerance = 2_000


@command(
    "monitoring.retire_source/1",
    t("Retire source of readings", "停用数据来源"),
    permission="monitoring.source.register",
    zh="来源永久停用；此后到达的读数仍保留，并记为偏差。",
    needs_reason=True,
)
class RetireSource(Command):
    """End a source for ever; what still comes from it is kept, as a deviation."""

    source_id: SourceId


@command(
    "monitoring.register_point/1",
    t("Register monitoring point", "登记监测点"),
    permission="monitoring.point.register",
    zh="登记一台设备或一个区域的一个监测量，以及来源对它的称呼。",
)
class RegisterPoint(Command):
    """Register a quantity of a machine or of an area, and what its source calls it."""

    code: PointCode
    name: PointName
    unit: PointUnit
    source_id: SourceId
    tag: PointTag
    is_critical: IsCriticalPoint = False
    name_zh: PointNameZh | None = None
    equipment_id: EquipmentId | None = None
    area_id: AreaId | None = None
    instrument_id: Instrument | None = None


@command(
    "monitoring.retire_point/1",
    t("Retire monitoring point", "停用监测点"),
    permission="monitoring.point.register",
    zh="监测点永久停用；此后到达的读数仍保留，并记为偏差。",
    needs_reason=True,
)
class RetirePoint(Command):
    """End a monitoring point for ever; what still comes of it is kept, as a deviation."""

    point_id: PointId


@command(
    "monitoring.draft_limits/1",
    t("Draft limits", "编制监测限值"),
    permission="monitoring.limits.draft",
    zh="编制监测点的目标值、采样间隔和各阶段限值的新版本；由他人批准后生效。",
)
class DraftLimits(Command):
    """Draft target, sampling and limits of a point, by phase; somebody else approves them."""

    point_id: PointId
    revision: LimitsRevision
    unit: PointUnit
    phases: PhasesGiven
    target: TargetValue | None = None
    interval_ms: SampledEvery | None = None
    plausible_low: PlausibleLow | None = None
    plausible_high: PlausibleHigh | None = None
    needs_second_person: NeedsSecondPerson = False


@command(
    "monitoring.make_limits_effective/1",
    t("Make limits effective", "批准监测限值生效"),
    permission="monitoring.limits.approve",
    zh="批准监测限值并使其生效；原生效版本随之作废。编制人不得批准。",
    signs=t("Limits approved", "批准监测限值"),
)
class MakeLimitsEffective(Command):
    """Approve drafted limits; they take the place of those before. Not by who drafted them."""

    limits_id: LimitsId


@command(
    "monitoring.withdraw_limits/1",
    t("Withdraw limits", "撤回监测限值"),
    permission="monitoring.limits.withdraw",
    zh="作废草稿或生效的监测限值，不以其他版本替代；该点此后不再判定。",
    needs_reason=True,
)
class WithdrawLimits(Command):
    """End drafted or effective limits without a successor; the point is then no longer judged."""

    limits_id: LimitsId
