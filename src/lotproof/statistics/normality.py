"""Is it normal? The test of Anderson and Darling with mean and deviation estimated.

Statistic and p-value by D'Agostino and Stephens, Goodness-of-Fit Techniques (1986), tables 4.7
and 4.9: A*² = A²·(1 + 0.75/n + 2.25/n²), and four exponentials of a quadratic in A*².
"""

from collections.abc import Sequence
from math import exp, fsum, log
from statistics import fmean
from typing import NamedTuple

from lotproof.statistics.errors import NoVariation, at_least, finite
from lotproof.statistics.moments import deviation
from lotproof.statistics.special import normal_cdf
from lotproof.statistics.subgroups import VALUES

VALUES_MIN = 8
"""The published p-values hold from here on."""


class Normality(NamedTuple):
    """A² as it comes, and the chance of so large a one from normal data."""

    statistic: float
    p_value: float


def anderson_darling(values: Sequence[float]) -> Normality:
    """Raises `TooFew` under 8 values, `NoVariation`, `NotFinite`.

    On normal data it says p < 0.05 five times in a hundred.
    """
    ordered = sorted(finite(values))
    n = len(ordered)
    at_least(VALUES_MIN, n, VALUES)
    spread = deviation(ordered)
    if spread == 0:
        raise NoVariation(what=VALUES)
    mean = fmean(ordered)
    z = [(value - mean) / spread for value in ordered]
    total = fsum(
        (2 * i + 1) * (log(_above_zero(normal_cdf(z[i]))) + log(_above_zero(normal_cdf(-z[~i]))))
        for i in range(n)
    )
    statistic = -n - total / n
    return Normality(statistic, _p_value(statistic * (1 + 0.75 / n + 2.25 / n**2)))


def _above_zero(probability: float) -> float:
    """38 deviations out a probability is no longer a float; it is as good as this one."""
    return max(probability, 5e-324)


def _p_value(a: float) -> float:
    if a >= 0.6:
        # The parabola turns up again beyond the range it was fitted to.
        return exp(1.2937 - 5.709 * a + 0.0186 * a * a) if a < 13 else 0.0
    if a >= 0.34:
        return exp(0.9177 - 4.279 * a - 1.38 * a * a)
    if a >= 0.2:
        return 1 - exp(-8.318 + 42.796 * a - 59.938 * a * a)
    return 1 - exp(-13.436 + 101.14 * a - 223.73 * a * a)
