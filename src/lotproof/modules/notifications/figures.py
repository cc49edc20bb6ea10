"""What is counted of the outbox."""

from lotproof.kernel.figures import Group, figure
from lotproof.kernel.text import t

figure(
    "notifications.messages_in_doubt",
    t("Messages in doubt", "结果不明的消息"),
    Group.WAITING,
    "notifications.message",
    filters={"state": "in_doubt"},
    command="notifications.confirm_arrival/1",
)
figure(
    "notifications.messages_failed",
    t("Messages that did not go out", "未能发出的消息"),
    Group.WRONG,
    "notifications.message",
    filters={"state": "failed"},
    command="notifications.send_again/1",
)
