"""What may be chosen for a run."""

from __future__ import annotations

from dataclasses import dataclass

from bench.raw import Engine


@dataclass(frozen=True)
class Options:
    """`is_long` asks for the sizes that take hours; `seconds` is for each single measurement."""

    is_long: bool
    seconds: float
    engines: tuple[Engine, ...]
