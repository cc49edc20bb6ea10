"""Both engines behind one interface: transactions, savepoints, numbers, subject blocks."""

import sqlite3
import time
from typing import Any

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.adapters.databases import open_database
from lotproof.adapters.databases.base import blocks, insertion
from lotproof.adapters.databases.postgres import PostgresConnection, PostgresDatabase
from lotproof.kernel.database import Connection, TryAgain, UniqueViolation
from tests.support.toy_plant import ToyPlant
from tests.support.toys import Shelf

INSERT = insertion(Shelf.KIND.table)


def put(connection: Connection, *places: str) -> None:
    text, _, _ = INSERT.on(connection.dialect)
    connection.write([(text, [(place, 1, 1) for place in places])])


def places(connection: Connection) -> list[str]:
    return [row[0] for row in connection.rows("SELECT place FROM toy_shelf ORDER BY place", [])]


def test_an_address_names_its_engine() -> None:
    with pytest.raises(ValueError, match="neither sqlite"):
        open_database("mysql://somewhere")


def test_what_is_rolled_back_is_gone_and_what_is_committed_stays(toys: ToyPlant) -> None:
    connection = toys.connection
    connection.begin()
    put(connection, "a")
    connection.rollback()
    connection.begin()
    put(connection, "b", "c")
    connection.commit()
    connection.begin()
    assert places(connection) == ["b", "c"]
    connection.rollback()


def test_savepoints_nest(toys: ToyPlant) -> None:
    """As the executor uses them: also with nothing written between, or only inside."""
    connection = toys.connection
    connection.begin()
    connection.savepoint("command")
    put(connection, "a")
    connection.savepoint("reaction_1")
    connection.release("reaction_1")
    connection.savepoint("reaction_1")
    put(connection, "b")
    connection.rollback_to("reaction_1")
    assert places(connection) == ["a"]
    connection.release("reaction_1")
    put(connection, "c")
    connection.savepoint("reaction_1")
    put(connection, "d")
    connection.release("reaction_1")
    assert places(connection) == ["a", "c", "d"]
    connection.savepoint("reaction_1")
    put(connection, "e")
    connection.release("reaction_1")
    connection.rollback_to("command")
    assert places(connection) == []
    put(connection, "f")
    connection.release("command")
    connection.commit()
    connection.begin()
    assert places(connection) == ["f"]
    connection.rollback()


def test_a_savepoint_survives_a_failed_statement(toys: ToyPlant) -> None:
    connection = toys.connection
    connection.begin()
    put(connection, "a")
    for name in ("one", "two"):
        connection.savepoint(name)
        with pytest.raises(UniqueViolation) as caught:
            put(connection, "b", "a")
        assert (caught.value.table, caught.value.columns) == ("toy_shelf", ("place", "jar_id"))
        connection.rollback_to(name)
        connection.release(name)
        assert places(connection) == ["a"]
    connection.savepoint("read")
    with pytest.raises((sqlite3.Error, psycopg.Error)):
        connection.rows("SELECT nothing FROM toy_shelf", [])
    connection.rollback_to("read")
    assert places(connection) == ["a"]
    connection.rollback()


def test_rows_go_in_together_or_alone(toys: ToyPlant) -> None:
    connection = toys.connection
    for wanted in (["a"], ["a", "b"], [f"p{n:03}" for n in range(300)]):
        connection.begin()
        put(connection, *wanted)
        assert places(connection) == wanted
        connection.rollback()


@pytest.mark.parametrize(
    ("type_", "values"),
    [
        ("BYTEA", []),
        ("BYTEA", [b""]),
        ("BYTEA", [None, b"\x00\xff", b"", None, b'{"NULL",\\x00}', bytes(range(256)) * 300]),
        ("BYTEA", [None, None]),
        ("VARCHAR", ['a"b\\c', None, "NULL", "", "{证,源}"]),
        ("BIGINT", [2**62, None, -1]),
        ("BOOLEAN", [True, None, False]),
    ],
)
def test_lists_arrive_as_they_were_sent(
    postgres_toys: ToyPlant, type_: str, values: list[Any]
) -> None:
    connection = postgres_toys.connection
    connection.begin()
    found = connection.rows(f"SELECT * FROM unnest(%s::{type_}[])", [values])
    assert [value for (value,) in found] == values
    connection.rollback()


