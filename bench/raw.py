"""What the machine allows: durable single-row commits a second, without any product.

The drivers are those of the product: the standard library's sqlite3 (WAL, synchronous=FULL) and
psycopg 3 (fsync and synchronous_commit on).  One row of 500 bytes a commit.

SQLite: N threads share one connection behind a lock, so they commit one after the other, as the
file format demands.  PostgreSQL: N processes with one connection each, so that Python's global
lock is not what is measured.

    python -m bench.raw --json
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import multiprocessing.synchronize
import signal
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import psycopg

from bench import scratch_dir
from bench.postgres import stop_with_parent, throwaway_postgres
from bench.table import rates_table

Engine = Literal["sqlite", "postgresql"]
ENGINES: tuple[Engine, ...] = ("sqlite", "postgresql")
CLIENTS = (1, 4, 16)
BODY = bytes(500)
WARM_UP_S = 0.3
START_TIMEOUT_S = 60.0
SQLITE_SYNCHRONOUS_FULL = 2


def raw_rate(engine: Engine, clients: int, seconds: float) -> float:
    """Return durable single-row commits a second on a new database of the given engine.

    Raises ValueError for an unknown engine, fewer than one client or no time.
    """
    if clients < 1 or seconds <= 0:
        raise ValueError(f"cannot measure {clients} clients for {seconds} s")
    if engine == "sqlite":
        with scratch_dir() as folder:
            return sqlite_rate(folder / "raw.sqlite", clients, seconds)
    if engine == "postgresql":
        with throwaway_postgres() as server:
            server.create_database("raw")
            return postgres_rate(server.dsn("raw"), clients, seconds)
    raise ValueError(f"unknown engine {engine!r}, expected one of {ENGINES}")


def sqlite_rate(path: Path, clients: int, seconds: float) -> float:
    """Return commits a second of `clients` threads that share one connection to a new file."""
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        (level,) = connection.execute("PRAGMA synchronous").fetchone()
        if level != SQLITE_SYNCHRONOUS_FULL:
            raise RuntimeError(f"SQLite synchronous is {level}, not FULL: commits are not durable")
        connection.execute("CREATE TABLE raw (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
        lock = threading.Lock()
        start = threading.Barrier(clients, timeout=START_TIMEOUT_S)

        def commit() -> None:
            with lock:
                connection.execute("INSERT INTO raw (body) VALUES (?)", (BODY,))

        def client() -> int:
            start.wait()
            return count_commits(commit, seconds)

        with ThreadPoolExecutor(clients) as pool:
            futures = [pool.submit(client) for _ in range(clients)]
            return sum(future.result() for future in futures) / seconds
    finally:
        connection.close()


def postgres_rate(dsn: str, clients: int, seconds: float) -> float:
    """Return commits a second of `clients` processes; creates the table `raw` in the database."""
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(
            "CREATE TABLE raw (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, body bytea)"
        )
    # Spawned, not forked: a forked child would inherit the parent's open connections.
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(clients, timeout=START_TIMEOUT_S)
    with ProcessPoolExecutor(clients, context, _prepare_client, (start,)) as pool:
        futures = [pool.submit(_postgres_client, dsn, seconds) for _ in range(clients)]
        return sum(future.result() for future in futures) / seconds


def count_commits(commit: Callable[[], None], seconds: float) -> int:
    """Commit without pause; return how many commits fell into `seconds` after the warm-up."""
    counted_from = time.monotonic() + WARM_UP_S
    until = counted_from + seconds
    count = 0
    while True:
        commit()
        now = time.monotonic()
        if now >= until:
            return count
        if now >= counted_from:
            count += 1


# One per client process; a barrier can only be handed over while a process starts.
_start: list[multiprocessing.synchronize.Barrier] = []


def _prepare_client(start: multiprocessing.synchronize.Barrier) -> None:
    stop_with_parent(signal.SIGTERM)
    _start.append(start)


def _postgres_client(dsn: str, seconds: float) -> int:
    """Connect, wait for the other clients, commit; return the number of commits."""
    with psycopg.connect(dsn, autocommit=True) as connection:

        def commit() -> None:
            connection.execute("INSERT INTO raw (body) VALUES (%s)", (BODY,))

        _start[0].wait()
        return count_commits(commit, seconds)


def main() -> None:
    """Measure the chosen engines with each number of clients and print the rates."""
    parser = argparse.ArgumentParser(description="durable single-row commits a second")
    parser.add_argument("--engine", choices=ENGINES, action="append", help="default: both")
    parser.add_argument("--clients", type=int, action="append", help="default: 1, 4 and 16")
    parser.add_argument("--seconds", type=float, default=3.0, help="per measurement")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    rates = [
        (engine, clients, raw_rate(engine, clients, args.seconds))
        for engine in args.engine or ENGINES
        for clients in args.clients or CLIENTS
    ]
    if args.json:
        fields = ("engine", "clients", "commits_per_s")
        print(json.dumps([dict(zip(fields, rate, strict=True)) for rate in rates], indent=2))
        return
    labels = {f"{engine}, {clients} clients": rate for engine, clients, rate in rates}
    print(rates_table("Raw durable commits", "commits", labels, next(iter(labels))).text())


if __name__ == "__main__":
    main()
