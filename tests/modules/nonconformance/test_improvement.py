"""Process reviews and improvement proposals, and the change orders that come of them."""

import pytest

from lotproof.modules.changes.commands import DraftChange, ObjectGiven, WithdrawChange
from lotproof.modules.changes.queries import ChangeOrder, objects
from lotproof.modules.changes.vocabulary import (
    ChangeOrderId,
    ChangeSource,
    ChangeState,
    ChangeType,
)
from lotproof.modules.nonconformance.commands_improvement import (
    AcceptImprovement,
    BeginReview,
    ConcludeReview,
    DeclineImprovement,
    LinkChange,
    RecordOutcome,
    StartChange,
)
from lotproof.modules.nonconformance.figures import without_proposal
from lotproof.modules.nonconformance.vocabulary import (
    Effectiveness,
    ImprovementId,
    ImprovementState,
    ReviewId,
    ReviewState,
)
from lotproof.modules.people.vocabulary import UserId
from tests.modules.changes.board import ENGINEER, QUALITY
from tests.modules.nonconformance.desk import DECIDER, FINDER, SOON, WHY, Desk

pytestmark = pytest.mark.clause("ISO 13485 §8.5.1")


def concluding(review_id: ReviewId, *, needs_change: bool = True) -> ConcludeReview:
    return ConcludeReview(
        review_id=review_id,
        effectiveness=Effectiveness.INEFFECTIVE,
        needs_change=needs_change,
        conclusion="The window is too wide for thin tubes",
    )


def accepting(improvement_id: ImprovementId) -> AcceptImprovement:
    return AcceptImprovement(
        improvement_id=improvement_id, owner_id=UserId.parse(ENGINEER), due_on=SOON
    )


def outcome(improvement_id: ImprovementId) -> RecordOutcome:
    return RecordOutcome(
        improvement_id=improvement_id, outcome="No weak seal in 6 lots", has_helped=True
    )


# --- process review -----------------------------------------------------------------------------


def test_a_process_is_reviewed_and_concluded_with_a_signature(desk: Desk) -> None:
    assert ConcludeReview.SPEC.signs is not None
    review_id = desk.reviewed()
    assert (desk.review(review_id).number, desk.review(review_id).state) == (
        "PR-2026-0001",
        ReviewState.OPEN,
    )
    desk.plant.refused("wrong_state", concluding(review_id))
    desk.plant.ok(BeginReview(review_id=review_id), actor=ENGINEER)
    desk.plant.refused("wrong_state", BeginReview(review_id=review_id))
    desk.plant.ok(concluding(review_id), actor=QUALITY)
    found = desk.review(review_id)
    assert (found.state, found.begun_by, found.concluded_by, found.needs_change) == (
        ReviewState.CONCLUDED,
        ENGINEER,
        QUALITY,
        True,
    )
    desk.plant.refused("wrong_state", concluding(review_id))
    desk.plant.check()


def test_a_review_that_asks_for_a_change_waits_for_a_proposal(desk: Desk) -> None:
    wanting, content = desk.reviewed(), desk.reviewed()
    for review_id, needs_change in ((wanting, True), (content, False)):
        desk.plant.ok(BeginReview(review_id=review_id))
        desk.plant.ok(concluding(review_id, needs_change=needs_change))
    with desk.plant.reader() as reader:
        assert without_proposal(reader, 9) == [wanting]
    desk.proposed(review_id=wanting)
    with desk.plant.reader() as reader:
        assert without_proposal(reader, 9) == []


