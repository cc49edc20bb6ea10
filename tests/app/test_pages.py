"""Every screen opens in both languages, says nothing broken, fits a tablet, and is accessible."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.app.conftest import DESKTOP, TABLET, Served, SignedIn
from tests.app.places import PLACES, UI, Place, declared

if TYPE_CHECKING:
    from playwright.sync_api import Page

AXE = UI.parent / "node_modules" / "axe-core" / "axe.min.js"
BROKEN = ("undefined", "NaN", "[object ", "Invalid Date", "{{")
_BUSY = ".ant-spin-spinning, .ant-skeleton-active, [aria-busy=true]"
_SETTLED = f"""() => ![...document.querySelectorAll('{_BUSY}')].some(each => {{
    const {{top, bottom}} = each.getBoundingClientRect();
    return bottom > 0 && top < window.innerHeight;
}})"""
"""Nothing in sight is under way; an endless list goes on below."""

_REACHES_OUT = """() => [...document.querySelectorAll('main *')]
    .filter((each) => each.getBoundingClientRect().right > window.innerWidth)
    .slice(0, 12).map((each) => each.outerHTML.slice(0, 160))"""


def test_every_screen_has_a_place_in_these_tests() -> None:
    assert declared() - {place.path for place in PLACES} == set()
    assert {place.path for place in PLACES} - declared() == set()


def go(page: "Page", served: Served, place: Place, language: str) -> None:
    """Open a place and wait until nothing on it is under way.

    In the language asked for, and not in that of the account.
    """
    page.add_init_script(f"localStorage.setItem('lotproof.language', '{language}')")
    with served.door.plant.reader() as reader:
        path = place.at(reader)
    if place.name == "receipt":
        path = f"/receipt/{served.door.last().envelope.id}"
    path = path.replace("/:name/:version", f"/{place.key}").replace(":seq", place.key)
    page.goto(f"/app{path}")
    page.locator("main").wait_for()
    page.wait_for_function(_SETTLED)
    assert (page.locator("html").get_attribute("lang") or "").startswith(language)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_screen_is_whole(looking: SignedIn, served: Served, place: Place, language: str) -> None:
    size = DESKTOP if language == "zh" else TABLET
    page = looking(place.login, language, size)
    go(page, served, place, language)
    said = page.locator("body").inner_text()
    assert [word for word in BROKEN if word in said] == []
    if size == TABLET:
        over = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert over <= 0, (
            f"the page is {over} px wider than the tablet: {page.evaluate(_REACHES_OUT)}"
        )
    assert violations(page) == []


def violations(page: "Page") -> list[str]:
    """What axe-core holds against the page (WCAG 2.1 A and AA)."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Path(AXE).read_text(encoding="utf-8"))
    found: dict[str, Any] = page.evaluate(
        "() => axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})"
    )
    return [
        f"{each['id']}: {node['html'][:150]}"
        for each in found["violations"]
        for node in each["nodes"]
    ]
