"""What verification says."""

from collections.abc import Callable
from typing import Any

import msgspec

from lotproof.kernel.text import Text

Progress = Callable[[str, int, int], None]
"""`(level, done, total)`; called often."""

LEVELS = ("bytes", "tree", "checkpoint", "index", "replay")
"""Of every verification; that of the stored files is opened where their folder is given."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One damage: where, of what kind (edit, insert, delete, reorder, truncate, rollback…)."""

    level: str
    place: dict[str, Any]
    kind: str
    message: str
    message_zh: str


class Report(msgspec.Struct, kw_only=True):
    """The answer.

    `signed_size` entries are under a checkpoint whose signature was checked and held; what comes
    after them is vouched for by nobody yet. `anchored`: a key from outside was given, and its
    signature covers every entry. `erased` are the parts that were destroyed by a sealed decision:
    entry, part, and the entry that did it.
    """

    origin: str
    size: int
    root: str
    key: str
    anchored: bool
    signed_size: int
    levels: dict[str, str]
    findings: list[Finding]
    changes_replayed: int = 0
    erased: list[dict[str, Any]] = []

    @property
    def is_whole(self) -> bool:
        return not self.findings


class Findings:
    """Collects findings; only the first few of a level are kept, the rest are counted."""

    PER_LEVEL_MAX = 20

    def __init__(self) -> None:
        self.found: list[Finding] = []
        self.counts: dict[str, int] = dict.fromkeys(LEVELS, 0)

    def open(self, level: str) -> None:
        """A level beyond those of every verification is looked at, too."""
        self.counts[level] = 0

    def add(self, level: str, place: dict[str, Any], kind: str, message: Text) -> None:
        self.counts[level] += 1
        if self.counts[level] <= self.PER_LEVEL_MAX:
            en, zh = message
            self.found.append(
                Finding(level=level, place=place, kind=kind, message=en, message_zh=zh)
            )

    def levels(self) -> dict[str, str]:
        return {
            level: f"{count} found" if count else "whole" for level, count in self.counts.items()
        }
