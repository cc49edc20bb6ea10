"""An engineer answers an alert at the board, by the keyboard alone, while it comes in live."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from lotproof.modules.people.vocabulary import UserId
from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import done

ALERT = "alerts.alert"
_STEPS_MAX = 40


@pytest.mark.parametrize("language", ["zh", "en"])
def test_alert_board(served: Served, signed_in: SignedIn, language: str) -> None:
    engineer = begin(served, signed_in, "engineer", language)
    engineer.go("/alerts")
    board = engineer.page.get_by_role("list", name=engineer.word("alerts", "list"))
    expect(board.get_by_role("listitem").first).to_be_visible()
    title = noticed(engineer)
    row = board.get_by_role("listitem").filter(has_text=title)
    expect(row).to_have_count(1)
    expect(row).to_contain_text(engineer.word("alerts", "severity_serious"))
    alert = engineer.record(ALERT, key=key(language))
    assert alert["id"] in asked_of(engineer, "engineer")
    mine_alone(engineer, row)

    choose(engineer, row)
    engineer.page.keyboard.press("a")
    said = f"Fetching the spare probe ({language})"
    answer(engineer, row, "said", said)
    expect(row).to_contain_text(said)
    known = engineer.record(ALERT, key=key(language))
    assert (known["state"], known["acknowledged_because"]) == ("acknowledged", said)
    assert known["acknowledged_by"] == known["owner_id"]

    engineer.page.keyboard.press("c")
    answer(engineer, row, "outcome", "Probe exchanged")
    expect(row).to_have_count(0)
    closed = engineer.record(ALERT, key=key(language))
    assert (closed["state"], closed["outcome"]) == ("closed", "Probe exchanged")
    assert alert["id"] not in asked_of(engineer, "engineer")


def key(language: str) -> str:
    return f"journey.probe:{language}"


def noticed(work: Work) -> str:
    """Something is noticed while the board stands open; how it is called."""
    titles = {"title": "Probe of the press drifts", "title_zh": "压机探头漂移"}
    done(
        work.door,
        "quality",
        "alerts.raise_alert",
        key=key(work.language),
        rule="journey.probe",
        about="mpt_1",
        severity="serious",
        detail=f"0.8 K in an hour ({work.language})",
        detail_zh=f"一小时 0.8 K（{work.language}）",
        owner_id=UserId.text(work.door.users["engineer"]),
        **titles,
    )
    return f"({work.language})" if work.language == "en" else f"（{work.language}）"


def asked_of(work: Work, login: str) -> list[str]:
    """What the inbox of a person asks them to answer or to see to."""
    own: list[Any] = work.door.get("/api/inbox", login).json["own"]
    return [
        item["subject"]
        for each in own
        if each["code"].startswith("alerts.")
        for item in each["items"]
    ]


def mine_alone(work: Work, row: Locator) -> None:
    """What I am asked about stays when others' alerts are put out of sight."""
    shown = work.page.get_by_role("radiogroup", name=work.word("alerts", "show"))
    shown.get_by_text(work.word("alerts", "mine")).click()
    expect(work.page).to_have_url(re.compile("show=mine"))
    expect(row).to_have_count(1)
    shown.get_by_text(work.word("alerts", "everything")).click()
    work.page.get_by_role("heading", level=1).click()


def choose(work: Work, row: Locator) -> None:
    """Down the list until the row is the one that keys act upon."""
    for _ in range(_STEPS_MAX):
        work.page.keyboard.press("ArrowDown")
        if row.get_attribute("aria-current") == "true":
            return
    raise AssertionError("the keys do not come to the row")


def answer(work: Work, row: Locator, field: str, said: str) -> None:
    """The field stands ready to be typed into, and Enter sends it."""
    box = row.get_by_label(work.word("alerts", field))
    expect(box).to_be_focused()
    box.fill(said)
    box.press("Enter")
    expect(box).to_have_count(0)
