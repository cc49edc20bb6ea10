"""What people and machines ask of production, and what they report."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId, ParameterId
from lotproof.modules.production.vocabulary import (
    NONE,
    AdverseEffect,
    CauseOfScrap,
    DifferencesExplained,
    DocumentsRemoved,
    DueOn,
    FromLot,
    GoodQuantity,
    IsClean,
    IsSetAside,
    LabelsRemoved,
    MaterialLines,
    MaterialsRemoved,
    OperationPosition,
    OperationRunId,
    PlannedQuantity,
    ProductsRemoved,
    ReadingValue,
    Remark,
    RepeatFrom,
    ReworkId,
    ReworkReported,
    RunQuantity,
    ScrapCause,
    ScrapQuantity,
    SerialCount,
    WorkOrderId,
    WorkOrderNumber,
)
from lotproof.modules.sites.vocabulary import WorkstationId
from lotproof.modules.warehouse.vocabulary import (
    HandledQuantity,
    ItemUnit,
    LocationId,
    LotId,
    LotNumber,
    LotPurpose,
    MadeOn,
    Purpose,
    SerialId,
    SerialIds,
    SerialNumber,
)


@command(
    "production.plan_work_order/1",
    t("Plan work order", "计划工单"),
    permission="production.work_order.plan",
    zh="计划生产一定数量的物料；此时生效的物料清单与工艺路线版本随工单固定。",
)
class PlanWorkOrder(Command):
    """Plan to make a quantity of an item, with the bill and routing that are effective now."""

    item_id: ItemId
    quantity: PlannedQuantity
    unit: ItemUnit
    purpose: Purpose = LotPurpose.COMMERCIAL
    number: WorkOrderNumber | None = None
    due_on: DueOn | None = None


@command(
    "production.release_work_order/1",
    t("Release work order", "下达工单"),
    permission="production.work_order.release",
    zh="由计划人以外的人下达工单，允许领料和生产。",
)
class ReleaseWorkOrder(Command):
    """Let an order that somebody else planned be supplied and made."""

    work_order_id: WorkOrderId


@command(
    "production.open_output/1",
    t("Open output lot", "建立产出批"),
    permission="production.output.open",
    zh="为工单建立产出批；未给出批号时按规则编号。",
)
class OpenOutput(Command):
    """Open the lot that the order makes; without a lot number it gets the next one."""

    work_order_id: WorkOrderId
    lot_number: LotNumber | None = None
    made_on: MadeOn | None = None


@command(
    "production.issue_material/1",
    t("Issue material", "领料"),
    permission="production.material.issue",
    zh="将库位上的一批物料领用到工单；不在物料清单中、未放行或过期的物料不予领用。",
)
class IssueMaterial(Command):
    """Take material of a lot from its location to the order."""

    work_order_id: WorkOrderId
    lot_id: LotId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.return_material/1",
    t("Return material", "退料"),
    permission="production.material.return",
    zh="将工单上未使用的物料退回库位。",
)
class ReturnMaterial(Command):
    """Put unused material of the order back into stock."""

    work_order_id: WorkOrderId
    lot_id: LotId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.consume_material/1",
    t("Consume material", "投料"),
    permission="production.material.consume",
    zh="登记在某工序投用了哪些批或序列号；可指明投用到哪些产品序列号。",
)
class ConsumeMaterial(Command):
    """Say which lots and serials went in at an operation, and into which units if known."""

    work_order_id: WorkOrderId
    position: OperationPosition
    lines: MaterialLines
    rework_id: ReworkId | None = None


@command(
    "production.scrap_material/1",
    t("Scrap material", "物料报废"),
    permission="production.material.scrap",
    zh="登记工单上报废的物料。",
    is_fact=True,
    needs_reason=True,
)
class ScrapMaterial(Command):
    """Report material of the order that was thrown away."""

    work_order_id: WorkOrderId
    lot_id: LotId
    quantity: HandledQuantity
    unit: ItemUnit
    cause: CauseOfScrap = ScrapCause.DEFECT
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.clear_line/1",
    t("Clear line", "清场"),
    permission="production.line.clear",
    zh="登记工位清场检查的结果；全部合格后该工位方可开工。",
    is_fact=True,
)
class ClearLine(Command):
    """Report how a workstation was found before the order runs there; all must be right."""

    work_order_id: WorkOrderId
    position: OperationPosition
    workstation_id: WorkstationId
    products_removed: ProductsRemoved
    materials_removed: MaterialsRemoved
    labels_removed: LabelsRemoved
    documents_removed: DocumentsRemoved
    is_clean: IsClean


@command(
    "production.start_operation/1",
    t("Start operation", "工序开工"),
    permission="production.operation.start",
    zh="本人在工位和设备上开始一道工序；工序顺序、清场和首件须已满足。",
)
class StartOperation(Command):
    """Begin an operation on units that have arrived, at a workstation and with equipment."""

    work_order_id: WorkOrderId
    position: OperationPosition
    workstation_id: WorkstationId
    quantity: RunQuantity
    unit: ItemUnit
    equipment_id: EquipmentId | None = None
    rework_id: ReworkId | None = None


@command(
    "production.record_parameter/1",
    t("Record parameter", "记录工艺参数"),
    permission="production.parameter.record",
    zh="登记工艺参数的一个测量值，并与工单固定版本的限值比较。",
    is_fact=True,
)
class RecordParameter(Command):
    """Report a value of a process parameter; it is judged by the order's frozen limits."""

    work_order_id: WorkOrderId
    parameter_id: ParameterId
    value: ReadingValue
    unit: ItemUnit
    run_id: OperationRunId | None = None
    equipment_id: EquipmentId | None = None


