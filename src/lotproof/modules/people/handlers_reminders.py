"""How overdue reviews become tasks."""

from lotproof.kernel.clock import text
from lotproof.kernel.registry import handles
from lotproof.kernel.safety import add_task
from lotproof.kernel.site import TASK_LIFE, Task, TaskId, TaskState
from lotproof.kernel.text import t
from lotproof.kernel.work import Work
from lotproof.modules.people.commands_access import RemindAccessReview, RemindEmergencyReview
from lotproof.modules.people.events_access import AccessReviewOverdue, EmergencyReviewOverdue
from lotproof.modules.people.records_access import AccessReview, Emergency
from lotproof.modules.people.rules_access import NotOverdue
from lotproof.modules.people.vocabulary import UserId
from lotproof.modules.people.vocabulary_access import (
    EMERGENCY_LIFE,
    REVIEW_LIFE,
    AccessReviewId,
    EmergencyId,
    EmergencyState,
    ReviewState,
)

EMERGENCY_OVERDUE = "emergency_review_overdue"
ACCESS_OVERDUE = "access_review_overdue"
_EMERGENCY = t(
    "What {user} did in an emergency was to be reviewed by {due}",
    "{user} 的应急操作应于 {due} 前复核，现已逾期",
)
_ACCESS = t(
    "The access review by {user} was due on {due}",
    "{user} 负责的权限复核应于 {due} 前完成，现已逾期",
)


@handles(RemindEmergencyReview, emits=(EmergencyReviewOverdue,))
def remind_emergency_review(command: RemindEmergencyReview, work: Work) -> None:
    taken = work.take(Emergency, command.emergency_id)
    which = EmergencyId.text(taken.id)
    EMERGENCY_LIFE.require(which, taken.state, EmergencyState.TO_BE_REVIEWED)
    if taken.overdue_task_id is not None or work.now < taken.review_due_at:
        raise NotOverdue(which=which)
    detail = _EMERGENCY.fill(user=UserId.text(taken.user_id), due=text(taken.review_due_at))
    taken.overdue_task_id = TaskId(add_task(work, which, EMERGENCY_OVERDUE, detail).id)
    work.record(EmergencyReviewOverdue(emergency_id=taken.id))


@handles(RemindAccessReview, emits=(AccessReviewOverdue,))
def remind_access_review(command: RemindAccessReview, work: Work) -> None:
    review = work.take(AccessReview, command.review_id)
    which = AccessReviewId.text(review.id)
    REVIEW_LIFE.require(which, review.state, ReviewState.OPEN)
    if review.overdue_task_id is not None or work.today <= review.due_on:
        raise NotOverdue(which=which)
    detail = _ACCESS.fill(user=UserId.text(review.responsible_id), due=review.due_on.isoformat())
    review.overdue_task_id = TaskId(add_task(work, which, ACCESS_OVERDUE, detail).id)
    work.record(AccessReviewOverdue(review_id=review.id))


def finish_task(work: Work, task_id: TaskId | None, outcome: str) -> None:
    """What the task asked for is done; somebody may have finished it already."""
    task = None if task_id is None else work.take(Task, task_id)
    if task is not None and task.state is TaskState.OPEN:
        task.state = TASK_LIFE.move(TaskId.text(task.id), task.state, TaskState.DONE)
        task.done_at, task.outcome = work.now, outcome
