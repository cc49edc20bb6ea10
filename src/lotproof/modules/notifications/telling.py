"""A notice is made: who finds it in the inbox, and what goes into the outbox."""

from lotproof.kernel.safety import add_task
from lotproof.kernel.text import Text
from lotproof.kernel.work import Work
from lotproof.modules.notifications.queries import Audience, Sending
from lotproof.modules.notifications.records import Message, Notice, Told
from lotproof.modules.notifications.rules import TRIES, NobodyTold
from lotproof.modules.notifications.vocabulary import MessageId, NoticeId
from lotproof.modules.people.vocabulary import UserId


def tell(work: Work, notice: Notice, to: Audience) -> None:
    """Enter a new notice for its audience; if nobody hears it, a task says so."""
    work.add(notice)
    for person in to.people:
        work.add(Told(user_id=UserId(person.id), notice_id=NoticeId(notice.id)))
    for each in to.sendings:
        queue(work, notice, each)
    if to.is_empty:
        name = NoticeId.text(notice.id)
        said = NobodyTold(notice=name)
        add_task(work, name, said.code, Text(said.text("en"), said.text("zh")))


def queue(work: Work, notice: Notice, sending: Sending) -> Message:
    """A message in the outbox, due at once."""
    return work.add(
        Message(
            id=work.new_id(MessageId),
            notice_id=NoticeId(notice.id),
            channel_id=sending.channel_id,
            receiver=sending.receiver,
            language=sending.language,
            next_at=work.now,
            tries_left=TRIES,
        )
    )
