"""GET /api/dashboard: what was done, how well, and how completely it is recorded, over time."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, Final, get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.openapi import read_permission
from lotproof.derive.periods import Length, Period, following, spans, start, usual
from lotproof.derive.trends import PERIODS_MAX, opened, percent, trends
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import TRACE, may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.traceability.coverage import COVERAGE, Coverage, Covered, covered, gaps
from lotproof.modules.traceability.stock_boards import expiry_board, stock_board

_USUAL: Final[dict[Length, int]] = {"day": 30, "week": 13, "month": 12}
"""Periods shown unless asked otherwise."""


def dashboard_routes() -> list[Route]:
    return [Route("/api/dashboard", reading(_dashboard))]


def _dashboard(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?period=day|week|month, ?from= and ?to= dates of the site, both inside."""
    del plant
    sessions.require(reader, caller, TRACE)
    may = may_of(reader, caller)
    length = _length(request.query_params.get("period", "day"))
    days = _days(request, length, reader.today)
    periods = spans(days, reader.site.zone)
    shown: dict[str, Any] = {
        "period": length,
        "from": days[0].isoformat(),
        "to": (days[-1] - timedelta(days=1)).isoformat(),
        "buckets": [
            {"day": day.isoformat(), "from": clock.text(p.first), "to": clock.text(p.last)}
            for day, p in zip(days[:-1], periods, strict=True)
        ],
        "figures": trends(reader, periods, may),
        "coverage": _coverage(reader, periods, may),
    }
    if may("warehouse.read") and may("items.read"):
        shown["stock"] = stock_board(reader)["statuses"]
        shown["expiry"] = expiry_board(reader)["buckets"]
    return json_response(shown)


def _coverage(
    reader: Reader, periods: list[Period], may: Callable[[str], bool]
) -> list[dict[str, Any]]:
    return [
        _covered(reader, each, periods) for each in COVERAGE if may(read_permission(each.kind.name))
    ]


def _covered(reader: Reader, of: Coverage, periods: list[Period]) -> dict[str, Any]:
    found = covered(reader, of, [(each.first, each.last) for each in periods])
    sums = [found.get(each.first, Covered(0, 0)) for each in periods]
    whole = Period(periods[0].first, periods[-1].last)
    total = Covered(sum(e.expected for e in sums), sum(e.recorded for e in sums))
    said: dict[str, Any] = {
        "code": of.code,
        "label": of.label._asdict(),
        "kind": of.kind.name,
        "series": [_share(of, p, each) for p, each in zip(periods, sums, strict=True)],
        "total": _share(of, whole, total),
        "gaps": None,
    }
    if total.recorded < total.expected:
        ids = gaps(reader, of, (whole.first, whole.last))
        field = of.kind.id_field
        assert field is not None
        said["gaps"] = {"id.in": ",".join(field.type.text(each) for each in ids)}
    return said


def _share(of: Coverage, period: Period, each: Covered) -> dict[str, Any]:
    return {
        "value": percent(each.recorded, each.expected),
        "part": each.recorded,
        "whole": each.expected,
        "filters": opened(of.at, period) if each.expected else None,
    }


# --- periods ------------------------------------------------------------------------------------


def _length(text: str) -> Length:
    for length in get_args(Length):
        if length == text:
            return length  # type: ignore[no-any-return] # the members of a Literal are untyped
    raise BadQuestion(text=text[:40], expected=t("day, week or month", "day、week 或 month"))


def _days(request: Request, length: Length, today: date) -> list[date]:
    """The first day of each period, and of the one after the last."""
    query = request.query_params
    last = start(_date(query["to"]) if "to" in query else today, length)
    if "from" in query:
        day = start(_date(query["from"]), length)
    else:
        day = usual(last, length, _USUAL[length])
    days = [day]
    while days[-1] <= last:
        days.append(following(days[-1], length))
        if len(days) > PERIODS_MAX + 1:
            expected = t("within {n} periods", "不超过 {n} 个周期").fill(n=PERIODS_MAX)
            raise BadQuestion(text=f"{day} – {last}", expected=expected)
    if len(days) == 1:
        raise BadQuestion(text=f"{day} – {last}", expected=t("a time span", "时间段"))
    return days


def _date(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = date.min
    if not 1970 <= day.year < 9999:
        raise BadQuestion(
            text=text[:40], expected=t("a date like 2026-01-31", "形如 2026-01-31 的日期")
        )
    return day
