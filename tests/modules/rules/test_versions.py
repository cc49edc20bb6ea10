"""Versions of rules: what can be written, that it is tried, and that two persons stand for it."""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.modules.inspection.vocabulary import Stage
from lotproof.modules.people.authority import API
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.rules.acting import leads_to
from lotproof.modules.rules.commands import ApproveVersion, WithdrawVersion
from lotproof.modules.rules.queries import RuleVersion, approved, in_force
from lotproof.modules.rules.rules import InForce, Link, circle
from lotproof.modules.rules.rules import in_force as decided
from lotproof.modules.rules.vocabulary import ActionKind, RuleId, RuleVersionId, VersionState
from tests.modules.monitoring.hall import ENGINEER, QUALITY
from tests.modules.rules.desk import BEGAN, Desk, action

pytestmark = pytest.mark.clause("ISO 13485 §4.1.4")


def today(desk: Desk) -> date:
    with desk.plant.reader() as reader:
        return reader.today


def counting(desk: Desk) -> list[int]:
    """The numbers of the versions in force."""
    with desk.plant.reader() as reader:
        return [each.number for each in in_force(reader, approved(reader))]


@pytest.mark.clause("ISO 13485 §4.2.4")
def test_a_version_is_tried_and_signed_by_somebody_else(desk: Desk) -> None:
    rule = desk.rule()
    version = desk.draft(rule)
    approve = ApproveVersion(version_id=version)
    desk.plant.refused("rule_not_tried", approve, actor=QUALITY)
    desk.plant.ok(desk.trial(version), actor=API)
    desk.plant.refused("own_rule_version", approve, actor=ENGINEER)
    assert counting(desk) == []
    desk.plant.ok(approve, actor=QUALITY)
    assert counting(desk) == [1]
    desk.plant.refused("wrong_state", desk.trial(version), actor=API)
    desk.plant.check()


