"""EWMA and CUSUM equal published examples, and their run lengths published tables."""

from math import sqrt
from random import Random
from statistics import fmean, stdev

import pytest

from lotproof.statistics import run_length, weighted
from lotproof.statistics.errors import NotFinite, OutOfRange, Unanswerable
from tests.statistics.published import SHIFTED


def test_ewma_of_a_shift() -> None:
    """Montgomery example 9.2, table 9.10: λ 0.1, L 2.7; end limits 9.38 and 10.62, Z₃₀ 10.6341.

    Z₂₈ = 10.5731 is within 10.6186, Z₂₉ = 0.1·11.31 + 0.9·10.5731 = 10.6468 is not.
    """
    points = weighted.ewma(SHIFTED, 10, 1, weight=0.1, width=2.7)
    assert [round(point.value, 5) for point in points[:3]] == [9.945, 9.7495, 9.70355]
    assert (round(points[0].lower, 2), round(points[0].upper, 2)) == (9.73, 10.27)
    assert (round(points[1].lower, 2), round(points[1].upper, 2)) == (9.64, 10.36)
    assert (round(points[-1].lower, 2), round(points[-1].upper, 2)) == (9.38, 10.62)
    assert [index + 1 for index, point in enumerate(points) if point.is_beyond] == [29, 30]
    assert round(points[-1].value, 4) == 10.6341


def test_cusum_of_a_shift() -> None:
    """Montgomery example 9.1, table 9.2: K 0.5, H 5; signal at 29, C⁺ 5.28, N⁺ 7, so that the
    shift came between 22 and 23, to a mean of 11.25."""
    points = weighted.cusum(SHIFTED, 10, 1)
    assert [index + 1 for index, point in enumerate(points) if point.signal] == [29, 30]
    at_29 = points[28]
    assert at_29.signal == "up"
    assert round(at_29.upper, 2) == 5.28
    assert at_29.upper_count == 7
    assert at_29.began(28) == 22
    assert at_29.shifted_mean is not None
    assert round(at_29.shifted_mean, 2) == 11.25
    assert [round(p.lower, 2) for p in points[:4]] == [0.05, 1.56, 1.77, 0.0]


def test_cusum_is_the_same_upside_down() -> None:
    up = weighted.cusum(SHIFTED, 10, 1, head_start=2.5)
    down = weighted.cusum([20 - value for value in SHIFTED], 10, 1, head_start=2.5)
    assert [p.lower for p in down] == pytest.approx([p.upper for p in up])
    assert [p.signal for p in down[28:]] == ["down", "down"]
    assert down[28].shifted_mean == pytest.approx(20 - (up[28].shifted_mean or 0))


def test_a_chart_goes_on_from_its_last_point() -> None:
    """What is kept of a stream need be no more than the last point."""
    whole = weighted.ewma(SHIFTED, 10, 1, weight=0.1)
    first = weighted.ewma(SHIFTED[:7], 10, 1, weight=0.1)
    rest = weighted.ewma(SHIFTED[7:], 10, 1, weight=0.1, before=first[-1])
    assert [*first, *rest] == whole
    sums = weighted.cusum(SHIFTED, 10, 1)
    begun = weighted.cusum(SHIFTED[:25], 10, 1)
    assert [*begun, *weighted.cusum(SHIFTED[25:], 10, 1, before=begun[-1])] == sums


def test_limits_of_ewma_widen_as_the_formula_says() -> None:
    """σ·√(λ/(2 - λ)·(1 - (1 - λ)²ⁱ)) at i = 3, λ 0.1: √(0.1/1.9·(1 - 0.9⁶))."""
    point = weighted.ewma(SHIFTED, 10, 1, weight=0.1)[2]
    assert point.sigma == pytest.approx(sqrt(0.1 / 1.9 * (1 - 0.9**6)))


def test_a_point_in_control_began_nowhere() -> None:
    assert weighted.cusum([10.0], 10, 1)[0].began(0) is None


