"""Verbs about single proofs: prove one reading of a monitoring point."""

from pathlib import Path
from typing import Annotated

import typer

from lotproof.adapters.ledger_causes import CausesView
from lotproof.adapters.ledger_view import LedgerView, NotSealed
from lotproof.derive.one_reading import READINGS_PART, find_reading
from lotproof.entrypoints.cli.common import Data, Database, fail, opened
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.ledger.item_proof import SUFFIX, prove, write
from lotproof.modules.monitoring.queries import Point


def prove_reading(
    point: Annotated[str, typer.Argument(help="Code of the monitoring point.")],
    at: Annotated[str, typer.Argument(help="When it was read: a time with zone.")],
    data: Data,
    database: Database = None,
    out: Annotated[Path | None, typer.Option("--out", help="A new file to write to.")] = None,
) -> None:
    """Write the proof of one reading, without its neighbours, for `lotproof-verify --item`."""
    instant = _instant(at)
    with opened(data, database) as plant, plant.reader() as reader:
        found = reader.only(Point, code=point)
        if found is None:
            fail(f"there is no monitoring point {point}")
        view = LedgerView(reader.connection)
        sought = find_reading(reader, CausesView(view), found, instant)
        if sought is None:
            fail(f"{point} has no reading at {at}")
        try:
            receipt = view.proof(sought.sealed.seq)
        except NotSealed as waits:
            fail(str(waits))
    path = out or Path(f"{sought.sealed.seq}-{sought.place}{SUFFIX}")
    try:
        with path.open("xb") as file:
            file.write(write(prove(sought.sealed, READINGS_PART, sought.place, receipt)))
    except OSError as error:
        fail(f"cannot write {path}: {error}")
    typer.echo(f"reading {sought.place} of entry {sought.sealed.seq} in {path}")


def _instant(text: str) -> Instant:
    try:
        return clock.parse(text)
    except ValueError:
        fail(f"{text}: give a time with zone like 2026-01-31T08:00:00+08:00")
