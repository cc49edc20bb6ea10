"""The words of points that send nothing."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning
from lotproof.kernel.text import t


class SilenceId(Id, prefix="msl", label=t("Silence of a point", "监测点中断")):
    """A time in which a point sent nothing although it was to be read."""


class SilenceState(Choice):
    LASTING = "lasting", "still silent", "仍无读数"
    OVER = "over", "heard again", "已恢复"


SILENCE_LIFE: Final = LifeCycle(
    t("Silence of a point", "监测点中断"),
    {SilenceState.LASTING: {SilenceState.OVER}, SilenceState.OVER: ()},
)

SilentSince = Annotated[Instant, Meaning(label=t("Silent since", "无读数起"))]
SilenceNoticedAt = Annotated[Instant, Meaning(label=t("Noticed at", "发现时间"))]
HeardAgainAt = Annotated[Instant, Meaning(label=t("Heard again at", "恢复时间"))]
StateOfSilence = Annotated[SilenceState, Meaning(label=t("State", "状态"))]
