"""What inspection keeps. Results are never changed but for the mark that a later one corrects."""

from lotproof.kernel.consequences import consequence
from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.vocabulary import (
    ApprovedBy,
    CharacteristicCode,
    CharacteristicId,
    CharacteristicName,
    Corrects,
    DecidedAt,
    DecidedBy,
    DraftedBy,
    EffectiveAt,
    HighLimit,
    InspectionId,
    InspectionState,
    IsPassed,
    IsWithin,
    KindOfCharacteristic,
    LowLimit,
    MeasuredAt,
    MeasuredBy,
    MeasuredValue,
    OpenedAt,
    OpenedBy,
    PlanId,
    PlanState,
    Position,
    ResultId,
    ResultState,
    Revision,
    Sample,
    SampleSize,
    StageOf,
    StateOfInspection,
    StateOfPlan,
    StateOfResult,
    ValueUnit,
)
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.warehouse.vocabulary import LotId


@record(
    "inspection.plan",
    t("Inspection plan", "检验计划"),
    unique=[("item_id", "stage", "revision")],
    index=[("item_id", "stage", "state")],
)
class Plan(Record):
    """One revision of what is inspected of an item at a stage."""

    id: PlanId
    item_id: ItemId
    stage: StageOf
    revision: Revision
    sample_size: SampleSize
    drafted_by: DraftedBy
    state: StateOfPlan = PlanState.DRAFT
    approved_by: ApprovedBy | None = None
    effective_at: EffectiveAt | None = None


@record(
    "inspection.characteristic",
    t("Characteristic", "检验项目"),
    unique=[("plan_id", "code")],
)
class Characteristic(Record):
    """A property to inspect; limits of a measured one are in `unit` and inclusive."""

    id: CharacteristicId
    plan_id: PlanId
    position: Position
    code: CharacteristicCode
    name: CharacteristicName
    kind: KindOfCharacteristic
    unit: ValueUnit | None = None
    low: LowLimit | None = None
    high: HighLimit | None = None


@record(
    "inspection.inspection",
    t("Inspection", "检验单"),
    index=[("lot_id", "state"), ("state",), ("decided_at",)],
)
class Inspection(Record):
    """One lot under one plan."""

    id: InspectionId
    lot_id: LotId
    item_id: ItemId
    stage: StageOf
    plan_id: PlanId
    opened_by: OpenedBy
    opened_at: OpenedAt
    state: StateOfInspection = InspectionState.OPEN
    decided_by: DecidedBy | None = None
    decided_at: DecidedAt | None = None


@record(
    "inspection.result",
    t("Inspection result", "检验结果"),
    index=[("inspection_id",), ("equipment_id",)],
)
class Result(Record):
    """What was found of one characteristic of one sample, and how it was judged."""

    id: ResultId
    inspection_id: InspectionId
    characteristic_id: CharacteristicId
    sample: Sample
    within: IsWithin
    measured_by: MeasuredBy
    measured_at: MeasuredAt
    value: MeasuredValue | None = None
    unit: ValueUnit | None = None
    passed: IsPassed | None = None
    equipment_id: EquipmentId | None = None
    corrects_id: Corrects | None = None
    state: StateOfResult = ResultState.STANDING


under_control(
    Plan, PlanState.EFFECTIVE, family=("item_id", "stage"), lines={Characteristic: ("code",)}
)


consequence(Inspection)
