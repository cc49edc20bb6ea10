"""One unit at a glance: what it is, how it stands, where it is, what was done with it, by whom."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.database import Statement
from lotproof.kernel.meaning import dump
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.inspection.queries import inspections_of_lot
from lotproof.modules.items.queries import Item
from lotproof.modules.parties.queries import Party
from lotproof.modules.production.queries import (
    WorkOrder,
    consumptions_of,
    materials,
    order_making,
    runs,
)
from lotproof.modules.traceability.naming import named
from lotproof.modules.traceability.people import names_of
from lotproof.modules.traceability.rules import unit
from lotproof.modules.warehouse.queries import (
    Location,
    Lot,
    Package,
    Serial,
    Stock,
    active_holds,
    contents,
    movements,
    stock_of_lot,
)

ROWS_MAX = 500
"""Rows of one kind that an overview shows; lists give the rest."""

_LOCATION, _STOCK = Location.KIND.table, Stock.KIND.table
_PLACES: Statement[Location] = Statement(
    select(*_LOCATION.c)
    .join(_STOCK, _STOCK.c.location_id == _LOCATION.c.id)
    .where(_STOCK.c.lot_id == bindparam("lot_id"), _STOCK.c.quantity > 0)
    .order_by(_LOCATION.c.id),
    Location,
)


def unit_overview(reader: Reader, subject: str) -> dict[str, Any]:
    """A lot, serial or package as one JSON value; NotTraceable for another kind of id.

    Keys: subject, unit, record (as stored, in JSON), item?, supplier?, lot?, places, quantity?,
    unit_of_measure?, is_expired, holds, inspections, order?, used_in, materials, contents,
    people. Lists have at most ROWS_MAX rows.
    """
    kind, number = unit(subject)
    if kind is SerialId:
        return _serial(reader, SerialId(number))
    if kind is PackageId:
        return _package(reader, PackageId(number))
    return _lot(reader, reader.get(Lot, LotId(number)))


def _base(subject: str, unit: str, record: Any) -> dict[str, Any]:
    return {"subject": subject, "unit": unit, "record": dump(record)}


def _lot(reader: Reader, lot: Lot) -> dict[str, Any]:
    places = {each.id: each for each in reader.select(_PLACES, lot_id=int(lot.id))}
    stock = [each for each in stock_of_lot(reader, lot.id) if each.quantity]
    order = order_making(reader, lot.id)
    found: dict[str, Any] = _base(LotId.text(lot.id), "lot", lot) | {
        "item": _item(reader, lot.item_id),
        "quantity": amount_text(sum(each.quantity for each in stock), lot.unit),
        "unit_of_measure": lot.unit,
        "places": [
            {
                "id": f"loc_{each.location_id}",
                "code": places[each.location_id].code,
                "name": places[each.location_id].name,
                "kind": places[each.location_id].kind.value,
                "quantity": amount_text(each.quantity, each.unit),
                "packed": amount_text(each.packed, each.unit),
            }
            for each in stock
        ],
        "is_expired": lot.expires_on is not None and lot.expires_on < reader.today,
        "holds": [dump(each) for each in active_holds(reader, lot.id)],
        "inspections": [dump(each) for each in inspections_of_lot(reader, lot.id)[:ROWS_MAX]],
        "used_in": _used_in(reader, lot.id),
        "materials": _materials(reader, order),
    }
    if order is not None:
        found["order"] = {"id": f"wor_{order.id}", "number": order.number}
    if lot.supplier_id is not None:
        supplier = reader.get(Party, lot.supplier_id)
        found["supplier"] = {"id": f"pty_{supplier.id}", "name": supplier.name}
    found["people"] = _people(reader, _deeds(reader, lot, order, found))
    return found


def _serial(reader: Reader, serial_id: SerialId) -> dict[str, Any]:
    serial = reader.get(Serial, serial_id)
    lot = _lot(reader, reader.get(Lot, serial.lot_id))
    found = lot | _base(SerialId.text(serial.id), "serial", serial)
    found["lot"] = {"id": lot["subject"], "number": lot["record"]["number"]}
    is_here = serial.location_id is not None or serial.package_id is not None
    found |= {"quantity": str(int(is_here)), "unit_of_measure": "pcs", "places": []}
    found["lot_state"] = lot["record"]["state"]
    if serial.location_id is not None:
        place = reader.get(Location, serial.location_id)
        found["places"] = [
            {
                "id": f"loc_{place.id}",
                "code": place.code,
                "name": place.name,
                "kind": place.kind.value,
                "quantity": "1",
                "packed": "0",
            }
        ]
    mine = (None, found["subject"])
    found["holds"] = [each for each in lot["holds"] if each.get("serial_id") in mine]
    return found


def _package(reader: Reader, package_id: PackageId) -> dict[str, Any]:
    package = reader.get(Package, package_id)
    inside = contents(reader, package_id)[:ROWS_MAX]
    names = _lot_names(reader, (each.lot_id for each in inside))
    found = _base(PackageId.text(package.id), "package", package) | {
        "places": [],
        "is_expired": False,
        "holds": [],
        "inspections": [],
        "used_in": [],
        "materials": [],
        "contents": [
            names[int(each.lot_id)]
            | {
                "package_id": PackageId.text(each.package_id),
                "quantity": amount_text(each.quantity, each.unit),
                "unit_of_measure": each.unit,
            }
            for each in inside
        ],
        "people": _people(reader, [(package.packed_by, "packed")]),
    }
    if package.location_id is not None:
        place = reader.get(Location, package.location_id)
        found["places"] = [{"id": f"loc_{place.id}", "code": place.code, "name": place.name}]
    return found


def _item(reader: Reader, item_id: int) -> dict[str, Any]:
    item = reader.get(Item, item_id)
    return {"id": f"itm_{item.id}", "number": item.number, "name": item.name}


def _used_in(reader: Reader, lot_id: LotId) -> list[dict[str, Any]]:
    """Each consumption of the lot, with the lot that got it."""
    found = consumptions_of(reader, lot_id)[:ROWS_MAX]
    names = _lot_names(reader, (each.output_lot_id for each in found))
    return [
        names[int(each.output_lot_id)]
        | {
            "order_id": f"wor_{each.work_order_id}",
            "quantity": amount_text(each.quantity, each.unit),
            "unit_of_measure": each.unit,
            "is_exact": each.is_exact,
            "at": clock.text(each.consumed_at),
            "by": each.consumed_by,
        }
        for each in found
    ]


def _materials(reader: Reader, order: WorkOrder | None) -> list[dict[str, Any]]:
    """What each lot gave to the order that makes this one."""
    if order is None:
        return []
    found = [each for each in materials(reader, order.id) if each.consumed][:ROWS_MAX]
    names = _lot_names(reader, (each.lot_id for each in found))
    return [
        names[int(each.lot_id)]
        | {"quantity": amount_text(each.consumed, each.unit), "unit_of_measure": each.unit}
        for each in found
    ]


def _lot_names(reader: Reader, lots: Iterable[LotId]) -> dict[int, dict[str, Any]]:
    spans = [(number, number) for number in sorted({int(each) for each in lots})]
    return {
        number: {"lot_id": each.id, "number": each.number, "item": each.item}
        for number, each in named(reader, spans)
    }


def _deeds(
    reader: Reader, lot: Lot, order: WorkOrder | None, found: dict[str, Any]
) -> list[tuple[str | None, str]]:
    """Who did what with the lot: (actor, what), as the records say."""
    deeds: list[tuple[str | None, str]] = [(lot.decided_by, "decided")]
    deeds += [(each.moved_by, "moved") for each in movements(reader, lot.id)]
    deeds += [(each["by"], "used") for each in found["used_in"]]
    for each in found["inspections"]:
        deeds += [(each.get("opened_by"), "inspected"), (each.get("decided_by"), "judged")]
    deeds += [(each["placed_by"], "held") for each in found["holds"]]
    if order is not None:
        deeds += [(order.planned_by, "planned"), (order.released_by, "ordered")]
        deeds += [(each.operator, "made") for each in runs(reader, order.id)]
    return deeds


def _people(reader: Reader, deeds: Iterable[tuple[str | None, str]]) -> list[dict[str, Any]]:
    did: dict[str, set[str]] = {}
    for actor, what in deeds:
        if actor is not None:
            did.setdefault(actor, set()).add(what)
    names = names_of(reader, did)
    return [
        {"id": actor, "name": names.get(actor, actor), "did": sorted(did[actor])}
        for actor in sorted(did)
    ]
