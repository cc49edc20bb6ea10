"""Spans behave as the sets of numbers that they stand for."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.genealogy.spans import Span, SpanSet, join, unit_count

SPANS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 6)).map(lambda at: (at[0], at[0] + at[1])),
    max_size=40,
)


def numbers(spans: list[Span]) -> set[int]:
    return {number for first, last in spans for number in range(first, last + 1)}


def is_canonical(spans: list[Span]) -> bool:
    """Ascending, and with a gap between neighbours."""
    return all(first <= last for first, last in spans) and all(
        before[1] + 1 < after[0] for before, after in itertools.pairwise(spans)
    )


@given(SPANS)
def test_join_keeps_the_numbers_and_makes_the_fewest_spans(spans: list[Span]) -> None:
    joined = join(spans)
    assert numbers(joined) == numbers(spans)
    assert is_canonical(joined)
    assert unit_count(joined) == len(numbers(spans))


@given(SPANS, SPANS)
def test_inside_and_outside_split_the_spans(held: list[Span], asked: list[Span]) -> None:
    kept = SpanSet(held)
    inside, outside = kept.inside(join(asked)), kept.outside(join(asked))
    assert numbers(inside) == numbers(asked) & numbers(held)
    assert numbers(outside) == numbers(asked) - numbers(held)
    assert is_canonical(inside)
    assert is_canonical(outside)


@given(SPANS, st.lists(SPANS.map(lambda spans: spans[:2]), max_size=20))
def test_add_gives_what_is_new_and_keeps_all(held: list[Span], added: list[list[Span]]) -> None:
    """Few spans into a large set go one by one, many rebuild it: both must hold."""
    kept, expected = SpanSet(held), numbers(held)
    for spans in added:
        assert numbers(kept.add(join(spans))) == numbers(spans) - expected
        expected |= numbers(spans)
        assert numbers(list(kept)) == expected
        assert is_canonical(list(kept))


def test_one_span_into_a_large_set_joins_both_neighbours() -> None:
    kept = SpanSet((number, number) for number in range(0, 100, 2))
    assert kept.add([(51, 51)]) == [(51, 51)]
    assert (50, 52) in list(kept)
    assert len(list(kept)) == 49
