"""A press that may be written, on each database or on SQLite alone."""

import pytest

from tests.modules.production.factory import set_up
from tests.modules.transmission.press_hall import PressHall
from tests.support.plant import Plant


@pytest.fixture
def hall(plant: Plant) -> PressHall:
    return PressHall(set_up(plant))


@pytest.fixture
def sqlite_hall(sqlite_plant: Plant) -> PressHall:
    return PressHall(set_up(sqlite_plant))
