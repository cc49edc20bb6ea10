"""Change point: did the mean step at some time, and when.

The likelihood ratio of one step of the mean of normal values whose spread is not known: the split
whose two halves differ most, by Student's t. As every split is tried, its p-value is multiplied by
their number (Bonferroni), which is an upper bound: on independent readings without a step it says
p < α in at most a share α of all looks (0.020 at α 0.05 for 50 readings, measured in the tests).
"""

from collections.abc import Sequence
from itertools import accumulate
from math import fsum, inf, sqrt
from statistics import fmean
from typing import NamedTuple

from lotproof.statistics.errors import NoVariation, at_least, finite
from lotproof.statistics.special import t_two_sided
from lotproof.statistics.subgroups import VALUES

SIDE_MIN = 3
"""Fewer readings on a side are outliers, not a new level."""


class ChangePoint(NamedTuple):
    """The most likely step."""

    first_after: int
    """Index of the first reading after it."""
    before: float
    after: float
    """Means on both sides."""
    t_value: float
    p_value: float
    """At most this is the chance of such a step without any."""


def change_point(values: Sequence[float]) -> ChangePoint:
    """Raises `TooFew` under 6 values, `NoVariation`, `NotFinite`."""
    checked = finite(values)
    n = len(checked)
    at_least(2 * SIDE_MIN, n, VALUES)
    mean = fmean(checked)
    total = fsum((value - mean) ** 2 for value in checked)
    if total <= 0:
        raise NoVariation(what=VALUES)
    sums = [0.0, *accumulate(value - mean for value in checked)]
    splits = range(SIDE_MIN, n - SIDE_MIN + 1)
    explained, index = max((sums[k] ** 2 * n / (k * (n - k)), -k) for k in splits)
    index = -index
    rest = total - explained
    before, after = fmean(checked[:index]), fmean(checked[index:])
    sign = 1 if after > before else -1
    if rest <= total * 1e-14:
        return ChangePoint(index, before, after, sign * inf, 0.0)
    t_value = sqrt(explained / (rest / (n - 2)))
    p_value = min(1.0, len(splits) * t_two_sided(t_value, n - 2))
    return ChangePoint(index, before, after, sign * t_value, p_value)
