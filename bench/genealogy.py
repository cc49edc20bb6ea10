"""How long a trace takes, and how much genealogy weighs.

The graph is a device factory in order of time: raw lot → component lot (2 raw lots each; a raw lot
feeds 1 to 400) → sub-assembly lot (6 component lots, each feeding 30) → serial (8 sub-assembly
lots, each feeding 60 to 140 serials, and the lot that it is made in) → package of 50. It is stored
twice: every edge by itself, and consecutive serials as runs. A smaller graph is the beginning of a
larger one, so the same start has the same answer in both, and growth with size can be read off.

Beside each trace stands the bare recursive query over the same single edges: no certainty, no
levels, no cancelled edges, no runs.
"""

from __future__ import annotations

import math
import random
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from itertools import product
from pathlib import Path
from typing import TypeVar, cast

import psycopg
import sqlalchemy
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from bench import scratch_dir
from bench.options import Options
from bench.postgres import throwaway_postgres
from bench.table import Cell, Found, Goal, Table, at_most
from lotproof.modules.genealogy.lookups import Rows
from lotproof.modules.genealogy.records import Edge, EdgeRun
from lotproof.modules.genealogy.spans import Span
from lotproof.modules.genealogy.statements import Dialect, Direction
from lotproof.modules.genealogy.tables import size_class
from lotproof.modules.genealogy.traversal import Trace, trace
from lotproof.modules.genealogy.vocabulary import Side

Answer = TypeVar("Answer")
EdgeRow = tuple[int, int, int, int, int]
RunRow = tuple[int, int, int, int, int, int, int, int]

SIZES, SIZES_LONG = (100_000, 1_000_000), (1_000_000, 10_000_000)
"""Edges, ascending."""
COLUMNS = (
    "question", "store", "units", "runs", "trace ms", "goal ms", "bare ms", "trace/bare",
    "times the smaller graph",
)  # fmt: skip
SEED = 20
CONSUMED, MADE, PACKED = 0, 1, 2
RAW_STREAMS, COMPONENTS_PER_SUB, SUBS_PER_SERIAL = 20, 6, 8
COMPONENT_FAN_OUT, ORDER_SERIALS, PACKAGE_SERIALS = 30, 200, 50
REPEATS = 5
SERIALS_ASKED = 20
BATCH_ROWS = 100_000

BARE = {
    "forward": """WITH RECURSIVE found (id) AS (
        SELECT CAST({mark} AS BIGINT) UNION
        SELECT e.child_id FROM genealogy_edge AS e JOIN found ON e.parent_id = found.id
    ) SELECT id FROM found""",
    "backward": """WITH RECURSIVE found (id) AS (
        SELECT CAST({mark} AS BIGINT) UNION
        SELECT e.parent_id FROM genealogy_edge AS e JOIN found ON e.child_id = found.id
    ) SELECT id FROM found""",
}


@dataclass(frozen=True)
class Order:
    """What one production order adds, in order of time."""

    lot_edges: list[Span]
    """(parent, child) of the lots made for it."""
    into_serials: list[tuple[int, Span, int]]
    """(lot, its serials, kind)."""
    packages: list[tuple[int, Span, int]]
    serials: Span

    def edge_count(self) -> int:
        runs = (*self.into_serials, *self.packages)
        return len(self.lot_edges) + sum(last - first + 1 for _, (first, last), _ in runs)


