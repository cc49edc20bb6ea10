"""The words of second factors, passkeys, linked identities, identity checks and alerts."""

from datetime import date
from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import RoleCode, SignInMethod


class TotpId(Id, prefix="otp", label=t("Code generator", "验证码生成器")):
    """An app or device that shows one-time codes (RFC 6238)."""


class RecoveryCodeId(Id, prefix="rcv", label=t("Recovery code", "恢复码")):
    """What is used once when the code generator is not at hand."""


class PasskeyId(Id, prefix="psk", label=t("Passkey", "通行密钥")):
    """A key pair in somebody's device; only its public key is known here."""


class LinkId(Id, prefix="idl", label=t("Linked identity", "关联身份")):
    """Who a provider of single sign-on says somebody is."""


class IdentityCheckId(Id, prefix="idc", label=t("Identity check", "身份核实")):
    """That somebody saw who a person is."""


class AlertId(Id, prefix="alr", label=t("Security alert", "安全警报")):
    """Something that looks like an attempt to get in."""


class FactorPolicyId(Id, prefix="fpo", label=t("Second-factor policy", "双因素策略")):
    """The one policy of the site has number 1."""


class FactorState(Choice):
    ACTIVE = "active", "active", "有效"
    REVOKED = "revoked", "revoked", "已吊销"


FACTOR_LIFE = LifeCycle(
    t("Factor", "登录要素"),
    {FactorState.ACTIVE: {FactorState.REVOKED}, FactorState.REVOKED: ()},
)


class RecoveryState(Choice):
    UNUSED = "unused", "unused", "未使用"
    USED = "used", "used", "已使用"
    REVOKED = "revoked", "revoked", "已吊销"


RECOVERY_LIFE = LifeCycle(
    t("Recovery code", "恢复码"),
    {
        RecoveryState.UNUSED: {RecoveryState.USED, RecoveryState.REVOKED},
        RecoveryState.USED: (),
        RecoveryState.REVOKED: (),
    },
)


class LinkState(Choice):
    LINKED = "linked", "linked", "已关联"
    ENDED = "ended", "ended", "已解除"


LINK_LIFE = LifeCycle(
    t("Linked identity", "关联身份"),
    {LinkState.LINKED: {LinkState.ENDED}, LinkState.ENDED: {LinkState.LINKED}},
)


class CheckState(Choice):
    VALID = "valid", "valid", "有效"
    WITHDRAWN = "withdrawn", "withdrawn", "已撤回"


CHECK_LIFE = LifeCycle(
    t("Identity check", "身份核实"),
    {CheckState.VALID: {CheckState.WITHDRAWN}, CheckState.WITHDRAWN: ()},
)


class AlertState(Choice):
    OPEN = "open", "open", "待处理"
    ACKNOWLEDGED = "acknowledged", "acknowledged", "已确认"
    REVIEWED = "reviewed", "reviewed by management", "管理层已审阅"


ALERT_LIFE = LifeCycle(
    t("Security alert", "安全警报"),
    {
        AlertState.OPEN: {AlertState.ACKNOWLEDGED},
        AlertState.ACKNOWLEDGED: {AlertState.REVIEWED},
        AlertState.REVIEWED: (),
    },
)


class AlertCause(Choice):
    LOCK_OUT = "lock_out", "too many failures in a row", "连续失败次数过多"
    MANY_FAILURES = "many_failures", "many failures in one hour", "一小时内大量失败"
    COPIED_PASSKEY = "copied_passkey", "a passkey was copied", "通行密钥被复制"
    TOKEN_MISUSE = "token_misuse", "a token was used beyond its scope", "令牌超范围使用"


class Evidence(Choice):
    """What somebody was shown, or relied on."""

    IDENTITY_CARD = "identity_card", "identity card", "身份证"
    PASSPORT = "passport", "passport", "护照"
    EMPLOYMENT_FILE = "employment_file", "employment file", "人事档案"
    KNOWN_IN_PERSON = "known_in_person", "known in person", "本人熟识"


