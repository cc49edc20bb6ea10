"""What can be asked about keys. Signing itself comes with the command that is signed."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.vocabulary import (
    Algorithm,
    Evidence,
    FailureCode,
    Fingerprint,
    PasskeyId,
    PasskeySite,
    PublicKey,
    SigningKeyId,
    WrappedKey,
)


@command(
    "signing.enrol_key/1",
    t("Enrol signing key", "登记签名密钥"),
    permission="signing.key.enrol",
    zh="登记本人的新签名密钥；须由另一签名人当面核实身份并签名确认后才有效。",
    by_program=True,
)
class EnrolKey(Command):
    """Enrol a new key of one's own; it counts once another signer has confirmed it in person."""

    algorithm: Algorithm
    public_key: PublicKey
    wrapped: WrappedKey | None = None
    passkey: PasskeyId | None = None
    passkey_site: PasskeySite | None = None


@command(
    "signing.confirm_key/1",
    t("Confirm signing key", "确认签名密钥"),
    permission="signing.key.confirm",
    zh="当面核实密钥所有人的身份，核对其读出的指纹，并签名确认；其先前的密钥随之失效。",
    signs=t("Identity verified and key confirmed", "已核实身份并确认密钥"),
)
class ConfirmKey(Command):
    """Confirm, face to face, whose key it is: identity and fingerprint (21 CFR 11.100(b)).

    The person's earlier key ends with it.
    """

    key_id: SigningKeyId
    fingerprint: Fingerprint
    evidence: Evidence


@command(
    "signing.confirm_first_key/1",
    t("Confirm the site's first key", "确认站点的首个密钥"),
    permission="signing.root.confirm",
    zh="站点尚无任何签名人时，由控制台确认第一个密钥；只能进行一次，指纹应公布于站点之外。",
)
class ConfirmFirstKey(Command):
    """Vouch, at the console and once only, for the key on which all later confirmations rest.

    Publish its fingerprint outside the site.
    """

    key_id: SigningKeyId
    fingerprint: Fingerprint
    evidence: Evidence


@command(
    "signing.revoke_key/1",
    t("Revoke signing key", "吊销签名密钥"),
    permission="signing.key.revoke",
    zh="密钥立即失效，例如遗失或泄露时；此前的签名仍然有效。",
    needs_reason=True,
)
class RevokeKey(Command):
    """End a key at once, as when it was lost (21 CFR 11.300(c)); earlier signatures stand."""

    key_id: SigningKeyId


@command(
    "signing.give_up_key/1",
    t("Give up own signing key", "停用本人签名密钥"),
    permission="signing.key.enrol",
    zh="本人的密钥立即失效，例如怀疑泄露时。",
    needs_reason=True,
)
class GiveUpKey(Command):
    """End a key of one's own at once, as when somebody may know its secret."""

    key_id: SigningKeyId


@command(
    "signing.unlock_key/1",
    t("Unlock signing key", "解除密钥锁定"),
    permission="signing.key.unlock",
    zh="确认本人身份后，提前解除因签名失败造成的锁定。",
    needs_reason=True,
)
class UnlockKey(Command):
    """Lift a lock after failed signatures early, after making sure who asks for it."""

    key_id: SigningKeyId


@command(
    "signing.record_failed_signature/1",
    t("Record failed signature", "记录签名失败"),
    permission="signing.failure.record",
    zh="记录一次失败的签名；次数达到上限即锁定密钥，并立即报告（21 CFR 11.300(d)）。",
    is_fact=True,
    by_program=True,
)
class RecordFailedSignature(Command):
    """Record a signature that failed; too many in a row lock the person's key."""

    user_id: UserId
    failure: FailureCode
