"""Canonical JSON bytes: a restricted profile of RFC 8785 (JCS).

Allowed: objects with ASCII keys, arrays, NFC strings without lone surrogates, integers within
±(2^53 − 1), true, false, null. Floats are refused: their text differs between languages, and no
quantity here is one. Within this profile sorting keys by bytes is RFC 8785 order and the
encoder's string escapes are RFC 8785's, so the bytes equal those of any JCS implementation.
"""

import unicodedata
from collections.abc import Iterable
from typing import Any

import msgspec

INTEGER_MAX = 2**53 - 1
"""Largest magnitude an integer may have (RFC 7493 §2.2: exact in every JSON reader)."""

_encode = msgspec.json.Encoder(order="deterministic").encode
_decode = msgspec.json.Decoder().decode


class NotCanonical(ValueError):
    """The value or bytes are outside the canonical profile; the message says where and why."""


def encode(value: Any) -> bytes:
    """Give the canonical bytes of `value`, or raise `NotCanonical`.

    The value is walked first: the encoder alone would let floats through, and write NaN as null.
    """
    check(value)
    return _encode(value)


def decode(data: bytes) -> Any:
    """Read canonical bytes back; anything but the one canonical spelling is `NotCanonical`."""
    try:
        value = _decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NotCanonical(f"not JSON: {error}") from error
    if encode(value) != data:
        raise NotCanonical("JSON, but not in canonical form")
    return value


def check(value: Any) -> None:
    """Raise `NotCanonical` unless `value` lies within the profile.

    Exact types only: a subclass (an enum, say) may print differently from what it equals.
    """
    kind = type(value)
    if kind is dict:
        for key in value:
            if type(key) is not str or not key.isascii():
                raise NotCanonical(f"object key {key!r} is not ASCII text")
        _check_items(value.values())
    elif kind is list or kind is tuple:
        _check_items(value)
    else:
        _check_items((value,))


def _check_items(items: Iterable[Any]) -> None:
    for item in items:
        kind = type(item)
        if kind is str:
            if not item.isascii():
                check_text(item)
        elif kind is int:
            if not -INTEGER_MAX <= item <= INTEGER_MAX:
                raise NotCanonical(f"integer {item} is beyond ±(2^53 − 1)")
        elif kind is dict or kind is list or kind is tuple:
            check(item)
        elif item is not None and kind is not bool:
            raise NotCanonical(f"{kind.__name__} {item!r} has no canonical form")


def check_text(text: str) -> None:
    """Raise `NotCanonical` unless `text` is Unicode NFC without lone surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise NotCanonical(f"text {text!r} holds a lone surrogate") from error
    if not unicodedata.is_normalized("NFC", text):
        raise NotCanonical(f"text {text!r} is not in Unicode normal form C")
