"""Whose work it is, when it is due, and what was learnt from the like before."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from lotproof.derive.figures import figures
from lotproof.kernel.own_work import own_tasks
from lotproof.kernel.registry import Command
from lotproof.modules.nonconformance.commands import CancelReport
from lotproof.modules.nonconformance.commands_improvement import (
    AcceptImprovement,
    DeclineImprovement,
)
from lotproof.modules.nonconformance.commands_work import AddSubject, Assign, HandOver, TakeOver
from lotproof.modules.nonconformance.queries import (
    open_cases_about,
    similar_cases,
    subjects_of,
)
from lotproof.modules.nonconformance.vocabulary import DispositionKind
from lotproof.modules.people.commands import DeactivateUser
from lotproof.modules.people.vocabulary import UserId
from tests.modules.changes.board import ENGINEER, PLANNING, QUALITY, TODAY, WORKER
from tests.modules.nonconformance.desk import DECIDER, WHY, Desk

MINE, ROLES = "nonconformance.mine", "nonconformance.of_my_roles"


def inbox(desk: Desk, actor: str, code: str) -> list[tuple[str, str]]:
    """What stands in a person's list, and the command that comes next."""
    with desk.plant.reader() as reader:
        lists = {each.code: found for each, found in own_tasks(reader, actor)}
    return [(each.subject, each.command) for each in lists.get(code, [])]


def counted(desk: Desk, code: str) -> int:
    with desk.plant.reader() as reader:
        found = {each["code"]: each["value"] for each in figures(reader, lambda _: True)}
    return int(found[code])


def of_role(desk: Desk) -> dict[str, object]:
    return {"owner_id": None, "owner_role_id": desk.board.roles["quality"]}


def cases(desk: Desk) -> list[tuple[str, Callable[..., Command]]]:
    """One of each that waits for the quality role, and how a command names it."""
    report_id = desk.opened(**of_role(desk))
    review_id = desk.reviewed(**of_role(desk))
    improvement_id = desk.proposed(**of_role(desk))
    return [
        (f"ncr_{report_id}", lambda cls, **more: cls(report_id=report_id, **more)),
        (f"prv_{review_id}", lambda cls, **more: cls(review_id=review_id, **more)),
        (f"ipr_{improvement_id}", lambda cls, **more: cls(improvement_id=improvement_id, **more)),
    ]


@pytest.mark.parametrize("which", [0, 1, 2])
def test_what_a_role_owns_its_members_see_until_one_takes_it(desk: Desk, which: int) -> None:
    case, naming = cases(desk)[which]
    take = naming(TakeOver)
    assert (case, "nonconformance.take_over/1") in inbox(desk, QUALITY, ROLES)
    assert inbox(desk, PLANNING, ROLES) == []
    desk.plant.refused("not_owning_role", take, actor=PLANNING)
    desk.plant.refused("not_a_person", take, actor="sys_clock")
    desk.plant.ok(take, actor=QUALITY)
    assert case not in [subject for subject, _ in inbox(desk, QUALITY, ROLES)]
    assert case in [subject for subject, _ in inbox(desk, QUALITY, MINE)]
    desk.plant.refused("owned_by_other", take, actor=QUALITY)
    desk.plant.check()


@pytest.mark.parametrize("which", [0, 1, 2])
def test_an_owner_hands_over_and_others_do_not(sqlite_desk: Desk, which: int) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    case, naming = cases(desk)[which]
    give = naming(HandOver, owner_id=UserId.parse(ENGINEER))
    plant.refused("owned_by_other", give, actor=QUALITY, reason=WHY)
    plant.ok(naming(TakeOver), actor=QUALITY)
    plant.refused("reason_missing", give, actor=QUALITY)
    plant.refused("owned_by_other", give, actor=WORKER, reason=WHY)
    plant.refused("one_owner", naming(HandOver), actor=QUALITY, reason=WHY)
    plant.ok(give, actor=QUALITY, reason=WHY)
    assert case in [subject for subject, _ in inbox(desk, ENGINEER, MINE)]
    back = naming(HandOver, owner_role_id=desk.board.roles["plan"])
    plant.ok(back, actor=ENGINEER, reason=WHY)
    assert [subject for subject, _ in inbox(desk, PLANNING, ROLES)] == [case]


