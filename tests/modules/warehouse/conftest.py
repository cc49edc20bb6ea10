"""The store of these tests, on both engines and on SQLite alone, without the higher modules."""

import pytest

from lotproof import modules
from lotproof.kernel.registry import GATES, REACTIONS
from tests.modules.warehouse.store import Store
from tests.support.plant import Plant


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nobody join a gate or react: what assurance says is tested where it says it."""
    modules.load()
    for gate in GATES.values():
        monkeypatch.setattr(gate, "joiners", [])
    for event in REACTIONS:
        monkeypatch.setitem(REACTIONS, event, [])


@pytest.fixture
def store(plant: Plant) -> Store:
    """Give a store, once on each engine."""
    return Store(plant)


@pytest.fixture
def sqlite_store(sqlite_plant: Plant) -> Store:
    """Give a store on SQLite."""
    return Store(sqlite_plant)
