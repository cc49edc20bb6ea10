"""The tables below the records: the ledger itself, its indexes, known commands, counters.

None of them is a record of the business. All but `ledger_entry` can be rebuilt from it.
"""

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    Integer,
    LargeBinary,
    SmallInteger,
    String,
    Table,
    Text,
)

from lotproof.kernel.record import METADATA

_NUMBER = BigInteger().with_variant(Integer(), "sqlite")

ENTRY = Table(
    "ledger_entry",
    METADATA,
    Column("seq", _NUMBER, primary_key=True, autoincrement=False),
    Column("command_id", LargeBinary(16), nullable=False, unique=True),
    Column("hash", LargeBinary(32), nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("parts", LargeBinary, nullable=False),
)
"""The ledger: exact leaf bytes, their RFC 6962 leaf hash, and the opened parts they commit to."""

PENDING = Table(
    "ledger_pending",
    METADATA,
    Column("id", _NUMBER, Identity(always=True), primary_key=True),
    Column("command_id", LargeBinary(16), nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    Column("parts", LargeBinary, nullable=False),
    Column("subjects", Text, nullable=False),
)
"""PostgreSQL: committed entries on their way to the sequencer."""

SUBJECT = Table(
    "ledger_subject",
    METADATA,
    Column("prefix", String(8), primary_key=True),
    Column("level", SmallInteger, primary_key=True),
    Column("block", _NUMBER, primary_key=True),
    Column("seq", _NUMBER, primary_key=True),
    sqlite_with_rowid=False,
)
"""Which entries are about an id. A run of ids is cut into aligned blocks of 2^level ids."""

LOOKUP = Table(
    "ledger_lookup",
    METADATA,
    Column("number", _NUMBER, primary_key=True, autoincrement=False),
    Column("summary", LargeBinary, nullable=False),
)
"""By whom, of which kind and with which outcome the 256 entries of each full block are."""

TILE = Table(
    "ledger_tile",
    METADATA,
    Column("level", SmallInteger, primary_key=True),
    Column("number", _NUMBER, primary_key=True),
    Column("hashes", LargeBinary, nullable=False),
)
"""Full C2SP tiles: 256 hashes each."""

HEAD = Table(
    "ledger_head",
    METADATA,
    Column("id", SmallInteger, primary_key=True, autoincrement=False),
    Column("frontier", LargeBinary, nullable=False),
)

CHECKPOINT = Table(
    "ledger_checkpoint",
    METADATA,
    Column("size", _NUMBER, primary_key=True, autoincrement=False),
    Column("note", Text, nullable=False),
)
"""Signed heads, as published."""

COMMAND = Table(
    "kernel_command",
    METADATA,
    Column("id", LargeBinary(16), primary_key=True),
    Column("digest", LargeBinary(32), nullable=False),
    Column("receipt", LargeBinary, nullable=False),
    sqlite_with_rowid=False,
)

COUNTER = Table(
    "kernel_counter",
    METADATA,
    Column("name", String(40), primary_key=True),
    Column("next", _NUMBER, nullable=False),
)

INFRASTRUCTURE = (ENTRY, PENDING, SUBJECT, LOOKUP, TILE, HEAD, CHECKPOINT, COMMAND, COUNTER)
