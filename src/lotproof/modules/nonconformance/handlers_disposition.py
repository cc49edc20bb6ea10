"""What becomes of affected product: decided, signed, carried out, taken back."""

from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.documents.things import require_thing
from lotproof.modules.nonconformance import rules
from lotproof.modules.nonconformance.commands import (
    DecideDispositions,
    RecordExecution,
    WithdrawDispositions,
)
from lotproof.modules.nonconformance.events import (
    DispositionDecided,
    DispositionExecuted,
    DispositionsApproved,
    DispositionsWithdrawn,
)
from lotproof.modules.nonconformance.queries import affected_lots
from lotproof.modules.nonconformance.records import AffectedLot, Disposition, Report
from lotproof.modules.nonconformance.vocabulary import (
    DISPOSITION_LIFE,
    REPORT_LIFE,
    DispositionId,
    DispositionKind,
    DispositionState,
    ReportState,
)
from lotproof.modules.nonconformance.words import DispositionGiven
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.services import in_unit_of
from lotproof.modules.warehouse.vocabulary import LotState


@handles(DecideDispositions, emits=(DispositionDecided, DispositionsApproved))
def decide_dispositions(command: DecideDispositions, work: Work) -> None:
    report = work.take(Report, command.report_id)
    report.state = REPORT_LIFE.move(report.number, report.state, ReportState.DISPOSITIONED)
    rows = {int(each.lot_id): each for each in affected_lots(work, report.id)}
    decided = [_decide(work, report, rows, each) for each in command.dispositions]
    _require_balanced(work, rows, [*executed(work, report), *decided])
    for each in decided:
        work.add(each)
        work.record(
            DispositionDecided(
                disposition_id=each.id,
                report_id=report.id,
                lot_id=each.lot_id,
                decision=each.kind,
                quantity=each.quantity,
                unit=each.unit,
            )
        )
    work.record(
        DispositionsApproved(
            report_id=report.id,
            number=report.number,
            lot_ids=[each.lot_id for each in rows.values() if each.quantity],
        )
    )


def _decide(
    work: Work, report: Report, rows: dict[int, AffectedLot], given: DispositionGiven
) -> Disposition:
    """One disposition with all that its kind demands."""
    lot = work.get(Lot, given.lot_id)
    if lot.id not in rows or not rows[lot.id].quantity:
        raise rules.LotNotAffected(lot=lot.number, number=report.number)
    rules.require_reasons(
        lot.number,
        given.kind,
        given.justification,
        given.regulatory_basis,
        given.adverse_effect,
    )
    if given.kind is DispositionKind.USE_AS_IS and work.is_own(report.opened_by):
        raise rules.OwnConcession(person=work.actor, number=report.number)
    if given.kind is DispositionKind.USE_AS_IS and lot.state is LotState.REJECTED:
        raise rules.RejectedStays(lot=lot.number)
    if given.kind is DispositionKind.RETURN and lot.supplier_id is None:
        raise rules.NotFromSupplier(lot=lot.number)
    return Disposition(
        id=work.new_id(DispositionId),
        report_id=report.id,
        lot_id=lot.id,
        kind=given.kind,
        quantity=in_unit_of(lot, given.quantity, given.unit),
        unit=lot.unit,
        decided_by=work.actor,
        decided_at=work.now,
        justification=given.justification,
        regulatory_basis=given.regulatory_basis,
        adverse_effect=given.adverse_effect,
    )


def _require_balanced(
    work: Work, rows: dict[int, AffectedLot], disposed: list[Disposition]
) -> None:
    affected = {lot: int(row.quantity or 0) for lot, row in rows.items()}
    wrong = rules.unbalanced(affected, [(each.lot_id, each.quantity) for each in disposed])
    if wrong is not None:
        lot, total = wrong
        row = rows[lot]
        raise rules.DispositionUnbalanced(
            lot=work.get(Lot, row.lot_id).number,
            affected=quantity_text(row.quantity or Amount(0), row.unit),
            disposed=quantity_text(total, row.unit),
        )


@handles(WithdrawDispositions, emits=(DispositionsWithdrawn,))
def withdraw_dispositions(command: WithdrawDispositions, work: Work) -> None:
    report = work.take(Report, command.report_id)
    report.state = REPORT_LIFE.move(report.number, report.state, ReportState.EVALUATED)
    lots = set()
    for each in work.take_all(Disposition, report_id=report.id, state=DispositionState.DECIDED):
        name = DispositionId.text(each.id)
        each.state = DISPOSITION_LIFE.move(name, each.state, DispositionState.WITHDRAWN)
        each.ended_because = work.reason
        lots.add(each.lot_id)
    work.record(
        DispositionsWithdrawn(report_id=report.id, number=report.number, lot_ids=sorted(lots))
    )


@handles(RecordExecution, emits=(DispositionExecuted,))
def record_execution(command: RecordExecution, work: Work) -> None:
    # The report first, as everybody locks it before its dispositions.
    work.take(Report, work.get(Disposition, command.disposition_id).report_id)
    each = work.take(Disposition, command.disposition_id)
    name = DispositionId.text(each.id)
    each.state = DISPOSITION_LIFE.move(name, each.state, DispositionState.EXECUTED)
    if command.executed_record is not None:
        require_thing(work, command.executed_record)
    each.evidence, each.executed_record = command.evidence, command.executed_record
    each.executed_by, each.executed_at = work.actor, work.occurred
    work.record(
        DispositionExecuted(
            disposition_id=each.id, report_id=each.report_id, lot_id=each.lot_id, decision=each.kind
        )
    )


# --- for others of this module ------------------------------------------------------------------


def executed(work: Work, report: Report) -> list[Disposition]:
    """What was done with product already: it stands, whatever is decided of the rest."""
    return work.find(Disposition, report_id=report.id, state=DispositionState.EXECUTED)


def quantity_text(quantity: Amount, unit: str) -> str:
    """`12 pcs`, as refusals say it."""
    return f"{amount_text(quantity, unit)} {unit}"
