"""A hall with a monitored press, on each database or on SQLite alone."""

import pytest

from tests.modules.monitoring.hall import Hall
from tests.modules.production.factory import set_up
from tests.support.plant import Plant


@pytest.fixture
def hall(plant: Plant) -> Hall:
    return Hall(set_up(plant))


@pytest.fixture
def sqlite_hall(sqlite_plant: Plant) -> Hall:
    return Hall(set_up(sqlite_plant))
