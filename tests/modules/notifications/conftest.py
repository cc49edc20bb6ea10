"""The office of these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.notifications.office import Office
from tests.support.plant import Plant


@pytest.fixture
def office(plant: Plant) -> Office:
    """Give an office, once on each engine."""
    return Office(plant)


@pytest.fixture
def sqlite_office(sqlite_plant: Plant) -> Office:
    """Give an office on SQLite."""
    return Office(sqlite_plant)
