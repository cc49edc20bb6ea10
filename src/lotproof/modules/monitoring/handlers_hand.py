"""How readings by hand are kept, confirmed and contradicted.

What counts of them goes the way of all readings: see `reactions_hand`.
"""

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import UNITS, Amount
from lotproof.kernel.registry import handles
from lotproof.kernel.work import Reader, Work
from lotproof.modules.monitoring import rules_hand as rules
from lotproof.modules.monitoring.commands_hand import (
    ConfirmReading,
    ContradictReading,
    EnterReading,
)
from lotproof.modules.monitoring.events_hand import (
    ReadingConfirmed,
    ReadingContradicted,
    ReadingEntered,
)
from lotproof.modules.monitoring.queries import limits_at, limits_of_phases, phases_between
from lotproof.modules.monitoring.queries_hand import hand_source
from lotproof.modules.monitoring.records import Point
from lotproof.modules.monitoring.records_hand import HandReading
from lotproof.modules.monitoring.vocabulary import Phase, PointState
from lotproof.modules.monitoring.vocabulary_hand import (
    HAND_READING_LIFE,
    Doubt,
    HandReadingId,
    HandReadingState,
    Verdict,
)


@handles(EnterReading, emits=(ReadingEntered,))
def enter_reading(command: EnterReading, work: Work) -> None:
    point = work.rely(Point, command.point_id)
    _enter(work, point, command.value, command.unit, command.read_at)


@handles(ConfirmReading, emits=(ReadingConfirmed,))
def confirm_reading(command: ConfirmReading, work: Work) -> None:
    reading = _to_check(work, command.reading_id)
    if reading.doubt is Doubt.OTHER_UNIT:
        unit = work.get(Point, reading.point_id).unit
        raise rules.ReadingInOtherUnit(
            reading=HandReadingId.text(reading.id),
            given=UNITS[reading.unit].label,
            unit=UNITS[unit].label,
        )
    _move(work, reading, HandReadingState.COUNTED)
    work.record(
        ReadingConfirmed(reading_id=reading.id, point_id=reading.point_id, verdict=reading.verdict)
    )


@handles(ContradictReading, emits=(ReadingContradicted, ReadingEntered))
def contradict_reading(command: ContradictReading, work: Work) -> None:
    reading = _to_check(work, command.reading_id)
    _move(work, reading, HandReadingState.CONTRADICTED)
    point = work.rely(Point, reading.point_id)
    second = _enter(work, point, command.value, command.unit, command.read_at)
    reading.second_id = second.id
    work.record(ReadingContradicted(reading_id=reading.id, point_id=point.id, second_id=second.id))


def _to_check(work: Work, reading_id: HandReadingId) -> HandReading:
    reading = work.take(HandReading, reading_id)
    if work.is_own(reading.read_by):
        raise rules.OwnReading(reading=HandReadingId.text(reading.id))
    return reading


def _move(work: Work, reading: HandReading, state: HandReadingState) -> None:
    name = HandReadingId.text(reading.id)
    reading.state = HAND_READING_LIFE.move(name, reading.state, state)
    reading.checked_by, reading.checked_at = work.actor, work.now


def _enter(work: Work, point: Point, value: Amount, unit: str, read_at: Instant) -> HandReading:
    doubt, verdict = _looked_at(work, point, rules.in_unit_of(value, unit, point.unit), read_at)
    reading = work.add(
        HandReading(
            id=work.new_id(HandReadingId),
            point_id=point.id,
            value=value,
            unit=unit,
            read_at=read_at,
            read_by=work.actor,
            entered_at=work.now,
            verdict=verdict,
            doubt=doubt,
            state=HandReadingState.COUNTED if doubt is None else HandReadingState.TO_CONFIRM,
        )
    )
    work.record(
        ReadingEntered(
            reading_id=reading.id,
            point_id=point.id,
            state=reading.state,
            verdict=verdict,
            doubt=doubt,
        )
    )
    return reading


def _looked_at(
    reader: Reader, point: Point, value: Amount | None, at: Instant
) -> tuple[Doubt | None, Verdict]:
    """What is doubtful about a value in the unit of its point, and how it stands to its limits."""
    limits = limits_at(reader, point.id, at)
    if limits is None:
        return rules.doubt_about(value, None, ()), Verdict.UNJUDGED
    of_phase = limits_of_phases(reader, limits.id)
    doubt = rules.doubt_about(value, limits, of_phase.values())
    if point.state is PointState.RETIRED or not hand_source(reader, point).is_known:
        return doubt, Verdict.UNJUDGED
    return doubt, rules.verdict_on(value, of_phase.get(_phase(reader, point, at)))


def _phase(reader: Reader, point: Point, at: Instant) -> Phase:
    if point.equipment_id is None:
        return Phase.RUN
    return phases_between(reader, point.equipment_id, at, at)[-1][1]
