"""Who works in which shift: over midnight, on made-up days, by name and by role, from a day on."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import Instant
from lotproof.modules.calendars.commands import (
    AssignCalendar,
    ChangeShifts,
    PutOnShift,
    RetireCalendar,
    SetDays,
    TakeOffShift,
)
from lotproof.modules.calendars.queries import OnShift, on_shift
from lotproof.modules.calendars.rules import overlaps
from lotproof.modules.calendars.vocabulary import CalendarId, DayGiven, DayKind, RosterId, Weekday
from lotproof.modules.calendars.working import (
    Running,
    WorkingTimes,
    is_working,
    running_shifts,
    shift,
)
from lotproof.modules.people.commands import DefineRole, RegisterUser, RetireRole
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from tests.modules.calendars.test_calendars import NOTICE, TODAY, defined, early
from tests.modules.calendars.test_working import LONG_AGO, at
from tests.support.plant import Plant

DAY = shift("12345", "08:00", "20:00", "Day")
NIGHT = shift("12345", "20:00", "08:00", "Night")
FRIDAY, SATURDAY, SUNDAY = date(2026, 3, 6), date(2026, 3, 7), date(2026, 3, 8)
DAYS = st.dates(date(2026, 1, 1), date(2026, 1, 20))


def two(days: dict[date, int | None] | None = None) -> WorkingTimes:
    return WorkingTimes("Asia/Shanghai", ((LONG_AGO, (DAY, NIGHT)),), days or {})


# --- which shift is worked ----------------------------------------------------------------------


def test_after_midnight_a_night_shift_is_that_of_the_day_before() -> None:
    assert running_shifts(two(), at("2026-03-06 20:00")) == [Running("Night", FRIDAY)]
    assert running_shifts(two(), at("2026-03-07 07:59")) == [Running("Night", FRIDAY)]
    assert running_shifts(two(), at("2026-03-07 08:00")) == []
    assert running_shifts(two(), at("2026-03-06 08:00")) == [Running("Day", FRIDAY)]


def test_a_weekend_day_made_up_is_worked_like_its_weekday_and_a_holiday_is_not() -> None:
    made_up = two({SATURDAY: 1, FRIDAY: None})
    assert running_shifts(made_up, at("2026-03-06 09:00")) == []
    assert running_shifts(made_up, at("2026-03-07 02:00")) == []
    assert running_shifts(made_up, at("2026-03-07 09:00")) == [Running("Day", SATURDAY)]
    assert running_shifts(made_up, at("2026-03-08 02:00")) == [Running("Night", SATURDAY)]
    assert running_shifts(made_up, at("2026-03-08 08:00")) == []


@given(
    st.integers(at("2026-03-02 00:00"), at("2026-03-30 00:00")),
    st.dictionaries(
        st.dates(date(2026, 3, 1), date(2026, 3, 31)), st.none() | st.integers(1, 7), max_size=8
    ),
)
def test_somebody_works_when_a_shift_runs(moment: int, days: dict[date, int | None]) -> None:
    times, now = two(days), Instant(moment)
    running = running_shifts(times, now)
    assert bool(running) is is_working(times, now)
    for each in running:
        assert days.get(each.began_on, each.began_on.isoweekday()) in range(1, 6)


@given(DAYS, st.none() | DAYS, DAYS, st.none() | DAYS)
def test_spans_overlap_when_a_day_is_in_both(
    first: date, last: date | None, other_first: date, other_last: date | None
) -> None:
    def days(since: date, until: date | None) -> set[date]:
        end = until or date(2026, 2, 1)
        return {since + timedelta(days=n) for n in range((end - since).days + 1)}

    if (last is None or first <= last) and (other_last is None or other_first <= other_last):
        common = days(first, last) & days(other_first, other_last)
        assert overlaps(first, last, other_first, other_last) is bool(common)


# --- who works in it ----------------------------------------------------------------------------


def prepared(plant: Plant) -> tuple[CalendarId, UserId, RoleId]:
    """The site works by day and night; one person and one role."""
    night = early("Night", starts="20:00", ends="08:00")
    calendar_id = defined(plant, "DN", early("Day", ends="20:00"), night)
    plant.ok(AssignCalendar(calendar_id=calendar_id))
    user = RegisterUser(login="wang", name="Wang", language=UserLanguage.ZH)
    user_id = UserId.parse(plant.ok(user, actor="usr_90").value("user_id"))
    role = DefineRole(code="fitters", title="Fitters", title_zh="机修", permissions=["alerts.read"])
    role_id = RoleId.parse(plant.ok(role, actor="usr_90").value("role_id"))
    return calendar_id, user_id, role_id


def there(plant: Plant, moment: str) -> OnShift:
    with plant.reader() as reader:
        return on_shift(reader, at(moment), None)


def put(plant: Plant, calendar_id: CalendarId, **more: Any) -> RosterId:
    given: dict[str, Any] = {"shift": "Night", "first_day": TODAY}
    command = PutOnShift(calendar_id=calendar_id, **(given | more))
    return RosterId.parse(plant.ok(command).value("roster_id"))


def test_people_are_on_their_shift_from_a_day_to_a_day(plant: Plant) -> None:
    calendar_id, user_id, role_id = prepared(plant)
    put(plant, calendar_id, user_id=user_id, first_day=date(2026, 3, 3), last_day=FRIDAY)
    by_role = put(plant, calendar_id, role_id=role_id, shift="Day")
    nobody, both = OnShift(frozenset(), frozenset()), OnShift(frozenset({user_id}), frozenset())
    assert there(plant, "2026-03-02 21:00") == nobody
    assert there(plant, "2026-03-03 02:00") == nobody
    assert there(plant, "2026-03-03 20:00") == both
    assert there(plant, "2026-03-07 07:59") == both
    assert there(plant, "2026-03-09 21:00") == nobody
    assert there(plant, "2026-03-09 09:00") == OnShift(frozenset(), frozenset({role_id}))
    plant.ok(TakeOffShift(roster_id=by_role, last_day=FRIDAY), reason="another team")
    assert there(plant, "2026-03-06 19:59").roles == {role_id}
    assert there(plant, "2026-03-09 09:00") == nobody
    day = DayGiven(day=SATURDAY, kind=DayKind.WORKING, worked_like=Weekday.MONDAY)
    plant.ok(SetDays(calendar_id=calendar_id, basis=NOTICE, days=[day]))
    put(plant, calendar_id, user_id=user_id, shift="Day", first_day=SATURDAY, last_day=SATURDAY)
    assert there(plant, "2026-03-07 09:00") == both
    plant.check()


def test_nobody_is_on_shift_where_there_is_no_calendar(sqlite_plant: Plant) -> None:
    assert there(sqlite_plant, "2026-03-03 09:00") == OnShift(frozenset(), frozenset())


def test_who_is_put_on_a_shift_must_make_sense(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    calendar_id, user_id, role_id = prepared(plant)

    def refused(code: str, **more: Any) -> None:
        given: dict[str, Any] = {"shift": "Night", "first_day": TODAY, "user_id": user_id}
        plant.refused(code, PutOnShift(calendar_id=calendar_id, **(given | more)))

    refused("one_on_shift", user_id=None)
    refused("one_on_shift", role_id=role_id)
    refused("shift_unknown", shift="Late")
    refused("roster_in_past", first_day=TODAY - timedelta(days=1))
    refused("roster_backwards", first_day=FRIDAY, last_day=FRIDAY - timedelta(days=1))
    refused("not_found", user_id=UserId(99))
    refused("not_found", user_id=None, role_id=RoleId(99))
    put(plant, calendar_id, user_id=user_id, first_day=FRIDAY, last_day=SUNDAY)
    refused("on_shift_before", first_day=SUNDAY)
    refused("on_shift_before")
    put(plant, calendar_id, user_id=user_id, first_day=SUNDAY + timedelta(days=1))
    plant.ok(RetireRole(role_id=role_id), actor="usr_90", reason="not used")
    refused("not_found", user_id=None, role_id=role_id)


def test_a_shift_of_a_later_version_can_be_staffed_before_it_begins(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    calendar_id, user_id, _ = prepared(plant)
    late = ChangeShifts(calendar_id=calendar_id, applies_from=FRIDAY, shifts=[early("Late")])
    plant.ok(late, reason="less to do")
    put(plant, calendar_id, user_id=user_id, shift="Late")
    gone = PutOnShift(calendar_id=calendar_id, shift="Day", first_day=FRIDAY, user_id=user_id)
    plant.refused("shift_unknown", gone)
    assert there(plant, "2026-03-06 09:00").users == {user_id}
    assert there(plant, "2026-03-05 09:00").users == frozenset()


def test_what_is_over_stays_as_it_was(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    calendar_id, user_id, _ = prepared(plant)
    line = put(plant, calendar_id, user_id=user_id, last_day=FRIDAY)

    def off(last_day: date) -> TakeOffShift:
        return TakeOffShift(roster_id=line, last_day=last_day)

    plant.refused("roster_over", off(SATURDAY), reason="longer")
    plant.refused("roster_in_past", off(TODAY - timedelta(days=2)), reason="slip")
    plant.refused("reason_missing", off(TODAY))
    plant.ok(off(TODAY), reason="ill")
    plant.clock.advance(days=1)
    plant.refused("roster_over", off(TODAY), reason="again")
    assert there(plant, "2026-03-02 20:00").users == {user_id}
    other = defined(plant, "OLD")
    plant.ok(RetireCalendar(calendar_id=other), reason="unused")
    late = PutOnShift(calendar_id=other, shift="Early", first_day=FRIDAY, user_id=user_id)
    plant.refused("calendar_retired", late)
