"""The bench of these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.inspection.bench import Bench
from tests.support.plant import Plant


@pytest.fixture
def bench(plant: Plant) -> Bench:
    """Give a bench, once on each engine."""
    return Bench(plant)


@pytest.fixture
def sqlite_bench(sqlite_plant: Plant) -> Bench:
    """Give a bench on SQLite."""
    return Bench(sqlite_plant)
