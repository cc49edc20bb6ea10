"""Whom an alert reaches: owner, role, management; by working time; deputies and hand-over."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import instant, moment
from lotproof.modules.alerts import rules
from lotproof.modules.alerts.commands import (
    EscalateAlert,
    HandOverAlert,
    SetAlertPolicy,
    SetAlertRoute,
)
from lotproof.modules.alerts.queries import policy
from lotproof.modules.alerts.vocabulary import AlertId, AlertSeverity, AlertState, EscalationLevel
from lotproof.modules.calendars.commands import AssignCalendar, DefineCalendar
from lotproof.modules.calendars.vocabulary import CalendarId, ShiftGiven
from lotproof.modules.people.authority import CLOCK
from lotproof.modules.people.commands import DefineRole, GrantRole
from lotproof.modules.people.commands_access import Delegate
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.sites.commands import OpenArea
from lotproof.modules.sites.vocabulary import AreaId, AreaKind
from tests.modules.alerts.panel import (
    COLLEAGUE,
    KEY,
    MANAGER,
    MINUTE,
    OWNER,
    TODAY,
    WATCH,
    Panel,
    events,
)

S, L = AlertSeverity, EscalationLevel
ACKNOWLEDGE, CLOSE = "alerts.acknowledge_alert/1", "alerts.close_alert/1"
MINUTE_US = 60_000_000


def minutes_to_answer(panel: Panel, alert_id: AlertId) -> float | None:
    alert = panel.alert(alert_id)
    return None if alert.due_at is None else (alert.due_at - alert.raised_at) / MINUTE_US


def text(alert_id: AlertId) -> str:
    return AlertId.text(alert_id)


def works_office_hours(panel: Panel, *, area_id: AreaId | None = None) -> None:
    """Monday to Friday, 8 to 17; the plant's first day is a Monday, 8:00 in Shanghai."""
    office = ShiftGiven(name="Office", weekdays="12345", starts="08:00", ends="17:00")
    define = DefineCalendar(
        code=f"D{area_id or 0}", name="Day", applies_from=date(2026, 1, 1), shifts=[office]
    )
    calendar_id = CalendarId.parse(panel.plant.ok(define).value("calendar_id"))
    panel.plant.ok(AssignCalendar(calendar_id=calendar_id, area_id=area_id))


# --- by when ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("severity", "minutes"), [(S.INFO, None), (S.WARNING, 480), (S.SERIOUS, 120), (S.CRITICAL, 15)]
)
def test_the_graver_the_sooner(
    sqlite_panel: Panel, severity: AlertSeverity, minutes: int | None
) -> None:
    alert_id = sqlite_panel.raised(severity=severity)
    assert minutes_to_answer(sqlite_panel, alert_id) == minutes


def test_time_to_answer_is_working_time_unless_it_is_critical(panel: Panel) -> None:
    """Raised on Friday at 16:00: two hours end on Monday at 9; fifteen minutes in a quarter."""
    works_office_hours(panel)
    panel.plant.clock.advance(days=4, seconds=8 * 60 * MINUTE)
    serious = panel.alert(panel.raised(severity=S.SERIOUS))
    assert serious.due_at is not None
    due = moment(serious.due_at, "Asia/Shanghai")
    assert (due.day, due.hour, due.minute) == (9, 9, 0)
    critical = panel.raised("other", severity=S.CRITICAL)
    assert minutes_to_answer(panel, critical) == 15


def test_an_area_counts_by_its_own_calendar(sqlite_panel: Panel) -> None:
    area = sqlite_panel.plant.ok(OpenArea(code="CR", name="CR", kind=AreaKind.PRODUCTION))
    area_id = AreaId.parse(area.value("area_id"))
    works_office_hours(sqlite_panel, area_id=area_id)
    sqlite_panel.plant.clock.advance(seconds=8 * 60 * MINUTE)
    here = sqlite_panel.raised("here", severity=S.SERIOUS, area_id=area_id)
    elsewhere = sqlite_panel.raised("elsewhere", severity=S.SERIOUS)
    assert minutes_to_answer(sqlite_panel, elsewhere) == 120
    assert minutes_to_answer(sqlite_panel, here) == 120 + 15 * 60


def test_a_policy_holds_from_its_day_on(panel: Panel) -> None:
    panel.policy(warning_minutes=60)
    panel.policy(warning_minutes=10, effective_on=date(2026, 3, 4))
    assert minutes_to_answer(panel, panel.raised("a")) == 60
    panel.plant.clock.advance(days=2)
    assert minutes_to_answer(panel, panel.raised("b")) == 10
    panel.policy(warning_minutes=20, effective_on=date(2026, 3, 4))
    assert minutes_to_answer(panel, panel.raised("c")) == 20
    past = SetAlertPolicy(effective_on=TODAY)
    panel.plant.refused("alert_policy_in_past", past, reason="late")
    nobody = SetAlertPolicy(effective_on=date(2026, 3, 4), management_role_id=RoleId(99))
    panel.plant.refused("not_found", nobody, reason="slip")
    panel.plant.check()


