"""Charts and their limits: what can be defined, computed, left out and frozen, and by whom."""

import pytest

from lotproof.kernel.clock import Instant
from lotproof.modules.monitoring.commands import RetirePoint
from lotproof.modules.monitoring.vocabulary import LimitsState
from lotproof.modules.spc.commands import (
    FreezeControlLimits,
    RetireChart,
    WithdrawControlLimits,
)
from lotproof.modules.spc.records import Exclusion
from lotproof.modules.spc.vocabulary import ChartKind, SignalRule
from tests.modules.monitoring.hall import ENGINEER, QUALITY
from tests.modules.spc.wall import CALM, Wall, said

pytestmark = pytest.mark.clause("ISO 13485 §8.2.5")

MEAN_RANGE = (3 * (0.2 + 0.3 + 0.4 + 0.2 + 0.1 + 0.2 + 0.1 + 0.4 + 0.2) + 2 * 0.1) / 29
"""Of three tens of `CALM`, one after the other."""


def test_limits_are_computed_from_the_baseline(wall: Wall) -> None:
    """σ = MR̄ / d2 with d2(2) = 1.128 of every table."""
    chart = wall.chart()
    wall.read(*CALM * 3)
    limits = wall.frozen(wall.draft(chart))
    assert limits.mean == "180"
    assert float(limits.sigma) == pytest.approx(MEAN_RANGE / 1.128, rel=5e-4)
    assert (limits.points, limits.still_signalling) == (30, 0)
    wall.plant.check()


def test_a_point_is_left_out_with_its_cause_and_named_for_ever(wall: Wall) -> None:
    chart = wall.chart()
    wall.read(*CALM)
    (bad,) = wall.read("190")
    wall.read(*CALM * 2)
    with_it, without = (
        wall.frozen(wall.draft(chart, revision="A")),
        wall.frozen(wall.draft(chart, revision="B", out=[(bad, "door was open")])),
    )
    assert with_it.still_signalling >= 1
    assert float(with_it.mean) > 180.3
    assert (without.mean, without.points, without.still_signalling) == ("180", 30, 0)
    with wall.plant.reader() as reader:
        (kept,) = reader.find(Exclusion, limits_id=without.id)
    assert (kept.at, kept.reason) == (bad, "door was open")


def test_only_what_was_read_is_left_out_once_and_with_a_cause(sqlite_wall: Wall) -> None:
    wall, chart = sqlite_wall, sqlite_wall.chart()
    ats = wall.read(*CALM * 3)
    elsewhere = Instant(ats[0] + 1)
    told = wall.plant.refused(
        "no_such_chart_point", wall.drafting(chart, out=[(elsewhere, "x")]), actor=ENGINEER
    )
    assert told.message is not None
    assert said(elsewhere) in told.message["en"]
    twice = wall.drafting(chart, out=[(ats[0], "x"), (ats[0], "y")])
    wall.plant.refused("point_left_out_twice", twice, actor=ENGINEER)
    silent = wall.drafting(chart, out=[(ats[0], "  ")])
    wall.plant.refused("invalid_input", silent, actor=ENGINEER)


def test_a_baseline_has_twenty_points(sqlite_wall: Wall) -> None:
    wall, chart = sqlite_wall, sqlite_wall.chart()
    ats = wall.read(*CALM * 2)
    short = wall.drafting(chart, out=[(ats[0], "start-up")])
    told = wall.plant.refused("baseline_too_short", short, actor=ENGINEER)
    assert told.message is not None
    assert "19 points" in told.message["en"]
    assert wall.frozen(wall.draft(chart)).points == 20


def test_a_baseline_lies_in_the_past_and_forwards(sqlite_wall: Wall) -> None:
    wall, chart = sqlite_wall, sqlite_wall.chart()
    wall.read(*CALM * 2)
    now = wall.plant.clock.now()
    later = Instant(now + 10_000_000)
    for since, until in ((wall.hall.start, later), (now, now), (now, wall.hall.start)):
        wrong = wall.drafting(chart, since=since, until=until)
        wall.plant.refused("baseline_backwards", wrong, actor=ENGINEER)


