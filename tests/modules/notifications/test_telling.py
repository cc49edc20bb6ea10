"""Who is told of what, and by which channel."""

import pytest

from lotproof.kernel.site import Task, TaskId
from lotproof.modules.notifications.commands import (
    AnnounceTasks,
    AssignDuty,
    EndDuty,
    MarkRead,
    RetireChannel,
    Subscribe,
    TestChannel,
    Unsubscribe,
)
from lotproof.modules.notifications.due import new_tasks
from lotproof.modules.notifications.own import own_notices
from lotproof.modules.notifications.vocabulary import (
    GROUP,
    MessageState,
    Severity,
    SubscriptionId,
    Topic,
)
from lotproof.modules.people.commands import DeactivateUser, RevokeRole
from lotproof.modules.people.vocabulary import UserId, UserLanguage
from tests.modules.notifications.office import ADMIN, Office

WHY = "because it is so"


def who(user_id: UserId) -> str:
    return UserId.text(user_id)


def unread_of(office: Office, user_id: UserId) -> list[str]:
    with office.plant.reader() as reader:
        return [each.title.en for each in own_notices(reader, who(user_id))]


def test_a_named_person_finds_it_in_the_inbox_until_they_have_read_it(office: Office) -> None:
    notice_id = office.tells(user_id=office.zhao)
    assert office.told(notice_id) == [office.zhao]
    assert unread_of(office, office.zhao) == ["Look at sealer 2"]
    assert unread_of(office, office.li) == []
    office.plant.ok(MarkRead(notice_id=notice_id), actor=who(office.zhao))
    assert unread_of(office, office.zhao) == []
    again = office.plant.ok(MarkRead(notice_id=notice_id), actor=who(office.zhao))
    assert again.events == []
    office.plant.check()


def test_a_named_role_is_told_through_its_holders(office: Office) -> None:
    assert office.told(office.tells(role_id=office.quality)) == [office.li, office.wang]
    assert office.messages() == []
    office.plant.check()


def test_who_lost_the_role_or_is_not_active_is_not_told(sqlite_office: Office) -> None:
    office = sqlite_office
    office.plant.ok(RevokeRole(user_id=office.li, role_id=office.quality), actor=ADMIN, reason=WHY)
    assert office.told(office.tells(role_id=office.quality)) == [office.wang]
    office.plant.ok(DeactivateUser(user_id=office.wang), actor=ADMIN, reason=WHY)
    assert office.told(office.tells(role_id=office.quality)) == []


def test_what_reaches_nobody_opens_a_task(sqlite_office: Office) -> None:
    office = sqlite_office
    notice_id = office.tells()
    with office.plant.reader() as reader:
        (task,) = [each for each in reader.find(Task) if each.code == "nobody_told"]
    assert task.subject == f"ntc_{notice_id}"
    assert "未通知到任何人" in (task.detail_zh or "")


def test_duty_tells_the_role_from_its_severity_on(office: Office) -> None:
    office.duty(office.maintenance, topic=Topic.RULE, severity_min=Severity.SERIOUS)
    below = office.tells(severity=Severity.WARNING, user_id=office.li)
    assert office.told(below) == [office.li]
    for severity in (Severity.SERIOUS, Severity.CRITICAL):
        assert office.told(office.tells(severity=severity)) == [office.zhao]
    other = office.tells(topic=Topic.ALERT, user_id=office.li)
    assert office.told(other) == [office.li]


def test_by_mail_each_holder_gets_one_in_their_language(office: Office) -> None:
    office.duty(office.quality, topic=Topic.RULE, channel_id=office.mail)
    office.duty(office.quality, channel_id=office.mail)
    office.has_mail(office.li)
    office.chooses(office.li)
    office.tells()
    assert [(m.receiver, m.language, m.state) for m in office.messages()] == [
        (who(office.li), UserLanguage.ZH, MessageState.WAITING),
        (who(office.wang), UserLanguage.EN, MessageState.WAITING),
    ]
    office.plant.check()


def test_a_group_gets_it_once_however_many_roles_it_serves(office: Office) -> None:
    office.duty(office.quality, channel_id=office.group)
    office.duty(office.maintenance, channel_id=office.group)
    office.tells()
    assert [(m.receiver, m.language) for m in office.messages()] == [(GROUP, UserLanguage.EN)]


def test_own_choice_sends_what_one_is_told_and_nothing_else(office: Office) -> None:
    office.has_mail(office.zhao)
    office.chooses(office.zhao, severity_min=Severity.SERIOUS)
    office.tells(user_id=office.li)
    office.tells(user_id=office.zhao, severity=Severity.WARNING)
    assert office.messages() == []
    office.tells(user_id=office.zhao)
    assert [m.receiver for m in office.messages()] == [who(office.zhao)]


def test_of_the_same_key_nothing_is_told_twice(office: Office) -> None:
    office.tells(user_id=office.li, key="a:1")
    again = office.plant.ok(office.notice(user_id=office.li, key="a:1"))
    assert again.events == []
    assert len(office.notices()) == 1
    office.tells(user_id=office.li, key="a:2")
    assert len(office.notices()) == 2


def test_detail_is_given_in_both_languages_or_not_at_all(sqlite_office: Office) -> None:
    office = sqlite_office
    office.plant.refused("one_language_only", office.notice(detail="In English"))
    office.plant.refused("one_language_only", office.notice(detail_zh="中文"))
    office.plant.refused("not_found", office.notice(user_id=UserId(9_999)))


