"""What ships and what makes, for gates that ask for certificates."""

import pytest

from tests.modules.production.factory import Line, set_up
from tests.modules.sales.market import Market
from tests.support.plant import Plant


@pytest.fixture
def market(plant: Plant) -> Market:
    """Give a market, once on each engine."""
    return Market(plant)


@pytest.fixture
def sqlite_market(sqlite_plant: Plant) -> Market:
    return Market(sqlite_plant)


@pytest.fixture
def line(plant: Plant) -> Line:
    return set_up(plant)


@pytest.fixture
def sqlite_line(sqlite_plant: Plant) -> Line:
    return set_up(sqlite_plant)
