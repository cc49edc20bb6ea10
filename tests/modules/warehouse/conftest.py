"""The store of these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.warehouse.store import Store
from tests.support.plant import Plant


@pytest.fixture
def store(plant: Plant) -> Store:
    """Give a store, once on each engine."""
    return Store(plant)


@pytest.fixture
def sqlite_store(sqlite_plant: Plant) -> Store:
    """Give a store on SQLite."""
    return Store(sqlite_plant)
