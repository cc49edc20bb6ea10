"""What is kept of readings by hand."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import PointId, PointUnit
from lotproof.modules.monitoring.vocabulary_hand import (
    CheckedAt,
    CheckedBy,
    DoubtOf,
    EnteredAt,
    HandReadAt,
    HandReadBy,
    HandReadingId,
    HandReadingState,
    SecondReading,
    StateOfHandReading,
    ValueRead,
    VerdictOf,
)


@record(
    "monitoring.hand_reading",
    t("Reading by hand", "人工读数"),
    index=[("state",), ("point_id", "read_at")],
)
class HandReading(Record):
    """A value as a person read it; what counts of it stands in a batch besides."""

    id: HandReadingId
    point_id: PointId
    value: ValueRead
    unit: PointUnit
    read_at: HandReadAt
    read_by: HandReadBy
    entered_at: EnteredAt
    verdict: VerdictOf
    doubt: DoubtOf | None = None
    state: StateOfHandReading = HandReadingState.TO_CONFIRM
    checked_by: CheckedBy | None = None
    checked_at: CheckedAt | None = None
    second_id: SecondReading | None = None
