"""Decisions about users, roles and sign-in, and their refusals."""

from collections.abc import Collection, Iterable
from typing import Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.masking import personal_permissions
from lotproof.kernel.record import RECORDS
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import COMMANDS, MODULES

MINUTE_US = 60_000_000
DAY_US = 86_400_000_000

PASSWORD_LENGTH_MIN = 12
PASSWORD_LENGTH_MAX = 256
PASSWORD_DIFFERENT_MIN = 5

OWN = frozenset(
    {
        "credentials.own.keep",
        "governance.list.export",
        "governance.record.export",
        "notifications.own.keep",
        "people.delegation.give",
        "people.emergency.take",
        "people.password.change",
        "people.view.keep",
        "signing.key.enrol",
        "traceability.scope.export",
        "training.assessment.take",
        "training.guide.complete",
        "training.policy.acknowledge",
        "training.reading.confirm",
    }
)
"""What changes nothing for anybody but the holder: part of any role."""

OVERSEEING: Final = frozenset(
    {
        "credentials.alert.review",
        "people.emergency.review",
        "people.exception.decide",
        "people.review.close",
        "people.review.decide",
    }
)
"""What watches over those who manage people, and gives nobody anything: part of any role."""

LEDGER_READ = "ledger.read"


class UnknownPermission(
    Refused,
    code="unknown_permission",
    en="There is no permission {permission}. Look it up in the list of permissions.",
    zh="没有权限 {permission}。请查阅权限列表。",
):
    """A role names a permission that no command asks for and that reads no module."""


class MixedDuties(
    Refused,
    code="mixed_duties",
    en="Managing people ({people}) and doing business ({business}) do not go together. Use two "
    "roles, for two persons.",
    zh="人员管理（{people}）与业务操作（{business}）不得合一。请分设两个角色，由两人担任。",
):
    """Who gives permissions does not use them."""


class OwnGrant(
    Refused,
    code="own_grant",
    en="You cannot give yourself a role or extend one you have. Ask another administrator.",
    zh="不能为本人授予角色或扩大本人角色的权限。请由其他管理员办理。",
):
    """Permissions always come from somebody else."""


class OtherDuty(
    Refused,
    code="other_duty",
    en="Role {role} would get {permission}, a duty of a kind it did not have. Define a new role.",
    zh="角色 {role} 将获得不同性质的权限 {permission}。请定义新角色。",
):
    """Whoever has the role may have others that do not go together with the new duty."""


class RoleHeld(
    Refused,
    code="role_held",
    en="{user} has the role {role} already.",
    zh="{user} 已持有角色 {role}。",
):
    """The role was granted before and not taken away."""


class RoleNotHeld(
    Refused,
    code="role_not_held",
    en="{user} does not have the role {role}.",
    zh="{user} 未持有角色 {role}。",
):
    """There is nothing to take away."""


class LockedOut(
    Refused,
    code="locked_out",
    en="{user} is locked out after too many failed sign-ins. Wait, or ask an administrator.",
    zh="{user} 因多次登录失败已被锁定。请稍后再试，或联系管理员。",
    http_status=403,
):
    """21 CFR 11.300(d)."""


class NotLocked(Refused, code="not_locked", en="{user} is not locked out.", zh="{user} 未被锁定。"):
    """There is no lock-out to lift."""


class OnlyTemporary(
    Refused,
    code="password_only_temporary",
    en="A password that you set for {user} is temporary: only they may know the one they keep.",
    zh="您为 {user} 设置的密码只能是临时密码：长期密码只能由本人知道。",
):
    """Nobody knows a password that its owner keeps (21 CFR 11.300(a))."""


class NoPasswordForService(
    Refused,
    code="no_password_for_service",
    en="{user} is a service account: it has API tokens, no password, and does not sign in.",
    zh="{user} 是服务账户：只用 API 令牌，没有密码，不能登录。",
):
    """A program is not a person."""


