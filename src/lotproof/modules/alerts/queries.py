"""Typed reads of alerts."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.alerts.records import Alert, AlertPolicy, AlertRoute, Newest
from lotproof.modules.alerts.rules import beginnings
from lotproof.modules.alerts.vocabulary import (
    AlertPolicyId,
    AlertState,
    EscalationLevel,
)
from lotproof.modules.people.queries import deputyships, roles_of
from lotproof.modules.people.vocabulary import RoleId, UserId

__all__ = [
    "Alert",
    "AlertPolicy",
    "AlertRoute",
    "acknowledged_alerts_of",
    "asked_role",
    "open_alerts_of",
    "policy",
    "route",
    "running_alert",
    "to_escalate",
]

ACKNOWLEDGE = "alerts.alert.acknowledge"
"""What a deputy must have been given to be asked in somebody's place."""

_POLICY, _ALERT = AlertPolicy.KIND.table, Alert.KIND.table
_IN_FORCE: Statement[AlertPolicy] = Statement(
    select(*_POLICY.c)
    .where(_POLICY.c.effective_on <= bindparam("today"))
    .order_by(_POLICY.c.effective_on.desc(), _POLICY.c.id.desc())
    .limit(1),
    AlertPolicy,
)
_LATE: Statement[Alert] = Statement(
    select(*_ALERT.c)
    .where(
        _ALERT.c.state == AlertState.OPEN.value,
        _ALERT.c.due_at <= bindparam("now"),
        _ALERT.c.level != EscalationLevel.MANAGEMENT.value,
    )
    .order_by(_ALERT.c.id),
    Alert,
)


def running_alert(reader: Reader, key: str) -> Alert | None:
    """The alert of a key that is not closed."""
    newest = reader.seek(Newest, key)
    if newest is None:
        return None
    alert = reader.get(Alert, newest.alert_id)
    return None if alert.state is AlertState.CLOSED else alert


def policy(reader: Reader) -> AlertPolicy:
    """The one in force today, or the defaults as long as none was set."""
    found = reader.select(_IN_FORCE, today=reader.today.isoformat())
    return found[0] if found else _default(reader)


def _default(reader: Reader) -> AlertPolicy:
    return AlertPolicy(
        id=AlertPolicyId(0),
        effective_on=reader.today,
        warning_minutes=480,
        serious_minutes=120,
        critical_minutes=15,
        flap_minutes=30,
        flaps_from=2,
        set_by="sys_default",
    )


def route(reader: Reader, rule: str) -> AlertRoute | None:
    """Who is asked about what a rule notices: of the rule itself, or of the longest beginning."""
    for each in beginnings(rule):
        found = reader.seek(AlertRoute, each)
        if found is not None:
            return found
    return None


def asked_role(reader: Reader, alert: Alert) -> RoleId | None:
    """The role that has to answer now; None while it is a person, or where none is named."""
    if alert.level is EscalationLevel.OWNER:
        return None
    if alert.level is EscalationLevel.ROLE:
        return alert.owner_role_id
    return policy(reader).management_role_id


def to_escalate(reader: Reader, now: Instant) -> list[Alert]:
    """Alerts that nobody has answered in time and that have a level above them."""
    return reader.select(_LATE, now=now)


def open_alerts_of(reader: Reader, person: UserId) -> Iterator[Alert]:
    """What a person is asked about: as the owner, for the owner as deputy, or by a role.

    Whoever was asked first still sees it after the next level was asked, too.
    """
    owners = [person] + [
        each.user_id for each in deputyships(reader, person) if ACKNOWLEDGE in each.permissions
    ]
    for owner in owners:
        yield from reader.find(Alert, owner_id=owner, state=AlertState.OPEN)
    mine = {int(each.id) for each in roles_of(reader, person)}
    for alert in reader.find(Alert, state=AlertState.OPEN):
        role = asked_role(reader, alert)
        if role is not None and int(role) in mine and alert.owner_id not in owners:
            yield alert


def acknowledged_alerts_of(reader: Reader, person: UserId) -> Iterator[Alert]:
    """What a person sees to: acknowledged by them, or handed to them or their role since then."""
    mine = {int(each.id) for each in roles_of(reader, person)}
    for alert in reader.find(Alert, state=AlertState.ACKNOWLEDGED):
        handed_at, seen_at = alert.handed_over_at, alert.acknowledged_at
        if handed_at is None or (seen_at is not None and handed_at < seen_at):
            is_mine = alert.acknowledged_by == UserId.text(person)
        elif alert.owner_id is not None:
            is_mine = alert.owner_id == person
        else:
            is_mine = alert.owner_role_id is not None and int(alert.owner_role_id) in mine
        if is_mine:
            yield alert
