"""The words of rules, their versions and their firings."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor, prose, subject
from lotproof.kernel.site import TaskId
from lotproof.kernel.text import t


class RuleId(Id, prefix="rul", label=t("Rule", "联动规则")):
    """What is to follow from a fact, by itself."""


class RuleVersionId(Id, prefix="rlv", label=t("Version of a rule", "规则版本")):
    """One wording of a rule: what it follows from, on which condition, and what follows."""


class FiringId(Id, prefix="rlf", label=t("Firing of a rule", "规则触发")):
    """One time that a rule came into effect, or failed to."""


CONDITION_MAX: Final = 1000
"""Characters of a condition."""
ACTIONS_MAX: Final = 10
PER_HOUR_MAX: Final = 1000


class RuleState(Choice):
    """A paused rule does nothing until somebody resumes it."""

    IN_USE = "in_use", "in use", "启用"
    PAUSED = "paused", "paused", "暂停"


RULE_LIFE = LifeCycle(
    t("Rule", "联动规则"),
    {RuleState.IN_USE: {RuleState.PAUSED}, RuleState.PAUSED: {RuleState.IN_USE}},
)


class VersionState(Choice):
    """An approved version is in force from its day until the next one's."""

    DRAFT = "draft", "draft", "草稿"
    APPROVED = "approved", "approved", "已批准"
    SUPERSEDED = "superseded", "superseded", "已作废"


VERSION_LIFE = LifeCycle(
    t("Version of a rule", "规则版本"),
    {
        VersionState.DRAFT: {VersionState.APPROVED, VersionState.SUPERSEDED},
        VersionState.APPROVED: {VersionState.SUPERSEDED},
        VersionState.SUPERSEDED: (),
    },
)


class FiringState(Choice):
    """What a rule ordered has been done, or all of it has not."""

    DONE = "done", "done", "已执行"
    FAILED = "failed", "failed", "失败"


FIRING_LIFE = LifeCycle(
    t("Firing of a rule", "规则触发"),
    {FiringState.DONE: {FiringState.FAILED}, FiringState.FAILED: ()},
)


class ActionKind(Choice):
    """What a rule can order. It can do nothing that people could not do by hand."""

    OPEN_REPORT = "open_report", "open nonconformance report", "开立不合格报告"
    OPEN_REVIEW = "open_review", "open process review", "发起过程评审"
    PROPOSE_IMPROVEMENT = "propose_improvement", "propose improvement", "提出改进建议"
    OPEN_INSPECTION = "open_inspection", "open inspection", "开立检验单"
    HOLD_LOT = "hold_lot", "hold lot", "暂扣批"
    WITHDRAW_START = "withdraw_start", "withdraw start permission", "撤回开工许可"
    START_CHANGE = "start_change", "draft change order", "起草变更单"
    NOTIFY = "notify", "notify", "通知"
    RAISE_ALERT = "raise_alert", "raise alert", "发出报警"


RuleCode = Annotated[
    str,
    Meaning(
        label=t("Rule code", "规则代码"),
        help=t("Letters, digits and . _ -; no spaces.", "字母、数字和 . _ -，不含空格。"),
        length_max=40,
        pattern=r"[A-Za-z0-9][A-Za-z0-9._-]*",
    ),
]
RuleTitle = Annotated[
    str, Meaning(label=t("Rule title", "规则名称"), length_max=120, pattern=r".+")
]
RuleTitleZh = Annotated[
    str, Meaning(label=t("Rule title in Chinese", "规则中文名称"), length_max=120, pattern=r".+")
]
StateOfRule = Annotated[RuleState, Meaning(label=t("State", "状态"))]
PausedBecause = Annotated[
    str, Meaning(label=t("Why it is paused", "暂停原因"), length_max=400, multiline=True)
]
ResumedAt = Annotated[
    Instant,
    Meaning(
        label=t("Resumed at", "恢复时间"),
        help=t("Firings are counted anew from then.", "触发次数自此重新计算。"),
    ),
]
OpenTask = Annotated[TaskId, Meaning(label=t("Task about it", "相关任务"))]
VersionNumber = Annotated[int, Meaning(label=t("Version", "版本"), minimum=1, maximum=100_000)]
StateOfVersion = Annotated[VersionState, Meaning(label=t("State of the version", "版本状态"))]
Trigger = Annotated[
    str,
    Meaning(
        label=t("When", "触发事实"),
        help=t(
            "Kind of the fact, such as monitoring.excursion_began/1.",
            "事实的类别，如 monitoring.excursion_began/1。",
        ),
        length_max=80,
        pattern=r"[a-z]+\.[a-z0-9_]+/[1-9][0-9]*",
    ),
]
Condition = Annotated[
    str,
    Meaning(
        label=t("On condition", "条件"),
        help=t(
            'In CEL, such as event.level == "action" && event.is_critical; “true”: always.',
            '以 CEL 书写，如 event.level == "action" && event.is_critical；true 即始终。',
        ),
        length_max=CONDITION_MAX,
        pattern=r"[\s\S]*\S[\s\S]*",
        multiline=True,
    ),
]
PerHour = Annotated[
    int,
    Meaning(
        label=t("At most times an hour", "每小时上限（次）"),
        help=t("Beyond that the rule is paused.", "超过即暂停该规则。"),
        minimum=1,
        maximum=PER_HOUR_MAX,
    ),
]
VersionDraftedBy = Annotated[str, actor(t("Drafted by", "编制人"))]
VersionDraftedAt = Annotated[Instant, Meaning(label=t("Drafted at", "编制时间"))]
VersionApprovedBy = Annotated[str, actor(t("Approved by", "批准人"))]
VersionApprovedAt = Annotated[Instant, Meaning(label=t("Approved at", "批准时间"))]
InForceFrom = Annotated[
    date,
    Meaning(
        label=t("Effective from", "生效日期"),
        help=t("Today unless given; not in the past.", "不填即当日；不得早于当日。"),
    ),
]

