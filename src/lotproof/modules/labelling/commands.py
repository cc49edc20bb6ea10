"""What can be asked of labels, and what is reported about them."""

from msgspec import field

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.items.vocabulary import ItemId, PackageLevelId
from lotproof.modules.labelling.vocabulary import (
    Copies,
    Destroyed,
    Elements,
    FormatOfPrint,
    LabelHeight,
    LabelledSerials,
    LabelRunId,
    LabelTemplateId,
    LabelWidth,
    LengthUnit,
    Printer,
    PrintFormat,
    Returned,
    ScannedText,
    TemplateUse,
    Used,
    UseOfTemplate,
)
from lotproof.modules.warehouse.vocabulary import LotId, PackageId


@command(
    "labelling.draft_template/1",
    t("Draft label template", "编制标签模板"),
    permission="labelling.template.draft",
    zh="为物料、包装层级或物流单元编制标签；不给出元素即采用标准设计。",
)
class DraftTemplate(Command):
    """Draft the label of an item, a package level or logistic units.

    Without elements it is the standard design.
    """

    use: UseOfTemplate = TemplateUse.ITEM
    item_id: ItemId | None = None
    package_level_id: PackageLevelId | None = None
    width: LabelWidth | None = None
    height: LabelHeight | None = None
    unit: LengthUnit | None = None
    elements: Elements = field(default_factory=list)


@command(
    "labelling.change_template/1",
    t("Change label template", "变更标签模板"),
    permission="labelling.template.change",
    zh="以新版本变更标签；原批准版本在新版本批准前继续有效。",
    needs_reason=True,
)
class ChangeTemplate(Command):
    """Change a label by a new version; an approved one stays valid until that is approved."""

    template_id: LabelTemplateId
    width: LabelWidth
    height: LabelHeight
    unit: LengthUnit
    elements: Elements


@command(
    "labelling.approve_template/1",
    t("Approve label template", "批准标签模板"),
    permission="labelling.template.approve",
    zh="批准标签模板，替换原批准版本；编制人不得批准。",
    signs=t("Label approved", "批准标签"),
)
class ApproveTemplate(Command):
    """Approve a label; it replaces the version before. Whoever drafted it may not approve it."""

    template_id: LabelTemplateId


@command(
    "labelling.withdraw_template/1",
    t("Withdraw label template", "撤回标签模板"),
    permission="labelling.template.withdraw",
    zh="终止草稿或已批准的标签模板，不以其他版本替代；此后不再打印。",
    needs_reason=True,
)
class WithdrawTemplate(Command):
    """End a drafted or approved label without a successor; it is not printed any more."""

    template_id: LabelTemplateId


@command(
    "labelling.print_labels/1",
    t("Print labels", "打印标签"),
    permission="labelling.label.print",
    zh="按已批准模板为一批或其序列号打印标签；数量计入该批标签台账。",
)
class PrintLabels(Command):
    """Print labels of a lot, or of serials of it, by the approved template, and count them."""

    lot_id: LotId
    format: FormatOfPrint = PrintFormat.PDF
    copies: Copies = 1
    serial_ids: LabelledSerials = field(default_factory=list)
    package_level_id: PackageLevelId | None = None
    printer: Printer | None = None


@command(
    "labelling.reprint_labels/1",
    t("Reprint labels", "补打标签"),
    permission="labelling.label.reprint",
    zh="说明原因后补打先前打印过的标签；数量计入该批标签台账。",
    needs_reason=True,
)
class ReprintLabels(Command):
    """Print labels of a run again and say why; of its serials, those given or all."""

    run_id: LabelRunId
    format: FormatOfPrint = PrintFormat.PDF
    copies: Copies = 1
    serial_ids: LabelledSerials = field(default_factory=list)
    printer: Printer | None = None


@command(
    "labelling.print_logistic_labels/1",
    t("Print logistic labels", "打印物流标签"),
    permission="labelling.label.print",
    zh="为带有 SSCC 的包装打印物流标签。",
)
class PrintLogisticLabels(Command):
    """Print the logistic label of a package that has an SSCC."""

    package_id: PackageId
    format: FormatOfPrint = PrintFormat.PDF
    copies: Copies = 1
    printer: Printer | None = None


@command(
    "labelling.check_label/1",
    t("Check label", "回扫标签"),
    permission="labelling.label.check",
    zh="登记从打印批中扫描的一枚标签；内容不符即记录、暂扣该打印批并创建任务。",
    is_fact=True,
)
class CheckLabel(Command):
    """Record a label scanned from a run; if it does not say what it should, the run is held."""

    run_id: LabelRunId
    scanned: ScannedText


@command(
    "labelling.reconcile_labels/1",
    t("Reconcile labels", "标签平衡"),
    permission="labelling.label.reconcile",
    zh="登记一批标签的使用、销毁与退回数量；多于发放数时如实记录并暂扣该批。",
    is_fact=True,
)
class ReconcileLabels(Command):
    """Record what became of labels of a lot: used, destroyed, returned. More than were issued
    is recorded, and the lot is held.
    """

    lot_id: LotId
    package_level_id: PackageLevelId | None = None
    used: Used = 0
    destroyed: Destroyed = 0
    returned: Returned = 0


@command(
    "labelling.accept_difference/1",
    t("Accept label difference", "认可标签差异"),
    permission="labelling.difference.accept",
    zh="质量评估后认可该批标签的差异，并说明原因。",
    needs_reason=True,
)
class AcceptDifference(Command):
    """Accept that labels of a lot are missing, or too many, and say why."""

    lot_id: LotId
    package_level_id: PackageLevelId | None = None
