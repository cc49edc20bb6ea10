"""Checks around operations: line clearance, readings of parameters, first articles."""

from collections.abc import Sequence

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.gates import MAY_MEASURE, MeasureAsked
from lotproof.modules.items.queries import OperationParameter, RoutingOperation, operations
from lotproof.modules.items.vocabulary import OperationKind, ParameterId
from lotproof.modules.production import rules, sequence
from lotproof.modules.production.access import (
    UNDER_WAY,
    count_deviations,
    take_order,
    take_units,
)
from lotproof.modules.production.commands import (
    ApproveFirstArticle,
    ClearLine,
    RecordParameter,
    RejectFirstArticle,
)
from lotproof.modules.production.events import (
    FirstArticleDecided,
    LineCleared,
    ParameterRecorded,
)
from lotproof.modules.production.records import (
    FirstArticle,
    LineClearance,
    OperationRun,
    Reading,
    WorkOrder,
)
from lotproof.modules.production.vocabulary import (
    FirstArticleId,
    LineClearanceId,
    OperationRunId,
    ReadingId,
    Verdict,
)
from lotproof.modules.sites.queries import Workstation


@handles(ClearLine, emits=(LineCleared,))
def clear_line(command: ClearLine, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    workstation = work.get(Workstation, command.workstation_id)
    operation = sequence.operation_at(
        operations(work, order.routing_id), order.number, command.position
    )
    if operation.kind is not OperationKind.LINE_CLEARANCE:
        work.object(
            sequence.NotThatKind(
                order=order.number,
                position=operation.position,
                kind=operation.kind.label,
                wanted=OperationKind.LINE_CLEARANCE.label,
            )
        )
    count_deviations(work, order)
    found = work.add(
        LineClearance(
            id=work.new_id(LineClearanceId),
            work_order_id=order.id,
            position=command.position,
            workstation_id=workstation.id,
            products_removed=command.products_removed,
            materials_removed=command.materials_removed,
            labels_removed=command.labels_removed,
            documents_removed=command.documents_removed,
            is_clean=command.is_clean,
            is_cleared=all(
                (
                    command.products_removed,
                    command.materials_removed,
                    command.labels_removed,
                    command.documents_removed,
                    command.is_clean,
                )
            ),
            cleared_at=work.occurred,
            cleared_by=work.actor,
        )
    )
    work.record(
        LineCleared(
            line_clearance_id=found.id,
            work_order_id=order.id,
            workstation_id=workstation.id,
            is_cleared=found.is_cleared,
        )
    )


@handles(RecordParameter, emits=(ParameterRecorded,))
def record_parameter(command: RecordParameter, work: Work) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    parameter = work.get(OperationParameter, command.parameter_id)
    _object_to_reading(work, order, parameter, command)
    count_deviations(work, order)
    verdict = rules.verdict(command.value, command.unit, parameter)
    reading = work.add(
        Reading(
            id=work.new_id(ReadingId),
            work_order_id=order.id,
            position=parameter.position,
            parameter_id=parameter.id,
            value=command.value,
            unit=command.unit,
            verdict=verdict,
            read_at=work.occurred,
            read_by=work.actor,
            run_id=command.run_id,
            equipment_id=command.equipment_id,
        )
    )
    work.record(
        ParameterRecorded(
            reading_id=reading.id,
            work_order_id=order.id,
            position=parameter.position,
            parameter_id=parameter.id,
            within=verdict is Verdict.WITHIN,
            is_critical=parameter.is_critical,
            lot_id=order.output_lot_id,
            equipment_id=command.equipment_id,
        )
    )


@handles(ApproveFirstArticle, emits=(FirstArticleDecided,))
def approve_first_article(command: ApproveFirstArticle, work: Work) -> None:
    _decide(command, work, is_accepted=True)


@handles(RejectFirstArticle, emits=(FirstArticleDecided,))
def reject_first_article(command: RejectFirstArticle, work: Work) -> None:
    _decide(command, work, is_accepted=False)


def _object_to_reading(
    work: Work, order: WorkOrder, parameter: OperationParameter, command: RecordParameter
) -> None:
    """What is wrong about a reading makes it deviate; it stands as it was read."""
    if parameter.routing_id != order.routing_id:
        work.object(rules.NotOfOrder(what=ParameterId.text(parameter.id), order=order.number))
    if not rules.is_comparable(command.unit, parameter):
        work.object(
            rules.ReadingUnitWrong(
                parameter=parameter.code, wanted=parameter.unit, given=command.unit
            )
        )
    if command.equipment_id is not None:
        asked = MeasureAsked(equipment_id=command.equipment_id, at=work.occurred)
        work.ask(MAY_MEASURE, asked)
    if command.run_id is not None:
        run = work.get(OperationRun, command.run_id)
        if (run.work_order_id, run.position) != (order.id, parameter.position):
            work.object(rules.NotOfOrder(what=OperationRunId.text(run.id), order=order.number))


def _decide(
    command: ApproveFirstArticle | RejectFirstArticle, work: Work, *, is_accepted: bool
) -> None:
    order = take_order(work, command.work_order_id, *UNDER_WAY)
    routing = operations(work, order.routing_id)
    operation = sequence.operation_at(routing, order.number, command.position)
    sequence.require_kind(operation, order.number, OperationKind.FIRST_ARTICLE)
    _require_other_than_operator(work, order, routing, operation.position)
    if command.serial_id is not None:
        take_units(work, order, [command.serial_id])
    decision = work.add(
        FirstArticle(
            id=work.new_id(FirstArticleId),
            work_order_id=order.id,
            position=operation.position,
            is_accepted=is_accepted,
            decided_at=work.occurred,
            decided_by=work.actor,
            serial_id=command.serial_id,
            remark=command.remark,
        )
    )
    work.record(
        FirstArticleDecided(
            first_article_id=decision.id,
            work_order_id=order.id,
            position=operation.position,
            is_accepted=is_accepted,
        )
    )


def _require_other_than_operator(
    work: Work, order: WorkOrder, routing: Sequence[RoutingOperation], check: int
) -> None:
    covered = sequence.covered_by(routing, check)
    if covered is None:
        return
    runs = work.find(OperationRun, work_order_id=order.id, position=covered)
    if covered < check and not runs:
        raise rules.NothingMadeYet(position=covered, order=order.number)
    if any(work.is_own(run.operator) or work.is_own(run.finished_by) for run in runs):
        raise sequence.OwnFirstArticle(who=work.actor)
