"""GET /api/possible/…: what may be done with a thing now, and why not, in the words of the no."""

from typing import Any

from tests.api.door import Door, LivingDoor


def told(door: Door, subject: str, who: str) -> dict[str, dict[str, Any]]:
    answer = door.get(f"/api/possible/{subject}", who)
    assert answer.status == 200, answer.json
    return {each["kind"]: each for each in answer.json}


def lot(door: Door, **filters: str) -> dict[str, Any]:
    query = "&".join(f"{name}={value}" for name, value in filters.items())
    found: dict[str, Any] = door.get(f"/api/records/warehouse.lot?{query}").json["records"][0]
    return found


def test_what_is_not_possible_says_why_in_the_words_of_the_refusal(
    living_door: LivingDoor,
) -> None:
    door = living_door
    released = lot(door, state="released")
    found = told(door, released["id"], "quality")
    assert found["warehouse.place_hold/1"] == {
        "kind": "warehouse.place_hold/1", "field": "lot_id", "allowed": True,
        "why": None, "code": None, "behalf": None,
    }  # fmt: skip
    no = found["warehouse.release_lot/1"]
    assert (no["allowed"], no["code"]) == (False, "wrong_state")
    assert released["number"] in no["why"]["zh"]


def test_the_command_itself_is_refused_in_the_same_words(door: Door) -> None:
    body = {"number": "M", "name": "M", "kind": "material", "tracking": "lot", "unit": "pcs"}
    item_id = door.post("items.register_item/1", body, "engineer").json["events"][0]["item_id"]
    activate = {"item_id": item_id}
    assert told(door, item_id, "quality_manager")["items.activate_item/1"]["allowed"]
    assert door.post("items.activate_item/1", activate, "quality_manager").status == 200
    no = told(door, item_id, "quality_manager")["items.activate_item/1"]
    refused = door.post("items.activate_item/1", activate, "quality_manager").json
    assert (refused["code"], refused["detail"]) == (no["code"], no["why"]["en"])


def test_a_lot_and_an_order_are_each_told_of_by_themselves(living_door: LivingDoor) -> None:
    """A command about both is refused for either, whichever of them is looked at."""
    door = living_door
    unfit = lot(door, state="rejected")
    assert told(door, unfit["id"], "keeper")["production.issue_material/1"]["code"] == (
        "lot_not_released"
    )
    assert told(door, unfit["id"], "keeper")["sales.pick_line/1"]["code"] == "lot_not_released"
    closed = door.get("/api/records/production.work_order?state=closed").json["records"][0]
    assert told(door, closed["id"], "keeper")["production.issue_material/1"]["code"] == (
        "wrong_state"
    )


def test_who_may_not_is_told_so_first(living_door: LivingDoor) -> None:
    found = told(living_door, lot(living_door)["id"], "keeper")
    assert found["warehouse.release_lot/1"]["code"] == "not_permitted"
    assert "“Release lot”" in found["warehouse.release_lot/1"]["why"]["en"]
    assert {each["allowed"] for each in told(living_door, "itm_1", "auditor").values()} == {False}


def test_what_only_the_program_can_fill_in_is_not_offered(living_door: LivingDoor) -> None:
    door = living_door
    of_lot, of_user = told(door, lot(door)["id"], "quality"), told(door, "usr_1", "admin")
    assert "warehouse.place_hold/1" in of_lot
    assert "traceability.print_overview/1" not in of_lot
    assert "people.sign_out_user/1" in of_user
    assert "people.start_session/1" not in of_user


def test_asking_needs_permission_and_a_thing(living_door: LivingDoor) -> None:
    assert living_door.get("/api/possible/usr_1", "keeper").status == 403
    assert living_door.get("/api/possible/lot_1", None).status == 401
    assert living_door.get("/api/possible/lot_999999").status == 404
    assert living_door.get("/api/possible/nonsense").status == 400
    assert living_door.get("/api/possible/foo_1").status == 400


def test_asking_leaves_nothing_behind(living_door: LivingDoor) -> None:
    door = living_door
    door.token("quality")
    kinds = ("warehouse.lot", "production.work_order", "sales.shipment", "items.item")
    before = door.size
    counters = "SELECT name, next FROM kernel_counter ORDER BY name"
    with door.plant.database.snapshot() as connection:
        reserved = connection.rows(counters, [])
    for kind in kinds:
        for record in door.get(f"/api/records/{kind}?limit=5").json["records"]:
            assert told(door, record["id"], "quality")
    assert door.size == before
    with door.plant.database.snapshot() as connection:
        assert connection.rows(counters, []) == reserved
