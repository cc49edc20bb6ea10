"""One unit at a glance: what it is, how it stands, where it is, what was done with it, by whom."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.database import Statement
from lotproof.kernel.meaning import dump
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.documents.queries import Attachment
from lotproof.modules.documents.vocabulary import AttachmentState
from lotproof.modules.genealogy.queries import Direction, Link, trace
from lotproof.modules.genealogy.vocabulary import (
    EDGE_KIND_LABELS,
    Certainty,
    EdgeKind,
    LotId,
    PackageId,
    SerialId,
)
from lotproof.modules.items.queries import Item
from lotproof.modules.parties.queries import Party
from lotproof.modules.production.queries import (
    WorkOrder,
    consumptions_of,
    materials,
    order_making,
)
from lotproof.modules.sales.queries import shipments_of_lots, shipments_of_serials
from lotproof.modules.traceability.making import ROWS_MAX, inspected, making
from lotproof.modules.traceability.naming import named
from lotproof.modules.traceability.people import names_of
from lotproof.modules.traceability.rules import state_of, tone_of, unit
from lotproof.modules.traceability.sterilising import sterilised
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

NEAR_MAX = 200
"""Parents, and children, that an overview names; the trace gives the rest."""

DEEDS: Final = {
    "checked": t("checked the first article", "首件检验"),
    "cleared": t("cleared the line", "清场"),
    "decided": t("released or rejected", "放行或拒收"),
    "held": t("placed a hold", "暂扣"),
    "inspected": t("opened the inspection", "开立检验"),
    "judged": t("judged", "判定"),
    "made": t("made", "生产"),
    "measured": t("measured", "检测"),
    "moved": t("received or moved", "收货或移动"),
    "ordered": t("released the order", "下达工单"),
    "packed": t("packed", "包装"),
    "planned": t("planned", "计划"),
    "read": t("read parameters", "记录参数"),
    "reviewed": t("reviewed the sterilisation", "审核灭菌"),
    "sterilised": t("sterilised", "灭菌"),
    "used": t("used it", "投用"),
}
"""What somebody did with a unit."""

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

    Keys: subject, unit, record (as stored, in JSON), tone, state_label, item?, supplier?, lot?,
    places, quantity?, unit_of_measure?, is_expired, holds, inspections (with results),
    cycles (of sterilisation), order?,
    used_in, materials, runs, readings, first_articles, line_clearances, machines, papers,
    contents, attachments, came_from, went_into (the nearest units, and how many there are),
    shipments, people, names (of everybody named by an id). Lists have at most ROWS_MAX rows.
    """
    kind, number = unit(subject)
    if kind is SerialId:
        found = _serial(reader, SerialId(number))
    elif kind is PackageId:
        found = _package(reader, PackageId(number))
    else:
        found = _lot(reader, reader.get(Lot, LotId(number)))
    state, is_held = found["record"]["state"], bool(found["holds"])
    found["state_label"] = state_of(found["unit"], state).label._asdict()
    found["tone"] = tone_of(found["unit"], state, is_held=is_held)
    ways: tuple[tuple[str, Direction], ...] = (
        ("came_from", "backward"),
        ("went_into", "forward"),
    )
    found |= {name: _near(reader, int(number), way) for name, way in ways}
    found["attachments"] = _attachments(reader, found)
    actors = {each["by"] for each in found["attachments"]}
    found["names"] = {each["id"]: each["name"] for each in found["people"]}
    found["names"] |= names_of(reader, actors)
    return found


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
        "inspections": inspected(reader, lot.id),
        "cycles": sterilised(reader, lot.id),
        "used_in": _used_in(reader, lot.id),
        "materials": _materials(reader, order),
        "shipments": shipments_of_lots(reader, [(int(lot.id), int(lot.id))])[:ROWS_MAX],
    }
    found |= _NOT_MADE_HERE if order is None else making(reader, order)
    found["machines"] = _with_instruments(found)
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
    found["shipments"] = shipments_of_serials(reader, [(int(serial.id), int(serial.id))])
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
        "cycles": [],
        "used_in": [],
        "materials": [],
        **_NOT_MADE_HERE,
        "shipments": _shipped_packages(reader, package_id, (int(each.lot_id) for each in inside)),
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


