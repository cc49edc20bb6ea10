"""What the kernel asks of a database, and statements compiled once for each engine."""

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from sqlalchemy import Dialect, Table, bindparam, insert, select, update
from sqlalchemy.sql import ClauseElement, visitors

from lotproof.kernel.record import Kind, Record

Row = tuple[Any, ...]
R_co = TypeVar("R_co", bound=Record, covariant=True)


class UniqueViolation(Exception):
    """A unique constraint refused a row. Carries the table and column names."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        self.table, self.columns = table, tuple(columns)
        super().__init__(f"{table} ({', '.join(columns)}) must be unique")


class TryAgain(Exception):
    """Deadlock, lock time-out or lost connection: nothing is committed, the work may be redone."""


class Connection(Protocol):
    """One connection. `write` raises UniqueViolation or TryAgain; texts are compiled SQL."""

    dialect: Dialect
    is_alone: bool
    """Whether nobody else can write from `begin` until `commit`."""

    def begin(self) -> None: ...
    def end(self) -> None:
        """Nothing more is read: what is written from here on may travel with the commit."""

    def commit(self) -> None: ...
    def rollback(self) -> None: ...
    def savepoint(self, name: str) -> None: ...
    def release(self, name: str) -> None: ...
    def rollback_to(self, name: str) -> None: ...
    def rows(self, sql: str, params: Sequence[Any]) -> list[Row]: ...
    def write(self, statements: Iterable[tuple[str, Sequence[Sequence[Any]]]]) -> None: ...
    def close(self) -> None: ...


class Statement(Generic[R_co]):
    """A Core statement compiled once per dialect; `into` names the record kind of its rows."""

    def __init__(self, core: ClauseElement, into: type[R_co] | None = None) -> None:
        self.core, self.into = core, into
        self._compiled: dict[str, tuple[str, tuple[str, ...], dict[str, Any]]] = {}

    @cached_property
    def tables(self) -> frozenset[str]:
        """Names of the tables it reads."""
        return frozenset(e.name for e in visitors.iterate(self.core) if isinstance(e, Table))

    def on(self, dialect: Dialect) -> tuple[str, tuple[str, ...], dict[str, Any]]:
        """SQL text with positional places, their names in order, and literal values."""
        found = self._compiled.get(dialect.name)
        if found is None:
            done = self.core.compile(dialect=dialect)
            names = tuple(done.positiontup or ())  # type: ignore[attr-defined]
            found = self._compiled[dialect.name] = (str(done), names, dict(done.params))
        return found

    def values(self, dialect: Dialect, given: dict[str, Any]) -> tuple[str, list[Any]]:
        text, names, literals = self.on(dialect)
        return text, [given[n] if n in given else literals[n] for n in names]


class KindSql:
    """The statements of one record kind, made when first needed."""

    def __init__(self, kind: Kind) -> None:
        self.kind = kind
        table = kind.table
        self.tables = frozenset((table.name,))
        self.columns = [table.c[f.name] for f in kind.fields]
        self.insert: Statement[Any] = Statement(
            insert(table).values({c.name: bindparam(c.name) for c in self.columns})
        )
        self._where: dict[tuple[tuple[str, ...], str], Statement[Any]] = {}
        self._update: dict[tuple[str, ...], Statement[Any]] = {}

    def where(self, names: tuple[str, ...], lock: str) -> Statement[Any]:
        """Select whole rows by equality; `lock` is "", "share" or "update". In key order."""
        found = self._where.get((names, lock))
        if found is None:
            core = select(*self.columns).where(
                *(self.kind.table.c[n] == bindparam(n) for n in names)
            )
            core = core.order_by(*(self.kind.table.c[k] for k in self.kind.key))
            if lock:
                core = core.with_for_update(read=lock == "share", key_share=lock == "update")
            found = self._where[names, lock] = Statement(core)
        return found

    def update(self, names: tuple[str, ...]) -> Statement[Any]:
        """Update some columns of the row with the key; key places are named `key_<column>`."""
        found = self._update.get(names)
        if found is None:
            table = self.kind.table
            core = (
                update(table)
                .values({n: bindparam(n) for n in names})
                .where(*(table.c[k] == bindparam(f"key_{k}") for k in self.kind.key))
            )
            found = self._update[names] = Statement(core)
        return found


_SQL: dict[str, KindSql] = {}


def sql_of(kind: Kind) -> KindSql:
    found = _SQL.get(kind.name)
    if found is None:
        found = _SQL[kind.name] = KindSql(kind)
    return found
