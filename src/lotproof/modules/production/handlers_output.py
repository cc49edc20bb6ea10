"""What an order makes: its lot, its serials, finished units, scrapped units, by-products."""

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.services import link
from lotproof.modules.genealogy.vocabulary import EdgeKind, SerialId
from lotproof.modules.items.queries import Item
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.production import balance, rules
from lotproof.modules.production.access import (
    UNDER_WAY,
    add_scrap,
    count_deviations,
    require_output,
    require_pieces,
    take_order,
    take_output,
    take_step,
    take_units,
)
from lotproof.modules.production.commands import (
    OpenOutput,
    ReceiveOutput,
    RecordByProduct,
    ScrapUnits,
    SerialiseOutput,
)
from lotproof.modules.production.events import (
    ByProductMade,
    OutputMade,
    OutputOpened,
    OutputSerialised,
    UnitsScrapped,
)
from lotproof.modules.production.numbering import consecutive_numbers
from lotproof.modules.production.records import Output, SerialRun, WorkOrder
from lotproof.modules.production.vocabulary import OutputKind, WorkOrderState
from lotproof.modules.warehouse import services
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.services import converted
from lotproof.modules.warehouse.vocabulary import LotId, LotOrigin, MovementKind, SerialState


@handles(OpenOutput, emits=(OutputOpened,))
def open_output(command: OpenOutput, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    if order.output_lot_id is not None:
        raise rules.OutputOpen(order=order.number, lot=LotId.text(order.output_lot_id))
    lot = services.open_lot(
        work,
        work.get(Item, order.item_id),
        command.lot_number,
        origin=LotOrigin.MADE,
        purpose=order.purpose,
        made_on=command.made_on or work.today,
        expires_on=None,
    )
    order.output_lot_id = lot.id
    work.add(
        Output(order.id, lot.id, OutputKind.MAIN, order.item_id, order.unit, due=order.quantity)
    )
    work.record(OutputOpened(lot_id=lot.id, work_order_id=order.id, item_id=order.item_id))


@handles(SerialiseOutput, emits=(OutputSerialised,))
def serialise_output(command: SerialiseOutput, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    lot = work.rely(Lot, require_output(order))
    item = work.get(Item, order.item_id)
    if item.tracking is not Tracking.SERIAL:
        raise rules.NotSerialTracked(item=item.number)
    runs = work.find(SerialRun, work_order_id=order.id)
    count = command.count + sum(run.last_serial_id - run.first_serial_id + 1 for run in runs)
    if count > order.quantity:
        raise rules.TooManySerials(
            order=order.number, quantity=balance.shown(order.quantity, order.unit), count=count
        )
    numbers = consecutive_numbers(command.first_number, command.count)
    # Until they are received the units are in the hands of production, at no location.
    ids = services.open_serials(work, lot, numbers, None, state=SerialState.ISSUED)
    first, last = SerialId(ids[0]), SerialId(ids[-1])
    work.add(SerialRun(order.id, first, last))
    work.record(
        OutputSerialised(
            work_order_id=order.id, lot_id=lot.id, first_serial_id=first, last_serial_id=last
        )
    )


@handles(ReceiveOutput, emits=(OutputMade,))
def receive_output(command: ReceiveOutput, work: Work) -> None:
    order = take_order(work, command.work_order_id, WorkOrderState.IN_PROGRESS)
    output = take_output(work, order, command.lot_id)
    lot = work.rely(Lot, output.lot_id)
    quantity = converted(command.quantity, command.unit, order.unit)
    _require_finished(order, quantity)
    _require_of_lot(output, lot, quantity)
    item = work.get(Item, order.item_id)
    services.require_serial_count(item, len(set(command.serial_ids)), quantity)
    for serial in take_units(work, order, command.serial_ids):
        if serial.state is not SerialState.ISSUED:
            raise rules.UnitNotInProduction(serial=serial.number, state=serial.state.label)
        services.set_serial(work, serial, SerialState.IN_STOCK, command.location_id)
    services.require_place(work, lot, services.on_site(work, command.location_id))
    services.put_in(
        work,
        lot,
        command.location_id,
        quantity,
        kind=MovementKind.MADE,
        reference=order.number,
    )
    order.received = Amount(order.received + quantity)
    output.received = Amount(output.received + quantity)
    work.record(
        OutputMade(
            lot_id=lot.id,
            item_id=order.item_id,
            work_order_id=order.id,
            location_id=command.location_id,
            quantity=quantity,
            unit=order.unit,
        )
    )


@handles(ScrapUnits, emits=(UnitsScrapped,))
def scrap_units(command: ScrapUnits, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    quantity = converted(command.quantity, command.unit, order.unit)
    _take_off(work, order, command, quantity)
    order.scrapped = Amount(order.scrapped + quantity)
    if command.serial_ids:
        require_pieces(work, work.get(Item, order.item_id), command.serial_ids, quantity)
    for serial in take_units(work, order, command.serial_ids):
        services.set_serial(work, serial, SerialState.SCRAPPED, None)
    count_deviations(work, order)
    scrap = add_scrap(
        work,
        order,
        quantity,
        order.unit,
        command.cause,
        serial_ids=command.serial_ids,
        position=command.position,
    )
    work.record(
        UnitsScrapped(
            scrap_id=scrap.id,
            work_order_id=order.id,
            quantity=quantity,
            unit=order.unit,
            cause=command.cause,
            lot_id=order.output_lot_id,
        )
    )


@handles(RecordByProduct, emits=(ByProductMade,))
def record_by_product(command: RecordByProduct, work: Work) -> None:
    order = take_order(work, command.work_order_id, WorkOrderState.IN_PROGRESS)
    item = work.rely(Item, command.item_id)
    if item.id == order.item_id:
        raise rules.ByProductIsProduct(item=item.number, order=order.number)
    rules.require_makeable(item)
    quantity = converted(command.quantity, command.unit, item.unit)
    services.require_serial_count(item, 0, quantity)
    lot = services.open_lot(
        work,
        item,
        command.lot_number,
        origin=LotOrigin.MADE,
        purpose=order.purpose,
        made_on=work.today,
        expires_on=None,
    )
    services.require_place(work, lot, services.on_site(work, command.location_id))
    services.put_in(
        work,
        lot,
        command.location_id,
        quantity,
        kind=MovementKind.MADE,
        reference=order.number,
        is_new=True,
    )
    # Which of the materials of the order are in it was not recorded: through its output lot all
    # of them may be.
    link(work, require_output(order), lot.id, EdgeKind.SPLIT, possible=True, is_new=True)
    work.add(
        Output(
            order.id,
            lot.id,
            OutputKind.BY_PRODUCT,
            item.id,
            item.unit,
            due=quantity,
            received=quantity,
        )
    )
    work.record(
        ByProductMade(
            lot_id=lot.id,
            item_id=item.id,
            work_order_id=order.id,
            location_id=command.location_id,
            quantity=quantity,
            unit=item.unit,
        )
    )


def _require_finished(order: WorkOrder, asked: Amount) -> None:
    available = order.finished - order.received
    if asked > available:
        raise _more_than_finished(order, asked, available)


def _more_than_finished(order: WorkOrder, asked: int, available: int) -> balance.MoreThanFinished:
    return balance.MoreThanFinished(
        order=order.number,
        available=balance.shown(available, order.unit),
        asked=balance.shown(asked, order.unit),
    )


def _require_of_lot(output: Output, lot: Lot, asked: Amount) -> None:
    available = output.due - output.received
    if output.kind is OutputKind.BY_PRODUCT or asked > available:
        raise balance.MoreThanOfLot(
            lot=lot.number,
            available=balance.shown(available, output.unit),
            asked=balance.shown(asked, output.unit),
        )


def _take_off(work: Work, order: WorkOrder, command: ScrapUnits, quantity: Amount) -> None:
    """The units leave where they were; more than were there is a deviation, not a lie."""
    if command.position is None:
        available = order.finished - order.received
        if quantity > available:
            work.object(_more_than_finished(order, quantity, available))
        order.finished = Amount(order.finished - quantity)
        return
    step, _ = take_step(work, order, command.position)
    there = step.set_aside if command.is_set_aside else balance.waiting(step)
    if quantity > there:
        kind = balance.MoreThanSetAside if command.is_set_aside else balance.MoreThanArrived
        work.object(
            kind(
                order=order.number,
                position=step.position,
                available=balance.shown(there, order.unit),
                asked=balance.shown(quantity, order.unit),
            )
        )
    if command.is_set_aside:
        step.set_aside = Amount(step.set_aside - quantity)
    step.scrapped = Amount(step.scrapped + quantity)
