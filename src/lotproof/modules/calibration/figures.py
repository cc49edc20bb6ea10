"""What is counted of calibration, maintenance, qualification and impact assessments."""

from datetime import date, timedelta
from typing import Any

from sqlalchemy import String, bindparam, func, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.calibration import rules
from lotproof.modules.calibration.queries import (
    CalibrationPlan,
    CalibrationStanding,
    MaintenancePlan,
    QualificationRequirement,
    standing,
)
from lotproof.modules.calibration.vocabulary import CalibrationPlanState, ToleranceVerdict
from lotproof.modules.calibration.vocabulary_care import PlanState, QualificationStatus
from lotproof.modules.production.queries import OperationRun

_NOTICE_MAX = timedelta(days=366)
_PLAN, _STANDING = CalibrationPlan.KIND.table, CalibrationStanding.KIND.table
_CARE = MaintenancePlan.KIND.table
_RUN = OperationRun.KIND.table
_EFFECTIVE = _PLAN.c.state == CalibrationPlanState.EFFECTIVE.value
_ACTIVE = _CARE.c.state == PlanState.ACTIVE.value

_OVERDUE: Statement[CalibrationPlan] = Statement(
    select(_PLAN.c.id)
    .join(_STANDING, _STANDING.c.plan_id == _PLAN.c.id)
    .where(_EFFECTIVE, _STANDING.c.due_on < bindparam("today", type_=String))
    .order_by(_PLAN.c.id)
    .limit(bindparam("most"))
)
_UNFIT: Statement[CalibrationPlan] = Statement(
    select(_PLAN.c.id)
    .join(_STANDING, _STANDING.c.plan_id == _PLAN.c.id)
    .where(
        _EFFECTIVE,
        or_(_STANDING.c.left.is_(None), _STANDING.c.left != ToleranceVerdict.IN_TOLERANCE.value),
    )
    .order_by(_PLAN.c.id)
    .limit(bindparam("most"))
)
_NEAR: Statement[CalibrationPlan] = Statement(
    select(_PLAN.c.id, _STANDING.c.due_on, _PLAN.c.notice_days)
    .join(_STANDING, _STANDING.c.plan_id == _PLAN.c.id)
    .where(
        _EFFECTIVE,
        _STANDING.c.due_on >= bindparam("today", type_=String),
        _STANDING.c.due_on <= bindparam("until", type_=String),
    )
    .order_by(_STANDING.c.due_on, _PLAN.c.id)
)
_NEAR_CARE: Statement[MaintenancePlan] = Statement(
    select(_CARE.c.id, _CARE.c.due_on, _CARE.c.notice_days)
    .where(
        _ACTIVE,
        _CARE.c.due_on >= bindparam("today", type_=String),
        _CARE.c.due_on <= bindparam("until", type_=String),
    )
    .order_by(_CARE.c.due_on, _CARE.c.id)
)
_RUNS_SINCE = (
    select(func.count())
    .where(
        _RUN.c.equipment_id == _CARE.c.equipment_id,
        _RUN.c.started_at > func.coalesce(_CARE.c.last_done_at, _CARE.c.declared_at),
    )
    .scalar_subquery()
)
_CARE_OVERDUE: Statement[MaintenancePlan] = Statement(
    select(_CARE.c.id)
    .where(
        _ACTIVE,
        or_(
            _CARE.c.due_on < bindparam("today", type_=String),
            _CARE.c.interval_runs <= _RUNS_SINCE,
        ),
    )
    .order_by(_CARE.c.id)
    .limit(bindparam("most"))
)


def calibrations_overdue(reader: Reader, most: int) -> list[int]:
    """Ids of effective plans whose last day is over."""
    rows = reader.rows(_OVERDUE, today=reader.today.isoformat(), most=most)
    return [row[0] for row in rows]


def calibrations_soon(reader: Reader, most: int) -> list[int]:
    """Ids of effective plans that end within their own notice, the first to end first."""
    return _near(reader, _NEAR)[:most]


def instruments_unfit(reader: Reader, most: int) -> list[int]:
    """Ids of effective plans whose instrument was never calibrated, or not left in tolerance."""
    return [row[0] for row in reader.rows(_UNFIT, most=most)]


