"""Maintenance, cleaning and qualification of machines."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.calibration.vocabulary import DueOn, IsAnnounced, NoticeDays
from lotproof.modules.calibration.vocabulary_care import (
    CleanedAt,
    CleanedBy,
    CleaningAgent,
    CleaningId,
    CleaningProcedure,
    CleaningRemark,
    DeclaredAt,
    DeclaredBy,
    EndedBy,
    Findings,
    IntervalDays,
    IntervalRuns,
    IsClean,
    IsDone,
    IsHardStop,
    IsPassed,
    LastDoneAt,
    MaintainedAt,
    MaintainedBy,
    MaintenanceId,
    MaintenancePlanId,
    MaintenanceTasks,
    MaintenanceTitle,
    PerformedOn,
    PlanState,
    ProtocolNumber,
    QualificationId,
    QualificationRequirementId,
    QualificationState,
    QualifiedAt,
    QualifiedBy,
    QualifiedUntil,
    StageOfQualification,
    StateOfPlan,
    StateOfQualification,
    WithdrawnBy,
)
from lotproof.modules.equipment.vocabulary import EquipmentId


@record(
    "calibration.maintenance_plan",
    t("Maintenance plan", "维护计划"),
    index=[("equipment_id", "state"), ("state", "due_on")],
)
class MaintenancePlan(Record):
    """What is maintained how often: by days, by runs, or by whichever comes first."""

    id: MaintenancePlanId
    equipment_id: EquipmentId
    title: MaintenanceTitle
    tasks: MaintenanceTasks
    notice_days: NoticeDays
    is_hard_stop: IsHardStop
    declared_by: DeclaredBy
    declared_at: DeclaredAt
    interval_days: IntervalDays | None = None
    interval_runs: IntervalRuns | None = None
    due_on: DueOn | None = None
    last_done_at: LastDoneAt | None = None
    is_announced: IsAnnounced = False
    state: StateOfPlan = PlanState.ACTIVE
    ended_by: EndedBy | None = None


@record(
    "calibration.maintenance",
    t("Maintenance", "维护记录"),
    index=[("equipment_id",), ("plan_id",), ("maintained_at",)],
)
class Maintenance(Record):
    """One maintenance: by a plan, or without one after a failure."""

    id: MaintenanceId
    equipment_id: EquipmentId
    is_done: IsDone
    maintained_at: MaintainedAt
    maintained_by: MaintainedBy
    plan_id: MaintenancePlanId | None = None
    findings: Findings | None = None


@record(
    "calibration.cleaning",
    t("Cleaning", "清洁记录"),
    index=[("equipment_id",)],
)
class Cleaning(Record):
    """One cleaning of a machine, and how it was found afterwards."""

    id: CleaningId
    equipment_id: EquipmentId
    agent: CleaningAgent
    procedure: CleaningProcedure
    is_clean: IsClean
    cleaned_at: CleanedAt
    cleaned_by: CleanedBy
    remark: CleaningRemark | None = None


@record(
    "calibration.qualification_requirement",
    t("Qualification requirement", "设备确认要求"),
    index=[("equipment_id", "state")],
)
class QualificationRequirement(Record):
    """A machine that must be qualified before an operation starts on it."""

    id: QualificationRequirementId
    equipment_id: EquipmentId
    notice_days: NoticeDays
    declared_by: DeclaredBy
    declared_at: DeclaredAt
    is_announced: IsAnnounced = False
    state: StateOfPlan = PlanState.ACTIVE
    ended_by: EndedBy | None = None


@record(
    "calibration.qualification",
    t("Qualification", "设备确认记录"),
    index=[("equipment_id", "state")],
)
class Qualification(Record):
    """One stage that was confirmed by signature: passed or not."""

    id: QualificationId
    equipment_id: EquipmentId
    stage: StageOfQualification
    is_passed: IsPassed
    report: ProtocolNumber
    performed_on: PerformedOn
    qualified_by: QualifiedBy
    qualified_at: QualifiedAt
    valid_until: QualifiedUntil | None = None
    state: StateOfQualification = QualificationState.STANDING
    withdrawn_by: WithdrawnBy | None = None
