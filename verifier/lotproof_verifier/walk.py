"""Levels bytes, tree, parts and order, in one pass over the entries with flat memory."""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from lotproof_verifier.entries import (
    NotAnEntry,
    commitment,
    items_problem,
    read_envelope,
    read_hash,
)
from lotproof_verifier.export import Damaged, Export, Missing
from lotproof_verifier.merkle import (
    HASH_BYTES,
    TILE_WIDTH,
    TreeBuilder,
    leaf_hash,
    root_of_tiles,
    tile_path,
)
from lotproof_verifier.notes import Checkpoint
from lotproof_verifier.persons import Persons, decoded
from lotproof_verifier.report import Report

Progress = Callable[[int, int], None]


def split_hashes(tile: bytes) -> list[bytes]:
    """Hashes of a tile."""
    return [tile[at : at + HASH_BYTES] for at in range(0, len(tile), HASH_BYTES)]


def first_difference(actual: list[bytes], expected: list[bytes]) -> int:
    """Position of the first difference of two unequal lists."""
    pairs = zip(actual, expected, strict=False)
    same = next((at for at, (left, right) in enumerate(pairs) if left != right), None)
    return min(len(actual), len(expected)) if same is None else same


def kind_of_damage(actual: list[bytes], expected: list[bytes]) -> tuple[int, str]:
    """First differing position, and what was done to get from `expected` to `actual`."""
    at = first_difference(actual, expected)
    ours, theirs = actual[at:], expected[at:]
    if not ours:
        return at, "truncated"
    if not theirs:
        return at, "inserted"
    if sorted(ours) == sorted(theirs):
        return at, "reordered"
    if len(theirs) > 1 and all(a == b for a, b in zip(ours, theirs[1:], strict=False)):
        return at, "deleted"
    if len(ours) > 1 and all(a == b for a, b in zip(ours[1:], theirs, strict=False)):
        return at, "inserted"
    return at, "edited"


class Fault(NamedTuple):
    """A tile, `path`, that does not agree with the entries; who is wrong the root will tell."""

    kind: str
    place: str
    detail: str
    path: str


