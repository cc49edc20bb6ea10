"""Stock as a whole: by status and item, by expiry, and by place."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from sqlalchemy import String, and_, bindparam, case, column, func, select

from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.items.queries import Item, item_title
from lotproof.modules.sites.queries import Area
from lotproof.modules.traceability.rules import Tone, state_of, tone_of
from lotproof.modules.warehouse.queries import Location, Lot, Package, Stock
from lotproof.modules.warehouse.vocabulary import LotState, PackageState

ROWS_MAX: Final = 500
"""Items or lots that one board lists; its sums are of all."""

_LOT, _STOCK, _ITEM = Lot.KIND.table, Stock.KIND.table, Item.KIND.table
LOTS_NAMED_MAX: Final = 500
"""Lots that a filter names; more open no list."""

_LOCATION, _PACKAGE = Location.KIND.table, Package.KIND.table


class Status(NamedTuple):
    """What stock is good for today: the state of its lot, unless a hold or its date says more."""

    code: str
    label: Text
    tone: Tone


STATUSES: Final = (
    Status("released", LotState.RELEASED.label, "good"),
    Status("quarantined", LotState.QUARANTINED.label, "wait"),
    Status("on_hold", t("on hold", "暂扣"), "warn"),
    Status("expired", t("expired", "已过期"), "bad"),
    Status("rejected", LotState.REJECTED.label, "bad"),
)
_TODAY = bindparam("today", type_=String)
_STATUS = case(
    (_LOT.c.state == LotState.REJECTED.value, "rejected"),
    (_LOT.c.holds > 0, "on_hold"),
    (_LOT.c.expires_on < _TODAY, "expired"),
    else_=_LOT.c.state,
).label("status")

# The short list of places drives, so that rows of stock that is gone are not read.
_IN_STOCK = _LOCATION.join(
    _STOCK, and_(_STOCK.c.location_id == _LOCATION.c.id, _STOCK.c.quantity > 0)
).join(_LOT, _LOT.c.id == _STOCK.c.lot_id)

_BY_ITEM: Statement[Any] = Statement(
    select(
        _STOCK.c.item_id,
        _STOCK.c.unit,
        _STATUS,
        func.sum(_STOCK.c.quantity),
        func.count(_STOCK.c.lot_id.distinct()),
    )
    .select_from(_IN_STOCK)
    .group_by(_STOCK.c.item_id, _STOCK.c.unit, column("status"))
)
_ITEMS: Statement[Item] = Statement(
    select(_ITEM.c.id, _ITEM.c.number, _ITEM.c.name, _ITEM.c.name_zh)
)
_BY_PLACE: Statement[Any] = Statement(
    select(_LOCATION.c.id, _STATUS, func.count())
    .select_from(_IN_STOCK)
    .group_by(_LOCATION.c.id, column("status"))
)
_PACKED: Statement[Any] = Statement(
    select(_PACKAGE.c.location_id, func.count())
    .where(_PACKAGE.c.location_id.is_not(None), _PACKAGE.c.state == PackageState.CLOSED.value)
    .group_by(_PACKAGE.c.location_id)
)


def stock_board(reader: Reader) -> dict[str, Any]:
    """Quantity and lots of each item by status, and how many lots there are in each status.

    Keys: statuses (code, label, tone, lots), items (item_id, number, name, unit, kind, filters,
    cells: status → {quantity, lots}), clipped.
    """
    rows = reader.rows(_BY_ITEM, today=reader.today.isoformat())
    names = {row[0]: row[1:] for row in reader.rows(_ITEMS)}
    items: dict[tuple[str, str], dict[str, Any]] = {}
    lots = dict.fromkeys((each.code for each in STATUSES), 0)
    for item_id, unit, status, quantity, count in rows:
        number, *called = names[item_id]
        item = items.setdefault(
            (number, unit),
            {
                "item_id": f"itm_{item_id}",
                "number": number,
                "name": item_title(*called)._asdict(),
                "unit": unit,
                "kind": "warehouse.stock",
                "filters": {"item_id": f"itm_{item_id}", "quantity.min": "1"},
                "cells": {},
            },
        )
        item["cells"][status] = {"quantity": amount_text(int(quantity), unit), "lots": count}
        lots[status] += count
    shown = [items[name] for name in sorted(items)]
    return {
        "statuses": [_status(each) | {"lots": lots[each.code]} for each in STATUSES],
        "items": shown[:ROWS_MAX],
        "clipped": len(shown) > ROWS_MAX,
    }


_OF_CELL: Statement[Any] = Statement(
    select(_LOT.c.id)
    .select_from(_IN_STOCK)
    .where(
        _STOCK.c.item_id == bindparam("item_id"),
        _STOCK.c.unit == bindparam("unit", type_=String),
        bindparam("status", type_=String) == _STATUS,
    )
    .distinct()
    .order_by(_LOT.c.id)
    .limit(LOTS_NAMED_MAX + 1)
)


def lots_of_cell(reader: Reader, item_id: int, unit: str, status: str) -> dict[str, Any]:
    """The list of the lots that a cell of the stock board counts: kind, filters.

    `filters` is None for a cell of none, or of more than LOTS_NAMED_MAX.
    """
    asked = {"item_id": item_id, "unit": unit, "status": status}
    rows = reader.rows(_OF_CELL, today=reader.today.isoformat(), **asked)
    return {"kind": "warehouse.lot", "filters": _named([row[0] for row in rows])}


def _named(lots: list[int]) -> dict[str, str] | None:
    if not 0 < len(lots) <= LOTS_NAMED_MAX:
        return None
    return {"id.in": ",".join(f"lot_{each}" for each in lots)}


def _status(each: Status) -> dict[str, Any]:
    return {"code": each.code, "label": each.label._asdict(), "tone": each.tone}


# --- expiry -------------------------------------------------------------------------------------


class Span(NamedTuple):
    """Days from today, both ends included; None for no end."""

    code: str
    label: Text
    first: int | None
    last: int | None
    tone: Tone


EXPIRY: Final = (
    Span("expired", t("expired", "已过期"), None, -1, "bad"),
    Span("within_30", t("within 30 days", "30 天内"), 0, 30, "warn"),
    Span("within_90", t("31 to 90 days", "31–90 天"), 31, 90, "warn"),
    Span("within_180", t("91 to 180 days", "91–180 天"), 91, 180, "info"),
    Span("within_365", t("181 to 365 days", "181–365 天"), 181, 365, "good"),
    Span("later", t("later", "一年以上"), 366, None, "good"),
)
_NEVER = Span("never", t("without expiry", "无有效期"), None, None, "muted")
_ALIVE: Statement[Any] = Statement(
    select(_LOT.c.expires_on, func.count(_LOT.c.id.distinct()))
    .select_from(_IN_STOCK)
    .group_by(_LOT.c.expires_on)
)
_HELD = select(_STOCK.c.lot_id).where(_STOCK.c.lot_id == _LOT.c.id, _STOCK.c.quantity > 0)
_SOONEST: Statement[Any] = Statement(
    select(
        _LOT.c.id,
        _LOT.c.number,
        _LOT.c.expires_on,
        _LOT.c.state,
        _LOT.c.holds,
        _LOT.c.unit,
        _ITEM.c.id,
        _ITEM.c.number,
        _ITEM.c.name,
        _ITEM.c.name_zh,
        select(func.sum(_STOCK.c.quantity)).where(_STOCK.c.lot_id == _LOT.c.id).scalar_subquery(),
    )
    .join_from(_LOT, _ITEM, _ITEM.c.id == _LOT.c.item_id)
    .where(_LOT.c.expires_on.is_not(None), _HELD.exists())
    .order_by(_LOT.c.expires_on, _LOT.c.id)
    .limit(bindparam("most"))
)


_IN_SPAN: Statement[Any] = Statement(
    select(_LOT.c.id)
    .where(
        _LOT.c.expires_on >= bindparam("first", type_=String),
        _LOT.c.expires_on <= bindparam("last", type_=String),
        _HELD.exists(),
    )
    .order_by(_LOT.c.expires_on, _LOT.c.id)
    .limit(LOTS_NAMED_MAX + 1)
)
_NO_FIRST, _NO_LAST = "", "9999-12-31"


def expiry_board(reader: Reader) -> dict[str, Any]:
    """Lots in stock by the time that is left to them, and the soonest of them one by one.

    Keys: buckets (code, label, tone, lots, first, last, kind, filters), lots, clipped.
    """
    today, days = reader.today, reader.rows(_ALIVE)
    rows = reader.rows(_SOONEST, most=ROWS_MAX + 1)
    return {
        "buckets": [_bucket(reader, each, days) for each in (*EXPIRY, _NEVER)],
        "lots": [_expiring(row, today) for row in rows[:ROWS_MAX]],
        "clipped": len(rows) > ROWS_MAX,
    }


def _bucket(reader: Reader, span: Span, days: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    today = reader.today
    first = None if span.first is None else (today + timedelta(days=span.first)).isoformat()
    last = None if span.last is None else (today + timedelta(days=span.last)).isoformat()
    said: dict[str, Any] = {"code": span.code, "label": span.label._asdict(), "tone": span.tone}
    if span is _NEVER:
        return said | {"lots": sum(count for on, count in days if on is None)}
    least, most = first or _NO_FIRST, last or _NO_LAST
    lots = sum(count for on, count in days if on is not None and least <= on <= most)
    rows = reader.rows(_IN_SPAN, first=least, last=most)
    opens = {"kind": "warehouse.lot", "filters": _named([row[0] for row in rows])}
    return said | {"lots": lots, "first": first, "last": last} | opens


def _expiring(row: tuple[Any, ...], today: date) -> dict[str, Any]:
    lot, number, on, state, holds, unit, item, item_number, name, name_zh, quantity = row
    days_left = (date.fromisoformat(on) - today).days
    late: Tone = next(e.tone for e in EXPIRY if e.last is None or days_left <= e.last)
    return {
        "id": f"lot_{lot}",
        "number": number,
        "item_id": f"itm_{item}",
        "item": item_number,
        "item_name": item_title(name, name_zh)._asdict(),
        "expires_on": on,
        "days_left": days_left,
        "state": state,
        "state_label": state_of("lot", state).label._asdict(),
        "state_tone": tone_of("lot", state, is_held=holds > 0),
        "is_held": holds > 0,
        "tone": late,
        "quantity": amount_text(int(quantity), unit),
        "unit": unit,
    }


# --- map ----------------------------------------------------------------------------------------


def map_board(reader: Reader) -> dict[str, Any]:
    """Every location under its area, with the lots there by status.

    `fill` is 0 to 1: its lots against those of the fullest location, for no location has a
    capacity. Keys: statuses, areas (id, code, name, kind?, locations).
    """
    found: dict[int, dict[str, int]] = {}
    for place, status, count in reader.rows(_BY_PLACE, today=reader.today.isoformat()):
        found.setdefault(place, {})[status] = count
    packed = {row[0]: row[1] for row in reader.rows(_PACKED)}
    fullest = max((sum(each.values()) for each in found.values()), default=0)
    areas: dict[int | None, list[dict[str, Any]]] = {}
    for place in reader.find(Location):
        lots = found.get(place.id, {})
        area = None if place.area_id is None else int(place.area_id)
        areas.setdefault(area, []).append(
            {
                "id": f"loc_{place.id}",
                "code": place.code,
                "name": place.name,
                "kind": place.kind.value,
                "kind_label": place.kind.label._asdict(),
                "lots": sum(lots.values()),
                "by_status": lots,
                "packages": packed.get(place.id, 0),
                "fill": round(sum(lots.values()) / fullest, 4) if fullest else 0,
                "filters": {"location_id": f"loc_{place.id}", "quantity.min": "1"},
            }
        )
    named = {int(each.id): each for each in reader.find(Area)}
    return {
        "statuses": [_status(each) for each in STATUSES],
        "areas": [
            _area(named.get(area) if area is not None else None, places)
            for area, places in sorted(areas.items(), key=lambda each: (each[0] is None, each[0]))
        ],
    }


def _area(area: Area | None, places: list[dict[str, Any]]) -> dict[str, Any]:
    if area is None:
        return {"id": None, "code": None, "name": None, "locations": places}
    return {
        "id": f"are_{area.id}",
        "code": area.code,
        "name": area.name,
        "kind": area.kind.value,
        "kind_label": area.kind.label._asdict(),
        "locations": places,
    }
