"""The tables of training."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import DocumentId, DocumentRevisionId
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId, OperationCode
from lotproof.modules.people.vocabulary import RoleId
from lotproof.modules.training.vocabulary import (
    AcknowledgedAt,
    AnswerKeys,
    AnswersGiven,
    AssessmentId,
    AssessmentState,
    AssessmentVersion,
    AttemptCount,
    AttemptId,
    AttemptNumber,
    AttemptsMax,
    CarriedFrom,
    CommandKind,
    CompletedAt,
    CorrectCount,
    DecidedAt,
    DecidedBy,
    DueOn,
    EndedAt,
    ExceptionId,
    ExceptionState,
    ForOperationKind,
    ForStage,
    GrantedAt,
    GrantedBy,
    GuideCode,
    GuideStepCode,
    IsPassed,
    KindOfTarget,
    NeedsAssessment,
    NeedsObservation,
    ObservationNote,
    ObservedAt,
    ObservedBy,
    PassedAt,
    PassMark,
    PlannedAt,
    PlannedBy,
    PolicyDocument,
    PolicyId,
    QualifiedAt,
    QuestionChoices,
    QuestionCount,
    QuestionPosition,
    QuestionText,
    ReadAt,
    RequirementId,
    RequirementState,
    SetBy,
    StateOfAssessment,
    StateOfException,
    StateOfRequirement,
    StateOfTraining,
    TakenAt,
    Target,
    Trainee,
    TrainingId,
    TrainingRound,
    TrainingState,
    UntilOn,
    Untrained,
    ValidMonths,
    ValidUntil,
)


@record(
    "training.requirement",
    t("Training requirement", "培训要求"),
    index=[("target", "state"), ("document_id", "state"), ("role_id", "state")],
)
class Requirement(Record):
    """That whoever has a role must be trained on a document to do something."""

    id: RequirementId
    role_id: RoleId
    document_id: DocumentId
    applies_to: KindOfTarget
    target: Target
    set_by: SetBy
    needs_assessment: NeedsAssessment = False
    needs_observation: NeedsObservation = False
    valid_months: ValidMonths | None = None
    operation_code: OperationCode | None = None
    operation_kind: ForOperationKind | None = None
    equipment_id: EquipmentId | None = None
    item_id: ItemId | None = None
    stage: ForStage | None = None
    command_kind: CommandKind | None = None
    state: StateOfRequirement = RequirementState.IN_FORCE


@record(
    "training.training",
    t("Training record", "培训记录"),
    unique=[("user_id", "revision_id", "round")],
    index=[
        ("user_id", "document_id"),
        ("document_id", "state"),
        ("revision_id", "state"),
        ("state", "due_on"),
        ("qualified_at",),
    ],
)
class Training(Record):
    """One person × one revision: what is to be done, what was done, and whether it counts."""

    id: TrainingId
    user_id: Trainee
    document_id: DocumentId
    revision_id: DocumentRevisionId
    round: TrainingRound
    planned_by: PlannedBy
    planned_at: PlannedAt
    needs_assessment: NeedsAssessment
    needs_observation: NeedsObservation
    valid_months: ValidMonths | None = None
    due_on: DueOn | None = None
    state: StateOfTraining = TrainingState.PLANNED
    attempts: AttemptCount = 0
    read_at: ReadAt | None = None
    passed_at: PassedAt | None = None
    observed_at: ObservedAt | None = None
    observed_by: ObservedBy | None = None
    observation: ObservationNote | None = None
    qualified_at: QualifiedAt | None = None
    expires_on: ValidUntil | None = None
    carried_from_id: CarriedFrom | None = None


@record(
    "training.assessment",
    t("Assessment", "考核题卷"),
    unique=[("revision_id", "version")],
    index=[("revision_id", "state")],
)
class Assessment(Record):
    """The questions about a revision; asked until another version replaces them.

    The right choices are never shown, and sealed only as a digest.
    """

    id: AssessmentId
    revision_id: DocumentRevisionId
    version: AssessmentVersion
    questions: QuestionCount
    pass_mark: PassMark
    attempts_max: AttemptsMax
    keys: AnswerKeys
    set_by: SetBy
    state: StateOfAssessment = AssessmentState.IN_USE


@record("training.question", t("Question", "考核题目"), key=("assessment_id", "position"))
class Question(Record):
    """One question, as the trainee sees it."""

    assessment_id: AssessmentId
    position: QuestionPosition
    text: QuestionText
    choices: QuestionChoices


@record(
    "training.attempt",
    t("Assessment attempt", "考核记录"),
    unique=[("training_id", "number")],
)
class Attempt(Record):
    """What somebody answered, and how many answers were right."""

    id: AttemptId
    training_id: TrainingId
    assessment_id: AssessmentId
    user_id: Trainee
    number: AttemptNumber
    correct: CorrectCount
    total: QuestionCount
    is_passed: IsPassed
    taken_at: TakenAt
    answers: AnswersGiven


@record(
    "training.exception",
    t("Training exception", "培训豁免"),
    index=[("user_id", "document_id"), ("state", "until_on")],
)
class TrainingException(Record):
    """Leave to work under a procedure until a day without being trained on it."""

    id: ExceptionId
    user_id: Trainee
    document_id: DocumentId
    until_on: UntilOn
    granted_by: GrantedBy
    granted_at: GrantedAt
    state: StateOfException = ExceptionState.GRANTED
    ended_at: EndedAt | None = None


@record("training.acceptance", t("Untrained people accepted", "未受训放行决定"), key="revision_id")
class Acceptance(Record):
    """That a revision may become effective though these people are not trained on it."""

    revision_id: DocumentRevisionId
    document_id: DocumentId
    user_ids: Untrained
    decided_by: DecidedBy
    decided_at: DecidedAt


@record("training.policy", t("Accountability policy", "责任声明制度"))
class AccountabilityPolicy(Record):
    """Which document holds people accountable for what is signed in their name."""

    id: PolicyId
    document_id: PolicyDocument
    set_by: SetBy


@record(
    "training.acknowledgement",
    t("Policy acknowledged", "责任声明确认"),
    key=("user_id", "revision_id"),
)
class Acknowledgement(Record):
    """That a person knows to be accountable for their signature (21 CFR 11.10(j))."""

    user_id: Trainee
    revision_id: DocumentRevisionId
    acknowledged_at: AcknowledgedAt


@record(
    "training.guide_step",
    t("Guide step completed", "指南完成情况"),
    key=("user_id", "guide", "step"),
)
class GuideStepDone(Record):
    """That a person went through a step of a guide."""

    user_id: Trainee
    guide: GuideCode
    step: GuideStepCode
    completed_at: CompletedAt
