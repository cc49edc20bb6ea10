"""What is counted of changes."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "changes.to_triage",
    t("Changes to class", "待分级变更"),
    Group.WAITING,
    "changes.order",
    filters={"state": "submitted"},
    command="changes.triage_change/1",
)
figure(
    "changes.to_assess",
    t("Changes to assess", "待评估变更"),
    Group.WAITING,
    "changes.order",
    filters={"state": "triaged"},
    command="changes.answer_questions/1",
)
