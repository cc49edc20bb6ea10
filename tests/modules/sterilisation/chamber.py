"""A steriliser that runs a validated program, and short ways to run cycles of it."""

from datetime import date
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import parse_amount
from lotproof.modules.equipment.commands import (
    DraftSetting,
    MakeSettingEffective,
    RegisterEquipment,
)
from lotproof.modules.equipment.vocabulary import (
    EquipmentId,
    EquipmentKind,
    SettingGiven,
    SettingId,
)
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.sterilisation.commands import (
    AcceptCycle,
    DraftProcess,
    FinishCycle,
    MakeProcessEffective,
    PlanCycle,
    RecordIndicators,
    RejectCycle,
    StartCycle,
)
from lotproof.modules.sterilisation.queries import Cycle
from lotproof.modules.sterilisation.vocabulary import (
    Basis,
    CycleId,
    IndicatorGiven,
    IndicatorKind,
    LoadGiven,
    Method,
    ProcessId,
)
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotState
from tests.modules.monitoring.hall import Hall
from tests.modules.production.factory import pcs

ENGINEER, QUALITY, OPERATOR, LAB = "usr_11", "usr_12", "usr_14", "usr_15"
PROGRAM = "EO-55"


def process(equipment_id: EquipmentId, **more: Any) -> DraftProcess:
    """Ethylene oxide, shown by two biological indicators."""
    given: dict[str, Any] = {
        "program": PROGRAM,
        "revision": "A",
        "method": Method.ETHYLENE_OXIDE,
        "basis": Basis.CONVENTIONAL,
        "load_pattern": "Two pallets, cartons upright",
        "biological": 2,
    }
    return DraftProcess(equipment_id=equipment_id, **(given | more))


def indicator(place: str, *, is_passed: bool = True, **more: Any) -> IndicatorGiven:
    given: dict[str, Any] = {"kind": IndicatorKind.BIOLOGICAL, "indicator_lot": "BI-7"}
    return IndicatorGiven(place=place, is_passed=is_passed, **(given | more))


class Chamber:
    """The line, the hall and a steriliser EO-1 in it."""

    def __init__(self, hall: Hall) -> None:
        self.hall, self.line, self.plant = hall, hall.line, hall.plant
        registered = self.plant.ok(
            RegisterEquipment(
                code="EO-1",
                name="Steriliser",
                kind=EquipmentKind.PRODUCTION,
                workstation_id=self.line.packing,
            )
        )
        self.steriliser = EquipmentId.parse(registered.value("equipment_id"))
        self.approve(process(self.steriliser))
        self.set()
        self.cycles = 0

    def approve(self, drafting: DraftProcess) -> ProcessId:
        drafted = self.plant.ok(drafting, actor=ENGINEER)
        process_id = ProcessId.parse(drafted.value("process_id"))
        self.plant.ok(MakeProcessEffective(process_id=process_id), actor=QUALITY)
        return process_id

    def set(self) -> SettingId:
        """Exposure at 55 ± 3 °C, approved."""
        setting = SettingGiven(
            code="T",
            name="Exposure temperature",
            value=parse_amount("55", "Cel"),
            tolerance=parse_amount("3", "Cel"),
            unit="Cel",
        )
        drafted = self.plant.ok(
            DraftSetting(
                equipment_id=self.steriliser, program=PROGRAM, revision="A", settings=[setting]
            ),
            actor=ENGINEER,
        )
        setting_id = SettingId.parse(drafted.value("setting_id"))
        self.plant.ok(MakeSettingEffective(setting_id=setting_id), actor=QUALITY)
        return setting_id

    def lot(self, name: str, quantity: int = 10) -> LotId:
        """Catheters in quarantine."""
        return self.line.lot(
            name,
            "catheter",
            str(quantity),
            state=LotState.QUARANTINED,
            expires_on=date(2099, 12, 31),
            location_id=self.line.places["quarantine"],
        )

    def planning(self, *lots: LotId, quantity: int = 10, **more: Any) -> PlanCycle:
        self.cycles += 1
        given: dict[str, Any] = {
            "number": f"EO1-{self.cycles}",
            "equipment_id": self.steriliser,
            "program": PROGRAM,
            "loads": [LoadGiven(lot_id=lot, quantity=pcs(quantity), unit="pcs") for lot in lots],
        }
        return PlanCycle(**(given | more))

    def plan(self, *lots: LotId, **more: Any) -> CycleId:
        planned = self.plant.ok(self.planning(*lots, **more), actor=OPERATOR)
        return CycleId.parse(planned.value("cycle_id"))

    def start(self, *lots: LotId, **more: Any) -> CycleId:
        cycle_id = self.plan(*lots, **more)
        self.plant.ok(StartCycle(cycle_id=cycle_id), actor=OPERATOR)
        return cycle_id

    def finish(self, cycle_id: CycleId, *, is_complete: bool = True) -> Receipt:
        return self.plant.ok(
            FinishCycle(cycle_id=cycle_id, is_complete=is_complete), actor=OPERATOR
        )

    def run(self, *lots: LotId, **more: Any) -> CycleId:
        cycle_id = self.start(*lots, **more)
        self.finish(cycle_id)
        return cycle_id

    def read(self, cycle_id: CycleId, *given: IndicatorGiven) -> Receipt:
        """Two good biological indicators, unless others are given."""
        shown = list(given or (indicator("1A"), indicator("2B")))
        return self.plant.ok(RecordIndicators(cycle_id=cycle_id, indicators=shown), actor=LAB)

    def accepting(self, cycle_id: CycleId) -> AcceptCycle:
        return AcceptCycle(cycle_id=cycle_id, conclusion="Record reviewed, no deviation")

    def accept(self, cycle_id: CycleId) -> Receipt:
        return self.plant.ok(self.accepting(cycle_id), actor=QUALITY)

    def reject(self, cycle_id: CycleId) -> Receipt:
        return self.plant.ok(
            RejectCycle(cycle_id=cycle_id, conclusion="Growth at 1A"), actor=QUALITY
        )

    def cycle(self, cycle_id: CycleId) -> Cycle:
        with self.plant.reader() as reader:
            return reader.get(Cycle, cycle_id)

    def lot_now(self, lot_id: LotId) -> Lot:
        with self.plant.reader() as reader:
            return reader.get(Lot, lot_id)

    def holds(self, lot_id: LotId) -> list[str]:
        return self.hall.holds(lot_id)
