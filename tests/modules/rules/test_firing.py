"""Rules at work: what follows, what it says it was caused by, and what becomes of a rule that
fails."""

import pytest

from lotproof.kernel.executor import Issuing
from lotproof.kernel.quantity import Amount
from lotproof.kernel.registry import Command
from lotproof.kernel.work import Frame
from lotproof.modules.alerts.queries import Alert
from lotproof.modules.alerts.vocabulary import AlertSeverity
from lotproof.modules.changes.queries import ChangeOrder
from lotproof.modules.changes.vocabulary import ChangeState, ChangeType
from lotproof.modules.equipment.vocabulary import EquipmentId
from lotproof.modules.inspection.vocabulary import Stage
from lotproof.modules.monitoring.events import ExcursionBegan
from lotproof.modules.monitoring.queries import StartWithdrawal
from lotproof.modules.monitoring.vocabulary import Level
from lotproof.modules.monitoring.vocabulary_readings import ExcursionId, Side
from lotproof.modules.nonconformance.queries import Improvement, Report, Review, subjects_of
from lotproof.modules.notifications.queries import Notice
from lotproof.modules.notifications.vocabulary import Severity, Topic
from lotproof.modules.rules.commands import FireRule, PauseRule, RecordFailure, ResumeRule
from lotproof.modules.rules.reactions import HOUR_US, follow_rules
from lotproof.modules.rules.rules import DEPTH_MAX, NothingConcerned
from lotproof.modules.rules.vocabulary import (
    ActionKind,
    FiringState,
    RuleState,
    RuleVersionId,
)
from lotproof.modules.sites.vocabulary import AreaId
from lotproof.modules.warehouse.commands import CountStock, PlaceHold
from lotproof.modules.warehouse.vocabulary import LocationKind
from tests.modules.monitoring.hall import QUALITY
from tests.modules.rules.desk import Desk, action

pytestmark = pytest.mark.clause("ISO 13485 §8.2.5")

HELD = "warehouse.lot_held/1"


def test_an_excursion_opens_what_the_rule_orders_and_all_name_their_cause(desk: Desk) -> None:
    desk.write(
        action(ActionKind.OPEN_REVIEW),
        action(ActionKind.PROPOSE_IMPROVEMENT, parameter="T-SEAL"),
        action(ActionKind.OPEN_REPORT),
        action(ActionKind.RAISE_ALERT),
    )
    desk.hall.send((1, "180"), (2, "186"))
    (firing,) = desk.firings()
    assert (firing.state, firing.depth) == (FiringState.DONE, 0)
    assert firing.values == {"event.level": "action", "event.is_critical": "True"}
    (review,), (improvement,), (report,) = (
        desk.found(cls) for cls in (Review, Improvement, Report)
    )
    assert "Look at the sealing temperature" in review.why
    assert "SEAL, rlf_1" in report.found
    assert "1 × beyond action limits in 90 days / 90 天内超出行动限 1 次" in improvement.present
    assert improvement.revision == "mlm_1"
    (alert,) = desk.found(Alert, rule="rules.seal")
    assert (alert.key, alert.severity) == ("rul_1-4-mpt_1", AlertSeverity.SERIOUS)
    with desk.plant.reader() as reader:
        about = set(subjects_of(reader, f"ncr_{report.id}"))
    assert {"exc_2", "mpt_1", "rlf_1", f"eqp_{desk.hall.line.press}"} <= about
    (fact,) = desk.envelopes("monitoring.record_readings/1")
    (fired,) = desk.envelopes("rules.fire_rule/1")
    assert (fired.cause, firing.cause) == (fact.id, fact.id)
    (opened,) = desk.envelopes("nonconformance.open_review/1")
    assert (opened.cause, opened.source) == (fired.id, "reaction")
    desk.plant.check()


def test_lots_are_held_changes_drafted_and_people_told(desk: Desk) -> None:
    lot = desk.hall.line.lots["TUBE-1"]
    desk.write(
        action(ActionKind.HOLD_LOT),
        action(ActionKind.START_CHANGE, type=ChangeType.PROCESS_PARAMETER),
        action(ActionKind.NOTIFY),
        trigger="warehouse.stock_counted/1",
        condition='lot.number == "TUBE-1"',
    )
    shelf = desk.hall.line.places[LocationKind.STORAGE.value]
    count = CountStock(lot_id=lot, location_id=shelf, counted=Amount(999), unit="pcs")
    desk.plant.ok(count, actor=QUALITY)
    (held,) = desk.hall.holds(lot)
    assert held.startswith("Look at the sealing temperature\nSEAL, rlf_1: ")
    (change,) = desk.found(ChangeOrder)
    assert (change.source_record, change.state) == ("rlf_1", ChangeState.DRAFT)
    (notice,) = desk.found(Notice)
    assert (notice.title, notice.title_zh) == ("SEAL: Sealing", "SEAL：封口")
    assert (notice.topic, notice.severity) == (Topic.RULE, Severity.SERIOUS)
    desk.plant.check()


