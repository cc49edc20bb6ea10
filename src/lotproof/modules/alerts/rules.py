"""Pure decisions about alerts."""

from typing import Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused
from lotproof.modules.alerts.vocabulary import AlertSeverity, AlertState, EscalationLevel

MINUTE_US: Final = 60_000_000
_ORDER: Final = tuple(AlertSeverity)


def is_worse(now: AlertSeverity, before: AlertSeverity) -> bool:
    return _ORDER.index(now) > _ORDER.index(before)


def worst(one: AlertSeverity, other: AlertSeverity) -> AlertSeverity:
    return one if is_worse(one, other) else other


def has_come_back(closed_at: Instant, now: Instant, minutes: int) -> bool:
    """Whether what is noticed now is what was closed so short a time ago; the end included."""
    return now - closed_at <= minutes * MINUTE_US


def state_on_return(before: AlertState, *, was_answered: bool, is_answered_for: bool) -> AlertState:
    """How an alert stands that is noticed again.

    `was_answered`: somebody has acknowledged it. `is_answered_for`: that answer still holds,
    since it has not grown worse and nobody had said that it was dealt with. Damping: what
    somebody knows of is not put to them again each time it comes and goes.
    """
    if before is AlertState.OPEN or not (was_answered and is_answered_for):
        return AlertState.OPEN
    return AlertState.ACKNOWLEDGED


def closes_by_itself(
    state: AlertState,
    severity: AlertSeverity,
    *,
    is_flapping: bool,
    quiet_us: int,
    minutes: int,
) -> bool:
    """Whether an alert whose cause is over is closed with it.

    A serious one wants an answer first; one that flaps has to be quiet for `minutes`, counted in
    `quiet_us` microseconds since it was noticed last.
    """
    if is_flapping and quiet_us < minutes * MINUTE_US:
        return False
    return state is AlertState.ACKNOWLEDGED or not is_worse(severity, AlertSeverity.WARNING)


# --- whom it reaches ----------------------------------------------------------------------------


def first_level(owner: int | None, role: int | None) -> EscalationLevel:
    """Who is asked first, by the number of the owner and that of the owning role."""
    if owner is not None:
        return EscalationLevel.OWNER
    return EscalationLevel.MANAGEMENT if role is None else EscalationLevel.ROLE


def next_level(level: EscalationLevel, role: int | None) -> EscalationLevel | None:
    """Who is asked when nobody has answered; None after the last."""
    if level is EscalationLevel.MANAGEMENT:
        return None
    if level is EscalationLevel.OWNER and role is not None:
        return EscalationLevel.ROLE
    return EscalationLevel.MANAGEMENT


def beginnings(rule: str) -> list[str]:
    """A rule and its beginnings up to a dot, the longest first: `a.b.c`, `a.b`, `a`."""
    parts = rule.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


class AlertNotDue(
    Refused,
    code="alert_not_due",
    en="{alert} is not due for the next level yet.",
    zh="{alert} 尚未到上报时限。",
):
    """Whoever is asked has the whole time to answer."""


class HighestLevel(
    Refused,
    code="highest_level",
    en="{alert} has reached management already; there is nobody further to ask.",
    zh="{alert} 已上报至管理层，无更高层级。",
):
    """Escalation ends."""


class OneAlertOwner(
    Refused,
    code="one_alert_owner",
    en="Name a person or a role, one of them.",
    zh="请指定一人或一个角色，二者取一。",
    http_status=422,
):
    """What two own nobody owns."""


class AlertOfOthers(
    Refused,
    code="alert_of_others",
    en="{alert} is with {owner}; it is handed over by them, or by the level that it reaches next.",
    zh="{alert} 由 {owner} 负责；由其移交，或上报后由上级移交。",
):
    """Nobody's work is taken from under their hands."""


class ChosenFromRole(
    Refused,
    code="chosen_from_role",
    en="Name the role of which one is chosen by shift or training.",
    zh="按当班或培训选择责任人时，请指定角色。",
    http_status=422,
):
    """Of one person nobody is chosen."""


class HandedToSelf(
    Refused,
    code="alert_handed_to_self",
    en="You own this yourself. Name somebody else.",
    zh="责任人就是本人，请指定他人。",
    http_status=422,
):
    """What is handed over goes to another."""


class NothingToHandOver(
    Refused,
    code="no_alert_to_hand_over",
    en="You own no alert that is not closed.",
    zh="本人没有未关闭的报警。",
):
    """There is nothing to pass on."""


class PolicyInPast(
    Refused,
    code="alert_policy_in_past",
    en="A policy holds from today on at the earliest, not from {day}.",
    zh="策略最早自今日起生效，不能自 {day} 起。",
    http_status=422,
):
    """How soon something had to be answered is not changed afterwards."""
