"""Working time: pure functions over a calendar's shifts and exceptional days.

Shifts are in wall-clock time of the site's zone; what is counted is the time that really passes,
so that a shift in which clocks are changed is an hour longer or shorter. Overlapping shifts count
once.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from lotproof.kernel.clock import Instant, day, instant

HORIZON_DAYS: Final = 3660
"""How far work is looked for: a calendar without any in ten years has none."""


class NoWorkingTime(ValueError):
    """A calendar in which nobody works within the horizon."""


@dataclass(frozen=True)
class Shift:
    """Minutes after midnight of the day on which it begins; the end may be on the next day."""

    weekdays: frozenset[int]
    """1 is Monday, 7 is Sunday."""
    start: int
    end: int
    name: str = ""


class Running(NamedTuple):
    """A shift that is being worked: its name, and the day on which it began."""

    name: str
    began_on: date


@dataclass(frozen=True)
class WorkingTimes:
    """Versions by first day, in order; exceptional days: the weekday they are worked like, or
    None for a holiday."""

    zone: str
    versions: tuple[tuple[date, tuple[Shift, ...]], ...]
    days: Mapping[date, int | None] = field(default_factory=dict)


def shift(weekdays: str, starts: str, ends: str, name: str = "") -> Shift:
    """From the texts of the vocabulary: `12345`, `08:00`, `17:00`. An end that is not after the
    start is on the next day."""
    start, end = _minutes(starts), _minutes(ends)
    end = end if end > start else end + 1440
    return Shift(frozenset(int(n) for n in weekdays), start, end, name)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def is_working(times: WorkingTimes, at: Instant) -> bool:
    """Whether somebody works at an instant; a shift's end is not part of it."""
    today = day(at, times.zone)
    return any(
        start <= at < end
        for each in (today - timedelta(days=1), today)
        for start, end in _of_day(times, each)
    )


def running_shifts(times: WorkingTimes, at: Instant) -> list[Running]:
    """The shifts that are worked at an instant, in order of day, beginning and name; the end of
    one is not part of it.

    After midnight a night shift still is that of the day before: of its weekday, its version and
    its exceptional day.
    """
    today = day(at, times.zone)
    return [
        Running(name, on)
        for on in (today - timedelta(days=1), today)
        for start, end, name in _named_of_day(times, on)
        if start <= at < end
    ]


def next_start(times: WorkingTimes, at: Instant) -> Instant:
    """`at` itself while somebody works, or else when work begins next. NoWorkingTime."""
    for start, _ in _windows(times, at):
        return start
    raise NoWorkingTime(f"no work within {HORIZON_DAYS} days")


def add_working_time(times: WorkingTimes, at: Instant, duration_us: int) -> Instant:
    """When so many microseconds of working time have passed since `at`; `at` for none.

    ValueError for a negative duration; NoWorkingTime.
    """
    if duration_us < 0:
        raise ValueError("a duration is not negative")
    left = duration_us
    if left == 0:
        return at
    for start, end in _windows(times, at):
        if left <= end - start:
            return Instant(start + left)
        left -= end - start
    raise NoWorkingTime(f"not so much work within {HORIZON_DAYS} days")


def working_time_between(times: WorkingTimes, since: Instant, until: Instant) -> int:
    """Microseconds of working time from one instant to a later one; 0 if it is not later."""
    total = 0
    for start, end in _windows(times, since):
        if start >= until:
            break
        total += min(end, until) - start
    return total


def _windows(times: WorkingTimes, since: Instant) -> Iterator[tuple[Instant, Instant]]:
    """Times of work after `since` in order, none overlapping."""
    first = day(since, times.zone) - timedelta(days=1)
    done = since
    for offset in range(HORIZON_DAYS):
        for start, end in _of_day(times, first + timedelta(days=offset)):
            if end > done:
                yield max(start, done), end
                done = end


def _of_day(times: WorkingTimes, on: date) -> list[tuple[Instant, Instant]]:
    """The times of the shifts that begin on a day, in order of their beginning."""
    return [(start, end) for start, end, _ in _named_of_day(times, on)]


def _named_of_day(times: WorkingTimes, on: date) -> list[tuple[Instant, Instant, str]]:
    """The shifts that begin on a day, in order of their beginning."""
    weekday = times.days.get(on, on.isoweekday())
    in_force = [shifts for since, shifts in times.versions if since <= on]
    if weekday is None or not in_force:
        return []
    found = (
        (_at(on, each.start, times.zone), _at(on, each.end, times.zone), each.name)
        for each in in_force[-1]
        if weekday in each.weekdays
    )
    return sorted(each for each in found if each[0] < each[1])


def _at(on: date, minutes: int, zone: str) -> Instant:
    """Wall-clock time of a day; where the clock shows it twice, the first time."""
    wall = datetime(on.year, on.month, on.day) + timedelta(minutes=minutes)  # noqa: DTZ001
    return instant(wall.replace(tzinfo=ZoneInfo(zone)))
