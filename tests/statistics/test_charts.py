"""Control charts equal published ones, and follow shift and scale of their data."""

from math import sqrt
from random import Random
from statistics import fmean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics import attributes, individuals, subgroups
from lotproof.statistics.attributes import Counted
from lotproof.statistics.errors import (
    CountOutOfRange,
    NotFinite,
    NoVariation,
    OutOfRange,
    SizesDiffer,
    SubgroupSize,
    TooFew,
    Unanswerable,
)
from lotproof.statistics.points import Process, beyond
from tests.statistics.published import CIRCUITS, FLOW_RATES, ORANGE_JUICE, PISTON_RINGS

RINGS = PISTON_RINGS[:25]


def test_piston_rings_by_range() -> None:
    """Montgomery example 6.1; qcc: centre 74.001176, 73.988048 to 74.014304.

    qcc's σ of 0.00978504 is 0.02276/2.326; with d2 = 2.32593 it is 0.0097853.
    """
    process = subgroups.process_by_range(RINGS)
    assert round(process.mean, 6) == 74.001176
    assert round(process.sigma, 7) == 0.0097853
    assert round(process.degrees, 1) == 90.8  # 25 · 3.62 + 0.25, from d2*
    means = subgroups.mean_points(RINGS, process)
    assert (round(means[0].lower, 6), round(means[0].upper, 6)) == (73.988048, 74.014304)
    assert beyond(means) == []
    ranges = subgroups.range_points(RINGS, process)
    assert ranges[0].centre == pytest.approx(0.02276)
    assert (ranges[0].lower, round(ranges[0].upper, 6)) == (0.0, 0.048126)
    assert beyond(ranges) == []


def test_piston_rings_by_deviation() -> None:
    """Montgomery example 6.3: s̄ 0.0092, X̄ 73.988 to 74.014, S up to 0.0193; s̄ 0.00924004."""
    process = subgroups.process_by_deviation(RINGS)
    means = subgroups.mean_points(RINGS, process)
    deviations = subgroups.deviation_points(RINGS, process)
    assert deviations[0].centre == pytest.approx(0.00924004, abs=5e-9)
    assert (round(means[0].lower, 3), round(means[0].upper, 3)) == (73.988, 74.014)
    assert (deviations[0].lower, round(deviations[0].upper, 4)) == (0.0, 0.0193)


def test_new_piston_rings_leave_frozen_limits() -> None:
    """qcc: of samples 26 to 40, 37, 38 and 39 are beyond."""
    points = subgroups.mean_points(PISTON_RINGS[25:], subgroups.process_by_range(RINGS))
    assert [26 + index for index in beyond(points)] == [37, 38, 39]


def test_pooled_deviation_of_unequal_subgroups() -> None:
    """Montgomery example 6.4 pools as (Σ(n - 1)s²/Σ(n - 1))½; here by hand: (2 + 0.5)/(2 + 1)."""
    process = subgroups.process_by_pooling([[1, 2, 3], [4, 5], [6]])
    assert (process.mean, process.degrees) == (3.5, 3)
    assert process.sigma == pytest.approx(sqrt(2.5 / 3))


def test_unequal_subgroups_are_weighted_by_precision() -> None:
    """Subgroups of 2 and 5 by hand: weights (d2/d3)² 1.7520 and 7.2454, estimates R/d2."""
    process = subgroups.process_by_range([[0, 1.1284], [0, 1, 2, 3, 2.3259 * 2]])
    assert process.sigma == pytest.approx((1.7520 * 1 + 7.2454 * 2) / (1.7520 + 7.2454), rel=1e-4)
    points = subgroups.mean_points([[0, 1.1284], [0, 1, 2, 3, 2.3259 * 2]], process)
    assert points[0].upper - points[0].centre == pytest.approx(3 * process.sigma / sqrt(2))
    assert points[1].upper - points[1].centre == pytest.approx(3 * process.sigma / sqrt(5))


