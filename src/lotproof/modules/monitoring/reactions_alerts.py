"""What monitoring raises alerts about: points outside their limits, silent ones, deviations."""

from typing import Final

from lotproof.kernel.clock import local_text
from lotproof.kernel.executor import Issuing
from lotproof.kernel.quantity import UNITS, amount_text
from lotproof.kernel.registry import reacts
from lotproof.kernel.text import t
from lotproof.kernel.work import Reader
from lotproof.modules.alerts.commands import ClearAlert, RaiseAlert
from lotproof.modules.alerts.queries import running_alert
from lotproof.modules.alerts.vocabulary import AlertSeverity
from lotproof.modules.monitoring.events import ExcursionBegan, ExcursionEnded, ReadingsRecorded
from lotproof.modules.monitoring.events_silence import PointFellSilent, PointHeardAgain
from lotproof.modules.monitoring.queries import Excursion, Point, Source
from lotproof.modules.monitoring.records import Batch
from lotproof.modules.monitoring.records_silence import Silence
from lotproof.modules.monitoring.vocabulary import Level, PointId, SourceId
from lotproof.modules.monitoring.vocabulary_readings import BatchId, ExcursionId
from lotproof.modules.monitoring.vocabulary_silence import SilenceState

EXCURSION, SILENT, DEVIATION = (
    "monitoring.excursion",
    "monitoring.silent",
    "monitoring.deviation",
)
"""The rules, as owners are set for them."""
_NAMED_MAX: Final = 5

_OUTSIDE = t("{point} is {side}, outside its {level} limits", "{point} {side}，超出{level}限")
_OUTSIDE_DATA = t(
    "{value} {unit} since {since} ({excursion})", "{value} {unit}，自 {since} 起（{excursion}）"
)
_NOTHING = t("{source} sends no readings of {points}", "{source} 未发送 {points} 的读数")
_NOTHING_DATA = t("Last reading of {point}: {since}", "{point} 最近读数：{since}")
_DEVIATING = t("What {source} sends is not as it should be", "{source} 发送的读数存在偏差")


# --- outside limits -----------------------------------------------------------------------------


@reacts(ExcursionBegan, issues=(RaiseAlert,))
def raise_excursion(event: ExcursionBegan, on: Issuing) -> None:
    """Whoever sees to the point is told that it is outside its limits, and how far."""
    excursion = on.reader.get(Excursion, event.excursion_id)
    point = on.reader.get(Point, event.point_id)
    title = _OUTSIDE.fill(point=point.code, side=event.side.label, level=event.level.label)
    data = _OUTSIDE_DATA.fill(
        value=amount_text(excursion.worst, excursion.unit),
        unit=UNITS[excursion.unit].label,
        since=local_text(excursion.began_at, on.reader.site.zone),
        excursion=ExcursionId.text(excursion.id),
    )
    on.issue(
        RaiseAlert(
            key=_excursion_key(point.id, event.level),
            rule=EXCURSION,
            about=PointId.text(point.id),
            severity=_severity(event.level, is_critical=event.is_critical),
            title=title.en,
            title_zh=title.zh,
            detail=data.en,
            detail_zh=data.zh,
            area_id=point.area_id,
            occurred_at=excursion.began_at,
        )
    )


@reacts(ExcursionEnded, issues=(ClearAlert,))
def clear_excursion(event: ExcursionEnded, on: Issuing) -> None:
    """It is inside again; what is serious still wants an answer."""
    level = on.reader.get(Excursion, event.excursion_id).level
    _clear(on, _excursion_key(event.point_id, level))


def _excursion_key(point_id: PointId, level: Level) -> str:
    return f"{EXCURSION}:{PointId.text(point_id)}:{level.value}"


def _severity(level: Level, *, is_critical: bool) -> AlertSeverity:
    """Warning limits warn; a critical point outside its action limits is an emergency."""
    if level is Level.ALERT:
        return AlertSeverity.WARNING
    return AlertSeverity.CRITICAL if is_critical else AlertSeverity.SERIOUS


# --- silence ------------------------------------------------------------------------------------


@reacts(PointFellSilent, issues=(RaiseAlert,))
def raise_silence(event: PointFellSilent, on: Issuing) -> None:
    """One alert a source, however many of its points are silent: one cut cable, one call."""
    source = on.reader.get(Source, event.source_id)
    point = on.reader.get(Point, event.point_id)
    title = _NOTHING.fill(source=source.code, points=_silent(on.reader, source.id))
    data = _NOTHING_DATA.fill(point=point.code, since=local_text(event.since, on.reader.site.zone))
    on.issue(
        RaiseAlert(
            key=_silence_key(source.id),
            rule=SILENT,
            about=SourceId.text(source.id),
            severity=AlertSeverity.WARNING,
            title=title.en,
            title_zh=title.zh,
            detail=data.en,
            detail_zh=data.zh,
            area_id=point.area_id,
            occurred_at=event.since,
        )
    )


@reacts(PointHeardAgain, issues=(ClearAlert,))
def clear_silence(event: PointHeardAgain, on: Issuing) -> None:
    """Over once every point of the source is heard."""
    if not on.reader.find(Silence, source_id=event.source_id, state=SilenceState.LASTING):
        _clear(on, _silence_key(event.source_id))


def _silence_key(source_id: SourceId) -> str:
    return f"{SILENT}:{SourceId.text(source_id)}"


def _silent(reader: Reader, source_id: SourceId) -> str:
    """The first silent points of a source, and how many more there are."""
    found = reader.find(Silence, source_id=source_id, state=SilenceState.LASTING)
    named = found[:_NAMED_MAX]
    codes = ", ".join(reader.get(Point, each.point_id).code for each in named)
    more = len(found) - len(named)
    return f"{codes} +{more}" if more else codes


# --- readings that are not as they should be ----------------------------------------------------


@reacts(ReadingsRecorded, issues=(RaiseAlert,))
def raise_deviations(event: ReadingsRecorded, on: Issuing) -> None:
    """An unknown source, a wrong clock, an instrument in doubt: each told once, in words, until
    it is closed."""
    batch = on.reader.get(Batch, event.batch_id)
    title = _DEVIATING.fill(source=batch.sent_from)
    for code, en, zh in zip(batch.deviations, batch.said, batch.said_zh, strict=True):
        key = f"{DEVIATION}:{batch.sent_from}:{code}"
        if running_alert(on.reader, key) is not None:
            continue  # a source that stays so would count up at every batch
        on.issue(
            RaiseAlert(
                key=key,
                rule=DEVIATION,
                about=BatchId.text(batch.id),
                severity=AlertSeverity.WARNING,
                title=title.en,
                title_zh=title.zh,
                detail=en,
                detail_zh=zh,
            )
        )


def _clear(on: Issuing, key: str) -> None:
    running = running_alert(on.reader, key)
    if running is not None:
        on.issue(ClearAlert(alert_id=running.id))
