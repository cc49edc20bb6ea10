"""What a device keeps so that a screen comes up without the line."""

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

IS_KEPT = """async () => {
  const { active } = await navigator.serviceWorker.ready;
  return active.state === 'activated' && navigator.serviceWorker.controller !== null;
}"""
"""Whether the device keeps the application, and the page has come through what keeps it."""


def until(page: "Page", script: str, arg: object = None) -> None:
    """Ask again until it is so; Playwright's own waiting takes a promise for a yes."""
    deadline = time.monotonic() + 30
    while not page.evaluate(script, arg):
        assert time.monotonic() < deadline, f"this does not become true: {script}"
        page.wait_for_timeout(50)
