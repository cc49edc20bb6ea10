"""ISBT 128 device identifiers of ICCBBA, for products of human origin and blood containers."""

import re
from datetime import date
from typing import Final

from lotproof.modules.identification import dates
from lotproof.modules.identification.problems import UnreadableCarrier, shown
from lotproof.modules.identification.scan import Scan

# Data identifier and data of each structure, with the ICCBBA number of the structure. The
# donation number comes last: its identifier is "=" alone, and its data begin with the letter or
# digit of a facility.
_STRUCTURES: Final = (
    ("compound", re.compile(r"=\+([0-9]{2})([0-9]{3})")),  # 023: how many follow, which message
    ("di", re.compile(r"=/([A-Z0-9]{16})")),  # 034 processor product identification code
    ("serial", re.compile(r"=,([A-Z0-9]{6})")),  # 032 product division
    ("expires_on", re.compile(r"=>([0-9]{6})")),  # 004
    ("made_on", re.compile(r"=\}([0-9]{6})")),  # 008
    ("lot", re.compile(r"&,1([A-Z0-9]{18})")),  # 035 MPHO lot
    ("di", re.compile(r"=\)([A-Z0-9]{10})")),  # 017 container manufacturer and catalogue number
    ("lot", re.compile(r"&\)([A-Z0-9]{10})")),  # 019 container lot
    ("din", re.compile(r"=([A-NP-Z1-9][A-Z0-9]{4}[0-9]{8}[A-Z0-9]{2})")),  # 001 donation
)


def read_isbt(text: str) -> Scan:
    """Read `text`, which begins with = or &.

    The distinct identification code (donation number with its flags) is `others["din"]`.
    """
    values: dict[str, str] = {}
    announced_count = None
    count = 0
    position = 0
    while position < len(text):
        name, match = _structure_at(text, position)
        position = match.end()
        if name == "compound" and count == 0 and announced_count is None:
            announced_count = int(match[1])
            continue
        if name == "compound":
            raise UnreadableCarrier("bad_isbt", text=shown(text), part=match[0])
        count += 1
        first = values.setdefault(name, match[1])
        if first != match[1]:
            raise UnreadableCarrier(
                "conflicting_values", element=match[0][:2], first=first, second=match[1]
            )
    if announced_count not in (None, count):
        raise UnreadableCarrier("truncated", element="ISBT 128", value=shown(text))
    return Scan(
        kind="iccbba",
        raw=text,
        text=text,
        issuer="ICCBBA",
        di=values.pop("di", None),
        lot=values.pop("lot", None),
        serial=values.pop("serial", None),
        expires_on=_date(values.pop("expires_on", None)),
        made_on=_date(values.pop("made_on", None)),
        others=values,
    )


def _structure_at(text: str, position: int) -> tuple[str, re.Match[str]]:
    for name, pattern in _STRUCTURES:
        match = pattern.match(text, position)
        if match:
            return name, match
    raise UnreadableCarrier("bad_isbt", text=shown(text), part=shown(text[position:]))


def _date(text: str | None) -> date | None:
    return None if text is None else dates.cyyjjj(text)
