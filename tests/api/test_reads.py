"""GET /api/…: lists, records now and then, timelines, traces; nothing is sealed by looking."""

from typing import Any
from urllib.parse import quote

import pytest

from lotproof.derive.openapi import read_permission
from lotproof.kernel.permission_labels import permission_label
from lotproof.kernel.record import RECORDS
from lotproof.modules.traceability.queries import UNIT_PREFIXES
from tests.api.door import Door, LivingDoor

AUDITOR = "auditor"


def lots(door: Door, **filters: str) -> list[dict[str, Any]]:
    query = "&".join(f"{name}={quote(value)}" for name, value in filters.items())
    found: list[dict[str, Any]] = door.get(f"/api/records/warehouse.lot?limit=1000&{query}").json[
        "records"
    ]
    return found


def test_no_read_seals_anything(living_door: LivingDoor) -> None:
    door = living_door
    door.token(AUDITOR)
    door.token("keeper")
    made = lots(door, origin="made")[0]["id"]
    command = door.last().envelope.id
    before = door.size
    paths = [
        *(f"/api/records/{kind}" for kind in sorted(RECORDS)),
        f"/api/record/warehouse.lot/{made}",
        f"/api/record/warehouse.lot/{made}?as_of={before}",
        f"/api/timeline/{made}",
        f"/api/trace/{made}",
        f"/api/trace/{made}?direction=backward",
        f"/api/unit/{made}",
        f"/api/scan?text={made}",
        f"/api/receipts/{command}",
        f"/api/names?ids={made},usr_1",
        "/api/pick/lot",
        f"/api/possible/{made}",
        "/api/inbox",
        f"/api/entries?subject={made}",
        "/api/entries/0",
        f"/api/proofs/{command}",
        "/api/ledger",
        "/api/session",
        "/api/openapi.json",
        "/api/dictionary",
        "/ledger/checkpoint",
        "/ledger/tile/0/000",
        "/ledger/tile/entries/000",
        "/",
        "/do",
        "/lists",
        "/status",
        f"/about/{made}",
        "/list/warehouse.lot",
        f"/find?text={made}",
    ]
    for path in paths:
        found = door.get(path)
        assert found.status in (200, 303), (path, found.response.text[:300])
        # Looking without permission, at nothing, or wrongly, leaves nothing behind either.
        for twisted in (f"{path}x", f"{path}?bogus=1", f"{path}?as_of=never"):
            assert door.get(twisted, "keeper").status < 500, twisted
    assert door.size == before


def test_every_list_needs_its_modules_permission(door: Door) -> None:
    door.user("nobody")
    for kind in sorted(RECORDS):
        found = door.get(f"/api/records/{kind}", "nobody")
        assert (found.status, found.json["code"]) == (403, "not_permitted"), kind
        assert permission_label(read_permission(kind)).en in found.json["detail"]
        assert door.get(f"/api/records/{kind}", None).status == 401


def test_every_kind_can_be_listed_sorted_and_searched(living_door: LivingDoor) -> None:
    for name, kind in sorted(RECORDS.items()):
        for query in (f"sort={kind.key[0]}", f"sort=-{kind.key[0]}", "search=a%25_%27", "limit=1"):
            found = living_door.get(f"/api/records/{name}?{query}")
            assert found.status == 200, (name, query, found.json)


def test_no_list_shows_a_secret(living_door: LivingDoor) -> None:
    records = living_door.get("/api/records/people.credential").json["records"]
    assert records
    assert all("password_hash" not in each for each in records)
    for query in ("password_hash=x", "sort=password_hash"):
        assert living_door.get(f"/api/records/people.credential?{query}").status == 400


def test_lists_filter_sort_and_page(living_door: LivingDoor) -> None:
    door = living_door
    every = lots(door)
    made = lots(door, origin="made")
    assert {each["origin"] for each in made} == {"made"}
    assert [each["id"] for each in made] == [e["id"] for e in every if e["origin"] == "made"]

    numbers = [each["number"] for each in lots(door, sort="-number")]
    assert numbers == sorted((each["number"] for each in every), reverse=True)

    page = door.get("/api/records/warehouse.lot?limit=3&offset=2").json
    assert [each["id"] for each in page["records"]] == [each["id"] for each in every[2:5]]
    assert (page["total"], page["offset"]) == (len(every), 2)

    bounds = {"made_on.min": "2026-01-01", "made_on.max": "9999-12-31"}
    assert all(each["made_on"] >= "2026-01-01" for each in lots(door, **bounds))
    item = made[0]["item_id"]
    assert {each["item_id"] for each in lots(door, item_id=item)} == {item}
    found = lots(door, search=made[0]["number"][-4:].lower())
    assert made[0]["id"] in {each["id"] for each in found}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("nonsense=1", "bad_filter"), ("state=shiny", "bad_filter"),
        ("sort=nonsense", "bad_filter"), ("item_id=lot_1", "bad_filter"),
        ("state.like=x", "bad_filter"), ("holds=1e9", "bad_filter"), ("holds=٣", "bad_filter"),
        ("limit=-1", "bad_question"), ("limit=x", "bad_question"),
        ("offset=99999999999999999999", "bad_question"), ("expires_on=tomorrow", "bad_filter"),
    ],
)  # fmt: skip
def test_a_wrong_question_is_answered_in_both_languages(
    living_door: LivingDoor, query: str, code: str
) -> None:
    path = f"/api/records/warehouse.lot?{query}"
    english = living_door.get(path)
    chinese = living_door.get(path, headers={"accept-language": "zh"})
    assert (english.status, english.json["code"]) == (400, code)
    assert any("\u4e00" <= ch <= "\u9fff" for ch in chinese.json["detail"])


