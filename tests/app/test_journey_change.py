"""A change of a process parameter: signed, carried out, effective; old orders keep their own."""

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import done, one, signed_done

BEGIN = "changes.begin_implementation/1"
TITLE = "Narrower sealing temperature"


def planned(work: Work) -> str:
    """A new work order of the device; the id of the routing that it froze."""
    item = one(work.door, "items.item", number="DV-IVSET")["id"]
    made = done(
        work.door,
        "planner2",
        "production.plan_work_order",
        item_id=item,
        quantity="10",
        unit="pcs",
        purpose="trial",
    )
    order = one(work.door, "production.work_order", id=made["work_order_id"])
    return str(order["routing_id"])


@pytest.mark.clause("ISO 13485 §7.3.9")
def test_change(served: Served, signed_in: SignedIn) -> None:
    planner = begin(served, signed_in, "planner", "zh")
    waiting = planner.records("changes.order", state="assessed")
    order = next(each for each in waiting if each["title"].startswith(TITLE))
    (listed,) = planner.records("changes.changed_object", change_order_id=order["id"])
    assert planned(planner) == listed["current"]

    # What waits for the planner's signature leads to its form; the page shows what differs.
    planner.go(f"/changes/{order['id']}")
    expect(planner.page.get_by_text("T-SEAL")).to_be_visible()
    planner.go("/approvals")
    planner.page.get_by_role("row").or_(planner.page.get_by_role("listitem")).filter(
        has_text=order["number"]
    ).get_by_role("link", name=planner.word("changes", "sign")).click()
    form = planner.page.locator("form.command-form")
    form.get_by_text(planner.word("platform", "yes"), exact=True).click()
    form.locator("button[type=submit]").click()
    planner.sign("planner")
    expect(planner.page.locator(".receipt")).to_be_visible()
    assert planner.record("changes.order", id=order["id"])["state"] == "approved"

    # The engineer carries it out; somebody else makes the version effective.
    engineer = begin(served, signed_in, "engineer", "en")
    engineer.go(f"/changes/{order['id']}")
    engineer.follow(BEGIN, order["id"])
    engineer.submit()
    assert engineer.record("changes.order", id=order["id"])["state"] == "implementing"
    make_effective = "items.make_routing_effective/1"
    signed_done(served.door, "engineer2", make_effective, routing_id=listed["proposed"])

    # A new work order is made by it; the orders before keep what they began with.
    assert planned(engineer) == listed["proposed"]
    assert engineer.records("production.work_order", routing_id=listed["current"])