class NoPassword(
    Refused,
    code="no_password",
    en="{user} has no password yet. Ask an administrator to set one.",
    zh="{user} 尚未设置密码。请联系管理员设置。",
):
    """There is nothing to sign in with, or to unlock."""


class WeakPassword(
    Refused,
    code="weak_password",
    en="A password has {least} to {most} characters, at least {different} different ones, and "
    "does not contain the login name. Choose another.",
    zh="密码须为 {least} 至 {most} 个字符，至少 {different} 个不同字符，且不含登录名。请另选密码。",
    http_status=422,
):
    """NIST SP 800-63B: length counts, not rules about kinds of characters."""


class NotAPerson(
    Refused,
    code="not_a_person",
    en="{actor} is not a user: it has no password and no views of its own. Sign in as a person.",
    zh="{actor} 不是用户，没有本人的密码和视图。请以个人身份登录。",
):
    """A system actor has nothing of its own."""


class NeedsServiceAccount(
    Refused,
    code="needs_service_account",
    en="{user} is a person. API tokens are for service accounts: register one for the program.",
    zh="{user} 是人员。API 令牌仅用于服务账户：请为该程序登记服务账户。",
):
    """Nobody acts as somebody else, and a person's access ends with the session."""


class TokenTooLong(
    Refused,
    code="token_too_long",
    en="A token ends in the future, at most {days} days from now.",
    zh="令牌的到期时间须在将来，且不超过 {days} 天。",
):
    """Outside what the sign-in policy allows."""


class SessionOver(
    Refused,
    code="session_over",
    en="Session {session} is over. Sign in again.",
    zh="会话 {session} 已结束。请重新登录。",
    http_status=401,
):
    """Ended, idle for too long, or older than a session may be."""


class WhoseSignIn(
    Refused,
    code="whose_sign_in",
    en="Give either the user or the digest of the unknown login name.",
    zh="请给出用户，或未知登录名的摘要，二者择一。",
):
    """A failed sign-in is either of a known user or of an unknown name."""


class NotYourView(
    Refused,
    code="not_your_view",
    en="View {view} belongs to {owner}. Save one of your own instead.",
    zh="视图 {view} 属于 {owner}。请另存为本人的视图。",
):
    """A shared view is used by everybody and changed by its owner."""


class NotOfTheKind(
    Refused,
    code="not_of_the_kind",
    en="{kind} has no {what}. Look it up in the dictionary.",
    zh="{kind} 没有 {what}。请查阅数据字典。",
    http_status=422,
):
    """A view speaks of a kind of record, or of a field, that there is not."""


class ViewTooLarge(
    Refused,
    code="view_too_large",
    en="A view has at most {most} filters. Leave some out.",
    zh="一个视图最多有 {most} 个筛选条件。请减少。",
    http_status=422,
):
    """Nobody reads so many."""


class NothingLacking(
    Refused,
    code="nothing_lacking",
    en="Role {role} lacks nothing of {permissions}.",
    zh="角色 {role} 不缺少 {permissions}。",
):
    """Only what is new is added, and only what would be is said not to be wanted."""


def check_password(password: str, login: str) -> None:
    """Refuse a password that is too short, too long, too uniform, or contains the login name."""
    is_weak = (
        not PASSWORD_LENGTH_MIN <= len(password) <= PASSWORD_LENGTH_MAX
        or len(set(password)) < PASSWORD_DIFFERENT_MIN
        or login.lower() in password.lower()
    )
    if is_weak:
        raise WeakPassword(
            least=PASSWORD_LENGTH_MIN, most=PASSWORD_LENGTH_MAX, different=PASSWORD_DIFFERENT_MIN
        )


FILTERS_MAX: Final = 30


