"""EPC tags: SGTIN-96, SGTIN-198 and SSCC-96, as tag memory (hexadecimal) or as URI.

GS1 EPC Tag Data Standard 2.1, clauses 6.3 (URI), 14.2 (fields) and 14.6 (schemes). Our own,
because epcpy refuses valid serials (one with "<" in an SGTIN-198) and takes wrong ones (letters
in an SGTIN-96); the tests compare the two where it is right.
"""

import re
from datetime import date
from typing import Final, NamedTuple
from urllib.parse import unquote

from lotproof.kernel.text import Text, t
from lotproof.modules.identification import gs1, keys
from lotproof.modules.identification.problems import UnreadableCarrier, shown
from lotproof.modules.identification.scan import Scan

TAG_MEMORY: Final = re.compile(r"[0-9A-Fa-f]{24}|[0-9A-Fa-f]{50}|[0-9A-Fa-f]{52}")
"""96 bits, or 198 bits filled up to whole bytes or to whole 16-bit words."""


class Scheme(NamedTuple):
    """How one kind of tag divides its bits, after header (8), filter (3) and partition (3)."""

    name: str
    key_digits: int  # company prefix and reference together, without check digit
    key_bits: int
    serial_bits: int


SCHEMES: Final = {
    "30": Scheme("sgtin-96", key_digits=13, key_bits=44, serial_bits=38),
    "31": Scheme("sscc-96", key_digits=17, key_bits=58, serial_bits=0),
    "36": Scheme("sgtin-198", key_digits=13, key_bits=44, serial_bits=140),
}
_HEAD_BITS: Final = 14
_LETTER_BITS: Final = 7
_SERIAL_96_BITS: Final = 38

_KEY: Final = r"(?P<prefix>[0-9]{6,12})\.(?P<reference>[0-9]{1,11})"
_SERIAL: Final = r"(?P<serial>(?:[A-Za-z0-9!'()*+,\-.:;=_]|%[0-9A-Fa-f]{2})+)"
_URIS: Final = (
    re.compile(rf"urn:epc:(?:id:sgtin:|tag:sgtin-198:[0-7]\.){_KEY}\.{_SERIAL}"),
    re.compile(rf"urn:epc:tag:sgtin-96:[0-7]\.{_KEY}\.(?P<number>0|[1-9][0-9]{{0,11}})"),
    re.compile(rf"urn:epc:(?:id:sscc:|tag:sscc-96:[0-7]\.){_KEY}"),
)
_RAW: Final = re.compile(r"urn:epc:raw:(?:96|198|208)\.x([0-9A-Fa-f]+)")


def read_memory(text: str, today: date) -> Scan:
    """Read the hexadecimal tag memory `text` (EPC bank, from bit 20h on)."""
    scheme = SCHEMES.get(text[:2])
    if scheme is None:
        raise UnreadableCarrier("bad_epc_header", text=shown(text), header=text[:2].upper())
    bits = f"{int(text, 16):0{len(text) * 4}b}"
    serial_start = _HEAD_BITS + scheme.key_bits
    serial_end = serial_start + scheme.serial_bits
    if len(bits) < serial_end:
        raise _wrong(text, t(f"too short for {scheme.name}", f"不足以构成 {scheme.name}"))
    if "1" in bits[serial_end:]:
        raise _wrong(text, t("bits after the end are not zero", "结尾之后的位不为零"))
    prefix, reference = _key(text, scheme, bits)
    serial = _serial(text, bits[serial_start:serial_end])
    return _scan(text, prefix, reference, serial, today)


def _key(text: str, scheme: Scheme, bits: str) -> tuple[str, str]:
    """Company prefix and reference, each with its leading zeros; the partition says how long."""
    prefix_digits = 12 - int(bits[11:_HEAD_BITS], 2)
    if prefix_digits < 6:
        raise _wrong(text, t("its partition is 7", "分区值为 7"))
    prefix_end = _HEAD_BITS + (10**prefix_digits - 1).bit_length()
    prefix = str(int(bits[_HEAD_BITS:prefix_end], 2)).zfill(prefix_digits)
    reference_digits = scheme.key_digits - prefix_digits
    reference = str(int(bits[prefix_end : _HEAD_BITS + scheme.key_bits], 2)).zfill(reference_digits)
    if len(prefix) > prefix_digits or len(reference) > reference_digits:
        raise _wrong(text, t("a number has too many digits", "数字位数过多"))
    return prefix, reference


def _serial(text: str, bits: str) -> str | None:
    """None for an SSCC, a number of 38 bits, or letters of seven bits that end with zeros."""
    if len(bits) <= _SERIAL_96_BITS:
        return str(int(bits, 2)) if bits else None
    codes = [int(bits[i : i + _LETTER_BITS], 2) for i in range(0, len(bits), _LETTER_BITS)]
    letters = bytes(codes).rstrip(b"\0")
    if not letters or b"\0" in letters:
        raise _wrong(text, t("its serial is missing or has a gap", "序列号缺失或有间断"))
    return letters.decode("ascii")


def read_uri(text: str, today: date) -> Scan:
    """Read `urn:epc:id:…`, `urn:epc:tag:…` or `urn:epc:raw:…`."""
    raw = _RAW.fullmatch(text)
    if raw:
        return read_memory(raw[1].upper(), today)
    match = next(filter(None, (pattern.fullmatch(text) for pattern in _URIS)), None)
    if match is None:
        raise _wrong(text, t("not the URI of an SGTIN or SSCC", "不是 SGTIN 或 SSCC 的 URI"))
    parts = match.groupdict()
    key_digits = 13 if "sgtin" in match[0] else 17
    if len(parts["prefix"] + parts["reference"]) != key_digits:
        raise _wrong(text, t(f"its key needs {key_digits} digits", f"代码须为 {key_digits} 位"))
    number = parts.get("number")
    if number and int(number).bit_length() > _SERIAL_96_BITS:
        raise _wrong(text, t("its serial exceeds 38 bits", "序列号超过 38 位"))
    serial = number or parts.get("serial")
    return _scan(
        text, parts["prefix"], parts["reference"], unquote(serial) if serial else None, today
    )


def _scan(text: str, prefix: str, reference: str, serial: str | None, today: date) -> Scan:
    """The first digit of the reference is the indicator or extension, and comes first."""
    payload = reference[0] + prefix + reference[1:]
    number = payload + keys.check_digit(payload)
    if serial is None:
        elements = [gs1.checked("00", number)]
    else:
        elements = [gs1.checked("01", number), gs1.checked("21", serial)]
    return gs1.to_scan("epc", text, elements, today)


def _wrong(text: str, reason: Text) -> UnreadableCarrier:
    return UnreadableCarrier("bad_epc", text=shown(text), reason=reason)
