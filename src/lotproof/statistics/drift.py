"""Drift: does a quantity move steadily with time, and how fast.

A line through the readings. On independent readings without a drift it says `p_value` < α in a
share α of all looks, measured in the tests: who looks every hour at 0.001 is woken every six
weeks. Readings that hang together (a slow oven read each second) are to be thinned or averaged
first, or they seem to drift.
"""

from collections.abc import Sequence
from typing import NamedTuple

from lotproof.statistics.lines import Line, line


class Drift(NamedTuple):
    """Slope in units of the value for each unit of time, with its confidence interval."""

    line: Line
    slope: float
    low: float
    high: float
    p_value: float
    """Chance of such a slope without any drift."""


def drift(times: Sequence[float], values: Sequence[float], confidence: float = 0.95) -> Drift:
    """Raises `TooFew` under 3 readings, `NoVariation` if all times are one, `LengthsDiffer`."""
    found = line(times, values)
    half = found.half_width(found.slope_error, confidence)
    return Drift(
        found,
        found.slope,
        found.slope - half,
        found.slope + half,
        found.p_of(found.slope, found.slope_error),
    )
