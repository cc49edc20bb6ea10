"""A reading by hand that counts is a batch of one: kept, judged and proved as any other."""

from lotproof.kernel.executor import Issuing
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.registry import reacts
from lotproof.modules.monitoring import rules_hand as rules
from lotproof.modules.monitoring.commands_readings import RecordReadings
from lotproof.modules.monitoring.events_hand import ReadingConfirmed, ReadingEntered
from lotproof.modules.monitoring.queries import Point
from lotproof.modules.monitoring.queries_hand import hand_source
from lotproof.modules.monitoring.records_hand import HandReading
from lotproof.modules.monitoring.vocabulary_hand import HandReadingId, HandReadingState
from lotproof.modules.monitoring.vocabulary_readings import ReadingGiven


@reacts(ReadingEntered, issues=(RecordReadings,))
def count_entered(event: ReadingEntered, on: Issuing) -> None:
    """What is not doubtful counts at once."""
    if event.state is HandReadingState.COUNTED:
        _count(on, event.reading_id)


@reacts(ReadingConfirmed, issues=(RecordReadings,))
def count_confirmed(event: ReadingConfirmed, on: Issuing) -> None:
    """Two persons have looked."""
    _count(on, event.reading_id)


def _count(on: Issuing, reading_id: HandReadingId) -> None:
    reading = on.reader.get(HandReading, reading_id)
    point = on.reader.get(Point, reading.point_id)
    value = rules.in_unit_of(reading.value, reading.unit, point.unit)
    assert value is not None, "what cannot be written in the point's unit does not count"
    given = ReadingGiven(tag=point.code, at=reading.read_at, value=amount_text(value, point.unit))
    sender = hand_source(on.reader, point)
    on.issue(RecordReadings(sent_from=sender.code, readings=[given]))
