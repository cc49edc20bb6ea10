"""Level index: the tables that only help to find entries must say the same as the entries."""

import json
import uuid
from hashlib import blake2b
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.adapters.databases.base import blocks
from lotproof.adapters.databases.tables import COMMAND, SUBJECT
from lotproof.adapters.verify.chain import Read
from lotproof.adapters.verify.findings import Findings
from lotproof.kernel.database import Connection, Statement

_PAGE = 5000
_COMMANDS = Statement[Any](
    select(COMMAND.c.id, COMMAND.c.receipt)
    .where(COMMAND.c.id > bindparam("after"))
    .order_by(COMMAND.c.id)
    .limit(_PAGE)
)
_SUBJECTS = Statement[Any](
    select(SUBJECT.c.seq)
    .where(SUBJECT.c.prefix == bindparam("prefix"))
    .where(SUBJECT.c.level == bindparam("level"))
    .where(SUBJECT.c.block == bindparam("block"))
    .where(SUBJECT.c.seq == bindparam("seq"))
)


class Index:
    """Order-free sums over what the index tables should hold, compared with what they hold."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._subjects = self._commands = 0

    def expect(self, read: Read) -> None:
        envelope = read.envelope
        subjects: Any = envelope.subjects
        if "subjects" in read.parts:
            subjects = json.loads(read.parts["subjects"].content)
        for subject in subjects:
            for block in blocks(subject):
                self._subjects += _sum(*block, read.seq)
        self.expect_command(read)

    def expect_command(self, read: Read) -> None:
        """An entry that a person or program asked for has a receipt; also while it is pending."""
        envelope = read.envelope
        if envelope.cause is None:
            self._commands += _sum(envelope.id, envelope.outcome, envelope.code or "")

    def compare(self, connection: Connection, reads: Any) -> None:
        """After the walk. `reads` gives the entries again, to name the bad place."""
        dialect = connection.dialect
        found = sum(
            _sum(*row)
            for row in connection.rows("SELECT prefix, level, block, seq FROM ledger_subject", [])
        )
        if found != self._subjects:
            self._name_subject(connection, reads)
        held, after = 0, b""
        while rows := connection.rows(*_COMMANDS.values(dialect, {"after": after})):
            for row in rows:
                receipt = json.loads(bytes(row[1]))
                held += _sum(
                    str(uuid.UUID(bytes=bytes(row[0]))),
                    receipt.get("outcome"),
                    receipt.get("code") or "",
                )
            after = bytes(rows[-1][0])
        if held != self._commands:
            self._name_command(connection, reads)

    def _name_subject(self, connection: Connection, reads: Any) -> None:
        for read in reads():
            for subject in read.envelope.subjects:
                for prefix, level, block in blocks(subject):
                    text, values = _SUBJECTS.values(
                        connection.dialect,
                        {"prefix": prefix, "level": level, "block": block, "seq": read.seq},
                    )
                    if not connection.rows(text, values):
                        self.findings.add(
                            "index",
                            {"table": "ledger_subject", "key": subject, "entry": read.seq},
                            "delete",
                            f"entry {read.seq} is no longer found under {subject}",
                        )
                        return
        self.findings.add(
            "index",
            {"table": "ledger_subject"},
            "insert",
            "the index lists entries under ids that they are not about",
        )

    def _name_command(self, connection: Connection, reads: Any) -> None:
        place = "?" if connection.dialect.name == "sqlite" else "%s"
        query = f"SELECT receipt FROM kernel_command WHERE id = {place}"  # noqa: S608
        for read in reads():
            envelope = read.envelope
            if envelope.cause is not None:
                continue
            rows = connection.rows(query, [uuid.UUID(envelope.id).bytes])
            receipt = json.loads(bytes(rows[0][0])) if rows else {}
            if (receipt.get("outcome"), receipt.get("code")) != (envelope.outcome, envelope.code):
                self.findings.add(
                    "index",
                    {"table": "kernel_command", "key": envelope.id, "entry": read.seq},
                    "edit" if rows else "delete",
                    f"the receipt kept for entry {read.seq} is not what was sealed",
                )
                return
        self.findings.add(
            "index",
            {"table": "kernel_command"},
            "insert",
            "a receipt is kept for a command that is not in the ledger",
        )


def _sum(*values: Any) -> int:
    text = "\x1f".join(str(value) for value in values)
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