class Walk:
    """One pass over an export. `watch` is a size and root the tree must have had on its way."""

    def __init__(
        self,
        export: Export,
        checkpoint: Checkpoint,
        report: Report,
        watch: tuple[int, bytes] | None,
    ) -> None:
        self._export = export
        self._checkpoint = checkpoint
        self._report = report
        self._watch = watch
        self._builder = TreeBuilder()
        self._faults: list[Fault] = []
        self._ids: set[bytes] = set()
        self._last_recorded = ""
        self._committed = self._shown = 0
        self._persons = Persons(report, checkpoint.origin)

    def run(self, progress: Progress) -> None:
        """Walk all entries; every finding goes into the report."""
        size = self._checkpoint.size
        for n in range(-(-size // TILE_WIDTH)):
            width = min(TILE_WIDTH, size - n * TILE_WIDTH)
            if not self._bundle(n, width):
                break
            progress(n * TILE_WIDTH + width, size)
        complete = self._builder.size == size
        for level in ("bytes", "tree", "order"):
            self._report.passed(level, "" if complete else f"stopped at {self._builder.size}")
        self._finish(complete)
        self._check_heads()
        withheld = self._committed - self._shown
        self._report.passed("parts", f"{self._shown} shown, {withheld} withheld")

    def _check_heads(self) -> None:
        """The ledger that each signer saw is this one, as it was then."""
        size, persons = self._builder.size, self._persons
        for (then, root), place in persons.heads.items():
            try:
                found = root_of_tiles(then, partial(self._export.tile_of, size))
            except (Missing, Damaged):
                continue  # said where the tiles are compared
            if decoded(root) != found:
                detail = f"its signer saw another ledger of {then} entries"
                self._report.damage("persons", "forged", place, detail)
        said = f"{persons.count} signatures, {persons.withheld} withheld"
        self._report.passed("persons", said)

    def _bundle(self, n: int, width: int) -> bool:
        """One bundle with its tile and parts; False when the walk cannot go on after it."""
        try:
            entries = self._export.bundle(n, width)
        except Missing as error:
            place = f"entry {n * TILE_WIDTH}"
            self._report.damage("tree", "truncated", place, f"{error} is missing")
            return False
        except Damaged as error:
            self._report.damage("bytes", "malformed", error.path, error.detail)
            return False
        hashes = [leaf_hash(entry) for entry in entries]
        self._compare_entries(n, width, hashes)
        envelopes = [
            self._envelope(n * TILE_WIDTH + offset, entry) for offset, entry in enumerate(entries)
        ]
        self._parts(n, envelopes)
        if len(entries) != width:
            return False
        for item in hashes:
            for level, number, tile in self._builder.append(item):
                if level:
                    self._compare_tile(level, number, tile)
            self._check_watch()
        return True

    def _compare_entries(self, n: int, width: int, hashes: list[bytes]) -> None:
        path = tile_path(0, n, width)
        try:
            expected = split_hashes(self._export.tile(0, n, width))
        except (Missing, Damaged) as error:
            self._faults.append(_unreadable(path, error))
            if len(hashes) != width:
                self._count_differs(n, width, len(hashes))
            return
        if hashes == expected:
            return
        at, kind = kind_of_damage(hashes, expected)
        index = n * TILE_WIDTH + at
        if len(hashes) != width:
            self._count_differs(n, width, len(hashes), kind, index)
            return
        found = hashes[at].hex() if at < len(hashes) else "nothing"
        detail = f"hashes to {found}, {path} says {expected[at].hex()}"
        self._faults.append(Fault(kind, f"entry {index}", detail, path))

    def _count_differs(
        self, n: int, width: int, found: int, kind: str = "", index: int | None = None
    ) -> None:
        path = tile_path("entries", n, width)
        kind = kind or ("truncated" if found < width else "inserted")
        index = n * TILE_WIDTH + min(found, width) if index is None else index
        detail = f"{path} holds {found} entries, not {width}"
        self._report.damage("tree", kind, f"entry {index}", detail)

    def _compare_tile(self, level: int, n: int, tile: bytes) -> None:
        """Compare a rebuilt tile with its file."""
        path = tile_path(level, n, len(tile) // HASH_BYTES)
        try:
            expected = self._export.tile(level, n, len(tile) // HASH_BYTES)
        except (Missing, Damaged) as error:
            self._faults.append(_unreadable(path, error))
            return
        if tile != expected:
            at = first_difference(split_hashes(tile), split_hashes(expected))
            first = (n * TILE_WIDTH + at) * TILE_WIDTH**level
            span = f"entries {first} to {first + TILE_WIDTH**level - 1}"
            detail = f"hash {at} is not that of {span}"
            self._faults.append(Fault("tile_altered", path, detail, path))

    def _check_watch(self) -> None:
        if self._watch is None or self._builder.size != self._watch[0]:
            return
        root = self._builder.root()
        if root != self._watch[1]:
            detail = f"the export had root {root.hex()}, the receipt {self._watch[1].hex()}"
            self._report.damage("receipt", "fork", f"size {self._builder.size}", detail)

    def _finish(self, complete: bool) -> None:
        """Compare the root, then say whether entries or tiles are at fault."""
        checkpoint, report = self._checkpoint, self._report
        if complete:
            for level, n, tile in self._builder.partial_tiles():
                if level:
                    self._compare_tile(level, n, tile)
        root = self._builder.root()
        right_root = complete and root == checkpoint.root
        for fault in self._faults:
            if right_root and fault.place.startswith("entry "):
                # The entries give the signed root, so it is their tile that was changed.
                detail = f"{fault.place}: {fault.detail}"
                report.damage("tree", "tile_altered", fault.path, detail)
            else:
                report.damage("tree", fault.kind, fault.place, fault.detail)
        if complete and not right_root:
            kind = "root" if self._faults else "rewritten"
            detail = f"the entries give {root.hex()}, the checkpoint says {checkpoint.root.hex()}"
            report.damage("tree", kind, f"root at size {checkpoint.size}", detail)

    def _envelope(self, index: int, leaf: bytes) -> dict[str, Any] | None:
        try:
            envelope = read_envelope(leaf)
        except NotAnEntry as error:
            self._report.damage("bytes", "malformed", f"entry {index}", str(error))
            return None
        place = f"entry {index}"
        command = bytes.fromhex(envelope["id"].replace("-", ""))
        if command in self._ids:
            detail = f"command id {envelope['id']} was used before"
            self._report.damage("order", "duplicate_id", place, detail)
        cause = envelope.get("cause")
        if cause is not None and bytes.fromhex(cause.replace("-", "")) not in self._ids:
            detail = f"cause {cause} is not an earlier entry"
            self._report.damage("order", "unknown_cause", place, detail)
        self._ids.add(command)
        if "demonstration" in envelope and index:
            detail = "only the first entry may say it"
            self._report.damage("order", "late_demonstration", place, detail)
        if index == 0:
            self._report.facts["demonstration"] = "demonstration" in envelope
        if envelope["recorded"] < self._last_recorded:
            detail = f"recorded {envelope['recorded']} after {self._last_recorded}"
            self._report.clock_jump(place, detail)
        self._last_recorded = envelope["recorded"]
        self._committed += len(envelope["parts"])
        return envelope

    def _parts(self, n: int, envelopes: list[dict[str, Any] | None]) -> None:
        last = -1
        whole: dict[int, dict[str, Any]] = {}
        try:
            for place, line in self._export.parts(n):
                index, parts = line.get("index"), line.get("parts")
                offset = index - n * TILE_WIDTH if type(index) is int else -1
                if line.keys() != {"index", "parts"} or not isinstance(parts, dict):
                    raise Damaged(place, "a line has an index and parts")
                if not last < offset < len(envelopes):
                    raise Damaged(place, f"index {index!r} is out of order or of another bundle")
                last = offset
                envelope = envelopes[offset]
                if envelope is not None:
                    whole[offset] = self._entry_parts(f"entry {index}", envelope["parts"], parts)
        except Damaged as error:
            self._report.damage("parts", "malformed", error.path, error.detail)
        for offset, envelope in enumerate(envelopes):
            if envelope is not None:
                self._persons.entry(n * TILE_WIDTH + offset, envelope, whole.get(offset, {}))

    def _entry_parts(
        self, place: str, committed: dict[str, str], shown: dict[str, Any]
    ) -> dict[str, Any]:
        """The parts that are what the envelope commits to; the others are said."""
        whole = {}
        for name, part in shown.items():
            where = f"{place} part {name}"
            if name not in committed:
                detail = "the envelope commits to no such part"
                self._report.damage("parts", "uncommitted", where, detail)
                continue
            self._shown += 1
            kind, detail = _part_problem(committed[name], part)
            if kind:
                self._report.damage("parts", kind, where, detail)
            else:
                whole[name] = part
        return whole


def _unreadable(path: str, error: Missing | Damaged) -> Fault:
    if isinstance(error, Damaged):
        return Fault("malformed", error.path, error.detail, error.path)
    return Fault("missing", path, "the tile is not in the export", path)


def _part_problem(committed: str, part: Any) -> tuple[str, str]:
    """Kind and detail of what is wrong with one shown part; empty when it is whole."""
    try:
        if not {"salt", "content"} <= part.keys() <= {"salt", "content", "items"}:
            return "malformed", "a part has salt, content and perhaps items"
        salt, content = read_hash(part["salt"]), part["content"].encode()
        if commitment(salt, content) != committed:
            return "altered", "salt and content do not open the commitment"
        if "items" in part:
            problem = items_problem(content, part["items"])
            return ("items_altered", problem) if problem else ("", "")
    except (NotAnEntry, KeyError, TypeError, AttributeError, UnicodeEncodeError) as error:
        return "malformed", f"{type(error).__name__}: {error}"
    return "", ""
