"""The owner is whoever is on shift and trained, or their deputy; else the role is asked."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import Receipt
from lotproof.modules.alerts.commands import HandOverAlert, HandOverAll, SetAlertRoute
from lotproof.modules.alerts.records import Alert
from lotproof.modules.alerts.rules_choosing import Person, choose
from lotproof.modules.alerts.vocabulary import (
    AlertId,
    AlertState,
    ChosenBecause,
    EscalationLevel,
)
from lotproof.modules.calendars.commands import AssignCalendar, DefineCalendar, PutOnShift
from lotproof.modules.calendars.vocabulary import CalendarId, ShiftGiven
from lotproof.modules.documents.commands_control import MakeObsolete
from lotproof.modules.documents.vocabulary import DocumentId
from lotproof.modules.people.commands import GrantRole, RegisterUser
from lotproof.modules.people.commands_access import Delegate
from lotproof.modules.people.vocabulary import RoleId, UserId, UserLanguage
from lotproof.modules.sites.commands import OpenArea
from lotproof.modules.sites.vocabulary import AreaId, AreaKind
from tests.modules.alerts.panel import COLLEAGUE, OWNER, TODAY, WATCH, Panel
from tests.modules.training.school import LEARNER, QUALITY, School
from tests.support.plant import Plant

B, L = ChosenBecause, EscalationLevel
HOUR = 60
NOBODY: dict[str, Any] = {"owner_id": None}


# --- the decision -------------------------------------------------------------------------------

NUMBERS = st.integers(1, 6)


def person(number: int) -> st.SearchStrategy[Person]:
    """Anybody of that number, who is nobody's own deputy."""
    others = st.lists(NUMBERS.filter(lambda each: each != number), max_size=2, unique=True)
    return st.builds(
        Person, is_trained=st.booleans(), deputies=others.map(tuple), alerts=st.integers(0, 3)
    )


PEOPLE = st.fixed_dictionaries({number: person(number) for number in range(1, 7)})


@given(st.lists(NUMBERS, unique=True), PEOPLE)
def test_the_owner_is_there_and_trained_or_nobody_is(
    asked: list[int], people: dict[int, Person]
) -> None:
    found = choose(asked, people)
    fitting = {
        each
        for number in asked
        for each in people[number].deputies or (number,)
        if people[each].is_trained and (each == number or not people[each].deputies)
    }
    assert found.fitting == len(fitting)
    assert choose(asked[::-1], dict(reversed(people.items()))) == found
    if not fitting:
        assert found == (None, B.NOBODY, 0, None)
        return
    assert found.owner == min(fitting, key=lambda each: (people[each].alerts, each))
    if found.because is B.DEPUTY:
        assert found.in_place_of in asked
        assert found.owner in people[found.in_place_of or 0].deputies
    else:
        assert found.in_place_of is None
        assert found.owner in asked
        alike = [each for each in fitting if people[each].alerts == people[found.owner].alerts]
        expected = B.ONLY_ONE if len(fitting) == 1 else B.FIRST if len(alike) > 1 else B.FEWEST
        assert found.because is expected


def test_whoever_owns_fewest_comes_first_and_then_the_lower_number() -> None:
    busy, free = Person(True, (), 2), Person(True, (), 0)
    assert choose([1, 2], {1: busy, 2: free}) == (2, B.FEWEST, 2, None)
    assert choose([2, 1], {1: free, 2: free}) == (1, B.FIRST, 2, None)
    assert choose([1], {1: busy}) == (1, B.ONLY_ONE, 1, None)
    absent = Person(True, (2,), 0)
    assert choose([1], {1: absent, 2: busy}) == (2, B.DEPUTY, 1, 1)
    assert choose([1], {1: absent, 2: absent._replace(deputies=(1,))}) == (None, B.NOBODY, 0, None)
    assert choose([1], {1: absent, 2: Person(False, (), 0)}) == (None, B.NOBODY, 0, None)


