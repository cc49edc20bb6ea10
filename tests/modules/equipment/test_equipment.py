"""Machines and instruments are registered, moved, stopped, released and retired."""

from typing import Any

import pytest

from lotproof.kernel.registry import Command
from lotproof.modules.equipment.commands import (
    ChangeEquipment,
    RegisterEquipment,
    RetireEquipment,
    ReturnToService,
    TakeOutOfService,
)
from lotproof.modules.equipment.queries import Equipment, equipment_at, equipment_by_code
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind, EquipmentState
from lotproof.modules.sites.commands import CloseWorkstation, OpenArea, OpenWorkstation
from lotproof.modules.sites.vocabulary import AreaId, AreaKind, WorkstationId
from tests.support.plant import Plant

WHY = "found in the daily check"


def registering(code: str, **more: Any) -> RegisterEquipment:
    return RegisterEquipment(
        code=code, name=f"Machine {code}", kind=EquipmentKind.PRODUCTION, **more
    )


def register(plant: Plant, code: str = "IM-01", **more: Any) -> EquipmentId:
    return EquipmentId.parse(plant.ok(registering(code, **more)).value("equipment_id"))


def workstation(plant: Plant, code: str = "W1") -> WorkstationId:
    area = plant.ok(OpenArea(code=f"A-{code}", name="Hall", kind=AreaKind.PRODUCTION))
    area_id = AreaId.parse(area.value("area_id"))
    receipt = plant.ok(OpenWorkstation(code=code, name="Station", area_id=area_id))
    return WorkstationId.parse(receipt.value("workstation_id"))


def equipment(plant: Plant, equipment_id: EquipmentId) -> Equipment:
    with plant.reader() as reader:
        return reader.get(Equipment, equipment_id)


def test_registered_equipment_is_found_by_code_and_place(plant: Plant) -> None:
    place = workstation(plant)
    equipment_id = register(plant, workstation_id=place, manufacturer="Haitian", model="")
    with plant.reader() as reader:
        found = equipment_by_code(reader, "IM-01")
        assert found is not None
        assert (found.id, found.state) == (equipment_id, EquipmentState.AVAILABLE)
        assert (found.manufacturer, found.model) == ("Haitian", None)
        assert equipment_at(reader, place) == [found]
        assert equipment_by_code(reader, "IM-02") is None
    plant.refused("duplicate", registering("IM-01"))


def test_equipment_stands_at_a_workstation_in_use(sqlite_plant: Plant) -> None:
    place = workstation(sqlite_plant)
    sqlite_plant.ok(CloseWorkstation(workstation_id=place), reason=WHY)
    sqlite_plant.refused("wrong_state", registering("IM-01", workstation_id=place))
    sqlite_plant.refused("not_found", registering("IM-01", workstation_id=WorkstationId(99)))
    equipment_id = register(sqlite_plant)
    move = ChangeEquipment(equipment_id=equipment_id, name="Press", workstation_id=place)
    sqlite_plant.refused("wrong_state", move, reason=WHY)


def test_change_states_place_and_type_plate_anew(sqlite_plant: Plant) -> None:
    place = workstation(sqlite_plant)
    equipment_id = register(sqlite_plant, manufacturer="Haitian", factory_number="7")
    change = ChangeEquipment(
        equipment_id=equipment_id, name="Press", workstation_id=place, factory_number="8"
    )
    sqlite_plant.ok(change, reason=WHY)
    now = equipment(sqlite_plant, equipment_id)
    assert (now.name, now.workstation_id, now.manufacturer, now.factory_number) == (
        "Press",
        place,
        None,
        "8",
    )


def test_life_of_equipment(plant: Plant) -> None:
    equipment_id = register(plant)
    stop = TakeOutOfService(equipment_id=equipment_id)
    release = ReturnToService(equipment_id=equipment_id)
    retire = RetireEquipment(equipment_id=equipment_id)
    plant.refused("wrong_state", release, reason=WHY)
    plant.ok(stop, reason=WHY)
    assert equipment(plant, equipment_id).state is EquipmentState.OUT_OF_SERVICE
    plant.refused("wrong_state", stop, reason=WHY)
    plant.ok(release, reason="repaired")
    assert equipment(plant, equipment_id).state is EquipmentState.AVAILABLE
    plant.ok(retire, reason="sold")
    for late in (stop, release, retire, ChangeEquipment(equipment_id=equipment_id, name="x")):
        plant.refused("wrong_state", late, reason=WHY)


@pytest.mark.parametrize(
    "command",
    [
        ChangeEquipment(equipment_id=EquipmentId(1), name="x"),
        TakeOutOfService(equipment_id=EquipmentId(1)),
        ReturnToService(equipment_id=EquipmentId(1)),
        RetireEquipment(equipment_id=EquipmentId(1)),
    ],
    ids=lambda command: type(command).__name__,
)
def test_changes_need_a_reason_and_something_to_change(
    sqlite_plant: Plant, command: Command
) -> None:
    sqlite_plant.refused("reason_missing", command)
    sqlite_plant.refused("not_found", command, reason=WHY)
