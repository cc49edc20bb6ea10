"""Fixtures and settings that all tests share."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.support.plant import plant, sqlite_plant
from tests.support.postgres import PostgresServer
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


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of a fresh empty database, once of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'database.sqlite'}"
    address: str = request.getfixturevalue("postgres_database")
    return address


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Run one headless Chromium a test process."""
    # Playwright is slow to import, and few tests need it.
    from tests.support.browser import chromium

    with chromium() as running:
        yield running
