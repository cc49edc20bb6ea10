"""The furnished plant, and copies of it to work in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.simulation.factory import CopiedPlant, Factory, furnish


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the furnished plant once; everything goes on from a copy."""
    path = tmp_path_factory.mktemp("simulation") / "template.sqlite"
    furnish(f"sqlite:///{path}")
    return path


@pytest.fixture
def factory(template: Path, tmp_path: Path) -> Iterator[Factory]:
    """Give a furnished plant of one's own, looked over at the end."""
    plant = CopiedPlant(template, tmp_path / "plant.sqlite")
    yield Factory(plant)
    plant.check()
    plant.close()
