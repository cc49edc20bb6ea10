"""Material: issued to an order, returned from it, consumed in it, scrapped at it."""

from collections.abc import Sequence

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.genealogy.vocabulary import LotId, SerialId
from lotproof.modules.items.queries import Item, bom_lines
from lotproof.modules.items.vocabulary import Tracking
from lotproof.modules.production import balance, lineage, rules
from lotproof.modules.production.access import (
    UNDER_WAY,
    add_scrap,
    count_deviations,
    objecting,
    plain,
    require_output,
    require_pieces,
    require_units,
    take_issued,
    take_material,
    take_order,
    take_serials,
    take_step,
)
from lotproof.modules.production.commands import (
    ConsumeMaterial,
    IssueMaterial,
    ReturnMaterial,
    ScrapMaterial,
)
from lotproof.modules.production.commands_late import ReportConsumption
from lotproof.modules.production.events import (
    MaterialConsumed,
    MaterialIssued,
    MaterialReturned,
    MaterialScrapped,
)
from lotproof.modules.production.records import (
    Consumption,
    IssuedSerial,
    Material,
    OrderStep,
    Rework,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import (
    REWORK_LIFE,
    ConsumptionId,
    MaterialLine,
    ReworkId,
    ReworkState,
    WorkOrderId,
)
from lotproof.modules.warehouse import services
from lotproof.modules.warehouse.gates import MAY_ISSUE, IssueAsked
from lotproof.modules.warehouse.queries import Lot, Serial
from lotproof.modules.warehouse.vocabulary import MovementKind, SerialState


@handles(IssueMaterial, emits=(MaterialIssued,))
def issue_material(command: IssueMaterial, work: Work) -> None:
    with work.alone():
        services.require_fit(work, work.rely(Lot, command.lot_id))
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    lot = work.rely(Lot, command.lot_id)
    item = work.get(Item, lot.item_id)
    if item.id not in {line.component_id for line in bom_lines(work, order.bom_id)}:
        raise rules.NotInBom(lot=lot.number, item=item.number, order=order.number)
    _require_usable(work, order, lot, command.serial_ids)
    services.on_site(work, command.location_id)
    services.require_fefo(work, lot, purpose=order.purpose)
    quantity = services.in_unit_of(lot, command.quantity, command.unit)
    services.require_serial_count(item, len(command.serial_ids), quantity)
    for serial in services.take_serials(work, lot, command.serial_ids, command.location_id):
        services.set_serial(work, serial, SerialState.ISSUED, None)
    _come_to_order(work, order, lot, command.serial_ids)
    services.take_out(
        work,
        lot,
        command.location_id,
        quantity,
        kind=MovementKind.ISSUED,
        reference=order.number,
    )
    material = take_material(work, order, lot)
    material.issued = Amount(material.issued + quantity)
    work.record(
        MaterialIssued(
            work_order_id=order.id,
            lot_id=lot.id,
            item_id=lot.item_id,
            quantity=quantity,
            unit=lot.unit,
        )
    )


@handles(ReturnMaterial, emits=(MaterialReturned,))
def return_material(command: ReturnMaterial, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    lot = work.rely(Lot, command.lot_id)
    quantity = services.in_unit_of(lot, command.quantity, command.unit)
    material = take_material(work, order, lot)
    _require_at_order(work, order, lot, material, quantity)
    services.require_serial_count(
        work.get(Item, lot.item_id), len(set(command.serial_ids)), quantity
    )
    for serial in _leave_order(work, order, lot, command.serial_ids):
        services.set_serial(work, serial, SerialState.IN_STOCK, command.location_id)
    services.require_place(work, lot, services.on_site(work, command.location_id))
    services.put_in(
        work,
        lot,
        command.location_id,
        quantity,
        kind=MovementKind.PUT_BACK,
        reference=order.number,
    )
    material.returned = Amount(material.returned + quantity)
    work.record(
        MaterialReturned(
            work_order_id=order.id,
            lot_id=lot.id,
            item_id=lot.item_id,
            quantity=quantity,
            unit=lot.unit,
        )
    )


@handles(ScrapMaterial, emits=(MaterialScrapped,))
def scrap_material(command: ScrapMaterial, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    lot = work.rely(Lot, command.lot_id)
    quantity = services.in_unit_of(lot, command.quantity, command.unit)
    material = take_material(work, order, lot)
    _require_at_order(work, order, lot, material, quantity)
    require_pieces(work, work.get(Item, lot.item_id), command.serial_ids, quantity)
    for serial in _leave_order(work, order, lot, command.serial_ids):
        services.set_serial(work, serial, SerialState.SCRAPPED, None)
    count_deviations(work, order)
    material.scrapped = Amount(material.scrapped + quantity)
    scrap = add_scrap(
        work,
        order,
        quantity,
        lot.unit,
        command.cause,
        serial_ids=command.serial_ids,
        lot_id=lot.id,
    )
    work.record(
        MaterialScrapped(
            scrap_id=scrap.id,
            work_order_id=order.id,
            lot_id=lot.id,
            quantity=quantity,
            unit=lot.unit,
            cause=command.cause,
        )
    )


@handles(ConsumeMaterial, emits=(MaterialConsumed,))
def consume_material(command: ConsumeMaterial, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    output_lot_id = require_output(order)
    step, _ = take_step(work, order, command.position)
    if not _is_started(step):
        work.object(rules.NothingMadeYet(position=step.position, order=order.number))
    if command.rework_id is not None:
        output_lot_id = _rework_lot(work, order, command.rework_id)
    require_units(work, order, [unit for line in command.lines for unit in line.into_serial_ids])
    taken = {
        lot_id: _take_lines(work, order, [line for line in command.lines if line.lot_id == lot_id])
        for lot_id in sorted({line.lot_id for line in command.lines})
    }
    count_deviations(work, order)
    for line in command.lines:
        lot, item = taken[line.lot_id]
        _link(work, order, lot, item, line, output_lot_id)
        consumption = work.add(
            Consumption(
                id=work.new_id(ConsumptionId),
                work_order_id=order.id,
                position=step.position,
                item_id=lot.item_id,
                lot_id=lot.id,
                output_lot_id=output_lot_id,
                quantity=services.in_unit_of(lot, line.quantity, line.unit),
                unit=lot.unit,
                is_exact=bool(line.into_serial_ids),
                consumed_at=work.occurred,
                consumed_by=work.actor,
                serial_ids=plain(line.serial_ids),
                into_serial_ids=plain(line.into_serial_ids),
                rework_id=command.rework_id,
            )
        )
        work.record(
            MaterialConsumed(
                work_order_id=order.id,
                position=step.position,
                lot_id=lot.id,
                item_id=lot.item_id,
                output_lot_id=output_lot_id,
                quantity=consumption.quantity,
                unit=lot.unit,
            )
        )


@handles(ReportConsumption, emits=(MaterialConsumed,))
def report_consumption(command: ReportConsumption, work: Work) -> None:
    consume_material(command, work)


def _take_lines(work: Work, order: WorkOrder, lines: Sequence[MaterialLine]) -> tuple[Lot, Item]:
    """The lot of these lines and its item, after the order has used up what they say."""
    lot = work.rely(Lot, lines[0].lot_id)
    item = work.get(Item, lot.item_id)
    quantity = Amount(0)
    for line in lines:
        rules.require_single_assignment(line, lot.number)
        each = services.in_unit_of(lot, line.quantity, line.unit)
        with objecting(work):
            services.require_serial_count(item, len(set(line.serial_ids)), each)
        quantity = Amount(quantity + each)
    material = take_material(work, order, lot)
    _require_at_order(work, order, lot, material, quantity)
    serial_ids = [serial_id for line in lines for serial_id in line.serial_ids]
    _require_usable(work, order, lot, serial_ids)
    for serial in _leave_order(work, order, lot, serial_ids):
        if serial.holds:
            work.object(rules.ComponentOnHold(serial=serial.number))
        services.set_serial(work, serial, SerialState.CONSUMED, None)
    material.consumed = Amount(material.consumed + quantity)
    return lot, item


def _link(
    work: Work, order: WorkOrder, lot: Lot, item: Item, line: MaterialLine, child: LotId
) -> None:
    into = line.into_serial_ids
    if item.tracking is Tracking.SERIAL:
        # A lot of one unit leaves no doubt which unit got the component.
        mixed = not into and order.quantity > 1
        lineage.link_serials(work, line.serial_ids, into[0] if into else child, mixed=mixed)
    else:
        lineage.link_lot(work, order, lot, child, into)


def _require_usable(work: Work, order: WorkOrder, lot: Lot, serial_ids: Sequence[SerialId]) -> None:
    """The lot, and each serial, may go into the order as of now."""
    with objecting(work):
        services.require_usable(work, lot, purpose=order.purpose)
    order_id = WorkOrderId.text(order.id)
    work.ask(MAY_ISSUE, IssueAsked(lot_id=lot.id, order_id=order_id))
    for serial_id in serial_ids:
        work.ask(MAY_ISSUE, IssueAsked(lot_id=lot.id, serial_id=serial_id, order_id=order_id))


def _require_at_order(
    work: Work, order: WorkOrder, lot: Lot, material: Material, asked: Amount
) -> None:
    available = balance.at_order(material)
    if asked > available:
        work.object(
            balance.MoreThanAtOrder(
                order=order.number,
                lot=lot.number,
                available=balance.shown(available, lot.unit),
                asked=balance.shown(asked, lot.unit),
            )
        )


def _is_started(step: OrderStep) -> bool:
    return step.running + step.good + step.scrapped + step.set_aside + step.in_rework > 0


def _rework_lot(work: Work, order: WorkOrder, rework_id: ReworkId) -> LotId:
    rework = work.rely(Rework, rework_id)
    if rework.work_order_id != order.id:
        raise rules.NotOfOrder(what=ReworkId.text(rework_id), order=order.number)
    REWORK_LIFE.require(ReworkId.text(rework_id), rework.state, ReworkState.OPEN)
    return rework.lot_id


def _come_to_order(work: Work, order: WorkOrder, lot: Lot, serial_ids: Sequence[SerialId]) -> None:
    """The order has these serials; it may have had them before, then as part of another lot."""
    known = take_issued(work, order, serial_ids)
    for serial_id in serial_ids:
        if serial_id in known:
            known[serial_id].lot_id, known[serial_id].is_at_order = lot.id, True
        else:
            work.add(IssuedSerial(order.id, serial_id, lot.id))


def _leave_order(
    work: Work, order: WorkOrder, lot: Lot, serial_ids: Sequence[SerialId]
) -> list[Serial]:
    """These serials, locked; the order has them no longer. Others are objected to and left."""
    known = take_issued(work, order, serial_ids)
    leaving: list[SerialId] = []
    for serial_id in serial_ids:
        found = known.get(serial_id)
        if found is not None and found.is_at_order and found.lot_id == lot.id:
            found.is_at_order = False
            leaving.append(serial_id)
        else:
            work.object(rules.SerialNotAtOrder(serial=SerialId.text(serial_id), order=order.number))
    return take_serials(work, lot.id, leaving)
