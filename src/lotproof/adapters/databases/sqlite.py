"""SQLite: one file, one writing process, group commit, entries sealed as they are written."""

import re
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.dialects import sqlite

from lotproof.adapters.databases.base import NEXT, Database, ddl, named
from lotproof.adapters.databases.sealing import Sealing
from lotproof.kernel.database import Connection, Row, TryAgain, UniqueViolation
from lotproof.kernel.submission import PendingEntry, id_bytes, id_text

_UNIQUE = re.compile(r"UNIQUE constraint failed: (.+)")
_DIALECT: Dialect = sqlite.dialect(paramstyle="qmark")


_KEEP_COUNTERS = (
    "INSERT INTO kernel_counter (name, next) VALUES (?, ?)"
    " ON CONFLICT (name) DO UPDATE SET next = excluded.next"
)


class SqliteConnection:
    """Implements `Connection`. Write-ahead log, every commit on the disk before it returns."""

    dialect = _DIALECT
    is_alone = True

    def __init__(self, path: str, *, read_only: bool) -> None:
        self._begin = "BEGIN" if read_only else "BEGIN IMMEDIATE"
        self.raw = sqlite3.connect(
            path, isolation_level=None, check_same_thread=False, cached_statements=1024, timeout=30
        )
        self.raw.execute("PRAGMA journal_mode=WAL")
        self.raw.execute("PRAGMA synchronous=FULL")
        self.raw.execute("PRAGMA cache_size=-65536")
        if read_only:
            self.raw.execute("PRAGMA query_only=ON")
        self._is_read_only = read_only
        self._cursor = self.raw.cursor()

    def begin(self) -> None:
        self._run(self._begin)

    def end(self) -> None:
        """Nothing travels: the database is in this process."""

    def commit(self) -> None:
        self._run("COMMIT")

    def rollback(self) -> None:
        if self.raw.in_transaction:
            self._run("ROLLBACK")

    def savepoint(self, name: str) -> None:
        self._run(f"SAVEPOINT {name}")

    def release(self, name: str) -> None:
        self._run(f"RELEASE {name}")

    def rollback_to(self, name: str) -> None:
        self._run(f"ROLLBACK TO {name}")

    def _run(self, sql: str) -> None:
        try:
            self._cursor.execute(sql)
        except sqlite3.OperationalError as error:
            raise _translated(error) from error

    def rows(self, sql: str, params: Sequence[Any]) -> list[Row]:
        try:
            return self._cursor.execute(sql, params).fetchall()
        except sqlite3.OperationalError as error:
            if self._is_read_only and "decode" in str(error):
                return self._damaged(sql, params)
            raise _translated(error) from error

    def _damaged(self, sql: str, params: Sequence[Any]) -> list[Row]:
        """Whoever damaged a text behind our back is found by reading it, not by failing to."""
        self.raw.text_factory = _read_text
        try:
            return self._cursor.execute(sql, params).fetchall()
        finally:
            self.raw.text_factory = str

    def write(self, statements: Iterable[tuple[str, Sequence[Sequence[Any]]]]) -> None:
        try:
            for sql, batch in statements:
                if len(batch) == 1:
                    self._cursor.execute(sql, batch[0])
                else:
                    self._cursor.executemany(sql, batch)
        except sqlite3.IntegrityError as error:
            found = _UNIQUE.match(str(error))
            if not found:
                raise
            columns = [part.strip().partition(".") for part in found[1].split(",")]
            raise UniqueViolation(columns[0][0], [c[2] for c in columns]) from error
        except sqlite3.OperationalError as error:
            raise _translated(error) from error

    def close(self) -> None:
        # SQLite keeps a closed connection, and its lock, until its last statement is finished.
        self.rollback()
        self.raw.close()


class SqliteDatabase(Database):
    """A site in one file."""

    writers = 1
    seals_inline = True

    def __init__(self, path: str) -> None:
        super().__init__()
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        self.path, self.url = path, f"sqlite:///{path}"
        self._lock = threading.Lock()
        self._counters: dict[str, int] = {}
        self._used: set[str] = set()
        self.sealing = Sealing()

    def connect(self, *, read_only: bool = False) -> SqliteConnection:
        return SqliteConnection(self.path, read_only=read_only)

    def create_tables(self) -> None:
        connection = self.connect()
        try:
            connection.begin()
            known = {name for (name,) in connection.rows("SELECT name FROM sqlite_master", [])}
            if not named("sqlite") <= known:
                connection.write([(statement, [()]) for statement in ddl("sqlite")])
            connection.commit()
        finally:
            connection.close()

    def reserve(self, counter: str, count: int) -> int:
        """Numbers are handed out from memory and stored with the transaction that uses them."""
        with self._lock:
            if counter not in self._counters:
                reader = self.connect(read_only=True)
                rows = reader.rows(NEXT.on(reader.dialect)[0], [counter])
                reader.close()
                self._counters[counter] = rows[0][0] if rows else 1
            first = self._counters[counter]
            self._counters[counter] = first + count
            self._used.add(counter)
            return first

    def append(self, connection: Connection, entries: Sequence[PendingEntry]) -> None:
        with self._lock:
            used = [(name, self._counters[name]) for name in sorted(self._used)]
        if used:
            connection.write([(_KEEP_COUNTERS, used)])
        self.sealing.seal(connection, entries)
        self._used.clear()

    def forget(self) -> None:
        self.sealing.forget()

    def known(self, connection: Connection, ids: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
        places = ", ".join("?" * len(ids))
        rows = connection.rows(
            f"SELECT id, digest, receipt FROM kernel_command WHERE id IN ({places})",  # noqa: S608
            [id_bytes(i) for i in ids],
        )
        return {id_text(i): (digest, receipt) for i, digest, receipt in rows}


def _read_text(data: bytes) -> str:
    return data.decode(errors="backslashreplace")


def _translated(error: sqlite3.OperationalError) -> Exception:
    busy = "locked" in str(error) or "busy" in str(error)
    return TryAgain(str(error)) if busy else error