# --- by shift -----------------------------------------------------------------------------------


class Watchkeeping:
    """OWNER works by day, COLLEAGUE by night; both hold the role that the rule names.

    The plant's first day is a Monday, 8:00.
    """

    def __init__(self, panel: Panel, area_id: AreaId | None = None) -> None:
        self.panel, self.plant = panel, panel.plant
        self.plant.ok(GrantRole(user_id=UserId.parse(OWNER), role_id=panel.role), actor=WATCH)
        shifts = [
            ShiftGiven(name="Day", weekdays="12345", starts="08:00", ends="20:00"),
            ShiftGiven(name="Night", weekdays="12345", starts="20:00", ends="08:00"),
        ]
        define = DefineCalendar(
            code="DN", name="Round the clock", applies_from=date(2026, 1, 1), shifts=shifts
        )
        self.calendar = CalendarId.parse(self.plant.ok(define).value("calendar_id"))
        self.plant.ok(AssignCalendar(calendar_id=self.calendar, area_id=area_id))
        self.put(OWNER, "Day")
        self.put(COLLEAGUE, "Night")

    def put(self, person: str, shift: str) -> None:
        self.plant.ok(
            PutOnShift(
                calendar_id=self.calendar,
                shift=shift,
                first_day=TODAY,
                user_id=UserId.parse(person),
            )
        )

    def routed(self, **more: Any) -> None:
        given: dict[str, Any] = {"owner_role_id": self.panel.role, "is_on_shift": True}
        self.plant.ok(SetAlertRoute(rule="monitoring", **(given | more)), reason="agreed")

    def alert(self, key: str, **more: Any) -> Alert:
        return self.panel.alert(self.panel.raised(key, **(NOBODY | more)))

    def new_person(self, login: str, *scope: str) -> UserId:
        user = RegisterUser(login=login, name=login, language=UserLanguage.ZH)
        user_id = UserId.parse(self.plant.ok(user, actor=WATCH).value("user_id"))
        grant = GrantRole(user_id=user_id, role_id=self.panel.role, scope=[*scope])
        self.plant.ok(grant, actor=WATCH)
        return user_id


@pytest.fixture
def watchkeeping(panel: Panel) -> Watchkeeping:
    """Give it once on each engine."""
    made = Watchkeeping(panel)
    made.routed()
    return made


@pytest.fixture
def sqlite_watchkeeping(sqlite_panel: Panel) -> Watchkeeping:
    """Give it on SQLite."""
    made = Watchkeeping(sqlite_panel)
    made.routed()
    return made


def test_the_owner_is_whoever_is_on_shift_and_stays_it(watchkeeping: Watchkeeping) -> None:
    panel = watchkeeping.panel
    by_day = watchkeeping.alert("a")
    assert (by_day.owner_id, by_day.chosen) == (UserId.parse(OWNER), B.ONLY_ONE)
    assert (by_day.owner_role_id, by_day.level) == (panel.role, L.OWNER)
    assert by_day.is_by_shift
    panel.wait(12 * HOUR)
    by_night = watchkeeping.alert("b")
    assert by_night.owner_id == UserId.parse(COLLEAGUE)
    panel.wait(8 * HOUR)  # 4:00 on Tuesday is the night of Monday
    assert watchkeeping.alert("c").owner_id == UserId.parse(COLLEAGUE)
    assert panel.alert(by_day.id).owner_id == UserId.parse(OWNER)
    panel.plant.check()


def test_where_nobody_fits_the_role_is_asked_and_it_says_so(watchkeeping: Watchkeeping) -> None:
    panel = watchkeeping.panel
    panel.policy(management_role_id=panel.manager(), warning_minutes=30)
    panel.plant.clock.advance(days=5)  # Saturday, 8:00
    receipt = panel.plant.ok(panel.raising("a", **NOBODY), actor=WATCH)
    assert said(receipt) == ("nobody", 0)
    alert = watchkeeping.alert("b")
    assert (alert.owner_id, alert.owner_role_id) == (None, panel.role)
    assert (alert.level, alert.chosen, alert.is_by_shift) == (L.ROLE, B.NOBODY, False)
    assert {subject for subject, _ in panel.inbox(COLLEAGUE)} >= {AlertId.text(alert.id)}
    panel.plant.check()


