"""How alerts are answered, escalated and closed."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.alerts import rules
from lotproof.modules.alerts.asking import ask
from lotproof.modules.alerts.commands import (
    AcknowledgeAlert,
    ClearAlert,
    CloseAlert,
    EscalateAlert,
)
from lotproof.modules.alerts.events import (
    AlertAcknowledged,
    AlertCleared,
    AlertClosed,
    AlertEscalated,
)
from lotproof.modules.alerts.queries import asked_role, policy
from lotproof.modules.alerts.records import Alert
from lotproof.modules.alerts.vocabulary import (
    ALERT_LIFE,
    AlertId,
    AlertState,
)


@handles(ClearAlert, emits=(AlertCleared, AlertClosed))
def clear_alert(command: ClearAlert, work: Work) -> None:
    alert = work.take(Alert, command.alert_id)
    ALERT_LIFE.require(
        AlertId.text(alert.id), alert.state, AlertState.OPEN, AlertState.ACKNOWLEDGED
    )
    if alert.cleared_at is None:
        alert.cleared_at = work.now
        work.record(AlertCleared(alert_id=alert.id, about=alert.about))
    _close_if_over(work, alert)


@handles(AcknowledgeAlert, emits=(AlertAcknowledged, AlertClosed))
def acknowledge_alert(command: AcknowledgeAlert, work: Work) -> None:
    alert = work.take(Alert, command.alert_id)
    ALERT_LIFE.require(AlertId.text(alert.id), alert.state, AlertState.OPEN)
    alert.state = ALERT_LIFE.move(AlertId.text(alert.id), alert.state, AlertState.ACKNOWLEDGED)
    alert.acknowledged_by, alert.acknowledged_at = work.actor, work.now
    alert.acknowledged_because = work.reason
    work.record(AlertAcknowledged(alert_id=alert.id, about=alert.about))
    if alert.cleared_at is not None:
        _close_if_over(work, alert)


def _close_if_over(work: Work, alert: Alert) -> None:
    if rules.closes_by_itself(
        alert.state,
        alert.severity,
        is_flapping=alert.is_flapping,
        quiet_us=work.now - alert.last_at,
        minutes=policy(work).flap_minutes,
    ):
        _close(work, alert)


@handles(CloseAlert, emits=(AlertClosed,))
def close_alert(command: CloseAlert, work: Work) -> None:
    alert = work.take(Alert, command.alert_id)
    ALERT_LIFE.require(AlertId.text(alert.id), alert.state, AlertState.ACKNOWLEDGED)
    alert.outcome = command.outcome
    _close(work, alert)


def _close(work: Work, alert: Alert) -> None:
    alert.state = ALERT_LIFE.move(AlertId.text(alert.id), alert.state, AlertState.CLOSED)
    alert.closed_by, alert.closed_at = work.actor, work.now
    work.record(AlertClosed(alert_id=alert.id, about=alert.about))


# --- whose it is --------------------------------------------------------------------------------


@handles(EscalateAlert, emits=(AlertEscalated,))
def escalate_alert(command: EscalateAlert, work: Work) -> None:
    alert = work.take(Alert, command.alert_id)
    which = AlertId.text(alert.id)
    ALERT_LIFE.require(which, alert.state, AlertState.OPEN)
    level = rules.next_level(alert.level, alert.owner_role_id)
    if level is None:
        raise rules.HighestLevel(alert=which)
    if alert.due_at is None or work.now < alert.due_at:
        raise rules.AlertNotDue(alert=which)
    ask(work, alert, level)
    alert.escalated_at = work.now
    work.record(
        AlertEscalated(
            alert_id=alert.id,
            about=alert.about,
            severity=alert.severity,
            level=level,
            role_id=asked_role(work, alert),
        )
    )
