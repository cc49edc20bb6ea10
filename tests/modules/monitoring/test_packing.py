"""Readings come out of a block as they went in."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.modules.monitoring.packing import BLOCK_SPAN_US, Readings, blocks, pack, unpack
from lotproof.modules.monitoring.rules import READING_MAX, steps_of

READINGS = st.lists(
    st.tuples(st.integers(0, 2**52), st.integers(-READING_MAX, READING_MAX), st.integers(0, 2)),
    max_size=50,
    unique_by=lambda each: each[0],
)


def readings(rows: list[tuple[int, int, int]]) -> Readings:
    rows = sorted(rows)
    marks = bytes(row[2] for row in rows)
    return Readings(
        [Instant(row[0]) for row in rows],
        [Amount(row[1]) for row in rows],
        marks if any(marks) else None,
    )


def plain(given: Readings) -> Any:
    return list(given.ats), list(given.values), given.qualities


@given(READINGS)
def test_what_is_packed_comes_back(rows: list[tuple[int, int, int]]) -> None:
    assert plain(unpack(pack(readings(rows)))) == plain(readings(rows))


@given(READINGS)
def test_no_block_is_longer_than_an_hour_and_nothing_is_lost(
    rows: list[tuple[int, int, int]],
) -> None:
    whole = readings(rows)
    cut = list(blocks(whole))
    assert [at for each in cut for at in each.ats] == list(whole.ats)
    assert [value for each in cut for value in each.values] == list(whole.values)
    marks = b"".join(each.qualities or bytes(len(each.ats)) for each in cut)
    assert marks == (whole.qualities or bytes(len(whole.ats)))
    assert all(each.ats[-1] - each.ats[0] <= BLOCK_SPAN_US for each in cut)


@pytest.mark.parametrize("text", ["", "AAAA", "%%%", "eJwDAAAAAAE="])
def test_what_is_no_block_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        unpack(text)


@pytest.mark.parametrize(
    ("text", "steps"),
    [
        ("181.25", 181_250),
        ("-0.5", -500),
        ("+3", 3_000),
        (".5", 500),
        ("7.", 7_000),
        ("1.2500", 1_250),
        ("0", 0),
        ("100000000", 100_000_000_000),
        ("100000000.001", None),
        ("1.2345", None),
        ("1e3", None),
        ("", None),
        (".", None),
        ("-", None),
        ("NaN", None),
        ("１２", None),
        ("1 2", None),
        ("--1", None),
    ],
)
def test_a_reading_is_a_plain_number_that_its_unit_holds_exactly(
    text: str, steps: int | None
) -> None:
    assert steps_of(text, 3) == steps
