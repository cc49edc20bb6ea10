"""GET /api/plant/…: the plant as it was at any moment, from sums that all callers share."""

import threading
import time
from collections.abc import Callable
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.moments import HOUR_US, Bucket, Counted, Hour, Moments, Stocked
from lotproof.derive.names import names
from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.boards import instant
from lotproof.entrypoints.api.problems import json_response
from lotproof.entrypoints.api.reading import TRACE, may_of, reading
from lotproof.entrypoints.api.reads import size_at
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.record import RECORDS
from lotproof.kernel.work import Reader

MOMENTS_MAX: Final = 400
"""Moments of one answer; hours are put together until there are no more."""
STOCK_MAX: Final = 2_000
"""Sums of stock that one answer lists, by item."""
_BUDGET_S: Final = 1.0
"""How long one request may work at the sums before it says how far they are."""
_PAGE: Final = 500
_INSTANT_MAX: Final = Instant(2**62)


class Past:
    """The sums of one ledger, made by whoever asks first and carried on by whoever asks next."""

    def __init__(self) -> None:
        self._moments = Moments()
        self._building, self._using = threading.Lock(), threading.Lock()

    @property
    def size(self) -> int:
        return self._moments.size

    def catch_up(self, view: LedgerView, size: int) -> bool:
        """Feed what was sealed since, up to `size` and for a short while; whether all is there."""
        deadline = time.monotonic() + _BUDGET_S
        with self._building:
            while self.size < size and time.monotonic() < deadline:
                page = list(view.entries(self.size, min(size, self.size + _PAGE)))
                if not page:
                    break
                at = [clock.parse(each.envelope.recorded) for each in page]
                with self._using:
                    self._moments.feed(page, at)
        return self.size >= size

    def at(self, size: int) -> dict[Bucket, int]:
        with self._using:
            return self._moments.at(size)

    def between(self, first: Instant, last: Instant) -> list[Hour]:
        with self._using:
            return self._moments.between(first, last)


def plant_at_routes() -> list[Route]:
    return [
        Route("/api/plant/moments", reading(_moments)),
        Route("/api/plant/at/{moment:path}", reading(_at)),
    ]


_FIRST = threading.Lock()


def past_of(request: Request) -> Past:
    """The one Past of the application."""
    state = request.app.state
    with _FIRST:
        if not hasattr(state, "past"):
            state.past = Past()
        found = state.past
    assert isinstance(found, Past)
    return found


def _moments(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?from= and ?to= instants: when something was recorded, and how much."""
    del plant
    sessions.require(reader, caller, TRACE)
    past, view, query = past_of(request), LedgerView(reader.connection), request.query_params
    if not past.catch_up(view, view.size):
        return _building(past, view)
    first = instant(query["from"]) if "from" in query else Instant(0)
    last = instant(query["to"]) if "to" in query else _INSTANT_MAX
    hours = past.between(first, last)
    return json_response({"size": view.size, "moments": _together(hours)})


def _together(hours: list[Hour]) -> list[dict[str, Any]]:
    """At most MOMENTS_MAX moments of equal length; `size` is that of the ledger at the end."""
    if not hours:
        return []
    span = (hours[-1].start - hours[0].start) // HOUR_US + 1
    length = Instant(-(-span // MOMENTS_MAX) * HOUR_US)
    found: list[dict[str, Any]] = []
    for each in hours:
        start = each.start - (each.start - hours[0].start) % length
        if not found or found[-1]["from"] != clock.text(Instant(start)):
            ends = {"from": clock.text(Instant(start)), "to": clock.text(Instant(start + length))}
            found.append(ends | {"first": each.first, "entries": 0, "refused": 0})
        now = found[-1]
        now["entries"] += each.entries
        now["refused"] += each.refused
        now["size"] = each.first + each.entries
    return found


def _at(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """A tree size or an RFC 3339 time."""
    del plant
    sessions.require(reader, caller, TRACE)
    past, view = past_of(request), LedgerView(reader.connection)
    size = size_at(view, request.path_params["moment"])
    if not past.catch_up(view, size):
        return _building(past, view)
    may, sums = may_of(reader, caller), past.at(size)
    answer: dict[str, Any] = {
        "size": size,
        "at": view.entry(size - 1).envelope.recorded if size else None,
        "states": _states(sums, may),
    }
    if may("warehouse.read"):
        answer["stock"], answer["clipped"] = _stock(sums)
        ids = {each[name] for each in answer["stock"] for name in ("item_id", "location_id")}
        answer["names"] = {k: name.as_json() for k, name in names(reader, ids, may).items()}
    return json_response(answer)


def _states(sums: dict[Bucket, int], may: Callable[[str], bool]) -> list[dict[str, Any]]:
    """Every kind that the caller may read, with how many of its records are in each state."""
    kinds: dict[str, dict[str, int]] = {}
    for bucket, count in sums.items():
        if isinstance(bucket, Counted):
            kinds.setdefault(bucket.kind, {})[bucket.state] = count
    return [
        {
            "kind": name,
            "label": RECORDS[name].label._asdict(),
            "states": [
                {
                    "state": state.value,
                    "label": state.label._asdict(),
                    "count": kinds[name].get(state.value, 0),
                }
                for state in RECORDS[name].by_name["state"].type
            ],
        }
        for name in sorted(kinds)
        if may(read_permission(name))
    ]


def _stock(sums: dict[Bucket, int]) -> tuple[list[dict[str, Any]], bool]:
    """Stock by item, location and status; and whether there is more than is shown."""
    found = [(each, value) for each, value in sums.items() if isinstance(each, Stocked)]
    found.sort(key=lambda each: each[0])
    rows = [
        {
            "item_id": each.item_id,
            "location_id": each.location_id,
            "status": each.status,
            "quantity": amount_text(value, each.unit),
            "unit": each.unit,
        }
        for each, value in found[:STOCK_MAX]
    ]
    return rows, len(found) > STOCK_MAX


def _building(past: Past, view: LedgerView) -> Response:
    """202: the sums are being made; ask again."""
    progress = {"done": past.size, "total": view.size}
    return json_response({"state": "building", "progress": progress}, 202)
