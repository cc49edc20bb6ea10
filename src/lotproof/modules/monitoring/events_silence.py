"""What has happened to points that send nothing."""

from lotproof.kernel.registry import Event, event
from lotproof.kernel.text import t
from lotproof.modules.monitoring.vocabulary import PointId, SourceId
from lotproof.modules.monitoring.vocabulary_silence import SilenceId, SilentSince


@event(
    "monitoring.point_fell_silent/1",
    t("{point_id} sends nothing since {since}", "{point_id} 自 {since} 起无读数"),
)
class PointFellSilent(Event):
    silence_id: SilenceId
    point_id: PointId
    source_id: SourceId
    since: SilentSince


@event("monitoring.point_heard_again/1", t("{point_id} is read again", "{point_id} 恢复读数"))
class PointHeardAgain(Event):
    silence_id: SilenceId
    point_id: PointId
    source_id: SourceId
