"""What the program says by itself: that a review is overdue."""

from collections.abc import Iterator

from sqlalchemy import bindparam, select

from lotproof.kernel.database import Statement
from lotproof.kernel.due import due
from lotproof.kernel.reader import Reader
from lotproof.kernel.registry import Command
from lotproof.modules.people.commands_access import RemindAccessReview, RemindEmergencyReview
from lotproof.modules.people.records_access import AccessReview, Emergency
from lotproof.modules.people.vocabulary_access import (
    AccessReviewId,
    EmergencyId,
    EmergencyState,
    ReviewState,
)

_EMERGENCY, _REVIEW = Emergency.KIND.table, AccessReview.KIND.table

_UNREVIEWED: Statement[Emergency] = Statement(
    select(_EMERGENCY.c.id)
    .where(_EMERGENCY.c.state == EmergencyState.TO_BE_REVIEWED.value)
    .where(_EMERGENCY.c.review_due_at <= bindparam("now"))
    .where(_EMERGENCY.c.overdue_task_id.is_(None))
    .order_by(_EMERGENCY.c.id)
)
_UNCLOSED: Statement[AccessReview] = Statement(
    select(_REVIEW.c.id)
    .where(_REVIEW.c.state == ReviewState.OPEN.value)
    .where(_REVIEW.c.due_on < bindparam("today"))
    .where(_REVIEW.c.overdue_task_id.is_(None))
    .order_by(_REVIEW.c.id)
)


@due("people.emergency_reviewed")
def unreviewed_emergencies(reader: Reader) -> Iterator[Command]:
    """Emergency access that nobody has reviewed in time, and of which there is no task yet."""
    for (number,) in reader.rows(_UNREVIEWED, now=reader.now):
        yield RemindEmergencyReview(emergency_id=EmergencyId(number))


@due("people.access_reviewed")
def unclosed_reviews(reader: Reader) -> Iterator[Command]:
    """Access reviews that nobody has closed in time, and of which there is no task yet."""
    for (number,) in reader.rows(_UNCLOSED, today=reader.today.isoformat()):
        yield RemindAccessReview(review_id=AccessReviewId(number))
