"""What can be asked of maintenance, cleaning and qualification."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.calibration.vocabulary import NoticeDays
from lotproof.modules.calibration.vocabulary_care import (
    CleaningAgent,
    CleaningProcedure,
    CleaningRemark,
    Findings,
    IntervalDays,
    IntervalRuns,
    IsClean,
    IsDone,
    IsHardStop,
    IsPassed,
    MaintenancePlanId,
    MaintenanceTasks,
    MaintenanceTitle,
    PerformedOn,
    ProtocolNumber,
    QualificationRequirementId,
    QualifiedUntil,
    StageOfQualification,
)
from lotproof.modules.equipment.vocabulary import EquipmentId


@command(
    "calibration.declare_maintenance/1",
    t("Declare maintenance plan", "制定维护计划"),
    permission="calibration.maintenance.declare",
    zh="规定设备的维护内容和周期：按天数、按作业次数，或以先到者为准；可规定逾期停用。",
)
class DeclareMaintenance(Command):
    """Say what is maintained on a machine and how often: by days, by runs, or whichever comes
    first; and whether the machine stops when it is overdue."""

    equipment_id: EquipmentId
    title: MaintenanceTitle
    tasks: MaintenanceTasks
    notice_days: NoticeDays
    is_hard_stop: IsHardStop
    interval_days: IntervalDays | None = None
    interval_runs: IntervalRuns | None = None


@command(
    "calibration.end_maintenance/1",
    t("End maintenance plan", "终止维护计划"),
    permission="calibration.maintenance.end",
    zh="终止维护计划，说明原因；不得由制定人终止。",
    needs_reason=True,
)
class EndMaintenance(Command):
    """End a maintenance plan; somebody else than who declared it."""

    plan_id: MaintenancePlanId


@command(
    "calibration.record_maintenance/1",
    t("Record maintenance", "记录维护"),
    permission="calibration.maintenance.record",
    zh="记录按计划完成的维护，或故障后的计划外维护；未全部完成时计划仍为应办。",
    is_fact=True,
)
class RecordMaintenance(Command):
    """Record a maintenance by a plan, or without one after a failure; what is not all done leaves
    the plan due."""

    equipment_id: EquipmentId
    is_done: IsDone
    plan_id: MaintenancePlanId | None = None
    findings: Findings | None = None


@command(
    "calibration.announce_maintenance/1",
    t("Announce overdue maintenance", "通报维护逾期"),
    permission="calibration.overdue.announce",
    zh="由程序在维护逾期时通报一次。",
    by_program=True,
)
class AnnounceMaintenance(Command):
    """Say once that a maintenance is overdue; the program does so on the day."""

    plan_id: MaintenancePlanId


@command(
    "calibration.record_cleaning/1",
    t("Record cleaning", "记录清洁"),
    permission="calibration.cleaning.record",
    zh="记录设备清洁：清洁剂、规程和清洁后的检查结果。",
    is_fact=True,
)
class RecordCleaning(Command):
    """Record a cleaning: with what, by which procedure, and how the machine was found after."""

    equipment_id: EquipmentId
    agent: CleaningAgent
    procedure: CleaningProcedure
    is_clean: IsClean
    remark: CleaningRemark | None = None


@command(
    "calibration.require_qualification/1",
    t("Require qualification", "要求设备确认"),
    permission="calibration.qualification.require",
    zh="规定设备须经确认且在有效期内方可开工。",
    needs_reason=True,
)
class RequireQualification(Command):
    """Say that no operation starts on a machine unless it is qualified on that day."""

    equipment_id: EquipmentId
    notice_days: NoticeDays


@command(
    "calibration.end_qualification_requirement/1",
    t("End qualification requirement", "终止设备确认要求"),
    permission="calibration.qualification.exempt",
    zh="终止对设备确认的要求，说明原因；不得由声明人终止。",
    needs_reason=True,
)
class EndQualificationRequirement(Command):
    """End the requirement; somebody else than who declared it."""

    requirement_id: QualificationRequirementId


@command(
    "calibration.record_qualification/1",
    t("Confirm qualification", "签署设备确认"),
    permission="calibration.qualification.confirm",
    zh="签署设备确认的一个阶段（IQ、OQ、PQ 或再确认）通过与否；各阶段须依次进行。",
    signs=t("Qualification confirmed", "签署设备确认"),
)
class RecordQualification(Command):
    """Confirm by signature that a stage was passed, or not: IQ, OQ, PQ, each after the one before
    (ISO 13485 clause 7.5.6)."""

    equipment_id: EquipmentId
    stage: StageOfQualification
    is_passed: IsPassed
    report: ProtocolNumber
    performed_on: PerformedOn
    valid_until: QualifiedUntil | None = None


@command(
    "calibration.withdraw_qualification/1",
    t("Withdraw qualification", "撤销设备确认"),
    permission="calibration.qualification.withdraw",
    zh="设备移位、改造或大修后，既有确认不再有效；须重新确认。",
    needs_reason=True,
)
class WithdrawQualification(Command):
    """Say that a machine's qualification holds no more, since it was moved, changed or repaired."""

    equipment_id: EquipmentId


@command(
    "calibration.announce_qualification/1",
    t("Announce lapsed qualification", "通报设备确认到期"),
    permission="calibration.overdue.announce",
    zh="由程序在设备确认到期时通报一次。",
    by_program=True,
)
class AnnounceQualification(Command):
    """Say once that a machine must be requalified; the program does so on the day."""

    requirement_id: QualificationRequirementId
