"""GET /api/names and /api/pick: what things are called, and which thing is meant."""

from typing import Any
from urllib.parse import quote

import pytest

from lotproof.kernel.record import RECORDS
from tests.api.door import Door, LivingDoor


def picked(door: Door, prefix: str, text: str = "", who: str = "auditor", **more: str) -> list[Any]:
    query = "&".join(f"{name}={quote(value)}" for name, value in {"q": text, **more}.items())
    answer = door.get(f"/api/pick/{prefix}?{query}", who)
    assert answer.status == 200, answer.json
    found: list[Any] = answer.json
    return found


def records(door: Door, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = door.get(f"/api/records/{kind}?limit=1000").json["records"]
    return found


# --- names --------------------------------------------------------------------------------------


def test_everything_with_an_id_has_a_name(living_door: LivingDoor) -> None:
    ids = []
    for kind in RECORDS.values():
        if kind.key == ("id",):
            ids += [record["id"] for record in records(living_door, kind.name)[:5]]
    for start in range(0, len(ids), 400):
        some = ids[start : start + 400]
        names = living_door.get(f"/api/names?ids={','.join(some)}").json
        assert sorted(names) == sorted(some)
        for id_, name in names.items():
            assert name["name"], id_
            assert name["kind"] in RECORDS


def test_names_are_what_people_say(living_door: LivingDoor) -> None:
    lot = records(living_door, "warehouse.lot")[0]
    item = next(i for i in records(living_door, "items.item") if i["id"] == lot["item_id"])
    user = next(u for u in records(living_door, "people.user") if u["login"] == "keeper")
    inspection = records(living_door, "inspection.inspection")[0]
    inspected = next(
        each for each in records(living_door, "warehouse.lot") if each["id"] == inspection["lot_id"]
    )
    ids = [lot["id"], item["id"], user["id"], inspection["id"], "sys_console", "lot_9999999"]
    found = living_door.get(f"/api/names?ids={','.join(ids)},nonsense,x_1,lot_²").json
    assert set(found) == {lot["id"], item["id"], user["id"], inspection["id"], "sys_console"}
    assert found[lot["id"]] == {
        "name": lot["number"],
        "kind": "warehouse.lot",
        "detail": {
            "en": f"{item['number']} {item['name']}",
            "zh": f"{item['number']} {item['name_zh']}",
        },
    }
    assert found[user["id"]]["name"] == user["name"]
    assert found[inspection["id"]]["detail"]["en"] == inspected["number"]
    assert found["sys_console"]["detail"]["zh"] == "控制台"


def test_names_are_told_to_those_who_may_read_what_they_name(door: Door) -> None:
    administrator = door.user("administrator", "administrator")
    me = door.user("keeper_k", "warehouse_keeper")
    ids = f"usr_{me},rol_1,sit_1"
    assert set(door.get(f"/api/names?ids={ids}", "administrator").json) == {f"usr_{me}", "rol_1"}
    # Whoever reads timelines reads there who acted and which role is asked, and no more of them.
    assert set(door.get(f"/api/names?ids={ids}", "keeper_k").json) == {f"usr_{me}", "rol_1"}
    assert door.get("/api/record/people.role/rol_1", "keeper_k").status == 403
    assert set(door.get(f"/api/names?ids=usr_{administrator}", "nobody").json) == set()
    assert door.get("/api/names?ids=usr_1", None).status == 401


def test_too_many_names_at_once_are_refused(living_door: LivingDoor) -> None:
    answer = living_door.get("/api/names?ids=" + ",".join(["lot_1"] * 501))
    assert (answer.status, answer.json["code"]) == (400, "bad_question")
    assert living_door.get("/api/names").json == {}


# --- picking ------------------------------------------------------------------------------------


def test_nothing_said_gives_the_newest(living_door: LivingDoor) -> None:
    newest = records(living_door, "warehouse.lot")[::-1][:20]
    assert [each["id"] for each in picked(living_door, "lot")] == [each["id"] for each in newest]
    assert len(picked(living_door, "lot", limit="3")) == 3


@pytest.mark.parametrize("change", [str, str.lower, str.upper])
def test_the_beginning_of_a_number_comes_first(living_door: LivingDoor, change: Any) -> None:
    lot = next(each for each in records(living_door, "warehouse.lot") if each["origin"] == "made")
    begin = change(lot["number"][:-1])
    found = picked(living_door, "lot", begin)
    assert lot["id"] in {each["id"] for each in found}
    first = found[0]["name"]
    assert first.lower().startswith(begin.lower())
    whole = picked(living_door, "lot", lot["number"])
    assert whole[0]["id"] == lot["id"]


@pytest.mark.clause("China MD GMP 2025 Art. 46(3)")
def test_an_id_a_barcode_and_a_suppliers_number_name_one_thing(living_door: LivingDoor) -> None:
    lots = records(living_door, "warehouse.lot")
    made = next(each for each in lots if each["origin"] == "made")
    item = next(i for i in records(living_door, "items.item") if i["id"] == made["item_id"])
    assert [e["id"] for e in picked(living_door, "lot", made["id"])] == [made["id"]]
    label = f"]d201{item['di']}10{made['number']}"
    assert picked(living_door, "lot", label)[0]["id"] == made["id"]
    assert picked(living_door, "itm", label)[0]["id"] == item["id"]
    received = next(each for each in lots if each.get("supplier_lot"))
    assert picked(living_door, "lot", received["supplier_lot"])[0]["id"] == received["id"]


@pytest.mark.clause("EU GMP Annex 11 §5")
def test_a_damaged_barcode_is_said_to_be_one(living_door: LivingDoor) -> None:
    answer = living_door.get("/api/pick/lot?q=(01)0695")
    assert (answer.status, answer.json["code"]) == (422, "truncated")


def test_things_without_a_number_are_found_by_what_they_belong_to(living_door: LivingDoor) -> None:
    inspection = records(living_door, "inspection.inspection")[0]
    lot = living_door.get(f"/api/record/warehouse.lot/{inspection['lot_id']}").json["record"]
    found = picked(living_door, "ins", lot["number"])
    assert inspection["id"] in {each["id"] for each in found}
    item = living_door.get(f"/api/record/items.item/{lot['item_id']}").json["record"]
    by_name = picked(living_door, "lot", item["name_zh"], limit="100")
    assert lot["id"] in {each["id"] for each in by_name}


def test_any_part_of_a_name_is_enough_where_there_are_few(living_door: LivingDoor) -> None:
    item = next(i for i in records(living_door, "items.item") if len(i["name"]) > 8)
    assert item["id"] in {each["id"] for each in picked(living_door, "itm", item["name"][2:7])}
    assert picked(living_door, "itm", "no such name %_") == []


def test_picking_needs_the_permission_to_read(door: Door) -> None:
    answer = door.get("/api/pick/lot", "nobody")
    assert (answer.status, answer.json["code"]) == (403, "not_permitted")
    assert "“Read: Warehouse”" in answer.json["detail"]
    assert door.get("/api/pick/xyz").status == 404
    assert door.get("/api/pick/lot?limit=x").status == 400
