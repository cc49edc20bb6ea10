"""Level files: what was stored beside the database is there, with the content that was sealed."""

from pathlib import Path

from lotproof.adapters.file_store import FileStore
from lotproof.adapters.verify.findings import Findings, Progress
from lotproof.adapters.verify.replay import Replay
from lotproof.kernel.text import t

LEVEL = "files"
_FILES, _ATTACHMENTS = "documents.file", "documents.attachment"
_SAID = {"delete": t("is gone", "已丢失"), "edit": t("is not what was stored", "与存入时不符")}


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
                t(
                    f"{key}, attached to {', '.join(attached) or 'nothing'}, {_SAID[damage].en}",
                    f"{key}（附于 {'、'.join(attached) or '无'}）{_SAID[damage].zh}",
                ),
            )
    progress(LEVEL, len(files), len(files))


def _attached_to(replay: Replay, digest: object) -> list[str]:
    """Subject and name of each attachment of a file."""
    return [
        f"{state.get('subject')} ({state.get('name')})"
        for _, state in replay.states(_ATTACHMENTS)
        if state.get("digest") == digest
    ]
