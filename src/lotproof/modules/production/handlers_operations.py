"""Running operations: who starts what where on what, and what comes out."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.items.queries import Item, RoutingOperation
from lotproof.modules.people.actors import user_of
from lotproof.modules.production import balance, rules, rules_rework, sequence
from lotproof.modules.production.access import (
    UNDER_WAY,
    add_scrap,
    begin,
    count_deviations,
    lose_of_rework,
    objecting,
    pass_on,
    take_order,
    take_step,
    take_units,
)
from lotproof.modules.production.commands import (
    FinishOperation,
    StartOperation,
)
from lotproof.modules.production.commands_late import ReportFinish
from lotproof.modules.production.events import (
    OperationFinished,
    OperationStarted,
)
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.production.records import (
    FirstArticle,
    LineClearance,
    OperationRun,
    OrderStep,
    Rework,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import (
    REWORK_LIFE,
    RUN_LIFE,
    OperationRunId,
    ReworkId,
    ReworkState,
    RunState,
    WorkOrderState,
)
from lotproof.modules.sites.queries import Workstation
from lotproof.modules.warehouse.services import converted, require_serial_count, set_serial
from lotproof.modules.warehouse.vocabulary import SerialState

_RUN = OperationRun.KIND.table

_OTHERS_SINCE: Statement[OperationRun] = Statement(
    select(_RUN.c.id)
    .where(
        _RUN.c.workstation_id == bindparam("workstation_id"),
        _RUN.c.started_at >= bindparam("since"),
        _RUN.c.work_order_id != bindparam("work_order_id"),
    )
    .limit(1)
)


@handles(StartOperation, emits=(OperationStarted,))
def start_operation(command: StartOperation, work: Work) -> None:
    with work.alone():
        rules.require_open(work.rely(Workstation, command.workstation_id))
    with work.alone():
        if command.equipment_id is not None:
            rules.require_available(work.rely(Equipment, command.equipment_id))
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    step, routing = take_step(work, order, command.position)
    operation = sequence.operation_at(routing, order.number, command.position)
    workstation = work.rely(Workstation, command.workstation_id)
    rules.require_place(operation, workstation)
    equipment_id = command.equipment_id
    equipment = None if equipment_id is None else work.rely(Equipment, equipment_id)
    rules.require_equipment(operation, equipment)
    _require_cleared(work, order, routing, operation, workstation)
    _require_articles(work, order, routing, step)
    work.ask(
        MAY_START,
        StartAsked(
            work_order_id=order.id,
            position=step.position,
            equipment_id=equipment_id,
            user_id=user_of(work.actor),
        ),
    )
    quantity = converted(command.quantity, command.unit, order.unit)
    if command.rework_id is None:
        _take_in(order, step, routing, quantity)
    else:
        _repeat(work, order, command.rework_id, step.position, quantity)
    begin(order)
    run = work.add(
        OperationRun(
            id=work.new_id(OperationRunId),
            work_order_id=order.id,
            position=step.position,
            workstation_id=workstation.id,
            operator=work.actor,
            started_at=work.occurred,
            quantity=quantity,
            unit=order.unit,
            equipment_id=equipment_id,
            rework_id=command.rework_id,
        )
    )
    work.record(
        OperationStarted(
            run_id=run.id,
            work_order_id=order.id,
            position=step.position,
            workstation_id=workstation.id,
            quantity=quantity,
            unit=order.unit,
            equipment_id=equipment_id,
            rework_id=command.rework_id,
        )
    )


@handles(FinishOperation, emits=(OperationFinished,))
def finish_operation(command: FinishOperation, work: Work) -> None:
    started = work.get(OperationRun, command.run_id)
    order = take_order(work, started.work_order_id, WorkOrderState.IN_PROGRESS)
    run = work.take(OperationRun, command.run_id)
    run.state = RUN_LIFE.move(OperationRunId.text(run.id), run.state, RunState.FINISHED)
    step, routing = take_step(work, order, run.position)
    good, scrap, rework = (
        converted(each, command.unit, order.unit)
        for each in (command.good, command.scrap, command.rework)
    )
    with objecting(work):
        balance.require_balanced(run.quantity, run.unit, good, scrap, rework)
    if good:
        articles = work.find(FirstArticle, work_order_id=order.id)
        checks = sequence.articles_over(routing, run.position)
        with objecting(work):
            sequence.require_articles(articles, checks, order.number)
    count_deviations(work, order)
    run.good, run.scrapped, run.set_aside = good, scrap, rework
    run.finished_at, run.finished_by = work.occurred, work.actor
    if run.rework_id is None:
        _give_out(work, order, step, routing, run)
    else:
        _repeated(work, order, routing, run)
    if scrap:
        _scrap_of_run(work, order, run, command)
    work.record(
        OperationFinished(
            run_id=run.id,
            work_order_id=order.id,
            position=run.position,
            good=good,
            scrap=scrap,
            rework=rework,
            unit=order.unit,
            lot_id=order.output_lot_id,
        )
    )


@handles(ReportFinish, emits=(OperationFinished,))
def report_finish(command: ReportFinish, work: Work) -> None:
    finish_operation(command, work)


# --- before a start -----------------------------------------------------------------------------


def _require_cleared(
    work: Work,
    order: WorkOrder,
    routing: Sequence[RoutingOperation],
    operation: RoutingOperation,
    workstation: Workstation,
) -> None:
    """The line is clear for this order, and nobody else's order ran there since."""
    check = sequence.clearance_over(routing, operation.position)
    if check is None:
        return
    found = sequence.latest_clearance(
        work.find(LineClearance, work_order_id=order.id), check, workstation.id
    )
    if (
        found is None
        or not found.is_cleared
        or work.rows(
            _OTHERS_SINCE,
            workstation_id=int(workstation.id),
            since=found.cleared_at,
            work_order_id=int(order.id),
        )
    ):
        raise sequence.LineNotCleared(
            workstation=workstation.code, order=order.number, position=check
        )


