"""Carrying out what is asked of prints. Each is a run that keeps what its labels say."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, cast

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item, PackageLevel
from lotproof.modules.items.vocabulary import ItemId, ItemKind, PackageLevelId, Tracking
from lotproof.modules.labelling import rules
from lotproof.modules.labelling.coding import coded
from lotproof.modules.labelling.commands import PrintLabels, PrintLogisticLabels, ReprintLabels
from lotproof.modules.labelling.contents import (
    kept,
    level_of,
    lot_values,
    package_values,
    serial_values,
    serials_among,
)
from lotproof.modules.labelling.drawing import Size, label_svg, micrometres
from lotproof.modules.labelling.events import (
    LabelsPrinted,
    LabelsReprinted,
    LogisticLabelsPrinted,
)
from lotproof.modules.labelling.queries import approved_template, elements, is_held
from lotproof.modules.labelling.records import LabelAccount, LabelRun, LabelTemplate
from lotproof.modules.labelling.vocabulary import (
    ACCOUNT_LIFE,
    AccountState,
    ElementGiven,
    ElementKind,
    LabelRunId,
    PrintFormat,
)
from lotproof.modules.warehouse.queries import Lot, Package, Serial
from lotproof.modules.warehouse.vocabulary import (
    LOT_LIFE,
    PACKAGE_LIFE,
    LotId,
    LotState,
    PackageId,
    PackageState,
    SerialId,
)

LOGISTIC = "sscc"


class _Sheet(NamedTuple):
    """What is printed, how often and how."""

    template: LabelTemplate
    values: Mapping[str, str]
    serials: Sequence[Serial]
    copies: int
    format: PrintFormat
    printer: str | None


@handles(PrintLabels, emits=(LabelsPrinted,))
def print_labels(command: PrintLabels, work: Work) -> None:
    lot = _labelled_lot(work, LotId(command.lot_id))
    item, level = _labelled(work, lot, command.package_level_id)
    serials = _serials(work, lot, item, level, command.serial_ids)
    target = target_of(lot, command.package_level_id)
    _require_first(work, lot, target, serials)
    sheet = _sheet(work, target, lot_values(work, lot, item, level), serials, command)
    run = _issue_of_lot(work, sheet, lot, item, None)
    work.record(
        LabelsPrinted(
            run_id=run.id,
            template_id=run.template_id,
            lot_id=lot.id,
            quantity=run.quantity,
            first_label=run.first_label,
            last_label=run.last_label,
        )
    )


@handles(PrintLogisticLabels, emits=(LogisticLabelsPrinted,))
def print_logistic_labels(command: PrintLogisticLabels, work: Work) -> None:
    package = work.rely(Package, command.package_id)
    PACKAGE_LIFE.require(PackageId.text(package.id), package.state, PackageState.CLOSED)
    if package.sscc is None:
        raise rules.PackageWithoutSscc(package=PackageId.text(package.id))
    sheet = _sheet(work, LOGISTIC, package_values(work, package), (), command)
    run = _issue(work, sheet, 1, None, package_id=PackageId(package.id))
    work.record(
        LogisticLabelsPrinted(
            run_id=run.id,
            template_id=run.template_id,
            package_id=package.id,
            quantity=run.quantity,
        )
    )


@handles(ReprintLabels, emits=(LabelsReprinted,))
def reprint_labels(command: ReprintLabels, work: Work) -> None:
    former = work.rely(LabelRun, command.run_id)
    former_id = LabelRunId(former.id)
    if is_held(work, former):
        raise rules.LabelRunHeld(run=LabelRunId.text(former_id))
    if former.lot_id is None:
        run = _reprint_logistic(work, former, former_id, command)
    else:
        run = _reprint_of_lot(work, former, former_id, command)
    work.record(
        LabelsReprinted(
            run_id=run.id,
            former_id=former.id,
            template_id=run.template_id,
            quantity=run.quantity,
            first_label=run.first_label,
            last_label=run.last_label,
            lot_id=run.lot_id,
            package_id=run.package_id,
        )
    )


def _reprint_logistic(
    work: Work, former: LabelRun, former_id: LabelRunId, command: ReprintLabels
) -> LabelRun:
    if command.serial_ids:
        raise rules.SerialsNotWanted(item=LOGISTIC.upper())
    package = work.rely(Package, former.package_id)
    PACKAGE_LIFE.require(PackageId.text(package.id), package.state, PackageState.CLOSED)
    sheet = _sheet(work, LOGISTIC, package_values(work, package), (), command)
    return _issue(work, sheet, 1, former_id, package_id=PackageId(package.id))


def _reprint_of_lot(
    work: Work, former: LabelRun, former_id: LabelRunId, command: ReprintLabels
) -> LabelRun:
    assert former.lot_id is not None
    lot = _labelled_lot(work, former.lot_id)
    strange = set(command.serial_ids) - {SerialId(each) for each in former.serial_ids}
    if strange:
        raise rules.NotInRun(serial=SerialId.text(min(strange)), run=LabelRunId.text(former_id))
    level_id = _level_in(former.target)
    item, level = _labelled(work, lot, level_id)
    wanted = command.serial_ids or former.serial_ids
    serials = _serials(work, lot, item, level, wanted)
    sheet = _sheet(work, former.target, lot_values(work, lot, item, level), serials, command)
    return _issue_of_lot(work, sheet, lot, item, former_id)


# --- what is printed ----------------------------------------------------------------------------


def target_of(lot: Lot, package_level_id: PackageLevelId | None) -> str:
    """What is labelled: the lot's item, or one of its package levels."""
    if package_level_id is None:
        return ItemId.text(lot.item_id)
    return PackageLevelId.text(package_level_id)


