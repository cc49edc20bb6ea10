"""Tests do not wait for the disk; the product does."""

import subprocess
import sys
from pathlib import Path

from lotproof.adapters.databases.sqlite import SqliteConnection
from tests.support.quick_sqlite import with_tables

ASK = """
import sys
from lotproof.adapters.databases.sqlite import SqliteConnection
raw = SqliteConnection(sys.argv[1], read_only=False).raw
print(*(raw.execute(f"PRAGMA {each}").fetchone()[0] for each in ("synchronous", "journal_mode")))
"""


def test_only_this_process_does_not_wait(tmp_path: Path) -> None:
    """What SQLite calls FULL is 2: the disk has the commit before it is told of."""
    path = tmp_path / "database.sqlite"
    path.write_bytes(with_tables())
    ours = SqliteConnection(str(path), read_only=False)
    assert ours.raw.execute("PRAGMA synchronous").fetchone() == (0,)
    ours.close()
    said = subprocess.run(
        [sys.executable, "-c", ASK, path], capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["2", "wal"]


def test_a_file_with_tables_has_no_row(tmp_path: Path) -> None:
    path = tmp_path / "database.sqlite"
    path.write_bytes(with_tables())
    connection = SqliteConnection(str(path), read_only=False)
    tables = connection.rows("SELECT name FROM sqlite_master WHERE type = 'table'", [])
    assert ("warehouse_lot",) in tables
    full = [name for (name,) in tables if connection.rows(f'SELECT 1 FROM "{name}" LIMIT 1', [])]
    assert full == []
    connection.close()
