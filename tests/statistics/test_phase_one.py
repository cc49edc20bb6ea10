"""Limits without the points whose cause was found."""

import pytest

from lotproof.statistics import attributes, subgroups
from lotproof.statistics.attributes import Counted
from lotproof.statistics.errors import ExcludedTwice, NoCause, TooFew, Unanswerable, UnknownPoint
from lotproof.statistics.phase_one import Exclusion, Round, values_without, without
from tests.statistics.published import ORANGE_JUICE, PISTON_RINGS

SAMPLES = [Counted(found, 50) for found in ORANGE_JUICE]


def juice(*exclusions: Exclusion) -> Round[float]:
    return without(
        SAMPLES,
        exclusions,
        lambda samples: attributes.rate(samples, of_units=True),
        attributes.p_points,
    )


def test_orange_juice_without_two_samples() -> None:
    """Montgomery example 7.1: sample 15 a new batch of board, 23 a new operator; then p̄ 0.2150,
    limits 0.0407 and 0.3893, and sample 21 is beyond."""
    first = juice()
    assert [index + 1 for index in first.beyond] == [15, 23]
    second = juice(Exclusion(14, "new batch of board"), Exclusion(22, "inexperienced operator"))
    assert round(second.parameters, 4) == 0.2150
    assert round(second.points[0].lower, 4) == 0.0407
    assert round(second.points[0].upper, 4) == 0.3893
    assert [index + 1 for index in second.beyond] == [21]
    assert len(second.kept) == 28
    assert 14 not in second.kept


def test_subgroups_are_cleaned_the_same_way() -> None:
    found = without(
        PISTON_RINGS,
        [Exclusion(index, "new tool") for index in range(25, 40)],
        subgroups.process_by_range,
        subgroups.mean_points,
    )
    assert round(found.parameters.mean, 6) == 74.001176
    assert found.beyond == ()


def test_a_value_left_out_leaves_a_gap() -> None:
    """NIST's flow rates with a blunder in the middle: MR̄ of the rest by hand, both halves."""
    series: list[float | None] = [49.6, 47.6, 49.9, 90.0, None, 51.3, 47.8, 51.2]
    first = values_without(series, [])
    assert first.kept == (0, 1, 2, 3, 5, 6, 7)
    found = values_without(series, [Exclusion(3, "probe was pulled out")])
    assert found.kept == (0, 1, 2, 5, 6, 7)
    # Moving ranges 2.0, 2.3, 3.5 and 3.4; mean of the six values 49.5666…
    assert found.parameters.sigma == pytest.approx(2.8 / 1.1283791671)
    assert found.parameters.mean == pytest.approx(297.4 / 6)
    assert found.beyond == ()
    assert len(found.points) == 6


@pytest.mark.parametrize(
    ("exclusions", "error", "zh"),
    [
        ([Exclusion(30, "x")], UnknownPoint, "不存在第 31 点；共有 30 点"),
        ([Exclusion(-1, "x")], UnknownPoint, "不存在第 0 点"),
        ([Exclusion(3, "x"), Exclusion(3, "y")], ExcludedTwice, "第 4 点重复剔除"),
        ([Exclusion(3, " ")], NoCause, "第 4 点未说明原因"),
        ([Exclusion(index, "x") for index in range(30)], TooFew, "样本仅有 0 个"),
    ],
)
def test_nothing_is_left_out_without_a_name_and_a_cause(
    exclusions: list[Exclusion], error: type[Unanswerable], zh: str
) -> None:
    with pytest.raises(error) as raised:
        juice(*exclusions)
    assert zh in raised.value.text.zh
