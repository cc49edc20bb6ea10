"""PostgreSQL ≥ 15: many writing processes, an elected sequencer that consumes pending entries."""

import contextlib
import json
import re
import threading
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

import psycopg
from psycopg import errors
from sqlalchemy import Boolean, Dialect, LargeBinary
from sqlalchemy.dialects.postgresql import psycopg as psycopg_dialect

from lotproof.adapters.databases.base import Database, ddl, insertion, named
from lotproof.adapters.databases.libpq import Call, Prepared
from lotproof.adapters.databases.sealing import Sealing
from lotproof.adapters.databases.tables import PENDING
from lotproof.kernel.database import Connection, Row, TryAgain, UniqueViolation
from lotproof.kernel.record import METADATA
from lotproof.kernel.submission import PendingEntry, id_bytes, id_text

_UNTYPED: Any = psycopg_dialect.dialect
_DIALECT: Dialect = _UNTYPED(paramstyle="format")
_PENDING = insertion(PENDING)
_NAMES = "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
_CREATE_LOCK, SEQUENCER_LOCK = 0x10790F00, 0x10790F01
_BLOCK = 100
"""Ids a process takes at once when it needs a few."""
_SESSION = (
    "SET lock_timeout = '10s'",
    "SET statement_timeout = '120s'",
    "SET deadlock_timeout = '200ms'",
    "SET idle_in_transaction_session_timeout = '60s'",
    "SET timezone = 'UTC'",
    # A client whose machine is gone must not keep its locks for hours.
    "SET tcp_keepalives_idle = 10",
    "SET tcp_keepalives_interval = 5",
    "SET tcp_keepalives_count = 3",
    "SET jit = off",  # planning short statements costs more than it gives
)
_LEAD = "SELECT pg_try_advisory_lock(%s, hashtext(current_schema()))"
"""One sequencer a site, which is a schema."""
_TAKE = """
DELETE FROM ledger_pending WHERE id IN
  (SELECT id FROM ledger_pending ORDER BY id LIMIT %s)
RETURNING id, command_id, leaf, parts, subjects"""

_TAKE_NUMBERS = """
INSERT INTO kernel_counter (name, next) VALUES (%s, 1 + %s)
ON CONFLICT (name) DO UPDATE SET next = kernel_counter.next + %s
RETURNING next"""

_ONE_ROW = re.compile(
    r"INSERT INTO (?P<table>\w+) \((?P<columns>[^)]*)\)"
    r" VALUES \((?P<places>(?:%s(?:::\w+)?(?:, )?)+)\)"
)
_UNTYPED_ARRAY = {Boolean: "BOOLEAN", LargeBinary: "BYTEA"}
"""Types that a single value travels in without being named."""


class PostgresConnection:
    """Implements `Connection`. BEGIN and SAVEPOINT travel with the statement that needs them."""

    dialect = _DIALECT
    is_alone = False

    def __init__(self, url: str, *, read_only: bool) -> None:
        self._begin = (
            "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            if read_only
            else "BEGIN ISOLATION LEVEL READ COMMITTED"
        )
        with _translating():
            self.raw = psycopg.connect(
                url,
                autocommit=True,
                connect_timeout=10,
                keepalives_idle=10,
                keepalives_interval=5,
                keepalives_count=3,
            )
            for setting in _SESSION:
                with contextlib.suppress(errors.InsufficientPrivilege):
                    self.raw.execute(setting)
        self._prepared = Prepared(self.raw)
        self._waiting: list[str] = []
        self._last: list[Call] | None = None

    def begin(self) -> None:
        self._waiting, self._last = [self._begin], None

    def end(self) -> None:
        self._last = []

    def commit(self) -> None:
        last, self._last = self._last or [], None
        if last or self._begin not in self._waiting:
            self._run([*last, ("COMMIT", ())])
        self._waiting = []

    def rollback(self) -> None:
        has_begun = self._begin not in self._waiting
        self._waiting, self._last = [], None
        if has_begun:
            with contextlib.suppress(psycopg.Error):
                # Without a cursor, which costs more than the statement: every reader ends so.
                self.raw.pgconn.exec_(b"ROLLBACK")

    def savepoint(self, name: str) -> None:
        self._waiting.append(f"SAVEPOINT {name}")

    def release(self, name: str) -> None:
        if f"SAVEPOINT {name}" in self._waiting:
            self._waiting.remove(f"SAVEPOINT {name}")
        else:
            self._waiting.append(f"RELEASE {name}")

    def rollback_to(self, name: str) -> None:
        """What waits was noted after the savepoint and goes with it."""
        if f"SAVEPOINT {name}" in self._waiting:
            del self._waiting[self._waiting.index(f"SAVEPOINT {name}") + 1 :]
            return
        self._waiting = []
        with _translating():
            self.raw.execute(f"ROLLBACK TO {name}")

    def rows(self, sql: str, params: Sequence[Any]) -> list[Row]:
        last, self._last = self._last or [], None
        return self._run([*last, (sql, params)])

    def write(self, statements: Iterable[tuple[str, Sequence[Sequence[Any]]]]) -> None:
        calls: list[Call] = []
        for sql, batch in statements:
            if len(batch) > 1 and (columnwise := _columnwise(sql)):
                calls.append((columnwise, [list(column) for column in zip(*batch, strict=True)]))
            else:
                calls += [(sql, values) for values in batch]
        if self._last is None:
            self._run(calls)
        else:
            self._last += calls

    def _run(self, calls: list[Call]) -> list[Row]:
        if self._waiting:
            calls = [(control, ()) for control in self._waiting] + calls
            self._waiting = []
        with _translating():
            return self._prepared.run_all(calls)

    def close(self) -> None:
        self.raw.close()


