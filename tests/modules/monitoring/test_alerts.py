"""What monitoring raises alerts about, whom they reach, and how they end by themselves."""

from lotproof.kernel.clock import local_text
from lotproof.kernel.due import DUE
from lotproof.kernel.registry import Command
from lotproof.modules.alerts.commands import AcknowledgeAlert, SetAlertRoute
from lotproof.modules.alerts.queries import Alert
from lotproof.modules.alerts.vocabulary import AlertSeverity, AlertState
from lotproof.modules.monitoring.commands import (
    DraftLimits,
    MakeLimitsEffective,
    RetirePoint,
)
from lotproof.modules.monitoring.commands_silence import EndSilence, NoteSilence
from lotproof.modules.monitoring.rules import (
    UnknownPoints,
    UnknownSource,
    UnusableReadings,
    is_silent,
)
from lotproof.modules.monitoring.vocabulary import LimitsId, PointId, SourceId
from lotproof.modules.monitoring.vocabulary_silence import SilenceId
from lotproof.modules.people.authority import CLOCK
from lotproof.modules.people.commands import DefineRole
from lotproof.modules.people.vocabulary import RoleId
from tests.modules.monitoring.hall import ENGINEER, QUALITY, Hall, phase_limits

S, OPEN, CLOSED = AlertSeverity, AlertState.OPEN, AlertState.CLOSED
INTERVAL_MS = 10_000


def alerts(hall: Hall) -> list[Alert]:
    with hall.plant.reader() as reader:
        return reader.find(Alert)


def now_due(hall: Hall) -> list[Command]:
    with hall.plant.reader() as reader:
        return [
            each
            for name in ("monitoring.point_silent", "monitoring.point_heard")
            for each in DUE[name](reader)
        ]


def tick(hall: Hall) -> list[Command]:
    """What the program does once a minute."""
    found = now_due(hall)
    for each in found:
        hall.plant.ok(each, actor=CLOCK)
    return found


def read_every_ten_seconds(hall: Hall, point: PointId | None = None) -> None:
    draft = DraftLimits(
        point_id=point or hall.point,
        revision="A",
        unit="Cel",
        phases=[phase_limits()],
        interval_ms=INTERVAL_MS,
    )
    limits = hall.plant.ok(draft, actor=ENGINEER).value("limits_id")
    hall.plant.ok(MakeLimitsEffective(limits_id=LimitsId.parse(limits)), actor=QUALITY)
    hall.start = hall.plant.clock.now()


def wait(hall: Hall, seconds: int) -> None:
    hall.plant.clock.advance(seconds=seconds)


# --- silence ------------------------------------------------------------------------------------


def test_a_point_that_misses_three_readings_is_silent_and_heard_with_the_next(hall: Hall) -> None:
    read_every_ten_seconds(hall)
    hall.send((5, "180"))
    wait(hall, 29)
    assert tick(hall) == []
    wait(hall, 3)
    assert tick(hall) == [NoteSilence(point_id=hall.point)]
    (alert,) = alerts(hall)
    assert (alert.about, alert.rule) == (SourceId.text(hall.source), "monitoring.silent")
    assert (alert.severity, alert.state, alert.occurred_at) == (S.WARNING, OPEN, hall.at(5))
    assert alert.title == "press-gw sends no readings of PRESS-1.T"
    wait(hall, 3600)
    assert tick(hall) == []
    hall.send((3700, "180"))
    (ended,) = tick(hall)
    assert isinstance(ended, EndSilence)
    (alert,) = alerts(hall)
    assert (alert.state, alert.cleared_at) == (CLOSED, alert.closed_at)
    assert tick(hall) == []
    hall.plant.check()


def test_a_point_that_was_never_read_is_silent_from_when_it_was_to_be_read(
    sqlite_hall: Hall,
) -> None:
    read_every_ten_seconds(sqlite_hall)
    wait(sqlite_hall, 29)
    assert tick(sqlite_hall) == []
    wait(sqlite_hall, 3)
    assert len(tick(sqlite_hall)) == 1


def test_without_an_interval_nothing_is_expected(sqlite_hall: Hall) -> None:
    sqlite_hall.limit()
    sqlite_hall.send((1, "180"))
    sqlite_hall.plant.clock.advance(days=30)
    assert tick(sqlite_hall) == []
    note = NoteSilence(point_id=sqlite_hall.point)
    sqlite_hall.plant.refused("point_not_silent", note, actor=CLOCK)


def test_one_cut_cable_is_one_alert_however_many_points(hall: Hall) -> None:
    other = hall.add_point("PRESS-1.P", "ns=2;s=P", equipment_id=hall.line.press)
    read_every_ten_seconds(hall)
    read_every_ten_seconds(hall, other)
    wait(hall, 60)
    assert len(tick(hall)) == 2
    (alert,) = alerts(hall)
    assert (alert.count, alert.title) == (
        2,
        "press-gw sends no readings of PRESS-1.T, PRESS-1.P",
    )
    hall.send((61, "180"))
    tick(hall)
    assert alerts(hall)[0].state is OPEN
    hall.plant.ok(RetirePoint(point_id=other), reason="taken off")
    tick(hall)
    assert alerts(hall)[0].state is CLOSED
    hall.plant.check()


