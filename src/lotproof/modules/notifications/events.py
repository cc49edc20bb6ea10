"""What has happened in notifications."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.notifications.vocabulary import (
    About,
    Attempt,
    ChannelCode,
    ChannelId,
    MessageId,
    NoticeId,
    StateOfMessage,
    SubscriptionId,
    ToldCount,
    TopicOf,
    ToUser,
    TroubleOf,
)


@event(
    "notifications.people_told/1",
    t("{told} people told: {notice_id}", "{notice_id} 通知 {told} 人"),
)
class PeopleTold(Event):
    notice_id: NoticeId
    topic: TopicOf
    told: ToldCount
    about: About | None = None


@event(
    "notifications.notice_read/1", t("{notice_id} read by {user_id}", "{user_id} 已读 {notice_id}")
)
class NoticeRead(Event):
    notice_id: NoticeId
    user_id: ToUser


@event("notifications.channel_defined/1", t("Channel {code} defined", "定义渠道 {code}"))
class ChannelDefined(Event):
    channel_id: ChannelId
    code: ChannelCode


@event("notifications.channel_changed/1", t("Channel {code} changed", "变更渠道 {code}"))
class ChannelChanged(Event):
    channel_id: ChannelId
    code: ChannelCode


@event("notifications.channel_retired/1", t("Channel {code} retired", "停用渠道 {code}"))
class ChannelRetired(Event):
    channel_id: ChannelId
    code: ChannelCode


@event("notifications.subscribed/1", t("{subscription_id} begun", "{subscription_id} 生效"))
class Subscribed(Event):
    subscription_id: SubscriptionId


@event("notifications.unsubscribed/1", t("{subscription_id} ended", "{subscription_id} 终止"))
class Unsubscribed(Event):
    subscription_id: SubscriptionId


@event("notifications.mail_set/1", t("Mail address of {user_id} set", "设置 {user_id} 的邮箱"))
class MailSet(Event):
    user_id: ToUser


@event("notifications.message_queued/1", t("{message_id} waits to be sent", "{message_id} 待发送"))
class MessageQueued(Event):
    message_id: MessageId


@event("notifications.message_taken/1", t("{message_id} is being sent", "正在发送 {message_id}"))
class MessageTaken(Event):
    message_id: MessageId
    attempt: Attempt


@event("notifications.message_sent/1", t("{message_id} sent", "{message_id} 已发送"))
class MessageSent(Event):
    message_id: MessageId


@event(
    "notifications.message_not_sent/1",
    t("{message_id}: {trouble}, now {state}", "{message_id}：{trouble}，现为{state}"),
)
class MessageNotSent(Event):
    message_id: MessageId
    trouble: TroubleOf
    state: StateOfMessage
