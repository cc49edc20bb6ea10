"""Files come in, are attached, go out, and are verified."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from lotproof.adapters import verify as verification
from lotproof.adapters.file_store import FileStore
from lotproof.adapters.verify import Report
from lotproof.entrypoints.api import files
from lotproof.ledger.signer import load_key_file
from tests.api.door import Answer, Door

CONTENT = b"%PDF-1.7\nA certificate of analysis\n"
DIGEST = sha256(CONTENT).hexdigest()
PDF = "application/pdf"
NAME = "合格证 A-1.pdf"


def send(door: Door, who: str | None, content: Any = CONTENT, media_type: str = PDF) -> Answer:
    return door.ask("POST", "/api/files", who, content=content,
                    headers={"content-type": media_type})  # fmt: skip


def attach(door: Door, who: str, subject: str, digest: str = DIGEST) -> Answer:
    body = {"subject": subject, "digest": digest, "name": NAME, "media_type": PDF}
    return door.post("documents.attach_file/1", body, who)


def path(door: Door, digest: str = DIGEST) -> Path:
    return FileStore(door.plant.folder).path(digest)


def party(door: Door) -> str:
    body = {"code": "S", "name": "S", "country": "CN", "is_supplier": True}
    told = door.post("parties.register_party/1", body, "buyer").json
    return str(told["events"][0]["party_id"])


def test_a_file_is_kept_attached_and_given_back(either_door: Door) -> None:
    door = either_door
    subject = party(door)
    answer = send(door, "buyer")
    assert (answer.status, answer.json) == (
        200, {"digest": DIGEST, "size": len(CONTENT), "media_type": PDF},
    )  # fmt: skip
    assert path(door).read_bytes() == CONTENT
    assert attach(door, "buyer", subject).status == 200
    listed = door.get(f"/api/records/documents.attachment?subject={subject}", "buyer").json
    assert [each["name"] for each in listed["records"]] == [NAME]

    back = door.get(f"/api/files/{DIGEST}", "buyer")
    assert (back.status, back.response.content) == (200, CONTENT)
    assert back.headers["content-type"] == PDF
    assert back.headers["content-disposition"].startswith("attachment; filename*=UTF-8''%E5%90%88")
    assert back.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in back.headers["content-security-policy"]

    stored = door.get("/api/records/documents.file").json["records"][0]
    assert stored["user_id"] == f"usr_{door.users['buyer']}"


def test_the_same_content_is_kept_once(door: Door) -> None:
    assert send(door, "buyer").status == send(door, "inspector").status == 200
    assert door.get("/api/records/documents.file").json["total"] == 1
    # The second to bring it mends what somebody has damaged meanwhile.
    path(door).write_bytes(b"other")
    assert send(door, "inspector").status == 200
    assert path(door).read_bytes() == CONTENT


def test_files_are_for_those_who_may_read_what_they_belong_to(door: Door) -> None:
    subject = party(door)
    send(door, "buyer")
    assert door.get(f"/api/files/{DIGEST}", "buyer").status == 200, "who brought it may see it"
    assert door.get(f"/api/files/{DIGEST}", "inspector").status == 404
    attach(door, "buyer", subject)
    assert door.get(f"/api/files/{DIGEST}", "inspector").status == 200
    assert door.get(f"/api/files/{DIGEST}", "operator").status == 404, "reads no parties"
    assert door.get(f"/api/files/{DIGEST}", "administrator").status == 403
    assert door.get(f"/api/files/{DIGEST}", None).status == 401
    for nonsense in ("0" * 64, "x", "..%2f..%2flog.key"):
        assert door.get(f"/api/files/{nonsense}", "buyer").status == 404


def test_bringing_files_needs_permission_and_sense(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(door, None).status == 401
    assert send(door, "auditor").status == 403
    assert send(door, "buyer", b"").json["code"] == "empty_file"
    assert send(door, "buyer", b"<html>").json["code"] == "file_type_not_taken"
    assert send(door, "buyer", CONTENT, "image/png").json["code"] == "file_type_not_taken"
    assert send(door, "buyer", b"<svg/>", "image/svg+xml").json["code"] == "file_type_not_taken"
    monkeypatch.setattr(files, "FILE_BYTES_MAX", 20)
    assert send(door, "buyer").json["code"] == "too_large"

    def unsaid() -> Iterator[bytes]:
        yield from (CONTENT[:5], CONTENT[5:])

    assert send(door, "buyer", unsaid()).status == 413
    assert list((door.plant.folder / "files" / "incoming").iterdir()) == []
    assert door.get("/api/records/documents.file").json["total"] == 0


def test_nobody_says_that_a_file_is_stored_but_the_program(door: Door) -> None:
    body = {"digest": DIGEST, "size_bytes": 1, "media_type": PDF, "user_id": "usr_1"}
    for who in ("quality_manager", "engineer", "administrator"):
        assert door.post("documents.store_file/1", body, who).json["code"] == "not_permitted"


def report(door: Door) -> Report:
    assert door.size > 0
    with door.plant.database.snapshot() as connection:
        own = (load_key_file(door.plant.key_file).verifier,)
        folder = door.plant.folder
        return verification.verify(connection, keys=(), own_keys=own, folder=folder)


def test_verification_names_a_missing_and_an_altered_file(either_door: Door) -> None:
    door = either_door
    subject = party(door)
    send(door, "buyer")
    attach(door, "buyer", subject)
    whole = report(door)
    assert (whole.findings, whole.levels["files"]) == ([], "whole")

    for damage, kind in ((b"%PDF-1.7\nA certificate of analysiS\n", "edit"), (b"", "edit"),
                         (None, "delete")):  # fmt: skip
        if damage is None:
            path(door).unlink()
        else:
            path(door).write_bytes(damage)
        (finding,) = report(door).findings
        assert (finding.level, finding.kind) == ("files", kind)
        assert finding.place["digest"] == DIGEST
        assert finding.place["attached_to"] == [f"{subject} ({NAME})"]
        assert NAME in finding.message
    assert door.get(f"/api/files/{DIGEST}", "buyer").json["code"] == "file_damaged"


def test_without_a_folder_files_are_not_said_to_be_whole(door: Door) -> None:
    assert door.size > 0
    with door.plant.database.snapshot() as connection:
        assert "files" not in verification.verify(connection, keys=()).levels
