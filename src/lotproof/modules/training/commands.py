"""What can be asked of training, and what people and trainers report."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import DocumentId, DocumentRevisionId
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.items.vocabulary import ItemId, OperationCode
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.training.vocabulary import (
    AnswerKeys,
    Answers,
    AttemptsMax,
    CommandKind,
    DueOn,
    ExceptionId,
    ForOperationKind,
    ForStage,
    GuideCode,
    GuideStepCode,
    IsCompetent,
    KindOfTarget,
    NeedsAssessment,
    NeedsObservation,
    ObservationNote,
    PassMark,
    PolicyDocument,
    QuestionsGiven,
    RequirementId,
    TrainingId,
    UntilOn,
    ValidMonths,
)

# --- who must know what -------------------------------------------------------------------------


@command(
    "training.set_requirement/1",
    t("Set training requirement", "设定培训要求"),
    permission="training.requirement.set",
    zh="规定某角色做某事前必须掌握的文件；具有该角色的人员随即列入培训计划。",
)
class SetRequirement(Command):
    """Bind a role to a document for what it does; whoever has the role is planned for training."""

    role_id: RoleId
    document_id: DocumentId
    applies_to: KindOfTarget
    operation_code: OperationCode | None = None
    operation_kind: ForOperationKind | None = None
    equipment_id: EquipmentId | None = None
    item_id: ItemId | None = None
    stage: ForStage | None = None
    command_kind: CommandKind | None = None
    needs_assessment: NeedsAssessment = False
    needs_observation: NeedsObservation = False
    valid_months: ValidMonths | None = None


@command(
    "training.withdraw_requirement/1",
    t("Withdraw training requirement", "撤销培训要求"),
    permission="training.requirement.withdraw",
    zh="撤销培训要求；此后不再据此检查。已有培训记录保留。",
    needs_reason=True,
)
class WithdrawRequirement(Command):
    """End a requirement: it is asked no more. What was trained stays on record."""

    requirement_id: RequirementId


@command(
    "training.set_assessment/1",
    t("Set assessment", "设定考核题卷"),
    permission="training.assessment.set",
    zh="为文件版本设定考核题目、正确选项与及格题数；替换原题卷，已有成绩保留。",
)
class SetAssessment(Command):
    """Ask these questions about a revision from now on; they take the place of those before."""

    revision_id: DocumentRevisionId
    questions: QuestionsGiven
    keys: AnswerKeys
    pass_mark: PassMark
    attempts_max: AttemptsMax = 3


# --- planning -----------------------------------------------------------------------------------


@command(
    "training.plan_training/1",
    t("Plan training", "安排培训"),
    permission="training.training.plan",
    zh="安排某人就文件的某一版本接受培训；也用于到期前再次培训。",
)
class PlanTraining(Command):
    """Have a person trained on a revision; also again, before a qualification ends."""

    user_id: UserId
    revision_id: DocumentRevisionId
    due_on: DueOn | None = None


@command(
    "training.plan_person/1",
    t("Plan what a person needs", "安排个人所需培训"),
    permission="training.training.plan",
    zh="按其角色的培训要求安排尚缺、失效或即将到期的培训；授予角色时由程序自动进行。",
)
class PlanPerson(Command):
    """Plan whatever the person's roles demand and is missing, over, or over within 30 days."""

    user_id: UserId


@command(
    "training.plan_revision/1",
    t("Plan training on a revision", "安排版本培训"),
    permission="training.training.plan",
    zh="为受培训要求约束的人员安排该版本的培训；版本批准时由程序自动进行。",
)
class PlanRevision(Command):
    """Plan training on a revision for all who need it; follows its approval by itself."""

    revision_id: DocumentRevisionId


@command(
    "training.change_revision/1",
    t("Move training to the effective revision", "培训转至生效版本"),
    permission="training.training.plan",
    zh="新版本生效后，旧版本的资格失效并安排再培训；仅文字修订的，资格沿用。由程序自动进行。",
)
class ChangeRevision(Command):
    """After a revision became effective, end what counted on others, or carry it over if the
    change was editorial; follows by itself."""

    revision_id: DocumentRevisionId


# --- being trained ------------------------------------------------------------------------------


