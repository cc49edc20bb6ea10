"""Readings in a text: instants and values as differences, compressed. Pure.

    base64( zlib( count u32 | instants i64… | values i64… | qualities u8… ) )   little-endian

Each instant and value is the difference to the one before it. Qualities stand there only if any
is not good.
"""

import sys
import zlib
from array import array
from base64 import b64decode, b64encode
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple, cast

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount

_INT64, _UINT32 = 8, 4
BLOCK_SPAN_US = 3_600_000_000
"""No block is longer than an hour, so that a search knows how far back one can begin."""


class Readings(NamedTuple):
    """Readings of a point in order of time: microseconds, steps of its unit, 0 for good quality."""

    ats: Sequence[Instant]
    values: Sequence[Amount]
    qualities: bytes | None = None


def pack(readings: Readings) -> str:
    """Write readings as text."""
    count = len(readings.ats)
    raw = b"".join(
        (
            count.to_bytes(_UINT32, "little"),
            _bytes(_differences(readings.ats)),
            _bytes(_differences(readings.values)),
            readings.qualities or b"",
        )
    )
    return b64encode(zlib.compress(raw, 1)).decode()


def unpack(packed: str) -> Readings:
    """Read a text that `pack` has written; ValueError for any other."""
    try:
        raw = zlib.decompress(b64decode(packed, validate=True))
    except zlib.error as error:
        raise ValueError(f"not packed readings: {error}") from error
    count = int.from_bytes(raw[:_UINT32], "little")
    middle, end = _UINT32 + count * _INT64, _UINT32 + 2 * count * _INT64
    if len(raw) not in (end, end + count):
        raise ValueError(f"{len(raw)} bytes are not {count} packed readings")
    return Readings(
        cast(Sequence[Instant], array("q", accumulate(_ints(raw[_UINT32:middle])))),
        cast(Sequence[Amount], array("q", accumulate(_ints(raw[middle:end])))),
        raw[end:] or None,
    )


def _differences(numbers: Sequence[int]) -> Iterable[int]:
    yield from numbers[:1]
    for before, after in pairwise(numbers):
        yield after - before


def _bytes(numbers: Iterable[int]) -> bytes:
    packed = array("q", numbers)
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _ints(raw: bytes) -> "array[int]":
    numbers = array("q")
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def blocks(readings: Readings) -> Iterable[Readings]:
    """Cut readings where a block would become longer than an hour."""
    ats, values, qualities = readings
    start = 0
    while start < len(ats):
        end = bisect_right(ats, ats[start] + BLOCK_SPAN_US)
        marks = None if qualities is None else qualities[start:end]
        yield Readings(ats[start:end], values[start:end], marks if marks and any(marks) else None)
        start = end
