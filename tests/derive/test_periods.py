"""Periods of a site's own calendar."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lotproof.derive.periods import Length, following, spans, start, usual
from lotproof.kernel.clock import instant

LENGTHS = st.sampled_from(["day", "week", "month"])
DAYS = st.dates(date(1971, 1, 1), date(2100, 1, 1))


def test_a_day_of_summer_time_has_the_hours_it_has() -> None:
    """In Berlin clocks went forward on 2026-03-29 and back on 2026-10-25."""
    for day, hours in ((date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)):
        period = spans([day, day + timedelta(days=1)], "Europe/Berlin")[0]
        assert period.last + 1 - period.first == hours * 3_600_000_000


def test_midnight_is_the_sites() -> None:
    """Shanghai is eight hours ahead of UTC."""
    period = spans([date(2026, 3, 2), date(2026, 3, 3)], "Asia/Shanghai")[0]
    assert period.first == instant(datetime(2026, 3, 1, 16, tzinfo=UTC))


def test_weeks_begin_on_monday_and_months_on_the_first() -> None:
    assert start(date(2026, 11, 22), "week") == date(2026, 11, 16)  # a Sunday
    assert following(date(2026, 1, 1), "month") == date(2026, 2, 1)
    assert usual(date(2026, 3, 31), "month", 3) == date(2026, 1, 1)
    assert usual(date(2026, 3, 2), "day", 30) == date(2026, 2, 1)


@given(DAYS, LENGTHS)
def test_periods_follow_without_gap(day: date, length: Length) -> None:
    first = start(day, length)
    assert first <= day < following(first, length)
    assert start(first, length) == first
    days = [first]
    for _ in range(3):
        days.append(following(days[-1], length))
    assert all(a.last + 1 == b.first for a, b in pairwise(spans(days, "Europe/Berlin")))
