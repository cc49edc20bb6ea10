"""What is asked of each machine and instrument, and how it stands today."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.calibration import rules
from lotproof.modules.calibration.queries import (
    CalibrationPlan,
    Impact,
    MaintenancePlan,
    QualificationRequirement,
    runs_since,
    standing,
    standing_by,
)
from lotproof.modules.calibration.vocabulary import (
    CalibrationPlanId,
    CalibrationPlanState,
    ImpactId,
    ImpactState,
    ToleranceVerdict,
)
from lotproof.modules.calibration.vocabulary_care import (
    MaintenancePlanId,
    PlanState,
    QualificationRequirementId,
    QualificationStatus,
    Upkeep,
)
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentState
from lotproof.modules.sites.queries import Area, Workstation

_CALIBRATION = t("Calibration", "校准")
_QUALIFICATION = t("Qualification", "设备确认")
_NEVER = t("never calibrated", "从未校准")


class Duty(NamedTuple):
    """One thing that is asked of a machine: what it is, how it stands, and until when."""

    sort: str
    id: str
    title: Text
    upkeep: Upkeep
    detail: Text | None = None
    due_on: date | None = None
    runs_left: int | None = None

    def as_json(self, today: date) -> dict[str, Any]:
        """With `days_left`, negative for what is overdue."""
        return {
            "sort": self.sort,
            "id": self.id,
            "title": self.title._asdict(),
            "upkeep": self.upkeep.value,
            "upkeep_label": self.upkeep.label._asdict(),
            "detail": None if self.detail is None else self.detail._asdict(),
            "due_on": None if self.due_on is None else self.due_on.isoformat(),
            "days_left": None if self.due_on is None else (self.due_on - today).days,
            "runs_left": self.runs_left,
        }


def upkeep_board(reader: Reader) -> dict[str, Any]:
    """`machines` that are not retired, by code, each with its `duties`; open `impacts`."""
    areas = {int(each.id): each for each in reader.find(Area)}
    places = {int(each.id): each for each in reader.find(Workstation)}
    duties: dict[int, list[Duty]] = {}
    for equipment_id, duty in _duties(reader):
        duties.setdefault(int(equipment_id), []).append(duty)
    machines = [
        _machine(reader, each, places.get(int(each.workstation_id or 0)), areas, duties)
        for each in reader.find(Equipment)
        if each.state is not EquipmentState.RETIRED
    ]
    return {
        "today": reader.today.isoformat(),
        "machines": sorted(machines, key=lambda each: str(each["code"])),
        "impacts": [_impact(each) for each in reader.find(Impact, state=ImpactState.OPEN)],
    }


def duties_of(reader: Reader, equipment_id: EquipmentId) -> list[dict[str, Any]]:
    """What is asked of one machine, and how it stands."""
    duties = [duty for of, duty in _duties(reader) if of == equipment_id]
    return [duty.as_json(reader.today) for duty in duties]


def _machine(
    reader: Reader,
    each: Equipment,
    place: Workstation | None,
    areas: dict[int, Area],
    duties: dict[int, list[Duty]],
) -> dict[str, Any]:
    area = None if place is None else areas[int(place.area_id)]
    return {
        "id": EquipmentId.text(each.id),
        "code": each.code,
        "name": each.name,
        "state": each.state.value,
        "state_label": each.state.label._asdict(),
        "area": None if area is None else {"code": area.code, "name": area.name},
        "workstation": None if place is None else {"code": place.code, "name": place.name},
        "duties": [duty.as_json(reader.today) for duty in duties.get(int(each.id), ())],
    }


def _impact(impact: Impact) -> dict[str, Any]:
    return {
        "id": ImpactId.text(impact.id),
        "equipment_id": EquipmentId.text(impact.equipment_id),
        "line_count": impact.line_count,
        "open_count": impact.open_count,
    }


def _duties(reader: Reader) -> Iterator[tuple[EquipmentId, Duty]]:
    for plan in reader.find(CalibrationPlan, state=CalibrationPlanState.EFFECTIVE):
        yield plan.equipment_id, _calibration(reader, plan)
    for care in reader.find(MaintenancePlan, state=PlanState.ACTIVE):
        yield care.equipment_id, _maintenance(reader, care)
    for required in reader.find(QualificationRequirement, state=PlanState.ACTIVE):
        yield required.equipment_id, _qualification(reader, required)


def _calibration(reader: Reader, plan: CalibrationPlan) -> Duty:
    by = standing_by(reader, plan)
    is_good = by.left is ToleranceVerdict.IN_TOLERANCE
    upkeep = _by_day(reader, by.due_on, plan.notice_days) if is_good else Upkeep.NOT_USABLE
    said = _NEVER if by.left is None else by.left.label
    name = CalibrationPlanId.text(plan.id)
    detail = None if is_good else said
    return Duty("calibration", name, _CALIBRATION, upkeep, detail, by.due_on)


def _maintenance(reader: Reader, plan: MaintenancePlan) -> Duty:
    upkeep, left = _by_day(reader, plan.due_on, plan.notice_days), None
    if plan.interval_runs is not None:
        done = runs_since(reader, plan.equipment_id, plan.last_done_at or plan.declared_at)
        left = max(plan.interval_runs - done, 0)
        upkeep = Upkeep.OVERDUE if left == 0 else upkeep
    if upkeep is Upkeep.OVERDUE and plan.is_hard_stop:
        upkeep = Upkeep.NOT_USABLE
    detail = t("stops the machine when overdue", "逾期停用") if plan.is_hard_stop else None
    title = Text(plan.title, plan.title)
    name = MaintenancePlanId.text(plan.id)
    return Duty("maintenance", name, title, upkeep, detail, plan.due_on, left)


def _qualification(reader: Reader, required: QualificationRequirement) -> Duty:
    found = standing(reader, required.equipment_id)
    upkeep = Upkeep.NOT_USABLE
    if found.status is QualificationStatus.QUALIFIED:
        upkeep = _by_day(reader, found.valid_until, required.notice_days)
    name = QualificationRequirementId.text(required.id)
    until = found.valid_until
    return Duty("qualification", name, _QUALIFICATION, upkeep, found.status.label, until)


def _by_day(reader: Reader, due: date | None, notice_days: int) -> Upkeep:
    if rules.is_overdue(due, reader.today):
        return Upkeep.OVERDUE
    is_soon = rules.is_due_soon(due, notice_days, reader.today)
    return Upkeep.DUE_SOON if is_soon else Upkeep.IN_ORDER
