"""Benchmarks: what the machine allows, what peers reach, what the product reaches."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# /tmp is a memory disk on many systems; /var/tmp must survive a reboot (FHS 3.0, 5.15), so a commit
# that waits for the disk really does.
SCRATCH_ROOT = Path("/var/tmp")


@contextmanager
def scratch_dir() -> Iterator[Path]:
    """Yield a new private folder on a real disk and remove it afterwards."""
    with tempfile.TemporaryDirectory(prefix="lotproof-bench-", dir=SCRATCH_ROOT) as folder:
        yield Path(folder)
