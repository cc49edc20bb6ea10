"""The very reading that an excursion began with."""

from typing import NamedTuple

from lotproof.kernel.quantity import Amount
from lotproof.kernel.work import Reader
from lotproof.modules.monitoring import rules
from lotproof.modules.monitoring.packing import unpack
from lotproof.modules.monitoring.queries import blocks_at, limits_of_phases
from lotproof.modules.monitoring.queries_hand import tags_in
from lotproof.modules.monitoring.records import Batch, Excursion, Point
from lotproof.modules.monitoring.vocabulary_readings import BatchId, ExcursionId, Side


class FirstOutside(NamedTuple):
    """A reading and the limit that it broke, in steps of the point's unit."""

    excursion: Excursion
    point: Point
    batch_id: BatchId
    tags: frozenset[str]
    """What the point may be called in that batch."""
    value: Amount
    limit: Amount | None
    """None if limits have no such side, which no excursion has."""


def first_outside(reader: Reader, excursion_id: ExcursionId) -> FirstOutside | None:
    """The reading that began an excursion, also where a dwell of several batches lay between;
    None if its excursion, or the block it lies in, is not there."""
    excursion = reader.seek(Excursion, excursion_id)
    if excursion is None:
        return None
    point = reader.get(Point, excursion.point_id)
    for block in blocks_at(reader, point.id, excursion.began_at):
        readings = unpack(block.packed)
        if excursion.began_at in readings.ats:
            value = readings.values[list(readings.ats).index(excursion.began_at)]
            limit = _limit(reader, excursion)
            tags = tags_in(reader, point, reader.get(Batch, block.batch_id))
            return FirstOutside(excursion, point, block.batch_id, tags, value, limit)
    return None


def _limit(reader: Reader, excursion: Excursion) -> Amount | None:
    limits = limits_of_phases(reader, excursion.limits_id).get(excursion.phase)
    if limits is None:
        return None
    low, high = rules.bounds_of(limits, excursion.level)
    return low if excursion.side is Side.LOW else high
