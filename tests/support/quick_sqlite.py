"""SQLite for ordinary tests: a file that has its tables already, and no waiting for the disk."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from lotproof import modules
from lotproof.adapters.databases import open_database
from lotproof.adapters.databases.sqlite import SqliteConnection


@cache
def with_tables() -> bytes:
    """The content of a database file with all tables that are declared and no row.

    Copying it takes a quarter of the time of making them.
    """
    modules.load()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "database.sqlite"
        database = open_database(f"sqlite:///{path}")
        database.create_tables()
        database.close()
        return path.read_bytes()


@contextmanager
def unflushed() -> Iterator[None]:
    """In this process a commit does not wait for the disk, as on the PostgreSQL of the tests.

    What was committed outlives a killed process all the same; the product waits, so that it
    outlives a loss of power, which no test here can cause. Processes that tests start wait too.
    """
    opened = SqliteConnection.__init__

    def open_without(self: SqliteConnection, path: str, *, read_only: bool) -> None:
        opened(self, path, read_only=read_only)
        self.raw.execute("PRAGMA synchronous=OFF")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SqliteConnection, "__init__", open_without)
        yield
