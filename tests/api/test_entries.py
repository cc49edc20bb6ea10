"""GET /api/entries and /api/receipts: what was done, found by anything, with what proves it."""

import time
import uuid
from base64 import b64decode
from typing import Any

import pytest

from lotproof.kernel.permission_labels import permission_label
from lotproof.ledger.entry import Part, commit, decode
from lotproof.ledger.note import VerifierKey
from lotproof.ledger.proof import parse_proof, verify_proof
from tests.api.door import Door, LivingDoor

ENTRIES = "/api/entries"


def found(door: Door, query: str, who: str = "auditor") -> list[dict[str, Any]]:
    answer = door.get(f"{ENTRIES}?limit=200&{query}", who)
    assert answer.status == 200, answer.json
    entries: list[dict[str, Any]] = answer.json["entries"]
    return entries


def every(door: Door) -> list[dict[str, Any]]:
    """All entries, page by page, newest first."""
    entries: list[dict[str, Any]] = []
    before = ""
    while True:
        page = door.get(f"{ENTRIES}?limit=200{before}").json
        entries += page["entries"]
        if page["next_before"] is None:
            return entries
        before = f"&before={page['next_before']}"


# --- finding ------------------------------------------------------------------------------------


def test_all_entries_are_told_newest_first(living_door: LivingDoor) -> None:
    living_door.token("auditor")
    size = living_door.size
    assert [each["seq"] for each in every(living_door)] == list(range(size - 1, -1, -1))


