"""A first article in a browser: whoever made it may not decide, another sends it back, then not."""

import re
from functools import partial
from typing import Any

import pytest
from playwright.sync_api import expect

from lotproof.modules.people.vocabulary import UserId
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import CLEAR, done, one, released_work

TURNING, CHECK = 2, 3


def turning(served: Served, number: str) -> str:
    """An order whose first screws are turned; its id."""
    door = served.door
    order = released_work(door, number, "DV-SCREW", "4")
    place = one(door, "sites.workstation", code="CNC1")["id"]
    clear: dict[str, Any] = dict.fromkeys(CLEAR, True)
    at: dict[str, Any] = {"work_order_id": order, "workstation_id": place}
    done(door, "operator", "production.clear_line", **at, **clear, position=1)
    done(door, "operator", "production.open_output", work_order_id=order)
    run: dict[str, Any] = {"position": TURNING, "quantity": "4", "unit": "pcs"}
    done(door, "operator", "production.start_operation", **at, **run)
    return order


def at_operation(work: Work, order: str) -> None:
    work.go("/shopfloor")
    everywhere = work.word("shopfloor", "station_all")
    work.page.get_by_role("button", name=re.compile(f"^{everywhere}")).click()
    expect(work.page.get_by_label(work.word("shopfloor", "scan_order"))).to_be_visible()
    work.go(f"/shopfloor/{order}/{TURNING}")
    open_step(work)


def open_step(work: Work) -> None:
    """The decision on the first article, which is open."""
    steps = work.page.get_by_role("navigation")
    steps.get_by_role("button", name=work.word("shopfloor", "step_article")).click()
    expect(work.page.get_by_text(work.word("shopfloor", "article_open"))).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_first_article(served: Served, signed_in: SignedIn, language: str) -> None:
    order = turning(served, f"WO-{language}-7610")
    approve = partial(Work.word, place="shopfloor", key="article_approve")
    operator = begin(served, signed_in, "operator", language)
    at_operation(operator, order)
    expect(operator.button(approve(operator))).to_have_count(0)

    inspector = begin(served, signed_in, "inspector", language)
    page = inspector.page
    at_operation(inspector, order)
    reject = inspector.button(inspector.word("shopfloor", "article_reject"))
    expect(reject).to_be_disabled()
    remark = page.get_by_label(inspector.word("shopfloor", "article_remark"))
    remark.fill("40.14 mm")
    reject.click()
    decisions = partial(
        inspector.records, "production.first_article", work_order_id=order, sort="id"
    )
    inspector.eventually(lambda: [each["is_accepted"] for each in decisions()] == [False])
    open_step(inspector)
    expect(page.get_by_text("40.14 mm", exact=True)).to_be_visible()
    inspector.button(approve(inspector)).click()
    inspector.eventually(lambda: [each["is_accepted"] for each in decisions()] == [False, True])
    who = UserId.text(served.door.users["inspector"])
    assert {(each["position"], each["decided_by"]) for each in decisions()} == {(CHECK, who)}
