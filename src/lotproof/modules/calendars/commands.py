"""What can be asked of working calendars."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.calendars.vocabulary import (
    AppliesFrom,
    CalendarCode,
    CalendarId,
    CalendarName,
    DayBasis,
    DaysGiven,
    ExceptionalDay,
    FirstDayOn,
    LastDayOn,
    OnShiftPerson,
    OnShiftRole,
    RosterId,
    ShiftName,
    ShiftsGiven,
)
from lotproof.modules.sites.vocabulary import AreaId


@command(
    "calendars.define_calendar/1",
    t("Define working calendar", "建立工作日历"),
    permission="calendars.calendar.define",
    zh="建立工作日历及其自某日起的班次。",
)
class DefineCalendar(Command):
    """Define a calendar with its shifts from a day on."""

    code: CalendarCode
    name: CalendarName
    applies_from: AppliesFrom
    shifts: ShiftsGiven


@command(
    "calendars.change_shifts/1",
    t("Change shifts", "变更班次"),
    permission="calendars.calendar.define",
    zh="自今日或以后某日起按新的班次；此前的班次保留不变。",
    needs_reason=True,
)
class ChangeShifts(Command):
    """Other shifts from today or a later day on; what was before stays as it was."""

    calendar_id: CalendarId
    applies_from: AppliesFrom
    shifts: ShiftsGiven


@command(
    "calendars.set_days/1",
    t("Set exceptional days", "设置例外日"),
    permission="calendars.day.set",
    zh="登记放假日与调休上班日及其依据；已登记的日期以新的为准。",
)
class SetDays(Command):
    """Say which days are holidays and which are worked instead, by which notice.

    What was set for such a day before is replaced.
    """

    calendar_id: CalendarId
    basis: DayBasis
    days: DaysGiven


@command(
    "calendars.withdraw_day/1",
    t("Withdraw exceptional day", "撤回例外日"),
    permission="calendars.day.set",
    zh="该日恢复按其星期几的班次。",
    needs_reason=True,
)
class WithdrawDay(Command):
    """Let a day be as its weekday says again."""

    calendar_id: CalendarId
    day: ExceptionalDay


@command(
    "calendars.assign_calendar/1",
    t("Assign working calendar", "指定工作日历"),
    permission="calendars.calendar.assign",
    zh="指定区域所用的日历；未填区域即为整个厂区的默认日历。",
)
class AssignCalendar(Command):
    """Say which calendar an area has; without an area, every one that has none of its own."""

    calendar_id: CalendarId
    area_id: AreaId | None = None


@command(
    "calendars.retire_calendar/1",
    t("Retire working calendar", "停用工作日历"),
    permission="calendars.calendar.define",
    zh="日历不再使用；仍被区域或厂区采用的不得停用。",
    needs_reason=True,
)
class RetireCalendar(Command):
    """End a calendar that nothing uses any more."""

    calendar_id: CalendarId


@command(
    "calendars.put_on_shift/1",
    t("Put on a shift", "安排当班"),
    permission="calendars.roster.set",
    zh="自某日起，某人或某角色的持有人在该日历的此班次当班。",
)
class PutOnShift(Command):
    """Say who works in a shift of a calendar, a person or whoever holds a role, and from when."""

    calendar_id: CalendarId
    shift: ShiftName
    first_day: FirstDayOn
    user_id: OnShiftPerson | None = None
    role_id: OnShiftRole | None = None
    last_day: LastDayOn | None = None


@command(
    "calendars.take_off_shift/1",
    t("Take off a shift", "结束当班安排"),
    permission="calendars.roster.set",
    zh="某人或某角色在此班次的最后一天；已过去的日子保留不变。",
    needs_reason=True,
)
class TakeOffShift(Command):
    """Say on which day somebody works in the shift for the last time.

    Yesterday at the earliest, which ends it before today; what was before stays as it was.
    """

    roster_id: RosterId
    last_day: LastDayOn
