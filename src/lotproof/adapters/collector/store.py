"""What was read and not yet acknowledged by the server, in one SQLite file.

Every change is one durable transaction. A reading is in exactly one place: in `reading` until it
is cut into a batch, in `batch` until the server's receipt is here, in `aside` if somebody has to
look at it.
"""

import sqlite3
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from lotproof.adapters.collector.batches import READINGS, Batch, Told, body_of
from lotproof.adapters.collector.readings import Aside, Came, Entered, Reading
from lotproof.adapters.collector.trouble import Trouble
from lotproof.kernel.clock import Instant
from lotproof.kernel.text import t

PHASES_MAX = 200
"""As many changes of phase as one command takes."""
SEEN_KEPT = 1_000
"""A broker has far fewer messages under way, and comes to the same id again far later."""

_TABLES = """
CREATE TABLE IF NOT EXISTS reading (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, tag TEXT NOT NULL, at INTEGER NOT NULL,
    value TEXT NOT NULL, quality TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS reading_source ON reading (source, id);
CREATE TABLE IF NOT EXISTS phase (
    id INTEGER PRIMARY KEY, source TEXT NOT NULL, equipment TEXT NOT NULL, at INTEGER NOT NULL,
    phase TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT, command_id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL, readings INTEGER NOT NULL, body TEXT NOT NULL,
    occurred INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS aside (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, kept_at INTEGER NOT NULL,
    why TEXT NOT NULL, content TEXT NOT NULL, kind TEXT, readings INTEGER,
    occurred INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS newest (
    source TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL, value TEXT NOT NULL,
    quality TEXT NOT NULL, PRIMARY KEY (source, name)) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS seen (
    id INTEGER PRIMARY KEY AUTOINCREMENT, source TEXT NOT NULL, mid INTEGER NOT NULL,
    digest TEXT NOT NULL) STRICT;
CREATE INDEX IF NOT EXISTS seen_source ON seen (source, id);
CREATE TABLE IF NOT EXISTS state (
    source TEXT NOT NULL, name TEXT NOT NULL, content TEXT NOT NULL,
    PRIMARY KEY (source, name)) STRICT, WITHOUT ROWID;
"""


class KeptAside(NamedTuple):
    """What the server refused, or nobody could understand."""

    id: int
    source: str
    kept_at: Instant
    why: str
    content: str


class Standing(NamedTuple):
    """How many readings wait, in how many cut batches, and what was put aside."""

    readings: int
    batches: int
    aside: int


def _new_id() -> str:
    return str(uuid.uuid4())


