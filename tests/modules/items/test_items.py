"""Items: registered, changed, activated, retired; identifiers given once and for ever."""

import pytest

from lotproof.modules.items.commands import (
    ActivateItem,
    AddPackageLevel,
    ChangeItem,
    DiscontinuePackageLevel,
    RetireItem,
)
from lotproof.modules.items.queries import (
    Item,
    PackageLevel,
    item_by_di,
    item_by_number,
    items_in_state,
    package_by_di,
    package_levels,
)
from lotproof.modules.items.services import active_item
from lotproof.modules.items.vocabulary import (
    Issuer,
    ItemId,
    ItemKind,
    ItemState,
    PackageLevelId,
    PackageState,
    Tracking,
)
from tests.modules.items.helpers import APPROVER, bom, draft_bom, line, register, registering
from tests.support.plant import Plant

DI, BOX_DI, CASE_DI = "00841470103934", "10841470103931", "20841470103938"
OTHER_DI = "00844588018923"
WHY = "the entry was wrong"


def item(plant: Plant, item_id: ItemId) -> Item:
    with plant.reader() as reader:
        return reader.get(Item, item_id)


def add_package(
    plant: Plant, item_id: ItemId, di: str, contains_di: str, quantity: int
) -> PackageLevelId:
    receipt = plant.ok(packing(item_id, di, contains_di, quantity))
    return PackageLevelId.parse(receipt.value("package_level_id"))


def packing(item_id: ItemId, di: str, contains_di: str, quantity: int = 10) -> AddPackageLevel:
    return AddPackageLevel(
        item_id=item_id,
        di=di,
        issuer=Issuer.GS1,
        name="box",
        contains_di=contains_di,
        quantity=quantity,
    )


def test_registered_device_is_found_by_number_and_identifier(plant: Plant) -> None:
    item_id = register(
        plant,
        "1107-0-3258",
        active=False,
        kind=ItemKind.DEVICE,
        di="841470103934",
        issuer=Issuer.GS1,
        brand="CS2 Acet. Cup Sys. - VitalitE",
        model="1107-0-3258",
        is_sterile=True,
        is_implant=True,
        name_zh="髋臼内衬",
        shelf_life_days=1825,
        storage="",
    )
    with plant.reader() as reader:
        found = item_by_number(reader, "1107-0-3258")
        assert found is not None
        assert (found.id, found.di, found.issuer, found.state) == (
            item_id,
            DI,
            Issuer.GS1,
            ItemState.DRAFT,
        )
        assert (found.name_zh, found.storage) == ("髋臼内衬", None)
        assert item_by_di(reader, DI) == found
        assert item_by_di(reader, OTHER_DI) is None
        assert item_by_number(reader, "1107-0-3259") is None
        assert items_in_state(reader, ItemState.DRAFT) == [found]


def test_number_is_given_once(plant: Plant) -> None:
    register(plant, "M-1")
    plant.refused("duplicate", registering("M-1"))


def test_identifier_is_given_once_and_for_ever(plant: Plant) -> None:
    """T-830.40: a retired device's DI is not given to another."""
    first = register(plant, "D-1", kind=ItemKind.DEVICE, di=DI, issuer=Issuer.GS1)
    again = registering("D-2", kind=ItemKind.DEVICE, di=DI, issuer=Issuer.GS1)
    plant.refused("identifier_taken", again)
    plant.ok(RetireItem(item_id=first), reason="discontinued")
    plant.refused("identifier_taken", again)


def test_identifier_and_agency_come_together(sqlite_plant: Plant) -> None:
    sqlite_plant.refused("incomplete_identifier", registering("D-1", di=DI))
    sqlite_plant.refused("incomplete_identifier", registering("D-1", issuer=Issuer.GS1))
    sqlite_plant.refused(
        "bad_identifier", registering("D-1", di="00841470103935", issuer=Issuer.GS1)
    )


def test_draft_may_be_corrected_and_its_wrong_identifier_stays_taken(plant: Plant) -> None:
    item_id = register(plant, "D-1", active=False, di=OTHER_DI, issuer=Issuer.GS1)
    plant.ok(
        ChangeItem(item_id=item_id, di=DI, tracking=Tracking.SERIAL, name="Cup", is_sterile=True),
        reason=WHY,
    )
    now = item(plant, item_id)
    assert (now.di, now.tracking, now.name, now.is_sterile) == (DI, Tracking.SERIAL, "Cup", True)
    plant.refused("identifier_taken", registering("D-2", di=OTHER_DI, issuer=Issuer.GS1))
    plant.ok(ChangeItem(item_id=item_id, di=OTHER_DI), reason="it was right after all")
    assert item(plant, item_id).di == OTHER_DI


