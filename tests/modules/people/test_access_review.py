"""Periodic review of who holds what: every line decided by the responsible, closed once."""

from collections.abc import Iterator

import pytest

from lotproof.modules.people.authority import CONSOLE
from lotproof.modules.people.commands import RevokeRole
from lotproof.modules.people.commands_access import (
    CloseAccessReview,
    DecideAccessLine,
    Delegate,
    OpenAccessReview,
)
from lotproof.modules.people.queries import (
    AccessReview,
    AccessReviewLine,
    Delegation,
    roles_of,
)
from lotproof.modules.people.records_access import AccessPolicy
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import (
    AccessReviewId,
    DelegationState,
    LineDecision,
    ReviewState,
    Verdict,
)
from tests.modules.people.helpers import WHY, employ, in_days
from tests.support.plant import Plant

BUY, SELL = "items.item.register", "items.item.retire"
QUALITY = UserId(1)
REVIEW = AccessReviewId(1)
OPEN = OpenAccessReview(responsible_id=QUALITY)


@pytest.fixture
def staffed(plant: Plant) -> Iterator[Plant]:
    """Give a site with usr_1 who is responsible, a buyer, and the seller as their deputy."""
    employ(plant, "quality", "people.review.decide")
    employ(plant, "buyer", BUY)
    employ(plant, "seller", SELL)
    given = Delegate(deputy_id=UserId(3), permissions=[BUY], valid_until=in_days(plant, 5))
    plant.ok(given, actor="usr_2", reason=WHY)
    yield plant
    plant.check()


def deciding(position: int, decision: Verdict = Verdict.CONFIRM) -> DecideAccessLine:
    return DecideAccessLine(review_id=REVIEW, position=position, decision=decision)


@pytest.mark.clause("21 CFR 11.300(b)")
@pytest.mark.clause("EU GMP Annex 11 §12.3")
def test_review_lists_who_holds_what_and_carries_out_what_is_decided(staffed: Plant) -> None:
    staffed.ok(OPEN, actor=CONSOLE)
    with staffed.reader() as reader:
        lines = reader.find(AccessReviewLine, review_id=REVIEW)
        held = [(line.user_id, line.role_id, line.delegation_id) for line in lines]
        assert held == [(1, 1, None), (2, 2, None), (3, 3, None), (3, None, 1)]
        assert reader.get(AccessReview, REVIEW).line_count == 4
    staffed.refused("review_open", OPEN, actor=CONSOLE)
    close = CloseAccessReview(review_id=REVIEW)
    staffed.refused("lines_open", close, actor="usr_1")
    staffed.ok(deciding(2, Verdict.REVOKE), actor="usr_1")
    staffed.ok(deciding(3), actor="usr_1")
    staffed.ok(deciding(4, Verdict.REVOKE), actor="usr_1")
    staffed.ok(deciding(1), actor="usr_3")
    staffed.refused("not_responsible", close, actor="usr_3")
    staffed.ok(close, actor="usr_1")
    staffed.refused("wrong_state", close, actor="usr_1")
    staffed.refused("wrong_state", deciding(3), actor="usr_1")
    with staffed.reader() as reader:
        review = reader.get(AccessReview, REVIEW)
        assert (review.state, review.revoked_count) == (ReviewState.CLOSED, 2)
        assert roles_of(reader, UserId(2)) == []
        assert [role.id for role in roles_of(reader, UserId(3))] == [3]
        assert reader.get(Delegation, 1).state is DelegationState.ENDED
        due = reader.get(AccessPolicy, 1).next_review_on
        assert due is not None
        assert (due - reader.today).days == 180
    staffed.ok(OPEN, actor=CONSOLE)


def test_the_responsible_decides_and_somebody_else_about_them(staffed: Plant) -> None:
    staffed.ok(OPEN, actor=CONSOLE)
    staffed.refused("own_review", deciding(1), actor="usr_1")
    staffed.refused("own_review", deciding(2), actor="usr_2")
    staffed.refused("own_review", deciding(2), actor="usr_9", behalf="usr_2")
    staffed.refused("not_responsible", deciding(2), actor="usr_3")
    staffed.ok(deciding(2, Verdict.REVOKE), actor="usr_1")
    staffed.ok(deciding(2), actor="usr_1")
    with staffed.reader() as reader:
        assert reader.get(AccessReviewLine, REVIEW, 2).decision is LineDecision.CONFIRMED
    staffed.refused("not_found", deciding(99), actor="usr_1")


def test_what_is_gone_already_is_not_taken_away_again(staffed: Plant) -> None:
    staffed.ok(OPEN, actor=CONSOLE)
    staffed.ok(RevokeRole(user_id=UserId(2), role_id=RoleId(2)), actor=CONSOLE, reason=WHY)
    for position in (2, 3, 4):
        staffed.ok(deciding(position, Verdict.REVOKE), actor="usr_1")
    staffed.ok(deciding(1), actor="usr_2")
    staffed.ok(CloseAccessReview(review_id=REVIEW), actor="usr_1")
    with staffed.reader() as reader:
        assert reader.get(AccessReview, REVIEW).revoked_count == 2


def test_a_plant_without_roles_has_nothing_to_review(sqlite_plant: Plant) -> None:
    employ(sqlite_plant, "alone")
    sqlite_plant.refused("nothing_to_review", OPEN, actor=CONSOLE)