def test_a_condition_that_does_not_hold_leaves_nothing(sqlite_desk: Desk) -> None:
    sqlite_desk.write()
    sqlite_desk.hall.send((1, "180"), (2, "184"))
    assert sqlite_desk.hall.excursions()
    assert sqlite_desk.firings() == []


def test_a_version_that_is_not_approved_does_nothing(sqlite_desk: Desk) -> None:
    sqlite_desk.draft(sqlite_desk.rule())
    sqlite_desk.hall.send((1, "186"))
    assert sqlite_desk.firings() == []


def test_lots_are_held_and_inspected(desk: Desk) -> None:
    lot = desk.hall.line.lots["TUBE-1"]
    desk.write(action(ActionKind.OPEN_REVIEW), trigger=HELD, condition='lot.number == "TUBE-1"')
    desk.plant.ok(PlaceHold(lot_id=lot, cause="seen"), actor=QUALITY)
    (firing,) = desk.firings()
    assert f"lot_{lot}" in firing.about
    desk.plant.check()


def test_a_start_is_withdrawn_once_by_the_module_and_the_rule(sqlite_desk: Desk) -> None:
    sqlite_desk.write(action(ActionKind.WITHDRAW_START))
    sqlite_desk.hall.send((1, "186"))
    (withdrawal,) = sqlite_desk.found(StartWithdrawal)
    assert "SEAL" in withdrawal.cause
    sqlite_desk.plant.check()


def test_a_refused_action_undoes_all_of_them_and_the_fact_stands(desk: Desk) -> None:
    """There is no plan for the inspection: the review before it is not opened either."""
    lot = desk.hall.line.lots["TUBE-1"]
    rule = desk.write(
        action(ActionKind.OPEN_REVIEW),
        action(ActionKind.OPEN_INSPECTION, stage=Stage.IPQC),
        trigger=HELD,
        condition="true",
    )
    held = desk.plant.ok(PlaceHold(lot_id=lot, cause="seen"), actor=QUALITY)
    assert held.outcome == "done"
    assert desk.hall.holds(lot) == ["seen"]
    (firing,) = desk.firings()
    assert firing.state is FiringState.FAILED
    assert firing.failure is not None
    assert "did not follow" in firing.failure
    (fired,), (failed,) = (
        desk.envelopes(kind) for kind in ("rules.fire_rule/1", "rules.fail_firing/1")
    )
    assert failed.cause == fired.id
    assert desk.envelopes("inspection.open_inspection/1") == []
    assert desk.found(Review) == []
    (task,) = desk.tasks("rule_failed")
    assert "SEAL" in task.detail
    assert "规则 SEAL 失败" in (task.detail_zh or "")
    desk.plant.ok(PlaceHold(lot_id=lot, cause="seen again"), actor=QUALITY)
    assert len(desk.firings()) == 2
    assert len(desk.tasks("rule_failed")) == 1, "one task until somebody has looked"
    assert desk.state(rule).state is RuleState.IN_USE
    desk.plant.check()


def test_a_failing_rule_fails_alone_among_facts_in_one_transaction(desk: Desk) -> None:
    lots = [desk.hall.line.lots["TUBE-1"], desk.hall.line.lots["TUBE-2"]]
    desk.write(
        action(ActionKind.OPEN_INSPECTION, stage=Stage.IPQC), trigger=HELD,
        condition='lot.number == "TUBE-1"',
    )  # fmt: skip
    desk.write(action(), code="OTHER", trigger=HELD, condition="true")
    for lot in lots:
        desk.plant.ok(PlaceHold(lot_id=lot, cause="seen"), actor=QUALITY)
    assert [each.state for each in desk.firings()].count(FiringState.FAILED) == 1
    assert len(desk.found(Review)) == 2
    desk.plant.check()


def test_a_condition_without_an_answer_is_a_failure(desk: Desk) -> None:
    """An excursion that goes on has no end: the word is absent, and nobody asked whether it is."""
    absent = 'event.level == "action" && excursion.ended_at > excursion.began_at'
    rule = desk.write(condition=absent)
    asking = f"excursion.ended_at.is_given && {absent}"
    desk.write(code="ASKING", condition=asking)
    desk.hall.send((1, "186"))
    (failed,) = desk.firings()
    assert (failed.rule_id, failed.state) == (rule, FiringState.FAILED)
    assert failed.failure == (
        "“excursion.ended_at” is absent in this fact; ask excursion.ended_at.is_given first"
    )
    assert len(desk.hall.excursions()) == 2
    (record,) = desk.envelopes("rules.record_failure/1")
    (fact,) = desk.envelopes("monitoring.record_readings/1")
    assert record.cause == fact.id
    assert len(desk.tasks("rule_failed")) == 1
    desk.plant.check()


