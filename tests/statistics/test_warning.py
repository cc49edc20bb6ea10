"""Early warning: drift, change point, forecast, sisters; and how often each cries wolf."""

from math import inf, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics.change_point import change_point
from lotproof.statistics.drift import drift
from lotproof.statistics.errors import NoVariation, TooFew
from lotproof.statistics.forecast import Side, crossing
from lotproof.statistics.lines import Line, line
from lotproof.statistics.sisters import sisters
from tests.statistics.published import NILE, NORRIS


def test_drift_is_the_slope_with_its_interval() -> None:
    """NIST Norris: 1.00211681802045 ± t(0.975; 34) = 2.0322445 · 0.000429796848."""
    found = drift([x for x, _ in NORRIS], [y for _, y in NORRIS])
    assert found.slope == pytest.approx(1.00211681802045)
    assert found.high - found.slope == pytest.approx(2.0322445 * 0.000429796848, rel=1e-6)
    assert found.slope - found.low == pytest.approx(found.high - found.slope)


def test_drift_cries_wolf_as_often_as_asked() -> None:
    """2,000 looks at 30 readings in control, seed 13: 100 ± 29 with p < 0.05."""
    random = Random(13)
    times = list(range(30))
    alarms = sum(
        drift(times, [random.gauss(0, 1) for _ in times]).p_value < 0.05 for _ in range(2000)
    )
    assert alarms == pytest.approx(100, abs=29)


def test_the_nile_changed_in_1899() -> None:
    """Cobb 1978: the flow fell after 1898, from 1097.75 to 849.97 on average."""
    found = change_point(NILE)
    assert 1871 + found.first_after == 1899
    assert round(found.before, 2) == 1097.75
    assert round(found.after, 2) == 849.97
    assert found.p_value < 1e-10
    assert found.t_value < 0


def test_the_step_is_measured_as_students_t() -> None:
    """By hand: 1 2 3 against 11 12 13: 10/(1·√(2/3)) = 12.247; one split only."""
    found = change_point([1, 2, 3, 11, 12, 13])
    assert found.first_after == 3
    assert found.t_value == pytest.approx(10 / sqrt(2 / 3))
    # t(12.247; 4), two-sided.
    assert found.p_value == pytest.approx(2.55e-4, rel=2e-2)


def test_a_clean_step_is_certain() -> None:
    found = change_point([1.0] * 5 + [2.0] * 4)
    assert (found.first_after, found.t_value, found.p_value) == (5, inf, 0.0)


@given(st.integers(0, 10**6), st.floats(-100, 100), st.floats(0.01, 100))
def test_a_step_does_not_mind_units_or_direction(seed: int, shift: float, scale: float) -> None:
    random = Random(seed)
    values = [random.gauss(2 if index > 12 else 0, 1) for index in range(20)]
    found = change_point(values)
    moved = change_point([shift - scale * value for value in values])
    assert moved.first_after == found.first_after
    assert moved.t_value == pytest.approx(-found.t_value, rel=1e-5)


def wolf_of_change_points() -> float:
    """Share of 2,000 looks at 50 readings in control, seed 14, with p < 0.05."""
    random = Random(14)
    return (
        sum(
            change_point([random.gauss(0, 1) for _ in range(50)]).p_value < 0.05
            for _ in range(2000)
        )
        / 2000
    )


def test_change_point_cries_wolf_less_often_than_asked() -> None:
    assert wolf_of_change_points() == pytest.approx(0.020, abs=0.005)


def test_change_point_finds_a_step_of_two_sigma() -> None:
    """500 series, seed 15, step after 20 of 30: found in most, within two readings."""
    random = Random(15)
    right = 0
    for _ in range(500):
        found = change_point([random.gauss(2 if i >= 20 else 0, 1) for i in range(30)])
        right += found.p_value < 0.01 and abs(found.first_after - 20) <= 2
    assert right > 400


def test_what_has_no_step_says_so() -> None:
    with pytest.raises(TooFew, match="5 values are too few"):
        change_point([1, 2, 3, 4, 5])
    with pytest.raises(NoVariation):
        change_point([4.0] * 9)


RISING = line([0, 1, 2, 3, 4, 5], [0.1, 0.9, 2.1, 2.9, 4.1, 4.9])


def band(found: Line, at: float, side: int) -> float:
    return found.at(at) + side * found.half_width(found.error_at(at))


def test_a_forecast_is_where_line_and_band_meet_the_limit() -> None:
    found = crossing(RISING, 10.0, Side.UPPER, now=5)
    assert found.expected is not None
    assert found.earliest is not None
    assert found.latest is not None
    assert found.earliest < found.expected < found.latest
    assert RISING.at(found.expected) == pytest.approx(10)
    assert band(RISING, found.earliest, 1) == pytest.approx(10)
    assert band(RISING, found.latest, -1) == pytest.approx(10)


def test_a_forecast_of_a_lower_limit_is_the_mirror_image() -> None:
    falling = line([0, 1, 2, 3, 4, 5], [-0.1, -0.9, -2.1, -2.9, -4.1, -4.9])
    assert crossing(falling, -10.0, Side.LOWER, 5) == pytest.approx(
        crossing(RISING, 10.0, Side.UPPER, 5)
    )


