"""Hands at the bench are quicker than the line: no reading is lost, none leads away or ahead."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import one, planned_inspection, received

if TYPE_CHECKING:
    from playwright.sync_api import Page, Route

RECORD = re.compile(r"/api/commands/inspection\.record_result/1$")
LATE = {
    "screen": re.compile(r"/assets/.*\.js$"),
    "list": re.compile(r"/api/records/inspection\.inspection\?.*sort=opened_at"),
}


@contextmanager
def kept_waiting(page: "Page", what: re.Pattern[str]) -> Iterator[None]:
    """The line is slow: what is asked for is answered at the end of the block."""
    waiting: list[Route] = []
    is_slow = True

    def answer(route: "Route") -> None:
        if is_slow:
            waiting.append(route)
        else:
            route.continue_()

    page.route(what, answer)
    yield
    is_slow = False
    for each in waiting:
        each.continue_()


def opened(served: Served, signed_in: SignedIn, supplier_lot: str) -> tuple[Work, str]:
    """An inspector, and an inspection of one piece: looked at, then measured."""
    planned_inspection(served.door, "DV-IVSET")
    lot = received(served.door, "DV-IVSET", "9", supplier_lot)
    at_work = begin(served, signed_in, "inspector", "en")
    return at_work, str(one(served.door, "inspection.inspection", lot_id=lot)["id"])


@pytest.mark.parametrize("what", LATE)
def test_a_lot_is_found_before_the_list_is_there(
    served: Served, signed_in: SignedIn, what: str
) -> None:
    inspector, inspection = opened(served, signed_in, f"HASTE-{what}")
    lot = one(served.door, "warehouse.lot", supplier_lot=f"HASTE-{what}")
    page = inspector.page
    page.wait_for_load_state("networkidle")
    with kept_waiting(page, LATE[what]):
        inspector.go("/bench")
        page.wait_for_timeout(500)
        inspector.scan(lot["number"])
        page.wait_for_timeout(500)
    page.wait_for_url(f"**/bench/{inspection}")


def test_a_reading_waits_for_the_result_before_it(served: Served, signed_in: SignedIn) -> None:
    inspector, inspection = opened(served, signed_in, "HASTE2")
    page = inspector.page
    inspector.go(f"/bench/{inspection}")
    seen = page.get_by_text(inspector.word("inspection", "keys"))
    expect(seen).to_be_visible()
    with kept_waiting(page, RECORD):
        page.keyboard.press("p")
        # The screen goes on when the server has answered, not when it was sent.
        page.wait_for_timeout(500)
        expect(seen).to_be_visible()
        inspector.scan("+0011.2mm")

    def results() -> list[object]:
        found = inspector.records("inspection.result", inspection_id=inspection, sort="id")
        return [each.get("value", each.get("passed")) for each in found]

    inspector.eventually(lambda: len(results()) == 2)
    assert results() == [True, "11.2"]
    expect(page.get_by_text(inspector.word("inspection", "decide_ready"))).to_be_visible()

    # One press too many leads nowhere and records nothing.
    inspector.scan("+0011.3mm")
    told = inspector.word("inspection", "stray", text="+0011.3mm")
    expect(page.get_by_text(told)).to_be_visible()
    assert page.url.endswith(f"/bench/{inspection}")
    assert len(results()) == 2


def test_a_reading_behind_a_bad_one_is_given_up_aloud(served: Served, signed_in: SignedIn) -> None:
    inspector, inspection = opened(served, signed_in, "HASTE3")
    page = inspector.page
    inspector.go(f"/bench/{inspection}")
    expect(page.get_by_text(inspector.word("inspection", "keys"))).to_be_visible()
    with kept_waiting(page, RECORD):
        page.keyboard.press("f")
        page.wait_for_timeout(500)
        inspector.scan("11.2")
    told = inspector.word("inspection", "not_taken", text="11.2")
    expect(page.get_by_text(told)).to_be_visible()
    assert len(inspector.records("inspection.result", inspection_id=inspection)) == 1
