"""Whole chains a second, in process and over HTTP, beside Tryton in the same run.

Clients run chains concurrently, each its own; a chain counts when all of it is done.  At the end
of a measurement everything must be under a signed checkpoint, or the measurement fails.  Over HTTP
the server is one process as `lotproof serve` starts it, and the clients hold their connections.
"""

from __future__ import annotations

import http.client
import itertools
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

from bench.chain import Order, Send, chain, in_process, run
from bench.clients import at_once
from bench.options import Options
from bench.peers.tryton import run_tryton
from bench.plant import CommandFailed, Crew, Events, Site, new_site
from bench.postgres import stop_with_parent
from bench.table import Found, Table, at_least
from lotproof.adapters.ledger_view import LedgerView
from lotproof.entrypoints.compose import Plant
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.note import parse_note

CLIENTS = (1, 8)
TIMES_PEER = 100.0
PEER_CHAINS, PEER_WARM_UP = 4, 1
PEER_CHAINS_LONG = 30
SEAL_TIMEOUT_S = 60.0
START_TIMEOUT_S = 60.0
COLUMNS = ("way", "clients", "chains/s", "commands/s", "CPU ms a chain", "times Tryton")


def measure(options: Options) -> Iterator[Found]:
    """Yield one table for each engine and the goals it decides."""
    for engine in options.engines:
        peer = run_tryton(
            engine, PEER_CHAINS_LONG if options.is_long else PEER_CHAINS, PEER_WARM_UP
        ).chains_per_s
        rows: list[tuple[str, int, float, float, float, str]] = []
        with new_site(engine, max(CLIENTS)) as site:
            for way, measured in (("in process", _in_process), ("HTTP", _over_http)):
                for clients in CLIENTS:
                    chains, commands, cpu_s = measured(site, clients, options.seconds)
                    rate, a_chain = chains / options.seconds, commands / options.seconds
                    cpu_ms = 1000 * cpu_s / max(chains, 1)
                    rows.append((way, clients, rate, a_chain, cpu_ms, f"{rate / peer:,.0f}×"))
        rows.append(("Tryton, in process", 1, peer, math.nan, math.nan, "1×"))
        yield Table(f"Chain, {engine}", COLUMNS, tuple(rows))
        for way in ("in process", "HTTP"):
            best = max(row[2] for row in rows if row[0] == way)
            yield at_least(f"chain, {engine}, {way}", best / peer, TIMES_PEER, "× Tryton")


Measured = tuple[int, int, float]
"""Chains, commands, CPU seconds of clients, site and database together, where all are known."""


def _in_process(site: Site, clients: int, seconds: float) -> Measured:
    with site.opened() as plant:
        cpu_s = site.cpu_s()
        chains, commands = _run(site, clients, seconds, lambda crew: in_process(plant, crew))
        cpu_s = site.cpu_s() - cpu_s
        wait_until_sealed(plant)
    return chains, commands, cpu_s


def _over_http(site: Site, clients: int, seconds: float) -> Measured:
    with served(site) as port:
        chains, commands = _run(site, clients, seconds, lambda crew: over_http(port, crew))
    with site.opened() as plant:
        wait_until_sealed(plant)
    return chains, commands, math.nan


def _run(
    site: Site, clients: int, seconds: float, sender: Callable[[Crew], Send]
) -> tuple[int, int]:
    commands = 0

    def work(number: int) -> Callable[[], None]:
        send, count = sender(site.crews[number]), itertools.count()

        def once() -> None:
            nonlocal commands
            commands = run(chain(site.masters, f"{uuid.uuid4().hex[:12]}-{next(count)}"), send)

        return once

    chains = at_once(clients, seconds, work)
    return chains, chains * commands


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
    """Return how a crew sends a step over one connection that stays open."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def post(order: Order) -> Events:
        connection.request(
            "POST",
            f"/api/commands/{order.kind}/1",
            json.dumps({"body": order.body, "id": str(uuid.uuid4())}),
            {
                "Authorization": f"Bearer {crew[order.who].token}",
                "Content-Type": "application/json",
            },
        )
        response = connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 200 or answer["outcome"] != "done":
            raise CommandFailed(f"{order.kind}: {response.status} {answer}")
        events: Events = answer["events"]
        return events

    return lambda orders: [post(order) for order in orders]
