"""Calendars are defined, changed from a day on, given their exceptions, and assigned."""

from datetime import date
from typing import Any

from lotproof.kernel.clock import Instant, text
from lotproof.modules.calendars.commands import (
    AssignCalendar,
    ChangeShifts,
    DefineCalendar,
    RetireCalendar,
    SetDays,
    WithdrawDay,
)
from lotproof.modules.calendars.queries import (
    WorkingCalendar,
    calendar_of,
    due_after,
    is_working,
    working_times,
)
from lotproof.modules.calendars.vocabulary import (
    CalendarId,
    CalendarState,
    DayGiven,
    DayKind,
    ShiftGiven,
    Weekday,
)
from lotproof.modules.sites.commands import OpenArea
from lotproof.modules.sites.vocabulary import AreaId, AreaKind
from tests.modules.calendars.test_working import HOUR_US, at
from tests.support.plant import Plant

TODAY, NEXT_WEEK = date(2026, 3, 2), date(2026, 3, 9)
SATURDAY = date(2026, 3, 14)
NOTICE = "Site notice 2026-7 厂区通知 2026-7"


def early(name: str = "Early", **more: Any) -> ShiftGiven:
    given = {"name": name, "weekdays": "12345", "starts": "08:00", "ends": "17:00"}
    return ShiftGiven(**(given | more))


def defined(plant: Plant, code: str = "DAY", *shifts: ShiftGiven) -> CalendarId:
    command = DefineCalendar(
        code=code, name="Day work", applies_from=TODAY, shifts=list(shifts or (early(),))
    )
    return CalendarId.parse(plant.ok(command).value("calendar_id"))


def works(plant: Plant, calendar_id: CalendarId, moment: str) -> bool:
    with plant.reader() as reader:
        return is_working(working_times(reader, calendar_id), at(moment))


def test_shifts_change_from_a_day_on(plant: Plant) -> None:
    calendar_id = defined(plant)
    change = ChangeShifts(
        calendar_id=calendar_id, applies_from=NEXT_WEEK, shifts=[early(starts="10:00")]
    )
    plant.ok(change, reason="summer time")
    assert works(plant, calendar_id, "2026-03-06 09:00")
    assert not works(plant, calendar_id, "2026-03-09 09:00")
    assert works(plant, calendar_id, "2026-03-09 10:00")
    assert not works(plant, calendar_id, "2026-02-27 09:00")
    plant.refused("version_there", change, reason="again")
    past = ChangeShifts(calendar_id=calendar_id, applies_from=date(2026, 3, 1), shifts=[early()])
    plant.refused("shifts_in_past", past, reason="late")
    plant.check()


def test_a_calendar_has_shifts_that_are_told_apart(sqlite_plant: Plant) -> None:
    def refused(code: str, shifts: list[ShiftGiven]) -> None:
        command = DefineCalendar(code="X", name="X", applies_from=TODAY, shifts=shifts)
        sqlite_plant.refused(code, command)

    refused("calendar_without_shift", [])
    refused("shift_twice", [early(), early()])
    for bad in ({"weekdays": ""}, {"weekdays": "21"}, {"starts": "24:00"}, {"ends": "8:00"}):
        refused("invalid_input", [early(**bad)])


def test_a_weekend_day_is_made_up_and_a_holiday_is_free(plant: Plant) -> None:
    calendar_id = defined(plant, "DAY", early(), early("Late Monday", weekdays="1", ends="20:00"))
    days = [
        DayGiven(day=SATURDAY, kind=DayKind.WORKING),
        DayGiven(day=date(2026, 3, 13), kind=DayKind.HOLIDAY),
    ]
    set_ = SetDays(calendar_id=calendar_id, basis=NOTICE, days=days)
    plant.ok(set_)
    assert works(plant, calendar_id, "2026-03-14 19:00")
    assert not works(plant, calendar_id, "2026-03-13 09:00")
    like_tuesday = DayGiven(day=SATURDAY, kind=DayKind.WORKING, worked_like=Weekday.TUESDAY)
    plant.ok(SetDays(calendar_id=calendar_id, basis=NOTICE, days=[like_tuesday]))
    assert works(plant, calendar_id, "2026-03-14 16:00")
    assert not works(plant, calendar_id, "2026-03-14 19:00")
    withdraw = WithdrawDay(calendar_id=calendar_id, day=SATURDAY)
    plant.ok(withdraw, reason="order was moved")
    assert not works(plant, calendar_id, "2026-03-14 16:00")
    plant.refused("day_not_set", withdraw, reason="again")
    plant.ok(set_)
    assert works(plant, calendar_id, "2026-03-14 19:00")
    plant.check()


