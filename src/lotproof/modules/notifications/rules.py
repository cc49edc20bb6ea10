"""Decisions about notifications, and their refusals."""

from typing import Final, NamedTuple
from urllib.parse import urlsplit

from lotproof.kernel.clock import Instant
from lotproof.kernel.refusals import Refused
from lotproof.modules.notifications.vocabulary import (
    ChannelKind,
    MessageState,
    Severity,
    Topic,
    Trouble,
)

SECOND_US: Final = 1_000_000
TRIES: Final = 10
"""How often a message is tried before a person has to look at it."""
FIRST_WAIT_S: Final = 30
WAIT_MAX_S: Final = 3_600
LEASE_S: Final = 300
"""A sender that has not reported by then is gone: it gives up by itself long before."""
TASKS_BACK_S: Final = 86_400
"""Of older tasks nobody is told any more: a program that was down for days does not ring for all
that waits in the inbox anyway."""

PERSONAL: Final = frozenset({ChannelKind.MAIL})
"""What leads to one person; the others lead to a group or to a program."""
REPEATABLE: Final = frozenset({ChannelKind.WEBHOOK})
"""Where the receiver knows a message by its id, and takes it once however often it comes."""
MAIL_SCHEMES: Final = frozenset({"smtps", "smtp+starttls", "smtp"})

_LATER: Final = frozenset({Trouble.UNREACHABLE, Trouble.BUSY})
"""It surely did not arrive, and may the next time."""
_UNKNOWN: Final = frozenset({Trouble.UNANSWERED, Trouble.INTERRUPTED})
"""It may have arrived."""

_ORDER: Final = tuple(Severity)


class AddressOfOtherKind(
    Refused,
    code="address_of_other_kind",
    en="{address} is no address of a channel of the kind “{kind}”. Mail has smtps:// or "
    "smtp+starttls://, the others https://.",
    zh="{address} 不是“{kind}”类渠道的地址。邮件用 smtps:// 或 smtp+starttls://，其余用 https://。",
    http_status=422,
):
    """A program cannot be reached by mail, nor a mail server by HTTP."""


class KeyInAddress(
    Refused,
    code="key_in_address",
    en="The address holds a name, a key or a query. Leave them out: keys are kept on the server, "
    "and the address is read by many.",
    zh="地址中含有用户名、密钥或查询参数。请去掉：密钥保存在服务器上，而地址多人可见。",
    http_status=422,
):
    """What the ledger holds stays for ever; a key must not."""


class SenderMissing(
    Refused,
    code="sender_missing",
    en="A mail channel has a sender's address. Give the address that messages come from.",
    zh="邮件渠道须有发件人。请填写发件地址。",
    http_status=422,
):
    """Mail without sender is not accepted anywhere."""


class ChannelForGroups(
    Refused,
    code="channel_for_groups",
    en="Channel {channel} leads to a group. Choose one that leads to you alone, such as mail.",
    zh="渠道 {channel} 通向群组。请选择只通向本人的渠道，如邮件。",
):
    """What one person is told is not told a group at that person's wish."""


class NoMailAddress(
    Refused,
    code="no_mail_address",
    en="You have no mail address here. Set it first.",
    zh="您尚未设置邮箱地址。请先设置。",
):
    """There is nowhere to send it."""


class DutyOfRole(
    Refused,
    code="duty_of_role",
    en="{subscription} is the duty of a role and is not turned off by its holders. Ask whoever "
    "assigns duties.",
    zh="{subscription} 是角色的职责，持有人不能关闭。请联系设定职责的人员。",
):
    """Who has to know is not asked whether they want to."""


class NotYourSubscription(
    Refused,
    code="not_your_subscription",
    en="{subscription} is somebody else's. Choose one of your own.",
    zh="{subscription} 属于他人。请选择本人的订阅。",
):
    """Everybody chooses for themselves."""


class NotADuty(
    Refused,
    code="not_a_duty",
    en="{subscription} is a person's own choice. They end it themselves.",
    zh="{subscription} 是个人的选择，由本人终止。",
):
    """What somebody chose is theirs to end."""


