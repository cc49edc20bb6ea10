"""What inspection does when others' facts happen, and where it says no."""

from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.work import Reader
from lotproof.modules.inspection import rules
from lotproof.modules.inspection.commands import OpenInspection
from lotproof.modules.inspection.events import InspectionDecided, ResultRecorded
from lotproof.modules.inspection.queries import Inspection, effective_plan, inspections_of_lot
from lotproof.modules.inspection.vocabulary import Decision, InspectionId, InspectionState, Stage
from lotproof.modules.items.queries import Item
from lotproof.modules.production.events import OutputMade
from lotproof.modules.warehouse.commands import PlaceHold, RejectLot
from lotproof.modules.warehouse.events import LotReceived
from lotproof.modules.warehouse.gates import MAY_RELEASE, ReleaseAsked
from lotproof.modules.warehouse.queries import Lot, active_holds
from lotproof.modules.warehouse.vocabulary import LotState


@reacts(LotReceived, issues=(OpenInspection,))
def open_incoming(event: LotReceived, on: Issuing) -> None:
    """What has come is inspected, if there is a plan; without one it cannot be released."""
    if effective_plan(on.reader, event.item_id, Stage.IQC) is not None:
        on.issue(OpenInspection(lot_id=event.lot_id, stage=Stage.IQC))


@reacts(OutputMade, issues=(OpenInspection,))
def open_final(event: OutputMade, on: Issuing) -> None:
    """What was made is inspected; output that comes in parts joins the inspection that is open."""
    if effective_plan(on.reader, event.item_id, Stage.FQC) is None:
        return
    is_open = any(
        each.stage is Stage.FQC and each.state is InspectionState.OPEN
        for each in inspections_of_lot(on.reader, event.lot_id)
    )
    if not is_open:
        on.issue(OpenInspection(lot_id=event.lot_id, stage=Stage.FQC))


@reacts(InspectionDecided, issues=(RejectLot,))
def reject_lot(event: InspectionDecided, on: Issuing) -> None:
    """A lot whose inspection was rejected is rejected."""
    if event.decision is not Decision.REJECT:
        return
    if on.reader.get(Lot, event.lot_id).state is not LotState.REJECTED:
        on.issue(RejectLot(lot_id=event.lot_id))


@reacts(ResultRecorded, issues=(PlaceHold,))
def hold_lot(event: ResultRecorded, on: Issuing) -> None:
    """A result outside its limits that comes after the decision stops the lot, once."""
    if event.within:
        return
    inspection = on.reader.get(Inspection, event.inspection_id)
    if inspection.state is InspectionState.OPEN:
        return
    name = InspectionId.text(inspection.id)
    cause = f"Result outside its limits after {name} was decided / {name} 判定后出现超限结果"
    if all(hold.cause != cause for hold in active_holds(on.reader, event.lot_id)):
        on.issue(PlaceHold(lot_id=event.lot_id, cause=cause))


@MAY_RELEASE.join
def inspection_accepted(asked: ReleaseAsked, reader: Reader) -> Refused | None:
    """No release before the inspection of the lot's stage was accepted, and every one decided."""
    lot = reader.get(Lot, asked.lot_id)
    item = reader.get(Item, lot.item_id)
    stage, has_passed = rules.stage_of(lot.origin, item.kind), False
    for each in inspections_of_lot(reader, lot.id):
        name = InspectionId.text(each.id)
        if each.state is InspectionState.OPEN:
            return rules.InspectionStillOpen(inspection=name, lot=lot.number)
        if each.state is InspectionState.REJECTED:
            return rules.InspectionWasRejected(inspection=name, lot=lot.number)
        has_passed = has_passed or each.stage is stage
    if has_passed:
        return None
    if effective_plan(reader, item.id, stage) is None:
        return rules.NoInspectionPlan(item=item.number, stage=stage.label)
    return rules.InspectionMissing(lot=lot.number, stage=stage.label)