class Store:
    """The file; safe to use from several threads, by one process at a time.

    Trouble if the file cannot be opened, or another collector has it. sqlite3.Error when it
    cannot be written: whatever was to be kept then is not, and must not be acknowledged.
    """

    def __init__(
        self, path: Path, *, new_id: Callable[[], str] = _new_id,
        now: Callable[[], Instant] = lambda: Instant(time.time_ns() // 1000),
    ) -> None:  # fmt: skip
        self._lock = threading.Lock()
        self._new_id, self._now = new_id, now
        try:
            self._connection = sqlite3.connect(
                path, timeout=2, isolation_level=None, check_same_thread=False
            )
            self._connection.execute("PRAGMA locking_mode=EXCLUSIVE")
            self._connection.execute("PRAGMA journal_mode=WAL")
            self._connection.execute("PRAGMA synchronous=FULL")
            self._connection.executescript(_TABLES)
        except sqlite3.Error as error:
            raise Trouble(
                t(
                    "The store {path} cannot be used: {error}. Only one collector may have it; the "
                    "folder must exist and be writable.",
                    "无法使用存储文件 {path}：{error}。同一时间只能由一个采集器使用；"
                    "文件夹须存在且可写。",
                ).fill(path=path, error=error)
            ) from error

    def watch(self, step: Callable[[str], None]) -> None:
        """Have each statement told just before it is carried out."""
        self._connection.set_trace_callback(step)

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise

    # --- keeping --------------------------------------------------------------------------------

    def keep(
        self,
        source: str,
        came: Iterable[Came],
        *,
        states: Iterable[tuple[str, str]] = (),
        seen: Iterable[tuple[int, str]] = (),
        told: Iterable[Told] = (),
    ) -> None:
        """Keep what came, durably once this returns, with the states it leaves its source in.

        `seen` has message ids and digests of what was kept, to know it again; `told` is sent as
        it is.
        """
        with self._transaction() as on:
            for each in came:
                for reading in each.readings:
                    self._keep_reading(on, source, reading)
                for entered in each.phases:
                    self._keep_phase(on, source, entered)
                for aside in each.aside:
                    self._keep_aside(on, source, aside)
            on.executemany(
                "INSERT OR REPLACE INTO state VALUES (?, ?, ?)",
                [(source, name, content) for name, content in states],
            )
            on.executemany(
                "INSERT INTO batch (command_id, kind, readings, body, occurred)"
                " VALUES (?, ?, 0, ?, ?)",
                [(self._new_id(), *each) for each in told],
            )
            messages = [(source, mid, digest) for mid, digest in seen]
            if messages:
                self._keep_seen(on, source, messages)

    def _keep_reading(self, on: sqlite3.Connection, source: str, reading: Reading) -> None:
        tag, at, value, quality = reading
        before = self._newest(on, source, f"reading {tag}")
        if before == (at, value, quality):
            return  # the present value, told again after a reconnect
        on.execute(
            "INSERT INTO reading (source, tag, at, value, quality) VALUES (?, ?, ?, ?, ?)",
            (source, tag, at, value, quality),
        )
        if before is None or at > before[0]:
            self._renew(on, source, f"reading {tag}", at, value, quality)

    def _keep_phase(self, on: sqlite3.Connection, source: str, entered: Entered) -> None:
        equipment, at, phase = entered
        before = self._newest(on, source, f"phase {equipment}")
        if before is not None and before[1] == phase and at >= before[0]:
            return  # it is in that phase already
        on.execute(
            "INSERT INTO phase (source, equipment, at, phase) VALUES (?, ?, ?, ?)",
            (source, equipment, at, phase),
        )
        if before is None or at > before[0]:
            self._renew(on, source, f"phase {equipment}", at, phase, "")

    @staticmethod
    def _keep_seen(
        on: sqlite3.Connection, source: str, messages: Sequence[tuple[str, int, str]]
    ) -> None:
        on.executemany("INSERT INTO seen (source, mid, digest) VALUES (?, ?, ?)", messages)
        on.execute(
            "DELETE FROM seen WHERE source = ? AND id <= (SELECT max(id) FROM seen) - ?",
            (source, SEEN_KEPT),
        )

    def _keep_aside(self, on: sqlite3.Connection, source: str, aside: Aside) -> None:
        on.execute(
            "INSERT INTO aside (source, kept_at, why, content) VALUES (?, ?, ?, ?)",
            (source, self._now(), aside.why, aside.content),
        )

    @staticmethod
    def _newest(on: sqlite3.Connection, source: str, name: str) -> tuple[int, str, str] | None:
        found: tuple[int, str, str] | None = on.execute(
            "SELECT at, value, quality FROM newest WHERE source = ? AND name = ?", (source, name)
        ).fetchone()
        return found

    @staticmethod
    def _renew(
        on: sqlite3.Connection, source: str, name: str, at: int, value: str, quality: str
    ) -> None:
        on.execute(
            "INSERT OR REPLACE INTO newest VALUES (?, ?, ?, ?, ?)",
            (source, name, at, value, quality),
        )

    def newest(self, source: str, tag: str) -> Instant | None:
        """When the newest reading was read that was ever kept of a tag."""
        with self._lock:
            found = self._newest(self._connection, source, f"reading {tag}")
        return None if found is None else Instant(found[0])

    def state(self, source: str, name: str) -> str | None:
        with self._lock:
            found = self._connection.execute(
                "SELECT content FROM state WHERE source = ? AND name = ?", (source, name)
            ).fetchone()
        return None if found is None else str(found[0])

    def has_seen(self, source: str, mid: int, digest: str) -> bool:
        """Whether this message, which a broker sends again, is among the last that were kept."""
        with self._lock:
            found = self._connection.execute(
                "SELECT 1 FROM seen WHERE source = ? AND mid = ? AND digest = ?",
                (source, mid, digest),
            ).fetchone()
        return found is not None

    def forget_seen(self, source: str) -> None:
        """The broker has a new session, and begins its message ids anew."""
        with self._transaction() as on:
            on.execute("DELETE FROM seen WHERE source = ?", (source,))

    # --- sending --------------------------------------------------------------------------------

    def waiting(self) -> list[tuple[str, int]]:
        """Sources of which something waits to be cut, and how much."""
        with self._lock:
            found = self._connection.execute(
                "SELECT source, count(*) FROM (SELECT source FROM reading UNION ALL"
                " SELECT source FROM phase) GROUP BY source ORDER BY source"
            ).fetchall()
        return [(str(source), int(count)) for source, count in found]

    def cut(self, source: str, offset_ms: int | None, most: int) -> None:
        """Make one batch of at most so many of a source's oldest readings, with an id of its own.

        Changes of phase go ahead of the readings that came after them.
        """
        with self._transaction() as on:
            phases = on.execute(
                "SELECT id, equipment, at, phase FROM phase WHERE source = ? ORDER BY id LIMIT ?",
                (source, PHASES_MAX),
            ).fetchall()
            readings = on.execute(
                "SELECT id, tag, at, value, quality FROM reading WHERE source = ?"
                " ORDER BY id LIMIT ?",
                (source, most),
            ).fetchall()
            if not phases and not readings:
                return
            body = body_of(source, offset_ms, readings, phases)
            on.execute(
                "INSERT INTO batch (command_id, kind, readings, body) VALUES (?, ?, ?, ?)",
                (self._new_id(), READINGS, len(readings), body),
            )
            _delete(on, "DELETE FROM reading WHERE id = ?", readings)
            _delete(on, "DELETE FROM phase WHERE id = ?", phases)

    def next(self) -> Batch | None:
        """The oldest batch without a receipt."""
        with self._lock:
            found = self._connection.execute(
                "SELECT id, command_id, kind, readings, body, occurred FROM batch"
                " ORDER BY id LIMIT 1"
            ).fetchone()
        return None if found is None else Batch(*found)

    def done(self, batch: Batch) -> None:
        """The server has given its receipt."""
        with self._transaction() as on:
            on.execute("DELETE FROM batch WHERE id = ?", (batch.id,))

    def ask_anew(self, batch: Batch) -> None:
        """The server has refused this id for good, and kept nothing: another id for the same."""
        with self._transaction() as on:
            on.execute("UPDATE batch SET command_id = ? WHERE id = ?", (self._new_id(), batch.id))

    def set_aside(self, batch: Batch, why: str) -> None:
        """The server cannot read it: it stays here for somebody to look at."""
        with self._transaction() as on:
            on.execute(
                "INSERT INTO aside (source, kept_at, why, content, kind, readings, occurred)"
                " VALUES ('', ?, ?, ?, ?, ?, ?)",
                (self._now(), why, batch.body, batch.kind, batch.readings, batch.occurred),
            )
            on.execute("DELETE FROM batch WHERE id = ?", (batch.id,))

    # --- looking --------------------------------------------------------------------------------

    def aside(self) -> list[KeptAside]:
        with self._lock:
            found = self._connection.execute(
                "SELECT id, source, kept_at, why, content FROM aside ORDER BY id"
            ).fetchall()
        return [KeptAside(*each) for each in found]

    def put_back(self) -> int:
        """Put refused batches back to be sent, with new ids; how many."""
        with self._transaction() as on:
            found = on.execute(
                "SELECT id, kind, readings, content, occurred FROM aside"
                " WHERE kind IS NOT NULL ORDER BY id"
            ).fetchall()
            on.executemany(
                "INSERT INTO batch (command_id, kind, readings, body, occurred)"
                " VALUES (?, ?, ?, ?, ?)",
                [(self._new_id(), *each[1:]) for each in found],
            )
            _delete(on, "DELETE FROM aside WHERE id = ?", found)
        return len(found)

    def standing(self) -> Standing:
        with self._lock:
            found = self._connection.execute(
                "SELECT (SELECT count(*) FROM reading)"
                " + (SELECT coalesce(sum(readings), 0) FROM batch),"
                " (SELECT count(*) FROM batch), (SELECT count(*) FROM aside)"
            ).fetchone()
        return Standing(*found)


def _delete(on: sqlite3.Connection, statement: str, rows: Sequence[Sequence[object]]) -> None:
    on.executemany(statement, [(row[0],) for row in rows])