def said(receipt: Receipt) -> tuple[Any, Any]:
    """Why the owner was chosen, and of how many."""
    (found,) = [each for each in receipt.events if each["kind"] == "alerts.owner_chosen/1"]
    return found["chosen"], found["fitting"]


def test_of_several_the_one_with_fewest_alerts_owns_it(sqlite_watchkeeping: Watchkeeping) -> None:
    panel = sqlite_watchkeeping.panel
    third = sqlite_watchkeeping.new_person("third")
    sqlite_watchkeeping.put(UserId.text(third), "Day")
    first = sqlite_watchkeeping.alert("a")
    assert (first.owner_id, first.chosen) == (UserId.parse(OWNER), B.FIRST)
    second = sqlite_watchkeeping.alert("b")
    assert (second.owner_id, second.chosen) == (third, B.FEWEST)
    panel.acknowledge(first.id)
    panel.close(first.id)
    assert sqlite_watchkeeping.alert("c").owner_id == UserId.parse(OWNER)


def test_a_deputy_owns_it_in_place_of_who_is_absent(watchkeeping: Watchkeeping) -> None:
    panel = watchkeeping.panel
    deputy = watchkeeping.new_person("deputy")
    acting = ["alerts.alert.acknowledge"]
    until = Instant(panel.plant.clock.now() + 20 * 86_400_000_000)
    leave = Delegate(deputy_id=deputy, permissions=acting, valid_until=until)
    panel.plant.ok(leave, actor=OWNER, reason="on leave")
    alert = watchkeeping.alert("a")
    assert (alert.owner_id, alert.chosen) == (deputy, B.DEPUTY)
    assert alert.in_place_of == UserId.parse(OWNER)
    panel.plant.clock.advance(days=21)
    assert watchkeeping.alert("b").owner_id == UserId.parse(OWNER)
    panel.plant.check()


def test_an_area_asks_those_of_its_own_calendar(sqlite_panel: Panel) -> None:
    areas = [
        AreaId.parse(
            sqlite_panel.plant.ok(OpenArea(code=code, name=code, kind=AreaKind.PRODUCTION)).value(
                "area_id"
            )
        )
        for code in ("CR1", "CR2")
    ]
    made = Watchkeeping(sqlite_panel, areas[0])
    made.routed()
    assert made.alert("here", area_id=areas[0]).owner_id == UserId.parse(OWNER)
    assert made.alert("there", area_id=areas[1]).chosen is B.NOBODY
    for login, area in (("elsewhere", areas[1]), ("here", areas[0])):
        limited = made.new_person(login, AreaId.text(area))
        made.put(UserId.text(limited), "Day")
    chosen = made.alert("limited", area_id=areas[0])
    assert (chosen.owner_id, chosen.chosen) == (limited, B.FEWEST)


def test_of_one_person_nobody_is_chosen(sqlite_watchkeeping: Watchkeeping) -> None:
    plant = sqlite_watchkeeping.plant
    person = SetAlertRoute(rule="spc", owner_id=UserId.parse(OWNER), is_on_shift=True)
    plant.refused("chosen_from_role", person, reason="slip")
    trained = SetAlertRoute(rule="spc", owner_id=UserId.parse(OWNER), procedure_id=DocumentId(1))
    plant.refused("chosen_from_role", trained, reason="slip")
    missing = SetAlertRoute(
        rule="spc", owner_role_id=sqlite_watchkeeping.panel.role, procedure_id=DocumentId(99)
    )
    plant.refused("not_found", missing, reason="slip")


