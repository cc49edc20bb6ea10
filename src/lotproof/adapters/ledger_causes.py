"""What the walk along causes reads of the ledger: each question one statement over an index."""

import uuid
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BindParameter, and_, bindparam, or_, select

from lotproof.adapters.databases.tables import ENTRY, SUBJECT
from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.database import Row, Statement
from lotproof.ledger.entry import Envelope, Sealed, decode, unpack

_AT_ONCE = 32
"""Entries that one statement looks up: a text that is compiled once has no room for a list."""
_LEVELS = 25
"""Blocks of consecutive ids in the index hold 2^0 … 2^24 of them."""

_PLACES: list[BindParameter[Any]] = [bindparam(f"at{i}") for i in range(_AT_ONCE)]
_BY_COMMANDS = Statement[Any](
    select(ENTRY.c.seq, ENTRY.c.leaf, ENTRY.c.parts)
    .where(ENTRY.c.command_id.in_(_PLACES))
    .order_by(ENTRY.c.seq)
)
_BY_NUMBERS = Statement[Any](
    select(ENTRY.c.seq, ENTRY.c.leaf, ENTRY.c.parts)
    .where(ENTRY.c.seq.in_(_PLACES))
    .order_by(ENTRY.c.seq)
)
_LEAVES = Statement[Any](
    select(ENTRY.c.seq, ENTRY.c.leaf).where(ENTRY.c.seq.in_(_PLACES)).order_by(ENTRY.c.seq)
)
_SUBJECTS = (
    select(SUBJECT.c.seq)
    .distinct()
    .where(SUBJECT.c.prefix == bindparam("prefix"))
    .where(
        or_(
            *(
                and_(SUBJECT.c.level == level, SUBJECT.c.block == bindparam(f"block{level}"))
                for level in range(_LEVELS)
            )
        )
    )
    .limit(bindparam("limit"))
)
_ABOUT = Statement[Any](_SUBJECTS.order_by(SUBJECT.c.seq))
_NEWEST_ABOUT = Statement[Any](_SUBJECTS.order_by(SUBJECT.c.seq.desc()))


class CausesView:
    """Entries by command, by number, and by what they are about."""

    def __init__(self, view: LedgerView) -> None:
        self._connection = view.connection

    def of_commands(self, command_ids: Sequence[str]) -> list[Sealed]:
        """The entries of these commands, in order of their numbers; unknown ids give none."""
        return [
            Sealed(int(row[0]), bytes(row[1]), decode(bytes(row[1])), unpack(bytes(row[2])))
            for row in self._each(_BY_COMMANDS, [uuid.UUID(text).bytes for text in command_ids])
        ]

    def at(self, seqs: Collection[int]) -> list[Sealed]:
        """The entries with these numbers, in order."""
        return [
            Sealed(int(row[0]), bytes(row[1]), decode(bytes(row[1])), unpack(bytes(row[2])))
            for row in self._each(_BY_NUMBERS, sorted(seqs))
        ]

    def envelopes(self, seqs: Collection[int]) -> list[tuple[int, Envelope]]:
        """The heads of entries: cheap also where thousands of readings hang on one."""
        return [(int(row[0]), decode(bytes(row[1]))) for row in self._each(_LEAVES, sorted(seqs))]

    def about(self, prefix: str, number: int, limit: int, *, newest: bool = False) -> list[int]:
        """Numbers of at most `limit` entries about an id, the oldest first; or the newest first."""
        blocks = {f"block{level}": number >> level for level in range(_LEVELS)}
        given = {"prefix": prefix, "limit": limit} | blocks
        asked = _NEWEST_ABOUT if newest else _ABOUT
        text, values = asked.values(self._connection.dialect, given)
        return [int(row[0]) for row in self._connection.rows(text, values)]

    def _each(self, statement: Statement[Any], keys: Sequence[Any]) -> list[Row]:
        found: list[Row] = []
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            filled = [*some, *[some[-1]] * (_AT_ONCE - len(some))]
            given = {f"at{i}": key for i, key in enumerate(filled)}
            text, values = statement.values(self._connection.dialect, given)
            found += self._connection.rows(text, values)
        return found