def test_a_snapshot_is_used_again(toys: ToyPlant) -> None:
    with toys.database.snapshot() as first:
        assert places(first) == []
    with toys.database.snapshot() as second, toys.database.snapshot() as third:
        assert second is first
        assert third is not first
    with pytest.raises(RuntimeError), toys.database.snapshot():
        raise RuntimeError
    toys.database.close()


def test_numbers_are_handed_out_again_after_the_server_was_away(postgres_toys: ToyPlant) -> None:
    first = postgres_toys.database.reserve("toyjar", 1)
    with psycopg.connect(postgres_toys.url, autocommit=True) as raw:
        raw.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE datname = current_database() AND pid <> pg_backend_pid()")  # fmt: skip
    with pytest.raises(TryAgain):
        postgres_toys.database.reserve("toyjar", 1000)
    assert postgres_toys.database.reserve("toyjar", 1000) > first
    postgres_toys.connection.close()
    postgres_toys.connection = postgres_toys.database.connect()
    postgres_toys.jar("after")
    postgres_toys.check()


def test_a_connection_closed_in_trouble_lets_go_of_its_lock(toys: ToyPlant) -> None:
    first, second = toys.database.connect(), toys.connection
    first.begin()
    with pytest.raises(UniqueViolation) as held:  # the traceback keeps statements alive
        put(first, "a", "a")
    first.close()
    second.begin()
    put(second, "a")
    second.rollback()
    assert held.value.table == "toy_shelf"


def test_a_failed_pipeline_leaves_its_statements_prepared(toys: ToyPlant) -> None:
    """psycopg's own cursors would think so of statements that were skipped, and fail later."""
    connection = toys.connection
    for name in ("a", "b", "c"):
        connection.begin()
        put(connection, name)
        connection.commit()
    connection.begin()
    text, _, _ = INSERT.on(connection.dialect)
    with pytest.raises(UniqueViolation):
        connection.write([("UPDATE toy_shelf SET place = 'a'", [()]), (text, [("d", 1, 1)])])
    connection.rollback()
    connection.begin()
    put(connection, "d")
    assert places(connection) == ["a", "b", "c", "d"]
    connection.rollback()


def test_a_connection_that_lost_its_prepared_statements_is_replaced(
    postgres_toys: ToyPlant,
) -> None:
    """As behind a proxy that gives each transaction another server connection."""
    assert isinstance(postgres_toys.database, PostgresDatabase)
    connection = postgres_toys.database.connect()
    try:
        connection.begin()
        put(connection, "a")
        connection.rollback()
        connection.raw.execute("DEALLOCATE ALL")
        connection.begin()
        with pytest.raises(TryAgain):
            put(connection, "b")
        connection.rollback()
    finally:
        connection.close()


def test_who_waits_for_the_server_leaves_the_processor_to_others(postgres_toys: ToyPlant) -> None:
    connection, sleep = postgres_toys.connection, "SELECT pg_sleep(%s::float)::text"
    for seconds in ("0", "0.5"):  # prepared by the first
        connection.begin()  # travels with the statement, in one pipeline
        used = time.thread_time()
        connection.rows(sleep, [seconds])
        used = time.thread_time() - used
        connection.rollback()
    assert used < 0.1, f"{used:.3f} s of CPU to wait 0.5 s"


def test_one_leader_at_a_time(postgres_toys: ToyPlant) -> None:
    assert isinstance(postgres_toys.database, PostgresDatabase)
    leader, other = postgres_toys.database.connect(), postgres_toys.database.connect()
    assert isinstance(leader, PostgresConnection)
    assert postgres_toys.database.try_lead(leader)
    assert not postgres_toys.database.try_lead(other)
    leader.close()
    deadline = time.monotonic() + 20
    while not postgres_toys.database.try_lead(other):  # the server takes a moment to notice
        assert time.monotonic() < deadline
        time.sleep(0.01)
    other.close()


@given(st.integers(0, 2**62), st.integers(0, 5000))
def test_blocks_cover_a_run_exactly(first: int, more: int) -> None:
    name = f"lot_{first}..lot_{first + more}" if more else f"lot_{first}"
    cut = list(blocks(name))
    assert {prefix for prefix, _, _ in cut} == {"lot"}
    at = first
    for _, level, number in cut:
        assert number << level == at, "aligned, without gap or overlap"
        at += 1 << level
    assert at == first + more + 1
    assert len(cut) <= 2 * max(1, (more + 1).bit_length())
