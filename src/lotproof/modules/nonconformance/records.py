"""What nonconformance and improvement keep."""

from lotproof.kernel.consequences import consequence
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.changes.vocabulary import ChangeOrderId
from lotproof.modules.items.vocabulary import OperationCode
from lotproof.modules.nonconformance.vocabulary import (
    DispositionId,
    DispositionState,
    ImprovementId,
    ImprovementState,
    ReportId,
    ReportState,
    ReviewId,
    ReviewState,
)
from lotproof.modules.nonconformance.words import (
    AcceptedAt,
    AcceptedBy,
    AdverseEffect,
    AffectedQuantity,
    BegunAt,
    BegunBy,
    CaseNumber,
    CaseSubject,
    ClosedAt,
    ClosedBy,
    ConcludedAt,
    ConcludedBy,
    Conclusion,
    ContainedAt,
    ContainedBy,
    Containment,
    DecidedAt,
    DecidedBy,
    DisposedQuantity,
    DoneAt,
    DoneBy,
    DueOn,
    EffectivenessOf,
    EffectOfRework,
    EndedBecause,
    EvaluatedAt,
    EvaluatedBy,
    ExecutedAt,
    ExecutedBy,
    ExecutionEvidence,
    ExecutionRecord,
    ExpectedEffect,
    Extent,
    Found,
    HasHelped,
    InvestigatedAt,
    InvestigatedBy,
    InvestigationNote,
    IsBySerial,
    Justification,
    KindOfDisposition,
    NeedsAction,
    NeedsChange,
    NeedsInvestigation,
    OpenedAt,
    OpenedBy,
    OriginOf,
    Outcome,
    OwnerOf,
    OwningRole,
    Parameter,
    PresentValue,
    ProposedChange,
    QuantityUnit,
    RegulatoryBasis,
    Requirement,
    RevisionOf,
    RootCause,
    SeverityOf,
    StateOfDisposition,
    StateOfImprovement,
    StateOfReport,
    StateOfReview,
    SubjectOf,
    WhyReviewed,
)
from lotproof.modules.warehouse.vocabulary import LotId

_BY_OWNER = (("state", "due_on"), ("owner_id", "state"), ("owner_role_id", "state"))


@record(
    "nonconformance.report",
    t("Nonconformance report", "不合格报告"),
    unique=[("number",)],
    index=[*_BY_OWNER, ("parameter",), ("opened_at",), ("closed_at",)],
)
class Report(Record):
    """What was found, how it was contained and evaluated, and how it ended."""

    id: ReportId
    number: CaseNumber
    origin: OriginOf
    severity: SeverityOf
    found: Found
    due_on: DueOn
    opened_by: OpenedBy
    opened_at: OpenedAt
    state: StateOfReport = ReportState.OPEN
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    requirement: Requirement | None = None
    parameter: Parameter | None = None
    operation_code: OperationCode | None = None
    containment: Containment | None = None
    contained_by: ContainedBy | None = None
    contained_at: ContainedAt | None = None
    extent: Extent | None = None
    adverse_effect: AdverseEffect | None = None
    needs_investigation: NeedsInvestigation | None = None
    investigation_note: InvestigationNote | None = None
    evaluated_by: EvaluatedBy | None = None
    evaluated_at: EvaluatedAt | None = None
    root_cause: RootCause | None = None
    investigated_by: InvestigatedBy | None = None
    investigated_at: InvestigatedAt | None = None
    conclusion: Conclusion | None = None
    needs_action: NeedsAction | None = None
    closed_by: ClosedBy | None = None
    closed_at: ClosedAt | None = None
    ended_because: EndedBecause | None = None


@record(
    "nonconformance.affected_lot",
    t("Affected lot", "受影响批"),
    key=("report_id", "lot_id"),
    index=[("lot_id",)],
)
class AffectedLot(Record):
    """A lot that a report is about; without a quantity until the extent was evaluated."""

    report_id: ReportId
    lot_id: LotId
    unit: QuantityUnit
    quantity: AffectedQuantity | None = None
    is_by_serial: IsBySerial = False


@record(
    "nonconformance.disposition",
    t("Disposition", "处置"),
    index=[("report_id", "state"), ("lot_id",), ("state",)],
)
class Disposition(Record):
    """What becomes of a quantity of a lot, by whose decision, and that it was done."""

    id: DispositionId
    report_id: ReportId
    lot_id: LotId
    kind: KindOfDisposition
    quantity: DisposedQuantity
    unit: QuantityUnit
    decided_by: DecidedBy
    decided_at: DecidedAt
    state: StateOfDisposition = DispositionState.DECIDED
    justification: Justification | None = None
    regulatory_basis: RegulatoryBasis | None = None
    adverse_effect: EffectOfRework | None = None
    evidence: ExecutionEvidence | None = None
    executed_record: ExecutionRecord | None = None
    executed_by: ExecutedBy | None = None
    executed_at: ExecutedAt | None = None
    ended_because: EndedBecause | None = None


@record(
    "nonconformance.review",
    t("Process review", "过程评审"),
    unique=[("number",)],
    index=[*_BY_OWNER, ("parameter",), ("report_id",), ("concluded_at",)],
)
class Review(Record):
    """Why a process is reviewed, and what was concluded."""

    id: ReviewId
    number: CaseNumber
    why: WhyReviewed
    due_on: DueOn
    opened_by: OpenedBy
    opened_at: OpenedAt
    state: StateOfReview = ReviewState.OPEN
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    parameter: Parameter | None = None
    operation_code: OperationCode | None = None
    report_id: ReportId | None = None
    begun_by: BegunBy | None = None
    begun_at: BegunAt | None = None
    effectiveness: EffectivenessOf | None = None
    needs_change: NeedsChange | None = None
    conclusion: Conclusion | None = None
    concluded_by: ConcludedBy | None = None
    concluded_at: ConcludedAt | None = None


@record(
    "nonconformance.improvement",
    t("Improvement proposal", "改进建议"),
    unique=[("number",)],
    index=[
        *_BY_OWNER,
        ("parameter",),
        ("report_id",),
        ("review_id",),
        ("change_order_id",),
        ("done_at",),
    ],
)
class Improvement(Record):
    """How it is, how it is to be and why, the change that it led to, and whether it helped."""

    id: ImprovementId
    number: CaseNumber
    present: PresentValue
    proposed: ProposedChange
    expected_effect: ExpectedEffect
    due_on: DueOn
    opened_by: OpenedBy
    opened_at: OpenedAt
    state: StateOfImprovement = ImprovementState.PROPOSED
    owner_id: OwnerOf | None = None
    owner_role_id: OwningRole | None = None
    parameter: Parameter | None = None
    operation_code: OperationCode | None = None
    revision: RevisionOf | None = None
    report_id: ReportId | None = None
    review_id: ReviewId | None = None
    accepted_by: AcceptedBy | None = None
    accepted_at: AcceptedAt | None = None
    change_order_id: ChangeOrderId | None = None
    outcome: Outcome | None = None
    has_helped: HasHelped | None = None
    done_by: DoneBy | None = None
    done_at: DoneAt | None = None
    ended_because: EndedBecause | None = None


@record(
    "nonconformance.concern",
    t("Thing concerned", "涉及对象"),
    key=("case_id", "subject"),
    index=[("subject",)],
)
class Concern(Record):
    """That a report, review or proposal is about a thing; items and equipment follow from it."""

    case_id: CaseSubject
    subject: SubjectOf


consequence(Report, Disposition, Review, Improvement)
