"""A review that is overdue becomes a task, once, and the review finishes it."""

from lotproof.kernel.site import Task, TaskState
from lotproof.modules.people.authority import CLOCK, RoleAuthority
from lotproof.modules.people.commands_access import (
    CloseAccessReview,
    DecideAccessLine,
    OpenAccessReview,
    RemindAccessReview,
    RemindEmergencyReview,
    ReviewEmergency,
    TakeEmergencyRole,
)
from lotproof.modules.people.due import unclosed_reviews, unreviewed_emergencies
from lotproof.modules.people.vocabulary import RoleId, UserId
from lotproof.modules.people.vocabulary_access import (
    AccessReviewId,
    EmergencyId,
    EmergencyVerdict,
    Verdict,
)
from tests.modules.people.helpers import WHY, define_emergency, employ, grant
from tests.support.plant import Plant


def test_an_emergency_that_nobody_reviews_becomes_a_task(plant: Plant) -> None:
    grant(plant, employ(plant, "li"), define_emergency(plant, "standby", "items.item.register"))
    plant.ok(TakeEmergencyRole(role_id=RoleId(1)), actor="usr_1", reason=WHY)
    remind = RemindEmergencyReview(emergency_id=EmergencyId(1))
    plant.refused("review_not_overdue", remind, actor=CLOCK)
    plant.clock.advance(days=5)
    plant.executor.authority = RoleAuthority()
    with plant.reader() as reader:
        assert list(unreviewed_emergencies(reader)) == [remind]
    plant.ok(remind, actor=CLOCK)
    plant.refused("review_not_overdue", remind, actor=CLOCK)
    with plant.reader() as reader:
        assert list(unreviewed_emergencies(reader)) == []
        codes = [task.code for task in reader.find(Task, state=TaskState.OPEN)]
        assert codes == ["emergency_to_be_reviewed", "emergency_review_overdue"]
    reviewer = employ(plant, "qa", "people.emergency.review")
    review = ReviewEmergency(
        emergency_id=EmergencyId(1), verdict=EmergencyVerdict.JUSTIFIED, remark="late"
    )
    plant.ok(review, actor=UserId.text(reviewer))
    with plant.reader() as reader:
        assert reader.find(Task, state=TaskState.OPEN) == []
    plant.check()


def test_an_access_review_that_nobody_closes_becomes_a_task(plant: Plant) -> None:
    employ(plant, "qa", "people.review.decide")
    employ(plant, "li", "items.item.register")
    plant.ok(OpenAccessReview(responsible_id=UserId(1)))
    remind = RemindAccessReview(review_id=AccessReviewId(1))
    plant.refused("review_not_overdue", remind, actor=CLOCK)
    plant.clock.advance(days=31)
    with plant.reader() as reader:
        assert list(unclosed_reviews(reader)) == [remind]
    plant.ok(remind, actor=CLOCK)
    with plant.reader() as reader:
        assert list(unclosed_reviews(reader)) == []
    for position, actor in ((1, "usr_2"), (2, "usr_1")):
        decide = DecideAccessLine(
            review_id=AccessReviewId(1), position=position, decision=Verdict.CONFIRM
        )
        plant.ok(decide, actor=actor)
    plant.ok(CloseAccessReview(review_id=AccessReviewId(1)), actor="usr_1")
    with plant.reader() as reader:
        assert reader.find(Task, state=TaskState.OPEN) == []
    plant.check()
