"""Judging values and counting what is missing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.quantity import Amount, parse_amount
from lotproof.kernel.refusals import InexactQuantity
from lotproof.modules.inspection.rules import is_within, missing, stage_of
from lotproof.modules.inspection.vocabulary import Stage
from lotproof.modules.items.vocabulary import ItemKind
from lotproof.modules.warehouse.vocabulary import LotOrigin

NUMBERS = st.decimals("-50", "50", places=3)
LIMITS = st.none() | NUMBERS


def amount(number: Decimal | None, unit: str) -> Amount | None:
    return None if number is None else parse_amount(str(number), unit)


@pytest.mark.clause("EU GMP Annex 11 §4.7")
@given(NUMBERS, LIMITS, LIMITS)
def test_value_is_within_inclusive_limits_in_any_unit_of_length(
    value: Decimal, low: Decimal | None, high: Decimal | None
) -> None:
    expected = (low is None or low <= value) and (high is None or value <= high)
    in_mm, in_m = parse_amount(str(value), "mm"), parse_amount(str(value / 1000), "m")
    limits = amount(low, "mm"), amount(high, "mm")
    assert is_within(in_mm, "mm", *limits, "mm") is expected
    assert is_within(in_m, "m", *limits, "mm") is expected


def test_length_is_not_judged_by_weight() -> None:
    with pytest.raises(InexactQuantity):
        is_within(Amount(1), "kg", None, Amount(5), "mm")


@given(st.sets(st.tuples(st.sampled_from("abc"), st.integers(1, 6))), st.integers(1, 4))
def test_missing_is_the_plan_without_what_was_measured(
    measured: set[tuple[str, int]], size: int
) -> None:
    found = missing("abc", size, measured)
    planned = {(code, sample) for code in "abc" for sample in range(1, size + 1)}
    assert set(found) == planned - measured
    assert found == sorted(found, key=lambda each: (each[1], each[0]))


@pytest.mark.parametrize(
    ("origin", "kind", "stage"),
    [
        (LotOrigin.RECEIVED, ItemKind.DEVICE, Stage.IQC),
        (LotOrigin.MADE, ItemKind.COMPONENT, Stage.FQC),
        (LotOrigin.RETURNED, ItemKind.DEVICE, Stage.OQC),
        (LotOrigin.OPENING, ItemKind.MATERIAL, Stage.IQC),
        (LotOrigin.SPLIT, ItemKind.DEVICE, Stage.FQC),
        (LotOrigin.MERGED, ItemKind.PACKAGING, Stage.IQC),
    ],
)
def test_stage_that_releases_a_lot(origin: LotOrigin, kind: ItemKind, stage: Stage) -> None:
    assert stage_of(origin, kind) is stage
