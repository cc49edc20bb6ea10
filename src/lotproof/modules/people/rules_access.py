"""Decisions about limits of roles, separated duties, emergency, deputies and reviews."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS
from lotproof.modules.people.rules import OWN

HOUR_US: Final = 3_600_000_000
DAY_US: Final = 86_400_000_000


class OutsideScope(
    Refused,
    code="outside_scope",
    en="Your role {role} has {permission} only for {scope}. Ask somebody whose role covers this.",
    zh="您的角色 {role} 仅对 {scope} 具有权限 {permission}。请由权限覆盖此对象的人员办理。",
    http_status=403,
):
    """The grant is limited, and what the command names is outside, or cannot be told."""


class NotADeputy(
    Refused,
    code="not_a_deputy",
    en="You are no deputy of {person} for {permission} now. Act in your own name, or ask them for "
    "a delegation.",
    zh="您目前不是 {person} 在权限 {permission} 上的代理人。请以本人名义办理，或请其授权代理。",
    http_status=403,
):
    """No delegation of this permission is running, or the delegator has it no more."""


class ServiceCannotSign(
    Refused,
    code="service_cannot_sign",
    en="{user} is a service account; {permission} is for commands that a person signs. Give it to "
    "a person.",
    zh="{user} 是服务账户；权限 {permission} 对应须由人员签名的操作。请授予人员。",
):
    """A program does not sign (21 CFR 11.100)."""


class SeparatedDuties(
    Refused,
    code="separated_duties",
    en="{who} would have {first} and {second}, which {separation} keeps apart. Use two persons, or "
    "request an exception.",
    zh="{who} 将同时持有 {first} 和 {second}，违反“{separation}”。请由两人担任，或申请例外。",
):
    """Two duties that the site has separated."""


class OwnAccount(
    Refused,
    code="own_account",
    en="You registered {user}: another administrator gives it roles.",
    zh="{user} 由您登记：须由其他管理员授予角色。",
):
    """Who opens an account does not say what it may do."""


class BadPeriod(
    Refused,
    code="bad_period",
    en="The time must end after it begins and in the future, at most {days} days from now.",
    zh="结束时间须晚于开始时间且在将来，距今不超过 {days} 天。",
    http_status=422,
):
    """A time that is over, turned round, or longer than the policy allows."""


class NoSuchPermission(
    Refused,
    code="permission_not_held",
    en="{user} does not have {permission} and cannot delegate it. What is itself delegated, and "
    "what everybody has, is not delegated further.",
    zh="{user} 未持有权限 {permission}，不能授权代理。受托的权限和人人都有的权限不能再转授。",
):
    """A deputy gets a part of what the delegator holds in their own right."""


class NobodysDeputy(
    Refused,
    code="nobodys_deputy",
    en="{user} cannot be a deputy here: choose another active person.",
    zh="{user} 不能担任代理人：请选择其他在职人员。",
):
    """Oneself, or a program."""


class NotYourDelegation(
    Refused,
    code="not_your_delegation",
    en="Delegation {delegation} is between two others; one of them ends it.",
    zh="代理 {delegation} 属于他人；由双方之一终止。",
):
    """Only the two persons of it end it; administrators move or deactivate people."""


class NotAnEmergencyRole(
    Refused,
    code="not_an_emergency_role",
    en="Role {role} is not taken in an emergency: it counts as it is granted.",
    zh="角色 {role} 不是应急角色：授予即生效。",
):
    """Only predefined emergency roles are taken."""


class EmergencyRunning(
    Refused,
    code="emergency_running",
    en="You have taken the role {role} already, until {until}.",
    zh="您已启用角色 {role}，有效至 {until}。",
):
    """One at a time of the same role."""


class EmergencyNotOver(
    Refused,
    code="emergency_not_over",
    en="{emergency} runs until {until}. Review it when it is over.",
    zh="{emergency} 有效至 {until}。请在结束后审查。",
):
    """What is not over cannot be judged."""


class NotOverdue(
    Refused,
    code="review_not_overdue",
    en="The review of {which} is not overdue, or was reminded of already.",
    zh="{which} 的审查尚未逾期，或已提醒。",
):
    """There is nothing to remind of."""


class NoEmergency(
    Refused,
    code="no_emergency",
    en="You have not taken the role {role}: there is nothing to give back.",
    zh="您未启用角色 {role}，无需交还。",
):
    """It ended already, by itself or by hand."""


class OwnReview(
    Refused,
    code="own_review",
    en="This is about yourself: another person decides it.",
    zh="此项涉及本人：须由他人决定。",
):
    """Nobody judges their own access."""


class NotResponsible(
    Refused,
    code="not_responsible",
    en="{responsible} decides the lines of review {review}, save those about themselves.",
    zh="审查 {review} 由 {responsible} 逐项决定（涉及其本人的除外）。",
):
    """Whoever is responsible says so in person."""


class LinesOpen(
    Refused,
    code="lines_open",
    en="{count} lines of review {review} are not decided yet. Decide them first.",
    zh="审查 {review} 尚有 {count} 项未决定。请先逐项决定。",
):
    """A review is closed when every line is decided."""


class NothingToReview(
    Refused,
    code="nothing_to_review",
    en="Nobody has a role: there is nothing to review.",
    zh="尚无人持有角色，无需审查。",
):
    """A review without lines says nothing."""


class ReviewStillOpen(
    Refused,
    code="review_open",
    en="Review {review} is still open. Close it first.",
    zh="审查 {review} 尚未完成。请先完成。",
):
    """One after the other, so that each revocation is carried out by one of them."""


class SeparatedAlready(
    Refused,
    code="separated_already",
    en="Accounts and roles are given by two administrators already.",
    zh="账户登记与角色授予已由两名管理员分别办理。",
):
    """It is switched on once and not switched off."""


def matches(permission: str, duty: Iterable[str]) -> bool:
    """Whether a permission is one of a duty; `items.bom.*` is all that begin so."""
    return any(fnmatchcase(permission, each) for each in duty)


def clash(
    permissions: Collection[str], first: Iterable[str], second: Iterable[str]
) -> tuple[str, str] | None:
    """A permission of each of two separated duties, if both are there; the first by name."""
    one = min((p for p in permissions if matches(p, first)), default=None)
    other = min((p for p in permissions if matches(p, second)), default=None)
    return None if one is None or other is None else (one, other)


def is_concerned(new: Iterable[str], first: Iterable[str], second: Iterable[str]) -> bool:
    """Whether what somebody is about to get belongs to one of two separated duties."""
    return any(matches(p, first) or matches(p, second) for p in new)


@cache
def signed_permissions() -> frozenset[str]:
    """The permissions of all commands that are signed; the modules are loaded before."""
    return frozenset(s.permission for s in COMMANDS.values() if s.signs is not None)


def require_unsigned(user: str, permissions: Iterable[str]) -> None:
    """Refuse to a service account what only a person can do, since it is signed.

    What is part of any role comes with the others; a program cannot use it.
    """
    signed = sorted(signed_permissions().intersection(permissions) - OWN)
    if signed:
        raise ServiceCannotSign(user=user, permission=signed[0])


def is_unlimited(permission: str) -> bool:
    """Whether a limit of a grant says nothing about it: reading, and what is one's own."""
    return permission.endswith(".read") or permission in OWN


