"""How long the screens with a design of their own wait for the server, over the demo plant.

The demonstration plant gets a lot of 10,000 serials besides its own history.  Each address is asked
once before it is timed, in process; the first answer is shown beside the middle one.  The time
machine is built before its steps are timed, and how long that takes is shown.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from hashlib import sha256

from starlette.testclient import TestClient

from bench import scratch_dir
from bench.options import Options
from bench.postgres import throwaway_postgres
from bench.raw import Engine
from bench.table import Cell, Found, Table, at_most
from lotproof.entrypoints.api.app import create_app
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import make_history
from lotproof.kernel.quantity import Amount
from lotproof.modules.items.queries import Item
from lotproof.modules.people.authority import API
from lotproof.modules.people.commands import StartSession
from lotproof.modules.people.queries import user_by_login
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.production.queries import Consumption
from lotproof.modules.warehouse.commands import EnterOpeningBalance
from lotproof.modules.warehouse.queries import location_by_code
from lotproof.modules.warehouse.vocabulary import LocationId, LotId, LotState

OPERATIONS, OPERATIONS_LONG = 5_000, 100_000
SERIALS = 10_000
REPEATS = 7
WHO = "quality"
GOAL_MS, STEP_GOAL_MS, GRAPH_GOAL_MS = 300.0, 200.0, 1_000.0
COLUMNS = ("address", "first ms", "middle ms", "kB", "goal ms")
STEPS = 20
"""Moments of the time machine, spread over the history."""


def measure(options: Options) -> Iterator[Found]:
    """Yield for each engine a table of answers and the goals for the slowest of them."""
    operations = OPERATIONS_LONG if options.is_long else OPERATIONS
    for engine in options.engines:
        with living(engine, operations) as plant:
            yield from _answers(engine, plant, operations)


def _answers(engine: Engine, plant: Plant, operations: int) -> Iterator[Found]:
    many, used = many_serials(plant), _most_used(plant)
    door = _Door(plant)
    building_s = door.build_time_machine()
    with plant.ledger() as view:
        size = view.size
    steps = [f"/api/plant/at/{size * i // STEPS}" for i in range(STEPS + 1)]
    groups: tuple[tuple[str, float, list[str]], ...] = (
        ("first page, boards, dashboard, page of a lot", GOAL_MS, [
            "/api/home", "/api/board/orders", "/api/board/schedule", "/api/board/stock",
            "/api/board/expiry", "/api/board/map", "/api/dashboard",
            "/api/dashboard?period=month", f"/api/unit/{used}",
        ]),
        ("genealogy of 10,000 serials", GRAPH_GOAL_MS, [
            f"/api/graph/{many}", f"/api/graph/{used}",
            f"/api/graph/{many}/table?offset=9000",
        ]),
        ("a step of the time machine", STEP_GOAL_MS, steps),
    )  # fmt: skip
    lines: list[tuple[Cell, ...]] = []
    goals: list[Found] = []
    for what, goal, paths in groups:
        timed = [(path, *door.timed(path)) for path in paths]
        lines += [(*each, goal) for each in (timed if len(timed) < STEPS else timed[:1])]
        slowest = max(middle for _, _, middle, _ in timed)
        goals.append(at_most(f"{what}, {engine}", slowest, goal, " ms"))
    lines.append((f"/api/story/{used}", *door.timed(f"/api/story/{used}"), "–"))
    title = f"Screens over {operations:,} operations, {engine}"
    yield Table(f"{title}; the time machine was built in {building_s:.1f} s", COLUMNS, tuple(lines))
    yield from goals


class _Door:
    """Requests of one person, in process."""

    def __init__(self, plant: Plant) -> None:
        with plant.reader() as reader:
            user = user_by_login(reader, WHO)
        assert user is not None
        digest = sha256(b"bench").hexdigest()
        plant.do(StartSession(user_id=UserId(user.id), digest=digest), actor=API)
        self._client = TestClient(create_app(plant))
        self._headers = {"authorization": "Bearer bench"}

    def timed(self, path: str) -> tuple[float, float, float]:
        """Return milliseconds of the first answer and of the middle one, and kilobytes."""
        taken, size = [], 0
        for _ in range(REPEATS):
            began = time.perf_counter()
            answer = self._client.get(path, headers=self._headers)
            taken.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{path}: {answer.status_code} {answer.text[:200]}")
            size = len(answer.content)
        return taken[0], statistics.median(taken), size / 1000

    def build_time_machine(self) -> float:
        """Return the seconds until the first answer."""
        began = time.perf_counter()
        while self._client.get("/api/plant/moments", headers=self._headers).status_code == 202:
            continue
        return time.perf_counter() - began


@contextmanager
def living(engine: Engine, operations: int) -> Iterator[Plant]:
    """Yield a demonstration plant with so many operations; removed afterwards."""
    with ExitStack() as stack:
        folder, url = stack.enter_context(scratch_dir()), None
        if engine == "postgresql":
            server = stack.enter_context(throwaway_postgres())
            server.create_database("screens")
            url = server.url("screens")
        plant = Plant(folder, url)
        stack.callback(plant.close)
        make_history(plant, operations, 1, lambda done, aim: None)
        yield plant


def many_serials(plant: Plant) -> str:
    """A lot of so many serials of a device of the demo; its id."""
    with plant.reader() as reader:
        item = next(each for each in reader.find(Item) if each.tracking == "serial")
        place = location_by_code(reader, "F-01")
    assert place is not None
    balance = EnterOpeningBalance(
        item_id=item.id, number="BENCH-10K", location_id=LocationId(place.id),
        quantity=Amount(SERIALS), unit=item.unit, document="bench", state=LotState.RELEASED,
        serials=[f"B{n:06d}" for n in range(SERIALS)],
    )  # fmt: skip
    return str(plant.do(balance, reason="bench").value("lot_id"))


def _most_used(plant: Plant) -> str:
    """The lot that went into most."""
    with plant.reader() as reader:
        used = [int(each.lot_id) for each in reader.find(Consumption)]
    return LotId.text(max(sorted(set(used)), key=used.count))