# --- second factors -----------------------------------------------------------------------------

SealedSeed = Annotated[
    str,
    Meaning(
        label=t("Sealed seed", "加密种子"),
        help=t("Encrypted with a key that is not in the database.", "以数据库之外的密钥加密。"),
        length_max=400,
        pattern=r"[A-Za-z0-9_-]{40,}",
        secret=True,
    ),
]
TimeStep = Annotated[
    int,
    Meaning(
        label=t("Time step", "时间步"),
        help=t("The 30 seconds of the last code used, since 1970.", "最近使用的验证码所属时间步。"),
        minimum=0,
    ),
]
RecoveryDigest = Annotated[
    str,
    Meaning(
        label=t("Digest of a recovery code", "恢复码摘要"),
        help=t("HMAC-SHA-256 under a key of the site.", "以站点密钥计算的 HMAC-SHA-256。"),
        length_max=64,
        pattern=r"[0-9a-f]{64}",
        secret=True,
    ),
]
RecoveryDigests = Annotated[
    list[RecoveryDigest],
    Meaning(
        label=t("Recovery codes", "恢复码"),
        help=t("Digests; each code signs in once.", "摘要；每个恢复码只能使用一次。"),
        length_max=64,
        pattern=r"[0-9a-f]{64}",
        items_max=20,
        secret=True,
    ),
]
EnrolledAt = Annotated[Instant, Meaning(label=t("Enrolled at", "登记时间"))]
UsedAt = Annotated[Instant, Meaning(label=t("Used at", "使用时间"))]
RevokedAt = Annotated[Instant, Meaning(label=t("Revoked at", "吊销时间"))]
RevokedBy = Annotated[str, actor(t("Revoked by", "吊销人"))]
StateOfFactor = Annotated[FactorState, Meaning(label=t("State", "状态"))]
StateOfRecovery = Annotated[RecoveryState, Meaning(label=t("State", "状态"))]
FirstFactor = Annotated[
    SignInMethod,
    Meaning(
        label=t("First factor", "第一要素"),
        help=t("What came before the code.", "验证码之前的要素。"),
    ),
]

# --- passkeys -----------------------------------------------------------------------------------

PasskeyName = Annotated[
    str,
    Meaning(
        label=t("Passkey name", "通行密钥名称"),
        help=t("The device it is in.", "所在设备。"),
        length_max=60,
        pattern=r".+",
        personal=True,
        needed=True,
    ),
]
CredentialIdText = Annotated[
    str,
    Meaning(
        label=t("Credential id", "凭据编号"),
        help=t("As the authenticator calls it; base64url.", "认证器给出的编号（base64url）。"),
        length_max=1400,
        pattern=r"[A-Za-z0-9_-]+",
    ),
]
PublicKey = Annotated[
    str,
    Meaning(
        label=t("Public key", "公钥"),
        help=t("Encoded as COSE (RFC 9052), base64url.", "COSE 编码（RFC 9052），base64url。"),
        length_max=1400,
        pattern=r"[A-Za-z0-9_-]+",
    ),
]
SiteHost = Annotated[
    str,
    Meaning(
        label=t("Host", "主机名"),
        help=t("The only host at which the passkey answers.", "通行密钥仅在此主机有效。"),
        length_max=253,
        pattern=r"[a-z0-9.-]+",
    ),
]
Aaguid = Annotated[
    str,
    Meaning(
        label=t("Make of authenticator", "认证器型号"),
        help=t("As it says itself; nobody vouches for it.", "由认证器自述，未经担保。"),
        length_max=36,
        pattern=r"[0-9a-f-]{36}",
    ),
]
IsSynced = Annotated[
    bool,
    Meaning(
        label=t("Synced", "已同步"),
        help=t("Copies are kept by the platform's maker.", "平台厂商保存其副本。"),
    ),
]
SignCount = Annotated[int, Meaning(label=t("Counter", "计数器"), minimum=0, maximum=4_294_967_295)]
ChallengedAt = Annotated[
    Instant,
    Meaning(
        label=t("Challenged at", "质询时间"),
        help=t("No challenge up to here is taken again.", "此前的质询均不再接受。"),
    ),
]

