"""The GS1 Syntax Dictionary as an oracle: what every application identifier may hold."""

import re
from dataclasses import dataclass
from functools import cache

from lotproof.modules.identification.keys import check_digit, check_pair
from tests.modules.identification.shared import shared_file

_ENTRY = re.compile(r"(?P<first>\d+)(?:-(?P<last>\d+))?\s+(?P<flags>[*?]*)\s+(?P<rest>\S.*)")
_COMPONENT = re.compile(r"(?P<optional>\[)?(?P<type>[NXYZ])(?P<upto>\.\.)?(?P<length>\d+)\]?")

# A valid content for each linter that restricts more than the type does.
_SAMPLES = {
    "yymmd0": "280200", "yymmdd": "280229", "yyyymmdd": "20280229", "hhmi": "2359", "hh": "23",
    "mi": "59", "ss": "59", "iso3166": "156", "iso3166999": "999", "iso3166alpha2": "CN",
    "iso4217": "156", "pieceoftotal": "0102", "posinseqslash": "1/2", "yesno": "1",
    "iso5218": "1", "winding": "1", "zero": "0", "hyphen": "-", "mediatype": "01",
    "packagetype": "BX", "latitude": "0900000000", "longitude": "1800000000",
    "iban": "GB82WEST12345698765432",
}  # fmt: skip


@dataclass(frozen=True)
class Component:
    type: str
    is_optional: bool
    is_variable: bool
    length: int
    linters: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    ai: str
    is_predefined_length: bool
    components: tuple[Component, ...]
    qualifiers: tuple[tuple[str, ...], ...] | None

    @property
    def length_max(self) -> int:
        return sum(component.length for component in self.components)

    def longest(self) -> str:
        """A valid value of the greatest length that the linters' samples allow."""
        return "".join(_content(component) for component in self.components)

    def shortest(self) -> str:
        return "".join(
            _content(component, shortest=True)
            for component in self.components
            if not component.is_optional
        )


@cache
def entries() -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    text = shared_file("vectors/gs1/gs1-syntax-dictionary.txt").read_text("utf-8")
    for line in text.splitlines():
        match = _ENTRY.fullmatch(line.split("#")[0].rstrip())
        if match is None:
            continue
        first, last = match["first"], match["last"] or match["first"]
        for number in range(int(first), int(last) + 1):
            ai = str(number).zfill(len(first))
            found[ai] = _entry(ai, match["flags"], match["rest"])
    return found


def _entry(ai: str, flags: str, rest: str) -> Entry:
    components = []
    qualifiers: tuple[tuple[str, ...], ...] | None = None
    for word in rest.split():
        form, *linters = word.split(",")
        match = _COMPONENT.fullmatch(form)
        if match is not None:
            components.append(
                Component(
                    match["type"],
                    bool(match["optional"]),
                    bool(match["upto"]),
                    int(match["length"]),
                    tuple(linters),
                )
            )
        elif word == "dlpkey":
            qualifiers = ((),)
        elif word.startswith("dlpkey="):
            value = word.removeprefix("dlpkey=")
            qualifiers = tuple(tuple(way.split(",")) for way in value.split("|"))
    return Entry(ai, "*" in flags, tuple(components), qualifiers)


def _content(component: Component, *, shortest: bool = False) -> str:
    for linter in component.linters:
        if linter in _SAMPLES:
            return _SAMPLES[linter]
    length = component.length
    if shortest and component.is_variable:
        length = 6 if "gcppos1" in component.linters else 1
    digits = ("1234567890" * 10)[:length]
    if "csum" in component.linters:
        return digits[:-1] + check_digit(digits[:-1])
    if "csumalpha" in component.linters:
        text = ("1987654Ad4X4bL5ttr2310cZ" * 2)[: max(length, 8) - 2]
        return text + check_pair(text)
    # The characters of set 82 that parsers stumble over: quotes, brackets, an AI in disguise.
    fill = {"N": digits, "X": '(1)%"17/21' * 10, "Y": "A#-/9" * 20, "Z": "aZ0_-" * 20}
    return fill[component.type][:length]
