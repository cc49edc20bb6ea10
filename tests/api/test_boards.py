"""GET /api/board/…: boards say what the lists say, and their sums are right."""

from collections import defaultdict
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

import pytest

from lotproof.kernel import clock
from tests.api.door import Door, LivingDoor

BOARDS = ("orders", "schedule", "stock", "expiry", "map")


def some(door: Door, kind: str, **filters: str) -> list[dict[str, Any]]:
    query = urlencode({**filters, "limit": "1000"})
    found: list[dict[str, Any]] = door.get(f"/api/records/{kind}?{query}").json["records"]
    return found


def board(door: Door, name: str, who: str = "auditor") -> dict[str, Any]:
    answer = door.get(f"/api/board/{name}", who)
    assert answer.status == 200, answer.json
    found: dict[str, Any] = answer.json
    return found


def today(door: Door) -> str:
    with door.plant.reader() as reader:
        return reader.today.isoformat()


def status_of(lot: dict[str, Any], day: str) -> str:
    """The rule of the stock board, by hand."""
    if lot["state"] == "rejected":
        return "rejected"
    if lot["holds"]:
        return "on_hold"
    return "expired" if lot.get("expires_on", "9") < day else str(lot["state"])


def test_stock_is_summed_by_item_and_status(living_door: LivingDoor) -> None:
    door = living_door
    lots = {each["id"]: each for each in some(door, "warehouse.lot")}
    expected: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for each in some(door, "warehouse.stock"):
        if Decimal(each["quantity"]):
            status = status_of(lots[each["lot_id"]], today(door))
            expected[each["item_id"], status] += Decimal(each["quantity"])
    found = board(door, "stock")
    shown = {
        (item["item_id"], status): Decimal(cell["quantity"])
        for item in found["items"]
        for status, cell in item["cells"].items()
    }
    assert shown == expected
    assert found["clipped"] is False
    for item in found["items"]:
        page = some(door, item["kind"], **item["filters"])
        assert sum(Decimal(each["quantity"]) for each in page) == sum(
            Decimal(cell["quantity"]) for cell in item["cells"].values()
        )
    assert {each["code"]: each["lots"] for each in found["statuses"]} == {
        each["code"]: sum(i["cells"].get(each["code"], {"lots": 0})["lots"] for i in found["items"])
        for each in found["statuses"]
    }


def test_boards_call_items_as_both_languages_do(living_door: LivingDoor) -> None:
    door = living_door
    called = {
        each["number"]: {"en": each["name"], "zh": each.get("name_zh", each["name"])}
        for each in some(door, "items.item")
    }
    assert any(each["en"] != each["zh"] for each in called.values())
    (columns,) = [b["states"] for b in board(door, "orders")["boards"] if "production" in b["kind"]]
    shown = [
        *((each["number"], each["name"]) for each in board(door, "stock")["items"]),
        *((each["item"], each["item_name"]) for each in board(door, "expiry")["lots"]),
        *((each["item"], each["item_name"]) for each in board(door, "schedule")["waiting"]),
        *((card["item"], card["title"]) for column in columns for card in column["orders"]),
    ]
    assert len(shown) > 10
    assert shown == [(number, called[number]) for number, _ in shown]


def test_a_cell_of_the_stock_board_opens_its_lots(living_door: LivingDoor) -> None:
    door, asked = living_door, 0
    lots = {each["id"]: each for each in some(door, "warehouse.lot")}
    for item in board(door, "stock")["items"]:
        for status, cell in item["cells"].items():
            query = {"item_id": item["item_id"], "unit": item["unit"], "status": status}
            found = door.get(f"/api/board/stock/lots?{urlencode(query)}").json
            opened = some(door, found["kind"], **found["filters"])
            assert len(opened) == cell["lots"]
            assert {status_of(each, today(door)) for each in opened} == {status}
            assert {lots[each["id"]]["item_id"] for each in opened} == {item["item_id"]}
            asked += 1
    assert asked > 5
    nothing = door.get("/api/board/stock/lots?item_id=itm_1&unit=pcs&status=nonsense").json
    assert nothing["filters"] is None
    assert door.get("/api/board/stock/lots?item_id=lot_1").json["code"] == "bad_question"


def test_expiry_counts_every_lot_in_stock_once(living_door: LivingDoor) -> None:
    door = living_door
    in_stock = {e["lot_id"] for e in some(door, "warehouse.stock") if Decimal(e["quantity"])}
    found = board(door, "expiry")
    assert sum(each["lots"] for each in found["buckets"]) == len(in_stock)
    dated = [e for e in some(door, "warehouse.lot") if e["id"] in in_stock and "expires_on" in e]
    assert [each["id"] for each in found["lots"]] == [
        each["id"] for each in sorted(dated, key=lambda e: (e["expires_on"], int(e["id"][4:])))
    ]
    for each in found["buckets"]:
        if each.get("filters") is not None:
            opened = {e["id"] for e in some(door, each["kind"], **each["filters"])}
            assert opened <= in_stock, "what is used up does not expire any more"
            assert len(opened) == each["lots"], each["code"]
    assert [b["code"] for b in found["buckets"] if b["lots"] and not b.get("filters")] in (
        [], ["never"],
    )  # fmt: skip
    assert all((each["days_left"] < 0) == (each["tone"] == "bad") for each in found["lots"])


