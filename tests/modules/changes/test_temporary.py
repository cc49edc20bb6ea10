"""Emergencies, deviations, orders in progress and what machines are set to."""

from datetime import date, timedelta
from typing import Any

import pytest

from lotproof.kernel.safety import FinishTask
from lotproof.kernel.site import Task, TaskId
from lotproof.kernel.site import TaskState as KernelTaskState
from lotproof.modules.changes import commands
from lotproof.modules.changes.commands import ObjectGiven
from lotproof.modules.changes.commands_execution import (
    ApproveTemporarily,
    CloseChange,
    CountUse,
    EndTemporary,
    LapseTemporary,
    ReviewChange,
)
from lotproof.modules.changes.due import lapse
from lotproof.modules.changes.queries import (
    TemporaryApproval,
    temporary_approval,
)
from lotproof.modules.changes.vocabulary import (
    ChangeOrderId,
    RunningOrders,
    TemporaryApprovalId,
    TemporaryState,
)
from lotproof.modules.items.commands import MakeBomEffective, WithdrawBom
from lotproof.modules.items.vocabulary import BomId
from lotproof.modules.production.commands import ReleaseWorkOrder
from lotproof.modules.production.vocabulary import OperationRunId, WorkOrderId
from lotproof.modules.warehouse.commands import PlaceHold, ReleaseLot
from lotproof.modules.warehouse.vocabulary import LotId
from tests.modules.changes.board import ENGINEER, QUALITY, SOON, TODAY, Board
from tests.modules.production.factory import PACK, RELEASER, pcs

pytestmark = pytest.mark.clause("ISO 13485 §7.3.9")


# --- emergencies --------------------------------------------------------------------------------


def approving(order: ChangeOrderId, **more: Any) -> ApproveTemporarily:
    given: dict[str, Any] = {"until": SOON, "full_approval_by": SOON, "lots_max": 1}
    return ApproveTemporarily(change_order_id=order, **(given | more))


def emergency(board: Board, **more: Any) -> ChangeOrderId:
    """A new bill of materials that is worked by before its full approval."""
    proposed = board.draft_bom()
    order = board.draft(ObjectGiven(proposed=proposed), is_emergency=True)
    board.submit(order)
    board.plant.ok(approving(order, **more), actor=QUALITY, reason="line stands still")
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(proposed)), actor=QUALITY)
    return order


def begin(board: Board, quantity: int = 5) -> tuple[WorkOrderId, OperationRunId]:
    """An order by the version in force, with its first operation running."""
    order = board.line.ready(quantity=quantity)
    return order, board.line.start(order, quantity=quantity)


def make(board: Board, quantity: int = 5) -> LotId:
    """A lot of catheters by the version in force."""
    return finish(board, *begin(board, quantity), quantity)


def finish(board: Board, order: WorkOrderId, run: OperationRunId, quantity: int = 5) -> LotId:
    line = board.line
    line.issue(order, "TUBE-1", str(2 * quantity))
    line.consume(order, line.line("TUBE-1", str(2 * quantity)))
    line.approve(order)
    line.finish(run, quantity)
    board.plant.ok(line.clear(order, at=line.packing))
    run = line.start(order, PACK, quantity, workstation_id=line.packing)
    line.issue(order, "POUCH-1", str(quantity))
    line.consume(order, line.line("POUCH-1", str(quantity)), position=PACK)
    line.finish(run, quantity)
    board.plant.ok(line.receiving(order, quantity))
    return line.output(order)


def test_an_emergency_is_worked_by_at_once_and_approved_afterwards(board: Board) -> None:
    board.begin()
    order = emergency(board)
    board.triage(order)
    board.assess(order)
    board.approve(order, has_seen_growth=True)
    with board.plant.reader() as reader:
        found = temporary_approval(reader, order)
    assert found is not None
    assert found.state is TemporaryState.CONFIRMED
    board.plant.check()


def test_only_an_emergency_and_only_with_limits(sqlite_board: Board) -> None:
    board = sqlite_board
    plain = board.draft(ObjectGiven(current="rtg_1"))
    board.submit(plain)
    order = board.draft(ObjectGiven(current="bom_1"), is_emergency=True)
    board.submit(order)
    past, far = TODAY - timedelta(days=1), TODAY + timedelta(days=400)
    for code, command, actor in (
        ("own_change", approving(order), ENGINEER),
        ("not_an_emergency", approving(plain), QUALITY),
        ("limit_missing", approving(order, lots_max=None), QUALITY),
        ("limit_missing", approving(order, lots_max=None, quantity_max=None), QUALITY),
        ("days_out_of_range", approving(order, until=past), QUALITY),
        ("days_out_of_range", approving(order, full_approval_by=far), QUALITY),
    ):
        board.plant.refused(code, command, actor=actor, reason="urgent")
    board.plant.ok(approving(order), actor=QUALITY, reason="urgent")
    board.plant.refused("temporary_already", approving(order), actor=QUALITY, reason="urgent")


