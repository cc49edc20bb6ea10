"""The words of keys and signatures."""

from typing import Annotated

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, actor
from lotproof.kernel.text import t


class SigningKeyId(Id, prefix="sgk", label=t("Signing key", "签名密钥")):
    """A person's key; a new one is made, never an old one changed."""


class SignatureId(Id, prefix="sgn", label=t("Signature", "签名")):
    """One signature somebody gave."""


class KeyAlgorithm(Choice):
    ED25519 = "ed25519", "signing secret (Ed25519)", "签名口令（Ed25519）"
    ES256 = "webauthn_es256", "passkey (ES256)", "通行密钥（ES256）"
    EDDSA = "webauthn_eddsa", "passkey (EdDSA)", "通行密钥（EdDSA）"


class KeyState(Choice):
    PENDING = "pending", "waits for confirmation", "待确认"
    ACTIVE = "active", "active", "有效"
    SUPERSEDED = "superseded", "superseded", "已被取代"
    REVOKED = "revoked", "revoked", "已吊销"


KEY_LIFE = LifeCycle(
    t("Signing key", "签名密钥"),
    {
        KeyState.PENDING: {KeyState.ACTIVE, KeyState.REVOKED},
        KeyState.ACTIVE: {KeyState.SUPERSEDED, KeyState.REVOKED},
        KeyState.SUPERSEDED: (),
        KeyState.REVOKED: (),
    },
)

_B64URL = r"[A-Za-z0-9_-]+"

Generation = Annotated[
    int,
    Meaning(
        label=t("Generation", "代次"),
        help=t("1 for the person's first key.", "本人的第一把密钥为 1。"),
        minimum=1,
    ),
]
Algorithm = Annotated[KeyAlgorithm, Meaning(label=t("Kind of key", "密钥类型"))]
PublicKey = Annotated[
    str,
    Meaning(
        label=t("Public key", "公钥"),
        help=t("Base64url; of a passkey its COSE key.", "Base64url；通行密钥为 COSE 公钥。"),
        length_max=1_000,
        pattern=_B64URL,
    ),
]
Fingerprint = Annotated[
    str,
    Meaning(
        label=t("Fingerprint of the key", "密钥指纹"),
        help=t("As the owner reads it from their own screen.", "由密钥所有人从本人屏幕上读出。"),
        length_max=40,
        pattern=r"[0-9A-F]{4}( [0-9A-F]{4}){7}",
    ),
]
WrappedKey = Annotated[
    str,
    Meaning(
        label=t("Wrapped private key", "加密的私钥"),
        help=t("Opened by the owner's signing secret alone.", "仅所有人的签名口令可以打开。"),
        length_max=400,
        pattern=_B64URL,
        secret=True,
    ),
]
PasskeyId = Annotated[
    str,
    Meaning(
        label=t("Passkey", "通行密钥"),
        help=t("As the authenticator names it.", "验证器给出的标识。"),
        length_max=1_400,
        pattern=_B64URL,
    ),
]
PasskeySite = Annotated[
    str,
    Meaning(
        label=t("Site of the passkey", "通行密钥所属站点"),
        help=t("The host name it was made for.", "创建通行密钥时的主机名。"),
        length_max=253,
        pattern=r"[a-z0-9.-]+",
    ),
]
StateOfKey = Annotated[KeyState, Meaning(label=t("State", "状态"))]
EnrolledAt = Annotated[Instant, Meaning(label=t("Enrolled at", "登记时间"))]
ConfirmedBy = Annotated[str, actor(t("Confirmed by", "确认人"))]
ConfirmedAt = Annotated[Instant, Meaning(label=t("Confirmed at", "确认时间"))]
EndedAt = Annotated[Instant, Meaning(label=t("Ended at", "失效时间"))]
Evidence = Annotated[
    str,
    Meaning(
        label=t("Evidence of identity", "身份凭据"),
        help=t("How you made sure who it is.", "您如何核实其身份。"),
        length_max=400,
        pattern=r".+",
        personal=True,
    ),
]
FailedCount = Annotated[
    int, Meaning(label=t("Failed signatures in a row", "连续签名失败次数"), minimum=0)
]
LockedUntil = Annotated[Instant, Meaning(label=t("Locked until", "锁定至"))]
FailureCode = Annotated[
    str,
    Meaning(
        label=t("What failed", "失败原因"),
        help=t("The code of the refusal.", "拒绝代码。"),
        length_max=40,
        pattern=r"[a-z_]+",
    ),
]

# --- signatures ---------------------------------------------------------------------------------

PrintedName = Annotated[
    str,
    Meaning(
        label=t("Signed by", "签名人"),
        help=t("The name as it was printed.", "签名时显示的姓名。"),
        length_max=80,
        personal=True,
        needed=True,
    ),
]
MeaningEn = Annotated[str, Meaning(label=t("Meaning", "英文含义"), length_max=200)]
MeaningZh = Annotated[str, Meaning(label=t("Meaning in Chinese", "签名含义"), length_max=200)]
SignedAt = Annotated[Instant, Meaning(label=t("Signed at", "签名时间"))]
CommandKind = Annotated[str, Meaning(label=t("Signed operation", "签署的操作"), length_max=80)]
CommandUuid = Annotated[str, Meaning(label=t("Command", "命令"), length_max=36)]
Salt = Annotated[
    str,
    Meaning(
        label=t("Salt of the digests", "摘要盐值"),
        help=t("32 random bytes in base64url.", "32 个随机字节，Base64url。"),
        length_max=43,
        pattern=r"[A-Za-z0-9_-]{43}",
        personal=True,
        needed=True,
    ),
]
RecordKind = Annotated[str, Meaning(label=t("Kind of record", "记录类型"), length_max=80)]
RecordKey = Annotated[str, Meaning(label=t("Record", "记录"), length_max=200)]
Digest = Annotated[
    str,
    Meaning(
        label=t("Digest of the content", "内容摘要"),
        help=t("SHA-256 with the signature's salt.", "带签名盐值的 SHA-256。"),
        length_max=43,
        pattern=r"[A-Za-z0-9_-]{43}",
    ),
]
SeriesUntil = Annotated[
    Instant,
    Meaning(
        label=t("Series lasts until", "连续签名截至"),
        help=t("Until then the secret alone is asked for.", "在此之前签名只需输入签名口令。"),
    ),
]
