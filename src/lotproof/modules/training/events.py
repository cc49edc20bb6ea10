"""What has happened in training."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import DocumentId, DocumentRevisionId
from lotproof.modules.people.vocabulary import RoleId
from lotproof.modules.training.vocabulary import (
    AssessmentId,
    AttemptNumber,
    CorrectCount,
    ExceptionId,
    GuideCode,
    GuideStepCode,
    IsCompetent,
    IsPassed,
    PolicyDocument,
    QuestionCount,
    RequirementId,
    Trainee,
    TrainingId,
    UntilOn,
    Untrained,
)


@event(
    "training.requirement_set/1",
    t("{role_id} must be trained on {document_id}", "{role_id} 须接受 {document_id} 的培训"),
)
class RequirementSet(Event):
    requirement_id: RequirementId
    role_id: RoleId
    document_id: DocumentId


@event(
    "training.requirement_withdrawn/1",
    t("Requirement {requirement_id} withdrawn", "培训要求 {requirement_id} 已撤销"),
)
class RequirementWithdrawn(Event):
    requirement_id: RequirementId
    role_id: RoleId
    document_id: DocumentId


@event(
    "training.assessment_set/1",
    t("{questions} questions about {revision_id}", "{revision_id} 设定 {questions} 道考核题"),
)
class AssessmentSet(Event):
    assessment_id: AssessmentId
    revision_id: DocumentRevisionId
    questions: QuestionCount


@event(
    "training.training_planned/1",
    t("{user_id} to be trained on {revision_id}", "已安排 {user_id} 接受 {revision_id} 的培训"),
)
class TrainingPlanned(Event):
    training_id: TrainingId
    user_id: Trainee
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event("training.need_checked/1", t("Need for training checked", "已核对培训需求"))
class NeedChecked(Event):
    """Whoever is concerned was looked at, whether or not something was missing."""

    user_id: Trainee | None = None
    revision_id: DocumentRevisionId | None = None


@event(
    "training.reading_confirmed/1",
    t("{user_id} has read and understood {revision_id}", "{user_id} 已阅读并理解 {revision_id}"),
)
class ReadingConfirmed(Event):
    training_id: TrainingId
    user_id: Trainee
    revision_id: DocumentRevisionId


@event(
    "training.assessment_taken/1",
    t(
        "{user_id} on {revision_id}: {correct} of {total} right, attempt {number}",
        "{user_id} 就 {revision_id} 第 {number} 次考核：答对 {correct}/{total}",
    ),
)
class AssessmentTaken(Event):
    training_id: TrainingId
    user_id: Trainee
    revision_id: DocumentRevisionId
    number: AttemptNumber
    correct: CorrectCount
    total: QuestionCount
    is_passed: IsPassed


@event(
    "training.observation_recorded/1",
    t("{user_id} observed at work under {revision_id}", "已考察 {user_id} 按 {revision_id} 操作"),
)
class ObservationRecorded(Event):
    training_id: TrainingId
    user_id: Trainee
    revision_id: DocumentRevisionId
    is_competent: IsCompetent


@event(
    "training.person_qualified/1",
    t("{user_id} qualified for {revision_id}", "{user_id} 取得 {revision_id} 的资格"),
)
class PersonQualified(Event):
    training_id: TrainingId
    user_id: Trainee
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event(
    "training.qualification_expired/1",
    t("{user_id} no longer qualified by {revision_id}", "{user_id} 的 {revision_id} 资格失效"),
)
class QualificationExpired(Event):
    training_id: TrainingId
    user_id: Trainee
    document_id: DocumentId
    revision_id: DocumentRevisionId


@event(
    "training.training_withdrawn/1",
    t("{training_id} of {user_id} withdrawn", "{user_id} 的 {training_id} 已撤销"),
)
class TrainingWithdrawn(Event):
    training_id: TrainingId
    user_id: Trainee
    document_id: DocumentId


@event(
    "training.exception_granted/1",
    t(
        "{user_id} may work under {document_id} untrained until {until_on}",
        "准许 {user_id} 在 {until_on} 前未经培训按 {document_id} 工作",
    ),
)
class ExceptionGranted(Event):
    exception_id: ExceptionId
    user_id: Trainee
    document_id: DocumentId
    until_on: UntilOn


@event(
    "training.exception_ended/1", t("Exception {exception_id} ended", "豁免 {exception_id} 已终止")
)
class ExceptionEnded(Event):
    exception_id: ExceptionId
    user_id: Trainee
    document_id: DocumentId


@event(
    "training.untrained_accepted/1",
    t(
        "{revision_id} may become effective though {user_ids} are not trained",
        "{revision_id} 可在 {user_ids} 未受训时生效",
    ),
)
class UntrainedAccepted(Event):
    revision_id: DocumentRevisionId
    user_ids: Untrained


@event(
    "training.policy_designated/1",
    t("{document_id} is the accountability policy", "{document_id} 为责任声明制度"),
)
class PolicyDesignated(Event):
    document_id: PolicyDocument


@event(
    "training.policy_acknowledged/1",
    t("{user_id} acknowledged {revision_id}", "{user_id} 已确认 {revision_id}"),
)
class PolicyAcknowledged(Event):
    user_id: Trainee
    revision_id: DocumentRevisionId


@event(
    "training.guide_step_completed/1",
    t(
        "{user_id} completed {step} of the guide {guide}",
        "{user_id} 完成指南 {guide} 的步骤 {step}",
    ),
)
class GuideStepCompleted(Event):
    user_id: Trainee
    guide: GuideCode
    step: GuideStepCode
