"""The line is lost: facts wait on the device and go through once, in order; the rest waits."""

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import inspected, planned_inspection, received

RECEIVE = "warehouse.receive_lot/1"


def deliver(keeper: Work, supplier_lot: str, quantity: str) -> None:
    """A box is received while nobody answers."""
    keeper.scan("PK-LABEL")
    amount = keeper.page.get_by_label(keeper.word("receiving", "quantity"), exact=True)
    amount.fill(quantity)
    keeper.page.get_by_label(keeper.word("receiving", "supplier_lot")).fill(supplier_lot)
    keeper.button(keeper.word("receiving", "go_place")).click()
    places = keeper.page.get_by_role("group", name=keeper.word("receiving", "place"))
    places.get_by_role("button", name="Q-01").click()
    expect(keeper.page.get_by_text(keeper.word("terminal", "waits"), exact=True)).to_be_visible()
    keeper.button(keeper.word("receiving", "next")).click()


@pytest.mark.clause("EU GMP Annex 11 §16")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_facts_wait_for_the_line(served: Served, signed_in: SignedIn, language: str) -> None:
    keeper = begin(served, signed_in, "keeper", language)
    keeper.go("/receiving")
    expect(keeper.page.get_by_label(keeper.word("receiving", "scan_label"))).to_be_visible()
    keeper.page.wait_for_load_state("networkidle")
    context = keeper.page.context
    context.set_offline(True)
    lots = [f"OFF{language}{at}" for at in (1, 2, 3)]
    for at, supplier_lot in enumerate(lots):
        deliver(keeper, supplier_lot, str(100 + at))
    told = keeper.word("offline", "waiting_other", count=3)
    expect(keeper.page.get_by_text(told)).to_be_visible()
    before = served.door.size

    # The page is gone before the line is back; what waited goes from the next one.
    keeper.page.close()
    context.set_offline(False)
    again = Work(context.new_page(), language, served.door)
    again.page.goto("/app/")
    again.eventually(lambda: again.records("warehouse.lot", supplier_lot=lots[2]))
    expect(again.page.get_by_text(told)).to_be_hidden()
    sealed = [
        entry for entry in reversed(again.entries(kind=RECEIVE, limit=20)) if entry["seq"] >= before
    ]
    assert [entry["input"]["supplier_lot"] for entry in sealed] == lots
    assert len({entry["command_id"] for entry in sealed}) == len(lots)
    for entry in sealed:
        assert entry["entered"] < entry["recorded"]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_release_waits_for_the_line(served: Served, signed_in: SignedIn, language: str) -> None:
    planned_inspection(served.door, "DV-IVSET")
    lot = received(served.door, "DV-IVSET", "7", f"LINE{language}")
    inspected(served.door, lot)
    quality = begin(served, signed_in, "quality2", language)
    quality.go(f"/do/warehouse.release_lot/1?lot_id={lot}")
    send = quality.page.locator("form.command-form button[type=submit]")
    expect(send).to_be_visible()
    quality.page.wait_for_load_state("networkidle")
    quality.page.context.set_offline(True)
    send.click()
    expect(send).to_have_text(quality.word("platform", "retry"))
    expect(quality.page.get_by_text(quality.word("platform", "connection_lost"))).to_be_visible()
    quality.page.context.set_offline(False)
    assert quality.record("warehouse.lot", id=lot)["state"] == "quarantined"
    quality.submit()
    assert quality.record("warehouse.lot", id=lot)["state"] == "released"
    assert len(quality.entries(subject=lot, kind="warehouse.release_lot/1")) == 1
