"""GET /api/unit/…: one page has all that belongs to a unit, by name, and as far as one may see."""

from typing import Any
from urllib.parse import urlencode

import pytest

from lotproof.derive.overview_paper import Table, paper
from lotproof.entrypoints.api.units import changes_behind
from lotproof.modules.documents.commands import StoreFile
from lotproof.modules.people.authority import API
from lotproof.modules.warehouse.commands import CreateLocation
from lotproof.modules.warehouse.vocabulary import LocationKind
from tests.api.door import Door, LivingDoor


def some(door: Door, kind: str, **filters: str) -> list[dict[str, Any]]:
    query = urlencode({**filters, "limit": "1000"})
    found: list[dict[str, Any]] = door.get(f"/api/records/{kind}?{query}").json["records"]
    return found


@pytest.fixture(scope="module")
def order(living_door: LivingDoor) -> dict[str, Any]:
    """A closed order of which something was shipped."""
    shipped = {e["lot_id"] for e in some(living_door, "sales.shipment_line", state="shipped")}
    closed = some(living_door, "production.work_order", state="closed")
    return next(each for each in closed if each.get("output_lot_id") in shipped)


@pytest.fixture(scope="module")
def page(living_door: LivingDoor, order: dict[str, Any]) -> dict[str, Any]:
    answer = living_door.get(f"/api/unit/{order['output_lot_id']}")
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def test_how_it_was_made(
    living_door: LivingDoor, order: dict[str, Any], page: dict[str, Any]
) -> None:
    door, of_order = living_door, {"work_order_id": order["id"]}
    assert page["order"]["number"] == order["number"]
    for name, kind in (("runs", "production.operation_run"), ("readings", "production.reading"),
                       ("line_clearances", "production.line_clearance"),
                       ("first_articles", "production.first_article")):  # fmt: skip
        expected = [each["id"] for each in some(door, kind, **of_order)]
        assert [each["id"] for each in page[name]] == expected, name
    assert all(each["operation"] and each["workstation"] for each in page["runs"])
    parameters = {each["id"]: each for each in some(door, "items.operation_parameter")}
    for each in page["readings"]:
        parameter = parameters[each["parameter_id"]]
        assert each["parameter"] == parameter["name"]
        assert each.get("low") == parameter.get("low")
        assert each.get("high") == parameter.get("high")
    used = {each["equipment_id"] for each in page["runs"] if "equipment_id" in each}
    assert used <= {each["id"] for each in page["machines"]}
    assert {each["kind"] for each in page["papers"]} == {"items.bom", "items.routing"}


def test_how_it_was_inspected(living_door: LivingDoor, page: dict[str, Any]) -> None:
    door = living_door
    inspections = some(door, "inspection.inspection", lot_id=page["subject"])
    assert [each["id"] for each in page["inspections"]] == [each["id"] for each in inspections]
    for each in page["inspections"]:
        results = some(door, "inspection.result", inspection_id=each["id"])
        assert [r["id"] for r in each["results"]] == [r["id"] for r in results]
        assert all(r["characteristic"] and r["by"] in page["names"] for r in each["results"])


def test_where_it_came_from_and_went(living_door: LivingDoor, page: dict[str, Any]) -> None:
    door, lot = living_door, page["subject"]
    for name, way in (("came_from", "backward"), ("went_into", "forward")):
        nodes = door.get(f"/api/trace/{lot}?direction={way}").json["nodes"]
        near = {each["id"] for each in nodes if each["level"] == 1}
        assert {each["id"] for each in page[name]["units"]} == near
        assert page[name]["count"] == len(near)
        assert all(each["relation"]["zh"] and each["number"] for each in page[name]["units"])
    lines = some(door, "sales.shipment_line", lot_id=lot, state="shipped")
    assert [each["line_id"] for each in page["shipments"]] == [each["id"] for each in lines]
    assert all(each["consignee"] for each in page["shipments"])


def test_everybody_is_named(page: dict[str, Any]) -> None:
    acted = {each["by"] for name in ("runs", "readings") for each in page[name]}
    assert acted <= set(page["names"])
    assert all(page["names"][who] != who for who in acted)
    for person in page["people"]:
        assert len(person["did"]) == len(person["did_labels"])


