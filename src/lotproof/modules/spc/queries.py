"""What others may read of control charts: charts, limits in force, signals, judged points."""

from collections.abc import Iterable
from math import inf

from sqlalchemy import bindparam, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.reader import Reader
from lotproof.modules.monitoring.queries import Point, phases_between, readings_between
from lotproof.modules.monitoring.vocabulary import LimitsState, Phase
from lotproof.modules.spc import charting
from lotproof.modules.spc.charting import Cut, Design, Plotted
from lotproof.modules.spc.records import Chart, ControlLimits, Exclusion, Plot, Signal, Watch
from lotproof.modules.spc.vocabulary import ChartId, SignalRule, SignalState
from lotproof.statistics.points import Process

__all__ = [
    "Chart",
    "ControlLimits",
    "Exclusion",
    "Signal",
    "design_of",
    "frozen_limits",
    "last_points",
    "next_cut",
    "open_signals",
    "plotted_between",
    "process_of",
    "running_readings",
]

_US = 1_000_000
_PLOT = Plot.KIND.table
_BETWEEN: Statement[Plot] = Statement(
    select(*_PLOT.c)
    .where(
        _PLOT.c.chart_id == bindparam("chart_id"),
        _PLOT.c.last_at >= bindparam("since"),
        _PLOT.c.first_at <= bindparam("until"),
    )
    .order_by(_PLOT.c.last_at, _PLOT.c.id),
    Plot,
)
_LAST: Statement[Plot] = Statement(
    select(*_PLOT.c)
    .where(_PLOT.c.chart_id == bindparam("chart_id"), _PLOT.c.last_at >= bindparam("since"))
    .order_by(_PLOT.c.last_at.desc(), _PLOT.c.id.desc())
    .limit(bindparam("most")),
    Plot,
)


def design_of(reader: Reader, chart: Chart, rules: Iterable[str]) -> Design:
    """How the chart is drawn, and read by these rules, which a record holds as words."""
    decimals = UNITS[reader.get(Point, chart.point_id).unit].decimals
    read = tuple(SignalRule[rule.upper()] for rule in rules)
    return Design(chart.kind, chart.size, chart.every_s * _US, decimals, read)


def process_of(limits: ControlLimits) -> Process:
    """The frozen parameters as figures."""
    degrees = inf if limits.degrees is None else float(limits.degrees)
    return Process(float(limits.mean), float(limits.sigma), degrees)


def frozen_limits(reader: Reader, chart_id: ChartId) -> ControlLimits | None:
    """What the chart is judged by now; None: it is not judged."""
    return reader.only(ControlLimits, chart_id=chart_id, state=LimitsState.EFFECTIVE)


def open_signals(reader: Reader, chart_id: ChartId) -> list[Signal]:
    """Signals that nobody has explained, the oldest first."""
    return reader.find(Signal, chart_id=chart_id, state=SignalState.OPEN)


def running_readings(
    reader: Reader, point: Point, since: Instant, until: Instant
) -> list[tuple[Instant, Amount]]:
    """Good readings of a point in order of time, while its machine ran; a room always runs."""
    found = [
        (each.at, each.value)
        for each in readings_between(reader, point.id, since, until)
        if each.quality == 0
    ]
    if point.equipment_id is None or not found:
        return found
    phases = phases_between(reader, point.equipment_id, found[0][0], found[-1][0])
    if all(phase is Phase.RUN for _, phase in phases):
        return found
    kept, place = [], 0
    for at, value in found:
        while place + 1 < len(phases) and phases[place + 1][0] <= at:
            place += 1
        if phases[place][1] is Phase.RUN:
            kept.append((at, value))
    return kept


def next_cut(reader: Reader, chart: Chart, design: Design, watch: Watch) -> Cut:
    """Subgroups that are complete and not judged yet."""
    point = reader.get(Point, chart.point_id)
    readings = running_readings(reader, point, watch.judged_until, reader.now)
    return charting.cut(readings, design, watch.judged_until)


def plotted_between(
    reader: Reader, chart_id: ChartId, since: Instant, until: Instant
) -> list[Plotted]:
    """Points as they were judged, in order of time."""
    blocks = reader.select(_BETWEEN, chart_id=int(chart_id), since=since, until=until)
    return [
        point
        for block in blocks
        for point in charting.unpack(block.packed)
        if since <= point.at <= until
    ]


def last_points(
    reader: Reader,
    chart_id: ChartId,
    most: int,
    since: Instant = Instant(0),  # noqa: B008
) -> list[Plotted]:
    """The last points that were judged since an instant, at most so many, in order of time."""
    blocks = reader.select(_LAST, chart_id=int(chart_id), since=since, most=most)
    found = [point for block in reversed(blocks) for point in charting.unpack(block.packed)]
    return [point for point in found if point.at >= since][-most:]
