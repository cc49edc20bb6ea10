"""The records of one transaction: each once, with what the database holds of it and what it will.

Writes wait here until a read could notice that they are missing, or the transaction ends. So the
commands that share a transaction share their reads, and a row they all change is written once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from msgspec.structs import astuple

from lotproof.kernel.database import Connection, Row, Statement, sql_of
from lotproof.kernel.reader import Defect, plain
from lotproof.kernel.record import Kind, Record

Name = tuple[str, tuple[Any, ...]]
"""Kind of record and key."""

UNLOCKED, SHARED, EXCLUSIVE = range(3)
LOCKS = {"": UNLOCKED, "share": SHARED, "update": EXCLUSIVE}


class Redo(Exception):
    """What a refused command wrote has reached the database: run the batch one by one."""


_SEARCHED_MAX = 200
"""Among more records of a kind the database searches faster than a walk through memory."""


@dataclass(slots=True)
class Tracked:
    """A record, the row it is settled as, the row the database holds, and how it is locked."""

    record: Any
    row: Row | None
    stored: Row | None
    lock: int
    seen: tuple[Any, ...] | None = None
    """The values that `row` was made of, where equal values make equal rows."""

    def is_unchanged(self) -> bool:
        """Whether nothing was set since the record was settled; then no row need be made."""
        if not self.record.KIND.is_flat:
            return False
        values = astuple(self.record)
        if values == self.seen:
            return True
        self.seen = values
        return False


class Session:
    """Identity map and write buffer over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._tracked: dict[Name, Tracked] = {}
        self._of_kind: dict[str, dict[Name, Tracked]] = {}
        self._found: dict[str, dict[Any, list[Name]]] = {}
        self._fresh: set[tuple[str, int]] = set()
        self._dirty: dict[Name, Tracked] = {}
        self._dirty_tables: set[str] = set()
        self._active: dict[Name, Tracked] = {}
        self._taken: set[Name] = set()
        self._base: dict[Name, Row | None] = {}
        self._own_stored = False

    # --- one command after the other ------------------------------------------------------------

    def start(self) -> None:
        """A new command begins; what it touches from here on is its own."""
        self._active.clear()
        self._taken.clear()
        self._base.clear()
        self._own_stored = False

    def undo(self) -> None:
        """Forget what the current command did; Redo if some of it was written already."""
        if self._own_stored:
            raise Redo
        for name, tracked in self._active.items():
            base = self._base.get(name, tracked.row)
            self._found.pop(name[0], None)
            if base is None:
                del self._tracked[name]
                del self._of_kind[name[0]][name]
                self._dirty.pop(name, None)
                continue
            _reset(tracked, base)
            if base == tracked.stored:
                self._dirty.pop(name, None)
        self.start()

    def forget(self) -> None:
        """The database was rolled back: nothing known of it holds any more."""
        self._tracked.clear()
        self._of_kind.clear()
        self._found.clear()
        self._dirty.clear()
        self._dirty_tables.clear()
        self.start()

    # --- reading --------------------------------------------------------------------------------

    def known(self, name: Name, lock: str) -> Any | None:
        """A record that is here already and locked well enough."""
        tracked = self._tracked.get(name)
        if tracked is None or tracked.lock < LOCKS[lock]:
            return None
        self._touch(name, tracked, LOCKS[lock])
        return tracked.record

    def take_in(self, kind: Kind, row: Row, lock: str) -> Any:
        """The one record of a row that was just read."""
        name = (kind.name, kind.key_of(row))
        tracked = self._tracked.get(name)
        if tracked is None:
            tracked = self._track(name, Tracked(kind.load(row), row, row, LOCKS[lock]))
        elif tracked.stored != row:  # changed by others between a plain read and this one
            _reset(tracked, row)
            tracked.stored = row
        tracked.lock = max(tracked.lock, LOCKS[lock])
        self._touch(name, tracked, LOCKS[lock])
        return tracked.record

    def add(self, record: Record) -> None:
        kind = record.KIND
        name = (kind.name, kind.key_in(record))
        if name in self._tracked:
            raise Defect(f"{kind.name} {name[1]} is added twice")
        self._touch(name, self._track(name, Tracked(record, None, None, EXCLUSIVE)), EXCLUSIVE)
        self._found.pop(kind.name, None)

    def _track(self, name: Name, tracked: Tracked) -> Tracked:
        self._tracked[name] = self._of_kind.setdefault(name[0], {})[name] = tracked
        return tracked

    def made_up(self, counter: str, number: int) -> None:
        """A new id: until commit only records of this session can hold it."""
        self._fresh.add((counter, number))

    def in_memory(self, kind: Kind, equal: dict[str, Any], lock: str) -> list[Any] | None:
        """Records whose fields equal these values, in key order; None: the database must say.

        Memory can tell when one value is an id made in this transaction, or when the same was
        asked before, and since then nothing of the kind has changed and nobody was waited for.
        """
        mine = self._of_kind.get(kind.name, {})
        names = self._found.get(kind.name, {}).get(_question(equal, lock))
        if names is None:
            if len(mine) > _SEARCHED_MAX or not self._has_fresh(kind, equal):
                return None
            fields = [(name, plain(value)) for name, value in equal.items()]
            names = sorted(
                (
                    name
                    for name, each in mine.items()
                    if all(plain(getattr(each.record, field)) == value for field, value in fields)
                ),
                key=lambda name: name[1],
            )
        for name in names:
            self._touch(name, mine[name], LOCKS[lock])
        return [mine[name].record for name in names]

    def _has_fresh(self, kind: Kind, equal: dict[str, Any]) -> bool:
        return any(
            (field := kind.by_name[name]).kind == "id"
            and (field.type.counter, value) in self._fresh
            for name, value in equal.items()
        )

    def remember(self, kind: Kind, equal: dict[str, Any], lock: str, rows: Iterable[Row]) -> None:
        """What a search has found, for the next that asks the same."""
        names = [(kind.name, kind.key_of(row)) for row in rows]
        self._found.setdefault(kind.name, {})[_question(equal, lock)] = names

    def has_waited(self) -> None:
        """A lock was asked for: what others did until it was given must be seen from here on."""
        if not self.connection.is_alone:
            self._found.clear()

    def _touch(self, name: Name, tracked: Tracked, lock: int) -> None:
        """The current command sees the record; what an earlier one took it must take itself."""
        self._active[name] = tracked
        if lock == EXCLUSIVE:
            self._taken.add(name)

    # --- writing --------------------------------------------------------------------------------

    def settle(
        self,
        before: dict[Name, Row | None],
        after: dict[Name, Row],
        tables: frozenset[str] | None = None,
    ) -> None:
        """Note what the current command changed since the last call, as old and new rows.

        With `tables` only what stands in these, so that a read of them sees it.
        """
        for name, tracked in self._active.items():
            kind: Kind = tracked.record.KIND
            if tables is not None and (name not in self._taken or kind.table.name not in tables):
                continue
            if tracked.is_unchanged():
                continue
            row = kind.row(tracked.record)
            if row == tracked.row:
                continue
            self._found.pop(kind.name, None)
            if name not in self._taken:
                raise Defect(f"{name[0]} {name[1]} was changed without being taken")
            if name[1] != kind.key_of(row):
                raise Defect(f"the key of {name[0]} {name[1]} was changed")
            before.setdefault(name, tracked.row)
            self._base.setdefault(name, tracked.row)
            after[name] = tracked.row = row
            self._dirty[name] = tracked
            self._dirty_tables.add(kind.table.name)

    def write_at_once(self, statements: list[tuple[str, list[list[Any]]]]) -> None:
        """Write what is no record. It cannot be undone in memory: a refusal means to Redo."""
        self._own_stored = True
        self.has_waited()
        self.connection.write(statements)

    def concerns(self, tables: frozenset[str]) -> bool:
        """Whether unwritten rows belong to one of these tables."""
        return not self._dirty_tables.isdisjoint(tables)

    def flush(self) -> None:
        """Write what is settled and not yet in the database."""
        batches: dict[Any, tuple[Statement[Any], list[list[Any]]]] = {}
        for name, tracked in self._dirty.items():
            self._own_stored = self._own_stored or name in self._base
            _statement(batches, tracked, self.connection)
            tracked.stored = tracked.row
        self._dirty.clear()
        self._dirty_tables.clear()
        if batches:
            self.has_waited()
            dialect = self.connection.dialect
            self.connection.write(
                [(statement.on(dialect)[0], rows) for statement, rows in batches.values()]
            )