def test_work_is_assigned_to_who_is_there_with_another_day(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id = desk.opened()
    assign = Assign(
        report_id=report_id, owner_id=UserId.parse(WORKER), due_on=TODAY + timedelta(days=30)
    )
    plant.refused("reason_missing", assign, actor=QUALITY)
    plant.ok(assign, actor=QUALITY, reason=WHY)
    found = desk.report(report_id)
    assert (found.owner_id, found.due_on) == (UserId.parse(WORKER), TODAY + timedelta(days=30))
    plant.ok(DeactivateUser(user_id=UserId.parse(PLANNING)), actor="usr_90", reason=WHY)
    gone = Assign(report_id=report_id, owner_id=UserId.parse(PLANNING))
    plant.refused("not_found", gone, actor=QUALITY, reason=WHY)


@pytest.mark.parametrize("count", [0, 2])
def test_one_case_is_named_and_it_runs(sqlite_desk: Desk, count: int) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    ids: dict[str, Any] = {}
    if count:
        ids = {"report_id": desk.opened(), "review_id": desk.reviewed()}
    assign = Assign(owner_id=UserId.parse(WORKER), **ids)
    plant.refused("one_case", assign, actor=QUALITY, reason=WHY)
    plant.refused("one_case", AddSubject(subject="eqp_1", **ids), actor=QUALITY)


def test_what_has_ended_is_nobodys_turn(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    report_id, improvement_id = desk.opened(), desk.proposed()
    assert len(inbox(desk, ENGINEER, MINE)) == 2
    plant.ok(CancelReport(report_id=report_id), actor=DECIDER, reason=WHY)
    plant.ok(DeclineImprovement(improvement_id=improvement_id), actor=DECIDER, reason=WHY)
    assert inbox(desk, ENGINEER, MINE) == []
    worker = UserId.parse(WORKER)
    for ended in (
        Assign(report_id=report_id, owner_id=worker),
        Assign(improvement_id=improvement_id, owner_id=worker),
        HandOver(report_id=report_id, owner_id=worker),
    ):
        plant.refused("wrong_state", ended, actor=QUALITY, reason=WHY)


def test_the_inbox_names_the_step_that_comes_next(sqlite_desk: Desk) -> None:
    desk = sqlite_desk
    report_id, improvement_id = desk.opened(), desk.proposed()
    case = f"ncr_{report_id}"
    following = []
    for step in (
        lambda: desk.contain(report_id),
        lambda: desk.evaluate(report_id, {desk.tube: 1}),
        lambda: desk.decide(report_id, desk.given(DispositionKind.SCRAP, 1)),
        lambda: desk.execute_all(report_id),
    ):
        following.append(dict(inbox(desk, ENGINEER, MINE))[case].partition(".")[2])
        step()
    following.append(dict(inbox(desk, ENGINEER, MINE))[case].partition(".")[2])
    assert following == [
        "record_containment/1",
        "evaluate_report/1",
        "decide_dispositions/1",
        "close_report/1",
        "close_report/1",
    ]
    accept = AcceptImprovement(
        improvement_id=improvement_id, owner_id=UserId.parse(WORKER), due_on=TODAY
    )
    desk.plant.ok(accept, actor=DECIDER)
    assert inbox(desk, WORKER, MINE) == [(f"ipr_{improvement_id}", "nonconformance.start_change/1")]


def test_figures_count_what_waits_for_a_role_and_what_is_late(desk: Desk) -> None:
    desk.opened(**of_role(desk))
    desk.opened(desk.line.lots["TUBE-2"], due_on=TODAY)
    desk.reviewed(**of_role(desk), due_on=TODAY)
    desk.proposed(due_on=TODAY)
    assert counted(desk, "nonconformance.reports_to_take") == 1
    assert counted(desk, "nonconformance.reviews_to_take") == 1
    assert counted(desk, "nonconformance.improvements_to_take") == 0
    late = ("reports_late", "reviews_late", "improvements_late")
    assert [counted(desk, f"nonconformance.{each}") for each in late] == [0, 0, 0]
    desk.plant.clock.advance(days=1)
    assert [counted(desk, f"nonconformance.{each}") for each in late] == [1, 1, 1]


# --- what was learnt ----------------------------------------------------------------------------


@pytest.mark.clause("ISO 13485 §8.5.1")
def test_the_like_is_found_by_item_machine_and_parameter_newest_first(desk: Desk) -> None:
    """Of lot TUBE-2 the item is what it shares with TUBE-1; nothing of the pouch is found."""
    line, plant = desk.line, desk.plant
    closed = desk.evaluated(1)
    desk.decide(closed, desk.given(DispositionKind.SCRAP, 1))
    desk.execute_all(closed)
    desk.closed(closed)
    desk.opened(line.lots["POUCH-1"])
    reviewed = desk.reviewed(parameter="TEMP")
    proposed = desk.proposed(
        parameter=None, equipment_id=None, item_id=line.items["tube"], lot_id=line.lots["TUBE-2"]
    )
    plant.ok(DeclineImprovement(improvement_id=proposed), actor=DECIDER, reason=WHY)
    looked_from = desk.opened(line.lots["TUBE-2"], parameter="TEMP")
    case = f"ncr_{looked_from}"
    with plant.reader() as reader:
        found = similar_cases(reader, subjects_of(reader, case), "TEMP", besides=case)
    item = f"itm_{line.items['tube']}"
    assert [(each.case, each.shared, each.parameter) for each in found] == [
        (f"ipr_{proposed}", (item,), None),
        (f"prv_{reviewed}", (), "TEMP"),
        (f"ncr_{closed}", (item,), None),
    ]
    assert [each.outcome for each in found] == [WHY, None, "Supplier sorts by length"]


def test_what_runs_about_a_thing_is_known_to_who_opens_by_a_rule(desk: Desk) -> None:
    press = f"eqp_{desk.line.press}"
    first, second = desk.reviewed(), desk.reviewed(parameter="P")
    ended = desk.proposed()
    desk.plant.ok(DeclineImprovement(improvement_id=ended), actor=DECIDER, reason=WHY)
    with desk.plant.reader() as reader:
        every = [each.id for each in open_cases_about(reader, press)]
        of_one = [each.id for each in open_cases_about(reader, press, "T")]
    assert (every, of_one) == ([first, second], [first])
