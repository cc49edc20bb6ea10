"""An inspection bench for tests: items with plans, deliveries, and short words for results."""

from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.modules.inspection.commands import (
    CorrectResult,
    DecideInspection,
    DefinePlan,
    MakePlanEffective,
    OpenInspection,
    RecordResult,
)
from lotproof.modules.inspection.queries import (
    Inspection,
    Result,
    characteristics,
    inspections_of_lot,
    results_of,
)
from lotproof.modules.inspection.vocabulary import (
    CharacteristicGiven,
    CharacteristicId,
    CharacteristicKind,
    Decision,
    InspectionId,
    PlanId,
    ResultGiven,
    ResultId,
    Stage,
)
from lotproof.modules.items.commands import ActivateItem, RegisterItem
from lotproof.modules.items.vocabulary import ItemId, ItemKind, Tracking
from lotproof.modules.warehouse.commands import CreateLocation, EnterOpeningBalance, ReceiveLot
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LocationId, LocationKind, LotId
from tests.support.plant import Plant

DRAFTER, APPROVER, INSPECTOR = "usr_1", "usr_2", "usr_3"
WHY = "misread the gauge"
LENGTH = CharacteristicGiven(
    code="LEN",
    name="Length",
    kind=CharacteristicKind.MEASURED,
    unit="mm",
    low=parse_amount("9.9", "mm"),
    high=parse_amount("10.1", "mm"),
)
LOOKS = CharacteristicGiven(code="LOOK", name="No burr", kind=CharacteristicKind.ATTRIBUTE)


class Bench:
    """Item TUBE (a material by lot) without a plan, and a quarantine place."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        place = CreateLocation(code="Q-01", name="Dock", kind=LocationKind.QUARANTINE)
        self.dock = LocationId.parse(plant.ok(place).value("location_id"))
        self.tube = self.item("TUBE")

    def item(self, number: str, kind: ItemKind = ItemKind.MATERIAL) -> ItemId:
        given = RegisterItem(
            number=number, name=number, kind=kind, tracking=Tracking.LOT, unit="pcs"
        )
        item_id = ItemId.parse(self.plant.ok(given).value("item_id"))
        self.plant.ok(ActivateItem(item_id=item_id))
        return item_id

    def defining(self, *characteristics: CharacteristicGiven, **more: Any) -> DefinePlan:
        given: dict[str, Any] = {
            "item_id": self.tube,
            "stage": Stage.IQC,
            "revision": "A",
            "sample_size": 2,
        }
        return DefinePlan(characteristics=list(characteristics), **(given | more))

    def drafted(self, *characteristics: CharacteristicGiven, **more: Any) -> PlanId:
        receipt = self.plant.ok(self.defining(*characteristics, **more), actor=DRAFTER)
        return PlanId.parse(receipt.value("plan_id"))

    def plan(self, *given: CharacteristicGiven, **more: Any) -> PlanId:
        """An effective plan; of length and looks on two samples unless told."""
        plan_id = self.drafted(*(given or (LENGTH, LOOKS)), **more)
        self.plant.ok(MakePlanEffective(plan_id=plan_id), actor=APPROVER)
        return plan_id

    # --- lots -----------------------------------------------------------------------------------

    def receiving(self, item_id: ItemId | None = None, number: str | None = None) -> ReceiveLot:
        return ReceiveLot(
            item_id=item_id or self.tube,
            location_id=self.dock,
            quantity=Amount(100),
            unit="pcs",
            number=number,
        )

    def received(self, item_id: ItemId | None = None) -> LotId:
        receipt = self.plant.ok(self.receiving(item_id))
        assert receipt.deviations == []
        return LotId.parse(receipt.value("lot_id"))

    def opening(self, item_id: ItemId, number: str = "OLD-1") -> LotId:
        """A lot in quarantine from before, which no reaction inspects."""
        balance = EnterOpeningBalance(
            item_id=item_id,
            location_id=self.dock,
            quantity=Amount(10),
            unit="pcs",
            number=number,
            document="stock list",
        )
        return LotId.parse(self.plant.ok(balance, reason="start").value("lot_id"))

    def opened(self, lot_id: LotId, stage: Stage = Stage.IQC) -> InspectionId:
        receipt = self.plant.ok(OpenInspection(lot_id=lot_id, stage=stage))
        return InspectionId.parse(receipt.value("inspection_id"))

    def inspected(self) -> tuple[LotId, InspectionId]:
        """A delivery and the inspection that its arrival opened, under the usual plan."""
        self.plan()
        lot_id = self.received()
        [inspection] = self.inspections(lot_id)
        return lot_id, inspection.id

    # --- results --------------------------------------------------------------------------------

    def characteristic(self, inspection_id: InspectionId, code: str) -> CharacteristicId:
        with self.plant.reader() as reader:
            plan_id = reader.get(Inspection, inspection_id).plan_id
            found = {each.code: each.id for each in characteristics(reader, plan_id)}
        return found[code]

    def length(
        self, inspection_id: InspectionId, sample: int, value: str, unit: str = "mm", **more: Any
    ) -> ResultGiven:
        return ResultGiven(
            characteristic_id=self.characteristic(inspection_id, "LEN"),
            sample=sample,
            value=parse_amount(value, unit),
            unit=unit,
            **more,
        )

    def looks(self, inspection_id: InspectionId, sample: int, passed: bool) -> ResultGiven:
        return ResultGiven(
            characteristic_id=self.characteristic(inspection_id, "LOOK"),
            sample=sample,
            passed=passed,
        )

    def record(self, inspection_id: InspectionId, *results: ResultGiven) -> Receipt:
        command = RecordResult(inspection_id=inspection_id, results=list(results))
        return self.plant.ok(command, actor=INSPECTOR)

    def record_all(self, inspection_id: InspectionId, *lengths: str) -> Receipt:
        """The whole usual bench, one length a sample, all looking good."""
        given = list(enumerate(lengths, start=1))
        return self.record(
            inspection_id,
            *(self.length(inspection_id, sample, value) for sample, value in given),
            *(self.looks(inspection_id, sample, True) for sample, _ in given),
        )

    def correcting(self, result_id: ResultId, value: str, **more: Any) -> CorrectResult:
        return CorrectResult(
            result_id=result_id, value=parse_amount(value, "mm"), unit="mm", **more
        )

    def decide(self, inspection_id: InspectionId, decision: Decision) -> Receipt:
        command = DecideInspection(inspection_id=inspection_id, decision=decision)
        return self.plant.ok(command, actor=INSPECTOR)

    # --- looking --------------------------------------------------------------------------------

    def inspections(self, lot_id: LotId) -> list[Inspection]:
        with self.plant.reader() as reader:
            return inspections_of_lot(reader, lot_id)

    def results(self, inspection_id: InspectionId) -> list[Result]:
        with self.plant.reader() as reader:
            return results_of(reader, inspection_id)

    def lot(self, lot_id: LotId) -> Lot:
        with self.plant.reader() as reader:
            return reader.get(Lot, lot_id)


def codes(receipt: Receipt) -> list[str]:
    """The deviations a fact was recorded with."""
    return [each["code"] for each in receipt.deviations]
