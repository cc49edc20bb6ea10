"""What the program does by itself: once an hour it looks ahead on every chart that is judged."""

from collections.abc import Iterator

from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.spc.commands import LookAhead
from lotproof.modules.spc.records import Watch

_HOUR_US = 3_600_000_000
_MOST = 2_000


@due("spc.look_ahead")
def charts_to_look_at(reader: Reader) -> Iterator[Command]:
    """All of them together, so that sisters are compared at one moment."""
    watching = [each for each in reader.find(Watch) if each.is_watching]
    is_time = any(
        each.looked_at is None or reader.now - each.looked_at >= _HOUR_US for each in watching
    )
    if is_time:
        yield LookAhead(chart_ids=[each.chart_id for each in watching][:_MOST])
