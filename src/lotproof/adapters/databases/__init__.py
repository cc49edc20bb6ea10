"""SQLite and PostgreSQL behind one interface."""

from lotproof.adapters.databases.base import Database
from lotproof.adapters.databases.postgres import PostgresDatabase
from lotproof.adapters.databases.sqlite import SqliteDatabase


def open_database(url: str) -> Database:
    """`sqlite:///path` or `postgresql://…`; ValueError for anything else."""
    if url.startswith("sqlite:///"):
        return SqliteDatabase(url.removeprefix("sqlite:///"))
    if url.startswith(("postgresql://", "postgres://")):
        return PostgresDatabase(url)
    raise ValueError(f"{url!r} is neither sqlite:///FILE nor postgresql://…")
