"""What has happened in the item master."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import BomId, ItemId, PackageLevelId, RoutingId


@event("items.item_registered/1", t("Item {item_id} registered", "登记物料 {item_id}"))
class ItemRegistered(Event):
    item_id: ItemId


@event("items.item_changed/1", t("Item {item_id} changed", "物料 {item_id} 已变更"))
class ItemChanged(Event):
    item_id: ItemId


@event("items.item_activated/1", t("Item {item_id} activated", "物料 {item_id} 已激活"))
class ItemActivated(Event):
    item_id: ItemId


@event("items.item_retired/1", t("Item {item_id} retired", "物料 {item_id} 已停用"))
class ItemRetired(Event):
    item_id: ItemId


@event(
    "items.package_level_added/1",
    t("Package {package_level_id} of {item_id} added", "{item_id} 增加包装 {package_level_id}"),
)
class PackageLevelAdded(Event):
    package_level_id: PackageLevelId
    item_id: ItemId


@event(
    "items.package_level_discontinued/1",
    t(
        "Package {package_level_id} of {item_id} discontinued",
        "{item_id} 停用包装 {package_level_id}",
    ),
)
class PackageLevelDiscontinued(Event):
    package_level_id: PackageLevelId
    item_id: ItemId


@event("items.bom_drafted/1", t("{bom_id} of {item_id} drafted", "编制 {item_id} 的 {bom_id}"))
class BomDrafted(Event):
    bom_id: BomId
    item_id: ItemId


@event(
    "items.bom_made_effective/1",
    t("{bom_id} of {item_id} made effective", "{item_id} 的 {bom_id} 生效"),
)
class BomMadeEffective(Event):
    bom_id: BomId
    item_id: ItemId


@event(
    "items.bom_withdrawn/1", t("{bom_id} of {item_id} withdrawn", "{item_id} 的 {bom_id} 已撤回")
)
class BomWithdrawn(Event):
    bom_id: BomId
    item_id: ItemId


@event(
    "items.routing_drafted/1",
    t("{routing_id} of {item_id} drafted", "编制 {item_id} 的 {routing_id}"),
)
class RoutingDrafted(Event):
    routing_id: RoutingId
    item_id: ItemId


@event(
    "items.routing_made_effective/1",
    t("{routing_id} of {item_id} made effective", "{item_id} 的 {routing_id} 生效"),
)
class RoutingMadeEffective(Event):
    routing_id: RoutingId
    item_id: ItemId


@event(
    "items.routing_withdrawn/1",
    t("{routing_id} of {item_id} withdrawn", "{item_id} 的 {routing_id} 已撤回"),
)
class RoutingWithdrawn(Event):
    routing_id: RoutingId
    item_id: ItemId
