"""What is counted of labels: what waits to be approved, and what nobody has accounted for."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "labelling.templates_to_approve",
    t("Labels to approve", "待批准标签模板"),
    Group.WAITING,
    "labelling.template",
    filters={"state": "draft"},
    command="labelling.approve_template/1",
)
figure(
    "labelling.labels_to_reconcile",
    t("Lots with labels to account for", "标签待平衡的批"),
    Group.WAITING,
    "labelling.account",
    filters={"state": "open", "is_controlled": "true"},
    command="labelling.reconcile_labels/1",
)
