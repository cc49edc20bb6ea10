"""Charts as screens show them: the wall of all, one chart over time, and the baseline of one."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.reader import Reader
from lotproof.modules.equipment.queries import Equipment
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.monitoring.vocabulary import LimitsState, PointId
from lotproof.modules.sites.queries import Area
from lotproof.modules.spc import charting, rules
from lotproof.modules.spc.capable import Capable, capable, has_capability
from lotproof.modules.spc.charting import Design, Drawn, Plotted
from lotproof.modules.spc.phase_one import read_baseline, require_baseline, settle
from lotproof.modules.spc.queries import (
    Chart,
    ControlLimits,
    Exclusion,
    Signal,
    design_of,
    frozen_limits,
    last_points,
    open_signals,
    plotted_between,
    running_readings,
)
from lotproof.modules.spc.specified import Specified, specified
from lotproof.modules.spc.vocabulary import (
    ChartId,
    ChartState,
    ControlLimitsId,
    SignalId,
    SignalRule,
    SignalState,
)
from lotproof.statistics.capability import Index
from lotproof.statistics.errors import Unanswerable

_TILE_POINTS, _POINTS_MAX, _SIGNALS_MAX = 30, 5_000, 200
_READINGS_MAX = 50_000
_SIGNAL = Signal.KIND.table
_SIGNALS: Statement[Signal] = Statement(
    select(*_SIGNAL.c)
    .where(
        _SIGNAL.c.chart_id == bindparam("chart_id"),
        _SIGNAL.c.last_at >= bindparam("since"),
        _SIGNAL.c.noticed_at <= bindparam("until"),
    )
    .order_by(_SIGNAL.c.noticed_at.desc(), _SIGNAL.c.id.desc())
    .limit(bindparam("most")),
    Signal,
)


# --- the wall -----------------------------------------------------------------------------------


def wall(reader: Reader) -> dict[str, Any]:
    """All charts in use, the worst first: those that signal, those without limits, the others."""
    tiles = [_tile(reader, chart) for chart in reader.find(Chart, state=ChartState.IN_USE)]
    rank = {"signal": 0, "no_limits": 1, "no_points": 2, "in_control": 3}
    tiles.sort(key=lambda tile: (rank[tile["standing"]], -len(tile["signals"]), tile["code"]))
    return {"now": clock.text(reader.now), "charts": tiles}


def _tile(reader: Reader, chart: Chart) -> dict[str, Any]:
    limits, waiting = frozen_limits(reader, chart.id), open_signals(reader, chart.id)
    points = last_points(reader, chart.id, _TILE_POINTS)
    if waiting:
        standing = "signal"
    elif limits is None:
        standing = "no_limits"
    else:
        standing = "in_control" if points else "no_points"
    return {
        **_named(reader, chart),
        "standing": standing,
        "signals": [_signal(each) for each in waiting],
        "points": [[clock.text(each.at), _say(each.middle.z)] for each in points],
        "value": _say(points[-1].middle.value) if points else None,
        "at": clock.text(points[-1].at) if points else None,
    }


def _named(reader: Reader, chart: Chart) -> dict[str, Any]:
    point = reader.get(Point, chart.point_id)
    return {
        "id": ChartId.text(chart.id),
        "code": chart.code,
        "name": {"en": chart.name, "zh": chart.name_zh or chart.name},
        "kind": str(chart.kind),
        "kind_label": chart.kind.label._asdict(),
        "size": chart.size,
        "every_s": chart.every_s,
        "state": str(chart.state),
        "unit": point.unit,
        "point": {
            "id": PointId.text(point.id),
            "code": point.code,
            "name": {"en": point.name, "zh": point.name_zh or point.name},
        },
        "place": _place(reader, point),
    }


def _place(reader: Reader, point: Point) -> str:
    if point.equipment_id is not None:
        return reader.get(Equipment, point.equipment_id).code
    assert point.area_id is not None, "a point is on a machine or in an area"
    return reader.get(Area, point.area_id).code


# --- one chart ----------------------------------------------------------------------------------


def picture(reader: Reader, chart_id: ChartId, since: Instant, until: Instant) -> dict[str, Any]:
    """A chart as it was judged from `since` to `until`, with signals, limits and capability."""
    chart = reader.get(Chart, chart_id)
    limits = frozen_limits(reader, chart_id)
    drafts = reader.find(ControlLimits, chart_id=chart_id, state=LimitsState.DRAFT)
    found = plotted_between(reader, chart_id, since, until)
    point = reader.get(Point, chart.point_id)
    wanted = specified(reader, point)
    signals = reader.select(
        _SIGNALS, chart_id=int(chart_id), since=since, until=until, most=_SIGNALS_MAX
    )
    design = design_of(reader, chart, () if limits is None else limits.rules)
    return {
        "chart": _named(reader, chart),
        "from": clock.text(since),
        "to": clock.text(until),
        "limits": None if limits is None else _limits(reader, limits),
        "drafts": [_limits(reader, each) for each in drafts],
        "plotted": len(found),
        "points": [_point(each) for each in found[-_POINTS_MAX:]],
        "signals": [_signal(each) for each in signals],
        "specification": None if wanted is None else _specified(wanted),
        "capability": _capability(reader, chart, design, wanted, (since, until), signals),
        "rules": [_rule(rule) for rule in rules.choosable(chart.kind)],
    }


def _limits(reader: Reader, limits: ControlLimits) -> dict[str, Any]:
    return {
        "id": ControlLimitsId.text(limits.id),
        "revision": limits.revision,
        "mean": _say(float(limits.mean)),
        "sigma": _say(float(limits.sigma)),
        "from": clock.text(limits.since),
        "to": clock.text(limits.until),
        "points": limits.points,
        "still_signalling": limits.still_signalling,
        "drafted_by": limits.drafted_by,
        "approved_by": limits.approved_by,
        "effective_at": None if limits.effective_at is None else clock.text(limits.effective_at),
        "rules": [_rule(SignalRule[rule.upper()]) for rule in limits.rules],
        "exclusions": [
            {"at": clock.text(each.at), "reason": each.reason}
            for each in reader.find(Exclusion, limits_id=limits.id)
        ],
    }


def _rule(rule: SignalRule) -> dict[str, Any]:
    return {"rule": str(rule), "label": rule.label._asdict()}


def _point(point: Plotted) -> list[Any]:
    spread = None if point.spread is None else _figures(point.spread)
    return [clock.text(point.at), *_figures(point.middle), spread]


def _figures(drawn: Drawn) -> list[str]:
    return [_say(figure) for figure in drawn[:4]]


def _signal(signal: Signal) -> dict[str, Any]:
    def instant(at: Instant | None) -> str | None:
        return None if at is None else clock.text(at)

    return {
        "id": SignalId.text(signal.id),
        **_rule(signal.rule),
        "part": str(signal.part),
        "part_label": signal.part.label._asdict(),
        "from": clock.text(signal.pattern_from),
        "at": clock.text(signal.noticed_at),
        "last": clock.text(signal.last_at),
        "times": signal.points,
        "value": _say(float(signal.value)),
        "is_open": signal.state is SignalState.OPEN,
        "explanation": signal.explanation,
        "explained_by": signal.explained_by,
        "explained_at": instant(signal.explained_at),
        "p_value": signal.p_value,
        "per_hour": None if signal.per_hour is None else _say(float(signal.per_hour)),
        "reached_at": instant(signal.reached_at),
        "reached_earliest": instant(signal.reached_earliest),
        "reached_latest": instant(signal.reached_latest),
    }


def _specified(wanted: Specified) -> dict[str, Any]:
    return {
        "basis": str(wanted.basis),
        "basis_label": wanted.basis.label._asdict(),
        "low": _maybe(wanted.low),
        "high": _maybe(wanted.high),
        "target": _maybe(wanted.target),
    }


def _capability(
    reader: Reader,
    chart: Chart,
    design: Design,
    wanted: Specified | None,
    span: tuple[Instant, Instant],
    signals: Sequence[Signal],
) -> dict[str, Any] | None:
    """Of what was read in the time shown, its last 50,000 readings at most."""
    if wanted is None or not has_capability(design):
        return None
    point = reader.get(Point, chart.point_id)
    readings = running_readings(reader, point, *span)[-_READINGS_MAX:]
    groups = charting.cut(readings, design, readings[0][0]).groups if readings else []
    try:
        found = capable(design, groups, wanted, len(signals))
    except Unanswerable as error:
        return {"why_not": error.text._asdict()}
    return _capable(found)


def _capable(found: Capable) -> dict[str, Any]:
    def index(value: Index | None) -> list[str] | None:
        return None if value is None else [_say(figure) for figure in value]

    return {
        "values": found.values,
        "subgroups": found.subgroups,
        "cp": index(found.cp),
        "cpk": index(found.cpk),
        "pp": index(found.pp),
        "ppk": index(found.ppk),
        "per_million": _say(found.per_million),
        "normal_p": _maybe(found.normal_p),
        "doubts": [each._asdict() for each in found.doubts],
    }


# --- phase I ------------------------------------------------------------------------------------


def baseline(
    reader: Reader,
    chart_id: ChartId,
    span: tuple[Instant, Instant],
    left_out: Collection[Instant],
    chosen: Iterable[SignalRule],
) -> dict[str, Any]:
    """The limits that would follow from a baseline without some points, and what still signals.

    Refused where no limits follow from it.
    """
    since, until = span
    chart = reader.get(Chart, chart_id)
    rules_read = list(chosen)
    rules.require_rules(chart.kind, rules_read)
    require_baseline(since, until, reader.now)
    design = design_of(reader, chart, rules_read)
    cut = read_baseline(reader, chart, design, since, until)
    settled = settle(design, cut.groups, left_out)
    return {
        "from": clock.text(since),
        "to": clock.text(until),
        "mean": _say(settled.process.mean),
        "sigma": _say(settled.process.sigma),
        "kept": settled.kept,
        "gaps": sum(group is None for group in cut.groups),
        "points": [_point(each) for each in settled.plotted],
        "fired": [
            {**_rule(each.rule), "part": str(each.part), "at": clock.text(each.at)}
            for each in settled.fired
        ],
    }


def _say(figure: float) -> str:
    """A figure to be shown, with seven digits."""
    return rules.figure_text(float(f"{figure:.7g}"))


def _maybe(figure: float | None) -> str | None:
    return None if figure is None else _say(figure)
