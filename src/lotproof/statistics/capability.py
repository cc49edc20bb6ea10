"""Capability and performance: how well a stable process keeps its specification.

Cp = (USL - LSL)/6σ and Cpk = min(USL - μ, μ - LSL)/3σ with σ within subgroups; Pp and Ppk the
same with the standard deviation of all values; Cpm with the distance from the target. With one
limit only the index of that side exists. Intervals: Cp and Pp by the chi-squared distribution,
Cpk and Ppk by the approximation of Bissell (1990), Cpm by Boyles (1991).
"""

from collections.abc import Sequence
from functools import lru_cache
from math import inf, sqrt
from statistics import fmean
from typing import NamedTuple

from lotproof.kernel.text import t
from lotproof.statistics.errors import (
    LimitsCrossed,
    NoLimit,
    NoTarget,
    NotStable,
    NoVariation,
    OneLimit,
    OutOfRange,
    at_least,
    finite,
)
from lotproof.statistics.moments import deviation
from lotproof.statistics.points import Process
from lotproof.statistics.special import chi_squared_quantile, normal_cdf, normal_quantile
from lotproof.statistics.subgroups import VALUES

SUBGROUPS_MIN = 25
VALUES_MIN = 100
"""Fewer subgroups or values do not state a capability (ISO 22514-2; AIAG SPC)."""

PERCENTILES = (0.00135, 0.5, 0.99865)
"""Where the interval of ISO 22514-2 ends: what ±3σ of a normal distribution encloses."""

PERCENTILE_VALUES_MIN = 1000
"""Fewer values do not reach so far out."""


class Specification(NamedTuple):
    """Limits and target in the unit of the values; at least one limit."""

    lower: float | None = None
    upper: float | None = None
    target: float | None = None


class Index(NamedTuple):
    """An index with its confidence interval."""

    value: float
    low: float
    high: float


class Capability(NamedTuple):
    """Indices of one σ; `both` needs two limits, `lower` and `upper` one each, `worst` is k."""

    both: Index | None
    lower: Index | None
    upper: Index | None
    worst: Index


def require_stable(subgroups: int, values: int, signal_count: int) -> None:
    """What must hold before a capability may be stated: raises `TooFew`, `NotStable`."""
    at_least(SUBGROUPS_MIN, subgroups, t("subgroups", "子组"))
    at_least(VALUES_MIN, values, VALUES)
    if signal_count:
        raise NotStable(count=signal_count)


def within(
    process: Process, count: int, specification: Specification, confidence: float = 0.95
) -> Capability:
    """Cp, Cpl, Cpu and Cpk of a process estimated from `count` values.

    Raises `NoLimit`, `LimitsCrossed`, `NoVariation`, `OutOfRange`.
    """
    at_least(2, count, VALUES)
    return _indices(process, count, _checked(specification), confidence)


def overall(
    values: Sequence[float], specification: Specification, confidence: float = 0.95
) -> Capability:
    """Pp, Ppl, Ppu and Ppk of all values. Raises as `within`, and `TooFew`, `NotFinite`."""
    checked = finite(values)
    at_least(2, len(checked), VALUES)
    process = Process(fmean(checked), deviation(checked), len(checked) - 1)
    return _indices(process, len(checked), _checked(specification), confidence)


def cpm(values: Sequence[float], specification: Specification, confidence: float = 0.95) -> Index:
    """(USL - LSL)/(6·√(s² + (x̄ - T)²)); needs both limits and the target.

    Raises as `overall`, and `OneLimit`, `NoTarget`.
    """
    checked = finite(values)
    at_least(2, len(checked), VALUES)
    lower, upper, target = _checked(specification)
    if lower is None or upper is None:
        raise OneLimit
    if target is None:
        raise NoTarget
    n, spread = len(checked), _positive(deviation(checked))
    shift = (fmean(checked) - target) / spread
    value = (upper - lower) / (6 * spread * sqrt(1 + shift**2))
    degrees = n * (1 + shift**2) ** 2 / (1 + 2 * shift**2)
    low, high = _chi_squared_factors(degrees, confidence)
    return Index(value, value * low, value * high)


