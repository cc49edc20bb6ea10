"""How new readings become points that are judged, before they are sealed."""

from lotproof.kernel import clock
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.spc import charting, rules
from lotproof.modules.spc.charting import Design, Fired, Group, Memory, Plotted
from lotproof.modules.spc.commands import JudgePoints
from lotproof.modules.spc.events import SignalFound
from lotproof.modules.spc.queries import design_of, next_cut, process_of
from lotproof.modules.spc.records import Chart, ControlLimits, Plot, Signal, Watch
from lotproof.modules.spc.vocabulary import PlotId, SignalId, SignalState
from lotproof.statistics.errors import Unanswerable
from lotproof.statistics.points import Process


@handles(JudgePoints, emits=(SignalFound,))
def judge_points(command: JudgePoints, work: Work) -> None:
    for chart_id in sorted(set(command.chart_ids)):  # locked in one order
        watch, chart = work.take(Watch, chart_id), work.get(Chart, chart_id)
        limits = work.get(ControlLimits, watch.limits_id)
        design = design_of(work, chart, limits.rules)
        cut = next_cut(work, chart, design, watch)
        memory = charting.recall(watch.memory)
        drawn: list[Plotted] = []
        fired: list[Fired] = []
        for group in cut.groups:
            plotted, found = _next(work, chart, design, process_of(limits), memory, group)
            drawn += plotted
            fired += found
        watch.memory, watch.judged_until = charting.remembered(memory), cut.until
        if drawn:
            _keep(work, chart, limits, drawn)
        for each in fired:
            tell(work, chart, limits, each)


def _next(
    work: Work,
    chart: Chart,
    design: Design,
    process: Process,
    memory: Memory,
    group: Group | None,
) -> tuple[list[Plotted], list[Fired]]:
    """The point of one subgroup; none at a gap, and where it cannot be plotted."""
    try:
        found = list(charting.follow(design, process, memory, [group]))
    except Unanswerable as error:
        assert group is not None, "a gap is always answered"
        at = clock.text(group.at)
        work.object(rules.ImpossibleCount(chart=chart.code, at=at, why=error.text))
        list(charting.follow(design, process, memory, [None]))
        return [], []
    return [plotted for plotted, _ in found], [each for _, fired in found for each in fired]


def _keep(work: Work, chart: Chart, limits: ControlLimits, drawn: list[Plotted]) -> None:
    work.add(
        Plot(
            id=work.new_id(PlotId),
            chart_id=chart.id,
            limits_id=limits.id,
            first_at=drawn[0].at,
            last_at=drawn[-1].at,
            points=len(drawn),
            packed=charting.pack(drawn),
        )
    )


def tell(work: Work, chart: Chart, limits: ControlLimits, fired: Fired) -> Signal:
    """A signal; while one of the same rule waits for its explanation, it is that one going on."""
    waiting = work.take_all(Signal, chart_id=chart.id, state=SignalState.OPEN)
    for each in waiting:
        if each.rule is fired.rule and each.part is fired.part:
            each.last_at, each.points = fired.at, each.points + 1
            each.value = rules.figure_text(fired.value)
            return each
    signal = work.add(
        Signal(
            id=work.new_id(SignalId),
            chart_id=chart.id,
            limits_id=limits.id,
            rule=fired.rule,
            part=fired.part,
            pattern_from=fired.since,
            noticed_at=fired.at,
            last_at=fired.at,
            points=1,
            value=rules.figure_text(fired.value),
            owner_id=chart.owner_id,
            owner_role_id=chart.owner_role_id,
        )
    )
    work.record(
        SignalFound(
            signal_id=signal.id,
            chart_id=chart.id,
            point_id=chart.point_id,
            rule=signal.rule,
            part=signal.part,
        )
    )
    return signal
