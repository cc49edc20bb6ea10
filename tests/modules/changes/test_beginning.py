"""A change begins with the day, work order or lot that it names, and not before."""

from datetime import timedelta
from typing import Any

import pytest

from lotproof.modules.changes.commands import ObjectGiven
from lotproof.modules.changes.commands_execution import ReleaseChange
from lotproof.modules.changes.vocabulary import ChangeOrderId, EffectivePoint
from lotproof.modules.items.commands import MakeBomEffective, MakeRoutingEffective
from lotproof.modules.items.vocabulary import BomId, RoutingId
from lotproof.modules.production.commands import OpenOutput, ReleaseWorkOrder
from lotproof.modules.production.vocabulary import WorkOrderId
from tests.modules.changes.board import ENGINEER, QUALITY, TODAY, Board
from tests.modules.changes.things import CASES, Things
from tests.modules.production.factory import OPERATOR, RELEASER

pytestmark = pytest.mark.clause("ISO 13485 §7.3.9")

BY_ORDER: dict[str, Any] = {"effective_point": EffectivePoint.WORK_ORDER, "effective_on": None}
BY_LOT: dict[str, Any] = {"effective_point": EffectivePoint.LOT, "effective_on": None}


class Beginning:
    """A new bill of materials under a change that begins with an order or a lot."""

    def __init__(self, board: Board, **point: Any) -> None:
        self.board, self.line = board, board.line
        board.begin()
        self.new = board.draft_bom()
        self.make = MakeBomEffective(bom_id=BomId.parse(self.new))
        self.change = board.until_implementing(ObjectGiven(proposed=self.new), **point)

    def effective(self) -> None:
        self.board.plant.ok(self.make, actor=QUALITY)

    def released(self, number: str | None = None, lot: str | None = None) -> WorkOrderId:
        """An order by the version in force now, with its lot open and its line cleared."""
        order = self.line.release(number=number)
        self.board.plant.ok(OpenOutput(work_order_id=order, lot_number=lot))
        return order

    def starts(self, order: WorkOrderId) -> None:
        self.board.plant.ok(self.line.clear(order))
        self.board.plant.ok(self.line.starting(order), actor=OPERATOR)

    def is_refused(self, code: str, order: WorkOrderId) -> None:
        self.board.plant.ok(self.line.clear(order))
        self.board.plant.refused(code, self.line.starting(order), actor=OPERATOR)


def releasing(change: ChangeOrderId, number: str) -> ReleaseChange:
    return ReleaseChange(change_order_id=change, effective_with=number)


def test_a_version_begins_with_the_work_order_that_is_named(board: Board) -> None:
    found = Beginning(board, **BY_ORDER)
    board.plant.refused("change_not_yet_effective", found.make, actor=QUALITY)
    under_way = found.released()
    found.starts(under_way)
    not_begun = found.released()
    board.verify(found.change)
    board.plant.ok(releasing(found.change, "WO-FIRST"), actor=QUALITY)
    found.effective()
    before = found.released()
    found.is_refused("order_before_change", before)
    first = found.released("WO-FIRST")
    found.starts(first)
    found.starts(found.released())
    found.starts(not_begun)
    assert [board.line.order(each).bom_id for each in (under_way, not_begun, first)] == [
        1, 1, BomId.parse(found.new),
    ]  # fmt: skip
    found.is_refused("order_before_change", before)
    board.plant.check()


def test_from_that_order_on_nothing_is_begun_by_the_former_version(board: Board) -> None:
    found = Beginning(board, **BY_ORDER, effective_with="WO-FIRST")
    earlier = found.released()
    first, later, under_way = (found.released(n) for n in ("WO-FIRST", None, None))
    found.starts(earlier)
    found.is_refused("order_after_change", first)
    found.is_refused("order_after_change", later)
    del under_way
    board.verify(found.change)
    refused = board.plant.refused(
        "first_order_on_former_version", ReleaseChange(change_order_id=found.change), actor=QUALITY
    )
    assert "WO-FIRST" in str(refused.message)
    board.plant.ok(releasing(found.change, "WO-NEXT"), actor=QUALITY)
    found.starts(later)


def test_an_order_under_way_keeps_its_version_whatever_is_named_later(board: Board) -> None:
    found = Beginning(board, **BY_ORDER)
    earlier, under_way = found.released("WO-EARLIER"), found.released()
    found.starts(under_way)
    board.verify(found.change)
    board.plant.ok(releasing(found.change, "WO-FIRST"), actor=QUALITY)
    found.effective()
    board.line.issue(under_way, "RESIN-1", "5", "g")
    board.plant.ok(
        board.line.consuming(under_way, board.line.line("RESIN-1", "5", "g")), actor=OPERATOR
    )
    found.starts(earlier)


