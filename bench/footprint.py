"""How many bytes a sealed operation adds, by kind.

Many chains go in lockstep: everybody's first step, then everybody's second.  What the database
has grown by over a step, divided by its commands, is what one command adds on disk: records,
indexes, receipt, entries, subjects, tree.  PostgreSQL is vacuumed before each reading, for space
of rows that are gone is used again; the queue of the sequencer is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import psycopg

from bench.chain import Chain, Order, chain
from bench.chains import wait_until_sealed
from bench.options import Options
from bench.plant import Events, Site, new_site, settled, submission
from bench.raw import Engine
from bench.table import Found, Table
from lotproof.adapters.ledger_view import LedgerView
from lotproof.entrypoints.compose import Plant
from lotproof.ledger.entry import pack

CHAINS, CHAINS_LONG = 100, 2_000
COLUMNS = (
    "command", "commands", "entries each", "leaves", "parts", "sealed, without overhead",
    "on disk in all",
)  # fmt: skip
PG_SIZE = """SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind = 'r' AND n.nspname = 'public' AND c.relname <> 'ledger_pending'"""
PER_ENTRY = 16 + 32 + 8
"""Command id, leaf hash, sequence number."""


class Kind:
    """Sums over all commands of one kind."""

    def __init__(self) -> None:
        self.commands = self.disk = self.entries = self.leaves = self.parts = 0

    def row(self, name: str) -> tuple[str, int, float, float, float, float, float]:
        leaves, parts = self.leaves / self.commands, self.parts / self.commands
        entries = self.entries / self.commands
        return (
            name, self.commands, entries, leaves, parts, leaves + parts + entries * PER_ENTRY,
            self.disk / self.commands,
        )  # fmt: skip


def measure(options: Options) -> Iterator[Found]:
    """Yield one table for each engine: bytes of each kind of command."""
    chains = CHAINS_LONG if options.is_long else CHAINS
    for engine in options.engines:
        kinds: defaultdict[str, Kind] = defaultdict(Kind)
        with new_site(engine, 1) as site, site.opened() as plant:
            _lockstep(engine, site, plant, chains, kinds)
        in_all = Kind()
        for each in kinds.values():
            for name, amount in vars(each).items():
                setattr(in_all, name, getattr(in_all, name) + amount)
        in_all.commands = chains
        rows = [kind.row(name) for name, kind in kinds.items()]
        title = f"Bytes a command adds, {engine} ({chains} chains in lockstep)"
        yield Table(title, COLUMNS, (*rows, in_all.row("a whole chain")))


def _lockstep(
    engine: Engine, site: Site, plant: Plant, chains: int, kinds: defaultdict[str, Kind]
) -> None:
    running = [chain(site.masters, f"F{number}") for number in range(chains)]
    steps = [next(each) for each in running]
    size = _size(engine, plant)
    while steps:
        with plant.ledger() as view:
            first = view.size
        answers = _send_all(site, plant, steps)
        wait_until_sealed(plant)
        grown = _size(engine, plant)
        kind = kinds[steps[0][0].kind]
        kind.commands += sum(len(orders) for orders in steps)
        kind.disk += grown - size
        with plant.ledger() as view:
            _count(view, first, kind)
        size = grown
        steps = _next_steps(running, answers)


def _send_all(site: Site, plant: Plant, steps: list[list[Order]]) -> list[list[Events]]:
    crew = site.crews[0]
    futures = [
        [
            plant.submit(submission(crew[order.who].user_id, order.kind, order.body))
            for order in orders
        ]
        for orders in steps
    ]
    return [[settled(future.result()) for future in each] for each in futures]


def _next_steps(running: list[Chain], answers: list[list[Events]]) -> list[list[Order]]:
    """The next step of every chain; none when they end, which they do together."""
    steps = []
    for each, answer in zip(running, answers, strict=True):
        try:
            steps.append(each.send(answer))
        except StopIteration:
            continue
    return steps


def _count(view: LedgerView, first: int, kind: Kind) -> None:
    for sealed in view.entries(first, view.size):
        kind.entries += 1
        kind.leaves += len(sealed.leaf)
        kind.parts += len(pack(sealed.parts))


def _size(engine: Engine, plant: Plant) -> int:
    """Bytes that the site's tables and indexes take, free pages excepted."""
    if engine == "sqlite":
        with plant.database.snapshot() as connection:
            pages, free, width = (
                int(connection.rows(f"PRAGMA {name}", [])[0][0])
                for name in ("page_count", "freelist_count", "page_size")
            )
        return (pages - free) * width
    with psycopg.connect(plant.database.url, autocommit=True) as vacuuming:
        vacuuming.execute("VACUUM")
        row = vacuuming.execute(PG_SIZE).fetchone()
    assert row is not None
    return int(row[0])
