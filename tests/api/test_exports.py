"""Lists as files: sealed before they are made, in one's language, without anything that runs."""

import csv
import io
import uuid
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from lotproof.entrypoints.api import exports
from lotproof.kernel.record import RECORDS
from lotproof.kernel.text import Language
from tests.api.door import Answer, Door, LivingDoor

LOTS = "warehouse.lot"
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def labels(kind: str, *names: str, language: Language = "en") -> list[str]:
    return [RECORDS[kind].by_name[name].meaning.label.in_(language) for name in names]


def export(door: Door, who: str | None = "auditor", lang: str = "en", **asked: Any) -> Answer:
    given = {"kind": LOTS, "format": "csv", **asked}
    return door.ask("POST", f"/api/exports?lang={lang}", who, json=given)


def table(answer: Answer) -> list[list[str]]:
    assert answer.status == 200, answer.json
    text = answer.response.content.decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def sheets(answer: Answer) -> list[list[list[tuple[str, str | None]]]]:
    """Of each sheet the rows of (type, text) cells."""
    assert answer.status == 200, answer.json
    with zipfile.ZipFile(io.BytesIO(answer.response.content)) as book:
        names = sorted(n for n in book.namelist() if n.startswith("xl/worksheets/sheet"))
        return [_rows(etree.fromstring(book.read(name))) for name in names]


def _rows(sheet: Any) -> list[list[tuple[str, str | None]]]:
    return [
        [(cell.get("t", "n"), "".join(cell.itertext()) or None) for cell in row.iter(f"{_MAIN}c")]
        for row in sheet.iter(f"{_MAIN}row")
    ]


@pytest.mark.clause("21 CFR 11.10(b)")
def test_an_export_is_sealed_and_shows_what_the_list_shows(living_door: LivingDoor) -> None:
    door = living_door
    door.token("auditor")
    before = door.size
    answer = export(door, filters={"state": "released"}, sort="-number",
                    columns=["number", "item_id", "state", "holds"])  # fmt: skip
    head, *rows = table(answer)
    assert head == labels(LOTS, "number", "item_id", "state", "holds")
    listed = door.get(f"/api/records/{LOTS}?state=released&sort=-number&limit=1000").json
    items = {r["id"]: r["number"] for r in door.get("/api/records/items.item").json["records"]}
    assert rows == [
        [r["number"], items[r["item_id"]], "released", str(r["holds"])] for r in listed["records"]
    ]

    assert door.size == before + 1
    sealed = door.last()
    assert (sealed.envelope.kind, sealed.envelope.actor) == (
        "governance.export_list/1", f"usr_{door.users['auditor']}",
    )  # fmt: skip
    assert sealed.envelope.id == answer.headers["x-lotproof-command"]
    told = door.get(f"/api/receipts/{sealed.envelope.id}").json
    assert told["input"]["filters"] == ["state=released"]
    assert list((door.plant.folder / "exports").iterdir()) == [], "nothing is left behind"


@pytest.mark.clause("EU GMP Annex 11 §8.1")
def test_the_file_speaks_the_language_of_its_reader(living_door: LivingDoor) -> None:
    columns = ["number", "state", "opened_at", "expires_on"]
    head, first, *_ = table(export(living_door, lang="zh", columns=columns))
    number, state, opened_at, expires_on = labels(LOTS, *columns, language="zh")
    assert head == [number, state, f"{opened_at} (Asia/Shanghai)", expires_on]
    assert first[1] in ("已放行", "待检", "已拒收")
    (record,) = living_door.get(f"/api/records/{LOTS}?limit=1").json["records"]
    assert first[2][:10] >= record["opened_at"][:10], "eight hours ahead of UTC"
    assert len(first[2]) == len("2026-01-31 08:00:00")


def test_excel_gets_numbers_as_numbers_and_dates_as_dates(living_door: LivingDoor) -> None:
    columns = ["quantity", "moved_at", "moved_by", "lot_id", "from_location_id"]
    answer = export(living_door, kind="warehouse.movement", format="xlsx", columns=columns)
    data, source = sheets(answer)
    quantity, unit, moved_at, *rest = labels("warehouse.movement", "quantity", "unit", *columns[1:])
    head = [quantity, unit, f"{moved_at} (Asia/Shanghai)", *rest]
    assert [text for _, text in data[0]] == head
    movements = living_door.get("/api/records/warehouse.movement?limit=1000").json["records"]
    assert len(data) == len(movements) + 1
    for row, movement in zip(data[1:], movements, strict=True):
        assert row[0] == ("n", str(float(movement["quantity"])).removesuffix(".0"))
        assert row[2][0] == "n", "a date is a number with a format"
        assert row[1] == ("inlineStr", movement["unit"])
        assert not str(row[3][1]).startswith("usr_")
        assert not str(row[4][1]).startswith("lot_")
    said = {row[0][1]: row[1][1] for row in source}
    assert said["Command"] == answer.headers["x-lotproof-command"]
    assert said["DEMONSTRATION"] == "DEMONSTRATION 演示"
    assert "auditor" not in (said["Exported by"] or "")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1"])
