"""Read any identification carrier: one text in, one `Scan` out, or a named refusal.

The text may come from a scanner (with or without symbology identifier), an RFID reader, the
clipboard or a keyboard.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

from lotproof.kernel.text import Text, t
from lotproof.modules.identification import digital_link, epc, gs1, hibc, isbt, keys, ma
from lotproof.modules.identification.problems import (
    PROBLEMS,
    Problem,
    UnreadableCarrier,
    shown,
)
from lotproof.modules.identification.scan import Scan

__all__ = ["PROBLEMS", "Problem", "Scan", "UnreadableCarrier", "read"]

TEXT_LENGTH_MAX: Final = 512

# Symbology identifiers (ISO/IEC 15424) of symbols that hold GS1 element strings, and of those
# that hold a bare GTIN. d8 is GS1 data in a rectangular extension of Data Matrix (ISO/IEC 21471).
GS1_SYMBOLS: Final = frozenset({"C1", "d2", "d8", "e0", "e1", "e2", "J1", "Q3"})
GTIN_SYMBOLS: Final = frozenset({"E0", "E4", "I1"})
ADD_ON_SYMBOLS: Final = frozenset({"E1", "E2", "E3"})

_SYMBOLOGY: Final = re.compile(r"\]([A-Za-z][0-9A-Za-z])")
_STARTS_WITH_GS1_KEY: Final = re.compile(r"01[0-9]{14}|00[0-9]{18}")
_STARTS_WITH_GS1_DATE: Final = re.compile(r"1[1-7][0-9]{6}")
_BRACKETED: Final = re.compile(r"\([0-9]{2,4}\)")
# GS1 prefixes for restricted circulation, in a number of 13 digits (General Specifications 1.4.2);
# of a GTIN-8, the first digit.
_RESTRICTED: Final = re.compile(r"02|04|2|00000[02]")
# What a Chinese keyboard makes of ASCII: the full-width forms, and nothing else.
_FULL_WIDTH: Final = {0xFEE0 + code: code for code in range(0x21, 0x7F)}


def read(text: str, *, today: date) -> Scan:
    """Recognise and read `text` (at most 512 characters).

    Two-digit years are placed around `today`. Raises `UnreadableCarrier` where the text shows
    that it is a carrier and is not a valid one; any other printable text is kind `plain`.
    """
    if len(text) > TEXT_LENGTH_MAX:
        raise UnreadableCarrier("too_long", length=len(text), length_max=TEXT_LENGTH_MAX)
    as_typed = text.strip("\t\r\n")
    symbology = _SYMBOLOGY.match(as_typed)
    body = as_typed[symbology.end() :] if symbology else as_typed
    if not body.strip(" "):
        raise UnreadableCarrier("empty")
    if symbology and symbology[1] in GS1_SYMBOLS:
        scan = _read_gs1(body, today)
    elif symbology and symbology[1] in GTIN_SYMBOLS:
        scan = _scan_of("01", keys.gtin14(body), body, today)
    elif symbology and symbology[1] in ADD_ON_SYMBOLS:
        raise UnreadableCarrier("unsupported_symbol", symbol=f"]{symbology[1]}")
    else:
        scan = _read_by_content(body, today)
    return replace(scan, raw=text)


def _read_by_content(body: str, today: date) -> Scan:
    # The check character of an HIBC code may be a blank, so only there the end is not trimmed.
    folded = body.translate(_FULL_WIDTH)
    trimmed = folded.strip(" ")
    if trimmed.startswith(("+", "*+")):
        return _read_hibc(folded.lstrip(" "), today)
    for is_meant, read_so in _FORMATS:
        if is_meant(trimmed):
            _refuse_non_ascii(trimmed)
            return read_so(trimmed, today)
    if trimmed.lower().startswith(("http://", "https://")):
        elements = digital_link.split_link(trimmed)
        if elements is not None:
            return gs1.to_scan("gs1", trimmed, elements, today)
    if keys.is_number(trimmed):
        return _read_bare_number(trimmed, today)
    return _plain(body.strip(" "), _doubt(trimmed, today))


def _read_hibc(text: str, today: date) -> Scan:
    trimmed = text.rstrip(" ")
    if len(trimmed) < len(text):
        try:
            return hibc.read_hibc(trimmed, today)
        except UnreadableCarrier as error:
            if error.code != "bad_hibc_check":
                raise
            return hibc.read_hibc(trimmed + " ", today)
    return hibc.read_hibc(text, today)


def _read_gs1(text: str, today: date) -> Scan:
    """Read GS1 data in any of their three forms: link, brackets, separators."""
    trimmed = text.translate(_FULL_WIDTH).strip(" ")
    _refuse_non_ascii(trimmed)
    if trimmed.lower().startswith(("http://", "https://")):
        elements = digital_link.split_link(trimmed)
        if elements is None:
            reason = t("it holds no GS1 key", "其中没有 GS1 标识符")
            raise UnreadableCarrier("bad_digital_link", text=shown(trimmed), reason=reason)
    elif _BRACKETED.match(trimmed):
        elements = gs1.split_bracketed(trimmed)
    else:
        elements = gs1.split_data(trimmed)
    return gs1.to_scan("gs1", trimmed, elements, today)


def _read_bare_number(text: str, today: date) -> Scan:
    """A GTIN or an SSCC where the check digit agrees, otherwise a number like any other.

    Lot numbers that begin with a date are common, so that a number alone is never refused, and
    one of a restricted prefix (20260101 is) names no device anywhere.
    """
    is_key = len(text) in (*keys.GTIN_LENGTHS, keys.SSCC_LENGTH) and text.strip("0")
    if not is_key or _RESTRICTED.match(text.zfill(14)[1:]):
        return _plain(text, _doubt(text, today))
    try:
        keys.check_key(text)
    except UnreadableCarrier as error:
        return _plain(text, error.problem)
    if len(text) == keys.SSCC_LENGTH:
        return _scan_of("00", text, text, today)
    return _scan_of("01", text.zfill(14), text, today)


def _scan_of(ai: str, value: str, text: str, today: date) -> Scan:
    return gs1.to_scan("gs1", text.strip(" "), [gs1.checked(ai, value)], today)


def _plain(text: str, doubt: Problem | None) -> Scan:
    for character in text:
        if not character.isprintable():
            raise _bad_character(character, t("a number or a name", "编号或名称"))
    return Scan(kind="plain", raw=text, text=text, doubt=doubt)


def _doubt(text: str, today: date) -> Problem | None:
    """The remark that `text` may be a second GS1-128 symbol, dates first, without its mark."""
    if _STARTS_WITH_GS1_DATE.match(text) and len(text) > 8 and _reads_as_gs1(text, today):
        return Problem("unmarked", {"text": shown(text)})
    return None


def _reads_as_gs1(text: str, today: date) -> bool:
    try:
        _read_gs1(text, today)
    except UnreadableCarrier:
        return False
    return True


def _refuse_non_ascii(text: str) -> None:
    for character in text:
        if not " " <= character <= "~" and character != gs1.GS:
            raise _bad_character(character, t("a device identifier", "器械标识"))


def _bad_character(character: str, what: Text) -> UnreadableCarrier:
    return UnreadableCarrier("bad_character", character=f"U+{ord(character):04X}", what=what)


def _is_gs1(text: str) -> bool:
    return bool(gs1.GS in text or _BRACKETED.match(text) or _STARTS_WITH_GS1_KEY.match(text))


def _is_tag_memory(text: str) -> bool:
    """Whether `text` has the length of tag memory, and is no decimal number of that length."""
    if not epc.TAG_MEMORY.fullmatch(text):
        return False
    return text[:2] in epc.SCHEMES or not keys.is_number(text)


# Asked in this order.
_FORMATS: Final[tuple[tuple[Callable[[str], bool], Callable[[str, date], Scan]], ...]] = (
    (_is_gs1, _read_gs1),
    (lambda text: text.lower().startswith("urn:epc:"), epc.read_uri),
    (lambda text: text.startswith(("=", "&")), lambda text, _today: isbt.read_isbt(text)),
    (lambda text: ma.BEGINNING.match(text) is not None, ma.read_ma),
    (_is_tag_memory, epc.read_memory),
)
