"""What the program does by itself: ask the next level, and close what flapped and is quiet."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select, true

from lotproof.kernel.database import Statement
from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.alerts import rules
from lotproof.modules.alerts.commands import ClearAlert, EscalateAlert
from lotproof.modules.alerts.queries import policy, to_escalate
from lotproof.modules.alerts.records import Alert
from lotproof.modules.alerts.vocabulary import AlertState

_ALERT = Alert.KIND.table
_OVER: Statement[Alert] = Statement(
    select(*_ALERT.c)
    .where(
        _ALERT.c.state != AlertState.CLOSED.value,
        _ALERT.c.is_flapping == true(),
        _ALERT.c.cleared_at <= bindparam("now"),
    )
    .order_by(_ALERT.c.id),
    Alert,
)


@due("alerts.answer_overdue")
def unanswered(reader: Reader) -> Iterator[Command]:
    """Alerts that nobody has answered in time."""
    for alert in to_escalate(reader, reader.now):
        yield EscalateAlert(alert_id=alert.id)


@due("alerts.quiet_again")
def quiet(reader: Reader) -> Iterator[Command]:
    """Alerts that came and went, are over, and have been quiet for long enough."""
    minutes = policy(reader).flap_minutes
    for alert in reader.select(_OVER, now=reader.now):
        if rules.closes_by_itself(
            alert.state,
            alert.severity,
            is_flapping=alert.is_flapping,
            quiet_us=reader.now - alert.last_at,
            minutes=minutes,
        ):
            yield ClearAlert(alert_id=alert.id)
