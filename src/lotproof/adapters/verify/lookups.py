"""Level index: what finds entries by person, kind and outcome must say what the entries say."""

from hashlib import blake2b
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.adapters.databases.lookup import BLOCK_ENTRIES, Head, summary
from lotproof.adapters.databases.tables import LOOKUP
from lotproof.adapters.verify.findings import Findings
from lotproof.adapters.verify.reading import Read, blob
from lotproof.kernel.database import Connection, Statement
from lotproof.kernel.text import Text, t

_PAGE = 500
_ROWS = Statement[Any](
    select(LOOKUP.c.number, LOOKUP.c.summary)
    .where(LOOKUP.c.number > bindparam("after"))
    .order_by(LOOKUP.c.number)
    .limit(_PAGE)
)


class Lookups:
    """The row that each full block of entries should have, as a digest; flat in memory."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._digests: dict[int, bytes] = {}
        self._open: list[Head] = []
        self._block = 0
        self._entries = 0

    def expect(self, read: Read) -> None:
        """Entries in order; a block of which one could not be read has no expected row."""
        block = read.seq // BLOCK_ENTRIES
        if block != self._block:
            self._open.clear()
            self._block = block
        self._entries = read.seq + 1
        envelope = read.envelope
        self._open.append(Head(envelope.actor, envelope.kind, envelope.outcome))
        if len(self._open) == BLOCK_ENTRIES:
            self._digests[block] = _digest(summary(self._open))

    def compare(self, connection: Connection) -> None:
        """After the walk: name each block whose row is gone, made up or changed."""
        missing, after = set(self._digests), -(2**62)
        while rows := connection.rows(*_ROWS.values(connection.dialect, {"after": after})):
            for number, packed in rows:
                block = int(number)
                missing.discard(block)
                self._compare(block, blob(packed))
            after = int(rows[-1][0])
        for block in sorted(missing):
            self._say(block, "delete", t("is gone", "已丢失"))

    def _compare(self, block: int, packed: bytes) -> None:
        expected = self._digests.get(block)
        if block < 0 or (block + 1) * BLOCK_ENTRIES > self._entries:
            self._say(block, "insert", t("was made up: the block is not full", "系编造：该块未满"))
        elif expected is not None and expected != _digest(packed):
            self._say(
                block,
                "edit",
                t("finds other entries than those that are there", "所指记录与实际不符"),
            )

    def _say(self, block: int, kind: str, said: Text) -> None:
        first = block * BLOCK_ENTRIES
        self.findings.add(
            "index",
            {"table": "ledger_lookup", "key": str(block)},
            kind,
            t(
                f"what finds the entries from {first} by person, kind and outcome {said.en}",
                f"自第 {first} 条起按人员、类型、结果查找的索引{said.zh}",
            ),
        )


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
