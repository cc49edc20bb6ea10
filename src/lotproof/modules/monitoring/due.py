"""What the program says by itself: that a point sends nothing, and that it is heard again."""

from collections.abc import Iterator

from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.monitoring.commands_silence import EndSilence, NoteSilence
from lotproof.modules.monitoring.silence import heard_again, silent_points


@due("monitoring.point_silent")
def silent(reader: Reader) -> Iterator[Command]:
    """Points that have missed their readings and of which it was not said yet."""
    for point_id in silent_points(reader):
        yield NoteSilence(point_id=point_id)


@due("monitoring.point_heard")
def heard(reader: Reader) -> Iterator[Command]:
    """Silences that are over."""
    for silence_id in heard_again(reader):
        yield EndSilence(silence_id=silence_id)