def test_no_text_becomes_a_formula(door: Door, text: str) -> None:
    body = {"code": "S1", "name": text, "country": "CN", "is_supplier": True}
    assert door.post("parties.register_party/1", body, "buyer").status == 200
    asked: dict[str, Any] = {"kind": "parties.party", "columns": ["name", "code"]}
    _, row = table(export(door, **asked))
    assert row == [f"'{text}", "S1"]
    data, _ = sheets(export(door, format="xlsx", **asked))
    assert data[1][0] == ("inlineStr", text)


def test_exports_are_for_those_who_may_read_the_list(door: Door) -> None:
    door.token("warehouse_keeper")
    door.token("auditor")
    before = door.size
    assert export(door, None).status == 401
    refused = export(door, "warehouse_keeper", kind="people.user")
    assert (refused.status, refused.json["code"]) == (403, "not_permitted")
    for wrong in (
        {"kind": "warehouse.shelf"}, {"format": "pdf"}, {"filters": {"state": "shiny"}},
        {"columns": ["nonsense"]}, {"sort": "nonsense"}, {"nonsense": 1}, {"id": "x"},
        {"kind": "people.credential", "columns": ["password_hash"]},
    ):  # fmt: skip
        assert export(door, **wrong).status in (400, 404, 422), wrong
    assert door.size == before


def test_secrets_and_others_views_stay_here(door: Door) -> None:
    head, *_ = table(export(door, kind="people.credential"))
    assert "Password hash" not in head
    body = {"record_kind": LOTS, "name": "mine"}
    door.post("people.save_view/1", body, "warehouse_keeper")
    assert len(table(export(door, "inspector", kind="people.view"))) == 1
    assert len(table(export(door, "warehouse_keeper", kind="people.view"))) == 2


def test_names_that_one_may_not_read_stay_ids(door: Door) -> None:
    party = {"code": "S1", "name": "S", "country": "CN", "is_supplier": True}
    supplier = door.post("parties.register_party/1", party, "buyer").json["events"][0]["party_id"]
    item = {"number": "M", "name": "M", "kind": "material", "tracking": "lot", "unit": "pcs"}
    item_id = door.post("items.register_item/1", item, "engineer").json["events"][0]["item_id"]
    door.post("items.activate_item/1", {"item_id": item_id}, "quality_manager")
    place = {"code": "Q", "name": "Q", "kind": "quarantine"}
    told = door.post("warehouse.create_location/1", place, "warehouse_keeper").json["events"]
    lot = {"item_id": item_id, "location_id": told[0]["location_id"], "quantity": "5",
           "unit": "pcs", "supplier_id": supplier}  # fmt: skip
    assert door.post("warehouse.receive_lot/1", lot, "warehouse_keeper").status == 200
    columns = ["id", "item_id", "supplier_id"]
    assert table(export(door, "operator", columns=columns))[1] == ["lot_1", "M", supplier]
    assert table(export(door, "warehouse_keeper", columns=columns))[1] == ["lot_1", "M", "S1"]


def test_the_same_export_twice_is_one_entry(either_door: Door) -> None:
    door = either_door
    door.token("auditor")
    before, id_ = door.size, str(uuid.uuid4())
    for _ in range(2):
        assert export(door, id=id_, kind="people.role").headers["x-lotproof-command"] == id_
    assert door.size == before + 1
    reused = export(door, id=id_, kind="people.user")
    assert reused.json["code"] == "command_id_reused"


def test_a_list_that_is_too_long_is_refused_before_it_is_sealed(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "ROWS_MAX", {"csv": 3})
    door.token("auditor")
    before = door.size
    answer = export(door, kind="people.role")
    assert (answer.status, answer.json["code"]) == (400, "bad_question")
    assert door.size == before


def test_a_file_that_cannot_be_made_leaves_nothing_behind(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(path: Path, *_: object) -> int:
        path.write_text("half")
        raise OSError("the disk is full")

    monkeypatch.setattr(exports, "write_csv", broken)
    assert export(door, kind="people.role").status == 500
    assert list((door.plant.folder / "exports").iterdir()) == []
