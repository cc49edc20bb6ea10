"""The words of keeping and erasing."""

from datetime import date
from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor, subject
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import UserId


class RuleId(Id, prefix="rtr", label=t("Retention rule", "保存规则")):
    """How long a kind of record is kept."""


class LegalHoldId(Id, prefix="lgh", label=t("Legal hold", "法律保全")):
    """What must not be erased, whatever the rules say."""


class ErasureId(Id, prefix="ers", label=t("Erasure", "擦除")):
    """The destruction of what is held of somebody."""


class Anchor(Choice):
    LAST_OPERATION = "last_operation", "last operation about it", "最后一次相关操作"
    FIELD = "field", "a date of the record", "记录中的日期"


class Standing(Choice):
    VERIFIED = "verified", "source was read", "来源已核实"
    UNVERIFIED = "unverified", "source to be read before adoption", "采用前须核实来源"
    OWN = "own", "the plant's own", "本单位规定"


class RuleState(Choice):
    PROPOSED = "proposed", "proposed", "待采用"
    ADOPTED = "adopted", "adopted", "已采用"
    DECLINED = "declined", "declined", "不采用"
    ENDED = "ended", "ended", "已终止"


RULE_LIFE = LifeCycle(
    t("Retention rule", "保存规则"),
    {
        RuleState.PROPOSED: {RuleState.ADOPTED, RuleState.DECLINED},
        RuleState.ADOPTED: {RuleState.ENDED},
        RuleState.DECLINED: (),
        RuleState.ENDED: (),
    },
)


class HoldState(Choice):
    ACTIVE = "active", "in force", "执行中"
    LIFTED = "lifted", "lifted", "已解除"


HOLD_LIFE = LifeCycle(
    t("Legal hold", "法律保全"),
    {HoldState.ACTIVE: {HoldState.LIFTED}, HoldState.LIFTED: ()},
)


class ErasureState(Choice):
    REQUESTED = "requested", "requested", "待批准"
    APPROVED = "approved", "approved", "已批准"
    EXECUTED = "executed", "carried out", "已执行"
    DECLINED = "declined", "declined", "已拒绝"


ERASURE_LIFE = LifeCycle(
    t("Erasure", "擦除"),
    {
        ErasureState.REQUESTED: {ErasureState.APPROVED, ErasureState.DECLINED},
        ErasureState.APPROVED: {ErasureState.EXECUTED, ErasureState.DECLINED},
        ErasureState.EXECUTED: (),
        ErasureState.DECLINED: (),
    },
)

RecordClass = Annotated[
    str,
    Meaning(
        label=t("Record class", "记录类别"),
        help=t("A kind such as warehouse.lot.", "记录类型，如 warehouse.lot。"),
        length_max=60,
        pattern=r"[a-z]+\.[a-z_]+",
    ),
]
RuleTitle = Annotated[str, Meaning(label=t("Rule", "规则"), length_max=200, pattern=r".+")]
Citation = Annotated[
    str,
    Meaning(
        label=t("Source", "依据"),
        help=t("Law, standard or procedure, with its article.", "法规、标准或程序及条款。"),
        length_max=200,
    ),
]
CountedFrom = Annotated[Anchor, Meaning(label=t("Counted from", "起算"))]
AnchorField = Annotated[
    str,
    Meaning(
        label=t("Date field", "日期字段"),
        help=t("Field of the record, such as closed_at.", "记录的字段，如 closed_at。"),
        length_max=40,
        pattern=r"[a-z][a-z0-9_]*",
    ),
]
PeriodMonths = Annotated[
    int,
    Meaning(
        label=t("Period (months)", "期限（月）"),
        help=t("None: for ever.", "不填即永久。"),
        minimum=0,
        maximum=1200,
    ),
]
AddsLifetime = Annotated[
    bool, Meaning(label=t("Plus the lifetime of the device", "另加器械使用期限"))
]
LifetimeMonths = Annotated[
    int, Meaning(label=t("Device lifetime (months)", "器械使用期限（月）"), minimum=1, maximum=1200)
]
StandingOfRule = Annotated[Standing, Meaning(label=t("Standing", "核实情况"))]
EffectiveFrom = Annotated[date, Meaning(label=t("Effective from", "生效日期"))]
EffectiveUntil = Annotated[date, Meaning(label=t("Effective until", "失效日期"))]
StateOfRule = Annotated[RuleState, Meaning(label=t("State", "状态"))]
ProposedBy = Annotated[str, actor(t("Proposed by", "提出人"))]
AdoptedBy = Annotated[str, actor(t("Adopted by", "采用人"))]
SubjectOf = Annotated[
    str, subject(t("Record", "记录"), t("An id such as pty_12.", "编号，如 pty_12。"))
]
LegalMatter = Annotated[
    str,
    Meaning(
        label=t("Matter", "事由"),
        help=t("The case or inquiry it is for.", "所涉案件或调查。"),
        length_max=400,
        multiline=True,
    ),
]
HoldOwner = Annotated[UserId, Meaning(label=t("Owner", "负责人"))]
PlacedBy = Annotated[str, actor(t("Placed by", "设置人"))]
PlacedAt = Annotated[Instant, Meaning(label=t("Placed at", "设置时间"))]
LiftedBy = Annotated[str, actor(t("Lifted by", "解除人"))]
StateOfHold = Annotated[HoldState, Meaning(label=t("State", "状态"))]
WithReasons = Annotated[
    bool,
    Meaning(
        label=t("Reasons too", "同时擦除原因"),
        help=t(
            "Also the reasons given in entries that tell personal values of it.",
            "相关记录中填写的原因也一并擦除。",
        ),
    ),
]
RequestedBy = Annotated[str, actor(t("Requested by", "申请人"))]
RequestedAt = Annotated[Instant, Meaning(label=t("Requested at", "申请时间"))]
DecidedBy = Annotated[str, actor(t("Decided by", "审批人"))]
ExecutedBy = Annotated[str, actor(t("Carried out by", "执行人"))]
ExecutedAt = Annotated[Instant, Meaning(label=t("Carried out at", "执行时间"))]
ErasedCount = Annotated[int, Meaning(label=t("Destroyed parts", "已销毁内容数"), minimum=0)]
StateOfErasure = Annotated[ErasureState, Meaning(label=t("State", "状态"))]