class Factory:
    """Makes orders for ever. Lots come from stock; what runs out is made just in time."""

    def __init__(self) -> None:
        self.raw_lots: list[int] = []
        self._chance = random.Random(SEED)
        self._next_id = 1
        self._edges: list[Span] = []
        self._raw = [(0, 0)] * RAW_STREAMS
        self._components = [(0, 0)] * (COMPONENTS_PER_SUB * SUBS_PER_SERIAL)
        self._subs = [(0, 0)] * SUBS_PER_SERIAL

    def order(self) -> Order:
        parts = [
            part for position in range(SUBS_PER_SERIAL) for part in self._sub_lots_for(position)
        ]
        output_lot, first = self._new(1), self._new(ORDER_SERIALS)
        into_serials = [(lot, (first + a, first + b), CONSUMED) for lot, a, b in parts]
        into_serials.append((output_lot, (first, first + ORDER_SERIALS - 1), MADE))
        packages = [
            (self._new(1), (first + at, first + at + PACKAGE_SERIALS - 1), PACKED)
            for at in range(0, ORDER_SERIALS, PACKAGE_SERIALS)
        ]
        edges, self._edges = self._edges, []
        return Order(edges, into_serials, packages, (first, first + ORDER_SERIALS - 1))

    def _new(self, count: int) -> int:
        self._next_id += count
        return self._next_id - count

    def _sub_lots_for(self, position: int) -> Iterator[tuple[int, int, int]]:
        """(lot, first, last) over the places 0..ORDER_SERIALS - 1 of an order."""
        at = 0
        while at < ORDER_SERIALS:
            lot, left = self._subs[position]
            if not left:
                lot, left = self._new_sub(position), self._chance.randint(60, 140)
            taken = min(left, ORDER_SERIALS - at)
            self._subs[position] = (lot, left - taken)
            yield lot, at, at + taken - 1
            at += taken

    def _new_sub(self, position: int) -> int:
        first = position * COMPONENTS_PER_SUB
        components = [self._component(first + place) for place in range(COMPONENTS_PER_SUB)]
        lot = self._new(1)
        self._edges += [(component, lot) for component in components]
        return lot

    def _component(self, stream: int) -> int:
        lot, left = self._components[stream]
        if not left:
            raws = [self._raw_lot(raw) for raw in self._chance.sample(range(RAW_STREAMS), 2)]
            lot, left = self._new(1), COMPONENT_FAN_OUT
            self._edges += [(raw, lot) for raw in raws]
        self._components[stream] = (lot, left - 1)
        return lot

    def _raw_lot(self, stream: int) -> int:
        lot, left = self._raw[stream]
        if not left:
            lot, left = self._new(1), int(math.exp(self._chance.uniform(0, math.log(400))))
            self.raw_lots.append(lot)
        self._raw[stream] = (lot, left - 1)
        return lot


def orders(factory: Factory, edge_count: int) -> Iterator[Order]:
    """Orders until the graph has at least `edge_count` edges."""
    made = 0
    while made < edge_count:
        order = factory.order()
        made += order.edge_count()
        yield order


def single_edges(made: Iterable[Order]) -> Iterator[EdgeRow]:
    """Each edge by itself, serial by serial, as a line that records every unit would write them."""
    for order in made:
        for parent, child in order.lot_edges:
            yield parent, child, CONSUMED, 0, 1
        first, last = order.serials
        for serial in range(first, last + 1):
            for lot, (low, high), kind in order.into_serials:
                if low <= serial <= high:
                    yield lot, serial, kind, 0, 1
        for package, (low, high), kind in order.packages:
            for serial in range(low, high + 1):
                yield serial, package, kind, 0, 1


def lot_edges(made: Iterable[Order]) -> Iterator[EdgeRow]:
    for order in made:
        for parent, child in order.lot_edges:
            yield parent, child, CONSUMED, 0, 1


def runs(made: Iterable[Order]) -> Iterator[RunRow]:
    for order in made:
        sides = ((Side.CHILDREN, order.into_serials), (Side.PARENTS, order.packages))
        for side, several in sides:
            for unit, (low, high), kind in several:
                yield side.value, unit, low, high, kind, 0, size_class(low, high), 1


@dataclass(frozen=True)
class Store:
    """One loaded database."""

    label: str
    dialect: Dialect
    rows: Rows
    edge_bytes: float
    """Bytes an edge of the graph, tables and indexes."""

    def trace(self, start: int, direction: Direction) -> Trace:
        return trace(self.rows, self.dialect, start, direction)

    def bare(self, start: int, direction: Direction) -> int:
        mark = "?" if self.dialect == "sqlite" else "%s"
        return len(list(self.rows(BARE[direction].format(mark=mark), [start])))


