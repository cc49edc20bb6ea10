"""One entry as it stands in the database: read as far as it can be, and compared with itself."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from lotproof.adapters.verify.findings import Findings
from lotproof.kernel.submission import id_bytes
from lotproof.ledger.entry import BadParts, Envelope, Part, check_opened, decode, unpack

_PARTS_DAMAGE = {
    "missing": ("delete", "is gone"),
    "uncommitted": ("insert", "was added"),
    "altered": ("edit", "was changed"),
    "items_altered": ("edit", "has a changed item"),
}


class Read(NamedTuple):
    """An entry that was read well enough to be replayed."""

    seq: int
    envelope: Envelope
    parts: dict[str, Part]


def open_entry(
    findings: Findings,
    place: dict[str, Any],
    seq: int,
    command: bytes,
    leaf: bytes,
    packed: bytes,
    erased: Collection[tuple[int, str]] = (),
) -> Read | None:
    """Read an entry and compare its parts with what the leaf commits to; None if unreadable.

    A part among those that are said to be `erased` may be missing: `Erasures` settles that.
    """
    try:
        envelope = decode(leaf)
        datetime.fromisoformat(envelope.recorded)
    except ValueError as bad:
        findings.add("bytes", place, "edit", f"entry {seq}: {bad}")
        return None
    if id_bytes(envelope.id) != command:
        findings.add("bytes", place, "edit", f"entry {seq} is filed under another command")
    try:
        shown = unpack(packed)
    except BadParts as bad:
        findings.add("bytes", place | {"part": "*"}, "edit", f"parts of entry {seq}: {bad}")
        return None
    for problem in check_opened(envelope, shown, withheld_ok=False):
        if problem.kind == "missing" and (seq, problem.part) in erased:
            continue
        kind, said = _PARTS_DAMAGE[problem.kind]
        where = place | {"part": problem.part}
        findings.add("bytes", where, kind, f"part {problem.part} of entry {seq} {said}")
    return Read(seq, envelope, shown)


def blob(value: Any) -> bytes:
    """The bytes of a cell; none at all where somebody has put something else."""
    return bytes(value) if isinstance(value, bytes | memoryview) else b""


def items_of(parts: dict[str, Part], name: str) -> Iterator[Any]:
    """What a part lists, also as a tree; ValueError where it is damaged."""
    part = parts.get(name)
    if part is None:
        return
    if part.items is None:
        yield from msgspec.json.decode(part.content, type=list[Any])
    else:
        for _, item in part.items:
            yield msgspec.json.decode(item)