def test_nobody_reads_for_others(sqlite_office: Office) -> None:
    office = sqlite_office
    notice_id = office.tells(user_id=office.zhao)
    office.plant.refused("not_told", MarkRead(notice_id=notice_id), actor=who(office.li))
    office.plant.refused("not_a_person", MarkRead(notice_id=notice_id), actor="sys_clock")


# --- choices and duties -------------------------------------------------------------------------


def test_a_duty_is_not_turned_off_by_its_holders(sqlite_office: Office) -> None:
    office = sqlite_office
    duty = office.duty(office.quality)
    office.plant.refused("duty_of_role", Unsubscribe(subscription_id=duty), actor=who(office.li))
    office.plant.ok(EndDuty(subscription_id=duty), reason=WHY)
    assert office.told(office.tells(user_id=office.zhao)) == [office.zhao]
    office.plant.refused("wrong_state", EndDuty(subscription_id=duty), reason=WHY)


def test_an_own_choice_is_ended_by_its_owner_alone(sqlite_office: Office) -> None:
    office = sqlite_office
    office.has_mail(office.li)
    chosen = office.chooses(office.li)
    ends = Unsubscribe(subscription_id=chosen)
    office.plant.refused("not_your_subscription", ends, actor=who(office.wang))
    office.plant.refused("not_a_duty", EndDuty(subscription_id=chosen), reason=WHY)
    office.plant.ok(ends, actor=who(office.li))
    office.tells(user_id=office.li)
    assert office.messages() == []


def test_one_chooses_a_channel_that_leads_to_oneself(sqlite_office: Office) -> None:
    office = sqlite_office
    by_mail = Subscribe(channel_id=office.mail, severity_min=Severity.INFO)
    by_group = Subscribe(channel_id=office.group, severity_min=Severity.INFO)
    office.plant.refused("no_mail_address", by_mail, actor=who(office.li))
    office.has_mail(office.li)
    office.plant.refused("channel_for_groups", by_group, actor=who(office.li))
    office.plant.ok(by_mail, actor=who(office.li))
    office.plant.refused("already_subscribed", by_mail, actor=who(office.li))


def test_a_duty_is_assigned_once(sqlite_office: Office) -> None:
    office = sqlite_office
    office.duty(office.quality, topic=Topic.ALERT)
    again = AssignDuty(role_id=office.quality, topic=Topic.ALERT, severity_min=Severity.CRITICAL)
    office.plant.refused("already_subscribed", again)
    office.duty(office.quality, topic=Topic.TASK)


def test_a_retired_channel_sends_nothing_and_takes_its_subscriptions_along(
    sqlite_office: Office,
) -> None:
    office = sqlite_office
    office.duty(office.quality, channel_id=office.group)
    receipt = office.plant.ok(RetireChannel(channel_id=office.group), reason=WHY)
    assert SubscriptionId.parse(receipt.value("subscription_id"))
    assert office.told(office.tells(user_id=office.zhao)) == [office.zhao]
    assert office.messages() == []
    office.plant.refused("wrong_state", TestChannel(channel_id=office.group))
    office.plant.refused(
        "wrong_state",
        AssignDuty(role_id=office.quality, severity_min=Severity.INFO, channel_id=office.group),
    )


def test_a_test_message_goes_to_oneself_or_to_the_group(office: Office) -> None:
    by_mail = TestChannel(channel_id=office.mail)
    office.plant.refused("no_mail_address", by_mail, actor=who(office.zhao))
    office.has_mail(office.zhao)
    office.plant.ok(by_mail, actor=who(office.zhao))
    office.plant.ok(TestChannel(channel_id=office.group), actor=who(office.zhao))
    assert [m.receiver for m in office.messages()] == [who(office.zhao), GROUP]
    assert {each.topic for each in office.notices()} == {Topic.TEST}
    office.plant.check()


# --- tasks --------------------------------------------------------------------------------------


def opens_tasks(office: Office, count: int) -> None:
    for _ in range(count):
        office.tells()  # reaches nobody, which opens a task


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "A task waits to be looked at"), (3, "3 tasks wait to be looked at")],
)
def test_new_tasks_are_told_in_one_notice_and_once(
    sqlite_office: Office, count: int, said: str
) -> None:
    office = sqlite_office
    opens_tasks(office, count)
    with office.plant.reader() as reader:
        assert list(new_tasks(reader)) == [], "nobody has to know of them yet"
    office.duty(office.quality, topic=Topic.TASK)
    with office.plant.reader() as reader:
        (command,) = new_tasks(reader)
    office.plant.ok(command, actor="sys_clock")
    notice = office.notices()[-1]
    assert (notice.title, notice.told) == (said, 2)
    assert (notice.about is not None) == (count == 1)
    office.plant.refused("task_told_before", command, actor="sys_clock")
    with office.plant.reader() as reader:
        assert list(new_tasks(reader)) == []
    office.plant.check()


def test_of_tasks_that_lay_for_a_day_nobody_is_told_any_more(sqlite_office: Office) -> None:
    office = sqlite_office
    opens_tasks(office, 1)
    office.duty(office.quality, topic=Topic.TASK)
    office.plant.clock.advance(seconds=86_399)
    with office.plant.reader() as reader:
        assert len(list(new_tasks(reader))) == 1
    office.plant.clock.advance(seconds=2)
    with office.plant.reader() as reader:
        assert list(new_tasks(reader)) == []


def test_tasks_that_there_are_not_are_not_told(sqlite_office: Office) -> None:
    sqlite_office.plant.refused("not_found", AnnounceTasks(tasks=[TaskId(9_999)]))
