"""Run rules by their exact definition, and how often they cry wolf."""

from random import Random
from statistics import fmean, stdev

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics import subgroups
from lotproof.statistics.errors import NotFinite
from lotproof.statistics.run_rules import (
    BEYOND,
    NELSON,
    WESTERN_ELECTRIC,
    WINDOW,
    ZONES,
    Chart,
    Rule,
    Signal,
    applicable,
    latest,
    signals,
)
from tests.statistics.published import PISTON_RINGS

N1, N2, N3, N4 = Rule.NELSON_1, Rule.NELSON_2, Rule.NELSON_3, Rule.NELSON_4
N5, N6, N7, N8 = Rule.NELSON_5, Rule.NELSON_6, Rule.NELSON_7, Rule.NELSON_8
W2, W3, W4 = Rule.WESTERN_ELECTRIC_2, Rule.WESTERN_ELECTRIC_3, Rule.WESTERN_ELECTRIC_4


def fired(z: list[float], rule: Rule) -> list[int]:
    """Indexes at which a rule fires."""
    return [signal.indexes[-1] for signal in signals(z, {rule})]


def zigzag(count: int) -> list[float]:
    return [0.1 if index % 2 else -0.1 for index in range(count)]


@pytest.mark.parametrize(
    ("rule", "z", "at"),
    [
        (N1, [0, 3.01, -3.01, 3.0, -3.0], [1, 2]),
        (N2, [0.1] * 8, []),
        (N2, [0.1] * 10, [8, 9]),
        (N2, [-0.1] * 9, [8]),
        (N2, [0.1] * 4 + [0] + [0.1] * 8, []),
        (W4, [0.1] * 7, []),
        (W4, [0.1] * 9, [7, 8]),
        (N3, [1, 2, 3, 4, 5], []),
        (N3, [-1, 0, 1, 2, 2.5, 2.6, 2.7], [5, 6]),
        (N3, [5, 4, 3, 2, 1, 0], [5]),
        (N3, [1, 2, 3, 3, 4, 5, 6], []),
        (N4, zigzag(13), []),
        (N4, zigzag(15), [13, 14]),
        (N4, [*zigzag(7), -0.1, *zigzag(6)], []),
        (N5, [2.1, 0, 2.1], [2]),
        (N5, [2.1, 2.1], [1]),
        (N5, [2.1, 0, 0, 2.1], []),
        (N5, [2.1, 0, -2.1], []),
        (N5, [2.0, 2.0, 2.0], []),
        (N5, [2.1, 2.1, 0], [1]),
        (N5, [3.5, 2.1], [1]),
        (N6, [1.1, 1.1, 0, 1.1, 1.1], [4]),
        (N6, [1.1, 1.1, 1.1, 1.1, 0], [3]),
        (N6, [1.1, 1.1, -1.1, 1.1, 1.1], [4]),
        (N6, [1.1, 1.1, 0, 0, 1.1, 1.1], []),
        (N6, [-1.1, -1.1, -1.1, -1.1, -1.1], [3, 4]),
        (N6, [1.0] * 5, []),
        (N7, [0.9, -0.9] * 7, []),
        (N7, [0.9, -0.9] * 7 + [0], [14]),
        (N7, [0.9, -0.9] * 7 + [1.0], []),
        (N8, [1.1, -1.1] * 4, [7]),
        (N8, [1.1] * 7 + [-1.1], [7]),
        (N8, [1.1] * 8, []),
        (N8, [1.1, -1.1] * 3 + [1.0, -1.1], []),
        (W2, [2.1, 0, 2.1], [2]),
        (W3, [1.1, 1.1, 0, 1.1, 1.1], [4]),
    ],
)
def test_a_rule_fires_where_it_is_defined_to(rule: Rule, z: list[float], at: list[int]) -> None:
    assert fired(z, rule) == at
    assert fired([-value for value in z], rule) == at


def test_a_signal_names_the_points_of_its_pattern() -> None:
    assert signals([2.1, 0, 2.2], {N5}) == [Signal(N5, (0, 2))]
    assert signals([0, 1.1, 1.2, -1, 1.3, 1.4], {N6}) == [Signal(N6, (1, 2, 4, 5))]
    assert signals([0.1] * 9, {N2}) == [Signal(N2, tuple(range(9)))]


def test_several_rules_fire_in_order() -> None:
    assert signals([2.5, 3.5], {N5, N1}) == [Signal(N1, (1,)), Signal(N5, (0, 1))]


