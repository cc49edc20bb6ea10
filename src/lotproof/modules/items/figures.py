"""What is counted of items, bills of materials and routings."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "items.items_to_activate",
    t("Items to activate", "待启用物料"),
    Group.WAITING,
    "items.item",
    filters={"state": "draft"},
    command="items.activate_item/1",
)
figure(
    "items.boms_to_approve",
    t("Bills of materials to approve", "待批准物料清单"),
    Group.WAITING,
    "items.bom",
    filters={"state": "draft"},
    command="items.make_bom_effective/1",
)
figure(
    "items.routings_to_approve",
    t("Routings to approve", "待批准工艺路线"),
    Group.WAITING,
    "items.routing",
    filters={"state": "draft"},
    command="items.make_routing_effective/1",
)
