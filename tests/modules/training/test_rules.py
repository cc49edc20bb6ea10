"""Counting right answers, the end of a qualification, and where somebody stands."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.training import rules
from lotproof.modules.training.vocabulary import AnswerGiven

PAPERS = st.lists(st.integers(2, 9), min_size=1, max_size=12).flatmap(
    lambda choices: st.tuples(
        st.just(choices),
        st.tuples(*(st.sets(st.integers(1, most), min_size=1) for most in choices)),
        st.tuples(*(st.sets(st.integers(1, most), min_size=1) for most in choices)),
    )
)


def written(numbers: set[int]) -> str:
    return ",".join(str(number) for number in numbers)


@given(PAPERS, st.sampled_from(["0" * 32 + ":", "9f" * 16 + ":"]))
def test_an_answer_is_right_if_it_has_exactly_the_right_choices(
    paper: tuple[list[int], tuple[set[int], ...], tuple[set[int], ...]], salt: str
) -> None:
    choices, right, chosen = paper
    keys = salt + ";".join(written(each) for each in right)
    answers = [AnswerGiven(position=n, chosen=written(c)) for n, c in enumerate(chosen, 1)]
    assert rules.correct(keys, choices, reversed(answers)) == sum(map(set.__eq__, right, chosen))


@pytest.mark.parametrize(
    ("on", "months", "until"),
    [
        ("2026-03-02", 12, "2027-03-02"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
    ],
)
def test_a_qualification_ends_on_the_same_day_of_a_later_month(
    on: str, months: int, until: str
) -> None:
    assert rules.valid_until(date.fromisoformat(on), months) == date.fromisoformat(until)


def test_without_a_term_it_does_not_end() -> None:
    assert rules.valid_until(date(2026, 3, 2), None) is None
    assert not rules.is_over(None, date(9999, 1, 1))
    assert not rules.is_over(date(2026, 3, 2), date(2026, 3, 2))
    assert rules.is_over(date(2026, 3, 1), date(2026, 3, 2))
