"""Which entries are by whom, of which kind, with which outcome: one row for every 256 entries.

A row a block, not a row an entry: it is written when a block of entries is full, so that finding
costs the writing of entries next to nothing. For each word that occurs in the block it holds a
bitmap of 256 bits; a question is the intersection of a few bitmaps a block, so a million entries
are asked by reading some megabytes. The entries behind the last full block are read themselves.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

BLOCK_ENTRIES = 256
_BYTES = BLOCK_ENTRIES // 8

Summary = dict[str, dict[str, bytes]]
"""Aspect (`actor`, `kind`, `outcome`) → word → bitmap, bit i % 8 of byte i // 8 for entry i."""


class Head(msgspec.Struct):
    """What of an envelope can be looked up."""

    actor: str
    kind: str
    outcome: str


Wanted = Mapping[str, frozenset[str]]
"""Aspect → words, one of which an entry has."""

_decode_head = msgspec.json.Decoder(Head).decode
_encode = msgspec.msgpack.Encoder(order="deterministic").encode
_decode = msgspec.msgpack.Decoder(Summary).decode
_ASPECTS = Head.__struct_fields__
_DAMAGED = Head("damaged", "damaged", "damaged")


def head_of(leaf: bytes) -> Head:
    """The words of an entry. Of bytes that somebody has damaged there are none to be found;
    verification names them, and they do not keep others from being sealed."""
    try:
        return _decode_head(leaf)
    except msgspec.DecodeError:
        return _DAMAGED


def summary(heads: Sequence[Head]) -> bytes:
    """The row of one full block; the same heads always give the same bytes."""
    found: dict[str, dict[str, bytearray]] = {aspect: {} for aspect in _ASPECTS}
    for i, head in enumerate(heads):
        for aspect in _ASPECTS:
            bits = found[aspect].setdefault(getattr(head, aspect), bytearray(_BYTES))
            bits[i // 8] |= 1 << i % 8
    return _encode({aspect: dict(words) for aspect, words in found.items()})


def places(packed: bytes, wanted: Wanted) -> Iterator[int]:
    """Which entries of a block fit, newest first, as places from 0 to 255."""
    known, left = _decode(packed), (1 << BLOCK_ENTRIES) - 1
    for aspect, words in wanted.items():
        left &= _any(known[aspect].get(word) for word in words)
    while left > 0:
        place = left.bit_length() - 1
        yield place
        left ^= 1 << place


def _any(bitmaps: Iterable[bytes | None]) -> int:
    found = 0
    for bits in bitmaps:
        found |= int.from_bytes(bits or b"", "little")
    return found


def fits(head: Head, wanted: Wanted) -> bool:
    return all(getattr(head, aspect) in words for aspect, words in wanted.items())
