"""A sample is spread over the whole suite and the same every time."""

import pytest

from tests.support.sampling import sampled


def test_sample_is_even_and_has_both_ends() -> None:
    assert sampled(range(101), 5, whole=False) == [0, 25, 50, 75, 100]


def test_long_run_leaves_nothing_out() -> None:
    assert sampled(range(101), 5, whole=True) == list(range(101))


def test_a_short_suite_is_not_sampled() -> None:
    assert sampled("ab", 5, whole=False) == ["a", "b"]


def test_a_sample_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="not 1"):
        sampled("abc", 1, whole=False)
