"""Users, their credentials and roles, sessions, tokens, and the sign-in policy."""

from msgspec import field

from lotproof.kernel.record import Record, Visible, record
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import (
    CreatedBy,
    EndedAt,
    ExpiresAt,
    FailedCount,
    FailuresAnHour,
    FailuresMax,
    FailuresOfHour,
    FailureWatchId,
    IdleMinutes,
    IdleUntil,
    IsGranted,
    IsService,
    IsShared,
    IsTemporary,
    LanguageOfUser,
    LockedUntil,
    LockoutMinutes,
    Login,
    MethodOfSession,
    NotWanted,
    PasswordDays,
    PasswordHash,
    PasswordSetAt,
    Permissions,
    PersonalName,
    RecordKind,
    ResetBy,
    RevokedAt,
    RoleCode,
    RoleId,
    RoleState,
    RoleTitle,
    RoleTitleZh,
    SessionHours,
    SessionId,
    SessionState,
    SignInMethod,
    SignInPolicyId,
    StartedAt,
    StateOfRole,
    StateOfSession,
    StateOfToken,
    StateOfUser,
    StateOfView,
    TokenDays,
    TokenDigest,
    TokenId,
    TokenName,
    TokenScope,
    TokenState,
    UserId,
    UserState,
    ViewColumns,
    ViewFilters,
    ViewId,
    ViewName,
    ViewOwner,
    ViewSearch,
    ViewSort,
    ViewState,
    WayGivenAt,
    WayGivenBy,
)
from lotproof.modules.people.vocabulary_access import (
    EmergencyHours,
    RegisteredBy,
    Scope,
    TakenFrom,
    TakenUntil,
    ValidFrom,
    ValidUntil,
)


@record("people.user", t("User", "用户"), unique=[("login",)])
class User(Record):
    """A person, or a program with an account of its own. Deactivated, never deleted."""

    id: UserId
    login: Login
    name: PersonalName
    language: LanguageOfUser
    is_service: IsService = False
    state: StateOfUser = UserState.ACTIVE
    registered_by: RegisteredBy | None = None


@record("people.credential", t("Credential", "登录凭据"), key="user_id")
class Credential(Record):
    """The password of a user, and what was tried with it."""

    user_id: UserId
    password_hash: PasswordHash
    set_at: PasswordSetAt
    is_temporary: IsTemporary
    failed_count: FailedCount = 0
    locked_until: LockedUntil | None = None
    reset_by: ResetBy | None = None


@record("people.way_in", t("Way in given", "所提供的登录途径"), key=("user_id", "given_by"))
class WayIn(Record):
    """Who ever gave somebody an account, a password or an identity to sign in with, for ever.

    They may have gone in themselves and left something there, whatever was set since.
    """

    user_id: UserId
    given_by: WayGivenBy
    given_at: WayGivenAt


@record("people.role", t("Role", "角色"), unique=[("code",)])
class Role(Record):
    """A named set of permissions; with `emergency_hours`, one that is taken in need only."""

    id: RoleId
    code: RoleCode
    title: RoleTitle
    title_zh: RoleTitleZh
    permissions: Permissions
    state: StateOfRole = RoleState.ACTIVE
    emergency_hours: EmergencyHours | None = None
    not_wanted: NotWanted = field(default_factory=list)


@record("people.grant", t("Grant", "角色授予"), key=("user_id", "role_id"), index=[("role_id",)])
class Grant(Record):
    """Whether a user has a role, from when until when, and for what; None: without that limit.

    An emergency role counts while it is taken.
    """

    user_id: UserId
    role_id: RoleId
    is_granted: IsGranted = True
    scope: Scope | None = None
    valid_from: ValidFrom | None = None
    valid_until: ValidUntil | None = None
    taken_from: TakenFrom | None = None
    taken_until: TakenUntil | None = None


@record("people.session", t("Session", "会话"), unique=[("digest",)], index=[("user_id", "state")])
class Session(Record):
    """The time between signing in and signing out. The token itself is never stored."""

    id: SessionId
    user_id: UserId
    digest: TokenDigest
    started_at: StartedAt
    idle_until: IdleUntil
    expires_at: ExpiresAt
    method: MethodOfSession = SignInMethod.PASSWORD
    state: StateOfSession = SessionState.OPEN
    ended_at: EndedAt | None = None


@record(
    "people.api_token",
    t("API token", "API 令牌"),
    unique=[("digest",)],
    index=[("user_id", "state")],
)
class ApiToken(Record):
    """What a program shows instead of a password. The token itself is never stored."""

    id: TokenId
    user_id: UserId
    name: TokenName
    digest: TokenDigest
    expires_at: ExpiresAt
    created_by: CreatedBy
    state: StateOfToken = TokenState.VALID
    revoked_at: RevokedAt | None = None
    scope: TokenScope | None = None


@record("people.sign_in_policy", t("Sign-in policy", "登录策略"))
class SignInPolicy(Record):
    """What the site demands of passwords, sessions and tokens (21 CFR 11.10(d), 11.300)."""

    id: SignInPolicyId
    failures_max: FailuresMax = 5
    lockout_minutes: LockoutMinutes = 15
    idle_minutes: IdleMinutes = 30
    session_hours: SessionHours = 12
    password_days: PasswordDays = 365
    token_days: TokenDays = 365
    failures_an_hour: FailuresAnHour = 50


@record("people.failure_watch", t("Watch over failures", "失败监视"))
class FailureWatch(Record):
    """Failures of this hour, whoever's: few tries with each of many names lock nobody out."""

    id: FailureWatchId
    began_at: StartedAt
    failures: FailuresOfHour


@record(
    "people.view",
    t("Saved view", "已保存视图"),
    unique=[("user_id", "record_kind", "name")],
    index=[("record_kind", "state")],
    visible=Visible("people.view.keep", owner="user_id", shared="is_shared"),
)
class View(Record):
    """How somebody wants to see a list again, for themselves or for everybody."""

    id: ViewId
    user_id: ViewOwner
    record_kind: RecordKind
    name: ViewName
    filters: ViewFilters
    columns: ViewColumns
    sorted_by: ViewSort = ""
    search_text: ViewSearch = ""
    is_shared: IsShared = False
    state: StateOfView = ViewState.KEPT
