"""The tables of production. The row of a work order is the lock for all that belongs to it."""

from lotproof.kernel.quantity import Amount
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.items.vocabulary import BomId, ItemId, ParameterId, RoutingId
from lotproof.modules.production.vocabulary import (
    AdverseEffect,
    ArrivedQuantity,
    CauseOfScrap,
    ClosedAt,
    ConsumedQuantity,
    ConsumptionId,
    Cycle,
    DecidedBy,
    DeviationCount,
    Difference,
    DocumentsRemoved,
    DueOn,
    DueQuantity,
    Explanation,
    FinishedAt,
    FinishedBy,
    FinishedQuantity,
    FirstArticleId,
    FirstSerial,
    FromLot,
    GoodQuantity,
    InReworkQuantity,
    IntoSerials,
    IsAccepted,
    IsAtOrder,
    IsClean,
    IsCleared,
    IsExact,
    IssuedQuantity,
    IsThroughout,
    KindOfOutput,
    LabelsRemoved,
    LastSerial,
    LineClearanceId,
    MaterialsRemoved,
    NextPosition,
    OccurredAt,
    OperationPosition,
    OperationRunId,
    Performer,
    PlannedBy,
    PlannedQuantity,
    PositiveQuantity,
    ProductsRemoved,
    ReadingId,
    ReadingValue,
    ReceivedQuantity,
    ReleasedBy,
    Remark,
    RepeatFrom,
    ReturnedQuantity,
    ReworkCount,
    ReworkId,
    ReworkQuantity,
    ReworkState,
    RunningQuantity,
    RunQuantity,
    RunState,
    ScrapId,
    ScrapQuantity,
    StartedAt,
    StartedQuantity,
    StateOfOrder,
    StateOfRework,
    StateOfRun,
    VerdictOfReading,
    WorkOrderId,
    WorkOrderNumber,
    WorkOrderState,
)
from lotproof.modules.sites.vocabulary import WorkstationId
from lotproof.modules.warehouse.vocabulary import ItemUnit, Purpose, SerialIds

ZERO = Amount(0)


@record(
    "production.work_order",
    t("Work order", "生产工单"),
    unique=[("number",)],
    index=[("state",), ("item_id",), ("closed_at",), ("due_on",)],
)
class WorkOrder(Record):
    """An order and its totals; `unit` is the item's."""

    id: WorkOrderId
    number: WorkOrderNumber
    item_id: ItemId
    bom_id: BomId
    routing_id: RoutingId
    purpose: Purpose
    quantity: PlannedQuantity
    unit: ItemUnit
    planned_by: PlannedBy
    state: StateOfOrder = WorkOrderState.PLANNED
    started: StartedQuantity = ZERO
    finished: FinishedQuantity = ZERO
    received: ReceivedQuantity = ZERO
    scrapped: ScrapQuantity = ZERO
    reworks: ReworkCount = 0
    deviations: DeviationCount = 0
    output_lot_id: LotId | None = None
    released_by: ReleasedBy | None = None
    closed_at: ClosedAt | None = None
    due_on: DueOn | None = None


@record(
    "production.order_step",
    t("Step of a work order", "工单工序"),
    key=("work_order_id", "position"),
)
class OrderStep(Record):
    """Where the units of an order are. Units wait at a step until a run takes them in."""

    work_order_id: WorkOrderId
    position: OperationPosition
    unit: ItemUnit
    arrived: ArrivedQuantity = ZERO
    running: RunningQuantity = ZERO
    good: GoodQuantity = ZERO
    scrapped: ScrapQuantity = ZERO
    set_aside: ReworkQuantity = ZERO
    in_rework: InReworkQuantity = ZERO


@record(
    "production.operation_run",
    t("Operation run", "工序作业"),
    index=[
        ("work_order_id", "position"),
        ("workstation_id", "started_at"),
        ("equipment_id",),
        ("finished_at",),
    ],
)
class OperationRun(Record):
    """Who ran an operation, where, on what, when, and what came out."""

    id: OperationRunId
    work_order_id: WorkOrderId
    position: OperationPosition
    workstation_id: WorkstationId
    operator: Performer
    started_at: StartedAt
    quantity: RunQuantity
    unit: ItemUnit
    state: StateOfRun = RunState.RUNNING
    equipment_id: EquipmentId | None = None
    rework_id: ReworkId | None = None
    good: GoodQuantity = ZERO
    scrapped: ScrapQuantity = ZERO
    set_aside: ReworkQuantity = ZERO
    finished_at: FinishedAt | None = None
    finished_by: FinishedBy | None = None


@record("production.line_clearance", t("Line clearance", "清场记录"), index=[("work_order_id",)])
class LineClearance(Record):
    """A workstation found free, or not free, of what was made there before."""

    id: LineClearanceId
    work_order_id: WorkOrderId
    position: OperationPosition
    workstation_id: WorkstationId
    products_removed: ProductsRemoved
    materials_removed: MaterialsRemoved
    labels_removed: LabelsRemoved
    documents_removed: DocumentsRemoved
    is_clean: IsClean
    is_cleared: IsCleared
    cleared_at: OccurredAt
    cleared_by: Performer


@record("production.first_article", t("First article", "首件记录"), index=[("work_order_id",)])
class FirstArticle(Record):
    """The first unit of an operation, accepted or not."""

    id: FirstArticleId
    work_order_id: WorkOrderId
    position: OperationPosition
    is_accepted: IsAccepted
    decided_at: OccurredAt
    decided_by: DecidedBy
    serial_id: SerialId | None = None
    remark: Remark | None = None


