"""From readings to points of a chart, and from points to signals: pure.

Readings are cut into subgroups, a subgroup is drawn as one point of the chart of location (and one
of the chart of spread, where it has one), and rules look at the last points. A `Memory` holds all
that the next point needs of the past, so that a point costs the same after a million others, and
it makes no difference how readings were cut into batches.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from math import inf, sqrt
from statistics import fmean
from typing import NamedTuple

import msgspec

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.modules.spc import rules
from lotproof.modules.spc.vocabulary import ChartKind, Part, SignalRule
from lotproof.statistics import attributes, individuals, phase_one, run_rules, subgroups, weighted
from lotproof.statistics.attributes import Counted
from lotproof.statistics.points import Point, Process
from lotproof.statistics.weighted import CusumPoint

DECISION = 5.0
"""h of a CUSUM, in standard errors; with k 0.5 one false alarm in 465 points."""
EWMA_WIDTH = 2.86
_THREE = 3.0


class Design(NamedTuple):
    """What of a chart and its limits says how it is drawn and read."""

    kind: ChartKind
    size: int
    every_us: int
    decimals: int
    rules: tuple[SignalRule, ...]


class Group(NamedTuple):
    """A subgroup: the instant of its last reading, and its values in the unit of the point."""

    at: Instant
    values: tuple[float, ...]


class Cut(NamedTuple):
    """Subgroups in order of time, None for a gap; nothing from `until` on was used."""

    groups: list[Group | None]
    until: Instant


class Drawn(NamedTuple):
    """One plotted value with its limits; z says how many standard errors it is off."""

    value: float
    lower: float
    centre: float
    upper: float
    z: float


class Plotted(NamedTuple):
    """A point of both charts."""

    at: Instant
    middle: Drawn
    spread: Drawn | None


class Fired(NamedTuple):
    """A rule that fired at the last point of a pattern."""

    rule: SignalRule
    part: Part
    since: Instant
    at: Instant
    value: float


class Tail(msgspec.Struct):
    """The last points of one chart as instants and z; None for a gap."""

    ats: list[int] = []
    z: list[float | None] = []

    def push(self, at: int, z: float | None) -> None:
        self.ats = [*self.ats, at][-run_rules.WINDOW :]
        self.z = [*self.z, z][-run_rules.WINDOW :]


class Memory(msgspec.Struct):
    """All that the next point needs of those before it."""

    middle: Tail = msgspec.field(default_factory=Tail)
    spread: Tail = msgspec.field(default_factory=Tail)
    last: float | None = None
    ewma: tuple[float, float] | None = None
    cusum: tuple[float, float, int, int] | None = None


# --- cutting ------------------------------------------------------------------------------------


def cut(readings: Sequence[tuple[Instant, Amount]], design: Design, since: Instant) -> Cut:
    """Subgroups of the readings, which are in order of time and none before `since`.

    What does not fill a subgroup yet waits for the next time.
    """
    if not readings:
        return Cut([], since)
    if design.every_us:
        return _by_spans(readings, design, since)
    size, scale = _taken(design), 10**design.decimals
    groups: list[Group | None] = [
        Group(part[-1][0], tuple(value / scale for _, value in part))
        for part in (readings[i : i + size] for i in range(0, len(readings) - size + 1, size))
    ]
    last = readings[len(groups) * size - 1][0] + 1 if groups else since
    return Cut(groups, Instant(last))


def _by_spans(readings: Sequence[tuple[Instant, Amount]], design: Design, since: Instant) -> Cut:
    every, size, scale = design.every_us, _taken(design), 10**design.decimals
    newest, expected, until = readings[-1][0] // every, since // every, int(since)
    groups: list[Group | None] = []
    for span, found in groupby(readings, key=lambda each: each[0] // every):
        part = list(found)
        is_full = len(part) >= size
        if not is_full and span == newest:
            break
        if span > expected:
            groups.append(None)
        expected, until = span + 1, (span + 1) * every
        taken = part[:size]
        groups.append(
            Group(taken[-1][0], tuple(value / scale for _, value in taken)) if is_full else None
        )
    return Cut(groups, Instant(until))


def _taken(design: Design) -> int:
    """How many readings make a point; a count is one reading."""
    return 1 if rules.is_counted(design.kind) else design.size


# --- phase I ------------------------------------------------------------------------------------


def estimate(
    design: Design, groups: Sequence[Group | None], left_out: Collection[Instant] = ()
) -> Process:
    """Mean and σ of a baseline without some points. Raises `Unanswerable`.

    Of counts: the rate of one unit, and its standard error in a sample.
    """
    if rules.is_counted(design.kind):
        return _rate(design, [g for g in groups if g is not None and g.at not in left_out])
    if design.size == 1:
        values = [None if group is None else group.values[0] for group in groups]
        out = [
            phase_one.Exclusion(i, "left out")
            for i, group in enumerate(groups)
            if group is not None and group.at in left_out
        ]
        return phase_one.values_without(values, out).parameters
    kept = [g.values for g in groups if g is not None and g.at not in left_out]
    by_deviation = design.kind is ChartKind.XBAR_S
    return (subgroups.process_by_deviation if by_deviation else subgroups.process_by_range)(kept)


def _rate(design: Design, groups: Sequence[Group]) -> Process:
    of_units = design.kind in (ChartKind.P, ChartKind.NP)
    rate = attributes.rate([_counted(design, group) for group in groups], of_units=of_units)
    variance = rate * (1 - rate) if of_units else rate
    return Process(rate, sqrt(variance / design.size), inf)


def _counted(design: Design, group: Group) -> Counted:
    return Counted(round(group.values[0]), design.size)


# --- drawing ------------------------------------------------------------------------------------


def follow(
    design: Design,
    process: Process,
    memory: Memory,
    groups: Iterable[Group | None],
    left_out: Collection[Instant] = (),
) -> Iterator[tuple[Plotted, list[Fired]]]:
    """Draw and read subgroups one after the other; `memory` goes on with them.

    What is left out is drawn, and is a gap for the rules. Raises `Unanswerable` at a count that
    its sample cannot have; `memory` stands then where it stood.
    """
    for group in groups:
        if group is None:
            _gap(memory)
        elif group.at in left_out:
            yield _draw(design, process, group, Memory())[0], []
            _gap(memory, group.at)
        else:
            plotted, after = _draw(design, process, group, memory)
            memory.last, memory.ewma, memory.cusum = after
            yield plotted, _read(design, memory, plotted)


def _gap(memory: Memory, at: int = 0) -> None:
    memory.middle.push(at, None)
    memory.spread.push(at, None)
    memory.last = None


_After = tuple[float | None, tuple[float, float] | None, tuple[float, float, int, int] | None]


def _draw(design: Design, process: Process, group: Group, memory: Memory) -> tuple[Plotted, _After]:
    values, after = group.values, (group.values[-1], memory.ewma, memory.cusum)
    match design.kind:
        case ChartKind.XBAR_R:
            pair = (
                subgroups.mean_points([values], process),
                subgroups.range_points([values], process),
            )
            return Plotted(group.at, _drawn(pair[0][0]), _drawn(pair[1][0])), after
        case ChartKind.XBAR_S:
            pair = (
                subgroups.mean_points([values], process),
                subgroups.deviation_points([values], process),
            )
            return Plotted(group.at, _drawn(pair[0][0]), _drawn(pair[1][0])), after
        case ChartKind.I_MR:
            return _single(process, group, memory.last), after
        case ChartKind.EWMA:
            return _ewma(design, process, group, memory)
        case ChartKind.CUSUM:
            return _cusum(design, process, group, memory)
        case ChartKind.P | ChartKind.NP | ChartKind.C | ChartKind.U:
            sample = [_counted(design, group)]
            return Plotted(group.at, _drawn(_COUNTS[design.kind](sample, process.mean)[0]), None), (
                after
            )


_COUNTS = {
    ChartKind.P: attributes.p_points,
    ChartKind.NP: attributes.np_points,
    ChartKind.C: attributes.c_points,
    ChartKind.U: attributes.u_points,
}


def _single(process: Process, group: Group, last: float | None) -> Plotted:
    (point,) = individuals.individual_points(group.values, process)
    moving = individuals.moving_range_points([last, group.values[0]], process)[1]
    assert point is not None, "a value is plotted"
    return Plotted(group.at, _drawn(point), None if moving is None else _drawn(moving))


def _ewma(design: Design, process: Process, group: Group, memory: Memory) -> tuple[Plotted, _After]:
    """Its z is stretched so that 3 stands at its limits, which are 2.86 standard errors wide."""
    error = process.sigma / sqrt(design.size)
    before = None
    if memory.ewma is not None:
        value, sigma = memory.ewma
        before = Point(value, process.mean, sigma, process.mean, process.mean)
    (point,) = weighted.ewma([fmean(group.values)], process.mean, error, before=before)
    drawn = _drawn(point)._replace(z=point.z * _THREE / EWMA_WIDTH)
    return Plotted(group.at, drawn, None), (None, (point.value, point.sigma), None)


def _cusum(
    design: Design, process: Process, group: Group, memory: Memory
) -> tuple[Plotted, _After]:
    """The larger of both sums, the lower one as negative; z is 3 at the decision interval."""
    error = process.sigma / sqrt(design.size)
    before = None if memory.cusum is None else CusumPoint(*memory.cusum, None, None)
    (point,) = weighted.cusum([fmean(group.values)], process.mean, error, before=before)
    value = point.upper if point.upper >= point.lower else -point.lower
    drawn = Drawn(value, -DECISION, 0.0, DECISION, value * _THREE / DECISION)
    kept = (point.upper, point.lower, point.upper_count, point.lower_count)
    return Plotted(group.at, drawn, None), (None, None, kept)


def _drawn(point: Point) -> Drawn:
    return Drawn(point.value, point.lower, point.centre, point.upper, point.z)


# --- reading ------------------------------------------------------------------------------------


def _read(design: Design, memory: Memory, plotted: Plotted) -> list[Fired]:
    found = _fired(
        memory.middle,
        plotted.at,
        plotted.middle,
        rules.middle_rules(design.kind, design.rules),
        Part.MIDDLE,
    )
    if plotted.spread is None:
        memory.spread.push(plotted.at, None)
        return found
    return found + _fired(
        memory.spread,
        plotted.at,
        plotted.spread,
        rules.spread_rules(design.kind, design.rules),
        Part.SPREAD,
    )


def _fired(
    tail: Tail, at: Instant, drawn: Drawn, chosen: frozenset[run_rules.Rule], part: Part
) -> list[Fired]:
    tail.push(at, drawn.z)
    return [
        Fired(SignalRule[each.rule.name], part, Instant(tail.ats[each.indexes[0]]), at, drawn.value)
        for each in run_rules.latest(tail.z, chosen)
    ]


# --- keeping ------------------------------------------------------------------------------------


def remembered(memory: Memory) -> str:
    """A memory as text."""
    return msgspec.json.encode(memory).decode()


def recall(text: str) -> Memory:
    """Read a text that `remembered` has written; ValueError for any other."""
    return msgspec.json.decode(text, type=Memory)


def pack(points: Sequence[Plotted]) -> str:
    """Points as text, figures with 10 digits."""
    return msgspec.json.encode([_rounded(each) for each in points]).decode()


def unpack(text: str) -> list[Plotted]:
    """Read a text that `pack` has written; ValueError for any other."""
    return msgspec.json.decode(text, type=list[Plotted])


def _rounded(point: Plotted) -> Plotted:
    def short(drawn: Drawn) -> Drawn:
        return Drawn(*(float(f"{figure:.10g}") for figure in drawn))

    spread = None if point.spread is None else short(point.spread)
    return Plotted(point.at, short(point.middle), spread)
