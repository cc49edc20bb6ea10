"""How calibration plans and calibrations are carried out."""

from collections.abc import Mapping

from lotproof.kernel import clock
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.calibration import rules
from lotproof.modules.calibration.commands import (
    AnnounceCalibration,
    ApproveCalibrationPlan,
    DraftCalibrationPlan,
    RecordCalibration,
    WithdrawCalibrationPlan,
)
from lotproof.modules.calibration.events import (
    CalibrationOverdue,
    CalibrationPlanApproved,
    CalibrationPlanDrafted,
    CalibrationPlanWithdrawn,
    CalibrationRecorded,
)
from lotproof.modules.calibration.fitness import plan_points, stand, unfit
from lotproof.modules.calibration.queries import effective_plan
from lotproof.modules.calibration.records import (
    Calibration,
    CalibrationPlan,
    CalibrationPoint,
    CalibrationStanding,
    PointResult,
)
from lotproof.modules.calibration.vocabulary import (
    CALIBRATION_PLAN_LIFE,
    CalibrationId,
    CalibrationPlanId,
    CalibrationPlanState,
)
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EQUIPMENT_LIFE, EquipmentState
from lotproof.modules.parties.queries import Party

# --- plans --------------------------------------------------------------------------------------


@handles(DraftCalibrationPlan, emits=(CalibrationPlanDrafted,))
def draft_plan(command: DraftCalibrationPlan, work: Work) -> None:
    require_in_use(work.rely(Equipment, command.equipment_id))
    if not command.points:
        raise rules.NoPoints(revision=command.revision)
    rules.require_each_once(each.code for each in command.points)
    plan = work.add(
        CalibrationPlan(
            id=work.new_id(CalibrationPlanId),
            equipment_id=command.equipment_id,
            revision=command.revision,
            interval=command.interval,
            interval_unit=command.interval_unit,
            notice_days=command.notice_days,
            drafted_by=work.actor,
        )
    )
    work.add_all(
        CalibrationPoint(plan.id, each.code, each.nominal, each.permitted_error, each.unit)
        for each in command.points
    )
    work.record(CalibrationPlanDrafted(plan_id=plan.id, equipment_id=plan.equipment_id))


@handles(ApproveCalibrationPlan, emits=(CalibrationPlanApproved,))
def approve_plan(command: ApproveCalibrationPlan, work: Work) -> None:
    # The equipment is locked, so that two plans do not become effective at once.
    work.take(Equipment, work.get(CalibrationPlan, command.plan_id).equipment_id)
    plan = work.take(CalibrationPlan, command.plan_id)
    if work.is_own(plan.drafted_by):
        raise rules.OwnCalibrationPlan(revision=plan.revision)
    state = CALIBRATION_PLAN_LIFE.move(plan.revision, plan.state, CalibrationPlanState.EFFECTIVE)
    former = work.take_all(
        CalibrationPlan, equipment_id=plan.equipment_id, state=CalibrationPlanState.EFFECTIVE
    )
    for each in former:
        _end(work, each)
    plan.state, plan.approved_by, plan.approved_at = state, work.actor, work.now
    stand(work, plan, work.add(CalibrationStanding(plan.id)))
    work.record(CalibrationPlanApproved(plan_id=plan.id, equipment_id=plan.equipment_id))


@handles(WithdrawCalibrationPlan, emits=(CalibrationPlanWithdrawn,))
def withdraw_plan(command: WithdrawCalibrationPlan, work: Work) -> None:
    plan = work.take(CalibrationPlan, command.plan_id)
    _end(work, plan)
    work.record(CalibrationPlanWithdrawn(plan_id=plan.id, equipment_id=plan.equipment_id))


def _end(work: Work, plan: CalibrationPlan) -> None:
    plan.state = CALIBRATION_PLAN_LIFE.move(
        plan.revision, plan.state, CalibrationPlanState.SUPERSEDED
    )
    plan.ended_at = work.now


@handles(AnnounceCalibration, emits=(CalibrationOverdue,))
def announce_calibration(command: AnnounceCalibration, work: Work) -> None:
    plan = work.rely(CalibrationPlan, command.plan_id)
    if plan.state is not CalibrationPlanState.EFFECTIVE:
        raise rules.NotOverdue(what=CalibrationPlanId.text(plan.id))
    standing = work.take(CalibrationStanding, plan.id)
    if standing.is_announced or not rules.is_overdue(standing.due_on, work.today):
        raise rules.NotOverdue(what=CalibrationPlanId.text(plan.id))
    standing.is_announced = True
    work.record(CalibrationOverdue(plan_id=plan.id, equipment_id=plan.equipment_id))


