"""Any bit of any text or binary cell, flipped behind the program's back, is reported."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from sqlalchemy import LargeBinary, String, Table

from lotproof.adapters.databases.tables import INFRASTRUCTURE
from lotproof.adapters.verify import verify
from lotproof.kernel.record import RECORDS
from tests.attack.conftest import Site
from tests.support.sampling import LONG
from tests.support.toy_plant import submission, take
from tests.support.toys import Jar, JarId

HARMLESS = {
    ("kernel_command", "digest"): (
        "not sealed: it only tells whether a command that is sent again is the same; changed, the"
        " sender hears that the id was used before, and nothing is carried out"
    ),
}


def columns() -> list[tuple[Table, str]]:
    """All columns of text or bytes in the site's tables."""
    kinds = [k.table for k in RECORDS.values() if k.name.startswith(("toy.", "kernel."))]
    return [
        (table, column.name)
        for table in (*kinds, *INFRASTRUCTURE)
        for column in table.columns
        if isinstance(column.type, String | LargeBinary)
        and table.name != "ledger_pending"
        and (table.name, column.name) not in HARMLESS
    ]


@pytest.fixture
def attacked(site: Site) -> Iterator[Any]:
    """Give a connection that may write, and is rolled back after each attack."""
    connection: Any = site.database.connect(read_only=site.is_sqlite)
    if site.is_sqlite:
        connection.raw.execute("PRAGMA query_only=OFF")
    yield connection
    connection.close()


@pytest.mark.clause("EU GMP Annex 11 §7.1")
@settings(
    max_examples=1000 if LONG else 60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much],
)
@given(data=st.data())
def test_a_flipped_bit_is_reported(site: Site, attacked: Any, data: st.DataObject) -> None:
    table, column = data.draw(st.sampled_from(columns()))
    keys = [c.name for c in table.primary_key]
    attacked.begin()
    try:
        rows = attacked.rows(
            f'SELECT {", ".join(keys)}, "{column}" FROM {table.name} ORDER BY {", ".join(keys)}', []
        )
        rows = [r for r in rows if r[-1]]
        assume(rows)
        row = rows[data.draw(st.integers(0, len(rows) - 1), label="row")]
        is_text = isinstance(row[-1], str)
        cell = bytearray(row[-1].encode() if is_text else bytes(row[-1]))
        cell[data.draw(st.integers(0, len(cell) - 1), label="byte")] ^= 1 << data.draw(
            st.integers(0, 7), label="bit"
        )
        flip(site, attacked, f"{table.name}.{column}", keys, row, bytes(cell), is_text=is_text)
        report = verify(attacked, keys=(site.key.verifier,), memory=site.memory)
        assert report.findings, f"{table.name}.{column} of {row[:-1]} was {row[-1]!r}"
    finally:
        attacked.rollback()


def flip(
    site: Site, attacked: Any, where: str, keys: list[str], row: Any, cell: bytes, *, is_text: bool
) -> None:
    """Write the cell; a database that itself refuses what came out has reported it."""
    table, _, column = where.partition(".")
    place = "?" if site.is_sqlite else "%s"
    value: Any = cell
    if is_text and not site.is_sqlite:
        try:
            value = cell.decode()
        except UnicodeDecodeError:
            assume(False)
    written = f"CAST({place} AS TEXT)" if is_text else place
    which = " AND ".join(f"{key} = {place}" for key in keys)
    try:
        attacked.raw.execute(
            f'UPDATE {table} SET "{column}" = {written} WHERE {which}', [value, *row[:-1]]
        )
    except (sqlite3.Error, psycopg.Error):
        assume(False)


def test_what_does_not_matter_is_harmless_indeed(site: Site) -> None:
    """The only cells that may be changed unnoticed, each with its reason."""
    assert set(HARMLESS) == {("kernel_command", "digest")}
    given_ = submission(take(JarId(1), 2))
    (first,) = site.submit(given_)
    site.sql("UPDATE kernel_command SET digest = ?", bytes(32))
    (again,) = site.submit(given_)
    assert (first.outcome, again.code) == ("done", "command_id_reused")
    with site.reader() as reader:
        before = reader.get(Jar, 1).quantity
    site.submit(given_)
    with site.reader() as reader:
        assert reader.get(Jar, 1).quantity == before