def ddl(dialect: sqlalchemy.Dialect) -> Iterator[str]:
    """The statements that make the two tables and their indexes."""
    for table in (Edge.KIND.table, EdgeRun.KIND.table):
        yield str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            yield str(CreateIndex(index).compile(dialect=dialect))


def load_sqlite(path: Path, label: str, edge_count: int, *, as_runs: bool) -> Store:
    """Write a graph in order of time, both indexes in place; durability is not what is measured."""
    writer = sqlite3.connect(path)
    for statement in ddl(sqlite.dialect()):
        writer.execute(statement)
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000"):
        writer.execute(f"PRAGMA {pragma}")
    into_edge = "INSERT INTO genealogy_edge VALUES (?, ?, ?, ?, ?)"
    into_run = "INSERT INTO genealogy_run VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
    if as_runs:
        kept = list(orders(Factory(), edge_count))
        writer.executemany(into_edge, lot_edges(kept))
        writer.executemany(into_run, runs(kept))
        total = sum(order.edge_count() for order in kept)
    else:
        total = writer.executemany(into_edge, single_edges(orders(Factory(), edge_count))).rowcount
    writer.commit()
    writer.close()
    reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    reader.execute("PRAGMA cache_size=-65536")
    return Store(label, "sqlite", reader.execute, path.stat().st_size / total)


@contextmanager
def schema_of(url: str, name: str) -> Iterator[psycopg.Connection]:
    """A connection to a new schema with the two tables; the schema goes at the end."""
    # Compiling a plan costs more than any one step of a trace.
    options = f"-c jit=off -c search_path={name}"
    with psycopg.connect(url, autocommit=True, options=options) as connection:
        connection.execute(f"CREATE SCHEMA {name}")
        try:
            for statement in ddl(postgresql.dialect()):
                connection.execute(statement)
            yield connection
        finally:
            connection.execute(f"DROP SCHEMA {name} CASCADE")


def load_postgres(
    connection: psycopg.Connection, label: str, edge_count: int, *, as_runs: bool
) -> Store:
    """Copy a graph in order of time, both indexes in place."""
    made: Iterable[Order] = orders(Factory(), edge_count)
    if as_runs:
        made = list(made)
        total = sum(order.edge_count() for order in made)
        copy_rows(connection, "genealogy_edge", lot_edges(made))
        copy_rows(connection, "genealogy_run", runs(made))
    else:
        total = copy_rows(connection, "genealogy_edge", single_edges(made))
    connection.execute("VACUUM ANALYZE genealogy_edge, genealogy_run")
    size = connection.execute(
        "SELECT pg_total_relation_size('genealogy_edge') + pg_total_relation_size('genealogy_run')"
    ).fetchone()
    assert size is not None
    return Store(label, "postgresql", cast("Rows", connection.execute), size[0] / total)


def copy_rows(
    connection: psycopg.Connection, table: str, rows: Iterable[EdgeRow] | Iterable[RunRow]
) -> int:
    """COPY the rows; return how many they were."""
    count = 0
    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def timed_ms(ask: Callable[[], Answer], repeats: int = REPEATS) -> tuple[float, Answer]:
    """Median milliseconds, warm, and the answer."""
    answer = ask()
    times = []
    for _ in range(repeats):
        began = time.perf_counter()
        answer = ask()
        times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times), answer


@dataclass(frozen=True)
class Case:
    """One measured question."""

    question: str
    store: Store
    starts: Sequence[int]
    direction: Direction
    goal_ms: float

    def measure(self) -> tuple[float, float | None, Trace]:
        """Median ms a start, of the trace and of the bare query (single edges only)."""
        asked = [timed_ms(partial(self.store.trace, s, self.direction)) for s in self.starts]
        bare = None
        if "runs" not in self.store.label:
            bare = statistics.median(
                timed_ms(partial(self.store.bare, s, self.direction))[0] for s in self.starts
            )
        return statistics.median(ms for ms, _ in asked), bare, asked[0][1]


