"""Distributions: normal, t, F, chi-squared, beta; and integration by Gauss and Legendre.

Incomplete beta and gamma functions by series and continued fractions (Abramowitz and Stegun
6.5.29, 6.5.31, 26.5.8), evaluated by the method of Lentz; ten digits and more, up to a million
degrees of freedom.
"""

from collections.abc import Callable
from functools import lru_cache
from math import cos, erfc, exp, inf, lgamma, log, log1p, nextafter, pi, sqrt
from statistics import NormalDist

from lotproof.kernel.text import t
from lotproof.statistics.errors import OutOfRange

_TINY = 1e-300
_EPSILON = 1e-16
_NORMAL = NormalDist()


def normal_cdf(z: float) -> float:
    """P(Z ≤ z) of the standard normal; exact in both tails."""
    return 0.5 * erfc(-z / sqrt(2))


def normal_quantile(probability: float) -> float:
    """z with P(Z ≤ z) = probability, 0 < probability < 1."""
    return _NORMAL.inv_cdf(_probability(probability))


def beta_cdf(x: float, a: float, b: float) -> float:
    """Regularized incomplete beta function I_x(a, b), a, b > 0."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def _beta_fraction(x: float, a: float, b: float) -> float:
    c = 1.0
    d = 1 / _not_zero(1 - (a + b) * x / (a + 1))
    h = d
    m = 0
    step = inf
    while abs(step - 1) > _EPSILON * 4:
        m += 1
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        for factor in (even, odd):
            d = 1 / _not_zero(1 + factor * d)
            c = _not_zero(1 + factor / c)
            step = c * d
            h *= step
    return h


def _not_zero(value: float) -> float:
    return value if abs(value) > _TINY else _TINY


def gamma_cdf(x: float, shape: float) -> float:
    """Regularized lower incomplete gamma function P(shape, x), shape > 0."""
    if x <= 0:
        return 0.0
    front = exp(shape * log(x) - x - lgamma(shape))
    if x < shape + 1:
        term = total = 1 / shape
        k = shape
        while abs(term) > abs(total) * _EPSILON:
            k += 1
            term *= x / k
            total += term
        return front * total
    return 1 - front * _gamma_fraction(x, shape)


def _gamma_fraction(x: float, shape: float) -> float:
    b = x + 1 - shape
    c = 1 / _TINY
    h = d = 1 / _not_zero(b)
    k = 0
    step = inf
    while abs(step - 1) > _EPSILON * 4:
        k += 1
        factor = -k * (k - shape)
        b += 2
        d = 1 / _not_zero(factor * d + b)
        c = _not_zero(b + factor / c)
        step = c * d
        h *= step
    return h


def t_tail(t_value: float, degrees: float) -> float:
    """P(T > t_value) of Student's t; one tail."""
    tail = 0.5 * t_two_sided(t_value, degrees)
    return tail if t_value >= 0 else 1 - tail


def t_two_sided(t_value: float, degrees: float) -> float:
    """P(|T| > |t_value|) of Student's t."""
    return f_tail(t_value * t_value, 1, degrees)


@lru_cache(maxsize=256)
def t_quantile(probability: float, degrees: float) -> float:
    """t with P(T ≤ t) = probability."""
    if _probability(probability) < 0.5:
        return -t_quantile(1 - probability, degrees)
    return _solve(lambda x: t_tail(x, degrees) <= 1 - probability)


def f_tail(f: float, upper_degrees: float, lower_degrees: float) -> float:
    """P(F > f) of Fisher's F with these degrees of numerator and denominator."""
    if f <= 0:
        return 1.0
    above, below = upper_degrees * f, lower_degrees
    # Each branch computes from the share that is not near 1, which would be rounded away.
    if f < 1:
        return 1 - beta_cdf(above / (above + below), upper_degrees / 2, lower_degrees / 2)
    return beta_cdf(below / (above + below), lower_degrees / 2, upper_degrees / 2)


@lru_cache(maxsize=256)
def f_quantile(probability: float, upper_degrees: float, lower_degrees: float) -> float:
    """f with P(F ≤ f) = probability."""
    tail = 1 - _probability(probability)
    return _solve(lambda x: f_tail(x, upper_degrees, lower_degrees) <= tail)


@lru_cache(maxsize=256)
def beta_quantile(probability: float, a: float, b: float) -> float:
    """x with I_x(a, b) = probability."""
    wanted = _probability(probability)
    return _between(lambda x: beta_cdf(x, a, b) >= wanted, 0.0, 1.0)


@lru_cache(maxsize=256)
def chi_squared_quantile(probability: float, degrees: float) -> float:
    """x with P(X ≤ x) = probability."""
    wanted = _probability(probability)
    return _solve(lambda x: gamma_cdf(x / 2, degrees / 2) >= wanted)


def _probability(given: float) -> float:
    if not 0 < given < 1:
        raise OutOfRange(
            what=t("The probability", "概率"),
            given=given,
            wanted=t("between 0 and 1", "介于 0 与 1 之间"),
        )
    return given


def _solve(reached: Callable[[float], bool]) -> float:
    """The smallest x ≥ 0 from which on `reached` holds."""
    high = 1.0
    while not reached(high):
        high *= 2
    return _between(reached, 0.0 if high == 1.0 else high / 2, high)


def _between(reached: Callable[[float], bool], low: float, high: float) -> float:
    """Bisection down to neighbouring floats, or to 1e-15 of the place."""
    while high - low > 1e-15 * high and nextafter(low, high) < high:
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high


@lru_cache(maxsize=8)
def legendre(count: int) -> tuple[tuple[float, float], ...]:
    """Nodes in (-1, 1) and weights by which polynomials below degree 2·count integrate exactly."""
    found = []
    for index in range(count):
        x = cos(pi * (index + 0.75) / (count + 0.5))
        step = inf
        while abs(step) > 1e-15:
            value, slope = _legendre_at(x, count)
            step = value / slope
            x -= step
        _, slope = _legendre_at(x, count)
        found.append((x, 2 / ((1 - x * x) * slope * slope)))
    return tuple(found)


def _legendre_at(x: float, count: int) -> tuple[float, float]:
    """The Legendre polynomial of this degree at x, and its derivative."""
    before, now = 1.0, x
    for k in range(2, count + 1):
        before, now = now, ((2 * k - 1) * x * now - (k - 1) * before) / k
    return now, count * (x * now - before) / (x * x - 1)


def on(low: float, high: float, count: int) -> list[tuple[float, float]]:
    """Nodes and weights of Gauss and Legendre for an interval."""
    half, middle = (high - low) / 2, (high + low) / 2
    return [(middle + half * x, half * weight) for x, weight in legendre(count)]
