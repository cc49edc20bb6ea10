"""The ledger entry: a small envelope, and the parts it commits to.

The *leaf* is the envelope's canonical JSON, at most 65,535 bytes; it is stored and hashed as
written and never rebuilt. A *part* is canonical JSON kept beside the leaf, which carries only
SHA-256(salt ‖ content) under the part's name. So a part can be shown alone, withheld, or
destroyed while every proof over the leaf stays valid. The salt is 32 random bytes, so that a
commitment tells nothing about a guessable content.

A *tree part* holds many items (a batch of readings). Its content is
`{"items":n,"root":…,"tree":"rfc6962"}` over item hashes SHA-256(0x00 ‖ salt ‖ item), each item
with its own salt, so that one item can be proved without its neighbours.
"""

import os
import re
from binascii import Error, a2b_base64, b2a_base64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta

from lotproof.ledger import canonical
from lotproof.ledger.tree import Frontier, leaves_reader, prove_inclusion, verify_inclusion

LEAF_BYTES_MAX = 65_535
"""C2SP tlog-tiles writes an entry's length as uint16."""
SALT_BYTES = 32
TREE_KIND = "rfc6962"

Instant = Annotated[str, Meta(min_length=27, max_length=27)]
CommandId = Annotated[str, Meta(min_length=36, max_length=36)]
"""All of one length, so that one expression can look at several that stand together."""
Kind = str
Name = str
Commitment = Annotated[str, Meta(min_length=43, max_length=43)]
"""Whoever opens it compares all of it, so that its letters need not be checked before."""
Text = Annotated[str, Meta(min_length=1, max_length=200)]
Salt = Annotated[bytes, Meta(min_length=SALT_BYTES, max_length=SALT_BYTES)]

PartContent = bytes | list[bytes]
"""What a caller seals: canonical bytes, or the items of a tree part."""


class EntryTooLarge(ValueError):
    """The envelope is longer than 65,535 bytes; move content into parts."""


class BadEntry(ValueError):
    """Bytes that are not a well-formed envelope, or values that would not make one."""


class BadParts(ValueError):
    """A stored blob that does not hold packed parts."""