def test_what_does_not_vary_gives_no_limits(sqlite_wall: Wall) -> None:
    wall, chart = sqlite_wall, sqlite_wall.chart()
    wall.read(*["180"] * 30)
    told = wall.plant.refused("baseline_unusable", wall.drafting(chart), actor=ENGINEER)
    assert told.message is not None
    assert "spread" in told.message["en"]


def test_limits_are_frozen_by_somebody_else_and_one_after_the_other(wall: Wall) -> None:
    chart = wall.chart()
    wall.read(*CALM * 3)
    first = wall.draft(chart)
    wall.plant.refused("own_control_limits", FreezeControlLimits(limits_id=first), actor=ENGINEER)
    wall.plant.ok(FreezeControlLimits(limits_id=first), actor=QUALITY)
    second = wall.freeze(chart, revision="B")
    assert wall.frozen(first).state is LimitsState.SUPERSEDED
    assert wall.frozen(second).state is LimitsState.EFFECTIVE
    wall.plant.refused("wrong_state", FreezeControlLimits(limits_id=first), actor=QUALITY)
    wall.plant.ok(WithdrawControlLimits(limits_id=second), actor=QUALITY, reason="new die")
    wall.read("200")
    assert wall.signals() == []
    wall.plant.check()


def test_rules_fit_the_chart(sqlite_wall: Wall) -> None:
    wall = sqlite_wall
    chart = wall.chart(ChartKind.EWMA)
    wall.read(*CALM * 3)

    def refused(code: str, *rules: SignalRule) -> None:
        wall.plant.refused(code, wall.drafting(chart, rules=rules), actor=ENGINEER)

    refused("no_run_rule")
    refused("repeated_rule", SignalRule.NELSON_1, SignalRule.NELSON_1)
    refused("rule_not_applicable", SignalRule.NELSON_1, SignalRule.NELSON_2)
    refused("rule_not_applicable", SignalRule.DRIFT)
    assert wall.draft(chart, rules=(SignalRule.NELSON_1,))


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (ChartKind.XBAR_R, 1),
        (ChartKind.XBAR_R, 26),
        (ChartKind.XBAR_S, 1),
        (ChartKind.XBAR_S, 101),
        (ChartKind.I_MR, 2),
        (ChartKind.EWMA, 26),
        (ChartKind.CUSUM, 26),
    ],
)
def test_sizes_fit_the_chart(sqlite_wall: Wall, kind: ChartKind, size: int) -> None:
    with pytest.raises(AssertionError, match="subgroup_size_unfit"):
        sqlite_wall.chart(kind, size)


def test_counts_are_whole_numbers(sqlite_wall: Wall) -> None:
    with pytest.raises(AssertionError, match="nothing_counted"):
        sqlite_wall.chart(ChartKind.C, 1)


def test_what_is_retired_gets_nothing_new(sqlite_wall: Wall) -> None:
    wall, chart = sqlite_wall, sqlite_wall.chart()
    wall.read(*CALM * 3)
    limits = wall.draft(chart)
    wall.plant.ok(RetireChart(chart_id=chart), actor=ENGINEER, reason="replaced")
    frozen = FreezeControlLimits(limits_id=limits)
    wall.plant.refused("chart_not_in_use", frozen, actor=QUALITY)
    with pytest.raises(AssertionError, match="chart_not_in_use"):
        wall.draft(chart, revision="B")
    wall.plant.ok(RetirePoint(point_id=wall.hall.point), reason="removed")
    with pytest.raises(AssertionError, match="chart_point_retired"):
        wall.chart(code="C-2")
    wall.plant.refused(
        "wrong_state", RetireChart(chart_id=chart), actor=ENGINEER, reason="once more"
    )


def test_a_baseline_of_too_many_readings_is_refused(
    sqlite_wall: Wall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lotproof.modules.spc.rules.BASELINE_READINGS_MAX", 29)
    chart = sqlite_wall.chart()
    sqlite_wall.read(*CALM * 3)
    told = sqlite_wall.plant.refused(
        "baseline_too_long", sqlite_wall.drafting(chart), actor=ENGINEER
    )
    assert told.message is not None
    assert "29 readings" in told.message["en"]