def test_change_keeps_what_is_not_given_and_clears_what_is_empty(sqlite_plant: Plant) -> None:
    item_id = register(
        sqlite_plant, "M-1", storage="2-8 Cel", shelf_life_days=30, brand="B", is_single_use=True
    )
    sqlite_plant.ok(
        ChangeItem(item_id=item_id, storage="", shelf_life_days=0, is_single_use=False), reason=WHY
    )
    now = item(sqlite_plant, item_id)
    assert (now.storage, now.shelf_life_days, now.is_single_use) == (None, None, False)
    assert (now.brand, now.name) == ("B", "Item M-1")


def test_change_needs_a_reason_and_a_name(sqlite_plant: Plant) -> None:
    item_id = register(sqlite_plant, "M-1")
    sqlite_plant.refused("reason_missing", ChangeItem(item_id=item_id, name="Other"))
    sqlite_plant.refused("invalid_input", ChangeItem(item_id=item_id, name=""), reason=WHY)


def test_active_item_keeps_its_unit_and_its_device_keeps_its_model(sqlite_plant: Plant) -> None:
    material = register(sqlite_plant, "M-1", unit="kg")
    sqlite_plant.refused("needs_new_item", ChangeItem(item_id=material, unit="g"), reason=WHY)
    device = register(sqlite_plant, "D-1", di=DI, issuer=Issuer.GS1, model="A")
    sqlite_plant.refused("needs_new_identifier", ChangeItem(item_id=device, model="B"), reason=WHY)
    sqlite_plant.refused(
        "needs_new_identifier", ChangeItem(item_id=device, di=OTHER_DI), reason=WHY
    )
    sqlite_plant.ok(ChangeItem(item_id=device, model="A", storage="dry"), reason=WHY)


def test_active_item_without_identifier_may_receive_one(sqlite_plant: Plant) -> None:
    item_id = register(sqlite_plant, "D-1", model="A")
    sqlite_plant.refused("incomplete_identifier", ChangeItem(item_id=item_id, di=DI), reason=WHY)
    sqlite_plant.ok(ChangeItem(item_id=item_id, di=DI, issuer=Issuer.GS1), reason="assigned")
    assert item(sqlite_plant, item_id).di == DI


def test_implant_without_tracking_is_not_activated(sqlite_plant: Plant) -> None:
    item_id = register(sqlite_plant, "D-1", active=False, tracking=Tracking.NONE, is_implant=True)
    sqlite_plant.refused("untraceable_item", ActivateItem(item_id=item_id))
    harmless = register(sqlite_plant, "D-2", tracking=Tracking.NONE)
    sqlite_plant.refused(
        "untraceable_item", ChangeItem(item_id=harmless, is_sterile=True), reason=WHY
    )


def test_life_of_an_item(sqlite_plant: Plant) -> None:
    item_id = register(sqlite_plant, "M-1")
    sqlite_plant.refused("wrong_state", ActivateItem(item_id=item_id))
    sqlite_plant.refused("reason_missing", RetireItem(item_id=item_id))
    sqlite_plant.ok(RetireItem(item_id=item_id), reason="replaced by M-2")
    assert item(sqlite_plant, item_id).state is ItemState.RETIRED
    sqlite_plant.refused("wrong_state", RetireItem(item_id=item_id), reason="twice")
    sqlite_plant.refused("wrong_state", ActivateItem(item_id=item_id))
    sqlite_plant.refused("wrong_state", ChangeItem(item_id=item_id, name="x"), reason=WHY)
    sqlite_plant.refused("not_found", ActivateItem(item_id=ItemId(99)))


