"""A panel of alerts for these tests, on both engines and on SQLite alone."""

import pytest

from tests.modules.alerts.panel import Panel
from tests.support.plant import Plant


@pytest.fixture
def panel(plant: Plant) -> Panel:
    """Give a panel, once on each engine."""
    return Panel(plant)


@pytest.fixture
def sqlite_panel(sqlite_plant: Plant) -> Panel:
    """Give a panel on SQLite."""
    return Panel(sqlite_plant)
