"""A recall: every lot of a scope is put on hold at once, and what became of each is told."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.api.door import LivingDoor
from tests.app.conftest import DESKTOP, Served, enter, new_context, serving
from tests.app.journey import Work

if TYPE_CHECKING:
    from playwright.sync_api import Browser

HOLD = "warehouse.place_hold/1"


@pytest.fixture
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A plant of its own: what is held here is not in the way of other journeys."""
    door = LivingDoor(tmp_path_factory.mktemp("recall") / "site", 300)
    with serving(door) as served:
        yield served
    door.close()


def begin(browser: "Browser", own: Served, login: str, language: str) -> Work:
    page = new_context(browser, own.address, language, DESKTOP).new_page()
    enter(page, login)
    work = Work(page, language, own.door)
    work.speak()
    return work


def test_scope_is_held(browser: "Browser", own: Served) -> None:
    quality = begin(browser, own, "quality", "zh")
    lot = quality.records("production.consumption", limit=1)[0]["lot_id"]
    told = own.door.get(f"/api/graph/{lot}/table?direction=forward&sort=lot", "quality").json
    concerned = [lot, *(each["id"] for each in told["rows"])]
    before = {each: quality.record("warehouse.lot", id=each)["holds"] for each in concerned}

    quality.go(f"/genealogy/{lot}?direction=forward")
    quality.button(quality.label(HOLD)).click()
    dialog = quality.page.get_by_role("dialog")
    dialog.get_by_role("textbox", name=quality.field(HOLD, "cause")).fill("供应商通知：原料污染")
    many = len(concerned)
    dialog.get_by_role("button", name=hold_words(quality, many)).click()
    done = quality.word("genealogy", "hold_done", done=many, total=many)
    expect(dialog).to_contain_text(done)
    for each, holds in before.items():
        assert quality.record("warehouse.lot", id=each)["holds"] == holds + 1
    receipts = dialog.get_by_role("link", name=quality.word("genealogy", "held"))
    receipts.first.click()
    expect(quality.page).to_have_url(re.compile("/receipt/"))


def test_who_may_not_hold_is_not_asked_to(browser: "Browser", own: Served) -> None:
    auditor = begin(browser, own, "auditor", "en")
    lot = auditor.records("production.consumption", limit=1)[0]["lot_id"]
    auditor.go(f"/genealogy/{lot}")
    expect(auditor.button(auditor.word("genealogy", "export"))).to_be_visible()
    expect(auditor.button(auditor.label(HOLD))).to_have_count(0)


def hold_words(work: Work, count: int) -> str:
    key = "hold_go_one" if count == 1 and work.language == "en" else "hold_go_other"
    return work.word("genealogy", key, count=count)
