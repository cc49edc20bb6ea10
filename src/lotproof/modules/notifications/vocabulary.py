"""The words of notices, channels, subscriptions and the outbox."""

from typing import Annotated, Final

from lotproof.kernel.clock import Instant
from lotproof.kernel.ids import Id
from lotproof.kernel.lifecycle import Choice, LifeCycle
from lotproof.kernel.meaning import Meaning, prose, subject
from lotproof.kernel.site import TaskId
from lotproof.kernel.text import t
from lotproof.modules.alerts.vocabulary import AlertSeverity
from lotproof.modules.people.vocabulary import RoleId, UserId


class ChannelId(Id, prefix="nch", label=t("Channel", "通知渠道")):
    """A way out of the plant: a mail server, a robot in a chat group, a program."""


class SubscriptionId(Id, prefix="nsb", label=t("Subscription", "通知订阅")):
    """That a role or a person is told of something by a channel."""


class NoticeId(Id, prefix="ntc", label=t("Notice", "通知")):
    """Something that people are told, once."""


class MessageId(Id, prefix="nms", label=t("Message", "外发消息")):
    """A notice on its way to one receiver by one channel."""


# --- what is told -------------------------------------------------------------------------------


class Topic(Choice):
    """What a notice is of."""

    ALERT = "alert", "alert", "报警"
    ESCALATION = "escalation", "alert escalated", "报警升级"
    START_WITHDRAWN = "start_withdrawn", "permission to start withdrawn", "开工许可撤回"
    TASK = "task", "task opened", "新任务"
    RULE = "rule", "said by a rule", "规则通知"
    TEST = "test", "test of a channel", "渠道测试"


Severity = AlertSeverity
"""One scale for alerts and for what is told of them."""

TITLE_MAX: Final = 200
TopicOf = Annotated[Topic, Meaning(label=t("Topic", "主题"))]
TopicFollowed = Annotated[
    Topic,
    Meaning(label=t("Topic", "主题"), help=t("Without one: every topic.", "不填则为全部主题。")),
]
SeverityOf = Annotated[Severity, Meaning(label=t("Severity", "严重程度"))]
SeverityFrom = Annotated[Severity, Meaning(label=t("From severity", "最低严重程度"))]
NoticeTitle = Annotated[
    str, Meaning(label=t("Title", "标题（英文）"), length_max=TITLE_MAX, pattern=r".+")
]
NoticeTitleZh = Annotated[
    str, Meaning(label=t("Title in Chinese", "标题"), length_max=TITLE_MAX, pattern=r".+")
]
NoticeDetail = Annotated[
    str,
    prose(
        t("Detail", "说明（英文）"),
        t("Shown in the application only.", "仅在系统内显示。"),
    ),
]
NoticeDetailZh = Annotated[
    str,
    prose(
        t("Detail in Chinese", "说明"),
        t("Shown in the application only.", "仅在系统内显示。"),
    ),
]
About = Annotated[
    str, subject(t("About", "涉及对象"), t("An id such as lot_12.", "编号，如 lot_12。"))
]
NoticeKey = Annotated[
    str,
    Meaning(
        label=t("Key", "去重键"),
        help=t(
            "Names what happened: of the same key nothing is told twice.",
            "标识所发生之事：同一去重键只通知一次。",
        ),
        length_max=120,
        pattern=r"\S+",
    ),
]
ToldAt = Annotated[Instant, Meaning(label=t("Told at", "通知时间"))]
ToldCount = Annotated[int, Meaning(label=t("People told", "通知人数"), minimum=0)]
ReadAt = Annotated[Instant, Meaning(label=t("Read at", "阅读时间"))]
ToUser = Annotated[UserId, Meaning(label=t("To person", "接收人"))]
ToRole = Annotated[RoleId, Meaning(label=t("To role", "接收角色"))]
TasksTold = Annotated[list[TaskId], Meaning(label=t("Tasks", "任务"), items_max=500)]

# --- channels -----------------------------------------------------------------------------------


