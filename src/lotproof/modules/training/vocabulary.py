"""The words of training and competence."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, Shape, actor, prose
from lotproof.kernel.text import t
from lotproof.modules.documents.vocabulary import DocumentId
from lotproof.modules.inspection.vocabulary import Stage
from lotproof.modules.items.vocabulary import OperationKind
from lotproof.modules.people.vocabulary import UserId


class RequirementId(Id, prefix="trq", label=t("Training requirement", "培训要求")):
    """That a role must know a procedure to do something."""


class TrainingId(Id, prefix="trn", label=t("Training record", "培训记录")):
    """One person trained on one revision of a document."""


class AssessmentId(Id, prefix="tas", label=t("Assessment", "考核题卷")):
    """The questions about one revision of a document."""


class AttemptId(Id, prefix="tat", label=t("Assessment attempt", "考核记录")):
    """One person's answers."""


class ExceptionId(Id, prefix="tex", label=t("Training exception", "培训豁免")):
    """Leave to work under a procedure for a while without the training."""


class PolicyId(Id, prefix="acp", label=t("Accountability policy", "责任声明制度")):
    """The one policy of the site has number 1."""


class AppliesTo(Choice):
    OPERATION = "operation", "operation by its code", "指定代码的工序"
    OPERATION_KIND = "operation_kind", "operations of a kind", "某类工序"
    EQUIPMENT = "equipment", "equipment", "设备"
    INSPECTION = "inspection", "inspections", "检验"
    COMMAND = "command", "command", "指令"


class RequirementState(Choice):
    IN_FORCE = "in_force", "in force", "有效"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤销"


REQUIREMENT_LIFE = LifeCycle(
    t("Training requirement", "培训要求"),
    {RequirementState.IN_FORCE: {RequirementState.WITHDRAWN}, RequirementState.WITHDRAWN: ()},
)


class TrainingState(Choice):
    """How far somebody is with one revision of a document (ISO 13485 6.2)."""

    PLANNED = "planned", "planned", "已计划"
    IN_TRAINING = "in_training", "in training", "培训中"
    QUALIFIED = "qualified", "qualified", "合格"
    EXPIRED = "expired", "expired", "已失效"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤销"


TRAINING_LIFE = LifeCycle(
    t("Training record", "培训记录"),
    {
        TrainingState.PLANNED: {
            TrainingState.IN_TRAINING,
            TrainingState.QUALIFIED,
            TrainingState.EXPIRED,
            TrainingState.WITHDRAWN,
        },
        TrainingState.IN_TRAINING: {
            TrainingState.QUALIFIED,
            TrainingState.EXPIRED,
            TrainingState.WITHDRAWN,
        },
        TrainingState.QUALIFIED: {TrainingState.EXPIRED, TrainingState.WITHDRAWN},
        TrainingState.EXPIRED: (),
        TrainingState.WITHDRAWN: (),
    },
)


class AssessmentState(Choice):
    IN_USE = "in_use", "in use", "使用中"
    REPLACED = "replaced", "replaced", "已替换"


ASSESSMENT_LIFE = LifeCycle(
    t("Assessment", "考核题卷"),
    {AssessmentState.IN_USE: {AssessmentState.REPLACED}, AssessmentState.REPLACED: ()},
)


class ExceptionState(Choice):
    GRANTED = "granted", "granted", "已批准"
    ENDED = "ended", "ended early", "提前终止"


EXCEPTION_LIFE = LifeCycle(
    t("Training exception", "培训豁免"),
    {ExceptionState.GRANTED: {ExceptionState.ENDED}, ExceptionState.ENDED: ()},
)

QUESTIONS_MAX: Final = 100
PEOPLE_MAX: Final = 10_000

# --- requirements -------------------------------------------------------------------------------

