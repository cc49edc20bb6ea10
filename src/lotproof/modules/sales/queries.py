"""Typed reads of orders and shipments, and who got which lot or serial."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.database import Row, Statement
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.items.vocabulary import ItemId
from lotproof.modules.parties.queries import Party
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.sales.records import (
    GoodsReturn,
    SalesLine,
    SalesOrder,
    Shipment,
    ShipmentLine,
    ShipmentSerial,
)
from lotproof.modules.sales.vocabulary import (
    LineState,
    OrderState,
    SalesOrderId,
    ShipmentId,
    ShipmentLineId,
    ShipmentState,
)
from lotproof.modules.warehouse.vocabulary import LotId, PackageId, SerialId

__all__ = [
    "GoodsReturn",
    "SalesLine",
    "SalesOrder",
    "Shipment",
    "ShipmentLine",
    "ShipmentSerial",
    "lines_of",
    "open_orders",
    "open_picks",
    "open_serials",
    "open_shipments",
    "order_by_number",
    "returns_of_line",
    "serials_of_line",
    "shipment_lines",
    "shipments_of_lots",
    "shipments_of_order",
    "shipments_of_serials",
]

_ORDER, _SHIPMENT = SalesOrder.KIND.table, Shipment.KIND.table
_LINE, _SERIALS = ShipmentLine.KIND.table, ShipmentSerial.KIND.table
_PARTY = Party.KIND.table

_SHIPPED = (
    select(
        _LINE.c.id,
        _LINE.c.shipment_id,
        _LINE.c.lot_id,
        _LINE.c.item_id,
        _LINE.c.package_id,
        _LINE.c.quantity,
        _LINE.c.returned,
        _LINE.c.unit,
        _ORDER.c.number,
        _SHIPMENT.c.consignee_id,
        _PARTY.c.name,
        _SHIPMENT.c.dispatched_at,
        _SHIPMENT.c.state,
    )
    .join_from(_LINE, _SHIPMENT, _SHIPMENT.c.id == _LINE.c.shipment_id)
    .join(_ORDER, _ORDER.c.id == _SHIPMENT.c.order_id)
    .join(_PARTY, _PARTY.c.id == _SHIPMENT.c.consignee_id)
    .where(_LINE.c.state == LineState.SHIPPED.value)
)
_OF_LOTS: Statement[ShipmentLine] = Statement(
    _SHIPPED.where(
        _LINE.c.lot_id >= bindparam("first"), _LINE.c.lot_id <= bindparam("last")
    ).order_by(_LINE.c.id)
)
_OF_SERIALS: Statement[ShipmentLine] = Statement(
    _SHIPPED.add_columns(_SERIALS.c.first_serial_id, _SERIALS.c.last_serial_id)
    .join(_SERIALS, _SERIALS.c.line_id == _LINE.c.id)
    .where(
        _SERIALS.c.first_serial_id <= bindparam("last"),
        _SERIALS.c.last_serial_id >= bindparam("first"),
    )
    .order_by(_LINE.c.id, _SERIALS.c.first_serial_id)
)
_OPEN_SERIALS = Statement(
    select(*_SERIALS.c)
    .join(_LINE, _LINE.c.id == _SERIALS.c.line_id)
    .where(_LINE.c.item_id == bindparam("item_id"), _LINE.c.state == LineState.PICKED.value)
    .order_by(_SERIALS.c.first_serial_id),
    ShipmentSerial,
)


def order_by_number(reader: Reader, number: str) -> SalesOrder | None:
    return reader.only(SalesOrder, number=number)


def open_orders(reader: Reader) -> list[SalesOrder]:
    """Confirmed, and not shipped in full."""
    return reader.find(SalesOrder, state=OrderState.CONFIRMED)


def lines_of(reader: Reader, order_id: SalesOrderId) -> list[SalesLine]:
    return reader.find(SalesLine, order_id=order_id)


def shipments_of_order(reader: Reader, order_id: SalesOrderId) -> list[Shipment]:
    return reader.find(Shipment, order_id=order_id)


def open_shipments(reader: Reader) -> list[Shipment]:
    """Being picked."""
    return reader.find(Shipment, state=ShipmentState.OPEN)


def shipment_lines(reader: Reader, shipment_id: ShipmentId) -> list[ShipmentLine]:
    """Lines that were put back too."""
    return reader.find(ShipmentLine, shipment_id=shipment_id)


def serials_of_line(reader: Reader, line_id: ShipmentLineId) -> list[tuple[int, int]]:
    """Runs (first, last) of the serials on a line, ascending."""
    found = reader.find(ShipmentSerial, line_id=line_id)
    return [(int(each.first_serial_id), int(each.last_serial_id)) for each in found]


def returns_of_line(reader: Reader, line_id: ShipmentLineId) -> list[GoodsReturn]:
    return reader.find(GoodsReturn, line_id=line_id)


def open_picks(reader: Reader, item_id: ItemId) -> list[ShipmentLine]:
    """Lines of the item that are picked and have not left."""
    return reader.find(ShipmentLine, item_id=item_id, state=LineState.PICKED)


def open_serials(reader: Reader, item_id: ItemId) -> list[ShipmentSerial]:
    """Serials of the item that are picked and have not left, ascending."""
    return reader.select(_OPEN_SERIALS, item_id=int(item_id))


def shipments_of_lots(reader: Reader, spans: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """Who got anything of the lots in the spans (first, last), one JSON value for each line.

    Keys: line_id, shipment_id, lot_id, item_id, package_id?, quantity, returned, unit, order,
    consignee_id, consignee, dispatched_at, state.
    """
    return [
        _shipped(row)
        for first, last in spans
        for row in reader.rows(_OF_LOTS, first=int(first), last=int(last))
    ]


def shipments_of_serials(reader: Reader, spans: Iterable[tuple[int, int]]) -> list[dict[str, Any]]:
    """Who got any of the serials in the spans (first, last), one JSON value for each line.

    Keys are those of `shipments_of_lots`, and `serials`: the runs asked for, as texts like
    `ser_4` or `ser_4..ser_9`.
    """
    found: dict[str, dict[str, Any]] = {}
    for first, last in spans:
        for row in reader.rows(_OF_SERIALS, first=int(first), last=int(last)):
            shipped = _shipped(row[:-2])
            low, high = max(first, row[-2]), min(last, row[-1])
            text = SerialId.text(low) + (f"..{SerialId.text(high)}" if high > low else "")
            found.setdefault(shipped["line_id"], shipped | {"serials": []})["serials"].append(text)
    return list(found.values())


def _shipped(row: Row) -> dict[str, Any]:
    line, shipment, lot, item, package, quantity, returned, unit, *rest = row
    order, consignee_id, consignee, dispatched_at, state = rest
    shipped = {
        "line_id": ShipmentLineId.text(line),
        "shipment_id": ShipmentId.text(shipment),
        "lot_id": LotId.text(lot),
        "item_id": ItemId.text(item),
        "quantity": amount_text(quantity, unit),
        "returned": amount_text(returned, unit),
        "unit": unit,
        "order": order,
        "consignee_id": PartyId.text(consignee_id),
        "consignee": consignee,
        "dispatched_at": clock.text(dispatched_at),
        "state": state,
    }
    return shipped if package is None else shipped | {"package_id": PackageId.text(package)}
