"""The words of access: limits of grants, separated duties, emergency, deputies, reviews."""

from datetime import date
from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor, prose
from lotproof.kernel.site import TaskId
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import Permission, UserId


class AccessPolicyId(Id, prefix="apy", label=t("Access policy", "权限策略")):
    """The one policy of the site has number 1."""


class SeparationId(Id, prefix="sod", label=t("Separation of duties", "职责分离")):
    """Two kinds of duty that one person does not have together."""


class ExceptionId(Id, prefix="sdx", label=t("Exception from separation", "职责分离例外")):
    """Leave for one person to have both for a time."""


class EmergencyId(Id, prefix="emg", label=t("Emergency access", "应急访问")):
    """One time that a person took an emergency role."""


class DelegationId(Id, prefix="dlg", label=t("Delegation", "授权代理")):
    """What a deputy may do on behalf of somebody, for a time."""


class AccessReviewId(Id, prefix="arv", label=t("Access review", "权限审查")):
    """One look at who holds what."""


class SeparationState(Choice):
    ACTIVE = "active", "active", "有效"
    RETIRED = "retired", "retired", "已停用"


SEPARATION_LIFE = LifeCycle(
    t("Separation of duties", "职责分离"),
    {SeparationState.ACTIVE: {SeparationState.RETIRED}, SeparationState.RETIRED: ()},
)


class ExceptionState(Choice):
    REQUESTED = "requested", "to be decided", "待决定"
    APPROVED = "approved", "approved", "已批准"
    REFUSED = "refused", "refused", "已拒绝"


EXCEPTION_LIFE = LifeCycle(
    t("Exception from separation", "职责分离例外"),
    {
        ExceptionState.REQUESTED: {ExceptionState.APPROVED, ExceptionState.REFUSED},
        ExceptionState.APPROVED: (),
        ExceptionState.REFUSED: (),
    },
)


class EmergencyState(Choice):
    TO_BE_REVIEWED = "to_be_reviewed", "to be reviewed", "待审查"
    REVIEWED = "reviewed", "reviewed", "已审查"


EMERGENCY_LIFE = LifeCycle(
    t("Emergency access", "应急访问"),
    {EmergencyState.TO_BE_REVIEWED: {EmergencyState.REVIEWED}, EmergencyState.REVIEWED: ()},
)


class EmergencyVerdict(Choice):
    JUSTIFIED = "justified", "justified", "合理"
    UNJUSTIFIED = "unjustified", "not justified", "不合理"


class DelegationState(Choice):
    GIVEN = "given", "given", "有效"
    ENDED = "ended", "ended", "已终止"


DELEGATION_LIFE = LifeCycle(
    t("Delegation", "授权代理"),
    {DelegationState.GIVEN: {DelegationState.ENDED}, DelegationState.ENDED: ()},
)


class ReviewState(Choice):
    OPEN = "open", "open", "进行中"
    CLOSED = "closed", "closed", "已完成"


REVIEW_LIFE = LifeCycle(
    t("Access review", "权限审查"),
    {ReviewState.OPEN: {ReviewState.CLOSED}, ReviewState.CLOSED: ()},
)


class LineDecision(Choice):
    OPEN = "open", "to be decided", "待决定"
    CONFIRMED = "confirmed", "confirmed", "确认保留"
    REVOKE = "revoke", "to be taken away", "应收回"


class Verdict(Choice):
    """What is decided about an access or an exception."""

    CONFIRM = "confirm", "confirm", "确认"
    REVOKE = "revoke", "take away", "收回"


class Leave(Choice):
    APPROVE = "approve", "approve", "批准"
    REFUSE = "refuse", "refuse", "拒绝"


# --- limits of a grant --------------------------------------------------------------------------

