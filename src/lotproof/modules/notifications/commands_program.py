"""What only the program's own sender reports: that it takes a message, and what became of it.

Whoever may send these could say of a message that it was sent, so no role has their permission.
"""

from typing import Final

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.notifications.vocabulary import (
    Attempt,
    MessageId,
    ProviderReceipt,
    TroubleDetail,
    TroubleOf,
)

DELIVERY_REPORT: Final = "notifications.delivery.report"


@command(
    "notifications.take_message/1",
    t("Take message to send", "取走待发消息"),
    permission=DELIVERY_REPORT,
    zh="发送进程取走一条到期的消息；同一次发送只有一个进程取得。",
    by_program=True,
)
class TakeMessage(Command):
    """Take a message that is due; of several servers one gets it."""

    message_id: MessageId
    attempt: Attempt


@command(
    "notifications.report_sent/1",
    t("Report message as sent", "报告消息已发送"),
    permission=DELIVERY_REPORT,
    zh="服务方已接受此消息；记下其回执。",
    is_fact=True,
    by_program=True,
)
class ReportSent(Command):
    """The provider has accepted a message; its receipt is kept."""

    message_id: MessageId
    attempt: Attempt
    receipt: ProviderReceipt


@command(
    "notifications.report_trouble/1",
    t("Report message as not sent", "报告消息未能发送"),
    permission=DELIVERY_REPORT,
    zh="消息未能发送，或不知是否送达；按原因再次排队、判为失败或交由人员判断。",
    is_fact=True,
    by_program=True,
)
class ReportTrouble(Command):
    """A message did not go out, or nobody knows: it is tried again, fails, or a person decides."""

    message_id: MessageId
    attempt: Attempt
    trouble: TroubleOf
    said: TroubleDetail = ""
