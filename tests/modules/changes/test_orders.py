"""The life of a change order, and what is missing at each state."""

from datetime import date

import pytest

from lotproof.modules.changes import commands
from lotproof.modules.changes.commands import ObjectGiven
from lotproof.modules.changes.commands_execution import (
    CancelTask,
    CloseChange,
    FinishTask,
    PlanTask,
    ReleaseChange,
    ReviewChange,
    VerifyChange,
)
from lotproof.modules.changes.queries import Approval, ChangeOrder, Question, snapshot
from lotproof.modules.changes.vocabulary import (
    ChangeClass,
    ChangeState,
    EffectivePoint,
    ImpactArea,
    ImpactGroup,
    QuestionId,
    Registration,
    Verdict,
)
from lotproof.modules.items.commands import MakeBomEffective
from lotproof.modules.items.vocabulary import BomId
from lotproof.modules.people.commands import DeactivateUser
from lotproof.modules.people.vocabulary import UserId
from tests.modules.changes.board import ENGINEER, PLANNING, QUALITY, TODAY, WORKER, Board

pytestmark = pytest.mark.clause("ISO 13485 §7.3.9")


@pytest.mark.clause("EU GMP Annex 11 §10")
def test_a_change_from_its_request_to_its_end(board: Board) -> None:
    board.begin()
    proposed = board.draft_bom()
    former = board.bom_now()
    order = board.draft(ObjectGiven(proposed=proposed))
    board.submit(order)
    board.triage(order, ChangeClass.MAJOR)
    board.assess(order, registration=Registration.FILING)
    assert set(board.waiting(order)) == {"quality", "plan", "regulatory"}
    board.approve(order, "plan")
    board.approve(order, "quality")
    board.approve(order, "regulatory")
    assert board.state(order) is ChangeState.APPROVED
    task = board.task(order)
    board.implement(order)
    make = MakeBomEffective(bom_id=BomId.parse(proposed))
    board.plant.refused(
        "change_incomplete",
        VerifyChange(change_order_id=order, verification="seen"),
        actor=QUALITY,
    )
    board.plant.refused(
        "not_task_owner",
        FinishTask(change_task_id=task, evidence="list"),
        actor=QUALITY,
    )
    board.plant.ok(FinishTask(change_task_id=task, evidence="list 3"), actor=WORKER)
    board.verify(order)
    board.plant.refused(
        "registration_reference_missing",
        ReleaseChange(change_order_id=order),
        actor=QUALITY,
    )
    board.release(order, registration_reference="国械备20260001")
    board.plant.refused(
        "change_incomplete",
        ReviewChange(change_order_id=order, review="good"),
        actor=QUALITY,
    )
    board.plant.ok(make, actor=QUALITY)
    assert (board.bom_now(), former) == (proposed, "bom_1")
    board.plant.ok(ReviewChange(change_order_id=order, review="good"), actor=QUALITY)
    board.plant.ok(CloseChange(change_order_id=order), actor=QUALITY)
    assert board.state(order) is ChangeState.CLOSED
    board.plant.check()


def test_numbers_say_the_year(sqlite_board: Board) -> None:
    order = sqlite_board.draft()
    with sqlite_board.plant.reader() as reader:
        assert reader.get(ChangeOrder, order).number == "CCR-2026-001"


def test_a_request_lists_something_and_says_from_when(sqlite_board: Board) -> None:
    order = sqlite_board.draft(effective_on=None)
    sqlite_board.plant.refused(
        "change_incomplete", commands.SubmitChange(change_order_id=order), actor=ENGINEER
    )


