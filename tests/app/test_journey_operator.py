"""An operator's day: a cleared line, material by scan, a value out of limits, a balanced count."""

import re

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import issued, one, released_work

CLEAR = "production.clear_line/1"


def word(operator: Work, key: str, **values: object) -> str:
    return operator.word("shopfloor", key, **values)


def step(operator: Work, key: str) -> None:
    """One of the steps of the operation, chosen at its side."""
    steps = operator.page.get_by_role("navigation")
    steps.get_by_role("button", name=word(operator, f"step_{key}")).click()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_operator(served: Served, signed_in: SignedIn, language: str) -> None:
    number = f"WO-{language}-7200"
    order = released_work(served.door, number, "DV-IVSET", "10")
    lot = issued(served.door, order, "RM-PVC", "1")
    operator = begin(served, signed_in, "operator", language)
    operator.go("/shopfloor")
    operator.page.get_by_role("button", name=re.compile("^ASM1")).click()
    expect(operator.page.get_by_label(word(operator, "scan_order"))).to_be_visible()
    expect(operator.page.get_by_role("button", name=re.compile(number)).first).to_be_visible()
    operator.scan(number)
    expect(operator.page).to_have_url(re.compile(f"/shopfloor/{order}/"))

    clear_line(operator, order)
    operator.button(word(operator, "output_do")).click()
    start(operator, order)
    consume(operator, order, lot["number"])
    read_parameter(operator, order)
    finish(operator, order)


def clear_line(operator: Work, order: str) -> None:
    questions = ("products_removed", "materials_removed", "labels_removed", "documents_removed")
    for question in (*questions, "is_clean"):
        about = operator.page.get_by_role("group", name=operator.field(CLEAR, question))
        about.get_by_role("button", name=word(operator, "clear_yes")).click()
    operator.button(word(operator, "clear_do")).click()
    expect(operator.button(word(operator, "output_do"))).to_be_visible()
    cleared = operator.record("production.line_clearance", work_order_id=order)
    assert cleared["is_cleared"]


def start(operator: Work, order: str) -> None:
    machines = operator.page.get_by_role("group", name=word(operator, "machine"))
    machines.get_by_role("button", name=re.compile("^EXT-01")).click()
    operator.button(word(operator, "start_do")).click()
    box = operator.page.get_by_role("textbox", name=word(operator, "material_scan"))
    expect(box).to_be_visible()
    run = operator.record("production.operation_run", work_order_id=order)
    assert run["quantity"] == "10"
    assert run["equipment_id"] == one(operator.door, "equipment.equipment", code="EXT-01")["id"]


def consume(operator: Work, order: str, number: str) -> None:
    """Another lot is refused before anything is recorded; the one at the order goes in."""
    lots = operator.records("warehouse.lot", state="released", limit=200)
    other = next(each["number"] for each in lots if each["number"] != number)
    operator.scan(other)
    alarm = operator.page.get_by_role("alert")
    expect(alarm).to_contain_text(word(operator, "material_wrong"))
    expect(alarm).to_contain_text(number)
    assert operator.records("production.consumption", work_order_id=order) == []
    operator.scan(number)
    operator.button(word(operator, "material_do")).click()
    operator.eventually(lambda: operator.records("production.consumption", work_order_id=order))
    assert operator.record("production.consumption", work_order_id=order)["quantity"] == "0.12"


def read_parameter(operator: Work, order: str) -> None:
    """A value out of limits is sealed all the same, and said so; then one within."""
    step(operator, "parameters")
    for value, verdict in (("200", "outside"), ("175", "within")):
        box = operator.page.get_by_label(word(operator, "parameter_value"))
        box.fill(value)
        box.press("Enter")
        said = word(operator, f"verdict_{verdict}", value="@").split("@")[0]
        expect(operator.page.get_by_text(re.compile(f"{said}.*{value}"))).to_be_visible()
    readings = operator.records("production.reading", work_order_id=order, sort="id")
    told = [(each["value"], each["verdict"]) for each in readings]
    assert told[1] == ("175", "within")
    assert (told[0][0], told[0][1] != "within") == ("200", True)


def finish(operator: Work, order: str) -> None:
    step(operator, "finish")
    operator.page.get_by_label(word(operator, "good"), exact=True).fill("9")
    scrap = operator.page.get_by_label(word(operator, "scrap"), exact=True)
    scrap.fill("2")
    done = operator.button(word(operator, "finish_do"))
    expect(done).to_be_disabled()
    scrap.fill("1")
    expect(operator.page.get_by_text(word(operator, "balance_good"))).to_be_visible()
    done.click()
    operator.eventually(
        lambda: operator.record("production.operation_run", work_order_id=order).get("good") == "9"
    )
    assert operator.record("production.operation_run", work_order_id=order)["scrapped"] == "1"
