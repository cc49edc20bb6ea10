"""Working time is counted exactly: by hand, by the published arrangement, and by property."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import Instant, instant
from lotproof.modules.calendars.working import (
    NoWorkingTime,
    Shift,
    WorkingTimes,
    add_working_time,
    is_working,
    next_start,
    shift,
    working_time_between,
)

SHANGHAI, BERLIN = "Asia/Shanghai", "Europe/Berlin"
HOUR_US = 3_600_000_000
OFFICE = (shift("12345", "08:00", "12:00"), shift("12345", "13:00", "17:00"))
LONG_AGO = date(2020, 1, 1)


def at(text: str, zone: str = SHANGHAI) -> Instant:
    return instant(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


def office(days: dict[date, int | None] | None = None, zone: str = SHANGHAI) -> WorkingTimes:
    """Monday to Friday, 8 to 12 and 13 to 17."""
    return WorkingTimes(zone, ((LONG_AGO, OFFICE),), days or {})


def holidays(*spans: tuple[str, str]) -> dict[date, int | None]:
    found: dict[date, int | None] = {}
    for first, last in spans:
        on = date.fromisoformat(first)
        while on <= date.fromisoformat(last):
            found[on] = None
            on += timedelta(days=1)
    return found


MADE_UP_2025 = ("2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11")
MADE_UP_2026 = (
    "2026-01-04",
    "2026-02-14",
    "2026-02-28",
    "2026-05-09",
    "2026-09-20",
    "2026-10-10",
)
CHINA = {
    **holidays(
        ("2025-01-01", "2025-01-01"),
        ("2025-01-28", "2025-02-04"),
        ("2025-04-04", "2025-04-06"),
        ("2025-05-01", "2025-05-05"),
        ("2025-05-31", "2025-06-02"),
        ("2025-10-01", "2025-10-08"),
        ("2026-01-01", "2026-01-03"),
        ("2026-02-15", "2026-02-23"),
        ("2026-04-04", "2026-04-06"),
        ("2026-05-01", "2026-05-05"),
        ("2026-06-19", "2026-06-21"),
        ("2026-09-25", "2026-09-27"),
        ("2026-10-01", "2026-10-07"),
    ),
    **{date.fromisoformat(each): 1 for each in (*MADE_UP_2025, *MADE_UP_2026)},
}
"""The arrangements of the General Office of the State Council for 2025 (12 November 2024) and for
2026 (4 November 2025)."""


# --- known answers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2026-03-02 07:59:59.999999", False),
        ("2026-03-02 08:00", True),
        ("2026-03-02 11:59:59.999999", True),
        ("2026-03-02 12:00", False),
        ("2026-03-02 13:00", True),
        ("2026-03-02 17:00", False),
        ("2026-03-07 09:00", False),
    ],
)
def test_a_shift_begins_and_ends_to_the_microsecond(moment: str, works: bool) -> None:
    assert is_working(office(), at(moment)) is works


@pytest.mark.parametrize(
    ("since", "hours", "due"),
    [
        ("2026-03-02 09:00", 2, "2026-03-02 11:00"),
        ("2026-03-02 09:00", 3, "2026-03-02 12:00"),  # the end of work belongs to it
        ("2026-03-02 09:00", 4, "2026-03-02 14:00"),  # over noon
        ("2026-03-06 16:00", 4, "2026-03-09 11:00"),  # Friday to Monday
        ("2026-03-07 10:00", 1, "2026-03-09 09:00"),  # begun on a Saturday
        ("2026-03-02 03:00", 8, "2026-03-02 17:00"),  # a whole day
        ("2026-03-02 03:00", 40, "2026-03-06 17:00"),  # a whole week
    ],
)
def test_working_time_is_added_as_by_hand(since: str, hours: int, due: str) -> None:
    assert add_working_time(office(), at(since), hours * HOUR_US) == at(due)


def test_chinese_new_year_2026_with_its_made_up_saturdays() -> None:
    """Worked on Saturday 14 February; off until 23 February; worked again on Saturday the 28th."""
    china = office(CHINA)
    assert is_working(china, at("2026-02-14 09:00"))
    assert not is_working(china, at("2026-02-23 09:00"))
    assert is_working(china, at("2026-02-24 09:00"))
    assert is_working(china, at("2026-02-28 09:00"))
    assert not is_working(china, at("2026-03-01 09:00"))
    due = add_working_time(china, at("2026-02-14 16:00"), 2 * HOUR_US)
    assert due == at("2026-02-24 09:00")
    without = add_working_time(office(), at("2026-02-14 16:00"), 2 * HOUR_US)
    assert without == at("2026-02-16 10:00")


def test_national_day_2025_over_eight_days_off() -> None:
    """Off 1 to 8 October; Saturday the 11th is worked, Sunday 28 September was."""
    china = office(CHINA)
    assert next_start(china, at("2025-09-30 17:00")) == at("2025-10-09 08:00")
    assert next_start(china, at("2025-10-10 17:00")) == at("2025-10-11 08:00")
    assert is_working(china, at("2025-09-28 10:00"))


@pytest.mark.parametrize(("year", "worked"), [(2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_the_arrangement_leaves(year: int, worked: int) -> None:
    """2025: 261 weekdays − 18 of them off + 5 made up. 2026: 261 − 19 + 6. Counted by hand.

    Weekdays off in 2025: 1 January; 28–31 January, 3, 4 February; 4 April; 1, 2, 5 May; 2 June;
    1–3, 6–8 October: 1 + 6 + 1 + 3 + 1 + 6. In 2026: 1, 2 January; 16–20, 23 February; 6 April;
    1, 4, 5 May; 19 June; 25 September; 1, 2, 5–7 October: 2 + 6 + 1 + 3 + 1 + 1 + 5.
    """
    total = working_time_between(office(CHINA), at(f"{year}-01-01"), at(f"{year + 1}-01-01"))
    assert total == worked * 8 * HOUR_US


def test_a_night_shift_ends_on_the_next_day() -> None:
    night = WorkingTimes(SHANGHAI, ((LONG_AGO, (shift("5", "22:00", "06:00"),)),))
    assert is_working(night, at("2026-03-07 05:59"))
    assert not is_working(night, at("2026-03-07 06:00"))
    assert not is_working(night, at("2026-03-07 22:00"))
    assert next_start(night, at("2026-03-02 00:00")) == at("2026-03-06 22:00")


def test_around_the_clock_is_clock_time() -> None:
    always = WorkingTimes(SHANGHAI, ((LONG_AGO, (shift("1234567", "00:00", "24:00"),)),))
    since = at("2026-03-02 11:17")
    assert add_working_time(always, since, 50 * HOUR_US) == since + 50 * HOUR_US


def test_overlapping_shifts_count_once() -> None:
    both = (shift("1", "08:00", "16:00"), shift("1", "14:00", "22:00"))
    times = WorkingTimes(SHANGHAI, ((LONG_AGO, both),))
    assert working_time_between(times, at("2026-03-02"), at("2026-03-03")) == 14 * HOUR_US


def test_a_night_in_which_clocks_go_forward_is_an_hour_shorter() -> None:
    """Germany, 29 March 2026: after 01:59 comes 03:00; and on 25 October an hour comes twice."""
    night = (shift("6", "22:00", "06:00"),)
    times = WorkingTimes(BERLIN, ((LONG_AGO, night),))
    spring = working_time_between(times, at("2026-03-28 12:00", BERLIN), at("2026-03-30", BERLIN))
    autumn = working_time_between(times, at("2026-10-24 12:00", BERLIN), at("2026-10-26", BERLIN))
    assert (spring, autumn) == (7 * HOUR_US, 9 * HOUR_US)


def test_new_shifts_hold_from_their_first_day() -> None:
    later = (shift("12345", "10:00", "18:00"),)
    times = WorkingTimes(SHANGHAI, ((LONG_AGO, OFFICE), (date(2026, 3, 3), later)))
    assert next_start(times, at("2026-03-02 00:00")) == at("2026-03-02 08:00")
    assert next_start(times, at("2026-03-03 00:00")) == at("2026-03-03 10:00")
    assert not is_working(WorkingTimes(SHANGHAI, times.versions[1:]), at("2026-03-02 10:00"))


def test_where_nobody_ever_works_that_is_said() -> None:
    never = WorkingTimes(SHANGHAI, ())
    with pytest.raises(NoWorkingTime):
        next_start(never, at("2026-03-02"))
    with pytest.raises(NoWorkingTime):
        add_working_time(never, at("2026-03-02"), 1)
    with pytest.raises(ValueError, match="not negative"):
        add_working_time(office(), at("2026-03-02"), -1)
    assert add_working_time(never, at("2026-03-02"), 0) == at("2026-03-02")


# --- properties ---------------------------------------------------------------------------------


@st.composite
def calendars(draw: st.DrawFn) -> WorkingTimes:
    shifts = draw(
        st.lists(
            st.builds(
                lambda days, start, length: Shift(frozenset(days), start, start + length),
                st.sets(st.integers(1, 7), min_size=1),
                st.integers(0, 1439),
                st.integers(120, 1440),
            ),
            min_size=1,
            max_size=4,
        )
    )
    near = st.dates(date(2026, 3, 1), date(2026, 4, 30))
    days = draw(st.dictionaries(near, st.none() | st.integers(1, 7), max_size=8))
    zone = draw(st.sampled_from([SHANGHAI, BERLIN, "America/New_York"]))
    return WorkingTimes(zone, ((LONG_AGO, tuple(shifts)),), days)


MOMENTS = st.integers(at("2026-03-01"), at("2026-04-30")).map(Instant)
SPANS = st.integers(0, 20 * HOUR_US)
"""Even a calendar of one shift of two hours a week has so much work twice within a year."""


@given(calendars(), MOMENTS, SPANS)
def test_as_much_work_lies_between_as_was_added(
    times: WorkingTimes, since: Instant, span: int
) -> None:
    due = add_working_time(times, since, span)
    assert due >= since + span
    assert working_time_between(times, since, due) == span


@given(calendars(), MOMENTS, SPANS, SPANS)
def test_adding_twice_is_adding_the_sum(
    times: WorkingTimes, since: Instant, one: int, other: int
) -> None:
    step = add_working_time(times, add_working_time(times, since, one), other)
    assert step == add_working_time(times, since, one + other)


@given(calendars(), MOMENTS)
def test_work_begins_where_it_is_said_to(times: WorkingTimes, since: Instant) -> None:
    start = next_start(times, since)
    assert is_working(times, start)
    assert (start == since) is is_working(times, since)
    assert working_time_between(times, since, start) == 0


@given(calendars(), MOMENTS, SPANS, SPANS)
def test_more_work_is_done_later(times: WorkingTimes, since: Instant, one: int, more: int) -> None:
    assert add_working_time(times, since, one) <= add_working_time(times, since, one + more)


@given(calendars(), MOMENTS, st.integers(0, 3 * 24 * 60))
def test_minute_by_minute_gives_the_same(times: WorkingTimes, since: Instant, minutes: int) -> None:
    """Shifts begin and end on full minutes, so that looking once a minute counts them."""
    minute = 60_000_000
    first = Instant(since - since % minute)
    looked = sum(is_working(times, Instant(first + n * minute)) for n in range(minutes))
    assert working_time_between(times, first, Instant(first + minutes * minute)) == looked * minute
