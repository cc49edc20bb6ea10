"""Pages as a browser without scripts sees them."""

import re
from html import unescape
from urllib.parse import quote

import pytest

from lotproof.kernel.permission_labels import permission_label
from lotproof.kernel.registry import COMMANDS
from tests.api.door import PASSWORD, Answer, Door, LivingDoor

OURS = {"origin": "http://testserver"}


def text(page: Answer) -> str:
    return unescape(page.response.text)


def submit(door: Door, path: str, who: str, filled: dict[str, str], **headers: str) -> Answer:
    cookie = {"cookie": f"lotproof_session={door.token(who)}"}
    return door.ask("POST", path, None, data=filled, headers=cookie | OURS | headers)


def test_pages_send_whoever_is_not_signed_in_to_sign_in_and_back(door: Door) -> None:
    door.with_password("auditor", "auditor")
    found = door.get("/about/lot_1?before=3", None)
    assert (found.status, found.headers["location"]) == (
        303,
        "/sign-in?next=%2Fabout%2Flot_1%3Fbefore%3D3",
    )
    given = {"login": "auditor", "password": PASSWORD}
    back = door.ask("POST", found.headers["location"], None, data=given, headers=OURS)
    assert (back.status, back.headers["location"]) == (303, "/about/lot_1?before=3")
    cookie = back.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


@pytest.mark.parametrize("onward", ["https://evil.example", "//evil.example", "/\\evil", "x\n"])
def test_signing_in_leads_nowhere_else(door: Door, onward: str) -> None:
    door.with_password("auditor", "auditor")
    given = {"login": "auditor", "password": PASSWORD}
    path = f"/sign-in?next={quote(onward)}"
    assert door.ask("POST", path, None, data=given, headers=OURS).headers["location"] == "/"


def test_a_wrong_password_is_said_on_the_page(door: Door) -> None:
    given = {"login": "nobody", "password": "x"}
    page = door.ask("POST", "/sign-in", None, data=given, headers=OURS)
    assert page.status == 401
    assert "Login name or password is wrong." in text(page)


def test_a_form_of_a_foreign_page_is_not_taken(door: Door) -> None:
    before = door.size
    foreign = {"origin": "https://evil.example"}
    page = submit(door, "/do/people.define_role/1", "administrator", {}, **foreign)
    assert page.status == 403
    assert door.ask("POST", "/sign-in", None, data={}, headers=foreign).status == 403
    assert door.last().envelope.kind != "people.define_role/1"
    assert door.size >= before


def test_every_permitted_form_opens_and_no_other(living_door: LivingDoor) -> None:
    door = living_door
    for who in ("keeper", "quality", "admin", "engineer"):
        held = set(door.get("/api/session", who).json["permissions"])
        for kind, spec in COMMANDS.items():
            page = door.get(f"/do/{kind}", who)
            assert page.status == (200 if spec.permission in held else 403), (who, kind)
            if page.status == 403:
                assert permission_label(spec.permission).en in text(page)
                assert "Not for you" in text(page)


def test_every_page_speaks_both_languages_and_remembers(living_door: LivingDoor) -> None:
    lot = living_door.get("/api/records/warehouse.lot?origin=made").json["records"][0]["id"]
    paths = ("/", "/do", "/lists", "/status", f"/about/{lot}", "/list/warehouse.lot",
             "/find?text=nothing-here", "/about/usr_1", "/about/itm_1", "/nowhere")  # fmt: skip
    for path in paths:
        joint = "&" if "?" in path else "?"
        chinese = living_door.get(f"{path}{joint}lang=zh")
        assert '<html lang="zh">' in chinese.response.text, path
        assert "lang=zh" in chinese.headers["set-cookie"]
        main = chinese.response.text.partition("<main")[2].partition("</main>")[0]
        assert re.search(r"[\u4e00-\u9fff]", re.sub(r"<[^>]+>", " ", main)), path
        assert '<html lang="en">' in living_door.get(path).response.text
        remembered = living_door.get(path, headers={"cookie": "lang=zh"})
        assert '<html lang="zh">' in remembered.response.text, path


def test_a_unit_page_shows_identity_traces_shipments_and_timeline(living_door: LivingDoor) -> None:
    door = living_door
    line = door.get("/api/records/sales.shipment_line?state=shipped").json["records"][0]
    lot = door.get(f"/api/unit/{line['lot_id']}").json
    page = text(door.get(f"/about/{line['lot_id']}"))
    assert lot["record"]["number"] in page
    assert lot["item"]["name"] in page
    consignee = door.get(f"/api/trace/{line['lot_id']}").json["shipments"][0]["consignee"]
    assert consignee in page
    for node in door.get(f"/api/trace/{line['lot_id']}?direction=backward").json["nodes"]:
        assert f'href="/about/{node["id"]}"' in page
    assert ".tlog-proof" in page
    assert re.search(r"<del>.*?</del> → <ins>", page, flags=re.DOTALL)


