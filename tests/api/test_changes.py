"""/api/changes/…: one change order, what it touches, what differs, what is to be signed."""

from typing import Any

import pytest

from tests.api.door import LivingDoor

SEALING = "Narrower sealing temperature"


def orders(door: LivingDoor) -> dict[str, Any]:
    """The change orders of the demonstration by the beginning of their titles."""
    found = door.get("/api/records/changes.order?limit=100", "quality").json["records"]
    return {each["title"][:28]: each for each in found}


@pytest.fixture(scope="module")
def sealing(living_door: LivingDoor) -> Any:
    """Give the change that waits for its second approval."""
    return orders(living_door)[SEALING]


def test_the_page_says_what_is_missing(living_door: LivingDoor, sealing: Any) -> None:
    page = living_door.get(f"/api/changes/{sealing['id']}", "engineer").json
    assert page["order"]["state"] == "assessed"
    assert page["next"] == "changes.approve_change/1"
    said = [each["text"]["en"] for each in page["missing"]]
    assert said[0] == "approval by Production planner (step 1)"
    assert len(page["questions"]) == len(page["answers"]) == 14


def test_what_differs_is_shown_line_by_line(living_door: LivingDoor, sealing: Any) -> None:
    path = f"/api/changes/{sealing['id']}/differences"
    (found,) = living_door.get(path, "planner").json["objects"]
    (line,) = found["lines"]
    assert (line["change"], line["which"][1]) == ("changed", "T-SEAL")
    assert {each["name"]: (each["old"], each["new"]) for each in line["fields"]} == {
        "low": ("128 Cel", "132 Cel"),
        "high": ("142 Cel", "140 Cel"),
        "target": ("135 Cel", "136 Cel"),
    }
    path = f"/api/differences?old={found['old']}&new={found['new']}"
    assert living_door.get(path, "engineer").json["lines"] == found["lines"]


def test_what_is_touched_is_compared_with_the_assessment(
    living_door: LivingDoor, sealing: Any
) -> None:
    found = living_door.get(f"/api/changes/{sealing['id']}/impact", "engineer").json
    groups = {each["topic"]: each for each in found["groups"]}
    assert groups["routings"]["then"] == groups["routings"]["now"] == 1
    assert groups["stock"]["then"] is None
    assert groups["stock"]["now"] == len(groups["stock"]["added"]) > 0


def test_everybody_sees_what_waits_for_their_own_signature(
    living_door: LivingDoor, sealing: Any
) -> None:
    mine = living_door.get("/api/approvals", "planner").json["approvals"]
    assert [each["subject"] for each in mine] == [sealing["id"]]
    assert mine[0]["signs"]["en"] == "Approved for implementation"
    theirs = living_door.get("/api/approvals", "engineer").json["approvals"]
    assert sealing["id"] not in [each["subject"] for each in theirs]


def test_questions_that_cannot_be_answered_are_said_so(living_door: LivingDoor) -> None:
    for path, status in (
        ("/api/changes/lot_1", 400),
        ("/api/changes/chg_999", 404),
        ("/api/differences?old=lot_1&new=lot_2", 400),
        ("/api/differences?old=bom_1&new=bom_2", 409),
    ):
        assert living_door.get(path, "engineer").status == status, path