def test_flow_rates_one_by_one() -> None:
    """NIST 6.3.2.2: mean 50.81, MR̄ 1.8778, limits 45.8159 and 55.8041 (with d2 = 1.128)."""
    process = individuals.process_by_moving_range(FLOW_RATES)
    ranges = individuals.moving_range_points(FLOW_RATES, process)
    point = individuals.individual_points(FLOW_RATES, process)[0]
    assert point is not None
    assert ranges[0] is None
    assert ranges[1] is not None
    assert round(point.centre, 2) == 50.81
    assert round(ranges[1].centre, 4) == 1.8778
    assert point.lower == pytest.approx(45.8159, abs=0.002)
    assert point.upper == pytest.approx(55.8041, abs=0.002)
    assert ranges[1].upper == pytest.approx(3.2665 * 1.8778, abs=1e-3)


def test_no_moving_range_crosses_a_gap_or_a_new_phase() -> None:
    values = [1.0, 2.0, None, 5.0, 9.0, 19.0]
    assert individuals.moving_ranges(values, starts={5}) == [None, 1.0, None, None, 4.0, None]
    process = individuals.process_by_moving_range(values, starts={5})
    assert process.sigma == pytest.approx(2.5 / 1.1283791671)
    assert process.mean == fmean([1, 2, 5, 9, 19])


def test_degrees_of_moving_ranges_are_those_of_their_spread() -> None:
    """ν such that a χ of ν has the relative spread that 4,000 simulated MR̄ of 20 values have."""
    random = Random(1)
    means = []
    for _ in range(4000):
        values = [random.gauss(0, 1) for _ in range(20)]
        means.append(fmean(x for x in individuals.moving_ranges(values) if x is not None))
    middle = fmean(means)
    relative = fmean((x - middle) ** 2 for x in means) / middle**2
    found = individuals.process_by_moving_range([random.random() for _ in range(20)]).degrees
    assert found == pytest.approx(1 / (2 * relative) + 0.25, rel=0.05)


def test_orange_juice() -> None:
    """Montgomery example 7.1: p̄ 0.2313, limits 0.0524 and 0.4102, samples 15 and 23 beyond."""
    samples = [Counted(found, 50) for found in ORANGE_JUICE]
    p = attributes.rate(samples, of_units=True)
    points = attributes.p_points(samples, p)
    assert round(p, 4) == 0.2313
    assert (round(points[0].lower, 4), round(points[0].upper, 4)) == (0.0524, 0.4102)
    assert beyond(points) == [14, 22]
    numbers = attributes.np_points(samples, p)
    assert (round(numbers[0].lower, 2), round(numbers[0].upper, 2)) == (2.62, 20.51)
    assert beyond(numbers) == [14, 22]


def test_circuit_boards() -> None:
    """Montgomery example 7.3: c̄ 19.85, limits 6.48 and 33.22, 6 and 20 beyond; qcc: ū 0.19846."""
    samples = [Counted(found, 100) for found in CIRCUITS]
    u = attributes.rate(samples, of_units=False)
    points = attributes.c_points(samples, u)
    assert round(points[0].centre, 2) == 19.85
    assert (round(points[0].lower, 2), round(points[0].upper, 2)) == (6.48, 33.21)
    assert beyond(points) == [5, 19]
    assert round(u, 5) == 0.19846
    assert beyond(attributes.u_points(samples, u)) == [5, 19]


def test_limits_of_counts_stay_where_counts_can_be() -> None:
    """p 0.5: 0.5 ± 3·√(0.25/4) leaves 0 to 1, 0.5 ± 3·√(0.25/100) does not."""
    points = attributes.p_points([Counted(1, 4), Counted(51, 100)], 0.5)
    assert [(point.lower, point.upper) for point in points] == [
        (0.0, 1.0),
        (pytest.approx(0.35), pytest.approx(0.65)),
    ]
    assert attributes.u_points([Counted(2, 4.5)], 0.1)[0].lower == 0.0


VALUE = st.floats(-1000, 1000).map(lambda x: round(x, 3))
GROUPS = st.lists(st.lists(VALUE, min_size=2, max_size=6), min_size=2, max_size=8).filter(
    lambda groups: all(max(g) - min(g) > 0.01 for g in groups)
)


