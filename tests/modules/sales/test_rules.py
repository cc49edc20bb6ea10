"""Runs of numbers, against sets."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.sales.rules import overlap, runs

NUMBERS = st.sets(st.integers(0, 40))


@given(NUMBERS)
def test_runs_are_the_numbers_in_the_fewest_pieces(numbers: set[int]) -> None:
    found = runs(numbers)
    assert {n for first, last in found for n in range(first, last + 1)} == numbers
    assert all(after[0] > before[1] + 1 for before, after in itertools.pairwise(found))


@given(NUMBERS, NUMBERS)
def test_overlap_is_the_lowest_common_number(left: set[int], right: set[int]) -> None:
    assert overlap(runs(left), runs(right)) == min(left & right, default=None)
