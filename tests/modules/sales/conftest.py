"""The market of these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.sales.market import Market
from tests.support.plant import Plant


@pytest.fixture
def market(plant: Plant) -> Market:
    """Give a market, once on each engine."""
    return Market(plant)


@pytest.fixture
def sqlite_market(sqlite_plant: Plant) -> Market:
    """Give a market on SQLite."""
    return Market(sqlite_plant)
