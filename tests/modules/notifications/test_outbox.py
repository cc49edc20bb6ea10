"""What becomes of messages: sent, tried again, failed, in doubt; by one sender, once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.kernel.clock import Instant
from lotproof.kernel.site import Task
from lotproof.modules.notifications import rules
from lotproof.modules.notifications.commands import (
    ChangeChannel,
    ConfirmArrival,
    DefineChannel,
    SendAgain,
)
from lotproof.modules.notifications.queries import due_channels, due_messages, lost_messages
from lotproof.modules.notifications.vocabulary import (
    ChannelKind,
    MessageId,
    MessageState,
    Trouble,
)
from lotproof.modules.people.vocabulary import UserLanguage
from tests.modules.notifications.office import Office

WHY = "asked the group"
KINDS, TROUBLES = st.sampled_from(ChannelKind), st.sampled_from(Trouble)


def due(office: Office) -> list[int]:
    with office.plant.reader() as reader:
        return [
            each.id
            for channel_id in due_channels(reader)
            for each in due_messages(reader, channel_id, 50)
        ]


def test_a_message_is_taken_by_one_sender_and_sent(office: Office) -> None:
    message_id = office.waiting_message(office.group)
    assert due(office) == [message_id]
    assert office.take(message_id, 1).outcome == "done"
    second = office.take(message_id, 1)
    assert (second.outcome, second.code) == ("refused", "wrong_state")
    assert due(office) == []
    assert office.sent(message_id, 1).outcome == "done"
    message = office.message(message_id)
    assert (message.state, message.receipt) == (MessageState.SENT, "250 queued as 7")
    assert (message.attempts, message.claimed_at) == (1, None)
    office.plant.check()


def test_what_did_not_arrive_is_tried_again_after_a_wait(office: Office) -> None:
    message_id = office.waiting_message(office.group)
    office.take(message_id, 1)
    office.trouble(message_id, 1, Trouble.UNREACHABLE)
    message = office.message(message_id)
    assert (message.state, message.trouble) == (MessageState.WAITING, Trouble.UNREACHABLE)
    assert due(office) == []
    early = office.take(message_id, 2)
    assert (early.outcome, early.code) == ("refused", "message_not_due")
    office.plant.clock.advance(seconds=rules.FIRST_WAIT_S)
    skipped = office.take(message_id, 3)
    assert (skipped.outcome, skipped.code) == ("refused", "message_not_due")
    assert office.take(message_id, 2).outcome == "done"
    office.sent(message_id, 2)
    message = office.message(message_id)
    assert (message.state, message.trouble, message.said) == (MessageState.SENT, None, None)
    office.plant.check()


def test_after_the_last_try_it_has_failed_and_a_person_may_send_it_again(office: Office) -> None:
    message_id = office.waiting_message(office.group)
    for attempt in range(1, rules.TRIES + 1):
        assert office.message(message_id).state is MessageState.WAITING
        assert office.take(message_id, attempt).outcome == "done"
        office.trouble(message_id, attempt, Trouble.BUSY)
        office.plant.clock.advance(seconds=rules.WAIT_MAX_S)
    assert office.message(message_id).state is MessageState.FAILED
    assert due(office) == []
    office.plant.refused("reason_missing", SendAgain(message_id=message_id))
    office.plant.ok(SendAgain(message_id=message_id), reason=WHY)
    assert office.message(message_id).tries_left == rules.TRIES
    assert office.take(message_id, rules.TRIES + 1).outcome == "done"
    office.plant.check()


@pytest.mark.parametrize("trouble", [Trouble.UNANSWERED, Trouble.INTERRUPTED])
def test_what_may_have_arrived_waits_for_a_person(sqlite_office: Office, trouble: Trouble) -> None:
    office = sqlite_office
    message_id = office.waiting_message(office.group)
    office.take(message_id, 1)
    office.trouble(message_id, 1, trouble)
    assert office.message(message_id).state is MessageState.IN_DOUBT
    office.plant.clock.advance(days=30)
    assert due(office) == []
    office.plant.refused("reason_missing", ConfirmArrival(message_id=message_id))
    office.plant.ok(ConfirmArrival(message_id=message_id), reason=WHY)
    assert office.message(message_id).state is MessageState.SENT
    office.plant.refused("wrong_state", SendAgain(message_id=message_id), reason=WHY)
    office.plant.refused("wrong_state", ConfirmArrival(message_id=message_id), reason=WHY)


def test_a_program_that_knows_messages_by_id_gets_it_again(sqlite_office: Office) -> None:
    office = sqlite_office
    message_id = office.waiting_message(office.hook)
    office.take(message_id, 1)
    office.trouble(message_id, 1, Trouble.UNANSWERED)
    assert office.message(message_id).state is MessageState.WAITING


def test_a_sender_that_is_gone_is_noticed_at_the_end_of_its_time(office: Office) -> None:
    message_id = office.waiting_message(office.group)
    office.take(message_id, 1)
    office.plant.clock.advance(seconds=rules.LEASE_S - 1)
    with office.plant.reader() as reader:
        assert lost_messages(reader) == []
    office.plant.clock.advance(seconds=1)
    with office.plant.reader() as reader:
        assert [each.id for each in lost_messages(reader)] == [message_id]


def test_a_late_report_that_it_was_sent_settles_the_doubt(sqlite_office: Office) -> None:
    office = sqlite_office
    message_id = office.waiting_message(office.group)
    office.take(message_id, 1)
    office.trouble(message_id, 1, Trouble.INTERRUPTED)
    assert office.sent(message_id, 1).outcome == "done"
    assert office.message(message_id).state is MessageState.SENT


def test_sent_a_second_time_deviates_and_is_looked_at(sqlite_office: Office) -> None:
    office = sqlite_office
    message_id = office.waiting_message(office.group)
    office.take(message_id, 1)
    office.sent(message_id, 1)
    receipt = office.sent(message_id, 1)
    assert [each["code"] for each in receipt.deviations] == ["sent_before"]
    with office.plant.reader() as reader:
        assert "sent_before" in {each.code for each in reader.find(Task)}


def test_late_trouble_of_an_earlier_attempt_changes_nothing(sqlite_office: Office) -> None:
    office = sqlite_office
    message_id = office.waiting_message(office.hook)
    office.take(message_id, 1)
    office.trouble(message_id, 1, Trouble.INTERRUPTED)
    receipt = office.trouble(message_id, 1, Trouble.UNREACHABLE)
    assert [each["code"] for each in receipt.deviations] == ["of_earlier_attempt"]
    assert office.message(message_id).trouble is Trouble.INTERRUPTED


# --- rules --------------------------------------------------------------------------------------


def test_waits_double_up_to_an_hour() -> None:
    assert [rules.wait_s(n) for n in range(1, 10)] == [
        30, 60, 120, 240, 480, 960, 1_920, 3_600, 3_600,
    ]  # fmt: skip
    assert rules.wait_s(1_000_000) == 3_600


@given(KINDS, TROUBLES, st.integers(1, 2_000), st.integers(0, 20))
def test_nothing_that_may_have_arrived_is_resent_blindly(
    kind: ChannelKind, trouble: Trouble, attempts: int, left: int
) -> None:
    now = Instant(1_000)
    after = rules.after_trouble(kind, trouble, attempts, left, now)
    assert 0 <= after.tries_left == max(left - 1, 0)
    may_have_arrived = trouble in (Trouble.UNANSWERED, Trouble.INTERRUPTED)
    if may_have_arrived and kind is not ChannelKind.WEBHOOK:
        assert after.state is MessageState.IN_DOUBT
    if after.state is MessageState.WAITING:
        assert left > 1
        assert now < after.next_at <= now + rules.WAIT_MAX_S * 1_000_000
        assert trouble in (
            Trouble.UNREACHABLE, Trouble.BUSY, Trouble.UNANSWERED, Trouble.INTERRUPTED,
        )  # fmt: skip


MAIL, HOOK = ChannelKind.MAIL, ChannelKind.WEBHOOK


@pytest.mark.parametrize(
    ("kind", "address", "code"),
    [
        (MAIL, "https://mail.example.com", "address_of_other_kind"),
        (HOOK, "smtps://mail.example.com", "address_of_other_kind"),
        (HOOK, "https://", "invalid_input"),
        (HOOK, "https://:80", "address_of_other_kind"),
        (HOOK, "https://a:99999/", "address_of_other_kind"),
        (HOOK, "https://[::1/", "address_of_other_kind"),
        (HOOK, "ftp://a.example", "invalid_input"),
        (HOOK, "https://a.example/?key=1", "key_in_address"),
        (HOOK, "https://me:pw@a.example/", "key_in_address"),
        (HOOK, "https://a.example/#x", "key_in_address"),
        (MAIL, "smtps://me@mail.example.com", "key_in_address"),
        (MAIL, "smtps://mail.example.com:465", "sender_missing"),
    ],
)
def test_an_address_fits_its_kind_and_holds_no_key(
    sqlite_office: Office, kind: ChannelKind, address: str, code: str
) -> None:
    given = {"code": "x", "name": "x", "address": address, "language": UserLanguage.EN}
    sqlite_office.plant.refused(code, DefineChannel(kind=kind, **given))  # type: ignore[arg-type] # texts and a language


def test_a_channel_is_changed_with_a_reason_by_the_same_rule(sqlite_office: Office) -> None:
    office = sqlite_office

    def to(address: str) -> ChangeChannel:
        return ChangeChannel(
            channel_id=office.hook, name="Hook", address=address, language=UserLanguage.ZH
        )

    office.plant.refused("key_in_address", to("https://a.example/?k=1"), reason=WHY)
    office.plant.ok(to("https://b.example/in"), reason=WHY)
    message_id = office.waiting_message(office.hook)
    assert office.message(MessageId(message_id)).language is UserLanguage.ZH
