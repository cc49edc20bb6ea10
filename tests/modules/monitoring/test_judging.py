"""Leaving limits and coming back, against a slow reading of the same words."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.modules.monitoring.judging import Began, Bounds, Change, Ended, Stand, judge
from lotproof.modules.monitoring.vocabulary_readings import Side

BOUNDS = st.builds(
    Bounds,
    st.none() | st.integers(-6, -1),
    st.none() | st.integers(1, 6),
    st.integers(0, 5),
    st.integers(0, 1),
)
SERIES = st.lists(st.tuples(st.integers(1, 3), st.integers(-9, 9)), max_size=30)


def in_time(series: list[tuple[int, int]]) -> tuple[list[Instant], list[Amount]]:
    """Steps of time and values as instants and values."""
    at, ats = 0, []
    for step, _ in series:
        at += step
        ats.append(Instant(at))
    return ats, [Amount(value) for _, value in series]


def slowly(bounds: Bounds, ats: Sequence[int], values: Sequence[int]) -> list[tuple[int, int]]:
    """Since when and until when (0: not yet) it was outside, by looking at everything each time."""

    def is_out(value: int) -> bool:
        return (bounds.low is not None and value < bounds.low) or (
            bounds.high is not None and value > bounds.high
        )

    def is_back(value: int) -> bool:
        low = None if bounds.low is None else bounds.low + bounds.dead_band
        high = None if bounds.high is None else bounds.high - bounds.dead_band
        return (low is None or value >= low) and (high is None or value <= high)

    found, i = [], 0
    while i < len(ats):
        if not is_out(values[i]):
            i += 1
            continue
        j = i
        while j < len(ats) and is_out(values[j]) and ats[j] - ats[i] < bounds.dwell_us:
            j += 1
        if j == len(ats) or not is_out(values[j]):
            i = j
            continue
        end = next((k for k in range(j + 1, len(ats)) if is_back(values[k])), None)
        found.append((ats[i], 0 if end is None else ats[end]))
        i = len(ats) if end is None else end
    return found


def intervals(changes: Sequence[Change]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for each in changes:
        if isinstance(each, Began):
            found.append((each.since, 0))
        else:
            found[-1] = (found[-1][0], each.at)
    return found


@given(BOUNDS, SERIES)
def test_intervals_are_those_that_a_slow_look_finds(
    bounds: Bounds, series: list[tuple[int, int]]
) -> None:
    ats, values = in_time(series)
    _, changes = judge(Stand(), bounds, ats, values)
    assert intervals(changes) == slowly(bounds, ats, values)


@given(BOUNDS, SERIES, st.lists(st.integers(0, 30), max_size=5))
def test_it_makes_no_difference_how_readings_are_cut(
    bounds: Bounds, series: list[tuple[int, int]], cuts: list[int]
) -> None:
    ats, values = in_time(series)
    whole_stand, whole = judge(Stand(), bounds, ats, values)
    stand, changes = Stand(), []
    edges = [0, *sorted(min(cut, len(ats)) for cut in cuts), len(ats)]
    for start, end in pairwise(edges):
        stand, further = judge(stand, bounds, ats[start:end], values[start:end])
        changes += further
    assert (stand, changes) == (whole_stand, whole)


@pytest.mark.parametrize(("value", "is_out"), [(10, False), (11, True), (-10, False), (-11, True)])
def test_limits_belong_to_the_inside(value: int, is_out: bool) -> None:
    _, changes = judge(Stand(), Bounds(Amount(-10), Amount(10)), [Instant(5)], [Amount(value)])
    assert bool(changes) is is_out


def test_dwell_is_reached_by_a_reading_and_counts_from_the_first_outside() -> None:
    bounds = Bounds(None, Amount(10), dwell_us=30)
    ats = [Instant(at) for at in (0, 10, 39, 40, 50)]
    values = [Amount(value) for value in (10, 11, 14, 12, 10)]
    _, changes = judge(Stand(), bounds, ats, values)
    assert changes == [
        Began(Instant(10), Instant(0), Side.HIGH, Amount(14)),
        Ended(Instant(50), Amount(14)),
    ]


def test_inside_but_not_by_the_dead_band_is_not_back() -> None:
    bounds = Bounds(Amount(0), Amount(10), dead_band=Amount(2))
    ats = [Instant(at) for at in range(4)]
    _, changes = judge(Stand(), bounds, ats, [Amount(v) for v in (12, 10, 9, 8)])
    assert intervals(changes) == [(0, 3)]


def test_a_phase_without_limits_ends_what_was_outside_and_knows_no_good_reading() -> None:
    stand, _ = judge(Stand(), Bounds(None, Amount(10)), [Instant(1)], [Amount(11)])
    stand, changes = judge(stand, None, [Instant(2)], [Amount(99)])
    assert (stand, changes) == (Stand(), [Ended(Instant(2), Amount(11))])
