"""Keys of persons, signatures, and what each of them covers."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.people.vocabulary import SessionId, UserId
from lotproof.modules.signing.vocabulary import (
    Algorithm,
    CommandKind,
    CommandUuid,
    ConfirmedAt,
    ConfirmedBy,
    Digest,
    EndedAt,
    EnrolledAt,
    FailedCount,
    Fingerprint,
    Generation,
    KeyState,
    LockedUntil,
    MeaningEn,
    MeaningZh,
    PasskeyId,
    PasskeySite,
    PrintedName,
    PublicKey,
    RecordKey,
    RecordKind,
    Salt,
    SeriesUntil,
    SignatureId,
    SignedAt,
    SigningKeyId,
    StateOfKey,
    WrappedKey,
)


@record(
    "signing.key",
    t("Signing key", "签名密钥"),
    unique=[("user_id", "generation"), ("public_key",)],
    index=[("state",)],
)
class SigningKey(Record):
    """What a person signs with. The private half is theirs alone."""

    id: SigningKeyId
    user_id: UserId
    generation: Generation
    algorithm: Algorithm
    public_key: PublicKey
    fingerprint: Fingerprint
    enrolled_at: EnrolledAt
    wrapped: WrappedKey | None = None
    passkey: PasskeyId | None = None
    passkey_site: PasskeySite | None = None
    state: StateOfKey = KeyState.PENDING
    confirmed_by: ConfirmedBy | None = None
    confirmed_at: ConfirmedAt | None = None
    ended_at: EndedAt | None = None
    failed_count: FailedCount = 0
    locked_until: LockedUntil | None = None


@record("signing.confirmed_name", t("Name confirmed with a key", "随密钥确认的姓名"), key="key_id")
class ConfirmedName(Record):
    """Under which name its owner was met; what they sign with the key carries no other one."""

    key_id: SigningKeyId
    name: PrintedName


@record(
    "signing.signature",
    t("Signature", "签名"),
    unique=[("command_id",)],
    index=[("user_id", "signed_at")],
)
class GivenSignature(Record):
    """One signature: who, when and what it means (21 CFR 11.50). Its bytes are in the ledger."""

    id: SignatureId
    user_id: UserId
    key_id: SigningKeyId
    name: PrintedName
    meaning: MeaningEn
    meaning_zh: MeaningZh
    signed_at: SignedAt
    command_kind: CommandKind
    command_id: CommandUuid
    salt: Salt


@record(
    "signing.signed_record",
    t("Signed record", "被签署的记录"),
    key=("signature_id", "record_kind", "record_key"),
    index=[("record_kind", "record_key")],
)
class SignedRecord(Record):
    """A record that a signature covers, with the digest of its content at that moment."""

    signature_id: SignatureId
    record_kind: RecordKind
    record_key: RecordKey
    content: Digest


@record("signing.series", t("Series of signatures", "连续签名"), key="session_id")
class Series(Record):
    """One continuous period of signing in a session (21 CFR 11.200(a)(1)(i))."""

    session_id: SessionId
    until: SeriesUntil
