"""What has happened to working calendars."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.calendars.vocabulary import (
    AppliesFrom,
    CalendarId,
    DayBasis,
    ExceptionalDay,
    FirstDayOn,
    LastDayOn,
    OnShiftPerson,
    OnShiftRole,
    PlaceOf,
    RosterId,
    ShiftName,
)


@event(
    "calendars.calendar_defined/1",
    t("{calendar_id} defined", "建立 {calendar_id}"),
)
class CalendarDefined(Event):
    calendar_id: CalendarId


@event(
    "calendars.shifts_set/1",
    t("Shifts of {calendar_id} from {applies_from} on", "{calendar_id} 自 {applies_from} 起的班次"),
)
class ShiftsSet(Event):
    calendar_id: CalendarId
    applies_from: AppliesFrom


@event(
    "calendars.days_set/1",
    t("Exceptional days of {calendar_id}: {basis}", "{calendar_id} 的例外日：{basis}"),
)
class DaysSet(Event):
    calendar_id: CalendarId
    basis: DayBasis


@event(
    "calendars.day_withdrawn/1",
    t("{day} in {calendar_id} is no exception any more", "{calendar_id} 中 {day} 不再例外"),
)
class DayWithdrawn(Event):
    calendar_id: CalendarId
    day: ExceptionalDay


@event(
    "calendars.calendar_assigned/1",
    t("{place} works by {calendar_id}", "{place} 采用 {calendar_id}"),
)
class CalendarAssigned(Event):
    calendar_id: CalendarId
    place: PlaceOf


@event("calendars.calendar_retired/1", t("{calendar_id} retired", "{calendar_id} 停用"))
class CalendarRetired(Event):
    calendar_id: CalendarId


@event(
    "calendars.shift_staffed/1",
    t(
        "{roster_id}: shift {shift} from {first_day} on",
        "{roster_id}：自 {first_day} 起在班次 {shift}",
    ),
)
class ShiftStaffed(Event):
    roster_id: RosterId
    calendar_id: CalendarId
    shift: ShiftName
    first_day: FirstDayOn
    user_id: OnShiftPerson | None = None
    role_id: OnShiftRole | None = None


@event(
    "calendars.shift_left/1",
    t("{roster_id} ends with {last_day}", "{roster_id} 至 {last_day} 止"),
)
class ShiftLeft(Event):
    roster_id: RosterId
    calendar_id: CalendarId
    last_day: LastDayOn