def nearest_raw_lot(store: Store, raw_lots: Iterable[int], wanted: int) -> int:
    """The raw lot whose number of descendants comes nearest to `wanted`."""
    return min(raw_lots, key=lambda lot: abs(store.trace(lot, "forward").unit_count - wanted))


def report(cases: Iterable[Case]) -> Iterator[Found]:
    """One table of all cases, how the same answer's time grew with the graph, and the goals."""
    rows: list[tuple[Cell, ...]] = []
    goals: list[Goal] = []
    first_ms: dict[tuple[str, str, int], float] = {}
    for case in cases:
        ms, bare, answer = case.measure()
        kind = case.store.label.partition(" of ")[0]
        before = first_ms.setdefault((case.question, kind, answer.unit_count), ms)
        ratio = math.nan if bare is None else ms / bare
        rows.append((
            case.question, case.store.label, answer.unit_count, len(answer.reached), ms,
            case.goal_ms, math.nan if bare is None else bare, ratio, ms / before,
        ))  # fmt: skip
        goals.append(at_most(f"{case.question}, {case.store.label}", ms, case.goal_ms, " ms"))
    yield Table("Genealogy: time of a trace", COLUMNS, tuple(rows))
    yield from goals


def cases_of(stores: Sequence[Store], sizes: Sequence[int]) -> Iterator[Case]:
    """The questions to all stores, the same starts in each size where the answers are the same."""
    by_runs = [store for store in stores if "runs" in store.label]
    raw_lots = []
    for size in sizes:
        factory = Factory()
        for _ in orders(factory, size):
            pass
        raw_lots.append(factory.raw_lots)
    small, large = by_runs[0], by_runs[-1]
    # Used up before the smaller graph ends, so that its answer is the same in the larger.
    finished = [
        lot
        for lot in raw_lots[0]
        if small.trace(lot, "forward").unit_count == large.trace(lot, "forward").unit_count
    ]
    ten_thousand = nearest_raw_lot(small, finished, 10_000)
    hundred_thousand = nearest_raw_lot(large, raw_lots[-1], 100_000)
    serials = [order.serials[0] + 77 for order in orders(Factory(), sizes[0])][
        :: max(1, sizes[0] // 2000 // SERIALS_ASKED)
    ][:SERIALS_ASKED]
    for store in stores:
        yield Case("forward, 10,000", store, [ten_thousand], "forward", 100)
        yield Case("backward, one serial", store, serials, "backward", 5)
        if store.trace(hundred_thousand, "forward").unit_count > 50_000:
            yield Case("forward, 100,000", store, [hundred_thousand], "forward", 1000)


def measure(options: Options) -> Iterator[Found]:
    """Load the graphs; yield bytes an edge, and the times of traces against the goals."""
    sizes = SIZES_LONG if options.is_long else SIZES
    with ExitStack() as stack:
        folder = stack.enter_context(scratch_dir())
        dsn = None
        if "postgresql" in options.engines:
            server = stack.enter_context(throwaway_postgres())
            server.create_database("genealogy")
            dsn = server.dsn("genealogy")
        stores = []
        for number, (as_runs, size) in enumerate(product((False, True), sizes)):
            label = f"{'runs' if as_runs else 'edges'} of {size / 1e6:g} M"
            path = folder / f"{number}.db"
            stores.append(load_sqlite(path, f"SQLite {label}", size, as_runs=as_runs))
            if dsn is not None:
                connection = stack.enter_context(schema_of(dsn, f"genealogy_{number}"))
                stores.append(
                    load_postgres(connection, f"PostgreSQL {label}", size, as_runs=as_runs)
                )
        rows = tuple((store.label, store.edge_bytes) for store in stores)
        yield Table("Genealogy: bytes an edge", ("store", "bytes"), rows)
        yield from report(cases_of(stores, sizes))
