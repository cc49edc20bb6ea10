"""Print benchmark rates as a table with each rate's ratio to a baseline."""

from __future__ import annotations

from collections.abc import Mapping


def render_table(title: str, unit: str, rates: Mapping[str, float], baseline: str) -> str:
    """Return a Markdown table of rates, in `unit` a second, with the ratio to `rates[baseline]`.

    Raises KeyError when the baseline is not among the rates and ValueError when it is not positive.
    """
    base = rates[baseline]
    if base <= 0:
        raise ValueError(f"the rate of {baseline!r} is {base}, no ratio can be formed")
    lines = [
        f"**{title}**",
        "",
        f"| what | {unit}/s | ratio to {baseline} |",
        "| --- | --: | --: |",
    ]
    lines += [
        f"| {what} | {format_number(rate)} | {format_number(rate / base)}× |"
        for what, rate in rates.items()
    ]
    return "\n".join(lines)


def format_number(value: float) -> str:
    """Return a number with three significant digits, or as a whole number from 100 up."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"
