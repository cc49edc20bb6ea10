"""Typed reads of items, packages, bills of materials and routings."""

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.text import Text
from lotproof.kernel.work import Reader
from lotproof.modules.items.records import (
    Bom,
    BomLine,
    DeviceIdentifier,
    Item,
    OperationParameter,
    PackageLevel,
    Routing,
    RoutingOperation,
)
from lotproof.modules.items.vocabulary import BomId, ItemId, ItemState, RevisionState, RoutingId

__all__ = [
    "Bom",
    "BomLine",
    "DeviceIdentifier",
    "Item",
    "OperationParameter",
    "PackageLevel",
    "Routing",
    "RoutingOperation",
    "bom_lines",
    "bom_revisions",
    "components",
    "effective_bom",
    "effective_routing",
    "effective_users",
    "is_in_structure",
    "item_by_di",
    "item_by_number",
    "item_title",
    "items_in_state",
    "operations",
    "package_by_di",
    "package_levels",
    "parameters",
    "routing_revisions",
]

_ITEM, _IDENTIFIER = Item.KIND.table, DeviceIdentifier.KIND.table
_BOM, _LINE = Bom.KIND.table, BomLine.KIND.table

_ITEM_BY_DI = Statement(
    select(*_ITEM.c)
    .join(DeviceIdentifier.KIND.table, _IDENTIFIER.c.item_id == _ITEM.c.id)
    .where(_IDENTIFIER.c.di == bindparam("di")),
    Item,
)

_COMPONENTS = Statement(
    select(*_ITEM.c)
    .where(_ITEM.c.id.in_(select(_LINE.c.component_id).where(_LINE.c.bom_id == bindparam("bom"))))
    .order_by(_ITEM.c.id),
    Item,
)

_EFFECTIVE_USERS = Statement(
    select(*_BOM.c)
    .where(_BOM.c.state == RevisionState.EFFECTIVE.value)
    .where(_BOM.c.id.in_(select(_LINE.c.bom_id).where(_LINE.c.component_id == bindparam("item"))))
    .order_by(_BOM.c.id),
    Bom,
)

# Everything a bill of materials leads to through effective ones. UNION, not UNION ALL: an item
# met twice is followed once, so that this ends even in a circle.
_below = (
    select(_LINE.c.component_id.label("item_id"))
    .where(_LINE.c.bom_id == bindparam("bom"))
    .cte("below", recursive=True)
)
_below = _below.union(
    select(_LINE.c.component_id)
    .join(_BOM, _BOM.c.id == _LINE.c.bom_id)
    .join(_below, _BOM.c.item_id == _below.c.item_id)
    .where(_BOM.c.state == RevisionState.EFFECTIVE.value)
)
_IN_STRUCTURE: Statement[Item] = Statement(
    select(_below.c.item_id).where(_below.c.item_id == bindparam("item"))
)


def item_title(name: str, name_zh: str | None) -> Text:
    """What an item is called; without a Chinese name its name is for readers of Chinese too."""
    return Text(name, name_zh or name)


def item_by_number(reader: Reader, number: str) -> Item | None:
    return reader.only(Item, number=number)


def item_by_di(reader: Reader, di: str) -> Item | None:
    """The item to which the DI was ever given, as its own or that of one of its packages.

    `di` in its stored form: a GTIN with 14 digits, HIBCC without + and check character.
    """
    found = reader.select(_ITEM_BY_DI, di=di)
    return found[0] if found else None


def items_in_state(reader: Reader, state: ItemState) -> list[Item]:
    return reader.find(Item, state=state)


def package_by_di(reader: Reader, di: str) -> PackageLevel | None:
    return reader.only(PackageLevel, di=di)


def package_levels(reader: Reader, item_id: ItemId) -> list[PackageLevel]:
    """All package levels of a device, discontinued ones too, in the order they were added."""
    return reader.find(PackageLevel, item_id=item_id)


def effective_bom(reader: Reader, item_id: ItemId) -> Bom | None:
    return reader.only(Bom, item_id=item_id, state=RevisionState.EFFECTIVE)


def bom_revisions(reader: Reader, item_id: ItemId) -> list[Bom]:
    return reader.find(Bom, item_id=item_id)


def bom_lines(reader: Reader, bom_id: BomId) -> list[BomLine]:
    """By position; quantities are for the output quantity of the bill of materials."""
    return reader.find(BomLine, bom_id=bom_id)


def components(reader: Reader, bom_id: BomId) -> list[Item]:
    """The items of all lines, by id, each once."""
    return reader.select(_COMPONENTS, bom=int(bom_id))


def effective_users(reader: Reader, item_id: ItemId) -> list[Bom]:
    """The effective bills of materials that have the item as a component."""
    return reader.select(_EFFECTIVE_USERS, item=int(item_id))


def is_in_structure(reader: Reader, bom_id: BomId, item_id: ItemId) -> bool:
    """Whether the item goes, at any depth of effective bills, into what `bom_id` describes."""
    return bool(reader.rows(_IN_STRUCTURE, bom=int(bom_id), item=int(item_id)))


def effective_routing(reader: Reader, item_id: ItemId) -> Routing | None:
    return reader.only(Routing, item_id=item_id, state=RevisionState.EFFECTIVE)


def routing_revisions(reader: Reader, item_id: ItemId) -> list[Routing]:
    return reader.find(Routing, item_id=item_id)


def operations(reader: Reader, routing_id: RoutingId) -> list[RoutingOperation]:
    """By position."""
    return reader.find(RoutingOperation, routing_id=routing_id)


def parameters(reader: Reader, routing_id: RoutingId) -> list[OperationParameter]:
    """Of all operations, in the order they were entered."""
    return reader.find(OperationParameter, routing_id=routing_id)
