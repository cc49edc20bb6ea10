"""Finding entries by what they are about, by whom, of which kind, with which outcome, and when.

Newest first, a bounded amount of reading for each question: whoever wants more asks again from
where the answer ended.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.adapters.databases.lookup import BLOCK_ENTRIES, Wanted, fits, head_of, places
from lotproof.adapters.databases.tables import ENTRY, LOOKUP
from lotproof.adapters.ledger_view import LedgerView
from lotproof.kernel.database import Statement

BLOCKS_MAX = 20_000
"""Rows of the lookup that one question reads: five million entries."""
READ_MAX = 40
"""Blocks without a row of which one question reads the entries instead."""
ABOUT_MAX = 2_000
"""Entries about a subject that one question reads to see whether they fit."""
_PAGE = 200

_BLOCKS = Statement[Any](
    select(LOOKUP.c.number, LOOKUP.c.summary)
    .where(LOOKUP.c.number >= bindparam("first"))
    .where(LOOKUP.c.number <= bindparam("last"))
)
_LEAVES = Statement[Any](
    select(ENTRY.c.seq, ENTRY.c.leaf)
    .where(ENTRY.c.seq >= bindparam("first"))
    .where(ENTRY.c.seq < bindparam("end"))
    .order_by(ENTRY.c.seq.desc())
)
_LEAF = Statement[Any](select(ENTRY.c.leaf).where(ENTRY.c.seq == bindparam("seq")))


@dataclass(frozen=True)
class Question:
    """Entries `first` … `end` − 1 that fit `wanted`, of a subject if one is named."""

    wanted: Wanted
    first: int
    end: int
    subject: tuple[str, int] | None = None
    """Prefix and number of an id."""


@dataclass(frozen=True)
class Found:
    """Numbers of entries, newest first; `next_before` is where to go on, None at the end."""

    seqs: list[int]
    next_before: int | None


def search(view: LedgerView, question: Question, limit: int) -> Found:
    """Up to `limit` entries; fewer, with a place to go on, where the reading was cut short."""
    walk = _about(view, question) if question.subject else _all(view, question)
    seqs: list[int] = []
    for seq, is_fit in walk:
        if not is_fit:
            return Found(seqs, seq)
        if len(seqs) == limit:
            return Found(seqs, seqs[-1])
        seqs.append(seq)
    return Found(seqs, None)


Step = tuple[int, bool]
"""An entry that fits; or, with False, the entry before which reading was cut short."""


def _about(view: LedgerView, question: Question) -> Iterator[Step]:
    assert question.subject is not None
    prefix, number = question.subject
    before, read = question.end, 0
    while seqs := view.about(prefix, number, before=before, limit=_PAGE):
        for seq in seqs:
            if seq < question.first:
                return
            if read == ABOUT_MAX:
                yield seq + 1, False
                return
            if question.wanted:
                read += 1
            if not question.wanted or fits(head_of(_leaf(view, seq)), question.wanted):
                yield seq, True
        before = seqs[-1]


def _leaf(view: LedgerView, seq: int) -> bytes:
    connection = view.connection
    return bytes(connection.rows(*_LEAF.values(connection.dialect, {"seq": seq}))[0][0])


def _all(view: LedgerView, question: Question) -> Iterator[Step]:
    first, end = question.first, min(question.end, view.size)
    if not question.wanted:
        yield from ((seq, True) for seq in range(end - 1, first - 1, -1))
        return
    full = view.size // BLOCK_ENTRIES * BLOCK_ENTRIES
    for seq in _read(view, question, max(first, full), end):
        yield seq, True
    yield from _by_blocks(view, question, min(end, full))


def _by_blocks(view: LedgerView, question: Question, end: int) -> Iterator[Step]:
    """Entries before `end` by the rows of full blocks, newest first."""
    lowest, last = question.first // BLOCK_ENTRIES, (end - 1) // BLOCK_ENTRIES
    stop = max(lowest, last - BLOCKS_MAX + 1)
    read = 0
    for block, packed in _blocks(view, stop, last):
        start = block * BLOCK_ENTRIES
        if packed is not None:
            seqs: Iterable[int] = (start + place for place in places(packed, question.wanted))
        elif read < READ_MAX:  # a row that is gone: the entries say it themselves
            read += 1
            seqs = _read(view, question, start, start + BLOCK_ENTRIES)
        else:
            yield start + BLOCK_ENTRIES, False
            return
        yield from ((seq, True) for seq in seqs if question.first <= seq < end)
    if stop > lowest:
        yield stop * BLOCK_ENTRIES, False


def _blocks(view: LedgerView, first: int, last: int) -> Iterator[tuple[int, bytes | None]]:
    """Every block from the last to the first, with its row if there is one."""
    connection = view.connection
    while first <= last:
        span = {"first": max(first, last - _PAGE + 1), "last": last}
        rows = connection.rows(*_BLOCKS.values(connection.dialect, span))
        packed = {int(row[0]): bytes(row[1]) for row in rows}
        for block in range(last, span["first"] - 1, -1):
            yield block, packed.get(block)
        last = span["first"] - 1


def _read(view: LedgerView, question: Question, first: int, end: int) -> Iterator[int]:
    if first >= end:
        return
    connection = view.connection
    span = {"first": first, "end": end}
    for seq, leaf in connection.rows(*_LEAVES.values(connection.dialect, span)):
        if fits(head_of(bytes(leaf)), question.wanted):
            yield int(seq)
