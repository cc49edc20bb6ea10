"""GET /api/chain: for whom, from where; and the proof of one reading as a file."""

import json
from typing import Any

import pytest

from lotproof.ledger.item_proof import read, verify
from lotproof.ledger.signer import load_key_file
from tests.api.door import LivingDoor


def chain(door: LivingDoor, about: str, who: str = "quality") -> Any:
    answer = door.get(f"/api/chain?about={about}", who)
    assert answer.status == 200, answer.json
    return answer.json


def test_from_a_withdrawal_and_from_its_entry_it_is_the_same_chain(
    living_door: LivingDoor,
) -> None:
    found = chain(living_door, "stw_1")
    assert found["nodes"][0]["type"] == "reading"
    assert any("stw_1" in node.get("made", []) for node in found["nodes"])
    focus = next(node for node in found["nodes"] if node["id"] == found["focus"])
    by_entry = chain(living_door, str(focus["seq"]))
    assert by_entry | {"about": "stw_1"} == found


def test_every_cause_is_drawn_left_of_its_effect_and_none_over_another(
    living_door: LivingDoor,
) -> None:
    found = chain(living_door, "exc_1")
    nodes = {node["id"]: node for node in found["nodes"]}
    assert all(nodes[each["from"]]["x"] < nodes[each["to"]]["x"] for each in found["edges"])
    assert len({(node["x"], node["y"]) for node in nodes.values()}) == len(nodes)


def test_what_somebody_may_not_read_is_hidden_to_them_and_to_nobody_else(
    living_door: LivingDoor,
) -> None:
    """Each node is open exactly where its entry can be opened."""
    for about in ("hld_1", "ncr_1"):
        whole = chain(living_door, about, "auditor")
        assert not any(node["is_hidden"] for node in whole["nodes"])
        for who in ("keeper", "inspector", "planner"):
            found = chain(living_door, about, who)
            for node in found["nodes"]:
                status = living_door.get(f"/api/entries/{node['seq']}", who).status
                assert node["is_hidden"] == (status == 403), (who, node)


def test_who_may_not_read_the_thing_may_not_ask(living_door: LivingDoor) -> None:
    assert living_door.get("/api/chain?about=stw_1", "admin").status == 403
    seq = reading(living_door)["seq"]
    assert living_door.get(f"/api/chain?about={seq}", "admin").status == 403


@pytest.mark.parametrize(
    ("about", "status", "code"),
    [
        ("", 400, "bad_question"),
        ("lot", 400, "bad_question"),
        ("xyz_1", 400, "bad_question"),
        ("exc_999", 404, "not_sealed"),
        ("999999", 404, "not_sealed"),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    living_door: LivingDoor, about: str, status: int, code: str
) -> None:
    answer = living_door.get(f"/api/chain?about={about}", "quality")
    assert (answer.status, answer.json["code"]) == (status, code)


def reading(door: LivingDoor) -> Any:
    return next(n for n in chain(door, "exc_1")["nodes"] if n["type"] == "reading")


def test_the_reading_is_proved_alone_by_its_file(living_door: LivingDoor) -> None:
    door, node = living_door, reading(living_door)
    by_place = door.get(f"/api/entries/{node['seq']}/items/{node['part']}/{node['place']}")
    path = f"/api/monitoring/points/{node['point_id']}/proof?at={node['at']}"
    by_time = door.get(path, "quality")
    assert by_place.response.content == by_time.response.content
    assert ".item-proof.json" in by_time.headers["content-disposition"]
    proof = read(by_time.response.content)
    key = load_key_file(door.plant.key_file).verifier
    assert verify(proof, [key]).checkpoint.size > node["seq"]
    shown = json.loads(proof.item)
    assert (shown["at"], shown["value"]) == (node["at"], node["value"])


@pytest.mark.parametrize("part", ["input", "input_readings/99999", "changes", "absent"])
def test_what_is_no_item_has_no_proof(living_door: LivingDoor, part: str) -> None:
    node = reading(living_door)
    path = part if "/" in part else f"{part}/0"
    answer = living_door.get(f"/api/entries/{node['seq']}/items/{path}", "quality")
    assert (answer.status, answer.json["code"]) == (404, "not_found")


def test_a_point_has_no_proof_of_what_was_not_read(living_door: LivingDoor) -> None:
    door, node = living_door, reading(living_door)
    path = f"/api/monitoring/points/{node['point_id']}/proof"
    assert door.get(f"{path}?at=2020-01-01T00:00:00Z", "quality").status == 404
    assert door.get(f"{path}?at=x", "quality").json["code"] == "bad_question"
    assert door.get("/api/monitoring/points/lot_1/proof?at=x", "quality").status == 400
    assert door.get(f"{path}?at={node['at']}", "admin").status == 403
