"""One verification from start to end."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from lotproof.adapters.ledger_view import LedgerView
from lotproof.adapters.verify.chain import Chain, Vouched
from lotproof.adapters.verify.erasures import Erasures
from lotproof.adapters.verify.files import check_files
from lotproof.adapters.verify.findings import Findings, Progress, Report
from lotproof.adapters.verify.index import Index, subjects_of
from lotproof.adapters.verify.reading import Read, blob, open_entry
from lotproof.adapters.verify.replay import Replay
from lotproof.adapters.verify.signatures import Known, Signatures
from lotproof.kernel.database import Connection
from lotproof.kernel.text import t
from lotproof.ledger.checkpoint import parse_checkpoint
from lotproof.ledger.files import write_durably
from lotproof.ledger.note import VerifierKey
from lotproof.ledger.tree import Frontier

_PENDING = "SELECT id, command_id, leaf, parts, subjects FROM ledger_pending ORDER BY id"


def verify(
    connection: Connection,
    *,
    keys: Sequence[VerifierKey],
    own_keys: Sequence[VerifierKey] = (),
    memory: Path | None = None,
    since: Path | None = None,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Report:
    """Check the ledger and the tables over one snapshot; the connection is inside it.

    `keys` come from outside and anchor the answer; without them the site's `own_keys` are used
    and the report says so. `memory` is the signer's file, `since` the auditor's own: only what is
    new since then is read, and the file is brought up to date when all is whole. `folder` is the
    site's data: the files stored there are read as well.
    """
    tell = progress or (lambda level, done, total: None)
    findings = Findings()
    start = _start(since)
    used = tuple(keys) or tuple(own_keys)
    erasures = Erasures(connection)
    vouched = _vouched(memory, start)
    chain = Chain(connection, used, findings, tell, vouched, start, erasures.claimed)
    is_partial = start.size > 0
    index = Index(findings)
    with Replay(findings, is_partial=is_partial) as replay:
        origin = used[0].name if used else ""
        signatures = Signatures(findings, LedgerView(connection), replay, origin, _known(since))
        for read in chain:
            signatures.check(read)
            replay.apply(read)
            index.expect(read)
            erasures.read(read)
        chain.unsettled()
        for read in _pending(connection, findings):
            signatures.check(read)
            replay.apply(read)
            index.expect_command(read)
            erasures.read(read)
        erased = erasures.settle(findings, chain.first)
        if not is_partial:
            index.compare(connection, lambda: _again(connection))
        replay.compare(connection, tell)
        if folder is not None:
            check_files(replay, folder, findings, tell)
        changes = replay.changes
    report = Report(
        origin=used[0].name if used else "",
        size=chain.frontier.size,
        root=chain.frontier.root().hex(),
        key=used[0].text if used else "",
        anchored=bool(keys) and chain.signed_size == chain.frontier.size > 0,
        signed_size=chain.signed_size,
        levels=findings.levels(),
        findings=findings.found,
        changes_replayed=changes,
        erased=erased,
    )
    if since is not None and report.is_whole:
        _save(since, chain.frontier, signatures.known)
    return report


def _vouched(memory: Path | None, start: Frontier) -> list[Vouched]:
    """The signer's own memory of the last head it signed."""
    if memory is None or not memory.exists():
        return []
    last = parse_checkpoint(memory.read_text(encoding="utf-8"))
    return (
        [Vouched(last.size, last.root, t("the signer's memory", "签署者的记忆"))]
        if last.size > start.size
        else []
    )


def _start(since: Path | None) -> Frontier:
    if since is None or not since.exists():
        return Frontier()
    return Frontier.from_bytes(b64decode(json.loads(since.read_text())["frontier"]))


def _known(since: Path | None) -> Known:
    if since is None or not since.exists():
        return Known()
    return msgspec.convert(json.loads(since.read_text()).get("signers", {}), Known)


def _save(since: Path, frontier: Frontier, known: Known) -> None:
    state = {
        "signers": msgspec.to_builtins(known),
        "size": frontier.size,
        "root": frontier.root().hex(),
        "frontier": b64encode(frontier.to_bytes()).decode(),
    }
    write_durably(since, (json.dumps(state, indent=1) + "\n").encode())


def _again(connection: Connection) -> Iterator[Read]:
    """All entries once more, to name what a first walk found to differ."""
    nobody = Findings()
    yield from Chain(connection, (), nobody, lambda *_: None, (), Frontier())
    yield from _pending(connection, nobody)


def _pending(connection: Connection, findings: Findings) -> Iterator[Read]:
    """PostgreSQL: entries that are committed and wait for their number."""
    if connection.dialect.name == "sqlite":
        return
    for number, command, leaf, parts, subjects in connection.rows(_PENDING, []):
        place = {"pending": int(number)}
        read = open_entry(findings, place, -number, blob(command), blob(leaf), blob(parts))
        if read is None:
            continue
        if _listed(subjects) != subjects_of(read):
            findings.add(
                "bytes",
                place,
                "edit",
                t(
                    f"entry {-number} waits under other subjects",
                    f"待封存的第 {-number} 条列在其他对象下",
                ),
            )
        yield read


def _listed(subjects: str) -> Any:
    """What a cell lists; None where it lists nothing."""
    try:
        return json.loads(subjects)
    except ValueError:
        return None
