"""What is counted of alerts."""

from lotproof.kernel.figures import Group, figure, trend
from lotproof.kernel.text import t

figure(
    "alerts.to_acknowledge",
    t("Alerts to acknowledge", "待确认报警"),
    Group.WAITING,
    "alerts.alert",
    filters={"state": "open"},
    command="alerts.acknowledge_alert/1",
)
figure(
    "alerts.to_close",
    t("Alerts to close", "待关闭报警"),
    Group.WAITING,
    "alerts.alert",
    filters={"state": "acknowledged"},
    command="alerts.close_alert/1",
)
trend(
    "alerts.raised",
    t("Alerts raised", "报警次数"),
    "quality",
    "alerts.alert",
    "raised_at",
)
