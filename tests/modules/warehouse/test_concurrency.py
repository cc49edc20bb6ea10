"""Two clerks at once, on PostgreSQL: the same lot into the same empty place, and the last piece."""

import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from lotproof.kernel.database import TryAgain
from lotproof.kernel.executor import Receipt, Submission
from lotproof.kernel.meaning import dump
from lotproof.kernel.reader import Defect
from lotproof.kernel.registry import Command
from tests.modules.warehouse.store import Store
from tests.support.plant import Plant


@pytest.fixture
def store(postgres_database: str) -> Iterator[Store]:
    """Give a store on PostgreSQL."""
    plant = Plant(postgres_database)
    yield Store(plant)
    plant.close()


def at_once(store: Store, *commands: Command) -> list[Receipt]:
    """Each command over a connection of its own, all at the same time."""

    def run(command: Command) -> Receipt:
        given = Submission(
            kind=command.SPEC.kind, body=dump(command), actor="usr_1", id=str(uuid.uuid4())
        )
        connection = store.plant.database.connect()
        try:
            for _ in range(20):
                try:
                    (answer,) = store.plant.executor.run(connection, [given])
                except TryAgain:
                    continue
                assert not isinstance(answer, Defect), answer
                return answer
        finally:
            connection.close()
        raise AssertionError("twenty tries were not enough")

    with ThreadPoolExecutor(len(commands)) as pool:
        receipts = list(pool.map(run, commands))
    store.plant.seal()
    return receipts


def test_two_fill_an_empty_place_together(store: Store) -> None:
    for _ in range(5):
        lot_id = store.stored(amount=100)
        store.plant.ok(store.moving(lot_id, "S-01", "P-01", 50), reason="line side")
        receipts = at_once(
            store,
            store.moving(lot_id, "S-01", "S-02", 20),
            store.moving(lot_id, "P-01", "S-02", 30),
        )
        assert [each.outcome for each in receipts] == ["done", "done"]
        assert store.stock(lot_id) == {"S-01": (30, 0), "P-01": (20, 0), "S-02": (50, 0)}
    store.plant.check()


def test_the_last_piece_goes_to_one(store: Store) -> None:
    for _ in range(5):
        lot_id = store.stored(amount=1)
        receipts = at_once(
            store, *(store.moving(lot_id, "S-01", to, 1) for to in ("S-02", "Q-01", "S-02"))
        )
        assert sorted(each.outcome for each in receipts) == ["done", "refused", "refused"]
        assert {each.code for each in receipts} == {None, "more_than_there_is"}
        assert sum(quantity for quantity, _ in store.stock(lot_id).values()) == 1
    store.plant.check()
