"""Leave to deviate, for so much and so long."""

from typing import Any

import pytest

from lotproof.modules.changes.commands_execution import (
    ApprovePermit,
    EndPermit,
    RequestPermit,
    UsePermit,
)
from lotproof.modules.changes.queries import DeviationPermit, permit_uses
from lotproof.modules.changes.vocabulary import DeviationPermitId, PermitState
from tests.modules.changes.board import ENGINEER, QUALITY, SOON, Board
from tests.modules.production.factory import pcs

pytestmark = pytest.mark.clause("ISO 13485 §7.3.9")


def permit(board: Board, **more: Any) -> DeviationPermitId:
    given: dict[str, Any] = {"quantity_max": pcs(50), "unit": "pcs", "until": SOON}
    made = board.plant.ok(
        RequestPermit(
            item_id=board.line.items["tube"],
            deviation="Length 101 mm for 100 mm",
            risk="none: cut at the press",
            **(given | more),
        ),
        actor=ENGINEER,
    )
    return DeviationPermitId.parse(made.value("permit_id"))


def using(board: Board, permit_id: DeviationPermitId, lot: str, quantity: int) -> Any:
    return UsePermit(
        permit_id=permit_id, lot_id=board.line.lots[lot], quantity=pcs(quantity), unit="pcs"
    )


def test_a_permit_is_counted_down_by_use(board: Board) -> None:
    permit_id = permit(board)
    board.plant.refused("wrong_state", using(board, permit_id, "TUBE-1", 10))
    approve = ApprovePermit(permit_id=permit_id)
    board.plant.refused("own_change", approve, actor=ENGINEER)
    board.plant.ok(approve, actor=QUALITY)
    board.plant.ok(using(board, permit_id, "TUBE-1", 30))
    board.plant.ok(using(board, permit_id, "TUBE-1", 10))
    refused = board.plant.refused("limit_exceeded", using(board, permit_id, "TUBE-2", 11))
    assert refused.message is not None
    assert "51 pcs" in refused.message["en"]
    board.plant.ok(using(board, permit_id, "TUBE-2", 10))
    board.plant.refused("permit_for_other", using(board, permit_id, "POUCH-1", 1))
    with board.plant.reader() as reader:
        assert reader.get(DeviationPermit, permit_id).quantity_used == 50
        assert [each.quantity for each in permit_uses(reader, permit_id)] == [40, 10]
    board.plant.clock.advance(days=11)
    board.plant.refused("permit_over", using(board, permit_id, "TUBE-1", 1))
    board.plant.check()


def test_a_permit_is_in_a_unit_of_its_item(sqlite_board: Board) -> None:
    board = sqlite_board
    asked = RequestPermit(
        item_id=board.line.items["tube"],
        deviation="longer",
        risk="none",
        until=SOON,
        quantity_max=pcs(5),
        unit="g",
    )
    board.plant.refused("inexact_quantity", asked, actor=ENGINEER)


def test_a_permit_is_for_so_many_lots(sqlite_board: Board) -> None:
    board = sqlite_board
    permit_id = permit(board, lots_max=1)
    board.plant.ok(ApprovePermit(permit_id=permit_id), actor=QUALITY)
    board.plant.ok(using(board, permit_id, "TUBE-1", 1))
    board.plant.refused("limit_exceeded", using(board, permit_id, "TUBE-2", 1))


def test_a_permit_ends_before_its_time(sqlite_board: Board) -> None:
    board = sqlite_board
    permit_id = permit(board)
    board.plant.ok(EndPermit(permit_id=permit_id), actor=QUALITY, reason="not safe")
    with board.plant.reader() as reader:
        assert reader.get(DeviationPermit, permit_id).state is PermitState.ENDED
    board.plant.refused("wrong_state", using(board, permit_id, "TUBE-1", 1))