def by_percentiles(values: Sequence[float], specification: Specification) -> Capability:
    """For data that are not normal: distances from the median over observed percentiles.

    Pp = (USL - LSL)/(P99.865 - P0.135), Ppu = (USL - P50)/(P99.865 - P50), Ppl likewise
    (ISO 22514-2). No interval is stated: each index stands for its own bounds. Raises `TooFew`
    under 1,000 values, and as `overall`.
    """
    ordered = sorted(finite(values))
    at_least(PERCENTILE_VALUES_MIN, len(ordered), VALUES)
    lower, upper, _ = _checked(specification)
    low, middle, high = (quantile(ordered, share) for share in PERCENTILES)
    below = None if lower is None else (middle - lower) / _positive(middle - low)
    above = None if upper is None else (upper - middle) / _positive(high - middle)
    both = None if lower is None or upper is None else (upper - lower) / _positive(high - low)
    worst = min(value for value in (below, above) if value is not None)
    return Capability(_bare(both), _bare(below), _bare(above), Index(worst, worst, worst))


def beyond_per_million(process: Process, specification: Specification) -> float:
    """Values outside the specification in a million, if the process is normal."""
    lower, upper, _ = _checked(specification)
    sigma = _positive(process.sigma)
    below = 0.0 if lower is None else normal_cdf((lower - process.mean) / sigma)
    above = 0.0 if upper is None else normal_cdf((process.mean - upper) / sigma)
    return 1e6 * (below + above)


def quantile(ordered: Sequence[float], share: float) -> float:
    """A percentile of ordered values, median-unbiased whatever the distribution.

    Between the neighbours of place (n + 1/3)·share + 1/3 from 1 (Hyndman and Fan 1996, type 8).
    """
    last = len(ordered) - 1
    place = min(max((len(ordered) + 1 / 3) * share - 2 / 3, 0.0), last)
    low = min(int(place), last - 1)
    return ordered[low] + (place - low) * (ordered[low + 1] - ordered[low])


def _indices(
    process: Process, count: int, specification: Specification, confidence: float
) -> Capability:
    mean, sigma, degrees = process.mean, _positive(process.sigma), process.degrees
    lower, upper, _ = specification
    below = None if lower is None else (mean - lower) / (3 * sigma)
    above = None if upper is None else (upper - mean) / (3 * sigma)
    both: Index | None = None
    if lower is not None and upper is not None:
        value = (upper - lower) / (6 * sigma)
        low, high = _chi_squared_factors(degrees, confidence)
        both = Index(value, value * low, value * high)
    one_sided = [
        None if value is None else _bissell(value, count, degrees, confidence)
        for value in (below, above)
    ]
    worst = min((index for index in one_sided if index is not None), key=lambda i: i.value)
    return Capability(both, one_sided[0], one_sided[1], worst)


def _bissell(value: float, count: int, degrees: float, confidence: float) -> Index:
    half = _z(confidence) * sqrt(1 / (9 * count) + value**2 / (2 * degrees))
    return Index(value, value - half, value + half)


@lru_cache(maxsize=256)
def _chi_squared_factors(degrees: float, confidence: float) -> tuple[float, float]:
    """Bounds of 1/σ over its estimate."""
    if degrees == inf:
        return 1.0, 1.0
    tail = (1 - _confidence(confidence)) / 2
    return (
        sqrt(chi_squared_quantile(tail, degrees) / degrees),
        sqrt(chi_squared_quantile(1 - tail, degrees) / degrees),
    )


def _z(confidence: float) -> float:
    return normal_quantile((1 + _confidence(confidence)) / 2)


def _confidence(given: float) -> float:
    if not 0 < given < 1:
        raise OutOfRange(
            what=t("The confidence", "置信度"),
            given=given,
            wanted=t("between 0 and 1", "介于 0 与 1 之间"),
        )
    return given


def _bare(value: float | None) -> Index | None:
    return None if value is None else Index(value, value, value)


def _positive(spread: float) -> float:
    if not spread > 0:
        raise NoVariation(what=VALUES)
    return spread


def _checked(specification: Specification) -> Specification:
    lower, upper, target = specification
    finite(value for value in (lower, upper, target) if value is not None)
    if lower is None and upper is None:
        raise NoLimit
    if lower is not None and upper is not None and lower >= upper:
        raise LimitsCrossed(lower=lower, upper=upper)
    return specification