def _level_in(target: str) -> PackageLevelId | None:
    is_level = target.startswith(PackageLevelId.prefix)
    return PackageLevelId.parse(target) if is_level else None


def _labelled_lot(work: Work, lot_id: LotId) -> Lot:
    """A lot that may be labelled; the lock also keeps two first prints of it apart."""
    lot = work.take(Lot, lot_id)
    LOT_LIFE.require(lot.number, lot.state, LotState.QUARANTINED, LotState.RELEASED)
    return lot


def _labelled(
    work: Work, lot: Lot, package_level_id: PackageLevelId | None
) -> tuple[Item, PackageLevel | None]:
    item, level = work.get(Item, lot.item_id), level_of(work, package_level_id)
    if level is not None and level.item_id != item.id:
        raise rules.LevelOfOtherItem(level=level.name, item=item.number)
    return item, level


def _serials(
    work: Work,
    lot: Lot,
    item: Item,
    level: PackageLevel | None,
    serial_ids: Sequence[SerialId],
) -> list[Serial]:
    """The serials of a run, in the order of their numbers' ids; none where labels have none."""
    has_serials = level is None and item.tracking is Tracking.SERIAL
    if has_serials and not serial_ids:
        raise rules.SerialsWanted(item=item.number)
    if serial_ids and not has_serials:
        raise rules.SerialsNotWanted(item=item.number)
    wanted = sorted(set(serial_ids))
    if len(wanted) != len(serial_ids):
        raise rules.SerialGivenTwice
    found = serials_among(work, LotId(lot.id), wanted)
    for serial in found:
        if serial.lot_id != lot.id:
            raise rules.SerialOfOtherLot(serial=serial.number, lot=lot.number)
    return found


def _require_first(work: Work, lot: Lot, target: str, serials: Sequence[Serial]) -> None:
    """No unit gets its label twice without saying why."""
    if not serials:
        return
    printed = {
        int(each): run
        for run in work.find(LabelRun, lot_id=lot.id, target=target)
        for each in run.serial_ids
    }
    for serial in serials:
        before = printed.get(int(serial.id))
        if before is not None:
            raise rules.PrintedBefore(serial=serial.number, run=LabelRunId.text(before.id))


def _sheet(
    work: Work,
    target: str,
    values: Mapping[str, str],
    serials: Sequence[Serial],
    command: PrintLabels | ReprintLabels | PrintLogisticLabels,
) -> _Sheet:
    """The approved label with these values, once it could be drawn."""
    template = approved_template(work, target)
    if template is None:
        raise rules.NoApprovedTemplate(target=target)
    given = elements(work, template.id)
    shown = kept(values, given)
    _require_drawable(template, given, shown, serials)
    return _Sheet(template, shown, serials, command.copies, command.format, command.printer)


def _require_drawable(
    template: LabelTemplate,
    given: Sequence[ElementGiven],
    values: Mapping[str, str],
    serials: Sequence[Serial],
) -> None:
    """Every code can be made; text is tried with the longest serial number."""
    of_each = [serial_values(values, serial) for serial in serials] or [dict(values)]
    if any(each.kind is ElementKind.CODE for each in given):
        for one in of_each:
            coded(one)
    longest = max(of_each, key=lambda one: len(one.get("serial.number", "")))
    size = Size(micrometres(template.width), micrometres(template.height))
    label_svg(size, given, longest | {"label.number": "9999999"})


# --- counting and keeping -----------------------------------------------------------------------


def _issue_of_lot(
    work: Work, sheet: _Sheet, lot: Lot, item: Item, reprint_of: LabelRunId | None
) -> LabelRun:
    """The run, counted in the account of the lot, which is open from now on."""
    account = _account(work, lot, item, sheet.template.target)
    run = _issue(work, sheet, account.issued + 1, reprint_of, lot_id=LotId(lot.id))
    account.issued += run.quantity
    if account.state is AccountState.BALANCED:
        account.state = ACCOUNT_LIFE.move(lot.number, account.state, AccountState.OPEN)
    return run


def _account(work: Work, lot: Lot, item: Item, target: str) -> LabelAccount:
    found = work.take_all(LabelAccount, lot_id=lot.id, target=target)
    if found:
        return found[0]
    is_device = item.kind is ItemKind.DEVICE
    return work.add(LabelAccount(lot_id=lot.id, target=target, is_controlled=is_device))


def _issue(
    work: Work,
    sheet: _Sheet,
    first_label: int,
    reprint_of: LabelRunId | None,
    *,
    lot_id: LotId | None = None,
    package_id: PackageId | None = None,
) -> LabelRun:
    quantity = rules.label_count(len(sheet.serials), sheet.copies)
    # Plain numbers, which is what the encoder of stored lists takes.
    serial_ids = cast("list[SerialId]", [int(each.id) for each in sheet.serials])
    return work.add(
        LabelRun(
            id=work.new_id(LabelRunId),
            template_id=sheet.template.id,
            target=sheet.template.target,
            contents=dict(sheet.values),
            serial_ids=serial_ids,
            copies=sheet.copies,
            quantity=quantity,
            first_label=first_label,
            last_label=first_label + quantity - 1,
            format=sheet.format,
            printed_by=work.actor,
            printed_at=work.now,
            lot_id=lot_id,
            package_id=package_id,
            printer=sheet.printer,
            reprint_of=reprint_of,
        )
    )