def test_the_map_has_every_place_with_its_lots(living_door: LivingDoor) -> None:
    door = living_door
    counts: dict[str, int] = defaultdict(int)
    for each in some(door, "warehouse.stock"):
        counts[each["location_id"]] += Decimal(each["quantity"]) > 0
    places = [p for area in board(door, "map")["areas"] for p in area["locations"]]
    assert {p["id"] for p in places} == {e["id"] for e in some(door, "warehouse.location")}
    assert {p["id"]: p["lots"] for p in places if p["lots"]} == {
        place: count for place, count in counts.items() if count
    }
    assert max(p["fill"] for p in places) == 1
    assert all(sum(p["by_status"].values()) == p["lots"] for p in places)


def test_orders_stand_under_their_state_and_late_ones_say_so(living_door: LivingDoor) -> None:
    door, day = living_door, today(living_door)
    found = {each["kind"]: each["states"] for each in board(door, "orders")["boards"]}
    for kind, states in found.items():
        for state in states:
            assert state["count"] == len(some(door, kind, **state["filters"])), (kind, state)
            assert len(state["orders"]) in (0, state["count"])
    lines = some(door, "sales.order_line")
    for state in found["sales.order"]:
        for card in state["orders"]:
            mine = [e for e in lines if e["order_id"] == card["id"]]
            waiting = [e for e in mine if Decimal(e["shipped"]) < Decimal(e["quantity"])]
            assert (card["lines"], card["done"]) == (len(mine), len(mine) - len(waiting))
            assert card["due_on"] == min((e["due_on"] for e in waiting), default=None)
            assert (card["late_days"] > 0) == bool(card["due_on"] and card["due_on"] < day)


def test_work_orders_are_late_after_their_day(living_door: LivingDoor) -> None:
    """On the board, in the schedule and among the figures, by hand from the list."""
    door, day = living_door, today(living_door)
    orders = {each["id"]: each for each in some(door, "production.work_order")}
    due = {each["id"] for each in orders.values() if "due_on" in each}
    assert due, "the demonstration gives days"
    (states,) = [b["states"] for b in board(door, "orders")["boards"] if "production" in b["kind"]]
    for card in (card for state in states for card in state["orders"]):
        assert card["due_on"] == orders[card["id"]].get("due_on")
        assert (card["late_days"] > 0) == (card["id"] in due and card["due_on"] < day)
    open_states = ("planned", "released", "in_progress")
    late = {
        each["id"]
        for each in orders.values()
        if each["state"] in open_states and each.get("due_on", day) < day
        and Decimal(each["received"]) + Decimal(each["scrapped"]) < Decimal(each["quantity"])
    }  # fmt: skip
    figures = {f["code"]: f for f in door.get("/api/home", "planner").json["figures"]}
    assert figures["production.orders_late"]["value"] == len(late)

    found = board(door, f"schedule?from=2000-01-01T00:00:00Z&to={day}T00:00:00Z")
    bars = [bar for row in found["rows"] for bar in row["bars"]]
    assert bars
    for bar in bars:
        until = day if bar["to"] is None else site_day(door, bar["to"])
        assert bar["due_on"] == orders[bar["order_id"]].get("due_on")
        is_late = bar["due_on"] is not None and until > bar["due_on"]
        assert (bar["late_days"] > 0, bar["tone"] == "bad") == (is_late, is_late)
    for each in found["waiting"]:
        assert each["due_on"] == orders[each["order_id"]].get("due_on")


def site_day(door: Door, instant: str) -> str:
    with door.plant.reader() as reader:
        return clock.day(clock.parse(instant), reader.site.zone).isoformat()


def test_the_schedule_holds_the_runs_of_its_window(living_door: LivingDoor) -> None:
    door = living_door
    runs = some(door, "production.operation_run")
    times = sorted(each["started_at"] for each in runs)
    first, last = times[len(times) // 3], times[2 * len(times) // 3]
    found = board(door, f"schedule?from={first}&to={last}")
    bars = {bar["id"]: bar for row in found["rows"] for bar in row["bars"]}
    assert set(bars) == {
        each["id"]
        for each in runs
        if each["started_at"] <= last and each.get("finished_at", "9") >= first
    }
    place_of = {bar["id"]: row["workstation_id"] for row in found["rows"] for bar in row["bars"]}
    assert all(place_of[e["id"]] == e["workstation_id"] for e in runs if e["id"] in bars)
    assert all(bar["operation"] and bar["operator_name"] for bar in bars.values())
    waiting = some(door, "production.work_order", **{"state.in": "planned,released"})
    assert {each["order_id"] for each in found["waiting"]} == {each["id"] for each in waiting}
    assert door.get("/api/board/schedule?from=yesterday").json["code"] == "bad_question"


def test_boards_are_shown_by_permission(living_door: LivingDoor, door: Door) -> None:
    kinds = {each["kind"] for each in board(living_door, "orders", "operator")["boards"]}
    assert kinds == {"production.work_order"}
    door.user("nobody")
    for name in BOARDS:
        assert door.get(f"/api/board/{name}", "nobody").status == 403, name


@pytest.mark.parametrize("name", BOARDS)
def test_an_empty_plant_has_boards(either_door: Door, name: str) -> None:
    assert either_door.get(f"/api/board/{name}").status == 200
    assert either_door.get("/api/home").status == 200
