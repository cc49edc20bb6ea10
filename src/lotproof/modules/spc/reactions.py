"""New readings are judged in the transaction that keeps them, and a signal is an alert at once."""

from lotproof.kernel import clock
from lotproof.kernel.clock import Instant
from lotproof.kernel.executor import Issuing
from lotproof.kernel.quantity import UNITS
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import reacts
from lotproof.kernel.text import Text, t
from lotproof.modules.alerts.commands import ClearAlert, RaiseAlert
from lotproof.modules.alerts.queries import running_alert
from lotproof.modules.alerts.vocabulary import AlertId, AlertSeverity
from lotproof.modules.monitoring.events import ReadingsRecorded
from lotproof.modules.monitoring.queries import Batch, Point
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserState
from lotproof.modules.spc.commands import JudgePoints
from lotproof.modules.spc.events import SignalExplained, SignalFound
from lotproof.modules.spc.queries import design_of, next_cut
from lotproof.modules.spc.records import Chart, Signal, Watch
from lotproof.modules.spc.vocabulary import ChartId, SignalRule

_BEYOND = t(
    "Plotted value {value} {unit} at {at}; the pattern began at {since}.",
    "描点值 {value} {unit}，时间 {at}；模式始于 {since}。",
)
_DRIFTS = t(
    "It drifts by {per_hour} {unit} an hour (p {p}) and meets its limit at {reached}, between "
    "{earliest} and {latest}.",
    "每小时漂移 {per_hour} {unit}（p {p}），预计 {reached} 达到限值"
    "（最早 {earliest}，最晚 {latest}）。",
)
_TINY = 0.0001
_NEVER = t("no known time", "未知时间")


@reacts(ReadingsRecorded, issues=(JudgePoints,))
def judge_new_points(event: ReadingsRecorded, on: Issuing) -> None:
    """One look a batch where no chart is judged; one more entry where a point is complete."""
    source_id = on.reader.get(Batch, event.batch_id).source_id
    if source_id is None:
        return
    ready = [
        each.chart_id
        for each in on.reader.find(Watch, source_id=source_id)
        if each.is_watching and _is_complete(on.reader, each)
    ]
    if ready:
        on.issue(JudgePoints(chart_ids=ready))


def _is_complete(reader: Reader, watch: Watch) -> bool:
    chart = reader.get(Chart, watch.chart_id)
    design = design_of(reader, chart, ())
    return bool(next_cut(reader, chart, design, watch).groups)


@reacts(SignalFound, issues=(RaiseAlert,))
def raise_alert(event: SignalFound, on: Issuing) -> None:
    """Its owner is told. Signals of one rule on one chart are one alert."""
    reader = on.reader
    signal, chart = reader.get(Signal, event.signal_id), reader.get(Chart, event.chart_id)
    title = _title(chart, signal)
    unit = UNITS[reader.get(Point, event.point_id).unit].label
    detail = _detail(signal, unit, reader.site.zone)
    is_beyond = signal.rule is SignalRule.NELSON_1
    on.issue(
        RaiseAlert(
            key=_key(signal),
            rule=f"spc.{signal.rule}",
            about=ChartId.text(chart.id),
            severity=AlertSeverity.SERIOUS if is_beyond else AlertSeverity.WARNING,
            title=title.en,
            title_zh=title.zh,
            detail=detail.en,
            detail_zh=detail.zh,
            owner_id=_present(reader, signal.owner_id),
            owner_role_id=signal.owner_role_id,
            occurred_at=signal.noticed_at,
        )
    )


@reacts(SignalExplained, issues=(ClearAlert,))
def clear_alert(event: SignalExplained, on: Issuing) -> None:
    """What is explained is over."""
    alert = running_alert(on.reader, _key(on.reader.get(Signal, event.signal_id)))
    if alert is not None:
        on.issue(ClearAlert(alert_id=AlertId(alert.id)))


def _key(signal: Signal) -> str:
    return f"spc.{ChartId.text(signal.chart_id)}.{signal.rule}.{signal.part}"


def _title(chart: Chart, signal: Signal) -> Text:
    rule, part = signal.rule.label, signal.part.label
    return Text(f"{chart.code} ({part.en}): {rule.en}", f"{chart.code}（{part.zh}）：{rule.zh}")


def _detail(signal: Signal, unit: Text, zone: str) -> Text:
    if signal.per_hour is None or signal.reached_at is None:
        return _BEYOND.fill(
            value=signal.value,
            unit=unit,
            at=clock.local_text(signal.noticed_at, zone),
            since=clock.local_text(signal.pattern_from, zone),
        )
    return _DRIFTS.fill(
        per_hour=f"{float(signal.per_hour):.3g}",
        unit=unit,
        p=_chance(signal.p_value),
        reached=clock.local_text(signal.reached_at, zone),
        earliest=_said(signal.reached_earliest, zone),
        latest=_said(signal.reached_latest, zone),
    )


def _said(at: Instant | None, zone: str) -> Text | str:
    return _NEVER if at is None else clock.local_text(at, zone)


def _chance(p_value: str | None) -> str:
    """To two digits; what is smaller than a hundredth of a percent differs no more for anybody."""
    p = float(p_value or 0)
    return f"= {p:.2g}" if p >= _TINY else f"< {_TINY}"


def _present(reader: Reader, owner_id: UserId | None) -> UserId | None:
    """The owner, unless they have left: then it is the role that is told."""
    if owner_id is None or reader.get(User, owner_id).state is not UserState.ACTIVE:
        return None
    return owner_id
