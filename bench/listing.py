"""How long a list over a million records takes to answer a filter, and a picker a beginning.

Lots and stock movements are put into the tables as they stand, without commands: what is measured
is reading.  Each question is what `GET /api/records/…` asks, page and count of matches together.
A question is asked once before it is timed; the first answer is shown beside the middle one.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from random import Random
from typing import Any

import psycopg

from bench import scratch_dir
from bench.options import Options
from bench.postgres import throwaway_postgres
from bench.raw import Engine
from bench.table import Cell, Found, Table, at_most
from lotproof import modules
from lotproof.adapters.databases import open_database
from lotproof.adapters.databases.base import Database
from lotproof.adapters.databases.patience import TooBroad, limited
from lotproof.derive.interface import kind_of
from lotproof.derive.listing import kind_of as kind_named
from lotproof.derive.listing import listing
from lotproof.derive.picking import pick
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import sql_of
from lotproof.kernel.executor import UNOPENED
from lotproof.kernel.work import Reader

ROWS, ROWS_LONG = 1_000_000, 5_000_000
ITEMS, LOCATIONS = 40, 200
BATCH_ROWS = 50_000
REPEATS = 7
GOAL_MS, PICK_GOAL_MS = 300.0, 50.0
PATIENCE_S = 3.0
"""As the door has it."""
COLUMNS = ("list", "question", "matches", "first ms", "middle ms", "goal ms")
NOW_US = 1_780_000_000_000_000
SECOND_US = 1_000_000

Ask = dict[str, Any]
LOT, MOVEMENT = "warehouse.lot", "warehouse.movement"
QUESTIONS: tuple[tuple[str, str, Ask], ...] = (
    (LOT, "everything, newest first", {"sort": "-id"}),
    (LOT, "of a state that most have", {"filters": {"state": "released"}}),
    (LOT, "of a state that one in a thousand has", {"filters": {"state": "rejected"}}),
    (LOT, "of one of two items", {"filters": {"item_id.in": "itm_3,itm_5"}}),
    (LOT, "with a number", {"filters": {"number": "L00500000"}}),
    (LOT, "on hold (no index)", {"filters": {"holds.min": "1"}}),
    (LOT, "released and expiring in a month (no index)",
     {"filters": {"state": "released", "expires_on.min": "2027-03-01",
                  "expires_on.max": "2027-03-31"}}),
    (LOT, "sorted by number", {"sort": "number"}),
    (LOT, "sorted by expiry (no index)", {"sort": "expires_on"}),
    (LOT, "sorted by state, then expiry down (no index)", {"sort": "state,-expires_on"}),
    (LOT, "released, by expiry (no index)",
     {"filters": {"state": "released"}, "sort": "-expires_on"}),
    (LOT, "nothing there (no index)", {"filters": {"decided_by": "usr_999"}}),
    (LOT, "after half a million", {"after": "lot_{half}"}),
    (LOT, "after half a million, by number", {"after": "lot_{half}", "sort": "number"}),
    (LOT, "at half a million", {"offset": 500_000}),
    (MOVEMENT, "of a lot", {"filters": {"lot_id": "lot_{half}"}}),
    (MOVEMENT, "of a day (no index)",
     {"filters": {"moved_at.min": "2026-02-01T00:00:00Z", "moved_at.max": "2026-02-02T00:00:00Z"}}),
    (MOVEMENT, "to a place (no index)", {"filters": {"to_location_id": "loc_7"}}),
    (MOVEMENT, "by somebody, newest first (no index)",
     {"filters": {"moved_by": "usr_7"}, "sort": "-moved_at"}),
)  # fmt: skip
SEARCHES: tuple[tuple[str, str, Ask], ...] = (
    (LOT, "any text contains 0004", {"search": "0004"}),
    (LOT, "any text contains what none has", {"search": "zzzz"}),
    (MOVEMENT, "any text contains what none has", {"search": "zzzz"}),
)
"""Without an index whatever we do: shown, and not a goal."""
PICKS = (
    ("lot", "L0012"), ("lot", "l0012"), ("lot", "S00777"), ("lot", ""), ("lot", "lot_77"),
    ("lot", "no such number"), ("lot", "item 7"), ("itm", "item"), ("mov", "L0050"),
)  # fmt: skip


def measure(options: Options) -> Iterator[Found]:
    """Yield for each engine a table of answers and the goals for the slowest of them."""
    modules.load()
    rows = ROWS_LONG if options.is_long else ROWS
    for engine in options.engines:
        with _filled(engine, rows) as database:
            yield from _answers(engine, database, rows)


def _answers(engine: Engine, database: Database, rows: int) -> Iterator[Found]:
    lines: list[tuple[Cell, ...]] = []
    slowest = 0.0
    for kind, said, ask in (*QUESTIONS, *SEARCHES):
        given = _with_half(ask, rows // 2)
        first, middle, matches = _timed(database, _asking(kind, given))
        is_goal = (kind, said, ask) in QUESTIONS
        lines.append((kind, said, matches, first, middle, GOAL_MS if is_goal else "–"))
        slowest = max(slowest, middle) if is_goal else slowest
    slowest_pick = 0.0
    for prefix, text in PICKS:
        first, middle, matches = _timed(database, _picking(prefix, text))
        lines.append((f"pick {prefix}", text or "(nothing)", matches, first, middle, PICK_GOAL_MS))
        slowest_pick = max(slowest_pick, middle)
    yield Table(f"Lists of {rows:,} records, {engine}", COLUMNS, tuple(lines))
    yield at_most(f"slowest filter over {rows:,} records, {engine}", slowest, GOAL_MS, " ms")
    yield at_most(f"slowest pick of {rows:,} records, {engine}", slowest_pick, PICK_GOAL_MS, " ms")


def _with_half(ask: Any, half: int) -> Any:
    if isinstance(ask, dict):
        return {name: _with_half(value, half) for name, value in ask.items()}
    return ask.replace("{half}", str(half)) if isinstance(ask, str) else ask


def _asking(kind: str, ask: Ask) -> Callable[[Reader], str]:
    def run(reader: Reader) -> str:
        with limited(reader.connection, PATIENCE_S):
            page = listing(reader, kind, limit=50, **ask)
        return f"{page.total:,}" + ("" if page.total_is_exact else " or more")

    return run


def _picking(prefix: str, text: str) -> Callable[[Reader], str]:
    kind = kind_of(prefix)
    assert kind is not None
    return lambda reader: str(len(pick(reader, kind, text, 20, lambda _: True)))


def _timed(database: Database, ask: Callable[[Reader], str]) -> tuple[float, float, str]:
    """Return the milliseconds of the first answer and of the middle one, and what was found."""
    taken: list[float] = []
    found = ""
    for _ in range(REPEATS):
        began = time.perf_counter()
        try:
            with database.snapshot() as connection:
                found = ask(Reader(connection, UNOPENED, Instant(NOW_US)))
        except TooBroad:
            found = "given up"
        taken.append((time.perf_counter() - began) * 1000)
    return taken[0], statistics.median(taken), found


# --- the tables ---------------------------------------------------------------------------------


@contextmanager
def _filled(engine: Engine, rows: int) -> Iterator[Database]:
    """Yield a database with so many lots and movements; removed afterwards."""
    with ExitStack() as stack:
        url = f"sqlite:///{stack.enter_context(scratch_dir()) / 'lists.sqlite'}"
        if engine == "postgresql":
            server = stack.enter_context(throwaway_postgres())
            server.create_database("lists")
            url = server.url("lists")
        database = open_database(url)
        stack.callback(database.close)
        database.create_tables()
        chance = Random(11)
        _insert(database, "items.item", (_item(n) for n in range(1, ITEMS + 1)))
        _insert(database, LOT, (_lot(n, chance) for n in range(1, rows + 1)))
        _insert(database, MOVEMENT, (_movement(n, chance) for n in range(1, rows + 1)))
        if engine == "postgresql":
            with psycopg.connect(url, autocommit=True) as raw:
                raw.execute("VACUUM ANALYZE")
        yield database


def _insert(database: Database, name: str, rows: Iterator[dict[str, Any]]) -> None:
    """Write rows; what is not said of a record is its default, or absent."""
    kind = kind_named(name)
    connection = database.connect()
    text, names, _ = sql_of(kind).insert.on(connection.dialect)
    batch: list[Sequence[Any]] = []
    connection.begin()
    for row in rows:
        batch.append([row.get(each) for each in names])
        if len(batch) == BATCH_ROWS:
            connection.write([(text, batch)])
            batch = []
    if batch:
        connection.write([(text, batch)])
    connection.commit()
    connection.close()


def _item(n: int) -> dict[str, Any]:
    return {
        "id": n, "number": f"IT-{n:03d}", "name": f"item {n}", "kind": "material",
        "tracking": "lot", "unit": "pcs", "name_zh": f"物料 {n}", "state": "active",
        "is_sterile": False, "is_implant": False, "is_single_use": False,
    }  # fmt: skip


def _lot(n: int, chance: Random) -> dict[str, Any]:
    draw = chance.random()
    state = "rejected" if draw < 0.001 else "quarantined" if draw < 0.1 else "released"
    day = 1 + chance.randrange(28)
    return {
        "id": n, "number": f"L{n:08d}", "item_id": 1 + n % ITEMS, "unit": "pcs",
        "origin": "received", "purpose": "commercial",
        "opened_at": NOW_US - (20_000_000 - n) * SECOND_US, "state": state,
        "holds": int(chance.random() < 0.0005), "supplier_id": 1 + n % 30,
        "supplier_lot": f"S{chance.randrange(10**8):08d}", "made_on": None,
        "expires_on": None if n % 3 == 0 else f"2027-{1 + chance.randrange(12):02d}-{day:02d}",
        "decided_by": f"usr_{1 + n % 20}" if state != "quarantined" else None,
        "decided_at": NOW_US,
    }  # fmt: skip


def _movement(n: int, chance: Random) -> dict[str, Any]:
    return {
        "id": n, "lot_id": 1 + n % 900_000, "kind": "moved", "quantity": chance.randrange(1, 500),
        "unit": "pcs", "moved_at": NOW_US - (20_000_000 - n * 15) * SECOND_US,
        "moved_by": f"usr_{1 + chance.randrange(20)}", "reference": f"wor_{n // 50}",
        "from_location_id": 1 + chance.randrange(LOCATIONS),
        "to_location_id": 1 + chance.randrange(LOCATIONS),
    }  # fmt: skip
