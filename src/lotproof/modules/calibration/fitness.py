"""Whether an instrument may be measured with at a time, by its plan and its calibrations."""

from collections.abc import Iterable, Mapping
from datetime import date

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused
from lotproof.kernel.work import Reader
from lotproof.modules.calibration import rules
from lotproof.modules.calibration.queries import (
    Calibration,
    CalibrationPlan,
    CalibrationStanding,
    calibrations,
    effective_plan,
    impacts_of,
    plans_of,
    point_results,
    points_of,
    standing_by,
)
from lotproof.modules.calibration.vocabulary import CalibrationPlanId, ImpactId, ToleranceVerdict
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId


def counts(calibration: Calibration) -> bool:
    """Whether it makes the instrument good: traceable, and left in tolerance."""
    return calibration.is_traceable and calibration.left is ToleranceVerdict.IN_TOLERANCE


def deciding(known: Iterable[Calibration]) -> Calibration | None:
    """The newest that says how the instrument stands: a good one, or one that left it bad."""
    left_bad = (c for c in known if counts(c) or c.left is not ToleranceVerdict.IN_TOLERANCE)
    return max(left_bad, key=lambda c: (c.calibrated_at, c.id), default=None)


def last_good(reader: Reader, equipment_id: EquipmentId, before: Instant) -> Calibration | None:
    """The newest calibration before an instant that left the instrument good."""
    known = (c for c in calibrations(reader, equipment_id) if c.calibrated_at < before)
    return max(filter(counts, known), key=lambda c: (c.calibrated_at, c.id), default=None)


def plan_points(reader: Reader, plan_id: CalibrationPlanId) -> Mapping[str, rules.Point]:
    """The points of a plan by their code."""
    return {
        each.code: rules.Point(each.nominal, each.permitted_error, each.unit)
        for each in points_of(reader, plan_id)
    }


def stand(reader: Reader, plan: CalibrationPlan, standing: CalibrationStanding) -> None:
    """Set how the instrument stands by an effective plan, from all calibrations."""
    last, due_before = deciding(calibrations(reader, plan.equipment_id)), standing.due_on
    standing.calibration_id = None if last is None else last.id
    standing.left = None if last is None else _left(reader, plan, last)
    is_good = last is not None and standing.left is ToleranceVerdict.IN_TOLERANCE
    standing.due_on = _due_on(reader, plan, last) if last is not None and is_good else None
    standing.is_announced = standing.is_announced and standing.due_on == due_before


def unfit(reader: Reader, equipment_id: EquipmentId, at: Instant) -> Refused | None:
    """Why an instrument was not to be used at a time; None where no plan asks anything of it."""
    plan = effective_plan(reader, equipment_id)
    if plan is None or at < _planned_since(reader, equipment_id):
        return None
    equipment = reader.get(Equipment, equipment_id).code
    last = deciding(c for c in calibrations(reader, equipment_id) if c.calibrated_at <= at)
    if last is None:
        return rules.NotCalibrated(equipment=equipment)
    standing = standing_by(reader, plan)
    left = standing.left if last.id == standing.calibration_id else last.left
    if left is not ToleranceVerdict.IN_TOLERANCE:
        return rules.LeftOutOfTolerance(equipment=equipment)
    due = _due_on(reader, plan, last)
    if rules.is_overdue(due, clock.day(at, reader.site.zone)):
        return rules.CalibrationLapsed(equipment=equipment, due_on=due.isoformat())
    return None


def in_doubt(reader: Reader, equipment_id: EquipmentId, at: Instant) -> Refused | None:
    """Why a measurement of that time is doubtful, though the instrument seemed good then."""
    for each in impacts_of(reader, equipment_id):
        if (each.since is None or each.since <= at) and at <= each.until:
            equipment = reader.get(Equipment, equipment_id).code
            return rules.MeasuredInDoubt(equipment=equipment, impact=ImpactId.text(each.id))
    return None


def _left(reader: Reader, plan: CalibrationPlan, last: Calibration) -> ToleranceVerdict:
    """How it was left, judged by this plan: a new one may permit less, or ask other points."""
    if last.plan_id == plan.id:
        return last.left
    read = {
        each.code: rules.Value(each.as_left, each.unit) for each in point_results(reader, last.id)
    }
    return rules.verdict(plan_points(reader, plan.id), read)


def _due_on(reader: Reader, plan: CalibrationPlan, last: Calibration) -> date:
    day = clock.day(last.calibrated_at, reader.site.zone)
    return rules.due_on(day, plan.interval, plan.interval_unit)


def _planned_since(reader: Reader, equipment_id: EquipmentId) -> Instant:
    """When the first plan became effective: before that, nothing was asked."""
    return min(
        each.approved_at for each in plans_of(reader, equipment_id) if each.approved_at is not None
    )
