"""The workshop of these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.calibration.workshop import Workshop
from tests.modules.production.factory import Line, set_up
from tests.support.plant import Plant


@pytest.fixture
def workshop(plant: Plant) -> Workshop:
    """Give a workshop, once on each engine."""
    return Workshop(plant)


@pytest.fixture
def sqlite_workshop(sqlite_plant: Plant) -> Workshop:
    """Give a workshop on SQLite."""
    return Workshop(sqlite_plant)


@pytest.fixture
def line(plant: Plant) -> Line:
    """Give a production line, once on each engine."""
    return set_up(plant)


@pytest.fixture
def sqlite_line(sqlite_plant: Plant) -> Line:
    """Give a production line on SQLite."""
    return set_up(sqlite_plant)
