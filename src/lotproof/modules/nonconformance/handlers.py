"""How nonconformance is opened, contained, evaluated, closed and cancelled."""

from collections.abc import Iterable

from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.nonconformance import rules
from lotproof.modules.nonconformance.cases import (
    affected_in_lot_unit,
    bind,
    concern,
    named_by,
    number_of,
    require_owner,
)
from lotproof.modules.nonconformance.commands import (
    CancelReport,
    CloseReport,
    EvaluateReport,
    OpenReport,
    RecordContainment,
    RecordInvestigation,
)
from lotproof.modules.nonconformance.events import (
    NonconformanceCancelled,
    NonconformanceClosed,
    NonconformanceContained,
    NonconformanceEvaluated,
    NonconformanceOpened,
    RootCauseRecorded,
)
from lotproof.modules.nonconformance.handlers_disposition import executed, quantity_text
from lotproof.modules.nonconformance.queries import affected_lots, has_follow_up
from lotproof.modules.nonconformance.records import AffectedLot, Disposition, Report
from lotproof.modules.nonconformance.vocabulary import (
    REPORT_LIFE,
    DispositionId,
    DispositionState,
    ReportId,
    ReportState,
)
from lotproof.modules.nonconformance.words import AffectedGiven, ExtentGiven
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotId


@handles(OpenReport, emits=(NonconformanceOpened,))
def open_report(command: OpenReport, work: Work) -> None:
    id_ = work.new_id(ReportId)
    require_owner(work, command.owner_id, command.owner_role_id)
    known = _told(work, command.lots)
    report = work.add(
        Report(
            id=id_,
            number=number_of(work, "NCR", id_),
            origin=command.origin,
            severity=command.severity,
            found=command.found,
            due_on=command.due_on,
            opened_by=work.actor,
            opened_at=work.now,
            owner_id=command.owner_id,
            owner_role_id=command.owner_role_id,
            requirement=command.requirement or None,
            parameter=command.parameter,
            operation_code=command.operation_code,
        )
    )
    named = [*named_by(command, command.others), *(LotId.text(lot) for lot in known)]
    if not (named or command.parameter or command.operation_code):
        raise rules.CaseAboutNothing
    subjects = concern(work, ReportId.text(report.id), named)
    bind(work, report, named, known)
    work.record(
        NonconformanceOpened(
            report_id=report.id,
            number=report.number,
            origin=report.origin,
            severity=report.severity,
            subjects=subjects,
        )
    )


def _told(
    work: Work, lots: Iterable[AffectedGiven] | Iterable[ExtentGiven]
) -> dict[int, Amount | None]:
    """The affected quantity of each lot, in its unit; None where it is not known. LotTwice."""
    known: dict[int, Amount | None] = {}
    for each in lots:
        if each.lot_id in known:
            raise rules.LotTwice(lot=work.get(Lot, each.lot_id).number)
        known[each.lot_id] = affected_in_lot_unit(work, each.lot_id, each.quantity, each.unit)
    return known


@handles(RecordContainment, emits=(NonconformanceContained,))
def record_containment(command: RecordContainment, work: Work) -> None:
    report = work.take(Report, command.report_id)
    report.state = REPORT_LIFE.move(report.number, report.state, ReportState.CONTAINED)
    report.containment = command.containment
    report.contained_by, report.contained_at = work.actor, work.now
    work.record(
        NonconformanceContained(
            report_id=report.id, number=report.number, lot_ids=bound(work, report)
        )
    )