def test_component_of_an_effective_bill_is_not_retired(plant: Plant) -> None:
    from lotproof.modules.items.commands import MakeBomEffective, WithdrawBom

    device, part = register(plant, "D-1"), register(plant, "C-1")
    bom_id = draft_bom(plant, bom(device, line(part)))
    plant.ok(MakeBomEffective(bom_id=bom_id), actor=APPROVER)
    receipt = plant.refused("item_in_use", RetireItem(item_id=part), reason="no longer made")
    assert receipt.message is not None
    assert "D-1" in receipt.message["en"]
    plant.ok(WithdrawBom(bom_id=bom_id), reason="device ends")
    plant.ok(RetireItem(item_id=part), reason="no longer made")


def test_packages_count_devices_over_all_levels(plant: Plant) -> None:
    item_id = register(plant, "D-1", kind=ItemKind.DEVICE, di=DI, issuer=Issuer.GS1)
    add_package(plant, item_id, BOX_DI, "841470103934", 10)
    add_package(plant, item_id, CASE_DI, BOX_DI, 4)
    with plant.reader() as reader:
        levels = package_levels(reader, item_id)
        assert [(x.di, x.contains_di, x.item_count) for x in levels] == [
            (BOX_DI, DI, 10),
            (CASE_DI, BOX_DI, 40),
        ]
        assert package_by_di(reader, CASE_DI) == levels[1]
        found = item_by_di(reader, CASE_DI)
        assert found is not None
        assert found.id == item_id


@pytest.mark.parametrize("contains", [OTHER_DI, BOX_DI])
def test_package_contains_the_device_or_a_package_of_it(sqlite_plant: Plant, contains: str) -> None:
    item_id = register(sqlite_plant, "D-1", di=DI, issuer=Issuer.GS1)
    register(sqlite_plant, "D-2", di=OTHER_DI, issuer=Issuer.GS1)
    sqlite_plant.refused("unknown_package_content", packing(item_id, CASE_DI, contains))


@pytest.mark.parametrize("taken", [DI, OTHER_DI, BOX_DI])
def test_package_has_an_identifier_of_its_own(sqlite_plant: Plant, taken: str) -> None:
    item_id = register(sqlite_plant, "D-1", di=DI, issuer=Issuer.GS1)
    register(sqlite_plant, "D-2", di=OTHER_DI, issuer=Issuer.GS1)
    add_package(sqlite_plant, item_id, BOX_DI, DI, 10)
    sqlite_plant.refused("identifier_taken", packing(item_id, taken, DI))
    draft = register(sqlite_plant, "D-3", active=False)
    sqlite_plant.refused(
        "identifier_taken", ChangeItem(item_id=draft, di=BOX_DI, issuer=Issuer.GS1), reason=WHY
    )


def test_discontinued_package_contains_nothing_new(sqlite_plant: Plant) -> None:
    item_id = register(sqlite_plant, "D-1", di=DI, issuer=Issuer.GS1)
    box = add_package(sqlite_plant, item_id, BOX_DI, DI, 10)
    case = add_package(sqlite_plant, item_id, CASE_DI, BOX_DI, 4)
    end_box = DiscontinuePackageLevel(package_level_id=box)
    sqlite_plant.refused("package_in_use", end_box, reason="new box")
    sqlite_plant.ok(DiscontinuePackageLevel(package_level_id=case), reason="new box")
    sqlite_plant.ok(end_box, reason="new box")
    sqlite_plant.refused("wrong_state", end_box, reason="twice")
    sqlite_plant.refused("unknown_package_content", packing(item_id, "30841470103935", BOX_DI))
    sqlite_plant.refused("identifier_taken", packing(item_id, BOX_DI, DI))
    with sqlite_plant.reader() as reader:
        assert reader.get(PackageLevel, box).state is PackageState.DISCONTINUED


def test_service_gives_active_items_only(sqlite_plant: Plant) -> None:
    """Handlers of other modules rest on it."""
    from lotproof.modules.items.rules import ItemNotActive

    class Reading:
        """The part of a unit of work the service uses."""

        def __init__(self, found: Item) -> None:
            self.found = found

        def rely(self, cls: type[Item], item_id: ItemId) -> Item:
            assert (cls, item_id) == (Item, self.found.id)
            return self.found

    active, draft = register(sqlite_plant, "A"), register(sqlite_plant, "B", active=False)
    known = item(sqlite_plant, active)
    assert active_item(Reading(known), active) is known  # type: ignore[arg-type]
    with pytest.raises(ItemNotActive, match="B is draft"):
        active_item(Reading(item(sqlite_plant, draft)), draft)  # type: ignore[arg-type]
