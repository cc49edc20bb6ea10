"""How requests about working calendars are carried out."""

from datetime import date

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.calendars import rules
from lotproof.modules.calendars.commands import (
    AssignCalendar,
    ChangeShifts,
    DefineCalendar,
    RetireCalendar,
    SetDays,
    WithdrawDay,
)
from lotproof.modules.calendars.events import (
    CalendarAssigned,
    CalendarDefined,
    CalendarRetired,
    DaysSet,
    DayWithdrawn,
    ShiftsSet,
)
from lotproof.modules.calendars.queries import SITE
from lotproof.modules.calendars.records import (
    CalendarDay,
    CalendarUse,
    CalendarVersion,
    ShiftLine,
    WorkingCalendar,
)
from lotproof.modules.calendars.vocabulary import (
    CALENDAR_LIFE,
    DAY_LIFE,
    CalendarId,
    CalendarState,
    CalendarVersionId,
    DayGiven,
    DayState,
    ShiftGiven,
)
from lotproof.modules.sites.queries import Area
from lotproof.modules.sites.vocabulary import AreaId


@handles(DefineCalendar, emits=(CalendarDefined, ShiftsSet))
def define_calendar(command: DefineCalendar, work: Work) -> None:
    calendar = work.add(
        WorkingCalendar(id=work.new_id(CalendarId), code=command.code, name=command.name)
    )
    work.record(CalendarDefined(calendar_id=calendar.id))
    _add_version(work, calendar, command.applies_from, command.shifts)


@handles(ChangeShifts, emits=(ShiftsSet,))
def change_shifts(command: ChangeShifts, work: Work) -> None:
    calendar = _in_use(work, command.calendar_id)
    if command.applies_from < work.today:
        raise rules.ShiftsInPast(day=command.applies_from.isoformat())
    there = work.find(CalendarVersion, calendar_id=calendar.id, applies_from=command.applies_from)
    if there:
        raise rules.VersionThere(calendar=calendar.code, day=command.applies_from.isoformat())
    _add_version(work, calendar, command.applies_from, command.shifts)


def _add_version(
    work: Work, calendar: WorkingCalendar, since: date, shifts: list[ShiftGiven]
) -> None:
    if not shifts:
        raise rules.CalendarWithoutShift
    repeated = rules.twice(each.name for each in shifts)
    if repeated is not None:
        raise rules.ShiftTwice(shift=repeated)
    version = work.add(
        CalendarVersion(work.new_id(CalendarVersionId), calendar.id, since, work.actor)
    )
    work.add_all(
        ShiftLine(version.id, each.name, each.weekdays, each.starts, each.ends) for each in shifts
    )
    work.record(ShiftsSet(calendar_id=calendar.id, applies_from=since))


@handles(SetDays, emits=(DaysSet,))
def set_days(command: SetDays, work: Work) -> None:
    calendar = _in_use(work, command.calendar_id)
    if not command.days:
        raise rules.NoDays
    repeated = rules.twice(each.day.isoformat() for each in command.days)
    if repeated is not None:
        raise rules.DayTwice(day=repeated)
    known = {each.day: each for each in work.take_all(CalendarDay, calendar_id=calendar.id)}
    for given in command.days:
        _set_day(work, calendar.id, given, command.basis, known.get(given.day))
    work.record(DaysSet(calendar_id=calendar.id, basis=command.basis))


def _set_day(
    work: Work, calendar_id: CalendarId, given: DayGiven, basis: str, known: CalendarDay | None
) -> None:
    if known is None:
        work.add(
            CalendarDay(calendar_id, given.day, given.kind, given.worked_like, basis, work.actor)
        )
        return
    if known.state is DayState.WITHDRAWN:
        known.state = DAY_LIFE.move(given.day, known.state, DayState.HOLDS)
    known.kind, known.worked_like = given.kind, given.worked_like
    known.basis, known.set_by = basis, work.actor


@handles(WithdrawDay, emits=(DayWithdrawn,))
def withdraw_day(command: WithdrawDay, work: Work) -> None:
    found = work.take(CalendarDay, command.calendar_id, command.day)
    if found.state is DayState.WITHDRAWN:
        raise rules.DayNotSet(day=found.day)
    found.state = DAY_LIFE.move(found.day, found.state, DayState.WITHDRAWN)
    work.record(DayWithdrawn(calendar_id=command.calendar_id, day=command.day))


@handles(AssignCalendar, emits=(CalendarAssigned,))
def assign_calendar(command: AssignCalendar, work: Work) -> None:
    calendar = _in_use(work, command.calendar_id)
    place = SITE
    if command.area_id is not None:
        work.rely(Area, command.area_id)
        place = AreaId.text(command.area_id)
    if work.seek(CalendarUse, place) is None:
        work.add(CalendarUse(place, calendar.id, work.actor))
    else:
        use = work.take(CalendarUse, place)
        use.calendar_id, use.set_by = calendar.id, work.actor
    work.record(CalendarAssigned(calendar_id=calendar.id, place=place))


@handles(RetireCalendar, emits=(CalendarRetired,))
def retire_calendar(command: RetireCalendar, work: Work) -> None:
    calendar = work.take(WorkingCalendar, command.calendar_id)
    calendar.state = CALENDAR_LIFE.move(calendar.code, calendar.state, CalendarState.RETIRED)
    used = work.find(CalendarUse, calendar_id=calendar.id)
    if used:
        places = ", ".join(each.place for each in used[:10])
        raise rules.CalendarInUse(calendar=calendar.code, places=places)
    work.record(CalendarRetired(calendar_id=calendar.id))


def _in_use(work: Work, calendar_id: CalendarId) -> WorkingCalendar:
    """CalendarRetiredBefore for one that has ended."""
    calendar = work.take(WorkingCalendar, calendar_id)
    if calendar.state is CalendarState.RETIRED:
        raise rules.CalendarRetiredBefore(calendar=calendar.code)
    return calendar
