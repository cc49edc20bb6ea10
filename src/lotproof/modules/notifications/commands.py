"""What can be asked of notifications: by people, and by what must be told."""

from lotproof.kernel.registry import Command, command
from lotproof.kernel.text import t
from lotproof.modules.notifications.vocabulary import (
    About,
    ByChannel,
    ChannelAddress,
    ChannelCode,
    ChannelId,
    ChannelName,
    DutyRole,
    KindOfChannel,
    LinkBase,
    MailAddress,
    MailSender,
    MessageId,
    NoticeDetail,
    NoticeDetailZh,
    NoticeId,
    NoticeKey,
    NoticeTitle,
    NoticeTitleZh,
    OwnChannel,
    SeverityFrom,
    SeverityOf,
    SubscriptionId,
    TasksTold,
    TopicFollowed,
    TopicOf,
    ToRole,
    ToUser,
)
from lotproof.modules.people.vocabulary import LanguageOfUser

# --- telling ------------------------------------------------------------------------------------


@command(
    "notifications.notify/1",
    t("Notify", "发出通知"),
    permission="notifications.notice.send",
    zh="通知指定的人员或角色，以及按职责应知晓此主题的角色；同一去重键只通知一次。",
    by_program=True,
)
class Notify(Command):
    """Tell a person or the holders of a role, and whoever has to know of the topic by duty.

    Other modules issue this from reactions. Of the same key nothing is told twice. The title
    leaves the plant by the channels of those who are told; the detail does not.
    """

    topic: TopicOf
    severity: SeverityOf
    title: NoticeTitle
    title_zh: NoticeTitleZh
    detail: NoticeDetail | None = None
    detail_zh: NoticeDetailZh | None = None
    about: About | None = None
    key: NoticeKey | None = None
    user_id: ToUser | None = None
    role_id: ToRole | None = None


@command(
    "notifications.announce_tasks/1",
    t("Tell of new tasks", "通知新任务"),
    permission="notifications.task.announce",
    zh="把新的待处理任务合为一条通知告知有职责的人员；每项任务只通知一次。",
    by_program=True,
)
class AnnounceTasks(Command):
    """Tell of tasks that were opened, in one notice for all of them; of each task once."""

    tasks: TasksTold


@command(
    "notifications.mark_read/1",
    t("Mark as read", "标记已读"),
    permission="notifications.own.keep",
    zh="本人已阅读此通知。",
)
class MarkRead(Command):
    """Say that you have read a notice that you were told."""

    notice_id: NoticeId


# --- channels -----------------------------------------------------------------------------------


@command(
    "notifications.define_channel/1",
    t("Define channel", "定义通知渠道"),
    permission="notifications.channel.define",
    zh="登记邮件服务器、群机器人或外部程序；密钥不在此填写，由服务器管理员保存在服务器上。",
)
class DefineChannel(Command):
    """Register a mail server, a robot of a chat group or a program.

    Its keys are not entered here: whoever runs the server keeps them there.
    """

    code: ChannelCode
    name: ChannelName
    kind: KindOfChannel
    address: ChannelAddress
    language: LanguageOfUser
    sender: MailSender | None = None
    link_base: LinkBase | None = None


@command(
    "notifications.change_channel/1",
    t("Change channel", "变更通知渠道"),
    permission="notifications.channel.define",
    zh="更改渠道的名称、地址、语言、发件人或链接地址。",
    needs_reason=True,
)
class ChangeChannel(Command):
    """Change a channel's name, address, language, sender or the address links begin with."""

    channel_id: ChannelId
    name: ChannelName
    address: ChannelAddress
    language: LanguageOfUser
    sender: MailSender | None = None
    link_base: LinkBase | None = None


@command(
    "notifications.retire_channel/1",
    t("Retire channel", "停用通知渠道"),
    permission="notifications.channel.define",
    zh="停用渠道：其订阅随之终止，不再经它发送。",
    needs_reason=True,
)
class RetireChannel(Command):
    """Use a channel no more; its subscriptions end and nothing is sent by it."""

    channel_id: ChannelId


@command(
    "notifications.test_channel/1",
    t("Send test message", "发送测试消息"),
    permission="notifications.channel.test",
    zh="经此渠道发送一条测试消息：邮件发至本人邮箱，群机器人发至群组。",
)
class TestChannel(Command):
    """Send a test message: by mail to yourself, by a robot to its group."""

    __test__ = False  # its name makes pytest look for tests in it

    channel_id: ChannelId


# --- who is told --------------------------------------------------------------------------------


@command(
    "notifications.assign_duty/1",
    t("Assign duty to know", "设定知晓职责"),
    permission="notifications.duty.assign",
    zh="规定某角色须知晓某主题：系统内必通知，填写渠道的同时经该渠道发送。本人不能关闭。",
)
class AssignDuty(Command):
    """Say that a role is told of a topic: in the application, and by a channel if one is given.

    Its holders cannot turn it off for themselves.
    """

    role_id: DutyRole
    severity_min: SeverityFrom
    topic: TopicFollowed | None = None
    channel_id: ByChannel | None = None


@command(
    "notifications.end_duty/1",
    t("End duty to know", "终止知晓职责"),
    permission="notifications.duty.assign",
    zh="终止角色的知晓职责并说明理由。",
    needs_reason=True,
)
class EndDuty(Command):
    """End what a role is told of, and say why."""

    subscription_id: SubscriptionId


@command(
    "notifications.subscribe/1",
    t("Send my notifications by a channel", "订阅外发通知"),
    permission="notifications.own.keep",
    zh="本人收到的通知，另经所选渠道发送。",
)
class Subscribe(Command):
    """Have what you are told sent by a channel as well."""

    channel_id: OwnChannel
    severity_min: SeverityFrom
    topic: TopicFollowed | None = None


@command(
    "notifications.unsubscribe/1",
    t("Stop sending my notifications", "取消外发通知"),
    permission="notifications.own.keep",
    zh="终止本人的订阅；随角色而定的职责不能关闭。",
)
class Unsubscribe(Command):
    """End a subscription of your own; what is the duty of your role stays."""

    subscription_id: SubscriptionId


@command(
    "notifications.set_mail/1",
    t("Set my mail address", "设置本人邮箱"),
    permission="notifications.own.keep",
    zh="设置本人接收通知的邮箱地址；留空则不再接收邮件。",
)
class SetMail(Command):
    """Say to which address your mail goes; without one, none is sent."""

    mail: MailAddress | None = None


# --- the outbox ---------------------------------------------------------------------------------


@command(
    "notifications.send_again/1",
    t("Send again", "重新发送"),
    permission="notifications.message.resolve",
    zh="发送失败或结果不明的消息再次排入待发送；结果不明的，对方可能因此收到两次。",
    needs_reason=True,
)
class SendAgain(Command):
    """Put a message back into the outbox that failed or is in doubt.

    One that is in doubt may arrive twice.
    """

    message_id: MessageId


@command(
    "notifications.confirm_arrival/1",
    t("Confirm that it arrived", "确认已送达"),
    permission="notifications.message.resolve",
    zh="经询问，结果不明的消息已送达；说明如何得知。",
    needs_reason=True,
)
class ConfirmArrival(Command):
    """Say that a message in doubt has arrived, and how you know."""

    message_id: MessageId
