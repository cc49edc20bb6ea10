"""GET /api/dashboard: every figure opens to the records it is made of, and adds up."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest

from tests.api.door import Door, LivingDoor


def some(door: Door, kind: str, **filters: str) -> list[dict[str, Any]]:
    query = urlencode({**filters, "limit": "1000"})
    answer = door.get(f"/api/records/{kind}?{query}")
    assert answer.status == 200, answer.json
    found: list[dict[str, Any]] = answer.json["records"]
    return found


@pytest.fixture(scope="module")
def year(living_door: LivingDoor) -> dict[str, Any]:
    """Twelve months, which hold all that happened."""
    answer = living_door.get("/api/dashboard?period=month")
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def test_every_trend_is_the_records_it_opens(living_door: LivingDoor, year: dict[str, Any]) -> None:
    assert len(year["buckets"]) == 12
    assert any(each["total"]["value"] for each in year["figures"])
    for figure in year["figures"]:
        for point in (*figure["series"], figure["total"]):
            if point["filters"] is None:
                assert point["value"] in (0, None, "0"), figure["code"]
                continue
            opened = some(living_door, figure["kind"], **point["filters"])
            if not figure["is_share"] and figure["unit"] is None:
                assert len(opened) == point["value"], figure["code"]
            elif point.get("part_filters"):
                part = some(living_door, figure["kind"], **point["part_filters"])
                assert (len(part), len(opened)) == (point["part"], point["whole"])
                assert point["value"] == round(100 * len(part) / len(opened), 2)


def test_yield_is_good_units_of_all_units(living_door: LivingDoor, year: dict[str, Any]) -> None:
    figure = next(e for e in year["figures"] if e["code"] == "production.operation_yield")
    runs = some(living_door, "production.operation_run", unit="pcs", state="finished")
    good = sum(Decimal(each["good"]) for each in runs)
    whole = sum(Decimal(each[n]) for each in runs for n in ("good", "scrapped", "set_aside"))
    assert (figure["total"]["part"], figure["total"]["whole"]) == (str(good), str(whole))


@pytest.mark.parametrize("period", ["day", "week", "month"])
def test_the_periods_add_up_to_the_total(living_door: LivingDoor, period: str) -> None:
    found = living_door.get(f"/api/dashboard?period={period}").json
    for figure in found["figures"]:
        if not figure["is_share"] and figure["unit"] is None:
            series = [point["value"] for point in figure["series"]]
            assert len(series) == len(found["buckets"])
            assert sum(series) == figure["total"]["value"], figure["code"]
    for cover in found["coverage"]:
        assert sum(point["part"] for point in cover["series"]) == cover["total"]["part"]


def test_materials_of_the_bill_are_the_denominator(
    living_door: LivingDoor, year: dict[str, Any]
) -> None:
    door = living_door
    lines = defaultdict(set)
    for each in some(door, "items.bom_line"):
        lines[each["bom_id"]].add(each["component_id"])
    used = defaultdict(set)
    for each in some(door, "production.consumption"):
        used[each["work_order_id"]].add(each["item_id"])
    closed = [
        e for e in some(door, "production.work_order", state="closed") if Decimal(e["received"])
    ]
    found = {each["code"]: each["total"] for each in year["coverage"]}
    assert found["materials"]["whole"] == sum(len(lines[e["bom_id"]]) for e in closed) > 0
    assert found["materials"]["part"] == sum(
        len(lines[e["bom_id"]] & used[e["id"]]) for e in closed
    )


def test_pieces_shipped_are_the_denominator_of_serials(
    living_door: LivingDoor, year: dict[str, Any]
) -> None:
    door = living_door
    tracked = {each["id"] for each in some(door, "items.item", tracking="serial")}
    lines = [
        e for e in some(door, "sales.shipment_line", state="shipped") if e["item_id"] in tracked
    ]
    named = sum(
        int(e["last_serial_id"][4:]) - int(e["first_serial_id"][4:]) + 1
        for e in some(door, "sales.shipment_serial")
        if e["line_id"] in {line["id"] for line in lines}
    )
    found = {each["code"]: each["total"] for each in year["coverage"]}
    assert found["serials"]["whole"] == sum(int(e["quantity"]) for e in lines) > 0
    assert found["serials"]["part"] == named


def test_gaps_are_named_and_open(living_door: LivingDoor, year: dict[str, Any]) -> None:
    """Orders of which nothing was assigned exactly: the figure is not whole, and says which."""
    for each in year["coverage"]:
        is_whole = each["total"]["part"] == each["total"]["whole"]
        assert (each["gaps"] is None) == is_whole
        if each["gaps"]:
            assert some(living_door, each["kind"], **each["gaps"])
    assert any(each["gaps"] for each in year["coverage"])


@pytest.mark.parametrize(
    "query",
    ["period=hour", "from=soon", "from=2026-01-02&to=2026-01-01", "from=1980-01-01&to=2026-01-01",
     "to=9999-12-31", "from=0001-01-01"],
)  # fmt: skip
def test_a_wrong_question_is_said(living_door: LivingDoor, query: str) -> None:
    found = living_door.get(f"/api/dashboard?{query}")
    assert (found.status, found.json["code"]) == (400, "bad_question"), found.json


def test_the_dashboard_shows_what_one_may_read(living_door: LivingDoor, door: Door) -> None:
    codes = {e["code"] for e in living_door.get("/api/dashboard", "operator").json["figures"]}
    assert "production.runs_finished" in codes
    assert "sales.shipments_dispatched" not in codes
    door.user("nobody")
    assert door.get("/api/dashboard", "nobody").status == 403


def test_an_empty_plant_has_a_dashboard(either_door: Door) -> None:
    found = either_door.get("/api/dashboard?period=week")
    assert found.status == 200, found.json
    assert all(each["total"]["value"] in (0, None, "0") for each in found.json["figures"])
