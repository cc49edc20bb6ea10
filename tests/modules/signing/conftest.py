"""A site whose people sign, once on SQLite and once on PostgreSQL."""

from collections.abc import Iterator

import pytest

from tests.modules.signing.signers import SigningPlant


@pytest.fixture
def plant(database_url: str) -> Iterator[SigningPlant]:
    opened = SigningPlant(database_url)
    yield opened
    opened.close()
