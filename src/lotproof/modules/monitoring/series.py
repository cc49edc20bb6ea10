"""Readings of a point over time, as many as a chart can show."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import Amount, amount_text
from lotproof.kernel.work import Reader
from lotproof.modules.monitoring.live import phase_now, point_now
from lotproof.modules.monitoring.packing import unpack
from lotproof.modules.monitoring.queries import IN_TIME
from lotproof.modules.monitoring.records import AffectedLot, Block, Excursion, Point
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.monitoring.vocabulary_readings import ExcursionId
from lotproof.modules.warehouse.vocabulary import LotId

_BLOCK, _EXCURSION = Block.KIND.table, Excursion.KIND.table
_SUMS: Statement[Block] = Statement(
    select(
        _BLOCK.c.first_at,
        _BLOCK.c.last_at,
        _BLOCK.c.lowest,
        _BLOCK.c.highest,
        _BLOCK.c.total,
        _BLOCK.c.readings - _BLOCK.c.unusable,
    )
    .where(*IN_TIME)
    .order_by(_BLOCK.c.first_at)
)
_PACKED: Statement[Block] = Statement(
    select(_BLOCK.c.packed).where(*IN_TIME).order_by(_BLOCK.c.first_at)
)
_EXCURSIONS: Statement[Excursion] = Statement(
    select(*_EXCURSION.c)
    .where(
        _EXCURSION.c.point_id == bindparam("point_id"),
        _EXCURSION.c.began_at <= bindparam("until"),
    )
    .order_by(_EXCURSION.c.began_at.desc(), _EXCURSION.c.id.desc())
    .limit(bindparam("most")),
    Excursion,
)
_EXCURSIONS_MAX = 200


class Bucket(NamedTuple):
    """What was read in a span of time: its middle, lowest, highest, sum and count."""

    at: int
    low: int
    high: int
    total: int
    readings: int


def series(
    reader: Reader, point_id: PointId, since: Instant, until: Instant, width: int
) -> dict[str, Any]:
    """The point as it stands now, its good readings as at most `width` buckets, its excursions.

    Where a span has more blocks than the chart has places, the sums of the blocks are enough, so
    that a chart of a year costs what one of a day does.
    """
    point = reader.get(Point, point_id)
    asked = {"point_id": int(point_id), "since": since, "until": until}
    sums = reader.rows(_SUMS, **asked)
    if len(sums) > 2 * width:
        found = _of_blocks(sums, since, until, width)
    else:
        found = _of_readings(reader, asked, since, until, width)
    unit = point.unit
    return {
        "point": point_now(reader, point, phase_now(reader, point.equipment_id)),
        "from": clock.text(since),
        "to": clock.text(until),
        "readings": sum(each.readings for each in found),
        "series": [
            [
                clock.text(Instant(each.at)),
                amount_text(each.low, unit),
                amount_text(each.high, unit),
                amount_text(round(each.total / each.readings), unit),
                each.readings,
            ]
            for each in found
        ],
        "excursions": _excursions(reader, point, since, until),
    }


def bounds_of_readings(
    reader: Reader, point_id: PointId, since: Instant, until: Instant
) -> Bucket | None:
    """All good readings of a point from `since` to `until` as one bucket; None without any."""
    asked = {"point_id": int(point_id), "since": since, "until": until}
    values = [
        value
        for (packed,) in reader.rows(_PACKED, **asked)
        for _, value in _good(packed, since, until)
    ]
    if not values:
        return None
    return Bucket((since + until) // 2, min(values), max(values), sum(values), len(values))


def thinned(
    ats: Sequence[Instant], values: Sequence[Amount], since: int, until: int, width: int
) -> list[Bucket]:
    """Readings in order of time as at most `width` buckets; each alone while they are fewer."""
    if len(ats) <= width:
        return [Bucket(at, v, v, v, 1) for at, v in zip(ats, values, strict=True)]
    span, found, start = max((until - since) / width, 1), [], 0
    for i in range(1, width + 1):
        end = bisect_right(ats, since + i * span, lo=start)
        if end > start:
            part = values[start:end]
            middle = (ats[start] + ats[end - 1]) // 2
            found.append(Bucket(middle, min(part), max(part), sum(part), end - start))
        start = end
    return found


def _of_readings(
    reader: Reader, asked: dict[str, int], since: int, until: int, width: int
) -> list[Bucket]:
    ats: list[Instant] = []
    values: list[Amount] = []
    is_ordered = True
    for (packed,) in reader.rows(_PACKED, **asked):
        for at, value in _good(packed, since, until):
            is_ordered = is_ordered and (not ats or ats[-1] <= at)
            ats.append(at)
            values.append(value)
    if not is_ordered:
        together = sorted(zip(ats, values, strict=True))
        ats, values = [at for at, _ in together], [value for _, value in together]
    return thinned(ats, values, since, until, width)


def _good(packed: str, since: int, until: int) -> Iterator[tuple[Instant, Amount]]:
    readings = unpack(packed)
    first, last = bisect_left(readings.ats, since), bisect_right(readings.ats, until)
    pairs = zip(readings.ats[first:last], readings.values[first:last], strict=True)
    if readings.qualities is None:
        yield from pairs
        return
    for pair, quality in zip(pairs, readings.qualities[first:last], strict=True):
        if quality == 0:
            yield pair


def _of_blocks(sums: list[Any], since: int, until: int, width: int) -> list[Bucket]:
    """Blocks lie in the bucket of their middle."""
    span = max((until - since) / width, 1)
    found: dict[int, list[int]] = {}
    for first_at, last_at, low, high, total, count in sums:
        if not count:
            continue
        middle = (first_at + last_at) // 2
        sum_ = found.setdefault(int((middle - since) / span), [middle, low, high, 0, 0])
        sum_[1], sum_[2] = min(sum_[1], low), max(sum_[2], high)
        sum_[3] += total
        sum_[4] += count
    return [Bucket(*found[key]) for key in sorted(found)]


def _excursions(
    reader: Reader, point: Point, since: Instant, until: Instant
) -> list[dict[str, Any]]:
    found = reader.select(_EXCURSIONS, point_id=int(point.id), until=until, most=_EXCURSIONS_MAX)
    return [
        {
            "id": ExcursionId.text(each.id),
            "level": str(each.level),
            "level_label": each.level.label._asdict(),
            "side_label": each.side.label._asdict(),
            "state": str(each.state),
            "from": clock.text(each.began_at),
            "to": None if each.ended_at is None else clock.text(each.ended_at),
            "worst": amount_text(each.worst, each.unit),
            "lots": [
                LotId.text(lot.lot_id) for lot in reader.find(AffectedLot, excursion_id=each.id)
            ],
        }
        for each in found
        if each.ended_at is None or each.ended_at >= since
    ]
