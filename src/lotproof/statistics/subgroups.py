"""X̄-R and X̄-S charts; subgroups may differ in size.

Estimates of σ from unequal subgroups are weighted by their precision (Burr 1969), means by their
number of values (Montgomery, Introduction to Statistical Quality Control, eq. 6.30); for equal
subgroups both are the textbook R̄/d2, s̄/c4 and X̿, and the limits X̿ ± A2·R̄, D3·R̄, D4·R̄,
X̿ ± A3·s̄, B3·s̄, B4·s̄.
"""

from collections.abc import Callable, Sequence
from math import fsum, sqrt
from statistics import fmean

from lotproof.kernel.text import Text, t
from lotproof.statistics.constants import c4, d2, d3, degrees_for
from lotproof.statistics.errors import NoVariation, SubgroupSize, at_least, finite
from lotproof.statistics.moments import deviation, variance
from lotproof.statistics.points import Point, Process, three_sigma

Subgroup = Sequence[float]

RANGE_SIZE_MAX = 25
"""A range says little about larger subgroups; tables end here too."""

_RANGE_CHART = t("a range chart", "极差图")
_DEVIATION_CHART = t("a standard deviation chart", "标准差图")
VALUES = t("values", "数值")
_SUBGROUPS = t("subgroups", "子组")


def process_by_range(subgroups: Sequence[Subgroup]) -> Process:
    """Mean, and σ from ranges: R̄/d2.

    Raises `SubgroupSize` unless each has 2 to 25 values, `NoVariation`, `NotFinite`, `TooFew`.
    """
    checked = _checked(subgroups, _RANGE_CHART, 2, RANGE_SIZE_MAX)
    return _weighted(checked, spread, d2, d3)


def process_by_deviation(subgroups: Sequence[Subgroup]) -> Process:
    """Mean, and σ from standard deviations: s̄/c4. Raises as `process_by_range`, of any size."""
    checked = _checked(subgroups, _DEVIATION_CHART, 2, None)
    return _weighted(checked, deviation, c4, _deviation_of_deviation)


def process_by_pooling(subgroups: Sequence[Subgroup]) -> Process:
    """Mean, and σ as the root of the mean variance within (Montgomery eq. 6.31; ISO 22514-2).

    Subgroups of one value count for the mean only. Raises as `process_by_range`.
    """
    checked = _checked(subgroups, _DEVIATION_CHART, 1, None)
    degrees = sum(len(group) - 1 for group in checked)
    at_least(1, degrees, t("repeated values", "重复值"))
    squares = fsum((len(group) - 1) * variance(group) for group in checked if len(group) > 1)
    return Process(grand_mean(checked), sqrt(_varying(squares) / degrees), degrees)


def grand_mean(subgroups: Sequence[Subgroup]) -> float:
    """Mean of all values."""
    return fmean([value for group in subgroups for value in group])


def mean_points(subgroups: Sequence[Subgroup], process: Process) -> list[Point]:
    """The X̄ chart; limits follow each subgroup's size."""
    return [
        three_sigma(fmean(group), process.mean, process.sigma / sqrt(len(group)))
        for group in _checked(subgroups, t("a chart of means", "均值图"), 1, None)
    ]


def range_points(subgroups: Sequence[Subgroup], process: Process) -> list[Point]:
    """The R chart: centre d2·σ, limits (d2 ± 3·d3)·σ, not below 0."""
    return [
        three_sigma(
            spread(group), d2(len(group)) * process.sigma, d3(len(group)) * process.sigma, 0.0
        )
        for group in _checked(subgroups, _RANGE_CHART, 2, RANGE_SIZE_MAX)
    ]


def deviation_points(subgroups: Sequence[Subgroup], process: Process) -> list[Point]:
    """The S chart: centre c4·σ, limits (c4 ± 3·√(1 - c4²))·σ, not below 0."""
    return [
        three_sigma(
            deviation(group),
            c4(len(group)) * process.sigma,
            _deviation_of_deviation(len(group)) * process.sigma,
            0.0,
        )
        for group in _checked(subgroups, _DEVIATION_CHART, 2, None)
    ]


def are_equal(subgroups: Sequence[Subgroup]) -> bool:
    """Whether all have the same size, so that the limits are straight lines."""
    return len({len(group) for group in subgroups}) <= 1


def spread(group: Subgroup) -> float:
    """Largest less smallest."""
    return max(group) - min(group)


def _deviation_of_deviation(n: int) -> float:
    return sqrt(1 - c4(n) ** 2)


def _weighted(
    subgroups: list[list[float]],
    statistic: Callable[[Subgroup], float],
    mean_of: Callable[[int], float],
    deviation_of: Callable[[int], float],
) -> Process:
    """σ from a statistic whose mean and deviation are known multiples of it, for each size."""
    weights = [(mean_of(len(group)) / deviation_of(len(group))) ** 2 for group in subgroups]
    total = fsum(weights)
    estimates = [statistic(group) / mean_of(len(group)) for group in subgroups]
    sigma = fsum(w * e for w, e in zip(weights, estimates, strict=True)) / total
    return Process(grand_mean(subgroups), _varying(sigma), degrees_for(1 / total))


def _varying(spread_found: float) -> float:
    if spread_found <= 0:
        raise NoVariation(what=VALUES)
    return spread_found


def _checked(
    subgroups: Sequence[Subgroup], chart: Text, low: int, high: int | None
) -> list[list[float]]:
    at_least(1, len(subgroups), _SUBGROUPS)
    for index, group in enumerate(subgroups):
        if len(group) < low or (high is not None and len(group) > high):
            raise SubgroupSize(
                place=index + 1, given=len(group), chart=chart, low=low, high=high or "∞"
            )
    return [finite(group) for group in subgroups]
