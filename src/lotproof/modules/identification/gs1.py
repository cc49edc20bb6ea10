"""GS1 element strings: split, checked, and joined again.

The table of application identifiers (AI) is biip's; reading is ours, because biip takes the
clock from the machine, passes wrong check digits on as a remark, and cuts a value that is too
long in two without a word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Final, NamedTuple

from biip import ParseError
from biip.gs1_application_identifiers import GS1ApplicationIdentifier

from lotproof.kernel.text import t
from lotproof.modules.identification import dates, keys
from lotproof.modules.identification.problems import UnreadableCarrier, shown
from lotproof.modules.identification.scan import Scan, ScanKind

GS: Final = "\x1d"
"""How scanners transmit the separator FNC1 (General Specifications 7.8)."""

_AI_LENGTHS: Final = (2, 3, 4)

# Where in the value a number with its check digit stands (syntax dictionary, linter csum).
CHECKED_NUMBERS: Final = {
    "00": slice(0, 18), "01": slice(0, 14), "02": slice(0, 14), "03": slice(0, 14),
    "253": slice(0, 13), "255": slice(0, 13), "402": slice(0, 17), "410": slice(0, 13),
    "411": slice(0, 13), "412": slice(0, 13), "413": slice(0, 13), "414": slice(0, 13),
    "415": slice(0, 13), "416": slice(0, 13), "417": slice(0, 13), "8003": slice(1, 14),
    "8006": slice(0, 14), "8017": slice(0, 18), "8018": slice(0, 18), "8026": slice(0, 14),
}  # fmt: skip
CHECKED_PAIRS: Final = frozenset({"8013", "8014"})
"""AIs that end in the two check characters of a GMN (linter csumalpha)."""

DATES: Final = frozenset({"4326", "7003", "7006", "7007", "7011", "8008"})
"""AIs that begin with YYMMDD, a real day (linter yymmdd)."""
DATES_DAY_ZERO: Final = frozenset({"11", "12", "13", "15", "16", "17", "4324", "4325"})
"""AIs that begin with YYMMDD where DD may be 00 (linter yymmd0)."""
BIRTH_DATES: Final = frozenset({"7250", "7251"})
"""AIs that begin with YYYYMMDD (linter yyyymmdd)."""

_BRACKETED_AI: Final = re.compile(r"\(([0-9]{2,4})\)")


class Element(NamedTuple):
    """One application identifier with its value."""

    ai: str
    value: str


@dataclass(frozen=True)
class Identifier:
    """What the GS1 tables say about one application identifier."""

    ai: str
    title: str
    pattern: re.Pattern[str]
    length_min: int
    length_max: int
    needs_separator: bool


@dataclass(frozen=True)
class ElementString:
    """Checked elements in the order in which they are printed."""

    elements: tuple[Element, ...]

    @property
    def hri(self) -> str:
        """The human readable interpretation: (01)…(17)…(10)…."""
        return "".join(f"({ai}){value}" for ai, value in self.elements)

    @property
    def data(self) -> str:
        """What a scanner transmits after the symbology identifier; FNC1 is GS (0x1D)."""
        parts = []
        for ai, value in self.elements:
            known = identifier(ai)
            parts.append(f"{ai}{value}" + (GS if known and known.needs_separator else ""))
        return "".join(parts).removesuffix(GS)


@cache  # bounded: only two to four ASCII digits get here
def identifier(ai: str) -> Identifier | None:
    """The application identifier `ai`, or None where GS1 has not assigned it."""
    if len(ai) not in _AI_LENGTHS or not keys.is_number(ai):
        return None
    try:
        entry = GS1ApplicationIdentifier.extract(ai)
    except ParseError:
        return None
    if entry.ai != ai:
        return None
    length_min, length_max = _lengths(entry.format)
    pattern = re.compile(entry.pattern.removeprefix(f"^{ai}").removesuffix("$"), re.ASCII)
    return Identifier(
        ai, entry.data_title, pattern, length_min, length_max, entry.separator_required
    )


def _lengths(form: str) -> tuple[int, int]:
    """Least and greatest length of a value, from a form such as N3+N13[+X..17]."""
    value_form = form.split("+", 1)[1]
    mandatory = re.sub(r"\[.*?\]", "", value_form)
    length_min = sum(map(int, re.findall(r"[NXYZ](\d+)(?!\.)", mandatory)))
    length_max = sum(map(int, re.findall(r"[NXYZ]?(?:\.\.[NXYZ]?)?(\d+)(?!\.|\d)", value_form)))
    return max(length_min, 1), length_max + value_form.count("[-]")


def checked(ai: str, value: str) -> Element:
    """The element, after every check its application identifier asks for."""
    known = identifier(ai)
    if known is None:
        raise UnreadableCarrier("unknown_application_identifier", text=shown(ai))
    element = f"({ai}) {known.title}"
    if len(value) < known.length_min:
        raise UnreadableCarrier("truncated", element=element, value=shown(value) or "–")
    if len(value) > known.length_max:
        raise UnreadableCarrier(
            "value_too_long", element=element, length=len(value), length_max=known.length_max
        )
    _check_dates(ai, value)
    if not known.pattern.fullmatch(value):
        raise UnreadableCarrier("bad_value", element=element, value=shown(value))
    if ai in CHECKED_NUMBERS:
        keys.check_key(value[CHECKED_NUMBERS[ai]])
    if ai in CHECKED_PAIRS:
        _check_pair(element, value)
    return Element(ai, value)


def _check_dates(ai: str, value: str) -> None:
    # Any day will do here; where the century matters (29 February 2100), `to_scan` looks again.
    any_day = date(2026, 1, 1)
    if ai in DATES_DAY_ZERO:
        dates.yymmdd(value[:6], any_day, day_zero=True)
    elif ai in DATES:
        dates.yymmdd(value[:6], any_day)
        if ai == "7007" and len(value) > 6:  # first and last day of a harvest
            dates.yymmdd(value[6:], any_day)
    elif ai in BIRTH_DATES:
        dates.yyyymmdd(value[:8])


def _check_pair(element: str, value: str) -> None:
    if len(value) < 3:
        raise UnreadableCarrier("truncated", element=element, value=value)
    expected = keys.check_pair(value[:-2])
    if value[-2:] != expected:
        raise UnreadableCarrier("bad_check_pair", number=value, expected=expected)


def split_data(text: str) -> list[Element]:
    """The elements of `text` as transmitted by a scanner: AI, value, GS where needed.

    Separators are accepted after any element, as General Specifications 7.8.6 demands.
    """
    elements = []
    position = 0
    while position < len(text):
        if text[position] == GS:
            position += 1
            continue
        known = _identifier_at(text, position)
        start = position + len(known.ai)
        separator = text.find(GS, start)
        end = len(text) if separator < 0 else separator
        if not known.needs_separator:
            end = min(end, start + known.length_max)
        elif end - start > known.length_max:
            raise UnreadableCarrier(
                "missing_separator",
                element=f"({known.ai}) {known.title}",
                length=end - start,
                length_max=known.length_max,
            )
        elements.append(checked(known.ai, text[start:end]))
        position = end
    return elements


def _identifier_at(text: str, position: int) -> Identifier:
    for length in _AI_LENGTHS:
        known = identifier(text[position : position + length])
        if known is not None:  # no AI is the beginning of another
            return known
    raise UnreadableCarrier("unknown_application_identifier", text=shown(text[position:]))


def split_bracketed(text: str) -> list[Element]:
    """The elements of `text` as printed or pasted: (01)…(17)…, blanks around values ignored."""
    marks = list(_BRACKETED_AI.finditer(text))
    if not marks or marks[0].start() != 0:
        raise UnreadableCarrier("unknown_application_identifier", text=shown(text))
    ends = [mark.start() for mark in marks[1:]] + [len(text)]
    return [
        checked(mark[1], text[mark.end() : end].strip(" "))
        for mark, end in zip(marks, ends, strict=True)
    ]


def has_brackets_inside(value: str) -> bool:
    """Whether `value` holds something that would read as a bracketed AI, as in A(10)B."""
    return _BRACKETED_AI.search(value) is not None


def to_scan(kind: ScanKind, text: str, elements: Iterable[Element], today: date) -> Scan:
    """The elements under the names of `Scan`; refuses one AI with two different values."""
    values: dict[str, str] = {}
    for ai, value in elements:
        first = values.setdefault(ai, value)
        if first != value:
            raise UnreadableCarrier(
                "conflicting_values", element=f"({ai})", first=first, second=value
            )
    if not values:
        raise UnreadableCarrier("truncated", element=t("the code", "该码"), value=shown(text))
    return Scan(
        kind=kind,
        raw=text,
        text=text,
        issuer="GS1",
        di=_device_identifier(values),
        lot=values.pop("10", None),
        serial=values.pop("21", None),
        expires_on=_date(values, "17", "7003", today),
        made_on=_date(values, "11", "8008", today),
        sscc=values.pop("00", None),
        quantity=_quantity(values),
        others=values,
    )


def _device_identifier(values: dict[str, str]) -> str | None:
    """The GTIN; of a made-to-order item (03) or a piece of a set (8006) too, which stay others."""
    if "01" in values:
        return values.pop("01")
    if "03" in values:
        return values["03"]
    return values["8006"][:14] if "8006" in values else None


def _date(values: dict[str, str], ai: str, ai_with_time: str, today: date) -> date | None:
    if ai in values:
        return dates.yymmdd(values.pop(ai), today, day_zero=True)
    if ai_with_time in values:
        return dates.yymmdd(values[ai_with_time][:6], today)
    return None


def _quantity(values: dict[str, str]) -> int | None:
    """AI 30 (variable count) or, on a logistic unit, AI 37 (count of what it holds)."""
    for ai in ("30", "37"):
        if ai in values:
            return int(values.pop(ai))
    return None
