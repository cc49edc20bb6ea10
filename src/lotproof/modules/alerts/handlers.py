"""How alerts are raised and counted."""

from typing import NamedTuple

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.alerts import rules
from lotproof.modules.alerts.asking import ask, is_there, require_there
from lotproof.modules.alerts.choosing import chosen_owner, wanted
from lotproof.modules.alerts.commands import RaiseAlert
from lotproof.modules.alerts.events import AlertRaised, AlertRepeated, OwnerChosen
from lotproof.modules.alerts.queries import AlertPolicy, policy, route
from lotproof.modules.alerts.records import Alert, Newest
from lotproof.modules.alerts.rules_choosing import Chosen
from lotproof.modules.alerts.vocabulary import ALERT_LIFE, AlertId, AlertState
from lotproof.modules.people.vocabulary import RoleId, UserId


class Asked(NamedTuple):
    """Whose an alert is; `chosen` where one was picked out of a role, and whether by shift."""

    owner_id: UserId | None
    role_id: RoleId | None
    chosen: Chosen | None = None
    is_by_shift: bool = False


@handles(RaiseAlert, emits=(AlertRaised, AlertRepeated, OwnerChosen))
def raise_alert(command: RaiseAlert, work: Work) -> None:
    newest = work.seek(Newest, command.key)
    if newest is None:
        work.add(Newest(command.key, _begin(command, work).id))
        return
    newest = work.take(Newest, command.key)
    alert = work.take(Alert, newest.alert_id)
    if alert.state is not AlertState.CLOSED:
        _count(command, work, alert, is_answered_for=True)
        return
    assert alert.closed_at is not None, "a closed alert says when"
    known = policy(work)
    if rules.has_come_back(alert.closed_at, work.now, known.flap_minutes):
        _come_back(command, work, alert, known)
    else:
        newest.alert_id = _begin(command, work).id


def _begin(command: RaiseAlert, work: Work) -> Alert:
    asked = _asked(command, work)
    require_there(work, asked.owner_id, asked.role_id)
    given = command.given() | {
        "occurred_at": command.occurred_at or work.occurred,
        "owner_id": asked.owner_id,
        "owner_role_id": asked.role_id,
    }
    alert = work.add(Alert(id=work.new_id(AlertId), raised_at=work.now, last_at=work.now, **given))
    _announce(work, alert)
    if asked.chosen is not None:
        _say_why(work, alert, asked.chosen, is_by_shift=asked.is_by_shift)
    return alert


def _asked(command: RaiseAlert, work: Work) -> Asked:
    """Whoever is named with it, or else by its rule, or else by the policy.

    Who was named beforehand and has left since is passed over: an alert reaches somebody. Who is
    chosen is chosen as of now, and stays the owner when the shift ends.
    """
    if command.owner_id is not None or command.owner_role_id is not None:
        return Asked(command.owner_id, command.owner_role_id)
    found = route(work, command.rule)
    if found is not None and is_there(work, found.owner_id, found.owner_role_id):
        want = wanted(found, command.area_id)
        if want is None:
            return Asked(found.owner_id, found.owner_role_id)
        chosen = chosen_owner(work, want)
        owner_id = None if chosen.owner is None else UserId(chosen.owner)
        return Asked(owner_id, want.role_id, chosen, want.is_on_shift)
    default = policy(work).default_role_id
    return Asked(None, default if is_there(work, None, default) else None)


def _say_why(work: Work, alert: Alert, chosen: Chosen, *, is_by_shift: bool) -> None:
    alert.chosen = chosen.because
    alert.is_by_shift = is_by_shift and chosen.owner is not None
    if chosen.in_place_of is not None:
        alert.in_place_of = UserId(chosen.in_place_of)
    work.record(
        OwnerChosen(
            alert_id=alert.id,
            chosen=chosen.because,
            fitting=chosen.fitting,
            owner_id=alert.owner_id,
            owner_role_id=alert.owner_role_id,
            in_place_of=alert.in_place_of,
        )
    )


def _come_back(command: RaiseAlert, work: Work, alert: Alert, known: AlertPolicy) -> None:
    """The old alert again: what somebody closed wants another answer, what went by itself not."""
    is_answered_for = alert.outcome is None
    alert.returns += 1
    alert.is_flapping = alert.returns >= known.flaps_from
    alert.closed_by = alert.closed_at = alert.outcome = None
    _count(command, work, alert, is_answered_for=is_answered_for)


def _count(command: RaiseAlert, work: Work, alert: Alert, *, is_answered_for: bool) -> None:
    """Once more, with the newest data; nobody is called again unless it has grown worse."""
    is_worse = rules.is_worse(command.severity, alert.severity)
    state = rules.state_on_return(
        alert.state,
        was_answered=alert.acknowledged_at is not None,
        is_answered_for=is_answered_for and not is_worse,
    )
    if alert.state is not state:
        alert.state = ALERT_LIFE.move(AlertId.text(alert.id), alert.state, state)
    alert.count += 1
    alert.last_at, alert.cleared_at = work.now, None
    alert.severity = rules.worst(command.severity, alert.severity)
    alert.title, alert.title_zh = command.title, command.title_zh
    alert.detail, alert.detail_zh = command.detail, command.detail_zh
    work.record(
        AlertRepeated(
            alert_id=alert.id, about=alert.about, count=alert.count, returns=alert.returns
        )
    )
    if is_worse or not is_answered_for:
        alert.acknowledged_by = alert.acknowledged_at = alert.acknowledged_because = None
        _announce(work, alert)


def _announce(work: Work, alert: Alert) -> None:
    """It is asked of the first level, with all its time."""
    ask(work, alert, rules.first_level(alert.owner_id, alert.owner_role_id))
    work.record(
        AlertRaised(
            alert_id=alert.id,
            rule=alert.rule,
            about=alert.about,
            severity=alert.severity,
            owner_id=alert.owner_id,
            owner_role_id=alert.owner_role_id,
        )
    )