def test_what_is_not_so_is_not_said(sqlite_hall: Hall) -> None:
    plant = sqlite_hall.plant
    read_every_ten_seconds(sqlite_hall)
    note = NoteSilence(point_id=sqlite_hall.point)
    plant.refused("point_not_silent", note, actor=CLOCK)
    wait(sqlite_hall, 60)
    tick(sqlite_hall)
    plant.refused("silence_known", note, actor=CLOCK)
    end = EndSilence(silence_id=SilenceId(1))
    plant.refused("still_silent", end, actor=CLOCK)
    sqlite_hall.send((61, "180"))
    plant.ok(end, actor=CLOCK)
    plant.refused("wrong_state", end, actor=CLOCK)


def test_three_intervals_are_the_limit_to_the_microsecond() -> None:
    at = 1_000_000_000
    assert not is_silent(at, at + 30_000_000, INTERVAL_MS)  # type: ignore[arg-type]
    assert is_silent(at, at + 30_000_001, INTERVAL_MS)  # type: ignore[arg-type]


# --- outside limits -----------------------------------------------------------------------------


def test_a_critical_point_outside_its_action_limits_is_an_emergency(hall: Hall) -> None:
    made = hall.plant.ok(
        DefineRole(code="owners", title="Owners", title_zh="责任组", permissions=["alerts.read"])
    )
    role = RoleId.parse(made.value("role_id"))
    hall.plant.ok(SetAlertRoute(rule="monitoring", owner_role_id=role), reason="agreed")
    hall.limit(phase_limits(alert_low=None, alert_high=None))
    hall.send((1, "180"), (2, "190"))
    (alert,) = alerts(hall)
    assert (alert.severity, alert.about) == (S.CRITICAL, PointId.text(hall.point))
    assert alert.owner_role_id == role
    assert alert.title == "PRESS-1.T is too high, outside its action limits"
    assert alert.title_zh == "PRESS-1.T 过高，超出行动限"
    began = local_text(hall.at(2), "Asia/Shanghai")
    assert began.endswith("+08:00")
    assert alert.detail == f"190 degrees Celsius since {began} (exc_1)"
    assert alert.detail_zh == f"190 摄氏度，自 {began} 起（exc_1）"
    hall.send((3, "180"))
    (alert,) = alerts(hall)
    assert alert.state is OPEN
    assert alert.cleared_at is not None
    acknowledge = AcknowledgeAlert(alert_id=alert.id)
    hall.plant.ok(acknowledge, actor=ENGINEER, reason="heater was replaced")
    assert alerts(hall)[0].state is CLOSED
    hall.plant.check()


def test_warning_limits_warn_and_it_is_over_with_the_excursion(sqlite_hall: Hall) -> None:
    sqlite_hall.limit()
    sqlite_hall.send((1, "180"), (2, "184"))
    (alert,) = alerts(sqlite_hall)
    assert (alert.severity, alert.state) == (S.WARNING, OPEN)
    sqlite_hall.send((3, "180"))
    assert alerts(sqlite_hall)[0].state is CLOSED


def test_a_point_that_flutters_about_its_limit_is_one_alert(sqlite_hall: Hall) -> None:
    sqlite_hall.limit()
    for n in range(6):
        sqlite_hall.send((10 * n + 1, "184"))
        sqlite_hall.send((10 * n + 5, "180"))
    (alert,) = alerts(sqlite_hall)
    assert (alert.count, alert.is_flapping, alert.state) == (6, True, OPEN)
    sqlite_hall.plant.check()


# --- deviations ---------------------------------------------------------------------------------


def test_a_deviation_of_a_source_is_told_once_in_words(hall: Hall) -> None:
    hall.limit()
    for n in range(1, 5):
        hall.send((n, "180"), source="nobody")
    (alert,) = alerts(hall)
    assert (alert.rule, alert.count) == ("monitoring.deviation", 1)
    unknown = UnknownSource(source="nobody")
    assert (alert.detail, alert.detail_zh) == (unknown.text("en"), unknown.text("zh"))
    hall.send((6, "n/a"))
    for n in (7, 8):
        hall.send(hall.reading(n, "1", tag="ns=2;s=X"))
    _, unusable, tags = alerts(hall)
    assert (unusable.count, tags.count) == (1, 1)
    assert unusable.detail == UnusableReadings(count=1, points="PRESS-1.T").text("en")
    assert tags.detail_zh == UnknownPoints(source="press-gw", tags="ns=2;s=X").text("zh")
    hall.plant.check()
