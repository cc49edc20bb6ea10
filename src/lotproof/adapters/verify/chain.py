"""Levels bytes, tree and checkpoint: the entries, one after the other, against all that vouches."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, func, select

from lotproof.adapters.databases.tables import CHECKPOINT, ENTRY, HEAD, TILE
from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.verify import sayings
from lotproof.adapters.verify.findings import Findings, Progress
from lotproof.adapters.verify.reading import Read, blob, open_entry
from lotproof.kernel import clock
from lotproof.kernel.database import Connection, Row, Statement
from lotproof.kernel.entries import CLOCK_KIND
from lotproof.kernel.text import Text
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.entry import Envelope
from lotproof.ledger.note import BadNote, UnknownSigners, VerifierKey, open_note
from lotproof.ledger.tiles import TILE_HEIGHT, TILE_WIDTH, BadTile, TileBuilder
from lotproof.ledger.tree import HASH_BYTES, Frontier, leaf_hash

PAGE = 1000
CLOCK_TOLERANCE_US = 5_000_000
"""Application processes on several machines may differ by so much."""

_PAGE = Statement[Any](
    select(ENTRY.c.seq, ENTRY.c.command_id, ENTRY.c.hash, ENTRY.c.leaf, ENTRY.c.parts)
    .where(ENTRY.c.seq >= bindparam("first"))
    .order_by(ENTRY.c.seq)
    .limit(PAGE)
)
_NOTES = Statement[Any](
    select(CHECKPOINT.c.size, CHECKPOINT.c.note)
    .where(CHECKPOINT.c.size > bindparam("after"))
    .order_by(CHECKPOINT.c.size)
    .limit(PAGE)
)
_TILE = Statement[Any](
    select(TILE.c.hashes)
    .where(TILE.c.level == bindparam("level"))
    .where(TILE.c.number == bindparam("number"))
)
_TILES = Statement[Any](select(TILE.c.level, func.count()).group_by(TILE.c.level))
_HEADS = Statement[Any](select(HEAD.c.id, HEAD.c.frontier).order_by(HEAD.c.id))


class Suspect(NamedTuple):
    """A stored tile that differs from what the entries make."""

    level: int
    n: int
    made: bytes
    stored: bytes


class Vouched(NamedTuple):
    """Somebody's word that the tree of `size` has `root`."""

    size: int
    root: bytes
    by: Text
    is_signed: bool = False