def _require_articles(
    work: Work, order: WorkOrder, routing: Sequence[RoutingOperation], step: OrderStep
) -> None:
    """First articles before the operation are accepted; its own while others run it already."""
    earlier = sequence.articles_before(routing, step.position)
    own = sequence.articles_over(routing, step.position)
    if not earlier and not own:
        return
    articles = work.find(FirstArticle, work_order_id=order.id)
    sequence.require_articles(articles, earlier, order.number)
    if step.running:
        sequence.require_articles(articles, own, order.number)
    for check in set(own) & set(earlier):
        decision = sequence.latest_article(articles, check)
        if decision is not None and work.is_own(decision.decided_by):
            raise sequence.OwnFirstArticle(who=work.actor)


def _take_in(
    order: WorkOrder, step: OrderStep, routing: Sequence[RoutingOperation], quantity: Amount
) -> None:
    before = sequence.before(routing, step.position)
    balance.require_waiting(step, quantity, order.number, before)
    step.running = Amount(step.running + quantity)
    if before is None:
        order.started = Amount(order.started + quantity)


def _repeat(
    work: Work, order: WorkOrder, rework_id: ReworkId, position: int, quantity: Amount
) -> None:
    """A rework goes as a whole through the next operation that it has to repeat."""
    rework = work.take(Rework, rework_id)
    name = ReworkId.text(rework_id)
    if rework.work_order_id != order.id:
        raise rules.NotOfOrder(what=name, order=order.number)
    REWORK_LIFE.require(name, rework.state, ReworkState.OPEN)
    left = balance.remaining(rework)
    if rework.running or rework.next_position != position or quantity != left:
        raise rules_rework.NotNextOfRework(
            rework=name,
            wanted=rework.next_position or "-",
            quantity=balance.shown(left, order.unit),
        )
    rework.running = quantity


# --- after a finish -----------------------------------------------------------------------------


def _give_out(
    work: Work,
    order: WorkOrder,
    step: OrderStep,
    routing: Sequence[RoutingOperation],
    run: OperationRun,
) -> None:
    step.running = Amount(step.running - run.quantity)
    step.good = Amount(step.good + run.good)
    step.scrapped = Amount(step.scrapped + run.scrapped)
    step.set_aside = Amount(step.set_aside + run.set_aside)
    pass_on(work, order, routing, step.position, run.good)


def _repeated(
    work: Work, order: WorkOrder, routing: Sequence[RoutingOperation], run: OperationRun
) -> None:
    """A repeated operation: what was scrapped leaves the rework, the rest goes on in it."""
    assert run.rework_id is not None
    rework = work.take(Rework, run.rework_id)
    if run.set_aside:
        raise rules_rework.ReworkWithinRework(rework=ReworkId.text(rework.id))
    rework.running = Amount(0)
    rework.next_position = sequence.next_to_repeat(routing, run.position, rework.position)
    lose_of_rework(work, order, rework, run.scrapped)


def _scrap_of_run(
    work: Work, order: WorkOrder, run: OperationRun, command: FinishOperation
) -> None:
    if command.scrap_serial_ids:
        item = work.get(Item, order.item_id)
        require_serial_count(item, len(set(command.scrap_serial_ids)), run.scrapped)
    for serial in take_units(work, order, command.scrap_serial_ids):
        set_serial(work, serial, SerialState.SCRAPPED, None)
    order.scrapped = Amount(order.scrapped + run.scrapped)
    add_scrap(
        work,
        order,
        run.scrapped,
        run.unit,
        command.scrap_cause,
        serial_ids=command.scrap_serial_ids,
        position=run.position,
        run_id=run.id,
    )
