"""A plant that makes catheters and pumps, on each database or on SQLite alone."""

import pytest

from tests.modules.production.factory import Line, set_up
from tests.support.plant import Plant


@pytest.fixture
def line(plant: Plant) -> Line:
    return set_up(plant)


@pytest.fixture
def sqlite_line(sqlite_plant: Plant) -> Line:
    return set_up(sqlite_plant)
