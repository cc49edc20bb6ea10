"""Orders: planned, released by another person, closed in balance, cancelled while untouched."""

from lotproof.kernel.quantity import parse_amount
from lotproof.modules.items.commands import OperationGiven, RegisterItem, RetireItem
from lotproof.modules.items.vocabulary import ItemId, ItemKind, OperationKind, Tracking
from lotproof.modules.production import commands
from lotproof.modules.production.queries import (
    Discrepancy,
    Material,
    orders_in_state,
    steps,
    work_order_by_number,
)
from lotproof.modules.production.vocabulary import (
    DifferenceExplained,
    WorkOrderId,
    WorkOrderState,
)
from lotproof.modules.warehouse.vocabulary import LotId, LotPurpose
from tests.modules.production.factory import (
    MOULD,
    OPERATOR,
    PACK,
    PLANNER,
    RELEASER,
    Line,
    catheter_operations,
    pcs,
)


def planning(
    line: Line, item: str, quantity: str = "5", unit: str = "pcs"
) -> commands.PlanWorkOrder:
    return commands.PlanWorkOrder(
        item_id=line.items[item], quantity=parse_amount(quantity, unit), unit=unit
    )


def closing(order: WorkOrderId, **explained: int) -> commands.CloseWorkOrder:
    return commands.CloseWorkOrder(
        work_order_id=order,
        explanations=[
            DifferenceExplained(lot_id=LotId(lot_id), explanation=name)
            for name, lot_id in explained.items()
        ],
    )


# --- planning -----------------------------------------------------------------------------------


def test_planning_freezes_the_revisions_that_are_effective(sqlite_line: Line) -> None:
    line = sqlite_line
    before = line.order(line.plan())
    line.bom("catheter", {"tube": ("2", "pcs")}, revision="B")
    line.routing("catheter", *catheter_operations(), revision="B")
    after = line.order(line.plan())
    assert before.bom_id != after.bom_id
    assert before.routing_id != after.routing_id
    assert before == line.order(before.id)


def test_an_order_gets_a_number_or_keeps_the_given_one(sqlite_line: Line) -> None:
    line = sqlite_line
    order = line.plan()
    assert line.order(order).number == f"WO-{order:06d}"
    given = line.plan(number="MO/26-7")
    with line.plant.reader() as reader:
        found = work_order_by_number(reader, "MO/26-7")
        planned = orders_in_state(reader, WorkOrderState.PLANNED)
    assert found is not None
    assert found.id == given
    assert [each.id for each in planned] == [order, given]
    line.plant.refused(
        "duplicate",
        commands.PlanWorkOrder(
            item_id=line.items["pump"], quantity=pcs(1), unit="pcs", number="MO/26-7"
        ),
    )