KindOfTarget = Annotated[
    AppliesTo,
    Meaning(
        label=t("Applies to", "适用于"),
        help=t(
            "Then give the code, the kind, the equipment, the item and stage, or the command.",
            "并给出相应的工序代码、工序类型、设备、物料与检验阶段，或指令。",
        ),
    ),
]
ForOperationKind = Annotated[OperationKind, Meaning(label=t("Kind of operation", "工序类型"))]
ForStage = Annotated[
    Stage,
    Meaning(
        label=t("Stage", "检验阶段"), help=t("None: at every stage.", "不填则适用于所有阶段。")
    ),
]
CommandKind = Annotated[
    str,
    Meaning(
        label=t("Command", "指令"),
        help=t("Such as warehouse.release_lot/1.", "如 warehouse.release_lot/1。"),
        length_max=80,
        pattern=r"[a-z]+\.[a-z0-9_]+/[1-9][0-9]*",
    ),
]
Target = Annotated[
    str,
    Meaning(
        label=t("Asked at", "检查点"),
        help=t("Where it is asked, such as code:SEAL.", "在何处检查，如 code:SEAL。"),
        length_max=100,
        pattern=r"(code|kind|command):[A-Za-z0-9._/-]+|eqp_[0-9]+|inspection",
    ),
]
NeedsAssessment = Annotated[
    bool,
    Meaning(
        label=t("With questions", "需考核"),
        help=t("Questions about the revision are to be answered.", "须通过该版本的考核题。"),
    ),
]
NeedsObservation = Annotated[
    bool,
    Meaning(
        label=t("With observation", "需实操考察"),
        help=t("A trainer watches the work being done.", "须由培训师现场考察实际操作。"),
    ),
]
ValidMonths = Annotated[
    int,
    Meaning(
        label=t("Valid for (months)", "有效期（月）"),
        help=t("None: until a new revision is effective.", "不填则有效至新版本生效。"),
        minimum=1,
        maximum=120,
    ),
]
StateOfRequirement = Annotated[RequirementState, Meaning(label=t("State", "状态"))]
SetBy = Annotated[str, actor(t("Set by", "设定人"))]

# --- trainings ----------------------------------------------------------------------------------

Trainee = Annotated[UserId, Meaning(label=t("Person", "受训人"))]
TrainingRound = Annotated[
    int,
    Meaning(
        label=t("Round", "轮次"),
        help=t("Trained again on the same revision: 2, 3 …", "对同一版本再次培训时依次为 2、3……"),
        minimum=1,
    ),
]
StateOfTraining = Annotated[TrainingState, Meaning(label=t("State", "状态"))]
PlannedBy = Annotated[str, actor(t("Planned by", "计划人"))]
PlannedAt = Annotated[Instant, Meaning(label=t("Planned at", "计划时间"))]
DueOn = Annotated[date, Meaning(label=t("Due on", "截止日期"))]
ReadAt = Annotated[Instant, Meaning(label=t("Read and understood at", "阅读确认时间"))]
PassedAt = Annotated[Instant, Meaning(label=t("Assessment passed at", "考核通过时间"))]
ObservedAt = Annotated[Instant, Meaning(label=t("Observed at", "实操考察时间"))]
ObservedBy = Annotated[str, actor(t("Observed by", "考察人"))]
QualifiedAt = Annotated[Instant, Meaning(label=t("Qualified at", "取得资格时间"))]
ValidUntil = Annotated[
    date,
    Meaning(
        label=t("Valid until", "有效期至"),
        help=t("The last day on which it counts.", "有效的最后一日。"),
    ),
]
CarriedFrom = Annotated[
    TrainingId,
    Meaning(
        label=t("Carried over from", "沿用自"),
        help=t(
            "The new revision was editorial: no retraining.", "新版本仅作文字修订，无需再培训。"
        ),
    ),
]
AttemptCount = Annotated[int, Meaning(label=t("Attempts", "考核次数"), minimum=0)]
IsCompetent = Annotated[
    bool,
    Meaning(
        label=t("Competent", "胜任"),
        help=t("Did the work as the procedure says.", "按规程完成了操作。"),
    ),
]
ObservationNote = Annotated[str, prose(t("What was observed", "考察情况"), personal=True)]

# --- assessments --------------------------------------------------------------------------------

QuestionText = Annotated[str, prose(t("Question", "题目"), length_max=1000)]
QuestionChoices = Annotated[
    list[str],
    Meaning(label=t("Choices", "选项"), length_max=400, items_max=9, pattern=r"[\s\S]+"),
]
AnswerKeys = Annotated[
    str,
    Meaning(
        label=t("Right choices", "正确选项"),
        help=t(
            "A chance number of 32 hexadecimal digits, a colon, and the right choices of each "
            "question in turn, such as 2;1,3;4. Without the chance number the sealed digest would "
            "give them away; screens make it.",
            "先填 32 位十六进制随机数与冒号，再按题目顺序填写正确选项，如 2;1,3;4。"
            "没有随机数，封存的摘要会泄露答案；界面会自动生成。",
        ),
        length_max=2_000,
        pattern=r"[0-9a-f]{32}:[1-9](,[1-9]){0,8}(;[1-9](,[1-9]){0,8}){0,99}",
        secret=True,
    ),
]
ChosenNumbers = Annotated[
    str,
    Meaning(
        label=t("Chosen", "所选"),
        help=t("Numbers of choices, such as 2 or 1,3.", "所选选项的序号，如 2 或 1,3。"),
        length_max=20,
        pattern=r"[1-9](,[1-9]){0,8}",
    ),
]
QuestionPosition = Annotated[int, Meaning(label=t("Question number", "题号"), minimum=1)]
AssessmentVersion = Annotated[int, Meaning(label=t("Version", "版次"), minimum=1)]
PassMark = Annotated[
    int,
    Meaning(
        label=t("Right answers to pass", "及格题数"),
        minimum=1,
        maximum=QUESTIONS_MAX,
    ),
]
QuestionCount = Annotated[
    int, Meaning(label=t("Questions", "题数"), minimum=1, maximum=QUESTIONS_MAX)
]
AttemptsMax = Annotated[
    int,
    Meaning(
        label=t("Attempts allowed", "允许考核次数"),
        help=t("Then the training is planned anew.", "用完后须重新安排培训。"),
        minimum=1,
        maximum=20,
    ),
]
StateOfAssessment = Annotated[AssessmentState, Meaning(label=t("State", "状态"))]
CorrectCount = Annotated[int, Meaning(label=t("Right answers", "答对题数"), minimum=0)]
AttemptNumber = Annotated[int, Meaning(label=t("Attempt", "第几次"), minimum=1)]
IsPassed = Annotated[bool, Meaning(label=t("Passed", "通过"))]
TakenAt = Annotated[Instant, Meaning(label=t("Taken at", "考核时间"))]
AnswersGiven = Annotated[
    dict[str, str],
    Meaning(
        label=t("Answers given", "作答"),
        help=t("Question number to the chosen numbers.", "题号与所选序号的对应。"),
        personal=True,
    ),
]


