"""GET /api/story/…: told again from the start, a thing comes to be what it is now."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.api.door import Door, LivingDoor


def some(door: Door, kind: str, **filters: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={quote(value)}" for name, value in filters.items())
    found: list[dict[str, Any]] = door.get(f"/api/records/{kind}?limit=1000&{query}").json[
        "records"
    ]
    return found


def replayed(entries: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    """The records as the entries' changes make them, as a browser would do it."""
    state: dict[tuple[str, str], dict[str, Any]] = {}
    for entry in entries:
        assert entry["more_changes"] == 0
        for change in entry["changes"]:
            record = state.setdefault((change["record"], change["key"]), {})
            record |= change.get("new", {})
            for field, (old, new) in change.get("set", {}).items():
                assert record.get(field) == old, change
                record[field] = new
    return {
        name: {field: value for field, value in record.items() if value is not None}
        for name, record in state.items()
    }


def story(door: Door, subject: str, who: str = "auditor", limit: int = 5000) -> dict[str, Any]:
    answer = door.get(f"/api/story/{subject}?limit={limit}", who)
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


@pytest.mark.parametrize("origin", ["received", "made"])
def test_replayed_in_order_it_is_what_the_tables_hold(living_door: LivingDoor, origin: str) -> None:
    lot = some(living_door, "warehouse.lot", origin=origin)[0]
    told = story(living_door, lot["id"])
    assert told["is_cut"] is False
    assert [each["seq"] for each in told["entries"]] == sorted(e["seq"] for e in told["entries"])
    state = replayed(told["entries"])
    assert state["warehouse.lot", lot["id"]] == lot
    stock = {key: record for (kind, key), record in state.items() if kind == "warehouse.stock"}
    mine = {k: r for k, r in stock.items() if k.startswith(f"{lot['id']}|")}
    assert mine == {
        f"{each['lot_id']}|{each['location_id']}": each
        for each in some(living_door, "warehouse.stock", lot_id=lot["id"])
    }
    inspections = some(living_door, "inspection.inspection", lot_id=lot["id"])
    assert all(state["inspection.inspection", each["id"]] == each for each in inspections)


def test_the_near_family_is_told_of(living_door: LivingDoor) -> None:
    door = living_door
    used = some(door, "production.consumption")[0]
    made = used["output_lot_id"]
    told = story(door, made)
    family = {each["id"]: each for each in told["family"]}
    assert family[used["work_order_id"]]["relation"]["zh"] == "生产工单"
    assert family[used["lot_id"]]["relation"]["en"] == "came from"
    assert family[used["lot_id"]]["name"]
    kinds = {change["record"] for each in told["entries"] for change in each["changes"]}
    assert {"warehouse.lot", "production.work_order", "production.operation_run"} <= kinds
    assert all(told["names"][each["actor"]]["name"] for each in told["entries"] if
               each["actor"].startswith("usr_"))  # fmt: skip


def test_every_kind_of_thing_has_a_story(living_door: LivingDoor) -> None:
    door = living_door
    for kind in ("warehouse.serial", "production.work_order",
                 "sales.shipment", "sales.order", "purchasing.purchase_order",
                 "equipment.equipment", "items.item", "parties.party"):  # fmt: skip
        record = some(door, kind)[0]
        told = story(door, record["id"])
        assert told["entries"], kind
        assert replayed(told["entries"])[kind, record["id"]] == record


def test_a_long_story_is_cut_and_says_so(living_door: LivingDoor) -> None:
    lot = some(living_door, "warehouse.lot", origin="made")[0]["id"]
    whole = story(living_door, lot)
    cut = story(living_door, lot, limit=3)
    assert (len(cut["entries"]), cut["is_cut"]) == (3, True)
    own = [e["seq"] for e in whole["entries"] if lot in e["subjects"]]
    assert [e["seq"] for e in cut["entries"]] == own[-3:]


def test_what_one_may_not_read_is_left_out_and_said(living_door: LivingDoor) -> None:
    """An operator reads no sales: the shipments of a lot are no part of the story told to them."""
    door = living_door
    lot = some(door, "sales.shipment_line", state="shipped")[0]["lot_id"]
    full, less = story(door, lot), story(door, lot, "operator")
    assert any(each["kind"] == "sales.shipment" for each in full["family"])
    assert not any(each["kind"] == "sales.shipment" for each in less["family"])
    assert full["hidden"] == []
    assert "sales.shipment_line" in {each["kind"] for each in less["hidden"]}
    for entry in less["entries"]:
        assert not any(each["record"].startswith("sales.") for each in entry["changes"])
        if entry["kind"].startswith("sales."):
            assert entry["is_partly_hidden"] is True
            assert entry["said"] is entry["reason"] is None


def test_a_story_needs_permission(door: Door) -> None:
    door.user("nobody")
    assert door.get("/api/story/usr_1", "nobody").status == 403
    assert door.get("/api/story/lot_99", "auditor").json["code"] == "nothing_called_that"