def maintenance_overdue(reader: Reader, most: int) -> list[int]:
    """Ids of plans past their day, or whose runs are used up."""
    rows = reader.rows(_CARE_OVERDUE, today=reader.today.isoformat(), most=most)
    return [row[0] for row in rows]


def maintenance_soon(reader: Reader, most: int) -> list[int]:
    """Ids of plans due within their own notice that are not overdue by their runs."""
    late = set(maintenance_overdue(reader, 1_000_000))
    return [each for each in _near(reader, _NEAR_CARE) if each not in late][:most]


def qualifications_missing(reader: Reader, most: int) -> list[int]:
    """Ids of requirements whose machine is not qualified today."""
    return [
        int(each.id)
        for each in reader.find(QualificationRequirement, state=PlanState.ACTIVE)
        if standing(reader, each.equipment_id).status is not QualificationStatus.QUALIFIED
    ][:most]


def qualifications_soon(reader: Reader, most: int) -> list[int]:
    """Ids of requirements whose machine must be requalified within the notice."""
    return [
        int(each.id)
        for each in reader.find(QualificationRequirement, state=PlanState.ACTIVE)
        if rules.is_due_soon(
            standing(reader, each.equipment_id).valid_until, each.notice_days, reader.today
        )
    ][:most]


def _near(reader: Reader, statement: Statement[Any]) -> list[int]:
    today, until = reader.today, reader.today + _NOTICE_MAX
    found = reader.rows(statement, today=today.isoformat(), until=until.isoformat())
    return [
        number
        for number, due_on, notice_days in found
        if rules.is_due_soon(date.fromisoformat(due_on), notice_days, today)
    ]


figure(
    "calibration.plans_to_approve",
    t("Calibration plans to approve", "待批准校准计划"),
    Group.WAITING,
    "calibration.plan",
    filters={"state": "draft"},
    command="calibration.approve_plan/1",
)
figure(
    "calibration.calibrations_soon",
    t("Calibrations due soon", "即将到期校准"),
    Group.WAITING,
    "calibration.plan",
    find=calibrations_soon,
    command="calibration.record_calibration/1",
)
figure(
    "calibration.calibrations_overdue",
    t("Calibrations overdue", "逾期校准"),
    Group.LATE,
    "calibration.plan",
    find=calibrations_overdue,
    command="calibration.record_calibration/1",
)
figure(
    "calibration.instruments_unfit",
    t("Instruments not in tolerance", "未合格仪器"),
    Group.WRONG,
    "calibration.plan",
    find=instruments_unfit,
)
figure(
    "calibration.impacts_to_assess",
    t("Impact of out-of-tolerance to assess", "待评估的超差影响"),
    Group.WAITING,
    "calibration.impact",
    filters={"state": "open", "open_count.min": "1"},
    command="calibration.assess_impact/1",
)
figure(
    "calibration.impacts_to_close",
    t("Impact assessments to close", "待关闭的影响评估"),
    Group.WAITING,
    "calibration.impact",
    filters={"state": "open", "open_count.max": "0"},
    command="calibration.close_impact/1",
)
figure(
    "calibration.maintenance_soon",
    t("Maintenance due soon", "即将到期维护"),
    Group.WAITING,
    "calibration.maintenance_plan",
    find=maintenance_soon,
    command="calibration.record_maintenance/1",
)
figure(
    "calibration.maintenance_overdue",
    t("Maintenance overdue", "逾期维护"),
    Group.LATE,
    "calibration.maintenance_plan",
    find=maintenance_overdue,
    command="calibration.record_maintenance/1",
)
figure(
    "calibration.qualifications_soon",
    t("Requalifications due soon", "即将到期的设备确认"),
    Group.WRONG,
    "calibration.qualification_requirement",
    find=qualifications_soon,
)
figure(
    "calibration.qualifications_missing",
    t("Machines not qualified", "未经有效确认的设备"),
    Group.LATE,
    "calibration.qualification_requirement",
    find=qualifications_missing,
)
trend(
    "calibration.found_out_of_tolerance",
    t("Calibrations found out of tolerance", "校准前超差次数"),
    "quality",
    "calibration.calibration",
    "calibrated_at",
    filters={"found": "out_of_tolerance"},
)
