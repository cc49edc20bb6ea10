"""How maintenance, cleaning and qualification are carried out."""

from lotproof.kernel import clock
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.calibration import rules, rules_care
from lotproof.modules.calibration.commands_care import (
    AnnounceMaintenance,
    AnnounceQualification,
    DeclareMaintenance,
    EndMaintenance,
    EndQualificationRequirement,
    RecordCleaning,
    RecordMaintenance,
    RecordQualification,
    RequireQualification,
    WithdrawQualification,
)
from lotproof.modules.calibration.events import (
    CleaningRecorded,
    MaintenanceDeclared,
    MaintenanceEnded,
    MaintenanceOverdue,
    MaintenanceRecorded,
    QualificationLapsed,
    QualificationRecorded,
    QualificationRequired,
    QualificationRequirementEnded,
    QualificationWithdrawn,
)
from lotproof.modules.calibration.handlers import require_in_use
from lotproof.modules.calibration.queries import (
    is_maintenance_overdue,
    qualification_required,
    standing,
)
from lotproof.modules.calibration.records_care import (
    Cleaning,
    Maintenance,
    MaintenancePlan,
    Qualification,
    QualificationRequirement,
)
from lotproof.modules.calibration.vocabulary_care import (
    MAINTENANCE_PLAN_LIFE,
    QUALIFICATION_LIFE,
    QUALIFICATION_REQUIREMENT_LIFE,
    CleaningId,
    MaintenanceId,
    MaintenancePlanId,
    PlanState,
    QualificationId,
    QualificationRequirementId,
    QualificationState,
    QualificationStatus,
)
from lotproof.modules.equipment.queries import Equipment

# --- maintenance --------------------------------------------------------------------------------


@handles(DeclareMaintenance, emits=(MaintenanceDeclared,))
def declare_maintenance(command: DeclareMaintenance, work: Work) -> None:
    require_in_use(work.rely(Equipment, command.equipment_id))
    if command.interval_days is None and command.interval_runs is None:
        raise rules_care.MaintenanceInterval(title=command.title)
    plan = work.add(
        MaintenancePlan(
            id=work.new_id(MaintenancePlanId),
            equipment_id=command.equipment_id,
            title=command.title,
            tasks=command.tasks,
            notice_days=command.notice_days,
            is_hard_stop=command.is_hard_stop,
            declared_by=work.actor,
            declared_at=work.now,
            interval_days=command.interval_days,
            interval_runs=command.interval_runs,
            due_on=rules_care.next_due(work.today, command.interval_days),
        )
    )
    work.record(MaintenanceDeclared(plan_id=plan.id, equipment_id=plan.equipment_id))


@handles(EndMaintenance, emits=(MaintenanceEnded,))
def end_maintenance(command: EndMaintenance, work: Work) -> None:
    plan = work.take(MaintenancePlan, command.plan_id)
    name = MaintenancePlanId.text(plan.id)
    state = MAINTENANCE_PLAN_LIFE.move(name, plan.state, PlanState.ENDED)
    if work.is_own(plan.declared_by):
        raise rules_care.EndedByDeclarer(person=work.actor, what=name)
    plan.state, plan.ended_by = state, work.actor
    work.record(MaintenanceEnded(plan_id=plan.id, equipment_id=plan.equipment_id))


@handles(RecordMaintenance, emits=(MaintenanceRecorded,))
def record_maintenance(command: RecordMaintenance, work: Work) -> None:
    equipment = work.get(Equipment, command.equipment_id)
    if command.plan_id is not None:
        _serve(work, work.take(MaintenancePlan, command.plan_id), equipment, command)
    maintenance = work.add(
        Maintenance(
            id=work.new_id(MaintenanceId),
            equipment_id=command.equipment_id,
            is_done=command.is_done,
            maintained_at=work.occurred,
            maintained_by=work.actor,
            plan_id=command.plan_id,
            findings=command.findings,
        )
    )
    work.record(
        MaintenanceRecorded(
            maintenance_id=maintenance.id,
            equipment_id=command.equipment_id,
            is_done=command.is_done,
            plan_id=command.plan_id,
        )
    )


def _serve(
    work: Work, plan: MaintenancePlan, equipment: Equipment, command: RecordMaintenance
) -> None:
    """The plan begins anew, if all was done; one that was entered late does not set it back."""
    if plan.equipment_id != equipment.id:
        raise rules_care.NotOfEquipment(
            plan=MaintenancePlanId.text(plan.id), equipment=equipment.code
        )
    if plan.state is not PlanState.ACTIVE:
        work.object(rules_care.MaintenancePlanEnded(plan=MaintenancePlanId.text(plan.id)))
        return
    if command.is_done and work.occurred > (plan.last_done_at or 0):
        plan.last_done_at = work.occurred
        day = clock.day(work.occurred, work.site.zone)
        plan.due_on = rules_care.next_due(day, plan.interval_days)
        plan.is_announced = False


@handles(AnnounceMaintenance, emits=(MaintenanceOverdue,))
def announce_maintenance(command: AnnounceMaintenance, work: Work) -> None:
    plan = work.take(MaintenancePlan, command.plan_id)
    is_due = plan.state is PlanState.ACTIVE and not plan.is_announced
    if not (is_due and is_maintenance_overdue(work, plan)):
        raise rules.NotOverdue(what=MaintenancePlanId.text(plan.id))
    plan.is_announced = True
    work.record(MaintenanceOverdue(plan_id=plan.id, equipment_id=plan.equipment_id))


