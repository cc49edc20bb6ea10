"""Of whom an answer is asked, and by when."""

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import NotFound
from lotproof.kernel.work import Reader, Work
from lotproof.modules.alerts.queries import policy
from lotproof.modules.alerts.records import Alert
from lotproof.modules.alerts.rules import MINUTE_US
from lotproof.modules.alerts.vocabulary import AlertSeverity, EscalationLevel
from lotproof.modules.calendars.queries import due_after
from lotproof.modules.people.queries import Role, User
from lotproof.modules.people.vocabulary import RoleId, RoleState, UserId, UserState


def require_there(reader: Reader, owner_id: UserId | None, role_id: RoleId | None) -> None:
    """Who is named is active. NotFound."""
    if owner_id is not None and reader.get(User, owner_id).state is not UserState.ACTIVE:
        raise NotFound(what=User.KIND.label, which=UserId.text(owner_id))
    if role_id is not None and reader.get(Role, role_id).state is not RoleState.ACTIVE:
        raise NotFound(what=Role.KIND.label, which=RoleId.text(role_id))


def is_there(reader: Reader, owner_id: UserId | None, role_id: RoleId | None) -> bool:
    """Whether who is named is active."""
    try:
        require_there(reader, owner_id, role_id)
    except NotFound:
        return False
    return True


def ask(work: Work, alert: Alert, level: EscalationLevel) -> None:
    """Let a level have the whole time to answer, from now on."""
    alert.level, alert.due_at = level, _due(work, alert)


def _due(work: Work, alert: Alert) -> Instant | None:
    """By clock time where it is critical, else by working time; information is never due."""
    known = policy(work)
    match alert.severity:
        case AlertSeverity.INFO:
            return None
        case AlertSeverity.WARNING:
            minutes = known.warning_minutes
        case AlertSeverity.SERIOUS:
            minutes = known.serious_minutes
        case AlertSeverity.CRITICAL:
            return Instant(work.now + known.critical_minutes * MINUTE_US)
    return due_after(work, work.now, minutes * MINUTE_US, alert.area_id)