def test_a_version_begins_with_the_lot_that_is_named(board: Board) -> None:
    found = Beginning(board, **BY_LOT)
    board.plant.refused("change_not_yet_effective", found.make, actor=QUALITY)
    former = found.released()
    board.verify(found.change)
    board.plant.ok(releasing(found.change, "CAT-100"), actor=QUALITY)
    found.effective()
    before = found.released(lot="CAT-099")
    found.is_refused("order_before_change", before)
    found.starts(found.released(lot="CAT-100"))
    found.starts(found.released(lot="CAT-101"))
    found.is_refused("order_before_change", before)
    found.starts(former)
    board.plant.check()


def test_from_that_lot_on_nothing_is_begun_by_the_former_version(sqlite_board: Board) -> None:
    found = Beginning(sqlite_board, **BY_LOT, effective_with="CAT-100")
    earlier = found.released(lot="CAT-099")
    without = found.line.release()
    late = found.released(lot="CAT-100")
    found.starts(earlier)
    found.is_refused("order_after_change", late)
    sqlite_board.plant.ok(OpenOutput(work_order_id=without))
    found.is_refused("order_after_change", without)


def test_routings_begin_like_bills(sqlite_board: Board) -> None:
    board = sqlite_board
    board.begin()
    new = board.draft_routing()
    change = board.until_implementing(ObjectGiven(proposed=new), **BY_ORDER, effective_with="WO-R")
    board.plant.ok(MakeRoutingEffective(routing_id=RoutingId.parse(new)), actor=QUALITY)
    before = board.line.ready()
    board.plant.refused("order_before_change", board.line.starting(before), actor=OPERATOR)
    board.verify(change)
    board.release(change)
    board.line.start(board.line.ready(number="WO-R"))


IN_FORCE_FOR_ALL = [
    kind
    for kind in CASES
    if "bom" not in kind and "routing" not in kind and not kind.startswith("documents.make_obs")
]
"""What is in force for all orders at once: it has no place at an order of its own."""


@pytest.mark.parametrize("kind", IN_FORCE_FOR_ALL)
def test_what_is_in_force_for_all_waits_for_the_order(kind: str, sqlite_board: Board) -> None:
    board, things = sqlite_board, Things(sqlite_board)
    board.begin()
    board.until_implementing(*things.objects(), **BY_ORDER, effective_with="WO-FIRST")
    command = CASES[kind](things)
    how: dict[str, Any] = {"actor": QUALITY, "reason": "by change order"}
    board.plant.refused("change_not_yet_effective", command, **how)
    planned = board.line.plan(number="WO-FIRST")
    refused = board.plant.refused("change_not_yet_effective", command, **how)
    assert "a work order WO-FIRST" in str(refused.message)
    board.plant.ok(ReleaseWorkOrder(work_order_id=planned), actor=RELEASER)
    board.plant.ok(command, **how)


def test_what_is_in_force_for_all_waits_for_the_lot(board: Board) -> None:
    things = Things(board)
    board.begin()
    board.until_implementing(*things.objects(), **BY_LOT, effective_with="TUBE-9")
    command = CASES["inspection.make_plan_effective/1"](things)
    board.plant.refused("change_not_yet_effective", command, actor=QUALITY)
    board.line.lot("TUBE-9", "tube", "5")
    board.plant.ok(command, actor=QUALITY)


def test_a_number_is_named_only_where_it_is_held_to(sqlite_board: Board) -> None:
    board = sqlite_board
    given = board.drafting(ObjectGiven(current="bom_1"), effective_with="WO-000007")
    board.plant.refused("start_not_by_number", given, actor=ENGINEER)
    order = board.until_implementing(ObjectGiven(current="bom_1"))
    board.verify(order)
    board.plant.refused("start_not_by_number", releasing(order, "WO-000007"), actor=QUALITY)
    board.release(order)


def test_a_day_is_waited_for_also_while_the_change_is_carried_out(board: Board) -> None:
    board.begin()
    new = board.draft_bom()
    later = TODAY + timedelta(days=3)
    change = board.until_implementing(ObjectGiven(proposed=new), effective_on=later)
    make = MakeBomEffective(bom_id=BomId.parse(new))
    board.plant.refused("change_not_yet_effective", make, actor=QUALITY)
    board.verify(change)
    board.plant.refused("change_not_yet_effective", make, actor=QUALITY)
    board.plant.clock.advance(days=3)
    board.plant.ok(make, actor=QUALITY)
