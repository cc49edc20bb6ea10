"""Bias and linearity of a gauge: its distance from known values, and how that distance changes.

After AIAG, Measurement Systems Analysis, 4th edition, chapter III B.
"""

from collections.abc import Mapping, Sequence
from math import sqrt
from statistics import fmean
from typing import NamedTuple

from lotproof.kernel.text import t
from lotproof.statistics.errors import NoVariation, at_least, finite
from lotproof.statistics.lines import Line, line
from lotproof.statistics.moments import deviation
from lotproof.statistics.special import t_quantile, t_two_sided
from lotproof.statistics.subgroups import VALUES


class Bias(NamedTuple):
    """Mean distance from the reference, and whether it may be 0."""

    bias: float
    deviation: float
    """Of single measurements: repeatability."""
    t_value: float
    p_value: float
    low: float
    high: float
    """Confidence interval of the bias; it is accepted as 0 if 0 is inside."""


class Linearity(NamedTuple):
    """The line of bias over reference, and the bias at each reference."""

    line: Line
    slope_t: float
    slope_p: float
    intercept_t: float
    intercept_p: float
    biases: dict[float, Bias]
    mean_bias: float

    def band(self, reference: float, confidence: float = 0.95) -> tuple[float, float]:
        """Confidence interval of the mean bias at a reference; linear without fault if all of
        these enclose 0."""
        half = self.line.half_width(self.line.error_at(reference), confidence)
        return self.line.at(reference) - half, self.line.at(reference) + half


def bias(values: Sequence[float], reference: float, confidence: float = 0.95) -> Bias:
    """Of repeated measurements of one part of known value.

    Raises `TooFew` under 2 values, `NoVariation` (the gauge resolves too coarsely), `NotFinite`.
    """
    checked = finite([*values, reference])[:-1]
    at_least(2, len(checked), VALUES)
    spread = deviation(checked)
    if spread == 0:
        raise NoVariation(what=VALUES)
    found, error, degrees = (
        fmean(checked) - reference,
        spread / sqrt(len(checked)),
        len(checked) - 1,
    )
    half = t_quantile((1 + confidence) / 2, degrees) * error
    t_value = found / error
    return Bias(found, spread, t_value, t_two_sided(t_value, degrees), found - half, found + half)


def linearity(measured: Mapping[float, Sequence[float]], confidence: float = 0.95) -> Linearity:
    """Of reference value → measurements of that part.

    Raises `TooFew` under 3 references, and as `bias` for each.
    """
    at_least(3, len(measured), t("reference values", "参考值"))
    biases = {
        reference: bias(values, reference, confidence) for reference, values in measured.items()
    }
    found = line(
        [reference for reference, values in measured.items() for _ in values],
        [value - reference for reference, values in measured.items() for value in values],
    )
    return Linearity(
        found,
        found.t_of(found.slope, found.slope_error),
        found.p_of(found.slope, found.slope_error),
        found.t_of(found.intercept, found.intercept_error),
        found.p_of(found.intercept, found.intercept_error),
        biases,
        fmean(value - reference for reference, values in measured.items() for value in values),
    )
