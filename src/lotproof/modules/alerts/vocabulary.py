"""The words of alerts."""

from datetime import date
from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor, prose, subject
from lotproof.kernel.text import Text, t
from lotproof.modules.documents.vocabulary import DocumentId
from lotproof.modules.people.vocabulary import RoleId, UserId


class AlertId(Id, prefix="alt", label=t("Alert", "报警")):
    """Something that the program noticed and that concerns somebody."""


class AlertPolicyId(Id, prefix="alo", label=t("Alert policy", "报警策略")):
    """How soon alerts are answered, from a day on."""


class EscalationLevel(Choice):
    """Who is asked, one after the other."""

    OWNER = "owner", "owner", "责任人"
    ROLE = "role", "owning role", "责任角色"
    MANAGEMENT = "management", "management", "管理层"


class AlertSeverity(Choice):
    """How much it matters, the least first."""

    INFO = "info", "information", "提示"
    WARNING = "warning", "warning", "警告"
    SERIOUS = "serious", "serious", "严重"
    CRITICAL = "critical", "critical", "紧急"


class AlertState(Choice):
    OPEN = "open", "not acknowledged", "未确认"
    ACKNOWLEDGED = "acknowledged", "acknowledged", "已确认"
    CLOSED = "closed", "closed", "已关闭"


class ChosenBecause(Choice):
    """How the owner was found, where a rule says of whom it is asked."""

    ONLY_ONE = "only_one", "the only one there who fits", "当时唯一符合条件者"
    FEWEST = "fewest", "fewest alerts of those who fit", "符合条件者中未关闭报警最少"
    FIRST = "first", "as few alerts as another, the first by number", "未关闭报警数相同，按编号在先"
    DEPUTY = "deputy", "deputy of somebody absent", "缺席人员的代理人"
    NOBODY = "nobody", "nobody there fits: the role is asked", "当时无人符合条件，改由该角色处理"
    HANDED_OVER = "handed_over", "handed over", "移交"


_S = AlertState
ALERT_LIFE: Final = LifeCycle(
    t("Alert", "报警"),
    {
        _S.OPEN: {_S.ACKNOWLEDGED, _S.CLOSED},
        _S.ACKNOWLEDGED: {_S.OPEN, _S.CLOSED},
        _S.CLOSED: {_S.OPEN, _S.ACKNOWLEDGED},
    },
)
"""What is closed comes back if it is noticed again soon; what grows worse is open again."""

ALERT_RUNNING: Final = (_S.OPEN, _S.ACKNOWLEDGED)

AlertKey = Annotated[
    str,
    Meaning(
        label=t("Key", "归并键"),
        help=t(
            "What is noticed under the same key is one alert.",
            "同一归并键下的情况合并为一条报警。",
        ),
        length_max=120,
        pattern=r"[!-~]+",
    ),
]
NoticedBy = Annotated[
    str,
    Meaning(
        label=t("Noticed by", "触发规则"),
        help=t("Short code of what watches, such as spc.run_of_8.", "监视规则的代码。"),
        length_max=60,
        pattern=r"[a-z][a-z0-9_.-]*",
    ),
]
SeverityOf = Annotated[AlertSeverity, Meaning(label=t("Severity", "严重程度"))]
StateOfAlert = Annotated[AlertState, Meaning(label=t("State", "状态"))]
AboutOf = Annotated[
    str,
    subject(
        t("What it is about", "涉及对象"),
        t("An id such as mpt_3 or eqp_1.", "编号，如 mpt_3、eqp_1。"),
    ),
]
AlertTitle = Annotated[
    str, Meaning(label=t("Alert in English", "报警（英文）"), length_max=200, pattern=r".*\S.*")
]
AlertTitleZh = Annotated[str, Meaning(label=t("Alert", "报警"), length_max=200, pattern=r".*\S.*")]
AlertDetail = Annotated[
    str, prose(t("Data in English", "数据（英文）"), t("What was seen.", "所见数据。"))
]
AlertDetailZh = Annotated[str, prose(t("Data", "数据"), t("What was seen.", "所见数据。"))]
OwnerOf = Annotated[
    UserId, Meaning(label=t("Owner", "责任人"), help=t("Whom it is sent to first.", "首先告知。"))
]
OwningRole = Annotated[
    RoleId,
    Meaning(
        label=t("Owning role", "责任角色"),
        help=t(
            "Its members are asked where no person is named, or that person does not answer.",
            "未指定责任人，或其未及时回应时，由该角色成员处理。",
        ),
    ),
]
NoticedAt = Annotated[Instant, Meaning(label=t("Occurred at", "发生时间"))]
RaisedAt = Annotated[Instant, Meaning(label=t("Raised at", "报警时间"))]
LastAt = Annotated[Instant, Meaning(label=t("Noticed last at", "最近触发时间"))]
TimesNoticed = Annotated[int, Meaning(label=t("Times noticed", "触发次数"), minimum=1)]
TimesReturned = Annotated[
    int,
    Meaning(
        label=t("Times come back", "反复次数"),
        help=t(
            "How often it was closed and noticed again soon after.",
            "关闭后短时间内再次触发的次数。",
        ),
        minimum=0,
    ),
]
IsFlapping = Annotated[
    bool,
    Meaning(
        label=t("Flapping", "频繁反复"),
        help=t(
            "It comes and goes; it stays open until it has been quiet for a while.",
            "时有时无；持续平静一段时间后才会自行关闭。",
        ),
    ),
]
AcknowledgedBy = Annotated[str, actor(t("Acknowledged by", "确认人"))]
AcknowledgedAt = Annotated[Instant, Meaning(label=t("Acknowledged at", "确认时间"))]
AcknowledgedBecause = Annotated[
    str,
    Meaning(label=t("Said on acknowledging", "确认说明"), length_max=1000, multiline=True),
]
OverSince = Annotated[
    Instant,
    Meaning(
        label=t("Over since", "已恢复时间"),
        help=t("When what was noticed was over by itself.", "所报情况自行消失的时间。"),
    ),
]
ClosedBy = Annotated[str, actor(t("Closed by", "关闭人"))]
ClosedAt = Annotated[Instant, Meaning(label=t("Closed at", "关闭时间"))]
OutcomeOf = Annotated[
    str, prose(t("Outcome", "处理结果"), t("What it was, and what was done.", "原因及所做处理。"))
]

