"""What both engines share: statements of the ledger tables, receipts, subject blocks."""

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from lotproof.adapters.databases.tables import COMMAND, COUNTER
from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Connection, Statement
from lotproof.kernel.record import METADATA
from lotproof.kernel.submission import PendingEntry, id_bytes
from lotproof.ledger.entry import decode


def insertion(table: Any) -> Statement[Any]:
    """The statement that inserts one row; a generated key is not asked back."""
    values: dict[str, Any] = {c.name: bindparam(c.name) for c in table.c if c.identity is None}
    return Statement(insert(table).values(values).inline())


REMEMBER = insertion(COMMAND)
NEXT = Statement[Any](select(COUNTER.c.next).where(COUNTER.c.name == bindparam("name")))


_IDLE_MAX = 8


class Database(ABC):
    """One site's database: connections, ids, and the ledger's tables."""

    writers: int
    """How many connections may write at once."""
    seals_inline: bool
    """True when entries are sequenced in the transaction that makes them."""
    url: str

    def __init__(self) -> None:
        self._idle: deque[Connection] = deque()

    @abstractmethod
    def connect(self, *, read_only: bool = False) -> Connection: ...

    @abstractmethod
    def create_tables(self) -> None:
        """Make what is missing; does nothing on a complete database."""

    @abstractmethod
    def reserve(self, counter: str, count: int) -> int:
        """The first of `count` consecutive numbers that nobody else gets."""

    @abstractmethod
    def append(self, connection: Connection, entries: Sequence[PendingEntry]) -> None: ...

    @abstractmethod
    def forget(self) -> None:
        """A transaction was rolled back: drop what was cached from it."""

    @abstractmethod
    def known(self, connection: Connection, ids: Sequence[str]) -> dict[str, tuple[bytes, bytes]]:
        """Digest and receipt of the commands among these that were recorded before."""

    def last_recorded(self, connection: Connection) -> Instant | None:
        rows = connection.rows("SELECT leaf FROM ledger_entry ORDER BY seq DESC LIMIT 1", [])
        return clock.parse(decode(bytes(rows[0][0])).recorded) if rows else None

    def remember(self, connection: Connection, done: Sequence[tuple[str, bytes, bytes]]) -> None:
        text, _, _ = REMEMBER.on(connection.dialect)
        connection.write([(text, [(id_bytes(i), d, r) for i, d, r in done])])

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A read-only connection that sees one moment; kept for the next reader afterwards."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = self.connect(read_only=True)
        try:
            connection.begin()
            yield connection
            connection.rollback()
        except BaseException:
            connection.close()
            raise
        if len(self._idle) < _IDLE_MAX:
            self._idle.append(connection)
        else:
            connection.close()

    def close(self) -> None:
        """Close what was kept."""
        while self._idle:
            self._idle.pop().close()


def named(dialect_name: str) -> set[str]:
    """Names of all tables and indexes that `ddl` makes."""
    return {
        str(name)
        for table in METADATA.sorted_tables
        if table.name != "ledger_pending" or dialect_name != "sqlite"
        for name in (table.name, *(index.name for index in table.indexes))
    }


def ddl(dialect_name: str) -> list[str]:
    """CREATE statements of all tables and indexes, safe to run again."""
    make: Any = sqlite.dialect if dialect_name == "sqlite" else postgresql.dialect
    dialect = make()
    statements = []
    for table in METADATA.sorted_tables:
        if table.name == "ledger_pending" and dialect_name == "sqlite":
            continue
        statements.append(str(CreateTable(table, if_not_exists=True).compile(dialect=dialect)))
        statements += [
            str(CreateIndex(index, if_not_exists=True).compile(dialect=dialect))
            for index in sorted(table.indexes, key=lambda i: str(i.name))
        ]
    return statements


def blocks(subject: str) -> Iterator[tuple[str, int, int]]:
    """`lot_12` or `ser_10..ser_20` → aligned blocks (prefix, level, number) that cover it."""
    first, _, last = subject.partition("..")
    prefix, _, number = first.rpartition("_")
    start = int(number)
    if not last:
        yield prefix, 0, start
        return
    end = int(last.rpartition("_")[2]) + 1
    while start < end:
        level = min(
            (start & -start).bit_length() - 1 if start else 62, (end - start).bit_length() - 1
        )
        yield prefix, level, start >> level
        start += 1 << level