def test_what_moves_away_does_not_arrive() -> None:
    found = crossing(RISING, -10.0, Side.LOWER, 5)
    assert found == (None, None, None)


def test_what_is_beyond_is_reached_now() -> None:
    assert crossing(RISING, 1.0, Side.UPPER, 5) == (5, 5, 5)


def test_an_uncertain_drift_may_never_arrive() -> None:
    noisy = line([0, 1, 2, 3, 4, 5], [0, 3, -2, 4, -1, 3])
    found = crossing(noisy, 20.0, Side.UPPER, 5)
    assert found.expected is not None
    assert found.earliest is not None
    assert found.latest is None


def test_a_perfect_line_leaves_no_doubt() -> None:
    found = crossing(line([0, 1, 2], [0, 1, 2]), 10, Side.UPPER, 2)
    assert found == pytest.approx((10, 10, 10))
    level = crossing(line([0, 1, 2], [1, 1, 1]), 10, Side.UPPER, 2)
    assert level == (None, None, None)


@given(
    st.lists(st.floats(-10, 10).map(lambda x: round(x, 3)), min_size=4, max_size=15),
    st.floats(-30, 30),
    st.sampled_from(Side),
    st.floats(0, 40),
)
def test_forecasts_are_in_order(values: list[float], limit: float, side: Side, now: float) -> None:
    """Earliest, expected and latest come in this order, none before now, each where the band
    says so."""
    found = crossing(line(range(len(values)), values), limit, side, now)
    times = [
        inf if time is None else time for time in (found.earliest, found.expected, found.latest)
    ]
    assert times == sorted(times)
    assert times[0] >= now


def test_forecasts_enclose_the_true_time() -> None:
    """2,000 forecasts at 0.95, seed 16, of a drift that reaches its limit at 50: 1,900 ± 29."""
    random = Random(16)
    right = 0
    for _ in range(2000):
        found = crossing(
            line(range(20), [0.3 * x + random.gauss(0, 1) for x in range(20)]),
            15.0,
            Side.UPPER,
            20,
        )
        earliest = inf if found.earliest is None else found.earliest
        latest = inf if found.latest is None else found.latest
        right += earliest <= 50 <= latest
    assert right == pytest.approx(1900, abs=29)


def test_an_unlike_sister_is_an_outlier_of_grubbs() -> None:
    """NIST/SEMATECH 1.3.5.17.1: mass spectrometer data, G = 2.4687 for 245.57."""
    values = [199.31, 199.53, 200.19, 200.82, 201.92, 201.95, 202.18, 245.57]
    found = sisters({str(value): [value - 1, value + 1] for value in values})
    t2 = found[-1].mean_t ** 2
    n = len(values)
    assert (n - 1) / sqrt(n) * sqrt(t2 / (n - 2 + t2)) == pytest.approx(2.4687, abs=1e-4)
    assert found[-1].mean_p < 1e-5
    assert found[-1].name == "245.57"
    assert all(sister.mean_p == 1 for sister in found[:-1])
    assert all((sister.spread_t, sister.spread_p) == (0, 1) for sister in found)


def test_a_restless_sister_is_found_by_its_spread() -> None:
    random = Random(17)
    readings = {name: [random.gauss(0, 1) for _ in range(50)] for name in "ABCDEFG"}
    readings["H"] = [random.gauss(0, 5) for _ in range(50)]
    found = {sister.name: sister for sister in sisters(readings)}
    assert found["H"].spread_p < 0.01
    assert found["H"].spread_t > 0
    assert found["A"].spread_p > 0.05


def test_the_only_one_that_differs_from_equals_is_certain() -> None:
    found = sisters({"A": [1, 3], "B": [1, 3], "C": [5, 7]})
    assert found[2].mean_t == inf
    assert found[2].mean_p == 0


def test_sisters_who_are_alike_are_seldom_called_unlike() -> None:
    """1,000 families of 6 with natural differences, seed 18, 20 readings each but one with 5: at
    0.05 at most 50 + 21 families have one who is called unlike, in mean and in spread."""
    random = Random(18)
    mean = spread = 0
    for _ in range(1000):
        family = {}
        for name in "ABCDEF":
            own = random.gauss(0, 0.5)
            family[name] = [random.gauss(own, 1) for _ in range(5 if name == "F" else 20)]
        found = sisters(family)
        mean += any(sister.mean_p < 0.05 for sister in found)
        spread += any(sister.spread_p < 0.05 for sister in found)
    assert mean <= 71
    assert spread <= 71


def test_no_family_no_judgement() -> None:
    with pytest.raises(TooFew, match="2 machines"):
        sisters({"A": [1, 2], "B": [2, 3]})
    with pytest.raises(TooFew, match="1 readings of C"):
        sisters({"A": [1, 2], "B": [2, 3], "C": [1]})
    with pytest.raises(NoVariation) as raised:
        sisters({"A": [1, 2], "B": [2, 3], "C": [4, 4]})
    assert "C的读数" in raised.value.text.zh
