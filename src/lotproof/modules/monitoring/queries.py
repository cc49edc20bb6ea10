"""What others may read of monitoring: points, limits, readings and excursions."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.control import in_force_at
from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import Amount
from lotproof.kernel.work import Reader
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring.packing import BLOCK_SPAN_US, unpack
from lotproof.modules.monitoring.records import (
    AffectedLot,
    Batch,
    Block,
    Excursion,
    Limits,
    PhaseChange,
    PhaseLimits,
    Point,
    Source,
    StartWithdrawal,
)
from lotproof.modules.monitoring.vocabulary import (
    Level,
    LimitsId,
    Phase,
    PointId,
)
from lotproof.modules.monitoring.vocabulary_readings import (
    ExcursionId,
    ExcursionState,
    WithdrawalState,
)
from lotproof.modules.sites.vocabulary import AreaId

__all__ = [
    "AffectedLot",
    "Batch",
    "Excursion",
    "Limits",
    "PhaseLimits",
    "Point",
    "Source",
    "StartWithdrawal",
    "ThenReading",
    "affected_lots",
    "blocks_at",
    "excursions_during",
    "last_batch_of",
    "limits_at",
    "limits_of_phases",
    "newest_batch",
    "open_withdrawals",
    "phases_between",
    "readings_around",
    "readings_between",
    "stopping_excursions",
]

_BATCH, _BLOCK, _PHASE = Batch.KIND.table, Block.KIND.table, PhaseChange.KIND.table
IN_TIME: Final = (
    _BLOCK.c.point_id == bindparam("point_id"),
    _BLOCK.c.first_at <= bindparam("until"),
    _BLOCK.c.first_at >= bindparam("since") - BLOCK_SPAN_US,
    _BLOCK.c.last_at >= bindparam("since"),
)
"""Blocks of a point with readings from `since` to `until`."""
_OVERLAPPING: Statement[Block] = Statement(
    select(*_BLOCK.c).where(*IN_TIME).order_by(_BLOCK.c.first_at, _BLOCK.c.id), Block
)
_BEFORE: Statement[Block] = Statement(
    select(*_BLOCK.c)
    .where(_BLOCK.c.point_id == bindparam("point_id"), _BLOCK.c.first_at < bindparam("at"))
    .order_by(_BLOCK.c.first_at.desc(), _BLOCK.c.id.desc())
    .limit(1),
    Block,
)
_AFTER: Statement[Block] = Statement(
    select(*_BLOCK.c)
    .where(
        _BLOCK.c.point_id == bindparam("point_id"),
        _BLOCK.c.first_at > bindparam("at") - BLOCK_SPAN_US,
        _BLOCK.c.last_at > bindparam("at"),
    )
    .order_by(_BLOCK.c.first_at, _BLOCK.c.id)
    .limit(1),
    Block,
)
_PHASES: Statement[PhaseChange] = Statement(
    select(*_PHASE.c)
    .where(
        _PHASE.c.equipment_id == bindparam("equipment_id"),
        _PHASE.c.at <= bindparam("until"),
        _PHASE.c.at >= bindparam("since"),
    )
    .order_by(_PHASE.c.at, _PHASE.c.id),
    PhaseChange,
)
_PHASE_BEFORE: Statement[PhaseChange] = Statement(
    select(*_PHASE.c)
    .where(_PHASE.c.equipment_id == bindparam("equipment_id"), _PHASE.c.at < bindparam("at"))
    .order_by(_PHASE.c.at.desc(), _PHASE.c.id.desc())
    .limit(1),
    PhaseChange,
)

_LAST_IN_TIME: Statement[Block] = Statement(
    select(*_BLOCK.c).where(*IN_TIME).order_by(_BLOCK.c.first_at.desc()).limit(1), Block
)
_NEWEST: Statement[Batch] = Statement(
    select(*_BATCH.c)
    .where(_BATCH.c.sent_from == bindparam("sent_from"))
    .order_by(_BATCH.c.received_at.desc())
    .limit(1),
    Batch,
)


class ThenReading(NamedTuple):
    """One reading of a point: instant, steps of its unit, 0 for good quality."""

    at: Instant
    value: Amount
    quality: int


def limits_at(reader: Reader, point_id: PointId, at: Instant) -> Limits | None:
    """What was in force then; None if nothing was, or if it has been withdrawn since."""
    return in_force_at(reader, Limits, at, point_id=point_id)


def limits_of_phases(reader: Reader, limits_id: LimitsId) -> dict[Phase, PhaseLimits]:
    return {each.phase: each for each in reader.find(PhaseLimits, limits_id=limits_id)}


def phases_between(
    reader: Reader, equipment_id: EquipmentId, since: Instant, until: Instant
) -> list[tuple[Instant, Phase]]:
    """Since when a machine was in which phase; the first entry holds from before `since` on.

    A machine that never told a phase runs.
    """
    before = reader.select(_PHASE_BEFORE, equipment_id=int(equipment_id), at=since)
    first = before[0].phase if before else Phase.RUN
    within = reader.select(_PHASES, equipment_id=int(equipment_id), since=since, until=until)
    return [(min(since, before[0].at if before else since), first)] + [
        (each.at, each.phase) for each in within
    ]


def readings_between(
    reader: Reader, point_id: PointId, since: int, until: int
) -> list[ThenReading]:
    """All readings of a point in order of time, both ends inside, bad ones included."""
    blocks = reader.select(_OVERLAPPING, point_id=int(point_id), since=since, until=until)
    return sorted(each for block in blocks for each in _within(block, since, until))


def blocks_at(reader: Reader, point_id: PointId, at: Instant) -> list[Block]:
    """The blocks of a point that an instant lies in: several, where a batch came late."""
    return reader.select(_OVERLAPPING, point_id=int(point_id), since=at, until=at)


def readings_around(
    reader: Reader, point_id: PointId, first: Instant, last: Instant
) -> tuple[Instant | None, Instant | None]:
    """The instants of the nearest known reading before `first` and after `last`."""
    before = reader.select(_BEFORE, point_id=int(point_id), at=first)
    after = reader.select(_AFTER, point_id=int(point_id), at=last)
    return (
        max((at for at in _ats(before) if at < first), default=None),
        min((at for at in _ats(after) if at > last), default=None),
    )


def excursions_during(
    reader: Reader,
    equipment_id: EquipmentId | None,
    area_id: AreaId | None,
    since: Instant,
    until: Instant | None,
) -> list[Excursion]:
    """Excursions of a machine and of a room that affect any time from `since` to `until`, which is
    now for what still goes on."""
    found: list[Excursion] = []
    if equipment_id is not None:
        found += reader.find(Excursion, equipment_id=equipment_id)
    if area_id is not None:
        found += reader.find(Excursion, area_id=area_id)
    end = reader.now if until is None else until
    return [
        each
        for each in found
        if (each.last_good_at or each.began_at) <= end
        and (each.ended_at is None or each.ended_at >= since)
    ]


def newest_batch(reader: Reader, sent_from: str) -> Batch | None:
    """The last that came from a source, by its code as sent."""
    found = reader.select(_NEWEST, sent_from=sent_from)
    return found[0] if found else None


def last_batch_of(
    reader: Reader, point_id: PointId, since: Instant, until: Instant
) -> Batch | None:
    """The last with a reading of a point from `since` to `until`; None if it was not read then."""
    found = reader.select(_LAST_IN_TIME, point_id=int(point_id), since=since, until=until)
    return reader.get(Batch, found[0].batch_id) if found else None


def affected_lots(reader: Reader, excursion_id: ExcursionId) -> list[AffectedLot]:
    """By lot."""
    return reader.find(AffectedLot, excursion_id=excursion_id)


def stopping_excursions(reader: Reader, equipment_id: EquipmentId) -> list[Excursion]:
    """Excursions, not over, that take a machine its permission: of critical points, to act on."""
    found = reader.find(Excursion, equipment_id=equipment_id, state=ExcursionState.OPEN)
    return [
        each
        for each in found
        if each.level is Level.ACTION and reader.get(Point, each.point_id).is_critical
    ]


def open_withdrawals(reader: Reader, equipment_id: EquipmentId) -> list[StartWithdrawal]:
    """Why a machine may not start, the oldest first."""
    return reader.find(StartWithdrawal, equipment_id=equipment_id, state=WithdrawalState.WITHDRAWN)


def _within(block: Block, since: int, until: int) -> Iterator[ThenReading]:
    readings = unpack(block.packed)
    first, last = bisect_left(readings.ats, since), bisect_right(readings.ats, until)
    for i in range(first, last):
        quality = 0 if readings.qualities is None else readings.qualities[i]
        yield ThenReading(readings.ats[i], readings.values[i], quality)


def _ats(blocks: Iterable[Block]) -> Iterator[Instant]:
    return (at for block in blocks for at in unpack(block.packed).ats)