def test_where_the_fact_is_about_nothing_to_act_on_the_firing_fails(sqlite_desk: Desk) -> None:
    """A point of a room has no machine whose start could be withdrawn."""
    desk = sqlite_desk
    point = desk.hall.add_point("ROOM.T", "room", area_id=AreaId(1))
    desk.hall.limit(point=point)
    desk.write(action(ActionKind.WITHDRAW_START))
    desk.hall.send(desk.hall.reading(1, "186", tag="room"))
    (firing,) = desk.firings()
    no = NothingConcerned(what=EquipmentId.label, kind=ActionKind.WITHDRAW_START.label)
    assert no.code == "nothing_concerned"
    assert no.text("en") in (firing.failure or "")
    assert no.text("zh") in (firing.failure_zh or "")
    assert desk.found(StartWithdrawal) == []


@pytest.mark.parametrize("others", [0, DEPTH_MAX])
def test_what_led_to_a_fact_does_not_follow_from_it_again(sqlite_desk: Desk, others: int) -> None:
    """Approval refuses circles; were one to get through, the run stops it: the same version once,
    and no more than so many after each other."""
    desk = sqlite_desk
    desk.write(condition="true")
    desk.hall.send((1, "186"))
    begun = ExcursionBegan(
        excursion_id=ExcursionId(1), point_id=desk.hall.point, level=Level.ALERT, side=Side.HIGH,
        is_critical=True,
    )  # fmt: skip
    before = range(2, 2 + others) if others else [1]
    way = [
        FireRule(version_id=RuleVersionId(each), told="x", told_zh="某", depth=0) for each in before
    ]
    issued: list[Command] = []
    with desk.plant.reader() as reader:
        frame = Frame("", way[-1], path=tuple(way[:-1]))
        follow_rules(begun, Issuing(reader, issued.append, frame))
        follow_rules(begun, Issuing(reader, issued.append, Frame("", desk.hall.sending())))
    stopped, free = issued
    assert isinstance(stopped, RecordFailure)
    assert f"{len(way)} rules led to this fact already" in stopped.failure
    assert isinstance(free, FireRule)


def test_a_storm_pauses_the_rule_until_somebody_resumes_it(desk: Desk) -> None:
    lot = desk.hall.line.lots["TUBE-1"]
    rule = desk.write(action(), trigger=HELD, condition="true", per_hour_max=2)

    def hold(times: int) -> None:
        for _ in range(times):
            desk.plant.ok(PlaceHold(lot_id=lot, cause="again"), actor=QUALITY)

    hold(2)
    assert (len(desk.firings()), desk.state(rule).state) == (2, RuleState.IN_USE)
    hold(3)
    assert (len(desk.firings()), desk.state(rule).state) == (2, RuleState.PAUSED)
    assert len(desk.tasks("rule_paused")) == 1
    desk.plant.ok(ResumeRule(rule_id=rule), actor=QUALITY, reason="lots were moved together")
    hold(2)
    assert (len(desk.firings()), desk.state(rule).state) == (4, RuleState.IN_USE)
    desk.plant.check()


def test_what_fired_an_hour_ago_no_longer_counts(sqlite_desk: Desk) -> None:
    desk, lot = sqlite_desk, sqlite_desk.hall.line.lots["TUBE-1"]
    rule = desk.write(action(), trigger=HELD, condition="true", per_hour_max=1)
    for _ in range(2):
        desk.plant.ok(PlaceHold(lot_id=lot, cause="again"), actor=QUALITY)
        desk.plant.clock.advance(seconds=HOUR_US // 1_000_000)
    assert (len(desk.firings()), desk.state(rule).state) == (2, RuleState.IN_USE)


def test_people_pause_rules_and_say_why_they_resume_them(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    rule = desk.write()
    pause = PauseRule(rule_id=rule, because="The sensor is being exchanged")
    desk.plant.ok(pause, actor=QUALITY)
    desk.plant.refused("wrong_state", pause, actor=QUALITY)
    desk.hall.send((1, "186"))
    assert desk.firings() == []
    desk.plant.refused("reason_missing", ResumeRule(rule_id=rule), actor=QUALITY)
    desk.plant.ok(ResumeRule(rule_id=rule), actor=QUALITY, reason="exchanged")
    desk.hall.send((2, "180"), (3, "186"))
    assert len(desk.firings()) == 1
