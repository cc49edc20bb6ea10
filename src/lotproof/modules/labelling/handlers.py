"""Carrying out what is asked of templates. Printing and counting stand in files of their own."""

from typing import NamedTuple

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.items.queries import Item, PackageLevel
from lotproof.modules.items.vocabulary import (
    ITEM_LIFE,
    PACKAGE_LIFE,
    ItemId,
    ItemState,
    PackageLevelId,
    PackageState,
)
from lotproof.modules.labelling import handlers_accounts, handlers_prints, rules
from lotproof.modules.labelling.commands import (
    ApproveTemplate,
    ChangeTemplate,
    DraftTemplate,
    WithdrawTemplate,
)
from lotproof.modules.labelling.contents import trial_values
from lotproof.modules.labelling.designs import Design
from lotproof.modules.labelling.drawing import Size, label_svg, micrometres
from lotproof.modules.labelling.events import (
    TemplateApproved,
    TemplateChanged,
    TemplateDrafted,
    TemplateWithdrawn,
)
from lotproof.modules.labelling.fields import require_known
from lotproof.modules.labelling.previews import standard_design
from lotproof.modules.labelling.queries import elements, templates
from lotproof.modules.labelling.records import LabelElement, LabelTemplate
from lotproof.modules.labelling.vocabulary import (
    TEMPLATE_LIFE,
    LabelTemplateId,
    TemplateState,
    TemplateUse,
)

__all__ = ["handlers_accounts", "handlers_prints"]


class _Target(NamedTuple):
    """What is labelled; neither item nor level for logistic units."""

    use: TemplateUse
    text: str
    item: Item | None
    level: PackageLevel | None


@handles(DraftTemplate, emits=(TemplateDrafted,))
def draft_template(command: DraftTemplate, work: Work) -> None:
    rules.require_one_target(command.use, command.item_id, command.package_level_id)
    target = _target(work, command.use, command.item_id, command.package_level_id)
    given = (command.width is not None, command.height is not None, bool(command.elements))
    if any(given) and not all(given):
        raise rules.DesignIncomplete
    if command.width is None or command.height is None:
        design = standard_design(target.item, target.level, target.use)
    else:
        design = Design(command.width, command.height, command.elements)
    template = _add(work, target, design, None)
    work.record(
        TemplateDrafted(template_id=template.id, target=template.target, version=template.version)
    )


@handles(ChangeTemplate, emits=(TemplateChanged,))
def change_template(command: ChangeTemplate, work: Work) -> None:
    former = work.take(LabelTemplate, command.template_id)
    TEMPLATE_LIFE.require(
        LabelTemplateId.text(former.id),
        former.state,
        TemplateState.DRAFT,
        TemplateState.APPROVED,
    )
    if not command.elements:
        raise rules.DesignIncomplete
    target = _target(work, former.use, former.item_id, former.package_level_id)
    design = Design(command.width, command.height, command.elements)
    template = _add(work, target, design, LabelTemplateId(former.id))
    if former.state is TemplateState.DRAFT:
        former.state = TEMPLATE_LIFE.move(
            LabelTemplateId.text(former.id), former.state, TemplateState.REPLACED
        )
    work.record(
        TemplateChanged(
            template_id=template.id,
            former_id=former.id,
            target=template.target,
            version=template.version,
        )
    )


@handles(ApproveTemplate, emits=(TemplateApproved,))
def approve_template(command: ApproveTemplate, work: Work) -> None:
    template = work.take(LabelTemplate, command.template_id)
    which = LabelTemplateId.text(template.id)
    if work.is_own(template.drafted_by):
        raise rules.OwnTemplate
    target = _target(work, template.use, template.item_id, template.package_level_id)
    if target.item is not None and (target.level or target.item).di is not None:
        rules.require_udi(target.text, (each.kind for each in elements(work, template.id)))
    state = TEMPLATE_LIFE.move(which, template.state, TemplateState.APPROVED)
    for former in work.take_all(
        LabelTemplate, target=template.target, state=TemplateState.APPROVED
    ):
        former.state = TEMPLATE_LIFE.move(
            LabelTemplateId.text(former.id), former.state, TemplateState.REPLACED
        )
    template.state, template.approved_by, template.approved_at = state, work.actor, work.now
    work.record(TemplateApproved(template_id=template.id, target=template.target))


@handles(WithdrawTemplate, emits=(TemplateWithdrawn,))
def withdraw_template(command: WithdrawTemplate, work: Work) -> None:
    template = work.take(LabelTemplate, command.template_id)
    template.state = TEMPLATE_LIFE.move(
        LabelTemplateId.text(template.id), template.state, TemplateState.WITHDRAWN
    )
    work.record(TemplateWithdrawn(template_id=template.id, target=template.target))


def _target(
    work: Work, use: TemplateUse, item_id: ItemId | None, level_id: PackageLevelId | None
) -> _Target:
    """What is labelled, and still in use."""
    if level_id is not None:
        level = work.rely(PackageLevel, level_id)
        PACKAGE_LIFE.require(level.name, level.state, PackageState.IN_USE)
        item = work.rely(Item, level.item_id)
        text = PackageLevelId.text(level.id)
    elif item_id is not None:
        level, item = None, work.rely(Item, item_id)
        text = ItemId.text(item.id)
    else:
        return _Target(use, "sscc", None, None)
    ITEM_LIFE.require(item.number, item.state, ItemState.DRAFT, ItemState.ACTIVE)
    return _Target(use, text, item, level)


def _add(
    work: Work, target: _Target, design: Design, changed_from: LabelTemplateId | None
) -> LabelTemplate:
    """A new version, once it could be drawn with what is known."""
    rules.require_sound(design.width, design.height, design.elements)
    for each in design.elements:
        require_known(target.use, each.content or "")
    size = Size(micrometres(design.width), micrometres(design.height))
    label_svg(size, design.elements, trial_values(work, target.use, target.item, target.level))
    versions = [each.version for each in templates(work, target.text)]
    template = work.add(
        LabelTemplate(
            id=work.new_id(LabelTemplateId),
            use=target.use,
            target=target.text,
            version=max(versions, default=0) + 1,
            width=design.width,
            height=design.height,
            unit="mm",
            drafted_by=work.actor,
            drafted_at=work.now,
            item_id=None if target.item is None else ItemId(target.item.id),
            package_level_id=None if target.level is None else PackageLevelId(target.level.id),
            changed_from=changed_from,
        )
    )
    work.add_all(_elements(template, design))
    return template


def _elements(template: LabelTemplate, design: Design) -> list[LabelElement]:
    return [
        LabelElement(
            template_id=template.id,
            position=position,
            kind=each.kind,
            from_left=each.from_left,
            from_top=each.from_top,
            width=each.width,
            height=each.height,
            unit=each.unit,
            content=each.content,
            letters=each.letters,
            is_bold=each.is_bold,
            carrier=each.carrier,
            sign=each.sign,
        )
        for position, each in enumerate(design.elements, start=1)
    ]
