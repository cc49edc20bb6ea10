"""What is signed: the canonical intent (21 CFR 11.50, 11.70).

It names the command, its content, the records it concerns with their exact content, the meaning,
the signer, the time, and the head of the ledger that the signer saw. Contents stand in it as
SHA-256(salt ‖ canonical bytes), so that the intent can be shown where they are withheld.
"""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import Annotated, Any, Literal, NamedTuple

import msgspec
from msgspec import Meta

from lotproof.kernel import clock
from lotproof.kernel.capture import ids_in
from lotproof.kernel.clock import Instant
from lotproof.kernel.entries import input_parts
from lotproof.kernel.meaning import dump
from lotproof.kernel.reader import Reader
from lotproof.kernel.record import RECORDS, Kind, Record
from lotproof.kernel.registry import Command
from lotproof.kernel.signing import SIGNED_WITH
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.ledger.entry import commit

PREFIX = b"lotproof signature v1\n"
"""Stands before the intent in what is signed: a key signs nothing else by mistake."""
COVERED_MAX = 5_000
AGE_MAX_US = 600 * 1_000_000
"""Between the moment that a signature says and its command: a signature is given now."""

Components = Literal["all", "secret", "passkey"]
"""Which parts of the signature were given (21 CFR 11.200(a)(1)): login and secret, the secret
alone within a series, or a passkey with its user verification."""

_Digest = Annotated[str, Meta(min_length=43, max_length=43)]
_encode = msgspec.json.Encoder(order="deterministic").encode


class Covered(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A record, by kind and key, with the digest of its content."""

    content: _Digest
    key: str
    record: str


class Head(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of the ledger that the signer saw: root in base64url."""

    root: _Digest
    size: Annotated[int, Meta(ge=0)]


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The meaning of the signature in both languages."""

    en: str
    zh: str


class Intent(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """The canonical intent; `id` and `kind` are the command's, `parts` its sealed contents."""

    at: str
    behalf: str | None = None
    components: Components
    head: Head
    id: str
    kind: str
    meaning: Said
    name: _Digest
    parts: dict[str, _Digest]
    records: tuple[Covered, ...]
    session: str | None = None
    signer: str
    site: str
    v: Literal[1]


class NotAnIntent(ValueError):
    """Text that is not a canonical intent."""


_decode = msgspec.json.Decoder(Intent).decode


def write(intent: Intent) -> str:
    """The one spelling of an intent."""
    return _encode(intent).decode()


def read(text: str) -> Intent:
    """The intent that a text spells; NotAnIntent for anything but its one spelling."""
    try:
        intent = _decode(text)
    except (msgspec.DecodeError, UnicodeEncodeError) as error:
        raise NotAnIntent(str(error)) from error
    if write(intent) != text:
        raise NotAnIntent("the intent is not in canonical form")
    return intent


def is_now(at: Instant, now: Instant) -> bool:
    """Whether a signature's own time is that of its command."""
    return abs(now - at) <= AGE_MAX_US


def message(text: str) -> bytes:
    """The bytes that a key signs."""
    return PREFIX + text.encode()


def challenge(text: str) -> bytes:
    """What a passkey is asked to sign (WebAuthn §13.4.3): SHA-256 of the message."""
    return sha256(message(text)).digest()


class Asked(NamedTuple):
    """A command about to be signed, as it stands."""

    id: str
    command: Command
    meaning: Text
    reason: str | None
    behalf: str | None
    session: str | None


class Signer(NamedTuple):
    """Who signs: `usr_3`, and the name as it is printed."""

    actor: str
    name: str


def intent_of(
    reader: Reader, asked: Asked, signer: Signer, head: Head, components: Components, salt: bytes
) -> Intent:
    """The intent of a command over the records as they are now; `salt` has 32 random bytes."""
    return Intent(
        at=clock.text(Instant(reader.now)),
        behalf=asked.behalf,
        components=components,
        head=head,
        id=asked.id,
        kind=asked.command.SPEC.kind,
        meaning=Said(en=asked.meaning.en, zh=asked.meaning.zh),
        name=name_digest(salt, signer.name),
        parts=part_digests(salt, asked.command, asked.reason),
        records=tuple(covered(reader, asked.command, salt)),
        session=asked.session,
        signer=signer.actor,
        site=reader.site.origin,
        v=1,
    )


def name_digest(salt: bytes, name: str) -> str:
    return commit(salt, _encode(name))


def part_digests(salt: bytes, command: Command, reason: str | None) -> dict[str, str]:
    """Digests of the parts of the entry that say what was asked, by their names."""
    parts: Mapping[str, bytes] = input_parts(command)
    if reason:
        parts = {**parts, "reason": _encode(reason)}
    return {name: commit(salt, content) for name, content in sorted(parts.items())}


def covered(reader: Reader, command: Command, salt: bytes) -> Iterator[Covered]:
    """What the signature is on: the records the command names, and what is signed with them.

    In a unit of work the named records are kept as they are until commit.
    """
    seen: dict[tuple[str, str], Record] = {}
    for record in _named(reader, command):
        seen[record.KIND.name, record.KIND.key_text(record)] = record
        for along in SIGNED_WITH.get(record.KIND.name, _nothing)(reader, record):
            seen[along.KIND.name, along.KIND.key_text(along)] = along
    for (kind, key), record in sorted(seen.items(), key=lambda item: item[0])[:COVERED_MAX]:
        yield Covered(content=content_digest(salt, dump(record)), key=key, record=kind)


def content_digest(salt: bytes, fields: Mapping[str, Any]) -> str:
    """Digest of a record's fields; absent fields are absent."""
    return commit(salt, _encode({name: each for name, each in fields.items() if each is not None}))


def _named(reader: Reader, command: Command) -> Iterator[Record]:
    for id_class, number in ids_in(command):
        kind = kind_of(id_class)
        if kind is None or reader.seek(kind.cls, number) is None:
            continue
        yield (
            reader.take(kind.cls, number)
            if isinstance(reader, Work)
            else reader.get(kind.cls, number)
        )


def kind_of(id_class: type) -> Kind | None:
    """The kind of record whose key is an id of this class."""
    return next(
        (k for k in RECORDS.values() if k.id_field is not None and k.id_field.type is id_class),
        None,
    )


def _nothing(reader: Reader, record: Record) -> Iterable[Record]:
    del reader, record
    return ()
