"""Every table there is, of whatever module: none is left out of what verification compares."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any, Final, NamedTuple

import psycopg
import pytest
from sqlalchemy import Boolean, String
from sqlalchemy import Integer as Whole

from lotproof.adapters.verify import verify
from lotproof.adapters.verify.findings import Findings
from lotproof.entrypoints.compose import Plant
from lotproof.entrypoints.demo import make_history
from lotproof.kernel import clock
from lotproof.kernel.record import RECORDS, Kind
from lotproof.ledger.signer import load_key_file

_LINKAGE: Final = {"alerts", "calendars", "monitoring", "notifications", "rules", "spc"}
"""Modules of which the history that is attacked has rows to edit; of an empty table only what is
put into it can be found."""
_MADE: Final = (987_654, "Z")
_CHANGED: Final = (987_653, "Y")
"""A number and a text that stand nowhere, as short as the shortest column."""
_UNGUARDED = """
DO $$ DECLARE each record; BEGIN
  FOR each IN SELECT conrelid::regclass AS held, conname FROM pg_constraint
    WHERE contype IN ('c', 'u') AND connamespace = 'public'::regnamespace
  LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', each.held, each.conname); END LOOP;
END $$
"""

Sql = Callable[..., None]


class Harm(NamedTuple):
    """What is done to one table: the keys of the rows, as verification names them."""

    edited: str | None
    deleted: str | None
    inserted: str


def strange(kind: Kind, name: str, given: tuple[int, str]) -> Any:
    """A value that no row of the column has."""
    number, text = given
    column = kind.table.c[name]
    if isinstance(column.type, Boolean):
        return True
    if isinstance(column.type, Whole):
        return number
    assert isinstance(column.type, String), column
    return text


def harm(sql: Sql, kind: Kind, rows: list[tuple[Any, ...]], keys: list[str]) -> Harm:
    """Edit the first row in all columns but its key, delete the last of several, add one."""
    names = [each.name for each in kind.fields]
    others = [name for name in names if name not in kind.key]
    where = " AND ".join(f'"{part}" = ?' for part in kind.key)
    edited = deleted = None
    if rows and others:
        places = ", ".join(f'"{name}" = ?' for name in others)
        new = [_other(kind, name, rows[0][names.index(name)]) for name in others]
        sql(f"UPDATE {kind.table.name} SET {places} WHERE {where}", *new, *kind.key_of(rows[0]))
        edited = keys[0]
    if len(rows) > 1:
        sql(f"DELETE FROM {kind.table.name} WHERE {where}", *kind.key_of(rows[-1]))
        deleted = keys[-1]
    columns, places = ", ".join(f'"{n}"' for n in names), ", ".join("?" for _ in names)
    made = tuple(strange(kind, name, _MADE) for name in names)
    sql(f"INSERT INTO {kind.table.name} ({columns}) VALUES ({places})", *made)
    return Harm(edited, deleted, "|".join(map(_as_key, kind.key, [kind] * len(kind.key))))


def _other(kind: Kind, name: str, value: Any) -> Any:
    """Another value than what stands there."""
    is_yes = isinstance(kind.table.c[name].type, Boolean)
    return not value if is_yes and value is not None else strange(kind, name, _CHANGED)


def _as_key(part: str, kind: Kind) -> str:
    field, value = kind.by_name[part], strange(kind, part, _MADE)
    if field.kind == "instant":
        return clock.text(value)
    return f"{field.type.prefix}_{value}" if field.kind == "id" else str(value)


def attack(url: str, told: dict[str, tuple[list[tuple[Any, ...]], list[str]]]) -> dict[str, Harm]:
    """Harm every table, as a superuser who takes away what stands in the way."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as lite:
            lite.execute("PRAGMA ignore_check_constraints = ON")

            def write(text: str, *values: Any) -> None:
                lite.execute(text, values)

            done = {name: harm(write, RECORDS[name], *rows) for name, rows in told.items()}
            lite.commit()
        return done
    with psycopg.connect(url) as raw:
        raw.execute(_UNGUARDED)

        def sql(text: str, *values: Any) -> None:
            raw.execute(text.replace("?", "%s").encode(), values)

        return {name: harm(sql, RECORDS[name], *rows) for name, rows in told.items()}


@pytest.mark.clause("21 CFR 11.10(a)")
def test_in_every_table_an_edited_deleted_and_inserted_row_is_named(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Findings, "PER_LEVEL_MAX", 1_000_000)
    plant = Plant(tmp_path / "site", database_url)
    make_history(plant, 100, 7, lambda done, aim: None)
    told = {}
    with plant.reader() as reader:
        for name, kind in RECORDS.items():
            found = reader.find(kind.cls)
            told[name] = [kind.row(each) for each in found], [kind.key_text(e) for e in found]
    plant.close()
    done = attack(database_url, told)

    key = load_key_file(plant.key_file).verifier
    with plant.database.snapshot() as connection:
        report = verify(connection, keys=(key,), memory=plant.memory_file)
    plant.database.close()
    named: dict[tuple[str, str, str], set[str]] = {}
    for each in report.findings:
        if each.level == "replay" and "table" in each.place:
            at = (each.place["table"], each.kind, each.place["key"])
            named.setdefault(at, set()).add(each.place.get("field", ""))
    wanted = {
        (RECORDS[name].table.name, damage, key)
        for name, harmed in done.items()
        for damage, key in zip(("edit", "delete", "insert"), harmed, strict=True)
        if key is not None
    }
    assert set(named) == wanted
    for name, harmed in done.items():
        kind = RECORDS[name]
        if harmed.edited is not None:
            changed = {each.name for each in kind.fields} - set(kind.key)
            assert changed <= named[kind.table.name, "edit", harmed.edited]
    edited = {name.partition(".")[0] for name, harmed in done.items() if harmed.edited is not None}
    assert _LINKAGE - edited == set()