class Envelope(
    msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """What is hashed into the tree. Fields stand in canonical (alphabetical) order.

    `occurred` is when it happened, `entered` when somebody keyed or sent it, `recorded` when the
    site's clock sealed it; `zone` is the IANA zone they were read in. Optional fields are absent
    rather than null, so that adding one never changes older bytes. `code` names a refusal.
    """

    actor: Text
    behalf: Text | None = None
    cause: CommandId | None = None
    code: Name | None = None
    demonstration: Literal[True] | None = None
    entered: Instant
    events: tuple[Kind, ...]
    id: CommandId
    kind: Kind
    occurred: Instant
    outcome: Literal["done", "refused", "failed"]
    parts: dict[Name, Commitment]
    recorded: Instant
    role: Text | None = None
    source: Text
    station: Text | None = None
    subjects: tuple[Text, ...]
    trust: Text
    v: Literal[1]
    zone: Text


class Part(msgspec.Struct, frozen=True, array_like=True, omit_defaults=True):
    """One opened part; `items`, pairs of salt and bytes, only for a tree part shown whole."""

    salt: Salt
    content: bytes
    items: list[tuple[Salt, bytes]] | None = None


class Sealed(NamedTuple):
    """One entry of a ledger: its number, exact leaf bytes, envelope and opened parts."""

    seq: int
    leaf: bytes
    envelope: Envelope
    parts: dict[str, Part]


class TreeHead(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The content of a tree part: how many items, and the root over their hashes."""

    items: Annotated[int, Meta(ge=0, le=canonical.INTEGER_MAX)]
    root: Commitment
    tree: Literal["rfc6962"]


class PartProblem(NamedTuple):
    """One way in which parts do not fit their envelope.

    `missing`: committed but not shown. `uncommitted`: shown but not committed. `altered`: does
    not open its commitment. `items_altered`: the items do not make the root of the tree part.
    """

    part: str
    kind: Literal["missing", "uncommitted", "altered", "items_altered"]


_encode_envelope = msgspec.json.Encoder(order="deterministic").encode
_decode_envelope = msgspec.json.Decoder(Envelope).decode
_decode_tree_head = msgspec.json.Decoder(TreeHead).decode
_encode_parts = msgspec.msgpack.Encoder().encode
_decode_parts = msgspec.msgpack.Decoder(dict[str, Part]).decode
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# Without a zone, arithmetic and text take half the time; each entry has three instants.
_NAIVE_EPOCH = _EPOCH.replace(tzinfo=None)
_MICROSECOND = timedelta(microseconds=1)
# Not patterns of the fields: msgspec asks each of them by itself, four times the cost of reading.
_INSTANT = r"[0-9]{4}-[0-9][0-9]-[0-9][0-9]T[0-9][0-9]:[0-9][0-9]:[0-9][0-9]\.[0-9]{6}Z"
_COMMAND_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_INSTANTS = re.compile(3 * _INSTANT)
_COMMAND_IDS = re.compile(f"{_COMMAND_ID}(?:{_COMMAND_ID})?")
_KIND = re.compile(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*/[1-9][0-9]*")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def encode(envelope: Envelope) -> bytes:
    """Give the leaf bytes of `envelope`; raises `BadEntry` or `EntryTooLarge`.

    The bytes are read back before they are handed out: a struct does not check its own values,
    and what cannot be read must never be sealed.
    """
    try:
        leaf = _encode_envelope(envelope)
    except (UnicodeEncodeError, TypeError) as error:
        raise BadEntry(f"envelope cannot be written: {error}") from error
    if len(leaf) > LEAF_BYTES_MAX:
        raise EntryTooLarge(f"envelope of {len(leaf)} bytes; at most {LEAF_BYTES_MAX}")
    _read(leaf)
    return leaf


def decode(leaf: bytes) -> Envelope:
    """Read leaf bytes; anything but a canonical, well-formed envelope is `BadEntry`."""
    if len(leaf) > LEAF_BYTES_MAX:
        raise BadEntry(f"leaf of {len(leaf)} bytes; at most {LEAF_BYTES_MAX}")
    envelope = _read(leaf)
    if _encode_envelope(envelope) != leaf:
        raise BadEntry("envelope is not in canonical form")
    return envelope


def _read(leaf: bytes) -> Envelope:
    """Read a leaf and check all of it but the spelling."""
    try:
        envelope = _decode_envelope(leaf)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadEntry(f"not an envelope: {error}") from error
    if not leaf.isascii():
        try:
            canonical.check(msgspec.to_builtins(envelope))
        except canonical.NotCanonical as error:
            raise BadEntry(f"envelope is not in canonical form: {error}") from error
    _check_forms(envelope)
    if envelope.outcome == "refused" and envelope.code is None:
        raise BadEntry("a refused entry names its refusal code")
    if envelope.outcome == "done" and envelope.code is not None:
        raise BadEntry(f"a done entry has no refusal code, this one has {envelope.code!r}")
    return envelope


def _check_forms(envelope: Envelope) -> None:
    instants = envelope.entered + envelope.occurred + envelope.recorded
    if not _INSTANTS.fullmatch(instants):
        raise BadEntry(f"not all are instants with six decimals: {instants!r}")
    ids = envelope.id + (envelope.cause or "")
    if not _COMMAND_IDS.fullmatch(ids):
        raise BadEntry(f"not all are command ids: {ids!r}")
    for kind in (envelope.kind, *envelope.events):
        if not _is_kind(kind):
            raise BadEntry(f"{kind[:100]!r} is not the kind of a command or event")
    for name in envelope.parts if envelope.code is None else (*envelope.parts, envelope.code):
        if not _is_name(name):
            raise BadEntry(f"{name[:100]!r} is not the name of a part or refusal")


@lru_cache(maxsize=1024)
def _is_kind(text: str) -> bool:
    return _KIND.fullmatch(text) is not None


@lru_cache(maxsize=1024)
def _is_name(text: str) -> bool:
    return _NAME.fullmatch(text) is not None


def format_instant(microseconds: int) -> str:
    """RFC 3339 UTC text with six decimals, from microseconds since 1970-01-01T00:00:00Z."""
    at = _NAIVE_EPOCH + timedelta(microseconds=microseconds)
    return at.isoformat(timespec="microseconds") + "Z"


def parse_instant(text: str) -> int:
    """Microseconds since 1970-01-01T00:00:00Z; raises `BadEntry` for any other form."""
    try:
        at = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")
    except ValueError as error:
        raise BadEntry(f"{text!r} is not an instant: {error}") from error
    microseconds = (at - _EPOCH) // _MICROSECOND
    if format_instant(microseconds) != text:
        raise BadEntry(f"{text!r} is not an instant with six decimals")
    return microseconds


def b64url(data: bytes) -> str:
    """RFC 4648 §5 text without padding."""
    return b2a_base64(data, newline=False).translate(_TO_URL, b"=").decode()


_TO_URL = bytes.maketrans(b"+/", b"-_")
_FROM_URL = bytes.maketrans(b"-_+/=", b"+/***")


def from_b64url(text: str) -> bytes:
    """Inverse of `b64url`; raises ValueError for stray characters or padding."""
    try:
        return a2b_base64(
            text.encode().translate(_FROM_URL) + b"=" * (-len(text) % 4), strict_mode=True
        )
    except (Error, UnicodeEncodeError) as error:
        raise ValueError(f"{text[:100]!r} is not base64url: {error}") from error


def commit(salt: bytes, content: bytes) -> str:
    """Commitment to a part: base64url without padding of SHA-256(salt ‖ content)."""
    return b64url(sha256(salt + content).digest())


def item_hash(salt: bytes, item: bytes) -> bytes:
    """Leaf hash of one item of a tree part: SHA-256(0x00 ‖ salt ‖ item)."""
    return sha256(b"\x00" + salt + item).digest()


def tree_content(items: Sequence[tuple[bytes, bytes]]) -> bytes:
    """Content of the tree part made of `items`, pairs of salt and bytes."""
    frontier = Frontier()
    frontier.append_many(item_hash(salt, item) for salt, item in items)
    return canonical.encode(
        {"items": len(items), "root": b64url(frontier.root()), "tree": TREE_KIND}
    )


def seal_parts(parts: Mapping[str, PartContent]) -> tuple[dict[str, str], bytes]:
    """Salt and commit parts; a list of bytes becomes a tree part with one leaf an item.

    Returns the envelope's `parts` and the packed parts to store beside the leaf.
    """
    salt_count = len(parts)
    for part in parts.values():
        if isinstance(part, list):
            salt_count += len(part)
    random, at = os.urandom(SALT_BYTES * salt_count), 0
    commitments: dict[str, str] = {}
    opened: dict[str, Part] = {}
    for name, part in parts.items():
        salt, at = random[at : at + SALT_BYTES], at + SALT_BYTES
        if isinstance(part, list):
            end = at + SALT_BYTES * len(part)
            salts = [random[start : start + SALT_BYTES] for start in range(at, end, SALT_BYTES)]
            items, at = list(zip(salts, part, strict=True)), end
            opened[name] = Part(salt, tree_content(items), items)
        else:
            opened[name] = Part(salt, part)
        commitments[name] = commit(salt, opened[name].content)
    return commitments, pack(opened)


def pack(parts: Mapping[str, Part]) -> bytes:
    """One blob for storage: MessagePack `{name: [salt, content]}` or `[salt, content, items]`."""
    return _encode_parts(parts)


def unpack(packed: bytes) -> dict[str, Part]:
    """Inverse of `pack`; raises `BadParts`."""
    try:
        return _decode_parts(packed)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadParts(f"not packed parts: {error}") from error


def check_parts(envelope: Envelope, packed: bytes, *, withheld_ok: bool) -> list[PartProblem]:
    """Compare packed parts with the envelope's commitments; raises `BadParts` if unreadable.

    With `withheld_ok` a part, or the items of a tree part, may be absent.
    """
    return check_opened(envelope, unpack(packed), withheld_ok=withheld_ok)


def check_opened(
    envelope: Envelope, shown: Mapping[str, Part], *, withheld_ok: bool
) -> list[PartProblem]:
    """`check_parts` for parts that were unpacked before."""
    problems = [PartProblem(name, "uncommitted") for name in shown if name not in envelope.parts]
    for name, commitment in envelope.parts.items():
        part = shown.get(name)
        if part is None:
            if not withheld_ok:
                problems.append(PartProblem(name, "missing"))
        elif commit(part.salt, part.content) != commitment:
            problems.append(PartProblem(name, "altered"))
        elif part.items is not None:
            if tree_content(part.items) != part.content:
                problems.append(PartProblem(name, "items_altered"))
        elif not withheld_ok and read_tree_head(part.content) is not None:
            problems.append(PartProblem(name, "missing"))
    return problems


def read_tree_head(content: bytes) -> TreeHead | None:
    """The tree head that `content` spells, or None when it is the content of a plain part."""
    if not content.startswith(b'{"items":'):
        return None
    try:
        return _decode_tree_head(content)
    except msgspec.ValidationError:
        return None


def prove_item(items: Sequence[tuple[bytes, bytes]], index: int) -> list[bytes]:
    """Inclusion proof of one item of a tree part; raises `OutsideTree`."""
    hashes = [item_hash(salt, item) for salt, item in items]
    return prove_inclusion(index, len(hashes), leaves_reader(hashes))


def verify_item(
    content: bytes, index: int, salt: bytes, item: bytes, proof: Sequence[bytes]
) -> bool:
    """Whether `item` is number `index` of the tree part whose opened content is `content`."""
    head = read_tree_head(content)
    if head is None:
        return False
    root = from_b64url(head.root)
    return verify_inclusion(item_hash(salt, item), index, head.items, proof, root)
