"""New points are judged against frozen limits in the transaction that keeps the readings."""

import pytest

from lotproof.modules.alerts.vocabulary import AlertState
from lotproof.modules.monitoring.vocabulary import Phase
from lotproof.modules.monitoring.vocabulary_readings import PhaseGiven, Quality
from lotproof.modules.spc.commands import ExplainSignal, RetireChart
from lotproof.modules.spc.vocabulary import ChartId, ChartKind, Part, SignalRule, SignalState
from tests.modules.monitoring.hall import ENGINEER, QUALITY
from tests.modules.spc.wall import CALM, Wall

pytestmark = pytest.mark.clause("ISO 13485 §8.2.5")

ONE, NINE = SignalRule.NELSON_1, SignalRule.NELSON_2


def test_a_reading_beyond_the_limits_is_a_signal_at_once(wall: Wall) -> None:
    """σ of `CALM` is 0.2, so that 181 is beyond and 180.5 is not."""
    owner = wall.person()
    chart = wall.chart(owner_id=owner)
    wall.read(*CALM * 3)
    limits = wall.freeze(chart)
    wall.read("180", "180.5")
    assert wall.signals() == []
    (at,) = wall.read("181")
    (signal,) = [each for each in wall.signals() if each.part is Part.MIDDLE]
    assert (signal.chart_id, signal.limits_id, signal.rule) == (chart, limits, ONE)
    assert (signal.noticed_at, signal.pattern_from, signal.points) == (at, at, 1)
    assert (signal.value, signal.owner_id) == ("181", owner)
    assert signal.state is SignalState.OPEN
    alert = wall.alerts()[0]
    assert alert.rule == "spc.nelson_1"
    assert (alert.about, alert.owner_id) == (ChartId.text(chart), owner)
    assert alert.occurred_at == at
    assert "C-1" in alert.title
    assert [each.middle.value for each in wall.plotted(chart)] == [180, 180.5, 181]
    wall.plant.check()


