"""Controlled documents by requests: at the workplace, on a reviewer's desk, and on paper."""

import time
import uuid
from hashlib import sha256
from pathlib import Path

import pytest

from lotproof.adapters.stamping import NotStampable, Stamp, page_count, stamped_pdf
from lotproof.adapters.typesetting import pdf
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from tests.api import controlling as it
from tests.api.controlling import unsigned
from tests.api.door import Door

__all__ = ["unsigned"]

pytestmark = pytest.mark.usefixtures("unsigned")

PNG = b"\x89PNG\r\n\x1a\n"


@pytest.mark.clause("21 CFR 11.10(k)(1)")
@pytest.mark.clause("ISO 13485 §4.2.4")
def test_the_workplace_shows_the_effective_revision_only(either_door: Door) -> None:
    door = either_door
    document_id = it.registered(door)
    area = door.post(
        "sites.open_area/1", {"code": "A", "name": "A", "kind": "production"}, it.AUTHOR
    ).json["events"][0]["area_id"]
    it.done(door, it.AUTHOR, "link_document", document_id=document_id, subject=area)
    before = door.get(f"/api/documents/at?subject={area}", it.HOLDER).json
    assert (before["documents"], len(before["missing"])) == ([], 1)
    first = it.effective(door, document_id, "A", it.three_pages("old"))
    between = clock.text(door.plant.clock.now())
    time.sleep(0.001)
    second = it.effective(door, document_id, "B", it.three_pages("new"))
    shown = {
        moment: [
            each["revision"]["id"]
            for each in door.get(f"/api/documents/at?subject={area}{moment}", it.HOLDER).json[
                "documents"
            ]
        ]
        for moment in ("", f"&at={between}")
    }
    assert shown == {"": [second], f"&at={between}": [first]}


@pytest.mark.clause("ISO 13485 §4.2.4")
def test_nobody_works_by_what_is_superseded(door: Door) -> None:
    document_id = it.registered(door)
    first = it.effective(door, document_id, "A", it.three_pages("old"))
    second = it.effective(door, document_id, "B", it.three_pages("new"))
    place = f"/api/documents/revision/{first}"
    for what in ("", "/pdf", "/pages/1", "/file"):
        refused = door.get(f"{place}{what}?use=work", it.HOLDER)
        assert (refused.status, refused.json["code"]) == (409, "document_not_effective")
        assert "Work by revision B instead" in refused.json["detail"]
    told = door.get(place, it.HOLDER).json
    assert told["notice"]["zh"].startswith("SOP-0001 的版本 A 当前为“已替代”")
    assert told["effective"]["id"] == second
    assert door.get(f"/api/documents/revision/{second}?use=work", it.HOLDER).json["notice"] is None


def test_pages_are_shown_with_what_they_are(door: Door) -> None:
    revision_id = it.submitted(door, it.registered(door), "A", it.three_pages("draft"))
    place = f"/api/documents/revision/{revision_id}"
    assert door.get(place, it.REVIEWER).json["pages"] == 3
    page = door.get(f"{place}/pages/3", it.REVIEWER)
    assert page.response.content.startswith(PNG)
    assert door.get(f"{place}/pages/4", it.REVIEWER).status == 404
    assert door.get(f"{place}/pdf", it.REVIEWER).response.content.startswith(b"%PDF")
    waiting = door.get("/api/documents/inbox", it.REVIEWER).json["steps"]
    assert [each["revision"]["id"] for each in waiting] == [revision_id]
    assert door.get("/api/documents/inbox", it.APPROVER).json["steps"] == []


def test_what_is_no_pdf_is_saved_not_shown(door: Door) -> None:
    document_id = it.registered(door, kind="form")
    revision_id = it.effective(door, document_id, "A", b"a,b\n1,2\n", media_type="text/csv")
    place = f"/api/documents/revision/{revision_id}"
    assert door.get(f"{place}/pdf", it.HOLDER).json["code"] == "not_a_pdf"
    assert door.get(f"{place}/file", it.HOLDER).response.content == b"a,b\n1,2\n"
    assert door.get(place, it.HOLDER).json["pages"] is None


@pytest.mark.clause("ISO 13485 §4.2.4")
def test_a_controlled_copy_is_printed_once_and_refused_when_superseded(door: Door) -> None:
    document_id = it.registered(door)
    revision_id = it.effective(door, document_id, "A", it.three_pages("text"))
    holder = f"usr_{door.user(it.HOLDER)}"
    issued = it.done(door, it.APPROVER, "issue_copies", revision_id=revision_id, holders=[holder])
    given = {"copy_id": issued["copy_id"], "language": "zh", "id": str(uuid.uuid4())}
    first = door.ask("POST", "/api/documents/prints", it.APPROVER, json=given)
    again = door.ask("POST", "/api/documents/prints", it.APPROVER, json=given)
    assert first.response.content.startswith(b"%PDF")
    assert first.response.content == again.response.content
    copy = door.get(f"/api/documents/copy/{issued['copy_id']}", it.HOLDER).json
    assert copy["copy"]["printed_digest"] == sha256(first.response.content).hexdigest()
    assert copy["notice"] is None
    other = given | {"id": str(uuid.uuid4())}
    twice = door.ask("POST", "/api/documents/prints", it.APPROVER, json=other)
    assert twice.json["code"] == "copy_printed_already"
    assert door.ask("POST", "/api/documents/prints", it.HOLDER, json=other).status == 403
    it.effective(door, document_id, "B", it.three_pages("new"))
    old = door.get(f"/api/documents/copy/{issued['copy_id']}", it.HOLDER).json
    assert old["copy"]["state"] == "recalled"
    assert "Work by revision B instead" in old["notice"]["en"]
    whole = door.get(f"/api/documents/document/{document_id}", it.HOLDER).json
    assert [each["revision"] for each in whole["revisions"]] == ["B", "A"]
    assert len(whole["copies"]) == 1


def test_questions_that_cannot_be_answered_say_what_is_wrong(door: Door) -> None:
    door.token(it.HOLDER)
    for path, status in {
        "/api/documents/at?subject=x": 400,
        "/api/documents/at?subject=wst_9": 404,
        "/api/documents/at?subject=wst_1&on=yesterday": 400,
        "/api/documents/revision/lot_1": 400,
        "/api/documents/revision/drv_9": 404,
        "/api/documents/copy/dcp_9": 404,
        "/api/documents/document/doc_9": 404,
    }.items():
        assert door.get(path, it.HOLDER).status == status, path
    assert door.ask("POST", "/api/documents/prints", it.APPROVER, json={}).status == 422
    door.user("nobody")
    assert door.get("/api/documents/at?subject=wst_1", "nobody").status == 403


@pytest.mark.parametrize("pages", [1, 2, 3, 4, 7, 8])
def test_pages_are_counted_and_kept(tmp_path: Path, pages: int) -> None:
    source = "\n#pagebreak()\n".join(f"page {n}" for n in range(pages))
    path = tmp_path / "file"
    path.write_bytes(pdf(f'#set text(font: "Noto Sans SC")\n{source}', {}, Instant(0)))
    assert page_count(path) == pages
    stamped = tmp_path / "stamped"
    stamp = Stamp("受控 CONTROLLED", "copy 1 of 2", warns=False)
    stamped.write_bytes(stamped_pdf(path, stamp, Instant(0)))
    assert page_count(stamped) == pages
    assert stamped_pdf(path, stamp, Instant(0)) == stamped.read_bytes(), "always the same bytes"


def test_what_only_begins_like_a_pdf_is_named(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"%PDF-1.7 and nothing more")
    with pytest.raises(NotStampable):
        page_count(path)
