"""What can be asked about users, roles, sign-in and tokens."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import (
    ExpiresAt,
    FailedFactor,
    FailuresAnHour,
    FailuresMax,
    IdleMinutes,
    IsService,
    IsShared,
    IsTemporary,
    LanguageOfUser,
    LockoutMinutes,
    Login,
    LoginDigest,
    PasswordDays,
    PasswordHash,
    Permissions,
    PersonalName,
    RecordKind,
    RoleCode,
    RoleId,
    RoleTitle,
    RoleTitleZh,
    SessionHours,
    SessionId,
    TokenDays,
    TokenDigest,
    TokenId,
    TokenName,
    TokenScope,
    UserId,
    ViewColumns,
    ViewFilters,
    ViewId,
    ViewName,
    ViewSearch,
    ViewSort,
    WhichFactor,
)
from lotproof.modules.people.vocabulary_access import (
    EmergencyHours,
    Scope,
    ValidFrom,
    ValidUntil,
)

# --- users --------------------------------------------------------------------------------------


@command(
    "people.register_user/1",
    t("Register user", "登记用户"),
    permission="people.user.register",
    zh="登记一名人员或一个服务账户；登录名永不再分配给他人。",
)
class RegisterUser(Command):
    """Register a person or a service account; the login name is never given to anyone else."""

    login: Login
    name: PersonalName
    language: LanguageOfUser
    is_service: IsService = False


@command(
    "people.change_user/1",
    t("Change user", "变更用户"),
    permission="people.user.change",
    zh="更改姓名或语言；登录名不可更改。",
    needs_reason=True,
)
class ChangeUser(Command):
    """Change name or language; the login name stays."""

    user_id: UserId
    name: PersonalName
    language: LanguageOfUser


@command(
    "people.deactivate_user/1",
    t("Deactivate user", "停用用户"),
    permission="people.user.deactivate",
    zh="立即收回一切权限：结束全部会话，吊销全部令牌。",
    needs_reason=True,
)
class DeactivateUser(Command):
    """Take every access away at once: all sessions end, all tokens are revoked."""

    user_id: UserId


@command(
    "people.reactivate_user/1",
    t("Reactivate user", "恢复用户"),
    permission="people.user.reactivate",
    zh="允许用户再次登录，角色不变；令牌须重新创建。",
    needs_reason=True,
)
class ReactivateUser(Command):
    """Let a user sign in again, with the roles as they were; tokens are made anew."""

    user_id: UserId


# --- passwords and sign-in ----------------------------------------------------------------------


@command(
    "people.set_password/1",
    t("Set password", "设置密码"),
    permission="people.password.set",
    zh="为用户设置密码；临时密码须在下次登录时更改。用户的全部会话随之结束。",
)
class SetPassword(Command):
    """Give a user a password, to be changed at the next sign-in unless said otherwise.

    All sessions of the user end; a lock-out is lifted.
    """

    user_id: UserId
    password_hash: PasswordHash
    is_temporary: IsTemporary = True


@command(
    "people.change_password/1",
    t("Change own password", "更改本人密码"),
    permission="people.password.change",
    zh="更改本人密码；本人的全部会话随之结束。",
)
class ChangePassword(Command):
    """Change one's own password; all one's sessions end."""

    password_hash: PasswordHash


@command(
    "people.unlock_user/1",
    t("Unlock user", "解除锁定"),
    permission="people.user.unlock",
    zh="确认本人身份后，提前解除因登录失败造成的锁定。",
    needs_reason=True,
)
class UnlockUser(Command):
    """Lift a lock-out early, after making sure who asks for it."""

    user_id: UserId


@command(
    "people.start_session/1",
    t("Sign in", "登录"),
    permission="people.session.record",
    zh="密码核对无误后开始会话；停用、锁定的用户不得登录。",
    by_program=True,
)
class StartSession(Command):
    """Begin a session after the password was verified; refused while locked out."""

    user_id: UserId
    digest: TokenDigest


@command(
    "people.record_failed_sign_in/1",
    t("Record failed sign-in", "记录登录失败"),
    permission="people.session.record",
    zh="记录一次失败的登录；次数达到上限即锁定账户。不存在的登录名只记录带密钥的哈希。",
    is_fact=True,
    by_program=True,
)
class RecordFailedSignIn(Command):
    """Record a sign-in that failed; too many in a row lock the account.

    A login name nobody has is given as a keyed hash, for people mistype passwords as names.
    """

    user_id: UserId | None = None
    login_digest: LoginDigest | None = None
    factor: WhichFactor = FailedFactor.PASSWORD


@command(
    "people.extend_session/1",
    t("Extend session", "延长会话"),
    permission="people.session.record",
    zh="会话正在使用，顺延其闲置到期时间。",
    by_program=True,
)
class ExtendSession(Command):
    """Move on the idle limit of a session that is being used."""

    session_id: SessionId


@command(
    "people.end_session/1",
    t("Sign out", "退出登录"),
    permission="people.session.record",
    zh="结束会话，其令牌立即失效。",
    by_program=True,
)
class EndSession(Command):
    """End a session; its token is worthless at once."""

    session_id: SessionId


@command(
    "people.sign_out_user/1",
    t("Sign user out", "强制退出"),
    permission="people.user.sign_out",
    zh="结束用户的全部会话，例如设备遗失时。",
    needs_reason=True,
)
class SignOutUser(Command):
    """End all sessions of a user, as when a device was lost."""

    user_id: UserId


@command(
    "people.set_sign_in_policy/1",
    t("Set sign-in policy", "设置登录策略"),
    permission="people.policy.set",
    zh="规定锁定、会话、密码和令牌的时限；自下一次登录起适用。",
    needs_reason=True,
)
class SetSignInPolicy(Command):
    """Set the limits of lock-out, sessions, passwords and tokens, from the next sign-in on."""

    failures_max: FailuresMax
    lockout_minutes: LockoutMinutes
    idle_minutes: IdleMinutes
    session_hours: SessionHours
    password_days: PasswordDays
    token_days: TokenDays
    failures_an_hour: FailuresAnHour = 50


# --- API tokens ---------------------------------------------------------------------------------


@command(
    "people.create_api_token/1",
    t("Create API token", "创建 API 令牌"),
    permission="people.token.create",
    zh="为服务账户创建令牌；令牌本身只交给使用者，系统只保存摘要。",
)
class CreateApiToken(Command):
    """Make a token for a service account; only its digest is kept."""

    user_id: UserId
    name: TokenName
    digest: TokenDigest
    expires_at: ExpiresAt
    scope: TokenScope | None = None


@command(
    "people.revoke_api_token/1",
    t("Revoke API token", "吊销 API 令牌"),
    permission="people.token.revoke",
    zh="令牌立即失效。",
    needs_reason=True,
)
class RevokeApiToken(Command):
    """Make a token worthless at once."""

    token_id: TokenId


# --- roles --------------------------------------------------------------------------------------


@command(
    "people.define_role/1",
    t("Define role", "定义角色"),
    permission="people.role.define",
    zh="定义一组权限；人员管理权限与业务权限不得同在一个角色。",
)
class DefineRole(Command):
    """Name a set of permissions; managing people and doing business do not go together."""

    code: RoleCode
    title: RoleTitle
    title_zh: RoleTitleZh
    permissions: Permissions
    emergency_hours: EmergencyHours | None = None


@command(
    "people.change_role/1",
    t("Change role", "变更角色"),
    permission="people.role.change",
    zh="更改角色的名称和权限；不得为本人持有的角色增加权限。",
    needs_reason=True,
)
class ChangeRole(Command):
    """Change titles and permissions; nobody adds permissions to a role of their own."""

    role_id: RoleId
    title: RoleTitle
    title_zh: RoleTitleZh
    permissions: Permissions


@command(
    "people.retire_role/1",
    t("Retire role", "停用角色"),
    permission="people.role.retire",
    zh="角色永久失效，持有人随即失去其权限。",
    needs_reason=True,
)
class RetireRole(Command):
    """End a role for ever; whoever has it loses its permissions."""

    role_id: RoleId


@command(
    "people.grant_role/1",
    t("Grant role", "授予角色"),
    permission="people.role.grant",
    zh="授予用户角色；不得授予本人，人员管理角色与业务角色不得由同一人持有。",
)
class GrantRole(Command):
    """Give a user a role; not to oneself, and not managing people together with business."""

    user_id: UserId
    role_id: RoleId
    scope: Scope = field(default_factory=list)
    valid_from: ValidFrom | None = None
    valid_until: ValidUntil | None = None


@command(
    "people.revoke_role/1",
    t("Revoke role", "收回角色"),
    permission="people.role.revoke",
    zh="收回用户的角色，立即生效。",
    needs_reason=True,
)
class RevokeRole(Command):
    """Take a role from a user, at once."""

    user_id: UserId
    role_id: RoleId


@command(
    "people.save_view/1",
    t("Save view", "保存视图"),
    permission="people.view.keep",
    zh="以名称保存列表的筛选、排序和列；同名视图被替换，可与他人共享。",
)
class SaveView(Command):
    """Keep the filters, order and columns of a list under a name; one of that name is replaced."""

    record_kind: RecordKind
    name: ViewName
    filters: ViewFilters = field(default_factory=dict)
    columns: ViewColumns = field(default_factory=list)
    sorted_by: ViewSort = ""
    search_text: ViewSearch = ""
    is_shared: IsShared = False


@command(
    "people.delete_view/1",
    t("Remove view", "移除视图"),
    permission="people.view.keep",
    zh="移除本人保存的视图，不再列出。",
)
class DeleteView(Command):
    """Remove a view of one's own; it is listed no more."""

    view_id: ViewId
