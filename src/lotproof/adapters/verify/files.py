"""Level files: what was stored beside the database is there, with the content that was sealed."""

from pathlib import Path

from lotproof.adapters.file_store import FileStore
from lotproof.adapters.verify.findings import Findings, Progress
from lotproof.adapters.verify.replay import Replay

LEVEL = "files"
_FILES, _ATTACHMENTS = "documents.file", "documents.attachment"
_SAID = {"delete": "is gone", "edit": "is not what was stored"}


def check_files(replay: Replay, folder: Path, findings: Findings, progress: Progress) -> None:
    """Read every file that the entries tell of, and compare it with its sealed digest.

    A finding names the file, its digest, and what it is attached to, withdrawn or not.
    """
    findings.open(LEVEL)
    store = FileStore(folder)
    files = list(replay.states(_FILES))
    for done, (key, state) in enumerate(files):
        progress(LEVEL, done, len(files))
        damage = store.damage(str(state.get("digest")), int(state.get("size_bytes", 0)))
        if damage is not None:
            place = {"file": key, "digest": state.get("digest")}
            attached = _attached_to(replay, state.get("digest"))
            findings.add(
                LEVEL,
                place | {"attached_to": attached},
                damage,
                f"{key}, attached to {', '.join(attached) or 'nothing'}, {_SAID[damage]}",
            )
    progress(LEVEL, len(files), len(files))


def _attached_to(replay: Replay, digest: object) -> list[str]:
    """Subject and name of each attachment of a file."""
    return [
        f"{state.get('subject')} ({state.get('name')})"
        for _, state in replay.states(_ATTACHMENTS)
        if state.get("digest") == digest
    ]