# --- single sign-on -----------------------------------------------------------------------------

Provider = Annotated[
    str,
    Meaning(
        label=t("Provider", "身份提供方"),
        help=t("Its short name in the configuration.", "配置中的简称。"),
        length_max=40,
        pattern=r"[a-z][a-z0-9-]*",
    ),
]
Issuer = Annotated[
    str,
    Meaning(
        label=t("Issuer", "签发方"),
        help=t("The provider's address, as in its tokens.", "提供方地址，与令牌中一致。"),
        length_max=200,
        pattern=r"https?://[^\s]+",
    ),
]
SubjectAtIssuer = Annotated[
    str,
    Meaning(
        label=t("Subject", "主体"),
        help=t("The `sub` that the provider gives the person.", "提供方为其分配的 sub。"),
        length_max=255,
        pattern=r"[!-~]+",
        personal=True,
    ),
]
IsStrong = Annotated[
    bool,
    Meaning(
        label=t("Several factors", "多因素"),
        help=t("The provider says so (RFC 8176).", "由提供方声明（RFC 8176）。"),
    ),
]
LinkedBy = Annotated[str, actor(t("Linked by", "关联人"))]
StateOfLink = Annotated[LinkState, Meaning(label=t("State", "状态"))]

# --- identity -----------------------------------------------------------------------------------

EvidenceSeen = Annotated[Evidence, Meaning(label=t("Evidence", "证据"))]
EvidenceDetail = Annotated[
    str,
    Meaning(
        label=t("Detail of the evidence", "证据说明"),
        help=t(
            "What was seen and where it is kept; not the full number of a document.",
            "所见证据及存放处；不要填写完整证件号码。",
        ),
        length_max=400,
        pattern=r"[^\x00-\x1f]+",
        personal=True,
    ),
]
CheckedOn = Annotated[date, Meaning(label=t("Checked on", "核实日期"))]
CheckedBy = Annotated[str, actor(t("Checked by", "核实人"))]
StateOfCheck = Annotated[CheckState, Meaning(label=t("State", "状态"))]

# --- alerts and policy --------------------------------------------------------------------------

Cause = Annotated[AlertCause, Meaning(label=t("Cause", "原因"))]
Times = Annotated[int, Meaning(label=t("Times", "次数"), minimum=1)]
OpenedAt = Annotated[Instant, Meaning(label=t("Opened at", "开始时间"))]
LatestAt = Annotated[Instant, Meaning(label=t("Latest at", "最近时间"))]
StateOfAlert = Annotated[AlertState, Meaning(label=t("State", "状态"))]
DealtBy = Annotated[str, actor(t("By", "处理人"))]
DealtAt = Annotated[Instant, Meaning(label=t("At", "处理时间"))]
Finding = Annotated[
    str,
    Meaning(label=t("Finding", "结论"), length_max=1000, personal=True, multiline=True),
]
PermissionAsked = Annotated[
    str,
    Meaning(
        label=t("Permission", "权限"),
        help=t(
            "What the token was used for, such as warehouse.read.",
            "令牌的用途，如 warehouse.read。",
        ),
        length_max=80,
        pattern=r"[a-z_.]+",
    ),
]
IsRequiredForAll = Annotated[
    bool, Meaning(label=t("Second factor for everybody", "所有人须双因素登录"))
]
RequiredRoles = Annotated[
    list[RoleCode],
    Meaning(
        label=t("Second factor for these roles", "须双因素登录的角色"),
        help=t("Whoever holds one of them.", "持有其中任一角色者。"),
        length_max=40,
        pattern=r"[a-z][a-z_]*",
        items_max=100,
    ),
]
