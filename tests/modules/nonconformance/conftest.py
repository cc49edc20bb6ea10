"""A desk where nonconformance is dealt with, on each database or on SQLite alone."""

import pytest

from tests.modules.changes.board import Board
from tests.modules.nonconformance.desk import Desk
from tests.modules.production.factory import set_up
from tests.support.plant import Plant


@pytest.fixture
def desk(plant: Plant) -> Desk:
    """Give a desk, once on each engine."""
    return Desk(Board(set_up(plant)))


@pytest.fixture
def sqlite_desk(sqlite_plant: Plant) -> Desk:
    """Give a desk on SQLite."""
    return Desk(Board(set_up(sqlite_plant)))
