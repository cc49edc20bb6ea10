"""Phase I: what the limits become without the points whose cause was found.

Nothing is left out by itself. Points are excluded by name, each with a reason; the chart is
computed again from the rest and read again, until what is left is in control or somebody decides
otherwise. Whoever freezes the result signs exclusions and parameters together.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Generic, NamedTuple, TypeVar

from lotproof.statistics.errors import ExcludedTwice, NoCause, UnknownPoint
from lotproof.statistics.individuals import individual_points, process_by_moving_range
from lotproof.statistics.points import Point, Process

T = TypeVar("T")
P = TypeVar("P")


class Exclusion(NamedTuple):
    """A point of the original series, from 0, and the cause that was found for it."""

    point: int
    reason: str


class Round(NamedTuple, Generic[P]):
    """One computation: what is kept, the parameters from it, and who is beyond the new limits."""

    kept: tuple[int, ...]
    """Indexes of the original series."""
    parameters: P
    points: tuple[Point, ...]
    """One for each kept index."""
    beyond: tuple[int, ...]
    """Indexes of the original series."""


def without(
    series: Sequence[T],
    exclusions: Sequence[Exclusion],
    estimate: Callable[[Sequence[T]], P],
    plot: Callable[[Sequence[T], P], Sequence[Point]],
) -> Round[P]:
    """Parameters and chart of the points that are left.

    `series` are subgroups or samples (`values_without` is for single values); `estimate` makes
    the parameters of phase I from them (`process_by_range`, `rate`…), `plot` the points
    (`mean_points`, `p_points`…). Raises `UnknownPoint`, `ExcludedTwice`, `NoCause`, and what
    these raise if too little is left.
    """
    excluded = _checked(exclusions, len(series))
    kept = tuple(index for index in range(len(series)) if index not in excluded)
    rest = [series[index] for index in kept]
    parameters = estimate(rest)
    points = tuple(plot(rest, parameters))
    return Round(
        kept,
        parameters,
        points,
        tuple(index for index, point in zip(kept, points, strict=True) if point.is_beyond),
    )


def values_without(
    values: Sequence[float | None], exclusions: Sequence[Exclusion], starts: Collection[int] = ()
) -> Round[Process]:
    """The same for single values: what is excluded leaves a gap, which no moving range crosses.

    Values that are missing (None) are not kept either. Raises as `without`.
    """
    excluded = _checked(exclusions, len(values))
    left = [None if index in excluded else value for index, value in enumerate(values)]
    process = process_by_moving_range(left, starts)
    found = {
        index: point
        for index, point in enumerate(individual_points(left, process))
        if point is not None
    }
    return Round(
        tuple(found),
        process,
        tuple(found.values()),
        tuple(index for index, point in found.items() if point.is_beyond),
    )


def _checked(exclusions: Sequence[Exclusion], count: int) -> set[int]:
    seen: set[int] = set()
    for point, reason in exclusions:
        if not 0 <= point < count:
            raise UnknownPoint(place=point + 1, count=count)
        if point in seen:
            raise ExcludedTwice(place=point + 1)
        if not reason.strip():
            raise NoCause(place=point + 1)
        seen.add(point)
    return seen
