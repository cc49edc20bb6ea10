"""What only the program asks: it has compared codes, verified answers, seen failures.

Whoever may send these could sign in as anybody, so no role has their permission.
"""

from typing import Final

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.credentials.vocabulary import (
    Aaguid,
    Cause,
    ChallengedAt,
    CredentialIdText,
    FirstFactor,
    IsStrong,
    IsSynced,
    LinkId,
    PasskeyId,
    PasskeyName,
    PermissionAsked,
    PublicKey,
    RecoveryCodeId,
    RecoveryDigests,
    SealedSeed,
    SignCount,
    SiteHost,
    TimeStep,
    TotpId,
)
from lotproof.modules.people.vocabulary import TokenDigest, TokenId, UserId, WhichFactor

FACTOR_RECORD: Final = "credentials.factor.record"


@command(
    "credentials.enrol_totp/1",
    t("Enrol code generator", "登记验证码生成器"),
    permission=FACTOR_RECORD,
    zh="本人以验证码证明生成器可用后登记；此前的生成器和恢复码失效，其他会话结束。",
    by_program=True,
)
class EnrolTotp(Command):
    """Enrol a generator that has shown a right code; the one before and its recovery codes end."""

    user_id: UserId
    sealed_seed: SealedSeed
    step: TimeStep
    recovery_digests: RecoveryDigests


@command(
    "credentials.sign_in_with_code/1",
    t("Sign in with code", "以验证码登录"),
    permission=FACTOR_RECORD,
    zh="第一要素和一次性验证码核对无误后开始会话；同一验证码只接受一次。",
    by_program=True,
)
class SignInWithCode(Command):
    """Begin a session after a first factor and a code; each code is accepted once."""

    user_id: UserId
    digest: TokenDigest
    first: FirstFactor
    totp_id: TotpId
    step: TimeStep


@command(
    "credentials.sign_in_with_recovery/1",
    t("Sign in with recovery code", "以恢复码登录"),
    permission=FACTOR_RECORD,
    zh="第一要素和恢复码核对无误后开始会话；恢复码只能使用一次。",
    by_program=True,
)
class SignInWithRecovery(Command):
    """Begin a session after a first factor and a recovery code, which is used up."""

    user_id: UserId
    digest: TokenDigest
    first: FirstFactor
    recovery_code_id: RecoveryCodeId


@command(
    "credentials.register_passkey/1",
    t("Register passkey", "登记通行密钥"),
    permission=FACTOR_RECORD,
    zh="核验认证器的应答后登记本人的通行密钥，只保存公钥。",
    by_program=True,
)
class RegisterPasskey(Command):
    """Keep the public key of a passkey whose answer was verified."""

    user_id: UserId
    name: PasskeyName
    credential_id: CredentialIdText
    public_key: PublicKey
    rp_id: SiteHost
    aaguid: Aaguid
    is_synced: IsSynced
    sign_count: SignCount


@command(
    "credentials.sign_in_with_passkey/1",
    t("Sign in with passkey", "以通行密钥登录"),
    permission=FACTOR_RECORD,
    zh="核验通行密钥的应答后开始会话；同一应答只接受一次，计数器不得倒退。",
    by_program=True,
)
class SignInWithPasskey(Command):
    """Begin a session after a verified answer; none is taken twice, no counter goes back."""

    passkey_id: PasskeyId
    digest: TokenDigest
    sign_count: SignCount
    challenged_at: ChallengedAt


@command(
    "credentials.sign_in_with_identity/1",
    t("Sign in by single sign-on", "单点登录"),
    permission=FACTOR_RECORD,
    zh="核验提供方的令牌后，为其关联人员开始会话。",
    by_program=True,
)
class SignInWithIdentity(Command):
    """Begin a session for the person whom a provider's verified token names."""

    link_id: LinkId
    digest: TokenDigest
    is_strong: IsStrong


@command(
    "credentials.report_failure/1",
    t("Report failed proof", "上报验证失败"),
    permission=FACTOR_RECORD,
    zh="在登录之外，例如签名时，未能证明本人身份；与登录失败一并计数。",
    is_fact=True,
    by_program=True,
)
class ReportFailure(Command):
    """A proof failed elsewhere than at sign-in, as at signing; it counts like a failed sign-in.

    Other modules issue this from a reaction to their own event.
    """

    user_id: UserId
    factor: WhichFactor


@command(
    "credentials.record_refused_token/1",
    t("Record refused token", "记录令牌超范围"),
    permission=FACTOR_RECORD,
    zh="API 令牌请求了其范围之外的权限。",
    is_fact=True,
    by_program=True,
)
class RecordRefusedToken(Command):
    """An API token was used for what it is not for."""

    token_id: TokenId
    permission: PermissionAsked


@command(
    "credentials.raise_alert/1",
    t("Raise alert", "发出警报"),
    permission=FACTOR_RECORD,
    zh="立即告知安全负责人和管理层；同一原因的未处理警报只累计次数。",
    is_fact=True,
    by_program=True,
)
class RaiseAlert(Command):
    """Tell security and management at once; an open alert of the same cause counts once more."""

    cause: Cause
    user_id: UserId | None = None
