"""Make identifiers: the UDI of a lot or a unit, and the SSCC of a logistic unit."""

from datetime import date
from typing import Final

from lotproof.modules.identification import gs1
from lotproof.modules.identification.gs1 import ElementString
from lotproof.modules.identification.keys import check_digit, gtin14, sscc
from lotproof.modules.identification.problems import UnreadableCarrier, shown

__all__ = ["ElementString", "check_digit", "gs1_sscc", "gs1_udi", "gtin14", "sscc"]

_YEARS_WRITTEN: Final = range(2000, 2100)


def gs1_udi(
    di: str,
    *,
    lot: str | None = None,
    expires_on: date | None = None,
    made_on: date | None = None,
    serial: str | None = None,
) -> ElementString:
    """The UDI of device `di` (a GTIN): (01), (11), (17), (10), (21), each where given.

    Elements of predefined length come first, as GS1 recommends. Raises `UnreadableCarrier`
    for a wrong GTIN, a lot or serial that is empty, longer than 20 characters or outside
    character set 82, and a date whose two-digit year could not be read back.
    """
    elements = [gs1.checked("01", gtin14(di))]
    elements += [
        gs1.checked(ai, _yymmdd(day))
        for ai, day in (("11", made_on), ("17", expires_on))
        if day is not None
    ]
    elements += [
        gs1.checked(ai, _unmistakable(value))
        for ai, value in (("10", lot), ("21", serial))
        if value is not None
    ]
    return ElementString(tuple(elements))


def gs1_sscc(number: str) -> ElementString:
    """The element string (00) of the SSCC `number`, check digit verified."""
    return ElementString((gs1.checked("00", number),))


def _yymmdd(day: date) -> str:
    if day.year not in _YEARS_WRITTEN:
        raise UnreadableCarrier("bad_date", value=day.isoformat(), form="20YY-MM-DD")
    return f"{day:%y%m%d}"


def _unmistakable(value: str) -> str:
    """`value`, unless its printed form would read as further elements, as A(10)B would."""
    if gs1.has_brackets_inside(value):
        raise UnreadableCarrier("ambiguous", text=shown(value))
    return value
