"""What a browser takes: the first load, a genealogy of thousands of nodes, the time machine.

The built application is served by the product over a demonstration plant, and opened in the
system's Chromium with an empty cache.  JavaScript is counted as it goes over the wire.  A drawing
is painted when its canvas was drawn on and then no more.  A step of the time machine ends when the
screen shows the states of its moment.  Server, browser and this program share the machine.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench import browser as web
from bench.options import Options
from bench.screens import living, many_serials
from bench.table import Cell, Found, Table, at_most
from lotproof.entrypoints.api.application import BUILT
from lotproof.entrypoints.compose import Plant
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
REPEATS, STEPS = 5, 12
FIRST_KB, INTERACTIVE_MS, PAINTED_MS, STEP_MS = 400.0, 2_000.0, 3_000.0, 200.0
GROUP_MS = 1_000.0
COLUMNS = ("what", "each ms", "middle ms", "goal ms")

Timed = tuple[str, list[float], float]

_STEP = """key => new Promise((done, fail) => {
  const shown = () => document.querySelector('[data-moment]');
  const before = shown().dataset.moment;
  const late = setTimeout(() => fail(new Error('a step of the time machine does not end')), 30000);
  const began = performance.now();
  const look = () => {
    if (shown().dataset.moment === before) return requestAnimationFrame(look);
    clearTimeout(late);
    requestAnimationFrame(() => done(performance.now() - began));
  };
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  requestAnimationFrame(look);
})"""


def measure(options: Options) -> Iterator[Found]:
    """Yield one table and the goals for the first engine asked for.

    Raises RuntimeError where the application is not built, BrowserUnavailable without Chromium,
    and TooSlow for what does not come within a minute.
    """
    if not (BUILT / "index.html").exists():
        raise RuntimeError("build the web application first: make ui")
    operations = OPERATIONS_LONG if options.is_long else OPERATIONS
    with living(options.engines[0], operations) as plant, web.served(plant) as address:
        family, serials = _family(plant), many_serials(plant)
        with web.opened() as browser:
            yield from _looked_at(browser, address, family, serials)


def _looked_at(browser: Browser, address: str, family: str, serials: str) -> Iterator[Found]:
    loads = [web.first_load(browser, address) for _ in range(REPEATS)]
    kilobytes = max(size for _, size in loads)
    with web.page_of(browser, address) as page:
        web.sign_in(page, WHO)
        timed: list[Timed] = [
            ("first page usable, empty cache", [taken for taken, _ in loads], INTERACTIVE_MS),
            *_family_drawn(page, family),
            *_serials_drawn(page, serials),
            *_steps(page),
        ]
    rows: list[tuple[Cell, ...]] = [
        (what, ", ".join(f"{each:.0f}" for each in all_), statistics.median(all_), goal)
        for what, all_, goal in timed
    ]
    yield Table("In the browser", COLUMNS, tuple(rows))
    yield at_most("JavaScript of the first load, compressed", kilobytes, FIRST_KB, " kB")
    for what, all_, goal in timed:
        yield at_most(what, statistics.median(all_), goal, " ms")


def _family_drawn(page: Page, lot: str) -> list[Timed]:
    """How long until its drawing is there, and until all of it is in the picture."""
    opened, whole = [], []
    for _ in range(REPEATS):
        _begin(page)
        with page.expect_response(lambda each: f"/api/graph/{lot}" in each.url) as answered:
            what = f"the genealogy of {NODES:,} nodes"
            opened.append(
                web.drawn_after_going(page, f"/genealogy/{lot}?direction=forward&nodes=more", what)
            )
        nodes = len(answered.value.json()["nodes"])
        if nodes < NODES:
            raise RuntimeError(f"the drawing has {nodes:,} nodes and not {NODES:,}")
        whole.append(web.drawn_after_key(page, "0", f"{what}, all in the picture"))
    return [
        (f"genealogy of {NODES:,} nodes painted", opened, PAINTED_MS),
        (f"all {NODES:,} nodes brought into the picture", whole, PAINTED_MS),
    ]


def _serials_drawn(page: Page, lot: str) -> list[Timed]:
    """How long until their groups are drawn, and until a group shows what is in it."""
    opened, grouped = [], []
    for _ in range(REPEATS):
        _begin(page)
        what = "the genealogy of 10,000 serials"
        opened.append(web.drawn_after_going(page, f"/genealogy/{lot}?direction=forward", what))
        with web.waiting_for("the members of a group"):
            page.locator("[role=application]").focus()
            page.keyboard.press("ArrowRight")
            page.keyboard.press("ArrowRight")
            began = page.evaluate("() => performance.now()")
            page.locator("main [aria-live=polite] ul li").first.wait_for()
            grouped.append(page.evaluate("() => performance.now()") - began)
    return [
        ("genealogy of 10,000 serials painted, grouped", opened, PAINTED_MS),
        ("a group of serials shows its members", grouped, GROUP_MS),
    ]


def _steps(page: Page) -> list[Timed]:
    """Milliseconds of steps back from the present, and of steps on from the beginning."""
    with web.waiting_for("the time machine"):
        page.goto("/app/time")
        page.locator("[data-moment]").wait_for()
    with web.waiting_for("a step of the time machine"):
        back = [page.evaluate(_STEP, "ArrowLeft") for _ in range(STEPS)]
        page.evaluate(_STEP, "Home")
        onward = [page.evaluate(_STEP, "ArrowRight") for _ in range(STEPS)]
    return [
        ("a step back of the time machine", back, STEP_MS),
        ("a step on of the time machine, from the beginning", onward, STEP_MS),
    ]


def _begin(page: Page) -> None:
    """The application anew, so that no answer is at hand."""
    with web.waiting_for("the first page"):
        page.goto("/app/")
        page.locator("main h1").first.wait_for()


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
