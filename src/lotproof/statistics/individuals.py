"""I-MR charts: single values, and the moving range of two neighbours.

x̄ ± E2·MR̄ with E2 = 3/d2(2) = 2.6587 (2.66 in print), and an upper limit D4·MR̄ = 3.2665·MR̄ of
the moving range. A value of None is one that was not measured: it is not plotted, and no moving
range crosses it, nor the first point of a new phase (`starts`).
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from math import asin, pi, sqrt
from statistics import fmean

from lotproof.kernel.text import t
from lotproof.statistics.constants import d2, d3, degrees_for
from lotproof.statistics.errors import NoVariation, at_least, finite
from lotproof.statistics.points import Point, Process, three_sigma
from lotproof.statistics.subgroups import VALUES

_NEIGHBOURS = (4 / pi) * (sqrt(3) / 2 + 0.5 * asin(0.5)) - d2(2) ** 2
"""Covariance of two moving ranges that share a value, in units of σ²: E|U·V| of two normal
differences with variance 2 and correlation -1/2, less the product of their means."""


def process_by_moving_range(
    values: Sequence[float | None], starts: Collection[int] = ()
) -> Process:
    """Mean, and σ = MR̄/d2(2).

    Raises `TooFew` without two neighbouring values, `NoVariation`, `NotFinite`.
    """
    measured = finite(value for value in values if value is not None)
    at_least(2, len(measured), VALUES)
    ranges = moving_ranges(values, starts)
    found = [value for value in ranges if value is not None]
    at_least(1, len(found), t("moving ranges", "移动极差"))
    mean_range = fmean(found)
    if mean_range <= 0:
        raise NoVariation(what=VALUES)
    shared = sum(one is not None and other is not None for one, other in pairwise(ranges))
    variance = (len(found) * d3(2) ** 2 + 2 * shared * _NEIGHBOURS) / len(found) ** 2
    return Process(fmean(measured), mean_range / d2(2), degrees_for(variance / d2(2) ** 2))


def moving_ranges(
    values: Sequence[float | None], starts: Collection[int] = ()
) -> list[float | None]:
    """Distance of each value from the one before, None where one of both is missing."""
    before: list[float | None] = [None, *values]
    return [
        None if now is None or last is None or index in starts else abs(now - last)
        for index, (last, now) in enumerate(zip(before, values, strict=False))
    ]


def individual_points(values: Sequence[float | None], process: Process) -> list[Point | None]:
    """The I chart, one entry a value."""
    finite(value for value in values if value is not None)
    return [
        None if value is None else three_sigma(value, process.mean, process.sigma)
        for value in values
    ]


def moving_range_points(
    values: Sequence[float | None], process: Process, starts: Collection[int] = ()
) -> list[Point | None]:
    """The MR chart, one entry a value; the first of a series and of a phase has none."""
    finite(value for value in values if value is not None)
    centre, error = d2(2) * process.sigma, d3(2) * process.sigma
    return [
        None if value is None else three_sigma(value, centre, error, 0.0)
        for value in moving_ranges(values, starts)
    ]
