"""Decisions about working calendars."""

from collections.abc import Iterable
from datetime import date

from lotproof.kernel.refusals import Refused


class CalendarWithoutShift(
    Refused,
    code="calendar_without_shift",
    en="A calendar has at least one shift. Add one.",
    zh="日历至少有一个班次，请添加。",
    http_status=422,
):
    """Nothing would ever be due by it."""


class ShiftTwice(
    Refused,
    code="shift_twice",
    en="Shift {shift} is named twice. Give each shift its own name.",
    zh="班次 {shift} 重复，请分别命名。",
    http_status=422,
):
    """A shift is told by its name."""


class ShiftsInPast(
    Refused,
    code="shifts_in_past",
    en="Other shifts hold from today on at the earliest, not from {day}.",
    zh="新班次最早自今日起，不能自 {day} 起。",
    http_status=422,
):
    """When people were there in the past is not changed afterwards."""


class VersionThere(
    Refused,
    code="version_there",
    en="Calendar {calendar} has shifts from {day} on already. Choose another day.",
    zh="日历 {calendar} 已有自 {day} 起的班次，请选择其他日期。",
):
    """A day begins one version."""


class DayTwice(
    Refused,
    code="day_twice",
    en="{day} is given twice. Give each day once.",
    zh="{day} 重复。每个日期只填一次。",
    http_status=422,
):
    """A day is either worked or not."""


class NoDays(
    Refused,
    code="no_days",
    en="Give at least one day.",
    zh="请至少填写一个日期。",
    http_status=422,
):
    """A notice without days says nothing."""


class DayNotSet(
    Refused,
    code="day_not_set",
    en="{day} is no exception any more. Choose a day that is set.",
    zh="{day} 已不是例外日，请选择已设定的日期。",
):
    """What was withdrawn is not withdrawn again."""


class CalendarRetiredBefore(
    Refused,
    code="calendar_retired",
    en="Calendar {calendar} is retired. Choose another one.",
    zh="日历 {calendar} 已停用，请选择其他日历。",
):
    """What has ended is not used anew."""


class CalendarInUse(
    Refused,
    code="calendar_in_use",
    en="Calendar {calendar} applies to {places}. Assign another one there first.",
    zh="日历 {calendar} 适用于 {places}，请先为其指定其他日历。",
):
    """Nobody is left without the calendar that their due times are counted by."""


class OneOnShift(
    Refused,
    code="one_on_shift",
    en="Name a person or a role, one of them.",
    zh="请指定一人或一个角色，二者取一。",
    http_status=422,
):
    """A line of the roster puts one person or one role on a shift."""


class ShiftUnknown(
    Refused,
    code="shift_unknown",
    en="Calendar {calendar} has no shift {shift} on {day}. It has {shifts}.",
    zh="日历 {calendar} 在 {day} 没有班次 {shift}，现有 {shifts}。",
    http_status=422,
):
    """Nobody works in a shift that there is not."""


class RosterInPast(
    Refused,
    code="roster_in_past",
    en="Who was on a shift before today is not changed; {day} is too early.",
    zh="今日之前的当班安排不能更改，{day} 过早。",
    http_status=422,
):
    """Who had to answer is known by who was there."""


class RosterBackwards(
    Refused,
    code="roster_backwards",
    en="The last day {last} is before the first day {first}.",
    zh="截止日期 {last} 早于起始日期 {first}。",
    http_status=422,
):
    """A time on a shift has a beginning and then an end."""


class OnShiftBefore(
    Refused,
    code="on_shift_before",
    en="{roster} has them in this shift on some of these days. End it first.",
    zh="{roster} 已安排其在这些日子中的部分日期于此班次当班，请先结束。",
):
    """Who is there is said once."""


class RosterOver(
    Refused,
    code="roster_over",
    en="{roster} ends with {day} already. Put them on the shift anew for later days.",
    zh="{roster} 已定于 {day} 结束；之后的日子请另行安排。",
):
    """What is over is not ended again, and an end is not put off by it."""


def overlaps(first: date, last: date | None, other_first: date, other_last: date | None) -> bool:
    """Whether two spans of days have a day in common; both ends included, None: no end."""
    return (other_last is None or first <= other_last) and (last is None or other_first <= last)


def twice(names: Iterable[str]) -> str | None:
    """The first name that was there before; None if each is there once."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            return name
        seen.add(name)
    return None
