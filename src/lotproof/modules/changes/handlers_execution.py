"""How changes are carried out, verified, released, reviewed and rolled back."""

from lotproof.kernel.refusals import NotFound
from lotproof.kernel.registry import handles
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Work
from lotproof.modules.changes import rules
from lotproof.modules.changes.beginning import require_first_order
from lotproof.modules.changes.commands_execution import (
    BeginImplementation,
    CancelTask,
    CloseChange,
    FinishTask,
    PlanTask,
    ReleaseChange,
    ReviewChange,
    RollBackChange,
    VerifyChange,
)
from lotproof.modules.changes.events import ChangeMoved, TaskEnded, TaskPlanned
from lotproof.modules.changes.handlers import move, require_number_asked, require_other
from lotproof.modules.changes.queries import not_in_force, objects, overdue_tasks, tasks
from lotproof.modules.changes.records import ChangeOrder, ChangeTask
from lotproof.modules.changes.vocabulary import (
    CHANGE_LIFE,
    TASK_LIFE,
    ChangeState,
    ChangeTaskId,
    EffectivePoint,
    Registration,
    TaskState,
)
from lotproof.modules.people.queries import User
from lotproof.modules.people.vocabulary import UserId, UserState


@handles(PlanTask, emits=(TaskPlanned,))
def plan_task(command: PlanTask, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(
        order.number,
        order.state,
        ChangeState.TRIAGED,
        ChangeState.ASSESSED,
        ChangeState.APPROVED,
        ChangeState.IMPLEMENTING,
    )
    if work.rely(User, command.owner_id).state is not UserState.ACTIVE:
        raise NotFound(what=User.KIND.label, which=UserId.text(command.owner_id))
    task = work.add(
        ChangeTask(
            id=work.new_id(ChangeTaskId),
            change_order_id=order.id,
            title=command.title,
            owner_id=command.owner_id,
            due_on=command.due_on,
        )
    )
    work.record(TaskPlanned(change_task_id=task.id, change_order_id=order.id))


@handles(FinishTask, emits=(TaskEnded,))
def finish_task(command: FinishTask, work: Work) -> None:
    task = work.take(ChangeTask, command.change_task_id)
    order = work.rely(ChangeOrder, task.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.IMPLEMENTING)
    owner = UserId.text(task.owner_id)
    if owner != work.actor:
        raise rules.NotTaskOwner(owner=work.get(User, task.owner_id).login)
    _end(work, task, TaskState.DONE)
    task.evidence = command.evidence


@handles(CancelTask, emits=(TaskEnded,))
def cancel_task(command: CancelTask, work: Work) -> None:
    task = work.take(ChangeTask, command.change_task_id)
    _end(work, task, TaskState.CANCELLED)
    task.evidence = work.reason


def _end(work: Work, task: ChangeTask, to: TaskState) -> None:
    task.state = TASK_LIFE.move(ChangeTaskId.text(task.id), task.state, to)
    task.done_by, task.done_at = work.actor, work.now
    work.record(TaskEnded(change_task_id=task.id, change_order_id=task.change_order_id))


@handles(BeginImplementation, emits=(ChangeMoved,))
def begin_implementation(command: BeginImplementation, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    move(work, order, ChangeState.IMPLEMENTING)


@handles(VerifyChange, emits=(ChangeMoved,))
def verify_change(command: VerifyChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.IMPLEMENTING)
    require_other(work, order)
    open_tasks = [each for each in tasks(work, order.id) if each.state is TaskState.OPEN]
    if open_tasks:
        _incomplete(
            order,
            [Text(f"“{each.title}” is open", f"“{each.title}”未完成") for each in open_tasks],
        )
    order.verification, order.verified_by = command.verification, work.actor
    move(work, order, ChangeState.VERIFIED)


@handles(ReleaseChange, emits=(ChangeMoved,))
def release_change(command: ReleaseChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.VERIFIED)
    require_other(work, order)
    reference = command.registration_reference or order.registration_reference
    registration = order.registration or Registration.NONE
    if registration is not Registration.NONE and not reference:
        raise rules.RegistrationReferenceMissing(
            number=order.number, registration=registration.label
        )
    order.registration_reference = reference
    order.effective_on = command.effective_on or order.effective_on
    order.effective_with = command.effective_with or order.effective_with
    _require_start(work, order)
    order.released_by, order.released_at = work.actor, work.now
    move(work, order, ChangeState.RELEASED)


def _require_start(work: Work, order: ChangeOrder) -> None:
    """It is said from when the change holds, so that it can be held to."""
    require_number_asked(order)
    if order.effective_point in (EffectivePoint.WORK_ORDER, EffectivePoint.LOT):
        if order.effective_with is None:
            _incomplete(order, [t("say from when it is effective", "缺少生效起点")])
        require_first_order(work, order, objects(work, order.id))
    elif order.effective_on is None:
        if order.effective_point is not EffectivePoint.RUN_OUT:
            _incomplete(order, [t("say from when it is effective", "缺少生效起点")])
        order.effective_on = work.today


@handles(ReviewChange, emits=(ChangeMoved,))
def review_change(command: ReviewChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.RELEASED)
    waiting = not_in_force(work, order.id)
    if waiting:
        _incomplete(order, [Text(f"{each} is not effective", f"{each} 未生效") for each in waiting])
    order.review = command.review
    move(work, order, ChangeState.REVIEWED)


@handles(CloseChange, emits=(ChangeMoved,))
def close_change(command: CloseChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    move(work, order, ChangeState.CLOSED)
    if overdue := ", ".join(overdue_tasks(work, order.id)):
        _incomplete(
            order,
            [
                Text(
                    f"finish {overdue}: its full approval came late or not at all",
                    f"请先完成 {overdue}：正式批准逾期",
                )
            ],
        )


@handles(RollBackChange, emits=(ChangeMoved,))
def roll_back_change(command: RollBackChange, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    move(work, order, ChangeState.ROLLED_BACK)
    order.ended_because = work.reason
    for task in work.take_all(ChangeTask, change_order_id=order.id, state=TaskState.OPEN):
        task.state = TASK_LIFE.move(ChangeTaskId.text(task.id), task.state, TaskState.CANCELLED)


def _incomplete(order: ChangeOrder, missing: list[Text]) -> None:
    raise rules.ChangeIncomplete(number=order.number, missing=rules.missing_text(missing))
