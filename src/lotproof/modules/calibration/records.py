"""Calibration plans, calibrations, and the assessment of what was measured before them."""

from lotproof.kernel.consequences import consequence
from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.calibration.vocabulary import (
    ApprovedAt,
    ApprovedBy,
    AsFound,
    AsLeft,
    AssessedAt,
    AssessedBy,
    CalibratedAt,
    CalibratedBy,
    CalibrationId,
    CalibrationPlanId,
    CalibrationPlanState,
    CertificateNumber,
    ClosedAt,
    ClosedBy,
    ConcernedLots,
    Conclusion,
    Consignees,
    DoubtfulSince,
    DoubtfulUntil,
    DraftedBy,
    DueOn,
    EffectOn,
    EndedAt,
    FoundVerdict,
    FoundWithin,
    Grounds,
    ImpactId,
    ImpactLineId,
    ImpactLineState,
    ImpactState,
    InOrders,
    InStock,
    Interval,
    IsAdjusted,
    IsAnnounced,
    IsComplete,
    IsHeld,
    IsMeasured,
    IsTraceable,
    LaboratoryId,
    LeftVerdict,
    LeftWithin,
    LineCount,
    MeasuredAt,
    MeasuredBy,
    MeasurementId,
    Nominal,
    NoticeDays,
    OpenedAt,
    OpenLineCount,
    PermittedError,
    PlanRevision,
    PointCode,
    PointUnit,
    ShippedQuantity,
    StandardCertificate,
    StandardDueOn,
    StateOfCalibrationPlan,
    StateOfImpact,
    StateOfImpactLine,
    UnitOfInterval,
)
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId


@record(
    "calibration.plan",
    t("Calibration plan", "校准计划"),
    unique=[("equipment_id", "revision")],
    index=[("equipment_id", "state"), ("state",)],
)
class CalibrationPlan(Record):
    """One revision of an instrument's calibration plan."""

    id: CalibrationPlanId
    equipment_id: EquipmentId
    revision: PlanRevision
    interval: Interval
    interval_unit: UnitOfInterval
    notice_days: NoticeDays
    drafted_by: DraftedBy
    state: StateOfCalibrationPlan = CalibrationPlanState.DRAFT
    approved_by: ApprovedBy | None = None
    approved_at: ApprovedAt | None = None
    ended_at: EndedAt | None = None


@record("calibration.point", t("Calibration point", "校准点"), key=("plan_id", "code"))
class CalibrationPoint(Record):
    """One point of a plan; value and error are in `unit`."""

    plan_id: CalibrationPlanId
    code: PointCode
    nominal: Nominal
    permitted_error: PermittedError
    unit: PointUnit


under_control(
    CalibrationPlan,
    CalibrationPlanState.EFFECTIVE,
    family=("equipment_id",),
    lines={CalibrationPoint: ("code",)},
)


@record(
    "calibration.standing",
    t("Standing of an instrument", "仪器校准状况"),
    key=("plan_id",),
    index=[("due_on",)],
)
class CalibrationStanding(Record):
    """How an instrument stands by a plan that has become effective; moves with each calibration.

    `left` is how it was last left, by the plan's points; `due_on` follows from when that was.
    """

    plan_id: CalibrationPlanId
    calibration_id: CalibrationId | None = None
    left: LeftVerdict | None = None
    due_on: DueOn | None = None
    is_announced: IsAnnounced = False


@record(
    "calibration.calibration",
    t("Calibration", "校准记录"),
    index=[("equipment_id",), ("calibrated_at",)],
)
class Calibration(Record):
    """One calibration. It counts if it is traceable and left the instrument in tolerance."""

    id: CalibrationId
    equipment_id: EquipmentId
    plan_id: CalibrationPlanId | None
    calibrated_at: CalibratedAt
    calibrated_by: CalibratedBy
    found: FoundVerdict
    left: LeftVerdict
    is_adjusted: IsAdjusted
    is_traceable: IsTraceable
    laboratory_id: LaboratoryId | None = None
    certificate: CertificateNumber | None = None
    standard_id: EquipmentId | None = None
    standard_certificate: StandardCertificate | None = None
    standard_due_on: StandardDueOn | None = None


@record(
    "calibration.point_result",
    t("Value at a calibration point", "校准点示值"),
    key=("calibration_id", "code"),
)
class PointResult(Record):
    """What the instrument showed at one point."""

    calibration_id: CalibrationId
    code: PointCode
    unit: PointUnit
    found_within: FoundWithin
    left_within: LeftWithin
    as_found: AsFound | None = None
    as_left: AsLeft | None = None


@record(
    "calibration.impact",
    t("Impact assessment", "影响评估"),
    unique=[("calibration_id",)],
    index=[("equipment_id",), ("state",)],
)
class Impact(Record):
    """What was measured with an instrument while it may have been wrong (ISO 13485 clause 7.6)."""

    id: ImpactId
    equipment_id: EquipmentId
    calibration_id: CalibrationId
    until: DoubtfulUntil
    opened_at: OpenedAt
    line_count: LineCount
    open_count: OpenLineCount
    is_complete: IsComplete
    since: DoubtfulSince | None = None
    state: StateOfImpact = ImpactState.OPEN
    conclusion: Conclusion | None = None
    closed_by: ClosedBy | None = None
    closed_at: ClosedAt | None = None


@record(
    "calibration.impact_line",
    t("Doubtful measurement", "存疑测量"),
    index=[("impact_id", "state"), ("measurement",)],
)
class ImpactLine(Record):
    """One measurement to be assessed, and the lots that it was made for."""

    id: ImpactLineId
    impact_id: ImpactId
    measurement: MeasurementId
    measured_at: MeasuredAt
    measured_by: MeasuredBy
    lot_ids: ConcernedLots
    state: StateOfImpactLine = ImpactLineState.OPEN
    effect: EffectOn | None = None
    grounds: Grounds | None = None
    assessed_by: AssessedBy | None = None
    assessed_at: AssessedAt | None = None


@record(
    "calibration.impact_lot",
    t("Lot concerned", "涉及批"),
    key=("impact_id", "lot_id"),
    index=[("lot_id",)],
)
class ImpactLot(Record):
    """Where a lot was when the assessment was opened; quantities are in `unit`."""

    impact_id: ImpactId
    lot_id: LotId
    is_measured: IsMeasured
    unit: PointUnit
    in_stock: InStock
    shipped: ShippedQuantity
    work_order_ids: InOrders
    consignee_ids: Consignees
    is_held: IsHeld


consequence(Impact)
