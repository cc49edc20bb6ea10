"""The built application in the system's Chromium, and when something has been drawn there.

Nothing waits without a limit: what does not come in time ends the section with what it was.
"""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from lotproof.entrypoints.api.app import create_app
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import catalogue
from tests.support.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LIMIT_S = 60.0
"""After so long a wait there is no figure, but a failure."""
QUIET_MS = 400
"""A drawing that has not changed for so long is there."""
WIDTH, HEIGHT = 1440, 900

_NOTING = """(() => {
  window.drawn = { times: 0, last: 0 };
  for (const name of ['fill', 'stroke', 'drawImage', 'fillText']) {
    const draw = CanvasRenderingContext2D.prototype[name];
    CanvasRenderingContext2D.prototype[name] = function (...given) {
      if (this.canvas.isConnected) {
        window.drawn.times += 1;
        window.drawn.last = performance.now();
      }
      return draw.apply(this, given);
    };
  }
})()"""
"""Runs before the application: notes when canvases of the page were drawn on."""
_GO = """path => {
  window.drawn.times = 0;
  window.began = performance.now();
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}"""
_PRESS = """key => {
  window.drawn.times = 0;
  window.began = performance.now();
  document.querySelector('[role=application]').dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}"""
_QUIET = """quiet => {
  const { times, last } = window.drawn;
  return times > 0 && performance.now() - last > quiet ? last - window.began : null;
}"""


class TooSlow(RuntimeError):
    """What was waited for had not come when the time was over."""


@contextmanager
def waiting_for(what: str) -> Iterator[None]:
    """Raise TooSlow with these words where Playwright says only that time is over."""
    from playwright.sync_api import TimeoutError as OverError

    try:
        yield
    except OverError as error:
        detail = str(error).partition("\n")[0]
        raise TooSlow(f"{what}: not within {LIMIT_S:.0f} s ({detail})") from error


@contextmanager
def opened() -> Iterator[Browser]:
    """Yield a headless Chromium; BrowserUnavailable where there is none."""
    with chromium() as browser:
        yield browser


@contextmanager
def page_of(browser: Browser, address: str) -> Iterator[Page]:
    """Yield a page with an empty cache and no session."""
    with browser.new_context(
        base_url=address, viewport={"width": WIDTH, "height": HEIGHT}
    ) as context:
        context.set_default_timeout(LIMIT_S * 1000)
        context.add_init_script(_NOTING)
        yield context.new_page()


def first_load(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds until one can type into the sign-in, and compressed kilobytes of scripts."""
    with page_of(browser, address) as page, waiting_for("the sign-in page"):
        answers = []
        page.on("response", lambda each: answers.append(each) if each.url.endswith(".js") else None)
        began = time.perf_counter()
        page.goto("/app/")
        name = page.locator("input[autocomplete=username]")
        name.fill("q")
        taken = (time.perf_counter() - began) * 1000
        total = sum(len(gzip.compress(each.body())) for each in answers)
    return taken, total / 1000


def sign_in(page: Page, login: str) -> None:
    """Sign a person of the demonstration plant in; ends on the first page."""
    with waiting_for("the first page after signing in"):
        page.goto("/app/")
        page.locator("input[autocomplete=username]").fill(login)
        page.locator("input[type=password]").fill(catalogue.PASSWORD)
        page.keyboard.press("Enter")
        page.locator("a.brand").wait_for()


def drawn_after_going(page: Page, path: str, what: str) -> float:
    """Milliseconds from following a link in the application until its drawing is there."""
    with waiting_for(what):
        page.evaluate(_GO, f"/app{path}")
        return _until_drawn(page)


def drawn_after_key(page: Page, key: str, what: str) -> float:
    """Milliseconds from a key in a drawing until that is there again."""
    with waiting_for(what):
        page.evaluate(_PRESS, key)
        return _until_drawn(page)


def _until_drawn(page: Page) -> float:
    found = page.wait_for_function(_QUIET, arg=QUIET_MS, polling=50)
    return float(found.json_value())


@contextmanager
def served(plant: Plant) -> Iterator[str]:
    """Serve a plant on a port of this machine's own choice; yield the address."""
    config = uvicorn.Config(create_app(plant), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + LIMIT_S
    while not server.started:
        if time.monotonic() > deadline:
            raise TooSlow(f"the server: not within {LIMIT_S:.0f} s")
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
