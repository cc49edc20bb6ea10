"""The device history record (DHR, batch record, 批生产记录) of one order.

It puts together what ISO 13485 7.5.1 and the Chinese GMP of 2025, article 81, ask of the record of
each lot or unit: identifiers, lots of key materials, main equipment, process parameters, operators
and material balance. Nothing is entered for it: it is what was recorded while the order was made.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable

from msgspec import Struct

from lotproof.kernel.quantity import Amount, InexactAmount, convert
from lotproof.kernel.site import FallbackHold
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.items.queries import (
    Bom,
    BomLine,
    Item,
    OperationParameter,
    Routing,
    RoutingOperation,
    bom_lines,
    operations,
    parameters,
)
from lotproof.modules.labelling.queries import LabelRecord, label_record
from lotproof.modules.production import balance
from lotproof.modules.production.records import (
    Consumption,
    Discrepancy,
    FirstArticle,
    LineClearance,
    Material,
    OperationRun,
    OrderStep,
    Output,
    Reading,
    Rework,
    Scrap,
    SerialRun,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import ScrapCause, WorkOrderId
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.warehouse.queries import Lot, Serial


class OutputHistory(Struct, frozen=True, kw_only=True):
    """A lot that was made, how many units of it came into stock, and its labels."""

    lot: Lot
    output: Output
    labels: LabelRecord


class SerialSpan(Struct, frozen=True, kw_only=True):
    """Consecutive serial numbers, first and last included."""

    first_number: str
    last_number: str
    count: int


class LotUse(Struct, frozen=True, kw_only=True):
    """One lot of a material: issued, consumed where, returned, scrapped, and why it differs."""

    lot: Lot
    material: Material
    difference: Amount
    explanation: str | None
    consumptions: tuple[Consumption, ...]


class ComponentHistory(Struct, frozen=True, kw_only=True):
    """A line of the frozen bill: what the planned quantity needs, and the lots that were used.

    `required` is in `unit`, rounded up to its step; None if order and bill differ in dimension.
    """

    item: Item
    required: Amount | None
    unit: str
    lots: tuple[LotUse, ...]


class RunHistory(Struct, frozen=True, kw_only=True):
    """Who ran it, where, on what, from when to when, and what came out."""

    run: OperationRun
    workstation: Workstation
    equipment: Equipment | None


class ParameterHistory(Struct, frozen=True, kw_only=True):
    """A parameter with its frozen limits, and every value that was read."""

    parameter: OperationParameter
    readings: tuple[Reading, ...]


class OperationHistory(Struct, frozen=True, kw_only=True):
    """One step of the frozen routing and all that happened there; checks have no quantities."""

    operation: RoutingOperation
    step: OrderStep | None
    runs: tuple[RunHistory, ...]
    parameters: tuple[ParameterHistory, ...]
    clearances: tuple[LineClearance, ...]
    first_articles: tuple[FirstArticle, ...]


class OrderBalance(Struct, frozen=True, kw_only=True):
    """Started = received + scrapped by cause + in process + finished but not received."""

    unit: str
    started: Amount
    received: Amount
    scrapped: dict[ScrapCause, Amount]
    in_process: Amount
    not_received: Amount
    difference: Amount
    explanation: str | None


class BatchRecord(Struct, frozen=True, kw_only=True):
    """All facts of an order."""

    order: WorkOrder
    item: Item
    bom: Bom
    routing: Routing
    outputs: tuple[OutputHistory, ...]
    serials: tuple[SerialSpan, ...]
    components: tuple[ComponentHistory, ...]
    operations: tuple[OperationHistory, ...]
    scraps: tuple[Scrap, ...]
    reworks: tuple[Rework, ...]
    discrepancies: tuple[Discrepancy, ...]
    holds: tuple[FallbackHold, ...]
    balance: OrderBalance


def batch_record(reader: Reader, work_order_id: WorkOrderId) -> BatchRecord:
    """Everything that was recorded for an order; not_found if there is none."""
    order = reader.get(WorkOrder, work_order_id)
    scraps = reader.find(Scrap, work_order_id=order.id)
    discrepancies = reader.find(Discrepancy, work_order_id=order.id)
    return BatchRecord(
        order=order,
        item=reader.get(Item, order.item_id),
        bom=reader.get(Bom, order.bom_id),
        routing=reader.get(Routing, order.routing_id),
        outputs=tuple(
            OutputHistory(
                lot=reader.get(Lot, output.lot_id),
                output=output,
                labels=label_record(reader, output.lot_id),
            )
            for output in reader.find(Output, work_order_id=order.id)
        ),
        serials=_serials(reader, order),
        components=_components(reader, order, discrepancies),
        operations=_operations(reader, order),
        scraps=tuple(scraps),
        reworks=tuple(reader.find(Rework, work_order_id=order.id)),
        discrepancies=tuple(discrepancies),
        holds=tuple(reader.find(FallbackHold, subject=WorkOrderId.text(order.id))),
        balance=_balance(order, scraps, discrepancies),
    )


def _serials(reader: Reader, order: WorkOrder) -> tuple[SerialSpan, ...]:
    return tuple(
        SerialSpan(
            first_number=reader.get(Serial, run.first_serial_id).number,
            last_number=reader.get(Serial, run.last_serial_id).number,
            count=run.last_serial_id - run.first_serial_id + 1,
        )
        for run in reader.find(SerialRun, work_order_id=order.id)
    )


def _components(
    reader: Reader, order: WorkOrder, discrepancies: Iterable[Discrepancy]
) -> tuple[ComponentHistory, ...]:
    bom = reader.get(Bom, order.bom_id)
    explained = {each.lot_id: each.explanation for each in discrepancies}
    went_in: dict[int, list[Consumption]] = defaultdict(list)
    for each in reader.find(Consumption, work_order_id=order.id):
        went_in[each.lot_id].append(each)
    uses: dict[int, list[LotUse]] = defaultdict(list)
    for material in reader.find(Material, work_order_id=order.id):
        uses[material.item_id].append(
            LotUse(
                lot=reader.get(Lot, material.lot_id),
                material=material,
                difference=balance.at_order(material),
                explanation=explained.get(material.lot_id),
                consumptions=tuple(went_in[material.lot_id]),
            )
        )
    lines = bom_lines(reader, order.bom_id)
    known = {line.component_id for line in lines}
    # Material that is not in the bill gets here by a deviating fact only, and is shown after it.
    return tuple(
        ComponentHistory(
            item=reader.get(Item, line.component_id),
            required=_required(line, bom, order),
            unit=line.unit,
            lots=tuple(uses[line.component_id]),
        )
        for line in lines
    ) + tuple(
        ComponentHistory(
            item=reader.get(Item, item_id), required=None, unit=lots[0].lot.unit, lots=tuple(lots)
        )
        for item_id, lots in sorted(uses.items())
        if item_id not in known and lots
    )


def _required(line: BomLine, bom: Bom, order: WorkOrder) -> Amount | None:
    try:
        quantity = convert(order.quantity, order.unit, bom.unit)
    except InexactAmount:
        return None
    return balance.required(line.quantity, bom.quantity, quantity)


def _operations(reader: Reader, order: WorkOrder) -> tuple[OperationHistory, ...]:
    steps = {each.position: each for each in reader.find(OrderStep, work_order_id=order.id)}
    runs = reader.find(OperationRun, work_order_id=order.id)
    clearances = reader.find(LineClearance, work_order_id=order.id)
    articles = reader.find(FirstArticle, work_order_id=order.id)
    read: dict[int, list[Reading]] = defaultdict(list)
    for reading in reader.find(Reading, work_order_id=order.id):
        read[reading.parameter_id].append(reading)
    parameters_ = parameters(reader, order.routing_id)
    return tuple(
        OperationHistory(
            operation=operation,
            step=steps.get(operation.position),
            runs=tuple(_run(reader, each) for each in runs if each.position == operation.position),
            parameters=tuple(
                ParameterHistory(parameter=each, readings=tuple(read[each.id]))
                for each in parameters_
                if each.position == operation.position
            ),
            clearances=tuple(c for c in clearances if c.position == operation.position),
            first_articles=tuple(a for a in articles if a.position == operation.position),
        )
        for operation in operations(reader, order.routing_id)
    )


def _run(reader: Reader, run: OperationRun) -> RunHistory:
    return RunHistory(
        run=run,
        workstation=reader.get(Workstation, run.workstation_id),
        equipment=None if run.equipment_id is None else reader.get(Equipment, run.equipment_id),
    )


def _balance(
    order: WorkOrder, scraps: Iterable[Scrap], discrepancies: Iterable[Discrepancy]
) -> OrderBalance:
    by_cause: Counter[ScrapCause] = Counter()
    for scrap in scraps:
        if scrap.lot_id is None:
            by_cause[scrap.cause] += scrap.quantity
    explained = {each.lot_id: each.explanation for each in discrepancies}
    return OrderBalance(
        unit=order.unit,
        started=order.started,
        received=order.received,
        scrapped={cause: Amount(by_cause[cause]) for cause in ScrapCause if by_cause[cause]},
        in_process=balance.in_process(order),
        not_received=Amount(order.finished - order.received),
        difference=balance.unaccounted(order),
        explanation=explained.get(order.output_lot_id) if order.output_lot_id else None,
    )
