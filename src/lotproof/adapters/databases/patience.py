"""A bound on how long one question may keep the database busy, on both engines."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

from psycopg import errors

from lotproof.adapters.databases.postgres import PostgresConnection
from lotproof.adapters.databases.sqlite import SqliteConnection
from lotproof.kernel.database import Connection, TryAgain
from lotproof.kernel.refusals import Refused

_STEPS = 50_000
"""Steps of SQLite's machine between looks at the clock: about a millisecond."""
_LIMIT = "SELECT set_config('statement_timeout', %s, true)"


class TooBroad(
    Refused,
    code="too_broad",
    en="This looks through more records than can be read in {seconds} s. Narrow the list by a "
    "filter, or look for the beginning of a number.",
    zh="此查询需要查看的记录过多，{seconds} 秒内无法完成。请先用筛选缩小范围，或按编号开头查找。",
    http_status=422,
):
    """A question without an index over a table too large to walk through."""


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[None]:
    """Statements of the block are given up after so many seconds; TooBroad says so.

    The snapshot is spent afterwards, as after any failure.
    """
    if isinstance(connection, SqliteConnection):
        with _limited_sqlite(connection, seconds):
            yield
    elif isinstance(connection, PostgresConnection):
        with _limited_postgres(connection, seconds):
            yield
    else:
        raise TypeError(f"{type(connection).__name__} knows no limit of time")


@contextmanager
def _limited_sqlite(connection: SqliteConnection, seconds: float) -> Iterator[None]:
    until = time.monotonic() + seconds
    connection.raw.set_progress_handler(lambda: int(time.monotonic() > until), _STEPS)
    try:
        yield
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        raise TooBroad(seconds=f"{seconds:g}") from error
    finally:
        connection.raw.set_progress_handler(None, 0)


@contextmanager
def _limited_postgres(connection: PostgresConnection, seconds: float) -> Iterator[None]:
    """For the rest of the snapshot; each statement has the time for itself."""
    connection.rows(_LIMIT, [str(int(seconds * 1000))])
    try:
        yield
    except TryAgain as error:
        if not isinstance(error.__cause__, errors.QueryCanceled):
            raise
        raise TooBroad(seconds=f"{seconds:g}") from error
