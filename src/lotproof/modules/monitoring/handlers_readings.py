"""How batches of readings are kept and judged."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lotproof.kernel.clock import Instant
from lotproof.kernel.quantity import Amount
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import handles
from lotproof.kernel.site import Trust
from lotproof.kernel.work import Work, answers
from lotproof.modules.equipment.gates import MAY_MEASURE, MeasureAsked
from lotproof.modules.equipment.queries import equipment_by_code
from lotproof.modules.monitoring import intake, rules
from lotproof.modules.monitoring.commands_readings import RecordReadings
from lotproof.modules.monitoring.events import ExcursionBegan, ExcursionEnded, ReadingsRecorded
from lotproof.modules.monitoring.judging import Began, Bounds, Stand, judge
from lotproof.modules.monitoring.packing import Readings, blocks, pack
from lotproof.modules.monitoring.queries import (
    limits_at,
    limits_of_phases,
    newest_batch,
    phases_between,
    readings_around,
    readings_between,
)
from lotproof.modules.monitoring.records import (
    Batch,
    Block,
    Excursion,
    LastReading,
    Limits,
    PhaseChange,
    PhaseLimits,
    Point,
    Source,
    Watch,
)
from lotproof.modules.monitoring.vocabulary import (
    Level,
    Phase,
    PointState,
    SourceKind,
    SourceState,
)
from lotproof.modules.monitoring.vocabulary_readings import (
    EXCURSION_LIFE,
    SAID_MAX,
    BatchId,
    BlockId,
    ExcursionId,
    ExcursionState,
    PhaseChangeId,
)

FUTURE_US = 5_000_000
"""Clocks of a plant differ a little; what is younger than this has no believable time."""


@handles(RecordReadings, emits=(ReadingsRecorded, ExcursionBegan, ExcursionEnded))
def record_readings(command: RecordReadings, work: Work) -> None:
    source = work.only(Source, code=command.sent_from)
    if source is not None and source.state is not SourceState.IN_USE:
        source = None
    points = _points(work, source, command) if source is not None else {}
    unknown_machines = _enter_phases(work, command)
    batch_id = work.new_id(BatchId)
    known = {
        tag: intake.Known(point.id, point.code, rules.decimals_of(point.unit))
        for tag, point in points.items()
    }
    came = intake.sort(command.readings, known)
    by_id = {point.id: point for point in points.values()}
    late = 0
    for each in sorted(came.points, key=lambda each: each.point.id):  # locked in one order
        late += _take_in(work, batch_id, by_id[each.point.id], each)
    wrong = [
        *_wrong_with_source(work, source, command),
        *_wrong_with_values(came.points),
        *_wrong_with_instruments(work, [by_id[each.point.id] for each in came.points]),
    ]
    if source is not None and came.tags:
        wrong.append(rules.UnknownPoints(source=source.code, tags=intake.said(came.tags)))
    if unknown_machines:
        codes = intake.said(unknown_machines)
        wrong.append(rules.UnknownMachines(source=command.sent_from, codes=codes))
    _object(work, command.sent_from, wrong)
    kinds = list({each.code: each for each in reversed(wrong)}.values())[::-1]
    batch = work.add(
        Batch(
            id=batch_id,
            sent_from=command.sent_from,
            sent_by=work.actor,
            received_at=work.now,
            trust=Trust.UNVERIFIED if source is None else source.trust,
            readings=len(command.readings),
            late=late,
            repeated=sum(each.repeated for each in came.points),
            unusable=sum(each.unusable for each in came.points),
            unknown=came.unknown,
            source_id=None if source is None else source.id,
            clock_offset_ms=command.clock_offset_ms,
            deviations=[each.code for each in kinds],
            said=[each.text("en")[:SAID_MAX] for each in kinds],
            said_zh=[each.text("zh")[:SAID_MAX] for each in kinds],
        )
    )
    work.record(ReadingsRecorded(batch_id=batch.id, readings=batch.readings))


# --- what is wrong with what came ---------------------------------------------------------------


def _points(work: Work, source: Source, command: RecordReadings) -> dict[str, Point]:
    """The points that a source may tell of, by its tags; by hand any point is read, by its code."""
    found = {each.tag: each for each in work.find(Point, source_id=source.id)}
    if source.kind is SourceKind.HAND:
        for tag in dict.fromkeys(each.tag for each in command.readings):
            point = work.only(Point, code=tag)
            if point is not None:
                found[tag] = point
    return {tag: point for tag, point in found.items() if point.state is PointState.IN_USE}


def _object(work: Work, sent_from: str, wrong: Sequence[Refused]) -> None:
    """A deviation is told when it begins: a source that stays so would open a task a second."""
    before = newest_batch(work, sent_from) if wrong else None
    known = () if before is None else before.deviations
    for each in wrong:
        if each.code not in known:
            work.object(each)


def _wrong_with_source(
    work: Work, source: Source | None, command: RecordReadings
) -> Iterator[Refused]:
    if source is None:
        yield rules.UnknownSource(source=command.sent_from)
        return
    offset = command.clock_offset_ms
    if offset is not None and abs(offset) > source.clock_tolerance_ms:
        yield rules.ClockOff(source=source.code, offset=offset, tolerance=source.clock_tolerance_ms)
    if any(each.at > work.now + FUTURE_US for each in command.readings):
        yield rules.FutureReadings(source=source.code)


def _wrong_with_values(came: Sequence[intake.OfPoint]) -> Iterator[Refused]:
    unusable = [each for each in came if each.unusable]
    if unusable:
        count = sum(each.unusable for each in unusable)
        codes = intake.said([each.point.code for each in unusable])
        yield rules.UnusableReadings(count=count, points=codes)
    contradicting = [each.point.code for each in came if each.contradicts]
    if contradicting:
        yield rules.ContradictingReadings(points=intake.said(contradicting))


def _wrong_with_instruments(work: Work, points: Sequence[Point]) -> Iterator[Refused]:
    """Readings of an instrument that may not be measured with are kept and marked (7.6)."""
    for instrument in dict.fromkeys(each.instrument_id for each in points):
        if instrument is not None:
            asked = MeasureAsked(equipment_id=instrument, at=work.now)
            yield from answers(work, MAY_MEASURE, asked)


def _enter_phases(work: Work, command: RecordReadings) -> list[str]:
    """Keep the phases that machines entered; codes of machines that nobody knows."""
    unknown = []
    for each in command.phases:
        equipment = equipment_by_code(work, each.equipment)
        if equipment is None:
            unknown.append(each.equipment)
            continue
        work.add(PhaseChange(work.new_id(PhaseChangeId), equipment.id, each.phase, each.at))
    return unknown


# --- keeping ------------------------------------------------------------------------------------


def _take_in(work: Work, batch_id: BatchId, point: Point, came: intake.OfPoint) -> int:
    """Keep and judge what came of one point; how many readings are late."""
    if not came.values:
        return 0
    last, now = work.take(LastReading, point.id), work.now + FUTURE_US
    first_at, last_at = min(came.values), max(came.values)
    if last_at > now or (last.at is not None and first_at <= last.at):
        kept = readings_between(work, point.id, first_at, last_at)
        came.without({each.at: each.value for each in kept})
    readings = came.readings()
    if not readings.ats:
        return 0
    late = 0 if last.at is None else bisect_right(readings.ats, last.at)
    # What has no believable time must not make late what is read from now until then.
    end = max(late, bisect_right(readings.ats, now))
    _judge_apart(work, point, _part(readings, 0, late))
    _judge(work, point, _part(readings, late, end))
    _judge_apart(work, point, _part(readings, end, len(readings.ats)))
    for each in blocks(readings):
        _keep(work, batch_id, point, each)
    if end > late:
        last.at, last.value = readings.ats[end - 1], readings.values[end - 1]
        mark = 0 if readings.qualities is None else readings.qualities[end - 1]
        last.quality = intake.QUALITY_OF[mark]
    return late


def _keep(work: Work, batch_id: BatchId, point: Point, readings: Readings) -> None:
    judged = intake.good(readings).values
    work.add(
        Block(
            id=work.new_id(BlockId),
            batch_id=batch_id,
            point_id=point.id,
            unit=point.unit,
            first_at=readings.ats[0],
            last_at=readings.ats[-1],
            readings=len(readings.ats),
            unusable=len(readings.ats) - len(judged),
            packed=pack(readings),
            lowest=min(judged) if judged else None,
            highest=max(judged) if judged else None,
            total=Amount(sum(judged)) if judged else None,
        )
    )


def _part(readings: Readings, start: int, end: int) -> Readings:
    qualities = readings.qualities
    return Readings(
        readings.ats[start:end],
        readings.values[start:end],
        None if qualities is None else qualities[start:end],
    )


# --- judging ------------------------------------------------------------------------------------


def _judge(work: Work, point: Point, readings: Readings) -> None:
    """Follow a point on from where the last batch left it."""
    readings = intake.good(readings)
    if not readings.ats:
        return
    for level, parts in _parts(work, point, readings):
        watch = work.take(Watch, point.id, level)
        stand = Stand(
            watch.inside_at, watch.outside_since, watch.worst, watch.excursion_id is not None
        )
        for limits, phase, bounds, part in parts:
            stand, changes = judge(stand, bounds, part.ats, part.values)
            for change in changes:
                if isinstance(change, Began):
                    watch.excursion_id = _begin(work, point, level, limits, phase, change).id
                else:
                    assert watch.excursion_id is not None
                    _end(work, watch.excursion_id, change.at, change.worst)
                    watch.excursion_id = None
        watch.inside_at, watch.outside_since, watch.worst = stand[:3]
        if watch.excursion_id is not None and stand.worst is not None:
            work.take(Excursion, watch.excursion_id).worst = stand.worst


def _judge_apart(work: Work, point: Point, readings: Readings) -> None:
    """What comes late, or is of the future, stands for itself, between the readings that are known
    around it."""
    readings = intake.good(readings)
    if not readings.ats:
        return
    before, after = readings_around(work, point.id, readings.ats[0], readings.ats[-1])
    for level, parts in _parts(work, point, readings):
        stand, begun = Stand(before), None
        for limits, phase, bounds, part in parts:
            stand, changes = judge(stand, bounds, part.ats, part.values)
            for change in changes:
                if isinstance(change, Began):
                    begun = _begin(work, point, level, limits, phase, change)
                elif begun is not None:
                    _end(work, begun.id, change.at, change.worst)
        if stand.is_open and begun is not None:
            assert stand.worst is not None
            _end(work, begun.id, after or readings.ats[-1], stand.worst)


Part = tuple[Limits, Phase, Bounds | None, Readings]


def _parts(work: Work, point: Point, readings: Readings) -> Iterator[tuple[Level, list[Part]]]:
    """Readings cut by phase, with the bounds of each level; nothing where no limits were set."""
    limits = limits_at(work, point.id, readings.ats[0])
    if limits is None:
        return
    of_phase = limits_of_phases(work, limits.id)
    phases = [(readings.ats[0], Phase.RUN)]
    if point.equipment_id is not None:
        phases = phases_between(work, point.equipment_id, readings.ats[0], readings.ats[-1])
    for level in Level:
        if any(rules.bounds_of(each, level) != (None, None) for each in of_phase.values()):
            yield (
                level,
                [
                    (limits, phase, _bounds(of_phase.get(phase), level), part)
                    for phase, part in _by_phase(readings, phases)
                ],
            )


def _by_phase(
    readings: Readings, phases: Sequence[tuple[int, Phase]]
) -> Iterator[tuple[Phase, Readings]]:
    starts = [0, *(bisect_left(readings.ats, at) for at, _ in phases[1:]), len(readings.ats)]
    for (_, phase), (start, end) in zip(phases, pairwise(starts), strict=True):
        if start < end:
            yield phase, _part(readings, start, end)


def _bounds(limits: PhaseLimits | None, level: Level) -> Bounds | None:
    if limits is None:
        return None
    low, high = rules.bounds_of(limits, level)
    return Bounds(low, high, limits.dwell_ms * 1000, limits.dead_band)


def _begin(
    work: Work, point: Point, level: Level, limits: Limits, phase: Phase, began: Began
) -> Excursion:
    excursion = work.add(
        Excursion(
            id=work.new_id(ExcursionId),
            point_id=point.id,
            limits_id=limits.id,
            level=level,
            phase=phase,
            side=began.side,
            unit=point.unit,
            began_at=began.since,
            worst=began.worst,
            last_good_at=began.last_good,
            equipment_id=point.equipment_id,
            area_id=point.area_id,
        )
    )
    work.record(
        ExcursionBegan(
            excursion_id=excursion.id,
            point_id=point.id,
            level=level,
            side=began.side,
            is_critical=point.is_critical,
            equipment_id=point.equipment_id,
        )
    )
    return excursion


def _end(work: Work, excursion_id: ExcursionId, at: Instant, worst: Amount) -> None:
    excursion = work.take(Excursion, excursion_id)
    excursion.worst, excursion.ended_at = worst, at
    name = ExcursionId.text(excursion.id)
    excursion.state = EXCURSION_LIFE.move(name, excursion.state, ExcursionState.ENDED)
    work.record(ExcursionEnded(excursion_id=excursion.id, point_id=excursion.point_id))
