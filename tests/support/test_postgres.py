"""The test server itself: found, fresh, durable, and gone afterwards."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from tests.support.postgres import (
    PostgresServer,
    PostgresUnavailable,
    bundled_directories,
    find_binaries,
    server_version,
)

ROOT = Path(__file__).resolve().parents[2]


def test_server_is_new_enough() -> None:
    assert (server_version(find_binaries()) or 0) >= 15


def test_bundled_server_serves_where_none_is_installed() -> None:
    assert (server_version(find_binaries({}, [bundled_directories])) or 0) >= 15


def test_without_any_server_the_sentence_says_what_to_install() -> None:
    with pytest.raises(PostgresUnavailable, match="apt install postgresql"):
        find_binaries({}, [])


def test_a_wrong_directory_in_the_environment_is_not_passed_over(tmp_path: Path) -> None:
    with pytest.raises(PostgresUnavailable, match="LOTPROOF_PG_BIN"):
        find_binaries({"LOTPROOF_PG_BIN": str(tmp_path)})


def test_every_test_gets_an_empty_database(postgres_server: PostgresServer) -> None:
    first, second = postgres_server.create_database(), postgres_server.create_database()
    with psycopg.connect(postgres_server.url(first)) as connection:
        connection.execute("CREATE TABLE lot (number text)")
        connection.commit()
        postgres_server.drop_database(first)
    with psycopg.connect(postgres_server.url(second)) as connection:
        assert connection.execute("SELECT to_regclass('lot')").fetchone() == (None,)
    postgres_server.drop_database(second)


@pytest.mark.parametrize("end", ["stop", "stop_immediate", "kill9"])
def test_what_was_committed_survives(durable_postgres_server: PostgresServer, end: str) -> None:
    server = durable_postgres_server
    with psycopg.connect(server.url(), autocommit=True) as connection:
        connection.execute("CREATE TABLE lot AS SELECT 7 AS number")
    getattr(server, end)()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(server.url())
    server.start()
    with psycopg.connect(server.url()) as connection:
        assert connection.execute("SELECT number FROM lot").fetchone() == (7,)


def test_database_url_is_fresh_and_of_each_kind(database_url: str) -> None:
    assert database_url.startswith(("sqlite:///", "postgresql://"))


def test_server_dies_with_a_killed_test_process() -> None:
    """A worker killed by -9 runs no clean-up of its own; no server may outlive it."""
    program = (
        "import time; from tests.support.postgres import PostgresServer;"
        "server = PostgresServer(durable=False).__enter__();"
        "print(server._home, flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as worker:
        assert worker.stdout is not None
        home = Path(worker.stdout.readline().strip())
        server = int((home / "data" / "postmaster.pid").read_text().splitlines()[0])
        os.kill(worker.pid, signal.SIGKILL)
    deadline = time.monotonic() + 15
    while home.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not home.exists()
    with pytest.raises(ProcessLookupError):
        os.kill(server, 0)
