"""/api/approvals: drafts wait for a signature as what is asked of persons by name does."""

from collections import Counter
from typing import Any

from lotproof.kernel.registry import COMMANDS
from tests.api.door import LivingDoor

ROUTING = "items.make_routing_effective/1"


def waiting(door: LivingDoor, who: str) -> list[Any]:
    found: list[Any] = door.get("/api/approvals", who).json["approvals"]
    return found


def test_drafts_wait_for_whoever_may_sign_but_did_not_make_them(living_door: LivingDoor) -> None:
    (draft,) = (each for each in waiting(living_door, "quality") if each["command"] == ROUTING)
    assert draft["is_turn"]
    assert draft["signs"]["en"] == "Routing approved"
    assert draft["given"] == {"routing_id": draft["subject"]}
    path = f"/api/records/items.routing?id={draft['subject']}"
    (record,) = living_door.get(path, "quality").json["records"]
    assert record["state"] == "draft"
    (own,) = (each for each in waiting(living_door, "engineer") if each["command"] == ROUTING)
    assert own == draft | {"is_turn": False}, "whoever drafted it is told that it waits for another"
    assert waiting(living_door, "keeper") == []


def test_what_the_inbox_counts_for_a_signature_waits_for_it(living_door: LivingDoor) -> None:
    groups = living_door.get("/api/inbox", "quality").json["waiting"]
    signed = {each["command"]: each["count"] for each in groups if COMMANDS[each["command"]].signs}
    assert len(signed) >= 3
    found = Counter(each["command"] for each in waiting(living_door, "quality"))
    assert {kind: found[kind] for kind in signed} == signed


def test_a_person_is_told_of_their_own_signatures_and_of_nobody_elses(
    living_door: LivingDoor,
) -> None:
    def own(who: str) -> list[Any]:
        lists = living_door.get("/api/inbox", who).json["own"]
        return [item for each in lists if each["code"] == "signatures" for item in each["items"]]

    (mine,) = own("planner")
    assert (mine["command"], mine["is_turn"]) == ("changes.approve_change/1", True)
    assert mine["subject"] not in {each["subject"] for each in own("quality")}
    (revision,) = own("inspector")
    assert revision["command"] == "documents.review_revision/1"
    assert own("keeper") == []
