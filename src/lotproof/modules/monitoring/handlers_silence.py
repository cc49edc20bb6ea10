"""How points that send nothing are noted, and that they are heard again."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.monitoring import rules
from lotproof.modules.monitoring.commands_silence import EndSilence, NoteSilence
from lotproof.modules.monitoring.events_silence import PointFellSilent, PointHeardAgain
from lotproof.modules.monitoring.records import LastReading, Point
from lotproof.modules.monitoring.records_silence import Silence
from lotproof.modules.monitoring.silence import expected
from lotproof.modules.monitoring.vocabulary import PointState
from lotproof.modules.monitoring.vocabulary_silence import (
    SILENCE_LIFE,
    SilenceId,
    SilenceState,
)


@handles(NoteSilence, emits=(PointFellSilent,))
def note_silence(command: NoteSilence, work: Work) -> None:
    point = work.take(Point, command.point_id)
    if work.find(Silence, point_id=point.id, state=SilenceState.LASTING):
        raise rules.SilenceKnown(point=point.code)
    to_be_read = expected(work, point.id)
    if to_be_read is None or not rules.is_silent(
        to_be_read.since, work.now, to_be_read.interval_ms
    ):
        raise rules.PointNotSilent(point=point.code)
    silence = work.add(
        Silence(
            id=work.new_id(SilenceId),
            point_id=point.id,
            source_id=point.source_id,
            since=to_be_read.since,
            noticed_at=work.now,
        )
    )
    work.record(
        PointFellSilent(
            silence_id=silence.id,
            point_id=point.id,
            source_id=point.source_id,
            since=silence.since,
        )
    )


@handles(EndSilence, emits=(PointHeardAgain,))
def end_silence(command: EndSilence, work: Work) -> None:
    silence = work.take(Silence, command.silence_id)
    point = work.rely(Point, silence.point_id)
    state = SILENCE_LIFE.move(point.code, silence.state, SilenceState.OVER)
    last = work.get(LastReading, point.id).at
    is_heard = last is not None and last > silence.since
    if not is_heard and point.state is PointState.IN_USE:
        raise rules.StillSilent(point=point.code)
    silence.state, silence.heard_at = state, work.now
    work.record(
        PointHeardAgain(silence_id=silence.id, point_id=point.id, source_id=silence.source_id)
    )
