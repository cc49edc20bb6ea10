"""Full `receive lot` commands a second, and how soon they are sealed.

Each client sends one command after the other and waits for each durable commit.  Beside every
rate stands the raw one: the same driver, one row of 500 bytes a commit, as many clients, just
before.  Each lot received opens its inspection in the same transaction, so two entries are sealed.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from bench.clients import SealWatch, percentile, receive_in_processes
from bench.options import Options
from bench.plant import new_site
from bench.raw import CLIENTS, Engine, raw_rate
from bench.table import Found, Goal, Table, at_least, at_most, format_number

RATE_MIN = 1000.0
SEALED_P95_MS_MAX = 500.0
RAW_SHARE_MIN = 1 / 5
CLIENTS_MAX = 16
PROCESSES = (1, 2, 3)
"""Application processes tried on PostgreSQL; SQLite has one writing process."""
COLUMNS = (
    "engine", "processes", "clients", "commands/s", "raw commits/s", "share of raw",
    "sealed p50 ms", "sealed p95 ms", "CPU µs a command",
)  # fmt: skip


def measure(options: Options) -> Iterator[Found]:
    """Yield one table for each engine, then what it says of the goals."""
    for engine in options.engines:
        rows = list(_rows(engine, options.seconds))
        yield Table(f"Receive lot, {engine}", COLUMNS, tuple(rows))
        yield from _goals(engine, rows)


Row = tuple[str, int, int, float, float, float, float, float, float]


def _rows(engine: Engine, seconds: float) -> Iterator[Row]:
    raw = {clients: raw_rate(engine, clients, seconds) for clients in CLIENTS}
    with new_site(engine, CLIENTS_MAX) as site:
        for processes in PROCESSES if engine == "postgresql" else (1,):
            for clients in (each for each in CLIENTS if each >= processes):
                with site.opened() as plant, SealWatch.over(plant) as watch:
                    cpu_s = site.cpu_s()
                    load = receive_in_processes(site, plant, clients, processes, seconds)
                    cpu_us = 1e6 * (site.cpu_s() - cpu_s) / load.sent
                    delays = watch.delays_ms(load.samples)
                rate = load.done / seconds
                yield (
                    engine, processes, clients, rate, raw[clients], rate / raw[clients],
                    percentile(delays, 50), percentile(delays, 95),
                    cpu_us if processes == 1 else math.nan,
                )  # fmt: skip


def _goals(engine: Engine, rows: list[Row]) -> Iterator[Goal]:
    best = max((row for row in rows if row[2] == CLIENTS_MAX), key=lambda row: row[3])
    where = f"{engine}, {CLIENTS_MAX} clients in {best[1]} processes"
    yield at_least(f"receive lot, {where}", best[3], RATE_MIN, "/s")
    yield at_most(f"commit to sealed p95, {where}", best[7], SEALED_P95_MS_MAX, " ms")
    for clients in CLIENTS:
        share, processes = max((row[5], row[1]) for row in rows if row[2] == clients)
        found = f"{format_number(share)} in {processes} processes"
        what = f"share of the raw rate, {engine}, {clients} clients"
        yield Goal(what, f"≥ {RAW_SHARE_MIN}", found, share >= RAW_SHARE_MIN)
