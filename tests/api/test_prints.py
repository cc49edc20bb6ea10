"""POST /api/prints: the page of a unit on paper, its content sealed before there is a page."""

import json
import uuid
from typing import Any

import pytest

from lotproof.derive.overview_paper import Table, paper
from lotproof.entrypoints.api.units import visible
from lotproof.modules.people.default_roles import default_role_commands
from lotproof.modules.traceability.queries import unit_overview
from lotproof.modules.warehouse.commands import CreateLocation
from lotproof.modules.warehouse.vocabulary import LocationKind
from tests.api.door import Answer, Door, LivingDoor

WHO = "quality_manager"


@pytest.fixture
def lot(door: Door) -> str:
    """A lot of an item with a Chinese name, in stock."""
    item = door.post(
        "items.register_item/1",
        {"number": "RES", "name": "Resin", "name_zh": "树脂", "kind": "material",
         "tracking": "lot", "unit": "kg"},
        "engineer",
    ).json["events"][0]["item_id"]  # fmt: skip
    door.post("items.activate_item/1", {"item_id": item}, "engineer")
    place = door.do(CreateLocation(code="S-01", name="Store", kind=LocationKind.STORAGE))
    given = {
        "item_id": item,
        "number": "R-1",
        "location_id": place.value("location_id"),
        "quantity": "12.5",
        "unit": "kg",
        "document": "stock list",
        "state": "released",
    }
    kind = "warehouse.enter_opening_balance/1"
    answer = door.post(kind, given, "warehouse_keeper", reason="start")
    assert answer.status == 200, answer.json
    return str(answer.json["events"][0]["lot_id"])


def printed(door: Door, who: str | None = WHO, **given: Any) -> Answer:
    return door.ask("POST", "/api/prints", who, json=given)


def content_digest(door: Door, subject: str, language: Any) -> str:
    with door.plant.reader() as reader:
        found = visible(unit_overview(reader, subject), lambda _: True)
        return paper(found, reader.site, language).digest


@pytest.mark.clause("21 CFR 11.10(b)")
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_print_is_a_pdf_whose_content_is_sealed(door: Door, lot: str, language: str) -> None:
    door.token(WHO)
    digest, before = content_digest(door, lot, language), door.size
    answer = printed(door, subject="R-1", language=language)
    assert answer.status == 200, answer.response.text
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.response.content.startswith(b"%PDF-1.7")
    assert door.size == before + 1
    entry = door.last()
    assert entry.envelope.kind == "traceability.print_overview/1"
    assert entry.envelope.id == answer.headers["x-lotproof-command"]
    assert lot in entry.envelope.subjects
    assert json.loads(entry.parts["input"].content) == {
        "language": language, "digest": digest, "lot_id": lot,
    }  # fmt: skip


def test_sent_again_it_is_the_same_page(door: Door, lot: str) -> None:
    door.token(WHO)
    given = {"subject": lot, "language": "zh", "id": str(uuid.uuid4())}
    first = printed(door, **given)
    before = door.size
    again = printed(door, **given)
    assert (again.status, door.size) == (200, before)
    assert again.response.content == first.response.content
    hold = door.post("warehouse.place_hold/1", {"lot_id": lot, "cause": "odd smell"}, WHO)
    assert hold.status == 200, hold.json
    changed = printed(door, **given)
    assert (changed.status, changed.json["code"]) == (409, "command_id_reused")


@pytest.mark.clause("EU GMP Annex 11 §8.1")
def test_the_words_of_the_page_are_those_of_the_language(door: Door, lot: str) -> None:
    with door.plant.reader() as reader:
        found = visible(unit_overview(reader, lot), lambda _: True)
        chinese, english = (paper(found, reader.site, each) for each in ("zh", "en"))
    assert (chinese.title, english.title) == ("批概览", "Lot overview")
    assert (chinese.item, english.item) == ("RES · 树脂", "RES · Resin")
    assert chinese.marks == ["已放行", "演示数据"]
    titles = [each.title for each in english.sections]
    assert titles[:2] == ["Identity", "Places"]
    assert "Inspection results" in titles
    words = json.loads(chinese.as_json())
    assert ["在库数量", "12.5 kg"] in words["sections"][0]["pairs"]


def test_what_the_font_cannot_print_is_refused_and_nothing_is_sealed(door: Door, lot: str) -> None:
    hold = door.post("warehouse.place_hold/1", {"lot_id": lot, "cause": "𠮷 rare"}, WHO)
    assert hold.status == 200, hold.json
    before = door.size
    answer = printed(door, subject=lot)
    assert (answer.status, answer.json["code"]) == (422, "not_in_font")
    assert door.size == before


def test_who_may_not_print_is_refused_and_that_is_sealed(door: Door, lot: str) -> None:
    door.token("auditor")
    before = door.size
    answer = printed(door, "auditor", subject=lot)
    assert (answer.status, answer.json["code"]) == (403, "not_permitted")
    assert "“Print overview”" in answer.json["detail"]
    assert door.size == before + 1
    assert printed(door, None, subject=lot).status == 401
    door.user("nobody")
    assert printed(door, "nobody", subject=lot).status == 403


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({}, 422, "invalid_input"),
        ({"subject": "R-1", "language": "de"}, 422, "invalid_input"),
        ({"subject": "R-1", "id": "no-uuid"}, 422, "invalid_input"),
        ({"subject": "R-1", "paper": "a5"}, 422, "invalid_input"),
        ({"subject": "no such lot"}, 404, "nothing_called_that"),
        ({"subject": "itm_1"}, 422, "not_traceable"),
    ],
)
def test_a_wrong_request_is_answered_and_not_sealed(
    door: Door, lot: str, given: dict[str, Any], status: int, code: str
) -> None:
    assert lot
    door.token(WHO)
    before = door.size
    answer = printed(door, **given)
    assert (answer.status, answer.json["code"]) == (status, code), answer.json
    assert door.size == before


def test_every_unit_of_a_living_plant_prints_in_both_languages(living_door: LivingDoor) -> None:
    """A made lot, a received one and a serial, each with all its sections."""
    door = living_door
    subjects = [
        door.get(f"/api/records/{kind}?{query}&limit=1").json["records"][0]["id"]
        for kind, query in (
            ("warehouse.lot", "origin=made"),
            ("warehouse.lot", "origin=received"),
            ("warehouse.serial", "state=shipped"),
        )
    ]
    with door.plant.reader() as reader:
        for subject in subjects:
            found = visible(unit_overview(reader, subject), lambda _: True)
            for language in ("en", "zh"):
                content = paper(found, reader.site, language)
                assert all(
                    len(row) == len(each.head) == len(each.shares)
                    for each in content.sections
                    if isinstance(each, Table)
                    for row in each.rows
                )


def test_standard_roles_that_trace_may_print() -> None:
    allowed = {
        each.code for each in default_role_commands()
        if "traceability.overview.print" in each.permissions
    }  # fmt: skip
    tracing = {e.code for e in default_role_commands() if "traceability.read" in e.permissions}
    assert allowed == tracing - {"auditor"}
