"""What was measured with an instrument. Each kind of measurement is told by a function of its own.

Whoever keeps measurements of another kind registers theirs: `@measured("monitoring.reading")`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Final, NamedTuple

from sqlalchemy import bindparam, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.reader import Reader
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.genealogy.vocabulary import LotId
from lotproof.modules.inspection.queries import Inspection, Result
from lotproof.modules.inspection.vocabulary import ResultId
from lotproof.modules.production.queries import Reading, outputs
from lotproof.modules.production.vocabulary import ReadingId


class Measurement(NamedTuple):
    """One measurement: its id as text, when and by whom it was taken, and of which lots."""

    subject: str
    at: Instant
    by: str
    lot_ids: tuple[LotId, ...]


Collect = Callable[[Reader, EquipmentId, Instant, Instant], Iterable[Measurement]]
"""The measurements made with an instrument from one instant to another, both included."""

SOURCES: Final[dict[str, Collect]] = {}


def measured(kind: str) -> Callable[[Collect], Collect]:
    """Register what tells the measurements of a kind of record; TypeError if it is told twice."""

    def register(collect: Collect) -> Collect:
        if kind in SOURCES:
            raise TypeError(f"{kind!r} is collected twice")
        SOURCES[kind] = collect
        return collect

    return register


def measurements(
    reader: Reader, equipment_id: EquipmentId, since: Instant, until: Instant
) -> list[Measurement]:
    """Of every kind, in the order of measuring."""
    found = [
        each for collect in SOURCES.values() for each in collect(reader, equipment_id, since, until)
    ]
    return sorted(found, key=lambda each: (each.at, each.subject))


_RESULT, _INSPECTION = Result.KIND.table, Inspection.KIND.table
_READING = Reading.KIND.table

_RESULTS: Statement[Result] = Statement(
    select(_RESULT.c.id, _RESULT.c.measured_at, _RESULT.c.measured_by, _INSPECTION.c.lot_id)
    .join(_INSPECTION, _INSPECTION.c.id == _RESULT.c.inspection_id)
    .where(
        _RESULT.c.equipment_id == bindparam("equipment_id"),
        _RESULT.c.measured_at >= bindparam("since"),
        _RESULT.c.measured_at <= bindparam("until"),
    )
    .order_by(_RESULT.c.id)
)
_READINGS: Statement[Reading] = Statement(
    select(*_READING.c)
    .where(
        _READING.c.equipment_id == bindparam("equipment_id"),
        _READING.c.read_at >= bindparam("since"),
        _READING.c.read_at <= bindparam("until"),
    )
    .order_by(_READING.c.id),
    Reading,
)


@measured("inspection.result")
def results(
    reader: Reader, equipment_id: EquipmentId, since: Instant, until: Instant
) -> Iterator[Measurement]:
    """Results of inspections; corrected ones too, since their correction may be entered later."""
    rows = reader.rows(_RESULTS, equipment_id=int(equipment_id), since=since, until=until)
    for number, at, by, lot in rows:
        yield Measurement(ResultId.text(number), Instant(at), by, (LotId(lot),))


@measured("production.reading")
def readings(
    reader: Reader, equipment_id: EquipmentId, since: Instant, until: Instant
) -> Iterator[Measurement]:
    """Process parameters, for all lots that their order made."""
    lots: dict[int, tuple[LotId, ...]] = {}
    found = reader.select(_READINGS, equipment_id=int(equipment_id), since=since, until=until)
    for each in found:
        order = each.work_order_id
        if order not in lots:
            lots[order] = tuple(LotId(made.lot_id) for made in outputs(reader, order))
        yield Measurement(ReadingId.text(each.id), each.read_at, each.read_by, lots[order])
