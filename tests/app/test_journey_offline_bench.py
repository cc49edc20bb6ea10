"""The bench is loaded anew without the line: what is found waits, and so does its judgement."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.kept import IS_KEPT, until
from tests.app.plant_work import done, one, planned_inspection, received
from tests.support.patience import PATIENCE_S

RECORD = "inspection.record_result/1"


def word(inspector: Work, key: str, **values: object) -> str:
    return inspector.word("inspection", key, **values)


def at_bench(
    served: Served, signed_in: SignedIn, language: str, supplier_lot: str
) -> tuple[Work, Any]:
    """An inspector has opened an inspection, and the device keeps it; the open inspection."""
    planned_inspection(served.door, "DV-IVSET")
    lot = received(served.door, "DV-IVSET", "9", supplier_lot)
    work = one(served.door, "inspection.inspection", lot_id=lot)
    inspector = begin(served, signed_in, "inspector", language)
    page = inspector.page
    inspector.go("/bench")
    until(page, IS_KEPT)
    number = one(served.door, "warehouse.lot", id=lot)["number"]
    expect(page.get_by_role("button", name=re.compile(number))).to_be_visible()
    inspector.go(f"/bench/{work['id']}")
    expect(page.get_by_text(word(inspector, "keys"))).to_be_visible()
    # Loaded through what keeps it, as every bench is from its second day on.
    page.reload()
    expect(page.get_by_text(word(inspector, "keys"))).to_be_visible()
    page.wait_for_load_state("networkidle")
    return inspector, work


def shown_without_line(inspector: Work) -> None:
    """The screen says that there is no line, and from when the oldest is that it shows."""
    page = inspector.page
    since = inspector.word("platform", "shown_since", when="@", ago="@").split("@")[0]
    expect(page.get_by_text(inspector.word("platform", "connection_lost"))).to_be_visible()
    expect(page.get_by_text(since)).to_be_visible()


@pytest.mark.clause("EU GMP Annex 11 §16")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_results_wait_for_the_line_and_so_does_their_judgement(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    inspector, work = at_bench(served, signed_in, language, f"OFFB{language}1")
    page = inspector.page
    page.context.set_offline(True)
    page.reload()
    shown_without_line(inspector)
    before = served.door.size

    # Out of its limits, which nobody is told before it is sealed.
    expect(page.get_by_text(word(inspector, "keys"))).to_be_visible()
    page.keyboard.press("p")
    box = page.get_by_role("textbox", name=word(inspector, "value"))
    box.fill("12.5")
    box.press("Enter")
    waits = page.get_by_text(word(inspector, "verdict_waits"))
    expect(waits).to_be_visible()
    outside = page.get_by_text(re.compile(word(inspector, "outside_value", value=".*12")))
    expect(outside).to_have_count(0)
    decision = page.get_by_text(word(inspector, "decide_waiting_other", count=2))
    expect(decision).to_be_visible()
    for way in ("accept", "reject"):
        expect(inspector.button(word(inspector, way))).to_be_disabled()

    # Loaded anew once more: what waits stays in sight and is not entered a second time.
    page.reload()
    expect(decision).to_be_visible()
    cell = page.get_by_role("button", name=re.compile(f": {word(inspector, 'waits')}$"))
    expect(cell).to_have_count(2)
    cell.last.click()
    expect(page.get_by_text(word(inspector, "waits_here"))).to_be_visible()
    expect(box).to_have_count(0)
    assert served.door.size == before

    page.context.set_offline(False)
    results = partial(inspector.records, "inspection.result", inspection_id=work["id"], sort="id")
    inspector.eventually(lambda: len(results()) == 2)
    assert [each["within"] for each in results()] == [True, False]
    expect(page.get_by_text(word(inspector, "decide_outside"))).to_be_visible()
    expect(inspector.button(word(inspector, "accept"))).to_be_disabled()
    expect(inspector.button(word(inspector, "reject"))).to_be_enabled()
    sealed = [each for each in inspector.entries(kind=RECORD, limit=20) if each["seq"] >= before]
    assert len({each["command_id"] for each in sealed}) == len(sealed) == 2
    for each in sealed:
        assert each["entered"] < each["recorded"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_result_that_waited_is_judged_where_it_was_entered(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    inspector, _ = at_bench(served, signed_in, language, f"OFFB{language}2")
    page = inspector.page
    page.context.set_offline(True)
    page.reload()
    expect(page.get_by_text(word(inspector, "keys"))).to_be_visible()
    page.keyboard.press("p")
    box = page.get_by_role("textbox", name=word(inspector, "value"))
    box.fill("12.5")
    box.press("Enter")
    expect(page.get_by_text(word(inspector, "verdict_waits"))).to_be_visible()
    page.context.set_offline(False)
    outside = page.get_by_role("alert").get_by_text(
        re.compile(word(inspector, "outside_value", value=".*12.5"))
    )
    expect(outside).to_be_visible(timeout=PATIENCE_S * 1000)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_decision_waits_for_the_line(served: Served, signed_in: SignedIn, language: str) -> None:
    inspector, work = at_bench(served, signed_in, language, f"OFFB{language}3")
    page = inspector.page
    caliper = one(served.door, "equipment.equipment", code="CAL-01")["id"]
    values = {
        "VIS": {"passed": True},
        "LEN": {"value": "11", "unit": "mm", "equipment_id": caliper},
    }
    results = [
        {
            "characteristic_id": one(
                served.door, "inspection.characteristic", plan_id=work["plan_id"], code=code
            )["id"],
            "sample": 1,
            **found,
        }
        for code, found in values.items()
    ]
    done(
        served.door,
        "inspector",
        "inspection.record_result",
        inspection_id=work["id"],
        results=results,
    )
    ready = page.get_by_text(word(inspector, "decide_ready"))
    expect(ready).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.reload()
    shown_without_line(inspector)
    accept = inspector.button(word(inspector, "accept"))
    accept.click()
    expect(page.get_by_text(inspector.word("terminal", "needs_line"))).to_be_visible()
    assert inspector.record("inspection.inspection", id=work["id"])["state"] == "open"
    page.context.set_offline(False)
    expect(page.get_by_text(inspector.word("platform", "connection_lost"))).to_be_hidden()
    accept.click()
    inspector.eventually(
        lambda: inspector.record("inspection.inspection", id=work["id"])["state"] == "accepted"
    )
