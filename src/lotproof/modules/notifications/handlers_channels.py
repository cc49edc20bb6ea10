"""How channels are kept, and who is told by them."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.notifications import rules
from lotproof.modules.notifications.commands import (
    AssignDuty,
    ChangeChannel,
    DefineChannel,
    EndDuty,
    RetireChannel,
    SetMail,
    Subscribe,
    TestChannel,
    Unsubscribe,
)
from lotproof.modules.notifications.events import (
    ChannelChanged,
    ChannelDefined,
    ChannelRetired,
    MailSet,
    MessageQueued,
    Subscribed,
    Unsubscribed,
)
from lotproof.modules.notifications.queries import Sending
from lotproof.modules.notifications.records import Channel, Contact, Notice, Subscription
from lotproof.modules.notifications.telling import queue
from lotproof.modules.notifications.vocabulary import (
    CHANNEL_LIFE,
    GROUP,
    SUBSCRIPTION_LIFE,
    ChannelId,
    ChannelState,
    MessageId,
    NoticeId,
    Severity,
    SubscriptionId,
    SubscriptionState,
    Topic,
)
from lotproof.modules.people.actors import require_person
from lotproof.modules.people.queries import Role, User
from lotproof.modules.people.vocabulary import ROLE_LIFE, RoleState, UserId

# --- channels -----------------------------------------------------------------------------------


@handles(DefineChannel, emits=(ChannelDefined,))
def define_channel(command: DefineChannel, work: Work) -> None:
    rules.require_address(command.kind, command.address, command.sender)
    channel = work.add(Channel(id=work.new_id(ChannelId), **command.given()))
    work.record(ChannelDefined(channel_id=channel.id, code=channel.code))


@handles(ChangeChannel, emits=(ChannelChanged,))
def change_channel(command: ChangeChannel, work: Work) -> None:
    channel = work.take(Channel, command.channel_id)
    CHANNEL_LIFE.require(channel.code, channel.state, ChannelState.ACTIVE)
    rules.require_address(channel.kind, command.address, command.sender)
    channel.name, channel.address, channel.language = (
        command.name,
        command.address,
        command.language,
    )
    channel.sender, channel.link_base = command.sender, command.link_base
    work.record(ChannelChanged(channel_id=channel.id, code=channel.code))


@handles(RetireChannel, emits=(ChannelRetired, Unsubscribed))
def retire_channel(command: RetireChannel, work: Work) -> None:
    channel = work.take(Channel, command.channel_id)
    channel.state = CHANNEL_LIFE.move(channel.code, channel.state, ChannelState.RETIRED)
    for each in work.take_all(Subscription, channel_id=channel.id, state=SubscriptionState.ACTIVE):
        _end(work, each)
    work.record(ChannelRetired(channel_id=channel.id, code=channel.code))


@handles(TestChannel, emits=(MessageQueued,))
def test_channel(command: TestChannel, work: Work) -> None:
    channel = _active(work, command.channel_id)
    user_id = require_person(work.actor)
    to = Sending(ChannelId(channel.id), GROUP, channel.language)
    if channel.kind in rules.PERSONAL:
        _require_mail(work, user_id)
        to = Sending(ChannelId(channel.id), UserId.text(user_id), work.get(User, user_id).language)
    notice = work.add(
        Notice(
            id=work.new_id(NoticeId),
            topic=Topic.TEST,
            severity=Severity.INFO,
            title=f"Test of channel {channel.code}",
            title_zh=f"渠道 {channel.code} 测试",
            told_at=work.now,
            told=0,
            about=ChannelId.text(channel.id),
        )
    )
    work.record(MessageQueued(message_id=MessageId(queue(work, notice, to).id)))


def _active(work: Work, channel_id: ChannelId) -> Channel:
    channel = work.rely(Channel, channel_id)
    CHANNEL_LIFE.require(channel.code, channel.state, ChannelState.ACTIVE)
    return channel


# --- duties and choices -------------------------------------------------------------------------


@handles(AssignDuty, emits=(Subscribed,))
def assign_duty(command: AssignDuty, work: Work) -> None:
    role = work.rely(Role, command.role_id)
    ROLE_LIFE.require(role.code, role.state, RoleState.ACTIVE)
    if command.channel_id is not None:
        _active(work, command.channel_id)
    others = work.find(Subscription, role_id=command.role_id, state=SubscriptionState.ACTIVE)
    _require_new(others, command)
    _begin(
        work,
        Subscription(id=work.new_id(SubscriptionId), is_duty=True, **command.given()),
    )


@handles(EndDuty, emits=(Unsubscribed,))
def end_duty(command: EndDuty, work: Work) -> None:
    subscription = work.take(Subscription, command.subscription_id)
    if not subscription.is_duty:
        raise rules.NotADuty(subscription=SubscriptionId.text(subscription.id))
    _end(work, subscription)


@handles(Subscribe, emits=(Subscribed,))
def subscribe(command: Subscribe, work: Work) -> None:
    user_id = require_person(work.actor)
    channel = _active(work, command.channel_id)
    if channel.kind not in rules.PERSONAL:
        raise rules.ChannelForGroups(channel=channel.code)
    _require_mail(work, user_id)
    others = work.find(Subscription, user_id=user_id, state=SubscriptionState.ACTIVE)
    _require_new(others, command)
    _begin(
        work,
        Subscription(
            id=work.new_id(SubscriptionId), is_duty=False, user_id=user_id, **command.given()
        ),
    )


@handles(Unsubscribe, emits=(Unsubscribed,))
def unsubscribe(command: Unsubscribe, work: Work) -> None:
    user_id = require_person(work.actor)
    subscription = work.take(Subscription, command.subscription_id)
    name = SubscriptionId.text(subscription.id)
    if subscription.is_duty:
        raise rules.DutyOfRole(subscription=name)
    if subscription.user_id != user_id:
        raise rules.NotYourSubscription(subscription=name)
    _end(work, subscription)


@handles(SetMail, emits=(MailSet,))
def set_mail(command: SetMail, work: Work) -> None:
    user_id = require_person(work.actor)
    work.get(User, user_id)
    if work.seek(Contact, user_id) is None:
        work.add(Contact(user_id=user_id))
    work.take(Contact, user_id).mail = command.mail or None
    work.record(MailSet(user_id=user_id))


def _require_new(others: list[Subscription], command: AssignDuty | Subscribe) -> None:
    for each in others:
        if (each.topic, each.channel_id) == (command.topic, command.channel_id):
            raise rules.AlreadySubscribed(subscription=SubscriptionId.text(each.id))


def _require_mail(work: Work, user_id: UserId) -> None:
    contact = work.seek(Contact, user_id)
    if contact is None or contact.mail is None:
        raise rules.NoMailAddress


def _begin(work: Work, subscription: Subscription) -> None:
    work.add(subscription)
    work.record(Subscribed(subscription_id=SubscriptionId(subscription.id)))


def _end(work: Work, subscription: Subscription) -> None:
    name = SubscriptionId.text(subscription.id)
    subscription.state = SUBSCRIPTION_LIFE.move(name, subscription.state, SubscriptionState.ENDED)
    work.record(Unsubscribed(subscription_id=SubscriptionId(subscription.id)))
