"""Level index: the tables that only help to find entries must say the same as the entries."""

import uuid
from collections.abc import Callable, Iterable, Iterator
from hashlib import blake2b
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from lotproof.adapters.databases.base import blocks
from lotproof.adapters.databases.tables import COMMAND, COUNTER, SUBJECT
from lotproof.adapters.verify.findings import Findings
from lotproof.adapters.verify.lookups import Lookups
from lotproof.adapters.verify.reading import Read, blob, items_of
from lotproof.kernel.database import Connection, Statement
from lotproof.kernel.ids import PREFIXES
from lotproof.kernel.record import RECORDS
from lotproof.kernel.site import Site
from lotproof.kernel.submission import Receipt
from lotproof.kernel.text import t

_PAGE = 5000
_BUCKET_CHARS = 3
_ROOTS_MAX = 50_000
"""What follows from a command is sealed close behind it; so many are remembered to find it."""

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
_COUNTERS = Statement[Any](select(COUNTER.c.name, COUNTER.c.next))
_encode = msgspec.json.Encoder(order="deterministic").encode
_encode_receipt = msgspec.json.Encoder().encode
_decode_receipt = msgspec.json.Decoder(Receipt).decode


class Receipts:
    """What receipts must say, as order-free sums over buckets of command ids."""

    def __init__(self, only: frozenset[str] | None = None) -> None:
        self.sums: dict[str, int] = {}
        self.places: dict[str, int] = {}
        self._only, self._roots = only, dict[str, str]()

    def expect(self, read: Read) -> None:
        """An entry that was asked for has a receipt, which tells of all that followed from it."""
        envelope = read.envelope
        cause = envelope.cause
        if cause == envelope.id:
            return  # the kernel's own word, such as that the clock went back
        root = self._roots.get(cause, cause) if cause else envelope.id
        self._roots[envelope.id] = root
        if len(self._roots) > _ROOTS_MAX:
            del self._roots[next(iter(self._roots))]
        try:
            if cause is None:
                self.places[self._key(root)] = read.seq
                self._add(root, _told_by(read))
            for event in items_of(read.parts, "events"):
                self._add(root, event)
        except (ValueError, KeyError, TypeError):
            self._add(root, "damaged")

    def hold(self, command: bytes, stored: bytes) -> None:
        """Count a receipt as it is stored."""
        id_ = str(uuid.UUID(bytes=command)) if len(command) == 16 else command.hex()
        try:
            receipt = _decode_receipt(stored)
            if _encode_receipt(receipt) != stored or receipt.id != id_:
                raise ValueError(f"the receipt of {id_} is spelt differently")
        except ValueError:
            self._add(id_, "damaged")
            return
        told = [receipt.kind, receipt.outcome, receipt.code, receipt.recorded, receipt.message]
        self._add(id_, [*told, receipt.problems, receipt.deviations])
        for event in receipt.events:
            self._add(id_, event)

    def _key(self, id_: str) -> str:
        return id_[:_BUCKET_CHARS] if self._only is None else id_

    def _add(self, id_: str, what: Any) -> None:
        if self._only is None or id_[:_BUCKET_CHARS] in self._only:
            key = self._key(id_)
            told = blake2b(id_.encode() + _encode(what), digest_size=16).digest()
            self.sums[key] = self.sums.get(key, 0) + int.from_bytes(told, "big")


def _told_by(read: Read) -> list[Any]:
    """What the receipt of a command says besides its events."""
    envelope, parts = read.envelope, read.parts
    no: dict[str, Any] = {}
    if envelope.outcome == "refused":
        no = msgspec.json.decode(parts["refusal"].content, type=dict[str, Any])
    told = [envelope.kind, envelope.outcome, envelope.code, envelope.recorded, no.get("message")]
    return [*told, no.get("fields", []), list(items_of(parts, "deviations"))]


