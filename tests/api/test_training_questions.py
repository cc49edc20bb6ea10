"""Questions about a procedure: no read gives the right answers away; who must learn is told."""

from hashlib import sha256
from typing import Any

import pytest

from lotproof.modules.people.vocabulary import RoleId
from tests.api.controlling import (  # noqa: F401 - a fixture
    APPROVER,
    HOLDER,
    REVIEWER,
    done,
    registered,
    submitted,
    three_pages,
    unsigned,
)
from tests.api.door import Door

pytestmark = pytest.mark.usefixtures("unsigned")

SALT = "4b1d3c5e" * 4
RIGHT = "2;1,3"


@pytest.fixture
def examined(door: Door) -> Door:
    """Give a procedure that operators need, on its approver's desk, with questions about it."""
    document = registered(door, title_zh="焊接")
    requirement = {
        "role_id": RoleId.text(door.roles[HOLDER]),
        "document_id": document,
        "applies_to": "operation",
        "operation_code": "A",
        "needs_assessment": True,
    }
    assert door.post("training.set_requirement/1", requirement, APPROVER).status == 200
    revision = submitted(door, document, "A", three_pages("A"))
    questions = [{"text": f"Question {n}", "choices": ["one", "two", "three"]} for n in (1, 2)]
    body: dict[str, Any] = {"revision_id": revision, "questions": questions, "pass_mark": 2}
    bare = door.post("training.set_assessment/1", body | {"keys": RIGHT}, APPROVER)
    assert (bare.status, bare.json["code"]) == (422, "invalid_input")
    salted = body | {"keys": f"{SALT}:{RIGHT}"}
    assert door.post("training.set_assessment/1", salted, APPROVER).status == 200
    return door


def test_no_read_gives_the_right_answers_away(examined: Door) -> None:
    examined.user("auditor", "auditor")
    before = examined.size
    kind = "training.set_assessment/1"
    told = examined.get(f"/api/entries?kind={kind}&outcome=done", "auditor").json["entries"]
    (seq,) = [each["seq"] for each in told]
    assert examined.get("/api/records/training.assessment", "auditor").json["total"] == 1
    reads = [
        "/api/records/training.assessment",
        "/api/records/training.assessment.csv",
        "/api/records/training.question",
        "/api/record/training.assessment/tas_1",
        f"/api/record/training.assessment/tas_1?as_of={before}",
        "/api/timeline/tas_1",
        "/api/story/tas_1",
        f"/api/entries/{seq}",
        "/api/entries?subject=tas_1&limit=20",
        "/api/pick/tas?q=",
        "/api/names?ids=tas_1",
    ]
    secrets = {SALT, RIGHT, sha256(RIGHT.encode()).hexdigest()}
    for who in ("auditor", APPROVER):
        for address in reads:
            answer = examined.get(address, who)
            assert answer.status in (200, 404), (address, answer.status)
            said = answer.response.text
            assert [each for each in secrets if each in said] == [], address
        for column in ("keys", "keys.min", "sort"):
            asked = f"?{column}={'keys' if column == 'sort' else RIGHT}"
            listed = examined.get(f"/api/records/training.assessment{asked}", who)
            assert (listed.status, listed.json["code"]) == (400, "bad_filter")
    with examined.plant.ledger() as view:
        sealed = b"".join(part.content for part in view.entry(seq).parts.values())
    assert [each for each in secrets if each.encode() in sealed] == []
    digest = sha256(f"{SALT}:{RIGHT}".encode()).hexdigest()
    assert digest.encode() in sealed  # it is sealed what the right answers are, all the same


def test_what_one_has_to_learn_is_in_ones_own_inbox(examined: Door) -> None:
    """Nobody needs a permission to be told, and nobody else is told."""
    assert examined.get("/api/inbox", HOLDER).json["own"] == []
    done(examined, REVIEWER, "review_revision", revision_id="drv_1")
    done(examined, APPROVER, "approve_revision", revision_id="drv_1")
    (own,) = examined.get("/api/inbox", HOLDER).json["own"]
    assert (own["code"], own["label"]["zh"], own["count"]) == ("training.mine", "我的培训", 1)
    (task,) = own["items"]
    (mine,) = examined.get("/api/training/mine", HOLDER).json["trainings"]
    number = mine["number"]
    assert task["title"] == {"en": f"{number} A Welding", "zh": f"{number} A 焊接"}
    assert (task["subject"], task["due_on"]) == (mine["id"], mine["due_on"])
    assert (task["is_late"], task["is_turn"]) == (False, True)
    assert examined.get("/api/inbox", APPROVER).json["own"] == []

    steps = [task["command"]]
    of = {"training_id": mine["id"]}
    for kind, body in (
        ("confirm_reading", of),
        ("take_assessment", of | {"answers": [{"position": 1, "chosen": "2"},
                                              {"position": 2, "chosen": "1,3"}]}),
    ):  # fmt: skip
        answer = examined.post(f"training.{kind}/1", body, HOLDER)
        assert answer.status == 200, answer.json
        left = examined.get("/api/inbox", HOLDER).json["own"]
        steps += [each["command"] for one in left for each in one["items"]]
    assert steps == ["training.confirm_reading/1", "training.take_assessment/1"]
