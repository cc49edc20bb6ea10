"""How early warnings are looked for; what is found is a signal like any other."""

from lotproof.kernel.clock import Instant
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.spc import ahead, rules
from lotproof.modules.spc.ahead import Points
from lotproof.modules.spc.charting import Fired
from lotproof.modules.spc.commands import LookAhead
from lotproof.modules.spc.events import SignalFound
from lotproof.modules.spc.handlers_judging import tell
from lotproof.modules.spc.queries import last_points
from lotproof.modules.spc.records import Chart, ControlLimits, Signal, Watch
from lotproof.modules.spc.specified import specified
from lotproof.modules.spc.vocabulary import ChartId, Part, SignalRule

_DAY_US = 86_400_000_000


@handles(LookAhead, emits=(SignalFound,))
def look_ahead(command: LookAhead, work: Work) -> None:
    families: dict[tuple[object, ...], dict[str, Chart]] = {}
    watching: list[tuple[Chart, Watch]] = []
    for chart_id in sorted(set(command.chart_ids)):
        watch, chart = work.take(Watch, chart_id), work.get(Chart, chart_id)
        watch.looked_at = work.now
        if watch.is_watching and chart.kind in ahead.KINDS:
            watching.append((chart, watch))
            families.setdefault(_family(work, chart), {})[ChartId.text(chart.id)] = chart
    for chart, watch in watching:
        _look_back(work, chart, watch)
    for family in families.values():
        _compare(work, family)


def _family(work: Work, chart: Chart) -> tuple[object, ...]:
    """Charts of one design, of points of one name, on machines of one model, are sisters."""
    point = work.get(Point, chart.point_id)
    if point.equipment_id is None:
        return (chart.id,)
    model = work.get(Equipment, point.equipment_id).model
    return (chart.kind, chart.size, chart.every_s, point.name, point.unit, model)


def _since(work: Work, chart_id: ChartId) -> Instant:
    """What was explained, or judged by other limits, is not looked at again."""
    began = work.get(Watch, chart_id).began_at
    return Instant(max(began, work.now - _DAY_US))


def _points(work: Work, chart_id: ChartId, most: int) -> Points:
    found = last_points(work, chart_id, most, _since(work, chart_id))
    return [(each.at, each.middle.value) for each in found]


def _look_back(work: Work, chart: Chart, watch: Watch) -> None:
    points = _points(work, chart.id, ahead.POINTS_MAX)
    drift = ahead.drifting(points, work.now)
    if drift is not None:
        signal = _tell(work, chart, watch, SignalRule.DRIFT, points, drift.p_value)
        limits = specified(work, work.get(Point, chart.point_id))
        low, high = (None, None) if limits is None else (limits.low, limits.high)
        signal.per_hour = rules.figure_text(drift.slope)
        found = ahead.reached(drift, low, high, work.now)
        signal.reached_at, signal.reached_earliest, signal.reached_latest = found
        return
    step = ahead.stepped(points)
    if step is not None:
        after = points[step.first_after :]
        _tell(work, chart, watch, SignalRule.STEP, after, step.p_value)


def _compare(work: Work, family: dict[str, Chart]) -> None:
    read = {name: _points(work, chart.id, 10_000) for name, chart in family.items()}
    values = {name: [value for _, value in points] for name, points in read.items()}
    for name, (_, p_value) in ahead.unlike(values).items():
        watch = work.get(Watch, family[name].id)
        _tell(work, family[name], watch, SignalRule.UNLIKE_SISTERS, read[name], p_value)


def _tell(
    work: Work, chart: Chart, watch: Watch, rule: SignalRule, points: Points, p_value: float
) -> Signal:
    fired = Fired(rule, Part.MIDDLE, points[0][0], points[-1][0], points[-1][1])
    signal = tell(work, chart, work.get(ControlLimits, watch.limits_id), fired)
    signal.p_value = rules.figure_text(p_value)
    return signal
