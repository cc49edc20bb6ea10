"""What can be asked of calibration, and of what was measured before it."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.calibration.vocabulary import (
    CalibrationId,
    CalibrationPlanId,
    CertificateNumber,
    Conclusion,
    EffectOn,
    Grounds,
    ImpactId,
    ImpactLineIds,
    Interval,
    IsAdjusted,
    LaboratoryId,
    NoticeDays,
    PlanRevision,
    PointsGiven,
    PointsRead,
    StandardCertificate,
    StandardDueOn,
    UnitOfInterval,
)
from lotproof.modules.equipment.vocabulary import EquipmentId


@command(
    "calibration.draft_plan/1",
    t("Draft calibration plan", "编制校准计划"),
    permission="calibration.plan.draft",
    zh="编制仪器校准计划的新版本：校准点、最大允许误差和周期；由他人批准后生效。",
)
class DraftCalibrationPlan(Command):
    """Draft a revision of an instrument's plan: points, permitted errors, interval. Somebody else
    approves it."""

    equipment_id: EquipmentId
    revision: PlanRevision
    interval: Interval
    interval_unit: UnitOfInterval
    notice_days: NoticeDays
    points: PointsGiven


@command(
    "calibration.approve_plan/1",
    t("Approve calibration plan", "批准校准计划"),
    permission="calibration.plan.approve",
    zh="批准校准计划并使其生效；原生效版本随之作废。此后仪器仅在校准有效期内可用。编制人不得批准。",
    signs=t("Calibration plan approved", "批准校准计划"),
)
class ApproveCalibrationPlan(Command):
    """Make a drafted plan effective in place of the one before; from then on the instrument is
    used only while in calibration. Not by who drafted it."""

    plan_id: CalibrationPlanId


@command(
    "calibration.withdraw_plan/1",
    t("Withdraw calibration plan", "撤回校准计划"),
    permission="calibration.plan.withdraw",
    zh="作废草稿；或终止生效的计划，此后该仪器不再要求校准。",
    needs_reason=True,
)
class WithdrawCalibrationPlan(Command):
    """Drop a draft, or end an effective plan: the instrument need not be calibrated any more."""

    plan_id: CalibrationPlanId


@command(
    "calibration.record_calibration/1",
    t("Record calibration", "记录校准"),
    permission="calibration.calibration.record",
    zh="记录各校准点调整前后的示值和所用标准器；校准前超差时，自动开立此前测量的影响评估。",
    is_fact=True,
)
class RecordCalibration(Command):
    """Record what the instrument showed at each point, as found and as left, and the standard.

    Found out of tolerance, an assessment of what was measured with it opens by itself.
    """

    equipment_id: EquipmentId
    points: PointsRead
    is_adjusted: IsAdjusted
    standard_id: EquipmentId | None = None
    standard_certificate: StandardCertificate | None = None
    standard_due_on: StandardDueOn | None = None
    laboratory_id: LaboratoryId | None = None
    certificate: CertificateNumber | None = None


@command(
    "calibration.announce_calibration/1",
    t("Announce overdue calibration", "通报校准逾期"),
    permission="calibration.overdue.announce",
    zh="由程序在校准逾期时通报一次。",
    by_program=True,
)
class AnnounceCalibration(Command):
    """Say once that an instrument is past its calibration; the program does so on the day."""

    plan_id: CalibrationPlanId


@command(
    "calibration.open_impact/1",
    t("Open impact assessment", "开立影响评估"),
    permission="calibration.impact.open",
    zh="列出自最近一次合格校准以来用该仪器所做的测量及涉及批；由程序在校准前超差时开立。",
    by_program=True,
)
class OpenImpact(Command):
    """List what was measured with the instrument since its last good calibration, and where the
    lots are; the program does so when one was found out of tolerance."""

    calibration_id: CalibrationId


@command(
    "calibration.assess_impact/1",
    t("Assess doubtful measurements", "评估存疑测量"),
    permission="calibration.impact.assess",
    zh="说明仪器误差对所选测量的影响及依据；评估关闭前可重新评估。",
)
class AssessImpact(Command):
    """Say what the error means for these measurements, and why; until it is closed, once more."""

    impact_id: ImpactId
    line_ids: ImpactLineIds
    effect: EffectOn
    grounds: Grounds


@command(
    "calibration.close_impact/1",
    t("Close impact assessment", "关闭影响评估"),
    permission="calibration.impact.close",
    zh="全部测量评估完毕后，写明结论并签名关闭；批的暂扣须另行解除。",
    signs=t("Impact assessment closed", "关闭影响评估"),
)
class CloseImpact(Command):
    """Conclude an assessment of which every line is assessed; holds on lots are lifted apart."""

    impact_id: ImpactId
    conclusion: Conclusion
