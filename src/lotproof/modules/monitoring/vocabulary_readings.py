"""The words of readings, of what leaves its limits, and of the permission to start."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, Shape, actor, prose
from lotproof.kernel.quantity import Amount
from lotproof.kernel.site import Trust
from lotproof.kernel.text import t
from lotproof.modules.equipment.vocabulary import EquipmentCode
from lotproof.modules.monitoring.vocabulary import Level, Phase, PointTag


class BatchId(Id, prefix="rbt", label=t("Batch of readings", "读数批次")):
    """Readings that came together from one source."""


class BlockId(Id, prefix="rbk", label=t("Block of readings", "读数块")):
    """The readings of one point in one batch."""


class PhaseChangeId(Id, prefix="mph", label=t("Phase of a machine", "设备阶段")):
    """A machine entering a phase."""


class ExcursionId(Id, prefix="exc", label=t("Excursion", "偏离")):
    """A point staying outside its limits."""


class WithdrawalId(Id, prefix="stw", label=t("Start permission withdrawn", "开工许可撤回")):
    """A machine that may not start again until somebody decides."""


# --- readings -----------------------------------------------------------------------------------


class Quality(Choice):
    """As OPC UA Part 8 groups it: only what is good is judged."""

    GOOD = "good", "good", "正常"
    UNCERTAIN = "uncertain", "uncertain", "可疑"
    BAD = "bad", "bad", "无效"


ReadingAt = Annotated[Instant, Meaning(label=t("Read at", "读取时间"))]
ReadingText = Annotated[
    str,
    Meaning(
        label=t("Value", "读数"),
        help=t(
            "A decimal number in the unit of the point. What is no number is kept and marked.",
            "以监测点单位表示的十进制数。不是数字的内容会保留并标记。",
        ),
        length_max=60,
    ),
]
QualityOf = Annotated[Quality, Meaning(label=t("Quality", "质量"))]


class ReadingGiven(Shape):
    """One value at one instant, as the source gave it."""

    tag: PointTag
    at: ReadingAt
    value: ReadingText
    quality: QualityOf = Quality.GOOD


class PhaseGiven(Shape):
    """A machine that enters a phase."""

    equipment: EquipmentCode
    phase: Annotated[Phase, Meaning(label=t("Phase", "阶段"))]
    at: ReadingAt


ReadingsGiven = Annotated[
    list[ReadingGiven],
    Meaning(label=t("Readings", "读数"), items_max=10_000, apart=True),
]
PhaseChangesGiven = Annotated[
    list[PhaseGiven], Meaning(label=t("Changes of phase", "阶段变化"), items_max=200)
]
ClockOffset = Annotated[
    int,
    Meaning(
        label=t("Clock offset (ms)", "时钟偏差（毫秒）"),
        help=t("How far the source's clock is ahead of the plant's.", "来源时钟比工厂时钟快多少。"),
    ),
]
SentFrom = Annotated[str, Meaning(label=t("Source as sent", "所报来源"), length_max=40)]
TrustThen = Annotated[Trust, Meaning(label=t("Trust level", "可信度"))]


def _count(en: str, zh: str) -> Meaning:
    return Meaning(label=t(en, zh), minimum=0)


ReadingCount = Annotated[int, _count("Readings", "读数数量")]
LateCount = Annotated[int, _count("Late", "迟到")]
RepeatedCount = Annotated[int, _count("Repeated", "重复")]
UnusableCount = Annotated[int, _count("Not usable", "不可用")]
UnknownCount = Annotated[int, _count("Of unknown points", "监测点未知")]
FirstAt = Annotated[Instant, Meaning(label=t("First read at", "首个读数时间"))]
LastAt = Annotated[Instant, Meaning(label=t("Last read at", "末个读数时间"))]
ReceivedAt = Annotated[Instant, Meaning(label=t("Received at", "接收时间"))]
Lowest = Annotated[Amount, Meaning(label=t("Lowest", "最小值"))]
Highest = Annotated[Amount, Meaning(label=t("Highest", "最大值"))]
Total = Annotated[Amount, Meaning(label=t("Sum", "合计"))]
Packed = Annotated[
    str,
    Meaning(
        label=t("Packed readings", "压缩读数"),
        help=t(
            "Instants and values of the readings, for charts; each stands readably in the entry.",
            "读数的时间与数值，供图表使用；每个读数在账本条目中可读。",
        ),
        length_max=300_000,
        packed=True,
    ),
]
LastValue = Annotated[Amount, Meaning(label=t("Last value", "最新值"))]
DeviationCodes = Annotated[
    list[str],
    Meaning(
        label=t("Deviations", "偏差"),
        help=t(
            "What was wrong with the batch; told anew when it was not so the last time.",
            "该批次存在的问题；上一批次没有的才会再次提示。",
        ),
        length_max=40,
        items_max=20,
    ),
]


SAID_MAX: Final = 600


def _said(en: str, zh: str) -> Meaning:
    hint = t("One sentence for each, in the same order.", "逐项说明，次序相同。")
    return Meaning(label=t(en, zh), help=hint, length_max=SAID_MAX, items_max=20)


DeviationsSaid = Annotated[list[str], _said("Deviations in words", "偏差说明（英文）")]
DeviationsSaidZh = Annotated[list[str], _said("Deviations in words (Chinese)", "偏差说明")]
SentBy = Annotated[str, actor(t("Sent by", "发送者"))]

# --- excursions ---------------------------------------------------------------------------------


class Side(Choice):
    LOW = "low", "too low", "过低"
    HIGH = "high", "too high", "过高"


class ExcursionState(Choice):
    OPEN = "open", "still outside", "仍在限外"
    ENDED = "ended", "ended, to be assessed", "已结束，待评估"
    ASSESSED = "assessed", "assessed", "已评估"


EXCURSION_LIFE = LifeCycle(
    t("Excursion", "偏离"),
    {
        ExcursionState.OPEN: {ExcursionState.ENDED, ExcursionState.ASSESSED},
        ExcursionState.ENDED: {ExcursionState.ASSESSED},
        ExcursionState.ASSESSED: (),
    },
)

LevelOf = Annotated[Level, Meaning(label=t("Level", "级别"))]
SideOf = Annotated[Side, Meaning(label=t("Side", "方向"))]
PhaseThen = Annotated[Phase, Meaning(label=t("Phase", "阶段"))]
LastGoodAt = Annotated[
    Instant,
    Meaning(
        label=t("Last inside at", "最后一次在限内"),
        help=t("From here on lots are affected.", "受影响的批从此时起算。"),
    ),
]
BeganAt = Annotated[Instant, Meaning(label=t("Outside since", "超限起"))]
EndedAt = Annotated[Instant, Meaning(label=t("Inside again at", "恢复时间"))]
Worst = Annotated[Amount, Meaning(label=t("Worst value", "最差值"))]
StateOfExcursion = Annotated[ExcursionState, Meaning(label=t("State", "状态"))]
AssessedBy = Annotated[str, actor(t("Assessed by", "评估人"))]
AssessedAt = Annotated[Instant, Meaning(label=t("Assessed at", "评估时间"))]
Assessment = Annotated[
    str,
    prose(
        t("Assessment", "评估"),
        t(
            "Cause, effect on the lots, and what is done.",
            "原因、对各批的影响以及所采取的措施。",
        ),
    ),
]
IsHeldByIt = Annotated[bool, Meaning(label=t("Held", "已暂扣"))]

# --- permission to start ------------------------------------------------------------------------


class WithdrawalState(Choice):
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"
    GIVEN_BACK = "given_back", "given back", "已恢复"


WITHDRAWAL_LIFE = LifeCycle(
    t("Start permission", "开工许可"),
    {WithdrawalState.WITHDRAWN: {WithdrawalState.GIVEN_BACK}, WithdrawalState.GIVEN_BACK: ()},
)

StateOfWithdrawal = Annotated[WithdrawalState, Meaning(label=t("State", "状态"))]
WithdrawalCause = Annotated[
    str,
    Meaning(
        label=t("Why it is withdrawn", "撤回原因"), length_max=400, pattern=r"(.|\n)*\S(.|\n)*"
    ),
]
WithdrawnBy = Annotated[str, actor(t("Withdrawn by", "撤回人"))]
WithdrawnAt = Annotated[Instant, Meaning(label=t("Withdrawn at", "撤回时间"))]
GivenBackBy = Annotated[str, actor(t("Given back by", "恢复人"))]
GivenBackAt = Annotated[Instant, Meaning(label=t("Given back at", "恢复时间"))]
