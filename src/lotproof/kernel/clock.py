"""Instants are whole microseconds since 1970-01-01 UTC; dates are the site's own."""

import time
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import NewType, Protocol
from zoneinfo import ZoneInfo

Instant = NewType("Instant", int)
"""Microseconds since 1970-01-01T00:00:00 UTC."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NAIVE_EPOCH = _EPOCH.replace(tzinfo=None)


class Clock(Protocol):
    def now(self) -> Instant: ...


class SystemClock:
    """The machine's clock. The only place of the product that reads it for records."""

    def now(self) -> Instant:
        return Instant(time.time_ns() // 1000)


def instant(moment: datetime) -> Instant:
    """The instant of an aware datetime of the years 1 to 9999; ValueError for any other."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} has no zone")
    try:
        utc = moment.astimezone(UTC)
    except OverflowError:
        raise ValueError(f"{moment!r} is not in the years 1 to 9999 of UTC") from None
    return Instant((utc - _EPOCH) // timedelta(microseconds=1))


def moment(at: Instant, zone: str = "UTC") -> datetime:
    return (_EPOCH + timedelta(microseconds=at)).astimezone(ZoneInfo(zone))


@lru_cache(1024)  # one moment is written several times: recorded, entered, opened, decided…
def text(at: Instant) -> str:
    """RFC 3339 in UTC with six decimals, as entries store it."""
    utc = _NAIVE_EPOCH + timedelta(microseconds=at)
    return f"{utc.isoformat(timespec='microseconds')}Z"


def local_text(at: Instant, zone: str) -> str:
    """As people of a site read it, to the second, with the offset: 2026-11-23 22:29:42+08:00."""
    return moment(at, zone).isoformat(" ", "seconds")


def parse(value: str) -> Instant:
    """An RFC 3339 text with zone; anything else raises ValueError."""
    return instant(datetime.fromisoformat(value))


def day(at: Instant, zone: str) -> date:
    """The calendar date at the site when the instant happened."""
    return moment(at, zone).date()
