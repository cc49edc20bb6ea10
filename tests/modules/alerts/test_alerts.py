"""Alerts: one a key, counted, damped where they flap, answered with a reason, closed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.alerts import rules
from lotproof.modules.alerts.commands import AcknowledgeAlert, ClearAlert, CloseAlert
from lotproof.modules.alerts.queries import running_alert
from lotproof.modules.alerts.vocabulary import AlertSeverity, AlertState
from lotproof.modules.people.commands import DeactivateUser
from lotproof.modules.people.vocabulary import RoleId, UserId
from tests.modules.alerts.panel import COLLEAGUE, KEY, OWNER, WATCH, Panel, events

S = AlertSeverity
FLAP_MINUTES = 30
"""As the policy has it as long as none was set."""


def test_an_alert_says_what_whom_and_since_when(panel: Panel) -> None:
    alert_id = panel.raised(owner_role_id=panel.role)
    alert = panel.alert(alert_id)
    assert (alert.state, alert.severity, alert.count) == (AlertState.OPEN, S.WARNING, 1)
    assert (alert.about, alert.rule, alert.key) == ("mpt_1", "monitoring.silent", KEY)
    assert (alert.owner_id, alert.owner_role_id) == (UserId.parse(OWNER), panel.role)
    assert alert.raised_at == alert.last_at == alert.occurred_at
    panel.plant.check()


def test_what_is_noticed_again_is_counted_and_calls_nobody(panel: Panel) -> None:
    alert_id = panel.raised()
    panel.wait(5)
    again = panel.plant.ok(panel.raising(detail="now 310 s"), actor=WATCH)
    assert events(again) == ["alert_repeated"]
    alert = panel.alert(alert_id)
    assert (alert.count, alert.detail) == (2, "now 310 s")
    assert alert.last_at > alert.raised_at
    assert panel.raised("other:mpt_1") != alert_id
    panel.plant.check()


def test_what_is_known_stays_known_until_it_grows_worse(panel: Panel) -> None:
    alert_id = panel.raised()
    panel.acknowledge(alert_id, "Fetching a new plug")
    assert events(panel.plant.ok(panel.raising(), actor=WATCH)) == ["alert_repeated"]
    alert = panel.alert(alert_id)
    assert alert.state is AlertState.ACKNOWLEDGED
    assert (alert.acknowledged_by, alert.acknowledged_because) == (OWNER, "Fetching a new plug")
    worse = panel.plant.ok(panel.raising(severity=S.SERIOUS), actor=WATCH)
    assert events(worse) == ["alert_repeated", "alert_raised"]
    alert = panel.alert(alert_id)
    assert (alert.state, alert.severity, alert.acknowledged_by) == (
        AlertState.OPEN,
        S.SERIOUS,
        None,
    )
    milder = panel.plant.ok(panel.raising(severity=S.INFO), actor=WATCH)
    assert events(milder) == ["alert_repeated"]
    assert panel.alert(alert_id).severity is S.SERIOUS
    panel.plant.check()


def test_an_answer_needs_a_reason_and_a_close_an_answer(panel: Panel) -> None:
    alert_id = panel.raised()
    plant = panel.plant
    plant.refused("reason_missing", AcknowledgeAlert(alert_id=alert_id), actor=OWNER)
    close = CloseAlert(alert_id=alert_id, outcome="Plug was loose")
    plant.refused("wrong_state", close, actor=OWNER)
    panel.acknowledge(alert_id)
    again = AcknowledgeAlert(alert_id=alert_id)
    plant.refused("wrong_state", again, actor=COLLEAGUE, reason="Me too")
    empty = CloseAlert(alert_id=alert_id, outcome=" ")
    plant.refused("invalid_input", empty, actor=OWNER)
    plant.ok(close, actor=OWNER)
    alert = panel.alert(alert_id)
    assert (alert.state, alert.closed_by, alert.outcome) == (
        AlertState.CLOSED,
        OWNER,
        "Plug was loose",
    )
    plant.refused("wrong_state", ClearAlert(alert_id=alert_id), actor=WATCH)
    with plant.reader() as reader:
        assert running_alert(reader, KEY) is None
    plant.check()


@pytest.mark.parametrize("severity", [S.INFO, S.WARNING])
def test_what_is_less_than_serious_closes_when_it_is_over(
    sqlite_panel: Panel, severity: AlertSeverity
) -> None:
    alert_id = sqlite_panel.raised(severity=severity)
    assert events(sqlite_panel.clear(alert_id)) == ["alert_cleared", "alert_closed"]
    alert = sqlite_panel.alert(alert_id)
    assert (alert.state, alert.cleared_at, alert.outcome) == (
        AlertState.CLOSED,
        alert.closed_at,
        None,
    )


@pytest.mark.parametrize("severity", [S.SERIOUS, S.CRITICAL])
def test_what_is_serious_wants_an_answer_although_it_is_over(
    sqlite_panel: Panel, severity: AlertSeverity
) -> None:
    alert_id = sqlite_panel.raised(severity=severity)
    assert events(sqlite_panel.clear(alert_id)) == ["alert_cleared"]
    assert sqlite_panel.alert(alert_id).state is AlertState.OPEN
    answered = sqlite_panel.acknowledge(alert_id)
    assert events(answered) == ["alert_acknowledged", "alert_closed"]
    sqlite_panel.plant.check()


def test_what_is_over_and_known_closes(sqlite_panel: Panel) -> None:
    alert_id = sqlite_panel.raised(severity=S.CRITICAL)
    sqlite_panel.acknowledge(alert_id)
    assert events(sqlite_panel.clear(alert_id)) == ["alert_cleared", "alert_closed"]


def test_an_alert_that_flaps_is_damped(panel: Panel) -> None:
    """It comes and goes: one alert, one call, and no close before it has been quiet."""
    alert_id = panel.raised()
    panel.acknowledge(alert_id)
    for times in (1, 2):
        panel.clear(alert_id)
        assert panel.alert(alert_id).state is AlertState.CLOSED
        panel.wait(2)
        assert events(panel.plant.ok(panel.raising(), actor=WATCH)) == ["alert_repeated"]
        alert = panel.alert(alert_id)
        assert (alert.state, alert.returns) == (AlertState.ACKNOWLEDGED, times)
    assert panel.alert(alert_id).is_flapping
    assert events(panel.clear(alert_id)) == ["alert_cleared"]
    assert panel.alert(alert_id).state is AlertState.ACKNOWLEDGED
    panel.wait(FLAP_MINUTES)
    assert events(panel.clear(alert_id)) == ["alert_closed"]
    panel.plant.check()


def test_what_comes_back_after_a_person_closed_it_calls_again(panel: Panel) -> None:
    alert_id = panel.raised()
    panel.acknowledge(alert_id)
    panel.close(alert_id)
    panel.wait(FLAP_MINUTES - 1)
    again = panel.plant.ok(panel.raising(), actor=WATCH)
    assert events(again) == ["alert_repeated", "alert_raised"]
    alert = panel.alert(alert_id)
    assert (alert.state, alert.returns, alert.outcome) == (AlertState.OPEN, 1, None)
    assert (alert.closed_at, alert.acknowledged_at) == (None, None)
    panel.plant.check()


def test_what_comes_much_later_is_another_alert(panel: Panel) -> None:
    first = panel.raised()
    panel.clear(first)
    panel.wait(FLAP_MINUTES + 1)
    second = panel.raised()
    assert second != first
    assert panel.alert(first).state is AlertState.CLOSED
    panel.plant.check()


def test_an_owner_who_is_not_there_is_refused(sqlite_panel: Panel) -> None:
    plant = sqlite_panel.plant
    plant.refused("not_found", sqlite_panel.raising(owner_id=UserId(99)), actor=WATCH)
    nobody = sqlite_panel.raising(owner_id=None, owner_role_id=RoleId(99))
    plant.refused("not_found", nobody, actor=WATCH)
    gone = UserId.parse(COLLEAGUE)
    plant.ok(DeactivateUser(user_id=gone), actor=WATCH, reason="left")
    plant.refused("not_found", sqlite_panel.raising(owner_id=gone), actor=WATCH)


# --- rules --------------------------------------------------------------------------------------


@given(st.integers(0, 10**6), st.integers(1, 10**4))
def test_the_last_microsecond_of_the_window_still_counts_as_coming_back(
    closed: int, minutes: int
) -> None:
    end = closed + minutes * 60 * 1_000_000
    assert rules.has_come_back(closed, end, minutes)  # type: ignore[arg-type]
    assert not rules.has_come_back(closed, end + 1, minutes)  # type: ignore[arg-type]


@given(st.sampled_from(S), st.sampled_from(S))
def test_the_worst_is_neither_milder_and_one_of_both(
    one: AlertSeverity, other: AlertSeverity
) -> None:
    worst = rules.worst(one, other)
    assert worst in (one, other)
    assert not rules.is_worse(one, worst)
    assert not rules.is_worse(other, worst)


@given(st.sampled_from(S), st.booleans(), st.integers(0, 10**10))
def test_what_nobody_has_answered_closes_only_if_it_is_mild_and_quiet(
    severity: AlertSeverity, is_flapping: bool, quiet: int
) -> None:
    closes = rules.closes_by_itself(
        AlertState.OPEN, severity, is_flapping=is_flapping, quiet_us=quiet, minutes=30
    )
    is_mild = severity in (S.INFO, S.WARNING)
    assert closes is (is_mild and (not is_flapping or quiet >= 1_800_000_000))
