"""Typed reads of working calendars, and what is worked out from them."""

from datetime import date
from typing import NamedTuple

from lotproof.kernel.clock import Instant
from lotproof.kernel.site import SiteId
from lotproof.kernel.work import Reader
from lotproof.modules.calendars import working
from lotproof.modules.calendars.records import (
    CalendarDay,
    CalendarUse,
    CalendarVersion,
    RosterLine,
    ShiftLine,
    WorkingCalendar,
)
from lotproof.modules.calendars.vocabulary import CalendarId, DayKind, DayState, Weekday
from lotproof.modules.calendars.working import (
    NoWorkingTime,
    WorkingTimes,
    add_working_time,
    is_working,
    next_start,
    running_shifts,
    working_time_between,
)
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.sites.vocabulary import AreaId

__all__ = [
    "SITE",
    "CalendarDay",
    "CalendarUse",
    "CalendarVersion",
    "NoWorkingTime",
    "OnShift",
    "RosterLine",
    "ShiftLine",
    "WorkingCalendar",
    "WorkingTimes",
    "add_working_time",
    "calendar_of",
    "due_after",
    "is_working",
    "next_start",
    "on_shift",
    "running_shifts",
    "shifts_from",
    "working_time_between",
    "working_times",
]

SITE = SiteId.text(SiteId(1))
"""Where the default calendar applies."""
_NUMBER = {each: number for number, each in enumerate(Weekday, 1)}


def calendar_of(reader: Reader, area_id: AreaId | None = None) -> CalendarId | None:
    """The calendar of an area, or else that of the site; None if there is neither."""
    places = [SITE] if area_id is None else [AreaId.text(area_id), SITE]
    for place in places:
        use = reader.seek(CalendarUse, place)
        if use is not None:
            return use.calendar_id
    return None


def working_times(reader: Reader, calendar_id: CalendarId) -> WorkingTimes:
    """A calendar as the functions of working time take it."""
    versions = sorted(
        reader.find(CalendarVersion, calendar_id=calendar_id), key=lambda each: each.applies_from
    )
    return WorkingTimes(
        zone=reader.site.zone,
        versions=tuple(
            (
                each.applies_from,
                tuple(
                    working.shift(line.weekdays, line.starts, line.ends, line.name)
                    for line in reader.find(ShiftLine, version_id=each.id)
                ),
            )
            for each in versions
        ),
        days={
            each.day: None if each.kind is DayKind.HOLIDAY else _NUMBER[each.worked_like]
            for each in reader.find(CalendarDay, calendar_id=calendar_id, state=DayState.HOLDS)
        },
    )


def due_after(reader: Reader, at: Instant, duration_us: int, area_id: AreaId | None) -> Instant:
    """When so much working time of an area, or of the site, has passed since an instant.

    Clock time where nobody has said when people work, or where nobody ever works: what is due
    must not be put off for ever.
    """
    calendar_id = calendar_of(reader, area_id)
    if calendar_id is None:
        return Instant(at + duration_us)
    try:
        return add_working_time(working_times(reader, calendar_id), at, duration_us)
    except NoWorkingTime:
        return Instant(at + duration_us)


class OnShift(NamedTuple):
    """Who works now: these persons, and whoever holds one of these roles."""

    users: frozenset[UserId]
    roles: frozenset[RoleId]


def on_shift(reader: Reader, at: Instant, area_id: AreaId | None) -> OnShift:
    """Who is on a shift at an instant by the calendar of an area, or else of the site; nobody
    where there is no calendar. A night shift is staffed as on the day on which it begins."""
    calendar_id = calendar_of(reader, area_id)
    if calendar_id is None:
        return OnShift(frozenset(), frozenset())
    running = running_shifts(working_times(reader, calendar_id), at)
    lines = [
        line
        for shift in running
        for line in reader.find(RosterLine, calendar_id=calendar_id, shift=shift.name)
        if line.first_day <= shift.began_on
        and (line.last_day is None or shift.began_on <= line.last_day)
    ]
    return OnShift(
        frozenset(line.user_id for line in lines if line.user_id is not None),
        frozenset(line.role_id for line in lines if line.role_id is not None),
    )


def shifts_from(reader: Reader, calendar_id: CalendarId, day: date) -> list[str]:
    """The names of the shifts of the version that holds on a day and of later ones, sorted."""
    versions = sorted(
        reader.find(CalendarVersion, calendar_id=calendar_id), key=lambda each: each.applies_from
    )
    before = [each for each in versions if each.applies_from <= day]
    holding = [*before[-1:], *(each for each in versions if each.applies_from > day)]
    return sorted(
        {line.name for each in holding for line in reader.find(ShiftLine, version_id=each.id)}
    )
