"""The press of these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.labelling.press import Press
from tests.support.plant import Plant


@pytest.fixture
def press(plant: Plant) -> Press:
    """Give a plant with devices to label, once on each engine."""
    return Press(plant)


@pytest.fixture
def sqlite_press(sqlite_plant: Plant) -> Press:
    """Give a plant with devices to label on SQLite."""
    return Press(sqlite_plant)
