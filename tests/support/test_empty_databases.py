"""A database that comes back has no trace of the test before."""

import psycopg
import pytest

from tests.support.empty_databases import EmptyDatabases
from tests.support.postgres import PostgresServer

TABLES = """
CREATE TABLE lot (id bigint GENERATED ALWAYS AS IDENTITY (START 5) PRIMARY KEY, number text);
CREATE INDEX ix_lot_number ON lot (number)"""


@pytest.fixture
def databases(postgres_server: PostgresServer) -> EmptyDatabases:
    """Copies of a small template."""
    name = postgres_server.create_database()
    with psycopg.connect(postgres_server.url(name)) as connection:
        connection.execute(TABLES)
    return EmptyDatabases(postgres_server, name)


def test_rows_are_gone_and_numbers_begin_again(
    databases: EmptyDatabases, postgres_server: PostgresServer
) -> None:
    for count in (3, 20_000, 3):
        name = databases.take()
        with psycopg.connect(postgres_server.url(name), autocommit=True) as connection:
            assert connection.execute("SELECT count(*) FROM lot").fetchone() == (0,)
            connection.execute(
                "INSERT INTO lot (number) SELECT n::text FROM generate_series(1, %s) AS n", [count]
            )
            found = connection.execute("SELECT min(id), max(id) FROM lot").fetchone()
            assert found == (5, 4 + count), "the identity is declared to start at 5"
        databases.give_back(name)


def test_who_was_connected_is_out_and_finds_no_way_back(
    databases: EmptyDatabases, postgres_server: PostgresServer
) -> None:
    name = databases.take()
    left = psycopg.connect(postgres_server.url(name))
    left.execute("INSERT INTO lot (number) VALUES ('never committed')")
    databases.give_back(name)
    again = databases.take()
    with pytest.raises(psycopg.OperationalError):
        left.execute("SELECT 1")
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(postgres_server.url(name))
    with psycopg.connect(postgres_server.url(again)) as connection:
        assert connection.execute("SELECT count(*) FROM lot").fetchone() == (0,)


@pytest.mark.parametrize(
    "change",
    [
        "CREATE TABLE other (id bigint)",
        "DROP TABLE lot",
        "DROP INDEX ix_lot_number",
        "ALTER TABLE lot ADD COLUMN more text",
        "ALTER TABLE lot ADD CONSTRAINT ck_lot_number CHECK (number <> '')",
        "ALTER TABLE lot ALTER COLUMN number SET NOT NULL",
        "ALTER TABLE lot ENABLE ROW LEVEL SECURITY",
        "GRANT SELECT ON lot TO public",
        "CREATE SCHEMA other",
        "CREATE FUNCTION one() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE RULE silent AS ON INSERT TO lot DO INSTEAD NOTHING",
        "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET jit = off', current_database()); END $$",
    ],
)
def test_what_was_rebuilt_is_not_used_again(
    databases: EmptyDatabases, postgres_server: PostgresServer, change: str
) -> None:
    name = databases.take()
    with psycopg.connect(postgres_server.url(name), autocommit=True) as connection:
        connection.execute(change.encode())
    databases.give_back(name)
    with pytest.raises(psycopg.OperationalError, match="does not exist"):
        psycopg.connect(postgres_server.url(name))
    assert databases.take().startswith("test_"), "a new copy"
