"""Carrying out what is reported about labels: scanned back, used, destroyed, returned."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.vocabulary import PackageLevelId
from lotproof.modules.labelling import rules
from lotproof.modules.labelling.coding import compare, should_say
from lotproof.modules.labelling.commands import AcceptDifference, CheckLabel, ReconcileLabels
from lotproof.modules.labelling.contents import serials_among
from lotproof.modules.labelling.events import (
    DifferenceAccepted,
    LabelChecked,
    LabelsReconciled,
)
from lotproof.modules.labelling.handlers_prints import target_of
from lotproof.modules.labelling.queries import elements, unaccounted
from lotproof.modules.labelling.records import LabelAccount, LabelCheck, LabelRun
from lotproof.modules.labelling.vocabulary import (
    CheckVerdict,
    ElementKind,
    LabelCheckId,
    LabelRunId,
)
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotId, SerialId


@handles(CheckLabel, emits=(LabelChecked,))
def check_label(command: CheckLabel, work: Work) -> None:
    run = work.take(LabelRun, command.run_id)
    name = LabelRunId.text(run.id)
    if all(each.kind is not ElementKind.CODE for each in elements(work, run.template_id)):
        raise rules.LabelWithoutCode(run=name)
    serials = _serials_as_coded(work, run)
    found = compare(command.scanned, run.contents, serials, work.today)
    expected = should_say(run.contents, serials)
    check = work.add(
        LabelCheck(
            id=work.new_id(LabelCheckId),
            run_id=run.id,
            scanned=command.scanned,
            should_say=expected,
            verdict=found.verdict,
            differing=list(found.differing),
            checked_by=work.actor,
            checked_at=work.occurred,
        )
    )
    match found.verdict:
        case CheckVerdict.MATCH:
            run.matches += 1
        case CheckVerdict.MISMATCH:
            run.mismatches += 1
            differing = rules.differing_text(found.differing)
            work.object(rules.LabelMismatch(run=name, differing=differing, should_say=expected))
        case CheckVerdict.UNREADABLE:
            run.mismatches += 1
            work.object(rules.LabelUnreadable(run=name, should_say=expected))
    work.record(LabelChecked(check_id=check.id, run_id=run.id, verdict=found.verdict))


def _serials_as_coded(work: Work, run: LabelRun) -> list[str]:
    """The serial numbers of a run as its codes say them: our own ids where there is no DI."""
    if "di" not in run.contents:
        return [SerialId.text(each) for each in run.serial_ids]
    if run.lot_id is None:
        return []
    return [each.number for each in serials_among(work, run.lot_id, run.serial_ids)]


@handles(ReconcileLabels, emits=(LabelsReconciled,))
def reconcile_labels(command: ReconcileLabels, work: Work) -> None:
    if not (command.used or command.destroyed or command.returned):
        raise rules.NothingCounted
    lot = work.rely(Lot, command.lot_id)
    account = _take_account(work, lot, command.package_level_id)
    account.used += command.used
    account.destroyed += command.destroyed
    account.returned += command.returned
    left = unaccounted(account)
    if left < 0:
        work.object(
            rules.MoreThanIssued(lot=lot.number, said=account.issued - left, issued=account.issued)
        )
    account.state = rules.state_of(left)
    work.record(
        LabelsReconciled(
            lot_id=lot.id,
            target=account.target,
            used=command.used,
            destroyed=command.destroyed,
            returned=command.returned,
            unaccounted=left,
        )
    )


@handles(AcceptDifference, emits=(DifferenceAccepted,))
def accept_difference(command: AcceptDifference, work: Work) -> None:
    lot = work.rely(Lot, command.lot_id)
    account = _take_account(work, lot, command.package_level_id)
    left = unaccounted(account)
    if not left:
        raise rules.NoDifference(lot=lot.number)
    account.accepted += left
    account.state = rules.state_of(unaccounted(account))
    work.record(DifferenceAccepted(lot_id=lot.id, target=account.target, unaccounted=left))


def _take_account(work: Work, lot: Lot, package_level_id: PackageLevelId | None) -> LabelAccount:
    target = target_of(lot, package_level_id)
    found = work.take_all(LabelAccount, lot_id=LotId(lot.id), target=target)
    if not found:
        raise rules.NoLabelsIssued(lot=lot.number)
    return found[0]
