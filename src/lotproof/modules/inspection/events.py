"""What has happened in inspection."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.vocabulary import (
    CharacteristicId,
    DecisionOn,
    InspectionId,
    IsWithin,
    PlanId,
    ResultId,
    Sample,
    StageOf,
)
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.warehouse.vocabulary import LotId


@event(
    "inspection.plan_defined/1",
    t("Inspection plan {plan_id} of {item_id} drafted", "编制 {item_id} 的检验计划 {plan_id}"),
)
class PlanDefined(Event):
    plan_id: PlanId
    item_id: ItemId
    stage: StageOf


@event(
    "inspection.plan_made_effective/1",
    t("Inspection plan {plan_id} of {item_id} effective", "{item_id} 的检验计划 {plan_id} 生效"),
)
class PlanMadeEffective(Event):
    plan_id: PlanId
    item_id: ItemId
    stage: StageOf


@event(
    "inspection.plan_withdrawn/1",
    t("Inspection plan {plan_id} of {item_id} withdrawn", "{item_id} 的检验计划 {plan_id} 已撤回"),
)
class PlanWithdrawn(Event):
    plan_id: PlanId
    item_id: ItemId
    stage: StageOf


@event(
    "inspection.inspection_opened/1",
    t("Inspection {inspection_id} of lot {lot_id} opened", "批 {lot_id} 开立检验 {inspection_id}"),
)
class InspectionOpened(Event):
    inspection_id: InspectionId
    lot_id: LotId
    item_id: ItemId
    stage: StageOf
    plan_id: PlanId


@event(
    "inspection.result_recorded/1",
    t(
        "Result {result_id} of {inspection_id}, lot {lot_id}, sample {sample}",
        "批 {lot_id} 检验 {inspection_id} 样本 {sample} 的结果 {result_id}",
    ),
)
class ResultRecorded(Event):
    """A result, or the correction of one; `within` is its judgement."""

    result_id: ResultId
    inspection_id: InspectionId
    lot_id: LotId
    characteristic_id: CharacteristicId
    sample: Sample
    within: IsWithin
    equipment_id: EquipmentId | None = None


@event(
    "inspection.inspection_decided/1",
    t(
        "Inspection {inspection_id} of lot {lot_id}: {decision}",
        "批 {lot_id} 的检验 {inspection_id}：{decision}",
    ),
)
class InspectionDecided(Event):
    inspection_id: InspectionId
    lot_id: LotId
    item_id: ItemId
    stage: StageOf
    decision: DecisionOn