def test_what_cannot_be_made_is_not_planned(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    plant.refused("no_effective_revision", planning(line, "tube"))
    line.bom("tube", {"resin": ("1", "g")})
    plant.refused("no_effective_revision", planning(line, "tube"))
    line.routing("tube", OperationGiven(code="F", name="F", kind=OperationKind.FIRST_ARTICLE))
    plant.refused("no_operations", planning(line, "tube"))
    plant.refused("inexact_quantity", planning(line, "catheter", "5", "g"))
    plant.refused(
        "not_found", commands.PlanWorkOrder(item_id=ItemId(99), quantity=pcs(1), unit="pcs")
    )


def test_drafts_retired_and_untracked_items_are_not_made(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    draft = plant.ok(
        RegisterItem(
            number="D", name="D", kind=ItemKind.COMPONENT, tracking=Tracking.LOT, unit="pcs"
        )
    )
    line.items["draft"] = ItemId.parse(draft.value("item_id"))
    plant.refused("item_not_made", planning(line, "draft"))
    line.item("screw", ItemKind.COMPONENT, Tracking.NONE, "pcs")
    plant.refused("output_not_tracked", planning(line, "screw"))


# --- releasing ----------------------------------------------------------------------------------


def test_whoever_planned_does_not_release(line: Line) -> None:
    order = line.plan(quantity=7)
    command = commands.ReleaseWorkOrder(work_order_id=order)
    line.plant.refused("own_work_order", command, actor=PLANNER)
    line.plant.ok(command, actor=RELEASER)
    line.plant.refused("wrong_state", command, actor=RELEASER)
    with line.plant.reader() as reader:
        found = [(step.position, step.arrived) for step in steps(reader, order)]
    assert found == [(MOULD, 7), (PACK, 0)]
    assert line.order(order).released_by == RELEASER


def test_an_order_of_superseded_revisions_is_not_released(sqlite_line: Line) -> None:
    line = sqlite_line
    first = line.plan()
    line.bom("catheter", {"tube": ("1", "pcs")}, revision="B")
    second = line.plan()
    line.routing("catheter", *catheter_operations(), revision="B")
    for order in (first, second):
        line.plant.refused(
            "revision_not_effective",
            commands.ReleaseWorkOrder(work_order_id=order),
            actor=RELEASER,
        )


def test_an_item_retired_meanwhile_is_not_released(sqlite_line: Line) -> None:
    line = sqlite_line
    order = line.plan()
    line.plant.ok(RetireItem(item_id=line.items["catheter"]), reason="replaced")
    line.plant.refused(
        "item_not_made", commands.ReleaseWorkOrder(work_order_id=order), actor=RELEASER
    )


# --- closing ------------------------------------------------------------------------------------


def made(line: Line, *, received: int = 10) -> WorkOrderId:
    order = line.ready(quantity=10)
    line.finish(line.mould(order), 10)
    line.plant.ok(line.clear(order, line.packing))
    line.finish(line.start(order, PACK, 10, workstation_id=line.packing), 10)
    line.plant.ok(line.receiving(order, received))
    return order


def test_an_order_in_balance_closes(line: Line) -> None:
    order = made(line)
    receipt = line.plant.ok(closing(order))
    assert receipt.value("lot_id") == f"lot_{line.output(order)}"
    assert line.order(order).closed_at is not None
    line.plant.refused("wrong_state", closing(order))


def test_differences_are_named_with_their_figures(sqlite_line: Line) -> None:
    line = sqlite_line
    order = made(line, received=8)
    line.issue(order, "RESIN-1", "5", "g")
    refused = line.plant.refused("not_balanced", closing(order))
    assert refused.message is not None
    said = refused.message["en"]
    output, resin = line.output(order), line.lots["RESIN-1"]
    assert f"lot_{output}: started 10, received 8, scrapped 0, difference 2 pcs" in said
    assert f"lot_{resin}: issued 5, consumed 0, returned 0, scrapped 0, difference 5 g" in said
    partly = line.plant.refused("not_balanced", closing(order, spilled=resin))
    assert partly.message is not None
    assert f"lot_{resin}" not in partly.message["en"]


def test_a_difference_may_be_explained_and_stays_visible(line: Line) -> None:
    order = made(line, received=8)
    line.issue(order, "RESIN-1", "5", "g")
    output, resin = line.output(order), line.lots["RESIN-1"]
    line.plant.ok(closing(order, spilled=resin, lost=output))
    with line.plant.reader() as reader:
        found = {
            (each.lot_id, each.quantity, each.unit, each.explanation)
            for each in reader.find(Discrepancy, work_order_id=order)
        }
    assert found == {
        (resin, parse_amount("5", "g"), "g", "spilled"),
        (output, 2, "pcs", "lost"),
    }
    line.plant.check()


def test_what_balances_is_not_explained(sqlite_line: Line) -> None:
    line = sqlite_line
    order = made(line)
    line.plant.refused("nothing_to_explain", closing(order, why=line.lots["TUBE-1"]))
    line.plant.refused("nothing_to_explain", closing(order, why=line.lots["POUCH-1"]))


def test_open_work_keeps_an_order_open(sqlite_line: Line) -> None:
    line, plant = sqlite_line, sqlite_line.plant
    order = line.ready(quantity=10)
    plant.refused("wrong_state", closing(order))
    run = line.mould(order, 10)
    plant.refused("still_running", closing(order))
    line.finish(run, 9, rework=1)
    line.send(order, 1)
    refused = plant.refused("still_running", closing(order))
    assert refused.message is not None
    assert "rwk_1" in refused.message["en"]


def test_an_order_without_output_lot_is_not_closed(sqlite_line: Line) -> None:
    line = sqlite_line
    order = line.release("pump", 1)
    line.finish(line.start(order, 1, 1), 0, scrap=1)
    line.plant.refused("output_not_open", closing(order))


# --- cancelling ---------------------------------------------------------------------------------


def test_an_untouched_order_is_cancelled_with_a_reason(line: Line) -> None:
    for order in (line.plan(), line.release()):
        command = commands.CancelWorkOrder(work_order_id=order)
        line.plant.refused("reason_missing", command)
        line.plant.ok(command, reason="not needed")
        assert line.order(order).state is WorkOrderState.CANCELLED
        line.plant.refused("wrong_state", command, reason="again")
    line.plant.check()


def test_issued_material_is_returned_before_an_order_is_cancelled(sqlite_line: Line) -> None:
    line, order = sqlite_line, sqlite_line.ready()
    line.issue(order, "TUBE-1", "5")
    command = commands.CancelWorkOrder(work_order_id=order)
    line.plant.refused("material_at_order", command, reason="no demand")
    line.plant.ok(line.returning(order, "TUBE-1", "5"))
    line.plant.ok(command, reason="no demand")
    with line.plant.reader() as reader:
        (material,) = reader.find(Material, work_order_id=order)
    assert (material.issued, material.returned) == (5, 5)


def test_an_order_into_which_something_went_is_not_cancelled(sqlite_line: Line) -> None:
    line, order = sqlite_line, sqlite_line.ready()
    run = line.start(order)
    command = commands.CancelWorkOrder(work_order_id=order)
    line.plant.refused("still_running", command, reason="no demand")
    line.issue(order, "TUBE-1", "5")
    line.consume(order, line.line("TUBE-1", "5"))
    line.plant.refused("already_consumed", command, reason="no demand")
    line.plant.ok(line.finishing(run, 0, scrap=10), actor=OPERATOR)
    line.plant.refused("already_consumed", command, reason="no demand")


def test_the_purpose_of_an_order_goes_to_what_it_makes(sqlite_line: Line) -> None:
    line = sqlite_line
    order = line.ready("pump", 1, purpose=LotPurpose.TRIAL)
    assert line.the_lot(line.output(order)).purpose is LotPurpose.TRIAL