def _with_instruments(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The machines it was made and sterilised on and the instruments it was inspected with, each
    once."""
    named = {each["id"]: each for each in found["machines"]}
    for each in found["cycles"]:
        if "from" in each:
            said = {"code": each["equipment"], "name": each["equipment_name"]}
            named.setdefault(each["equipment_id"], {"id": each["equipment_id"]} | said)
    for inspection in found["inspections"]:
        for each in inspection["results"]:
            if "equipment_id" in each:
                said = {"code": each["equipment"], "name": each["equipment_name"]}
                named.setdefault(each["equipment_id"], {"id": each["equipment_id"]} | said)
    return [named[name] for name in sorted(named, key=lambda each: int(each[4:]))]


_NOT_MADE_HERE: Final[dict[str, list[Any]]] = {
    "runs": [],
    "readings": [],
    "first_articles": [],
    "line_clearances": [],
    "machines": [],
    "papers": [],
}


def _near(reader: Reader, number: int, way: Direction) -> dict[str, Any]:
    """The units one step away, each with how it is joined; `count` is of all of them."""
    found = trace(reader, number, way, depth_max=1, with_links=True)
    nearest = ((each.first, each.last) for each in found.reached)
    units: list[dict[str, Any]] = []
    for at, name in islice(named(reader, nearest), NEAR_MAX):
        link = next(each for each in found.links if _holds(each, way, at))
        said = {key: value for key, value in name._asdict().items() if value is not None}
        said["state_label"] = state_of(name.unit, name.state).label._asdict()
        said["relation"] = EDGE_KIND_LABELS[EdgeKind(link.kind)]._asdict()
        units.append(said | {"is_possible": link.certainty is Certainty.POSSIBLE})
    return {"count": found.unit_count, "units": units}


def _attachments(reader: Reader, found: dict[str, Any]) -> list[dict[str, Any]]:
    """Files that belong to the unit, to its lot or to the order that made it."""
    papers = (found[name]["id"] for name in ("lot", "order") if name in found)
    return [
        {
            "id": f"att_{each.id}",
            "of": subject,
            "name": each.name,
            "media_type": each.media_type,
            "size_bytes": each.size_bytes,
            "digest": each.digest,
            "by": each.attached_by,
            "at": clock.text(each.attached_at),
        }
        for subject in (found["subject"], *papers)
        for each in reader.find(Attachment, subject=subject, state=AttachmentState.ATTACHED)
    ][:ROWS_MAX]


def _holds(link: Link, way: Direction, at: int) -> bool:
    first, last = link.parents if way == "backward" else link.children
    return first <= at <= last


def _shipped_packages(
    reader: Reader, package_id: PackageId, lots: Iterable[int]
) -> list[dict[str, Any]]:
    """The shipment lines on which the package, or one around it, went out."""
    around: set[str] = set()
    outer: int | None = int(package_id)
    while outer is not None:
        around.add(PackageId.text(outer))
        outer = reader.get(Package, outer).parent_id
    shipped = shipments_of_lots(reader, ((each, each) for each in sorted(set(lots))))
    return [each for each in shipped if each.get("package_id") in around][:ROWS_MAX]


def _item(reader: Reader, item_id: int) -> dict[str, Any]:
    item = reader.get(Item, item_id)
    said = {"id": f"itm_{item.id}", "number": item.number, "name": item.name}
    return said if item.name_zh is None else said | {"name_zh": item.name_zh}


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
        deeds += [(each["opened_by"], "inspected"), (each.get("decided_by"), "judged")]
        deeds += [(result["by"], "measured") for result in each["results"]]
    for each in found["cycles"]:
        deeds += [(each.get("started_by"), "sterilised"), (each.get("finished_by"), "sterilised")]
        deeds += [(each.get("reviewed_by"), "reviewed")]
    for rows, what in (
        ("runs", "made"),
        ("readings", "read"),
        ("first_articles", "checked"),
        ("line_clearances", "cleared"),
    ):
        deeds += [(each["by"], what) for each in found[rows]]
    deeds += [(each["placed_by"], "held") for each in found["holds"]]
    if order is not None:
        deeds += [(order.planned_by, "planned"), (order.released_by, "ordered")]
    return deeds


def _people(reader: Reader, deeds: Iterable[tuple[str | None, str]]) -> list[dict[str, Any]]:
    did: dict[str, set[str]] = {}
    for actor, what in deeds:
        if actor is not None:
            did.setdefault(actor, set()).add(what)
    names = names_of(reader, did)
    return [
        {
            "id": actor,
            "name": names.get(actor, actor),
            "did": sorted(did[actor]),
            "did_labels": [DEEDS[what]._asdict() for what in sorted(did[actor])],
        }
        for actor in sorted(did)
    ]
