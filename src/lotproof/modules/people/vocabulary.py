"""The words of users, roles, sessions and tokens."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor
from lotproof.kernel.text import t


class UserId(Id, prefix="usr", label=t("User", "用户")):
    """A person, or a program with an account of its own."""


class RoleId(Id, prefix="rol", label=t("Role", "角色")):
    """A named set of permissions."""


class SessionId(Id, prefix="ses", label=t("Session", "会话")):
    """The time between signing in and signing out."""


class TokenId(Id, prefix="tok", label=t("API token", "API 令牌")):
    """What a program shows instead of a password."""


class SignInPolicyId(Id, prefix="sip", label=t("Sign-in policy", "登录策略")):
    """The one policy of the site has number 1."""


class FailureWatchId(Id, prefix="fwt", label=t("Watch over failures", "失败监视")):
    """The one watch of the site has number 1."""


class UserLanguage(Choice):
    EN = "en", "English", "英文"
    ZH = "zh", "Chinese", "中文"


class UserState(Choice):
    ACTIVE = "active", "active", "有效"
    DEACTIVATED = "deactivated", "deactivated", "已停用"


USER_LIFE = LifeCycle(
    t("User", "用户"),
    {UserState.ACTIVE: {UserState.DEACTIVATED}, UserState.DEACTIVATED: {UserState.ACTIVE}},
)


class RoleState(Choice):
    ACTIVE = "active", "active", "有效"
    RETIRED = "retired", "retired", "已停用"


ROLE_LIFE = LifeCycle(
    t("Role", "角色"), {RoleState.ACTIVE: {RoleState.RETIRED}, RoleState.RETIRED: ()}
)


class SessionState(Choice):
    OPEN = "open", "open", "进行中"
    ENDED = "ended", "ended", "已结束"


SESSION_LIFE = LifeCycle(
    t("Session", "会话"), {SessionState.OPEN: {SessionState.ENDED}, SessionState.ENDED: ()}
)


class TokenState(Choice):
    VALID = "valid", "valid", "有效"
    REVOKED = "revoked", "revoked", "已吊销"


TOKEN_LIFE = LifeCycle(
    t("API token", "API 令牌"), {TokenState.VALID: {TokenState.REVOKED}, TokenState.REVOKED: ()}
)


class SignInMethod(Choice):
    """How somebody proved who they are when a session began."""

    PASSWORD = "password", "password", "密码"
    PASSWORD_CODE = "password_code", "password and one-time code", "密码和一次性验证码"
    PASSWORD_RECOVERY = "password_recovery", "password and recovery code", "密码和恢复码"
    PASSKEY = "passkey", "passkey", "通行密钥"
    SINGLE = "single", "single sign-on", "单点登录"
    SINGLE_STRONG = "single_strong", "single sign-on by several factors", "多因素单点登录"
    SINGLE_CODE = "single_code", "single sign-on and one-time code", "单点登录和一次性验证码"
    SINGLE_RECOVERY = "single_recovery", "single sign-on and recovery code", "单点登录和恢复码"


ONE_FACTOR = frozenset({SignInMethod.PASSWORD, SignInMethod.SINGLE})
"""What one stolen thing is enough for."""
WITH_PASSWORD = frozenset(
    {SignInMethod.PASSWORD, SignInMethod.PASSWORD_CODE, SignInMethod.PASSWORD_RECOVERY}
)


class FailedFactor(Choice):
    """What was wrong when somebody could not prove who they are."""

    PASSWORD = "password", "password", "密码"
    CODE = "code", "one-time or recovery code", "一次性验证码或恢复码"
    PASSKEY = "passkey", "passkey", "通行密钥"
    SINGLE = "single", "single sign-on", "单点登录"
    SIGNATURE = "signature", "signature", "签名"


# --- users --------------------------------------------------------------------------------------

Login = Annotated[
    str,
    Meaning(
        label=t("Login name", "登录名"),
        help=t(
            "Small letters, digits and . _ @ -; never given to anyone else.",
            "小写字母、数字和 . _ @ -；不再分配给他人。",
        ),
        length_max=64,
        pattern=r"[a-z0-9][a-z0-9._@-]*",
        personal=True,
    ),
]
PersonalName = Annotated[
    str,
    Meaning(
        label=t("Name", "姓名"),
        help=t("As printed beside what the person did.", "打印在其操作记录旁的姓名。"),
        length_max=80,
        pattern=r".+",
        personal=True,
        needed=True,
    ),
]
LanguageOfUser = Annotated[UserLanguage, Meaning(label=t("Language", "语言"))]
IsService = Annotated[
    bool,
    Meaning(
        label=t("Service account", "服务账户"),
        help=t(
            "A program: uses API tokens, cannot sign in or sign.",
            "供程序使用：只用 API 令牌，不能登录或签名。",
        ),
    ),
]
StateOfUser = Annotated[UserState, Meaning(label=t("State", "状态"))]
PasswordHash = Annotated[
    str,
    Meaning(
        label=t("Password hash", "密码哈希"),
        help=t("Argon2id in its encoded form.", "Argon2id 编码形式。"),
        length_max=200,
        pattern=r"\$argon2id\$v=19\$m=[0-9]+,t=[0-9]+,p=[0-9]+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+",
        secret=True,
    ),
]
PasswordSetAt = Annotated[Instant, Meaning(label=t("Password set at", "密码设置时间"))]
IsTemporary = Annotated[
    bool,
    Meaning(
        label=t("Temporary password", "临时密码"),
        help=t("To be changed at the next sign-in.", "下次登录时须更改。"),
    ),
]
FailedCount = Annotated[
    int, Meaning(label=t("Failed sign-ins in a row", "连续登录失败次数"), minimum=0)
]
WayGivenBy = Annotated[str, actor(t("Way in given by", "登录途径提供人"))]
WayGivenAt = Annotated[Instant, Meaning(label=t("First given at", "首次提供时间"))]
ResetBy = Annotated[
    str,
    actor(
        t("Last set by somebody else", "最近由他人设置"),
        t("Who it was; the person may have changed it since.", "设置人；本人此后可能已更改。"),
    ),
]
WhichFactor = Annotated[FailedFactor, Meaning(label=t("What failed", "失败方式"))]
LockedUntil = Annotated[Instant, Meaning(label=t("Locked until", "锁定至"))]

# --- roles --------------------------------------------------------------------------------------

RoleCode = Annotated[
    str,
    Meaning(
        label=t("Role code", "角色代码"),
        help=t("Small letters and _.", "小写字母和 _。"),
        length_max=40,
        pattern=r"[a-z][a-z_]*",
    ),
]
RoleTitle = Annotated[str, Meaning(label=t("Title", "英文名称"), length_max=80, pattern=r".+")]
RoleTitleZh = Annotated[
    str, Meaning(label=t("Chinese title", "中文名称"), length_max=80, pattern=r".+")
]
Permission = Annotated[
    str,
    Meaning(
        label=t("Permission", "权限"),
        help=t(
            "Such as warehouse.lot.release or warehouse.read.",
            "如 warehouse.lot.release 或 warehouse.read。",
        ),
        length_max=80,
        pattern=r"[a-z]+(\.[a-z_]+){1,2}",
    ),
]
Permissions = Annotated[list[Permission], Meaning(label=t("Permissions", "权限"), items_max=500)]
NotWanted = Annotated[
    list[Permission],
    Meaning(
        label=t("Not wanted", "不需要的权限"),
        help=t(
            "Of what this program gives the standard role; it is not proposed again.",
            "本程序的标准角色含有而本站点不需要的权限，不再提示。",
        ),
        items_max=500,
    ),
]
StateOfRole = Annotated[RoleState, Meaning(label=t("State", "状态"))]
IsGranted = Annotated[bool, Meaning(label=t("Granted", "已授予"))]

# --- sessions and tokens ------------------------------------------------------------------------

TokenDigest = Annotated[
    str,
    Meaning(
        label=t("Token digest", "令牌摘要"),
        help=t("SHA-256 of the token, in hexadecimal.", "令牌的 SHA-256，十六进制。"),
        length_max=64,
        pattern=r"[0-9a-f]{64}",
    ),
]
LoginDigest = Annotated[
    str,
    Meaning(
        label=t("Digest of the login name", "登录名摘要"),
        help=t(
            "Keyed hash, in hexadecimal, of a name nobody has.",
            "不存在的登录名的带密钥哈希（十六进制）。",
        ),
        length_max=64,
        pattern=r"[0-9a-f]{64}",
    ),
]
MethodOfSession = Annotated[SignInMethod, Meaning(label=t("Signed in by", "登录方式"))]
TokenScope = Annotated[
    list[Permission],
    Meaning(
        label=t("Only these permissions", "仅限权限"),
        help=t(
            "Of those the account has; without, all of them.", "账户权限中的一部分；不填则为全部。"
        ),
        items_max=500,
    ),
]
StartedAt = Annotated[Instant, Meaning(label=t("Started at", "开始时间"))]
IdleUntil = Annotated[
    Instant,
    Meaning(
        label=t("Ends if idle until", "闲置到期"),
        help=t("Moved on while the session is used.", "使用期间顺延。"),
    ),
]
ExpiresAt = Annotated[Instant, Meaning(label=t("Expires at", "到期时间"))]
EndedAt = Annotated[Instant, Meaning(label=t("Ended at", "结束时间"))]
StateOfSession = Annotated[SessionState, Meaning(label=t("State", "状态"))]
TokenName = Annotated[
    str,
    Meaning(
        label=t("Token name", "令牌名称"),
        help=t("What it is for.", "用途。"),
        length_max=80,
        pattern=r".+",
    ),
]
CreatedBy = Annotated[str, actor(t("Created by", "创建人"))]
RevokedAt = Annotated[Instant, Meaning(label=t("Revoked at", "吊销时间"))]
StateOfToken = Annotated[TokenState, Meaning(label=t("State", "状态"))]

# --- policy -------------------------------------------------------------------------------------

FailuresMax = Annotated[
    int,
    Meaning(label=t("Failed sign-ins until lock-out", "锁定前允许失败次数"), minimum=1, maximum=20),
]
LockoutMinutes = Annotated[
    int, Meaning(label=t("Lock-out (minutes)", "锁定时长（分钟）"), minimum=1, maximum=10_080)
]
IdleMinutes = Annotated[
    int,
    Meaning(label=t("Idle session (minutes)", "闲置时限（分钟）"), minimum=1, maximum=1_440),
]
SessionHours = Annotated[
    int, Meaning(label=t("Longest session (hours)", "会话最长时限（小时）"), minimum=1, maximum=168)
]
FailuresAnHour = Annotated[
    int,
    Meaning(
        label=t("Failures in an hour until alert", "每小时失败警报阈值"),
        help=t("Of everybody together.", "所有账户合计。"),
        minimum=3,
        maximum=10_000,
    ),
]
FailuresOfHour = Annotated[
    int, Meaning(label=t("Failures in this hour", "本小时失败次数"), minimum=0)
]
PasswordDays = Annotated[
    int, Meaning(label=t("Password age (days)", "密码有效期（天）"), minimum=1, maximum=3_650)
]
TokenDays = Annotated[
    int,
    Meaning(label=t("Longest token (days)", "令牌有效期上限（天）"), minimum=1, maximum=3_650),
]

# --- saved views --------------------------------------------------------------------------------


class ViewId(Id, prefix="viw", label=t("View", "视图")):
    """A list as somebody wants to see it again."""


class ViewState(Choice):
    KEPT = "kept", "kept", "已保存"
    REMOVED = "removed", "removed", "已移除"


VIEW_LIFE = LifeCycle(
    t("View", "视图"),
    {ViewState.KEPT: {ViewState.REMOVED}, ViewState.REMOVED: {ViewState.KEPT}},
)

ViewName = Annotated[
    str,
    Meaning(
        label=t("View name", "视图名称"),
        help=t("What the list shows.", "列表显示的内容。"),
        length_max=60,
        pattern=r".+",
    ),
]
RecordKind = Annotated[
    str,
    Meaning(
        label=t("Kind of record", "记录类型"),
        help=t("Such as warehouse.lot.", "如 warehouse.lot。"),
        length_max=80,
        pattern=r"[a-z]+\.[a-z_]+",
    ),
]
ViewFilters = Annotated[
    dict[str, str],
    Meaning(
        label=t("Filters", "筛选条件"),
        help=t("As in the address of the list: state=released.", "同列表地址：state=released。"),
    ),
]
ViewSort = Annotated[
    str,
    Meaning(
        label=t("Sorted by", "排序"),
        help=t("Fields between commas, - for descending.", "字段以逗号分隔，- 表示降序。"),
        length_max=200,
        pattern=r"[a-z_,.-]*",
    ),
]
ViewSearch = Annotated[str, Meaning(label=t("Search text", "搜索文本"), length_max=100)]
ViewColumns = Annotated[list[str], Meaning(label=t("Columns", "列"), length_max=80, items_max=60)]
IsShared = Annotated[
    bool,
    Meaning(
        label=t("Shared", "共享"),
        help=t("Everybody may use it.", "所有人均可使用。"),
    ),
]
ViewOwner = Annotated[UserId, Meaning(label=t("Owner", "所有者"))]
StateOfView = Annotated[ViewState, Meaning(label=t("State", "状态"))]
