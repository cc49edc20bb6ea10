"""What happens to keys."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.signing.vocabulary import FailureCode, LockedUntil, SigningKeyId


@event(
    "signing.key_enrolled/1", t("Signing key of {user_id} enrolled", "已登记 {user_id} 的签名密钥")
)
class KeyEnrolled(Event):
    key_id: SigningKeyId
    user_id: UserId


@event(
    "signing.key_confirmed/1",
    t("Signing key of {user_id} confirmed", "已确认 {user_id} 的签名密钥"),
)
class KeyConfirmed(Event):
    key_id: SigningKeyId
    user_id: UserId


@event("signing.key_revoked/1", t("Signing key of {user_id} ended", "{user_id} 的签名密钥已失效"))
class KeyRevoked(Event):
    key_id: SigningKeyId
    user_id: UserId


@event(
    "signing.key_unlocked/1", t("Signing key of {user_id} unlocked", "{user_id} 的签名密钥已解锁")
)
class KeyUnlocked(Event):
    key_id: SigningKeyId
    user_id: UserId


@event("signing.signature_failed/1", t("A signature of {user_id} failed", "{user_id} 签名失败"))
class SignatureFailed(Event):
    user_id: UserId
    failure: FailureCode


@event(
    "signing.key_locked/1",
    t("Signing key of {user_id} locked", "{user_id} 的签名密钥已锁定"),
)
class KeyLocked(Event):
    key_id: SigningKeyId
    user_id: UserId
    locked_until: LockedUntil
