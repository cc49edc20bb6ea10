"""The words of calibration and of what is found out of tolerance."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import UNIT, Meaning, Shape, actor, prose, subject
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.production.vocabulary import WorkOrderId


class CalibrationPlanId(Id, prefix="cpl", label=t("Calibration plan", "校准计划")):
    """One revision of at which points an instrument is calibrated, and how often."""


class CalibrationId(Id, prefix="cal", label=t("Calibration", "校准记录")):
    """One calibration of an instrument."""


class ImpactId(Id, prefix="imp", label=t("Impact assessment", "影响评估")):
    """The assessment of what was measured with an instrument found out of tolerance."""


class ImpactLineId(Id, prefix="iml", label=t("Doubtful measurement", "存疑测量")):
    """One measurement whose validity is assessed."""


class IntervalUnit(Choice):
    DAYS = "days", "days", "天"
    MONTHS = "months", "months", "个月"


class CalibrationPlanState(Choice):
    """At most one plan of an instrument is effective."""

    DRAFT = "draft", "draft", "草稿"
    EFFECTIVE = "effective", "effective", "生效"
    SUPERSEDED = "superseded", "superseded", "已作废"


CALIBRATION_PLAN_LIFE: Final = LifeCycle(
    t("Calibration plan", "校准计划"),
    {
        CalibrationPlanState.DRAFT: {
            CalibrationPlanState.EFFECTIVE,
            CalibrationPlanState.SUPERSEDED,
        },
        CalibrationPlanState.EFFECTIVE: {CalibrationPlanState.SUPERSEDED},
        CalibrationPlanState.SUPERSEDED: (),
    },
)


class ToleranceVerdict(Choice):
    """Not judged: a point of the plan was not read, or there was no plan."""

    IN_TOLERANCE = "in_tolerance", "in tolerance", "合格"
    OUT_OF_TOLERANCE = "out_of_tolerance", "out of tolerance", "超差"
    NOT_JUDGED = "not_judged", "not judged", "未判定"


class ImpactState(Choice):
    OPEN = "open", "open", "评估中"
    CLOSED = "closed", "closed", "已关闭"


IMPACT_LIFE: Final = LifeCycle(
    t("Impact assessment", "影响评估"),
    {ImpactState.OPEN: {ImpactState.CLOSED}, ImpactState.CLOSED: ()},
)


class ImpactLineState(Choice):
    OPEN = "open", "to be assessed", "待评估"
    ASSESSED = "assessed", "assessed", "已评估"


IMPACT_LINE_LIFE: Final = LifeCycle(
    t("Doubtful measurement", "存疑测量"),
    {ImpactLineState.OPEN: {ImpactLineState.ASSESSED}, ImpactLineState.ASSESSED: ()},
)


class Effect(Choice):
    """What the error of the instrument means for a measurement (ISO 13485 clause 7.6)."""

    NO_EFFECT = "no_effect", "no effect", "无影响"
    REMEASURE = "remeasure", "measure again", "重新测量"
    NONCONFORMING = "nonconforming", "nonconforming", "不合格"


# --- plans --------------------------------------------------------------------------------------

_CODE = t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。")
PlanRevision = Annotated[
    str,
    Meaning(label=t("Revision", "版本"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"),
]
Interval = Annotated[
    int,
    Meaning(
        label=t("Interval", "周期"),
        help=t("Counted from the day of the last one.", "自上次执行之日起算。"),
        minimum=1,
        maximum=3660,
    ),
]
UnitOfInterval = Annotated[IntervalUnit, Meaning(label=t("Interval in", "周期单位"))]
NoticeDays = Annotated[
    int,
    Meaning(
        label=t("Warn days before", "提前提醒天数"),
        help=t("So many days before it is due.", "到期前的天数。"),
        minimum=0,
        maximum=366,
    ),
]
StateOfCalibrationPlan = Annotated[CalibrationPlanState, Meaning(label=t("State", "状态"))]
DraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
ApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
ApprovedAt = Annotated[Instant, Meaning(label=t("Approved at", "批准时间"))]
EndedAt = Annotated[Instant, Meaning(label=t("Ended at", "终止时间"))]
DueOn = Annotated[
    date,
    Meaning(
        label=t("Due on", "应办日期"),
        help=t("The last day on which it still holds.", "仍有效的最后一日。"),
    ),
]
IsAnnounced = Annotated[
    bool,
    Meaning(
        label=t("Announced as overdue", "已通报逾期"),
        help=t("The ledger says once that it is overdue.", "账本对每次逾期只通报一次。"),
    ),
]
PointCode = Annotated[
    str,
    Meaning(label=t("Point", "校准点"), help=_CODE, length_max=20, pattern=r"[A-Za-z0-9._-]+"),
]
Nominal = Annotated[
    Amount,
    Meaning(
        label=t("Nominal value", "标称值"),
        help=t("What the reference standard says.", "参考标准器的值。"),
    ),
]
PermittedError = Annotated[
    Amount,
    Meaning(
        label=t("Permitted error", "最大允许误差"),
        help=t("Either way, inclusive.", "正负两侧，含界限。"),
        minimum=0,
    ),
]
PointUnit = Annotated[str, UNIT]

# --- calibrations -------------------------------------------------------------------------------

AsFound = Annotated[
    Amount,
    Meaning(
        label=t("As found", "校准前示值"),
        help=t("Before any adjustment; empty if it could not be read.", "调整前；无法读取则不填。"),
    ),
]
AsLeft = Annotated[
    Amount,
    Meaning(
        label=t("As left", "校准后示值"),
        help=t("After any adjustment; empty if it could not be read.", "调整后；无法读取则不填。"),
    ),
]
FoundVerdict = Annotated[ToleranceVerdict, Meaning(label=t("As found", "校准前结论"))]
LeftVerdict = Annotated[ToleranceVerdict, Meaning(label=t("As left", "校准后结论"))]
IsAdjusted = Annotated[bool, Meaning(label=t("Adjusted", "已调整"))]
IsTraceable = Annotated[
    bool,
    Meaning(
        label=t("Traceable", "可溯源"),
        help=t(
            "The reference standard was itself in calibration on that day.",
            "参考标准器当日处于有效校准期内。",
        ),
    ),
]
StandardCertificate = Annotated[
    str,
    Meaning(
        label=t("Certificate of the standard", "标准器证书编号"),
        help=t("Of a standard that is not equipment here.", "标准器未登记为本厂设备时填写。"),
        length_max=80,
        pattern=r"\S(.*\S)?",
    ),
]
StandardDueOn = Annotated[
    date,
    Meaning(
        label=t("Standard valid until", "标准器有效期至"),
        help=t("By its own certificate.", "以标准器证书为准。"),
    ),
]
CertificateNumber = Annotated[
    str,
    Meaning(
        label=t("Calibration certificate", "校准证书编号"),
        help=t("Attach the certificate to the calibration.", "请将证书作为附件添加到校准记录。"),
        length_max=80,
        pattern=r"\S(.*\S)?",
    ),
]
LaboratoryId = Annotated[
    PartyId,
    Meaning(
        label=t("Laboratory", "校准机构"),
        help=t("None if calibrated in the house.", "内部校准则不填。"),
    ),
]
CalibratedAt = Annotated[Instant, Meaning(label=t("Calibrated at", "校准时间"))]
CalibratedBy = Annotated[str, actor(t("Recorded by", "记录人"))]
FoundWithin = Annotated[bool, Meaning(label=t("As found within", "校准前在允差内"))]
LeftWithin = Annotated[bool, Meaning(label=t("As left within", "校准后在允差内"))]

# --- impact -------------------------------------------------------------------------------------

DoubtfulSince = Annotated[
    Instant,
    Meaning(
        label=t("Doubtful since", "存疑起始"),
        help=t(
            "The last calibration that left it in tolerance; empty if there was none.",
            "最近一次合格校准的时间；没有则为空。",
        ),
    ),
]
DoubtfulUntil = Annotated[Instant, Meaning(label=t("Doubtful until", "存疑截止"))]
OpenedAt = Annotated[Instant, Meaning(label=t("Opened at", "开立时间"))]
StateOfImpact = Annotated[ImpactState, Meaning(label=t("State", "状态"))]
LineCount = Annotated[int, Meaning(label=t("Measurements", "测量数"), minimum=0)]
OpenLineCount = Annotated[int, Meaning(label=t("To be assessed", "待评估数"), minimum=0)]
IsComplete = Annotated[
    bool,
    Meaning(
        label=t("All units found", "已查全"),
        help=t(
            "No if more units are reached than the program follows at once.",
            "涉及单元过多、未能全部追溯时为否。",
        ),
    ),
]
Conclusion = Annotated[str, prose(t("Conclusion", "评估结论"))]
ClosedBy = Annotated[str, actor(t("Closed by", "关闭人"))]
ClosedAt = Annotated[Instant, Meaning(label=t("Closed at", "关闭时间"))]
MeasurementId = Annotated[
    str,
    subject(
        t("Measurement", "测量"),
        t("The result or reading that was taken.", "所记录的检验结果或参数读数。"),
    ),
]
MeasuredAt = Annotated[Instant, Meaning(label=t("Measured at", "测量时间"))]
MeasuredBy = Annotated[str, actor(t("Measured by", "测量人"))]
ConcernedLots = Annotated[list[LotId], Meaning(label=t("Lots concerned", "涉及批"), items_max=1000)]
StateOfImpactLine = Annotated[ImpactLineState, Meaning(label=t("State", "状态"))]
EffectOn = Annotated[Effect, Meaning(label=t("Effect", "影响结论"))]
Grounds = Annotated[str, prose(t("Grounds", "评估依据"))]
AssessedBy = Annotated[str, actor(t("Assessed by", "评估人"))]
AssessedAt = Annotated[Instant, Meaning(label=t("Assessed at", "评估时间"))]
ImpactLineIds = Annotated[
    list[ImpactLineId], Meaning(label=t("Doubtful measurements", "存疑测量"), items_max=5000)
]
IsMeasured = Annotated[
    bool,
    Meaning(
        label=t("Measured itself", "直接测量"),
        help=t("No: it was made from a lot that was measured.", "否：由被测批制成。"),
    ),
]
InStock = Annotated[Amount, Meaning(label=t("In stock", "在库"), minimum=0)]
ShippedQuantity = Annotated[
    Amount,
    Meaning(label=t("Shipped", "已发货"), help=t("Less what came back.", "扣除退回。"), minimum=0),
]
InOrders = Annotated[
    list[WorkOrderId], Meaning(label=t("In production at", "在制工单"), items_max=1000)
]
Consignees = Annotated[list[PartyId], Meaning(label=t("Shipped to", "收货方"), items_max=1000)]
IsHeld = Annotated[bool, Meaning(label=t("Held", "已暂扣"))]


class PointGiven(Shape):
    """One point at which an instrument is calibrated."""

    code: PointCode
    nominal: Nominal
    permitted_error: PermittedError
    unit: PointUnit


class PointRead(Shape):
    """What an instrument showed at one point, before and after adjustment."""

    code: PointCode
    unit: PointUnit
    as_found: AsFound | None = None
    as_left: AsLeft | None = None


PointsGiven = Annotated[list[PointGiven], Meaning(label=t("Points", "校准点"), items_max=100)]
PointsRead = Annotated[list[PointRead], Meaning(label=t("Values read", "示值"), items_max=100)]
