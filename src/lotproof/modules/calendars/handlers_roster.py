"""How people are put on shifts and taken off again."""

from datetime import date, timedelta

from lotproof.kernel.refusals import NotFound
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.calendars import rules
from lotproof.modules.calendars.commands import PutOnShift, TakeOffShift
from lotproof.modules.calendars.events import ShiftLeft, ShiftStaffed
from lotproof.modules.calendars.queries import shifts_from
from lotproof.modules.calendars.records import RosterLine, WorkingCalendar
from lotproof.modules.calendars.vocabulary import CalendarState, RosterId
from lotproof.modules.people.queries import Role, User
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState


@handles(PutOnShift, emits=(ShiftStaffed,))
def put_on_shift(command: PutOnShift, work: Work) -> None:
    calendar = work.take(WorkingCalendar, command.calendar_id)
    if calendar.state is CalendarState.RETIRED:
        raise rules.CalendarRetiredBefore(calendar=calendar.code)
    _require_days(work, command.first_day, command.last_day)
    _require_shift(work, calendar, command.shift, command.first_day)
    _require_one(work, command)
    _require_new(work, command)
    line = work.add(RosterLine(id=work.new_id(RosterId), set_by=work.actor, **command.given()))
    work.record(
        ShiftStaffed(
            roster_id=line.id,
            calendar_id=line.calendar_id,
            shift=line.shift,
            first_day=line.first_day,
            user_id=line.user_id,
            role_id=line.role_id,
        )
    )


@handles(TakeOffShift, emits=(ShiftLeft,))
def take_off_shift(command: TakeOffShift, work: Work) -> None:
    line = work.take(RosterLine, command.roster_id)
    yesterday = work.today - timedelta(days=1)
    if line.last_day is not None and line.last_day < max(work.today, command.last_day):
        raise rules.RosterOver(roster=RosterId.text(line.id), day=line.last_day.isoformat())
    if command.last_day < yesterday:
        raise rules.RosterInPast(day=command.last_day.isoformat())
    line.last_day, line.set_by = command.last_day, work.actor
    work.record(
        ShiftLeft(roster_id=line.id, calendar_id=line.calendar_id, last_day=command.last_day)
    )


def _require_days(work: Work, first: date, last: date | None) -> None:
    if first < work.today:
        raise rules.RosterInPast(day=first.isoformat())
    if last is not None and last < first:
        raise rules.RosterBackwards(first=first.isoformat(), last=last.isoformat())


def _require_shift(work: Work, calendar: WorkingCalendar, shift: str, day: date) -> None:
    """One of the version that holds on the first day, or of a later one."""
    known = shifts_from(work, calendar.id, day)
    if shift not in known:
        raise rules.ShiftUnknown(
            calendar=calendar.code, shift=shift, day=day.isoformat(), shifts=", ".join(known)
        )


def _require_one(work: Work, command: PutOnShift) -> None:
    """One person or one role, and active."""
    if (command.user_id is None) == (command.role_id is None):
        raise rules.OneOnShift
    user_id, role_id = command.user_id, command.role_id
    if user_id is not None and work.rely(User, user_id).state is not UserState.ACTIVE:
        raise NotFound(what=User.KIND.label, which=UserId.text(user_id))
    if role_id is not None and work.rely(Role, role_id).state is not RoleState.ACTIVE:
        raise NotFound(what=Role.KIND.label, which=RoleId.text(role_id))


def _require_new(work: Work, command: PutOnShift) -> None:
    for each in work.find(RosterLine, calendar_id=command.calendar_id, shift=command.shift):
        is_same = (each.user_id, each.role_id) == (command.user_id, command.role_id)
        days = (command.first_day, command.last_day, each.first_day, each.last_day)
        if is_same and rules.overlaps(*days):
            raise rules.OnShiftBefore(roster=RosterId.text(each.id))