@command(
    "production.approve_first_article/1",
    t("Approve first article", "首件合格"),
    permission="production.first_article.decide",
    zh="由操作者以外的人判定首件合格。",
)
class ApproveFirstArticle(Command):
    """Accept the first unit of an operation that somebody else ran."""

    work_order_id: WorkOrderId
    position: OperationPosition
    serial_id: SerialId | None = None
    remark: Remark | None = None


@command(
    "production.reject_first_article/1",
    t("Reject first article", "首件不合格"),
    permission="production.first_article.decide",
    zh="由操作者以外的人判定首件不合格；调整后重新送检。",
)
class RejectFirstArticle(Command):
    """Reject the first unit of an operation that somebody else ran; say what is wrong."""

    work_order_id: WorkOrderId
    position: OperationPosition
    remark: Remark
    serial_id: SerialId | None = None


@command(
    "production.finish_operation/1",
    t("Finish operation", "工序完工"),
    permission="production.operation.finish",
    zh="登记一次作业的合格、报废与待返工数量，三者之和须等于投入数量。",
)
class FinishOperation(Command):
    """Count what came out of a run: good, scrap and rework make up what went in."""

    run_id: OperationRunId
    good: GoodQuantity
    unit: ItemUnit
    scrap: ScrapQuantity = NONE
    rework: ReworkReported = NONE
    scrap_cause: CauseOfScrap = ScrapCause.DEFECT
    scrap_serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.scrap_units/1",
    t("Scrap units", "产品报废"),
    permission="production.unit.scrap",
    zh="登记工序间或完工后报废的产品；不填工序表示末道工序之后。",
    is_fact=True,
    needs_reason=True,
)
class ScrapUnits(Command):
    """Report units thrown away before an operation or, without one, after the last."""

    work_order_id: WorkOrderId
    quantity: HandledQuantity
    unit: ItemUnit
    position: OperationPosition | None = None
    is_set_aside: IsSetAside = False
    cause: CauseOfScrap = ScrapCause.DEFECT
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.serialise_output/1",
    t("Serialise output", "赋序列号"),
    permission="production.output.serialise",
    zh="自起始序列号起为产出赋予连续的序列号。",
)
class SerialiseOutput(Command):
    """Give consecutive serial numbers to units of the output lot, counting up from the first."""

    work_order_id: WorkOrderId
    first_number: SerialNumber
    count: SerialCount


@command(
    "production.receive_output/1",
    t("Receive output", "完工入库"),
    permission="production.output.receive",
    zh="将完工的合格品收入待检库位；未指明批时为主产出批。",
)
class ReceiveOutput(Command):
    """Put finished units into a quarantine location; without a lot, into the main output lot."""

    work_order_id: WorkOrderId
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit
    lot_id: LotId | None = None
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.record_by_product/1",
    t("Record by-product", "登记副产品"),
    permission="production.by_product.record",
    zh="登记随工单产出的副产品并收入待检库位。",
)
class RecordByProduct(Command):
    """Put what else came out of the order into quarantine, as a lot of its own."""

    work_order_id: WorkOrderId
    item_id: ItemId
    lot_number: LotNumber
    location_id: LocationId
    quantity: HandledQuantity
    unit: ItemUnit


@command(
    "production.send_to_rework/1",
    t("Send to rework", "发起返工"),
    permission="production.rework.send",
    zh="将待返工的产品退回指定工序重做；按批管理的产品另立返工批。",
)
class SendToRework(Command):
    """Let units that were set aside repeat operations; lot-tracked ones get a lot of their own."""

    work_order_id: WorkOrderId
    position: OperationPosition
    repeat_from: RepeatFrom
    quantity: HandledQuantity
    unit: ItemUnit
    adverse_effect: AdverseEffect
    from_lot_id: FromLot | None = None
    lot_number: LotNumber | None = None
    serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.finish_rework/1",
    t("Finish rework", "返工完成"),
    permission="production.rework.finish",
    zh="登记返工结果：合格、报废、须再次返工的数量之和等于返工数量。",
)
class FinishRework(Command):
    """Count what came out of a rework after every operation was repeated."""

    rework_id: ReworkId
    good: GoodQuantity
    unit: ItemUnit
    scrap: ScrapQuantity = NONE
    rework: ReworkReported = NONE
    scrap_cause: CauseOfScrap = ScrapCause.DEFECT
    scrap_serial_ids: SerialIds = field(default_factory=list)


@command(
    "production.close_work_order/1",
    t("Close work order", "关闭工单"),
    permission="production.work_order.close",
    zh="关闭数量平衡的工单；每项差异须说明原因。",
)
class CloseWorkOrder(Command):
    """Close an order whose quantities balance, or whose every difference is explained."""

    work_order_id: WorkOrderId
    explanations: DifferencesExplained = field(default_factory=list)


@command(
    "production.cancel_work_order/1",
    t("Cancel work order", "取消工单"),
    permission="production.work_order.cancel",
    zh="取消尚未投料的工单；已领用的物料须先退回。",
    needs_reason=True,
)
class CancelWorkOrder(Command):
    """Give up an order into which nothing went; issued material is returned first."""

    work_order_id: WorkOrderId