@pytest.mark.clause("China MD GMP 2025 Art. 46(3)")
def test_entries_are_found_by_person_kind_outcome_subject_and_time(
    living_door: LivingDoor,
) -> None:
    door = living_door
    entries = every(door)
    release = next(e for e in entries if e["kind"] == "warehouse.release_lot/1")
    actor = release["actor"]

    def expected(**words: str) -> list[int]:
        some = [e for e in entries if all(e[name] == word for name, word in words.items())]
        return [e["seq"] for e in some][:200]

    for words in (
        {"actor": actor},
        {"kind": release["kind"]},
        {"outcome": "refused"},
        {"actor": actor, "kind": release["kind"], "outcome": "done"},
    ):
        query = "&".join(f"{name}={word}" for name, word in words.items())
        assert [e["seq"] for e in found(door, query)] == expected(**words), query
    both = found(door, f"kind={release['kind']},warehouse.reject_lot/1")
    assert {e["kind"] for e in both} <= {release["kind"], "warehouse.reject_lot/1"}

    lot = next(s for s in release["subjects"] if s.startswith("lot_"))
    about = found(door, f"subject={lot}")
    story = door.get(f"/api/timeline/{lot}?limit=200").json["events"]
    assert [e["seq"] for e in about] == [e["seq"] for e in story]
    assert release["seq"] in [
        e["seq"] for e in found(door, f"subject={lot}&kind={release['kind']}")
    ]

    middle = entries[len(entries) // 2]["recorded"]
    older, newer = found(door, f"to={middle}"), found(door, f"from={middle}")
    assert older[0]["recorded"] == middle
    assert newer[-1]["recorded"] >= middle
    assert found(door, f"from={middle}&to={middle}")[0]["recorded"] == middle
    assert {e["recorded"] for e in older} & {e["recorded"] for e in newer} <= {middle}


def test_a_page_leads_to_the_next(living_door: LivingDoor) -> None:
    whole = [e["seq"] for e in found(living_door, "outcome=done")][:90]
    paged: list[int] = []
    before = ""
    while len(paged) < 90:
        page = living_door.get(f"{ENTRIES}?outcome=done&limit=7{before}").json
        paged += [e["seq"] for e in page["entries"]]
        before = f"&before={page['next_before']}"
    assert paged[:90] == whole


@pytest.mark.parametrize(
    "query",
    ["outcome=shiny", "subject=nobody", "from=yesterday", "to=2026-01-01T00:00:00", "before=x",
     "limit=-1", "kind=" + ",".join("abcdefghijklmnopqrstuv")],
)  # fmt: skip
def test_a_wrong_question_is_refused(living_door: LivingDoor, query: str) -> None:
    answer = living_door.get(f"{ENTRIES}?{query}")
    assert (answer.status, answer.json["code"]) == (400, "bad_question")


def test_who_may_not_read_the_ledger_finds_their_own_and_what_they_may_trace(
    living_door: LivingDoor,
) -> None:
    door = living_door
    keeper = f"usr_{door.users['keeper']}"
    assert door.get(ENTRIES, "keeper").status == 403
    assert door.get(ENTRIES, None).status == 401
    assert door.get(f"{ENTRIES}?actor={keeper},usr_1", "keeper").status == 403
    mine = found(door, f"actor={keeper}", "keeper")
    assert {e["actor"] for e in mine} == {keeper}
    lot = door.get("/api/records/warehouse.lot?limit=1").json["records"][0]["id"]
    assert found(door, f"subject={lot}", "keeper")
    assert door.get(f"{ENTRIES}?subject=usr_1", "keeper").status == 403


# --- one entry ----------------------------------------------------------------------------------


def opened(part: dict[str, Any]) -> Part:
    items = part.get("items")
    return Part(
        b64decode(part["salt"]),
        b64decode(part["content"]),
        None if items is None else [(b64decode(i["salt"]), b64decode(i["content"])) for i in items],
    )


def test_an_entry_can_be_checked_with_what_is_given(living_door: LivingDoor) -> None:
    door = living_door
    door.token("auditor")
    key = VerifierKey.parse(door.get("/api/ledger").json["key"])
    size = door.size
    for seq in (0, 1, size // 2, size - 3):
        entry = door.get(f"{ENTRIES}/{seq}").json
        leaf = b64decode(entry["leaf"])
        envelope = decode(leaf)
        assert (envelope.id, entry["seq"]) == (entry["command_id"], seq)
        assert entry["withheld"] == []
        assert set(entry["parts"]) == set(envelope.parts)
        for name, part in entry["parts"].items():
            shown = opened(part)
            assert commit(shown.salt, shown.content) == envelope.parts[name]
        verify_proof(parse_proof(_proof(door, seq)), leaf, [key])


def _proof(door: Door, seq: int) -> str:
    """The proof, once the newest entries are signed."""
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        proof = door.get(f"{ENTRIES}/{seq}").json["proof"]
        if proof is not None:
            return str(proof)
        time.sleep(0.05)
    raise AssertionError(f"entry {seq} is not signed")


def test_entries_are_shown_to_those_who_may_read_what_they_touch(
    living_door: LivingDoor,
) -> None:
    door = living_door
    entries = every(door)
    release = next(e for e in entries if e["kind"] == "warehouse.release_lot/1")
    account = next(e for e in entries if e["kind"] == "people.register_user/1")
    assert door.get(f"{ENTRIES}/{release['seq']}", "keeper").status == 200
    refused = door.get(f"{ENTRIES}/{account['seq']}", "keeper")
    assert (refused.status, refused.json["code"]) == (403, "not_permitted")
    assert permission_label("people.read").en in refused.json["detail"]
    assert door.get(f"{ENTRIES}/{account['seq']}", "auditor").status == 200
    assert door.get(f"{ENTRIES}/{door.size}").status == 404
    assert door.get(f"{ENTRIES}/x").status == 400


def test_personal_parts_are_withheld_and_the_leaf_stays_whole(living_door: LivingDoor) -> None:
    door = living_door
    with_reason = next(e for e in every(door) if e["kind"].startswith("warehouse.") and e["reason"])
    path = f"{ENTRIES}/{with_reason['seq']}"
    for_all, for_others = door.get(path).json, door.get(path, "keeper").json
    assert for_all["withheld"] == []
    assert "reason" in for_others["withheld"]
    assert for_others["reason"] is None
    assert for_others["leaf"] == for_all["leaf"]
    assert set(for_others["withheld"]) | set(for_others["parts"]) == set(for_all["parts"])
    listed = found(door, f"subject={with_reason['subjects'][0]}", "keeper")
    assert all(e["reason"] is None for e in listed if e["seq"] == with_reason["seq"])


# --- receipts -----------------------------------------------------------------------------------


def test_a_receipt_says_recorded_and_then_sealed(either_door: Door) -> None:
    door = either_door
    body = {"login": "newcomer", "name": "New Comer", "language": "en"}
    command = door.post("people.register_user/1", body, "administrator").json["id"]
    states = []
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline and "sealed" not in states:
        answer = door.get(f"/api/receipts/{command}", "administrator")
        assert answer.status == 200, answer.json
        assert answer.json["kind"] == "people.register_user/1"
        states.append(answer.json["state"])
        if answer.json["state"] == "sealed":
            assert answer.json["seq"] >= 0
            assert door.get(f"/api/proofs/{command}", "administrator").status == 200
    assert set(states) <= {"recorded", "sealed"}
    assert states[-1] == "sealed"
    assert door.get(f"/api/receipts/{uuid.uuid4()}", "administrator").status == 404
    assert door.get(f"/api/receipts/{command}", "warehouse_keeper").status == 403
