"""What has happened in monitoring."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.monitoring.vocabulary import IsCriticalPoint, LimitsId, PointId, SourceId
from lotproof.modules.monitoring.vocabulary_readings import (
    BatchId,
    ExcursionId,
    LevelOf,
    ReadingCount,
    SideOf,
    WithdrawalId,
)


@event("monitoring.source_registered/1", t("{source_id} registered", "登记 {source_id}"))
class SourceRegistered(Event):
    source_id: SourceId


@event("monitoring.source_retired/1", t("{source_id} retired", "{source_id} 停用"))
class SourceRetired(Event):
    source_id: SourceId


@event("monitoring.point_registered/1", t("{point_id} registered", "登记 {point_id}"))
class PointRegistered(Event):
    point_id: PointId
    equipment_id: EquipmentId | None = None


@event("monitoring.point_retired/1", t("{point_id} retired", "{point_id} 停用"))
class PointRetired(Event):
    point_id: PointId


@event(
    "monitoring.limits_drafted/1",
    t("{limits_id} of {point_id} drafted", "编制 {point_id} 的 {limits_id}"),
)
class LimitsDrafted(Event):
    limits_id: LimitsId
    point_id: PointId


@event(
    "monitoring.limits_made_effective/1",
    t("{limits_id} of {point_id} made effective", "{point_id} 的 {limits_id} 生效"),
)
class LimitsMadeEffective(Event):
    limits_id: LimitsId
    point_id: PointId


@event(
    "monitoring.limits_withdrawn/1",
    t("{limits_id} of {point_id} withdrawn", "{point_id} 的 {limits_id} 已撤回"),
)
class LimitsWithdrawn(Event):
    limits_id: LimitsId
    point_id: PointId


@event(
    "monitoring.readings_recorded/1",
    t("{readings} readings recorded in {batch_id}", "{batch_id} 记录 {readings} 个读数"),
)
class ReadingsRecorded(Event):
    batch_id: BatchId
    readings: ReadingCount


@event(
    "monitoring.excursion_began/1",
    t("{point_id} left its limits: {excursion_id}", "{point_id} 超出限值：{excursion_id}"),
)
class ExcursionBegan(Event):
    excursion_id: ExcursionId
    point_id: PointId
    level: LevelOf
    side: SideOf
    is_critical: IsCriticalPoint
    equipment_id: EquipmentId | None = None


@event(
    "monitoring.lot_affected/1",
    t("{lot_id} is affected by {excursion_id}", "{lot_id} 受 {excursion_id} 影响"),
)
class LotAffected(Event):
    excursion_id: ExcursionId
    lot_id: LotId
    level: LevelOf


@event(
    "monitoring.excursion_ended/1",
    t(
        "{point_id} is inside its limits again: {excursion_id}",
        "{point_id} 恢复到限值内：{excursion_id}",
    ),
)
class ExcursionEnded(Event):
    excursion_id: ExcursionId
    point_id: PointId


@event("monitoring.excursion_assessed/1", t("{excursion_id} assessed", "{excursion_id} 已评估"))
class ExcursionAssessed(Event):
    excursion_id: ExcursionId
    point_id: PointId


@event(
    "monitoring.start_withdrawn/1",
    t("{equipment_id} may not start again", "{equipment_id} 的开工许可已撤回"),
)
class StartWithdrawn(Event):
    withdrawal_id: WithdrawalId
    equipment_id: EquipmentId
    excursion_id: ExcursionId | None = None


@event(
    "monitoring.start_given_back/1",
    t("{equipment_id} may start again", "{equipment_id} 恢复开工许可"),
)
class StartGivenBack(Event):
    withdrawal_id: WithdrawalId
    equipment_id: EquipmentId