def test_what_is_made_in_an_emergency_is_counted_and_held_beyond_its_limits(board: Board) -> None:
    order = emergency(board, lots_max=1, quantity_max=pcs(8), unit="pcs")
    begun = begin(board)
    first = make(board)
    with board.plant.reader() as reader:
        found = temporary_approval(reader, order)
    assert found is not None
    assert (found.lots_used, found.quantity_used) == (1, 5)
    assert board.line.the_lot(first).holds == 0
    second = finish(board, *begun)
    assert board.line.the_lot(second).holds == 1
    more = CountUse(
        temporary_approval_id=TemporaryApprovalId(found.id),
        lot_id=first,
        work_order_id=WorkOrderId(1),
        quantity=pcs(1),
        unit="pcs",
    )
    counted = board.plant.ok(more)
    assert {each["code"] for each in counted.deviations} == {"limit_exceeded"}


def test_an_emergency_without_full_approval_ends_and_its_lots_do_not_move(board: Board) -> None:
    order = emergency(board)
    lot = make(board)
    board.plant.clock.advance(days=11)
    board.plant.refused("temporary_approval_over", ReleaseLot(lot_id=lot), actor=QUALITY)
    refused = board.line.release()
    board.plant.ok(_opening(refused))
    board.plant.ok(board.line.clear(refused))
    board.plant.refused("temporary_approval_over", board.line.starting(refused), actor="usr_3")
    with board.plant.reader() as reader:
        found = temporary_approval(reader, order)
        assert found is not None
        assert list(lapse(reader)) == [LapseTemporary(temporary_approval_id=found.id)]
    board.plant.ok(
        EndTemporary(temporary_approval_id=TemporaryApprovalId(found.id)),
        actor=QUALITY,
        reason="not approved in time",
    )
    with board.plant.reader() as reader:
        assert reader.get(TemporaryApproval, found.id).state is TemporaryState.ENDED
    assert board.line.the_lot(lot).holds == 1


def test_a_temporary_approval_lapses_by_itself(sqlite_board: Board) -> None:
    board = sqlite_board
    emergency(board)
    lot = make(board)
    lapsing = LapseTemporary(temporary_approval_id=TemporaryApprovalId(1))
    board.plant.refused("not_over_yet", lapsing)
    board.plant.clock.advance(days=11)
    board.plant.ok(lapsing)
    assert board.line.the_lot(lot).holds == 1
    with board.plant.reader() as reader:
        assert list(lapse(reader)) == []


def _opening(order: WorkOrderId) -> Any:
    from lotproof.modules.production.commands import OpenOutput

    return OpenOutput(work_order_id=order)


def test_after_its_time_nothing_more_changes_by_an_emergency(sqlite_board: Board) -> None:
    board = sqlite_board
    board.begin()
    order = board.draft(ObjectGiven(proposed=(proposed := board.draft_bom())), is_emergency=True)
    board.submit(order)
    board.plant.ok(approving(order), actor=QUALITY, reason="urgent")
    board.plant.clock.advance(days=11)
    board.plant.refused(
        "temporary_approval_over", MakeBomEffective(bom_id=BomId.parse(proposed)), actor=QUALITY
    )


@pytest.mark.parametrize(
    "limit", [{"lots_max": 1}, {"lots_max": None, "quantity_max": pcs(5), "unit": "pcs"}]
)
def test_nothing_more_is_begun_when_the_limits_of_an_emergency_are_used_up(
    limit: dict[str, Any], sqlite_board: Board
) -> None:
    board = sqlite_board
    board.begin()
    order = emergency(board, **limit)
    lot = make(board)
    assert board.line.the_lot(lot).holds == 0, "it is within the limits"
    later = board.line.ready()
    board.plant.refused("temporary_approval_used_up", board.line.starting(later), actor="usr_3")
    again = MakeBomEffective(bom_id=BomId.parse(board.bom_now()))
    withdraw = WithdrawBom(bom_id=again.bom_id)
    board.plant.refused("temporary_approval_used_up", withdraw, actor=QUALITY, reason="try")
    board.triage(order)
    board.assess(order)
    board.approve(order, has_seen_growth=True)
    board.line.start(later)


