"""What is kept of points that send nothing."""

from lotproof.kernel.record import Record, record
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import PointId, SourceId
from lotproof.modules.monitoring.vocabulary_silence import (
    HeardAgainAt,
    SilenceId,
    SilenceNoticedAt,
    SilenceState,
    SilentSince,
    StateOfSilence,
)


@record(
    "monitoring.silence",
    t("Silence of a point", "监测点中断"),
    index=[("state",), ("point_id", "state"), ("source_id", "state")],
)
class Silence(Record):
    """From the last reading that came, or from when the point was to be read, until the next."""

    id: SilenceId
    point_id: PointId
    source_id: SourceId
    since: SilentSince
    noticed_at: SilenceNoticedAt
    heard_at: HeardAgainAt | None = None
    state: StateOfSilence = SilenceState.LASTING