@cache
def _columnwise(sql: str) -> str | None:
    """An insert of one row, as one of many rows given by arrays of columns: one round trip."""
    match = _ONE_ROW.fullmatch(sql)
    if match is None:
        return None
    table = METADATA.tables[match["table"]]
    columns = [table.c[name] for name in match["columns"].split(", ")]
    places = ", ".join(
        f"%s::{_UNTYPED_ARRAY.get(type(column.type), place.removeprefix('%s::'))}[]"
        for column, place in zip(columns, match["places"].split(", "), strict=True)
    )
    head = f"INSERT INTO {match['table']} ({match['columns']})"
    return f"{head} SELECT * FROM unnest({places})"  # noqa: S608 - our own text


@contextlib.contextmanager
def _translating() -> Any:
    try:
        yield
    except errors.UniqueViolation as error:
        table, columns = error.diag.table_name or "", ()
        for constraint in METADATA.tables[table].constraints:
            if constraint.name == error.diag.constraint_name:
                columns = tuple(c.name for c in constraint.columns)  # type: ignore[attr-defined]
        raise UniqueViolation(table, columns) from error
    except (
        errors.DeadlockDetected,
        errors.SerializationFailure,
        errors.LockNotAvailable,
        errors.AdminShutdown,
        errors.CrashShutdown,
        errors.CannotConnectNow,
        errors.IdleInTransactionSessionTimeout,
        errors.InvalidSqlStatementName,  # something between us and the server dropped it
    ) as error:
        raise TryAgain(str(error)) from error
    except psycopg.OperationalError as error:
        raise TryAgain(str(error)) from error


class PostgresDatabase(Database):
    """A site in one schema; several application processes may use it at once."""

    writers = 2
    seals_inline = False

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url
        self._lock = threading.Lock()
        self._blocks: dict[str, range] = {}
        self._ids: PostgresConnection | None = None
        self.sealing = Sealing()

    def connect(self, *, read_only: bool = False) -> PostgresConnection:
        return PostgresConnection(self.url, read_only=read_only)

    def create_tables(self) -> None:
        with psycopg.connect(self.url, autocommit=True) as raw:
            raw.execute("SET client_min_messages = warning")
            raw.execute("SELECT pg_advisory_lock(%s)", [_CREATE_LOCK])
            known = {name for (name,) in raw.execute(_NAMES)}
            if not named("postgresql") <= known:
                # One message: hundreds of round trips would be most of the time.
                raw.execute(";\n".join(ddl("postgresql")).encode())

    def reserve(self, counter: str, count: int) -> int:
        """Numbers are taken in blocks outside the transaction; what a crash leaves is unused."""
        with self._lock:
            block = self._blocks.get(counter, range(0))
            if len(block) < count:
                size = max(count, _BLOCK)
                first = self._take_numbers(counter, size)
                if block and block.stop == first:
                    first -= len(block)
                block = range(first, first + size)
            self._blocks[counter] = block[count:]
            return block[0]

    def _take_numbers(self, counter: str, size: int) -> int:
        try:
            if self._ids is None:
                self._ids = self.connect()
            rows = self._ids.rows(_TAKE_NUMBERS, [counter, size, size])
        except TryAgain:
            self._close_ids()
            raise
        return int(rows[0][0]) - size

    def _close_ids(self) -> None:
        if self._ids is not None:
            self._ids.close()
            self._ids = None

    def close(self) -> None:
        self._close_ids()
        super().close()

    def append(self, connection: Connection, entries: Sequence[PendingEntry]) -> None:
        text, _, _ = _PENDING.on(connection.dialect)
        connection.write(
            [
                (
                    text,
                    [
                        (id_bytes(e.command_id), e.leaf, e.parts, json.dumps(e.subjects))
                        for e in entries
                    ],
                )
            ]
        )

    def forget(self) -> None:
        """Nothing is cached from a transaction of the application."""

    def known(self, connection: Connection, ids: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
        rows = connection.rows(
            "SELECT id, digest, receipt FROM kernel_command WHERE id = ANY(%s)",
            [[id_bytes(i) for i in ids]],
        )
        return {id_text(bytes(i)): (bytes(d), bytes(r)) for i, d, r in rows}

    # --- the sequencer's side -------------------------------------------------------------------

    def try_lead(self, connection: PostgresConnection) -> bool:
        """Whether this connection is, or now becomes, the one that sequences."""
        leads = bool(connection.rows(_LEAD, [SEQUENCER_LOCK])[0][0])
        if leads:
            self.sealing.forget()
        return leads

    def consume(self, connection: PostgresConnection, limit: int = 2000) -> int:
        """Seal what is pending and visible, in id order, in one transaction; how many."""
        connection.begin()
        try:
            taken = sorted(connection.rows(_TAKE, [limit]))
            if taken:
                self.sealing.resume(connection)
                connection.end()
                self.sealing.seal(
                    connection,
                    [
                        PendingEntry(
                            id_text(bytes(command)),
                            bytes(leaf),
                            bytes(parts),
                            json.loads(subjects),
                        )
                        for _, command, leaf, parts, subjects in taken
                    ],
                )
            connection.commit()
        except BaseException:
            connection.rollback()
            self.sealing.forget()
            raise
        return len(taken)
