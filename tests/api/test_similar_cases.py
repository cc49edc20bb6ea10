"""Earlier cases that are alike, as the door tells them."""

from typing import Any

from tests.api.door import Door, LivingDoor


def the_id(door: Door, kind: str, query: str) -> str:
    records: list[dict[str, Any]] = door.get(f"/api/records/{kind}?{query}").json["records"]
    [found] = records
    return str(found["id"])


def test_what_was_learnt_of_a_machine_and_of_a_proposal(living_door: LivingDoor) -> None:
    """The demonstration has a review of the sealer, a proposal that came of it, and another
    proposal about the same product."""
    machine = the_id(living_door, "equipment.equipment", "code=SEAL-01")
    product = the_id(living_door, "items.item", "number=DV-IVSET")
    told = living_door.get(f"/api/similar/{machine}?parameter=T-SEAL")
    assert told.status == 200, told.response.text
    assert [(row["number"][:3], row["shared"], row["parameter"]) for row in told.json["rows"]] == [
        ("IP-", [machine], "T-SEAL"),
        ("PR-", [machine], "T-SEAL"),
    ]
    assert told.json["names"][machine]["name"] == "SEAL-01"
    proposal = told.json["rows"][0]["id"]
    rows = living_door.get(f"/api/similar/{proposal}").json["rows"]
    assert [(row["number"][:3], row["shared"], row["parameter"]) for row in rows] == [
        ("IP-", [product], None),
        ("PR-", [machine], "T-SEAL"),
    ]


def test_who_may_not_read_it_is_told_nothing(door: Door) -> None:
    door.user("outsider")
    assert door.get("/api/similar/itm_1", "outsider").status == 403
    assert door.get("/api/similar/ncr_9").status == 404
    assert door.get("/api/similar/nothing").status == 400
    assert door.get("/api/similar/itm_1").json["rows"] == []
