"""How alerts are handed over, and who is asked by which policy."""

from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.alerts import rules
from lotproof.modules.alerts.asking import ask, require_there
from lotproof.modules.alerts.choosing import is_on_shift
from lotproof.modules.alerts.commands import (
    HandOverAlert,
    HandOverAll,
    SetAlertPolicy,
    SetAlertRoute,
)
from lotproof.modules.alerts.events import AlertHandedOver, AlertPolicySet, AlertRouteSet
from lotproof.modules.alerts.queries import asked_role
from lotproof.modules.alerts.records import Alert, AlertPolicy, AlertRoute
from lotproof.modules.alerts.vocabulary import (
    ALERT_LIFE,
    ALERT_RUNNING,
    AlertId,
    AlertPolicyId,
    AlertState,
    ChosenBecause,
    EscalationLevel,
)
from lotproof.modules.documents.queries import Document
from lotproof.modules.people.actors import require_person
from lotproof.modules.people.queries import Role, User, roles_of
from lotproof.modules.people.vocabulary import RoleId, UserId


@handles(HandOverAlert, emits=(AlertHandedOver,))
def hand_over_alert(command: HandOverAlert, work: Work) -> None:
    alert = work.take(Alert, command.alert_id)
    ALERT_LIFE.require(
        AlertId.text(alert.id), alert.state, AlertState.OPEN, AlertState.ACKNOWLEDGED
    )
    _require_asked(work, alert)
    _require_one(work, command.owner_id, command.owner_role_id)
    _pass_on(work, alert, command.owner_id, command.owner_role_id)


@handles(HandOverAll, emits=(AlertHandedOver,))
def hand_over_all(command: HandOverAll, work: Work) -> None:
    owner_id = require_person(work.actor)
    _require_one(work, command.owner_id, command.owner_role_id)
    if command.owner_id == owner_id:
        raise rules.HandedToSelf
    mine = [
        alert
        for state in ALERT_RUNNING
        for alert in work.take_all(Alert, owner_id=owner_id, state=state)
    ]
    if not mine:
        raise rules.NothingToHandOver
    for alert in sorted(mine, key=lambda each: each.id):
        _pass_on(work, alert, command.owner_id, command.owner_role_id)


def _pass_on(work: Work, alert: Alert, owner_id: UserId | None, role_id: RoleId | None) -> None:
    """It is theirs from now on, with the whole time to answer if nobody has."""
    alert.owner_id, alert.owner_role_id = owner_id, role_id or alert.owner_role_id
    alert.chosen, alert.in_place_of = ChosenBecause.HANDED_OVER, None
    alert.handed_over_by, alert.handed_over_at = work.actor, work.now
    alert.is_by_shift = owner_id is not None and is_on_shift(work, owner_id, alert.area_id)
    if alert.state is AlertState.OPEN:
        ask(work, alert, rules.first_level(alert.owner_id, alert.owner_role_id))
    work.record(
        AlertHandedOver(
            alert_id=alert.id,
            about=alert.about,
            owner_id=alert.owner_id,
            owner_role_id=alert.owner_role_id,
        )
    )


def _require_asked(work: Work, alert: Alert) -> None:
    """The owner, a member of the owning role, or of the level that it has reached."""
    person = require_person(work.actor)
    if alert.owner_id is not None and work.is_own(UserId.text(alert.owner_id)):
        return
    asked = {alert.owner_role_id, asked_role(work, alert)} - {None}
    if any(role.id in asked for role in roles_of(work, person)):
        return
    if not asked and alert.level is EscalationLevel.MANAGEMENT:
        return  # nobody was named to see to it: whoever may hand over alerts does
    raise rules.AlertOfOthers(alert=AlertId.text(alert.id), owner=_owner_text(work, alert))


def _owner_text(work: Work, alert: Alert) -> Text:
    if alert.owner_id is not None:
        return Text(*[work.get(User, alert.owner_id).name] * 2)
    role_id = asked_role(work, alert)
    assert role_id is not None, "what is with nobody is handed over by anybody"
    role = work.get(Role, role_id)
    return Text(role.title, role.title_zh)


def _require_one(work: Work, owner_id: UserId | None, role_id: RoleId | None) -> None:
    if (owner_id is None) == (role_id is None):
        raise rules.OneAlertOwner
    require_there(work, owner_id, role_id)


# --- the policy ---------------------------------------------------------------------------------


@handles(SetAlertPolicy, emits=(AlertPolicySet,))
def set_policy(command: SetAlertPolicy, work: Work) -> None:
    if command.effective_on < work.today:
        raise rules.PolicyInPast(day=command.effective_on.isoformat())
    require_there(work, None, command.default_role_id)
    require_there(work, None, command.management_role_id)
    made = work.add(
        AlertPolicy(id=work.new_id(AlertPolicyId), set_by=work.actor, **command.given())
    )
    work.record(AlertPolicySet(policy_id=made.id, effective_on=made.effective_on))


@handles(SetAlertRoute, emits=(AlertRouteSet,))
def set_route(command: SetAlertRoute, work: Work) -> None:
    _require_one(work, command.owner_id, command.owner_role_id)
    is_chosen = command.is_on_shift or command.procedure_id is not None
    if is_chosen and command.owner_role_id is None:
        raise rules.ChosenFromRole
    if command.procedure_id is not None:
        work.rely(Document, command.procedure_id)
    if work.seek(AlertRoute, command.rule) is None:
        work.add(AlertRoute(set_by=work.actor, **command.given()))
    else:
        known = work.take(AlertRoute, command.rule)
        known.owner_id, known.owner_role_id = command.owner_id, command.owner_role_id
        known.is_on_shift, known.procedure_id = command.is_on_shift, command.procedure_id
        known.set_by = work.actor
    work.record(AlertRouteSet(**command.given()))
