"""Dates as carriers write them: two-digit years, day 00, day of the year."""

import calendar
from datetime import date, timedelta

from lotproof.modules.identification.problems import UnreadableCarrier, shown


def full_year(year_in_century: int, today: date) -> int:
    """The year meant by two digits: 49 years back to 50 years ahead of `today`.

    GS1 General Specifications 7.12. HIBC and MA say nothing; the same window is used.
    """
    century = today.year - today.year % 100
    difference = year_in_century - today.year % 100
    if difference >= 51:
        return century - 100 + year_in_century
    if difference <= -50:
        return century + 100 + year_in_century
    return century + year_in_century


def yymmdd(text: str, today: date, *, day_zero: bool = False) -> date:
    """`text` YYMMDD as a date; with `day_zero`, DD = 00 is the last day of the month."""
    year, month, day = _numbers(text, "YYMMDD", 2, 2, 2)
    return _calendar_date(text, "YYMMDD", full_year(year, today), month, day, day_zero=day_zero)


def mmddyy(text: str, today: date) -> date:
    month, day, year = _numbers(text, "MMDDYY", 2, 2, 2)
    return _calendar_date(text, "MMDDYY", full_year(year, today), month, day)


def mmyy(text: str, today: date) -> date:
    """The last day of the month named by MMYY."""
    month, year = _numbers(text, "MMYY", 2, 2)
    return _calendar_date(text, "MMYY", full_year(year, today), month, 0, day_zero=True)


def yyyymmdd(text: str) -> date:
    year, month, day = _numbers(text, "YYYYMMDD", 4, 2, 2)
    return _calendar_date(text, "YYYYMMDD", year, month, day)


def yyjjj(text: str, today: date) -> date:
    """`text` YYJJJ: year and day of the year (001 to 365 or 366)."""
    year, day = _numbers(text, "YYJJJ", 2, 3)
    return _ordinal_date(text, "YYJJJ", full_year(year, today), day)


def cyyjjj(text: str) -> date:
    """`text` CYYJJJ of ISBT 128: the last three digits of the year, then its day.

    Years 900 to 999 are 1900 to 1999 (ICCBBA data structures 004 and 008).
    """
    year, day = _numbers(text, "CYYJJJ", 3, 3)
    return _ordinal_date(text, "CYYJJJ", 1000 + year if year >= 900 else 2000 + year, day)


def _numbers(text: str, form: str, *lengths: int) -> list[int]:
    if len(text) != sum(lengths) or not (text.isascii() and text.isdigit()):
        raise UnreadableCarrier("bad_date", value=shown(text), form=form)
    starts = [sum(lengths[:i]) for i in range(len(lengths))]
    return [int(text[s : s + n]) for s, n in zip(starts, lengths, strict=True)]


def _calendar_date(
    text: str, form: str, year: int, month: int, day: int, *, day_zero: bool = False
) -> date:
    try:
        if day == 0 and day_zero:
            day = calendar.monthrange(year, month)[1]
        return date(year, month, day)
    except ValueError as error:  # calendar.IllegalMonthError is one too
        raise UnreadableCarrier("bad_date", value=text, form=form) from error


def _ordinal_date(text: str, form: str, year: int, day: int) -> date:
    days_in_year = 366 if calendar.isleap(year) else 365
    if not 1 <= day <= days_in_year:
        raise UnreadableCarrier("bad_date", value=text, form=form)
    return date(year, 1, 1) + timedelta(days=day - 1)
