"""The words of readings that a person takes off a display."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor
from lotproof.kernel.quantity import Amount
from lotproof.kernel.text import t


class HandReadingId(Id, prefix="hrd", label=t("Reading by hand", "人工读数")):
    """A value that a person read and entered."""


class HandReadingState(Choice):
    TO_CONFIRM = "to_confirm", "waits for a second person", "待第二人复核"
    COUNTED = "counted", "counted", "已计入"
    CONTRADICTED = "contradicted", "contradicted", "已否定"


HAND_READING_LIFE: Final = LifeCycle(
    t("Reading by hand", "人工读数"),
    {
        HandReadingState.TO_CONFIRM: {HandReadingState.COUNTED, HandReadingState.CONTRADICTED},
        HandReadingState.COUNTED: (),
        HandReadingState.CONTRADICTED: (),
    },
)


class Doubt(Choice):
    """Why a reading does not count before a second person has looked."""

    IMPLAUSIBLE = "implausible", "not plausible", "数值不合理"
    OTHER_UNIT = "other_unit", "in a unit that is not the point's", "单位与监测点不符"
    ALWAYS_TWO = "always_two", "this point is always read by two persons", "该监测点须双人读取"


class Verdict(Choice):
    """How a value stands towards the limits of its time."""

    WITHIN = "within", "within limits", "在限值内"
    ALERT = "alert", "outside the alert limits", "超出预警限"
    ACTION = "action", "outside the action limits", "超出行动限"
    UNJUDGED = "unjudged", "not judged", "未判定"


ValueRead = Annotated[
    Amount,
    Meaning(label=t("Value read", "读数"), help=t("As the display shows it.", "按显示值填写。")),
]
HandReadAt = Annotated[
    Instant,
    Meaning(
        label=t("Read at", "读取时间"),
        help=t("When it was read, also if that was earlier.", "实际读取的时间，可早于录入时间。"),
    ),
]
HandReadBy = Annotated[str, actor(t("Read by", "读取人"))]
EnteredAt = Annotated[Instant, Meaning(label=t("Entered at", "录入时间"))]
CheckedBy = Annotated[str, actor(t("Second person", "复核人"))]
CheckedAt = Annotated[Instant, Meaning(label=t("Checked at", "复核时间"))]
DoubtOf = Annotated[Doubt, Meaning(label=t("Why it is doubtful", "存疑原因"))]
VerdictOf = Annotated[Verdict, Meaning(label=t("Against its limits", "与限值对照"))]
StateOfHandReading = Annotated[HandReadingState, Meaning(label=t("State", "状态"))]
SecondReading = Annotated[
    HandReadingId,
    Meaning(
        label=t("Second reading", "第二次读数"),
        help=t("What the second person read instead.", "复核人另行读取的数值。"),
    ),
]
