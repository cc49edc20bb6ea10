"""Clients that work without pause: threads over one opened site, in one process or several."""

from __future__ import annotations

import multiprocessing
import multiprocessing.synchronize
import signal
import statistics
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import NamedTuple

from bench import scratch_dir
from bench.chain import delivery
from bench.plant import Site, settled, submission
from bench.postgres import stop_with_parent
from bench.raw import START_TIMEOUT_S, count_commits
from lotproof.adapters.ledger_view import LedgerView
from lotproof.entrypoints.compose import Plant

SAMPLED = 10
"""One receipt of so many is followed to its checkpoint."""
POLL_S = 0.005
SEAL_TIMEOUT_S = 60.0


class Sample(NamedTuple):
    """When (time.monotonic) the receipt of a command arrived."""

    command_id: str
    at: float


@dataclass(frozen=True)
class Load:
    """What clients did: `done` in the measured time, `sent` with the warm-up before it."""

    done: int
    sent: int
    samples: tuple[Sample, ...]


Receiving = Callable[[], None]


def at_once(clients: int, seconds: float, work: Callable[[int], Callable[[], None]]) -> int:
    """Run `work(n)()` in one thread for each client, without pause; how many in `seconds`."""
    start = threading.Barrier(clients, timeout=START_TIMEOUT_S)

    def client(number: int) -> int:
        once = work(number)
        start.wait()
        return count_commits(once, seconds)

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(client, range(clients)))


def receive(site: Site, plant: Plant, clients: Sequence[int], seconds: float) -> Load:
    """Full `receive lot` commands by these clients, each waiting for its receipts."""
    samples: list[Sample] = []
    sent: list[int] = []

    def work(place: int) -> Receiving:
        number = clients[place]
        keeper = site.crews[number]["keeper"].user_id
        item = site.masters.materials[number % len(site.masters.materials)]
        count = 0

        def once() -> None:
            nonlocal count
            count += 1
            body = delivery(site.masters, item, f"{number}-{count}")
            given = submission(keeper, "warehouse.receive_lot", body)
            settled(plant.submit(given).result())
            sent.append(1)
            if count % SAMPLED == 0:
                samples.append(Sample(given.id, time.monotonic()))

        return once

    done = at_once(len(clients), seconds, work)
    return Load(done, len(sent), tuple(samples))


def receive_in_processes(
    site: Site, plant: Plant, clients: int, processes: int, seconds: float
) -> Load:
    """Spread the clients over application processes, of which this one, with `plant`, is one."""
    shares = [range(number, clients, processes) for number in range(processes)]
    if processes == 1:
        return receive(site, plant, shares[0], seconds)
    # Spawned, not forked: a forked child would inherit the parent's open connections.
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(processes, timeout=START_TIMEOUT_S)
    with ProcessPoolExecutor(processes - 1, context, _prepare, (start,)) as pool:
        futures = [pool.submit(_receive_apart, site, share, seconds) for share in shares[1:]]
        start.wait()
        loads = [receive(site, plant, shares[0], seconds), *(f.result() for f in futures)]
    return Load(
        sum(load.done for load in loads),
        sum(load.sent for load in loads),
        tuple(sample for load in loads for sample in load.samples),
    )


# One per client process; a barrier can only be handed over while a process starts.
_start: list[multiprocessing.synchronize.Barrier] = []


def _prepare(start: multiprocessing.synchronize.Barrier) -> None:
    stop_with_parent(signal.SIGTERM)
    _start.append(start)


def _receive_apart(site: Site, clients: range, seconds: float) -> Load:
    # A folder without a key: one process of a site signs, and that is the one that measures.
    with scratch_dir() as folder, replace(site, folder=folder).opened() as plant:
        _start[0].wait()
        return receive(site, plant, clients, seconds)


class SealWatch:
    """Notes when each signed checkpoint can first be read, as an outsider would find it."""

    def __init__(self, plant: Plant) -> None:
        self._plant = plant
        self._stop = threading.Event()
        self._seen: list[tuple[float, int]] = []
        self._thread = threading.Thread(target=self._watch, daemon=True)

    @classmethod
    @contextmanager
    def over(cls, plant: Plant) -> Iterator[SealWatch]:
        watch = cls(plant)
        watch._thread.start()
        try:
            yield watch
        finally:
            watch._stop.set()
            watch._thread.join()

    def _watch(self) -> None:
        last = -1
        while not self._stop.wait(POLL_S):
            with self._plant.database.snapshot() as connection:
                rows = connection.rows("SELECT max(size) FROM ledger_checkpoint", [])
            if rows[0][0] is not None and rows[0][0] != last:
                last = int(rows[0][0])
                self._seen.append((time.monotonic(), last))

    def delays_ms(self, samples: Sequence[Sample]) -> list[float]:
        """From each receipt to the first checkpoint over its entry, in ms, ascending.

        Raises TimeoutError when a checkpoint does not come.
        """
        return sorted(1000 * max(0.0, self._sealed_at(each) - each.at) for each in samples)

    def _sealed_at(self, sample: Sample) -> float:
        deadline = time.monotonic() + SEAL_TIMEOUT_S
        seq: int | None = None
        while time.monotonic() < deadline:
            if seq is None:
                with self._plant.database.snapshot() as connection:
                    seq = _seq(LedgerView(connection), sample.command_id)
            found = next((at for at, size in self._seen if seq is not None and size > seq), None)
            if found is not None:
                return found
            time.sleep(POLL_S)
        raise TimeoutError(f"command {sample.command_id} is not sealed after {SEAL_TIMEOUT_S} s")


def _seq(view: LedgerView, command_id: str) -> int | None:
    try:
        return view.of_command(command_id).seq
    except LookupError:
        return None


def percentile(ascending: Sequence[float], percent: int) -> float:
    """Return a percentile of ascending values; their only one if there is one."""
    if len(ascending) < 2:
        return ascending[0]
    return statistics.quantiles(ascending, n=100, method="inclusive")[percent - 1]
