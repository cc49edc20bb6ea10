"""A person finds what they were told, opens its cause, chooses mail, and is told by it."""

import re

import pytest
from playwright.sync_api import expect

from lotproof.modules.people.vocabulary import UserId
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import done

TOLD = {"zh": "operator2", "en": "keeper2"}
"""One person a language, so that neither has the other's choices."""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_somebody_is_told_and_has_it_sent(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    login = TOLD[language]
    first = alerted(served, login, language, "first")
    person = begin(served, signed_in, login, language)
    page = person.page
    person.go("/notifications")
    expect(page.get_by_role("heading", name=word(person, "mine"))).to_be_visible()
    line = page.get_by_role("listitem").filter(has_text=title(language, "first"))
    expect(line).to_have_count(1)
    expect(line).to_contain_text(detail(language, "first"))

    # What it is about is one click away.
    line.get_by_role("link").click()
    expect(page).to_have_url(re.compile(first))
    expect(page.get_by_role("main")).to_contain_text(detail(language, "first"))
    person.go("/notifications")
    line.get_by_role("button").click()
    expect(line.get_by_role("button")).to_have_count(0)
    notice = person.record("notifications.notice", about=first)
    assert told(person, login, notice["id"])["read_at"] is not None

    # From now on mail as well: the address, then the channel.
    expect(page.get_by_text(word(person, "choices_no_mail"))).to_be_visible()
    page.get_by_label(word(person, "mail"), exact=True).fill(f"{login}@example.com")
    person.button(word(person, "save")).click()
    person.button(word(person, "add")).click()
    choices = page.get_by_role("region", name=word(person, "choices"))
    expect(choices.get_by_role("listitem")).to_have_count(1)
    expect(choices.get_by_role("listitem")).to_contain_text("Plant mail 厂内邮件")

    # The next one stands here at once, and waits in the outbox for this person.
    second = alerted(served, login, language, "second")
    later = page.get_by_role("listitem").filter(has_text=title(language, "second"))
    expect(later).to_have_count(1)
    notice = person.record("notifications.notice", about=second)
    waiting = {"notice_id": notice["id"], "receiver": who(served, login)}
    assert person.record("notifications.message", **waiting)["state"] == "waiting"


def word(person: Work, key: str) -> str:
    return person.word("notifications", key)


def who(served: Served, login: str) -> str:
    return UserId.text(served.door.users[login])


def told(person: Work, login: str, notice_id: str) -> dict[str, str | None]:
    """That somebody was told of a notice, and when they read it."""
    mine = person.door.get("/api/notifications", login).json["notices"]
    (found,) = [each for each in mine if each["id"] == notice_id]
    return dict(found)


def title(language: str, which: str) -> str:
    """As a reader of the language of the journey finds it."""
    return {"zh": f"探头漂移 {which} zh", "en": f"Probe drifts {which} en"}[language]


def detail(language: str, which: str) -> str:
    return {"zh": f"一小时 0.8 K {which} zh", "en": f"0.8 K in an hour {which} en"}[language]


def alerted(served: Served, login: str, language: str, which: str) -> str:
    """An alert that this person owns; its id."""
    said = done(
        served.door,
        "quality",
        "alerts.raise_alert",
        key=f"journey.told:{language}:{which}",
        rule="journey.told",
        about="mpt_1",
        severity="serious",
        title=f"Probe drifts {which} {language}",
        title_zh=f"探头漂移 {which} {language}",
        detail=f"0.8 K in an hour {which} {language}",
        detail_zh=f"一小时 0.8 K {which} {language}",
        owner_id=who(served, login),
    )
    return str(said["alert_id"])