def overdue(board: Board) -> tuple[ChangeOrderId, LotId]:
    """An emergency whose full approval did not come in time, with a lot made by it."""
    board.begin()
    order, lot = emergency(board), make(board)
    board.triage(order)
    board.assess(order)
    board.plant.clock.advance(days=11)
    return order, lot


def open_tasks(board: Board) -> list[Task]:
    with board.plant.reader() as reader:
        return reader.find(Task, state=KernelTaskState.OPEN, code="full_approval_overdue")


@pytest.mark.parametrize("is_lapsed_first", [True, False], ids=["lapsed", "approved late"])
def test_an_overdue_full_approval_opens_a_task_and_blocks_closing(
    is_lapsed_first: bool, sqlite_board: Board
) -> None:
    board = sqlite_board
    order, lot = overdue(board)
    if is_lapsed_first:
        board.plant.ok(LapseTemporary(temporary_approval_id=TemporaryApprovalId(1)))
        assert [each.subject for each in open_tasks(board)] == [f"chg_{order}"]
    board.approve(order, has_seen_growth=True)
    assert [each.subject for each in open_tasks(board)] == [f"chg_{order}"]
    assert board.line.the_lot(lot).holds == 1, "its lot is held, however late the approval came"
    with board.plant.reader() as reader:
        found = temporary_approval(reader, order)
        assert found is not None
        assert found.state is TemporaryState.ENDED
    board.implement(order)
    board.verify(order)
    board.release(order)
    board.plant.ok(ReviewChange(change_order_id=order, review="looked at"), actor=QUALITY)
    close = CloseChange(change_order_id=order)
    refused = board.plant.refused("change_incomplete", close, actor=QUALITY)
    task = open_tasks(board)[0]
    assert f"tsk_{task.id}" in str(refused.message)
    finishing = FinishTask(task_id=TaskId(task.id))
    board.plant.ok(finishing, actor=QUALITY, reason="lot 1 judged, report 12")
    board.plant.ok(close, actor=QUALITY)
    board.plant.check()


def test_a_late_full_approval_lets_work_go_on(sqlite_board: Board) -> None:
    board = sqlite_board
    order, lot = overdue(board)
    waiting = board.line.ready()
    board.plant.refused("temporary_approval_over", board.line.starting(waiting), actor="usr_3")
    board.plant.refused("temporary_approval_over", ReleaseLot(lot_id=lot), actor=QUALITY)
    board.approve(order, has_seen_growth=True)
    board.implement(order)
    board.line.start(waiting)
    board.plant.refused("lot_on_hold", ReleaseLot(lot_id=lot), actor=QUALITY)


# --- orders in progress -------------------------------------------------------------------------


def test_orders_keep_the_version_they_began_with(board: Board) -> None:
    board.begin()
    old = board.line.ready()
    order = board.until_implementing(ObjectGiven(proposed=(new := board.draft_bom())))
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(new)), actor=QUALITY)
    board.verify(order)
    board.release(order)
    fresh = board.line.ready()
    assert f"bom_{board.line.order(old).bom_id}" == "bom_1"
    assert f"bom_{board.line.order(fresh).bom_id}" == new
    board.line.start(old)
    board.line.issue(old, "RESIN-1", "5", "g")  # the bill it began with has resin
    board.plant.refused("not_in_bom", board.line.issuing(fresh, "RESIN-1", "5", "g"))


def test_orders_stop_where_the_change_order_says_so(sqlite_board: Board) -> None:
    board = sqlite_board
    old = board.line.ready()
    order = board.until_implementing(
        ObjectGiven(proposed=(new := board.draft_bom())), running_orders=RunningOrders.STOP
    )
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(new)), actor=QUALITY)
    board.verify(order)
    board.release(order)
    board.plant.refused("order_on_former_version", board.line.starting(old), actor="usr_3")


def test_an_order_planned_for_the_former_version_is_not_released(sqlite_board: Board) -> None:
    board = sqlite_board
    planned = board.line.plan()
    new = board.draft_bom()
    board.plant.ok(MakeBomEffective(bom_id=BomId.parse(new)), actor=QUALITY)
    board.plant.refused(
        "revision_not_effective", ReleaseWorkOrder(work_order_id=planned), actor=RELEASER
    )


def test_days_are_the_sites(sqlite_board: Board) -> None:
    order = sqlite_board.draft(ObjectGiven(current="bom_1"), effective_on=date(2026, 5, 1))
    sqlite_board.plant.ok(commands.SubmitChange(change_order_id=order), actor=ENGINEER)
    sqlite_board.plant.ok(PlaceHold(lot_id=sqlite_board.line.lots["TUBE-1"], cause="look"))
