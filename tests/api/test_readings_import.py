"""POST /api/monitoring/imports: a file of readings, all of it or nothing, in a person's name."""

from typing import Any

import pytest

from lotproof.entrypoints.demo.readings import PAPER
from lotproof.modules.people.vocabulary import UserId
from tests.api.door import LivingDoor

CSV = {"content-type": "text/csv"}
GOOD = """tag,at,value,quality
LAB.FR,2026-03-02T08:00:00+08:00,4.1,good
LAB.FR,2026-03-02T08:10:00+08:00,4.2,good
"""


def brought(door: LivingDoor, content: str | bytes, login: str, source: str = PAPER) -> Any:
    data = content.encode() if isinstance(content, str) else content
    address = f"/api/monitoring/imports?source={source}"
    return door.ask("POST", address, login, content=data, headers=CSV)


def batches(door: LivingDoor) -> int:
    return int(door.get("/api/records/monitoring.batch?limit=1", "auditor").json["total"])


def test_a_file_is_recorded_once_in_the_name_of_who_brought_it(living_door: LivingDoor) -> None:
    door = living_door
    before = batches(door)
    answer = brought(door, "\ufeff" + GOOD, "engineer")
    assert (answer.status, answer.json["readings"]) == (200, 2), answer.json
    again = brought(door, GOOD, "engineer")
    assert again.json["receipt"]["id"] == answer.json["receipt"]["id"]
    assert batches(door) == before + 1
    batch_id = next(e["batch_id"] for e in answer.json["receipt"]["events"] if "batch_id" in e)
    query = f"/api/record/monitoring.batch/{batch_id}"
    batch = door.get(query, "auditor").json["record"]
    assert batch["sent_by"] == UserId.text(door.users["engineer"])
    assert (batch["sent_from"], batch["readings"], batch["unknown"]) == (PAPER, 2, 0)


def test_every_wrong_line_is_named_and_nothing_is_recorded(living_door: LivingDoor) -> None:
    door = living_door
    before = batches(door)
    wrong = GOOD + "LAB.FR,2026-03-02T08:20:00,4.3,good\nLAB.FR,2026-03-02T08:30:00Z,4.3\n"
    answer = brought(door, wrong, "engineer")
    assert (answer.status, answer.json["code"]) == (422, "bad_readings")
    assert [each["path"] for each in answer.json["fields"]] == ["line 4", "line 5"]
    for each in answer.json["fields"]:
        assert each["texts"]["message"]["en"] != each["texts"]["message"]["zh"]
    assert batches(door) == before


@pytest.mark.parametrize(
    ("content", "source", "code"),
    [
        (b"tag,at,value\n\xff", PAPER, "invalid_input"),
        (GOOD, "", "invalid_input"),
        ("", PAPER, "bad_readings"),
        (
            "tag,at,value\n" + "LAB.FR,2026-03-02T08:00:00Z,4\n" * 10_001,
            PAPER,
            "too_many_readings",
        ),
    ],
)
def test_what_is_no_such_file_is_refused(
    living_door: LivingDoor, content: str | bytes, source: str, code: str
) -> None:
    answer = brought(living_door, content, "engineer", source)
    assert (answer.status, answer.json["code"]) == (422, code)


def test_who_may_not_record_readings_brings_none(living_door: LivingDoor) -> None:
    assert brought(living_door, GOOD, "sales").status == 403
