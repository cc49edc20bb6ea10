"""A quality manager's day: why a lot may not be released, then its release, then why not again."""

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.conftest import Served, SignedIn
from tests.app.journey import Work, begin
from tests.app.plant_work import inspected, planned_inspection, received

if TYPE_CHECKING:
    from playwright.sync_api import Locator

RELEASE = "warehouse.release_lot/1"


def why_not(quality: Work, lot: str) -> None:
    """The page says of the release what the server would say to whoever tried."""
    possible = quality.door.get(f"/api/possible/{lot}", "quality").json
    release = next(each for each in possible if each["kind"] == RELEASE)
    assert not release["allowed"]
    fold = quality.page.get_by_text(re.compile(quality.word("platform", "record_not_now")))
    fold.click()
    expect(quality.page.get_by_role("main")).to_contain_text(release["why"][quality.language])
    expect(link(quality)).to_have_count(0)


def link(quality: Work) -> "Locator":
    return quality.page.get_by_role("link", name=quality.label(RELEASE), exact=True)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_quality(served: Served, signed_in: SignedIn, language: str) -> None:
    planned_inspection(served.door, "DV-IVSET")
    lot = received(served.door, "DV-IVSET", "12", f"QM{language}1")
    quality = begin(served, signed_in, "quality", language)
    quality.go(f"/record/warehouse.lot/{lot}")
    why_not(quality, lot)

    # The inspector is done: the page offers the release by itself.
    inspected(served.door, lot)
    release = quality.page.get_by_role("link", name=quality.label(RELEASE)).first
    expect(release).to_be_visible()
    release.click()
    seq = quality.submit()
    record = quality.record("warehouse.lot", id=lot)
    assert record["state"] == "released"
    assert quality.entries(subject=lot, kind=RELEASE)[0]["seq"] == seq
    assert record["decided_by"] == quality.record("people.user", login="quality")["id"]

    quality.go(f"/record/warehouse.lot/{lot}")
    why_not(quality, lot)