def is_within(named: Mapping[str, set[int | None]], limits: Iterable[str]) -> bool:
    """Whether what a command names lies inside the limits of a grant.

    `named`: prefix → numbers of areas, items or workstations that the command is about, None for
    one that cannot be told. Each kind of limit must be met; within a kind, one of them.
    """
    allowed: dict[str, set[int]] = {}
    for limit in limits:
        prefix, _, number = limit.rpartition("_")
        allowed.setdefault(prefix, set()).add(int(number))
    return all(
        bool(named.get(prefix)) and all(n in numbers for n in named[prefix])
        for prefix, numbers in allowed.items()
    )


def require_period(
    now: Instant, since: Instant | None, until: Instant | None, days_max: int | None = None
) -> None:
    """Refuse a time that is turned round, over, or longer than so many days from now."""
    begins = now if since is None else since
    is_long = days_max is not None and (until is None or until > now + days_max * DAY_US)
    if (until is not None and until <= max(now, begins)) or is_long:
        raise BadPeriod(days=36_500 if days_max is None else days_max)


def earliest(*ends: Instant | None) -> Instant | None:
    """The first of some ends; None for no end."""
    return min((each for each in ends if each is not None), default=None)


def due_on(today: date, days: int) -> date:
    return today + timedelta(days=days)