Scope = Annotated[
    list[str],
    Meaning(
        label=t("Only for", "仅限于"),
        help=t(
            "Areas, items or workstations such as are_2, itm_12, wst_3; nothing: everywhere.",
            "区域、物料或工位的编号，如 are_2、itm_12、wst_3；不填则不限。",
        ),
        length_max=30,
        pattern=r"(are|itm|wst)_[1-9][0-9]{0,18}",
        items_max=50,
    ),
]
ValidFrom = Annotated[Instant, Meaning(label=t("Valid from", "生效时间"))]
ValidUntil = Annotated[Instant, Meaning(label=t("Valid until", "失效时间"))]
TakenFrom = Annotated[Instant, Meaning(label=t("Taken at", "启用时间"))]
TakenUntil = Annotated[Instant, Meaning(label=t("Taken until", "启用至"))]
EmergencyHours = Annotated[
    int,
    Meaning(
        label=t("Emergency role: longest (hours)", "应急角色：最长时数"),
        help=t(
            "Whoever has the role takes it only in an emergency, for at most so long.",
            "持有人仅在紧急情况下启用该角色，时间不超过此数。",
        ),
        minimum=1,
        maximum=72,
    ),
]
RegisteredBy = Annotated[str, actor(t("Registered by", "登记人"))]

# --- policy -------------------------------------------------------------------------------------

IsSeparated = Annotated[
    bool,
    Meaning(
        label=t("Two administrators", "双人管理"),
        help=t(
            "Who registers an account gives it no role; cannot be undone.",
            "登记账户的人不得为其授予角色；不可撤销。",
        ),
    ),
]
ReviewEveryDays = Annotated[
    int,
    Meaning(label=t("Access review every (days)", "权限审查周期（天）"), minimum=1, maximum=1_095),
]
ReviewDueDays = Annotated[
    int,
    Meaning(label=t("Access review due in (days)", "权限审查期限（天）"), minimum=1, maximum=180),
]
EmergencyDueDays = Annotated[
    int,
    Meaning(
        label=t("Emergency access reviewed in (days)", "应急访问审查期限（天）"),
        minimum=1,
        maximum=90,
    ),
]
ExceptionDays = Annotated[
    int, Meaning(label=t("Longest exception (days)", "例外最长（天）"), minimum=1, maximum=730)
]
DelegationDays = Annotated[
    int, Meaning(label=t("Longest delegation (days)", "代理最长（天）"), minimum=1, maximum=365)
]
NextReviewOn = Annotated[date, Meaning(label=t("Next access review on", "下次权限审查日期"))]

# --- separation of duties -----------------------------------------------------------------------

SeparationCode = Annotated[
    str,
    Meaning(
        label=t("Code", "代码"),
        help=t("Small letters and _.", "小写字母和 _。"),
        length_max=40,
        pattern=r"[a-z][a-z_]*",
    ),
]
SeparationTitle = Annotated[
    str, Meaning(label=t("Title", "英文名称"), length_max=120, pattern=r".+")
]
SeparationTitleZh = Annotated[
    str, Meaning(label=t("Chinese title", "中文名称"), length_max=120, pattern=r".+")
]
_DUTY = r"[a-z]+(\.[a-z_]+){0,1}\.([a-z_]+|\*)"
FirstDuty = Annotated[
    list[str],
    Meaning(
        label=t("One duty", "职责一"),
        help=t(
            "Permissions, or their beginnings: items.bom.draft, items.bom.*.",
            "权限，或权限开头：items.bom.draft、items.bom.*。",
        ),
        length_max=80,
        pattern=_DUTY,
        items_max=50,
    ),
]
SecondDuty = Annotated[
    list[str],
    Meaning(
        label=t("Other duty", "职责二"),
        help=t(
            "Nobody who has any of the one has any of the other.",
            "持有职责一中任一权限者，不得持有职责二中任一权限。",
        ),
        length_max=80,
        pattern=_DUTY,
        items_max=50,
    ),
]
StateOfSeparation = Annotated[SeparationState, Meaning(label=t("State", "状态"))]
StateOfException = Annotated[ExceptionState, Meaning(label=t("State", "状态"))]
ExceptionUntil = Annotated[
    Instant,
    Meaning(
        label=t("Until", "有效至"),
        help=t("Roles given under it end with it.", "据此授予的角色同时失效。"),
    ),
]
RequestedBy = Annotated[str, actor(t("Requested by", "申请人"))]
RequestedAt = Annotated[Instant, Meaning(label=t("Requested at", "申请时间"))]
DecidedBy = Annotated[str, actor(t("Decided by", "决定人"))]
DecidedAt = Annotated[Instant, Meaning(label=t("Decided at", "决定时间"))]
LeaveOrNot = Annotated[Leave, Meaning(label=t("Decision", "决定"))]
WhyAccess = Annotated[
    str,
    Meaning(label=t("Reason", "原因"), length_max=1000, personal=True, needed=True, multiline=True),
]