def test_new_piston_rings() -> None:
    """Phase II of Montgomery's piston rings, limits frozen from samples 1 to 25; qcc agrees on
    the points beyond and on a run that ends at 40."""
    process = subgroups.process_by_range(PISTON_RINGS[:25])
    before = [point.z for point in subgroups.mean_points(PISTON_RINGS[:25], process)]
    after = [point.z for point in subgroups.mean_points(PISTON_RINGS[25:], process)]
    assert signals(before, set(Rule)) == []
    assert [26 + i for i in fired(after, N1)] == [37, 38, 39]
    assert [26 + i for i in fired(after, N5)] == [35, 37, 38, 39, 40]
    assert [26 + i for i in fired(after, N6)] == [35, 38, 39, 40]


def test_no_pattern_crosses_a_new_phase() -> None:
    z = [0.1] * 9
    assert signals(z, {N2}, starts={4}) == []
    assert signals(z, {N2}, starts={0}) == signals(z, {N2})


def test_no_pattern_crosses_a_missing_point() -> None:
    z: list[float | None] = [2.5, None, 2.5, None]
    assert signals(z, {N5}) == []
    assert signals([None, 2.5, 2.5], {N5}) == [Signal(N5, (1, 2))]
    assert latest(z, {N5}) == []
    assert latest([2.5, None, 2.5], {N5}) == []
    assert latest([], set(Rule)) == []


def test_a_point_that_is_no_number_is_not_passed_over() -> None:
    with pytest.raises(NotFinite):
        signals([0.1, float("nan")], NELSON)
    with pytest.raises(NotFinite):
        latest([0.1, float("inf")], NELSON)


POINTS = st.lists(
    st.one_of(st.none(), st.sampled_from([-3.5, -2.5, -1.5, -0.5, 0.0, 0.4, 0.5, 1.5, 2.5, 3.5])),
    min_size=1,
    max_size=60,
)


@given(POINTS)
def test_the_latest_point_is_judged_by_its_window_alone(z: list[float | None]) -> None:
    """What is stored of a stream need be no more than the last 15 points."""
    tail = z[-WINDOW:]
    offset = len(z) - len(tail)
    whole = [signal for signal in signals(z, set(Rule)) if signal.indexes[-1] == len(z) - 1]
    assert [
        Signal(rule, tuple(offset + index for index in indexes))
        for rule, indexes in latest(tail, set(Rule))
    ] == whole


@given(POINTS)
def test_rules_do_not_mind_which_side_is_up(z: list[float | None]) -> None:
    mirrored = [None if value is None else -value for value in z]
    assert signals(mirrored, set(Rule)) == signals(z, set(Rule))


def test_western_electric_and_nelson_share_three_rules() -> None:
    random = Random(8)
    z = [random.gauss(0, 1.5) for _ in range(500)]
    for western, nelson in (
        (Rule.WESTERN_ELECTRIC_1, N1),
        (Rule.WESTERN_ELECTRIC_2, N5),
        (Rule.WESTERN_ELECTRIC_3, N6),
    ):
        assert fired(z, western)
        assert fired(z, western) == fired(z, nelson)


@pytest.mark.parametrize("chart", Chart)
def test_zones_are_read_only_where_they_mean_something(chart: Chart) -> None:
    equal, unequal = applicable(chart), applicable(chart, limits_are_equal=False)
    assert equal >= unequal >= BEYOND
    assert not unequal & ZONES
    assert bool(equal & ZONES) == (chart in {Chart.MEAN, Chart.INDIVIDUAL})


def test_attribute_charts_keep_their_runs_and_trends() -> None:
    for chart in (Chart.P, Chart.NP, Chart.C, Chart.U):
        assert applicable(chart) == {*BEYOND, W4, N2, N3, N4}


def run_lengths(rules: frozenset[Rule], count: int, seed: int) -> list[int]:
    """Points to the first false alarm on normal points in control, `count` times."""
    random = Random(seed)
    found = []
    for _ in range(count):
        z: list[float | None] = [random.gauss(0, 1)]
        length = 1
        while not latest(z, rules):
            z = [*z[1 - WINDOW :], random.gauss(0, 1)]
            length += 1
        found.append(length)
    return found


@pytest.mark.parametrize(
    ("rules", "stated"),
    # Champ and Woodall (1987), table 1, exact; all of Nelson as stated in the module.
    [
        (frozenset({Rule.WESTERN_ELECTRIC_1, W2}), 225.44),
        (frozenset({Rule.WESTERN_ELECTRIC_1, W3}), 166.05),
        (frozenset({Rule.WESTERN_ELECTRIC_1, W4}), 152.73),
        (WESTERN_ELECTRIC, 91.75),
        (NELSON, 74.2),
    ],
    ids=["beyond and 2 of 3", "beyond and 4 of 5", "beyond and run of 8", "WE", "Nelson"],
)
def test_false_alarms_come_as_seldom_as_stated(rules: frozenset[Rule], stated: float) -> None:
    """600 runs, seed 9: within three standard errors of the mean."""
    found = run_lengths(rules, 600, 9)
    assert fmean(found) == pytest.approx(stated, abs=3 * stdev(found) / len(found) ** 0.5)
