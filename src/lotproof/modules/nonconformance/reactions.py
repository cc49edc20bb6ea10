"""What follows from nonconformance and improvement, and where they say no."""

from collections.abc import Iterable

from lotproof.kernel.control import control_of
from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.text import Text
from lotproof.kernel.work import Reader
from lotproof.modules.changes.commands import DraftChange, ObjectGiven
from lotproof.modules.changes.events import ChangeDrafted
from lotproof.modules.changes.queries import ChangeOrder
from lotproof.modules.changes.vocabulary import ChangeSource, EffectivePoint
from lotproof.modules.nonconformance import rules
from lotproof.modules.nonconformance.commands_improvement import LinkChange
from lotproof.modules.nonconformance.events import (
    ChangeRequested,
    NonconformanceContained,
    NonconformanceEvaluated,
    SubjectAdded,
)
from lotproof.modules.nonconformance.queries import (
    AffectedLot,
    Improvement,
    Report,
    binding,
    subjects_of,
)
from lotproof.modules.nonconformance.vocabulary import (
    ImprovementId,
    ImprovementState,
    ReportId,
    ReportState,
)
from lotproof.modules.warehouse.commands import PlaceHold
from lotproof.modules.warehouse.gates import (
    MAY_DISTRIBUTE,
    MAY_ISSUE,
    MAY_REGROUP,
    MAY_RELEASE,
    DistributeAsked,
    IssueAsked,
    RegroupAsked,
    ReleaseAsked,
)
from lotproof.modules.warehouse.queries import Location, Lot, Serial, active_holds, stock_of_lot
from lotproof.modules.warehouse.vocabulary import (
    LocationKind,
    LotId,
    LotState,
    SerialId,
    SerialState,
)

# --- holds --------------------------------------------------------------------------------------


@reacts(NonconformanceContained, issues=(PlaceHold,))
def hold_contained(event: NonconformanceContained, on: Issuing) -> None:
    """What is affected and still in house is held, lot by lot, or its single serials."""
    _hold(on, on.reader.get(Report, event.report_id), event.lot_ids)


@reacts(NonconformanceEvaluated, issues=(PlaceHold,))
def hold_evaluated(event: NonconformanceEvaluated, on: Issuing) -> None:
    """Lots that the evaluation found to be affected as well are held, too."""
    _hold(on, on.reader.get(Report, event.report_id), event.lot_ids)


@reacts(SubjectAdded, issues=(PlaceHold,))
def hold_added(event: SubjectAdded, on: Issuing) -> None:
    """What is added to a report after its containment is held like the rest."""
    if not event.case_id.startswith(f"{ReportId.prefix}_"):
        return
    report = on.reader.get(Report, ReportId.parse(event.case_id))
    if report.state is ReportState.CONTAINED:
        rows = on.reader.find(AffectedLot, report_id=report.id)
        _hold(on, report, [row.lot_id for row in rows])


def _hold(on: Issuing, report: Report, lot_ids: Iterable[LotId]) -> None:
    """Once for each lot or serial of a report that is in house and not rejected."""
    cause = f"Nonconformance {report.number} / 不合格 {report.number}"
    serials = [
        SerialId.parse(each)
        for each in subjects_of(on.reader, ReportId.text(report.id))
        if each.startswith(f"{SerialId.prefix}_")
    ]
    for lot_id in sorted(lot_ids):
        held = {hold.serial_id for hold in active_holds(on.reader, lot_id) if hold.cause == cause}
        row = on.reader.get(AffectedLot, report.id, lot_id)
        if row.is_by_serial:
            for serial_id in serials:
                serial = on.reader.get(Serial, serial_id)
                is_here = serial.lot_id == lot_id and serial.state is SerialState.IN_STOCK
                if is_here and serial_id not in held:
                    on.issue(PlaceHold(serial_id=serial_id, cause=cause))
        elif None not in held and _is_in_house(on.reader, lot_id):
            on.issue(PlaceHold(lot_id=lot_id, cause=cause))


def _is_in_house(reader: Reader, lot_id: LotId) -> bool:
    """Some of it is on site, or is still to come into stock; a rejected lot is barred already."""
    lot = reader.get(Lot, lot_id)
    if lot.state is not LotState.RELEASED:
        return lot.state is LotState.QUARANTINED
    return any(
        stock.quantity and reader.get(Location, stock.location_id).kind is not LocationKind.EXTERNAL
        for stock in stock_of_lot(reader, lot_id)
    )


# --- gates --------------------------------------------------------------------------------------


@MAY_RELEASE.join
def no_release_while_open(asked: ReleaseAsked, reader: Reader) -> Refused | None:
    """A lot with an open nonconformance is not released."""
    return _bound(reader, asked.lot_id, binding(reader, asked.lot_id, is_whole=True))


@MAY_REGROUP.join
def no_regrouping_while_open(asked: RegroupAsked, reader: Reader) -> Refused | None:
    """Nothing of it slips into a lot or package that the report does not know."""
    return _bound(reader, asked.lot_id, binding(reader, asked.lot_id, is_whole=True))


@MAY_ISSUE.join
def no_issue_while_open(asked: IssueAsked, reader: Reader) -> Refused | None:
    """Nor is it used, also before it is held."""
    return _bound(reader, asked.lot_id, binding(reader, asked.lot_id, asked.serial_id))


@MAY_DISTRIBUTE.join
def no_delivery_while_open(asked: DistributeAsked, reader: Reader) -> Refused | None:
    """Nor is it delivered, also before it is held."""
    return _bound(reader, asked.lot_id, binding(reader, asked.lot_id, asked.serial_id))


def _bound(reader: Reader, lot_id: LotId, report: Report | None) -> Refused | None:
    if report is None:
        return None
    return rules.NonconformanceOpen(lot=reader.get(Lot, lot_id).number, number=report.number)


# --- change orders ------------------------------------------------------------------------------


@reacts(ChangeRequested, issues=(DraftChange,))
def draft_change(event: ChangeRequested, on: Issuing) -> None:
    """The change order says what the proposal says; it is completed and decided as any other."""
    proposal = on.reader.get(Improvement, event.improvement_id)
    is_controlled = proposal.revision is not None and control_of(proposal.revision) is not None
    on.issue(
        DraftChange(
            type=event.type,
            title=event.title,
            justification=proposal.expected_effect,
            origin=ChangeSource.IMPROVEMENT,
            description=_described(proposal),
            effective_point=EffectivePoint.DATE,
            source_record=proposal.number,
            objects=[ObjectGiven(current=proposal.revision)] if is_controlled else [],
        )
    )


def _described(proposal: Improvement) -> str:
    """How it is and is to be: what both texts say, below their names in both languages."""
    now, then = (Improvement.KIND.by_name[name].meaning.label for name in ("present", "proposed"))
    return "\n".join(
        f"{_both(label)}: {text}"
        for label, text in ((now, proposal.present), (then, proposal.proposed))
    )[:4000]


def _both(label: Text) -> str:
    return f"{label.en} {label.zh}"


@reacts(ChangeDrafted, issues=(LinkChange,))
def link_drafted(event: ChangeDrafted, on: Issuing) -> None:
    """A change order that names an accepted proposal as its source carries that out."""
    number = on.reader.get(ChangeOrder, event.change_order_id).source_record
    if number is None:
        return
    for proposal in on.reader.find(Improvement, number=number):
        if proposal.state is ImprovementState.ACCEPTED:
            on.issue(
                LinkChange(
                    improvement_id=ImprovementId(proposal.id),
                    change_order_id=event.change_order_id,
                )
            )
