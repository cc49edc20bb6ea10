"""Gauge R&R: how much of what is seen comes from measuring, by analysis of variance.

After AIAG, Measurement Systems Analysis, 4th edition. Crossed: every operator measures every part,
each equally often. Nested: each part is measured by one operator only, as when measuring destroys
it. Parts and operators are samples of many. A negative estimate of a variance is 0.
"""

from collections import defaultdict
from collections.abc import Sequence
from math import fsum, sqrt
from statistics import fmean
from typing import NamedTuple

from lotproof.kernel.text import t
from lotproof.statistics.errors import NoVariation, PartShared, Unbalanced, at_least, finite
from lotproof.statistics.special import f_tail
from lotproof.statistics.subgroups import VALUES

POOL_ABOVE = 0.25
"""An interaction less certain than this is taken for chance (AIAG)."""

STUDY_WIDTH = 6.0
"""Standard deviations that a variation is said to span: 99.73 % of a normal distribution."""


class Measured(NamedTuple):
    """One measurement."""

    part: str
    operator: str
    value: float


class Effect(NamedTuple):
    """One row of the analysis of variance; F and p are None for repeatability itself."""

    degrees: int
    squares: float
    f: float | None
    p_value: float | None

    @property
    def mean_square(self) -> float:
        return self.squares / self.degrees


class Component(NamedTuple):
    """One source of variation: its standard deviation and its shares, 1 being all."""

    deviation: float
    contribution: float
    """Of the total variance."""
    study: float
    """Of the total standard deviation; these do not add up to 1."""
    tolerance: float | None
    """Six deviations of the width between the specification limits; None if it has none."""


class Variation(NamedTuple):
    """Where variation comes from."""

    repeatability: Component
    operators: Component
    interaction: Component | None
    """Of operator and part; None if it was pooled or the study has none."""
    reproducibility: Component
    gauge: Component
    """Repeatability and reproducibility."""
    parts: Component
    total: Component
    categories: int | None
    """ndc: how many groups of parts the gauge can tell apart, 5 or more being acceptable.

    None if the gauge showed no variation at all: its resolution is too coarse to say.
    """


class Anova(NamedTuple):
    """The rows of the analysis."""

    parts: Effect
    operators: Effect
    interaction: Effect | None
    """As tested; it is kept here when it was pooled."""
    repeatability: Effect
    """With the interaction, if it was pooled."""


class Study(NamedTuple):
    """A gauge study and what it says."""

    anova: Anova
    variation: Variation


def crossed(
    measured: Sequence[Measured],
    tolerance: float | None = None,
    pool_above: float = POOL_ABOVE,
) -> Study:
    """Every operator measured every part, each equally often and at least twice.

    `tolerance` is the width between the specification limits. The interaction is pooled with
    repeatability if its p-value is above `pool_above`. Raises `Unbalanced`, `TooFew` under two
    parts, operators or trials, `NoVariation`, `NotFinite`.
    """
    cells = _cells(measured)
    parts, operators = _names(measured)
    at_least(2, len(parts), t("parts", "零件"))
    at_least(2, len(operators), _OPERATORS)
    trials = _trials(cells, [(part, operator) for part in parts for operator in operators])
    p, o, r = len(parts), len(operators), trials

    means = {key: fmean(values) for key, values in cells.items()}
    grand = fmean(means.values())
    of_parts = [fmean(means[part, operator] for operator in operators) for part in parts]
    of_operators = [fmean(means[part, operator] for part in parts) for operator in operators]
    ss_parts = o * r * fsum((mean - grand) ** 2 for mean in of_parts)
    ss_operators = p * r * fsum((mean - grand) ** 2 for mean in of_operators)
    ss_both = r * fsum(
        (means[part, operator] - part_mean - operator_mean + grand) ** 2
        for part, part_mean in zip(parts, of_parts, strict=True)
        for operator, operator_mean in zip(operators, of_operators, strict=True)
    )
    within = Effect(p * o * (r - 1), _within(cells), None, None)
    both = _tested((p - 1) * (o - 1), ss_both, within)
    pools = both.p_value is not None and both.p_value > pool_above
    error = (
        Effect(within.degrees + both.degrees, within.squares + both.squares, None, None)
        if pools
        else within
    )
    against = error if pools else both
    rows = Anova(
        _tested(p - 1, ss_parts, against), _tested(o - 1, ss_operators, against), both, error
    )
    return Study(
        rows,
        variation(
            repeatability=error.mean_square,
            operators=(rows.operators.mean_square - against.mean_square) / (p * r),
            interaction=None if pools else (both.mean_square - error.mean_square) / r,
            parts=(rows.parts.mean_square - against.mean_square) / (o * r),
            tolerance=tolerance,
        ),
    )


