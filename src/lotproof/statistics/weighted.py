"""EWMA and tabular CUSUM charts: small lasting shifts, found by memory.

Both take plotted values (single readings, or means of subgroups) with the target and the
standard error of one of them; for means of n that is σ/√n.
"""

from collections.abc import Sequence
from math import sqrt
from typing import Literal, NamedTuple

from lotproof.kernel.text import Text, t
from lotproof.statistics.errors import OutOfRange, finite
from lotproof.statistics.points import Point


def ewma(
    values: Sequence[float],
    target: float,
    sigma: float,
    weight: float = 0.2,
    width: float = 2.86,
    before: Point | None = None,
) -> list[Point]:
    """Zᵢ = λ·xᵢ + (1 - λ)·Zᵢ₋₁ from Z₀ = target, between limits that widen to their end value.

    `weight` is λ, 0 < λ ≤ 1; `width` is L: ±L·σ·√(λ/(2 - λ)·(1 - (1 - λ)²ⁱ)) (Montgomery
    eq. 9.25, 9.26). The defaults give one false alarm in 371 points
    (`run_length.of_ewma`). `Point.sigma` is the standard error of Zᵢ. `before` is the last point
    so far, from which the chart goes on.
    """
    _weight(weight)
    _positive(t("The standard error", "标准误"), sigma)
    points = []
    memory, variance = (target, 0.0) if before is None else (before.value, before.sigma**2)
    for value in finite(values):
        memory = weight * value + (1 - weight) * memory
        variance = (weight * sigma) ** 2 + (1 - weight) ** 2 * variance
        error = sqrt(variance)
        points.append(Point(memory, target, error, target - width * error, target + width * error))
    return points


class CusumPoint(NamedTuple):
    """Both one-sided sums in standard errors, and for how many points each has been above 0."""

    upper: float
    lower: float
    upper_count: int
    lower_count: int
    signal: Literal["up", "down"] | None
    shifted_mean: float | None
    """At a signal, what the mean has become: target ± (K + C/N) (Montgomery eq. 9.5)."""

    def began(self, index: int) -> int | None:
        """At a signal at this index, the index of the first point after the shift."""
        if self.signal is None:
            return None
        return index + 1 - (self.upper_count if self.signal == "up" else self.lower_count)


def cusum(
    values: Sequence[float],
    target: float,
    sigma: float,
    reference: float = 0.5,
    decision: float = 5.0,
    head_start: float = 0.0,
    before: CusumPoint | None = None,
) -> list[CusumPoint]:
    """C⁺ᵢ = max(0, zᵢ - k + C⁺ᵢ₋₁), C⁻ᵢ = max(0, -zᵢ - k + C⁻ᵢ₋₁); a signal where one is above h.

    In standard errors: `reference` k is half the shift to be found, `decision` h is 4 to 5,
    `head_start` is h/2 for the fast initial response of Lucas and Crosier (1982). The defaults
    give one false alarm in 465 points (`run_length.of_cusum`). `before` is the last point so far,
    from which the chart goes on; after an alarm that was dealt with a chart is begun anew.
    """
    _positive(t("The standard error", "标准误"), sigma)
    _positive(t("The decision interval", "判定区间"), decision)
    if before is None:
        before = CusumPoint(head_start, head_start, 0, 0, None, None)
    upper, lower, upper_count, lower_count, _, _ = before
    points = []
    for value in finite(values):
        z = (value - target) / sigma
        upper, lower = max(0.0, z - reference + upper), max(0.0, -z - reference + lower)
        upper_count = upper_count + 1 if upper > 0 else 0
        lower_count = lower_count + 1 if lower > 0 else 0
        signal: Literal["up", "down"] | None = None
        mean = None
        if upper > decision and upper >= lower:
            signal, mean = "up", target + sigma * (reference + upper / upper_count)
        elif lower > decision:
            signal, mean = "down", target - sigma * (reference + lower / lower_count)
        points.append(CusumPoint(upper, lower, upper_count, lower_count, signal, mean))
    return points


def _weight(weight: float) -> None:
    if not 0 < weight <= 1:
        raise OutOfRange(
            what=t("The weight λ", "权重 λ"),
            given=weight,
            wanted=t("above 0 and at most 1", "大于 0 且不大于 1"),
        )


def _positive(what: Text, given: float) -> None:
    if not given > 0:
        raise OutOfRange(what=what, given=given, wanted=t("above 0", "大于 0"))
