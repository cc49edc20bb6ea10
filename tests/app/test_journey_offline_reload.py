"""A terminal is loaded anew while the line is gone: it comes up, works on, and gives nothing away.

Also: a new version of the application takes the place of the one that a device keeps.
"""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from lotproof.entrypoints.api.application import BUILT, application_routes
from lotproof.entrypoints.api.headers import Guarded
from lotproof.entrypoints.demo import catalogue
from tests.app.conftest import Served, SignedIn, listening
from tests.app.journey import Work, begin
from tests.app.kept import IS_KEPT, until
from tests.app.plant_work import cleared_work, done
from tests.support.patience import PATIENCE_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

READ = "production.record_parameter/1"
ANOTHER = 'link[href="/app/assets/another.css"]'
_IS_REPLACED = """async (first) => {
  const all = await caches.keys();
  return all.length === 1 && all[0] !== first;
}"""
_KEPT_ANSWERS = """async () => {
  const opening = indexedDB.open('lotproof-answers');
  const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  if (!database.objectStoreNames.contains('answers')) return [];
  const asking = database.transaction('answers').objectStore('answers').getAll();
  const all = await new Promise((done) => { asking.onsuccess = () => done(asking.result); });
  database.close();
  return all.map((each) => [each.userId, each.address]);
}"""


def started(served: Served, number: str) -> str:
    """An order whose second operation runs; its id."""
    door = served.door
    order, place = cleared_work(door, number)
    at: dict[str, Any] = {"work_order_id": order, "workstation_id": place}
    run = at | {"position": 2, "quantity": "10", "unit": "pcs"}
    done(door, "operator", "production.start_operation", **run)
    return order


def at_terminal(
    served: Served, signed_in: SignedIn, language: str, number: str
) -> tuple[Work, str]:
    """An operator stands at the terminal of a running operation, and the device keeps it."""
    order = started(served, number)
    operator = begin(served, signed_in, "operator", language)
    operator.go("/shopfloor")
    operator.page.get_by_role("button", name=re.compile("^ASM1")).click()
    expect(operator.page.get_by_role("button", name=re.compile(number)).first).to_be_visible()
    operator.go(f"/shopfloor/{order}/2")
    step = operator.page.get_by_role("navigation").get_by_role(
        "button", name=operator.word("shopfloor", "step_parameters")
    )
    step.click()
    expect(value_box(operator)).to_be_visible()
    until(operator.page, IS_KEPT)
    # Loaded through what keeps it, as every terminal is from its second day on.
    operator.page.reload()
    expect(operator.page.get_by_role("navigation")).to_be_visible()
    operator.page.wait_for_load_state("networkidle")
    return operator, order


def value_box(operator: Work) -> "Locator":
    return operator.page.get_by_label(operator.word("shopfloor", "parameter_value"))


@pytest.mark.clause("EU GMP Annex 11 §16")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_terminal_comes_up_without_the_line(
    served: Served, signed_in: SignedIn, language: str
) -> None:
    number = f"WO-{language}-7410"
    operator, order = at_terminal(served, signed_in, language, number)
    page = operator.page
    page.context.set_offline(True)
    page.reload()
    since = operator.word("platform", "shown_since", when="@", ago="@").split("@")[0]
    expect(page.get_by_text(operator.word("platform", "connection_lost"))).to_be_visible()
    expect(page.get_by_text(since)).to_be_visible()
    expect(page.get_by_text(number).first).to_be_visible()
    page.get_by_role("navigation").get_by_role(
        "button", name=operator.word("shopfloor", "step_parameters")
    ).click()
    box = page.get_by_label(operator.word("shopfloor", "parameter_value"))
    for value in ("171", "174"):
        box.fill(value)
        box.press("Enter")
        expect(box).to_have_value("")
    told = operator.word("offline", "waiting_other", count=2)
    expect(page.get_by_text(told)).to_be_visible()
    before = served.door.size

    # Loaded anew once more: what waits is still there.
    page.reload()
    expect(page.get_by_text(told)).to_be_visible()
    assert served.door.size == before
    page.context.set_offline(False)
    operator.eventually(
        lambda: len(operator.records("production.reading", work_order_id=order)) == 2
    )
    expect(page.get_by_text(told)).to_be_hidden()
    expect(page.get_by_text(since)).to_be_hidden()
    readings = operator.records("production.reading", work_order_id=order, sort="id")
    assert [each["value"] for each in readings] == ["171", "174"]
    sealed = [each for each in operator.entries(kind=READ, limit=20) if each["seq"] >= before]
    assert len(sealed) == 2
    assert len({each["command_id"] for each in sealed}) == 2
    for each in sealed:
        assert each["entered"] < each["recorded"]


