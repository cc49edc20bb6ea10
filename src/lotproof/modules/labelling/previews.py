"""What a label will look like, before anything is printed or even drafted. Nothing is kept."""

from collections.abc import Sequence
from typing import NamedTuple

from lotproof.kernel.work import Reader
from lotproof.modules.items.queries import Item, PackageLevel
from lotproof.modules.items.vocabulary import ItemId, PackageLevelId, Tracking
from lotproof.modules.labelling import designs, rules
from lotproof.modules.labelling.commands import (
    DraftTemplate,
    PrintLabels,
    PrintLogisticLabels,
    ReprintLabels,
)
from lotproof.modules.labelling.contents import (
    known_of,
    lot_values,
    package_values,
    serial_values,
    trial_values,
)
from lotproof.modules.labelling.designs import Design, Known
from lotproof.modules.labelling.queries import (
    LabelRun,
    LabelTemplate,
    approved_template,
    elements,
)
from lotproof.modules.labelling.vocabulary import LabelTemplateId, TemplateUse
from lotproof.modules.warehouse.queries import Lot, Package, Serial
from lotproof.modules.warehouse.vocabulary import LotId, PackageId, SerialId

_NOTHING = Known(
    frozenset(), is_device=False, has_serials=False, is_sterile=False, is_single_use=False
)


class Subject(NamedTuple):
    """What the label is shown for; without any, with sample values."""

    lot_id: LotId | None = None
    serial_id: SerialId | None = None
    package_id: PackageId | None = None


class Preview(NamedTuple):
    """One label: how it looks, and what it says."""

    design: Design
    values: dict[str, str]


def standard_design(item: Item | None, level: PackageLevel | None, use: TemplateUse) -> Design:
    """The standard design for an item, a package level of it, or logistic units."""
    return designs.standard(use, _NOTHING if item is None else known_of(item, level))


def standard_for(
    reader: Reader, use: TemplateUse, item_id: ItemId | None, level_id: PackageLevelId | None
) -> Design:
    """The standard design for what is named; TemplateTargetUnclear, NotFound."""
    rules.require_one_target(use, item_id, level_id)
    return standard_design(*_named(reader, item_id, level_id), use)


def preview_of_draft(reader: Reader, draft: DraftTemplate, subject: Subject) -> Preview:
    """A label that is being designed; without elements the standard design."""
    rules.require_one_target(draft.use, draft.item_id, draft.package_level_id)
    item, level = _named(reader, draft.item_id, draft.package_level_id)
    if draft.width is None or draft.height is None or not draft.elements:
        design = standard_design(item, level, draft.use)
    else:
        design = Design(draft.width, draft.height, draft.elements)
    rules.require_sound(design.width, design.height, design.elements)
    return Preview(design, _values(reader, draft.use, item, level, subject))


def preview_of_template(reader: Reader, template_id: LabelTemplateId, subject: Subject) -> Preview:
    """A template, whatever its state."""
    template = reader.get(LabelTemplate, template_id)
    item, level = _named(reader, template.item_id, template.package_level_id)
    return Preview(_design(reader, template), _values(reader, template.use, item, level, subject))


def preview_of_print(
    reader: Reader, command: PrintLabels | ReprintLabels | PrintLogisticLabels
) -> Preview | None:
    """The first label that a print would make; None where nothing is approved. NotFound."""
    match command:
        case PrintLogisticLabels():
            target, subject = "sscc", Subject(package_id=command.package_id)
        case PrintLabels():
            target, subject = (
                _target(reader, command),
                Subject(command.lot_id, _first(command.serial_ids)),
            )
        case ReprintLabels():
            run = reader.get(LabelRun, command.run_id)
            target = run.target
            first = _first([*command.serial_ids, *run.serial_ids])
            subject = Subject(run.lot_id, first, run.package_id)
    template = approved_template(reader, target)
    if template is None:
        return None
    return preview_of_template(reader, LabelTemplateId(template.id), subject)


def _first(serial_ids: Sequence[SerialId]) -> SerialId | None:
    return SerialId(serial_ids[0]) if serial_ids else None


def _target(reader: Reader, command: PrintLabels) -> str:
    if command.package_level_id is not None:
        return PackageLevelId.text(command.package_level_id)
    return ItemId.text(reader.get(Lot, command.lot_id).item_id)


def _design(reader: Reader, template: LabelTemplate) -> Design:
    return Design(template.width, template.height, elements(reader, LabelTemplateId(template.id)))


def _named(
    reader: Reader, item_id: ItemId | None, level_id: PackageLevelId | None
) -> tuple[Item | None, PackageLevel | None]:
    if level_id is not None:
        level = reader.get(PackageLevel, level_id)
        return reader.get(Item, level.item_id), level
    return (None if item_id is None else reader.get(Item, item_id)), None


def _values(
    reader: Reader,
    use: TemplateUse,
    item: Item | None,
    level: PackageLevel | None,
    subject: Subject,
) -> dict[str, str]:
    values = trial_values(reader, use, item, level)
    if use is TemplateUse.LOGISTIC and subject.package_id is not None:
        package = reader.get(Package, subject.package_id)
        if package.sscc is None:
            raise rules.PackageWithoutSscc(package=PackageId.text(package.id))
        values |= package_values(reader, package)
    if item is None or subject.lot_id is None:
        return values
    lot = reader.get(Lot, subject.lot_id)
    if lot.item_id != item.id:
        raise rules.LotOfOtherItem(lot=lot.number, item=item.number)
    shown = {"label.number": "1"} | lot_values(reader, lot, item, level)
    if item.tracking is Tracking.SERIAL and level is None:
        if subject.serial_id is None:
            return shown | {"serial.number": values["serial.number"]}
        return serial_values(shown, reader.get(Serial, subject.serial_id))
    return shown
