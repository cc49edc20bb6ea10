"""Tables of prose wrap on a tablet: nothing of a row is out of sight."""

import pytest
from playwright.sync_api import expect

from tests.app.conftest import TABLET, Served, SignedIn
from tests.app.places import PLACES
from tests.app.test_pages import go

WRAPPING = ("changes", "documents", "document", "device-file", "labels", "time-plant")
_CUT = """() => [...document.querySelectorAll('main .ant-table-content, main .scroll-x')]
    .map((each) => each.scrollWidth - each.clientWidth)"""


@pytest.mark.parametrize("name", WRAPPING)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_row_is_whole_on_a_tablet(
    looking: SignedIn, served: Served, name: str, language: str
) -> None:
    place = next(place for place in PLACES if place.name == name)
    page = looking(place.login, language, TABLET)
    go(page, served, place, language)
    page.locator("main :is(.ant-table-content, .scroll-x)").first.wait_for()
    assert {over for over in page.evaluate(_CUT) if over > 0} == set(), "pixels out of sight"


def test_an_item_is_titled_in_the_readers_language(looking: SignedIn, served: Served) -> None:
    place = next(place for place in PLACES if place.name == "record-item")
    titles = {
        "en": "DV-SCREW · Cannulated bone screw 4.0 × 40 mm",
        "zh": "DV-SCREW · 空心骨螺钉 4.0×40",
    }
    for language, title in titles.items():
        page = looking(place.login, language)
        go(page, served, place, language)
        expect(page.locator("h1")).to_have_text(title)  # the name comes behind the record
