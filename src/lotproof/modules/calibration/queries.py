"""Typed reads of calibration, maintenance, cleaning and qualification."""

from sqlalchemy import bindparam, func, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.calibration import rules_care
from lotproof.modules.calibration.records import (
    Calibration,
    CalibrationPlan,
    CalibrationPoint,
    CalibrationStanding,
    Impact,
    ImpactLine,
    ImpactLot,
    PointResult,
)
from lotproof.modules.calibration.records_care import (
    Cleaning,
    Maintenance,
    MaintenancePlan,
    Qualification,
    QualificationRequirement,
)
from lotproof.modules.calibration.vocabulary import (
    CalibrationId,
    CalibrationPlanId,
    CalibrationPlanState,
    ImpactId,
)
from lotproof.modules.calibration.vocabulary_care import PlanState, QualificationState
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.production.queries import OperationRun

__all__ = [
    "Calibration",
    "CalibrationPlan",
    "CalibrationPoint",
    "CalibrationStanding",
    "Cleaning",
    "Impact",
    "ImpactLine",
    "ImpactLot",
    "Maintenance",
    "MaintenancePlan",
    "PointResult",
    "Qualification",
    "QualificationRequirement",
    "calibrations",
    "cleanings",
    "effective_plan",
    "impact_lines",
    "impact_lots",
    "impacts_of",
    "is_maintenance_overdue",
    "maintenance_plans",
    "maintenances",
    "plans_of",
    "point_results",
    "points_of",
    "qualification_required",
    "qualifications",
    "runs_since",
    "standing",
    "standing_by",
]

_RUN = OperationRun.KIND.table
_RUNS: Statement[OperationRun] = Statement(
    select(func.count()).where(
        _RUN.c.equipment_id == bindparam("equipment_id"), _RUN.c.started_at > bindparam("since")
    )
)


# --- calibration --------------------------------------------------------------------------------


def plans_of(reader: Reader, equipment_id: EquipmentId) -> list[CalibrationPlan]:
    """All revisions in any state, oldest first."""
    return reader.find(CalibrationPlan, equipment_id=equipment_id)


def effective_plan(reader: Reader, equipment_id: EquipmentId) -> CalibrationPlan | None:
    return reader.only(
        CalibrationPlan, equipment_id=equipment_id, state=CalibrationPlanState.EFFECTIVE
    )


def standing_by(reader: Reader, plan: CalibrationPlan) -> CalibrationStanding:
    """How the instrument stands by an effective plan."""
    return reader.get(CalibrationStanding, plan.id)


def points_of(reader: Reader, plan_id: CalibrationPlanId) -> list[CalibrationPoint]:
    """By code."""
    return reader.find(CalibrationPoint, plan_id=plan_id)


def calibrations(reader: Reader, equipment_id: EquipmentId) -> list[Calibration]:
    """In the order in which they were recorded."""
    return reader.find(Calibration, equipment_id=equipment_id)


def point_results(reader: Reader, calibration_id: CalibrationId) -> list[PointResult]:
    """By code."""
    return reader.find(PointResult, calibration_id=calibration_id)


def impacts_of(reader: Reader, equipment_id: EquipmentId) -> list[Impact]:
    """Oldest first, closed ones too."""
    return reader.find(Impact, equipment_id=equipment_id)


def impact_lines(reader: Reader, impact_id: ImpactId) -> list[ImpactLine]:
    """In the order of measuring."""
    return reader.find(ImpactLine, impact_id=impact_id)


def impact_lots(reader: Reader, impact_id: ImpactId) -> list[ImpactLot]:
    """By lot: those that were measured, and those made from them."""
    return reader.find(ImpactLot, impact_id=impact_id)


# --- maintenance and cleaning -------------------------------------------------------------------


def maintenance_plans(reader: Reader, equipment_id: EquipmentId) -> list[MaintenancePlan]:
    """Those in force."""
    return reader.find(MaintenancePlan, equipment_id=equipment_id, state=PlanState.ACTIVE)


def maintenances(reader: Reader, equipment_id: EquipmentId) -> list[Maintenance]:
    """In the order in which they were recorded."""
    return reader.find(Maintenance, equipment_id=equipment_id)


def cleanings(reader: Reader, equipment_id: EquipmentId) -> list[Cleaning]:
    """In the order in which they were recorded."""
    return reader.find(Cleaning, equipment_id=equipment_id)


def runs_since(reader: Reader, equipment_id: EquipmentId, since: Instant) -> int:
    """How many operation runs were begun on a machine after an instant."""
    ((count,),) = reader.rows(_RUNS, equipment_id=int(equipment_id), since=since)
    return int(count)


def is_maintenance_overdue(reader: Reader, plan: MaintenancePlan) -> bool:
    """Past its day, or its runs are used up."""
    if plan.due_on is not None and reader.today > plan.due_on:
        return True
    if plan.interval_runs is None:
        return False
    since = plan.last_done_at or plan.declared_at
    return rules_care.is_run_out(runs_since(reader, plan.equipment_id, since), plan.interval_runs)


# --- qualification ------------------------------------------------------------------------------


def qualification_required(
    reader: Reader, equipment_id: EquipmentId
) -> QualificationRequirement | None:
    return reader.only(QualificationRequirement, equipment_id=equipment_id, state=PlanState.ACTIVE)


def qualifications(reader: Reader, equipment_id: EquipmentId) -> list[Qualification]:
    """The stages that stand, in the order in which they were confirmed."""
    return reader.find(Qualification, equipment_id=equipment_id, state=QualificationState.STANDING)


def standing(reader: Reader, equipment_id: EquipmentId) -> rules_care.Standing:
    """How far a machine is qualified today, and until when."""
    return rules_care.standing(qualifications(reader, equipment_id), reader.today)
