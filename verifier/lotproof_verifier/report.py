"""What was found, level by level."""

from dataclasses import asdict, dataclass, field
from typing import Any

LEVELS = ("checkpoint", "witness", "bytes", "tree", "parts", "order", "persons", "receipt", "item")
FINDINGS_SHOWN_MAX = 20
"""Findings kept for each level; the rest are counted."""

WHOLE, DAMAGE, COULD_NOT_RUN, NOT_ANCHORED = 0, 1, 2, 3
_RESULTS = {WHOLE: "whole", DAMAGE: "damaged", NOT_ANCHORED: "consistent, not anchored"}


@dataclass(frozen=True)
class Finding:
    """One damaged place: `kind` is a stable word, `detail` a sentence for people."""

    level: str
    kind: str
    place: str
    detail: str


@dataclass
class Report:
    """Result of a run. `clock` holds time findings, which are not damage."""

    facts: dict[str, Any] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    clock: list[Finding] = field(default_factory=list)
    clock_count: int = 0
    anchored: bool = False
    unanchored: set[str] = field(default_factory=set)

    def passed(self, level: str, note: str = "") -> None:
        """Say that a level was checked; damage found in it speaks louder."""
        self.notes[level] = note

    def not_anchored(self, level: str, note: str) -> None:
        """Say that a level was read, but that there was no key to check it with."""
        self.notes[level] = note
        self.unanchored.add(level)

    def damage(self, level: str, kind: str, place: str, detail: str) -> None:
        """Record damage."""
        self.counts[level] = self.counts.get(level, 0) + 1
        if self.counts[level] <= FINDINGS_SHOWN_MAX:
            self.findings.append(Finding(level, kind, place, detail))

    def clock_jump(self, place: str, detail: str) -> None:
        """Record a recorded time that goes backwards."""
        self.clock_count += 1
        if self.clock_count <= FINDINGS_SHOWN_MAX:
            self.clock.append(Finding("order", "clock", place, detail))

    def status(self, level: str) -> str:
        """`damaged`, `ok`, `not anchored` or `not checked`."""
        if self.counts.get(level):
            return "damaged"
        if level in self.unanchored:
            return "not anchored"
        return "ok" if level in self.notes else "not checked"

    @property
    def exit_code(self) -> int:
        """Exit status of the program."""
        if self.counts:
            return DAMAGE
        return WHOLE if self.anchored else NOT_ANCHORED

    def as_json(self) -> dict[str, Any]:
        """The report as plain values."""
        return {
            "result": _RESULTS[self.exit_code],
            "anchored": self.anchored,
            **self.facts,
            "levels": {
                level: {
                    "status": self.status(level),
                    "note": self.notes.get(level, ""),
                    "damaged": self.counts.get(level, 0),
                }
                for level in LEVELS
            },
            "findings": [asdict(finding) for finding in self.findings],
            "clock": [asdict(finding) for finding in self.clock],
            "clock_count": self.clock_count,
        }

    def as_text(self) -> str:
        """The report for people: the first bad place of each level, then the result."""
        lines = [f"{name:<15}{value}" for name, value in self.facts.items()]
        lines.append("")
        for level in LEVELS:
            line = f"{level:<15}{self.status(level):<14}{self.notes.get(level, '')}"
            lines.append(line.rstrip())
            found = [finding for finding in self.findings if finding.level == level]
            lines += [f"    {item.kind} at {item.place}: {item.detail}" for item in found]
            if self.counts.get(level, 0) > len(found):
                lines.append(f"    and {self.counts[level] - len(found)} more")
        if self.clock_count:
            lines.append(f"clock          {self.clock_count} times recorded time went backwards")
            lines += [f"    {item.place}: {item.detail}" for item in self.clock]
        lines += ["", f"result         {_RESULTS[self.exit_code].upper()}", ""]
        return "\n".join(lines)
