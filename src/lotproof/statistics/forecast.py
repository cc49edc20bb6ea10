"""Forecast: when a drifting mean will reach a limit, and how uncertain that is.

The line of a `drift` is prolonged with its confidence band (the intervals of Fieller 1954): the
band's near edge gives the earliest time, its far edge the latest. Of 100 forecasts at 0.95, 95
enclose the true time if the drift stays what it was; a band says nothing of drifts that change,
so a forecast far beyond the data is worth little.
"""

from collections.abc import Callable
from enum import Enum
from math import sqrt
from typing import NamedTuple

from lotproof.statistics.lines import Line
from lotproof.statistics.special import t_quantile


class Side(Enum):
    """Which limit is approached."""

    UPPER = "upper"
    LOWER = "lower"


class Crossing(NamedTuple):
    """Times in the unit of the line; None: not in this course of things."""

    expected: float | None
    earliest: float | None
    latest: float | None
    """None while the drift is not certain enough to say that the limit will be reached at all."""


def crossing(
    line: Line, limit: float, side: Side, now: float, confidence: float = 0.95
) -> Crossing:
    """From `now` on; what is beyond already is reached `now`."""
    sign = 1.0 if side is Side.UPPER else -1.0
    slope = sign * line.slope
    rise = sign * (limit - line.at(line.x_mean))
    """How far the mean, at the middle of the data, is still from the limit."""
    start = now - line.x_mean
    width = (t_quantile((1 + confidence) / 2, line.degrees) * line.s) ** 2

    def half(u: float) -> float:
        return sqrt(width * (1 / line.points + u * u / line.x_squares))

    roots = _roots(
        slope * slope - width / line.x_squares,
        -2 * slope * rise,
        rise * rise - width / line.points,
    )
    near = [u for u in roots if slope * u <= rise]
    far = [u for u in roots if slope * u >= rise]
    mean = [rise / slope] if slope > 0 else []
    times = (
        _first(lambda u: slope * u, rise, mean, start),
        _first(lambda u: slope * u + half(u), rise, near, start),
        _first(lambda u: slope * u - half(u), rise, far, start),
    )
    return Crossing(*(None if u is None else max(now, line.x_mean + u) for u in times))


def _first(
    curve: Callable[[float], float], height: float, roots: list[float], start: float
) -> float | None:
    """Where a curve is at a height from a start on; its crossings are among the roots."""
    if curve(start) >= height:
        return start
    return min((u for u in roots if u > start), default=None)


def _roots(a: float, b: float, c: float) -> list[float]:
    """Real roots of a·u² + b·u + c, without cancellation."""
    if a == 0:
        return [-c / b] if b else []
    inside = b * b - 4 * a * c
    if inside < 0:
        return []
    q = -(b + (sqrt(inside) if b >= 0 else -sqrt(inside))) / 2
    return [q / a, c / q] if q else [0.0]