@given(GROUPS, st.floats(-100, 100), st.floats(0.01, 100))
def test_charts_follow_shift_and_scale(
    groups: list[list[float]], shift: float, scale: float
) -> None:
    moved = [[shift + scale * value for value in group] for group in groups]
    for estimate in (
        subgroups.process_by_range,
        subgroups.process_by_deviation,
        subgroups.process_by_pooling,
    ):
        one, other = estimate(groups), estimate(moved)
        assert other.mean == pytest.approx(shift + scale * one.mean, rel=1e-6, abs=1e-6)
        assert other.sigma == pytest.approx(scale * one.sigma, rel=1e-6)
        assert other.degrees == one.degrees
        for a, b in zip(
            subgroups.mean_points(groups, one), subgroups.mean_points(moved, other), strict=True
        ):
            assert b.z == pytest.approx(a.z, rel=1e-4, abs=1e-4)


def test_the_estimates_of_sigma_hit_it() -> None:
    """2,000 subgroups of 2 to 6 normal values, σ = 3: each estimate within three of its errors."""
    random = Random(2)
    groups = [[random.gauss(10, 3) for _ in range(random.randint(2, 6))] for _ in range(2000)]
    for estimate in (
        subgroups.process_by_range,
        subgroups.process_by_deviation,
        subgroups.process_by_pooling,
    ):
        process = estimate(groups)
        assert process.sigma == pytest.approx(3, abs=3 * 3 / sqrt(2 * process.degrees))


@pytest.mark.parametrize(
    ("call", "error", "zh"),
    [
        (lambda: subgroups.process_by_range([]), TooFew, "子组仅有 0 个；至少需要 1 个。"),
        (lambda: subgroups.process_by_range([[1, 2], [3]]), SubgroupSize, "第 2 个子组有 1 个值"),
        (lambda: subgroups.process_by_range([range(26)]), SubgroupSize, "极差图要求 2 至 25 个"),
        (lambda: subgroups.process_by_range([[1, 1], [2, 2]]), NoVariation, "所有数值均相同"),
        (lambda: subgroups.process_by_deviation([[5, 5, 5]]), NoVariation, "所有数值均相同"),
        (lambda: subgroups.process_by_pooling([[5], [6]]), TooFew, "重复值仅有 0 个"),
        (lambda: subgroups.mean_points([[1, float("nan")]], Process(0, 1, 1)), NotFinite, "nan"),
        (lambda: individuals.process_by_moving_range([1.0]), TooFew, "数值仅有 1 个"),
        (lambda: individuals.process_by_moving_range([1, None, 2]), TooFew, "移动极差仅有 0 个"),
        (lambda: individuals.process_by_moving_range([4, 4, 4]), NoVariation, "仪器分辨力"),
        (lambda: individuals.individual_points([float("inf")], Process(0, 1, 1)), NotFinite, "inf"),
        (lambda: subgroups.mean_points([[1, 2]], Process(0, 0, 1)), OutOfRange, "标准误为 0"),
        (lambda: attributes.u_points([Counted(1, 9)], 0), OutOfRange, "标准误为 0"),
        (lambda: attributes.rate([], of_units=True), TooFew, "样本仅有 0 个"),
        (lambda: attributes.rate([Counted(0, 9)], of_units=True), NoVariation, "所有计数均相同"),
        (lambda: attributes.rate([Counted(9, 9)], of_units=True), NoVariation, "所有计数均相同"),
        (lambda: attributes.p_points([Counted(10, 9)], 0.1), CountOutOfRange, "9 中计数 10"),
        (lambda: attributes.u_points([Counted(-1, 9)], 0.1), CountOutOfRange, "计数 -1"),
        (lambda: attributes.u_points([Counted(1, 0)], 0.1), CountOutOfRange, "0 中计数 1"),
        (
            lambda: attributes.np_points([Counted(1, 9), Counted(1, 8)], 0.1),
            SizesDiffer,
            "请改用p 图",
        ),
        (
            lambda: attributes.c_points([Counted(1, 9), Counted(1, 8)], 0.1),
            SizesDiffer,
            "请改用u 图",
        ),
    ],
)
def test_what_cannot_be_charted_says_so_in_both_languages(
    call: object, error: type[Unanswerable], zh: str
) -> None:
    assert callable(call)
    with pytest.raises(error) as raised:
        call()
    assert zh in raised.value.text.zh
    assert str(raised.value) == raised.value.text.en
