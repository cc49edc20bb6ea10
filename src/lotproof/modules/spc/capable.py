"""How well a charted process keeps the limits of its point: Cp, Cpk, Pp, Ppk, and normality."""

from collections.abc import Sequence
from typing import NamedTuple

from lotproof.kernel.text import Text
from lotproof.modules.spc import charting
from lotproof.modules.spc.charting import Design, Group
from lotproof.modules.spc.rules import is_counted
from lotproof.modules.spc.specified import Specified
from lotproof.statistics import capability
from lotproof.statistics.capability import Capability, Index, Specification
from lotproof.statistics.errors import Unanswerable
from lotproof.statistics.normality import anderson_darling

NORMAL_ABOVE = 0.05
"""Below this p-value the data are not normal, and indices from σ mislead."""


class Capable(NamedTuple):
    """Indices at 95 % confidence; `doubts` say why they are not stated as a capability."""

    values: int
    subgroups: int
    cp: Index | None
    cpk: Index
    pp: Index | None
    ppk: Index
    per_million: float
    normal_p: float | None
    doubts: list[Text]


def capable(
    design: Design, groups: Sequence[Group | None], limits: Specified, signal_count: int
) -> Capable:
    """Indices of what was read in subgroups, against the limits of the point.

    Raises `Unanswerable` where there are none: too few values, no variation, crossed limits.
    """
    full = [group for group in groups if group is not None]
    values = [value for group in full for value in group.values]
    wanted = Specification(limits.low, limits.high, limits.target)
    process = charting.estimate(design, groups)
    within = capability.within(process, len(values), wanted)
    overall: Capability = capability.overall(values, wanted)
    doubts: list[Text] = []
    normal_p = None
    for ask in (
        lambda: capability.require_stable(len(full), len(values), signal_count),
        lambda: anderson_darling(values),
    ):
        try:
            found = ask()
        except Unanswerable as error:
            doubts.append(error.text)
        else:
            normal_p = normal_p if found is None else found.p_value
    if normal_p is not None and normal_p < NORMAL_ABOVE:
        doubts.append(_NOT_NORMAL)
    return Capable(
        len(values),
        len(full),
        within.both,
        within.worst,
        overall.both,
        overall.worst,
        capability.beyond_per_million(process, wanted),
        normal_p,
        doubts,
    )


_NOT_NORMAL = Text(
    "The data are not normally distributed: look at their cause before the indices are used.",
    "数据不服从正态分布：使用这些指数前请先查明原因。",
)


def has_capability(design: Design) -> bool:
    """Counts have no distance from a limit."""
    return not is_counted(design.kind)
