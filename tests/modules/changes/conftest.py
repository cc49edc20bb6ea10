"""A plant under change control, on each database or on SQLite alone."""

import pytest

from tests.modules.changes.board import Board
from tests.modules.production.factory import set_up
from tests.support.plant import Plant


@pytest.fixture
def board(plant: Plant) -> Board:
    return Board(set_up(plant))


@pytest.fixture
def sqlite_board(sqlite_plant: Plant) -> Board:
    return Board(set_up(sqlite_plant))