@pytest.mark.clause("China MD GMP 2025 Art. 45")
def test_a_record_is_what_it_is_and_as_of_then_what_it_was(living_door: LivingDoor) -> None:
    door = living_door
    released = lots(door, state="released", origin="received")[0]
    story = door.get(f"/api/timeline/{released['id']}?limit=1000").json["events"]
    release = next(e for e in story if e["kind"] == "warehouse.release_lot/1")

    def state(moment: object) -> str:
        path = f"/api/record/warehouse.lot/{released['id']}?as_of={quote(str(moment))}"
        found: str = door.get(path).json["record"]["state"]
        return found

    assert state(release["seq"]) == "quarantined"
    assert state(release["seq"] + 1) == "released"
    assert state(release["recorded"]) == "released"
    assert state(story[-1]["recorded"]) == "quarantined"
    now = door.get(f"/api/record/warehouse.lot/{released['id']}").json["record"]
    assert now == released
    assert door.get(f"/api/record/warehouse.lot/{released['id']}?as_of=0").status == 404


def test_every_record_now_is_its_record_as_of_now(living_door: LivingDoor) -> None:
    for kind in ("warehouse.lot", "items.item", "parties.party", "production.work_order"):
        for record in living_door.get(f"/api/records/{kind}?limit=1000").json["records"]:
            path = f"/api/record/{kind}/{record['id']}?as_of=999999"
            assert living_door.get(path).json["record"] == record


@pytest.mark.clause("EU GMP Annex 11 §9")
@pytest.mark.clause("China MD GMP 2025 Art. 45")
def test_a_timeline_says_what_changed_from_what_to_what_and_why(living_door: LivingDoor) -> None:
    door = living_door
    released = lots(door, state="released", origin="received")[0]["id"]
    story = door.get(f"/api/timeline/{released}?limit=1000").json["events"]
    assert [e["seq"] for e in story] == sorted((e["seq"] for e in story), reverse=True)
    release = next(e for e in story if e["kind"] == "warehouse.release_lot/1")
    change = next(c for c in release["changes"] if c["record"] == "warehouse.lot")
    assert change["set"]["state"] == ["quarantined", "released"]
    assert release["label"] == {"en": "Release lot", "zh": "放行批"}
    assert any(released in line["en"] for line in release["said"])
    older = door.get(f"/api/timeline/{released}?limit=2&before={story[1]['seq']}").json["events"]
    assert [e["seq"] for e in older] == [e["seq"] for e in story[2:4]]


@pytest.mark.parametrize("where", ["timeline/{lot}?limit=1000", "entries?subject={lot}&limit=200"])
def test_an_amount_that_changed_stands_with_its_unit(living_door: LivingDoor, where: str) -> None:
    lot = lots(living_door, state="released", origin="received")[0]
    answer = living_door.get("/api/" + where.format(lot=lot["id"])).json
    changes = [
        change
        for entry in answer.get("events") or answer["entries"]
        for change in entry["changes"]
        if change["record"] == "warehouse.stock" and "set" in change
    ]
    assert changes
    for change in changes:
        assert change["beside"] == {"unit": lot["unit"]}, change


def test_a_timeline_of_somebody_needs_the_permission_to_read_people(
    living_door: LivingDoor,
) -> None:
    assert living_door.get("/api/timeline/usr_1", "keeper").status == 403
    assert living_door.get("/api/timeline/usr_1", AUDITOR).status == 200


def test_what_a_lot_became_and_what_it_came_from_agree(living_door: LivingDoor) -> None:
    door = living_door
    made = lots(door, origin="made")[0]
    backward = door.get(f"/api/trace/{made['id']}?direction=backward").json
    assert backward["nodes"]
    for node in backward["nodes"]:
        forward = door.get(f"/api/trace/{node['id']}").json
        reached = {each["id"]: each for each in forward["nodes"]}
        assert made["id"] in reached
        assert reached[made["id"]]["number"] == made["number"]


def test_a_trace_names_units_items_and_consignees(living_door: LivingDoor) -> None:
    door = living_door
    line = door.get("/api/records/sales.shipment_line?state=shipped").json["records"][0]
    backward = door.get(f"/api/trace/{line['lot_id']}?direction=backward").json
    material = backward["nodes"][-1]["id"]

    forward = door.get(f"/api/trace/{material}").json

    assert forward["count"] == len(forward["nodes"])
    assert forward["is_complete"] is True
    assert {n["id"].partition("_")[0] for n in forward["nodes"]} <= UNIT_PREFIXES
    assert all({"unit", "state", "level", "exact"} <= set(node) for node in forward["nodes"])
    got = {each["line_id"]: each for each in forward["shipments"]}
    assert got[line["id"]]["lot_id"] == line["lot_id"]
    assert got[line["id"]]["consignee"]