class QuestionGiven(Shape):
    """One question of an assessment."""

    text: QuestionText
    choices: QuestionChoices


class AnswerGiven(Shape):
    """What was chosen of one question."""

    position: QuestionPosition
    chosen: ChosenNumbers


QuestionsGiven = Annotated[
    list[QuestionGiven], Meaning(label=t("Questions", "题目"), items_max=QUESTIONS_MAX)
]
Answers = Annotated[
    list[AnswerGiven],
    Meaning(label=t("Answers", "作答"), items_max=QUESTIONS_MAX, personal=True),
]

# --- exceptions and decisions -------------------------------------------------------------------

UntilOn = Annotated[
    date,
    Meaning(
        label=t("Until", "有效期至"),
        help=t("The last day, at most 90 days from now.", "最后有效日，自今日起不超过 90 天。"),
    ),
]
GrantedBy = Annotated[str, actor(t("Granted by", "批准人"))]
GrantedAt = Annotated[Instant, Meaning(label=t("Granted at", "批准时间"))]
EndedAt = Annotated[Instant, Meaning(label=t("Ended at", "终止时间"))]
StateOfException = Annotated[ExceptionState, Meaning(label=t("State", "状态"))]
Untrained = Annotated[
    list[UserId],
    Meaning(label=t("Not trained", "未受训人员"), items_max=PEOPLE_MAX),
]
DecidedBy = Annotated[str, actor(t("Decided by", "决定人"))]
DecidedAt = Annotated[Instant, Meaning(label=t("Decided at", "决定时间"))]
PolicyDocument = Annotated[
    DocumentId,
    Meaning(
        label=t("Accountability policy", "责任声明制度"),
        help=t(
            "Whoever signs has acknowledged its effective revision before (21 CFR 11.10(j)).",
            "签名前须先确认其生效版本（21 CFR 11.10(j)）。",
        ),
    ),
]
AcknowledgedAt = Annotated[Instant, Meaning(label=t("Acknowledged at", "确认时间"))]

# --- guides -------------------------------------------------------------------------------------

_SLUG = r"[a-z][a-z0-9_]*"
GuideCode = Annotated[
    str,
    Meaning(
        label=t("Guide", "指南"),
        help=t("A role such as operator, or everyone.", "角色代码，如 operator；或 everyone。"),
        length_max=40,
        pattern=_SLUG,
    ),
]
GuideStepCode = Annotated[
    str,
    Meaning(
        label=t("Step of the guide", "指南步骤"),
        help=t("Its code, such as receive.", "步骤代码，如 receive。"),
        length_max=40,
        pattern=_SLUG,
    ),
]
CompletedAt = Annotated[Instant, Meaning(label=t("Completed at", "完成时间"))]


# --- where somebody stands ----------------------------------------------------------------------


class Standing(Choice):
    """What a person's trainings on a document come to on a day."""

    MISSING = "missing", "not planned", "未安排"
    PLANNED = "planned", "planned", "已计划"
    IN_TRAINING = "in_training", "in training", "培训中"
    OVERDUE = "overdue", "overdue", "逾期"
    QUALIFIED = "qualified", "qualified", "合格"
    EXPIRING = "expiring", "expires soon", "即将到期"
    EXPIRED = "expired", "expired", "已失效"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤销"
    EXCEPTION = "exception", "exception", "豁免中"