def require_in_use(equipment: Equipment) -> None:
    """Equipment that is retired is not planned for any more."""
    EQUIPMENT_LIFE.require(
        equipment.code, equipment.state, EquipmentState.AVAILABLE, EquipmentState.OUT_OF_SERVICE
    )


# --- calibrations -------------------------------------------------------------------------------


@handles(RecordCalibration, emits=(CalibrationRecorded,))
def record_calibration(command: RecordCalibration, work: Work) -> None:
    # The equipment is locked: how it stands follows from all of its calibrations.
    equipment = work.take(Equipment, command.equipment_id)
    rules.require_each_once(each.code for each in command.points)
    if command.laboratory_id is not None:
        work.get(Party, command.laboratory_id)
    effective = effective_plan(work, command.equipment_id)
    plan = None if effective is None else work.rely(CalibrationPlan, effective.id)
    points = {} if plan is None else plan_points(work, plan.id)
    _object_to_points(work, equipment, plan, points, command)
    found = {each.code: rules.Value(each.as_found, each.unit) for each in command.points}
    left = {each.code: rules.Value(each.as_left, each.unit) for each in command.points}
    calibration = work.add(
        Calibration(
            id=work.new_id(CalibrationId),
            equipment_id=command.equipment_id,
            plan_id=None if plan is None else plan.id,
            calibrated_at=work.occurred,
            calibrated_by=work.actor,
            found=rules.verdict(points, found),
            left=rules.verdict(points, left),
            is_adjusted=command.is_adjusted,
            is_traceable=_is_traceable(work, equipment, command),
            laboratory_id=command.laboratory_id,
            certificate=command.certificate,
            standard_id=command.standard_id,
            standard_certificate=command.standard_certificate,
            standard_due_on=command.standard_due_on,
        )
    )
    work.add_all(
        PointResult(
            calibration_id=calibration.id,
            code=each.code,
            unit=each.unit,
            found_within=rules.is_within(points.get(each.code), found[each.code]),
            left_within=rules.is_within(points.get(each.code), left[each.code]),
            as_found=each.as_found,
            as_left=each.as_left,
        )
        for each in command.points
    )
    if plan is not None:
        stand(work, plan, work.take(CalibrationStanding, plan.id))
    work.record(
        CalibrationRecorded(
            calibration_id=calibration.id,
            equipment_id=command.equipment_id,
            found=calibration.found,
            left=calibration.left,
        )
    )


def _object_to_points(
    work: Work,
    equipment: Equipment,
    plan: CalibrationPlan | None,
    points: Mapping[str, rules.Point],
    command: RecordCalibration,
) -> None:
    if plan is None:
        work.object(rules.NoCalibrationPlan(equipment=equipment.code))
        return
    wrong = rules.differing(points, {each.code: each.unit for each in command.points})
    if wrong:
        work.object(
            rules.PointsDiffer(
                equipment=equipment.code, revision=plan.revision, codes=", ".join(wrong)
            )
        )


def _is_traceable(work: Work, equipment: Equipment, command: RecordCalibration) -> bool:
    """Whether one standard is named that was itself in calibration; what is not, deviates."""
    due, standard_id = command.standard_due_on, command.standard_id
    standard = None if standard_id is None else work.get(Equipment, standard_id)
    is_planned = standard_id is not None and effective_plan(work, standard_id) is not None
    is_one = (standard_id is None) != (command.standard_certificate is None)
    if not is_one or standard_id == equipment.id or (due is None and not is_planned):
        work.object(rules.StandardNotNamed(equipment=equipment.code))
        return False
    day = clock.day(work.occurred, work.site.zone)
    is_unfit = standard_id is not None and unfit(work, standard_id, work.occurred) is not None
    if is_unfit or rules.is_overdue(due, day):
        work.object(
            rules.StandardExpired(
                standard=command.standard_certificate if standard is None else standard.code,
                day=day.isoformat(),
                equipment=equipment.code,
            )
        )
        return False
    return True