def test_a_serial_has_the_page_of_its_lot_and_its_own_shipment(living_door: LivingDoor) -> None:
    door = living_door
    serial = some(door, "warehouse.serial", state="shipped")[0]
    found = door.get(f"/api/unit/{serial['id']}").json
    assert found["lot"]["id"] == serial["lot_id"]
    assert (found["state_label"]["zh"], found["tone"]) == ("已发货", "info")
    assert len(found["shipments"]) == 1
    assert found["came_from"]["units"]


def test_what_one_may_not_see_is_left_out_and_said(
    living_door: LivingDoor, page: dict[str, Any], door: Door
) -> None:
    assert page["hidden"] == []
    found = living_door.get(f"/api/unit/{page['subject']}", "operator").json
    assert found["hidden"] == ["shipments"]
    assert "shipments" not in found
    door.user("nobody")
    assert door.get("/api/unit/lot_1", "nobody").status == 403


def test_files_of_the_unit_and_of_its_order_are_on_its_page(door: Door) -> None:
    """A file attached to a lot; withdrawn, it is on the page no more."""
    who = "quality_manager"
    item = door.post(
        "items.register_item/1",
        {"number": "RES", "name": "Resin", "kind": "material", "tracking": "lot", "unit": "kg"},
        "engineer",
    ).json["events"][0]["item_id"]
    door.post("items.activate_item/1", {"item_id": item}, "engineer")
    place = door.do(CreateLocation(code="S-01", name="Store", kind=LocationKind.STORAGE))
    given = {"item_id": item, "number": "R-1", "location_id": place.value("location_id"),
             "quantity": "1", "unit": "kg", "document": "list", "state": "released"}  # fmt: skip
    kind = "warehouse.enter_opening_balance/1"
    lot = door.post(kind, given, "warehouse_keeper", reason="start").json["events"][0]["lot_id"]
    digest, user_id = "ab" * 32, door.user(who, who)
    door.do(
        StoreFile(digest=digest, size_bytes=10, media_type="application/pdf", user_id=user_id),
        actor=API,
    )
    attached = door.post(
        "documents.attach_file/1",
        {"subject": lot, "digest": digest, "name": "coa.pdf",
         "media_type": "application/pdf"},
        who,
    )  # fmt: skip
    assert attached.status == 200, attached.json
    page = door.get(f"/api/unit/{lot}", who).json
    assert [(e["name"], e["of"], e["digest"]) for e in page["attachments"]] == [
        ("coa.pdf", lot, digest)
    ]
    assert page["names"][page["attachments"][0]["by"]] == f"Name {who}"
    answer = door.ask("POST", "/api/prints", who, json={"subject": lot, "language": "zh"})
    assert answer.status == 200, answer.response.text
    withdrawal = {"attachment_id": page["attachments"][0]["id"]}
    door.post("documents.withdraw_attachment/1", withdrawal, who, reason="a slip")
    assert door.get(f"/api/unit/{lot}", who).json["attachments"] == []


@pytest.mark.clause("21 CFR 11.50(b)")
def test_signatures_stand_on_paper_as_on_the_screen(
    living_door: LivingDoor, page: dict[str, Any]
) -> None:
    """The change that brings a revision is signed; so is what is made by that revision."""
    door = living_door
    brought = next(e for e in some(door, "changes.changed_object") if "proposed" in e)
    order = brought["change_order_id"]
    given = door.get(f"/api/signatures?subject={order}").json["signatures"]
    assert "Approved for implementation" in {each["meaning"]["en"] for each in given}
    on = {"kind": "changes.order", "key": order, "label": {"en": "Change", "zh": "变更"}}
    with door.plant.reader() as reader:
        made_by = {"papers": [{"id": brought["proposed"]}]}
        assert changes_behind(reader, made_by) == {("changes.order", order)}
        signed = page | {"signatures": [each | {"on": on} for each in given]}
        said = paper(signed, reader.site, "zh")
    table = next(each for each in said.sections if each.title == "电子签名")
    assert isinstance(table, Table)
    assert [row[0] for row in table.rows] == [f"{e['name']} ({e['signer']})" for e in given]
    assert [row[2] for row in table.rows] == [e["meaning"]["zh"] for e in given]
    assert [row[5] for row in table.rows] == [e["key"]["fingerprint"] for e in given]
    assert all(f"变更、{order}、" in row[3] for row in table.rows)