@handles(EvaluateReport, emits=(NonconformanceEvaluated,))
def evaluate_report(command: EvaluateReport, work: Work) -> None:
    report = work.take(Report, command.report_id)
    if report.state is not ReportState.EVALUATED:
        report.state = REPORT_LIFE.move(report.number, report.state, ReportState.EVALUATED)
    told = _told(work, command.lots)
    subjects = [LotId.text(lot) for lot in told]
    concern(work, ReportId.text(report.id), subjects)
    bind(work, report, subjects, told)
    _set_extent(work, report, told)
    report.severity, report.extent = command.severity, command.extent
    report.adverse_effect = command.adverse_effect
    report.needs_investigation = command.needs_investigation
    report.investigation_note = command.investigation_note
    report.evaluated_by, report.evaluated_at = work.actor, work.now
    work.record(
        NonconformanceEvaluated(
            report_id=report.id,
            number=report.number,
            severity=report.severity,
            needs_investigation=command.needs_investigation,
            lot_ids=bound(work, report),
        )
    )


def _set_extent(work: Work, report: Report, told: dict[int, Amount | None]) -> None:
    """Every lot has its quantity, and none less than what was done with it already."""
    done = executed(work, report)
    for row in work.take_all(AffectedLot, report_id=report.id):
        row.quantity = told.get(row.lot_id, row.quantity)
        lot = work.get(Lot, row.lot_id)
        if row.quantity is None:
            raise rules.ExtentMissing(lot=lot.number)
        gone = Amount(sum(each.quantity for each in done if each.lot_id == row.lot_id))
        if gone > row.quantity:
            raise rules.DispositionUnbalanced(
                lot=lot.number,
                affected=quantity_text(row.quantity, row.unit),
                disposed=quantity_text(gone, row.unit),
            )


@handles(RecordInvestigation, emits=(RootCauseRecorded,))
def record_investigation(command: RecordInvestigation, work: Work) -> None:
    report = work.take(Report, command.report_id)
    REPORT_LIFE.require(
        report.number, report.state, ReportState.EVALUATED, ReportState.DISPOSITIONED
    )
    report.root_cause = command.root_cause
    report.investigated_by, report.investigated_at = work.actor, work.now
    work.record(RootCauseRecorded(report_id=report.id, number=report.number))


# --- the end ------------------------------------------------------------------------------------


@handles(CloseReport, emits=(NonconformanceClosed,))
def close_report(command: CloseReport, work: Work) -> None:
    report = work.take(Report, command.report_id)
    state = REPORT_LIFE.move(report.number, report.state, ReportState.CLOSED)
    _require_other(work, report)
    left = work.find(Disposition, report_id=report.id, state=DispositionState.DECIDED)
    if left:
        raise rules.DispositionsNotExecuted(
            count=len(left), number=report.number, first=DispositionId.text(left[0].id)
        )
    if report.needs_investigation and report.root_cause is None:
        raise rules.InvestigationMissing(number=report.number)
    if command.needs_action and not has_follow_up(work, report.id):
        raise rules.ActionMissing(number=report.number)
    report.state = state
    report.conclusion, report.needs_action = command.conclusion, command.needs_action
    report.closed_by, report.closed_at = work.actor, work.now
    work.record(
        NonconformanceClosed(
            report_id=report.id,
            number=report.number,
            needs_action=command.needs_action,
            lot_ids=bound(work, report),
        )
    )


@handles(CancelReport, emits=(NonconformanceCancelled,))
def cancel_report(command: CancelReport, work: Work) -> None:
    report = work.take(Report, command.report_id)
    state = REPORT_LIFE.move(report.number, report.state, ReportState.CANCELLED)
    _require_other(work, report)
    done = executed(work, report)
    if done:
        raise rules.DispositionsExecuted(number=report.number, first=DispositionId.text(done[0].id))
    report.state, report.ended_because = state, work.reason
    report.closed_by, report.closed_at = work.actor, work.now
    work.record(
        NonconformanceCancelled(
            report_id=report.id, number=report.number, lot_ids=bound(work, report)
        )
    )


def _require_other(work: Work, report: Report) -> None:
    """Who found it does not end it."""
    if work.is_own(report.opened_by):
        raise rules.OwnReport(person=work.actor, number=report.number)


def bound(work: Work, report: Report) -> list[LotId]:
    """The lots of a report, save those that were found not to be affected."""
    return [each.lot_id for each in affected_lots(work, report.id) if each.quantity != 0]
