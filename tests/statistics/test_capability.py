"""Capability indices equal published ones, and their intervals cover what they promise."""

from math import inf, log, nan, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.statistics import capability, subgroups
from lotproof.statistics.capability import Specification
from lotproof.statistics.errors import (
    LimitsCrossed,
    NoLimit,
    NoTarget,
    NotFinite,
    NotStable,
    NoVariation,
    OneLimit,
    OutOfRange,
    TooFew,
    Unanswerable,
)
from lotproof.statistics.points import Process
from tests.statistics.published import PISTON_RINGS

RINGS = PISTON_RINGS[:25]
VALUES = [value for group in RINGS for value in group]
RING = Specification(73.95, 74.05, 74.0)


def test_piston_rings() -> None:
    """T-CPK-1: Cp 1.7032, Cpk 1.6632, Pp 1.6551, Ppk 1.6162."""
    within = capability.within(subgroups.process_by_range(RINGS), 125, RING)
    overall = capability.overall(VALUES, RING)
    assert within.both is not None
    assert overall.both is not None
    assert round(within.both.value, 4) == 1.7032
    assert round(within.worst.value, 4) == 1.6632
    assert round(overall.both.value, 4) == 1.6551
    assert round(overall.worst.value, 4) == 1.6162
    assert within.worst == within.upper


def test_piston_rings_with_intervals() -> None:
    """qcc's vignette: Cp 1.703 (1.491, 1.915), Cpl 1.743, Cpu and Cpk 1.663 (1.448, 1.878), of
    σ 0.009785039 taken for 124 degrees of freedom."""
    found = capability.within(Process(74.001176, 0.009785039, 124), 125, RING)
    assert found.both is not None
    assert found.lower is not None
    assert [round(x, 3) for x in found.both] == [1.703, 1.491, 1.915]
    assert [round(x, 3) for x in found.worst] == [1.663, 1.448, 1.878]
    assert round(found.lower.value, 3) == 1.743


def test_few_values_give_a_wide_interval() -> None:
    """Montgomery examples 8.4 and 8.5, n 20: Cp 2.29 (1.57, 3.01); Cpk 1.33 (0.88, 1.78)."""
    cp = capability.within(Process(50, 24 / (6 * 2.29), 19), 20, Specification(38, 62)).both
    assert cp is not None
    assert [round(x, 2) for x in cp] == [2.29, 1.57, 3.01]
    cpk = capability.within(Process(0, 1, 19), 20, Specification(upper=3.99)).worst
    assert [round(x, 2) for x in cpk] == [1.33, 0.88, 1.78]


def test_one_limit_has_one_index() -> None:
    """T-CPK-2: Cp does not exist; (10 - 4)/(3·1) = 2."""
    upper = capability.within(Process(4, 1, 30), 31, Specification(upper=10))
    assert (upper.both, upper.lower) == (None, None)
    assert upper.worst.value == pytest.approx(2)
    lower = capability.within(Process(4, 1, 30), 31, Specification(lower=-5))
    assert (lower.both, lower.upper) == (None, None)
    assert lower.worst.value == pytest.approx(3)


def test_a_mean_outside_the_limits_has_a_negative_index() -> None:
    found = capability.within(Process(12, 1, 30), 31, Specification(0, 9))
    assert found.worst.value == pytest.approx(-1)
    assert found.worst.low < found.worst.value < found.worst.high


def test_distance_from_the_target_counts() -> None:
    """s = √(10/4), x̄ = 3, T = 2: 12/(6·√(2.5 + 1)) = 1.069."""
    found = capability.cpm([1, 2, 3, 4, 5], Specification(-3, 9, 2))
    assert found.value == pytest.approx(2 / sqrt(3.5))
    assert found.low < found.value < found.high


def test_a_known_sigma_has_no_interval() -> None:
    cp = capability.within(Process(0, 1, inf), 20, Specification(-3, 3)).both
    assert cp == (1.0, 1.0, 1.0)


def test_parts_per_million() -> None:
    """2,700 beyond three sigma on two sides; 3.4 beyond 4.5 on one."""
    assert round(capability.beyond_per_million(Process(0, 1, 9), Specification(-3, 3))) == 2700
    found = capability.beyond_per_million(Process(1.5, 1, 9), Specification(upper=6))
    assert round(found, 1) == 3.4


