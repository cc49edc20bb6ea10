"""Verification as a job: a process of its own, so that the server goes on serving meanwhile.

Everything about a job is in one file of the data folder, which the job's process keeps up to
date. It ends when its standard input does, that is with the server that started it.
"""

import os
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final, Literal

import msgspec

from lotproof import modules
from lotproof.adapters.databases import open_database
from lotproof.adapters.verify import verify
from lotproof.kernel import clock
from lotproof.kernel.clock import SystemClock
from lotproof.ledger.files import write_durably
from lotproof.ledger.signer import load_key_file

TELL_EVERY_S: Final = 0.5
_NICENESS: Final = 10


class Progress(msgspec.Struct):
    """How far it is in the level it is at; `total` is unknown before the first one."""

    level: str | None = None
    done: int = 0
    total: int | None = None


class Job(msgspec.Struct, kw_only=True):
    """One run: who started it when, how it stands, and what it found."""

    id: str
    kind: Literal["verify"] = "verify"
    by: str
    started: str
    state: Literal["running", "done", "failed"] = "running"
    progress: Progress = msgspec.field(default_factory=Progress)
    finished: str | None = None
    result: dict[str, Any] | None = None


class Order(msgspec.Struct):
    """What the process is told: the data folder, the database, the job's file."""

    folder: str
    url: str
    file: str


def read(file: Path) -> Job:
    return msgspec.json.decode(file.read_bytes(), type=Job)


def write(file: Path, job: Job) -> None:
    write_durably(file, msgspec.json.format(msgspec.json.encode(job), indent=1), mode=0o600)


def now() -> str:
    return clock.text(SystemClock().now())


def carry_out(order: Order) -> None:
    """Verify the site and keep the job's file up to date; whatever fails leaves it running."""
    file = Path(order.file)
    job, told = read(file), 0.0

    def tell(level: str, done: int, total: int) -> None:
        nonlocal told
        is_due = level != job.progress.level or time.monotonic() - told >= TELL_EVERY_S
        job.progress = Progress(level, done, total)
        if is_due:
            told = time.monotonic()
            write(file, job)

    folder, database = Path(order.folder), open_database(order.url)
    key_file = folder / "log.key"
    own_keys = (load_key_file(key_file).verifier,) if key_file.exists() else ()
    with database.snapshot() as connection:
        report = verify(
            connection,
            keys=(),
            own_keys=own_keys,
            memory=folder / "signed-last",
            folder=folder,
            progress=tell,
        )
    database.close()
    job.result = msgspec.to_builtins(report) | {"whole": report.is_whole}
    job.state, job.finished, job.progress.done = "done", now(), job.progress.total or 0
    write(file, job)


def main() -> None:
    """Read the order from standard input, and end with it."""
    order = msgspec.json.decode(sys.stdin.buffer.readline(), type=Order)
    threading.Thread(target=_end_with_input, daemon=True).start()
    os.nice(_NICENESS)
    modules.load()
    carry_out(order)


def _end_with_input() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)


if __name__ == "__main__":
    main()
