"""The sealed ledger as others see it: sizes, checkpoints, tiles, entries, proofs. Reads only."""

import uuid
from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from lotproof.adapters.databases.sealing import read_frontier, read_tile
from lotproof.adapters.databases.tables import CHECKPOINT, ENTRY, PENDING, SUBJECT
from lotproof.kernel.database import Connection, Row, Statement
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.entry import Sealed, decode, unpack
from lotproof.ledger.note import parse_note
from lotproof.ledger.proof import Proof
from lotproof.ledger.tiles import TILE_WIDTH, encode_bundle, node_reader, tile_width
from lotproof.ledger.tree import ReadNodes, prove_consistency, prove_inclusion, root_at

_BY_SEQ = Statement[Any](
    select(ENTRY.c.seq, ENTRY.c.leaf, ENTRY.c.parts)
    .where(ENTRY.c.seq >= bindparam("first"))
    .where(ENTRY.c.seq < bindparam("end"))
    .order_by(ENTRY.c.seq)
)
_BY_COMMAND = Statement[Any](
    select(ENTRY.c.seq, ENTRY.c.leaf, ENTRY.c.parts).where(ENTRY.c.command_id == bindparam("id"))
)
_PENDING = Statement[Any](
    select(PENDING.c.leaf, PENDING.c.parts).where(PENDING.c.command_id == bindparam("id"))
)
_BLOCK = Statement[Any](
    select(SUBJECT.c.seq)
    .where(SUBJECT.c.prefix == bindparam("prefix"))
    .where(SUBJECT.c.level == bindparam("level"))
    .where(SUBJECT.c.block == bindparam("block"))
    .where(SUBJECT.c.seq < bindparam("before"))
    .order_by(SUBJECT.c.seq.desc())
    .limit(bindparam("limit"))
)
_CHECKPOINT_FROM = Statement[Any](
    select(CHECKPOINT.c.size, CHECKPOINT.c.note)
    .where(CHECKPOINT.c.size >= bindparam("size"))
    .order_by(CHECKPOINT.c.size)
    .limit(1)
)
_CHECKPOINT_LAST = Statement[Any](
    select(CHECKPOINT.c.size, CHECKPOINT.c.note).order_by(CHECKPOINT.c.size.desc()).limit(1)
)
_LEVEL_MAX = 24
"""Runs of more than 2^24 consecutive ids are indexed in several blocks."""


_FIRST = Statement[Any](
    select(func.min(SUBJECT.c.seq))
    .where(SUBJECT.c.prefix == bindparam("prefix"))
    .where(
        or_(
            *(
                and_(SUBJECT.c.level == level, SUBJECT.c.block == bindparam(f"block{level}"))
                for level in range(_LEVEL_MAX + 1)
            )
        )
    )
)


class NotSealed(LookupError):
    """No such entry, or it is not yet under a signed checkpoint."""


