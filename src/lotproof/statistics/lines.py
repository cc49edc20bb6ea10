"""A straight line through points, by least squares, with what is not known about it."""

from collections.abc import Sequence
from math import fsum, sqrt
from statistics import fmean
from typing import NamedTuple

from lotproof.kernel.text import t
from lotproof.statistics.errors import LengthsDiffer, NoVariation, at_least, finite
from lotproof.statistics.special import t_quantile, t_two_sided


class Line(NamedTuple):
    """y = intercept + slope·x, from `points` points; s is the standard deviation about it."""

    slope: float
    intercept: float
    s: float
    points: int
    x_mean: float
    x_squares: float
    """Σ(x - x̄)²."""
    r_squared: float
    """Share of the variation of y that the line explains; 0 if y does not vary."""

    @property
    def degrees(self) -> int:
        return self.points - 2

    @property
    def slope_error(self) -> float:
        """Standard error of the slope."""
        return self.s / sqrt(self.x_squares)

    @property
    def intercept_error(self) -> float:
        """Standard error of the intercept."""
        return self.s * sqrt(1 / self.points + self.x_mean**2 / self.x_squares)

    def at(self, x: float) -> float:
        """The line's height."""
        return self.intercept + self.slope * x

    def error_at(self, x: float) -> float:
        """Standard error of the line's height."""
        return self.s * sqrt(1 / self.points + (x - self.x_mean) ** 2 / self.x_squares)

    def t_of(self, estimate: float, error: float) -> float:
        """How many standard errors an estimate is from 0; infinite if the points lie on a line."""
        if error > 0:
            return estimate / error
        return 0.0 if estimate == 0 else float("inf") if estimate > 0 else float("-inf")

    def p_of(self, estimate: float, error: float) -> float:
        """Chance of so large an estimate if the truth is 0, either sign."""
        t_value = abs(self.t_of(estimate, error))
        return 0.0 if t_value == float("inf") else t_two_sided(t_value, self.degrees)

    def half_width(self, error: float, confidence: float = 0.95) -> float:
        """Half of the confidence interval of an estimate with this standard error."""
        return t_quantile((1 + confidence) / 2, self.degrees) * error


def line(x: Sequence[float], y: Sequence[float]) -> Line:
    """Raises `TooFew` under 3 points, `NoVariation` if all x are one, `LengthsDiffer`."""
    if len(x) != len(y):
        raise LengthsDiffer(first=len(x), second=len(y), what=t("places", "位置"))
    xs, ys = finite(x), finite(y)
    at_least(3, len(xs), t("points", "点"))
    x_mean, y_mean = fmean(xs), fmean(ys)
    x_squares = fsum((a - x_mean) ** 2 for a in xs)
    if x_squares <= 0:
        raise NoVariation(what=t("places", "位置"))
    slope = fsum((a - x_mean) * (b - y_mean) for a, b in zip(xs, ys, strict=True)) / x_squares
    rest = fsum((b - y_mean - slope * (a - x_mean)) ** 2 for a, b in zip(xs, ys, strict=True))
    total = fsum((b - y_mean) ** 2 for b in ys)
    return Line(
        slope,
        y_mean - slope * x_mean,
        sqrt(rest / (len(xs) - 2)),
        len(xs),
        x_mean,
        x_squares,
        1 - rest / total if total > 0 else 0.0,
    )
