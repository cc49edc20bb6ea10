"""Fixtures and settings that all tests share."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from lotproof.adapters.databases import open_database
from tests.support.empty_databases import EmptyDatabases
from tests.support.plant import plant, sqlite_plant
from tests.support.postgres import PostgresServer
from tests.support.quick_sqlite import unflushed, with_tables
from tests.support.sampling import LONG

__all__ = ["plant", "sqlite_plant"]

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# A short run is the same every time; a long run explores, and prints how to repeat what it found.
hypothesis.settings.register_profile(
    "sampled", max_examples=50, deadline=None, derandomize=True, database=None
)
hypothesis.settings.register_profile("long", max_examples=2000, deadline=None, print_blob=True)
hypothesis.settings.load_profile("long" if LONG else "sampled")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """Run one PostgreSQL server a test process, without flushing to disk: for ordinary tests."""
    with PostgresServer(durable=False) as server:
        yield server


@pytest.fixture
def durable_postgres_server() -> Iterator[PostgresServer]:
    """Run a PostgreSQL server of this test's own, flushing to disk: to be stopped and killed."""
    with PostgresServer() as server:
        yield server


@pytest.fixture
def postgres_database(postgres_server: PostgresServer) -> Iterator[str]:
    """Give the address of a fresh empty PostgreSQL database, dropped after the test."""
    name = postgres_server.create_database()
    yield postgres_server.url(name)
    postgres_server.drop_database(name)


@pytest.fixture(scope="session", autouse=True)
def quick_disk() -> Iterator[None]:
    with unflushed():
        yield


@pytest.fixture(scope="session")
def postgres_template(postgres_server: PostgresServer) -> str:
    """A database with all tables that are declared, to be copied: making them takes longer."""
    name = postgres_server.create_database()
    database = open_database(postgres_server.url(name))
    database.create_tables()
    database.close()
    return name


@pytest.fixture(scope="session")
def empty_databases(postgres_server: PostgresServer, postgres_template: str) -> EmptyDatabases:
    return EmptyDatabases(postgres_server, postgres_template)


@pytest.fixture
def postgres_copy(
    postgres_server: PostgresServer, empty_databases: EmptyDatabases
) -> Iterator[str]:
    """Give the address of a database of all tables without a row, emptied after the test."""
    name = empty_databases.take()
    yield postgres_server.url(name)
    empty_databases.give_back(name)


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a fresh database without a row, once of each kind."""
    if request.param == "sqlite":
        path = tmp_path / "database.sqlite"
        path.write_bytes(with_tables())
        return f"sqlite:///{path}"
    address: str = request.getfixturevalue("postgres_copy")
    return address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Run one headless Chromium a test process."""
    # Playwright is slow to import, and few tests need it.
    from tests.support.browser import chromium

    with chromium() as running:
        yield running
