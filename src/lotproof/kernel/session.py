"""The records of one transaction: each once, with what the database holds of it and what it will.

Writes wait here until a read could notice that they are missing, or the transaction ends. So the
commands that share a transaction share their reads, and a row they all change is written once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

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
            _reset(tracked.record, base)
            tracked.row = base
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
            _reset(tracked.record, row)
            tracked.row = tracked.stored = row
        tracked.lock = max(tracked.lock, LOCKS[lock])
        self._touch(name, tracked, LOCKS[lock])
        return tracked.record

    def add(self, record: Record) -> None:
        kind = record.KIND
        name = (kind.name, kind.key_of(kind.row(record)))
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
        asked before, nobody else can write, and nothing of the kind has changed since.
        """
        mine = self._of_kind.get(kind.name, {})
        names: Iterable[Name]
        if len(mine) <= _SEARCHED_MAX and self._has_fresh(kind, equal):
            fields = [(name, plain(value)) for name, value in equal.items()]
            names = sorted(
                (
                    name
                    for name, each in mine.items()
                    if all(plain(getattr(each.record, field)) == value for field, value in fields)
                ),
                key=lambda name: name[1],
            )
        else:
            question = (lock, *((name, plain(value)) for name, value in equal.items()))
            known = self._found.get(kind.name, {}).get(question)
            if known is None:
                return None
            names = known
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
        if self.connection.is_alone:
            question = (lock, *((name, plain(value)) for name, value in equal.items()))
            names = [(kind.name, kind.key_of(row)) for row in rows]
            self._found.setdefault(kind.name, {})[question] = names

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
            if tables is not None and kind.table.name not in tables:
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
            dialect = self.connection.dialect
            self.connection.write(
                [(statement.on(dialect)[0], rows) for statement, rows in batches.values()]
            )


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


def _reset(record: Any, row: Row) -> None:
    kind: Kind = record.KIND
    fresh = kind.load(row)
    for each in kind.fields:
        setattr(record, each.name, getattr(fresh, each.name))
