"""A desk at which rules about a monitored press are written, on each database or SQLite alone."""

import pytest

from tests.modules.monitoring.hall import Hall
from tests.modules.production.factory import set_up
from tests.modules.rules.desk import Desk
from tests.support.plant import Plant


@pytest.fixture
def desk(plant: Plant) -> Desk:
    return Desk(Hall(set_up(plant)))


@pytest.fixture
def sqlite_desk(sqlite_plant: Plant) -> Desk:
    return Desk(Hall(set_up(sqlite_plant)))
