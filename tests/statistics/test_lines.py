"""Least squares equal certified values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics.errors import LengthsDiffer, NotFinite, NoVariation, TooFew
from lotproof.statistics.lines import line
from tests.statistics.published import NORRIS


def test_norris() -> None:
    """NIST StRD, Norris: certified to 15 digits."""
    found = line([x for x, _ in NORRIS], [y for _, y in NORRIS])
    assert found.intercept == pytest.approx(-0.262323073774029, rel=1e-11)
    assert found.slope == pytest.approx(1.00211681802045, rel=1e-13)
    assert found.intercept_error == pytest.approx(0.232818234301152, rel=1e-11)
    assert found.slope_error == pytest.approx(0.429796848199937e-03, rel=1e-11)
    assert found.s == pytest.approx(0.884796396144373, rel=1e-11)
    assert found.r_squared == pytest.approx(0.999993745883712, rel=1e-13)
    assert found.degrees == 34


@given(st.floats(-100, 100), st.floats(-100, 100))
def test_points_on_a_line_give_that_line(intercept: float, slope: float) -> None:
    found = line([1, 2, 3, 4], [intercept + slope * x for x in (1, 2, 3, 4)])
    assert found.slope == pytest.approx(slope, abs=1e-9)
    assert found.at(10) == pytest.approx(intercept + 10 * slope, abs=1e-8)


def test_a_level_has_no_slope() -> None:
    found = line([1, 2, 3], [5, 5, 5])
    assert (found.slope, found.s, found.r_squared) == (0, 0, 0)
    assert found.p_of(found.slope, found.slope_error) == 1


def test_a_perfect_slope_is_certain() -> None:
    found = line([1, 2, 3], [1, 2, 3])
    assert found.p_of(found.slope, found.slope_error) == 0


def test_what_has_no_line_says_so() -> None:
    with pytest.raises(TooFew):
        line([1, 2], [1, 2])
    with pytest.raises(LengthsDiffer):
        line([1, 2, 3], [1, 2])
    with pytest.raises(NoVariation):
        line([7, 7, 7], [1, 2, 3])
    with pytest.raises(NotFinite):
        line([1, 2, 3], [1, 2, float("inf")])
