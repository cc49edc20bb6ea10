"""Fixtures of the genealogy tests."""

from collections.abc import Iterator

import pytest

from tests.modules.genealogy.store import Store


@pytest.fixture
def store(database_url: str) -> Iterator[Store]:
    """An empty store in a fresh database, once of each kind."""
    opened = Store(database_url)
    yield opened
    opened.close()
