"""What a browser takes: the first load, a genealogy of thousands of nodes, the time machine.

The built application is served by the product over a demonstration plant, and opened in the
system's Chromium with an empty cache.  JavaScript is counted as it goes over the wire.  Painted is
what has pixels: the drawing's canvas is looked at in each frame until something is on it.
"""

from __future__ import annotations

import gzip
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import uvicorn

from bench.options import Options
from bench.screens import living, many_serials
from bench.table import Cell, Found, Table, at_most
from lotproof.entrypoints.api.app import create_app
from lotproof.entrypoints.api.application import BUILT
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import catalogue
from lotproof.kernel.quantity import Amount
from lotproof.modules.items.queries import Item
from lotproof.modules.people.queries import user_by_login
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.warehouse.commands import EnterOpeningBalance, SplitLot
from lotproof.modules.warehouse.queries import location_by_code
from lotproof.modules.warehouse.vocabulary import LocationId, LotId, LotState

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

OPERATIONS, OPERATIONS_LONG = 3_000, 100_000
WHO = "quality"
SIBLINGS, NODES = 12, 2_000
"""So many children are drawn singly; so many nodes there are in all."""
REPEATS, STEPS = 3, 12
FIRST_KB, INTERACTIVE_MS, PAINTED_MS, STEP_MS = 400.0, 2_000.0, 3_000.0, 200.0
COLUMNS = ("what", "each ms", "middle ms", "goal")

_PAINTED = """() => new Promise((done) => {
  const look = () => {
    const canvases = document.querySelectorAll('[role=application] canvas');
    for (const each of canvases) {
      if (each.width === 0) continue;
      const pixels = each.getContext('2d').getImageData(0, 0, each.width, each.height).data;
      if (pixels.some((value) => value !== 0)) return requestAnimationFrame(() => done(true));
    }
    requestAnimationFrame(look);
  };
  look();
})"""
_SETTLED = "() => new Promise((d) => requestAnimationFrame(() => requestAnimationFrame(d)))"


def measure(options: Options) -> Iterator[Found]:
    """Yield one table and the goals for the first engine asked for."""
    if not (BUILT / "index.html").exists():
        raise RuntimeError("build the web application first: make ui")
    from playwright.sync_api import sync_playwright

    operations = OPERATIONS_LONG if options.is_long else OPERATIONS
    with living(options.engines[0], operations) as plant, _served(plant) as address:
        family, serials = _family(plant), many_serials(plant)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
            yield from _looked_at(browser, address, family, serials)
            browser.close()


def _looked_at(browser: Browser, address: str, family: str, serials: str) -> Iterator[Found]:
    loads = [_first_load(browser, address) for _ in range(REPEATS)]
    kilobytes = max(size for _, size in loads)
    page = _signed_in(browser, address)
    timed: list[tuple[str, list[float], float]] = [
        ("first page usable, empty cache", [taken for taken, _ in loads], INTERACTIVE_MS),
        (f"genealogy of {NODES:,} nodes painted", _painted(page, family), PAINTED_MS),
        ("genealogy of 10,000 serials painted, grouped", _painted(page, serials), PAINTED_MS),
        ("a step of the time machine", _steps(page), STEP_MS),
    ]
    rows: list[tuple[Cell, ...]] = [
        (what, ", ".join(f"{each:.0f}" for each in all_), statistics.median(all_), goal)
        for what, all_, goal in timed
    ]
    yield Table("In the browser", COLUMNS, tuple(rows))
    yield at_most("JavaScript of the first load, compressed", kilobytes, FIRST_KB, " kB")
    for what, all_, goal in timed:
        yield at_most(what, statistics.median(all_), goal, " ms")


def _first_load(browser: Browser, address: str) -> tuple[float, float]:
    """Milliseconds until one can type into the sign-in, and compressed kilobytes of scripts."""
    with browser.new_context(base_url=address) as context:
        page, sizes = context.new_page(), []
        page.on(
            "response",
            lambda each: sizes.append(each) if each.url.endswith(".js") else None,
        )
        began = time.perf_counter()
        page.goto("/app/")
        page.locator("input[autocomplete=username]").wait_for()
        taken = (time.perf_counter() - began) * 1000
        total = sum(len(gzip.compress(each.body())) for each in sizes)
    return taken, total / 1000


def _signed_in(browser: Browser, address: str) -> Page:
    page = browser.new_context(base_url=address).new_page()
    page.goto("/app/")
    page.locator("input[autocomplete=username]").fill(WHO)
    page.locator("input[type=password]").fill(catalogue.PASSWORD)
    page.keyboard.press("Enter")
    page.locator("a.brand").wait_for()
    return page


def _painted(page: Page, lot: str) -> list[float]:
    found = []
    for _ in range(REPEATS):
        page.goto("/app/")
        page.locator("a.brand").wait_for()
        began = time.perf_counter()
        page.goto(f"/app/genealogy/{lot}?ways=forward")
        page.evaluate(_PAINTED)
        found.append((time.perf_counter() - began) * 1000)
    return found


def _steps(page: Page) -> list[float]:
    """Milliseconds of steps back from the present, each asked for by a key."""
    page.goto("/app/time")
    page.locator("main h1").wait_for()
    page.wait_for_load_state("networkidle")
    found = []
    for _ in range(STEPS):
        began = time.perf_counter()
        with page.expect_response(lambda each: "/api/plant/at/" in each.url):
            page.keyboard.press("ArrowLeft")
        page.evaluate(_SETTLED)
        found.append((time.perf_counter() - began) * 1000)
    return found


@contextmanager
def _served(plant: Plant) -> Iterator[str]:
    config = uvicorn.Config(create_app(plant), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)


def _family(plant: Plant) -> str:
    """A lot that was split, and split again, into so many; its id."""
    with plant.reader() as reader:
        plain = (i for i in reader.find(Item) if i.tracking == "lot" and not i.shelf_life_days)
        item = next(plain)
        place = location_by_code(reader, "F-01")
    assert place is not None
    where = LocationId(place.id)
    balance = EnterOpeningBalance(
        item_id=item.id, number="BENCH-2K", location_id=where, quantity=Amount(10**9),
        unit=item.unit, document="bench", state=LotState.RELEASED,
    )  # fmt: skip
    first = plant.do(balance, reason="bench").value("lot_id")
    waiting, made, keeper = [(LotId.parse(first), 10**9)], 1, _keeper(plant)
    while made < NODES:
        parent, amount = waiting.pop(0)
        for _ in range(min(SIBLINGS, NODES - made)):
            part = amount // (SIBLINGS + 1)
            split = SplitLot(
                lot_id=parent, location_id=where, quantity=Amount(part), unit=item.unit
            )
            told = plant.do(split, actor=keeper)
            waiting.append((LotId.parse(told.value("lot_id")), part))
            made += 1
    return str(first)


def _keeper(plant: Plant) -> str:
    with plant.reader() as reader:
        user = user_by_login(reader, "keeper")
    assert user is not None
    return UserId.text(user.id)
