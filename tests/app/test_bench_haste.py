"""Hands at the bench are quicker than the line: no reading is lost, none leads away or ahead."""

import re
import time
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import one, planned_inspection, received

if TYPE_CHECKING:
    from playwright.sync_api import Route

RECORD = "**/api/commands/inspection.record_result/1"
DELAY_S = 0.6


def late(route: "Route") -> None:
    """A server that thinks for a while."""
    time.sleep(DELAY_S)
    route.continue_()


def opened(served: Served, signed_in: SignedIn, supplier_lot: str) -> tuple[Work, str]:
    """An inspector, and an inspection of one piece: looked at, then measured."""
    planned_inspection(served.door, "DV-IVSET")
    lot = received(served.door, "DV-IVSET", "9", supplier_lot)
    at_work = begin(served, signed_in, "inspector", "en")
    return at_work, str(one(served.door, "inspection.inspection", lot_id=lot)["id"])


@pytest.mark.parametrize("what", ["assets/*.js", "records/inspection.inspection?*sort=opened*"])
def test_a_lot_is_found_before_the_list_is_there(
    served: Served, signed_in: SignedIn, what: str
) -> None:
    name = f"HASTE-{what[:4]}"
    inspector, inspection = opened(served, signed_in, name)
    lot = one(served.door, "warehouse.lot", supplier_lot=name)
    page = inspector.page
    page.wait_for_load_state("networkidle")
    page.route(re.compile(".*/" + re.escape(what).replace(r"\*", ".*")), late)
    inspector.go("/bench")
    inspector.scan(lot["number"])
    page.wait_for_url(f"**/bench/{inspection}")


def test_a_reading_waits_for_the_result_before_it(served: Served, signed_in: SignedIn) -> None:
    inspector, inspection = opened(served, signed_in, "HASTE2")
    page = inspector.page
    inspector.go(f"/bench/{inspection}")
    seen = page.get_by_text(inspector.word("inspection", "keys"))
    expect(seen).to_be_visible()
    page.route(RECORD, late)
    page.keyboard.press("p")
    # The screen goes on when the server has answered, not when it was sent.
    page.wait_for_timeout(DELAY_S * 500)
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
    expect(
        page.get_by_text(inspector.word("inspection", "stray", text="+0011.3mm"))
    ).to_be_visible()
    assert page.url.endswith(f"/bench/{inspection}")
    assert len(results()) == 2


def test_a_reading_behind_a_bad_one_is_given_up_aloud(served: Served, signed_in: SignedIn) -> None:
    inspector, inspection = opened(served, signed_in, "HASTE3")
    page = inspector.page
    inspector.go(f"/bench/{inspection}")
    expect(page.get_by_text(inspector.word("inspection", "keys"))).to_be_visible()
    page.route(RECORD, late)
    page.keyboard.press("f")
    page.wait_for_timeout(DELAY_S * 200)
    inspector.scan("11.2")
    told = inspector.word("inspection", "not_taken", text="11.2")
    expect(page.get_by_text(told)).to_be_visible()
    assert len(inspector.records("inspection.result", inspection_id=inspection)) == 1
