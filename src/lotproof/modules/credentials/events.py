"""What has happened to factors, identities and alerts."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.credentials.vocabulary import (
    AlertId,
    Cause,
    IdentityCheckId,
    LinkId,
    PasskeyId,
    PermissionAsked,
    RecoveryCodeId,
    TotpId,
)
from lotproof.modules.people.vocabulary import TokenId, UserId, WhichFactor


@event(
    "credentials.totp_enrolled/1",
    t("Code generator of {user_id} enrolled", "{user_id} 登记验证码生成器"),
)
class TotpEnrolled(Event):
    totp_id: TotpId
    user_id: UserId


@event(
    "credentials.totp_revoked/1",
    t("Code generator of {user_id} revoked", "{user_id} 的验证码生成器已吊销"),
)
class TotpRevoked(Event):
    totp_id: TotpId
    user_id: UserId


@event("credentials.code_used/1", t("{user_id} gave a one-time code", "{user_id} 使用一次性验证码"))
class CodeAccepted(Event):
    totp_id: TotpId
    user_id: UserId


@event("credentials.recovery_used/1", t("{user_id} used a recovery code", "{user_id} 使用恢复码"))
class RecoveryCodeUsed(Event):
    recovery_code_id: RecoveryCodeId
    user_id: UserId


@event(
    "credentials.passkey_registered/1",
    t("Passkey {passkey_id} of {user_id} registered", "{user_id} 登记通行密钥 {passkey_id}"),
)
class PasskeyRegistered(Event):
    passkey_id: PasskeyId
    user_id: UserId


@event(
    "credentials.passkey_used/1",
    t("{user_id} used passkey {passkey_id}", "{user_id} 使用通行密钥 {passkey_id}"),
)
class PasskeyUsed(Event):
    passkey_id: PasskeyId
    user_id: UserId


@event(
    "credentials.passkey_revoked/1",
    t("Passkey {passkey_id} of {user_id} revoked", "{user_id} 的通行密钥 {passkey_id} 已吊销"),
)
class PasskeyRevoked(Event):
    passkey_id: PasskeyId
    user_id: UserId


@event(
    "credentials.identity_linked/1",
    t("{link_id} linked to {user_id}", "{link_id} 已关联到 {user_id}"),
)
class IdentityLinked(Event):
    link_id: LinkId
    user_id: UserId


@event(
    "credentials.identity_unlinked/1",
    t("{link_id} unlinked from {user_id}", "{link_id} 已与 {user_id} 解除关联"),
)
class IdentityUnlinked(Event):
    link_id: LinkId
    user_id: UserId


@event(
    "credentials.identity_used/1",
    t("{user_id} came by {link_id}", "{user_id} 通过 {link_id} 登录"),
)
class IdentityUsed(Event):
    link_id: LinkId
    user_id: UserId


@event(
    "credentials.identity_checked/1",
    t("Identity of {user_id} verified", "已核实 {user_id} 的身份"),
)
class IdentityChecked(Event):
    identity_check_id: IdentityCheckId
    user_id: UserId


@event(
    "credentials.identity_check_withdrawn/1",
    t("Identity check {identity_check_id} withdrawn", "身份核实 {identity_check_id} 已撤回"),
)
class IdentityCheckWithdrawn(Event):
    identity_check_id: IdentityCheckId
    user_id: UserId


@event("credentials.loss_reported/1", t("{user_id} lost what to sign in with", "{user_id} 挂失"))
class LossReported(Event):
    """Whoever keeps other means of the person's revokes them too."""

    user_id: UserId


@event("credentials.failure_reported/1", t("A proof of {user_id} failed", "{user_id} 的验证失败"))
class FailureReported(Event):
    user_id: UserId
    factor: WhichFactor


@event(
    "credentials.token_refused/1",
    t("{token_id} asked for {permission}", "{token_id} 请求超范围权限 {permission}"),
)
class TokenRefused(Event):
    token_id: TokenId
    user_id: UserId
    permission: PermissionAsked


@event("credentials.alert_raised/1", t("Alert {alert_id}: {cause}", "警报 {alert_id}：{cause}"))
class AlertRaised(Event):
    alert_id: AlertId
    cause: Cause
    user_id: UserId | None = None


@event(
    "credentials.alert_acknowledged/1", t("Alert {alert_id} acknowledged", "警报 {alert_id} 已确认")
)
class AlertAcknowledged(Event):
    alert_id: AlertId


@event(
    "credentials.alert_reviewed/1",
    t("Alert {alert_id} reviewed by management", "管理层已审阅警报 {alert_id}"),
)
class AlertReviewed(Event):
    alert_id: AlertId


@event("credentials.policy_set/1", t("Second-factor policy set", "已设置双因素策略"))
class FactorPolicySet(Event):
    """The entry's changes say what the policy is now."""
