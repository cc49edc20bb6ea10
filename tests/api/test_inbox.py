"""GET /api/inbox: what waits for somebody, by what they may do, each opening what it counts."""

from typing import Any

from lotproof.kernel.clock import parse
from tests.api.door import Door, LivingDoor


def inbox(door: Door, who: str) -> dict[str, Any]:
    answer = door.get("/api/inbox", who)
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def waiting(door: Door, who: str) -> dict[str, dict[str, Any]]:
    return {each["code"]: each for each in inbox(door, who)["waiting"]}


def done(door: Door, kind: str, body: Any, who: str) -> dict[str, Any]:
    answer = door.post(f"{kind}/1", body, who, reason="A test asks")
    assert answer.status == 200, answer.json
    return {name: value for event in answer.json["events"] for name, value in event.items()}


def item(door: Door, number: str) -> str:
    body = {"number": number, "name": number, "kind": "material", "tracking": "lot", "unit": "pcs"}
    return str(done(door, "items.register_item", body, "engineer")["item_id"])


def test_what_waits_is_what_one_may_do_and_opens_what_it_counts(either_door: Door) -> None:
    door = either_door
    assert inbox(door, "quality_manager") == {
        "own": [],
        "tasks": [],
        "tasks_count": 0,
        "waiting": [],
    }
    first, second = item(door, "M-1"), item(door, "M-2")
    assert door.size > 0  # both are sealed
    mine = waiting(door, "quality_manager")["items.items_to_activate"]
    assert (mine["count"], mine["count_is_exact"]) == (2, True)
    assert mine["command"] == "items.activate_item/1"
    assert mine["oldest"] == first
    # An item does not say when it was registered; the ledger does.
    story = door.get(f"/api/timeline/{first}", "quality_manager").json["events"]
    assert mine["oldest_at"] == story[-1]["recorded"]

    query = "&".join(f"{name}={value}" for name, value in mine["filters"].items())
    listed = door.get(f"/api/records/{mine['kind']}?{query}", "quality_manager").json
    assert [record["id"] for record in listed["records"]] == [first, second]
    assert "items.items_to_activate" not in waiting(door, "warehouse_keeper")

    done(door, "items.activate_item", {"item_id": first}, "quality_manager")
    assert waiting(door, "quality_manager")["items.items_to_activate"]["oldest"] == second


def test_tasks_wait_for_those_who_read_or_finish_them(either_door: Door) -> None:
    door = either_door
    material = item(door, "M-1")
    done(door, "items.activate_item", {"item_id": material}, "quality_manager")
    place = {"code": "Q", "name": "Quarantine", "kind": "quarantine"}
    location = done(door, "warehouse.create_location", place, "warehouse_keeper")["location_id"]
    party = {"code": "S", "name": "Nobody knows", "country": "CN", "is_supplier": True}
    supplier = done(door, "parties.register_party", party, "buyer")["party_id"]
    received = {"item_id": material, "location_id": location, "quantity": "5", "unit": "pcs",
                "supplier_id": supplier, "number": "L-1"}  # fmt: skip
    done(door, "warehouse.receive_lot", received, "warehouse_keeper")

    found = inbox(door, "quality_manager")
    assert found["tasks_count"] == len(found["tasks"]) == 1
    task = found["tasks"][0]
    assert task["subject"].startswith("lot_")
    assert inbox(door, "warehouse_keeper")["tasks"] == []
    assert inbox(door, "auditor")["tasks"] == found["tasks"]
    # Tasks are told one by one, and not once more as a kind of work.
    assert "kernel.tasks_open" not in waiting(door, "quality_manager")

    done(door, "kernel.finish_task", {"task_id": task["id"]}, "quality_manager")
    assert inbox(door, "quality_manager")["tasks"] == []


def test_everything_that_waits_says_since_when(living_door: LivingDoor) -> None:
    for who in ("quality", "keeper", "planner", "buyer", "sales", "inspector"):
        for each in waiting(living_door, who).values():
            assert each["count"] > 0
            assert 0 < parse(each["oldest_at"]) <= living_door.plant.clock.now(), each
    assert living_door.get("/api/inbox", None).status == 401
