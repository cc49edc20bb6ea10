"""Planning, releasing, closing and cancelling orders.

The handlers of material, operations, their checks, output and rework stand in files of their own.
"""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import (
    Bom,
    Item,
    Routing,
    effective_bom,
    effective_routing,
    operations,
)
from lotproof.modules.production import (
    balance,
    rules,
    sequence,
)
from lotproof.modules.production.access import UNDER_WAY, require_output, take_order
from lotproof.modules.production.commands import (
    CancelWorkOrder,
    CloseWorkOrder,
    PlanWorkOrder,
    ReleaseWorkOrder,
)
from lotproof.modules.production.events import (
    WorkOrderCancelled,
    WorkOrderClosed,
    WorkOrderPlanned,
    WorkOrderReleased,
)
from lotproof.modules.production.numbering import order_number
from lotproof.modules.production.records import (
    Discrepancy,
    Material,
    OperationRun,
    OrderStep,
    Rework,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import (
    WORK_ORDER_LIFE,
    OperationRunId,
    ReworkId,
    ReworkState,
    RunState,
    WorkOrderId,
    WorkOrderState,
)
from lotproof.modules.warehouse.services import converted
from lotproof.modules.warehouse.vocabulary import LotId


@handles(PlanWorkOrder, emits=(WorkOrderPlanned,))
def plan_work_order(command: PlanWorkOrder, work: Work) -> None:
    item = work.rely(Item, command.item_id)
    rules.require_makeable(item)
    bom = effective_bom(work, item.id)
    routing = effective_routing(work, item.id)
    if bom is None:
        raise rules.NoEffectiveRevision(item=item.number, what=Bom.KIND.label)
    if routing is None:
        raise rules.NoEffectiveRevision(item=item.number, what=Routing.KIND.label)
    if not sequence.counted(operations(work, routing.id)):
        raise rules.NoOperations(item=item.number, revision=routing.revision)
    id_ = work.new_id(WorkOrderId)
    order = work.add(
        WorkOrder(
            id=id_,
            number=command.number or order_number(id_),
            item_id=item.id,
            bom_id=bom.id,
            routing_id=routing.id,
            purpose=command.purpose,
            quantity=converted(command.quantity, command.unit, item.unit),
            unit=item.unit,
            planned_by=work.actor,
            due_on=command.due_on,
        )
    )
    work.record(
        WorkOrderPlanned(
            work_order_id=order.id,
            number=order.number,
            item_id=item.id,
            quantity=order.quantity,
            unit=order.unit,
            purpose=order.purpose,
            due_on=order.due_on,
        )
    )


@handles(ReleaseWorkOrder, emits=(WorkOrderReleased,))
def release_work_order(command: ReleaseWorkOrder, work: Work) -> None:
    order = work.take(WorkOrder, command.work_order_id)
    order.state = WORK_ORDER_LIFE.move(order.number, order.state, WorkOrderState.RELEASED)
    if work.is_own(order.planned_by):
        raise rules.OwnWorkOrder(who=work.actor, order=order.number)
    rules.require_makeable(work.rely(Item, order.item_id))
    rules.require_effective(order, work.rely(Bom, order.bom_id))
    rules.require_effective(order, work.rely(Routing, order.routing_id))
    positions = sequence.counted(operations(work, order.routing_id))
    steps = [OrderStep(order.id, position, order.unit) for position in positions]
    steps[0].arrived = order.quantity
    work.add_all(steps)
    order.released_by = work.actor
    work.record(
        WorkOrderReleased(
            work_order_id=order.id,
            item_id=order.item_id,
            quantity=order.quantity,
            unit=order.unit,
        )
    )


@handles(CloseWorkOrder, emits=(WorkOrderClosed,))
def close_work_order(command: CloseWorkOrder, work: Work) -> None:
    order = take_order(work, command.work_order_id, WorkOrderState.IN_PROGRESS)
    output_lot_id = require_output(order)
    _require_quiet(work, order)
    found = balance.imbalances(order, work.find(Material, work_order_id=order.id))
    explained = {each.lot_id: each.explanation for each in command.explanations}
    balance.require_explained(order, found, explained)
    work.add_all(
        Discrepancy(order.id, each.lot_id, each.quantity, each.unit, explained[each.lot_id])
        for each in found
    )
    order.state = WORK_ORDER_LIFE.move(order.number, order.state, WorkOrderState.CLOSED)
    order.closed_at = work.occurred
    work.record(WorkOrderClosed(work_order_id=order.id, lot_id=output_lot_id))


@handles(CancelWorkOrder, emits=(WorkOrderCancelled,))
def cancel_work_order(command: CancelWorkOrder, work: Work) -> None:
    order = take_order(work, command.work_order_id, WorkOrderState.PLANNED, *UNDER_WAY)
    materials = work.find(Material, work_order_id=order.id)
    units = order.finished or order.received or order.scrapped
    if units or any(each.consumed for each in materials):
        raise rules.AlreadyConsumed(order=order.number)
    left = [LotId.text(each.lot_id) for each in materials if balance.at_order(each)]
    if left:
        raise rules.MaterialAtOrder(order=order.number, lots=", ".join(left))
    _require_quiet(work, order)
    order.state = WORK_ORDER_LIFE.move(order.number, order.state, WorkOrderState.CANCELLED)
    order.closed_at = work.occurred
    work.record(WorkOrderCancelled(work_order_id=order.id))


def _require_quiet(work: Work, order: WorkOrder) -> None:
    """Refuse while an operation runs or a rework is open."""
    open_ = [
        OperationRunId.text(each.id)
        for each in work.find(OperationRun, work_order_id=order.id)
        if each.state is RunState.RUNNING
    ] + [
        ReworkId.text(each.id)
        for each in work.find(Rework, work_order_id=order.id)
        if each.state is ReworkState.OPEN
    ]
    if open_:
        raise rules.StillRunning(order=order.number, what=", ".join(open_))
