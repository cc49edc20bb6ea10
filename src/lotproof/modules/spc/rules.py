"""Decisions about charts, limits and baselines, and their refusals."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from math import isfinite

from lotproof.kernel.refusals import Refused
from lotproof.kernel.text import Text
from lotproof.modules.spc.vocabulary import COUNTED, WARNINGS, ChartKind, SignalRule
from lotproof.statistics.run_rules import BEYOND, ZONES, Rule, applicable
from lotproof.statistics.run_rules import Chart as Plotted

BASELINE_MIN = 20
"""Fewer points do not show what a process does by itself (AIAG SPC asks for 25)."""
BASELINE_READINGS_MAX = 200_000
"""A baseline of more readings is longer than anybody looks at."""
_TINY = 1e-30

_SIZES = {
    ChartKind.XBAR_R: (2, 25),
    ChartKind.XBAR_S: (2, 100),
    ChartKind.I_MR: (1, 1),
    ChartKind.EWMA: (1, 25),
    ChartKind.CUSUM: (1, 25),
}
_MIDDLE = {
    ChartKind.XBAR_R: Plotted.MEAN,
    ChartKind.XBAR_S: Plotted.MEAN,
    ChartKind.I_MR: Plotted.INDIVIDUAL,
    ChartKind.EWMA: Plotted.EWMA,
    ChartKind.CUSUM: Plotted.CUSUM,
    ChartKind.P: Plotted.P,
    ChartKind.NP: Plotted.NP,
    ChartKind.C: Plotted.C,
    ChartKind.U: Plotted.U,
}
_SPREAD = {
    ChartKind.XBAR_R: Plotted.RANGE,
    ChartKind.XBAR_S: Plotted.DEVIATION,
    ChartKind.I_MR: Plotted.MOVING_RANGE,
}


class ChartPointRetired(
    Refused,
    code="chart_point_retired",
    en="Point {point} is retired and gets no charts any more.",
    zh="监测点 {point} 已停用，不再设置控制图。",
):
    """Charts are of points in use."""


class SubgroupSizeUnfit(
    Refused,
    code="subgroup_size_unfit",
    en="A chart “{kind}” takes subgroups of {low} to {high}, not of {given}.",
    zh="“{kind}”的子组大小须为 {low} 至 {high}，不能为 {given}。",
):
    """Each chart has the sizes for which it means something."""


class NothingCounted(
    Refused,
    code="nothing_counted",
    en="A chart “{kind}” is of counts, and {point} is read in {unit}. Choose a chart of "
    "measurements.",
    zh="“{kind}”用于计数，而 {point} 以 {unit} 读取。请选择计量控制图。",
):
    """Counts are whole numbers."""


class ChartNotInUse(
    Refused,
    code="chart_not_in_use",
    en="Chart {chart} is retired. Define another one.",
    zh="控制图 {chart} 已停用。请另行定义。",
):
    """A retired chart gets no limits."""


class RuleNotApplicable(
    Refused,
    code="rule_not_applicable",
    en="“{rule}” says nothing on a chart “{kind}”. Leave it out.",
    zh="“{rule}”不适用于“{kind}”。请勿选择。",
):
    """Zones need a symmetrical distribution, runs need independent points."""


class NoRunRule(
    Refused,
    code="no_run_rule",
    en="No run rule is chosen, so that nothing would ever signal. Choose at least one.",
    zh="未选择判异准则，将永不报警。请至少选择一条。",
):
    """A chart that cannot signal watches nothing."""


class RepeatedRule(
    Refused,
    code="repeated_rule",
    en="“{rule}” is chosen twice. Choose it once.",
    zh="“{rule}”重复选择。请只选一次。",
):
    """One rule, one signal."""


class BaselineBackwards(
    Refused,
    code="baseline_backwards",
    en="The baseline has to begin before it ends, and to end in the past.",
    zh="基线的起始须早于结束，且结束时间须在过去。",
):
    """A baseline is what has been read."""


class BaselineTooShort(
    Refused,
    code="baseline_too_short",
    en="{given} points are left in the baseline; at least {needed} are needed. Take a longer one.",
    zh="基线仅剩 {given} 个点，至少需要 {needed} 个。请延长基线。",
):
    """Limits of few points are guesses."""


class BaselineTooLong(
    Refused,
    code="baseline_too_long",
    en="The baseline has more than {most} readings. Take a shorter one.",
    zh="基线超过 {most} 个读数。请缩短基线。",
):
    """More than anybody looks at says no more."""


class NoSuchPoint(
    Refused,
    code="no_such_chart_point",
    en="The baseline has no point at {at}. Leave out points that it has.",
    zh="基线在 {at} 没有点。请剔除实际存在的点。",
):
    """Only what was read can be left out."""


class PointLeftOutTwice(
    Refused,
    code="point_left_out_twice",
    en="The point at {at} is left out twice. Give one cause for it.",
    zh="{at} 的点重复剔除。请只给出一个原因。",
):
    """One point, one cause."""


class BaselineUnusable(
    Refused,
    code="baseline_unusable",
    en="No limits follow from this baseline: {why}",
    zh="由此基线无法得出控制限：{why}",
):
    """What statistics cannot answer, in its own words."""


class OwnControlLimits(
    Refused,
    code="own_control_limits",
    en="You drafted revision {revision} yourself: another person has to freeze it.",
    zh="版本 {revision} 由您编制：须由他人冻结。",
):
    """Maker and approver are two persons."""


class ImpossibleCount(
    Refused,
    code="impossible_count",
    en="Chart {chart}: the point at {at} cannot be plotted. {why} It is left as a gap.",
    zh="控制图 {chart}：{at} 的点无法描绘。{why}该处留空。",
):
    """A count that its sample cannot have is kept as a reading, and is no point."""


def require_size(kind: ChartKind, size: int) -> None:
    """Refuse a subgroup size for which the kind of chart is not defined."""
    low, high = _SIZES.get(kind, (1, 10_000))
    if not low <= size <= high:
        raise SubgroupSizeUnfit(kind=kind.label, low=low, high=high, given=size)


def require_rules(kind: ChartKind, rules: Collection[SignalRule]) -> None:
    """Refuse no rule, one twice, and any that says nothing on this kind of chart."""
    if not rules:
        raise NoRunRule
    fitting = choosable(kind)
    seen: set[SignalRule] = set()
    for rule in rules:
        if rule in seen:
            raise RepeatedRule(rule=rule.label)
        if rule not in fitting:
            raise RuleNotApplicable(rule=rule.label, kind=kind.label)
        seen.add(rule)


def choosable(kind: ChartKind) -> tuple[SignalRule, ...]:
    """The run rules that mean something on a kind of chart, in order."""
    fitting = applicable(_MIDDLE[kind])
    return tuple(
        rule for rule in SignalRule if rule not in WARNINGS and Rule(rule.value) in fitting
    )


def middle_rules(kind: ChartKind, rules: Iterable[SignalRule]) -> frozenset[Rule]:
    """What is read on the chart of location."""
    return frozenset(Rule(rule.value) for rule in rules) & applicable(_MIDDLE[kind])


def spread_rules(kind: ChartKind, rules: Iterable[SignalRule]) -> frozenset[Rule]:
    """What is read on the chart of spread; nothing where there is none.

    No more than a point beyond: runs on it repeat what the chart of location says.
    """
    plotted = _SPREAD.get(kind)
    if plotted is None:
        return frozenset()
    return frozenset(Rule(rule.value) for rule in rules) & applicable(plotted) & (BEYOND - ZONES)


def is_counted(kind: ChartKind) -> bool:
    return kind in COUNTED


def figure_text(figure: float) -> str:
    """A figure with 12 digits as a plain decimal; ValueError for what is no number.

    What is smaller than anything measured is 0, so that its zeros need no room.
    """
    if not isfinite(figure):
        raise ValueError(f"{figure} is no figure that could be kept")
    return "0" if abs(figure) < _TINY else format(Decimal(f"{figure:.12g}"), "f")


def unusable(why: Text) -> BaselineUnusable:
    return BaselineUnusable(why=why)
