"""A running server with history, and pages of a real browser."""

import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import pytest
import uvicorn

from lotproof.entrypoints.demo import catalogue
from tests.api.door import LivingDoor
from tests.support.patience import PATIENCE_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


class Site(NamedTuple):
    """Where the server listens, and the same plant behind a direct door."""

    address: str
    door: LivingDoor


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve one demonstration plant to all tests of a process."""
    door = LivingDoor(tmp_path_factory.mktemp("web") / "site")
    config = uvicorn.Config(door.app, host="127.0.0.1", port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(f"http://127.0.0.1:{port}", door)
    server.should_exit = True
    thread.join(timeout=20)
    door.close()


@pytest.fixture
def page(browser: "Browser", site: Site) -> Iterator["Page"]:
    """Give a page of a new visitor; whatever the browser complains of fails the test."""
    context = browser.new_context(viewport={"width": 1200, "height": 900}, base_url=site.address)
    context.set_default_timeout(PATIENCE_S * 1000)
    found = context.new_page()
    complaints: list[str] = []
    found.on("pageerror", lambda error: complaints.append(str(error)))
    found.on(
        "console",
        lambda said: (
            complaints.append(said.text)
            if said.type == "error" and "Failed to load resource" not in said.text
            else None
        ),
    )
    yield found
    context.close()
    assert complaints == []


def sign_in(page: "Page", login: str) -> None:
    page.goto("/")
    page.get_by_label("Login name").fill(login)
    page.get_by_label("Password").fill(catalogue.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/")
