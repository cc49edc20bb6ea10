"""Distributions equal those of another program.

The expected values are SciPy 1.17's (`stats.t`, `chi2`, `f`, `beta`).
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics import special
from lotproof.statistics.errors import OutOfRange


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (special.t_quantile(0.975, 1), 12.706204736174694),
        (special.t_quantile(0.975, 2.5), 3.5746548420036817),
        (special.t_quantile(0.025, 30), -2.0422724563012378),
        (special.t_tail(2.3, 5), 0.03488623466601866),
        (special.t_tail(2.3, 179), 0.011301034038124342),
        (special.t_tail(4, 1e6), 3.167351700502405e-05),
        (special.chi_squared_quantile(0.025, 1), 0.0009820691171752555),
        (special.chi_squared_quantile(0.99, 5), 15.08627246938899),
        (special.chi_squared_quantile(0.99, 179), 225.93326873223884),
        (special.chi_squared_quantile(0.975, 100_000), 100878.41530566558),
        (special.f_quantile(0.9973, 2, 2.5), 140.59662327779506),
        (special.f_quantile(0.9973, 2, 30), 7.250187484216414),
        (special.f_quantile(0.999, 2, 179), 7.181323816822152),
        (special.f_tail(3.3, 4, 30), 0.023521021301404772),
        (special.f_tail(3.3, 4, 1), 0.38871456910679314),
        (special.beta_quantile(0.99, 4, 30), 0.27348673643870974),
        (special.beta_quantile(0.99, 4, 1), 0.9974905699336811),
    ],
)
def test_distributions_equal_scipys(found: float, expected: float) -> None:
    assert found == pytest.approx(expected, rel=1e-10)


def test_the_normal_tail_is_exact_far_out() -> None:
    """Φ(-10) of Abramowitz and Stegun, table 26.2."""
    assert special.normal_cdf(-10) == pytest.approx(7.61985e-24, rel=1e-6)
    assert special.normal_quantile(0.975) == pytest.approx(1.959963984540054, rel=1e-12)


@given(st.floats(0.001, 0.999), st.floats(0.5, 200), st.floats(0.5, 200))
def test_quantiles_undo_distributions(p: float, a: float, b: float) -> None:
    assert special.beta_cdf(special.beta_quantile(p, a, b), a, b) == pytest.approx(p, rel=1e-6)
    assert special.f_tail(special.f_quantile(p, a, b), a, b) == pytest.approx(1 - p, rel=1e-6)
    chi = special.chi_squared_quantile(p, a)
    assert special.gamma_cdf(chi / 2, a / 2) == pytest.approx(p, rel=1e-6)


def test_quadrature_is_exact_for_polynomials() -> None:
    """∫ x⁷ over 0..2 is 32."""
    assert sum(w * x**7 for x, w in special.on(0, 2, 4)) == pytest.approx(32, rel=1e-14)


@pytest.mark.parametrize("p", [0, 1, -0.1, 1.5])
def test_a_quantile_needs_a_probability(p: float) -> None:
    with pytest.raises(OutOfRange, match="between 0 and 1"):
        special.t_quantile(p, 3)
