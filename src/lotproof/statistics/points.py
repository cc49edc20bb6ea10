"""What a control chart is made of: the parameters that are frozen, and plotted points."""

from collections.abc import Sequence
from typing import NamedTuple

from lotproof.kernel.text import t
from lotproof.statistics.errors import OutOfRange


class Process(NamedTuple):
    """Mean and standard deviation of single values within subgroups: all that is frozen.

    From them follow centre and limits of every chart for every subgroup size. `degrees` says how
    good the estimate of `sigma` is: of how many degrees of freedom a standard deviation is as
    good (infinite where σ is known).
    """

    mean: float
    sigma: float
    degrees: float


class Point(NamedTuple):
    """One plotted value with its centre line, its standard error and its limits."""

    value: float
    centre: float
    sigma: float
    lower: float
    upper: float

    @property
    def z(self) -> float:
        """Distance from the centre line in standard errors: what run rules look at."""
        return (self.value - self.centre) / self.sigma

    @property
    def is_beyond(self) -> bool:
        """Outside the limits; on a limit is inside."""
        return not self.lower <= self.value <= self.upper


def three_sigma(value: float, centre: float, sigma: float, floor: float | None = None) -> Point:
    """A point between limits three standard errors from the centre, cut off at `floor`.

    Raises `OutOfRange` unless the standard error is above 0.
    """
    if not sigma > 0:
        raise OutOfRange(
            what=t("The standard error", "标准误"), given=sigma, wanted=t("above 0", "大于 0")
        )
    lower = centre - 3 * sigma
    if floor is not None:
        lower = max(floor, lower)
    return Point(value, centre, sigma, lower, centre + 3 * sigma)


def beyond(points: Sequence[Point]) -> list[int]:
    """Indexes of the points outside their limits."""
    return [index for index, point in enumerate(points) if point.is_beyond]
