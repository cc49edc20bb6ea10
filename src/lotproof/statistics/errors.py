"""What statistics cannot answer, each by its name, in both languages.

These are no refusals of a command: nothing is asked of the program but a figure. A module that
offers a figure as part of a command hands `text` on in a refusal of its own.
"""

from collections.abc import Iterable
from math import isfinite
from typing import ClassVar

from lotproof.kernel.text import Text


class Unanswerable(ValueError):
    """Base: the figure does not exist for this input. `text` says why and what to do."""

    template: ClassVar[Text]

    def __init_subclass__(cls, *, en: str, zh: str) -> None:
        super().__init_subclass__()
        cls.template = Text(en, zh)

    def __init__(self, **params: object) -> None:
        self.params = params
        self.text = self.template.fill(**params)
        super().__init__(self.text.en)


class NotFinite(
    Unanswerable,
    en="Value {place} is {value}, which is not a number. Leave out what was not measured.",
    zh="第 {place} 个值为 {value}，不是有效数值。未测得的值请勿填入。",
):
    """An infinity or a not-a-number got in; `place` counts from 1."""


class TooFew(
    Unanswerable,
    en="{given} {what} are too few; at least {needed} are needed.",
    zh="{what}仅有 {given} 个；至少需要 {needed} 个。",
):
    """Too little data for the figure."""


class NoVariation(
    Unanswerable,
    en="All {what} are equal, so that their spread cannot be judged. Check the resolution of the "
    "instrument and the source of the data.",
    zh="所有{what}均相同，无法评估离散程度。请核对仪器分辨力与数据来源。",
):
    """Zero spread: an index would be infinite."""


class SubgroupSize(
    Unanswerable,
    en="Subgroup {place} has {given} values; {chart} takes {low} to {high}.",
    zh="第 {place} 个子组有 {given} 个值；{chart}要求 {low} 至 {high} 个。",
):
    """A subgroup without a spread, or too large for its range to be worth anything."""


class SizesDiffer(
    Unanswerable,
    en="The samples differ in size; {chart} needs equal ones. Use {instead}.",
    zh="样本量不一致；{chart}要求样本量相同。请改用{instead}。",
):
    """Counts of unequal samples are not comparable."""


class CountOutOfRange(
    Unanswerable,
    en="Sample {place}: a count of {count} in {size} is not possible.",
    zh="第 {place} 个样本：{size} 中计数 {count} 不可能成立。",
):
    """A negative count, more defectives than units, or a sample of nothing."""


class OutOfRange(
    Unanswerable,
    en="{what} is {given}; it must be {wanted}.",
    zh="{what}为 {given}；要求{wanted}。",
):
    """A parameter outside what the method is defined for."""


class LengthsDiffer(
    Unanswerable,
    en="{first} values stand against {second} of {what}; each needs its partner.",
    zh="{first} 个值与 {second} 个{what}不对应；须一一对应。",
):
    """Two series that belong together have different lengths."""


class NoLimit(
    Unanswerable,
    en="No specification limit is given. Give a lower or an upper one.",
    zh="未给出规格限。请至少给出规格下限或上限。",
):
    """Nothing to be capable of."""


class OneLimit(
    Unanswerable,
    en="With one specification limit this index does not exist. Give the other, or use the index "
    "of one side.",
    zh="仅有一侧规格限时该指数不存在。请给出另一侧规格限，或使用单侧指数。",
):
    """Cp, Pp and Cpm compare the process with the distance between two limits."""


class NoTarget(
    Unanswerable,
    en="No target is given. Give the value that is aimed at.",
    zh="未给出目标值。请给出目标值。",
):
    """Cpm measures how far the process is from what was aimed at."""


class LimitsCrossed(
    Unanswerable,
    en="The lower limit {lower} is not below the upper limit {upper}. Correct them.",
    zh="下限 {lower} 不低于上限 {upper}。请更正。",
):
    """Nothing could be within."""


class NotStable(
    Unanswerable,
    en="The chart signals at {count} points. Find their causes before a capability is stated.",
    zh="控制图有 {count} 个点报警。请先查明原因，再给出过程能力。",
):
    """Without stability there is no process to be capable."""


class Unbalanced(
    Unanswerable,
    en="Part {part} was measured {given} times by {operator}, others {wanted} times. Complete the "
    "study.",
    zh="{operator} 对零件 {part} 测量了 {given} 次，其余为 {wanted} 次。请补全研究。",
):
    """Gauge studies are computed for equal numbers of measurements only."""


class PartShared(
    Unanswerable,
    en="Part {part} was measured by more than one operator: that is a crossed study, not a "
    "nested one.",
    zh="零件 {part} 由多名操作者测量：应为交叉研究，而非嵌套研究。",
):
    """In a nested study each part belongs to one operator."""


class Collinear(
    Unanswerable,
    en="The quantities move together exactly, so that one says nothing new. Leave one out.",
    zh="各变量完全相关，其中一个未提供新信息。请去掉一个。",
):
    """The covariance matrix has no inverse."""


class UnknownPoint(
    Unanswerable,
    en="There is no point {place}; there are {count}.",
    zh="不存在第 {place} 点；共有 {count} 点。",
):
    """An exclusion that names nothing; `place` counts from 1."""


class ExcludedTwice(
    Unanswerable,
    en="Point {place} is excluded twice. Give one reason for it.",
    zh="第 {place} 点重复剔除。请只给出一个原因。",
):
    """One point, one cause."""


class NoCause(
    Unanswerable,
    en="Point {place} is excluded without a reason. Name the cause that was found.",
    zh="剔除第 {place} 点未说明原因。请写明已查明的原因。",
):
    """A point is not left out because it is inconvenient."""


def finite(values: Iterable[float]) -> list[float]:
    """The values as a list; raises `NotFinite` at the first that is no number."""
    checked = list(values)
    for index, value in enumerate(checked):
        if not isfinite(value):
            raise NotFinite(place=index + 1, value=value)
    return checked


def at_least(needed: int, given: int, what: Text) -> None:
    """Raise `TooFew` unless there are enough."""
    if given < needed:
        raise TooFew(what=what, given=given, needed=needed)