def test_a_trace_may_start_with_a_number_or_a_barcode(living_door: LivingDoor) -> None:
    door = living_door
    made = lots(door, origin="made")[0]
    item = door.get(f"/api/record/items.item/{made['item_id']}").json["record"]
    scanned = f"]d201{item['di']}10{made['number']}"
    for text in (made["number"], made["id"], scanned, f"  {made['number']}\r\n"):
        found = door.get(f"/api/scan?text={quote(text)}")
        assert found.json == {"subject": made["id"]}, text
    assert door.get(f"/api/trace/{made['number']}").json["subject"] == made["id"]


def test_a_code_says_its_parts_though_its_lot_is_not_here_yet(living_door: LivingDoor) -> None:
    door = living_door
    item = next(
        each for each in door.get("/api/records/items.item").json["records"] if "di" in each
    )
    scanned = f"]d201{item['di']}17301231" + "10NEW-1\x1d" + "37777"

    said = door.get(f"/api/carrier?text={quote(scanned)}").json

    assert (said["item_id"], said["lot"], said["expires_on"]) == (item["id"], "NEW-1", "2030-12-31")
    assert (said["quantity"], said["subject"]) == (777, None)
    plain = door.get(f"/api/carrier?text={quote(item['number'])}").json
    assert (plain["kind"], plain["item_id"], plain["subject"]) == ("plain", item["id"], item["id"])
    assert door.get("/api/carrier?text=nothing-like-it").json["item_id"] is None


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/api/carrier?text=%5Dd20106948000000017", 422, "bad_check_digit"),
        ("/api/scan?text=nothing-like-it", 404, "nothing_called_that"),
        ("/api/scan?text=", 422, "empty"),
        ("/api/scan?text=%5Dd20106948000000017", 422, "bad_check_digit"),
        ("/api/scan?text=%5Dd20112345678901231", 404, "unknown_device_identifier"),
        ("/api/trace/itm_1", 422, "not_traceable"),
        ("/api/trace/lot_999999999", 404, "nothing_called_that"),
        ("/api/trace/lot_1?direction=sideways", 400, "bad_question"),
        ("/api/timeline/nonsense", 400, "bad_question"),
        ("/api/timeline/lot_-1", 400, "bad_question"),
        ("/api/record/warehouse.lot/lot_999999999", 404, "nothing_called_that"),
        ("/api/record/warehouse.lot/itm_1", 400, "bad_filter"),
        ("/api/record/warehouse.lot/x%00y", 400, "bad_filter"),
        ("/api/record/no.kind/x", 404, "no_such_kind"),
        ("/api/records/no.kind", 404, "no_such_kind"),
        ("/api/record/warehouse.lot/lot_1?as_of=yesterday", 400, "bad_question"),
        ("/api/receipts/no-uuid", 400, "bad_question"),
        ("/api/proofs/00000000-0000-4000-8000-000000000000", 404, "not_sealed"),
        ("/api/nowhere", 404, "not_found"),
    ],
)
def test_what_cannot_be_answered_is_said_with_a_code(
    living_door: LivingDoor, path: str, status: int, code: str
) -> None:
    found = living_door.get(path)
    assert (found.status, found.json["code"]) == (status, code), found.json
    assert found.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail"} <= set(found.json)


def test_a_receipt_is_read_by_its_sender_and_by_who_may_read_the_ledger(door: Door) -> None:
    body = {"login": "new", "name": "New", "language": "en"}
    command = door.post("people.register_user/1", body, "administrator").json["id"]
    mine = door.get(f"/api/receipts/{command}", "administrator")
    assert (mine.status, mine.json["kind"]) == (200, "people.register_user/1")
    assert door.get(f"/api/receipts/{command}", "auditor").status == 200
    assert door.get(f"/api/receipts/{command}", "warehouse_keeper").status == 403


def test_both_kinds_of_database_list_alike(either_door: Door) -> None:
    door = either_door
    for login in ("one", "two", "three_", "threes"):
        door.user(login)
    found = door.get("/api/records/people.user?sort=-login&search=T").json["records"]
    assert [each["login"] for each in found] == ["two", "threes", "three_", "auditor"]
    exact = door.get("/api/records/people.user?search=three_").json["records"]
    assert [each["login"] for each in exact] == ["three_"]
    assert door.get("/api/records/people.user?search=%25").json["records"] == []
    role = door.get("/api/records/people.role?code=auditor").json["records"]
    assert len(role) == 1
    granted = door.get(f"/api/records/people.grant?is_granted=true&role_id={role[0]['id']}").json
    assert granted["total"] == len(granted["records"]) == 1
