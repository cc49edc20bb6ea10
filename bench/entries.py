"""How long finding entries takes in a ledger of a million, by whatever the explorer asks for.

The entries of a demonstration plant are sealed over and over, by the code that always seals them,
until there are enough.  Each question is what `GET /api/entries` asks: the fifty newest that fit,
opened and told.  It is asked once before it is timed; the first answer is shown beside the middle
one.
"""

from __future__ import annotations

import statistics
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import islice

from bench import scratch_dir
from bench.options import Options
from bench.postgres import throwaway_postgres
from bench.raw import Engine
from bench.table import Cell, Found, Table, at_most
from lotproof.adapters.databases import open_database
from lotproof.adapters.databases.base import Database
from lotproof.adapters.databases.sealing import Sealing
from lotproof.adapters.ledger_search import Question, search
from lotproof.adapters.ledger_view import LedgerView
from lotproof.derive.story import told
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import make_history
from lotproof.kernel.submission import PendingEntry
from lotproof.ledger.entry import decode

ENTRIES, ENTRIES_LONG = 1_000_000, 5_000_000
OPERATIONS = 2_000
BATCH = 10_000
LIMIT = 50
REPEATS = 7
GOAL_MS = 300.0
COLUMNS = ("question", "found", "first ms", "middle ms", "goal ms")
Ask = dict[str, frozenset[str]]


def measure(options: Options) -> Iterator[Found]:
    """Yield for each engine a table of answers and the goal for the slowest of them."""
    size = ENTRIES_LONG if options.is_long else ENTRIES
    for engine in options.engines:
        with _filled(engine, size) as (database, again):
            yield from _answers(engine, database, size, again)


def _answers(engine: Engine, database: Database, size: int, again: int) -> Iterator[Found]:
    lines: list[tuple[Cell, ...]] = []
    for said, question in _questions(size, again):
        first, middle, found = _timed(database, question)
        lines.append((said, found, first, middle, GOAL_MS))
    yield Table(f"Finding among {size:,} entries, {engine}", COLUMNS, tuple(lines))
    slowest = max(float(line[3]) for line in lines)
    yield at_most(f"slowest finding among {size:,} entries, {engine}", slowest, GOAL_MS, " ms")


def _questions(size: int, again: int) -> Iterator[tuple[str, Question]]:
    """What is asked; `again` entries are the story, told over and over."""

    def among(wanted: Ask, first: int = 0, end: int = size) -> Question:
        return Question(wanted, first, end)

    release = frozenset({"warehouse.release_lot/1"})
    yield "the newest", among({})
    yield "of a kind that many are", among({"kind": frozenset({"warehouse.receive_lot/1"})})
    yield "by a person", among({"actor": frozenset({"usr_5"})})
    yield "refused releases", among({"kind": release, "outcome": frozenset({"refused"})})
    yield "that failed: none, all is read", among({"outcome": frozenset({"failed"})})
    yield "of a kind that is only at the beginning", among({"kind": frozenset({"ledger.open/1"})},
                                                           0, again)  # fmt: skip
    middle = size // 2
    yield "of a kind, in a week in the middle", among({"kind": release}, middle, middle + 2_000)
    yield "about a lot", Question({}, 0, size, ("lot", 3))
    yield "refused, about a lot", Question({"outcome": frozenset({"refused"})}, 0, size, ("lot", 3))


def _timed(database: Database, question: Question) -> tuple[float, float, int]:
    """Return the milliseconds of the first answer and of the middle one, and how many it has."""
    taken: list[float] = []
    found = 0
    for _ in range(REPEATS):
        began = time.perf_counter()
        with database.snapshot() as connection:
            view = LedgerView(connection)
            entries = [told(view.entry(n)) for n in search(view, question, LIMIT).seqs]
        found = len(entries)
        taken.append((time.perf_counter() - began) * 1000)
    return taken[0], statistics.median(taken), found


# --- the ledger ---------------------------------------------------------------------------------


@contextmanager
def _filled(engine: Engine, size: int) -> Iterator[tuple[Database, int]]:
    """Yield a database with so many entries, and how many the story has; removed afterwards."""
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_dir())
        plant = Plant(folder / "story")
        make_history(plant, OPERATIONS, 1, lambda done, aim: None)
        with plant.database.snapshot() as connection:
            story = connection.rows("SELECT leaf, parts FROM ledger_entry ORDER BY seq", [])
        plant.close()
        url = f"sqlite:///{folder / 'many.sqlite'}"
        if engine == "postgresql":
            server = stack.enter_context(throwaway_postgres())
            server.create_database("many")
            url = server.url("many")
        database = open_database(url)
        stack.callback(database.close)
        database.create_tables()
        told_again = _again([(bytes(leaf), bytes(parts)) for leaf, parts in story], size)
        sealing = Sealing()
        while batch := list(islice(told_again, BATCH)):
            connection = database.connect()
            connection.begin()
            sealing.seal(connection, batch)
            connection.commit()
            connection.close()
        yield database, len(story)


def _again(story: list[tuple[bytes, bytes]], size: int) -> Iterator[PendingEntry]:
    """The story over and over, every time under other ids of commands."""
    subjects = [decode(leaf).subjects for leaf, _ in story]
    for number in range(size):
        at = number % len(story)
        leaf, parts = story[at]
        yield PendingEntry(str(uuid.UUID(int=number)), leaf, parts, list(subjects[at]))
