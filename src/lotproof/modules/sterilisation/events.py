"""What has happened in sterilisation."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.sterilisation.vocabulary import (
    CycleId,
    FailedCount,
    IndicatorId,
    IsComplete,
    IsPassed,
    ProcessId,
    ReadCount,
)


@event(
    "sterilisation.process_drafted/1",
    t("{process_id} of {equipment_id} drafted", "编制 {equipment_id} 的 {process_id}"),
)
class ProcessDrafted(Event):
    process_id: ProcessId
    equipment_id: EquipmentId


@event(
    "sterilisation.process_made_effective/1",
    t("{process_id} of {equipment_id} made effective", "{equipment_id} 的 {process_id} 生效"),
)
class ProcessMadeEffective(Event):
    process_id: ProcessId
    equipment_id: EquipmentId


@event(
    "sterilisation.process_withdrawn/1",
    t("{process_id} of {equipment_id} withdrawn", "{equipment_id} 的 {process_id} 已撤回"),
)
class ProcessWithdrawn(Event):
    process_id: ProcessId
    equipment_id: EquipmentId


@event(
    "sterilisation.cycle_planned/1",
    t("Load of {cycle_id} made up for {equipment_id}", "{equipment_id} 的 {cycle_id} 已配载"),
)
class CyclePlanned(Event):
    cycle_id: CycleId
    equipment_id: EquipmentId


@event("sterilisation.cycle_cancelled/1", t("{cycle_id} cancelled", "{cycle_id} 已取消"))
class CycleCancelled(Event):
    cycle_id: CycleId


@event(
    "sterilisation.cycle_started/1",
    t("{cycle_id} started on {equipment_id}", "{cycle_id} 在 {equipment_id} 上启动"),
)
class CycleStarted(Event):
    cycle_id: CycleId
    equipment_id: EquipmentId


@event("sterilisation.cycle_finished/1", t("{cycle_id} has ended", "{cycle_id} 已结束"))
class CycleFinished(Event):
    cycle_id: CycleId
    equipment_id: EquipmentId
    is_complete: IsComplete


@event(
    "sterilisation.indicators_read/1",
    t(
        "{read} indicators of {cycle_id} read, {failed} failed",
        "{cycle_id} 判读指示物 {read} 个，不合格 {failed} 个",
    ),
)
class IndicatorsRead(Event):
    cycle_id: CycleId
    read: ReadCount
    failed: FailedCount


@event(
    "sterilisation.indicator_corrected/1",
    t("{indicator_id} of {cycle_id} corrected", "{cycle_id} 的 {indicator_id} 已更正"),
)
class IndicatorCorrected(Event):
    indicator_id: IndicatorId
    cycle_id: CycleId
    is_passed: IsPassed


@event("sterilisation.cycle_accepted/1", t("{cycle_id} accepted", "{cycle_id} 审核合格"))
class CycleAccepted(Event):
    cycle_id: CycleId


@event("sterilisation.cycle_rejected/1", t("{cycle_id} rejected", "{cycle_id} 审核不合格"))
class CycleRejected(Event):
    cycle_id: CycleId
