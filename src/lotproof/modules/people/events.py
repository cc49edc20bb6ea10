"""What has happened to users, roles, sessions and tokens."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import (
    FailedFactor,
    FailuresOfHour,
    LockedUntil,
    LoginDigest,
    MethodOfSession,
    Permissions,
    RoleId,
    SessionId,
    SignInMethod,
    TokenId,
    UserId,
    ViewId,
    ViewName,
    WhichFactor,
)


@event("people.user_registered/1", t("User {user_id} registered", "登记用户 {user_id}"))
class UserRegistered(Event):
    user_id: UserId


@event("people.user_changed/1", t("User {user_id} changed", "用户 {user_id} 已变更"))
class UserChanged(Event):
    user_id: UserId


@event("people.user_deactivated/1", t("User {user_id} deactivated", "用户 {user_id} 已停用"))
class UserDeactivated(Event):
    user_id: UserId


@event("people.user_reactivated/1", t("User {user_id} reactivated", "用户 {user_id} 已恢复"))
class UserReactivated(Event):
    user_id: UserId


@event("people.password_set/1", t("Password of {user_id} set", "已设置 {user_id} 的密码"))
class PasswordSet(Event):
    user_id: UserId


@event("people.session_started/1", t("{user_id} signed in", "{user_id} 登录"))
class SessionStarted(Event):
    session_id: SessionId
    user_id: UserId
    method: MethodOfSession = SignInMethod.PASSWORD


@event("people.session_extended/1", t("Session {session_id} in use", "会话 {session_id} 使用中"))
class SessionExtended(Event):
    session_id: SessionId


@event("people.session_ended/1", t("{user_id} signed out", "{user_id} 退出登录"))
class SessionEnded(Event):
    session_id: SessionId
    user_id: UserId


@event("people.sign_in_failed/1", t("Sign-in failed", "登录失败"))
class SignInFailed(Event):
    user_id: UserId | None = None
    login_digest: LoginDigest | None = None
    factor: WhichFactor = FailedFactor.PASSWORD


@event(
    "people.user_locked_out/1",
    t("{user_id} locked out until {locked_until}", "{user_id} 被锁定至 {locked_until}"),
)
class UserLockedOut(Event):
    """Whoever watches for attempted misuse reacts to this (21 CFR 11.300(d))."""

    user_id: UserId
    locked_until: LockedUntil


@event(
    "people.failures_mounted/1",
    t("{failures} failed sign-ins within an hour", "一小时内登录失败 {failures} 次"),
)
class FailuresMounted(Event):
    """Said once an hour: somebody may be trying many names."""

    failures: FailuresOfHour


@event("people.user_unlocked/1", t("{user_id} unlocked", "{user_id} 已解除锁定"))
class UserUnlocked(Event):
    user_id: UserId


@event("people.sign_in_policy_set/1", t("Sign-in policy set", "已设置登录策略"))
class SignInPolicySet(Event):
    """The entry's changes say what the policy is now."""


@event(
    "people.api_token_created/1",
    t("API token {token_id} of {user_id} created", "已创建 {user_id} 的 API 令牌 {token_id}"),
)
class ApiTokenCreated(Event):
    token_id: TokenId
    user_id: UserId


@event(
    "people.api_token_revoked/1",
    t("API token {token_id} of {user_id} revoked", "已吊销 {user_id} 的 API 令牌 {token_id}"),
)
class ApiTokenRevoked(Event):
    token_id: TokenId
    user_id: UserId


@event("people.role_defined/1", t("Role {role_id} defined", "已定义角色 {role_id}"))
class RoleDefined(Event):
    role_id: RoleId


@event("people.role_changed/1", t("Role {role_id} changed", "角色 {role_id} 已变更"))
class RoleChanged(Event):
    role_id: RoleId


@event(
    "people.role_completed/1",
    t("Role {role_id} has what is new in this program", "角色 {role_id} 已补充本程序新增的权限"),
)
class RoleCompleted(Event):
    role_id: RoleId
    permissions: Permissions


@event("people.role_retired/1", t("Role {role_id} retired", "角色 {role_id} 已停用"))
class RoleRetired(Event):
    role_id: RoleId


@event(
    "people.role_granted/1",
    t("Role {role_id} granted to {user_id}", "授予 {user_id} 角色 {role_id}"),
)
class RoleGranted(Event):
    user_id: UserId
    role_id: RoleId


@event(
    "people.role_revoked/1",
    t("Role {role_id} taken from {user_id}", "收回 {user_id} 的角色 {role_id}"),
)
class RoleRevoked(Event):
    user_id: UserId
    role_id: RoleId


@event("people.view_saved/1", t("View {name} saved", "已保存视图 {name}"))
class ViewSaved(Event):
    view_id: ViewId
    name: ViewName


@event("people.view_removed/1", t("View {name} removed", "已移除视图 {name}"))
class ViewRemoved(Event):
    view_id: ViewId
    name: ViewName
