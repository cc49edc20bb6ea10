"""Trends that modules declare, summed over consecutive periods; each opens to its records."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import and_, case, func, literal, select
from sqlalchemy.sql.util import ClauseAdapter

from lotproof.derive.filters import conditions
from lotproof.derive.openapi import read_permission
from lotproof.derive.periods import Period
from lotproof.kernel import clock
from lotproof.kernel.figures import TRENDS, Trend
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.record import RECORDS
from lotproof.kernel.spanned import CHUNK, SPAN, Spanned
from lotproof.kernel.work import Reader

PERIODS_MAX = CHUNK
"""Periods of one answer."""


def trends(
    reader: Reader, periods: Sequence[Period], may: Callable[[str], bool]
) -> list[dict[str, Any]]:
    """Every trend whose records the permissions allow, over at most PERIODS_MAX periods.

    Keys: code, label, topic, kind, unit, is_share, series and total; the latter with value,
    filters, and of a share part, whole and part_filters. The value of a share is its per cent,
    None where there is nothing to share.
    """
    return [
        _trend(reader, each, periods) for each in TRENDS.values() if may(read_permission(each.kind))
    ]


def _trend(reader: Reader, of: Trend, periods: Sequence[Period]) -> dict[str, Any]:
    found = {
        row[0]: row[1:] for row in _summed(of).rows(reader, [(p.first, p.last) for p in periods])
    }
    sums = [found.get(period.first, (0, 0)) for period in periods]
    whole = Period(periods[0].first, periods[-1].last)
    part, total = (sum(int(each[i]) for each in sums) for i in (0, 1))
    return {
        "code": of.code,
        "label": of.label._asdict(),
        "topic": of.topic,
        "kind": of.kind,
        "unit": "%" if of.is_share else of.unit,
        "is_share": of.is_share,
        "series": [
            _point(of, period, int(part), int(total))
            for period, (part, total) in zip(periods, sums, strict=True)
        ],
        "total": _point(of, whole, part, total),
    }


def _point(of: Trend, period: Period, part: int, whole: int) -> dict[str, Any]:
    filters = opened(of.at, period) | dict(of.filters)
    if not of.is_share:
        return {"value": _amount(of, part), "filters": filters if part else None}
    return {
        "value": percent(part, whole),
        "part": _amount(of, part),
        "whole": _amount(of, whole),
        "filters": filters if whole else None,
        "part_filters": filters | dict(of.part) if of.part and part else None,
    }


def opened(at: str, period: Period) -> dict[str, str]:
    """The filters of a list for the records of a period."""
    return {f"{at}.min": clock.text(period.first), f"{at}.max": clock.text(period.last)}


def percent(part: int, whole: int) -> float | None:
    """A share in per cent with two decimals."""
    return round(100 * part / whole, 2) if whole else None


def _amount(of: Trend, value: int) -> int | str:
    return value if of.unit is None else amount_text(value, of.unit)


_SUMMED: dict[str, Spanned] = {}


def _summed(of: Trend) -> Spanned:
    """Rows (first instant of the period, part, whole) of the periods in which there is any."""
    if of.code not in _SUMMED:
        kind = RECORDS[of.kind]

        def build(rows: Any) -> Any:
            said_of_rows = ClauseAdapter(rows).traverse
            wanted, part = (
                said_of_rows(and_(*conditions(kind, dict(each), "")))
                for each in (of.filters, of.part)
            )
            measure = _sum(rows, of.adds) if of.adds else literal(1)
            whole = _sum(rows, of.out_of) if of.out_of else measure
            return (
                select(
                    rows.c[SPAN],
                    _total(case((part, measure), else_=0) if of.part else measure),
                    _total(whole),
                )
                .where(wanted)
                .group_by(rows.c[SPAN])
            )

        _SUMMED[of.code] = Spanned(kind.table, of.at, build)
    return _SUMMED[of.code]


def _sum(rows: Any, names: Sequence[str]) -> Any:
    first, *rest = (rows.c[name] for name in names)
    for each in rest:
        first = first + each
    return first


def _total(each: Any) -> Any:
    return func.coalesce(func.sum(each), 0)
