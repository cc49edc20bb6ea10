"""What has happened to templates and labels."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.labelling.vocabulary import (
    Destroyed,
    FirstLabel,
    LabelCheckId,
    LabelCount,
    LabelRunId,
    LabelTarget,
    LabelTemplateId,
    LastLabel,
    Returned,
    Unaccounted,
    Used,
    VerdictOfCheck,
    Version,
)
from lotproof.modules.warehouse.vocabulary import LotId, PackageId


@event(
    "labelling.template_drafted/1",
    t("Version {version} of label {template_id} drafted", "编制标签 {template_id} 第 {version} 版"),
)
class TemplateDrafted(Event):
    template_id: LabelTemplateId
    target: LabelTarget
    version: Version


@event(
    "labelling.template_changed/1",
    t("Label {former_id} changed to {template_id}", "标签 {former_id} 变更为 {template_id}"),
)
class TemplateChanged(Event):
    template_id: LabelTemplateId
    former_id: LabelTemplateId
    target: LabelTarget
    version: Version


@event(
    "labelling.template_approved/1",
    t("Label template {template_id} approved", "标签模板 {template_id} 已批准"),
)
class TemplateApproved(Event):
    template_id: LabelTemplateId
    target: LabelTarget


@event(
    "labelling.template_withdrawn/1",
    t("Label template {template_id} withdrawn", "标签模板 {template_id} 已撤回"),
)
class TemplateWithdrawn(Event):
    template_id: LabelTemplateId
    target: LabelTarget


@event(
    "labelling.labels_printed/1",
    t(
        "{quantity} labels of {lot_id} printed ({run_id})",
        "为 {lot_id} 打印标签 {quantity} 枚（{run_id}）",
    ),
)
class LabelsPrinted(Event):
    run_id: LabelRunId
    template_id: LabelTemplateId
    lot_id: LotId
    quantity: LabelCount
    first_label: FirstLabel
    last_label: LastLabel


@event(
    "labelling.labels_reprinted/1",
    t(
        "{quantity} labels of {former_id} printed again ({run_id})",
        "补打 {former_id} 的标签 {quantity} 枚（{run_id}）",
    ),
)
class LabelsReprinted(Event):
    run_id: LabelRunId
    former_id: LabelRunId
    template_id: LabelTemplateId
    quantity: LabelCount
    first_label: FirstLabel
    last_label: LastLabel
    lot_id: LotId | None = None
    package_id: PackageId | None = None


@event(
    "labelling.logistic_labels_printed/1",
    t(
        "{quantity} logistic labels of {package_id} printed ({run_id})",
        "为 {package_id} 打印物流标签 {quantity} 枚（{run_id}）",
    ),
)
class LogisticLabelsPrinted(Event):
    run_id: LabelRunId
    template_id: LabelTemplateId
    package_id: PackageId
    quantity: LabelCount


@event(
    "labelling.label_checked/1",
    t("A label of {run_id} scanned: {verdict}", "回扫 {run_id} 的标签：{verdict}"),
)
class LabelChecked(Event):
    check_id: LabelCheckId
    run_id: LabelRunId
    verdict: VerdictOfCheck


@event(
    "labelling.labels_reconciled/1",
    t(
        "Labels of {lot_id}: {used} used, {destroyed} destroyed, {returned} returned,"
        " {unaccounted} open",
        "{lot_id} 的标签：使用 {used}，销毁 {destroyed}，退回 {returned}，未说明 {unaccounted}",
    ),
)
class LabelsReconciled(Event):
    lot_id: LotId
    target: LabelTarget
    used: Used
    destroyed: Destroyed
    returned: Returned
    unaccounted: Unaccounted


@event(
    "labelling.difference_accepted/1",
    t(
        "A difference of {unaccounted} labels of {lot_id} accepted",
        "认可 {lot_id} 的标签差异 {unaccounted} 枚",
    ),
)
class DifferenceAccepted(Event):
    lot_id: LotId
    target: LabelTarget
    unaccounted: Unaccounted
