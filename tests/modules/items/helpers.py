"""Items, bills of materials and routings of a small plant, for tests."""

from typing import Any

from lotproof.kernel.quantity import Amount
from lotproof.modules.items.commands import (
    ActivateItem,
    BomLineGiven,
    DraftBom,
    DraftRouting,
    OperationGiven,
    RegisterItem,
)
from lotproof.modules.items.vocabulary import (
    BomId,
    ItemId,
    ItemKind,
    OperationKind,
    RoutingId,
    Tracking,
)
from tests.support.plant import Plant

MAKER, APPROVER = "usr_1", "usr_2"


def registering(number: str, **more: Any) -> RegisterItem:
    given: dict[str, Any] = {
        "name": f"Item {number}",
        "kind": ItemKind.COMPONENT,
        "tracking": Tracking.LOT,
        "unit": "pcs",
    }
    return RegisterItem(number=number, **(given | more))


def register(plant: Plant, number: str, *, active: bool = True, **more: Any) -> ItemId:
    """A new item; its id."""
    item_id = ItemId.parse(plant.ok(registering(number, **more)).value("item_id"))
    if active:
        plant.ok(ActivateItem(item_id=item_id))
    return item_id


def line(component_id: ItemId, quantity: int = 1, unit: str = "pcs") -> BomLineGiven:
    return BomLineGiven(component_id=component_id, quantity=Amount(quantity), unit=unit)


def bom(item_id: ItemId, *lines: BomLineGiven, revision: str = "A", unit: str = "pcs") -> DraftBom:
    return DraftBom(
        item_id=item_id, revision=revision, quantity=Amount(1), unit=unit, lines=list(lines)
    )


def draft_bom(plant: Plant, command: DraftBom) -> BomId:
    return BomId.parse(plant.ok(command, actor=MAKER).value("bom_id"))


def operation(code: str, **more: Any) -> OperationGiven:
    given: dict[str, Any] = {"code": code, "name": code, "kind": OperationKind.PROCESS}
    return OperationGiven(**(given | more))


def routing(item_id: ItemId, *operations: OperationGiven, revision: str = "A") -> DraftRouting:
    return DraftRouting(item_id=item_id, revision=revision, operations=list(operations))


def draft_routing(plant: Plant, command: DraftRouting) -> RoutingId:
    return RoutingId.parse(plant.ok(command, actor=MAKER).value("routing_id"))
