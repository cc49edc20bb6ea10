"""Decisions about keys and signatures, and their refusals."""

from hashlib import sha256
from typing import Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused

MINUTE_US: Final = 60_000_000


class SignatureUnfit(
    Refused,
    code="signature_unfit",
    en="The signature is not for this operation: {what}. Sign it anew.",
    zh="该签名不属于此操作：{what}。请重新签名。",
    http_status=422,
):
    """The intent is of another command, content, signer, site, or meaning."""


class SignatureStale(
    Refused,
    code="signature_stale",
    en="The signature was given at {at}. Sign again.",
    zh="该签名于 {at} 作出，已过时限。请重新签名。",
    http_status=422,
):
    """A signature that lay about is not a signature given now."""


class SignedContentChanged(
    Refused,
    code="signed_content_changed",
    en="{what} was changed after you saw it. Look at it again, and sign what it says now.",
    zh="{what} 在您查看之后已有变更。请重新查看，再对现有内容签名。",
):
    """What was signed is not what is there (21 CFR 11.70)."""


class SignatureWrong(
    Refused,
    code="signature_wrong",
    en="The signature does not verify with key {key}.",
    zh="用密钥 {key} 验证签名失败。",
    http_status=422,
):
    """The proof was not made by the key over this intent."""


class SecretWrong(
    Refused,
    code="signing_secret_wrong",
    en="This is not your signing secret, or not your login name. Try again.",
    zh="签名口令或登录名不正确。请重试。",
    http_status=403,
):
    """The secret does not open the key (21 CFR 11.200(a))."""


class NoSigningKey(
    Refused,
    code="no_signing_key",
    en="You have no active signing key. Enrol one, and let another signer confirm it.",
    zh="您没有有效的签名密钥。请先登记，并由另一签名人确认。",
    http_status=403,
):
    """The right to sign comes after the identity was verified (21 CFR 11.100(b))."""


class KeyNotActive(
    Refused,
    code="signing_key_not_active",
    en="Signing key {key} is {state}. Use your active one.",
    zh="签名密钥 {key} 的状态为{state}。请使用有效密钥。",
    http_status=403,
):
    """Pending, superseded or revoked."""


class NameNotConfirmed(
    Refused,
    code="name_not_confirmed",
    en="Key {key} was confirmed for another name than {name}. Make a new key and have it "
    "confirmed.",
    zh="密钥 {key} 确认时的姓名与 {name} 不同。请生成新密钥并经他人确认。",
    http_status=403,
):
    """Whose name is printed was verified with the key (21 CFR 11.100(b))."""


class KeyIsLocked(
    Refused,
    code="signing_key_locked",
    en="Signing is locked for {user} after too many failures. Wait, or have it unlocked.",
    zh="{user} 因多次签名失败已被锁定。请稍后再试，或请他人解锁。",
    http_status=403,
):
    """21 CFR 11.300(d)."""


class SeriesOver(
    Refused,
    code="signing_series_over",
    en="Give your login name and your signing secret: no series of signatures is open.",
    zh="当前没有进行中的连续签名。请输入登录名和签名口令。",
    http_status=403,
):
    """The first signing uses all components (21 CFR 11.200(a)(1))."""


class CannotSign(
    Refused,
    code="only_persons_sign",
    en="{user} is a service account. Only persons sign.",
    zh="{user} 是服务账户。只有人员可以签名。",
    http_status=403,
):
    """A signature is unique to one individual (21 CFR 11.100(a))."""


class OwnKey(
    Refused,
    code="own_signing_key",
    en="You cannot confirm your own key. Ask another signer.",
    zh="不能确认本人的密钥。请由另一签名人确认。",
):
    """Two persons stand behind a key."""


class SetThePassword(
    Refused,
    code="set_the_password",
    en="You once gave {user} an account, a password or an identity to sign in with: "
    "somebody else confirms the key.",
    zh="您曾为 {user} 建立账户、设置密码或关联登录身份：其密钥须由他人确认。",
):
    """Nobody alone ends up able to sign as another (21 CFR 11.200(a)(3))."""


class FingerprintDiffers(
    Refused,
    code="fingerprint_differs",
    en="The fingerprint is not that of {key}. Read it from its owner's own screen.",
    zh="指纹与 {key} 不符。请由密钥所有人从本人屏幕上读出。",
):
    """Another key was enrolled than the one its owner has."""


class NotTheFirstKey(
    Refused,
    code="not_the_first_key",
    en="This site has a confirmed key already. Let its owner confirm this one.",
    zh="本站点已有经确认的密钥。请由其所有人确认此密钥。",
):
    """The console vouches once."""


class KeyNotLocked(
    Refused, code="signing_key_not_locked", en="{key} is not locked.", zh="{key} 未被锁定。"
):
    """There is nothing to unlock."""


class KeyIncomplete(
    Refused,
    code="signing_key_incomplete",
    en="A key is wrapped under a secret, or is a passkey with its site.",
    zh="密钥须以口令加密保存，或为带站点的通行密钥。",
    http_status=422,
):
    """What the algorithm needs is not there."""


class NotYourKey(Refused, code="not_your_key", en="{key} is not yours.", zh="{key} 不是您的密钥。"):
    """Only its owner gives a key up."""


class WeakSecret(
    Refused,
    code="weak_signing_secret",
    en="A signing secret has {least} to {most} characters and is not your password.",
    zh="签名口令须为 {least} 至 {most} 个字符，且不得与登录密码相同。",
    http_status=422,
):
    """Whoever knows the password must not know how to sign."""


def fingerprint(public: bytes) -> str:
    """The first 128 bits of SHA-256 over the public key, to be read out loud."""
    digits = sha256(public).hexdigest()[:32].upper()
    return " ".join(digits[at : at + 4] for at in range(0, 32, 4))


def is_locked(locked_until: Instant | None, now: Instant) -> bool:
    return locked_until is not None and now < locked_until
