"""What can be asked about identities, losses, alerts and the policy, and of one's own factors."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.credentials.vocabulary import (
    AlertId,
    CheckedOn,
    EvidenceDetail,
    EvidenceSeen,
    IdentityCheckId,
    IsRequiredForAll,
    Issuer,
    LinkId,
    PasskeyId,
    Provider,
    RequiredRoles,
    SubjectAtIssuer,
)
from lotproof.modules.people.vocabulary import SessionId, UserId

# --- identity -----------------------------------------------------------------------------------


@command(
    "credentials.check_identity/1",
    t("Record identity check", "记录身份核实"),
    permission="credentials.identity.check",
    zh="记录由谁、凭何证据、何时核实了人员身份；不得核实本人。",
)
class CheckIdentity(Command):
    """Record who verified a person's identity, on what evidence, when; never one's own."""

    user_id: UserId
    evidence: EvidenceSeen
    detail: EvidenceDetail
    checked_on: CheckedOn


@command(
    "credentials.withdraw_identity_check/1",
    t("Withdraw identity check", "撤回身份核实"),
    permission="credentials.identity.withdraw",
    zh="核实有误时撤回；记录保留。",
    needs_reason=True,
)
class WithdrawIdentityCheck(Command):
    """Withdraw a check that was wrong; it stays in the record."""

    identity_check_id: IdentityCheckId


@command(
    "credentials.link_identity/1",
    t("Link identity", "关联外部身份"),
    permission="credentials.link.make",
    zh="把单点登录提供方的主体关联到人员；该主体永不再分配给他人。",
)
class LinkIdentity(Command):
    """Let a person sign in by a provider; its subject is never given to anyone else."""

    user_id: UserId
    provider: Provider
    issuer: Issuer
    subject: SubjectAtIssuer


@command(
    "credentials.unlink_identity/1",
    t("Unlink identity", "解除外部身份"),
    permission="credentials.link.end",
    zh="不再允许以该外部身份登录；本人全部会话随之结束。",
    needs_reason=True,
)
class UnlinkIdentity(Command):
    """Let nobody sign in by this identity; all sessions of the person end."""

    link_id: LinkId


# --- loss (21 CFR 11.300(c)) --------------------------------------------------------------------


@command(
    "credentials.revoke_totp/1",
    t("Revoke code generator", "吊销验证码生成器"),
    permission="credentials.loss.report",
    zh="验证码生成器和恢复码立即失效，本人全部会话结束。",
    needs_reason=True,
)
class RevokeTotp(Command):
    """Make a person's code generator and recovery codes worthless; all their sessions end."""

    user_id: UserId


@command(
    "credentials.revoke_passkey/1",
    t("Revoke passkey", "吊销通行密钥"),
    permission="credentials.loss.report",
    zh="通行密钥立即失效，本人全部会话结束。",
    needs_reason=True,
)
class RevokePasskey(Command):
    """Make a passkey worthless; all sessions of its person end."""

    passkey_id: PasskeyId


@command(
    "credentials.report_loss/1",
    t("Report loss", "挂失"),
    permission="credentials.loss.report",
    zh="密码、验证码生成器、恢复码和通行密钥全部立即失效，全部会话结束；之后由他人重新发放。",
    needs_reason=True,
)
class ReportLoss(Command):
    """Make password, code generator, recovery codes and passkeys worthless at once.

    All sessions end. Somebody else sets a new password.
    """

    user_id: UserId


# --- one's own ----------------------------------------------------------------------------------


@command(
    "credentials.remove_own_passkey/1",
    t("Remove own passkey", "移除本人通行密钥"),
    permission="credentials.own.keep",
    zh="本人的通行密钥立即失效。",
)
class RemoveOwnPasskey(Command):
    """Make a passkey of one's own worthless."""

    passkey_id: PasskeyId


@command(
    "credentials.end_own_session/1",
    t("End own session", "结束本人会话"),
    permission="credentials.own.keep",
    zh="结束本人在其他设备上的会话。",
)
class EndOwnSession(Command):
    """End a session of one's own, as on another device."""

    session_id: SessionId


# --- alerts and policy --------------------------------------------------------------------------


@command(
    "credentials.acknowledge_alert/1",
    t("Acknowledge alert", "确认警报"),
    permission="credentials.alert.acknowledge",
    zh="安全负责人说明所见及措施；不得确认与本人有关的警报。",
    needs_reason=True,
)
class AcknowledgeAlert(Command):
    """Say, for security, what was behind an alert and what was done; not about oneself."""

    alert_id: AlertId


@command(
    "credentials.review_alert/1",
    t("Review alert", "审阅警报"),
    permission="credentials.alert.review",
    zh="管理层审阅已确认的警报；与确认人不是同一人。",
    needs_reason=True,
)
class ReviewAlert(Command):
    """Take note, for management, of an acknowledged alert; somebody else than security."""

    alert_id: AlertId


@command(
    "credentials.set_policy/1",
    t("Set second-factor policy", "设置双因素策略"),
    permission="credentials.policy.set",
    zh="规定谁须使用第二要素；立即适用，包括已打开的会话。",
    needs_reason=True,
)
class SetFactorPolicy(Command):
    """Say who needs a second factor; it applies at once, to open sessions too."""

    is_required_for_all: IsRequiredForAll
    required_roles: RequiredRoles
