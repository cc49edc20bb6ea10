"""Early warnings from the last points of a chart: drift, step, unlike sisters, time to the limit.

Each look at a process in control says so falsely in at most a share `LEVEL` of all looks; points
must not hang together, so they are looked for on charts of means and of single values only.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.modules.spc.vocabulary import ChartKind
from lotproof.statistics.change_point import ChangePoint, change_point
from lotproof.statistics.drift import Drift, drift
from lotproof.statistics.errors import NoVariation
from lotproof.statistics.forecast import Side, crossing
from lotproof.statistics.sisters import MACHINES_MIN, Sister, sisters

LEVEL = 0.001
POINTS_MIN, POINTS_MAX = 12, 48
KINDS = (ChartKind.XBAR_R, ChartKind.XBAR_S, ChartKind.I_MR)
_HOUR_US = 3_600_000_000
_HORIZON_H = 8_760.0
"""A limit that is met in more than a year is not forecast."""

Points = Sequence[tuple[Instant, float]]
"""Instants and plotted values, in order of time."""


class Reached(NamedTuple):
    """When a limit is met if the drift goes on; None: not within a year, or not for certain."""

    expected: Instant | None
    earliest: Instant | None
    latest: Instant | None


def drifting(points: Points, now: Instant) -> Drift | None:
    """The drift of the last points in units an hour, times in hours from now; None if none is
    certain."""
    if len(points) < POINTS_MIN:
        return None
    found = drift([(at - now) / _HOUR_US for at, _ in points], [value for _, value in points])
    return found if found.p_value < LEVEL else None


def stepped(points: Points) -> ChangePoint | None:
    """The step of the mean among the last points; None if none is certain."""
    if len(points) < POINTS_MIN:
        return None
    try:
        found = change_point([value for _, value in points])
    except NoVariation:
        return None  # equal points have no step
    return found if found.p_value < LEVEL else None


def reached(found: Drift, low: float | None, high: float | None, now: Instant) -> Reached:
    """When the drifting mean meets the limit that it moves towards."""
    limit, side = (high, Side.UPPER) if found.slope > 0 else (low, Side.LOWER)
    if limit is None:
        return Reached(None, None, None)
    return Reached(*(_instant(hours, now) for hours in crossing(found.line, limit, side, 0.0)))


def _instant(hours: float | None, now: Instant) -> Instant | None:
    if hours is None or hours > _HORIZON_H:
        return None
    return Instant(now + round(hours * _HOUR_US))


def unlike(family: Mapping[str, Sequence[float]]) -> dict[str, tuple[Sister, float]]:
    """Who of a family is unlike the others, with the p-value of it.

    Machines with too few points are not part of it; fewer than three are no family. Where all
    points of one are equal, as of a stuck sensor, nothing can be compared.
    """
    grown = {name: values for name, values in family.items() if len(values) >= POINTS_MIN}
    if len(grown) < MACHINES_MIN:
        return {}
    try:
        found = sisters(grown)
    except NoVariation:
        return {}
    least = {each.name: (each, min(each.mean_p, each.spread_p)) for each in found}
    return {name: pair for name, pair in least.items() if pair[1] < LEVEL}