@record(
    "production.reading",
    t("Parameter reading", "参数读数"),
    index=[("work_order_id",), ("read_at",)],
)
class Reading(Record):
    """One value of a process parameter against the limits of the frozen routing revision."""

    id: ReadingId
    work_order_id: WorkOrderId
    position: OperationPosition
    parameter_id: ParameterId
    value: ReadingValue
    unit: ItemUnit
    verdict: VerdictOfReading
    read_at: OccurredAt
    read_by: Performer
    run_id: OperationRunId | None = None
    equipment_id: EquipmentId | None = None


@record(
    "production.material",
    t("Material of a work order", "工单物料"),
    key=("work_order_id", "lot_id"),
    index=[("lot_id",)],
)
class Material(Record):
    """What one lot gave to an order and where it went; balances when the order closes."""

    work_order_id: WorkOrderId
    lot_id: LotId
    item_id: ItemId
    unit: ItemUnit
    issued: IssuedQuantity = ZERO
    consumed: ConsumedQuantity = ZERO
    returned: ReturnedQuantity = ZERO
    scrapped: ScrapQuantity = ZERO


@record(
    "production.consumption",
    t("Consumption", "物料投用"),
    index=[("work_order_id", "item_id"), ("lot_id",)],
)
class Consumption(Record):
    """Material that went in at an operation, into the output lot or into exact serials of it."""

    id: ConsumptionId
    work_order_id: WorkOrderId
    position: OperationPosition
    item_id: ItemId
    lot_id: LotId
    output_lot_id: LotId
    quantity: PositiveQuantity
    unit: ItemUnit
    is_exact: IsExact
    consumed_at: OccurredAt
    consumed_by: Performer
    serial_ids: SerialIds
    into_serial_ids: IntoSerials
    rework_id: ReworkId | None = None


@record(
    "production.ingredient",
    t("Material lot in an output lot", "产出批所含物料批"),
    key=("work_order_id", "output_lot_id", "lot_id"),
)
class Ingredient(Record):
    """A lot that went into an output lot, which decides whether lots of an item are mixed in it."""

    work_order_id: WorkOrderId
    output_lot_id: LotId
    lot_id: LotId
    item_id: ItemId
    is_throughout: IsThroughout


@record(
    "production.scrap",
    t("Scrap", "报废记录"),
    index=[("work_order_id",), ("scrapped_at",)],
)
class Scrap(Record):
    """Units (of the output lot) or material (of a component lot) thrown away."""

    id: ScrapId
    work_order_id: WorkOrderId
    quantity: PositiveQuantity
    unit: ItemUnit
    cause: CauseOfScrap
    scrapped_at: OccurredAt
    scrapped_by: Performer
    serial_ids: SerialIds
    position: OperationPosition | None = None
    lot_id: LotId | None = None
    run_id: OperationRunId | None = None
    remark: Remark | None = None


@record(
    "production.output",
    t("Output of a work order", "工单产出"),
    key=("work_order_id", "lot_id"),
    index=[("lot_id",)],
)
class Output(Record):
    """A lot that an order makes: how many units belong to it, how many came into stock."""

    work_order_id: WorkOrderId
    lot_id: LotId
    kind: KindOfOutput
    item_id: ItemId
    unit: ItemUnit
    due: DueQuantity
    received: ReceivedQuantity = ZERO


@record(
    "production.serial_run",
    t("Serials of a work order", "工单序列号段"),
    key=("work_order_id", "first_serial_id"),
)
class SerialRun(Record):
    """Consecutive serials of the output lot."""

    work_order_id: WorkOrderId
    first_serial_id: FirstSerial
    last_serial_id: LastSerial


@record(
    "production.issued_serial",
    t("Serial issued to a work order", "工单领用序列号"),
    key=("work_order_id", "serial_id"),
)
class IssuedSerial(Record):
    """A component with a number of its own, and whether the order still has it unused."""

    work_order_id: WorkOrderId
    serial_id: SerialId
    lot_id: LotId
    is_at_order: IsAtOrder = True


@record("production.rework", t("Rework", "返工"), index=[("work_order_id",)])
class Rework(Record):
    """Units that repeat operations, from one lot of the order into a lot of their own.

    Units with serials keep their identity: then `lot_id` is the lot they are of.
    """

    id: ReworkId
    work_order_id: WorkOrderId
    cycle: Cycle
    position: OperationPosition
    repeat_from: RepeatFrom
    quantity: PositiveQuantity
    unit: ItemUnit
    from_lot_id: FromLot
    lot_id: LotId
    adverse_effect: AdverseEffect
    sent_at: OccurredAt
    sent_by: Performer
    serial_ids: SerialIds
    state: StateOfRework = ReworkState.OPEN
    next_position: NextPosition | None = None
    running: RunningQuantity = ZERO
    good: GoodQuantity = ZERO
    scrapped: ScrapQuantity = ZERO
    finished_at: FinishedAt | None = None


@record(
    "production.discrepancy",
    t("Explained difference", "差异说明"),
    key=("work_order_id", "lot_id"),
)
class Discrepancy(Record):
    """A difference with which an order was closed: of a material lot, or of the output lot."""

    work_order_id: WorkOrderId
    lot_id: LotId
    quantity: Difference
    unit: ItemUnit
    explanation: Explanation
