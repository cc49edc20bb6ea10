"""What the program tells of points that send nothing."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.monitoring.vocabulary_silence import SilenceId


@command(
    "monitoring.note_silence/1",
    t("Note that a point is silent", "记录监测点中断"),
    permission="monitoring.silence.note",
    zh="监测点连续缺失应有的读数时，由系统记录并报警。",
    by_program=True,
)
class NoteSilence(Command):
    """Say that a point has missed its readings; the program does so, and it raises an alert."""

    point_id: PointId


@command(
    "monitoring.end_silence/1",
    t("Note that a point is heard again", "记录监测点恢复"),
    permission="monitoring.silence.note",
    zh="监测点恢复读数后，由系统记录；报警随之恢复。",
    by_program=True,
)
class EndSilence(Command):
    """Say that a silent point is read again; the program does so, and its alert is over."""

    silence_id: SilenceId
