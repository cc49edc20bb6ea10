"""What several handlers do first: take the order, its step, its lots and serials."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import cast

from lotproof.kernel.quantity import Amount
from lotproof.kernel.refusals import Refused, WrongState
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.items.queries import Item, RoutingOperation, operations
from lotproof.modules.production import rules, sequence
from lotproof.modules.production.records import (
    IssuedSerial,
    Material,
    OrderStep,
    Output,
    Rework,
    Scrap,
    SerialRun,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import (
    WORK_ORDER_LIFE,
    OperationRunId,
    ScrapCause,
    ScrapId,
    WorkOrderId,
    WorkOrderState,
)
from lotproof.modules.warehouse.queries import Lot, Serial
from lotproof.modules.warehouse.services import require_serial_count
from lotproof.modules.warehouse.vocabulary import SerialState

UNDER_WAY = (WorkOrderState.RELEASED, WorkOrderState.IN_PROGRESS)

_TAKE_ONE_BY_ONE_MAX = 64
"""Up to here serials are locked by key; above, all of the lot in that state at once."""


def take_order(work: Work, order_id: WorkOrderId, *states: WorkOrderState) -> WorkOrder:
    """The order, locked with all that belongs to it; wrong_state unless in one of the states."""
    order = work.take(WorkOrder, order_id)
    require_state(work, order, *states)
    return order


def require_state(work: Work, order: WorkOrder, *states: WorkOrderState) -> None:
    """Refuse an intention in a wrong state; a fact stands and deviates."""
    try:
        WORK_ORDER_LIFE.require(order.number, order.state, *states)
    except WrongState as no:
        work.object(no)


@contextmanager
def objecting(work: Work) -> Iterator[None]:
    """What is refused inside refuses an intention; a fact goes on behind it and deviates."""
    try:
        yield
    except Refused as no:
        work.object(no)


def count_deviations(work: Work, order: WorkOrder) -> None:
    """What a fact did against the rules is seen on its order, which the kernel then holds."""
    order.deviations += len(work.frame.deviations)


def begin(order: WorkOrder) -> None:
    """A released order on which work begins is in progress."""
    if order.state is WorkOrderState.RELEASED:
        order.state = WORK_ORDER_LIFE.move(order.number, order.state, WorkOrderState.IN_PROGRESS)


def take_step(
    work: Work, order: WorkOrder, position: int
) -> tuple[OrderStep, list[RoutingOperation]]:
    """The step that units go through at a position, and the whole routing."""
    routing = operations(work, order.routing_id)
    sequence.require_counted(sequence.operation_at(routing, order.number, position), order.number)
    return work.take(OrderStep, order.id, position), routing


def pass_on(
    work: Work, order: WorkOrder, routing: Iterable[RoutingOperation], position: int, good: Amount
) -> None:
    """Good units arrive at the next operation, or are finished after the last."""
    following = sequence.after(routing, position)
    if following is None:
        order.finished = Amount(order.finished + good)
    elif good:
        step = work.take(OrderStep, order.id, following)
        step.arrived = Amount(step.arrived + good)


def take_material(work: Work, order: WorkOrder, lot: Lot) -> Material:
    """The row of a lot at the order, locked; a new one for a lot that was never issued."""
    found = work.take_all(Material, work_order_id=order.id, lot_id=lot.id)
    if found:
        return found[0]
    return work.add(
        Material(work_order_id=order.id, lot_id=lot.id, item_id=lot.item_id, unit=lot.unit)
    )


def take_output(work: Work, order: WorkOrder, lot_id: LotId | None) -> Output:
    """The row of an output lot, locked; without a lot, of the main one."""
    wanted = lot_id or require_output(order)
    found = work.take_all(Output, work_order_id=order.id, lot_id=wanted)
    if not found:
        raise rules.LotNotOfOrder(lot=LotId.text(wanted), order=order.number)
    return found[0]


def require_output(order: WorkOrder) -> LotId:
    """The main output lot; output_not_open where there is none."""
    if order.output_lot_id is None:
        raise rules.OutputNotOpen(order=order.number)
    return order.output_lot_id


def require_units(work: Work, order: WorkOrder, serial_ids: Sequence[SerialId]) -> list[SerialId]:
    """Those serials that are units of the order; others are refused, in a fact objected to."""
    if not serial_ids:
        return []
    strange = rules.foreign(work.find(SerialRun, work_order_id=order.id), serial_ids)
    for serial_id in strange:
        work.object(rules.SerialNotOfOutput(order=order.number, serial=SerialId.text(serial_id)))
    return sorted(set(serial_ids) - set(strange))


def take_units(work: Work, order: WorkOrder, serial_ids: Sequence[SerialId]) -> list[Serial]:
    """Output serials, locked in key order; those of others are refused."""
    units = require_units(work, order, serial_ids)
    return take_serials(work, require_output(order), units) if units else []


def take_serials(work: Work, lot_id: LotId, serial_ids: Sequence[SerialId]) -> list[Serial]:
    """Serials of a lot, locked in key order, each once."""
    wanted = sorted({int(each) for each in serial_ids})
    if len(wanted) > _TAKE_ONE_BY_ONE_MAX:
        work.take_all(Serial, lot_id=lot_id, state=SerialState.ISSUED)
    return [work.take(Serial, each) for each in wanted]


def take_issued(
    work: Work, order: WorkOrder, serial_ids: Sequence[SerialId]
) -> dict[SerialId, IssuedSerial]:
    """Those of the serials that the order has, or has had, of whatever lot it was; locked."""
    wanted = sorted(set(serial_ids))
    if len(wanted) > _TAKE_ONE_BY_ONE_MAX:
        found = work.take_all(IssuedSerial, work_order_id=order.id)
    else:
        found = [
            each
            for serial_id in wanted
            for each in work.take_all(IssuedSerial, work_order_id=order.id, serial_id=serial_id)
        ]
    return {each.serial_id: each for each in found}


def require_pieces(
    work: Work, item: Item, serial_ids: Sequence[SerialId], quantity: Amount
) -> None:
    """One different serial a piece where the item has them; a fact deviates otherwise."""
    try:
        require_serial_count(item, len(set(serial_ids)), quantity)
    except Refused as no:
        work.object(no)


def add_scrap(
    work: Work,
    order: WorkOrder,
    quantity: Amount,
    unit: str,
    cause: ScrapCause,
    *,
    serial_ids: Sequence[SerialId] = (),
    position: int | None = None,
    lot_id: LotId | None = None,
    run_id: OperationRunId | None = None,
) -> Scrap:
    """The record of what was thrown away: units, or with `lot_id` material of that lot."""
    return work.add(
        Scrap(
            id=work.new_id(ScrapId),
            work_order_id=order.id,
            quantity=quantity,
            unit=unit,
            cause=cause,
            scrapped_at=work.occurred,
            scrapped_by=work.actor,
            serial_ids=plain(serial_ids),
            position=position,
            lot_id=lot_id,
            run_id=run_id,
            remark=work.reason,
        )
    )


def plain(serial_ids: Iterable[SerialId]) -> list[SerialId]:
    """Serials as a stored list has them: plain numbers, which is what the encoder takes."""
    return cast("list[SerialId]", [int(each) for each in serial_ids])


def lose_of_rework(work: Work, order: WorkOrder, rework: Rework, scrapped: Amount) -> None:
    """Scrapped units leave the rework, the step where they were found, and the reworked lot."""
    if not scrapped:
        return
    rework.scrapped = Amount(rework.scrapped + scrapped)
    step = work.take(OrderStep, order.id, rework.position)
    step.in_rework = Amount(step.in_rework - scrapped)
    step.scrapped = Amount(step.scrapped + scrapped)
    if rework.lot_id != rework.from_lot_id:
        output = take_output(work, order, rework.lot_id)
        output.due = Amount(output.due - scrapped)
