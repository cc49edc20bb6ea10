"""An inspector's day: what is seen and measured is sealed before it is judged, then decided."""

import re
from functools import partial

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import one, planned_inspection, received

VALUES = {"accept": ("11.2", "within"), "reject": ("12.5", "outside_value")}
STATES = {"accept": "accepted", "reject": "rejected"}


def word(inspector: Work, key: str, **values: object) -> str:
    return inspector.word("inspection", key, **values)


@pytest.mark.parametrize("decision", ["accept", "reject"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_inspector(served: Served, signed_in: SignedIn, language: str, decision: str) -> None:
    planned_inspection(served.door, "DV-IVSET")
    lot_id = received(served.door, "DV-IVSET", "9", f"INS{language}{decision}")
    lot = one(served.door, "warehouse.lot", id=lot_id)
    inspector = begin(served, signed_in, "inspector", language)
    page = inspector.page
    inspector.go("/bench")
    expect(page.get_by_role("button", name=re.compile(lot["number"]))).to_be_visible()
    inspector.scan(lot["number"])
    work = inspector.record("inspection.inspection", lot_id=lot_id)
    expect(page).to_have_url(re.compile(f"/bench/{work['id']}$"))
    accept = inspector.button(word(inspector, "accept"))
    expect(accept).to_be_disabled()

    # Looked at by one key; measured with the caliper that is chosen.
    expect(page.get_by_text(word(inspector, "keys"))).to_be_visible()
    page.keyboard.press("p")
    value, verdict = VALUES[decision]
    box = page.get_by_role("textbox", name=word(inspector, "value"))
    expect(box).to_be_visible()
    results = partial(inspector.records, "inspection.result", inspection_id=work["id"], sort="id")
    inspector.eventually(results)
    assert [each["passed"] for each in results()] == [True]
    page.get_by_role("combobox", name=word(inspector, "instrument")).click()
    inspector.choose(page.locator(".ant-select-item-option:visible", has_text="CAL-01"))
    box.fill(value)
    box.press("Enter")
    said = word(inspector, verdict, value="@").split("@")[0]
    expect(page.get_by_text(re.compile(f"{said}.*{re.escape(value)}"))).to_be_visible()
    inspector.eventually(lambda: len(results()) == 2)
    _, measured = results()
    assert (measured["value"], measured["within"]) == (value, decision == "accept")
    assert measured["equipment_id"] == one(served.door, "equipment.equipment", code="CAL-01")["id"]

    # Out of limits there is only one way.
    if decision == "reject":
        expect(accept).to_be_disabled()
        inspector.button(word(inspector, "reject")).click()
        sure = page.get_by_role("dialog")
        inspector.choose(sure.get_by_role("button", name=word(inspector, "reject")))
    else:
        accept.click()
    inspector.eventually(
        lambda: (
            inspector.record("inspection.inspection", lot_id=lot_id)["state"] == STATES[decision]
        )
    )
    expect(page.get_by_text(re.compile(word(inspector, STATES[decision], who="")))).to_be_visible()
    state = "quarantined" if decision == "accept" else "rejected"
    assert one(served.door, "warehouse.lot", id=lot_id)["state"] == state