# --- whom it reaches, and by when ---------------------------------------------------------------

LevelOf = Annotated[
    EscalationLevel,
    Meaning(label=t("Asked now", "当前处理层级"), help=t("Who has to answer.", "须由谁回应。")),
]
DueAt = Annotated[
    Instant,
    Meaning(
        label=t("Answer due at", "回应时限"),
        help=t("Later, the next level is asked.", "逾期则上报下一层级。"),
    ),
]
EscalatedAt = Annotated[Instant, Meaning(label=t("Escalated at", "上报时间"))]
RuleOrPart = Annotated[
    str,
    Meaning(
        label=t("Noticed by", "触发规则"),
        help=t(
            "A rule such as monitoring.silent, or its beginning up to a dot: monitoring.",
            "规则代码，如 monitoring.silent，或其点号之前的部分：monitoring。",
        ),
        length_max=60,
        pattern=r"[a-z][a-z0-9_.-]*",
    ),
]
PolicyFrom = Annotated[date, Meaning(label=t("Effective on", "生效日期"))]
SetBy = Annotated[str, actor(t("Set by", "设置人"))]


def _minutes(en: str, zh: str, hint: Text) -> Meaning:
    return Meaning(label=t(en, zh), help=hint, minimum=1, maximum=100_000)


_WORKING = t("Working time of the calendar.", "按工作日历计算的工作时间。")
_ELAPSED = t("Clock time, day and night.", "自然时间，昼夜连续计算。")
WarningMinutes = Annotated[
    int, _minutes("Warnings within (minutes)", "警告回应时限（分钟）", _WORKING)
]
SeriousMinutes = Annotated[
    int, _minutes("Serious ones within (minutes)", "严重报警回应时限（分钟）", _WORKING)
]
CriticalMinutes = Annotated[
    int, _minutes("Critical ones within (minutes)", "紧急报警回应时限（分钟）", _ELAPSED)
]
FlapMinutes = Annotated[
    int,
    _minutes(
        "The same again within (minutes)",
        "视为反复的间隔（分钟）",
        t("What comes back so soon is the old alert.", "在此时间内再次触发即为原报警。"),
    ),
]
FlapsFrom = Annotated[
    int,
    Meaning(
        label=t("Flaps from so many returns", "视为频繁反复的次数"),
        minimum=1,
        maximum=100,
    ),
]
DefaultRole = Annotated[
    RoleId,
    Meaning(
        label=t("Role for what has no owner", "无责任人时的角色"),
    ),
]
ManagementRole = Annotated[
    RoleId,
    Meaning(
        label=t("Role of management", "管理层角色"),
        help=t("Whom everything reaches that nobody answers.", "无人回应的报警最终上报至此。"),
    ),
]

# --- chosen by shift and competence -------------------------------------------------------------

OnShiftOnly = Annotated[
    bool,
    Meaning(
        label=t("Whoever is on shift", "由当班人员负责"),
        help=t(
            "One holder of the role who is on shift in the area just then owns the alert.",
            "由该角色中报警时在该区域当班的一人负责。",
        ),
    ),
]
ByProcedure = Annotated[
    DocumentId,
    Meaning(
        label=t("Trained on", "须经培训的文件"),
        help=t(
            "One holder of the role who is trained on its effective revision owns the alert.",
            "由该角色中已就其生效版本完成培训的一人负责。",
        ),
    ),
]
HowChosen = Annotated[ChosenBecause, Meaning(label=t("Why this owner", "责任人确定依据"))]
InPlaceOf = Annotated[
    UserId,
    Meaning(label=t("In place of", "代理"), help=t("Who is absent.", "缺席的人员。")),
]
IsByShift = Annotated[
    bool,
    Meaning(
        label=t("Until the end of the shift", "至班次结束"),
        help=t(
            "Its owner is asked to hand it over once they are off shift.",
            "责任人下班后须移交。",
        ),
    ),
]
FittingCount = Annotated[
    int,
    Meaning(label=t("People who fit", "符合条件人数"), minimum=0),
]
HandedOverBy = Annotated[str, actor(t("Handed over by", "移交人"))]
HandedOverAt = Annotated[Instant, Meaning(label=t("Handed over at", "移交时间"))]