def test_a_trial_of_another_text_counts_for_nothing(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    version = desk.draft(desk.rule())
    desk.plant.ok(desk.trial(version, digest="0" * 64), actor=API)
    desk.plant.refused("rule_not_tried", ApproveVersion(version_id=version), actor=QUALITY)


def test_the_next_version_takes_the_place_of_the_one_before(sqlite_desk: Desk) -> None:
    desk, rule = sqlite_desk, sqlite_desk.rule()
    first, second = desk.draft(rule), desk.draft(rule, condition="true")
    desk.approve(first)
    desk.approve(second)
    assert counting(desk) == [2]
    assert desk.found(RuleVersion, state=VersionState.SUPERSEDED)[0].id == first
    withdraw = WithdrawVersion(version_id=second)
    desk.plant.refused("reason_missing", withdraw, actor=QUALITY)
    desk.plant.ok(withdraw, actor=QUALITY, reason="too many")
    assert counting(desk) == []
    desk.plant.check()


def test_a_version_counts_from_its_day(desk: Desk) -> None:
    rule, now = desk.rule(), today(desk)
    first, second = desk.draft(rule), desk.draft(rule, condition="false")
    desk.approve(first)
    past = ApproveVersion(version_id=second, effective_on=now - timedelta(days=1))
    desk.plant.ok(desk.trial(second), actor=API)
    desk.plant.refused("rule_effective_in_the_past", past, actor=QUALITY)
    desk.approve(second, effective_on=now + timedelta(days=2))
    assert counting(desk) == [1]
    desk.plant.clock.advance(days=2)
    assert counting(desk) == [2]
    desk.hall.send((86_400 * 2 + 10, "186"))
    assert desk.firings() == []
    desk.plant.ok(WithdrawVersion(version_id=second), actor=QUALITY, reason="wrong")
    assert counting(desk) == [], "what it had replaced does not come back"
    desk.plant.check()


def test_a_version_that_never_came_leaves_the_one_in_force(sqlite_desk: Desk) -> None:
    desk, rule = sqlite_desk, sqlite_desk.rule()
    first, second = desk.draft(rule), desk.draft(rule)
    desk.approve(first)
    desk.approve(second, effective_on=today(desk) + timedelta(days=9))
    desk.plant.ok(WithdrawVersion(version_id=second), actor=QUALITY, reason="not yet")
    assert counting(desk) == [1]


@pytest.mark.parametrize(
    ("code", "more", "actions"),
    [
        ("unknown_trigger", {"trigger": "rules.rule_fired/1"}, [action()]),
        ("unknown_trigger", {"trigger": "monitoring.nothing/1"}, [action()]),
        ("condition_wrong", {"condition": "event.levl == 3"}, [action()]),
        ("nothing_follows", {}, []),
        ("action_lacks", {}, [action(owner_id=UserId(1))]),
        ("action_lacks", {}, [action(owner_role_id=None)]),
        ("action_lacks", {}, [action(ActionKind.OPEN_REPORT, severity=None)]),
        ("action_lacks", {}, [action(ActionKind.RAISE_ALERT, severity=None)]),
        ("action_lacks", {}, [action(ActionKind.PROPOSE_IMPROVEMENT, expected=None)]),
        ("action_lacks", {}, [action(ActionKind.OPEN_INSPECTION)]),
        ("action_lacks", {}, [action(ActionKind.START_CHANGE)]),
        ("nothing_to_act_on", {}, [action(ActionKind.HOLD_LOT)]),
        ("nothing_to_act_on", {}, [action(), action(ActionKind.OPEN_INSPECTION, stage=Stage.FQC)]),
        (
            "nothing_to_act_on",
            {"trigger": "people.user_registered/1", "condition": "true"},
            [action(ActionKind.WITHDRAW_START)],
        ),
    ],
)
def test_what_cannot_be_meant_is_refused(
    sqlite_desk: Desk, code: str, more: dict[str, Any], actions: Iterable[Any]
) -> None:
    desk = sqlite_desk
    command = desk.drafting(desk.rule(), **more)
    given = {**command.given(), "actions": list(actions)}
    desk.plant.refused(code, type(command)(**given), actor=ENGINEER)


# --- circles --------------------------------------------------------------------------------------


def test_a_rule_that_could_trigger_itself_is_refused(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    hold = action(ActionKind.HOLD_LOT)
    version = desk.draft(desk.rule("SELF"), hold, trigger="warehouse.lot_held/1", condition="true")
    desk.plant.ok(desk.trial(version), actor=API)
    no = desk.plant.refused("rules_in_a_circle", ApproveVersion(version_id=version), actor=QUALITY)
    assert "SELF → SELF" in (no.message or {})["en"]


def test_so_is_one_that_could_do_so_over_others(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    desk.write(code="ONE", trigger="nonconformance.nonconformance_opened/1", condition="true")
    report = action(ActionKind.OPEN_REPORT)
    version = desk.draft(
        desk.rule("TWO"), report, trigger="nonconformance.review_opened/1", condition="true"
    )
    desk.plant.ok(desk.trial(version), actor=API)
    no = desk.plant.refused("rules_in_a_circle", ApproveVersion(version_id=version), actor=QUALITY)
    assert "TWO → ONE → TWO" in (no.message or {})["en"]


def test_what_actions_lead_to_is_followed_over_the_modules_reactions() -> None:
    """A hold is told; a report holds nothing before its containment."""
    assert "warehouse.lot_held/1" in leads_to(iter([ActionKind.HOLD_LOT]))
    assert BEGAN not in leads_to(iter(ActionKind))


letters = st.sampled_from("abcd")
links = st.lists(
    st.tuples(letters, st.frozensets(letters, max_size=3)), min_size=1, max_size=5
).map(lambda found: [Link(f"r{n}", on, to) for n, (on, to) in enumerate(found)])


@given(links)
def test_a_circle_is_found_where_there_is_one(found: list[Link]) -> None:
    """Against the reachability of kinds of facts, worked out by repeated joining."""
    new, *others = found
    reached = set(new.leads_to)
    for _ in range(len(found)):
        for link in found:
            if link.trigger in reached:
                reached |= link.leads_to
    codes = circle(new, others)
    assert (codes is not None) is (new.trigger in reached)
    if codes is not None:
        by_code = {link.code: link for link in found}
        assert codes[0] == codes[-1] == new.code
        for one, other in pairwise(codes):
            assert by_code[other].trigger in by_code[one].leads_to


days = st.dates(date(2026, 1, 1), date(2026, 1, 9))


@given(st.lists(st.tuples(st.integers(1, 2), days), max_size=8), days)
def test_at_most_one_version_of_a_rule_counts_and_it_is_the_latest(
    given_: list[tuple[int, date]], day: date
) -> None:
    known = [
        InForce(RuleId(rule), RuleVersionId(n), n, on) for n, (rule, on) in enumerate(given_, 1)
    ]
    found = decided(known, day)
    for rule in {each.rule_id for each in known}:
        begun = [each for each in known if each.rule_id == rule and each.effective_on <= day]
        best = max(begun, key=lambda each: (each.effective_on, each.number), default=None)
        assert found.get(rule) == (None if best is None else best.version_id)
