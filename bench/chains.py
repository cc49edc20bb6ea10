"""Whole chains a second, in process and over HTTP, beside Tryton in the same run.

The goal is a multiple of Tryton's rate as its users drive it, in one process and with the same
checks; its models called directly, without defaults, rights and orders, are measured beside it.

Clients run chains concurrently, each its own; a chain counts when all of it is done.  At the end
of a measurement everything must be under a signed checkpoint, or the measurement fails.  Over HTTP
the server is one process as `lotproof serve` starts it, and the clients hold their connections.
"""

from __future__ import annotations

import http.client
import json
import math
import multiprocessing
import signal
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from bench.chain import Order, Send, chain, in_process, run
from bench.clients import at_once
from bench.options import Options
from bench.peers.tryton import run_tryton
from bench.plant import CommandFailed, Crew, Events, Site, new_site
from bench.postgres import stop_with_parent
from bench.raw import WARM_UP_S
from bench.table import Found, Table, at_least
from lotproof.adapters.ledger_view import LedgerView
from lotproof.entrypoints.compose import Plant
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.note import parse_note

CLIENTS = (1, 8)
TIMES_PEER = 100.0
TIMES_SECONDS = 2
"""A chain takes longer than a command, so it is measured for longer."""
PEER_CHAINS, PEER_WARM_UP = 4, 1
PEER_CHAINS_LONG = 30
SEAL_TIMEOUT_S = 60.0
START_TIMEOUT_S = 60.0
COLUMNS = ("way", "clients", "chains/s", "commands/s", "CPU ms a chain", "times Tryton")


def measure(options: Options) -> Iterator[Found]:
    """Yield one table for each engine and the goals it decides."""
    for engine in options.engines:
        peer_chains = PEER_CHAINS_LONG if options.is_long else PEER_CHAINS
        peer = run_tryton(engine, "client", peer_chains, PEER_WARM_UP).chains_per_s
        bare = run_tryton(engine, "direct", peer_chains, PEER_WARM_UP).chains_per_s
        rows: list[tuple[str, int, float, float, float, str]] = []
        with new_site(engine, max(CLIENTS)) as site:
            for way, measured in (("in process", _in_process), ("HTTP", _over_http)):
                for clients in CLIENTS:
                    pace, cpu_ms = measured(site, clients, TIMES_SECONDS * options.seconds)
                    rate = pace.chains_per_s
                    times = f"{rate / peer:,.0f}×"
                    rows.append((way, clients, rate, pace.commands_per_s, cpu_ms, times))
        rows.append(("Tryton, by its client library", 1, peer, math.nan, math.nan, "1×"))
        bare_times = f"{bare / peer:.1f}×"
        rows.append(("Tryton, models called directly", 1, bare, math.nan, math.nan, bare_times))
        yield Table(f"Chain, {engine}", COLUMNS, tuple(rows))
        for way in ("in process", "HTTP"):
            best = max(row[2] for row in rows if row[0] == way)
            yield at_least(f"chain, {engine}, {way}", best / peer, TIMES_PEER, "× Tryton")


class Pace(NamedTuple):
    """What clients reached; `chains` is how many they ran in all, warm-up included."""

    chains_per_s: float
    commands_per_s: float
    chains: float


def _in_process(site: Site, clients: int, seconds: float) -> tuple[Pace, float]:
    with site.opened() as plant:
        cpu_s = site.cpu_s()
        pace = _run(site, clients, seconds, lambda crew: in_process(plant, crew))
        cpu_s = site.cpu_s() - cpu_s
        wait_until_sealed(plant)
    return pace, 1000 * cpu_s / pace.chains


def _over_http(site: Site, clients: int, seconds: float) -> tuple[Pace, float]:
    with served(site) as port:
        pace = _run(site, clients, seconds, lambda crew: over_http(port, crew))
    with site.opened() as plant:
        wait_until_sealed(plant)
    return pace, math.nan


def _run(site: Site, clients: int, seconds: float, sender: Callable[[Crew], Send]) -> Pace:
    """Chains by all clients; those under way when the time is up count by their commands."""
    stamps: list[tuple[float, int]] = []
    lengths: set[int] = set()

    def work(number: int) -> Callable[[], None]:
        send = sender(site.crews[number])

        def stamped(orders: list[Order]) -> list[Events]:
            answers = send(orders)
            stamps.append((time.monotonic(), len(orders)))
            return answers

        def once() -> None:
            lengths.add(run(chain(site.masters, uuid.uuid4().hex[:12]), stamped))

        return once

    at_once(clients, seconds, work)
    (length,) = lengths
    first = min(stamps)[0] + WARM_UP_S
    counted = sum(count for at, count in stamps if first <= at < first + seconds)
    return Pace(counted / seconds / length, counted / seconds, sum(n for _, n in stamps) / length)


def wait_until_sealed(plant: Plant) -> None:
    """Return when a signed checkpoint covers every entry; TimeoutError if it does not come."""
    deadline = time.monotonic() + SEAL_TIMEOUT_S
    while time.monotonic() < deadline:
        with plant.database.snapshot() as connection:
            view = LedgerView(connection)
            size = parse_checkpoint(parse_note(view.checkpoint()).text).size
            pending = not plant.database.seals_inline and connection.rows(
                "SELECT 1 FROM ledger_pending LIMIT 1", []
            )
            if size == view.size and not pending:
                return
        time.sleep(0.02)
    raise TimeoutError(f"entries are not sealed after {SEAL_TIMEOUT_S} s")


# --- over HTTP ------------------------------------------------------------------------------------


@contextmanager
def served(site: Site) -> Iterator[int]:
    """Serve the site from a process of its own; give the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(site, port))
    process.start()
    try:
        _wait_until_served(port, process)
        yield port
    finally:
        process.terminate()
        process.join(START_TIMEOUT_S)


def _serve(site: Site, port: int) -> None:
    import uvicorn

    from lotproof.entrypoints.api.app import create_app

    stop_with_parent(signal.SIGTERM)
    with site.opened() as plant:
        uvicorn.run(
            create_app(plant), host="127.0.0.1", port=port, log_level="warning", access_log=False
        )


def _wait_until_served(port: int, process: BaseProcess) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while process.is_alive() and time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"the server ended or does not answer after {START_TIMEOUT_S} s")


def over_http(port: int, crew: Crew) -> Send:
    """Return how a crew sends a step, one request, over one connection that stays open."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def send(orders: list[Order]) -> list[Events]:
        (who,) = {order.who for order in orders}
        commands = [
            {"kind": f"{order.kind}/1", "body": order.body, "id": str(uuid.uuid4())}
            for order in orders
        ]
        connection.request(
            "POST",
            "/api/commands",
            json.dumps({"commands": commands}),
            {"Authorization": f"Bearer {crew[who].token}", "Content-Type": "application/json"},
        )
        response = connection.getresponse()
        told = json.loads(response.read())
        answers = told.get("answers", [told])
        for answer in answers:
            if answer.get("outcome") != "done":
                raise CommandFailed(f"{orders[0].kind}: {response.status} {answer}")
        return [answer["events"] for answer in answers]

    return send
