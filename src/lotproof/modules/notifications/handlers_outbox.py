"""What becomes of messages in the outbox."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.notifications import rules
from lotproof.modules.notifications.commands import ConfirmArrival, SendAgain
from lotproof.modules.notifications.commands_program import (
    ReportSent,
    ReportTrouble,
    TakeMessage,
)
from lotproof.modules.notifications.events import (
    MessageNotSent,
    MessageQueued,
    MessageSent,
    MessageTaken,
)
from lotproof.modules.notifications.records import Channel, Message
from lotproof.modules.notifications.vocabulary import MESSAGE_LIFE, MessageId, MessageState


@handles(TakeMessage, emits=(MessageTaken,))
def take_message(command: TakeMessage, work: Work) -> None:
    message = work.take(Message, command.message_id)
    name = MessageId.text(message.id)
    MESSAGE_LIFE.require(name, message.state, MessageState.WAITING)
    if command.attempt != message.attempts + 1 or work.now < message.next_at:
        raise rules.TooEarly(message=name)
    message.state = MESSAGE_LIFE.move(name, message.state, MessageState.SENDING)
    message.attempts, message.claimed_at = command.attempt, work.now
    work.record(MessageTaken(message_id=command.message_id, attempt=command.attempt))


@handles(ReportSent, emits=(MessageSent,))
def report_sent(command: ReportSent, work: Work) -> None:
    """Also late, when somebody has counted the sender as gone: that it was sent stays true."""
    message = work.take(Message, command.message_id)
    if message.state is MessageState.SENT:
        work.object(rules.SentBefore(message=MessageId.text(message.id)))
        return
    _sent(work, message)
    message.receipt = command.receipt


@handles(ReportTrouble, emits=(MessageNotSent,))
def report_trouble(command: ReportTrouble, work: Work) -> None:
    message = work.take(Message, command.message_id)
    name = MessageId.text(message.id)
    if message.state is not MessageState.SENDING or message.attempts != command.attempt:
        work.object(rules.OfEarlierAttempt(message=name, attempt=command.attempt))
        return
    kind = work.get(Channel, message.channel_id).kind
    after = rules.after_trouble(
        kind, command.trouble, message.attempts, message.tries_left, work.now
    )
    message.state = MESSAGE_LIFE.move(name, message.state, after.state)
    message.next_at, message.tries_left = after.next_at, after.tries_left
    message.trouble, message.said = command.trouble, command.said or None
    message.claimed_at = None
    work.record(
        MessageNotSent(message_id=command.message_id, trouble=command.trouble, state=message.state)
    )


@handles(SendAgain, emits=(MessageQueued,))
def send_again(command: SendAgain, work: Work) -> None:
    message = work.take(Message, command.message_id)
    name = MessageId.text(message.id)
    MESSAGE_LIFE.require(name, message.state, MessageState.FAILED, MessageState.IN_DOUBT)
    message.state = MESSAGE_LIFE.move(name, message.state, MessageState.WAITING)
    message.next_at, message.tries_left = work.now, rules.TRIES
    work.record(MessageQueued(message_id=command.message_id))


@handles(ConfirmArrival, emits=(MessageSent,))
def confirm_arrival(command: ConfirmArrival, work: Work) -> None:
    message = work.take(Message, command.message_id)
    MESSAGE_LIFE.require(MessageId.text(message.id), message.state, MessageState.IN_DOUBT)
    _sent(work, message)


def _sent(work: Work, message: Message) -> None:
    name = MessageId.text(message.id)
    message.state = MESSAGE_LIFE.move(name, message.state, MessageState.SENT)
    message.sent_at, message.claimed_at = work.now, None
    message.trouble = message.said = None
    work.record(MessageSent(message_id=MessageId(message.id)))
