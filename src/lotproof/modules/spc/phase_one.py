"""The baseline of a chart: what was read, what is left out, what limits follow from the rest."""

from collections.abc import Collection, Sequence
from math import isfinite
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.kernel.reader import Reader
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.spc import charting, rules
from lotproof.modules.spc.charting import Cut, Design, Fired, Group, Memory, Plotted
from lotproof.modules.spc.queries import running_readings
from lotproof.modules.spc.records import Chart
from lotproof.statistics.errors import Unanswerable
from lotproof.statistics.points import Process


class Settled(NamedTuple):
    """What follows from a baseline: parameters, all points under them, and what still fires."""

    process: Process
    kept: int
    plotted: list[Plotted]
    fired: list[Fired]

    @property
    def degrees(self) -> str | None:
        """Degrees of freedom of σ as text; None for counts, whose σ follows from the rate."""
        found = self.process.degrees
        return rules.figure_text(found) if isfinite(found) else None


def require_baseline(since: Instant, until: Instant, now: Instant) -> None:
    if not since < until <= now:
        raise rules.BaselineBackwards


def read_baseline(
    reader: Reader, chart: Chart, design: Design, since: Instant, until: Instant
) -> Cut:
    """Subgroups of the baseline; `BaselineTooLong` where nobody could look at them."""
    point = reader.get(Point, chart.point_id)
    readings = running_readings(reader, point, since, until)
    if len(readings) > rules.BASELINE_READINGS_MAX:
        raise rules.BaselineTooLong(most=rules.BASELINE_READINGS_MAX)
    return charting.cut(readings, design, since)


def settle(
    design: Design, groups: Sequence[Group | None], left_out: Collection[Instant]
) -> Settled:
    """Limits without what is left out. `BaselineTooShort`, `BaselineUnusable` say why not."""
    kept = sum(group is not None and group.at not in left_out for group in groups)
    if kept < rules.BASELINE_MIN:
        raise rules.BaselineTooShort(given=kept, needed=rules.BASELINE_MIN)
    try:
        process = charting.estimate(design, groups, left_out)
        drawn = list(charting.follow(design, process, Memory(), groups, left_out))
    except Unanswerable as error:
        raise rules.unusable(error.text) from None
    fired = [each for _, found in drawn for each in found]
    return Settled(process, kept, [plotted for plotted, _ in drawn], fired)