def test_nothing_is_left_for_the_next_person(
    served: Served, signed_in: SignedIn, sessions: dict[str, Any]
) -> None:
    operator, _ = at_terminal(served, signed_in, "en", "WO-en-7420")
    sessions.pop("operator")  # it is ended here, and others must not come with it
    page = operator.page
    kept = page.evaluate(_KEPT_ANSWERS)
    assert {"/api/session", "/api/ui/en"} < {address for _, address in kept}
    assert len({user for user, _ in kept}) == 1
    page.context.set_offline(True)
    page.get_by_role("button", name=operator.word("terminal", "hand_over")).click()
    page.get_by_role("dialog").get_by_role(
        "button", name=operator.word("terminal", "hand_over")
    ).click()
    expect(page.locator("input[autocomplete=username]")).to_be_visible()
    assert page.evaluate(_KEPT_ANSWERS) == []

    # Without the line nobody comes in, whatever the browser's cookie says.
    page.reload()
    expect(page.get_by_text(operator.word("platform", "offline_title"))).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name=operator.word("platform", "retry")).click()
    sign_in(page, "keeper")
    users = {user for user, _ in page.evaluate(_KEPT_ANSWERS)}
    assert len(users) == 1
    assert users.isdisjoint({user for user, _ in kept})


def sign_in(page: "Page", login: str) -> None:
    page.locator("input[autocomplete=username]").fill(login)
    page.locator("input[type=password]").fill(catalogue.PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("banner").first).to_be_visible()


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The application alone, from files that can be replaced; its address and its folder."""
    folder = tmp_path / "built"
    shutil.copytree(BUILT, folder)

    async def nobody(request: Request) -> Response:
        return JSONResponse({"code": "not_signed_in", "detail": request.method}, 401)

    routes = [Route("/api/{path:path}", nobody), *application_routes(folder)]
    with listening(Guarded(Starlette(routes=routes))) as address:
        yield address, folder


def test_a_new_version_takes_the_place_of_the_old(
    browser: "Browser", copy: tuple[str, Path]
) -> None:
    address, folder = copy
    with browser.new_context(base_url=address) as context:
        context.set_default_timeout(PATIENCE_S * 1000)
        page = context.new_page()
        page.goto("/app/")
        until(page, IS_KEPT)
        page.reload()
        (first,) = page.evaluate("() => caches.keys()")

        released(folder)
        page.goto("/app/")
        expect(page.locator(ANOTHER)).to_have_count(1)  # at once, and not from what is kept
        until(page, _IS_REPLACED, first)
        context.set_offline(True)
        page.reload()
        expect(page.locator(ANOTHER)).to_have_count(1)
        expect(page.get_by_role("main")).to_be_visible()


def released(folder: Path) -> None:
    """Another build: another page, a file of another name, and a worker that names it."""
    page, worker = folder / "index.html", folder / "worker.js"
    html = page.read_text("utf-8")
    found = re.search(r'href="/app/(assets/[^"]+\.css)"', html)
    assert found is not None, "the page has a style sheet"
    before, after = found.group(1), "assets/another.css"
    (folder / before).rename(folder / after)
    page.write_text(html.replace(before, after), "utf-8")
    code = worker.read_text("utf-8").replace(before, after)
    worker.write_text(re.sub(r'"version":"\w+"', '"version":"another"', code), "utf-8")
