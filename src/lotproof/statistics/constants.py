"""Constants of control charts, from their definition and not from a table.

Of a sample of n standard normal values: `d2` and `d3` are mean and standard deviation of the
range, `c4` the mean of the standard deviation. All others follow (ASTM E2587, ISO 7870-2):
A2 = 3/(d2·√n), A3 = 3/(c4·√n), D3, D4 = max(0, 1 ∓ 3·d3/d2),
B3, B4 = max(0, 1 ∓ 3·√(1 - c4²)/c4), E2 = 3/d2.
Equal to the published tables at their printed digits; D4(3) is 2.5746, which some print as 2.574.
"""

from functools import lru_cache
from math import exp, lgamma, pi, sqrt

from lotproof.kernel.text import t
from lotproof.statistics.errors import OutOfRange
from lotproof.statistics.special import normal_cdf, on

_REACH = 8.5
"""Beyond this a normal value is not met: 1e-17."""
_STEP = 0.125


def _size(n: int) -> int:
    if n < 2:
        raise OutOfRange(
            what=t("The sample size", "样本量"), given=n, wanted=t("2 or more", "不小于 2")
        )
    return n


def c4(n: float) -> float:
    """Mean of the standard deviation of n standard normal values, n > 1; n may be broken."""
    return sqrt(2 / (n - 1)) * exp(lgamma(n / 2) - lgamma((n - 1) / 2))


def d2(n: int) -> float:
    """Mean of the range of n standard normal values, n ≥ 2."""
    return _range_moments(_size(n))[0]


def d3(n: int) -> float:
    """Standard deviation of the range of n standard normal values, n ≥ 2."""
    return _range_moments(_size(n))[1]


@lru_cache(maxsize=256)
def _range_moments(n: int) -> tuple[float, float]:
    """Mean and deviation of the range: ∫(1 - F)dw and ∫2w(1 - F)dw over its distribution F.

    F(w) = n∫φ(x)(Φ(x + w) - Φ(x))ⁿ⁻¹dx. The inner integral is of a smooth function that dies
    out on both sides, for which equal steps are as exact as any rule.
    """
    count = round(2 * _REACH / _STEP)
    grid = [-_REACH + _STEP * index for index in range(count + 1)]
    weights = [n * _STEP * exp(-x * x / 2) / sqrt(2 * pi) for x in grid]
    below = [normal_cdf(x) for x in grid]
    mean = square = 0.0
    for w, weight in on(0, 2 * _REACH, 48):
        reached = sum(
            share * (normal_cdf(x + w) - low) ** (n - 1)
            for x, share, low in zip(grid, weights, below, strict=True)
        )
        mean += weight * (1 - reached)
        square += weight * 2 * w * (1 - reached)
    return mean, sqrt(square - mean * mean)


def a2(n: int) -> float:
    """Limits of means from the mean range."""
    return 3 / (d2(n) * sqrt(n))


def a3(n: int) -> float:
    """Limits of means from the mean standard deviation."""
    return 3 / (c4(_size(n)) * sqrt(n))


def big_d3(n: int) -> float:
    """Lower limit of ranges, D3."""
    return max(0.0, 1 - 3 * d3(n) / d2(n))


def big_d4(n: int) -> float:
    """Upper limit of ranges, D4."""
    return 1 + 3 * d3(n) / d2(n)


def b3(n: int) -> float:
    """Lower limit of standard deviations."""
    return max(0.0, 1 - 3 * sqrt(1 - c4(_size(n)) ** 2) / c4(n))


def b4(n: int) -> float:
    """Upper limit of standard deviations."""
    return 1 + 3 * sqrt(1 - c4(_size(n)) ** 2) / c4(n)


def e2(n: int = 2) -> float:
    """Limits of individuals from the mean moving range of n."""
    return 3 / d2(n)


def d2_star(n: int, groups: int) -> float:
    """√(mean square of the mean of `groups` ranges of n): d2* of Duncan and of the AIAG manual."""
    return sqrt(d2(n) ** 2 + d3(n) ** 2 / groups)


def degrees_for(relative_variance: float) -> float:
    """Degrees of freedom of a chi distribution with this variance over its squared mean.

    How good an estimate of σ from ranges is, said as if it were a standard deviation (Patnaik
    1950). One range of 5 gives 3.8, twenty give 72.7, as in the table of d2*.
    """
    low, high = 1e-6, 1e12
    for _ in range(200):
        middle = sqrt(low * high)
        mean_squared = c4(middle + 1) ** 2 if middle < 1e5 else 1 - 1 / (2 * middle)
        if (1 - mean_squared) / mean_squared > relative_variance:
            low = middle
        else:
            high = middle
    return high
