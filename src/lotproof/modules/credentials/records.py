"""Second factors, passkeys, linked identities, identity checks, alerts and the policy."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.credentials.vocabulary import (
    Aaguid,
    AlertId,
    AlertState,
    Cause,
    ChallengedAt,
    CheckedBy,
    CheckedOn,
    CheckState,
    CredentialIdText,
    DealtAt,
    DealtBy,
    EnrolledAt,
    EvidenceDetail,
    EvidenceSeen,
    FactorPolicyId,
    FactorState,
    Finding,
    IdentityCheckId,
    IsRequiredForAll,
    Issuer,
    IsSynced,
    LatestAt,
    LinkedBy,
    LinkId,
    LinkState,
    OpenedAt,
    PasskeyId,
    PasskeyName,
    Provider,
    PublicKey,
    RecoveryCodeId,
    RecoveryDigest,
    RecoveryState,
    RequiredRoles,
    RevokedAt,
    RevokedBy,
    SealedSeed,
    SignCount,
    SiteHost,
    StateOfAlert,
    StateOfCheck,
    StateOfFactor,
    StateOfLink,
    StateOfRecovery,
    SubjectAtIssuer,
    Times,
    TimeStep,
    TotpId,
    UsedAt,
)
from lotproof.modules.people.vocabulary import UserId


@record("credentials.totp", t("Code generator", "验证码生成器"), index=[("user_id", "state")])
class Totp(Record):
    """A generator of one-time codes (RFC 6238); at most one of a person is active."""

    id: TotpId
    user_id: UserId
    sealed_seed: SealedSeed
    last_step: TimeStep
    enrolled_at: EnrolledAt
    state: StateOfFactor = FactorState.ACTIVE
    revoked_at: RevokedAt | None = None
    revoked_by: RevokedBy | None = None


@record("credentials.recovery_code", t("Recovery code", "恢复码"), index=[("user_id", "state")])
class RecoveryCode(Record):
    """One of the codes that came with a generator. The code itself is never stored."""

    id: RecoveryCodeId
    user_id: UserId
    totp_id: TotpId
    digest: RecoveryDigest
    state: StateOfRecovery = RecoveryState.UNUSED
    used_at: UsedAt | None = None


@record(
    "credentials.passkey",
    t("Passkey", "通行密钥"),
    unique=[("credential_id",)],
    index=[("user_id", "state")],
)
class Passkey(Record):
    """The public half of a key in somebody's device (W3C Web Authentication)."""

    id: PasskeyId
    user_id: UserId
    name: PasskeyName
    credential_id: CredentialIdText
    public_key: PublicKey
    rp_id: SiteHost
    aaguid: Aaguid
    is_synced: IsSynced
    sign_count: SignCount
    enrolled_at: EnrolledAt
    challenged_at: ChallengedAt | None = None
    used_at: UsedAt | None = None
    state: StateOfFactor = FactorState.ACTIVE
    revoked_at: RevokedAt | None = None
    revoked_by: RevokedBy | None = None


@record(
    "credentials.link",
    t("Linked identity", "关联身份"),
    unique=[("issuer", "subject")],
    index=[("user_id", "state")],
)
class Link(Record):
    """A person as a provider of single sign-on knows them; never given to somebody else."""

    id: LinkId
    user_id: UserId
    provider: Provider
    issuer: Issuer
    subject: SubjectAtIssuer
    linked_by: LinkedBy
    state: StateOfLink = LinkState.LINKED


@record("credentials.identity_check", t("Identity check", "身份核实"), index=[("user_id", "state")])
class IdentityCheck(Record):
    """Who verified whose identity, on what evidence, when (21 CFR 11.100(b))."""

    id: IdentityCheckId
    user_id: UserId
    evidence: EvidenceSeen
    detail: EvidenceDetail
    checked_on: CheckedOn
    checked_by: CheckedBy
    state: StateOfCheck = CheckState.VALID


@record(
    "credentials.alert", t("Security alert", "安全警报"), index=[("state",), ("user_id", "state")]
)
class Alert(Record):
    """What security must look at and management must know (21 CFR 11.300(d))."""

    id: AlertId
    cause: Cause
    user_id: UserId | None
    times: Times
    opened_at: OpenedAt
    latest_at: LatestAt
    state: StateOfAlert = AlertState.OPEN
    acknowledged_by: DealtBy | None = None
    acknowledged_at: DealtAt | None = None
    finding: Finding | None = None
    reviewed_by: DealtBy | None = None
    reviewed_at: DealtAt | None = None


@record("credentials.policy", t("Second-factor policy", "双因素策略"))
class FactorPolicy(Record):
    """Of whom a second factor is demanded."""

    id: FactorPolicyId
    is_required_for_all: IsRequiredForAll
    required_roles: RequiredRoles