class NotTold(
    Refused,
    code="not_told",
    en="You were not told {notice}. Look into your inbox.",
    zh="您没有收到 {notice}。请查看您的待办。",
):
    """Only what was told can be read."""


class AlreadySubscribed(
    Refused,
    code="already_subscribed",
    en="{subscription} says the same already. Use that one, or end it first.",
    zh="{subscription} 内容相同，已经生效。请沿用，或先终止它。",
):
    """The same is not sent twice."""


class OneLanguageOnly(
    Refused,
    code="one_language_only",
    en="The detail is given in one language only. Give it in both.",
    zh="说明只有一种语言。请用两种语言填写。",
    http_status=422,
):
    """Everybody reads their own language."""


class TaskToldBefore(
    Refused,
    code="task_told_before",
    en="People were told of {task} before.",
    zh="{task} 此前已通知。",
):
    """Nothing is told twice."""


class TooEarly(
    Refused,
    code="message_not_due",
    en="{message} is not due yet, or this is not its next attempt. Look it up again.",
    zh="{message} 尚未到发送时间，或并非其下一次发送。请重新查询。",
):
    """The wait between attempts is kept by whoever sends."""


class OfEarlierAttempt(
    Refused,
    code="of_earlier_attempt",
    en="{message} was taken again since attempt {attempt}; the report of that one comes late.",
    zh="{message} 在第 {attempt} 次发送之后已被再次取走；该次的报告来得太迟。",
):
    """A report that changes nothing any more is kept, and looked at."""


class SentBefore(
    Refused,
    code="sent_before",
    en="{message} was sent before: its receiver may have got it twice. Find out why.",
    zh="{message} 此前已发送：接收方可能收到两次。请查明原因。",
):
    """Two senders at once are a fault to be found."""


class NobodyTold(
    Refused,
    code="nobody_told",
    en="{notice} reached nobody: no active person is named or holds the role. Say who has to know.",
    zh="{notice} 未通知到任何人：没有指定在用人员，或无人持有该角色。请设定知晓人员。",
):
    """What nobody hears was told in vain."""


def require_address(kind: ChannelKind, address: str, sender: str | None) -> None:
    """Refuse an address of another kind of channel, or one that holds a key; mail has a sender."""
    try:
        parts = urlsplit(address)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        is_whole, parts = False, urlsplit("")
    is_mail = kind is ChannelKind.MAIL
    if not is_whole or (parts.scheme in MAIL_SCHEMES) != is_mail:
        raise AddressOfOtherKind(address=address, kind=kind.label)
    if parts.username or parts.password or parts.query or parts.fragment:
        raise KeyInAddress
    if is_mail and sender is None:
        raise SenderMissing


def fits(topic: Topic | None, severity_min: Severity, of: Topic, severity: Severity) -> bool:
    """Whether a subscription to a topic (None: any) from a severity on takes in a notice."""
    return topic in (None, of) and _ORDER.index(severity) >= _ORDER.index(severity_min)


def wait_s(attempts: int) -> int:
    """Seconds between the attempt of this number and the next: doubled each time, up to an hour."""
    return min(FIRST_WAIT_S << min(attempts - 1, 20), WAIT_MAX_S)


class After(NamedTuple):
    """What becomes of a message: its state, when it is tried again, how often still."""

    state: MessageState
    next_at: Instant
    tries_left: int


def after_trouble(
    kind: ChannelKind, trouble: Trouble, attempts: int, tries_left: int, now: Instant
) -> After:
    """What becomes of a message whose attempt of this number met with trouble.

    What may have arrived is sent again only where the receiver would notice; elsewhere a person
    decides. What surely did not arrive is tried again as long as tries are left.
    """
    left = max(tries_left - 1, 0)
    if trouble in _UNKNOWN and kind not in REPEATABLE:
        return After(MessageState.IN_DOUBT, now, left)
    if trouble in _LATER | _UNKNOWN and left:
        return After(MessageState.WAITING, Instant(now + wait_s(attempts) * SECOND_US), left)
    return After(MessageState.FAILED, now, left)
