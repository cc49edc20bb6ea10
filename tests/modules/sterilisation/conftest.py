"""A steriliser with an approved process, on each database or on SQLite alone."""

import pytest

from tests.modules.monitoring.hall import Hall
from tests.modules.production.factory import set_up
from tests.modules.sterilisation.chamber import Chamber
from tests.support.plant import Plant


@pytest.fixture
def chamber(plant: Plant) -> Chamber:
    return Chamber(Hall(set_up(plant)))


@pytest.fixture
def sqlite_chamber(sqlite_plant: Plant) -> Chamber:
    return Chamber(Hall(set_up(sqlite_plant)))