# --- trying -------------------------------------------------------------------------------------

_DIGEST = r"[0-9a-f]{64}"
TextDigest = Annotated[
    str,
    Meaning(
        label=t("Digest of the text tried", "试运行文本摘要"),
        help=t("SHA-256, 64 characters 0-9 a-f.", "SHA-256，64 位 0-9 a-f。"),
        length_max=64,
        pattern=_DIGEST,
    ),
]
TriedBy = Annotated[str, actor(t("Tried by", "试运行人"))]
TriedAt = Annotated[Instant, Meaning(label=t("Tried at", "试运行时间"))]
TriedSince = Annotated[Instant, Meaning(label=t("Tried on facts since", "试运行起始时间"))]
TriedUntil = Annotated[Instant, Meaning(label=t("Tried on facts until", "试运行截止时间"))]
_COUNT_MAX = 1_000_000_000
FactsTried = Annotated[
    int, Meaning(label=t("Facts tried on", "试运行事实数"), minimum=0, maximum=_COUNT_MAX)
]
WouldHaveFired = Annotated[
    int, Meaning(label=t("Would have fired", "本应触发次数"), minimum=0, maximum=_COUNT_MAX)
]
WouldHaveFailed = Annotated[
    int, Meaning(label=t("Would have failed", "本应失败次数"), minimum=0, maximum=_COUNT_MAX)
]

# --- firing -------------------------------------------------------------------------------------

StateOfFiring = Annotated[FiringState, Meaning(label=t("Outcome", "结果"))]
FiredAt = Annotated[Instant, Meaning(label=t("Fired at", "触发时间"))]
FiredAbout = Annotated[
    list[str],
    Meaning(
        label=t("What it is about", "涉及对象"),
        help=t("Ids such as lot_12 or eqp_3.", "编号，如 lot_12、eqp_3。"),
        length_max=40,
        items_max=40,
    ),
]
FiredAboutOne = Annotated[
    str, subject(t("Thing concerned", "涉及对象"), t("An id such as lot_12.", "编号，如 lot_12。"))
]
FactTold = Annotated[str, Meaning(label=t("The fact", "触发的事实"), length_max=600)]
FactToldZh = Annotated[
    str, Meaning(label=t("The fact in Chinese", "触发的事实（中文）"), length_max=600)
]
ValuesThen = Annotated[
    dict[str, str],
    Meaning(
        label=t("Values then", "当时取值"),
        help=t("What the words of the condition stood for.", "条件中各词当时的取值。"),
        length_max=200,
        items_max=60,
    ),
]
CauseEntry = Annotated[
    str,
    Meaning(label=t("Command of the fact", "事实所在命令"), length_max=36),
]
Depth = Annotated[
    int,
    Meaning(
        label=t("Rules before it", "此前触发的规则数"),
        help=t("How many firings led to this fact.", "由多少次规则触发导致该事实。"),
        minimum=0,
        maximum=100,
    ),
]
WhyFailed = Annotated[
    str, Meaning(label=t("Why it failed", "失败原因"), length_max=1000, multiline=True)
]
WhyFailedZh = Annotated[
    str,
    Meaning(
        label=t("Why it failed, in Chinese", "失败原因（中文）"), length_max=1000, multiline=True
    ),
]

# --- actions ------------------------------------------------------------------------------------

KindOfAction = Annotated[ActionKind, Meaning(label=t("Then", "动作"))]
ActionPosition = Annotated[
    int, Meaning(label=t("Position", "序号"), minimum=1, maximum=ACTIONS_MAX)
]
ActionText = Annotated[
    str,
    prose(
        t("What it says", "说明"),
        t(
            "What is found, to be reviewed or proposed; the fact itself is added.",
            "发现、待评审或建议的内容；事实本身自动附上。",
        ),
        length_max=800,
    ),
]
ExpectedOfIt = Annotated[
    str,
    prose(
        t("Effect expected", "预期效果"),
        t("Of a proposal: and how it is measured.", "改进建议：及如何衡量。"),
        length_max=800,
    ),
]
DueWithin = Annotated[
    int,
    Meaning(label=t("Due within (days)", "期限（天）"), minimum=0, maximum=365),
]