# --- the next level -----------------------------------------------------------------------------


def test_what_nobody_answers_goes_from_owner_to_role_to_management(panel: Panel) -> None:
    managers = panel.manager()
    panel.policy(management_role_id=managers, warning_minutes=30)
    alert_id = panel.raised(owner_role_id=panel.role)
    assert panel.inbox(OWNER) == [(text(alert_id), ACKNOWLEDGE)]
    assert (panel.inbox(COLLEAGUE), panel.inbox(MANAGER)) == ([], [])
    panel.wait(29)
    assert panel.tick() == []
    early = EscalateAlert(alert_id=alert_id)
    panel.plant.refused("alert_not_due", early, actor=CLOCK)
    panel.wait(1)
    (once,) = panel.tick()
    assert events(once) == ["alert_escalated"]
    assert once.value("role_id") == RoleId.text(panel.role)
    assert panel.alert(alert_id).level is L.ROLE
    assert panel.inbox(COLLEAGUE) == [(text(alert_id), ACKNOWLEDGE)]
    assert panel.inbox(OWNER) == [(text(alert_id), ACKNOWLEDGE)]
    assert panel.tick() == []
    panel.wait(30)
    (twice,) = panel.tick()
    assert twice.value("role_id") == RoleId.text(managers)
    assert panel.inbox(MANAGER) == [(text(alert_id), ACKNOWLEDGE)]
    panel.wait(300)
    assert panel.tick() == []
    panel.plant.refused("highest_level", early, actor=CLOCK)
    panel.plant.check()


def test_what_is_answered_goes_no_further(panel: Panel) -> None:
    alert_id = panel.raised(owner_role_id=panel.role)
    panel.acknowledge(alert_id)
    panel.wait(1000)
    assert panel.tick() == []
    panel.plant.refused("wrong_state", EscalateAlert(alert_id=alert_id), actor=CLOCK)
    assert panel.inbox(OWNER) == [(text(alert_id), CLOSE)]
    worse = panel.plant.ok(panel.raising(severity=S.CRITICAL), actor=WATCH)
    assert "alert_raised" in events(worse)
    alert = panel.alert(alert_id)
    assert (alert.state, alert.level) == (AlertState.OPEN, L.OWNER)
    assert alert.due_at == alert.last_at + 15 * MINUTE_US


def test_information_is_never_late(sqlite_panel: Panel) -> None:
    alert_id = sqlite_panel.raised(severity=S.INFO)
    sqlite_panel.plant.clock.advance(days=30)
    assert sqlite_panel.tick() == []
    early = EscalateAlert(alert_id=alert_id)
    sqlite_panel.plant.refused("alert_not_due", early, actor=CLOCK)


def test_what_flapped_is_closed_by_the_program_once_it_is_quiet(panel: Panel) -> None:
    panel.policy(flaps_from=1, flap_minutes=20)
    alert_id = panel.raised()
    panel.clear(alert_id)
    panel.plant.ok(panel.raising(), actor=WATCH)
    panel.clear(alert_id)
    assert panel.alert(alert_id).is_flapping
    panel.wait(19)
    assert panel.due("quiet_again") == []
    panel.wait(1)
    (closed,) = panel.tick()
    assert events(closed) == ["alert_closed"]
    assert panel.alert(alert_id).closed_by == CLOCK
    assert panel.tick() == []
    panel.plant.check()


# --- whose it is --------------------------------------------------------------------------------


def test_who_is_asked_stands_with_the_rule_or_in_the_policy(panel: Panel) -> None:
    managers = panel.manager()
    panel.policy(default_role_id=managers)
    nobody: dict[str, Any] = {"owner_id": None}
    assert panel.alert(panel.raised("a", **nobody)).owner_role_id == managers
    general = SetAlertRoute(rule="monitoring", owner_role_id=panel.role)
    panel.plant.ok(general, reason="agreed")
    assert panel.alert(panel.raised("b", **nobody)).owner_role_id == panel.role
    exact = SetAlertRoute(rule="monitoring.silent", owner_id=UserId.parse(COLLEAGUE))
    panel.plant.ok(exact, reason="agreed")
    alert = panel.alert(panel.raised("c", **nobody))
    assert (alert.owner_id, alert.owner_role_id) == (UserId.parse(COLLEAGUE), None)
    other = panel.raised("d", rule="monitoring.excursion", **nobody)
    assert panel.alert(other).owner_role_id == panel.role
    again = SetAlertRoute(rule="monitoring", owner_id=UserId.parse(OWNER))
    panel.plant.ok(again, reason="moved")
    other = panel.raised("e", rule="monitoring.excursion", **nobody)
    assert panel.alert(other).owner_id == UserId.parse(OWNER)
    both = SetAlertRoute(rule="spc", owner_id=UserId.parse(OWNER), owner_role_id=panel.role)
    panel.plant.refused("one_alert_owner", both, reason="slip")
    panel.plant.refused("one_alert_owner", SetAlertRoute(rule="spc"), reason="slip")
    panel.plant.check()