def require_view(
    record_kind: str, filters: Collection[str], columns: Iterable[str], sort: str
) -> None:
    """Refuse a view of a kind that there is not, or by fields that it does not have."""
    kind = RECORDS.get(record_kind)
    if kind is None:
        raise NotOfTheKind(kind=record_kind, what=record_kind)
    if len(filters) > FILTERS_MAX:
        raise ViewTooLarge(most=FILTERS_MAX)
    sorts = [word.strip().lstrip("-") for word in sort.split(",") if word.strip()]
    named = [*(name.partition(".")[0] for name in filters), *columns, *sorts]
    known = {field.name for field in kind.fields if not field.meaning.secret}
    unknown = sorted(set(named) - known)
    if unknown:
        raise NotOfTheKind(kind=record_kind, what=unknown[0][:80])


SESSION_RECORD: Final = "people.session.record"
FACTOR_RECORD: Final = "credentials.factor.record"
PROGRAMS_OWN: Final = frozenset(
    {
        SESSION_RECORD,
        FACTOR_RECORD,
        "documents.file.store",
        "notifications.delivery.report",
        "rules.firing.record",
        "rules.trial.record",
        "signing.failure.record",
    }
)
"""What only the program itself may say: that somebody signed in, that it has a file, that a
message was sent, that a rule fired."""
CONSOLES_OWN: Final = frozenset({"signing.root.confirm"})
"""What only whoever has the data folder may do."""


def known_permissions() -> frozenset[str]:
    """Every permission a role can have: of commands, to read a module and what it holds of persons,
    to read the ledger.

    Recording sessions is the program's alone: who may, could sign in as anybody. So is what it
    has stored.
    """
    of_commands = {s.permission for s in COMMANDS.values()} - PROGRAMS_OWN - CONSOLES_OWN
    of_reading = {f"{name}.read" for name in MODULES} | {LEDGER_READ} | personal_permissions()
    return frozenset(of_commands | of_reading)


def require_known(permissions: Iterable[str]) -> None:
    unknown = sorted(set(permissions) - known_permissions())
    if unknown:
        raise UnknownPermission(permission=", ".join(unknown[:5]))


def duties(permissions: Iterable[str]) -> tuple[set[str], set[str]]:
    """Which permissions manage people, and which do business; reading is neither."""
    acting = {p for p in permissions if not p.endswith(".read")} - OWN
    managing = {p for p in acting if p.startswith(("people.", "credentials."))} - OVERSEEING
    return managing, acting - managing - OVERSEEING


def require_one_duty(permissions: Collection[str]) -> None:
    """Whoever manages people does no business."""
    managing, business = duties(permissions)
    if managing and business:
        raise MixedDuties(people=min(managing), business=min(business))


def require_other(actor: str, user: str) -> None:
    """Nobody gives permissions to themselves."""
    if actor == user:
        raise OwnGrant


def require_same_duty(role: str, before: Iterable[str], after: Iterable[str]) -> None:
    """A role does not begin to manage people, or to do business."""
    for former, now in zip(duties(before), duties(after), strict=True):
        if now and not former:
            raise OtherDuty(role=role, permission=min(now))


def failures_after(count: int, locked_until: Instant | None, now: Instant) -> int:
    """How many failures in a row there are with one more; an expired lock-out begins anew."""
    is_expired = locked_until is not None and now >= locked_until
    return 1 if is_expired else count + 1


def lock_end(
    failures: int, failures_max: int, lockout_minutes: int, now: Instant
) -> Instant | None:
    """Until when the account is locked after that many failures in a row; None if it is not."""
    if failures < failures_max:
        return None
    return Instant(now + lockout_minutes * MINUTE_US)


def is_locked(locked_until: Instant | None, now: Instant) -> bool:
    return locked_until is not None and now < locked_until


def require_token_span(now: Instant, expires_at: Instant, days_max: int) -> None:
    """A token ends, in the future and within the policy."""
    if not now < expires_at <= now + days_max * DAY_US:
        raise TokenTooLong(days=days_max)