class Chain:
    """Walks the entries once. Iterate it to get them; findings and the final head come with it."""

    def __init__(
        self,
        connection: Connection,
        keys: Sequence[VerifierKey],
        findings: Findings,
        progress: Progress,
        vouched: Sequence[Vouched],
        start: Frontier,
        erased: Collection[tuple[int, str]] = (),
    ) -> None:
        self.connection, self.keys, self.findings = connection, keys, findings
        self.progress, self.frontier, self._erased = progress, start, erased
        self.first, self._start_root = start.size, start.root()
        self._vouched = sorted(vouched)
        self._notes = self._checkpoints(start.size)
        self._next_note = next(self._notes, None)
        self._good = start.size
        self.signed_size = start.size
        """The largest size whose signature by a given key was checked and held."""
        self._last_recorded = ""
        self._tiles = TileBuilder() if start.size == 0 else None
        self._suspect: Suspect | None = None
        self._contradicted = self._has_gap = self._named_tile = False
        self.head = self._read_head()

    def _rows(self, statement: Statement[Any], **params: Any) -> list[Row]:
        text, values = statement.values(self.connection.dialect, params)
        return self.connection.rows(text, values)

    def __iter__(self) -> Iterator[Read]:
        expected = self.first
        if expected and not self._continues():
            return
        while rows := self._rows(_PAGE, first=expected):
            hashes: list[bytes] = []
            end = expected + len(rows)
            stop = self._next_stop(end)
            for row in rows:
                seq = int(row[0])
                if seq != expected:
                    self._grow(hashes)
                    self._missing(expected, seq)
                    return
                leaf = blob(row[3])
                hashed = leaf_hash(leaf)
                read = self._entry(row, leaf, hashed)
                hashes.append(hashed)
                expected += 1
                if expected >= stop:
                    self._grow(hashes)
                    hashes.clear()
                    stop = self._next_stop(end)
                if read is not None:
                    yield read
            total = self.head.size if self.head else expected
            self.progress("bytes", expected - self.first, max(total - self.first, 1))
        self._end()

    # --- bytes ----------------------------------------------------------------------------------

    def _entry(self, row: Row, leaf: bytes, hashed: bytes) -> Read | None:
        seq, command, stored = int(row[0]), blob(row[1]), blob(row[2])
        place: dict[str, Any] = {"entry": seq}
        if hashed != stored:
            self._say(
                "bytes",
                place,
                "edit",
                sayings.NOT_THE_BYTES.fill(seq=seq),
            )
        read = open_entry(self.findings, place, seq, command, leaf, blob(row[4]), self._erased)
        if read is not None:
            self._check_time(seq, read.envelope)
        return read

    def _check_time(self, seq: int, envelope: Envelope) -> None:
        recorded = envelope.recorded  # of one form, so that texts sort as times do
        if recorded >= self._last_recorded or envelope.kind == CLOCK_KIND:
            self._last_recorded = recorded
            return
        back_us = clock.parse(self._last_recorded) - clock.parse(recorded)
        if back_us > CLOCK_TOLERANCE_US:
            self._say(
                "bytes",
                {"entry": seq},
                "clock",
                sayings.CLOCK_BACK.fill(seq=seq, back_us=back_us),
            )

    # --- tree -----------------------------------------------------------------------------------

    def _next_stop(self, end: int) -> int:
        """The size up to which entries go into the tree together: nobody vouches for one before."""
        sizes = [word.size for word in self._vouched[:1]]
        if self._next_note is not None:
            sizes.append(self._next_note.size)
        return min([*sizes, end])

    def _grow(self, hashes: list[bytes]) -> None:
        self.frontier.append_many(hashes)
        if self._tiles is not None:
            for tile, data in self._tiles.append_many(hashes):
                rows = self._rows(_TILE, level=tile.level, number=tile.n)
                stored = blob(rows[0][0]) if rows else b""
                if stored != data and self._suspect is None and not self._named_tile:
                    self._suspect = Suspect(tile.level, tile.n, data, stored)
        self._vouch(self.frontier.size)

    def _settle_suspect(self, *, entries_are_right: bool) -> None:
        """A tile differs from the entries: which of the two is it that was changed?"""
        if self._suspect is None:
            return
        level, n, made, stored = self._suspect
        self._suspect, self._named_tile = None, True
        if entries_are_right:
            self._say(
                "tree",
                {"table": "ledger_tile", "tile": f"{level}/{n}"},
                "edit" if stored else "delete",
                sayings.TILE_WRONG.fill(level=level, n=n),
            )
            return
        now, then = _split(made), _split(stored)
        at = next(
            (i for i, pair in enumerate(zip(now, then, strict=False)) if pair[0] != pair[1]),
            len(then),
        )
        seq = (n * TILE_WIDTH + at) * TILE_WIDTH**level
        self._say(
            "tree",
            {"entry": seq, "tile": f"{level}/{n}"},
            _damage(now, then, at),
            sayings.NOT_OF_THE_TREE.fill(seq=seq),
        )

    def _read_head(self) -> Frontier | None:
        """The stored head: one row, replaced at each sealing. None when it is damaged."""
        rows = self._rows(_HEADS)
        if not rows and not self._rows(_PAGE, first=0):
            return Frontier()
        try:
            ((number, stored),) = rows
            if number != 1:
                raise ValueError(f"it is row {number}")
            return Frontier.from_bytes(blob(stored))
        except ValueError as bad:
            self._say(
                "tree",
                {"table": "ledger_head"},
                "edit",
                sayings.HEAD_DAMAGED.fill(bad=bad),
            )
            return None

    def _continues(self) -> bool:
        """Whether the ledger is the one the auditor's saved state was made of."""
        size = self.first
        held = self.head.size if self.head else size
        if held < size:
            self._say(
                "checkpoint",
                {"entry": held, "size": size},
                "rollback",
                sayings.FEWER_THAN_SAVED.fill(size=size, held=held),
            )
            return False
        try:
            is_same = LedgerView(self.connection).root_at(size) == self._start_root
        except BadTile:
            is_same = False
        if not is_same:
            self._say(
                "checkpoint",
                {"entry": 0, "to": size - 1},
                "edit",
                sayings.NOT_THE_SAVED.fill(last=size - 1),
            )
            return False
        return True

    def _count_tiles(self) -> None:
        for level, count in self._rows(_TILES):
            full = self.frontier.size >> TILE_HEIGHT * (level + 1) if level >= 0 else 0
            if count > full:
                place = {"table": "ledger_tile", "tile": f"{level}/*"}
                self._say(
                    "tree",
                    place,
                    "insert",
                    sayings.TILES_TOO_MANY.fill(count=count, level=level, full=full),
                )

    def _missing(self, expected: int, found: int) -> None:
        self._has_gap = True
        self._say(
            "tree",
            {"entry": expected},
            "delete",
            sayings.MISSING.fill(first=expected, last=found - 1),
        )

    def _end(self) -> None:
        size = self.frontier.size
        if self.head is not None:
            self._compare_head(self.head)
        if self._tiles is not None:
            self._count_tiles()
        for word in self._vouched:
            kind = "rollback" if size < word.size else "edit"
            self._say(
                "checkpoint",
                {"entry": size, "size": word.size},
                kind,
                sayings.VOUCHED_OTHERWISE.fill(by=word.by, vouched=word.size, size=size),
            )

    def _compare_head(self, head: Frontier) -> None:
        size = self.frontier.size
        is_same = head.root() == self.frontier.root()
        self._settle_suspect(entries_are_right=is_same and not self._contradicted)
        if size < head.size:
            self._say(
                "tree",
                {"entry": size},
                "truncate",
                sayings.HEAD_OF_OTHER_SIZE.fill(size=size, said=head.size),
            )
        elif size > head.size:
            self._say(
                "tree",
                {"entry": head.size},
                "insert",
                sayings.HEAD_OF_OTHER_SIZE.fill(size=size, said=head.size),
            )
        elif not is_same and not self._contradicted and not self._named_tile:
            self._say(
                "tree",
                {"entry": self._good, "to": size - 1},
                "edit",
                sayings.NOT_THE_ROOT,
            )

    # --- checkpoints ----------------------------------------------------------------------------

    def _checkpoints(self, after: int) -> Iterator[Vouched]:
        while rows := self._rows(_NOTES, after=after):
            for size, note in rows:
                word = self._open(int(size), str(note))
                if word is not None:
                    yield word
            after = int(rows[-1][0])

    def _open(self, size: int, note: str) -> Vouched | None:
        place = {"checkpoint": size}
        try:
            text, _ = open_note(note, self.keys)
            checkpoint = parse_checkpoint(text)
        except BadNote as bad:
            is_strange = isinstance(bad, UnknownSigners) or not self.keys
            kind = "unknown_key" if is_strange else "edit"
            self._say("checkpoint", place, kind, sayings.CHECKPOINT_BAD.fill(size=size, bad=bad))
            return None
        if checkpoint.size != size or checkpoint.origin not in {k.name for k in self.keys}:
            self._say(
                "checkpoint",
                place,
                "edit",
                sayings.CHECKPOINT_OF_OTHER.fill(
                    size=size, said=checkpoint.size, origin=checkpoint.origin
                ),
            )
            return None
        return Vouched(size, checkpoint.root, sayings.CHECKPOINT.fill(size=size), is_signed=True)

    def _vouch(self, size: int) -> None:
        """Compare the root at this size with everybody who vouches for it."""
        words: list[Vouched] = []
        while self._vouched and self._vouched[0].size == size:
            words.append(self._vouched.pop(0))
        while self._next_note is not None and self._next_note.size <= size:
            words.append(self._next_note)
            self._next_note = next(self._notes, None)
        for word in words:
            is_right = word.root == self.frontier.root()
            self._settle_suspect(entries_are_right=is_right)
            if is_right:
                self._good = size
                if word.is_signed:
                    self.signed_size = size
            elif not self._contradicted:
                self._contradicted = True
                self._say(
                    "checkpoint",
                    {"entry": self._good, "to": size - 1},
                    "edit",
                    sayings.SIGNED_OVER_OTHERS.fill(first=self._good, last=size - 1, by=word.by),
                )

    def unsettled(self) -> None:
        """After the walk: checkpoints for sizes that the ledger does not reach."""
        if self._next_note is not None and not self._has_gap:
            self._say(
                "checkpoint",
                {"checkpoint": self._next_note.size},
                "truncate",
                sayings.SIGNED_BEYOND.fill(by=self._next_note.by, size=self.frontier.size),
            )

    def _say(self, level: str, place: dict[str, Any], kind: str, message: Text) -> None:
        self.findings.add(level, place, kind, message)


def _split(hashes: bytes) -> list[bytes]:
    return [hashes[i : i + HASH_BYTES] for i in range(0, len(hashes), HASH_BYTES)]


def _damage(now: list[bytes], then: list[bytes], at: int) -> str:
    """Edit, insert, delete or reorder, from the first place where two hash lists part."""
    if at >= len(then):
        return "edit"
    if now[at] in then[at + 1 :] and then[at] in now[at + 1 :]:
        shifted = now[at + 1 : at + 4] == then[at : at + 3]
        return "insert" if shifted else "reorder"
    if now[at + 1 : at + 4] and now[at + 1 : at + 4] == then[at : at + 3]:
        return "insert"
    if then[at + 1 : at + 4] and then[at + 1 : at + 4] == now[at : at + 3]:
        return "delete"
    return "edit"