def test_what_a_case_comes_from_is_there(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    plant.refused("not_found", desk.reviewing(report_id=9))
    plant.refused("not_found", desk.proposing(report_id=9))
    plant.refused("not_found", desk.proposing(review_id=9))
    plant.refused("not_found", desk.proposing(revision="rtg_99"))
    nothing = {"parameter": None, "equipment_id": None}
    plant.refused("case_about_nothing", desk.reviewing(**nothing))
    plant.refused("case_about_nothing", desk.proposing(**nothing))
    plant.refused("one_owner", desk.reviewing(owner_id=None))
    plant.refused("one_owner", desk.proposing(owner_id=None))


# --- improvement --------------------------------------------------------------------------------


def test_from_the_proposal_to_the_measured_outcome(desk: Desk) -> None:
    """The change order is drafted from the proposal, and decided like any other."""
    plant, board = desk.plant, desk.board
    routing = board.routing_now()
    improvement_id = desk.proposed(revision=routing)
    assert desk.improvement(improvement_id).number == "IP-2026-0001"
    start = StartChange(
        improvement_id=improvement_id,
        type=ChangeType.PROCESS_PARAMETER,
        title="Narrower temperature",
    )
    plant.refused("wrong_state", start, actor=ENGINEER)
    plant.refused("own_proposal", accepting(improvement_id), actor=FINDER)
    plant.ok(accepting(improvement_id), actor=DECIDER)
    receipt = plant.ok(start, actor=ENGINEER)
    assert [each["kind"] for each in receipt.events] == [
        "nonconformance.change_requested/1",
        "changes.change_drafted/1",
        "nonconformance.improvement_started/1",
    ]
    started = desk.improvement(improvement_id)
    assert started.state is ImprovementState.STARTED
    assert started.change_order_id is not None
    order_id = ChangeOrderId(started.change_order_id)
    with plant.reader() as reader:
        order = reader.get(ChangeOrder, order_id)
        listed = [each.current for each in objects(reader, order_id)]
    assert (order.origin, order.source_record) == (ChangeSource.IMPROVEMENT, "IP-2026-0001")
    assert "180 °C ± 2" in order.description
    assert "182 °C ± 1" in order.description
    assert listed == [routing]
    plant.refused("change_not_released", outcome(improvement_id), actor=ENGINEER)
    plant.check()


def test_an_outcome_is_measured_once_the_change_is_released(sqlite_desk: Desk) -> None:
    desk, plant, board = sqlite_desk, sqlite_desk.plant, sqlite_desk.board
    improvement_id = desk.proposed()
    listed = ObjectGiven(current=f"itm_{desk.line.items['catheter']}", note="storage")
    order_id = board.until_implementing(listed)
    link = LinkChange(improvement_id=improvement_id, change_order_id=order_id)
    plant.refused("wrong_state", link)
    plant.ok(accepting(improvement_id), actor=DECIDER)
    plant.ok(link, actor=ENGINEER)
    plant.refused("wrong_state", link)
    board.verify(order_id)
    plant.refused("change_not_released", outcome(improvement_id), actor=ENGINEER)
    board.release(order_id)
    assert board.state(order_id) is ChangeState.RELEASED
    plant.ok(outcome(improvement_id), actor=ENGINEER)
    done = desk.improvement(improvement_id)
    assert (done.state, done.has_helped, done.done_by) == (ImprovementState.DONE, True, ENGINEER)
    decline = DeclineImprovement(improvement_id=improvement_id)
    plant.refused("wrong_state", decline, reason=WHY)
    plant.check()


def test_a_change_order_that_names_the_proposal_carries_it_out(sqlite_desk: Desk) -> None:
    """Whoever drafts it by hand gives the number as source; another number links nothing."""
    desk, plant = sqlite_desk, sqlite_desk.plant
    improvement_id = desk.proposed()
    plant.ok(accepting(improvement_id), actor=DECIDER)
    other = DraftChange(**(desk.board.drafting().given() | {"source_record": "IP-2026-0099"}))
    plant.ok(other, actor=ENGINEER)
    assert desk.improvement(improvement_id).state is ImprovementState.ACCEPTED
    named = DraftChange(**(desk.board.drafting().given() | {"source_record": "IP-2026-0001"}))
    plant.ok(named, actor=ENGINEER)
    assert desk.improvement(improvement_id).state is ImprovementState.STARTED
    # A second one with the number is a change of its own.
    plant.ok(named, actor=ENGINEER)
    plant.check()


def test_a_change_that_was_given_up_carries_nothing_out(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    improvement_id = desk.proposed()
    plant.ok(accepting(improvement_id), actor=DECIDER)
    order_id = desk.board.draft()
    plant.ok(WithdrawChange(change_order_id=order_id), actor=ENGINEER, reason=WHY)
    link = LinkChange(improvement_id=improvement_id, change_order_id=order_id)
    plant.refused("change_ended", link)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_a_proposal_is_declined_with_a_reason_until_it_is_measured(
    sqlite_desk: Desk, steps: int
) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    improvement_id = desk.proposed()
    if steps > 0:
        plant.ok(accepting(improvement_id), actor=DECIDER)
    if steps > 1:
        order_id = desk.board.draft()
        plant.ok(LinkChange(improvement_id=improvement_id, change_order_id=order_id))
    decline = DeclineImprovement(improvement_id=improvement_id)
    plant.refused("reason_missing", decline, actor=DECIDER)
    plant.ok(decline, actor=DECIDER, reason=WHY)
    found = desk.improvement(improvement_id)
    assert (found.state, found.ended_because) == (ImprovementState.DECLINED, WHY)
    plant.refused("wrong_state", accepting(improvement_id), actor=DECIDER)


def test_who_accepts_names_an_owner_who_is_there(sqlite_desk: Desk) -> None:
    desk, plant = sqlite_desk, sqlite_desk.plant
    improvement_id = desk.proposed(owner_id=None, owner_role_id=desk.board.roles["plan"])
    nobody = AcceptImprovement(improvement_id=improvement_id, owner_id=UserId(99), due_on=SOON)
    plant.refused("not_found", nobody, actor=DECIDER)
    plant.ok(accepting(improvement_id), actor=DECIDER)
    found = desk.improvement(improvement_id)
    assert (found.owner_id, found.owner_role_id) == (UserId.parse(ENGINEER), None)
