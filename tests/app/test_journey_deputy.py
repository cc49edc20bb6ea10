"""A deputy at terminals: chosen once, said in the header, sealed with what was done, also later."""

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from lotproof.modules.people.vocabulary import UserId
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import cleared_work, done, one, planned_inspection, received
from tests.app.test_pages import violations

if TYPE_CHECKING:
    from playwright.sync_api import Locator

RESULT = "inspection.record_result/1"
READ = "production.record_parameter/1"
LENT = ["inspection.read", "inspection.result.record"]
LENDER, DEPUTY = "inspector", "operator2"


def user(served: Served, login: str) -> str:
    return UserId.text(served.door.users[login])


def lend(served: Served) -> str:
    until = (datetime.now(UTC) + timedelta(hours=3)).isoformat().replace("+00:00", "Z")
    given = done(
        served.door,
        LENDER,
        "people.delegate",
        reason="Training 培训",
        deputy_id=user(served, DEPUTY),
        permissions=LENT,
        valid_until=until,
    )
    return str(given["delegation_id"])


def open_inspection(served: Served, supplier_lot: str) -> Any:
    planned_inspection(served.door, "DV-IVSET")
    lot = received(served.door, "DV-IVSET", "9", supplier_lot)
    return one(served.door, "inspection.inspection", lot_id=lot)


def running_order(served: Served, number: str) -> str:
    order, place = cleared_work(served.door, number)
    at: dict[str, Any] = {"work_order_id": order, "workstation_id": place}
    at |= {"position": 2, "quantity": "10", "unit": "pcs"}
    done(served.door, "operator", "production.start_operation", **at)
    return order


def in_name(deputy: Work) -> "Locator":
    said = re.escape(deputy.word("acting", "in_name"))
    return deputy.page.get_by_role("button", name=re.compile(f"^(user-switch )?{said}"))


def choose(deputy: Work, choice: str) -> None:
    in_name(deputy).click()
    deputy.choose(deputy.page.get_by_role("menuitem", name=choice, exact=True))


def last(deputy: Work, kind: str, subject: str) -> Any:
    (entry,) = deputy.entries(kind=kind, subject=subject, limit=1)
    return entry["actor"], entry["behalf"]


@pytest.mark.clause("21 CFR 11.10(g)")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_deputy_at_terminals(served: Served, signed_in: SignedIn, language: str) -> None:
    both = (user(served, DEPUTY), user(served, LENDER))
    work = open_inspection(served, f"DEP{language}")
    order = running_order(served, f"WO-{language}-7510")
    lent = lend(served)
    deputy = begin(served, signed_in, DEPUTY, language)
    page = deputy.page
    on_behalf = deputy.word("acting", "behalf", name="Huang Ting 黄婷")
    deputy.go(f"/bench/{work['id']}")

    # In one's own name there is nothing to record here.
    expect(page.get_by_text(deputy.word("inspection", "may_not_record"))).to_be_visible()
    choose(deputy, on_behalf)
    expect(in_name(deputy)).to_have_text(on_behalf)
    assert violations(page) == []
    expect(page.get_by_text(deputy.word("inspection", "keys"))).to_be_visible()
    page.wait_for_load_state("networkidle")

    # What waits for the line remembers in whose name it was done.
    page.context.set_offline(True)
    page.keyboard.press("p")
    expect(page.get_by_text(deputy.word("inspection", "verdict_waits"))).to_be_visible()
    choose(deputy, deputy.word("acting", "myself"))
    page.context.set_offline(False)
    deputy.eventually(lambda: deputy.records("inspection.result", inspection_id=work["id"]))
    assert last(deputy, RESULT, work["id"]) == both
    choose(deputy, on_behalf)
    box = page.get_by_role("textbox", name=deputy.word("inspection", "value"))
    box.fill("11")
    box.press("Enter")
    deputy.eventually(
        lambda: len(deputy.records("inspection.result", inspection_id=work["id"])) == 2
    )
    assert last(deputy, RESULT, work["id"]) == both

    # A terminal has the same choice; what was not lent stays one's own.
    deputy.go("/shopfloor")
    page.get_by_role("button", name=re.compile("^ASM1")).click()
    deputy.go(f"/shopfloor/{order}/2")
    expect(in_name(deputy)).to_have_text(on_behalf)
    value = page.get_by_label(deputy.word("shopfloor", "parameter_value"))
    step = deputy.word("shopfloor", "step_parameters")
    page.get_by_role("navigation").get_by_role("button", name=step).click()
    value.fill("171")
    value.press("Enter")
    deputy.eventually(lambda: deputy.records("production.reading", work_order_id=order))
    assert last(deputy, READ, order) == (both[0], None)

    # It outlives a reload, and it is said when the deputyship is over.
    page.reload()
    expect(in_name(deputy)).to_have_text(on_behalf)
    done(served.door, LENDER, "people.end_delegation", reason="Back 返岗", delegation_id=lent)
    page.reload()
    expect(page.get_by_text(deputy.word("acting", "in_name_ended"))).to_be_visible()
    expect(in_name(deputy)).to_have_count(0)


def test_who_is_nobodys_deputy_is_not_asked(served: Served, signed_in: SignedIn) -> None:
    keeper = begin(served, signed_in, "keeper", "en")
    keeper.go("/receiving")
    expect(keeper.page.get_by_label(keeper.word("receiving", "scan_label"))).to_be_visible()
    keeper.page.wait_for_load_state("networkidle")
    expect(in_name(keeper)).to_have_count(0)
