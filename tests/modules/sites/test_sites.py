"""Areas and workstations are opened, changed, closed and used again."""

from typing import Any

import pytest

from lotproof.kernel.registry import Command
from lotproof.modules.sites.commands import (
    ChangeArea,
    ChangeWorkstation,
    CloseArea,
    CloseWorkstation,
    OpenArea,
    OpenWorkstation,
    ReopenArea,
    ReopenWorkstation,
)
from lotproof.modules.sites.queries import (
    Area,
    Workstation,
    area_by_code,
    workstation_by_code,
    workstations,
)
from lotproof.modules.sites.vocabulary import (
    AreaId,
    AreaKind,
    CleanClass,
    PlaceState,
    WorkstationId,
)
from tests.support.plant import Plant

WHY = "the plant was rebuilt"


def open_area(plant: Plant, code: str) -> AreaId:
    command = OpenArea(
        code=code, name=f"Area {code}", kind=AreaKind.PRODUCTION, clean_class=CleanClass.ISO_7
    )
    return AreaId.parse(plant.ok(command).value("area_id"))


def open_workstation(plant: Plant, code: str, area_id: AreaId) -> WorkstationId:
    command = OpenWorkstation(code=code, name=f"Station {code}", area_id=area_id)
    return WorkstationId.parse(plant.ok(command).value("workstation_id"))


def test_opened_places_are_found_by_code(plant: Plant) -> None:
    area_id = open_area(plant, "CR1")
    station_id = open_workstation(plant, "IM-1", area_id)
    with plant.reader() as reader:
        area, station = area_by_code(reader, "CR1"), workstation_by_code(reader, "IM-1")
        assert area == Area(
            area_id, "CR1", "Area CR1", AreaKind.PRODUCTION, CleanClass.ISO_7, PlaceState.IN_USE
        )
        assert station == Workstation(station_id, "IM-1", "Station IM-1", area_id)
        assert workstations(reader, area_id) == [station]
        assert area_by_code(reader, "CR2") is None
        assert workstation_by_code(reader, "IM-2") is None


def test_codes_are_given_once(plant: Plant) -> None:
    area_id = open_area(plant, "CR1")
    open_workstation(plant, "IM-1", area_id)
    plant.refused("duplicate", OpenArea(code="CR1", name="Other", kind=AreaKind.OFFICE))
    plant.refused("duplicate", OpenWorkstation(code="IM-1", name="Other", area_id=area_id))


def test_changed_places_say_the_new(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    first, second = open_area(plant, "CR1"), open_area(plant, "CR2")
    station_id = open_workstation(plant, "IM-1", first)
    plant.ok(ChangeArea(area_id=first, name="Store", kind=AreaKind.STORAGE), reason=WHY)
    move = ChangeWorkstation(workstation_id=station_id, name="Press", area_id=second)
    plant.ok(move, reason=WHY)
    with plant.reader() as reader:
        area, station = reader.get(Area, first), reader.get(Workstation, station_id)
        assert (area.name, area.kind, area.clean_class) == ("Store", AreaKind.STORAGE, None)
        assert (station.name, station.area_id) == ("Press", second)


def test_area_with_workstations_in_use_is_not_closed(plant: Plant) -> None:
    area_id = open_area(plant, "CR1")
    station_id = open_workstation(plant, "IM-1", area_id)
    plant.refused("area_in_use", CloseArea(area_id=area_id), reason=WHY)
    plant.ok(CloseWorkstation(workstation_id=station_id), reason=WHY)
    plant.ok(CloseArea(area_id=area_id), reason=WHY)
    plant.refused("wrong_state", ReopenWorkstation(workstation_id=station_id), reason=WHY)
    plant.ok(ReopenArea(area_id=area_id), reason=WHY)
    plant.ok(ReopenWorkstation(workstation_id=station_id), reason=WHY)
    with plant.reader() as reader:
        assert reader.get(Area, area_id).state is PlaceState.IN_USE
        assert reader.get(Workstation, station_id).state is PlaceState.IN_USE


def test_nothing_new_in_a_closed_area(sqlite_plant: Plant) -> None:
    plant = sqlite_plant
    closed, other = open_area(plant, "CR1"), open_area(plant, "CR2")
    station_id = open_workstation(plant, "IM-1", other)
    plant.ok(CloseArea(area_id=closed), reason=WHY)
    plant.refused("wrong_state", OpenWorkstation(code="IM-2", name="x", area_id=closed))
    move = ChangeWorkstation(workstation_id=station_id, name="x", area_id=closed)
    plant.refused("wrong_state", move, reason=WHY)
    plant.refused("not_found", OpenWorkstation(code="IM-3", name="x", area_id=AreaId(99)))


@pytest.mark.parametrize(
    "command",
    [
        ChangeArea(area_id=AreaId(1), name="x", kind=AreaKind.OFFICE),
        CloseArea(area_id=AreaId(1)),
        ReopenArea(area_id=AreaId(1)),
        ChangeWorkstation(workstation_id=WorkstationId(1), name="x", area_id=AreaId(1)),
        CloseWorkstation(workstation_id=WorkstationId(1)),
        ReopenWorkstation(workstation_id=WorkstationId(1)),
    ],
    ids=lambda command: type(command).__name__,
)
def test_changes_need_a_reason_and_something_to_change(
    sqlite_plant: Plant, command: Command
) -> None:
    sqlite_plant.refused("reason_missing", command)
    sqlite_plant.refused("not_found", command, reason=WHY)


@pytest.mark.parametrize("code", ["cr1", "-CR", "CR 1", "", "C" * 21])
def test_codes_are_what_can_be_printed_small(sqlite_plant: Plant, code: str) -> None:
    given: dict[str, Any] = {"code": code, "name": "x", "kind": AreaKind.OFFICE}
    sqlite_plant.refused("invalid_input", OpenArea(**given))
