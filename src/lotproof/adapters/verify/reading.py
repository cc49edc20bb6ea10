"""One entry as it stands in the database: read as far as it can be, and compared with itself."""

from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, NamedTuple

import msgspec

from lotproof.adapters.verify.findings import Findings
from lotproof.kernel.submission import id_bytes
from lotproof.kernel.text import t
from lotproof.ledger.entry import BadParts, Envelope, Part, check_opened, decode, unpack

_PARTS_DAMAGE = {
    "missing": ("delete", t("is gone", "已丢失")),
    "uncommitted": ("insert", t("was added", "系后加")),
    "altered": ("edit", t("was changed", "被改动")),
    "items_altered": ("edit", t("has a changed item", "中有一项被改动")),
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
        findings.add("bytes", place, "edit", t(f"entry {seq}: {bad}", f"第 {seq} 条：{bad}"))
        return None
    if id_bytes(envelope.id) != command:
        findings.add(
            "bytes",
            place,
            "edit",
            t(f"entry {seq} is filed under another command", f"第 {seq} 条归在其他命令下"),
        )
    try:
        shown = unpack(packed)
    except BadParts as bad:
        findings.add(
            "bytes",
            place | {"part": "*"},
            "edit",
            t(f"parts of entry {seq}: {bad}", f"第 {seq} 条的内容：{bad}"),
        )
        return None
    for problem in check_opened(envelope, shown, withheld_ok=False):
        if problem.kind == "missing" and (seq, problem.part) in erased:
            continue
        kind, said = _PARTS_DAMAGE[problem.kind]
        where = place | {"part": problem.part}
        findings.add(
            "bytes",
            where,
            kind,
            t(
                f"part {problem.part} of entry {seq} {said.en}",
                f"第 {seq} 条的内容 {problem.part} {said.zh}",
            ),
        )
    return Read(seq, envelope, shown)


def blob(value: Any) -> bytes:
    """The bytes of a cell; none at all where somebody has put something else."""
    if type(value) is bytes:
        return value
    return bytes(value) if isinstance(value, memoryview) else b""


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
