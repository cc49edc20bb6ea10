"""What is counted of rules and erasures."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "retention.rules_to_adopt",
    t("Retention rules to adopt", "待采用保存规则"),
    Group.WAITING,
    "retention.rule",
    filters={"state": "proposed"},
    command="retention.adopt_rule/1",
)
figure(
    "retention.erasures_to_approve",
    t("Erasures to approve", "待批准擦除"),
    Group.WAITING,
    "retention.erasure",
    filters={"state": "requested"},
    command="retention.approve_erasure/1",
)
figure(
    "retention.erasures_to_execute",
    t("Erasures to carry out", "待执行擦除"),
    Group.WAITING,
    "retention.erasure",
    filters={"state": "approved"},
    command="retention.execute_erasure/1",
)
