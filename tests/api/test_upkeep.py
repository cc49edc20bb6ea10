"""GET /api/board/equipment: what is asked of machines, and how it stands today."""

from datetime import date
from typing import Any

from tests.api.door import Door, LivingDoor


def machines(door: Door, who: str) -> dict[str, dict[str, Any]]:
    answer = door.get("/api/board/equipment", who)
    assert answer.status == 200, answer.json
    return {each["code"]: each for each in answer.json["machines"]}


def stands(machine: dict[str, Any]) -> dict[str, str]:
    return {duty["sort"]: duty["upkeep"] for duty in machine["duties"]}


def test_the_board_says_how_each_machine_stands(living_door: LivingDoor) -> None:
    found = machines(living_door, "auditor")
    assert stands(found["TENS-01"]) == {"calibration": "due_soon"}
    assert stands(found["CNC-01"]) == {"maintenance": "overdue"}
    assert stands(found["SEAL-01"]) == {"maintenance": "in_order", "qualification": "due_soon"}
    assert stands(found["SEAL-02"]) == {"qualification": "not_usable"}
    assert stands(found["CAL-01"]) == {"calibration": "in_order"}
    assert found["CNC-01"]["area"]["code"] == "MC"
    [late] = found["CNC-01"]["duties"]
    today = date.fromisoformat(living_door.get("/api/board/equipment", "auditor").json["today"])
    assert late["days_left"] == (date.fromisoformat(late["due_on"]) - today).days < 0
    [by_runs] = found["EXT-01"]["duties"]
    assert by_runs["due_on"] is None
    assert 4900 < by_runs["runs_left"] < 5000


def test_what_was_found_wrong_is_told_with_what_is_left_to_assess(living_door: LivingDoor) -> None:
    board = living_door.get("/api/board/equipment", "auditor").json
    [impact] = board["impacts"]
    laser = next(each for each in board["machines"] if each["code"] == "LASER-01")
    assert impact["equipment_id"] == laser["id"]
    assert impact["open_count"] == impact["line_count"] > 0


def test_a_board_counts_what_the_figures_count(living_door: LivingDoor) -> None:
    """First page and board agree: both are made of the same records."""
    found = machines(living_door, "quality").values()
    counted: dict[tuple[str, str], int] = {}
    for machine in found:
        for duty in machine["duties"]:
            key = duty["sort"], duty["upkeep"]
            counted[key] = counted.get(key, 0) + 1
    figures = {
        each["code"]: each["value"]
        for each in living_door.get("/api/home", "quality").json["figures"]
    }
    for code, key in (
        ("calibration.calibrations_soon", ("calibration", "due_soon")),
        ("calibration.maintenance_soon", ("maintenance", "due_soon")),
        ("calibration.maintenance_overdue", ("maintenance", "overdue")),
        ("calibration.qualifications_missing", ("qualification", "not_usable")),
        ("calibration.qualifications_soon", ("qualification", "due_soon")),
    ):
        assert figures.get(code, 0) == counted.get(key, 0), code
    assert figures["calibration.impacts_to_assess"] == 1


def test_who_may_not_read_it_is_not_told(door: Door) -> None:
    door.user("outsider")
    assert door.get("/api/board/equipment", "outsider").status == 403
