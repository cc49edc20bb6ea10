"""Sequencing: pending entries get their numbers and enter the tree, in the caller's transaction."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.adapters.databases.base import blocks, insertion
from lotproof.adapters.databases.lookup import BLOCK_ENTRIES, Head, head_of, summary
from lotproof.adapters.databases.tables import ENTRY, HEAD, LOOKUP, SUBJECT, TILE
from lotproof.kernel.database import Connection, Statement
from lotproof.kernel.submission import PendingEntry, id_bytes
from lotproof.ledger.tiles import TILE_WIDTH, TileBuilder, subtree_root
from lotproof.ledger.tree import Frontier, leaf_hash

_ENTRY, _SUBJECT, _LOOKUP, _TILE, _HEAD = (
    insertion(table) for table in (ENTRY, SUBJECT, LOOKUP, TILE, HEAD)
)
_HEAD_UPDATE = {
    "sqlite": "UPDATE ledger_head SET frontier = ?",
    "postgresql": "UPDATE ledger_head SET frontier = %s",
}
_READ_HEAD = Statement[Any](select(HEAD.c.frontier))
_HASHES = Statement[Any](
    select(ENTRY.c.hash)
    .where(ENTRY.c.seq >= bindparam("first"))
    .where(ENTRY.c.seq < bindparam("end"))
    .order_by(ENTRY.c.seq)
)
_LEAVES = Statement[Any](
    select(ENTRY.c.leaf).where(ENTRY.c.seq >= bindparam("first")).order_by(ENTRY.c.seq)
)
_STORED = Statement[Any](
    select(TILE.c.hashes)
    .where(TILE.c.level == bindparam("level"))
    .where(TILE.c.number == bindparam("number"))
)
_STORED_RUN = Statement[Any](
    select(TILE.c.hashes)
    .where(TILE.c.level == bindparam("level"))
    .where(TILE.c.number >= bindparam("first"))
    .where(TILE.c.number < bindparam("end"))
    .order_by(TILE.c.number)
)


def read_frontier(connection: Connection) -> Frontier:
    """The tree as sealed so far; size 0 before the first entry."""
    rows = connection.rows(_READ_HEAD.on(connection.dialect)[0], [])
    return Frontier.from_bytes(bytes(rows[0][0])) if rows else Frontier()


def read_tile(connection: Connection, level: int, n: int, width: int) -> bytes:
    """The hashes of a tile: stored when full, else made from what lies below it."""
    dialect = connection.dialect
    if width == TILE_WIDTH:
        text, values = _STORED.values(dialect, {"level": level, "number": n})
        rows = connection.rows(text, values)
        return bytes(rows[0][0]) if rows else b""
    span = {"first": n * TILE_WIDTH, "end": n * TILE_WIDTH + width}
    if level == 0:
        text, values = _HASHES.values(dialect, span)
        return b"".join(bytes(row[0]) for row in connection.rows(text, values))
    text, values = _STORED_RUN.values(dialect, span | {"level": level - 1})
    return b"".join(subtree_root(bytes(row[0])) for row in connection.rows(text, values))


class Sealing:
    """Appends to the tree. Keeps the frontier, open tiles and the open block between calls."""

    def __init__(self) -> None:
        self._frontier: Frontier | None = None
        self._tiles = TileBuilder()
        self._heads: list[Head] = []

    def forget(self) -> None:
        """What was appended last was rolled back; read the head again."""
        self._frontier = None

    def seal(self, connection: Connection, entries: Iterable[PendingEntry]) -> int:
        """Number the entries, store them, extend the tree; gives the new size."""
        frontier = self.resume(connection)
        first = frontier.size
        rows, subjects, lookups, hashes = [], [], [], []
        for seq, entry in enumerate(entries, first):
            hashed = leaf_hash(entry.leaf)
            hashes.append(hashed)
            rows.append((seq, id_bytes(entry.command_id), hashed, entry.leaf, entry.parts))
            subjects += [(*block, seq) for subject in entry.subjects for block in blocks(subject)]
            self._heads.append(head_of(entry.leaf))
            if len(self._heads) == BLOCK_ENTRIES:
                lookups.append((seq // BLOCK_ENTRIES, summary(self._heads)))
                self._heads.clear()
        frontier.append_many(hashes)
        tiles = [(tile.level, tile.n, data) for tile, data in self._tiles.append_many(hashes)]
        dialect = connection.dialect
        head = _HEAD_UPDATE[dialect.name]
        head_row: list[Any] = [frontier.to_bytes()]
        if first == 0:
            head, head_row = _HEAD.on(dialect)[0], [1, frontier.to_bytes()]
        statements: list[tuple[str, Sequence[Sequence[Any]]]] = [
            (_ENTRY.on(dialect)[0], rows),
            (_SUBJECT.on(dialect)[0], subjects),
            (_LOOKUP.on(dialect)[0], lookups),
            (_TILE.on(dialect)[0], tiles),
            (head, [head_row]),
        ]
        connection.write([(text, values) for text, values in statements if values])
        return frontier.size

    def resume(self, connection: Connection) -> Frontier:
        """Read where the tree stands, unless that is known."""
        if self._frontier is None:
            self._frontier = read_frontier(connection)
            self._tiles = TileBuilder.resume(
                self._frontier.size, lambda *tile: read_tile(connection, *tile)
            )
            first = self._frontier.size // BLOCK_ENTRIES * BLOCK_ENTRIES
            leaves = connection.rows(*_LEAVES.values(connection.dialect, {"first": first}))
            self._heads = [head_of(bytes(row[0])) for row in leaves]
        return self._frontier
