"""Tables rebuilt from the ledger alone, in a scratch file, and compared with the real ones."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from types import TracebackType
from typing import Any, Self

import msgspec

from lotproof.adapters.verify.findings import Findings, Progress
from lotproof.adapters.verify.reading import Read
from lotproof.kernel.database import Connection, Row
from lotproof.kernel.meaning import Field, dump
from lotproof.kernel.record import RECORDS, Kind
from lotproof.kernel.text import Text, t
from lotproof.ledger.entry import Part

_PARTS = ("changes", "changes_personal")
_decode = msgspec.json.decode
_encode = msgspec.json.Encoder(order="deterministic").encode
_TABLE_PAGE = 2000

State = dict[str, Any]


class Change(msgspec.Struct):
    """One record change as an entry tells it: a new record, or fields from old to new."""

    record: str
    key: str
    new: State | None = None
    set: dict[str, tuple[Any, Any]] | None = None
    erased: State | None = None
    """What stands in the personal fields since what stood there was destroyed."""


_decode_changes = msgspec.json.Decoder(list[Change]).decode
_decode_change = msgspec.json.Decoder(Change).decode


def changes_in(parts: dict[str, Part]) -> Iterator[Change]:
    """The record changes that the parts tell; ValueError where they are damaged."""
    for name in _PARTS:
        part = parts.get(name)
        if part is None:
            continue
        if part.items is None:
            yield from _decode_changes(part.content)
        else:
            for _, item in part.items:
                yield _decode_change(item)


class Replay:
    """State of all records as the entries say, kept in a scratch SQLite file: flat in memory."""

    def __init__(self, findings: Findings, *, is_partial: bool = False) -> None:
        self.findings, self.is_partial = findings, is_partial
        self.changes = 0
        self._folder = TemporaryDirectory(prefix="lotproof-replay-")
        self._db = sqlite3.connect(Path(self._folder.name) / "state", isolation_level=None)
        self._db.execute("PRAGMA journal_mode=OFF")
        self._db.execute("PRAGMA synchronous=OFF")
        self._db.execute("PRAGMA cache_size=-65536")
        self._db.execute(
            "CREATE TABLE state (record TEXT, key TEXT, body BLOB,"
            " PRIMARY KEY (record, key)) WITHOUT ROWID"
        )
        self._db.execute("BEGIN")
        self._open: dict[tuple[str, str], State] = {}
        self._highest: dict[str, int] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._db.close()
        self._folder.cleanup()

    def apply(self, read: Read) -> None:
        """Carry out the changes of one entry."""
        try:
            for change in changes_in(read.parts):
                self._carry_out(read.seq, change)
        except ValueError as bad:
            self.findings.add(
                "replay",
                {"entry": read.seq},
                "history",
                t(
                    f"the changes of entry {read.seq} cannot be read: {bad}",
                    f"第 {read.seq} 条的变更无法读取：{bad}",
                ),
            )
        if len(self._open) > 20_000:
            self._flush()

    def _carry_out(self, seq: int, change: Change) -> None:
        self.changes += 1
        name = (change.record, change.key)
        state = self._open.get(name)
        if state is None:
            state = self._open[name] = {} if self._is_next(*name) else self._stored(*name)
        state.update(change.new or {})
        for field, blank in (change.erased or {}).items():
            state[field] = blank
            if blank is None and not self.is_partial:
                del state[field]
        for field, (old, new) in (change.set or {}).items():
            if field in state or not self.is_partial:
                self._check_old(seq, change, field, old, state.get(field))
            if new is None and not self.is_partial:
                state.pop(field, None)
            else:
                state[field] = new

    def _is_next(self, record: str, key: str) -> bool:
        """Whether the number at the end of the key is above all before it, as ids of new records
        are: then nothing can be stored under it, and need not be looked for."""
        digits = key.rpartition("_")[2]
        if not (digits.isascii() and digits.isdecimal() and len(digits) < 20):
            return False
        is_next = int(digits) > self._highest.get(record, -1)
        if is_next:
            self._highest[record] = int(digits)
        return is_next

    def _check_old(self, seq: int, change: Change, field: str, old: Any, held: Any) -> None:
        if old != held:
            self.findings.add(
                "replay",
                {"entry": seq, "record": change.record, "key": change.key, "field": field},
                "history",
                t(
                    f"entry {seq} says {field} was {old!r}; the entries before it make it {held!r}",
                    f"第 {seq} 条称 {field} 原为 {old!r}，而此前记录使其为 {held!r}",
                ),
            )

    def _stored(self, record: str, key: str) -> State:
        return _state(self._body(record, key))

    def _body(self, record: str, key: str) -> bytes | None:
        row = self._db.execute(
            "SELECT body FROM state WHERE record = ? AND key = ?", (record, key)
        ).fetchone()
        return row[0] if row else None

    def _flush(self) -> None:
        self._db.executemany(
            "INSERT INTO state VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body",
            [(record, key, _encode(state)) for (record, key), state in sorted(self._open.items())],
        )
        self._open.clear()

    def states(self, record: str) -> Iterator[tuple[str, State]]:
        """Every record of a kind as `(key, fields)`, in key order of the text."""
        self._flush()
        for key, body in self._db.execute(
            "SELECT key, body FROM state WHERE record = ? ORDER BY key", (record,)
        ):
            yield key, _decode(body)

    def state(self, record: str, key: str) -> State | None:
        self._flush()
        return self._stored(record, key) or None

    # --- comparison -----------------------------------------------------------------------------

    def compare(self, connection: Connection, progress: Progress) -> None:
        """Name each row and field in which the tables differ from the entries."""
        self._flush()
        for done, kind in enumerate(sorted(RECORDS.values(), key=lambda k: k.name)):
            progress("replay", done, len(RECORDS))
            self._compare_kind(connection, kind)

    def _compare_kind(self, connection: Connection, kind: Kind) -> None:
        table, matched = kind.table.name, 0
        for row in _table_rows(connection, kind):
            key, actual = _read_row(kind, row)
            body = self._body(kind.name, key)
            if body is not None and body == _encode(actual):
                matched += 1
                continue
            state = _state(body)
            if not state:
                if not self.is_partial:
                    self._say(
                        table,
                        key,
                        None,
                        "insert",
                        t("no entry made this row", "没有任何记录产生此行"),
                    )
                continue
            matched += 1
            self._compare_row(table, key, actual, state)
        expected = self._db.execute(
            "SELECT count(*) FROM state WHERE record = ?", (kind.name,)
        ).fetchone()[0]
        if matched != expected:
            self._name_missing(connection, kind)

    def _compare_row(self, table: str, key: str, actual: State, state: State) -> None:
        if self.is_partial:
            actual = {f: actual.get(f) for f in state}
        for field in sorted(actual.keys() | state.keys()):
            if actual.get(field) != state.get(field):
                self._say(
                    table,
                    key,
                    field,
                    "edit",
                    t(
                        f"{field} is {_short(actual.get(field))};"
                        f" the ledger made it {_short(state.get(field))}",
                        f"{field} 为 {_short(actual.get(field))}，"
                        f"而账本中为 {_short(state.get(field))}",
                    ),
                )

    def _name_missing(self, connection: Connection, kind: Kind) -> None:
        present = {_read_row(kind, row)[0] for row in _table_rows(connection, kind)}
        for key, _ in self.states(kind.name):
            if key not in present:
                self._say(
                    kind.table.name,
                    key,
                    None,
                    "delete",
                    t("the row that was made is gone", "应有的行已丢失"),
                )

    def _say(self, table: str, key: str, field: str | None, damage: str, said: Text) -> None:
        # The name of a table is a kind of text that JSON does not know.
        place = {"table": str(table), "key": key} | ({"field": field} if field else {})
        message = t(f"{table} {key}: {said.en}", f"{table} {key}：{said.zh}")
        self.findings.add("replay", place, damage, message)


def _state(body: bytes | None) -> State:
    found: State = _decode(body) if body is not None else {}
    return found


def _read_row(kind: Kind, row: Row) -> tuple[str, State]:
    """Key and fields of a row; cells that mean nothing, or not in our spelling, as they stand."""
    try:
        record = kind.load(row)
        written = kind.row(record)
        key, actual = kind.key_text(record), dump(record)
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError):
        key = "|".join(_raw_text(kind.by_name[part], row[i]) for part, i in _key_places(kind))
        return key, {f.name: f"unreadable: {v!r}" for f, v in zip(kind.fields, row, strict=True)}
    if written == row:
        return key, actual
    for field, ours, theirs in zip(kind.fields, written, row, strict=True):
        if ours != theirs:  # such as 2 for true: no search for true would find it
            actual[field.name] = f"unusual: {theirs!r}"
    return key, actual


def _key_places(kind: Kind) -> Iterable[tuple[str, int]]:
    return zip(kind.key, kind.key_indexes, strict=True)


def _raw_text(field: Field, value: Any) -> str:
    return f"{field.type.prefix}_{value}" if field.kind == "id" else str(value)


def _table_rows(connection: Connection, kind: Kind) -> Iterable[Row]:
    """All rows of a table, page by page in key order."""
    columns = ", ".join(f'"{f.name}"' for f in kind.fields)
    keys = ", ".join(f'"{part}"' for part in kind.key)
    place = "?" if connection.dialect.name == "sqlite" else "%s"
    places = ", ".join(place for _ in kind.key)
    head = f"SELECT {columns} FROM {kind.table.name}"  # noqa: S608 - names are our own
    tail = f" ORDER BY {keys} LIMIT {_TABLE_PAGE}"
    rows = connection.rows(head + tail, [])
    while rows:
        yield from rows
        last = kind.key_of(rows[-1])
        if len(rows) < _TABLE_PAGE:
            return
        rows = connection.rows(f"{head} WHERE ({keys}) > ({places}){tail}", list(last))
        if rows and kind.key_of(rows[-1]) == last:  # a damaged key does not lead on
            return


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=repr)[:120]