# --- emergency ----------------------------------------------------------------------------------

EmergencyFor = Annotated[int, Meaning(label=t("For (hours)", "时数"), minimum=1, maximum=72)]
StateOfEmergency = Annotated[EmergencyState, Meaning(label=t("State", "状态"))]
EmergencyFrom = Annotated[Instant, Meaning(label=t("From", "开始时间"))]
EmergencyUntil = Annotated[
    Instant, Meaning(label=t("Until", "结束时间"), help=t("It ends by itself.", "到期自动结束。"))
]
ReviewDueAt = Annotated[Instant, Meaning(label=t("Review due", "审查期限"))]
OverdueTask = Annotated[TaskId, Meaning(label=t("Reminder", "逾期提醒任务"))]
VerdictOfEmergency = Annotated[EmergencyVerdict, Meaning(label=t("Verdict", "审查结论"))]
ReviewRemark = Annotated[
    str, prose(t("Remark", "说明"), length_max=1000, personal=True, needed=True)
]
ReviewedBy = Annotated[str, actor(t("Reviewed by", "审查人"))]
ReviewedAt = Annotated[Instant, Meaning(label=t("Reviewed at", "审查时间"))]

# --- deputies -----------------------------------------------------------------------------------

Delegator = Annotated[UserId, Meaning(label=t("On behalf of", "被代理人"))]
Deputy = Annotated[
    UserId,
    Meaning(
        label=t("Deputy", "代理人"),
        help=t(
            "Acts and signs under their own name, on behalf of the other.",
            "以本人名义操作和签名，并注明代谁办理。",
        ),
    ),
]
DelegatedPermissions = Annotated[
    list[Permission],
    Meaning(
        label=t("Delegated permissions", "代理权限"),
        help=t("Some of what the other holds.", "被代理人所持权限的一部分。"),
        items_max=100,
    ),
]
StateOfDelegation = Annotated[DelegationState, Meaning(label=t("State", "状态"))]
DelegationEndedAt = Annotated[Instant, Meaning(label=t("Ended at", "终止时间"))]
DelegationEndedBy = Annotated[str, actor(t("Ended by", "终止人"))]

# --- access review ------------------------------------------------------------------------------

ReviewResponsible = Annotated[
    UserId,
    Meaning(
        label=t("Responsible", "审查负责人"),
        help=t(
            "Decides every line, but those about themselves.",
            "逐项决定；涉及本人的由他人决定。",
        ),
    ),
]
StateOfReview = Annotated[ReviewState, Meaning(label=t("State", "状态"))]
AsOf = Annotated[Instant, Meaning(label=t("As of", "基准时间"))]
ReviewDueOn = Annotated[date, Meaning(label=t("Due on", "完成期限"))]
OpenedBy = Annotated[str, actor(t("Opened by", "发起人"))]
ClosedBy = Annotated[str, actor(t("Closed by", "完成人"))]
ClosedAt = Annotated[Instant, Meaning(label=t("Closed at", "完成时间"))]
LineCount = Annotated[int, Meaning(label=t("Lines", "项数"), minimum=0)]
RevokedCount = Annotated[int, Meaning(label=t("Taken away", "收回项数"), minimum=0)]
LinePosition = Annotated[int, Meaning(label=t("Line", "序号"), minimum=1)]
DecisionOfLine = Annotated[LineDecision, Meaning(label=t("Decision", "决定"))]
KeepOrRevoke = Annotated[Verdict, Meaning(label=t("Decision", "决定"))]
LineUser = Annotated[UserId, Meaning(label=t("Who", "人员"))]
