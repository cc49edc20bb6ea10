"""The medical device file of an item as of any day, and its sealed export."""

import io
import json
import uuid
import zipfile
from datetime import date, timedelta
from hashlib import sha256
from typing import Any

import pytest

from tests.api import controlling as it
from tests.api.controlling import unsigned
from tests.api.door import Door, LivingDoor

__all__ = ["unsigned"]

pytestmark = pytest.mark.usefixtures("unsigned")


def item_of(door: LivingDoor) -> dict[str, Any]:
    found = door.get("/api/records/items.bom?state=effective&limit=1").json["records"][0]
    return dict(found)


@pytest.mark.clause("ISO 13485 §4.2.3")
def test_a_device_file_says_what_was_effective_on_a_day(living_door: LivingDoor) -> None:
    bom = item_of(living_door)
    place = f"/api/items/{bom['item_id']}/device-file"
    now = living_door.get(place).json
    assert now["bom"]["id"] == bom["id"]
    assert now["bom"]["lines"]
    assert now["routing"]["operations"]
    assert now["hidden"] == []
    day = date.fromisoformat(bom["effective_at"][:10])
    after = living_door.get(f"{place}?on={day + timedelta(days=2)}").json
    before = living_door.get(f"{place}?on={day - timedelta(days=2)}").json
    assert (after["bom"] or {}).get("id") == bom["id"]
    assert before["bom"] is None
    assert before["size"] < after["size"] <= now["size"]


def test_what_one_may_not_read_is_named_and_left_out(living_door: LivingDoor) -> None:
    bom = item_of(living_door)
    found = living_door.get(f"/api/items/{bom['item_id']}/device-file", "operator").json
    assert found["hidden"] == []
    assert living_door.get("/api/items/lot_1/device-file").status == 400
    assert living_door.get("/api/items/itm_99999/device-file").status == 404
    assert living_door.get("/api/items/itm_1/device-file?on=soon").status == 400


@pytest.mark.clause("ISO 13485 §4.2.3")
def test_an_export_is_sealed_and_holds_every_document(door: Door) -> None:
    item = door.post(
        "items.register_item/1",
        {"number": "CATH", "name": "Catheter", "kind": "device", "tracking": "lot",
         "unit": "pcs"},
        it.AUTHOR,
    ).json["events"][0]["item_id"]  # fmt: skip
    document_id = it.registered(door, kind="drawing")
    drawing = it.three_pages("drawing")
    it.effective(door, document_id, "A", drawing)
    it.done(door, it.AUTHOR, "link_document", document_id=document_id, subject=item)
    with door.plant.reader() as reader:
        today = reader.today.isoformat()
    given = {"on": today, "id": str(uuid.uuid4())}
    place = f"/api/items/{item}/device-file"
    before = door.size
    first = door.ask("POST", place, it.APPROVER, json=given)
    again = door.ask("POST", place, it.APPROVER, json=given)
    assert first.status == 200
    assert first.response.content == again.response.content
    assert door.size == before + 1, "sealed, once"
    with zipfile.ZipFile(io.BytesIO(first.response.content)) as made:
        said = made.read("device-file.json")
        receipt = json.loads(made.read("receipt.json"))
        files = {name: made.read(name) for name in made.namelist() if "/" in name}
    assert receipt["digest"] == sha256(said).hexdigest()
    assert list(files.values()) == [drawing]
    assert json.loads(said)["documents"][0]["number"] == "DWG-0001"
    assert door.ask("POST", place, it.HOLDER, json=given).status == 403
    assert door.ask("POST", place, it.APPROVER, json={"on": 3}).status == 422


def test_a_file_that_is_gone_is_noticed_before_anything_is_sealed(door: Door) -> None:
    item = door.post(
        "items.register_item/1",
        {"number": "CATH", "name": "Catheter", "kind": "device", "tracking": "lot",
         "unit": "pcs"},
        it.AUTHOR,
    ).json["events"][0]["item_id"]  # fmt: skip
    document_id = it.registered(door)
    content = it.three_pages("text")
    it.effective(door, document_id, "A", content)
    it.done(door, it.AUTHOR, "link_document", document_id=document_id, subject=item)
    digest = sha256(content).hexdigest()
    (door.plant.folder / "files" / digest[:2] / digest).unlink()
    with door.plant.reader() as reader:
        today = reader.today.isoformat()
    door.token(it.APPROVER)
    before = door.size
    answer = door.ask("POST", f"/api/items/{item}/device-file", it.APPROVER, json={"on": today})
    assert (answer.status, door.size) == (410, before)
