"""Hotelling's T²: several quantities of one object watched together.

T² is the squared distance from the mean, measured in the spread that the quantities have
together. Limits of phase I and of phase II differ, for phase I judges the data that mean and
covariance came from (Tracy, Young and Mason 1992; Montgomery section 11.3).
"""

from collections.abc import Sequence
from math import fsum, prod
from statistics import fmean
from typing import NamedTuple

from lotproof.kernel.text import t
from lotproof.statistics.errors import LengthsDiffer, at_least, finite
from lotproof.statistics.matrices import Matrix, covariance, root, squared_length
from lotproof.statistics.special import beta_quantile, f_quantile

ALARM = 0.0027
"""Chance of a false alarm at each point, as of three sigma for one quantity."""


class Reference(NamedTuple):
    """What is frozen: means and covariance of the quantities.

    Both come from `samples` subgroups of `size` objects, a size of 1 for single objects.
    """

    means: tuple[float, ...]
    covariance: tuple[tuple[float, ...], ...]
    samples: int
    size: int

    @property
    def phase_one_limit(self) -> float:
        """Upper limit for the data the reference was made from; one false alarm in 370."""
        return phase_one_limit(len(self.means), self.samples, self.size)

    @property
    def phase_two_limit(self) -> float:
        """Upper limit for new data; one false alarm in 370."""
        return phase_two_limit(len(self.means), self.samples, self.size)


def reference_of_objects(rows: Sequence[Sequence[float]]) -> Reference:
    """From single objects, one row each.

    Raises `TooFew` unless there are two rows more than quantities, `LengthsDiffer`, `Collinear`,
    `NotFinite`.
    """
    checked = _rows(rows)
    width = len(checked[0])
    at_least(width + 2, len(checked), t("objects", "样品"))
    means = [fmean(column) for column in zip(*checked, strict=True)]
    return _reference(means, covariance(checked, means), len(checked), 1)


def reference_of_subgroups(subgroups: Sequence[Sequence[Sequence[float]]]) -> Reference:
    """From subgroups of one size, 2 or more: means over all, covariance within.

    Raises as `reference_of_objects`.
    """
    checked = [_rows(group) for group in subgroups]
    at_least(2, len(checked), t("subgroups", "子组"))
    size, width = len(checked[0]), len(checked[0][0])
    at_least(2, min(len(group) for group in checked), t("objects a subgroup", "每个子组的样品"))
    for group in checked:
        if len(group) != size or len(group[0]) != width:
            raise LengthsDiffer(
                first=len(group), second=size, what=t("the other subgroups", "其他子组")
            )
    # Covariances within have this many degrees of freedom, which T² needs to exceed.
    at_least(width + 1, len(checked) * (size - 1), t("repeated objects", "重复样品"))
    within = [_means(group) for group in checked]
    each = [covariance(group, means) for group, means in zip(checked, within, strict=True)]
    pooled = [[fmean(one[i][j] for one in each) for j in range(width)] for i in range(width)]
    return _reference(_means(within), pooled, len(checked), size)


def t2_of_objects(rows: Sequence[Sequence[float]], reference: Reference) -> list[float]:
    """T² of single objects."""
    return _distances(_rows(rows), reference, 1)


def t2_of_subgroups(
    subgroups: Sequence[Sequence[Sequence[float]]], reference: Reference
) -> list[float]:
    """T² of the means of subgroups."""
    return _distances([_means(_rows(group)) for group in subgroups], reference, reference.size)


def phase_one_limit(quantities: int, count: int, size: int = 1, alarm: float = ALARM) -> float:
    """Upper limit of T² while the reference is made; `alarm` is the chance a point."""
    p, m, n = quantities, count, size
    if n == 1:
        return (m - 1) ** 2 / m * beta_quantile(1 - alarm, p / 2, (m - p - 1) / 2)
    degrees = m * n - m - p + 1
    return p * (m - 1) * (n - 1) / degrees * f_quantile(1 - alarm, p, degrees)


def phase_two_limit(quantities: int, count: int, size: int = 1, alarm: float = ALARM) -> float:
    """Upper limit of T² of new points against a frozen reference."""
    p, m, n = quantities, count, size
    if n == 1:
        return p * (m + 1) * (m - 1) / (m * (m - p)) * f_quantile(1 - alarm, p, m - p)
    degrees = m * n - m - p + 1
    return p * (m + 1) * (n - 1) / degrees * f_quantile(1 - alarm, p, degrees)


def generalized_variance(reference: Reference) -> float:
    """Determinant of the covariance matrix."""
    lower = root([list(row) for row in reference.covariance])
    return prod(lower[k][k] for k in range(len(lower))) ** 2


def _reference(means: Sequence[float], matrix: Matrix, count: int, size: int) -> Reference:
    root(matrix)  # refuses quantities that move together
    return Reference(tuple(means), tuple(map(tuple, matrix)), count, size)


def _distances(rows: list[list[float]], reference: Reference, times: int) -> list[float]:
    lower = root([list(row) for row in reference.covariance])
    means = reference.means
    for row in rows:
        if len(row) != len(means):
            raise LengthsDiffer(first=len(row), second=len(means), what=t("quantities", "变量"))
    return [
        times * squared_length(lower, [x - mean for x, mean in zip(row, means, strict=True)])
        for row in rows
    ]


def _means(rows: Sequence[Sequence[float]]) -> list[float]:
    return [fsum(column) / len(rows) for column in zip(*rows, strict=True)]


def _rows(rows: Sequence[Sequence[float]]) -> list[list[float]]:
    at_least(1, len(rows), t("objects", "样品"))
    for row in rows:
        if len(row) != len(rows[0]):
            raise LengthsDiffer(first=len(row), second=len(rows[0]), what=t("quantities", "变量"))
    return [finite(row) for row in rows]