# --- by training --------------------------------------------------------------------------------


def test_the_owner_is_trained_on_the_effective_revision(plant: Plant) -> None:
    school = School(plant)
    school.effective()
    route = SetAlertRoute(
        rule="monitoring", owner_role_id=school.role, procedure_id=school.document
    )
    plant.ok(route, reason="agreed")
    assert raised(plant, school.role, "a").chosen is B.NOBODY
    school.require()
    school.read()
    plant.ok(GrantRole(user_id=UserId(2), role_id=school.role))
    alert = raised(plant, school.role, "b")
    assert (alert.owner_id, alert.chosen) == (UserId.parse(LEARNER), B.ONLY_ONE)
    assert not alert.is_by_shift
    obsolete = MakeObsolete(document_id=school.document)
    plant.ok(obsolete, actor=QUALITY, reason="no such machine any more")
    assert raised(plant, school.role, "c").chosen is B.NOBODY
    plant.check()


def raised(plant: Plant, role_id: RoleId, key: str) -> Alert:
    plant.ok(Panel.raising_of(key, **NOBODY), actor=WATCH)
    with plant.reader() as reader:
        alert = reader.find(Alert, key=key)[-1]
    assert alert.owner_role_id == role_id
    return alert


# --- at the end of a shift ----------------------------------------------------------------------


def test_what_is_still_mine_after_my_shift_asks_to_be_handed_over(
    watchkeeping: Watchkeeping,
) -> None:
    panel, plant = watchkeeping.panel, watchkeeping.plant
    one, two = (AlertId(watchkeeping.alert(key).id) for key in ("a", "b"))
    panel.acknowledge(two)
    hand, close = "alerts.hand_over_alert/1", "alerts.close_alert/1"
    answer = "alerts.acknowledge_alert/1"
    text = AlertId.text
    assert sorted(panel.inbox(OWNER)) == sorted([(text(one), answer), (text(two), close)])
    panel.wait(12 * HOUR)
    assert {(text(one), hand), (text(two), hand)} <= set(panel.inbox(OWNER))
    over = HandOverAll(owner_id=UserId.parse(COLLEAGUE))
    plant.refused("reason_missing", over, actor=OWNER)
    plant.refused("no_alert_to_hand_over", over, actor="usr_90", reason="slip")
    mine = HandOverAll(owner_id=UserId.parse(OWNER))
    plant.refused("alert_handed_to_self", mine, actor=OWNER, reason="slip")
    plant.refused("one_alert_owner", HandOverAll(), actor=OWNER, reason="slip")
    receipt = plant.ok(over, actor=OWNER, reason="end of shift")
    kinds = [each["kind"] for each in receipt.events]
    assert kinds.count("alerts.alert_handed_over/1") == 2
    assert panel.inbox(OWNER) == []
    assert set(panel.inbox(COLLEAGUE)) == {(text(one), answer), (text(two), close)}
    alert = panel.alert(two)
    assert (alert.state, alert.chosen) == (AlertState.ACKNOWLEDGED, B.HANDED_OVER)
    assert (alert.handed_over_by, alert.is_by_shift) == (OWNER, True)
    panel.wait(12 * HOUR)
    assert {(text(one), hand), (text(two), hand)} <= set(panel.inbox(COLLEAGUE))
    plant.check()


def test_an_acknowledged_alert_is_handed_to_a_role(sqlite_watchkeeping: Watchkeeping) -> None:
    panel = sqlite_watchkeeping.panel
    alert_id = AlertId(sqlite_watchkeeping.alert("a").id)
    panel.acknowledge(alert_id)
    over = HandOverAlert(alert_id=alert_id, owner_role_id=panel.role)
    panel.plant.ok(over, actor=OWNER, reason="end of shift")
    expected = [(AlertId.text(alert_id), "alerts.close_alert/1")]
    assert panel.inbox(COLLEAGUE) == expected
    assert not panel.alert(alert_id).is_by_shift
