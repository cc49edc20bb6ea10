"""Run rules of Western Electric (1956) and Nelson (1984), by exact definition.

Points are given in standard errors from the centre line (`Point.z`). What the definitions leave
open is fixed so:

- Every comparison is strict: a point on a boundary is not beyond it, nor inside it; a point on
  the centre line is on no side and ends a run; equal neighbours end a trend and an alternation.
- A rule fires at the last point of its pattern and names the pattern's points. For "k of m" that
  last point is one of the k, and fewer than m points suffice if k of them are there.
- A pattern longer than the rule asks for fires again at each further point.
- A point that is missing (None) ends every pattern, as does the start of a new phase: a revision
  of the limits, or a change of tool or lot that was said to be one.

How often a rule cries wolf on normal independent points in control, in points a false alarm:
rule 1 alone 370.4; Western Electric 1 and 2 together 225.4, 1 and 3 166.1, 1 and 4 152.7, all
four 91.8 (Champ and Woodall 1987). All eight of Nelson: 74.2 ± 0.5, the mean of 20,000 simulated
runs; each of them alone, of 1,000 runs: 2 510, 3 430, 4 620, 5 530, 6 290, 7 950, 8 14,000. So
rules are chosen for each characteristic.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from lotproof.statistics.errors import finite

WINDOW = 15
"""No rule looks at more points than these."""

_Z = Sequence[float]
_Found = tuple[int, ...]
"""Offsets of a pattern's points in the window; empty: no pattern."""


class Rule(Enum):
    """The rules; Western Electric 1-3 are the same as Nelson 1, 5 and 6."""

    WESTERN_ELECTRIC_1 = "western_electric_1"
    WESTERN_ELECTRIC_2 = "western_electric_2"
    WESTERN_ELECTRIC_3 = "western_electric_3"
    WESTERN_ELECTRIC_4 = "western_electric_4"
    NELSON_1 = "nelson_1"
    NELSON_2 = "nelson_2"
    NELSON_3 = "nelson_3"
    NELSON_4 = "nelson_4"
    NELSON_5 = "nelson_5"
    NELSON_6 = "nelson_6"
    NELSON_7 = "nelson_7"
    NELSON_8 = "nelson_8"


WESTERN_ELECTRIC = frozenset(rule for rule in Rule if rule.name.startswith("WESTERN"))
NELSON = frozenset(rule for rule in Rule if rule.name.startswith("NELSON"))


class Signal(NamedTuple):
    """A rule that fired, and the indexes of its pattern; it fired at the last of them."""

    rule: Rule
    indexes: tuple[int, ...]


class Chart(Enum):
    """What is plotted, as far as rules care."""

    MEAN = "mean"
    INDIVIDUAL = "individual"
    RANGE = "range"
    DEVIATION = "deviation"
    MOVING_RANGE = "moving_range"
    P = "p"
    NP = "np"
    C = "c"
    U = "u"
    EWMA = "ewma"
    CUSUM = "cusum"
    T2 = "t2"


def applicable(chart: Chart, *, limits_are_equal: bool = True) -> frozenset[Rule]:
    """The rules that mean something on a chart.

    Zones need a symmetrical distribution and straight limits, so they are off on charts of
    spread, of counts, and where limits vary from point to point. Neighbours on moving range, EWMA,
    CUSUM and T² charts depend on each other or have no sides: only a point beyond a limit counts.
    """
    match chart:
        case Chart.MEAN | Chart.INDIVIDUAL:
            return frozenset(Rule) if limits_are_equal else frozenset(Rule) - ZONES
        case Chart.RANGE | Chart.DEVIATION | Chart.P | Chart.NP | Chart.C | Chart.U:
            return frozenset(Rule) - ZONES
        case Chart.MOVING_RANGE | Chart.EWMA | Chart.CUSUM | Chart.T2:
            return BEYOND


def signals(
    z: Sequence[float | None], rules: Iterable[Rule], starts: Collection[int] = ()
) -> list[Signal]:
    """Every firing of these rules, by the point at which it fires, then by rule.

    `starts` are indexes at which a new phase begins. Raises `NotFinite`.
    """
    finite(value for value in z if value is not None)
    wanted, begins = _in_order(rules), frozenset(starts)
    found: list[Signal] = []
    first = 0
    for index, value in enumerate(z):
        if index in begins:
            first = index
        if value is None:
            first = index + 1
            continue
        found.extend(_at(z, max(first, index + 1 - WINDOW), index, wanted))
    return found


