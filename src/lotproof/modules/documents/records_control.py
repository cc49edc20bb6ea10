"""Controlled documents: what there is, in which revision, who decides, where and on whose desk."""

from lotproof.kernel.control import under_control
from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import (
    ChangeSummary,
    CopyEndedAt,
    CopyHolder,
    CopyIssuedAt,
    CopyIssuedBy,
    CopyNumber,
    CopyPlace,
    CopyPrintedAt,
    CopyState,
    Digest,
    DocumentCopyId,
    DocumentId,
    DocumentLinkId,
    DocumentNumber,
    DocumentOwner,
    DocumentReviewId,
    DocumentRevisionId,
    DocumentRevisionState,
    DocumentRevisionText,
    DocumentState,
    DocumentStepId,
    DocumentTitle,
    DocumentTitleZh,
    DutyOfStep,
    EditionFound,
    EffectiveOn,
    FileName,
    HoldsFor,
    IsEditorial,
    KindOfDocument,
    LinkedAt,
    LinkedBy,
    LinkedOperation,
    LinkEndedAt,
    LinkState,
    MediaType,
    NextReviewOn,
    RemindedFor,
    ReviewedAt,
    ReviewedBy,
    ReviewMonths,
    ReviewNote,
    RevisionApprovedAt,
    RevisionDraftedAt,
    RevisionDraftedBy,
    RevisionEffectiveAt,
    RevisionEffectiveUntil,
    RevisionSubmittedAt,
    SizeBytes,
    StateOfCopy,
    StateOfDocument,
    StateOfDocumentRevision,
    StateOfLink,
    StateOfStep,
    StepAskedAt,
    StepDecidedAt,
    StepPosition,
    StepRound,
    StepState,
    StepUser,
    VerdictOfReview,
)


@record(
    "documents.document",
    t("Controlled document", "受控文件"),
    unique=[("number",)],
    index=[("kind", "state"), ("next_review_on",)],
)
class Document(Record):
    """A document under control, whatever its revision (ISO 13485 §4.2.4)."""

    id: DocumentId
    number: DocumentNumber
    title: DocumentTitle
    kind: KindOfDocument
    owner_id: DocumentOwner
    registered_by: RevisionDraftedBy
    registered_at: RevisionDraftedAt
    title_zh: DocumentTitleZh | None = None
    review_months: ReviewMonths | None = None
    next_review_on: NextReviewOn | None = None
    reminded_for: RemindedFor | None = None
    state: StateOfDocument = DocumentState.IN_USE


@record(
    "documents.revision",
    t("Document revision", "文件版本"),
    unique=[("document_id", "revision")],
    index=[("document_id", "state"), ("state", "effective_on"), ("digest",)],
)
class DocumentRevision(Record):
    """One revision: a file by its digest, and how far it has come."""

    id: DocumentRevisionId
    document_id: DocumentId
    revision: DocumentRevisionText
    digest: Digest
    name: FileName
    media_type: MediaType
    size_bytes: SizeBytes
    is_editorial: IsEditorial
    change_summary: ChangeSummary
    drafted_by: RevisionDraftedBy
    drafted_at: RevisionDraftedAt
    state: StateOfDocumentRevision = DocumentRevisionState.DRAFT
    effective_on: EffectiveOn | None = None
    submitted_at: RevisionSubmittedAt | None = None
    approved_at: RevisionApprovedAt | None = None
    effective_at: RevisionEffectiveAt | None = None
    effective_until: RevisionEffectiveUntil | None = None


@record(
    "documents.review_step",
    t("Review step", "审批步骤"),
    unique=[("revision_id", "round", "duty", "user_id")],
    index=[("user_id", "state"), ("state",)],
)
class ReviewStep(Record):
    """Whose review or approval one submission of a revision wants, and what they said."""

    id: DocumentStepId
    revision_id: DocumentRevisionId
    round: StepRound
    duty: DutyOfStep
    position: StepPosition
    user_id: StepUser
    state: StateOfStep = StepState.WAITING
    asked_at: StepAskedAt | None = None
    decided_at: StepDecidedAt | None = None


@record(
    "documents.link",
    t("Document link", "文件关联"),
    index=[("subject", "state"), ("document_id", "state")],
)
class DocumentLink(Record):
    """Where a document holds: at a workplace, on a machine, for an item or an operation of it."""

    id: DocumentLinkId
    document_id: DocumentId
    subject: HoldsFor
    linked_by: LinkedBy
    linked_at: LinkedAt
    operation: LinkedOperation | None = None
    state: StateOfLink = LinkState.LINKED
    ended_at: LinkEndedAt | None = None


@record(
    "documents.copy",
    t("Controlled copy", "受控副本"),
    unique=[("revision_id", "number")],
    index=[("holder_id", "state"), ("state",)],
)
class DocumentCopy(Record):
    """One numbered copy on paper, and who has it."""

    id: DocumentCopyId
    document_id: DocumentId
    revision_id: DocumentRevisionId
    number: CopyNumber
    holder_id: CopyHolder
    issued_by: CopyIssuedBy
    issued_at: CopyIssuedAt
    place: CopyPlace | None = None
    printed_at: CopyPrintedAt | None = None
    printed_digest: Digest | None = None
    state: StateOfCopy = CopyState.ISSUED
    ended_at: CopyEndedAt | None = None


@record("documents.periodic_review", t("Periodic review", "定期评审"), index=[("document_id",)])
class PeriodicReview(Record):
    """That somebody looked whether a document still holds, or a standard is the newest edition."""

    id: DocumentReviewId
    document_id: DocumentId
    verdict: VerdictOfReview
    note: ReviewNote
    reviewed_by: ReviewedBy
    reviewed_at: ReviewedAt
    revision_id: DocumentRevisionId | None = None
    edition_found: EditionFound | None = None


under_control(DocumentRevision, DocumentRevisionState.EFFECTIVE, family=("document_id",))