def test_every_kind_of_record_has_a_page(living_door: LivingDoor) -> None:
    door = living_door
    for kind in door.get("/api/dictionary").json:
        if kind["of"] != "record" or kind["field"] != "id":
            continue
        records = door.get(f"/api/records/{kind['in']}?limit=1").json["records"]
        for record in records:
            page = door.get(f"/about/{record['id']}")
            assert page.status == 200, (record["id"], text(page)[-600:])


def test_texts_of_people_are_never_markup(door: Door) -> None:
    evil = "<script>alert(1)</script>"
    body = {"login": "evil", "name": evil, "language": "en"}
    user = door.post("people.register_user/1", body, "administrator").json["events"][0]["user_id"]
    for path in ("/list/people.user", f"/about/{user}", "/do/people.set_password/1"):
        page = door.get(path, "administrator" if path.startswith("/do") else "auditor")
        assert evil not in page.response.text, path
    found = door.get(f"/find?text={quote(evil)}")
    assert found.status == 404
    assert evil not in found.response.text


def test_a_form_that_is_refused_says_so_at_its_field_and_is_sealed(door: Door) -> None:
    filled = {"_id": "", "login": "Not A Login", "name": "Somebody", "language": "en"}
    page = submit(door, "/do/people.register_user/1", "administrator", filled)
    assert page.status == 422
    field = re.search(r'<label class="field invalid">.*?</label>', page.response.text, re.DOTALL)
    assert field is not None
    assert 'name="login"' in field[0]
    assert "has the wrong form" in field[0]
    assert 'value="Not A Login"' in page.response.text
    assert door.last().envelope.outcome == "refused"


def test_a_form_that_is_done_shows_its_receipt_and_counts_once(door: Door) -> None:
    form = text(door.get("/do/people.register_user/1", "administrator"))
    found = re.search(r'name="_id" value="([0-9a-f-]{36})"', form)
    assert found is not None
    filled = {"_id": found[1], "login": "new", "name": "Somebody", "language": "zh"}
    page = submit(door, "/do/people.register_user/1", "administrator", filled)
    assert page.status == 200
    assert found[1] in text(page)
    assert door.last().envelope.source == "hand"
    before = door.size
    assert submit(door, "/do/people.register_user/1", "administrator", filled).status == 200
    assert door.size == before


def test_ids_may_be_typed_as_numbers_or_scanned(living_door: LivingDoor) -> None:
    """The item by its device identifier, the place by its code: as a keeper would."""
    door = living_door
    item = next(i for i in door.get("/api/records/items.item").json["records"] if i.get("di"))
    filled = {
        "_scanned": "1",
        "item_id": f"]d201{item['di']}10ANY",
        "location_id": "Q-01",
        "quantity": "5",
        "unit": "pcs",
        "number": "TYPED-1",
    }
    page = submit(door, "/do/warehouse.receive_lot/1", "keeper", filled)
    assert page.status == 200, text(page)
    sealed = door.last(1 if door.last().envelope.cause is None else 2)
    lot = door.get("/api/records/warehouse.lot?number=TYPED-1").json["records"][0]
    assert lot["item_id"] == item["id"]
    assert sealed.envelope.source in ("scan", "reaction")


def test_every_answer_has_the_security_headers(door: Door) -> None:
    for path in ("/sign-in", "/", "/api/session", "/static/app.js", "/nowhere", "/ledger/x"):
        headers = door.get(path, None).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "same-origin"


def test_pages_carry_no_inline_script_or_style(living_door: LivingDoor) -> None:
    for path in ("/", "/do", "/status", "/lists", "/about/lot_1", "/do/warehouse.receive_lot/1"):
        page = living_door.get(path, "keeper").response.text
        assert not re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son[a-z]+=|javascript:", page)


def test_whoever_has_no_role_is_told_what_to_do(door: Door) -> None:
    door.user("nobody")
    assert "Ask whoever assigns roles" in text(door.get("/", "nobody"))
    page = door.get("/list/warehouse.lot", "nobody")
    assert page.status == 403
    assert "“Read: Warehouse”" in text(page)


def test_a_temporary_password_leads_to_the_form_that_changes_it(door: Door) -> None:
    door.with_password("keeper", "warehouse_keeper", is_temporary=True)
    assert door.get("/", "keeper").headers["location"] == "/do/people.change_password/1"
    page = door.get("/do/people.change_password/1", "keeper")
    assert page.status == 200
    assert 'name="current_password"' in text(page)
    filled = {"current_password": PASSWORD, "password": "a much better one 2026"}
    assert submit(door, "/do/people.change_password/1", "keeper", filled).status == 200
