"""Random work in a small plant: whatever is asked, by whomever, the books stay true."""

import itertools
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis.stateful import run_state_machine_as_test

from tests.simulation.factory import CopiedPlant, Factory
from tests.simulation.machine import Simulation
from tests.support.plant import Plant
from tests.support.postgres import PostgresServer
from tests.support.sampling import LONG, machine_settings

STEPS = 100 if LONG else 60
SQLITE_RUNS = 300 if LONG else 90
POSTGRES_RUNS = 30


@pytest.mark.clause("21 CFR 11.10(f)")
def test_the_books_stay_true(template: Path) -> None:
    numbers = itertools.count()

    class Run(Simulation):
        def __init__(self) -> None:
            copy = template.with_name(f"run{next(numbers)}.sqlite")
            super().__init__(CopiedPlant(template, copy))

    run_state_machine_as_test(Run, settings=machine_settings(SQLITE_RUNS, STEPS))


@pytest.fixture
def fresh_urls(postgres_server: PostgresServer) -> Iterator[Iterator[str]]:
    """Give addresses of empty databases; each is dropped when the next is asked for."""

    def urls() -> Generator[str, None, None]:
        while True:
            name = postgres_server.create_database()
            try:
                yield postgres_server.url(name)
            finally:
                postgres_server.drop_database(name)

    giving = urls()
    yield giving
    giving.close()


@pytest.mark.skipif(not LONG, reason="runs in the long mode: LOTPROOF_LONG=1")
def test_the_books_stay_true_on_postgresql(fresh_urls: Iterator[str]) -> None:
    class Run(Simulation):
        def __init__(self) -> None:
            plant = Plant(next(fresh_urls))
            Factory(plant).furnish()
            super().__init__(plant)

    run_state_machine_as_test(Run, settings=machine_settings(POSTGRES_RUNS, STEPS))
