"""The school of these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.training.school import School
from tests.support.plant import Plant


@pytest.fixture
def school(plant: Plant) -> School:
    """Give a school, once on each engine."""
    return School(plant)


@pytest.fixture
def sqlite_school(sqlite_plant: Plant) -> School:
    """Give a school on SQLite."""
    return School(sqlite_plant)
