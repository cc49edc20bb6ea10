"""Typed reads of keys and signatures."""

from lotproof.kernel.reader import Reader
from lotproof.modules.people.vocabulary import SessionId, UserId
from lotproof.modules.signing.records import GivenSignature, Series, SignedRecord, SigningKey
from lotproof.modules.signing.vocabulary import KeyState, SigningKeyId

__all__ = [
    "GivenSignature",
    "SignedRecord",
    "SigningKey",
    "active_keys",
    "has_series",
    "keys_of",
    "signatures_on",
    "signing_key",
]


def keys_of(reader: Reader, user_id: UserId) -> list[SigningKey]:
    """Every key of a person, oldest first."""
    return sorted(reader.find(SigningKey, user_id=user_id), key=lambda key: key.generation)


def active_keys(reader: Reader, user_id: UserId) -> list[SigningKey]:
    """What a person can sign with now."""
    return [key for key in keys_of(reader, user_id) if key.state is KeyState.ACTIVE]


def signing_key(reader: Reader, key_id: SigningKeyId) -> SigningKey | None:
    return reader.seek(SigningKey, key_id)


def has_series(reader: Reader, session_id: SessionId) -> bool:
    """Whether the secret alone suffices in this session."""
    series = reader.seek(Series, session_id)
    return series is not None and reader.now < series.until


def signatures_on(
    reader: Reader, record_kind: str, record_key: str
) -> list[tuple[GivenSignature, SignedRecord]]:
    """Signatures that cover a record, in the order they were given."""
    covering = reader.find(SignedRecord, record_kind=record_kind, record_key=record_key)
    return [(reader.get(GivenSignature, each.signature_id), each) for each in covering]
