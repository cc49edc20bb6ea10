"""A keeper's day with a scanner: a delivery comes, is put away, an order is picked and leaves."""

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import (
    approved_order,
    done,
    inspected,
    one,
    open_shipment,
    planned_inspection,
)

DI = "06948000000016"
"""Of the infusion set; with an expiry that goes before all that is in stock."""
QUANTITY = "24"
GS = "\x1d"


def at_scan(keeper: Work, place: str, key: str) -> None:
    """The screen waits for a scan."""
    expect(keeper.page.get_by_label(keeper.word(place, key))).to_be_visible()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_keeper(served: Served, signed_in: SignedIn, language: str) -> None:
    planned_inspection(served.door, "DV-IVSET")
    order = approved_order(served.door, f"PO-{language}-7100", "DV-IVSET", QUANTITY)
    keeper = begin(served, signed_in, "keeper", language)
    lot = receive(keeper, f"SUP{language}1")
    assert (lot["state"], lot["expires_on"]) == ("quarantined", "2028-01-31")
    assert one(served.door, "purchasing.purchase_line", order_id=order)["received"] == QUANTITY

    inspected(served.door, lot["id"])
    done(served.door, "quality", "warehouse.release_lot", lot_id=lot["id"])
    put_away(keeper, lot)

    shipment = open_shipment(served.door, f"SO-{language}-7100", "DV-IVSET", QUANTITY)
    pick(keeper, shipment, lot)
    dispatch(keeper, shipment)


def receive(keeper: Work, supplier_lot: str) -> dict[str, str]:
    """The label of a box is scanned, then the place: nothing is typed."""
    keeper.go("/receiving")
    at_scan(keeper, "receiving", "scan_label")
    keeper.scan(f"]d201{DI}1728013110{supplier_lot}{GS}30{QUANTITY}")
    quantity = keeper.page.get_by_label(keeper.word("receiving", "quantity"), exact=True)
    expect(quantity).to_have_value(QUANTITY)
    expect(keeper.page.get_by_text(keeper.word("receiving", "good_title"))).to_be_visible()
    keeper.button(keeper.word("receiving", "go_place")).click()
    expect(keeper.page.get_by_text(keeper.word("receiving", "place_lead"))).to_be_visible()
    keeper.scan("A-01")
    refused = keeper.word("receiving", "place_wrong", code="A-01")
    expect(keeper.page.get_by_role("alert")).to_contain_text(refused)
    keeper.scan("Q-01")
    expect(keeper.button(keeper.word("receiving", "next"))).to_be_visible()
    lot = keeper.record("warehouse.lot", supplier_lot=supplier_lot)
    entry = keeper.entries(subject=lot["id"], kind="warehouse.receive_lot/1")[0]
    assert (entry["source"], entry["deviations"]) == ("scan", [])
    return dict(lot)


def put_away(keeper: Work, lot: dict[str, str]) -> None:
    keeper.go("/warehouse/move")
    at_scan(keeper, "warehouse", "move_scan")
    keeper.scan(lot["number"])
    keeper.button(keeper.word("warehouse", "on")).click()
    at_scan(keeper, "warehouse", "to_scan")
    keeper.scan("F-01")
    at_scan(keeper, "warehouse", "move_scan")
    stock = keeper.record("warehouse.stock", lot_id=lot["id"], **{"quantity.min": 1})
    assert stock["location_id"] == one(keeper.door, "warehouse.location", code="F-01")["id"]
    assert stock["quantity"] == QUANTITY


def pick(keeper: Work, shipment: str, lot: dict[str, str]) -> None:
    """A lot that expires later is refused, loudly; then the right one is taken."""
    stock = keeper.records("warehouse.stock", item_id=lot["item_id"], **{"quantity.min": 1})
    lots = [one(keeper.door, "warehouse.lot", id=each["lot_id"]) for each in stock]
    later = next(
        each for each in lots if each["state"] == "released" and each["expires_on"] > "2028-01-31"
    )
    keeper.go(f"/warehouse/pick/{shipment}")
    at_scan(keeper, "warehouse", "take_scan")
    keeper.scan(later["number"])
    alarm = keeper.page.get_by_role("alert")
    expect(alarm).to_contain_text(keeper.word("warehouse", "wrong_lot"))
    expect(alarm).to_contain_text(keeper.word("warehouse", "wrong_earlier"))
    expect(alarm).to_contain_text(lot["number"])
    assert keeper.records("sales.shipment_line", shipment_id=shipment) == []

    keeper.scan(lot["number"])
    expect(
        keeper.page.get_by_text(keeper.word("warehouse", "right", lot=lot["number"]))
    ).to_be_visible()
    quantity = keeper.page.get_by_label(keeper.word("warehouse", "quantity"))
    expect(quantity).to_have_value(QUANTITY)
    quantity.press("Enter")
    expect(keeper.page.get_by_text(keeper.word("warehouse", "all_done"))).to_be_visible()
    line = keeper.record("sales.shipment_line", shipment_id=shipment)
    assert (line["lot_id"], line["quantity"], line["state"]) == (lot["id"], QUANTITY, "picked")


def dispatch(keeper: Work, shipment: str) -> None:
    keeper.page.get_by_label(keeper.word("warehouse", "waybill")).fill("SF-7100")
    keeper.button(keeper.word("warehouse", "dispatch")).click()
    expect(keeper.page.get_by_text(keeper.word("warehouse", "dispatched"))).to_be_visible()
    record = one(keeper.door, "sales.shipment", id=shipment)
    assert (record["state"], record["waybill"]) == ("dispatched", "SF-7100")
