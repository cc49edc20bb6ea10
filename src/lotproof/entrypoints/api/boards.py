"""GET /api/board/…: orders, schedule, stock, expiry and warehouse at one glance."""

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lotproof.derive.openapi import read_permission
from lotproof.entrypoints.api import sessions
from lotproof.entrypoints.api.problems import BadQuestion, json_response
from lotproof.entrypoints.api.reading import id_of, may_of, reading
from lotproof.entrypoints.compose import Plant
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.calibration.board import upkeep_board
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.traceability.order_boards import order_board
from lotproof.modules.traceability.schedule import schedule
from lotproof.modules.traceability.stock_boards import (
    expiry_board,
    lots_of_cell,
    map_board,
    stock_board,
)

ORDERS: Final = ("production.work_order", "sales.order", "purchasing.purchase_order")
_DAY_US: Final = 86_400_000_000
_DAYS: Final = 7


def board_routes() -> list[Route]:
    return [
        Route("/api/board/equipment", reading(_equipment)),
        Route("/api/board/orders", reading(_orders)),
        Route("/api/board/schedule", reading(_schedule)),
        Route("/api/board/stock", reading(_stock)),
        Route("/api/board/stock/lots", reading(_lots_of_cell)),
        Route("/api/board/expiry", reading(_expiry)),
        Route("/api/board/map", reading(_map)),
    ]


def _equipment(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """What is asked of machines and instruments, and how it stands."""
    del request, plant
    _require(reader, caller, "calibration.read", "equipment.read", "sites.read")
    return json_response(upkeep_board(reader))


def _orders(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """The kinds of order that the caller may read; 403 for who may read none."""
    del request, plant
    may = may_of(reader, caller)
    kinds = [kind for kind in ORDERS if may(read_permission(kind))]
    if not kinds:
        sessions.require(reader, caller, read_permission(ORDERS[0]))
    return json_response({"boards": order_board(reader, kinds)})


def _schedule(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    """?from= and ?to= instants; the last days unless said."""
    del plant
    _require(reader, caller, "production.read", "sites.read", "equipment.read", "items.read")
    query = request.query_params
    last = instant(query["to"]) if "to" in query else reader.now
    first = instant(query["from"]) if "from" in query else Instant(last - _DAYS * _DAY_US)
    return json_response(schedule(reader, first, last))


def _stock(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    _require(reader, caller, "warehouse.read", "items.read")
    return json_response(_dated(reader, stock_board(reader)))


def _lots_of_cell(
    request: Request, plant: Plant, reader: Reader, caller: sessions.Caller
) -> Response:
    """?item_id=, ?unit= and ?status= of a cell: the list of the lots that it counts."""
    del plant
    _require(reader, caller, "warehouse.read", "items.read")
    query = request.query_params
    of, number = id_of(query.get("item_id", ""))
    if of is not ItemId:
        raise BadQuestion(text=query["item_id"][:40], expected=t("an item", "物料"))
    unit, status = query.get("unit", ""), query.get("status", "")
    return json_response(lots_of_cell(reader, number, unit, status))


def _expiry(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    _require(reader, caller, "warehouse.read", "items.read")
    return json_response(_dated(reader, expiry_board(reader)))


def _map(request: Request, plant: Plant, reader: Reader, caller: sessions.Caller) -> Response:
    del request, plant
    _require(reader, caller, "warehouse.read", "sites.read")
    return json_response(_dated(reader, map_board(reader)))


def _dated(reader: Reader, board: dict[str, Any]) -> dict[str, Any]:
    return {"today": reader.today.isoformat()} | board


def _require(reader: Reader, caller: sessions.Caller, *permissions: str) -> None:
    for each in permissions:
        sessions.require(reader, caller, each)


def instant(text: str) -> Instant:
    """An RFC 3339 time of an address; BadQuestion for any other text."""
    try:
        return clock.parse(text)
    except (ValueError, OverflowError):
        expected = t(
            "a time with zone like 2026-01-31T08:00:00Z",
            "带时区的时间（如 2026-01-31T08:00:00Z）",
        )
        raise BadQuestion(text=text[:40], expected=expected) from None
