"""What working calendars keep."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.calendars.vocabulary import (
    AppliesFrom,
    CalendarCode,
    CalendarId,
    CalendarName,
    CalendarState,
    CalendarVersionId,
    DayBasis,
    DayState,
    ExceptionalDay,
    FirstDayOn,
    KindOfDay,
    LastDayOn,
    OnShiftPerson,
    OnShiftRole,
    PlaceOf,
    RosterId,
    SetBy,
    ShiftEnd,
    ShiftName,
    ShiftStart,
    ShiftWeekdays,
    StateOfCalendar,
    StateOfDay,
    WorkedLike,
)


@record("calendars.calendar", t("Working calendar", "工作日历"), unique=[("code",)])
class WorkingCalendar(Record):
    """When a part of the plant works; its times are those of the site's zone."""

    id: CalendarId
    code: CalendarCode
    name: CalendarName
    state: StateOfCalendar = CalendarState.IN_USE


@record(
    "calendars.version",
    t("Version of a working calendar", "日历版本"),
    unique=[("calendar_id", "applies_from")],
)
class CalendarVersion(Record):
    """The shifts from a day on, until the next version begins."""

    id: CalendarVersionId
    calendar_id: CalendarId
    applies_from: AppliesFrom
    set_by: SetBy


@record("calendars.shift", t("Shift", "班次"), key=("version_id", "name"))
class ShiftLine(Record):
    """A shift of a version."""

    version_id: CalendarVersionId
    name: ShiftName
    weekdays: ShiftWeekdays
    starts: ShiftStart
    ends: ShiftEnd


@record("calendars.day", t("Exceptional day", "例外日"), key=("calendar_id", "day"))
class CalendarDay(Record):
    """A holiday, or a weekend day that is worked instead, and who says so."""

    calendar_id: CalendarId
    day: ExceptionalDay
    kind: KindOfDay
    worked_like: WorkedLike
    basis: DayBasis
    set_by: SetBy
    state: StateOfDay = DayState.HOLDS


@record(
    "calendars.use",
    t("Use of a working calendar", "日历适用"),
    key="place",
    index=[("calendar_id",)],
)
class CalendarUse(Record):
    """Which calendar an area has, or the site for all areas without one."""

    place: PlaceOf
    calendar_id: CalendarId
    set_by: SetBy


@record(
    "calendars.roster",
    t("On a shift", "当班安排"),
    index=[("calendar_id", "shift"), ("user_id",)],
)
class RosterLine(Record):
    """That a person, or whoever holds a role, works in a shift of a calendar on some days."""

    id: RosterId
    calendar_id: CalendarId
    shift: ShiftName
    first_day: FirstDayOn
    set_by: SetBy
    user_id: OnShiftPerson | None = None
    role_id: OnShiftRole | None = None
    last_day: LastDayOn | None = None
