"""Typed reads of notifications: who is told, by what, and what waits to be sent."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import bindparam, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.site import Task, TaskId, TaskState
from lotproof.kernel.work import Reader
from lotproof.modules.notifications.records import (
    Channel,
    Contact,
    Message,
    Notice,
    Subscription,
    TaskTold,
    Told,
)
from lotproof.modules.notifications.rules import (
    LEASE_S,
    PERSONAL,
    SECOND_US,
    TASKS_BACK_S,
    fits,
)
from lotproof.modules.notifications.vocabulary import (
    GROUP,
    ChannelId,
    ChannelState,
    MessageId,
    MessageState,
    Severity,
    SubscriptionState,
    Topic,
)
from lotproof.modules.people.queries import User, holders
from lotproof.modules.people.vocabulary import (
    RoleId,
    UserId,
    UserLanguage,
    UserState,
)

__all__ = [
    "Audience",
    "Channel",
    "Contact",
    "Message",
    "Notice",
    "Sending",
    "Subscription",
    "audience",
    "due_channels",
    "due_messages",
    "holders",
    "lost_messages",
    "message_of",
    "own_subscriptions",
    "unread",
    "untold_tasks",
]

_MESSAGE, _NOTICE, _TOLD = Message.KIND.table, Notice.KIND.table, Told.KIND.table
_TASK, _TASK_TOLD = Task.KIND.table, TaskTold.KIND.table

_DUE: Statement[Message] = Statement(
    select(*_MESSAGE.c)
    .where(_MESSAGE.c.state == MessageState.WAITING.value)
    .where(_MESSAGE.c.next_at <= bindparam("now"))
    .where(_MESSAGE.c.channel_id == bindparam("channel"))
    .order_by(_MESSAGE.c.next_at, _MESSAGE.c.id)
    .limit(bindparam("most")),
    Message,
)
_DUE_CHANNELS: Statement[Message] = Statement(
    select(_MESSAGE.c.channel_id)
    .where(_MESSAGE.c.state == MessageState.WAITING.value)
    .where(_MESSAGE.c.next_at <= bindparam("now"))
    .distinct()
    .order_by(_MESSAGE.c.channel_id)
)
_LOST: Statement[Message] = Statement(
    select(*_MESSAGE.c)
    .where(_MESSAGE.c.state == MessageState.SENDING.value)
    .where(_MESSAGE.c.claimed_at <= bindparam("before"))
    .order_by(_MESSAGE.c.id),
    Message,
)
_UNREAD: Statement[Notice] = Statement(
    select(*_NOTICE.c)
    .join(_TOLD, _TOLD.c.notice_id == _NOTICE.c.id)
    .where(_TOLD.c.user_id == bindparam("user"), _TOLD.c.read_at.is_(None))
    .order_by(_NOTICE.c.id.desc())
    .limit(bindparam("most")),
    Notice,
)
_UNTOLD: Statement[Task] = Statement(
    select(_TASK.c.id)
    .join(_TASK_TOLD, _TASK_TOLD.c.task_id == _TASK.c.id, isouter=True)
    .where(_TASK.c.opened_at > bindparam("since"), _TASK.c.state == TaskState.OPEN.value)
    .where(_TASK_TOLD.c.task_id.is_(None))
    .order_by(_TASK.c.id)
    .limit(bindparam("most"))
)


class Sending(NamedTuple):
    """One message that a notice becomes: by which channel, to whom, in which language."""

    channel_id: ChannelId
    receiver: str
    language: UserLanguage


class Audience(NamedTuple):
    """Who finds a notice in the inbox, and what leaves the plant."""

    people: list[User]
    sendings: list[Sending]

    @property
    def is_empty(self) -> bool:
        return not self.people and not self.sendings


def audience(
    reader: Reader,
    topic: Topic,
    severity: Severity,
    user_id: UserId | None = None,
    role_id: RoleId | None = None,
) -> Audience:
    """The person and the role that are named, and whoever has to know by duty.

    What people are told leaves by the channels that they chose; a duty's channel serves the
    holders of its role, or its group once.
    """
    fitting = [
        each
        for each in reader.find(Subscription, state=SubscriptionState.ACTIVE)
        if fits(each.topic, each.severity_min, topic, severity)
    ]
    duties = [each for each in fitting if each.role_id is not None]
    roles = {each.role_id for each in duties if each.role_id is not None}
    by_role = {role: holders(reader, role) for role in roles | ({role_id} if role_id else set())}
    people = {each.id: each for found in by_role.values() for each in found}
    named = None if user_id is None else reader.seek(User, user_id)
    if named is not None and named.state is UserState.ACTIVE and not named.is_service:
        people[named.id] = named
    sendings = _sendings(reader, fitting, people, by_role)
    return Audience([people[each] for each in sorted(people)], sendings)


def _sendings(
    reader: Reader,
    fitting: Collection[Subscription],
    people: Mapping[UserId, User],
    by_role: Mapping[RoleId, list[User]],
) -> list[Sending]:
    """Each channel and receiver once, in the order of subscriptions."""
    found: dict[tuple[int, str], Sending] = {}
    for each in fitting:
        if each.channel_id is None:
            continue
        channel = reader.get(Channel, each.channel_id)
        if channel.state is not ChannelState.ACTIVE:
            continue
        if channel.kind not in PERSONAL:
            receivers = [(GROUP, channel.language)]
        elif each.role_id is not None:
            receivers = [(UserId.text(one.id), one.language) for one in by_role[each.role_id]]
        else:
            one = people.get(each.user_id) if each.user_id is not None else None
            receivers = [(UserId.text(one.id), one.language)] if one is not None else []
        for receiver, language in receivers:
            key = (int(channel.id), receiver)
            found.setdefault(key, Sending(ChannelId(channel.id), receiver, language))
    return list(found.values())


def due_channels(reader: Reader) -> list[ChannelId]:
    """The channels by which something is to be sent now."""
    return [ChannelId(number) for (number,) in reader.rows(_DUE_CHANNELS, now=reader.now)]


def due_messages(reader: Reader, channel_id: ChannelId, most: int) -> list[Message]:
    """What is to be sent by a channel now, what has waited longest first."""
    return reader.select(_DUE, now=reader.now, channel=int(channel_id), most=most)


def lost_messages(reader: Reader) -> list[Message]:
    """What a sender took and did not report on in time."""
    return reader.select(_LOST, before=Instant(reader.now - LEASE_S * SECOND_US))


def unread(reader: Reader, user_id: UserId, most: int) -> list[Notice]:
    """What somebody was told and has not read, the newest first."""
    return reader.select(_UNREAD, user=int(user_id), most=most)


def untold_tasks(reader: Reader, most: int) -> list[TaskId]:
    """Open tasks of the last day that nobody was told of, by id."""
    since = Instant(reader.now - TASKS_BACK_S * SECOND_US)
    return [TaskId(number) for (number,) in reader.rows(_UNTOLD, since=since, most=most)]


def own_subscriptions(reader: Reader, user_id: UserId) -> list[Subscription]:
    """What somebody chose for themselves and has not ended, by id."""
    return reader.find(Subscription, user_id=user_id, state=SubscriptionState.ACTIVE)


def message_of(reader: Reader, message_id: MessageId) -> tuple[Message, Notice, Channel]:
    """A message with what it says and what it goes by; NotFound for one that there is not."""
    message = reader.get(Message, message_id)
    return (
        message,
        reader.get(Notice, message.notice_id),
        reader.get(Channel, message.channel_id),
    )