@pytest.mark.parametrize(
    ("found", "expected", "digits"),
    [
        (run_length.of_shewhart(), 370.4, 1),
        (run_length.of_shewhart(1), 43.9, 1),
        (run_length.of_ewma(0.2, 2.86), 371.1033, 4),  # R package spc, xewma.arl
        (run_length.of_ewma(1, 3), 370.4, 1),
        (run_length.of_cusum(0.5, 5), 465, 0),  # Montgomery table 9.4
        (run_length.of_cusum(0.5, 5, 1), 10.4, 1),
        (run_length.of_cusum(0.5, 4), 168, 0),
        (run_length.of_cusum(0.5, 4, 1), 8.38, 2),
        (run_length.of_cusum(0.5, 4, 0.5), 26.6, 1),
        (run_length.of_cusum(0.5, 4, 2), 3.34, 2),
        (run_length.of_cusum(0.5, 4.77), 369, -0),
    ],
)
def test_run_lengths_equal_published_ones(found: float, expected: float, digits: int) -> None:
    assert round(found, digits) == expected


@pytest.mark.parametrize(
    ("weight", "width", "at_half", "at_one"),
    # Montgomery table 9.11, from Lucas and Saccucci (1990), who extrapolated Markov chains and so
    # are up to 0.1 off: in control 500 each.
    [(0.4, 3.054, 71.2, 14.3), (0.25, 2.998, 48.2, 11.1), (0.2, 2.962, 41.8, 10.5),
     (0.1, 2.814, 31.3, 10.3), (0.05, 2.615, 28.8, 11.4)],
)  # fmt: skip
def test_run_lengths_of_ewma_equal_published_ones(
    weight: float, width: float, at_half: float, at_one: float
) -> None:
    assert run_length.of_ewma(weight, width) == pytest.approx(500, abs=0.8)
    assert run_length.of_ewma(weight, width, 0.5) == pytest.approx(at_half, abs=0.1)
    assert run_length.of_ewma(weight, width, 1) == pytest.approx(at_one, abs=0.1)


def first_alarm(random: Random, chart: str) -> int:
    """Points to the first alarm of the chart with its defaults, on data in control."""
    count = 0
    upper = lower = memory = 0.0
    limit = 2.86 * sqrt(0.2 / 1.8)
    while True:
        count += 1
        z = random.gauss(0, 1)
        if chart == "cusum":
            upper, lower = max(0.0, upper + z - 0.5), max(0.0, lower - z - 0.5)
            if max(upper, lower) > 5:
                return count
        else:
            memory += 0.2 * (z - memory)
            if abs(memory) > limit:
                return count


@pytest.mark.parametrize(
    ("chart", "stated"),
    [("cusum", run_length.of_cusum(0.5, 5)), ("ewma", run_length.of_ewma(0.2, 2.86))],
)
def test_false_alarms_come_as_seldom_as_stated(chart: str, stated: float) -> None:
    """1,000 runs, seed 3, of the definitions written again: within three standard errors."""
    random = Random(3)
    runs = [first_alarm(random, chart) for _ in range(1000)]
    assert fmean(runs) == pytest.approx(stated, abs=3 * stdev(runs) / sqrt(len(runs)))


def test_the_charts_alarm_where_their_definition_does() -> None:
    random = Random(4)
    values = [random.gauss(0, 1) for _ in range(2000)]
    first = next(i for i, p in enumerate(weighted.cusum(values, 0, 1)) if p.signal)
    assert first + 1 == first_alarm(Random(4), "cusum")


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: weighted.ewma([1.0], 0, 1, weight=0), OutOfRange, "权重 λ为 0"),
        (lambda: weighted.ewma([1.0], 0, 1, weight=1.1), OutOfRange, "不大于 1"),
        (lambda: weighted.ewma([1.0], 0, 0), OutOfRange, "标准误为 0"),
        (lambda: weighted.cusum([1.0], 0, -1), OutOfRange, "大于 0"),
        (lambda: weighted.cusum([1.0], 0, 1, decision=0), OutOfRange, "判定区间"),
        (lambda: weighted.cusum([float("nan")], 0, 1), NotFinite, "第 1 个值"),
        (lambda: run_length.of_ewma(2, 3), OutOfRange, "权重"),
    ],
)
def test_impossible_parameters_are_named(
    call: object, error: type[Unanswerable], words: str
) -> None:
    assert callable(call)
    with pytest.raises(error) as raised:
        call()
    assert words in raised.value.text.zh