def test_percentiles_of_a_skew_distribution() -> None:
    """Of an exponential distribution: P0.135 0.00135, P50 0.6931, P99.865 6.6077."""
    values = [-log(1 - (index + 0.5) / 20_000) for index in range(20_000)]
    found = capability.by_percentiles(values, Specification(0, 10))
    assert found.both is not None
    assert found.lower is not None
    assert found.both.value == pytest.approx(10 / (6.6077 - 0.00135), rel=3e-3)
    assert found.lower.value == pytest.approx(0.6931 / (0.6931 - 0.00135), rel=3e-3)
    assert found.worst.value == found.lower.value


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3))
def test_indices_do_not_mind_units(shift: float, scale: float) -> None:
    moved = [shift + scale * (value - 74) for value in VALUES]
    limits = Specification(shift - scale * 0.05, shift + scale * 0.05, shift)
    one, other = capability.overall(VALUES, RING), capability.overall(moved, limits)
    assert other.worst.value == pytest.approx(one.worst.value, rel=1e-4)
    assert capability.cpm(moved, limits).value == pytest.approx(
        capability.cpm(VALUES, RING).value, rel=1e-4
    )


def test_intervals_cover_the_truth_as_often_as_they_say() -> None:
    """2,000 samples of 50, seed 11, true Pp 4/3 and Ppk 1: 95 % are 1,900 ± 29.

    Bissell's interval for Ppk is an approximation: 1,900 ± 40.
    """
    random = Random(11)
    both = worst = 0
    for _ in range(2000):
        values = [random.gauss(1, 1) for _ in range(50)]
        found = capability.overall(values, Specification(-4, 4))
        assert found.both is not None
        both += found.both.low <= 4 / 3 <= found.both.high
        worst += found.worst.low <= 1 <= found.worst.high
    assert both == pytest.approx(1900, abs=29)
    assert worst == pytest.approx(1900, abs=40)


def test_an_unstable_process_has_no_capability() -> None:
    capability.require_stable(25, 100, 0)
    with pytest.raises(NotStable, match="signals at 2 points"):
        capability.require_stable(25, 100, 2)
    with pytest.raises(TooFew, match="24 subgroups"):
        capability.require_stable(24, 100, 0)
    with pytest.raises(TooFew, match="99 values"):
        capability.require_stable(25, 99, 0)


@pytest.mark.parametrize(
    ("call", "error", "zh"),
    [
        (lambda: capability.overall([1, 2], Specification()), NoLimit, "未给出规格限"),
        (lambda: capability.overall([1, 2], Specification(2, 2)), LimitsCrossed, "下限 2"),
        (lambda: capability.overall([1, 2], Specification(nan, 2)), NotFinite, "nan"),
        # T-CPK-3: an error, not infinity.
        (lambda: capability.overall([5, 5], Specification(0, 9)), NoVariation, "所有数值均相同"),
        (lambda: capability.overall([5], Specification(0, 9)), TooFew, "数值仅有 1 个"),
        (
            lambda: capability.within(Process(0, 0, 5), 6, Specification(0, 9)),
            NoVariation,
            "无法评估离散程度",
        ),
        (
            lambda: capability.overall([1, 2], Specification(0, 9), confidence=1),
            OutOfRange,
            "置信度为 1",
        ),
        (lambda: capability.cpm([1, 2], Specification(0, 9)), NoTarget, "未给出目标值"),
        (lambda: capability.cpm([1, 2], Specification(0)), OneLimit, "仅有一侧规格限"),
        (
            lambda: capability.by_percentiles([1.0, 2.0], Specification(0, 9)),
            TooFew,
            "至少需要 1000 个",
        ),
        (
            lambda: capability.by_percentiles([1.0] * 1000, Specification(0, 9)),
            NoVariation,
            "所有数值均相同",
        ),
    ],
)
def test_what_has_no_capability_says_so(call: object, error: type[Unanswerable], zh: str) -> None:
    assert callable(call)
    with pytest.raises(error) as raised:
        call()
    assert zh in raised.value.text.zh
