"""What has happened to readings by hand."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import PointId
from lotproof.modules.monitoring.vocabulary_hand import (
    DoubtOf,
    HandReadingId,
    SecondReading,
    StateOfHandReading,
    VerdictOf,
)


@event(
    "monitoring.reading_entered/1",
    t("{point_id} read by hand: {reading_id}", "人工读取 {point_id}：{reading_id}"),
)
class ReadingEntered(Event):
    reading_id: HandReadingId
    point_id: PointId
    state: StateOfHandReading
    verdict: VerdictOf
    doubt: DoubtOf | None = None


@event(
    "monitoring.reading_confirmed/1",
    t("{reading_id} of {point_id} confirmed", "{point_id} 的 {reading_id} 经复核确认"),
)
class ReadingConfirmed(Event):
    reading_id: HandReadingId
    point_id: PointId
    verdict: VerdictOf


@event(
    "monitoring.reading_contradicted/1",
    t("{reading_id} of {point_id} contradicted", "{point_id} 的 {reading_id} 被否定"),
)
class ReadingContradicted(Event):
    reading_id: HandReadingId
    point_id: PointId
    second_id: SecondReading
