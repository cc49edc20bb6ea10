"""Who belongs to the story of a unit, and drawings of more units than anybody can look at."""

import time

import pytest

from lotproof.modules.genealogy.vocabulary import LotId, PackageId, SerialId
from lotproof.modules.traceability.family import RELATIVES_MAX, family
from lotproof.modules.traceability.graph import (
    Wanted,
    graph_of,
    group_page,
    question,
    scope_rows,
)
from lotproof.modules.warehouse.commands import PlaceHold
from lotproof.modules.warehouse.vocabulary import PackageLevel
from tests.modules.sales.market import Market
from tests.support.plant import Plant


@pytest.fixture
def market(plant: Plant) -> Market:
    return Market(plant)


def test_lot_serial_and_package_are_each_others_family(market: Market) -> None:
    lot, serials = market.pumps(amount=3)
    box = market.package(serials[:2])
    case = market.package([], level=PackageLevel.CASE, package_ids=[box])
    lot_id, one = LotId.text(lot), SerialId.text(serials[0])
    box_id, case_id = PackageId.text(box), PackageId.text(case)
    with market.plant.reader() as reader:
        of_lot = {each.id: each.relation.en for each in family(reader, lot_id)}
        of_one = {each.id: each.relation.en for each in family(reader, one)}
        of_box = {each.id: each.relation.en for each in family(reader, box_id)}
    assert of_lot == {SerialId.text(each): "went into" for each in serials}
    assert of_one == {lot_id: "lot", box_id: "package"}
    assert of_box[case_id] == "package"
    assert of_box[lot_id] == "content"
    assert of_box[one] == "came from"


def test_a_family_is_bounded(market: Market) -> None:
    lot, _ = market.pumps(amount=RELATIVES_MAX + 5)
    with market.plant.reader() as reader:
        assert len(family(reader, LotId.text(lot))) == RELATIVES_MAX


def test_ten_thousand_serials_are_a_drawing_of_a_few_nodes(sqlite_plant: Plant) -> None:
    """A lot of 10,000 pumps, 200 of them in four boxes, one on hold."""
    market = Market(sqlite_plant)
    lot, serials = market.pumps(amount=10_000)
    for start in range(0, 200, 50):
        market.package(serials[start : start + 50])
    held = SerialId(serials[5_000])
    sqlite_plant.ok(PlaceHold(serial_id=held, cause="scratched"))
    asked = question(LotId.text(lot), "forward")
    with sqlite_plant.reader() as reader:
        graph_of(reader, asked, 2000)
        start_s = time.process_time()
        found = graph_of(reader, asked, 2000)
        assert time.process_time() - start_s < 1.5
        page = group_page(reader, asked, 2000, f"group:{SerialId.text(serials[0])}", 9_990, 20)
        total, rows = scope_rows(reader, asked, Wanted("serial", "in_stock"), 5_000, 1)
        row = next(rows)
    assert found["totals"]["units"] == 10_004
    assert found["clipped"] is False
    groups = {node["id"]: node["group"]["count"] for node in found["nodes"] if "group" in node}
    assert sorted(groups.values()) == [9_999]
    single = [node for node in found["nodes"] if "group" not in node]
    assert [n["unit"] for n in single] == ["lot", "serial", "box", "box", "box", "box"]
    assert single[1]["id"] == SerialId.text(held)
    assert (single[1]["is_held"], single[1]["tone"]) == (True, "warn")
    assert len(page["nodes"]) == 9
    assert page["nodes"][-1]["id"] == SerialId.text(serials[-1])
    assert (total, row["id"], row["is_held"]) == (10_000, SerialId.text(held), True)
