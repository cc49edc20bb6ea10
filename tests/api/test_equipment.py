"""GET /api/equipment/…: one machine with all that concerns it, as other answers say it."""

from typing import Any

import pytest

from lotproof.derive.equipment_overview import equipment_overview
from lotproof.modules.equipment.vocabulary import EquipmentId
from tests.api.door import LivingDoor


def machine(door: LivingDoor, code: str) -> str:
    page = door.get(f"/api/records/equipment.equipment?code={code}", "quality").json
    (found,) = page["records"]
    return str(found["id"])


def overview(door: LivingDoor, code: str, who: str = "quality") -> Any:
    answer = door.get(f"/api/equipment/{machine(door, code)}", who)
    assert answer.status == 200, answer.json
    return answer.json


def test_it_says_of_a_machine_what_board_and_live_view_say(living_door: LivingDoor) -> None:
    door = living_door
    board = door.get("/api/board/equipment", "quality").json["machines"]
    live = door.get("/api/monitoring/live", "quality").json["machines"]
    for each in board:
        found = overview(door, each["code"])
        assert found["duties"] == each["duties"]
        now = next((one for one in live if one["id"] == each["id"]), None)
        assert found["start"]["points"] == ([] if now is None else now["points"])
        if now is not None:
            assert found["start"]["withdrawals"] == now["withdrawals"]


def test_approved_settings_stand_beside_what_was_read_back(living_door: LivingDoor) -> None:
    door = living_door
    records = door.get("/api/records/equipment.setting?state=effective", "quality").json["records"]
    assert records, "the demonstration approves settings"
    setting = records[0]
    found = door.get(f"/api/equipment/{setting['equipment_id']}", "quality").json["settings"]
    shown = next(each for each in found if each["id"] == setting["id"])
    query = f"setting_id={setting['id']}"
    values = door.get(f"/api/records/equipment.setting_value?{query}", "quality").json["records"]
    assert {v["code"]: v["value"] for v in shown["values"]} == {
        v["code"]: v["value"] for v in values
    }


@pytest.mark.parametrize(
    ("key", "permission"),
    [
        ("duties", "calibration.read"),
        ("start", "monitoring.read"),
        ("cases", "nonconformance.read"),
        ("writing", "transmission.read"),
    ],
)
def test_what_may_not_be_read_is_null_and_all_else_is_there(
    living_door: LivingDoor, key: str, permission: str
) -> None:
    number = EquipmentId.parse(machine(living_door, "SEAL-02"))
    with living_door.plant.reader() as reader:
        found = equipment_overview(reader, number, lambda asked: asked != permission)
    assert [name for name, value in found.items() if value is None] == [key]


@pytest.mark.parametrize(("id_", "status"), [("lot_1", 400), ("x", 400), ("eqp_999", 404)])
def test_what_is_no_machine_is_refused(living_door: LivingDoor, id_: str, status: int) -> None:
    assert living_door.get(f"/api/equipment/{id_}", "quality").status == status
