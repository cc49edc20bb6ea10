"""What is kept of notices, channels, subscriptions and the outbox."""

from lotproof.kernel.record import Record, Visible, record
from lotproof.kernel.site import TaskId
from lotproof.kernel.text import t
from lotproof.modules.notifications.vocabulary import (
    About,
    Attempts,
    ByChannel,
    ChannelAddress,
    ChannelCode,
    ChannelId,
    ChannelName,
    ChannelState,
    ClaimedAt,
    DutyRole,
    IsDuty,
    KindOfChannel,
    LinkBase,
    MailAddress,
    MailSender,
    MessageId,
    MessageState,
    NextAt,
    NoticeDetail,
    NoticeDetailZh,
    NoticeId,
    NoticeKey,
    NoticeTitle,
    NoticeTitleZh,
    ProviderReceipt,
    ReadAt,
    Receiver,
    SentAt,
    SeverityFrom,
    SeverityOf,
    StateOfChannel,
    StateOfMessage,
    StateOfSubscription,
    Subscriber,
    SubscriptionId,
    SubscriptionState,
    ToldAt,
    ToldCount,
    TopicFollowed,
    TopicOf,
    ToRole,
    ToUser,
    TriesLeft,
    TroubleDetail,
    TroubleOf,
)
from lotproof.modules.people.vocabulary import LanguageOfUser


@record("notifications.channel", t("Channel", "通知渠道"), unique=[("code",)])
class Channel(Record):
    """A way out of the plant. Its keys stay on the server, in a file that is named by its code."""

    id: ChannelId
    code: ChannelCode
    name: ChannelName
    kind: KindOfChannel
    address: ChannelAddress
    language: LanguageOfUser
    sender: MailSender | None = None
    link_base: LinkBase | None = None
    state: StateOfChannel = ChannelState.ACTIVE


@record(
    "notifications.subscription",
    t("Subscription", "通知订阅"),
    index=[("user_id", "state"), ("role_id", "state"), ("state",)],
    visible=Visible("notifications.own.keep", owner="user_id", shared="is_duty"),
)
class Subscription(Record):
    """Who is told of what by which channel: the duty of a role, or one's own choice."""

    id: SubscriptionId
    severity_min: SeverityFrom
    is_duty: IsDuty
    topic: TopicFollowed | None = None
    channel_id: ByChannel | None = None
    user_id: Subscriber | None = None
    role_id: DutyRole | None = None
    state: StateOfSubscription = SubscriptionState.ACTIVE


@record("notifications.contact", t("Contact", "联系方式"), key="user_id")
class Contact(Record):
    """Where a person is reached outside the application; without an address, nowhere."""

    user_id: Subscriber
    mail: MailAddress | None = None


@record(
    "notifications.notice",
    t("Notice", "通知"),
    unique=[("key",)],
    index=[("told_at",), ("topic", "told_at")],
)
class Notice(Record):
    """What was told, in both languages."""

    id: NoticeId
    topic: TopicOf
    severity: SeverityOf
    title: NoticeTitle
    title_zh: NoticeTitleZh
    told_at: ToldAt
    told: ToldCount
    detail: NoticeDetail | None = None
    detail_zh: NoticeDetailZh | None = None
    about: About | None = None
    key: NoticeKey | None = None
    user_id: ToUser | None = None
    role_id: ToRole | None = None


@record(
    "notifications.told",
    t("Person told", "被通知人"),
    key=("user_id", "notice_id"),
    index=[("notice_id",)],
)
class Told(Record):
    """That somebody finds a notice in the inbox, and since when they have read it."""

    user_id: ToUser
    notice_id: NoticeId
    read_at: ReadAt | None = None


@record("notifications.task_told", t("Task told", "已通知的任务"), key="task_id")
class TaskTold(Record):
    """That people were told of a task, so that they are not told again."""

    task_id: TaskId
    notice_id: NoticeId


@record(
    "notifications.message",
    t("Message", "外发消息"),
    unique=[("notice_id", "channel_id", "receiver")],
    index=[("state", "next_at")],
)
class Message(Record):
    """A notice on its way to one receiver by one channel: a row of the outbox."""

    id: MessageId
    notice_id: NoticeId
    channel_id: ChannelId
    receiver: Receiver
    language: LanguageOfUser
    next_at: NextAt
    tries_left: TriesLeft
    attempts: Attempts = 0
    state: StateOfMessage = MessageState.WAITING
    claimed_at: ClaimedAt | None = None
    trouble: TroubleOf | None = None
    said: TroubleDetail | None = None
    receipt: ProviderReceipt | None = None
    sent_at: SentAt | None = None
