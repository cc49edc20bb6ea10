"""Variance and standard deviation, quick: correctly rounded sums in floats, in two passes."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import fmean


def variance(values: Sequence[float]) -> float:
    """Of a sample, divided by n - 1; n ≥ 2. Exactly 0 where all values are one."""
    mean = fmean(values)
    if min(values) == max(values):
        return 0.0
    return fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def deviation(values: Sequence[float]) -> float:
    """The root of `variance`."""
    return sqrt(variance(values))
