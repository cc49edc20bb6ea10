"""What people are told by itself."""

from lotproof.kernel.executor import Issuing
from lotproof.kernel.registry import reacts
from lotproof.modules.alerts.events import AlertEscalated, AlertRaised
from lotproof.modules.alerts.queries import Alert
from lotproof.modules.alerts.vocabulary import AlertId
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring.events import StartWithdrawn
from lotproof.modules.monitoring.vocabulary_readings import WithdrawalId
from lotproof.modules.notifications.commands import Notify
from lotproof.modules.notifications.queries import audience
from lotproof.modules.notifications.vocabulary import Severity, Topic


@reacts(AlertRaised, issues=(Notify,))
def tell_of_alert(event: AlertRaised, on: Issuing) -> None:
    """Its owner, or the role that answers for it, and whoever has to know by duty."""
    owner, role = event.owner_id, event.owner_role_id
    if owner is None and role is None and _nobody(on, Topic.ALERT, event.severity):
        return  # it stands on the board of alerts, all the same
    alert = on.reader.get(Alert, event.alert_id)
    on.issue(
        Notify(
            topic=Topic.ALERT,
            severity=event.severity,
            title=alert.title,
            title_zh=alert.title_zh,
            detail=alert.detail,
            detail_zh=alert.detail_zh,
            about=AlertId.text(event.alert_id),
            user_id=owner,
            role_id=role,
        )
    )


@reacts(AlertEscalated, issues=(Notify,))
def tell_of_escalation(event: AlertEscalated, on: Issuing) -> None:
    """Whoever is asked now that nobody answered in time, and whoever has to know by duty."""
    if event.role_id is None and _nobody(on, Topic.ESCALATION, event.severity):
        return  # it stands on the board of alerts, all the same
    alert = on.reader.get(Alert, event.alert_id)
    on.issue(
        Notify(
            topic=Topic.ESCALATION,
            severity=event.severity,
            title=alert.title,
            title_zh=alert.title_zh,
            detail=alert.detail,
            detail_zh=alert.detail_zh,
            about=AlertId.text(event.alert_id),
            role_id=event.role_id,
        )
    )


@reacts(StartWithdrawn, issues=(Notify,))
def tell_of_withdrawal(event: StartWithdrawn, on: Issuing) -> None:
    """Whoever has to know that a machine may not start again."""
    if _nobody(on, Topic.START_WITHDRAWN, Severity.SERIOUS):
        return  # it stands in the figures of whoever may give it back, all the same
    code = on.reader.get(Equipment, event.equipment_id).code
    on.issue(
        Notify(
            topic=Topic.START_WITHDRAWN,
            severity=Severity.SERIOUS,
            title=f"{code} may not start again until somebody decides",
            title_zh=f"{code} 的开工许可已撤回，待决定",
            about=EquipmentId.text(event.equipment_id),
            key=f"start_withdrawn:{WithdrawalId.text(event.withdrawal_id)}",
        )
    )


def _nobody(on: Issuing, topic: Topic, severity: Severity) -> bool:
    """Whether nobody has to know of it by duty."""
    return audience(on.reader, topic, severity).is_empty
