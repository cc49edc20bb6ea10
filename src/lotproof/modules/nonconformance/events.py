"""What has happened to reports, reviews and proposals; each names what it is about."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import ChangeOrderId
from lotproof.modules.changes.words import ChangeTitle, TypeOfChange
from lotproof.modules.nonconformance.vocabulary import (
    DispositionId,
    ImprovementId,
    ReportId,
    ReviewId,
)
from lotproof.modules.nonconformance.words import (
    CaseNumber,
    CaseSubject,
    DisposedQuantity,
    EffectivenessOf,
    HasHelped,
    KindOfDisposition,
    LotsOf,
    NeedsAction,
    NeedsChange,
    NeedsInvestigation,
    OriginOf,
    OwnerOf,
    OwningRole,
    QuantityUnit,
    SeverityOf,
    SubjectOf,
    SubjectsGiven,
)
from lotproof.modules.warehouse.vocabulary import LotId


@event(
    "nonconformance.nonconformance_opened/1",
    t(
        "Nonconformance report {number} opened, found by {origin}, {severity}",
        "开立不合格报告 {number}（{origin}，{severity}）",
    ),
)
class NonconformanceOpened(Event):
    report_id: ReportId
    number: CaseNumber
    origin: OriginOf
    severity: SeverityOf
    subjects: SubjectsGiven


@event(
    "nonconformance.nonconformance_contained/1",
    t("Nonconformance {number} contained", "不合格 {number} 已控制"),
)
class NonconformanceContained(Event):
    report_id: ReportId
    number: CaseNumber
    lot_ids: LotsOf


@event(
    "nonconformance.nonconformance_evaluated/1",
    t("Nonconformance {number} evaluated as {severity}", "不合格 {number} 评价为{severity}"),
)
class NonconformanceEvaluated(Event):
    """The lots are those that the report binds after it."""

    report_id: ReportId
    number: CaseNumber
    severity: SeverityOf
    needs_investigation: NeedsInvestigation
    lot_ids: LotsOf


@event(
    "nonconformance.root_cause_recorded/1",
    t("Root cause of nonconformance {number} recorded", "已记录不合格 {number} 的根本原因"),
)
class RootCauseRecorded(Event):
    report_id: ReportId
    number: CaseNumber


@event(
    "nonconformance.disposition_decided/1",
    t(
        "{quantity} {unit} of lot {lot_id}: {decision}, by {report_id}",
        "批 {lot_id} 的 {quantity} {unit}：{decision}（{report_id}）",
    ),
)
class DispositionDecided(Event):
    disposition_id: DispositionId
    report_id: ReportId
    lot_id: LotId
    decision: KindOfDisposition
    quantity: DisposedQuantity
    unit: QuantityUnit


@event(
    "nonconformance.dispositions_approved/1",
    t("Disposition of nonconformance {number} approved", "批准不合格 {number} 的处置"),
)
class DispositionsApproved(Event):
    """The lots are those of which something is affected; none where no product is."""

    report_id: ReportId
    number: CaseNumber
    lot_ids: LotsOf


@event(
    "nonconformance.dispositions_withdrawn/1",
    t("Dispositions of nonconformance {number} withdrawn", "不合格 {number} 的处置已撤回"),
)
class DispositionsWithdrawn(Event):
    report_id: ReportId
    number: CaseNumber
    lot_ids: LotsOf


@event(
    "nonconformance.disposition_executed/1",
    t(
        "Disposition {disposition_id} of lot {lot_id} carried out: {decision}",
        "批 {lot_id} 的处置 {disposition_id} 已执行：{decision}",
    ),
)
class DispositionExecuted(Event):
    disposition_id: DispositionId
    report_id: ReportId
    lot_id: LotId
    decision: KindOfDisposition


@event(
    "nonconformance.nonconformance_closed/1",
    t("Nonconformance {number} closed", "不合格 {number} 已关闭"),
)
class NonconformanceClosed(Event):
    report_id: ReportId
    number: CaseNumber
    needs_action: NeedsAction
    lot_ids: LotsOf


@event(
    "nonconformance.nonconformance_cancelled/1",
    t("Nonconformance report {number} cancelled", "不合格报告 {number} 已取消"),
)
class NonconformanceCancelled(Event):
    report_id: ReportId
    number: CaseNumber
    lot_ids: LotsOf


# --- reviews and proposals ----------------------------------------------------------------------


@event(
    "nonconformance.review_opened/1",
    t("Process review {number} opened", "发起过程评审 {number}"),
)
class ReviewOpened(Event):
    review_id: ReviewId
    number: CaseNumber
    subjects: SubjectsGiven


@event(
    "nonconformance.review_begun/1",
    t("Process review {number} begun", "开始过程评审 {number}"),
)
class ReviewBegun(Event):
    review_id: ReviewId
    number: CaseNumber


@event(
    "nonconformance.review_concluded/1",
    t("Process review {number}: {effectiveness}", "过程评审 {number} 的结论：{effectiveness}"),
)
class ReviewConcluded(Event):
    review_id: ReviewId
    number: CaseNumber
    effectiveness: EffectivenessOf
    needs_change: NeedsChange
    subjects: SubjectsGiven


@event(
    "nonconformance.improvement_proposed/1",
    t("Improvement {number} proposed", "提出改进建议 {number}"),
)
class ImprovementProposed(Event):
    improvement_id: ImprovementId
    number: CaseNumber
    subjects: SubjectsGiven


@event(
    "nonconformance.improvement_accepted/1",
    t(
        "Improvement {number} accepted, owned by {owner_id}",
        "采纳改进建议 {number}，{owner_id} 负责",
    ),
)
class ImprovementAccepted(Event):
    improvement_id: ImprovementId
    number: CaseNumber
    owner_id: OwnerOf


@event(
    "nonconformance.improvement_declined/1",
    t("Improvement {number} declined", "改进建议 {number} 未采纳"),
)
class ImprovementDeclined(Event):
    improvement_id: ImprovementId
    number: CaseNumber


@event(
    "nonconformance.change_requested/1",
    t("A change is requested by improvement {number}", "由改进建议 {number} 发起变更"),
)
class ChangeRequested(Event):
    improvement_id: ImprovementId
    number: CaseNumber
    type: TypeOfChange
    title: ChangeTitle


@event(
    "nonconformance.improvement_started/1",
    t(
        "Improvement {number} is carried out by {change_order_id}",
        "改进建议 {number} 由 {change_order_id} 实施",
    ),
)
class ImprovementStarted(Event):
    improvement_id: ImprovementId
    number: CaseNumber
    change_order_id: ChangeOrderId


@event(
    "nonconformance.outcome_recorded/1",
    t("Outcome of improvement {number} measured", "已评估改进 {number} 的效果"),
)
class OutcomeRecorded(Event):
    improvement_id: ImprovementId
    number: CaseNumber
    has_helped: HasHelped
    subjects: SubjectsGiven


# --- of all three -------------------------------------------------------------------------------


@event(
    "nonconformance.owner_changed/1",
    t("{number} has another owner or day", "{number} 的责任人或期限变更"),
)
class OwnerChanged(Event):
    case_id: CaseSubject
    number: CaseNumber
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None


@event(
    "nonconformance.subject_added/1",
    t("{number} is about {subject}, too", "{number} 涉及对象增加 {subject}"),
)
class SubjectAdded(Event):
    case_id: CaseSubject
    number: CaseNumber
    subject: SubjectOf
