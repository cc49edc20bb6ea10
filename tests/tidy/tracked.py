"""The files under version control, as texts."""

import functools
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@functools.cache
def tracked() -> tuple[str, ...]:
    """Return the paths of all tracked files, relative to the root; what is being deleted is not."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    return tuple(path for path in listed.split("\0") if (ROOT / path).is_file())


def tracked_python(*folders: str) -> list[str]:
    """Return the tracked Python files in some folders, tests not among them."""
    return [
        path
        for path in tracked()
        if path.endswith(".py") and path.startswith(folders) and "tests" not in Path(path).parts
    ]


def text(path: str) -> str:
    """Return the text of a tracked file, or an empty one if it is not text."""
    content = (ROOT / path).read_bytes()
    return "" if b"\0" in content else content.decode("utf-8")
