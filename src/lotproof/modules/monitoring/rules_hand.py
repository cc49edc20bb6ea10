"""Decisions about readings by hand, and their refusals."""

from collections.abc import Collection
from typing import Protocol

from lotproof.kernel.quantity import Amount, InexactAmount, convert
from lotproof.kernel.refusals import Refused
from lotproof.modules.monitoring.judging import Bounds
from lotproof.modules.monitoring.rules import HasLimits, bounds_of
from lotproof.modules.monitoring.vocabulary import Level
from lotproof.modules.monitoring.vocabulary_hand import Doubt, Verdict


class HasPlausibility(Protocol):
    """What a revision of limits says of readings by hand."""

    @property
    def plausible_low(self) -> Amount | None: ...
    @property
    def plausible_high(self) -> Amount | None: ...
    @property
    def needs_second_person(self) -> bool: ...


class OwnReading(
    Refused,
    code="own_reading",
    en="You read {reading} yourself: another person has to look.",
    zh="读数 {reading} 由您读取：须由他人复核。",
):
    """Two persons have looked, or it does not count."""


class ReadingInOtherUnit(
    Refused,
    code="reading_in_other_unit",
    en="{reading} was read in {given}, its point in {unit}: it cannot count. Read it again in "
    "{unit} and contradict it.",
    zh="读数 {reading} 以 {given} 录入，而监测点以 {unit} 读取：不能计入。请以 {unit} 重读并否定。",
):
    """What cannot be written in the unit of the point is judged by nobody."""


class PlausibleTooNarrow(
    Refused,
    code="plausible_too_narrow",
    en="Revision {revision} calls values implausible that lie inside its own limits. The "
    "plausible range encloses all limits of all phases.",
    zh="版本 {revision} 的合理范围小于其自身限值。合理范围须包含各阶段的全部限值。",
):
    """What is allowed is plausible."""


def outermost(phases: Collection[HasLimits]) -> tuple[Amount | None, Amount | None]:
    """The lowest and the highest limit of any level in any phase; None where a side has none."""
    lows = [
        each
        for limits in phases
        for each in (limits.specification_low, limits.action_low, limits.alert_low)
        if each is not None
    ]
    highs = [
        each
        for limits in phases
        for each in (limits.specification_high, limits.action_high, limits.alert_high)
        if each is not None
    ]
    return min(lows, default=None), max(highs, default=None)


def plausible(
    approved: HasPlausibility, phases: Collection[HasLimits]
) -> tuple[Amount | None, Amount | None]:
    """The plausible range, inclusive: as approved; where a side was not approved, as far beyond
    the outermost limits as these are apart; None where that is not known either."""
    low, high = outermost(phases)
    width = high - low if low is not None and high is not None else None
    return (
        Amount(low - width)
        if approved.plausible_low is None and low is not None and width is not None
        else approved.plausible_low,
        Amount(high + width)
        if approved.plausible_high is None and high is not None and width is not None
        else approved.plausible_high,
    )


def require_enclosing(
    revision: str, approved: HasPlausibility, phases: Collection[HasLimits]
) -> None:
    """A range that was given encloses the limits, so that what leaves them is still believed."""
    low, high = outermost(phases)
    given_low, given_high = approved.plausible_low, approved.plausible_high
    is_low_inside = given_low is not None and any(
        each is not None and given_low > each for each in (low, high)
    )
    is_high_inside = given_high is not None and any(
        each is not None and given_high < each for each in (low, high)
    )
    is_empty = given_low is not None and given_high is not None and given_low > given_high
    if is_low_inside or is_high_inside or is_empty:
        raise PlausibleTooNarrow(revision=revision)


def in_unit_of(value: Amount, unit: str, of: str) -> Amount | None:
    """A value as displayed in the unit of its point; None if it cannot be written exactly so."""
    try:
        return convert(value, unit, of)
    except InexactAmount:
        return None


def doubt_about(
    value: Amount | None, approved: HasPlausibility | None, phases: Collection[HasLimits]
) -> Doubt | None:
    """Why a reading in the unit of its point waits for a second person; None if it counts."""
    if value is None:
        return Doubt.OTHER_UNIT
    if approved is None:
        return None
    low, high = plausible(approved, phases)
    if (low is not None and value < low) or (high is not None and value > high):
        return Doubt.IMPLAUSIBLE
    return Doubt.ALWAYS_TWO if approved.needs_second_person else None


def verdict_on(value: Amount | None, limits: HasLimits | None) -> Verdict:
    """How a value stands towards the limits of its phase; a limit itself is inside."""
    if value is None or limits is None:
        return Verdict.UNJUDGED
    for level, verdict in ((Level.ACTION, Verdict.ACTION), (Level.ALERT, Verdict.ALERT)):
        if Bounds(*bounds_of(limits, level)).beyond(value):
            return verdict
    return Verdict.WITHIN
