"""A press whose temperature is charted, on each database or on SQLite alone."""

import pytest

from tests.modules.monitoring.hall import Hall
from tests.modules.production.factory import set_up
from tests.modules.spc.wall import Wall
from tests.support.plant import Plant


@pytest.fixture
def wall(plant: Plant) -> Wall:
    return Wall(Hall(set_up(plant)))


@pytest.fixture
def sqlite_wall(sqlite_plant: Plant) -> Wall:
    return Wall(Hall(set_up(sqlite_plant)))