def test_days_are_given_once_and_at_all(sqlite_plant: Plant) -> None:
    calendar_id = defined(sqlite_plant)
    twice = [
        DayGiven(day=SATURDAY, kind=DayKind.WORKING),
        DayGiven(day=SATURDAY, kind=DayKind.HOLIDAY),
    ]
    for code, days in (("no_days", []), ("day_twice", twice)):
        command = SetDays(calendar_id=calendar_id, basis=NOTICE, days=days)
        sqlite_plant.refused(code, command)
    never_set = WithdrawDay(calendar_id=calendar_id, day=SATURDAY)
    sqlite_plant.refused("not_found", never_set, reason="slip")


def test_an_area_has_its_own_calendar_or_that_of_the_site(plant: Plant) -> None:
    area = plant.ok(OpenArea(code="CR-1", name="Clean room", kind=AreaKind.PRODUCTION))
    area_id = AreaId.parse(area.value("area_id"))
    day, night = defined(plant), defined(plant, "NIGHT", early(starts="22:00", ends="06:00"))

    def of(place: AreaId | None) -> CalendarId | None:
        with plant.reader() as reader:
            return calendar_of(reader, place)

    assert (of(None), of(area_id)) == (None, None)
    assert plant.ok(AssignCalendar(calendar_id=day)).value("place") == "sit_1"
    assert (of(None), of(area_id)) == (day, day)
    plant.ok(AssignCalendar(calendar_id=night, area_id=area_id))
    assert (of(None), of(area_id)) == (day, night)
    plant.ok(AssignCalendar(calendar_id=night))
    assert of(None) == night
    plant.refused("not_found", AssignCalendar(calendar_id=day, area_id=AreaId(99)))
    plant.check()


def test_a_calendar_in_use_is_not_retired_and_a_retired_one_not_used(plant: Plant) -> None:
    day, night = defined(plant), defined(plant, "NIGHT")
    plant.ok(AssignCalendar(calendar_id=day))
    plant.refused("calendar_in_use", RetireCalendar(calendar_id=day), reason="old")
    plant.ok(AssignCalendar(calendar_id=night))
    plant.ok(RetireCalendar(calendar_id=day), reason="old")
    with plant.reader() as reader:
        assert reader.get(WorkingCalendar, day).state is CalendarState.RETIRED
    plant.refused("wrong_state", RetireCalendar(calendar_id=day), reason="again")
    plant.refused("calendar_retired", AssignCalendar(calendar_id=day))
    change = ChangeShifts(calendar_id=day, applies_from=NEXT_WEEK, shifts=[early()])
    plant.refused("calendar_retired", change, reason="again")
    days = [DayGiven(day=SATURDAY, kind=DayKind.WORKING)]
    plant.refused("calendar_retired", SetDays(calendar_id=day, basis=NOTICE, days=days))
    plant.check()


def test_what_is_due_counts_working_time_or_clock_time_where_there_is_no_calendar(
    sqlite_plant: Plant,
) -> None:
    friday = at("2026-03-06 16:00")

    def due() -> Instant:
        with sqlite_plant.reader() as reader:
            return due_after(reader, friday, 2 * HOUR_US, None)

    assert text(due()) == text(at("2026-03-06 18:00"))
    sqlite_plant.ok(AssignCalendar(calendar_id=defined(sqlite_plant)))
    assert text(due()) == text(at("2026-03-09 09:00"))