class ChannelKind(Choice):
    """What speaks at the other end; where it leads people to, one by one or a group."""

    MAIL = "mail", "mail (SMTP)", "邮件（SMTP）"
    WEBHOOK = "webhook", "program (webhook)", "外部程序（Webhook）"
    WECOM = "wecom", "WeCom group robot", "企业微信群机器人"
    DINGTALK = "dingtalk", "DingTalk group robot", "钉钉群机器人"
    FEISHU = "feishu", "Feishu group robot", "飞书群机器人"


class ChannelState(Choice):
    ACTIVE = "active", "active", "启用"
    RETIRED = "retired", "retired", "停用"


CHANNEL_LIFE = LifeCycle(
    t("Channel", "通知渠道"),
    {ChannelState.ACTIVE: {ChannelState.RETIRED}, ChannelState.RETIRED: ()},
)

ChannelCode = Annotated[
    str,
    Meaning(
        label=t("Channel code", "渠道代码"),
        help=t(
            "Small letters, digits and -; its secrets on the server stand under it.",
            "小写字母、数字和 -；服务器上的密钥以此命名。",
        ),
        length_max=40,
        pattern=r"[a-z][a-z0-9-]*",
    ),
]
ChannelName = Annotated[
    str, Meaning(label=t("Channel name", "渠道名称"), length_max=120, pattern=r".+")
]
KindOfChannel = Annotated[ChannelKind, Meaning(label=t("Kind of channel", "渠道类别"))]
ChannelAddress = Annotated[
    str,
    Meaning(
        label=t("Address", "地址"),
        help=t(
            "https://… for programs and robots, smtps://host or smtp+starttls://host for mail; "
            "without keys, which stay on the server.",
            "程序与机器人用 https://…，邮件用 smtps://主机 或 smtp+starttls://主机；"
            "不含密钥，密钥只存于服务器。",
        ),
        length_max=300,
        pattern=r"(https?|smtps|smtp|smtp\+starttls)://[!-~]+",
    ),
]
MailSender = Annotated[
    str,
    Meaning(
        label=t("Sender", "发件人"),
        help=t("The mail address messages come from.", "邮件的发件地址，如 name@example.com。"),
        length_max=254,
        pattern=r"[!-?A-~]+@[A-Za-z0-9.-]+",
    ),
]
LinkBase = Annotated[
    str,
    Meaning(
        label=t("Address of this site", "本站点地址"),
        help=t(
            "Links in messages begin with it, such as https://lotproof.example.",
            "消息中链接的开头，如 https://lotproof.example。",
        ),
        length_max=200,
        pattern=r"https?://[!-~]*[!-.0-~]",
    ),
]
StateOfChannel = Annotated[ChannelState, Meaning(label=t("State", "状态"))]

# --- subscriptions ------------------------------------------------------------------------------


class SubscriptionState(Choice):
    ACTIVE = "active", "active", "生效"
    ENDED = "ended", "ended", "终止"


SUBSCRIPTION_LIFE = LifeCycle(
    t("Subscription", "通知订阅"),
    {SubscriptionState.ACTIVE: {SubscriptionState.ENDED}, SubscriptionState.ENDED: ()},
)
StateOfSubscription = Annotated[SubscriptionState, Meaning(label=t("State", "状态"))]
IsDuty = Annotated[
    bool,
    Meaning(
        label=t("Duty", "职责"),
        help=t(
            "Belongs to the role; nobody turns it off for themselves.",
            "随角色而定，本人不能关闭。",
        ),
    ),
]
ByChannel = Annotated[
    ChannelId,
    Meaning(
        label=t("Channel", "通知渠道"),
        help=t("Without one: in the application only.", "不填则仅在系统内通知。"),
    ),
]
OwnChannel = Annotated[ChannelId, Meaning(label=t("Channel", "通知渠道"))]
Subscriber = Annotated[UserId, Meaning(label=t("Person", "人员"))]
DutyRole = Annotated[RoleId, Meaning(label=t("Role", "角色"))]
MailAddress = Annotated[
    str,
    Meaning(
        label=t("Mail address", "邮箱地址"),
        help=t("Like name@example.com.", "如 name@example.com。"),
        length_max=254,
        pattern=r"[!-?A-~]+@[A-Za-z0-9.-]+",
        personal=True,
    ),
]

