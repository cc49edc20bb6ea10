"""What a person at a bench does, in a real browser, with a keyboard and a wedge scanner."""

import re
from typing import TYPE_CHECKING, Any

from playwright.sync_api import expect

from lotproof.ledger.proof import parse_proof
from tests.web.conftest import Site, sign_in

if TYPE_CHECKING:
    from playwright.sync_api import Page


def made_device(site: Site) -> tuple[dict[str, Any], dict[str, Any]]:
    """A shipped device lot and its item."""
    line = site.door.get("/api/records/sales.shipment_line?state=shipped").json["records"][0]
    lot = site.door.get(f"/api/record/warehouse.lot/{line['lot_id']}").json["record"]
    item = site.door.get(f"/api/record/items.item/{lot['item_id']}").json["record"]
    return lot, item


def wedge(page: "Page", text: str) -> None:
    """Type as a scanner does: GS as Ctrl+], Enter at the end."""
    first, *rest = text.split("\x1d")
    page.keyboard.type(first)
    for part in rest:
        page.keyboard.press("Control+]")
        page.keyboard.type(part)
    page.keyboard.press("Enter")


def test_a_scanned_label_leads_to_its_lot_and_what_it_came_from(page: "Page", site: Site) -> None:
    lot, item = made_device(site)
    sign_in(page, "keeper")
    expect(page.locator(".find.large input")).to_be_focused()

    wedge(page, f"]d201{item['di']}10{lot['number']}\x1d17290101")

    page.wait_for_url(f"**/about/{lot['id']}")
    expect(page.locator("h1")).to_have_text(lot["number"])
    expect(page.get_by_role("heading", name=re.compile("What it came from"))).to_be_visible()
    sources = site.door.get(f"/api/trace/{lot['id']}?direction=backward").json["nodes"]
    for node in sources:
        expect(page.locator(f"td a[href='/about/{node['id']}']").first).to_be_attached()
    expect(page.locator(".demonstration")).to_contain_text("DEMONSTRATION 演示")


def test_the_language_changes_at_once_and_stays(page: "Page", site: Site) -> None:
    lot, _ = made_device(site)
    sign_in(page, "quality")
    page.goto(f"/about/{lot['id']}")
    page.locator("[data-language]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh")
    expect(page.get_by_role("heading", name="时间线")).to_be_visible()
    page.goto("/do")
    expect(page.get_by_role("heading", name="您可执行的操作")).to_be_visible()
    page.locator("[data-language]").click()
    expect(page.get_by_role("heading", name="What you may do")).to_be_visible()


def test_a_delivery_is_received_by_keyboard_and_scanner(page: "Page", site: Site) -> None:
    _, item = made_device(site)
    sign_in(page, "keeper")
    page.goto("/do/warehouse.receive_lot/1")
    expect(page.locator("[name=item_id]")).to_be_focused()

    # The scanner's Enter goes to the next field and does not send the form.
    wedge(page, f"]d201{item['di']}10WEB-1")
    expect(page.locator("[name=location_id]")).to_be_focused()
    wedge(page, "Q-01")
    page.keyboard.type("12")
    page.locator("[name=unit]").select_option("pcs")
    page.locator("[name=number]").fill("WEB-1")
    page.get_by_role("button", name="Receive lot").click()

    expect(page.get_by_role("status")).to_contain_text("Recorded")
    lot = site.door.get("/api/records/warehouse.lot?number=WEB-1").json["records"][0]
    assert lot["item_id"] == item["id"]
    expect(page.locator(f"a[href='/about/{lot['id']}']").first).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Proof (.tlog-proof)").click()
    assert parse_proof(download.value.path().read_text()).index > 0


def test_a_refusal_stands_at_its_field_with_what_was_typed(page: "Page") -> None:
    sign_in(page, "keeper")
    page.goto("/do/warehouse.receive_lot/1")
    page.locator("[name=item_id]").fill("no such item")
    page.locator("[name=location_id]").fill("Q-01")
    page.locator("[name=quantity]").fill("1,5")
    page.locator("[name=unit]").select_option("kg")
    page.get_by_role("button", name="Receive lot").click()
    expect(page.get_by_role("alert").first).to_contain_text("cannot be used")
    expect(page.locator("[name=item_id]")).to_be_focused()
    expect(page.locator("[name=item_id]")).to_have_value("no such item")
    expect(page.locator("label.invalid [name=quantity]")).to_have_value("1,5")
    expect(page.get_by_text("This refusal is recorded")).to_be_visible()


def test_a_slash_goes_to_the_search_box_from_anywhere(page: "Page", site: Site) -> None:
    lot, _ = made_device(site)
    sign_in(page, "auditor")
    page.goto("/status")
    page.keyboard.press("/")
    page.keyboard.type(lot["number"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/about/{lot['id']}")


def test_rows_of_a_list_can_be_added(page: "Page") -> None:
    sign_in(page, "buyer")
    page.goto("/do/purchasing.draft_order/1")
    rows = page.locator(".rows .row")
    before = rows.count()
    page.get_by_role("button", name=re.compile("Add a row")).click()
    expect(rows).to_have_count(before + 1)
    names = page.locator(".rows .row [name]").evaluate_all("all => all.map(each => each.name)")
    assert len(names) == len(set(names))
    assert any(f"[{before}]" in name for name in names)


def test_signing_out_leaves_nothing_open(page: "Page") -> None:
    sign_in(page, "auditor")
    page.locator(".who summary").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    page.goto("/lists")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_pages_fit_a_phone(page: "Page", site: Site) -> None:
    lot, _ = made_device(site)
    sign_in(page, "keeper")
    page.set_viewport_size({"width": 390, "height": 800})
    for path in ("/", f"/about/{lot['id']}", "/do/warehouse.receive_lot/1", "/status", "/lists"):
        page.goto(path)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{path} is {overflow} px wider than the screen"
