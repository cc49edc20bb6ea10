"""p, np, c and u charts: counted defectives and counted defects.

Limits three standard errors from the mean of phase I, of the binomial or the Poisson
distribution, not below 0 and for proportions not above 1. Frozen is one rate: p̄ defective units
a unit, or ū defects a unit; centre and limits follow each sample's size.
"""

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from lotproof.kernel.text import Text, t
from lotproof.statistics.errors import CountOutOfRange, NoVariation, SizesDiffer, at_least, finite
from lotproof.statistics.points import Point, three_sigma


class Counted(NamedTuple):
    """How many defectives or defects were found in a sample of how many units."""

    found: int
    size: float


_SAMPLES = t("samples", "样本")


def rate(samples: Sequence[Counted], *, of_units: bool) -> float:
    """p̄ or ū: all that were counted over all units. `of_units`: a unit counts once at most.

    Raises `CountOutOfRange`; `NoVariation` if nothing, or every unit, was counted, for then the
    standard error is 0.
    """
    _check(samples, of_units=of_units)
    found = sum(s.found for s in samples) / sum(s.size for s in samples)
    if found == 0 or (of_units and found == 1):
        raise NoVariation(what=t("counts", "计数"))
    return found


def p_points(samples: Sequence[Counted], p: float) -> list[Point]:
    """Proportions defective."""
    _check(samples, of_units=True)
    return [
        _capped(three_sigma(s.found / s.size, p, sqrt(p * (1 - p) / s.size), 0.0), 1.0)
        for s in samples
    ]


def np_points(samples: Sequence[Counted], p: float) -> list[Point]:
    """Numbers of defectives; raises `SizesDiffer` unless all samples have one size."""
    _check(samples, of_units=True)
    size = _one_size(samples, t("an np chart", "np 图"), t("a p chart", "p 图"))
    error = sqrt(size * p * (1 - p))
    return [_capped(three_sigma(s.found, size * p, error, 0.0), size) for s in samples]


def c_points(samples: Sequence[Counted], rate_of_unit: float) -> list[Point]:
    """Numbers of defects; raises `SizesDiffer` unless all samples have one size."""
    _check(samples, of_units=False)
    size = _one_size(samples, t("a c chart", "c 图"), t("a u chart", "u 图"))
    centre = size * rate_of_unit
    return [three_sigma(s.found, centre, sqrt(centre), 0.0) for s in samples]


def u_points(samples: Sequence[Counted], rate_of_unit: float) -> list[Point]:
    """Defects a unit."""
    _check(samples, of_units=False)
    return [
        three_sigma(s.found / s.size, rate_of_unit, sqrt(rate_of_unit / s.size), 0.0)
        for s in samples
    ]


def _capped(point: Point, most: float) -> Point:
    return point._replace(upper=min(most, point.upper))


def _one_size(samples: Sequence[Counted], chart: Text, instead: Text) -> float:
    if len({s.size for s in samples}) > 1:
        raise SizesDiffer(chart=chart, instead=instead)
    return samples[0].size


def _check(samples: Sequence[Counted], *, of_units: bool) -> None:
    at_least(1, len(samples), _SAMPLES)
    finite(s.size for s in samples)
    for index, s in enumerate(samples):
        if s.found < 0 or s.size <= 0 or (of_units and s.found > s.size):
            raise CountOutOfRange(place=index + 1, count=s.found, size=s.size)
