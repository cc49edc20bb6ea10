"""What somebody is told, and by what: read by themselves, whatever else they may read."""

from typing import Any, Final

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.lifecycle import Choice
from lotproof.kernel.work import Reader
from lotproof.modules.notifications.queries import own_subscriptions
from lotproof.modules.notifications.records import Channel, Contact, Notice, Subscription, Told
from lotproof.modules.notifications.rules import PERSONAL
from lotproof.modules.notifications.vocabulary import (
    ChannelId,
    ChannelState,
    NoticeId,
    Severity,
    SubscriptionId,
    SubscriptionState,
    Topic,
)
from lotproof.modules.people.queries import Role, roles_of
from lotproof.modules.people.vocabulary import RoleId, UserId

NOTICES_MAX: Final = 100

_NOTICE, _TOLD = Notice.KIND.table, Told.KIND.table
_LATEST: Statement[Any] = Statement(
    select(*_NOTICE.c, _TOLD.c.read_at)
    .join(_TOLD, _TOLD.c.notice_id == _NOTICE.c.id)
    .where(_TOLD.c.user_id == bindparam("user"))
    .order_by(_NOTICE.c.id.desc())
    .limit(bindparam("most"))
)


def mine(reader: Reader, user_id: UserId) -> dict[str, Any]:
    """The latest notices of a person, read or not, the newest first; their mail address and
    choices, the duties of their roles, and what they may choose from."""
    contact = reader.seek(Contact, user_id)
    channels = {each.id: each for each in reader.find(Channel)}
    roles = {each.id: each for each in roles_of(reader, user_id)}
    duties = [
        each
        for each in reader.find(Subscription, state=SubscriptionState.ACTIVE, is_duty=True)
        if each.role_id in roles
    ]
    rows = reader.rows(_LATEST, user=int(user_id), most=NOTICES_MAX)
    return {
        "notices": [_notice(Notice.KIND.load(row[:-1]), row[-1]) for row in rows],
        "mail": None if contact is None else contact.mail,
        "choices": [_subscription(each, channels) for each in own_subscriptions(reader, user_id)],
        "duties": [
            _subscription(each, channels) | {"role": _role(roles[each.role_id])}
            for each in duties
            if each.role_id is not None
        ],
        "channels": [
            {"id": ChannelId.text(each.id), "name": each.name}
            for each in channels.values()
            if each.kind in PERSONAL and each.state is ChannelState.ACTIVE
        ],
        "topics": [_choice(each) for each in Topic if each is not Topic.TEST],
        "severities": [_choice(each) for each in Severity],
    }


def _notice(notice: Notice, read_at: int | None) -> dict[str, Any]:
    has_detail = notice.detail is not None and notice.detail_zh is not None
    return {
        "id": NoticeId.text(notice.id),
        "topic": notice.topic.label._asdict(),
        "severity": notice.severity.value,
        "severity_label": notice.severity.label._asdict(),
        "title": {"en": notice.title, "zh": notice.title_zh},
        "detail": {"en": notice.detail, "zh": notice.detail_zh} if has_detail else None,
        "about": notice.about,
        "told_at": clock.text(notice.told_at),
        "read_at": None if read_at is None else clock.text(Instant(read_at)),
    }


def _subscription(each: Subscription, channels: dict[ChannelId, Channel]) -> dict[str, Any]:
    channel = None if each.channel_id is None else channels[each.channel_id]
    return {
        "id": SubscriptionId.text(each.id),
        "topic": None if each.topic is None else each.topic.label._asdict(),
        "severity_min": each.severity_min.label._asdict(),
        "channel": None if channel is None else channel.name,
    }


def _choice(each: Choice) -> dict[str, Any]:
    return {"value": each.value, "label": each.label._asdict()}


def _role(role: Role) -> dict[str, str]:
    return {"id": RoleId.text(role.id), "en": role.title, "zh": role.title_zh}
