"""What is counted of rules."""

from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t

figure(
    "rules.versions_to_approve",
    t("Rules to approve", "待批准规则"),
    Group.WAITING,
    "rules.rule_version",
    filters={"state": "draft"},
    command="rules.approve_version/1",
)
figure(
    "rules.paused",
    t("Rules paused", "已暂停规则"),
    Group.WRONG,
    "rules.rule",
    filters={"state": "paused"},
    command="rules.resume_rule/1",
)
trend(
    "rules.firings",
    t("Firings of rules", "规则触发次数"),
    "quality",
    "rules.firing",
    "fired_at",
)
