"""GET /api/home: every figure opens to exactly what it counted, and only for who may see it."""

from urllib.parse import urlencode

import pytest

from lotproof import modules
from lotproof.derive.openapi import read_permission
from lotproof.kernel.figures import FIGURES, TRENDS
from lotproof.kernel.record import RECORDS
from lotproof.kernel.registry import COMMANDS
from tests.api.door import Door, LivingDoor

modules.load()
PEOPLE = ("auditor", "keeper", "buyer", "quality", "planner", "operator")


@pytest.mark.parametrize("who", PEOPLE)
def test_every_figure_opens_to_what_it_counted(living_door: LivingDoor, who: str) -> None:
    found = living_door.get("/api/home", who).json["figures"]
    for each in found:
        if each["value"] == 0:
            assert (each["filters"], each["tone"]) == (None, "muted")
            continue
        assert each["is_exact"] is True
        path = f"/api/records/{each['kind']}?{urlencode({**each['filters'], 'limit': '1000'})}"
        page = living_door.get(path, who)
        assert page.status == 200, page.json
        assert len(page.json["records"]) == each["value"], each


def test_figures_are_shown_by_permission(living_door: LivingDoor) -> None:
    for who in PEOPLE:
        held = set(living_door.get("/api/session", who).json["permissions"])
        shown = {each["code"] for each in living_door.get("/api/home", who).json["figures"]}
        allowed = {
            code
            for code, each in FIGURES.items()
            if read_permission(each.kind) in held
            and (each.command is None or COMMANDS[each.command].permission in held)
        }
        assert shown == allowed
    assert "purchasing.orders_to_approve" not in shown


def test_somebody_without_a_role_sees_nothing(door: Door) -> None:
    door.user("nobody")
    assert door.get("/api/home", "nobody").json == {"figures": []}
    assert door.get("/api/home", None).status == 401


def test_overdue_orders_are_counted_by_hand(living_door: LivingDoor) -> None:
    """From the lists: confirmed orders with a line whose day is over and that has not all left."""
    orders = living_door.get("/api/records/sales.order?state=confirmed&limit=1000").json["records"]
    lines = living_door.get("/api/records/sales.order_line?limit=1000").json["records"]
    with living_door.plant.reader() as reader:
        day = reader.today.isoformat()
    late = {
        line["order_id"]
        for line in lines
        if line["due_on"] < day and float(line["shipped"]) < float(line["quantity"])
    } & {order["id"] for order in orders}
    shown = {e["code"]: e for e in living_door.get("/api/home", "auditor").json["figures"]}
    assert shown["sales.orders_late"]["value"] == len(late)


@pytest.mark.parametrize("code", FIGURES)
def test_a_figure_says_what_it_counts_in_both_languages(code: str) -> None:
    each = FIGURES[code]
    assert each.label.en
    assert each.label.zh
    assert each.kind in RECORDS
    assert each.command is None or each.command in COMMANDS
    assert code.partition(".")[0] in {each.kind.partition(".")[0], "inspection"}


@pytest.mark.parametrize("code", TRENDS)
def test_a_trend_stands_on_an_index(code: str) -> None:
    """A dashboard over years of history reads what it shows and nothing besides."""
    each = TRENDS[code]
    kind = RECORDS[each.kind]
    assert kind.by_name[each.at].kind == "instant"
    assert (each.at,) in [names[:1] for names in kind.index]
    assert all(kind.by_name[name].kind == "amount" for name in (*each.adds, *each.out_of))
    assert all(name.partition(".")[0] in kind.by_name for name in (*each.filters, *each.part))
