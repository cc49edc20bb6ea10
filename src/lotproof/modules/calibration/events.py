"""What has happened in calibration, maintenance, cleaning and qualification."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.calibration.vocabulary import (
    CalibrationId,
    CalibrationPlanId,
    EffectOn,
    FoundVerdict,
    ImpactId,
    ImpactLineId,
    LeftVerdict,
    LineCount,
)
from lotproof.modules.calibration.vocabulary_care import (
    CleaningId,
    IsClean,
    IsDone,
    IsPassed,
    MaintenanceId,
    MaintenancePlanId,
    QualificationId,
    QualificationRequirementId,
    StageOfQualification,
)
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId


@event(
    "calibration.plan_drafted/1",
    t(
        "Calibration plan {plan_id} of {equipment_id} drafted",
        "编制 {equipment_id} 的校准计划 {plan_id}",
    ),
)
class CalibrationPlanDrafted(Event):
    plan_id: CalibrationPlanId
    equipment_id: EquipmentId


@event(
    "calibration.plan_approved/1",
    t(
        "Calibration plan {plan_id} of {equipment_id} effective",
        "{equipment_id} 的校准计划 {plan_id} 生效",
    ),
)
class CalibrationPlanApproved(Event):
    plan_id: CalibrationPlanId
    equipment_id: EquipmentId


@event(
    "calibration.plan_withdrawn/1",
    t(
        "Calibration plan {plan_id} of {equipment_id} withdrawn",
        "{equipment_id} 的校准计划 {plan_id} 已撤回",
    ),
)
class CalibrationPlanWithdrawn(Event):
    plan_id: CalibrationPlanId
    equipment_id: EquipmentId


@event(
    "calibration.calibration_recorded/1",
    t(
        "Calibration {calibration_id} of {equipment_id}: as found {found}, as left {left}",
        "{equipment_id} 校准 {calibration_id}：校准前{found}，校准后{left}",
    ),
)
class CalibrationRecorded(Event):
    calibration_id: CalibrationId
    equipment_id: EquipmentId
    found: FoundVerdict
    left: LeftVerdict


@event(
    "calibration.calibration_overdue/1",
    t("Calibration of {equipment_id} overdue", "{equipment_id} 校准逾期"),
)
class CalibrationOverdue(Event):
    plan_id: CalibrationPlanId
    equipment_id: EquipmentId


@event(
    "calibration.impact_opened/1",
    t(
        "Impact assessment {impact_id} of {equipment_id} opened: {line_count} measurements",
        "开立 {equipment_id} 的影响评估 {impact_id}：{line_count} 项测量",
    ),
)
class ImpactOpened(Event):
    impact_id: ImpactId
    equipment_id: EquipmentId
    line_count: LineCount


@event(
    "calibration.measurement_assessed/1",
    t(
        "{line_id} of {impact_id} assessed: {effect}",
        "{impact_id} 的 {line_id} 已评估：{effect}",
    ),
)
class MeasurementAssessed(Event):
    """What the error of the instrument means for one measurement of the lot."""

    line_id: ImpactLineId
    impact_id: ImpactId
    effect: EffectOn
    lot_id: LotId | None = None


@event(
    "calibration.impact_closed/1",
    t(
        "Impact assessment {impact_id} of {equipment_id} closed",
        "{equipment_id} 的影响评估 {impact_id} 已关闭",
    ),
)
class ImpactClosed(Event):
    impact_id: ImpactId
    equipment_id: EquipmentId


# --- maintenance and cleaning -------------------------------------------------------------------


@event(
    "calibration.maintenance_declared/1",
    t(
        "Maintenance plan {plan_id} of {equipment_id} declared",
        "制定 {equipment_id} 的维护计划 {plan_id}",
    ),
)
class MaintenanceDeclared(Event):
    plan_id: MaintenancePlanId
    equipment_id: EquipmentId


@event(
    "calibration.maintenance_ended/1",
    t(
        "Maintenance plan {plan_id} of {equipment_id} ended",
        "终止 {equipment_id} 的维护计划 {plan_id}",
    ),
)
class MaintenanceEnded(Event):
    plan_id: MaintenancePlanId
    equipment_id: EquipmentId


@event(
    "calibration.maintenance_recorded/1",
    t(
        "Maintenance {maintenance_id} of {equipment_id}",
        "{equipment_id} 的维护 {maintenance_id}",
    ),
)
class MaintenanceRecorded(Event):
    maintenance_id: MaintenanceId
    equipment_id: EquipmentId
    is_done: IsDone
    plan_id: MaintenancePlanId | None = None


@event(
    "calibration.maintenance_overdue/1",
    t(
        "Maintenance {plan_id} of {equipment_id} overdue",
        "{equipment_id} 的维护 {plan_id} 逾期",
    ),
)
class MaintenanceOverdue(Event):
    plan_id: MaintenancePlanId
    equipment_id: EquipmentId


@event(
    "calibration.cleaning_recorded/1",
    t("Cleaning {cleaning_id} of {equipment_id}", "{equipment_id} 的清洁 {cleaning_id}"),
)
class CleaningRecorded(Event):
    cleaning_id: CleaningId
    equipment_id: EquipmentId
    is_clean: IsClean


# --- qualification ------------------------------------------------------------------------------


@event(
    "calibration.qualification_required/1",
    t("Qualification of {equipment_id} required", "要求对 {equipment_id} 进行设备确认"),
)
class QualificationRequired(Event):
    requirement_id: QualificationRequirementId
    equipment_id: EquipmentId


@event(
    "calibration.qualification_requirement_ended/1",
    t(
        "Qualification of {equipment_id} no longer required",
        "不再要求对 {equipment_id} 进行设备确认",
    ),
)
class QualificationRequirementEnded(Event):
    requirement_id: QualificationRequirementId
    equipment_id: EquipmentId


@event(
    "calibration.qualification_recorded/1",
    t(
        "Qualification {qualification_id} of {equipment_id}, {stage}",
        "{equipment_id} 的设备确认 {qualification_id}，{stage}",
    ),
)
class QualificationRecorded(Event):
    qualification_id: QualificationId
    equipment_id: EquipmentId
    stage: StageOfQualification
    is_passed: IsPassed


@event(
    "calibration.qualification_withdrawn/1",
    t("Qualification of {equipment_id} holds no more", "{equipment_id} 的设备确认已失效"),
)
class QualificationWithdrawn(Event):
    equipment_id: EquipmentId


@event(
    "calibration.qualification_lapsed/1",
    t("Requalification of {equipment_id} due", "{equipment_id} 应再确认"),
)
class QualificationLapsed(Event):
    requirement_id: QualificationRequirementId
    equipment_id: EquipmentId
