"""GET /api/graph/…: what is drawn is what the trace says, nothing lost by grouping or clipping."""

import csv
import io
from hashlib import sha256
from typing import Any
from urllib.parse import quote

import pytest

from tests.api.door import Answer, Door, LivingDoor


def of_kind(door: Door, kind: str, **filters: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={quote(value)}" for name, value in filters.items())
    found: list[dict[str, Any]] = door.get(f"/api/records/{kind}?limit=1000&{query}").json[
        "records"
    ]
    return found


@pytest.fixture(scope="module")
def material(living_door: LivingDoor) -> str:
    """The lot of which most units came: the one of most consumptions."""
    used = [each["lot_id"] for each in of_kind(living_door, "production.consumption")]
    return str(max(sorted(set(used)), key=used.count))


def graph(door: Door, subject: str, **query: object) -> dict[str, Any]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = door.get(f"/api/graph/{subject}?{asked}")
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def members(door: Door, subject: str, node: dict[str, Any], **query: object) -> list[str]:
    """The ids behind a node, read in pages of seven."""
    if "group" not in node:
        return [node["id"]]
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    found: list[str] = []
    while len(found) < node["group"]["count"]:
        path = f"/api/graph/{subject}/group?of={node['id']}&offset={len(found)}&limit=7&{asked}"
        page = door.get(path).json
        assert page["total"] == node["group"]["count"]
        found += [each["id"] for each in page["nodes"]]
        assert all(each["state"] == node["state"] for each in page["nodes"])
    return found


@pytest.mark.parametrize("direction", ["forward", "backward"])
def test_the_drawing_holds_the_units_of_the_trace(
    living_door: LivingDoor, material: str, direction: str
) -> None:
    serial = of_kind(living_door, "warehouse.serial", state="shipped")[0]["id"]
    for subject in (material, serial):
        found = graph(living_door, subject, direction=direction)
        trace = living_door.get(f"/api/trace/{subject}?direction={direction}").json
        drawn = [
            unit
            for node in found["nodes"]
            for unit in members(living_door, subject, node, direction=direction)
        ]
        assert sorted(drawn) == sorted([subject, *(each["id"] for each in trace["nodes"])])
        assert found["totals"]["units"] == trace["count"]
        assert sum(each["units"] for each in found["totals"]["by"]) == trace["count"]
        assert found["totals"]["possible"] == trace["possible_count"]
        assert found["clipped"] is False
        possible = {each["id"] for each in trace["nodes"] if not each["exact"]}
        assert all(n["is_possible"] == (n["id"] in possible) for n in found["nodes"] if
                   "group" not in n)  # fmt: skip


def test_edges_lead_from_what_went_in_to_what_it_became(
    living_door: LivingDoor, material: str
) -> None:
    made = next(
        each["output_lot_id"]
        for each in of_kind(living_door, "production.consumption")
        if each["lot_id"] == material
    )
    found = graph(living_door, made, direction="both")
    at = {node["id"]: node for node in found["nodes"]}
    assert at[made]["rank"] == 0
    assert at[material]["level"] == -1
    edge = next(e for e in found["edges"] if (e["from"], e["to"]) == (material, made))
    assert (edge["kind"], edge["label"]["zh"]) == ("consumed", "用于")
    assert all(at[e["from"]]["x"] < at[e["to"]]["x"] for e in found["edges"])
    assert len({(node["x"], node["y"]) for node in found["nodes"]}) == len(found["nodes"])
    assert {node["tone"] for node in found["nodes"]} <= {
        "good", "info", "wait", "warn", "bad", "muted",
    }  # fmt: skip


def test_a_clipped_drawing_says_so_and_counts_all(living_door: LivingDoor, material: str) -> None:
    whole = graph(living_door, material, direction="forward")
    clipped = graph(living_door, material, direction="forward", nodes_max=1)
    assert [node["id"] for node in clipped["nodes"]] == [material]
    assert clipped["clipped"] is True
    assert clipped["totals"] == whole["totals"]
    shallow = graph(living_door, material, direction="forward", depth=1)
    assert shallow["is_complete"] is False
    assert {node["level"] for node in shallow["nodes"]} == {0, 1}


def test_the_table_is_the_scope(living_door: LivingDoor, material: str) -> None:
    door = living_door
    trace = door.get(f"/api/trace/{material}").json
    path = f"/api/graph/{material}/table?direction=forward"
    table = door.get(f"{path}&limit=1000").json
    assert table["total"] == trace["count"]
    assert [each["id"] for each in table["rows"]] == [each["id"] for each in trace["nodes"]]
    assert [each["level"] for each in table["rows"]] == [each["level"] for each in trace["nodes"]]
    page = door.get(f"{path}&limit=3&offset=2").json
    assert page["rows"] == table["rows"][2:5]
    lots = door.get(f"{path}&sort=lot&limit=1000").json
    assert [e["id"] for e in lots["rows"]] == [
        e["id"] for e in table["rows"] if e["kind"] == "warehouse.lot"
    ]
    assert lots["total"] == len(lots["rows"])
    assert door.get(f"{path}&sort=wagon").status == 400


def export(door: Door, subject: str, who: str = "quality", **asked: Any) -> Answer:
    return door.ask("POST", f"/api/graph/{subject}/export?lang=zh", who, json=asked)


def ids(answer: Answer) -> list[str]:
    assert answer.status == 200, answer.json
    text = answer.response.content.decode("utf-8-sig")
    head, *lines = csv.reader(io.StringIO(text))
    assert head[0] == "编号"
    return [line[0] for line in lines]


def test_an_exported_scope_is_sealed_by_its_digest(living_door: LivingDoor, material: str) -> None:
    door = living_door
    rows = door.get(f"/api/graph/{material}/table?direction=forward&limit=1000").json["rows"]
    door.token("quality")
    before = door.size
    answer = export(door, material, direction="forward")
    assert ids(answer) == [each["id"] for each in rows]
    assert door.size == before + 1
    envelope = door.last().envelope
    assert (envelope.kind, envelope.actor) == (
        "traceability.export_scope/1", f"usr_{door.users['quality']}",
    )  # fmt: skip
    assert envelope.id == answer.headers["x-lotproof-command"]
    told = door.get(f"/api/receipts/{envelope.id}").json
    assert told["input"]["digest"] == sha256(answer.response.content).hexdigest()
    assert told["input"]["lot_id"] == material


def test_an_exported_scope_leaves_out_what_is_not_meant(
    living_door: LivingDoor, material: str
) -> None:
    door = living_door
    by = graph(door, material, direction="forward")["totals"]["by"]
    left = by[0]
    key = f"{left['unit']} {left.get('item_id', '')} {left['state']}"
    rows = door.get(f"/api/graph/{material}/table?direction=forward&limit=1000").json["rows"]
    kept = [
        each["id"]
        for each in rows
        if (each["unit"], each.get("item_id"), each["state"])
        != (left["unit"], left.get("item_id"), left["state"])
    ]
    assert 0 < len(kept) < len(rows)
    assert ids(export(door, material, direction="forward", left_out=[key])) == kept
    sure = ids(export(door, material, direction="forward", with_possible=False))
    assert sure == [each["id"] for each in rows if not each["is_possible"]]


def test_a_scope_is_not_exported_by_looking(living_door: LivingDoor, material: str) -> None:
    """What only asks gets no file; what cannot be exported is said and seals nothing."""
    door = living_door
    door.token("quality")
    before = door.size
    assert door.get(f"/api/graph/{material}/table.csv").status == 404
    for asked in ({"direction": "up"}, {"depth": 0}, {"left_out": ["?"]}, {"sort": "lot"}):
        assert export(door, material, **asked).json["code"] == "invalid_input", asked
    assert export(door, "itm_1").json["code"] == "not_traceable"
    assert door.size == before


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/graph/itm_1", 422, "not_traceable"),
        ("/api/graph/lot_99999999", 404, "nothing_called_that"),
        ("/api/graph/lot_1?direction=sideways", 400, "bad_question"),
        ("/api/graph/lot_1?nodes_max=many", 400, "bad_question"),
        ("/api/graph/lot_1/group?of=group:lot_1", 404, "nothing_called_that"),
    ],
)
def test_what_cannot_be_drawn_is_said(
    living_door: LivingDoor, path: str, status: int, code: str
) -> None:
    found = living_door.get(path)
    assert (found.status, found.json["code"]) == (status, code), found.json


def test_drawing_needs_the_permissions_of_what_it_shows(door: Door) -> None:
    door.user("nobody")
    found = door.get("/api/graph/lot_1", "nobody")
    assert (found.status, found.json["code"]) == (403, "not_permitted")
