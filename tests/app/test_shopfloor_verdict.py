"""A value outside its limits is not passed by, though it was the last thing to be read."""

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import begin
from tests.app.plant_work import cleared_work, done, issued

PARTS = {"RM-PVC": "1", "CP-CANN": "10", "CP-CHAMB": "10", "PK-POUCH": "10", "PK-LABEL": "10"}


def running(served: Served, number: str) -> str:
    """An order whose first operation has everything but its parameter; the order's id."""
    door = served.door
    order, place = cleared_work(door, number)
    at: dict[str, Any] = {"work_order_id": order, "workstation_id": place}
    lines = []
    for part, quantity in PARTS.items():
        lot = issued(door, order, part, quantity)
        used = "0.12" if part == "RM-PVC" else quantity
        lines.append({"lot_id": lot["id"], "quantity": used, "unit": lot["unit"]})
    at |= {"position": 2, "quantity": "10", "unit": "pcs"}
    done(door, "operator", "production.start_operation", **at)
    done(
        door,
        "operator",
        "production.consume_material",
        work_order_id=order,
        position=2,
        lines=lines,
    )
    return order


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_value_outside_stays_in_sight(served: Served, signed_in: SignedIn, language: str) -> None:
    order = running(served, f"WO-{language}-7350")
    operator = begin(served, signed_in, "operator", language)
    page = operator.page
    operator.go("/shopfloor")
    page.get_by_role("button", name=re.compile("^ASM1")).click()
    operator.go(f"/shopfloor/{order}/2")
    box = page.get_by_label(operator.word("shopfloor", "parameter_value"))
    box.fill("120")
    box.press("Enter")
    outside = operator.word("shopfloor", "verdict_outside", value="@").split("@")[0]
    verdict = page.get_by_role("alert").get_by_text(re.compile(f"{outside}.*120"))
    expect(verdict).to_be_visible()
    operator.eventually(lambda: operator.records("production.reading", work_order_id=order))
    page.wait_for_timeout(1500)  # the plant's news have come, and moved nothing
    expect(verdict).to_be_visible()
    steps = page.get_by_role("navigation")
    bad = operator.word("shopfloor", "step_outside")
    expect(steps.get_by_role("button", name=re.compile(bad))).to_be_visible()
    expect(box).to_be_visible()

    # A second one, within: the step is good, and the count comes next.
    box.fill("175")
    box.press("Enter")
    expect(steps.get_by_role("button", name=re.compile(bad))).to_be_hidden()
    expect(page.get_by_label(operator.word("shopfloor", "good"), exact=True)).to_be_visible()
    within = operator.word("shopfloor", "verdict_within", value="@").split("@")[0]
    expect(page.get_by_text(re.compile(f"{within}.*175"))).to_be_visible()
