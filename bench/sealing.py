"""What sealing costs: the same commands with the ledger, and with one that keeps nothing.

The null ledger exists only here.  A command then leaves its records and its receipt, but no entry:
no parts, salts, hashes, subjects, tree, checkpoint.  Runs with and without alternate, so that what
else the machine does meanwhile falls on both.  CPU is of this process and the database's, clients
included.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from statistics import median
from typing import Any, NamedTuple
from unittest.mock import patch

from bench.clients import receive
from bench.options import Options
from bench.plant import Site, new_site
from bench.raw import Engine
from bench.table import Found, Goal, Table, format_number
from lotproof.adapters.databases.postgres import PostgresDatabase
from lotproof.adapters.databases.sqlite import _KEEP_COUNTERS, SqliteDatabase
from lotproof.kernel import clock, entries
from lotproof.kernel.database import Connection
from lotproof.kernel.entries import Times
from lotproof.kernel.meaning import dump
from lotproof.kernel.submission import PendingEntry, Receipt, Submission
from lotproof.kernel.work import Frame

CLIENTS = (1, 16)
PAIRS = 2
TIMES_MAX = 1.3
CPU_US_MAX = 250.0
_EMPTY = PendingEntry("", b"", b"", [])
"""Stands for an entry, so that the store is asked to append and can keep its counters."""
COLUMNS = ("engine", "clients", "ledger", "µs a command", "CPU µs a command")


class Cost(NamedTuple):
    """Of one command: time by the clock over all clients, and CPU, in µs."""

    time_us: float
    cpu_us: float


def measure(options: Options) -> Iterator[Found]:
    """Yield one table for each engine and the goals it decides."""
    for engine in options.engines:
        rows: list[tuple[str, int, str, float, float]] = []
        goals = []
        with new_site(engine, max(CLIENTS)) as site:
            for clients in CLIENTS:
                sealed, null = _compare(site, clients, options.seconds)
                rows.append((engine, clients, "sealed", *sealed))
                rows.append((engine, clients, "null", *null))
                goals.append(_goal(engine, clients, sealed, null))
        yield Table(f"Cost of sealing, {engine}", COLUMNS, tuple(rows))
        yield from goals


def _compare(site: Site, clients: int, seconds: float) -> tuple[Cost, Cost]:
    sealed, null = [], []
    for _ in range(PAIRS):
        sealed.append(_cost(site, clients, seconds))
        with null_ledger():
            null.append(_cost(site, clients, seconds))
    return _median(sealed), _median(null)


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(median(each.time_us for each in costs), median(each.cpu_us for each in costs))


def _cost(site: Site, clients: int, seconds: float) -> Cost:
    with site.opened() as plant:
        cpu_s = site.cpu_s()
        load = receive(site, plant, range(clients), seconds)
        cpu_s = site.cpu_s() - cpu_s
    return Cost(1e6 * seconds / load.done, 1e6 * cpu_s / load.sent)


def _goal(engine: Engine, clients: int, sealed: Cost, null: Cost) -> Goal:
    times, cpu_us = sealed.time_us / null.time_us, sealed.cpu_us - null.cpu_us
    return Goal(
        f"cost of sealing, {engine}, {clients} clients",
        f"≤ {TIMES_MAX}× or ≤ {CPU_US_MAX:.0f} µs of CPU",
        f"{format_number(times)}×, {format_number(cpu_us)} µs of CPU",
        times <= TIMES_MAX or cpu_us <= CPU_US_MAX,
    )


@contextmanager
def null_ledger() -> Iterator[None]:
    """While inside, sites opened in this process seal nothing."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(entries, "done", _receipt_only))
        stack.enter_context(patch.object(SqliteDatabase, "append", _keep_counters))
        stack.enter_context(patch.object(PostgresDatabase, "append", _keep_nothing))
        yield


def _receipt_only(
    given: Submission, frames: Sequence[Frame], times: Times, role: str | None
) -> tuple[Receipt, list[PendingEntry]]:
    """What `entries.done` gives, without an entry."""
    del given, role
    command = frames[0].command
    events: list[dict[str, Any]] = [
        {"kind": event.SPEC.kind} | dump(event) for frame in frames for event in frame.events
    ]
    return Receipt(
        id=frames[0].id,
        kind=command.SPEC.kind,
        outcome="done",
        recorded=clock.text(times.recorded),
        events=events,
    ), [_EMPTY]


def _keep_counters(
    self: SqliteDatabase, connection: Connection, pending: Sequence[PendingEntry]
) -> None:
    """The ids that were handed out stay in the transaction that uses them; nothing is sealed."""
    del pending
    with self._lock:
        used = [(name, self._counters[name]) for name in sorted(self._used)]
        self._used.clear()
    if used:
        connection.write([(_KEEP_COUNTERS, used)])


def _keep_nothing(
    self: PostgresDatabase, connection: Connection, pending: Sequence[PendingEntry]
) -> None:
    del self, connection, pending
