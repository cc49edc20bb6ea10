"""What is kept of sterilisation: processes, cycles, their loads and indicators."""

from lotproof.kernel.consequences import consequence
from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentId, Program, SettingId
from lotproof.modules.sterilisation.vocabulary import (
    BasisOf,
    BiologicalCount,
    ChemicalCount,
    Conclusion,
    Corrects,
    CycleId,
    CycleNumber,
    CycleState,
    Dose,
    DoseUnit,
    DosimeterCount,
    FinishedAt,
    FinishedBy,
    IndicatorId,
    IndicatorLot,
    IndicatorState,
    Instrument,
    IsComplete,
    IsPassed,
    KindOfIndicator,
    LoadedQuantity,
    LoadPattern,
    LoadUnit,
    MethodOf,
    Place,
    PlannedAt,
    PlannedBy,
    ProcessApprovedBy,
    ProcessDraftedBy,
    ProcessEffectiveAt,
    ProcessId,
    ProcessRevision,
    ProcessState,
    ReadAt,
    ReadBy,
    ReviewedAt,
    ReviewedBy,
    StartedAt,
    StartedBy,
    StateOfCycle,
    StateOfIndicator,
    StateOfProcess,
)
from lotproof.modules.warehouse.vocabulary import LotId


@record(
    "sterilisation.process",
    t("Sterilisation process", "灭菌工艺"),
    unique=[("equipment_id", "program", "revision")],
    index=[("equipment_id", "program", "state")],
)
class Process(Record):
    """One revision of how a steriliser sterilises with a program, and what shows that it did."""

    id: ProcessId
    equipment_id: EquipmentId
    program: Program
    revision: ProcessRevision
    method: MethodOf
    basis: BasisOf
    load_pattern: LoadPattern
    biological: BiologicalCount
    chemical: ChemicalCount
    dosimeters: DosimeterCount
    drafted_by: ProcessDraftedBy
    state: StateOfProcess = ProcessState.DRAFT
    approved_by: ProcessApprovedBy | None = None
    effective_at: ProcessEffectiveAt | None = None


under_control(Process, ProcessState.EFFECTIVE, family=("equipment_id", "program"))


@record(
    "sterilisation.cycle",
    t("Sterilisation cycle", "灭菌循环"),
    unique=[("number",)],
    index=[("equipment_id", "started_at"), ("state",), ("finished_at",)],
)
class Cycle(Record):
    """One run of a steriliser; process and setting are those that held when it started."""

    id: CycleId
    number: CycleNumber
    equipment_id: EquipmentId
    program: Program
    planned_by: PlannedBy
    planned_at: PlannedAt
    state: StateOfCycle = CycleState.PLANNED
    process_id: ProcessId | None = None
    setting_id: SettingId | None = None
    started_by: StartedBy | None = None
    started_at: StartedAt | None = None
    finished_by: FinishedBy | None = None
    finished_at: FinishedAt | None = None
    is_complete: IsComplete | None = None
    reviewed_by: ReviewedBy | None = None
    reviewed_at: ReviewedAt | None = None
    conclusion: Conclusion | None = None


@record(
    "sterilisation.load",
    t("Lot in a sterilisation cycle", "灭菌装载批"),
    key=("cycle_id", "lot_id"),
    index=[("lot_id",)],
)
class Load(Record):
    """What of a lot went through a cycle."""

    cycle_id: CycleId
    lot_id: LotId
    quantity: LoadedQuantity
    unit: LoadUnit


@record(
    "sterilisation.indicator",
    t("Indicator", "指示物"),
    index=[("cycle_id",), ("equipment_id",)],
)
class Indicator(Record):
    """What an indicator or dosimeter of a cycle showed."""

    id: IndicatorId
    cycle_id: CycleId
    kind: KindOfIndicator
    place: Place
    indicator_lot: IndicatorLot
    is_passed: IsPassed
    read_by: ReadBy
    read_at: ReadAt
    dose: Dose | None = None
    unit: DoseUnit | None = None
    equipment_id: Instrument | None = None
    corrects_id: Corrects | None = None
    state: StateOfIndicator = IndicatorState.STANDING


consequence(Cycle)