@command(
    "training.confirm_reading/1",
    t("Confirm reading", "确认已阅读"),
    permission="training.reading.confirm",
    zh="受训人签名确认：已阅读并理解该版本。",
    signs=t("Read and understood", "已阅读并理解"),
)
class ConfirmReading(Command):
    """Sign that one has read and understood the revision."""

    training_id: TrainingId


@command(
    "training.take_assessment/1",
    t("Take assessment", "参加考核"),
    permission="training.assessment.take",
    zh="提交考核答案；按答对题数判定，每次均记录。",
)
class TakeAssessment(Command):
    """Hand in one's answers; right ones are counted, and so is every attempt."""

    training_id: TrainingId
    answers: Answers = field(default_factory=list)


@command(
    "training.record_observation/1",
    t("Record observation", "记录实操考察"),
    permission="training.observation.record",
    zh="培训师签名记录对受训人实际操作的考察；培训师须对同一文件合格，且不得为本人。",
    signs=t("Observed at work", "已现场考察"),
)
class RecordObservation(Command):
    """Sign what one saw of the trainee at work; by a trainer qualified for the same document."""

    training_id: TrainingId
    is_competent: IsCompetent
    observation: ObservationNote


@command(
    "training.withdraw_training/1",
    t("Withdraw qualification", "撤销资格"),
    permission="training.training.withdraw",
    zh="立即撤销某人的培训或资格；须由他人进行并说明原因。",
    needs_reason=True,
)
class WithdrawTraining(Command):
    """End a training or qualification at once; by another person."""

    training_id: TrainingId


# --- exceptions and decisions -------------------------------------------------------------------


@command(
    "training.grant_exception/1",
    t("Grant training exception", "批准培训豁免"),
    permission="training.exception.grant",
    zh="准许某人在期限内未经培训而按该文件工作；须由他人批准并说明原因。",
    needs_reason=True,
    signs=t("Exception granted", "批准豁免"),
)
class GrantException(Command):
    """Let a person work under a document without the training until a day; by another person."""

    user_id: UserId
    document_id: DocumentId
    until_on: UntilOn


@command(
    "training.end_exception/1",
    t("End training exception", "终止培训豁免"),
    permission="training.exception.end",
    zh="在期限之前终止豁免。",
    needs_reason=True,
)
class EndException(Command):
    """End an exception before its day."""

    exception_id: ExceptionId


@command(
    "training.accept_untrained/1",
    t("Let revision become effective untrained", "接受未受训即生效"),
    permission="training.revision.accept",
    zh="决定该版本可在下列人员尚未受训时生效；未受训人员逐一列名并说明原因。",
    needs_reason=True,
    signs=t("Decided", "决定"),
)
class AcceptUntrained(Command):
    """Decide that a revision may become effective though people, named, are not trained on it."""

    revision_id: DocumentRevisionId


# --- accountability and guides ------------------------------------------------------------------


@command(
    "training.designate_policy/1",
    t("Designate accountability policy", "指定责任声明制度"),
    permission="training.policy.designate",
    zh="指定电子签名责任声明所在的受控文件；自此签名前须先确认其生效版本。",
    needs_reason=True,
)
class DesignatePolicy(Command):
    """Say which document holds people accountable for their signatures; from then on whoever
    signs must have acknowledged it."""

    document_id: PolicyDocument


@command(
    "training.acknowledge_policy/1",
    t("Acknowledge accountability policy", "确认责任声明"),
    permission="training.policy.acknowledge",
    zh="签名确认：本人对以本人名义签署的一切负责，与手写签名等效。",
    signs=t(
        "I am accountable for what is signed in my name, as for my handwritten signature",
        "本人对以本人名义签署的内容负责，与手写签名等效",
    ),
)
class AcknowledgePolicy(Command):
    """Sign that one is accountable for one's signature as if it were handwritten."""

    revision_id: DocumentRevisionId


@command(
    "training.complete_guide_step/1",
    t("Complete guide step", "完成指南步骤"),
    permission="training.guide.complete",
    zh="记录本人已完成指南的一个步骤。",
)
class CompleteGuideStep(Command):
    """Note that one has gone through a step of a guide."""

    guide: GuideCode
    step: GuideStepCode