def _question(equal: dict[str, Any], lock: str) -> tuple[Any, ...]:
    return (lock, *((name, plain(value)) for name, value in equal.items()))


def _statement(
    batches: dict[Any, tuple[Statement[Any], list[list[Any]]]],
    tracked: Tracked,
    connection: Connection,
) -> None:
    kind: Kind = tracked.record.KIND
    sql, row, stored = sql_of(kind), tracked.row, tracked.stored
    assert row is not None
    values = {f.name: value for f, value in zip(kind.fields, row, strict=True)}
    columns: tuple[str, ...] = ()
    if stored is None:
        statement: Statement[Any] = sql.insert
    else:
        columns = tuple(
            f.name for f, new, old in zip(kind.fields, row, stored, strict=True) if new != old
        )
        if not columns:
            return
        statement = sql.update(columns)
        values |= {f"key_{part}": values[part] for part in kind.key}
    _, rows = batches.setdefault((kind.name, columns), (statement, []))
    rows.append([values[name] for name in statement.on(connection.dialect)[1]])


def _reset(tracked: Tracked, row: Row) -> None:
    """Set the record back to a row."""
    kind: Kind = tracked.record.KIND
    fresh = kind.load(row)
    for each in kind.fields:
        setattr(tracked.record, each.name, getattr(fresh, each.name))
    tracked.row, tracked.seen = row, None