def test_what_nobody_owns_is_with_management(sqlite_panel: Panel) -> None:
    alert = sqlite_panel.alert(sqlite_panel.raised(owner_id=None))
    assert alert.level is L.MANAGEMENT
    over = HandOverAlert(alert_id=alert.id, owner_id=UserId.parse(COLLEAGUE))
    sqlite_panel.plant.ok(over, actor=OWNER, reason="knows the machine")
    assert sqlite_panel.alert(alert.id).level is L.OWNER


def test_a_deputy_is_asked_in_the_owner_s_place(panel: Panel) -> None:
    alert_id = panel.raised()
    assert panel.inbox(COLLEAGUE) == []
    now = panel.plant.clock.now()
    given = Delegate(
        deputy_id=UserId.parse(COLLEAGUE),
        permissions=["alerts.alert.acknowledge"],
        valid_until=instant(moment(now).replace(day=20)),
    )
    answering = DefineRole(
        code="answering", title="Answering", title_zh="应答", permissions=given.permissions
    )
    role_id = RoleId.parse(panel.plant.ok(answering, actor=WATCH).value("role_id"))
    panel.plant.ok(GrantRole(user_id=UserId.parse(OWNER), role_id=role_id), actor=WATCH)
    panel.plant.ok(given, actor=OWNER, reason="on leave")
    assert panel.inbox(COLLEAGUE) == [(text(alert_id), ACKNOWLEDGE)]
    panel.plant.clock.advance(days=30)
    assert panel.inbox(COLLEAGUE) == []


def test_an_alert_is_handed_over_by_whom_it_asks(panel: Panel) -> None:
    managers = panel.manager()
    alert_id = panel.raised()
    over = HandOverAlert(alert_id=alert_id, owner_role_id=panel.role)
    panel.plant.refused("reason_missing", over, actor=OWNER)
    panel.plant.refused("alert_of_others", over, actor=COLLEAGUE, reason="mine")
    panel.plant.ok(over, actor=OWNER, reason="on leave")
    alert = panel.alert(alert_id)
    assert (alert.owner_id, alert.owner_role_id, alert.level) == (None, panel.role, L.ROLE)
    panel.plant.refused("alert_of_others", over, actor=OWNER, reason="back")
    to_manager = HandOverAlert(alert_id=alert_id, owner_id=UserId.parse(MANAGER))
    panel.plant.ok(to_manager, actor=COLLEAGUE, reason="cannot leave the line")
    alert = panel.alert(alert_id)
    assert (alert.owner_id, alert.owner_role_id) == (UserId.parse(MANAGER), panel.role)
    nobody = HandOverAlert(alert_id=alert_id)
    panel.plant.refused("one_alert_owner", nobody, actor=MANAGER, reason="slip")
    gone = HandOverAlert(alert_id=alert_id, owner_role_id=RoleId(99))
    panel.plant.refused("not_found", gone, actor=MANAGER, reason="slip")
    panel.acknowledge(alert_id)
    panel.close(alert_id)
    late = HandOverAlert(alert_id=alert_id, owner_role_id=managers)
    panel.plant.refused("wrong_state", late, actor=MANAGER, reason="late")
    panel.plant.check()


def test_management_hands_over_what_has_reached_it(sqlite_panel: Panel) -> None:
    managers = sqlite_panel.manager()
    sqlite_panel.policy(management_role_id=managers, warning_minutes=5)
    alert_id = sqlite_panel.raised()
    over = HandOverAlert(alert_id=alert_id, owner_id=UserId.parse(COLLEAGUE))
    sqlite_panel.plant.refused("alert_of_others", over, actor=MANAGER, reason="absent")
    sqlite_panel.wait(5)
    sqlite_panel.tick()
    sqlite_panel.plant.ok(over, actor=MANAGER, reason="owner is absent")
    assert sqlite_panel.inbox(COLLEAGUE) == [(text(alert_id), ACKNOWLEDGE)]


def test_without_a_policy_the_usual_times_hold(sqlite_panel: Panel) -> None:
    with sqlite_panel.plant.reader() as reader:
        usual = policy(reader)
    assert (usual.warning_minutes, usual.flap_minutes, usual.flaps_from) == (480, 30, 2)
    assert usual.management_role_id is None
    assert sqlite_panel.raised(KEY)


# --- rules --------------------------------------------------------------------------------------


@given(st.none() | st.integers(1, 9), st.none() | st.integers(1, 9))
def test_every_alert_reaches_management_level_by_level(owner: int | None, role: int | None) -> None:
    level: EscalationLevel | None = rules.first_level(owner, role)
    order = []
    while level is not None:
        order.append(level)
        level = rules.next_level(level, role)
    asked = [(L.OWNER, owner), (L.ROLE, role)]
    assert order == [each for each, there in asked if there is not None] + [L.MANAGEMENT]


def test_the_longest_beginning_of_a_rule_comes_first() -> None:
    assert rules.beginnings("spc.run.eight") == ["spc.run.eight", "spc.run", "spc"]
