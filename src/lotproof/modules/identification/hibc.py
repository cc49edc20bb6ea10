"""HIBC supplier labels: primary, secondary and combined (ANSI/HIBC 2.6).

A combined code is `+` LIC PCN U/M `/` secondary `/` supplements, check character. A secondary
code of its own is `+` secondary, link character (the primary's check character), check character.
"""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Final, TypeVar

from lotproof.kernel.text import t
from lotproof.modules.identification import dates, keys
from lotproof.modules.identification.problems import UnreadableCarrier, shown
from lotproof.modules.identification.scan import Scan

PRIMARY: Final = re.compile(r"[A-Z][A-Z0-9]{3}[A-Z0-9]{1,18}[0-9]")
"""Labeler code (4), product or catalogue number (1–18), unit of measure (1)."""

_LOT_LENGTH_MAX: Final = 18
_QUANTITY_LENGTHS: Final = {"8": 2, "9": 5}
_DATE_LENGTHS: Final = {"2": 6, "3": 6, "4": 8, "5": 5, "6": 7, "7": 0}
_SUPPLEMENT: Final = re.compile(r"([0-9]{0,3}[A-Z])(.+)")

Value = TypeVar("Value", str, int, date)


@dataclass
class _Found:
    """What the segments of one code have said so far."""

    code: str
    today: date
    lot: str | None = None
    serial: str | None = None
    expires_on: date | None = None
    made_on: date | None = None
    quantity: int | None = None
    others: dict[str, str] = field(default_factory=dict)

    def wrong(self, part: str) -> UnreadableCarrier:
        return UnreadableCarrier("bad_hibc", text=shown(self.code), part=shown(part) or "–")

    def same(self, name: str, first: Value | None, second: Value) -> Value:
        if first is not None and first != second:
            raise UnreadableCarrier(
                "conflicting_values", element=name, first=str(first), second=str(second)
            )
        return second


def read_hibc(text: str, today: date) -> Scan:
    """Read `text`, which begins with + (or *+, as printed under Code 39)."""
    code = _verified(text.removeprefix("*").removesuffix("*"))
    found = _Found(code, today)
    content = code[1:-1]
    di = None
    if content[:1].isalpha():
        di, *segments = content.split("/")
        if not PRIMARY.fullmatch(di):
            raise found.wrong(di)
    else:
        if len(content) < 2:
            raise found.wrong(content)
        found.others["link"] = content[-1]
        segments = content[:-1].split("/")
    for index, segment in enumerate(segments):
        _read_segment(found, segment, is_first=index == 0)
    return Scan(
        kind="hibc",
        raw=text,
        text=code,
        issuer="HIBCC",
        di=di,
        lot=found.lot,
        serial=found.serial,
        expires_on=found.expires_on,
        made_on=found.made_on,
        quantity=found.quantity,
        others=found.others,
    )


def _verified(code: str) -> str:
    """The code with its check character verified; a blank there is printed as _."""
    if code.endswith("_"):
        code = code[:-1] + " "
    for character in code:
        if character not in keys.HIBC_ALPHABET:
            what = t("an HIBC code", "HIBC 码")
            raise UnreadableCarrier("bad_character", character=repr(character), what=what)
    if len(code) < 4:
        raise UnreadableCarrier("truncated", element="HIBC", value=code)
    expected = keys.hibc_check(code[:-1])
    if code[-1] != expected:
        raise UnreadableCarrier(
            "bad_hibc_check", text=shown(code), expected="_" if expected == " " else expected
        )
    return code


def _read_segment(found: _Found, segment: str, *, is_first: bool) -> None:
    if is_first and segment.startswith("$$"):
        is_serial = segment.startswith("$$+")
        if len(segment) == (3 if is_serial else 2):
            raise found.wrong(segment)
        rest = _read_expiry(found, _read_quantity(found, segment[3 if is_serial else 2 :]))
        if rest:
            _set_lot_or_serial(found, rest, is_serial=is_serial)
    elif is_first and segment.startswith("$"):
        is_serial = segment.startswith("$+")
        _set_lot_or_serial(found, segment[2 if is_serial else 1 :], is_serial=is_serial)
    elif is_first and keys.is_number(segment[:5]) and len(segment) >= 5:
        found.expires_on = dates.yyjjj(segment[:5], found.today)
        if segment[5:]:
            _set_lot_or_serial(found, segment[5:], is_serial=False)
    else:
        _read_supplement(found, segment)


def _read_quantity(found: _Found, rest: str) -> str:
    length = _QUANTITY_LENGTHS.get(rest[:1])
    if length is None:
        return rest
    digits = rest[1 : 1 + length]
    if len(digits) != length or not keys.is_number(digits):
        raise found.wrong(rest)
    found.quantity = int(digits)
    return rest[1 + length :]


def _read_expiry(found: _Found, rest: str) -> str:
    """Read the date that `rest` begins with, by its flag; return what follows it."""
    flag = rest[:1]
    if not flag:
        return rest
    if flag in ("0", "1"):  # MMYY has no flag: a month begins with 0 or 1
        found.expires_on = dates.mmyy(rest[:4], found.today)
        return rest[4:]
    if flag not in _DATE_LENGTHS:
        raise found.wrong(rest)
    end = 1 + _DATE_LENGTHS[flag]
    digits = rest[1:end]
    if flag == "2":
        found.expires_on = dates.mmddyy(digits, found.today)
    elif flag in ("3", "4"):
        found.expires_on = dates.yymmdd(digits[:6], found.today)
    elif flag in ("5", "6"):
        found.expires_on = dates.yyjjj(digits[:5], found.today)
    if flag in ("4", "6"):
        hour = digits[-2:]
        if len(rest) < end or not keys.is_number(hour) or int(hour) > 23:
            raise found.wrong(rest)
        found.others["hour"] = hour
    return rest[end:]


def _set_lot_or_serial(found: _Found, value: str, *, is_serial: bool) -> None:
    if not 1 <= len(value) <= _LOT_LENGTH_MAX:
        raise found.wrong(value)
    if is_serial:
        found.serial = found.same("S", found.serial, value)
    else:
        found.lot = value


def _read_supplement(found: _Found, segment: str) -> None:
    match = _SUPPLEMENT.fullmatch(segment)
    if match is None:
        raise found.wrong(segment)
    name, value = match[1], match[2]
    if name == "S":
        _set_lot_or_serial(found, value, is_serial=True)
    elif name == "14D":
        found.expires_on = found.same(name, found.expires_on, dates.yyyymmdd(value))
    elif name == "16D":
        found.made_on = found.same(name, found.made_on, dates.yyyymmdd(value))
    elif name == "Q" and keys.is_number(value):
        found.quantity = found.same(name, found.quantity, int(value))
    else:
        found.others[name] = found.same(name, found.others.get(name), value)
