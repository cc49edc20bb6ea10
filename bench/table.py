"""What a benchmark prints: tables, and goals that were met or not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    """Rows under a title; numbers are shown with three significant digits."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def text(self) -> str:
        """Return it as Markdown; numbers stand to the right."""
        numeric = [
            all(isinstance(row[at], int | float) for row in self.rows)
            for at in range(len(self.columns))
        ]
        lines = [
            f"**{self.title}**",
            "",
            f"| {' | '.join(self.columns)} |",
            f"| {' | '.join('--:' if right else '---' for right in numeric)} |",
        ]
        lines += [f"| {' | '.join(_shown(cell) for cell in row)} |" for row in self.rows]
        return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class Goal:
    """One thing the product is to reach on this machine, and what was found."""

    what: str
    wanted: str
    found: str
    is_met: bool

    def text(self) -> str:
        """Return one line that begins with the answer."""
        answer = "met    " if self.is_met else "NOT MET"
        return f"{answer} {self.what}: {self.found} (goal: {self.wanted})"


Found = Table | Goal


def at_least(what: str, value: float, limit: float, unit: str) -> Goal:
    """Return the goal that a value is no less than a limit."""
    return Goal(
        what, f"≥ {format_number(limit)}{unit}", f"{format_number(value)}{unit}", value >= limit
    )


def at_most(what: str, value: float, limit: float, unit: str) -> Goal:
    """Return the goal that a value is no more than a limit."""
    return Goal(
        what, f"≤ {format_number(limit)}{unit}", f"{format_number(value)}{unit}", value <= limit
    )


def rates_table(title: str, unit: str, rates: Mapping[str, float], baseline: str) -> Table:
    """Return the table of rates, in `unit` a second, with the ratio to `rates[baseline]`.

    Raises KeyError when the baseline is not among the rates and ValueError when it is not positive.
    """
    base = rates[baseline]
    if base <= 0:
        raise ValueError(f"the rate of {baseline!r} is {base}, no ratio can be formed")
    rows = tuple((what, rate, f"{format_number(rate / base)}×") for what, rate in rates.items())
    return Table(title, ("what", f"{unit}/s", f"ratio to {baseline}"), rows)


def format_number(value: float) -> str:
    """Return a number with three significant digits, whole from 100 up; a dash for no number."""
    if math.isnan(value):
        return "–"
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else format_number(cell)
