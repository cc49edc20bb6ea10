"""Where the published vectors and the real data are, if they are on this machine."""

import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]


def shared_file(name: str) -> Path:
    """Give the path of a shared file, or skip the test and say why."""
    folder = Path(os.environ.get("LOTPROOF_SHARED", _ROOT / "../shared"))
    path = folder / name
    if not path.exists():
        pytest.skip(f"{name} is not on this machine; LOTPROOF_SHARED names the folder that has it.")
    return path