# --- the outbox ---------------------------------------------------------------------------------


class MessageState(Choice):
    """`in_doubt`: it was sent and nobody knows whether it arrived; a person decides."""

    WAITING = "waiting", "waiting", "待发送"
    SENDING = "sending", "being sent", "发送中"
    SENT = "sent", "sent", "已发送"
    IN_DOUBT = "in_doubt", "in doubt", "结果不明"
    FAILED = "failed", "failed", "发送失败"


MESSAGE_LIFE = LifeCycle(
    t("Message", "外发消息"),
    {
        MessageState.WAITING: {MessageState.SENDING, MessageState.SENT},
        MessageState.SENDING: {
            MessageState.SENT,
            MessageState.WAITING,
            MessageState.FAILED,
            MessageState.IN_DOUBT,
        },
        MessageState.IN_DOUBT: {MessageState.SENT, MessageState.WAITING},
        MessageState.FAILED: {MessageState.SENT, MessageState.WAITING},
        MessageState.SENT: (),
    },
)


class Trouble(Choice):
    """Why a message did not go out, as far as its sender knows."""

    UNREACHABLE = "unreachable", "not reached", "无法连接"
    BUSY = "busy", "asked to come later", "对方要求稍后再试"
    UNANSWERED = "unanswered", "no answer after it was sent", "发出后无应答"
    INTERRUPTED = "interrupted", "sender stopped meanwhile", "发送进程中断"
    REFUSED = "refused", "refused by the receiver", "对方拒收"
    NOT_TRUSTED = "not_trusted", "certificate not trusted", "证书不受信任"
    PRIVATE_ADDRESS = "private_address", "address in the private network", "内网地址未获允许"
    NO_SECRET = "no_secret", "no key on the server", "服务器上没有密钥"
    NO_ADDRESS = "no_address", "receiver without mail address", "接收人没有邮箱地址"
    RECEIVER_LEFT = "receiver_left", "receiver is not active any more", "接收人已停用"
    CHANNEL_RETIRED = "channel_retired", "channel was retired", "渠道已停用"


StateOfMessage = Annotated[MessageState, Meaning(label=t("State", "状态"))]
TroubleOf = Annotated[Trouble, Meaning(label=t("Trouble", "失败原因"))]
TroubleDetail = Annotated[
    str, Meaning(label=t("What the other end said", "对方的说明"), length_max=400, multiline=True)
]
Attempt = Annotated[
    int,
    Meaning(label=t("Attempt", "第几次发送"), minimum=1, maximum=1_000_000),
]
Attempts = Annotated[
    int,
    Meaning(label=t("Attempts", "发送次数"), minimum=0, maximum=1_000_000),
]
TriesLeft = Annotated[int, Meaning(label=t("Tries left", "剩余次数"), minimum=0, maximum=1_000)]
NextAt = Annotated[Instant, Meaning(label=t("Next try at", "下次发送时间"))]
ClaimedAt = Annotated[Instant, Meaning(label=t("Being sent since", "开始发送时间"))]
SentAt = Annotated[Instant, Meaning(label=t("Sent at", "发送时间"))]
ProviderReceipt = Annotated[
    str,
    Meaning(label=t("Receipt of the provider", "服务方回执"), length_max=400, multiline=True),
]
GROUP: Final = "group"
"""The receiver of a message that goes to whoever its channel leads to."""
Receiver = Annotated[
    str,
    Meaning(
        label=t("Receiver", "接收方"),
        help=t(
            "usr_3, or group: whoever the channel leads to.", "usr_3，或 group：渠道对应的群组。"
        ),
        length_max=40,
        pattern=r"usr_[0-9]{1,19}|group",
    ),
]