def test_judging_is_caused_by_the_readings(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.freeze(chart)
    wall.read("180")
    readings, judged = wall.hall.newest_envelopes(2)
    assert (readings.kind, judged.kind) == ("monitoring.record_readings/1", "spc.judge_points/1")
    assert (judged.cause, judged.source) == (readings.id, "reaction")


def test_where_no_chart_is_judged_a_batch_is_one_entry(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.draft(chart)
    wall.read("200")
    assert wall.hall.newest_envelopes(1)[0].kind == "monitoring.record_readings/1"
    assert wall.plotted(chart) == []


def test_a_subgroup_waits_until_it_is_complete(wall: Wall) -> None:
    chart = wall.chart(ChartKind.XBAR_R, 3)
    wall.read(*("180.1", "180", "179.9") * 20)
    wall.freeze(chart)
    wall.read("180.2", "180")
    assert wall.plotted(chart) == []
    assert wall.hall.newest_envelopes(1)[0].kind == "monitoring.record_readings/1"
    *_, at = wall.read("179.8", "190")
    (point,) = wall.plotted(chart)
    assert point.at == at - 1_000_000
    assert point.middle.value == pytest.approx(180)
    assert point.spread is not None
    assert point.spread.value == pytest.approx(0.4)
    wall.read("190", "190")
    assert [(each.rule, each.part) for each in wall.signals()] == [(ONE, Part.MIDDLE)]
    wall.plant.check()


@pytest.mark.parametrize("cuts", [(12,), (1,) * 12, (5, 7), (3, 1, 8)])
def test_batches_make_no_difference(sqlite_wall: Wall, cuts: tuple[int, ...]) -> None:
    wall = sqlite_wall
    chart = wall.chart(ChartKind.XBAR_S, 3)
    wall.read(*("180.1", "180", "179.9") * 20)
    wall.freeze(chart, rules=(ONE, SignalRule.NELSON_5))
    values = ["180.1", "180.2", "180.2", "180.3", "180.1", "180.1"] * 2
    for count in cuts:
        wall.read(*values[:count])
        values = values[count:]
    means = [round(each.middle.value, 6) for each in wall.plotted(chart)]
    assert means == [round(mean, 6) for mean in (540.5 / 3, 540.5 / 3) * 2]
    (signal,) = wall.signals()
    assert signal.rule is SignalRule.NELSON_5
    assert (signal.pattern_from, signal.noticed_at) == tuple(
        each.at for each in wall.plotted(chart)[:2]
    )
    assert signal.points == 3


def test_spans_cut_subgroups_and_a_short_one_is_a_gap(sqlite_wall: Wall) -> None:
    """One subgroup of two every ten seconds, read every four: a span has two or three."""
    wall = sqlite_wall
    chart = wall.chart(ChartKind.XBAR_R, 2, every_s=10)
    wall.read(*CALM * 12, every=4.0)
    wall.freeze(chart)
    wall.second = (wall.second // 10 + 2) * 10
    offset = (wall.hall.at(wall.second) % 10_000_000) / 1_000_000
    wall.second -= offset  # a span begins here
    wall.read("180", "180.2", "190", every=3.0)
    assert [each.middle.value for each in wall.plotted(chart)] == [180.1], "only its first two"
    wall.second += 1.0
    wall.read("180")
    wall.second += 10.0
    wall.read("180", "180")
    assert [round(each.middle.value, 3) for each in wall.plotted(chart)] == [180.1, 180]


def test_only_good_readings_of_a_running_machine_are_plotted(sqlite_wall: Wall) -> None:
    wall, hall = sqlite_wall, sqlite_wall.hall
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.freeze(chart)
    start = wall.second
    hall.send(
        hall.reading(start + 1, "180.1"),
        hall.reading(start + 2, "250", quality=Quality.BAD),
        hall.reading(start + 5, "20"),
        hall.reading(start + 9, "180.2"),
        phases=[
            PhaseGiven(equipment="PRESS-1", phase=Phase.COOL_DOWN, at=hall.at(start + 4)),
            PhaseGiven(equipment="PRESS-1", phase=Phase.RUN, at=hall.at(start + 8)),
        ],
    )
    assert [each.middle.value for each in wall.plotted(chart)] == [180.1, 180.2]
    assert wall.signals() == []


def test_a_rule_that_goes_on_firing_is_one_signal_until_it_is_explained(wall: Wall) -> None:
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.freeze(chart, rules=(NINE,))
    ats = wall.read(*["180.1"] * 12)
    (signal,) = wall.signals()
    assert (signal.pattern_from, signal.noticed_at, signal.last_at, signal.points) == (
        ats[0], ats[8], ats[11], 4,
    )  # fmt: skip
    explaining = ExplainSignal(signal_id=signal.id, explanation="New thermocouple, offset 0.1.")
    assert [alert.state for alert in wall.alerts()] == [AlertState.OPEN]
    wall.plant.ok(explaining, actor=QUALITY)
    assert [alert.state for alert in wall.alerts()] == [AlertState.CLOSED]
    wall.read(*["180.1"] * 8)
    assert len(wall.signals()) == 1, "no pattern reaches back behind an explanation"
    wall.read("180.1")
    assert [each.state for each in wall.signals()] == [SignalState.EXPLAINED, SignalState.OPEN]
    wall.plant.refused("wrong_state", explaining, actor=QUALITY)
    wall.plant.check()


@pytest.mark.parametrize("kind", [ChartKind.EWMA, ChartKind.CUSUM])
def test_charts_with_a_memory_find_a_small_shift(sqlite_wall: Wall, kind: ChartKind) -> None:
    """A shift of one σ that no single point shows; Montgomery: found in about ten points."""
    wall = sqlite_wall
    chart = wall.chart(kind)
    wall.read(*CALM * 3)
    sigma = float(wall.frozen(wall.freeze(chart)).sigma)
    wall.read(*[f"{180 + sigma:.3f}"] * 3)
    assert wall.signals() == []
    wall.read(*[f"{180 + sigma:.3f}"] * 20)
    assert wall.fired() == [ONE]


@pytest.mark.parametrize(
    ("kind", "value", "upper"),
    [
        (ChartKind.C, 2.0, 2 + 3 * 2**0.5),
        (ChartKind.U, 0.02, 0.02 + 3 * (0.02 / 100) ** 0.5),
        (ChartKind.NP, 2.0, 2 + 3 * (2 * 0.98) ** 0.5),
        (ChartKind.P, 0.02, 0.02 + 3 * (0.02 * 0.98 / 100) ** 0.5),
    ],
)
def test_counts_are_charted(sqlite_wall: Wall, kind: ChartKind, value: float, upper: float) -> None:
    """Two of a hundred on the average; limits by the formulas of binomial and Poisson."""
    wall = sqlite_wall
    rejects = wall.other_point("REJECTS", unit="pcs")
    chart = wall.chart(kind, 100, point_id=rejects)
    wall.read(*["1", "2", "3"] * 10, tag="REJECTS")
    wall.freeze(chart)
    wall.read("2", tag="REJECTS")
    (point,) = wall.plotted(chart)
    assert point.middle.value == pytest.approx(value)
    assert point.middle.upper == pytest.approx(upper)
    wall.read("7", tag="REJECTS")
    assert wall.fired() == [ONE]


def test_a_count_that_cannot_be_is_kept_and_said_and_no_point(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    rejects = wall.other_point("REJECTS", unit="pcs")
    chart = wall.chart(ChartKind.P, 100, point_id=rejects)
    wall.read(*["1", "2", "3"] * 10, tag="REJECTS")
    wall.freeze(chart)
    wall.read("2", "101", "3", tag="REJECTS")
    assert [each.middle.value for each in wall.plotted(chart)] == [0.02, 0.03]
    judged = wall.hall.newest()
    assert "impossible_count" in str(judged)


def test_a_retired_chart_judges_nothing(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.freeze(chart)
    wall.plant.ok(RetireChart(chart_id=chart), actor=ENGINEER, reason="replaced")
    wall.read("200")
    assert wall.signals() == []
    assert wall.plotted(chart) == []


def test_late_readings_do_not_change_what_was_judged(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    chart = wall.chart()
    wall.read(*CALM * 3)
    wall.freeze(chart)
    start = wall.second
    wall.hall.send((start + 5, "180.1"))
    wall.hall.send((start + 2, "200"))
    assert [each.middle.value for each in wall.plotted(chart)] == [180.1]
    assert wall.signals() == []
