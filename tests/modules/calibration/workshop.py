"""A workshop for tests: a caliper with a plan, and short words for calibrating it."""

from datetime import date
from typing import Any

from lotproof.kernel.executor import Receipt
from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.modules.calibration.commands import (
    ApproveCalibrationPlan,
    DraftCalibrationPlan,
    RecordCalibration,
)
from lotproof.modules.calibration.queries import (
    Calibration,
    CalibrationPlan,
    CalibrationStanding,
    Impact,
    ImpactLine,
    ImpactLot,
    calibrations,
    effective_plan,
    impact_lines,
    impact_lots,
    impacts_of,
    standing_by,
)
from lotproof.modules.calibration.vocabulary import (
    CalibrationPlanId,
    ImpactId,
    IntervalUnit,
    PointGiven,
    PointRead,
)
from lotproof.modules.equipment.commands import RegisterEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from tests.support.plant import Plant

METROLOGIST, APPROVER = "usr_1", "usr_2"
STANDARD_DUE = date(2027, 3, 1)
"""The plant's first day is 2026-03-02."""
GOOD, BAD = "100.01", "100.05"
"""Within and beyond the permitted error of 0.02 mm at 100 mm."""


def mm(value: str) -> Amount:
    return parse_amount(value, "mm")


def point(code: str, nominal: str, error: str = "0.02") -> PointGiven:
    return PointGiven(code=code, nominal=mm(nominal), permitted_error=mm(error), unit="mm")


def read(code: str, as_found: str | None, as_left: str | None, unit: str = "mm") -> PointRead:
    return PointRead(
        code=code,
        unit=unit,
        as_found=None if as_found is None else parse_amount(as_found, unit),
        as_left=None if as_left is None else parse_amount(as_left, unit),
    )


class Workshop:
    """One caliper without a plan until told; methods say what a metrologist does."""

    def __init__(self, plant: Plant) -> None:
        self.plant = plant
        self.caliper = self.equipment("CAL-1")
        self._revisions = 0

    def equipment(self, code: str, kind: EquipmentKind = EquipmentKind.MEASURING) -> EquipmentId:
        given = RegisterEquipment(code=code, name=code, kind=kind)
        return EquipmentId.parse(self.plant.ok(given).value("equipment_id"))

    # --- plans ----------------------------------------------------------------------------------

    def drafting(self, *points: PointGiven, **more: Any) -> DraftCalibrationPlan:
        self._revisions += 1
        given: dict[str, Any] = {
            "equipment_id": self.caliper,
            "revision": f"R{self._revisions}",
            "interval": 6,
            "interval_unit": IntervalUnit.MONTHS,
            "notice_days": 14,
            "points": list(points or (point("P100", "100"),)),
        }
        return DraftCalibrationPlan(**(given | more))

    def drafted(self, *points: PointGiven, **more: Any) -> CalibrationPlanId:
        receipt = self.plant.ok(self.drafting(*points, **more), actor=METROLOGIST)
        return CalibrationPlanId.parse(receipt.value("plan_id"))

    def planned(self, *points: PointGiven, **more: Any) -> CalibrationPlanId:
        """An effective plan; of one point at 100 mm, every six months, unless told."""
        plan_id = self.drafted(*points, **more)
        self.plant.ok(ApproveCalibrationPlan(plan_id=plan_id), actor=APPROVER)
        return plan_id

    # --- calibrations ---------------------------------------------------------------------------

    def calibrating(self, *points: PointRead, **more: Any) -> RecordCalibration:
        given: dict[str, Any] = {
            "equipment_id": self.caliper,
            "points": list(points),
            "is_adjusted": False,
            "standard_certificate": "NIM-2026-17",
            "standard_due_on": STANDARD_DUE,
        }
        if "standard_id" in more:
            given |= {"standard_certificate": None, "standard_due_on": None}
        return RecordCalibration(**(given | more))

    def calibrate(
        self,
        found: str | None = GOOD,
        left: str | None = GOOD,
        *,
        at: str | None = None,
        **more: Any,
    ) -> Receipt:
        """A calibration of the one usual point; good before and after unless told."""
        command = self.calibrating(read("P100", found, left), **more)
        how = {} if at is None else {"occurred": at}
        return self.plant.ok(command, actor=METROLOGIST, **how)

    # --- looking --------------------------------------------------------------------------------

    def plan(self, equipment_id: EquipmentId | None = None) -> CalibrationPlan:
        with self.plant.reader() as reader:
            found = effective_plan(reader, equipment_id or self.caliper)
        assert found is not None
        return found

    def standing(self) -> CalibrationStanding:
        with self.plant.reader() as reader:
            return standing_by(reader, self.plan())

    def calibrations(self) -> list[Calibration]:
        with self.plant.reader() as reader:
            return calibrations(reader, self.caliper)

    def impacts(self, equipment_id: EquipmentId | None = None) -> list[Impact]:
        with self.plant.reader() as reader:
            return impacts_of(reader, equipment_id or self.caliper)

    def lines(self, impact_id: ImpactId) -> list[ImpactLine]:
        with self.plant.reader() as reader:
            return impact_lines(reader, impact_id)

    def lots(self, impact_id: ImpactId) -> dict[int, ImpactLot]:
        with self.plant.reader() as reader:
            return {int(each.lot_id): each for each in impact_lots(reader, impact_id)}


def codes(receipt: Receipt) -> list[str]:
    """The deviations a fact was recorded with."""
    return [each["code"] for each in receipt.deviations]