# --- cleaning -----------------------------------------------------------------------------------


@handles(RecordCleaning, emits=(CleaningRecorded,))
def record_cleaning(command: RecordCleaning, work: Work) -> None:
    work.get(Equipment, command.equipment_id)
    cleaning = work.add(
        Cleaning(
            id=work.new_id(CleaningId),
            equipment_id=command.equipment_id,
            agent=command.agent,
            procedure=command.procedure,
            is_clean=command.is_clean,
            cleaned_at=work.occurred,
            cleaned_by=work.actor,
            remark=command.remark,
        )
    )
    work.record(
        CleaningRecorded(
            cleaning_id=cleaning.id, equipment_id=command.equipment_id, is_clean=command.is_clean
        )
    )


# --- qualification ------------------------------------------------------------------------------


@handles(RequireQualification, emits=(QualificationRequired,))
def require_qualification(command: RequireQualification, work: Work) -> None:
    equipment = work.take(Equipment, command.equipment_id)  # one requirement a machine
    require_in_use(equipment)
    there = qualification_required(work, command.equipment_id)
    if there is not None:
        raise rules_care.QualificationRequiredAlready(
            equipment=equipment.code, requirement=QualificationRequirementId.text(there.id)
        )
    requirement = work.add(
        QualificationRequirement(
            id=work.new_id(QualificationRequirementId),
            equipment_id=command.equipment_id,
            notice_days=command.notice_days,
            declared_by=work.actor,
            declared_at=work.now,
        )
    )
    work.record(
        QualificationRequired(requirement_id=requirement.id, equipment_id=command.equipment_id)
    )


@handles(EndQualificationRequirement, emits=(QualificationRequirementEnded,))
def end_qualification_requirement(command: EndQualificationRequirement, work: Work) -> None:
    requirement = work.take(QualificationRequirement, command.requirement_id)
    name = QualificationRequirementId.text(requirement.id)
    state = QUALIFICATION_REQUIREMENT_LIFE.move(name, requirement.state, PlanState.ENDED)
    if work.is_own(requirement.declared_by):
        raise rules_care.EndedByDeclarer(person=work.actor, what=name)
    requirement.state, requirement.ended_by = state, work.actor
    work.record(
        QualificationRequirementEnded(
            requirement_id=requirement.id, equipment_id=requirement.equipment_id
        )
    )


@handles(RecordQualification, emits=(QualificationRecorded,))
def record_qualification(command: RecordQualification, work: Work) -> None:
    equipment = work.take(Equipment, command.equipment_id)  # one stage at a time
    require_in_use(equipment)
    missing = rules_care.stage_missing(command.stage, standing(work, command.equipment_id).status)
    if missing is not None:
        raise rules_care.StageOutOfOrder(
            equipment=equipment.code, stage=command.stage.label, before=missing.label
        )
    rules_care.require_days(
        command.stage, command.performed_on, command.valid_until, today=work.today
    )
    qualification = work.add(
        Qualification(
            id=work.new_id(QualificationId),
            equipment_id=command.equipment_id,
            stage=command.stage,
            is_passed=command.is_passed,
            report=command.report,
            performed_on=command.performed_on,
            qualified_by=work.actor,
            qualified_at=work.now,
            valid_until=command.valid_until,
        )
    )
    for each in work.take_all(
        QualificationRequirement, equipment_id=command.equipment_id, state=PlanState.ACTIVE
    ):
        each.is_announced = False
    work.record(
        QualificationRecorded(
            qualification_id=qualification.id,
            equipment_id=command.equipment_id,
            stage=command.stage,
            is_passed=command.is_passed,
        )
    )


@handles(WithdrawQualification, emits=(QualificationWithdrawn,))
def withdraw_qualification(command: WithdrawQualification, work: Work) -> None:
    equipment = work.take(Equipment, command.equipment_id)
    stages = work.take_all(
        Qualification, equipment_id=command.equipment_id, state=QualificationState.STANDING
    )
    if not stages:
        raise rules_care.NotQualifiedAtAll(equipment=equipment.code)
    for each in stages:
        each.state = QUALIFICATION_LIFE.move(
            QualificationId.text(each.id), each.state, QualificationState.WITHDRAWN
        )
        each.withdrawn_by = work.actor
    work.record(QualificationWithdrawn(equipment_id=command.equipment_id))


@handles(AnnounceQualification, emits=(QualificationLapsed,))
def announce_qualification(command: AnnounceQualification, work: Work) -> None:
    requirement = work.take(QualificationRequirement, command.requirement_id)
    is_due = requirement.state is PlanState.ACTIVE and not requirement.is_announced
    status = standing(work, requirement.equipment_id).status
    if not (is_due and status is QualificationStatus.REQUALIFICATION_DUE):
        raise rules.NotOverdue(what=QualificationRequirementId.text(requirement.id))
    requirement.is_announced = True
    work.record(
        QualificationLapsed(requirement_id=requirement.id, equipment_id=requirement.equipment_id)
    )
