"""Days, weeks and months of a site, as spans of instants from midnight to midnight."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant

Length = Literal["day", "week", "month"]


class Period(NamedTuple):
    """From its first instant to its last, both inside."""

    first: Instant
    last: Instant


def start(day: date, length: Length) -> date:
    """The first day of the period of a day; weeks begin on Monday (ISO 8601)."""
    if length == "month":
        return day.replace(day=1)
    return day - timedelta(days=day.weekday()) if length == "week" else day


def following(day: date, length: Length) -> date:
    """The first day of the period after that which begins on `day`."""
    if length == "month":
        return (day + timedelta(days=31)).replace(day=1)
    return day + timedelta(days=7 if length == "week" else 1)


def usual(last: date, length: Length, count: int) -> date:
    """The first day of the `count` periods of which the last holds `last`."""
    day = start(last, length)
    for _ in range(count - 1):
        day = start(day - timedelta(days=1), length)
    return day


def spans(days: Sequence[date], zone: str) -> list[Period]:
    """Between each two of the days; a day of summer time has 23 or 25 hours."""
    midnights = [
        clock.instant(datetime(each.year, each.month, each.day, tzinfo=ZoneInfo(zone)))
        for each in days
    ]
    return [Period(first, Instant(end - 1)) for first, end in pairwise(midnights)]
