"""Average run length: how many points a chart takes to its first alarm.

In control (`shift` 0) it is the mean distance of false alarms. Computed from the integral
equations of Crowder (1987) and Page (1954) by quadrature, for normal independent values.
"""

from collections.abc import Callable
from functools import lru_cache
from math import exp, pi, sqrt

from lotproof.kernel.text import t
from lotproof.statistics.errors import OutOfRange
from lotproof.statistics.matrices import solve
from lotproof.statistics.special import normal_cdf, on

_NODES = 48


def of_shewhart(shift: float = 0.0, width: float = 3.0) -> float:
    """Of one point beyond ±`width` standard errors: 370.4 for three; `shift` in standard errors."""
    return 1 / (normal_cdf(-width - shift) + normal_cdf(shift - width))


@lru_cache(maxsize=256)
def of_ewma(weight: float, width: float, shift: float = 0.0) -> float:
    """Of an EWMA with the limits of its end value; `shift` in standard errors of one value."""
    if not 0 < weight <= 1:
        raise OutOfRange(
            what=t("The weight λ", "权重 λ"),
            given=weight,
            wanted=t("above 0 and at most 1", "大于 0 且不大于 1"),
        )
    if weight == 1:
        return of_shewhart(shift, width)
    limit = width * sqrt(weight / (2 - weight))

    def density(now: float, after: float) -> float:
        return _density((after - (1 - weight) * now) / weight - shift) / weight

    return _fredholm(density, on(-limit, limit, _NODES), 0.0)


@lru_cache(maxsize=256)
def of_cusum(reference: float, decision: float, shift: float = 0.0) -> float:
    """Of a two-sided CUSUM without head start, in standard errors.

    Both sides join by 1/ARL = 1/ARL⁺ + 1/ARL⁻, which is exact for reference ≥ 0 (Lucas 1985).
    """
    return 1 / (
        1 / _one_sided(reference, decision, shift) + 1 / _one_sided(reference, decision, -shift)
    )


def _one_sided(reference: float, decision: float, shift: float) -> float:
    """L(s) = 1 + L(0)·Φ(k - s) + ∫₀ʰ L(x)·φ(x + k - s)dx, with the mean at `shift`."""
    offset = reference - shift
    nodes = on(0.0, decision, _NODES)
    starts = [0.0, *(x for x, _ in nodes)]
    matrix = [
        [
            (1.0 if i == 0 else 0.0) - normal_cdf(offset - s),
            *(
                (1.0 if i == j else 0.0) - w * _density(x + offset - s)
                for j, (x, w) in enumerate(nodes, 1)
            ),
        ]
        for i, s in enumerate(starts)
    ]
    return solve(matrix, [1.0] * len(starts))[0]


def _fredholm(
    density: Callable[[float, float], float], nodes: list[tuple[float, float]], start: float
) -> float:
    """L(start) of L(s) = 1 + ∫ L(x)·density(s, x)dx over the interval of the nodes."""
    matrix = [
        [(1.0 if i == j else 0.0) - w * density(s, x) for j, (x, w) in enumerate(nodes)]
        for i, (s, _) in enumerate(nodes)
    ]
    lengths = solve(matrix, [1.0] * len(nodes))
    return 1 + sum(
        w * density(start, x) * length for (x, w), length in zip(nodes, lengths, strict=True)
    )


def _density(z: float) -> float:
    return exp(-z * z / 2) / sqrt(2 * pi)