def test_what_is_in_force_is_listed_with_what_takes_its_place(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.draft(ObjectGiven(proposed=board.draft_bom()))
    refused = board.plant.refused(
        "listed_elsewhere", board.drafting(ObjectGiven(current=board.bom_now())), actor=ENGINEER
    )
    assert "CCR-2026-001" in str(refused.message)
    board.plant.ok(
        commands.WithdrawChange(change_order_id=order), actor=ENGINEER, reason="not needed"
    )
    board.draft(ObjectGiven(current=board.bom_now()))


def test_only_what_is_under_control_is_listed(sqlite_board: Board) -> None:
    board = sqlite_board
    for code, given in (
        ("not_under_control", ObjectGiven(current="wor_1")),
        ("not_found", ObjectGiven(current="bom_99")),
        ("object_missing", ObjectGiven(note="something")),
        ("other_family", ObjectGiven(current="bom_2", proposed=board.draft_bom("C"))),
    ):
        board.plant.refused(code, board.drafting(given), actor=ENGINEER)


def test_an_object_is_struck_until_the_assessment(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.draft(ObjectGiven(current="bom_1"))
    made = board.plant.ok(
        commands.ListObject(change_order_id=order, current="rtg_1"), actor=ENGINEER
    )
    del made
    with board.plant.reader() as reader:
        from lotproof.modules.changes.queries import objects

        listed = objects(reader, order)
    assert [each.current for each in listed] == ["bom_1", "rtg_1"]
    board.plant.ok(
        commands.StrikeObject(changed_object_id=listed[1].id), actor=ENGINEER, reason="slip"
    )
    board.submit(order)
    board.triage(order)
    board.assess(order)
    board.plant.refused(
        "wrong_state",
        commands.ListObject(change_order_id=order, current="rtg_1"),
        actor=ENGINEER,
    )


def test_every_question_is_answered(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.triage(order)
    board.answer(order, leave_out=1)
    refused = board.plant.refused("change_incomplete", board.completing(order), actor=ENGINEER)
    assert "PERF-1" in str(refused.message)
    board.answer(order)
    board.plant.ok(board.completing(order), actor=ENGINEER)


@pytest.mark.parametrize(
    ("code", "question", "text"),
    [("invalid_input", 1, "  "), ("not_found", 99, "nothing of the kind")],
    ids=["nothing_said", "nothing_asked"],
)
def test_only_what_is_asked_is_answered_and_with_something(
    sqlite_board: Board, code: str, question: int, text: str
) -> None:
    board = sqlite_board
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.triage(order)
    answer = commands.AnswerGiven(
        question_id=QuestionId(question), verdict=Verdict.NOT_APPLICABLE, text=text
    )
    board.plant.refused(
        code,
        commands.AnswerQuestions(change_order_id=order, answers=[answer]),
        actor=ENGINEER,
    )


def test_tasks_are_for_people_who_are_there(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.until_implementing(ObjectGiven(current="bom_1"))
    worker = UserId.parse(WORKER)
    board.plant.ok(DeactivateUser(user_id=worker), actor="usr_90", reason="left")
    board.plant.refused(
        "not_found",
        PlanTask(change_order_id=order, title="Train", owner_id=worker, due_on=TODAY),
        actor=ENGINEER,
    )


def test_control_does_not_begin_without_a_checklist(sqlite_board: Board) -> None:
    board = sqlite_board
    with board.plant.reader() as reader:
        asked = reader.find(Question)
    for each in asked:
        board.plant.ok(commands.RetireQuestion(question_id=each.id), reason="other questions")
    refused = board.plant.refused("nothing_to_control_with", commands.BeginControl(), actor=QUALITY)
    assert refused.message is not None
    assert "a checklist" in refused.message["en"]


def test_a_question_of_the_plants_own_is_asked_of_its_type(sqlite_board: Board) -> None:
    board = sqlite_board
    added = board.plant.ok(
        commands.AddQuestion(
            code="OWN-1", area=ImpactArea.STOCK, text="Old tube?", text_zh="旧管如何处理？"
        )
    )
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.triage(order)
    board.answer(order, leave_out=15)
    board.plant.refused("change_incomplete", board.completing(order), actor=ENGINEER)
    board.plant.ok(
        commands.RetireQuestion(question_id=QuestionId.parse(added.value("question_id"))),
        reason="no stock left",
    )
    board.plant.refused("checklist_adopted_already", commands.AdoptChecklist())


def test_what_is_touched_is_kept_and_compared(board: Board) -> None:
    planned = board.line.plan()
    order = board.draft(ObjectGiven(proposed=board.draft_bom()))
    board.submit(order)
    board.triage(order)
    board.assess(order)
    with board.plant.reader() as reader:
        then = {each.topic: each.subjects for each in snapshot(reader, order)}
    assert then == {
        ImpactGroup.BOMS: ["bom_1"],
        ImpactGroup.ROUTINGS: ["rtg_1"],
        ImpactGroup.WORK_ORDERS: [f"wor_{planned}"],
    }
    for _ in range(3):
        board.line.plan()
    approval = board.waiting(order)["quality"]
    refused = board.plant.refused(
        "impact_grown", commands.ApproveChange(approval_id=approval), actor=QUALITY
    )
    assert refused.message is not None
    assert "3 open work orders" in refused.message["en"]
    board.approve(order, has_seen_growth=True)
    with board.plant.reader() as reader:
        assert reader.get(Approval, approval).grown == ["work_orders +3"]


def test_a_component_touches_what_it_goes_into(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.draft(ObjectGiven(current="itm_1"))
    board.submit(order)
    board.triage(order)
    board.assess(order)
    with board.plant.reader() as reader:
        then = {each.topic: each.subjects for each in snapshot(reader, order)}
    assert then[ImpactGroup.BOMS] == ["bom_1", "bom_2"]
    tubes = {f"lot_{board.line.lots[name]}" for name in ("TUBE-1", "TUBE-2")}
    assert set(then[ImpactGroup.STOCK]) == tubes


def test_approvals_are_by_role_in_order_and_by_others(board: Board) -> None:
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.plant.refused(
        "own_change",
        commands.TriageChange(change_order_id=order, risk_class=ChangeClass.MAJOR, risk="x"),
        actor=ENGINEER,
    )
    board.triage(order, ChangeClass.MAJOR)
    board.assess(order, registration=Registration.CHANGE)
    asked = board.waiting(order)
    for code, role, actor in (
        ("own_change", "quality", ENGINEER),
        ("not_in_role", "quality", PLANNING),
        ("not_in_role", "quality", "sys_api"),
        ("not_your_turn", "regulatory", QUALITY),
    ):
        board.plant.refused(code, commands.ApproveChange(approval_id=asked[role]), actor=actor)
    board.approve(order, "quality")
    board.plant.refused(
        "wrong_state", commands.ApproveChange(approval_id=asked["quality"]), actor=QUALITY
    )
    board.plant.ok(
        commands.RefuseApproval(approval_id=asked["plan"]), actor=PLANNING, reason="not now"
    )
    assert board.state(order) is ChangeState.REJECTED
    assert board.waiting(order) == {}


def test_two_approvals_are_two_persons(sqlite_board: Board) -> None:
    board = sqlite_board
    from lotproof.modules.people.commands import GrantRole

    board.plant.ok(
        GrantRole(user_id=UserId.parse(QUALITY), role_id=board.roles["plan"]), actor="usr_90"
    )
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.triage(order, ChangeClass.MAJOR)
    board.assess(order)
    asked = board.waiting(order)
    board.approve(order, "quality")
    board.plant.refused(
        "approved_by_you_already",
        commands.ApproveChange(approval_id=asked["plan"]),
        actor=QUALITY,
    )


def test_a_deferred_change_is_assessed_anew(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.triage(order)
    board.assess(order)
    board.plant.ok(commands.DeferChange(change_order_id=order), actor=QUALITY, reason="later")
    assert board.waiting(order) == {}
    board.plant.ok(commands.ResumeChange(change_order_id=order), actor=QUALITY)
    board.triage(order)
    board.plant.ok(board.completing(order), actor=ENGINEER)
    board.approve(order)
    assert board.state(order) is ChangeState.APPROVED


def test_a_change_is_rejected_with_its_reason(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.plant.ok(commands.RejectChange(change_order_id=order), actor=QUALITY, reason="too dear")
    with board.plant.reader() as reader:
        assert reader.get(ChangeOrder, order).ended_because == "too dear"


def test_a_class_without_approvers_approves_nothing(sqlite_board: Board) -> None:
    board = sqlite_board
    from lotproof.modules.changes.queries import ApproverRule

    with board.plant.reader() as reader:
        rules = reader.find(ApproverRule, risk_class=ChangeClass.CRITICAL)
    for rule in rules:
        board.plant.ok(commands.RetireApprover(approver_rule_id=rule.id), reason="re-organised")
    order = board.draft(ObjectGiven(current="bom_1"))
    board.submit(order)
    board.triage(order, ChangeClass.CRITICAL)
    board.answer(order)
    board.plant.refused("no_approvers", board.completing(order), actor=ENGINEER)
    board.plant.refused("nothing_to_control_with", commands.BeginControl(), actor=QUALITY)


def test_a_cancelled_task_says_why(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.until_implementing(ObjectGiven(current="bom_1"))
    task = board.task(order)
    board.plant.ok(CancelTask(change_task_id=task), actor=ENGINEER, reason="no shift")
    assert board.open_tasks(order) == 0
    board.verify(order)


def test_a_release_says_from_when(sqlite_board: Board) -> None:
    board = sqlite_board
    order = board.until_implementing(
        ObjectGiven(proposed=board.draft_bom()),
        effective_point=EffectivePoint.WORK_ORDER,
        effective_on=None,
    )
    board.verify(order)
    board.plant.refused(
        "change_incomplete",
        ReleaseChange(change_order_id=order),
        actor=QUALITY,
    )
    board.release(order, effective_with="WO-000007")


def test_a_version_waits_for_the_day_of_the_release(sqlite_board: Board) -> None:
    board = sqlite_board
    board.begin()
    proposed = board.draft_bom()
    order = board.until_implementing(ObjectGiven(proposed=proposed))
    board.verify(order)
    board.release(order, effective_on=date(2026, 3, 10))
    make = MakeBomEffective(bom_id=BomId.parse(proposed))
    board.plant.refused("change_not_yet_effective", make, actor=QUALITY)
    board.plant.clock.advance(days=8)
    board.plant.ok(make, actor=QUALITY)
