"""What was read with an instrument, for whoever has to assess it when the instrument was wrong."""

from collections.abc import Iterator

from lotproof.kernel.clock import Instant
from lotproof.kernel.reader import Reader
from lotproof.modules.calibration.sources import Measurement, measured
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.monitoring.queries import last_batch_of
from lotproof.modules.monitoring.records import Point
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.monitoring.worked import worked
from lotproof.modules.warehouse.queries import lots_kept_in


@measured("monitoring.point")
def readings(
    reader: Reader, equipment_id: EquipmentId, since: Instant, until: Instant
) -> Iterator[Measurement]:
    """One for each operation and cycle that it watched; for a room one more, with what lay there.

    A year of readings is millions: what has to be assessed is the work that they vouch for.
    """
    for point in reader.find(Point, instrument_id=equipment_id):
        batch = last_batch_of(reader, point.id, since, until)
        if batch is None:
            continue
        for each in worked(reader, point.equipment_id, point.area_id, since, until):
            at = Instant(max(each.started_at, since))
            yield Measurement(each.subject, at, each.by, each.lot_ids)
        if point.area_id is not None:
            lots = tuple(lots_kept_in(reader, point.area_id, since, until))
            yield Measurement(PointId.text(point.id), since, batch.sent_by, lots)
