"""Early warnings: drift with a forecast, a step, a machine unlike its sisters; and silence."""

import random
import re

import pytest

from lotproof.kernel.due import DUE
from lotproof.kernel.registry import Command
from lotproof.modules.equipment.commands import RegisterEquipment
from lotproof.modules.equipment.vocabulary import EquipmentId, EquipmentKind
from lotproof.modules.people.authority import CLOCK
from lotproof.modules.spc.ahead import LEVEL, POINTS_MAX, drifting, stepped, unlike
from lotproof.modules.spc.commands import LookAhead
from lotproof.modules.spc.vocabulary import ChartId, SignalRule
from tests.modules.monitoring.hall import SECOND, phase_limits
from tests.modules.spc.wall import CALM, Wall

pytestmark = pytest.mark.clause("ISO 13485 §8.2.5")

HOUR = 3_600


def due(wall: Wall) -> list[Command]:
    with wall.plant.reader() as reader:
        return list(DUE["spc.look_ahead"](reader))


def look(wall: Wall) -> None:
    for command in due(wall):
        wall.plant.ok(command, actor=CLOCK)


def test_a_drift_is_told_with_when_it_reaches_the_limit(wall: Wall) -> None:
    """0.1 °C a minute towards 185, 4 °C away: 40 minutes after the last reading."""
    wall.hall.limit(phase_limits())
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.freeze(chart, rules=(SignalRule.NELSON_7,))
    noise = (0.02, -0.01, 0.0, -0.02, 0.01)
    values = [180 + 0.1 * minute + noise[minute % 5] for minute in range(11)]
    ats = wall.read(*(f"{value:.2f}" for value in values), every=60.0)
    look(wall)
    assert wall.signals() == [], "eleven points are too few"
    wall.plant.clock.advance(seconds=HOUR)
    wall.second += HOUR
    wall.read("181.1", every=-HOUR + 60.0)
    look(wall)
    (signal,) = wall.signals()
    assert signal.rule is SignalRule.DRIFT
    assert signal.per_hour is not None
    assert float(signal.per_hour) == pytest.approx(6, abs=0.2)
    assert signal.p_value is not None
    assert float(signal.p_value) < LEVEL
    assert signal.reached_at is not None
    assert signal.reached_earliest is not None
    assert signal.reached_latest is not None
    assert signal.reached_earliest <= signal.reached_at <= signal.reached_latest
    assert signal.pattern_from == ats[0]
    told = next(each for each in wall.alerts() if each.rule == "spc.drift")
    when = r"2026-03-\d\d \d\d:\d\d:\d\d\+08:00"
    assert re.fullmatch(
        rf"It drifts by [56]\.?\d* degrees Celsius an hour \(p < 0\.0001\) and meets its limit at "
        rf"{when}, between {when} and {when}\.",
        told.detail,
    ), told.detail
    wall.plant.check()


def test_a_step_is_told_from_a_drift(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.freeze(chart)
    steady = ["180.1", "179.9", "180", "180.1", "179.9"]
    wall.read(*steady * 6)
    after = wall.read(*[f"{float(value) + 0.3:.1f}" for value in steady])
    before = list(wall.signals())
    assert before == []
    look(wall)
    (signal,) = wall.signals()
    assert (signal.rule, signal.pattern_from) == (SignalRule.STEP, after[0])


def test_once_an_hour_and_only_charts_that_are_judged(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    chart = wall.chart()
    wall.read(*CALM * 3)
    assert due(wall) == []
    wall.freeze(chart)
    assert due(wall) == [LookAhead(chart_ids=[chart])]
    look(wall)
    assert due(wall) == []
    wall.plant.clock.advance(seconds=HOUR - 1)
    assert due(wall) == []
    wall.plant.clock.advance(seconds=1)
    assert due(wall) == [LookAhead(chart_ids=[chart])]


def test_a_machine_unlike_its_sisters_is_told(sqlite_wall: Wall) -> None:
    """Six presses of one model; one runs a degree hotter."""
    wall = sqlite_wall
    charts: dict[str, ChartId] = {}
    for place in range(6):
        code = f"P{place}"
        told = wall.plant.ok(
            RegisterEquipment(code=code, name="Press", kind=EquipmentKind.PRODUCTION, model="HP-9")
        )
        machine = EquipmentId.parse(told.value("equipment_id"))
        point = wall.other_point(code, equipment_id=machine, name="Temperature")
        charts[code] = wall.chart(code=code, point_id=point)
    for place, code in enumerate(charts):
        wall.read(*(f"{float(value) + place / 100:.2f}" for value in CALM * 3), tag=code)
    for code, chart in charts.items():
        wall.freeze(chart, rules=(SignalRule.NELSON_7,), revision=code)
    for place, code in enumerate(charts):
        more = 1.0 if code == "P4" else place / 100
        wall.read(*(f"{float(value) + more:.2f}" for value in CALM * 2), tag=code)
    look(wall)
    assert [(each.chart_id, each.rule) for each in wall.signals()] == [
        (charts["P4"], SignalRule.UNLIKE_SISTERS)
    ]


def test_two_machines_are_no_family() -> None:
    assert unlike({"a": [1.0, 2.0] * 10, "b": [9.0, 8.0] * 10}) == {}
    alike = {name: [1.0, 2.0] * 10 for name in "abc"}
    assert unlike(alike | {"stuck": [5.0] * 20}) == {}


def test_a_process_in_control_is_called_drifting_as_seldom_as_stated() -> None:
    """6,000 looks at 48 independent points each; a share of 0.001 is 6 ± 2.4."""
    chance = random.Random(20261123)
    drifts = steps = 0
    for _ in range(6_000):
        points = [(index * SECOND, chance.gauss(0, 1)) for index in range(POINTS_MAX)]
        drifts += drifting(points, points[-1][0]) is not None  # type: ignore[arg-type]
        steps += stepped(points) is not None  # type: ignore[arg-type]
    assert 1 <= drifts <= 14
    assert steps <= 14