class LedgerView:
    """Reads one ledger over one connection."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    @property
    def size(self) -> int:
        return read_frontier(self.connection).size

    @property
    def root(self) -> bytes:
        return read_frontier(self.connection).root()

    def _rows(self, statement: Statement[Any], **params: Any) -> list[Row]:
        text, values = statement.values(self.connection.dialect, params)
        return self.connection.rows(text, values)

    # --- entries --------------------------------------------------------------------------------

    def entries(self, first: int, end: int, step: int = 1000) -> Iterator[Sealed]:
        """Entries first … end − 1, read in pages so that memory stays flat."""
        while first < end:
            rows = self._rows(_BY_SEQ, first=first, end=min(end, first + step))
            if not rows:
                return
            for row in rows:
                yield _sealed(row)
            first += step

    def entry(self, seq: int) -> Sealed:
        for found in self.entries(seq, seq + 1):
            return found
        raise NotSealed(f"there is no entry {seq}")

    def of_command(self, command_id: str) -> Sealed:
        rows = self._rows(_BY_COMMAND, id=uuid.UUID(command_id).bytes)
        if not rows:
            raise NotSealed(f"command {command_id} is not in the ledger")
        return _sealed(rows[0])

    def recorded(self, command_id: str) -> Sealed:
        """The entry of a command, also while it waits for its number, which is then −1.

        NotSealed if nothing is known of the command.
        """
        try:
            return self.of_command(command_id)
        except NotSealed:
            if self.connection.dialect.name == "sqlite":  # nothing waits there
                raise
        rows = self._rows(_PENDING, id=uuid.UUID(command_id).bytes)
        if not rows:
            raise NotSealed(f"command {command_id} is not known")
        return _sealed((-1, *rows[0]))

    def about(
        self, prefix: str, number: int, *, before: int | None = None, limit: int = 200
    ) -> list[int]:
        """Numbers of the entries about an id, newest first."""
        found: set[int] = set()
        for level in range(_LEVEL_MAX + 1):
            rows = self._rows(
                _BLOCK,
                prefix=prefix,
                level=level,
                block=number >> level,
                before=2**62 if before is None else before,
                limit=limit,
            )
            found.update(row[0] for row in rows)
        return sorted(found, reverse=True)[:limit]

    def first_about(self, prefix: str, number: int) -> int | None:
        """Number of the oldest entry about an id; None if there is none."""
        blocks = {f"block{level}": number >> level for level in range(_LEVEL_MAX + 1)}
        ((seq,),) = self._rows(_FIRST, prefix=prefix, **blocks)
        return None if seq is None else int(seq)

    def size_at(self, instant: str) -> int:
        """The tree size at a moment (RFC 3339 UTC text): entries recorded up to then."""
        low, high = 0, self.size
        while low < high:
            middle = (low + high) // 2
            if self.entry(middle).envelope.recorded <= instant:
                low = middle + 1
            else:
                high = middle
        return low

    # --- tiles and proofs -----------------------------------------------------------------------

    def tile(self, level: int, n: int, width: int) -> bytes:
        if not 1 <= width <= TILE_WIDTH or tile_width(level, n, self.size) < width:
            raise NotSealed(f"there is no tile {level}/{n} of width {width}")
        return read_tile(self.connection, level, n, width)

    def bundle(self, n: int, width: int) -> bytes:
        if not 1 <= width <= TILE_WIDTH or tile_width(0, n, self.size) < width:
            raise NotSealed(f"there is no bundle {n} of width {width}")
        first = n * TILE_WIDTH
        return encode_bundle(
            bytes(row[1]) for row in self._rows(_BY_SEQ, first=first, end=first + width)
        )

    def nodes(self, size: int) -> ReadNodes:
        return node_reader(size, lambda *tile: read_tile(self.connection, *tile))

    def consistency(self, old: int, new: int) -> list[bytes]:
        return prove_consistency(old, new, self.nodes(new)) if 0 < old < new else []

    def root_at(self, size: int) -> bytes:
        return root_at(size, self.nodes(size))

    def checkpoint(self) -> str:
        """The newest signed checkpoint; NotSealed before the first."""
        rows = self._rows(_CHECKPOINT_LAST)
        if not rows:
            raise NotSealed("nothing is signed yet")
        return str(rows[0][1])

    @property
    def signed_size(self) -> int:
        """How many entries the newest signed checkpoint covers."""
        rows = self._rows(_CHECKPOINT_LAST)
        return int(rows[0][0]) if rows else 0

    def proof(self, seq: int) -> str:
        """The `.tlog-proof` receipt of an entry, under the first checkpoint that covers it."""
        rows = self._rows(_CHECKPOINT_FROM, size=seq + 1)
        if not rows:
            raise NotSealed(f"entry {seq} is recorded; no signed checkpoint covers it yet")
        size, note = int(rows[0][0]), str(rows[0][1])
        if parse_checkpoint(parse_note(note).text).size != size:
            raise NotSealed(f"the checkpoint stored for size {size} says another size")
        return Proof(seq, tuple(prove_inclusion(seq, size, self.nodes(size))), note).text


def _sealed(row: Row) -> Sealed:
    leaf = bytes(row[1])
    return Sealed(int(row[0]), leaf, decode(leaf), unpack(bytes(row[2])))
