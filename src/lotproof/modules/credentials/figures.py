"""What waits for security and for management."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "credentials.alerts_open",
    t("Security alerts to acknowledge", "待确认安全警报"),
    Group.WAITING,
    "credentials.alert",
    filters={"state": "open"},
    command="credentials.acknowledge_alert/1",
)
figure(
    "credentials.alerts_to_review",
    t("Security alerts for management", "待管理层审阅的安全警报"),
    Group.WAITING,
    "credentials.alert",
    filters={"state.in": "open,acknowledged"},
    command="credentials.review_alert/1",
)
