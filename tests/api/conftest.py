"""Doors to send requests to."""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from lotproof.entrypoints.api.limits import Limits
from lotproof.kernel.clock import SystemClock, instant
from tests.api.door import Door, LivingDoor, opened
from tests.api.signing_in import Ahead

WEDNESDAY_MORNING = instant(datetime.fromisoformat("2026-11-18T10:00:00+08:00"))


@pytest.fixture
def door(tmp_path: Path) -> Iterator[Door]:
    """Give a plant of this test's own on SQLite."""
    with opened(tmp_path / "site") as found:
        yield found


@pytest.fixture
def calm(door: Door) -> Door:
    """Give a door that does not count tries from one address."""
    door.app.state.limits = Limits(lambda: time.monotonic() * 1_000)
    door.plant.clock = Ahead(door.plant.clock)
    return door


@pytest.fixture
def either_door(tmp_path: Path, database_url: str) -> Iterator[Door]:
    """Give a plant of this test's own, once on each kind of database."""
    with opened(tmp_path / "site", database_url) as found:
        yield found


@pytest.fixture(scope="module")
def shared_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Door]:
    """Give one plant for all tests of a file that do not mind each other."""
    with opened(tmp_path_factory.mktemp("shared") / "site") as found:
        yield found


@pytest.fixture(scope="session")
def living_door(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LivingDoor]:
    """Give one plant with history to all tests that only look.

    It is always the same Wednesday morning there: what is in stock or in work at the end of the
    history differs by day and hour.
    """
    system = SystemClock()
    clock = Ahead(system, WEDNESDAY_MORNING - system.now())
    found = LivingDoor(tmp_path_factory.mktemp("living") / "site", clock=clock)
    yield found
    found.close()
