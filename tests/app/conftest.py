"""The built application, served with a demonstration plant, in a real browser."""

import contextlib
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import uvicorn
from playwright.sync_api import Error as PlaywrightError

from lotproof.entrypoints.api.application import BUILT
from lotproof.entrypoints.demo import catalogue
from tests.api.door import LivingDoor
from tests.support.patience import PATIENCE_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page
    from starlette.types import ASGIApp

OPERATIONS = 700
DESKTOP, TABLET = (1440, 900), (820, 1180)
LOCALES = {"en": "en-US", "zh": "zh-CN"}
_TOLD = 4000
"""Characters of a page that a report of failure shows."""
_QUIET = ("Failed to load resource", "net::ERR_")
"""What the browser says of answers that the application has read itself."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """What stands on the pages that are open is told of a test that failed."""
    report = yield
    browser = getattr(item, "funcargs", {}).get("browser")
    if report.failed and call.when == "call" and browser is not None:
        for page in (page for context in browser.contexts for page in context.pages):
            report.sections.append((f"shown at {page.url}", _told_by(page)[:_TOLD]))
    return report


def _told_by(page: "Page") -> str:
    """What stands on a page, or why it cannot be asked: it is on its way elsewhere, or crashed."""
    try:
        told: str = page.evaluate("document.body.innerText")
    except PlaywrightError as error:
        return str(error)
    return told


class Served(NamedTuple):
    """Where the server listens, and the same plant behind a direct door."""

    address: str
    door: LivingDoor


@contextlib.contextmanager
def serving(door: LivingDoor) -> Iterator[Served]:
    with listening(door.app) as address:
        yield Served(address, door)


@contextlib.contextmanager
def listening(app: "ASGIApp") -> Iterator[str]:
    """Serve an application on a port of its own; its address."""
    config = uvicorn.Config(
        app, host="127.0.0.1", port=0, log_level="warning", lifespan="off",
        timeout_graceful_shutdown=1,
    )  # fmt: skip
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One plant with some months of history for all tests of a process."""
    assert (BUILT / "index.html").exists(), "build the web application first: make ui"
    door = LivingDoor(tmp_path_factory.mktemp("app") / "site", OPERATIONS)
    with serving(door) as site:
        yield site
    door.close()


def new_context(
    browser: "Browser",
    address: str,
    language: str,
    size: tuple[int, int],
    *,
    is_dark: bool = False,
    state: Any = None,
) -> "BrowserContext":
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        base_url=address,
        locale=LOCALES[language],
        timezone_id="Asia/Shanghai",
        color_scheme="dark" if is_dark else "light",
        reduced_motion="reduce",
        storage_state=state,
    )
    context.set_default_timeout(PATIENCE_S * 1000)
    return context


def enter(page: "Page", login: str) -> None:
    """Sign in, as a person would."""
    page.goto("/app/")
    page.locator("input[autocomplete=username]").fill(login)
    page.locator("input[type=password]").fill(catalogue.PASSWORD)
    page.keyboard.press("Enter")
    page.locator("a.brand").wait_for()


def cookies_of(context: "BrowserContext") -> Any:
    """The session alone: what else a browser keeps, such as a language, is each test's own."""
    return {"cookies": context.cookies(), "origins": []}


def hear(page: "Page", complaints: list[str]) -> None:
    """Note whatever the browser complains of."""
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and not any(q in said.text for q in _QUIET)
            else None
        ),
    )


SignedIn = Callable[..., "Page"]


@pytest.fixture(scope="session")
def sessions() -> dict[str, Any]:
    """Everybody signs in once: the door slows down whoever tries more often than people do."""
    return {}


@pytest.fixture
def signed_in(browser: "Browser", served: Served, sessions: dict[str, Any]) -> Iterator[SignedIn]:
    """`signed_in("keeper", "zh", TABLET)`: a page of a new browser of its own at the first screen.

    Whatever any of its browsers complains of fails the test.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def begin(login: str, language: str = "en", size: tuple[int, int] = DESKTOP) -> "Page":
        known = sessions.get(login)
        context = new_context(browser, served.address, language, size, state=known)
        contexts.append(context)
        page = context.new_page()
        hear(page, complaints)
        if known is None:
            enter(page, login)
            sessions[login] = cookies_of(context)
        else:
            page.goto("/app/")
            page.locator("a.brand").wait_for()
        return page

    yield begin
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def lookers() -> Iterator[dict[Any, "BrowserContext"]]:
    """The browsers of those who only look, by person, language and size."""
    known: dict[Any, BrowserContext] = {}
    yield known
    for context in known.values():
        context.close()


@pytest.fixture
def looking(
    browser: "Browser",
    served: Served,
    sessions: dict[str, Any],
    lookers: dict[Any, "BrowserContext"],
) -> Iterator[SignedIn]:
    """`looking("keeper", "zh", TABLET)`: an empty page of somebody who will only look.

    Their browser has seen other screens before: to fetch and translate the application anew is
    most of the work of showing one. Whatever a browser complains of fails the test.
    """
    pages: list[Page] = []
    complaints: list[str] = []

    def begin(login: str, language: str = "en", size: tuple[int, int] = DESKTOP) -> "Page":
        key = (login, language, size)
        if key not in lookers:
            state = sessions.get(login)
            lookers[key] = new_context(browser, served.address, language, size, state=state)
        page = lookers[key].new_page()
        pages.append(page)
        hear(page, complaints)
        if login not in sessions:
            enter(page, login)
            sessions[login] = cookies_of(lookers[key])
        return page

    yield begin
    for page in pages:
        page.close()
    assert complaints == []
