"""How fast a ledger is verified and replayed, on one core, and how much memory that takes.

Two ledgers of full `receive lot` commands, one ten times the other.  Each is verified in a process
of its own, so that its peak memory is its own.  Rates are by CPU time of that process, which is one
core's; on PostgreSQL the server's reading goes on beside it.
"""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple, TypeVar

from bench.chain import delivery
from bench.chains import wait_until_sealed
from bench.options import Options
from bench.plant import Site, new_site, settled, submission
from bench.table import Found, Table, at_least, at_most
from lotproof.adapters.verify import verify
from lotproof.adapters.verify.chain import Chain
from lotproof.adapters.verify.findings import Findings
from lotproof.adapters.verify.replay import Replay
from lotproof.entrypoints.compose import Plant
from lotproof.kernel.executor import Receipt
from lotproof.ledger.note import VerifierKey
from lotproof.ledger.signer import load_key_file
from lotproof.ledger.tree import Frontier

COMMANDS, COMMANDS_LONG = 1_000, 50_000
"""Each leaves two entries; the larger ledger has ten times as many."""
GROWTH = 10
VERIFIED_MIN, REPLAYED_MIN = 50_000.0, 30_000.0
MEMORY_TIMES_MAX = 1.15
UNDER_WAY = 256
Answer = TypeVar("Answer")
MB = 1024
COLUMNS = (
    "engine", "entries", "row changes", "bytes, tree, checkpoints: entries/s",
    "replay: row changes/s", "whole verify: entries/s", "peak memory MB",
)  # fmt: skip


class Pace(NamedTuple):
    """What one verification did; memory in MB."""

    entries: int
    changes: int
    entries_per_s: float
    changes_per_s: float
    whole_per_s: float
    memory_mb: float


def measure(options: Options) -> Iterator[Found]:
    """Yield one table for each engine and the goals it decides."""
    smaller = COMMANDS_LONG if options.is_long else COMMANDS
    for engine in options.engines:
        with new_site(engine, 1) as site:
            numbers, paces = count(), []
            for commands in (smaller, (GROWTH - 1) * smaller):
                with site.opened() as plant:
                    _fill(site, plant, numbers, commands)
                    wait_until_sealed(plant)
                paces.append(_paced(site))
        yield Table(f"Verification, {engine}", COLUMNS, tuple((engine, *pace) for pace in paces))
        large = paces[-1]
        yield at_least(f"verify, {engine}", large.entries_per_s, VERIFIED_MIN, " entries/s")
        yield at_least(f"replay, {engine}", large.changes_per_s, REPLAYED_MIN, " row changes/s")
        if options.is_long:  # before that, caches of a fixed size are still being filled
            times = large.memory_mb / paces[0].memory_mb
            what = f"memory of verify while entries grow {GROWTH}×, {engine}"
            yield at_most(what, times, MEMORY_TIMES_MAX, "×")


def _fill(site: Site, plant: Plant, numbers: Iterator[int], commands: int) -> None:
    """Receive so many lots, with many commands under way at once."""
    keeper = site.crews[0]["keeper"].user_id
    items = site.masters.materials
    waiting: deque[Future[Receipt]] = deque()
    for number in islice(numbers, commands):
        body = delivery(site.masters, items[number % len(items)], str(number))
        waiting.append(plant.submit(submission(keeper, "warehouse.receive_lot", body)))
        if len(waiting) >= UNDER_WAY:
            settled(waiting.popleft().result())
    for future in waiting:
        settled(future.result())


def _paced(site: Site) -> Pace:
    # One process for memory, one for speed: the parts would not be alone in their memory.
    whole_s, memory_mb = _alone(_whole, site)
    entries, changes, chain_s, replay_s = _alone(_apart, site)
    return Pace(
        entries, changes, entries / chain_s, changes / replay_s, entries / whole_s, memory_mb
    )


def _alone(work: Callable[[Site], Answer], site: Site) -> Answer:
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, context) as pool:
        return pool.submit(work, replace(site, server=None)).result()


def _key(folder: Path) -> VerifierKey:
    return load_key_file(folder / "log.key").verifier


def _whole(site: Site) -> tuple[float, float]:
    """CPU seconds and peak MB of a whole verification, which must find nothing."""
    with site.opened() as plant, plant.database.snapshot() as connection:
        started = time.process_time()
        report = verify(connection, keys=(_key(site.folder),), memory=plant.memory_file)
        elapsed_s = time.process_time() - started
    if not report.is_whole:
        raise AssertionError(f"the ledger of the benchmark is damaged: {report.findings}")
    return elapsed_s, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / MB


def _apart(site: Site) -> tuple[int, int, float, float]:
    """Entries, row changes, and the CPU seconds of the chain and of the replay."""
    findings = Findings()
    with site.opened() as plant, plant.database.snapshot() as connection:
        keys = (_key(site.folder),)
        chain = Chain(connection, keys, findings, _tell, (), Frontier())
        started = time.process_time()
        deque(chain, maxlen=0)
        chain_s = time.process_time() - started
        replay_s = 0.0
        with Replay(findings) as replay:
            for read in Chain(connection, keys, findings, _tell, (), Frontier()):
                started = time.process_time()
                replay.apply(read)
                replay_s += time.process_time() - started
            started = time.process_time()
            replay.compare(connection, _tell)
            replay_s += time.process_time() - started
            return chain.frontier.size, replay.changes, chain_s, replay_s


def _tell(level: str, done: int, total: int) -> None:
    del level, done, total
