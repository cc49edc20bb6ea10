"""Sends what waits in the outbox, as long as the site is served, or once.

Each message is taken by a command before it is sent, so that of several servers one sends it, and
what became of it is reported by a command. A sender that is killed between the two leaves a
message that nobody knows of: when its time is over, it is reported as interrupted, and the rules
say whether it is sent again or a person asks.
"""

import logging
from typing import Final

from lotproof.adapters.notifying.keys import KeysUnusable, keys_of
from lotproof.adapters.notifying.letters import Letter, letter_id, link_to
from lotproof.adapters.notifying.sending import send
from lotproof.adapters.notifying.trouble import NotSent
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.regularly import Regularly
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.kernel.text import Text
from lotproof.modules.notifications.commands_program import (
    ReportSent,
    ReportTrouble,
    TakeMessage,
)
from lotproof.modules.notifications.queries import (
    Channel,
    Contact,
    Message,
    due_channels,
    due_messages,
    lost_messages,
    message_of,
)
from lotproof.modules.notifications.vocabulary import (
    GROUP,
    ChannelId,
    ChannelState,
    MessageId,
    Trouble,
)
from lotproof.modules.people.authority import POST
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserState

INTERVAL_S: Final = 2.0
AT_ONCE: Final = 20
"""Messages of one channel in a row; then the next channel has its turn."""
_OF_CHANNEL: Final = frozenset({Trouble.UNREACHABLE, Trouble.BUSY})
"""What would meet the channel's next message, too."""

log = logging.getLogger("lotproof.delivering")


class Deliverer(Regularly):
    """Looks every two seconds what is to be sent: `with Deliverer(plant): serve()`."""

    def __init__(self, plant: Plant) -> None:
        super().__init__("deliverer", INTERVAL_S)
        self.plant = plant

    def tick(self) -> int:
        """Send what is due now; how many messages were taken by their providers."""
        with self.plant.reader() as reader:
            lost = [(MessageId(m.id), m.attempts) for m in lost_messages(reader)]
            channels = due_channels(reader)
        for message_id, attempt in lost:
            self._report(
                ReportTrouble(message_id=message_id, attempt=attempt, trouble=Trouble.INTERRUPTED)
            )
        return sum(self._empty(channel_id) for channel_id in channels)

    def _empty(self, channel_id: ChannelId) -> int:
        """Send some of what is due by one channel, until it cannot be reached."""
        with self.plant.reader() as reader:
            due = due_messages(reader, channel_id, AT_ONCE)
        sent = 0
        for message in due:
            message_id, attempt = MessageId(message.id), message.attempts + 1
            if not self._takes(message_id, attempt):
                continue
            trouble = self._deliver(message_id, attempt)
            if trouble in _OF_CHANNEL:
                break
            sent += trouble is None
        return sent

    def _takes(self, message_id: MessageId, attempt: int) -> bool:
        """Whether the message is ours to send; another server may have been first."""
        command = TakeMessage(message_id=message_id, attempt=attempt)
        return self.plant.send(command, actor=POST).result().outcome == "done"

    def _deliver(self, message_id: MessageId, attempt: int) -> Trouble | None:
        with self.plant.reader() as reader:
            message, letter, channel, mail, trouble = prepared(reader, message_id)
        try:
            if trouble is not None:
                raise NotSent(trouble)
            keys = keys_of(self.plant.folder, channel.code)
            receipt = send(letter, channel, mail, keys, self.plant.clock.now())
        except KeysUnusable as unusable:
            return self._failed(message, attempt, NotSent(Trouble.NO_SECRET, str(unusable)))
        except NotSent as failed:
            return self._failed(message, attempt, failed)
        self._report(ReportSent(message_id=message_id, attempt=attempt, receipt=receipt))
        return None

    def _failed(self, message: Message, attempt: int, failed: NotSent) -> Trouble:
        log.warning("message %s by its attempt %s: %s", message.id, attempt, failed)
        self._report(
            ReportTrouble(
                message_id=MessageId(message.id),
                attempt=attempt,
                trouble=failed.trouble,
                said=failed.said,
            )
        )
        return failed.trouble

    def _report(self, command: Command) -> None:
        receipt = self.plant.send(command, actor=POST).result()
        if receipt.outcome != "done":
            log.error("%s was not taken: %s", receipt.kind, receipt.code)


def prepared(
    reader: Reader, message_id: MessageId
) -> tuple[Message, Letter, Channel, str | None, Trouble | None]:
    """A message, what it says, its channel, the mail address of its receiver, and what is in its
    way as of now."""
    message, notice, channel = message_of(reader, message_id)
    mail, trouble = None, None
    if channel.state is not ChannelState.ACTIVE:
        trouble = Trouble.CHANNEL_RETIRED
    if message.receiver != GROUP:
        user_id = UserId.parse(message.receiver)
        contact = reader.seek(Contact, user_id)
        mail = None if contact is None else contact.mail
        if reader.get(User, user_id).state is not UserState.ACTIVE:
            trouble = Trouble.RECEIVER_LEFT
    letter = Letter(
        id=letter_id(reader.site.origin, MessageId.text(message_id)),
        site=reader.site.name,
        topic=notice.topic,
        severity=notice.severity,
        title=Text(notice.title, notice.title_zh),
        about=notice.about,
        link=link_to(channel.link_base, notice.about),
        told_at=notice.told_at,
        language=message.language,
    )
    return message, letter, channel, mail, trouble