class Index:
    """Order-free sums over what the index tables should hold, compared with what they hold."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self._subjects = 0
        self._receipts = Receipts()
        self._lookups = Lookups(findings)

    def expect(self, read: Read) -> None:
        self._lookups.expect(read)
        for _, block in _blocks_of(read):
            self._subjects += _sum(*block, read.seq)
        self.expect_command(read)

    def expect_command(self, read: Read) -> None:
        """Also while it is pending."""
        self._receipts.expect(read)

    def compare(self, connection: Connection, reads: Callable[[], Iterable[Read]]) -> None:
        """After the walk. `reads` gives the entries again, to name the bad place."""
        found = sum(
            _sum(*row)
            for row in connection.rows("SELECT prefix, level, block, seq FROM ledger_subject", [])
        )
        if found != self._subjects:
            self._name_subject(connection, reads)
        self._lookups.compare(connection)
        held = Receipts()
        _hold_all(connection, held)
        buckets = self._receipts.sums.keys() | held.sums.keys()
        bad = {b for b in buckets if self._receipts.sums.get(b) != held.sums.get(b)}
        if bad:
            self._name_commands(connection, reads, frozenset(bad))
        self._compare_counters(connection)

    def _name_subject(self, connection: Connection, reads: Callable[[], Iterable[Read]]) -> None:
        for read in reads():
            if read.seq < 0:
                continue
            for subject, (prefix, level, block) in _blocks_of(read):
                text, values = _SUBJECTS.values(
                    connection.dialect,
                    {"prefix": prefix, "level": level, "block": block, "seq": read.seq},
                )
                if not connection.rows(text, values):
                    self.findings.add(
                        "index",
                        {"table": "ledger_subject", "key": subject, "entry": read.seq},
                        "delete",
                        t(
                            f"entry {read.seq} is no longer found under {subject}",
                            f"在 {subject} 下已找不到第 {read.seq} 条",
                        ),
                    )
                    return
        self.findings.add(
            "index",
            {"table": "ledger_subject"},
            "insert",
            t(
                "the index lists entries under ids that they are not about",
                "索引把记录列在了与其无关的编号下",
            ),
        )

    def _name_commands(
        self, connection: Connection, reads: Callable[[], Iterable[Read]], buckets: frozenset[str]
    ) -> None:
        expected, held = Receipts(buckets), Receipts(buckets)
        for read in reads():
            expected.expect(read)
        _hold_all(connection, held)
        for id_ in sorted(expected.sums.keys() | held.sums.keys()):
            should, does = expected.sums.get(id_), held.sums.get(id_)
            if should == does:
                continue
            place: dict[str, Any] = {"table": "kernel_command", "key": id_}
            if should is None:
                kind, said = (
                    "insert",
                    t(
                        f"a receipt is kept for {id_}, which is not in the ledger",
                        f"存有 {id_} 的回执，而账本中没有该记录",
                    ),
                )
            else:
                place["entry"] = seq = expected.places.get(id_)
                kind = "edit" if does is not None else "delete"
                said = t(
                    f"the receipt kept for entry {seq} is not what was sealed",
                    f"第 {seq} 条所存回执与封存内容不符",
                )
            self.findings.add("index", place, kind, said)

    def _compare_counters(self, connection: Connection) -> None:
        """A counter that was set back would give numbers to two things."""
        counters = {}
        for name, at in connection.rows(_COUNTERS.on(connection.dialect)[0], []):
            counters[name] = at
        for kind in RECORDS.values():
            if kind.id_field is None or kind is Site.KIND:  # the one site is always number 1
                continue
            counter = kind.id_field.type.counter
            query = f"SELECT max({kind.key[0]}) FROM {kind.table.name}"  # noqa: S608 - our names
            highest = connection.rows(query, [])[0][0]
            if isinstance(highest, int) and highest >= counters.get(counter, 1):
                self.findings.add(
                    "index",
                    {"table": "kernel_counter", "key": counter},
                    "edit" if counter in counters else "delete",
                    t(
                        f"the counter {counter} stands at {counters.get(counter)};"
                        f" {PREFIXES[kind.id_field.type.prefix].text(highest)} is in use",
                        f"计数器 {counter} 为 {counters.get(counter)}，"
                        f"而 {PREFIXES[kind.id_field.type.prefix].text(highest)} 已被使用",
                    ),
                )


def subjects_of(read: Read) -> list[str]:
    """All ids the entry is about; the envelope has room for some hundreds of them."""
    if "subjects" in read.parts:
        try:
            return msgspec.json.decode(read.parts["subjects"].content, type=list[str])
        except ValueError:
            pass  # said at level bytes; the envelope's own stand for it
    return list(read.envelope.subjects)


def _blocks_of(read: Read) -> Iterator[tuple[str, tuple[str, int, int]]]:
    for subject in subjects_of(read):
        try:
            for block in blocks(subject):
                yield subject, block
        except ValueError:
            continue  # said at level bytes: no entry is sealed with such a subject


def _hold_all(connection: Connection, receipts: Receipts) -> None:
    after = b""
    while rows := connection.rows(*_COMMANDS.values(connection.dialect, {"after": after})):
        for command, receipt in rows:
            receipts.hold(blob(command), blob(receipt))
        if len(rows) < _PAGE:
            return
        after = blob(rows[-1][0])


def _sum(*values: Any) -> int:
    text = "\x1f".join(str(value) for value in values)
    return int.from_bytes(blake2b(text.encode(), digest_size=16).digest(), "big")
