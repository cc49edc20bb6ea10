"""A buyer's day: an order is drafted, somebody else approves it, and the dock expects it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from lotproof.entrypoints.demo import catalogue
from tests.app.conftest import Served, SignedIn
from tests.app.journey import begin, state_label

DRAFT = "purchasing.draft_order/1"
APPROVE = "purchasing.approve_order/1"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_buyer(served: Served, signed_in: SignedIn, language: str) -> None:
    number = f"PO-{language}-7001"
    due = datetime.now(ZoneInfo(catalogue.ZONE)).date() + timedelta(days=9)
    buyer = begin(served, signed_in, "buyer", language)
    buyer.go("/do/purchasing.draft_order/1")
    form = buyer.page.locator("form.command-form")
    form.get_by_label(buyer.field(DRAFT, "number")).fill(number)
    buyer.pick(buyer.field(DRAFT, "supplier_id"), "S-RESIN")
    row = form.get_by_role("group", name=buyer.word("platform", "form_row", row=1))
    buyer.pick(buyer.field(DRAFT, "lines", "item_id"), "RM-PVC", row)
    row.get_by_role("textbox", name=buyer.field(DRAFT, "lines", "quantity")).fill("120")
    row.get_by_role("textbox", name=buyer.field(DRAFT, "lines", "unit_price")).fill("18.5")
    day = row.get_by_label(buyer.field(DRAFT, "lines", "due_on"))
    day.fill(f"{due:%Y-%m-%d}" if language == "zh" else f"{due.day} {due:%b %Y}")
    day.press("Enter")
    row.get_by_role("combobox", name=buyer.field(DRAFT, "lines", "currency")).click()
    buyer.page.get_by_role("option", name=buyer.unit("CNY"), exact=True).click()
    assert buyer.submit() == buyer.entries(kind=DRAFT, limit=1)[0]["seq"]
    order = buyer.record("purchasing.purchase_order", number=number)
    assert order["state"] == "draft"
    (line,) = buyer.records("purchasing.purchase_line", order_id=order["id"])
    assert (line["quantity"], line["unit"], line["due_on"]) == ("120", "kg", f"{due}")

    # Whoever drafted it sees why they cannot approve it; somebody else does.
    buyer.go(f"/record/purchasing.purchase_order/{order['id']}")
    buyer.sees_why_not(APPROVE, order["id"], "buyer")
    approver = begin(served, signed_in, "approver", language)
    approver.go(f"/record/purchasing.purchase_order/{order['id']}")
    approver.follow(APPROVE, order["id"])
    approver.submit()
    approved = approver.record("purchasing.purchase_order", number=number)
    assert (approved["state"], approved["drafted_by"]) == ("approved", order["drafted_by"])
    assert approved["approved_by"] != approved["drafted_by"]

    # The buyer's page has it without being asked to, and the dock expects the goods.
    state = state_label(buyer, "purchasing.purchase_order", "approved")
    expect(buyer.page.get_by_role("heading", level=1).locator("xpath=..")).to_contain_text(state)
    keeper = begin(served, signed_in, "keeper", language)
    keeper.go("/receiving")
    expect(keeper.page.get_by_label(keeper.word("receiving", "scan_label"))).to_be_visible()
    keeper.scan(number)
    expected = keeper.page.get_by_role("group", name=keeper.word("receiving", "lines"))
    expect(expected.get_by_role("button")).to_have_count(1)
    expect(expected.get_by_role("button")).to_contain_text("RM-PVC")
    expect(expected.get_by_role("button")).to_contain_text("120")
