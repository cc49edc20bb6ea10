"""How far a change order has come: what its state still needs to be left, and by which command."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from lotproof.kernel.reader import Reader
from lotproof.kernel.text import Text, t
from lotproof.modules.changes.queries import (
    answers,
    approvals,
    grown_since,
    impact_now,
    not_in_force,
    objects,
    overdue_tasks,
    questions_for,
    tasks,
)
from lotproof.modules.changes.records import ChangeOrder
from lotproof.modules.changes.rules import grown_text
from lotproof.modules.changes.vocabulary import (
    ApprovalState,
    ChangeState,
    EffectivePoint,
    Registration,
    TaskState,
)
from lotproof.modules.people.queries import Role

_S = ChangeState
MAIN_PATH: Final = (
    _S.DRAFT,
    _S.SUBMITTED,
    _S.TRIAGED,
    _S.ASSESSED,
    _S.APPROVED,
    _S.IMPLEMENTING,
    _S.VERIFIED,
    _S.RELEASED,
    _S.REVIEWED,
    _S.CLOSED,
)
"""The states of a change that goes well, in their order."""

NEXT: Final = {
    _S.DRAFT: "changes.submit_change/1",
    _S.SUBMITTED: "changes.triage_change/1",
    _S.TRIAGED: "changes.complete_assessment/1",
    _S.ASSESSED: "changes.approve_change/1",
    _S.APPROVED: "changes.begin_implementation/1",
    _S.IMPLEMENTING: "changes.verify_change/1",
    _S.VERIFIED: "changes.release_change/1",
    _S.RELEASED: "changes.review_change/1",
    _S.REVIEWED: "changes.close_change/1",
    _S.DEFERRED: "changes.resume_change/1",
}
"""By which command a state is left on that path."""


class Missing(NamedTuple):
    """Something that a state still needs, and the id it is about, if any."""

    text: Text
    about: str | None = None


def missing(reader: Reader, order: ChangeOrder) -> list[Missing]:
    """What stands between the change order and its next state; nothing where it may go on."""
    return list(_WANTED[order.state](reader, order)) if order.state in _WANTED else []


def _of_draft(reader: Reader, order: ChangeOrder) -> Iterator[Missing]:
    if not objects(reader, order.id):
        yield Missing(t("list at least one object", "至少列入一个变更对象"))
    if order.effective_point is EffectivePoint.DATE and order.effective_on is None:
        yield Missing(t("the day from which it is effective", "填写生效日期"))


def _of_triaged(reader: Reader, order: ChangeOrder) -> Iterator[Missing]:
    answered = {each.question_id for each in answers(reader, order.id)}
    open_questions = [q for q in questions_for(reader, order.type) if q.id not in answered]
    if open_questions:
        count = len(open_questions)
        yield Missing(Text(f"{count} questions without an answer", f"{count} 个问题未回答"))


def _of_assessed(reader: Reader, order: ChangeOrder) -> Iterator[Missing]:
    for each in approvals(reader, order.id):
        if each.state is ApprovalState.WAITING:
            role = reader.get(Role, each.role_id)
            yield Missing(
                Text(
                    f"approval by {role.title} (step {each.step})",
                    f"{role.title_zh} 审批（第 {each.step} 步）",
                )
            )
    more = grown_since(reader, order.id, impact_now(reader, order.id))
    if more:
        said = grown_text(more)
        yield Missing(Text(f"look at what was added: {said.en}", f"请查看新增对象：{said.zh}"))


def _of_implementing(reader: Reader, order: ChangeOrder) -> Iterator[Missing]:
    for each in tasks(reader, order.id):
        if each.state is TaskState.OPEN:
            yield Missing(Text(f"task: {each.title}", f"任务：{each.title}"))


def _of_verified(reader: Reader, order: ChangeOrder) -> Iterator[Missing]:
    del reader
    is_registered = order.registration not in (None, Registration.NONE)
    if is_registered and not order.registration_reference:
        yield Missing(t("reference of the authority", "注册/备案凭证号"))
    by_number = (EffectivePoint.WORK_ORDER, EffectivePoint.LOT)
    if order.effective_point in by_number and order.effective_with is None:
        yield Missing(t("the first work order or lot", "填写首个工单或批"))


def _of_released(reader: Reader, order: ChangeOrder) -> Iterator[Missing]:
    for each in not_in_force(reader, order.id):
        yield Missing(Text(f"{each} is not effective yet", f"{each} 尚未生效"), each)


def _of_reviewed(reader: Reader, order: ChangeOrder) -> Iterator[Missing]:
    for each in overdue_tasks(reader, order.id):
        said = f"finish {each}, about the overdue approval", f"完成逾期批准任务 {each}"
        yield Missing(Text(*said), each)


_WANTED: Final = {
    _S.DRAFT: _of_draft,
    _S.TRIAGED: _of_triaged,
    _S.ASSESSED: _of_assessed,
    _S.IMPLEMENTING: _of_implementing,
    _S.VERIFIED: _of_verified,
    _S.RELEASED: _of_released,
    _S.REVIEWED: _of_reviewed,
}
