"""GET /api/training/… and /api/guides: they say what the records say, to whom it concerns."""

from typing import Any

import pytest

from lotproof.modules.people.vocabulary import RoleId, UserId
from tests.api.door import Door

READS = (
    "/api/training/matrix",
    "/api/training/matrix?role=rol_1&area=are_1&search=x&offset=0",
    "/api/training/mine",
    "/api/training/overdue?limit=5",
    "/api/training/observations",
    "/api/guides",
)


@pytest.fixture
def required(door: Door) -> Door:
    """Give a plant in which operators need a procedure that is not effective yet."""
    owner = door.user("quality", "quality_manager")
    document = {"kind": "sop", "title": "Weld", "owner_id": UserId.text(owner)}
    told = door.post("documents.register_document/1", document, "quality").json["events"][0]
    door.user("operator", "operator")
    requirement = {
        "role_id": RoleId.text(door.roles["operator"]),
        "document_id": told["document_id"],
        "applies_to": "operation",
        "operation_code": "A",
    }
    answer = door.post("training.set_requirement/1", requirement, "quality")
    assert answer.status in (200, 201), answer.json
    return door


@pytest.mark.parametrize("address", READS)
def test_reading_seals_nothing(required: Door, address: str) -> None:
    required.get(address, "quality")  # signs in
    before = required.last().seq
    assert required.get(address, "quality").status == 200
    assert required.last().seq == before


def test_the_matrix_shows_who_needs_what(required: Door) -> None:
    found = required.get("/api/training/matrix", "quality").json
    (document,) = found["documents"]
    assert (document["number"], document["revision"]) == ("SOP-0001", None)
    (person,) = found["people"]
    assert person["name"] == "Name operator"
    assert [cell["standing"] for cell in person["cells"]] == ["missing"]
    assert found["total"] == 1
    role = found["roles"][0]["id"]
    assert required.get(f"/api/training/matrix?role={role}", "quality").json["total"] == 1
    for none in ("search=nobody", f"role=rol_{99}"):
        assert required.get(f"/api/training/matrix?{none}", "quality").json["people"] == []
    assert required.get("/api/training/matrix?role=usr_1", "quality").status == 400


def test_only_who_may_read_trainings_sees_others(required: Door) -> None:
    for address in READS[:2] + READS[3:5]:
        assert required.get(address, "operator").status == 403
    assert required.get("/api/training/mine", "operator").json["trainings"] == []
    assert required.get("/api/training/paper/trn_99", "operator").status == 403
    assert required.get("/api/training/paper/trn_99", "quality").status == 404


def test_completed_steps_are_counted_for_the_person(required: Door) -> None:
    body: dict[str, Any] = {"guide": "operator", "step": "start"}
    assert required.post("training.complete_guide_step/1", body, "operator").status in (200, 201)
    mine = required.get("/api/training/mine", "operator").json["guides"]
    assert [(each["role"], each["done"]) for each in mine] == [("everyone", 0), ("operator", 1)]
    guides = required.get("/api/guides", "operator").json["guides"]
    own = {each["role"] for each in guides if each["is_own"]}
    assert own == {"everyone", "operator"}
    done = [
        (guide["role"], step["code"])
        for guide in guides
        for step in guide["steps"]
        if step["completed_at"] is not None
    ]
    assert done == [("operator", "start")]
