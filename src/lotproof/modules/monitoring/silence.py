"""Which points send nothing although they are to be read."""

from typing import Final, NamedTuple

from sqlalchemy import bindparam, func, select

from lotproof.kernel.clock import Instant
from lotproof.kernel.database import Statement
from lotproof.kernel.work import Reader
from lotproof.modules.monitoring.records import LastReading, Limits, Point
from lotproof.modules.monitoring.records_silence import Silence
from lotproof.modules.monitoring.rules import MISSED
from lotproof.modules.monitoring.vocabulary import LimitsState, PointId, PointState
from lotproof.modules.monitoring.vocabulary_silence import SilenceId, SilenceState

_POINT, _LIMITS = Point.KIND.table, Limits.KIND.table
_LAST, _SILENCE = LastReading.KIND.table, Silence.KIND.table
_MISSED_US: Final = MISSED * 1000
_SINCE = func.coalesce(_LAST.c.at, _LIMITS.c.effective_at)
_LASTING = (
    select(_SILENCE.c.id)
    .where(_SILENCE.c.point_id == _POINT.c.id, _SILENCE.c.state == SilenceState.LASTING.value)
    .exists()
)
_READ = (
    select(_POINT.c.id, _SINCE, _LIMITS.c.interval_ms)
    .join(_LAST, _LAST.c.point_id == _POINT.c.id)
    .join(_LIMITS, _LIMITS.c.point_id == _POINT.c.id)
    .where(
        _POINT.c.state == PointState.IN_USE.value,
        _LIMITS.c.state == LimitsState.EFFECTIVE.value,
        _LIMITS.c.interval_ms.is_not(None),
    )
)
_ONE: Statement[Point] = Statement(_READ.where(_POINT.c.id == bindparam("point_id")))
_SILENT: Statement[Point] = Statement(
    _READ.where(bindparam("now") - _LIMITS.c.interval_ms * _MISSED_US > _SINCE, ~_LASTING).order_by(
        _POINT.c.id
    )
)
_HEARD: Statement[Silence] = Statement(
    select(_SILENCE.c.id)
    .join(_LAST, _LAST.c.point_id == _SILENCE.c.point_id)
    .join(_POINT, _POINT.c.id == _SILENCE.c.point_id)
    .where(
        _SILENCE.c.state == SilenceState.LASTING.value,
        (_LAST.c.at > _SILENCE.c.since) | (_POINT.c.state != PointState.IN_USE.value),
    )
    .order_by(_SILENCE.c.id)
)


class Expected(NamedTuple):
    """A point that is to be read: since when nothing came, and how often it should."""

    since: Instant
    interval_ms: int


def expected(reader: Reader, point_id: PointId) -> Expected | None:
    """None for a point that is retired, or of which nobody has said how often it is read."""
    rows = reader.rows(_ONE, point_id=int(point_id))
    return Expected(Instant(rows[0][1]), rows[0][2]) if rows else None


def silent_points(reader: Reader) -> list[PointId]:
    """Points that have missed their readings and of which it was not said yet."""
    return [PointId(row[0]) for row in reader.rows(_SILENT, now=reader.now)]


def heard_again(reader: Reader) -> list[SilenceId]:
    """Silences after which a reading came, or whose point was retired."""
    return [SilenceId(row[0]) for row in reader.rows(_HEARD)]
