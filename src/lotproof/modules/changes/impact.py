"""What a change touches, found from where its objects are used."""

from collections.abc import Iterable, Iterator

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.ids import Id, parse_any
from lotproof.kernel.reader import Reader
from lotproof.modules.changes.records import ChangedObject
from lotproof.modules.changes.vocabulary import ImpactGroup
from lotproof.modules.documents.queries import Attachment
from lotproof.modules.documents.vocabulary import AttachmentId
from lotproof.modules.equipment.queries import Equipment, Setting
from lotproof.modules.equipment.vocabulary import EquipmentId, SettingId
from lotproof.modules.inspection.queries import Plan
from lotproof.modules.inspection.vocabulary import PlanId, PlanState
from lotproof.modules.items.queries import (
    Bom,
    Routing,
    RoutingOperation,
    effective_bom,
    effective_routing,
    effective_users,
)
from lotproof.modules.items.vocabulary import BomId, ItemId, RevisionState, RoutingId
from lotproof.modules.labelling.queries import LabelTemplate
from lotproof.modules.labelling.vocabulary import LabelTemplateId, TemplateState
from lotproof.modules.parties.vocabulary import PartyId
from lotproof.modules.production.queries import WorkOrder
from lotproof.modules.production.vocabulary import WorkOrderId, WorkOrderState
from lotproof.modules.sales.queries import Shipment, ShipmentLine
from lotproof.modules.sales.vocabulary import ShipmentState
from lotproof.modules.warehouse.queries import Lot, Stock
from lotproof.modules.warehouse.vocabulary import LotId

Touched = dict[ImpactGroup, list[str]]

_LOT, _STOCK = Lot.KIND.table, Stock.KIND.table
_SHIPMENT, _LINE = Shipment.KIND.table, ShipmentLine.KIND.table
_OPERATION, _ROUTING = RoutingOperation.KIND.table, Routing.KIND.table

_OPEN = (WorkOrderState.PLANNED, WorkOrderState.RELEASED, WorkOrderState.IN_PROGRESS)

_IN_STOCK: Statement[Lot] = Statement(
    select(_STOCK.c.lot_id)
    .distinct()
    .join(_LOT, _LOT.c.id == _STOCK.c.lot_id)
    .where(_LOT.c.item_id == bindparam("item"), _STOCK.c.quantity > 0)
    .order_by(_STOCK.c.lot_id)
)
_SHIPPED: Statement[Lot] = Statement(
    select(_LINE.c.lot_id)
    .distinct()
    .join(_SHIPMENT, _SHIPMENT.c.id == _LINE.c.shipment_id)
    .where(
        _LINE.c.item_id == bindparam("item"),
        or_(
            _SHIPMENT.c.state == ShipmentState.DISPATCHED.value,
            _SHIPMENT.c.state == ShipmentState.DELIVERED.value,
        ),
    )
    .order_by(_LINE.c.lot_id)
)
_SUPPLIED: Statement[Lot] = Statement(
    select(_LOT.c.item_id).distinct().where(_LOT.c.supplier_id == bindparam("supplier"))
)
_MADE_AT: Statement[Routing] = Statement(
    select(_ROUTING.c.item_id)
    .distinct()
    .join(_OPERATION, _OPERATION.c.routing_id == _ROUTING.c.id)
    .where(
        _OPERATION.c.workstation_id == bindparam("workstation"),
        _ROUTING.c.state == RevisionState.EFFECTIVE.value,
    )
)


def touched(reader: Reader, objects: Iterable[ChangedObject]) -> Touched:
    """The ids of all that the listed objects bear on, by group; groups without any are left out.

    Items are followed upwards through effective bills of materials: what a component goes into
    is touched by its change.
    """
    listed = [each for each in objects if each.is_listed]
    items: dict[ItemId, None] = {}
    for each in listed:
        for item_id in _items(reader, each.current or each.proposed or ""):
            items[item_id] = None
    found: Touched = {}
    for item_id in _upwards(reader, items):
        for group, subjects in _of_item(reader, item_id):
            known = found.setdefault(group, [])
            known.extend(subject for subject in subjects if subject not in known)
    return {group: found[group] for group in ImpactGroup if found.get(group)}


def _items(reader: Reader, subject: str) -> list[ItemId]:
    """The items that a listed object is about; a document is about none that is known."""
    kind, number = parse_any(subject)
    if kind is ItemId:
        return [ItemId(number)]
    if kind is PartyId:
        return [ItemId(row[0]) for row in reader.rows(_SUPPLIED, supplier=number)]
    if kind is SettingId:
        number = reader.get(Setting, number).equipment_id
        kind = EquipmentId
    if kind is EquipmentId:
        place = reader.get(Equipment, number).workstation_id
        rows = reader.rows(_MADE_AT, workstation=int(place)) if place is not None else []
        return [ItemId(row[0]) for row in rows]
    of = _item_of_version(reader, kind, number)
    return [of] if of is not None else []


def _item_of_version(reader: Reader, kind: type[Id], number: int) -> ItemId | None:
    if kind is BomId:
        return reader.get(Bom, number).item_id
    if kind is RoutingId:
        return reader.get(Routing, number).item_id
    if kind is PlanId:
        return reader.get(Plan, number).item_id
    return reader.get(LabelTemplate, number).item_id if kind is LabelTemplateId else None


def _upwards(reader: Reader, items: Iterable[ItemId]) -> list[ItemId]:
    """The items and all that they go into, each once."""
    seen: dict[ItemId, None] = {}
    todo = list(items)
    while todo:
        item_id = todo.pop()
        if item_id not in seen:
            seen[item_id] = None
            todo += [bom.item_id for bom in effective_users(reader, item_id)]
    return sorted(seen)


def _of_item(reader: Reader, item_id: ItemId) -> Iterator[tuple[ImpactGroup, list[str]]]:
    bom, routing = effective_bom(reader, item_id), effective_routing(reader, item_id)
    yield ImpactGroup.BOMS, [BomId.text(bom.id)] if bom is not None else []
    yield ImpactGroup.ROUTINGS, [RoutingId.text(routing.id)] if routing is not None else []
    orders = reader.find(WorkOrder, item_id=item_id)
    yield (
        ImpactGroup.WORK_ORDERS,
        [WorkOrderId.text(each.id) for each in orders if each.state in _OPEN],
    )
    in_stock = reader.rows(_IN_STOCK, item=int(item_id))
    yield ImpactGroup.STOCK, [LotId.text(row[0]) for row in in_stock]
    shipped = reader.rows(_SHIPPED, item=int(item_id))
    yield ImpactGroup.SHIPPED, [LotId.text(row[0]) for row in shipped]
    labels = reader.find(LabelTemplate, item_id=item_id)
    yield (
        ImpactGroup.LABELS,
        [LabelTemplateId.text(each.id) for each in labels if each.state is TemplateState.APPROVED],
    )
    plans = reader.find(Plan, item_id=item_id)
    yield (
        ImpactGroup.PLANS,
        [PlanId.text(each.id) for each in plans if each.state is PlanState.EFFECTIVE],
    )
    papers = reader.find(Attachment, subject=ItemId.text(item_id))
    yield ImpactGroup.DOCUMENTS, [AttachmentId.text(each.id) for each in papers]
