"""Scalars of the C2SP text formats: base64 and decimal numbers."""

import re
from binascii import Error, a2b_base64, b2a_base64

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}")


def to_base64(data: bytes) -> str:
    """RFC 4648 §4 text with padding."""
    return b2a_base64(data, newline=False).decode()


def from_base64(text: str) -> bytes:
    """Inverse of `to_base64`; raises ValueError for stray characters or wrong padding."""
    try:
        return a2b_base64(text, strict_mode=True)
    except Error as error:
        raise ValueError(f"{text[:100]!r} is not base64: {error}") from error


def from_decimal(text: str) -> int:
    """ASCII decimal without sign or leading zeros, below 10^19; raises ValueError."""
    if not _DECIMAL.fullmatch(text):
        raise ValueError(f"{text[:100]!r} is not a decimal number without leading zeros")
    return int(text)
