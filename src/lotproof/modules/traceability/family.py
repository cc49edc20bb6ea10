"""Who belongs to the story of a thing: what it came from and went into, and the papers about it."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from lotproof.kernel.ids import parse_any
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.genealogy.queries import Direction, trace
from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.inspection.queries import inspections_of_lot
from lotproof.modules.production.queries import (
    materials,
    order_making,
    orders_using,
    outputs,
)
from lotproof.modules.production.vocabulary import WorkOrderId
from lotproof.modules.sales.queries import (
    shipment_lines,
    shipments_of_lots,
    shipments_of_order,
    shipments_of_serials,
)
from lotproof.modules.sales.vocabulary import SalesOrderId, ShipmentId
from lotproof.modules.traceability.naming import named
from lotproof.modules.warehouse.queries import Package, Serial, contents

RELATIVES_MAX: Final = 60
"""Relatives of one sort that belong to a story, oldest first."""

_CAME_FROM, _WENT_INTO = t("came from", "来源"), t("went into", "去向")
_LOT, _PACKAGE, _CONTENT = t("lot", "所属批"), t("package", "所在包装"), t("content", "内容物")
_ORDER, _USED_BY = t("made by order", "生产工单"), t("used by order", "投用工单")
_INSPECTION, _SHIPMENT = t("inspection", "检验单"), t("shipment", "发货单")
_OUTPUT, _MATERIAL = t("output", "产出"), t("material", "物料")
_SALES_ORDER = t("sales order", "销售订单")


class Relative(NamedTuple):
    """Another thing of the story, by its id, and what it is to the subject."""

    id: str
    relation: Text


def family(reader: Reader, subject: str) -> list[Relative]:
    """The near family of any id, each once, nearest first; at most RELATIVES_MAX of a sort."""
    kind, number = parse_any(subject)
    found: dict[str, Relative] = {}
    for each in _members(reader, kind.prefix, number):
        if each.id != subject:
            found.setdefault(each.id, each)
    return list(found.values())


def _members(reader: Reader, prefix: str, number: int) -> Iterator[Relative]:
    if prefix == LotId.prefix:
        yield from _of_lot(reader, LotId(number))
    elif prefix == SerialId.prefix:
        yield from _of_serial(reader, SerialId(number))
    elif prefix == PackageId.prefix:
        yield from _of_package(reader, PackageId(number))
    elif prefix == WorkOrderId.prefix:
        yield from _of_order(reader, WorkOrderId(number))
    elif prefix == ShipmentId.prefix:
        yield from _all(_CONTENT, _lots_of(reader, ShipmentId(number)))
    elif prefix == SalesOrderId.prefix:
        shipments = shipments_of_order(reader, SalesOrderId(number))
        yield from _all(_SHIPMENT, (ShipmentId.text(each.id) for each in shipments))


def _all(relation: Text, ids: Iterable[str]) -> Iterator[Relative]:
    return (Relative(each, relation) for each in islice(dict.fromkeys(ids), RELATIVES_MAX))


def _of_lot(reader: Reader, lot_id: LotId) -> Iterator[Relative]:
    found = inspections_of_lot(reader, lot_id)
    yield from _all(_INSPECTION, (f"ins_{each.id}" for each in found))
    order = order_making(reader, lot_id)
    if order is not None:
        yield Relative(WorkOrderId.text(order.id), _ORDER)
    users = orders_using(reader, lot_id)
    yield from _all(_USED_BY, (WorkOrderId.text(each.id) for each in users))
    shipped = shipments_of_lots(reader, [(int(lot_id), int(lot_id))])
    yield from _all(_SHIPMENT, (each["shipment_id"] for each in shipped))
    yield from _kin(reader, lot_id)


def _of_serial(reader: Reader, serial_id: SerialId) -> Iterator[Relative]:
    serial = reader.get(Serial, serial_id)
    yield Relative(LotId.text(serial.lot_id), _LOT)
    if serial.package_id is not None:
        yield Relative(PackageId.text(serial.package_id), _PACKAGE)
    order = order_making(reader, serial.lot_id)
    if order is not None:
        yield Relative(WorkOrderId.text(order.id), _ORDER)
    found = inspections_of_lot(reader, serial.lot_id)
    yield from _all(_INSPECTION, (f"ins_{each.id}" for each in found))
    shipped = shipments_of_serials(reader, [(int(serial_id), int(serial_id))])
    yield from _all(_SHIPMENT, (each["shipment_id"] for each in shipped))
    yield from _kin(reader, serial_id)


def _of_package(reader: Reader, package_id: PackageId) -> Iterator[Relative]:
    package = reader.get(Package, package_id)
    if package.parent_id is not None:
        yield Relative(PackageId.text(package.parent_id), _PACKAGE)
    inside = contents(reader, package_id)
    lots = sorted({int(each.lot_id) for each in inside})
    yield from _all(_CONTENT, (LotId.text(each) for each in lots))
    shipped = shipments_of_lots(reader, ((each, each) for each in lots))
    mine = (s["shipment_id"] for s in shipped if s.get("package_id") == PackageId.text(package_id))
    yield from _all(_SHIPMENT, mine)
    yield from _kin(reader, package_id)


def _of_order(reader: Reader, order_id: WorkOrderId) -> Iterator[Relative]:
    made = [LotId.text(each.lot_id) for each in outputs(reader, order_id)]
    yield from _all(_OUTPUT, made)
    for each in made[:RELATIVES_MAX]:
        found = inspections_of_lot(reader, LotId.parse(each))
        yield from _all(_INSPECTION, (f"ins_{one.id}" for one in found))
    used = materials(reader, order_id)
    yield from _all(_MATERIAL, (LotId.text(each.lot_id) for each in used))


def _lots_of(reader: Reader, shipment_id: ShipmentId) -> Iterator[str]:
    lines = shipment_lines(reader, shipment_id)
    yield from (LotId.text(each.lot_id) for each in lines)


def _kin(reader: Reader, unit: int) -> Iterator[Relative]:
    """Parents and children of a unit."""
    ways: tuple[tuple[Direction, Text], ...] = (
        ("backward", _CAME_FROM),
        ("forward", _WENT_INTO),
    )
    for way, relation in ways:
        near = trace(reader, int(unit), way, depth_max=1, limit=RELATIVES_MAX)
        names = named(reader, ((each.first, each.last) for each in near.reached))
        yield from _all(relation, (each.id for _, each in names))