def latest(z: Sequence[float | None], rules: Iterable[Rule]) -> list[Signal]:
    """The rules that fire at the last point; the last `WINDOW` points of its phase are enough.

    Raises `NotFinite`.
    """
    finite(value for value in z[-WINDOW:] if value is not None)
    last = len(z) - 1
    if last < 0 or z[last] is None:
        return []
    first = last
    while first > max(0, last + 1 - WINDOW) and z[first - 1] is not None:
        first -= 1
    return _at(z, first, last, _in_order(rules))


def _in_order(rules: Iterable[Rule]) -> list[Rule]:
    chosen = frozenset(rules)
    return [rule for rule in Rule if rule in chosen]


def _at(z: Sequence[float | None], first: int, last: int, rules: list[Rule]) -> list[Signal]:
    """Rules that fire at `last`, seeing the points from `first` on, none of which is missing."""
    points = [value for value in z[first : last + 1] if value is not None]
    return [
        Signal(rule, tuple(first + offset for offset in pattern))
        for rule in rules
        if (pattern := _PATTERNS[rule](points))
    ]


def _k_of_m(k: int, m: int, limit: float) -> Callable[[_Z], _Found]:
    """k of the last m points beyond the limit on the side of the last one."""

    def pattern(z: _Z) -> _Found:
        last = z[-1]
        if abs(last) <= limit:
            return ()
        side = 1 if last > 0 else -1
        start = max(0, len(z) - m)
        found = tuple(i for i in range(start, len(z)) if side * z[i] > limit)
        return found if len(found) >= k else ()

    return pattern


def _last(m: int, holds: Callable[[_Z], bool]) -> Callable[[_Z], _Found]:
    """The last m points, if something holds for all of them."""

    def pattern(z: _Z) -> _Found:
        return tuple(range(len(z) - m, len(z))) if len(z) >= m and holds(z[-m:]) else ()

    return pattern


def _same_side(z: _Z) -> bool:
    return all(value > 0 for value in z) or all(value < 0 for value in z)


def _trend(z: _Z) -> bool:
    return all(a < b for a, b in pairwise(z)) or all(a > b for a, b in pairwise(z))


def _alternating(z: _Z) -> bool:
    return all((b - a) * (c - b) < 0 for (a, b), (_, c) in pairwise(pairwise(z)))


def _within(z: _Z) -> bool:
    return all(abs(value) < 1 for value in z)


def _outside(z: _Z) -> bool:
    """None in zone C, and both sides of the centre line taken: two processes mixed."""
    return all(abs(value) > 1 for value in z) and min(z) < 0 < max(z)


_PATTERNS: dict[Rule, Callable[[_Z], _Found]] = {
    Rule.WESTERN_ELECTRIC_1: _k_of_m(1, 1, 3),
    Rule.WESTERN_ELECTRIC_2: _k_of_m(2, 3, 2),
    Rule.WESTERN_ELECTRIC_3: _k_of_m(4, 5, 1),
    Rule.WESTERN_ELECTRIC_4: _last(8, _same_side),
    Rule.NELSON_1: _k_of_m(1, 1, 3),
    Rule.NELSON_2: _last(9, _same_side),
    Rule.NELSON_3: _last(6, _trend),
    Rule.NELSON_4: _last(14, _alternating),
    Rule.NELSON_5: _k_of_m(2, 3, 2),
    Rule.NELSON_6: _k_of_m(4, 5, 1),
    Rule.NELSON_7: _last(15, _within),
    Rule.NELSON_8: _last(8, _outside),
}

BEYOND = frozenset({Rule.WESTERN_ELECTRIC_1, Rule.NELSON_1})
"""A point beyond the control limits."""

ZONES = frozenset(
    {
        Rule.WESTERN_ELECTRIC_2,
        Rule.WESTERN_ELECTRIC_3,
        Rule.NELSON_5,
        Rule.NELSON_6,
        Rule.NELSON_7,
        Rule.NELSON_8,
    }
)
"""Rules that read the zones between centre line and limit."""
