"""The balance of dispositions, and what each kind of them has to say."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.nonconformance import rules
from lotproof.modules.nonconformance.vocabulary import DispositionKind

LOTS = st.integers(1, 4)
PARTS = st.lists(st.tuples(LOTS, st.integers(1, 1_000_000)), max_size=12)
AFFECTED = st.dictionaries(LOTS, st.integers(0, 1_000_000))


@pytest.mark.clause("ISO 13485 §8.3.1")
@given(PARTS)
def test_what_is_disposed_of_lot_by_lot_balances_with_itself(parts: list[tuple[int, int]]) -> None:
    affected: Counter[int] = Counter()
    for lot, quantity in parts:
        affected[lot] += quantity
    assert rules.unbalanced(affected, parts) is None


@pytest.mark.clause("ISO 13485 §8.3.1")
@given(PARTS, LOTS, st.integers(-1_000_000, 1_000_000).filter(bool))
def test_a_lot_with_another_quantity_is_named_with_its_sum(
    parts: list[tuple[int, int]], lot: int, off: int
) -> None:
    affected: Counter[int] = Counter({lot: off})
    for each, quantity in parts:
        affected[each] += quantity
    total = sum(quantity for each, quantity in parts if each == lot)
    assert rules.unbalanced(affected, parts) == (lot, total)


@given(AFFECTED, PARTS)
def test_balance_is_the_equality_of_both_sides(
    affected: dict[int, int], parts: list[tuple[int, int]]
) -> None:
    """Counted the other way round: what is left of the affected after every part was taken."""
    left = Counter(affected)
    for lot, quantity in parts:
        left[lot] -= quantity
    is_even = all(value == 0 for value in left.values())
    assert (rules.unbalanced(affected, parts) is None) is is_even


@pytest.mark.clause("ISO 13485 §8.3.2")
@pytest.mark.parametrize(
    ("why", "basis"), [(None, "law"), ("safe", None), ("", "law"), (None, None)]
)
def test_a_concession_says_why_and_on_what_ground(why: str | None, basis: str | None) -> None:
    with pytest.raises(rules.ConcessionIncomplete):
        rules.require_reasons("L1", DispositionKind.USE_AS_IS, why, basis, None)
    rules.require_reasons("L1", DispositionKind.USE_AS_IS, "safe", "law", None)


def test_rework_says_what_it_may_do() -> None:
    with pytest.raises(rules.ReworkEffectMissing):
        rules.require_reasons("L1", DispositionKind.REWORK, "why", "law", None)
    rules.require_reasons("L1", DispositionKind.REWORK, None, None, "none")


@pytest.mark.parametrize("kind", [DispositionKind.SCRAP, DispositionKind.RETURN])
def test_what_leaves_says_nothing_more(kind: DispositionKind) -> None:
    rules.require_reasons("L1", kind, None, None, None)