def nested(measured: Sequence[Measured], tolerance: float | None = None) -> Study:
    """Each part belongs to one operator; as many for each, equally often and at least twice.

    Operators are tested against parts, parts against repeatability. Raises as `crossed`, and
    `PartShared`.
    """
    cells = _cells(measured)
    _, operators = _names(measured)
    at_least(2, len(operators), _OPERATORS)
    owner: dict[str, str] = {}
    for part, operator in cells:
        if owner.setdefault(part, operator) != operator:
            raise PartShared(part=part)
    own = {each: [part for part, by in owner.items() if by == each] for each in operators}
    p, o = max(map(len, own.values())), len(operators)
    for operator, parts in own.items():
        at_least(2, len(parts), t("parts of an operator", "每名操作者的零件"))
        if len(parts) != p:
            raise Unbalanced(
                part=t("in all", "合计"), operator=operator, given=len(parts), wanted=p
            )
    r = _trials(cells, list(cells))

    means = {part: fmean(cells[part, operator]) for part, operator in cells}
    of_operators = {each: fmean(means[part] for part in parts) for each, parts in own.items()}
    grand = fmean(of_operators.values())
    ss_operators = p * r * fsum((mean - grand) ** 2 for mean in of_operators.values())
    ss_parts = r * fsum((means[part] - of_operators[by]) ** 2 for part, by in owner.items())
    within = Effect(o * p * (r - 1), _within(cells), None, None)
    parts_row = _tested(o * (p - 1), ss_parts, within)
    rows = Anova(parts_row, _tested(o - 1, ss_operators, parts_row), None, within)
    return Study(
        rows,
        variation(
            repeatability=within.mean_square,
            operators=(rows.operators.mean_square - parts_row.mean_square) / (p * r),
            interaction=None,
            parts=(parts_row.mean_square - within.mean_square) / r,
            tolerance=tolerance,
        ),
    )


def variation(
    *,
    repeatability: float,
    operators: float,
    interaction: float | None,
    parts: float,
    tolerance: float | None,
) -> Variation:
    """Components and shares of estimated variances. Raises `NoVariation` if all are 0."""
    repeatability, operators, parts = max(0.0, repeatability), max(0.0, operators), max(0.0, parts)
    both = max(0.0, interaction or 0.0)
    gauge = repeatability + operators + both
    total = gauge + parts
    if total <= 0:
        raise NoVariation(what=VALUES)

    def component(variance: float) -> Component:
        deviation = sqrt(variance)
        return Component(
            deviation,
            variance / total,
            sqrt(variance / total),
            None if tolerance is None else STUDY_WIDTH * deviation / tolerance,
        )

    return Variation(
        component(repeatability),
        component(operators),
        None if interaction is None else component(both),
        component(operators + both),
        component(gauge),
        component(parts),
        component(total),
        _categories(parts, gauge),
    )


def _categories(parts: float, gauge: float) -> int | None:
    """1.41·PV/GRR, cut off, at least 1."""
    return max(1, int(1.41 * sqrt(parts / gauge))) if gauge > 0 else None


_OPERATORS = t("operators", "操作者")
_Cells = dict[tuple[str, str], list[float]]


def _cells(measured: Sequence[Measured]) -> _Cells:
    finite(each.value for each in measured)
    found: _Cells = defaultdict(list)
    for part, operator, value in measured:
        found[part, operator].append(value)
    return dict(found)


def _names(measured: Sequence[Measured]) -> tuple[list[str], list[str]]:
    """Parts and operators, in the order in which they come."""
    return (
        list(dict.fromkeys(each.part for each in measured)),
        list(dict.fromkeys(each.operator for each in measured)),
    )


def _trials(cells: _Cells, wanted: list[tuple[str, str]]) -> int:
    """How often each was measured."""
    trials = max(map(len, cells.values()))
    for part, operator in wanted:
        given = len(cells.get((part, operator), ()))
        if given != trials:
            raise Unbalanced(part=part, operator=operator, given=given, wanted=trials)
    at_least(2, trials, t("trials", "重复次数"))
    return trials


def _within(cells: _Cells) -> float:
    return fsum((value - fmean(cell)) ** 2 for cell in cells.values() for value in cell)


def _tested(degrees: int, squares: float, against: Effect) -> Effect:
    """A row with its F against another; without any error there, F does not exist."""
    if against.squares <= 0:
        return Effect(degrees, squares, None, None)
    f = squares / degrees / against.mean_square
    return Effect(degrees, squares, f, f_tail(f, degrees, against.degrees))
