"""Rework: units that were set aside repeat operations, counted each time.

Lot-tracked units get a lot of their own, so that what is replaced in rework is traced to them and
not to the whole output lot. Units with serials keep their identity; the rework names them.
"""

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import link
from lotproof.modules.genealogy.vocabulary import EdgeKind, LotId
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.production import balance, rules_rework, sequence
from lotproof.modules.production.access import (
    add_scrap,
    lose_of_rework,
    pass_on,
    plain,
    take_order,
    take_output,
    take_step,
    take_units,
)
from lotproof.modules.production.commands import FinishRework, SendToRework
from lotproof.modules.production.events import ReworkFinished, UnitsSentToRework
from lotproof.modules.production.numbering import rework_lot_number
from lotproof.modules.production.records import OrderStep, Output, Rework, SerialRun, WorkOrder
from lotproof.modules.production.vocabulary import (
    REWORK_LIFE,
    OutputKind,
    ReworkId,
    ReworkState,
    WorkOrderState,
)
from lotproof.modules.warehouse import services
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.services import converted, require_serial_count
from lotproof.modules.warehouse.vocabulary import LotOrigin, SerialState


@handles(SendToRework, emits=(UnitsSentToRework,))
def send_to_rework(command: SendToRework, work: Work) -> None:
    order = take_order(work, command.work_order_id, WorkOrderState.IN_PROGRESS)
    step, routing = take_step(work, order, command.position)
    start = sequence.operation_at(routing, order.number, command.repeat_from)
    sequence.require_counted(start, order.number)
    if command.repeat_from > command.position:
        raise rules_rework.ReworkGoesForward(
            position=command.position, repeat_from=command.repeat_from
        )
    quantity = converted(command.quantity, command.unit, order.unit)
    _set_off(order, step, quantity)
    item = work.get(Item, order.item_id)
    _require_named(work, order, item, command, quantity)
    source = take_output(work, order, command.from_lot_id)
    lot_id = source.lot_id
    if item.tracking is Tracking.LOT:
        lot_id = _open_rework_lot(work, order, item, source, command, quantity)
    rework = work.add(
        Rework(
            id=work.new_id(ReworkId),
            work_order_id=order.id,
            cycle=order.reworks,
            position=step.position,
            repeat_from=start.position,
            quantity=quantity,
            unit=order.unit,
            from_lot_id=source.lot_id,
            lot_id=lot_id,
            adverse_effect=command.adverse_effect,
            sent_at=work.occurred,
            sent_by=work.actor,
            serial_ids=plain(command.serial_ids),
            next_position=start.position,
        )
    )
    work.record(
        UnitsSentToRework(
            rework_id=rework.id,
            work_order_id=order.id,
            from_lot_id=source.lot_id,
            lot_id=lot_id,
            quantity=quantity,
            unit=order.unit,
        )
    )


@handles(FinishRework, emits=(ReworkFinished,))
def finish_rework(command: FinishRework, work: Work) -> None:
    sent = work.get(Rework, command.rework_id)
    order = take_order(work, sent.work_order_id, WorkOrderState.IN_PROGRESS)
    rework = work.take(Rework, command.rework_id)
    name = ReworkId.text(rework.id)
    rework.state = REWORK_LIFE.move(name, rework.state, ReworkState.FINISHED)
    left = balance.remaining(rework)
    if rework.running or (left and rework.next_position is not None):
        raise rules_rework.ReworkNotRepeated(rework=name, position=rework.next_position)
    good, scrap, again = (
        converted(each, command.unit, order.unit)
        for each in (command.good, command.scrap, command.rework)
    )
    balance.require_balanced(left, order.unit, good, scrap, again)
    step, routing = take_step(work, order, rework.position)
    lose_of_rework(work, order, rework, scrap)
    step.in_rework = Amount(step.in_rework - good - again)
    step.good = Amount(step.good + good)
    step.set_aside = Amount(step.set_aside + again)
    pass_on(work, order, routing, step.position, good)
    rework.good, rework.finished_at = good, work.occurred
    if scrap:
        _scrap_of_rework(work, order, rework, command, scrap)
    work.record(
        ReworkFinished(
            rework_id=rework.id,
            work_order_id=order.id,
            lot_id=rework.lot_id,
            good=good,
            scrap=scrap,
            rework=again,
            unit=order.unit,
        )
    )


def _set_off(order: WorkOrder, step: OrderStep, quantity: Amount) -> None:
    if quantity > step.set_aside:
        raise balance.MoreThanSetAside(
            order=order.number,
            position=step.position,
            available=balance.shown(step.set_aside, step.unit),
            asked=balance.shown(quantity, step.unit),
        )
    step.set_aside = Amount(step.set_aside - quantity)
    step.in_rework = Amount(step.in_rework + quantity)
    order.reworks += 1


def _require_named(
    work: Work, order: WorkOrder, item: Item, command: SendToRework, quantity: Amount
) -> None:
    """Units that have serials are named one by one."""
    has_serials = bool(work.find(SerialRun, work_order_id=order.id))
    if has_serials or item.tracking is not Tracking.SERIAL or command.serial_ids:
        require_serial_count(item, len(set(command.serial_ids)), quantity)
    take_units(work, order, command.serial_ids)


def _open_rework_lot(
    work: Work,
    order: WorkOrder,
    item: Item,
    source: Output,
    command: SendToRework,
    quantity: Amount,
) -> LotId:
    """A lot for the units to be reworked, of the same age as the lot that they leave."""
    origin = work.rely(Lot, source.lot_id)
    available = source.due - source.received
    if quantity > available:
        raise balance.MoreThanOfLot(
            lot=origin.number,
            available=balance.shown(available, source.unit),
            asked=balance.shown(quantity, source.unit),
        )
    lot = services.open_lot(
        work,
        item,
        command.lot_number or rework_lot_number(origin.number, order.reworks),
        origin=LotOrigin.MADE,
        purpose=order.purpose,
        made_on=origin.made_on,
        expires_on=origin.expires_on,
    )
    link(work, origin.id, lot.id, EdgeKind.REWORKED, is_new=True)
    source.due = Amount(source.due - quantity)
    work.add(Output(order.id, lot.id, OutputKind.REWORK, item.id, order.unit, due=quantity))
    return lot.id


def _scrap_of_rework(
    work: Work, order: WorkOrder, rework: Rework, command: FinishRework, scrap: Amount
) -> None:
    if command.scrap_serial_ids:
        item = work.get(Item, order.item_id)
        require_serial_count(item, len(set(command.scrap_serial_ids)), scrap)
    for serial in take_units(work, order, command.scrap_serial_ids):
        services.set_serial(work, serial, SerialState.SCRAPPED, None)
    order.scrapped = Amount(order.scrapped + scrap)
    add_scrap(
        work,
        order,
        scrap,
        order.unit,
        command.scrap_cause,
        serial_ids=command.scrap_serial_ids,
        position=rework.position,
    )
