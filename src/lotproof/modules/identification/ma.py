"""MA codes (IDcode) of ZIIOT, one of the three agencies for UDI in China.

`MA.` country (3) `.` industry (M0 for devices) `.` registrant (6) `.` product, then one letter
and its value for each production identifier. The agency does not publish the rule of its check
characters, so the last character of the product and the element C are kept, not verified.
"""

import re
from datetime import date
from typing import Final

from lotproof.modules.identification import dates
from lotproof.modules.identification.problems import UnreadableCarrier, shown
from lotproof.modules.identification.scan import Scan

BEGINNING: Final = re.compile(r"MA\.[0-9]{3}\.")

_DI: Final = re.compile(r"MA\.[0-9]{3}\.[A-Z][0-9A-Z]\.[0-9]{6}\.[0-9A-Za-z]{2,20}")
_ELEMENT: Final = re.compile(r"([A-Z])([\x21-\x2d\x2f-\x7e]{1,40})")


def read_ma(text: str, today: date) -> Scan:
    """Read `text`, which begins as `BEGINNING` says.

    L lot, S serial, M made on, V valid until, E expiry; where V and E differ, the earlier counts.
    All other letters (such as D, the sterilisation lot) are others.
    """
    parts = text.split(".")
    di = ".".join(parts[:5])
    if not _DI.fullmatch(di):
        raise UnreadableCarrier("bad_ma", text=shown(text), part=shown(di))
    values: dict[str, str] = {}
    for part in parts[5:]:
        match = _ELEMENT.fullmatch(part)
        if match is None:
            raise UnreadableCarrier("bad_ma", text=shown(text), part=shown(part) or "–")
        first = values.setdefault(match[1], match[2])
        if first != match[2]:
            raise UnreadableCarrier(
                "conflicting_values", element=match[1], first=first, second=match[2]
            )
    expiries = [_date(values[letter], today) for letter in "VE" if letter in values]
    return Scan(
        kind="ma",
        raw=text,
        text=text,
        issuer="ZIIOT",
        di=di,
        lot=values.pop("L", None),
        serial=values.pop("S", None),
        expires_on=min(expiries, default=None),
        made_on=_date(values.pop("M"), today) if "M" in values else None,
        others=values,
    )


def _date(text: str, today: date) -> date:
    return dates.yyyymmdd(text) if len(text) == 8 else dates.yymmdd(text, today)
