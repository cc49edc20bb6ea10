"""What has happened in production."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import IsCritical, ItemId, ParameterId
from lotproof.modules.production.vocabulary import (
    CauseOfScrap,
    DueOn,
    FirstArticleId,
    FirstSerial,
    FromLot,
    GoodQuantity,
    IsAccepted,
    IsCleared,
    IsWithin,
    LastSerial,
    LineClearanceId,
    OperationPosition,
    OperationRunId,
    PlannedQuantity,
    ReadingId,
    ReworkId,
    ReworkReported,
    RunQuantity,
    ScrapId,
    ScrapQuantity,
    WorkOrderId,
    WorkOrderNumber,
)
from lotproof.modules.sites.vocabulary import WorkstationId
from lotproof.modules.warehouse.vocabulary import (
    HandledQuantity,
    ItemUnit,
    LocationId,
    LotId,
    Purpose,
)


@event(
    "production.work_order_planned/1",
    t("Work order {number} planned: {quantity} {unit}", "工单 {number} 已计划：{quantity} {unit}"),
)
class WorkOrderPlanned(Event):
    work_order_id: WorkOrderId
    number: WorkOrderNumber
    item_id: ItemId
    quantity: PlannedQuantity
    unit: ItemUnit
    purpose: Purpose
    due_on: DueOn | None = None


@event(
    "production.work_order_released/1",
    t("Work order {work_order_id} released", "工单 {work_order_id} 已下达"),
)
class WorkOrderReleased(Event):
    work_order_id: WorkOrderId
    item_id: ItemId
    quantity: PlannedQuantity
    unit: ItemUnit


@event(
    "production.output_opened/1",
    t("Output lot {lot_id} opened for {work_order_id}", "为 {work_order_id} 建立产出批 {lot_id}"),
)
class OutputOpened(Event):
    lot_id: LotId
    work_order_id: WorkOrderId
    item_id: ItemId


@event(
    "production.material_issued/1",
    t(
        "{quantity} {unit} of lot {lot_id} issued to {work_order_id}",
        "批 {lot_id} 的 {quantity} {unit} 领用到 {work_order_id}",
    ),
)
class MaterialIssued(Event):
    work_order_id: WorkOrderId
    lot_id: LotId
    item_id: ItemId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "production.material_returned/1",
    t(
        "{quantity} {unit} of lot {lot_id} returned from {work_order_id}",
        "批 {lot_id} 的 {quantity} {unit} 从 {work_order_id} 退回",
    ),
)
class MaterialReturned(Event):
    work_order_id: WorkOrderId
    lot_id: LotId
    item_id: ItemId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "production.material_consumed/1",
    t(
        "{quantity} {unit} of lot {lot_id} went into {output_lot_id} at operation {position}",
        "批 {lot_id} 的 {quantity} {unit} 在工序 {position} 投用到 {output_lot_id}",
    ),
)
class MaterialConsumed(Event):
    work_order_id: WorkOrderId
    position: OperationPosition
    lot_id: LotId
    item_id: ItemId
    output_lot_id: LotId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "production.material_scrapped/1",
    t(
        "{quantity} {unit} of lot {lot_id} scrapped at {work_order_id}",
        "{work_order_id} 报废批 {lot_id} 的 {quantity} {unit}",
    ),
)
class MaterialScrapped(Event):
    scrap_id: ScrapId
    work_order_id: WorkOrderId
    lot_id: LotId
    quantity: HandledQuantity
    unit: ItemUnit
    cause: CauseOfScrap


@event(
    "production.line_cleared/1",
    t(
        "Line clearance of {workstation_id} for {work_order_id}",
        "{work_order_id} 在 {workstation_id} 清场",
    ),
)
class LineCleared(Event):
    """How the workstation was found; `is_cleared` says whether all was right."""

    line_clearance_id: LineClearanceId
    work_order_id: WorkOrderId
    workstation_id: WorkstationId
    is_cleared: IsCleared


@event(
    "production.operation_started/1",
    t(
        "Operation {position} of {work_order_id} started: {quantity} {unit}",
        "{work_order_id} 工序 {position} 开工：{quantity} {unit}",
    ),
)
class OperationStarted(Event):
    run_id: OperationRunId
    work_order_id: WorkOrderId
    position: OperationPosition
    workstation_id: WorkstationId
    quantity: RunQuantity
    unit: ItemUnit
    equipment_id: EquipmentId | None = None
    rework_id: ReworkId | None = None


@event(
    "production.parameter_recorded/1",
    t(
        "Parameter {parameter_id} of {work_order_id} recorded",
        "{work_order_id} 记录参数 {parameter_id}",
    ),
)
class ParameterRecorded(Event):
    """A value was read; `within` says whether it is inside the frozen limits."""

    reading_id: ReadingId
    work_order_id: WorkOrderId
    position: OperationPosition
    parameter_id: ParameterId
    within: IsWithin
    is_critical: IsCritical
    lot_id: LotId | None = None
    equipment_id: EquipmentId | None = None


@event(
    "production.first_article_decided/1",
    t(
        "First article at operation {position} of {work_order_id} decided",
        "{work_order_id} 工序 {position} 首件已判定",
    ),
)
class FirstArticleDecided(Event):
    first_article_id: FirstArticleId
    work_order_id: WorkOrderId
    position: OperationPosition
    is_accepted: IsAccepted


@event(
    "production.operation_finished/1",
    t(
        "Operation {position} of {work_order_id}: good {good}, scrap {scrap}, rework {rework}",
        "{work_order_id} 工序 {position}：合格 {good}，报废 {scrap}，返工 {rework}",
    ),
)
class OperationFinished(Event):
    run_id: OperationRunId
    work_order_id: WorkOrderId
    position: OperationPosition
    good: GoodQuantity
    scrap: ScrapQuantity
    rework: ReworkReported
    unit: ItemUnit
    lot_id: LotId | None = None


@event(
    "production.units_scrapped/1",
    t(
        "{quantity} {unit} of {work_order_id} scrapped",
        "{work_order_id} 报废 {quantity} {unit}",
    ),
)
class UnitsScrapped(Event):
    scrap_id: ScrapId
    work_order_id: WorkOrderId
    quantity: HandledQuantity
    unit: ItemUnit
    cause: CauseOfScrap
    lot_id: LotId | None = None


@event(
    "production.output_serialised/1",
    t(
        "Serials {first_serial_id} to {last_serial_id} made in lot {lot_id}",
        "批 {lot_id} 赋序列号 {first_serial_id} 至 {last_serial_id}",
    ),
)
class OutputSerialised(Event):
    work_order_id: WorkOrderId
    lot_id: LotId
    first_serial_id: FirstSerial
    last_serial_id: LastSerial


@event(
    "production.output_made/1",
    t(
        "{quantity} {unit} of lot {lot_id} made by {work_order_id}",
        "{work_order_id} 完工入库：批 {lot_id}，{quantity} {unit}",
    ),
)
class OutputMade(Event):
    """Finished units stand in quarantine."""

    lot_id: LotId
    item_id: ItemId
    work_order_id: WorkOrderId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "production.by_product_made/1",
    t(
        "By-product of {work_order_id}: {quantity} {unit}, lot {lot_id}",
        "{work_order_id} 副产品：批 {lot_id}，{quantity} {unit}",
    ),
)
class ByProductMade(Event):
    lot_id: LotId
    item_id: ItemId
    work_order_id: WorkOrderId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "production.units_sent_to_rework/1",
    t(
        "{quantity} {unit} of {work_order_id} sent to rework {rework_id}",
        "{work_order_id} 的 {quantity} {unit} 发起返工 {rework_id}",
    ),
)
class UnitsSentToRework(Event):
    rework_id: ReworkId
    work_order_id: WorkOrderId
    from_lot_id: FromLot
    lot_id: LotId
    quantity: HandledQuantity
    unit: ItemUnit


@event(
    "production.rework_finished/1",
    t(
        "Rework {rework_id}: good {good}, scrap {scrap}, again {rework}",
        "返工 {rework_id}：合格 {good}，报废 {scrap}，再返工 {rework}",
    ),
)
class ReworkFinished(Event):
    rework_id: ReworkId
    work_order_id: WorkOrderId
    lot_id: LotId
    good: GoodQuantity
    scrap: ScrapQuantity
    rework: ReworkReported
    unit: ItemUnit


@event(
    "production.work_order_closed/1",
    t("Work order {work_order_id} closed", "工单 {work_order_id} 已关闭"),
)
class WorkOrderClosed(Event):
    work_order_id: WorkOrderId
    lot_id: LotId


@event(
    "production.work_order_cancelled/1",
    t("Work order {work_order_id} cancelled", "工单 {work_order_id} 已取消"),
)
class WorkOrderCancelled(Event):
    work_order_id: WorkOrderId
