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
figure(
    "changes.to_approve",
    t("Approvals of changes", "待审批变更"),
    Group.WAITING,
    "changes.approval",
    filters={"state": "waiting"},
    command="changes.approve_change/1",
)
figure(
    "changes.to_verify",
    t("Changes being implemented", "实施中变更"),
    Group.WAITING,
    "changes.order",
    filters={"state": "implementing"},
    command="changes.verify_change/1",
)
figure(
    "changes.permits_to_approve",
    t("Deviation permits to approve", "待批准偏差许可"),
    Group.WAITING,
    "changes.permit",
    filters={"state": "requested"},
    command="changes.approve_permit/1",
)
