"""Typed reads of changes."""

from collections.abc import Iterator

from sqlalchemy import bindparam, or_, select

from lotproof.kernel.database import Statement
from lotproof.kernel.quantity import amount_text
from lotproof.kernel.record import Record
from lotproof.kernel.refusals import Refused
from lotproof.kernel.signing import signed_with
from lotproof.kernel.site import Task, TaskId, TaskState
from lotproof.kernel.work import Reader
from lotproof.modules.changes import rules
from lotproof.modules.changes.comparison import in_force
from lotproof.modules.changes.impact import Touched, touched
from lotproof.modules.changes.records import (
    Answer,
    Approval,
    ApproverRule,
    ChangeControl,
    ChangedObject,
    ChangeOrder,
    ChangeTask,
    DeviationPermit,
    Impact,
    PermitUse,
    Question,
    TemporaryApproval,
    TemporaryUse,
)
from lotproof.modules.changes.vocabulary import (
    ApprovalState,
    ChangeOrderId,
    ChangeState,
    ChangeType,
    DeviationPermitId,
    EntryState,
    ImpactGroup,
    TemporaryApprovalId,
    TemporaryState,
)
from lotproof.modules.warehouse.vocabulary import LotId

__all__ = [
    "Answer",
    "Approval",
    "ApproverRule",
    "ChangeControl",
    "ChangeOrder",
    "ChangeTask",
    "ChangedObject",
    "DeviationPermit",
    "Impact",
    "PermitUse",
    "Question",
    "TemporaryApproval",
    "TemporaryUse",
    "answers",
    "approvals",
    "control_begun",
    "formers",
    "grown_since",
    "impact_now",
    "is_barred",
    "is_beyond",
    "is_limited",
    "is_over",
    "is_taken_back",
    "listed_of",
    "listings",
    "next_step",
    "not_in_force",
    "objects",
    "overdue_tasks",
    "permit_uses",
    "questions_for",
    "snapshot",
    "tasks",
    "temporary_approval",
    "used_up",
    "uses",
    "uses_of_lot",
]

_OBJECT = ChangedObject.KIND.table
_OF_VERSIONS = Statement(
    select(*_OBJECT.c)
    .where(
        or_(
            _OBJECT.c.current == bindparam("one"),
            _OBJECT.c.current == bindparam("other"),
            _OBJECT.c.proposed == bindparam("one"),
            _OBJECT.c.proposed == bindparam("other"),
        )
    )
    .order_by(_OBJECT.c.id),
    ChangedObject,
)


def control_begun(reader: Reader) -> ChangeControl | None:
    """That nothing under control changes without a change order; None before it began."""
    begun = reader.find(ChangeControl)
    return begun[0] if begun else None


def objects(reader: Reader, change_order_id: ChangeOrderId) -> list[ChangedObject]:
    """What a change order lists, without what was struck."""
    found = reader.find(ChangedObject, change_order_id=change_order_id)
    return [each for each in found if each.is_listed]


def listings(reader: Reader, subject: str) -> Iterator[tuple[ChangedObject, ChangeOrder]]:
    """Where a thing is listed, as it is or as it is to be, with the change order."""
    found = {
        each.id: each
        for each in (
            *reader.find(ChangedObject, current=subject),
            *reader.find(ChangedObject, proposed=subject),
        )
        if each.is_listed
    }
    for each in found.values():
        yield each, reader.get(ChangeOrder, each.change_order_id)


def listed_of(reader: Reader, one: str, other: str) -> list[ChangedObject]:
    """Where either of two things is listed, as it is or as it is to be; one statement."""
    found = reader.select(_OF_VERSIONS, one=one, other=other)
    return [each for each in found if each.is_listed]


def is_taken_back(reader: Reader, order: ChangeOrder) -> bool:
    """Whether a change was rolled back, or an emergency given up that was worked by already."""
    if order.state in (ChangeState.REJECTED, ChangeState.WITHDRAWN):
        return order.is_emergency and temporary_approval(reader, order.id) is not None
    return order.state is ChangeState.ROLLED_BACK


def formers(reader: Reader) -> Iterator[str]:
    """The versions that changes replaced which were taken back since."""
    ended = (ChangeState.ROLLED_BACK, ChangeState.REJECTED, ChangeState.WITHDRAWN)
    for order in (each for state in ended for each in reader.find(ChangeOrder, state=state)):
        if is_taken_back(reader, order):
            for listed in objects(reader, order.id):
                if listed.current is not None and listed.proposed is not None:
                    yield listed.current


def questions_for(reader: Reader, change_type: ChangeType) -> list[Question]:
    """The questions in use that a change of this type answers."""
    found = reader.find(Question, state=EntryState.IN_USE)
    return [each for each in found if each.type in (None, change_type)]


def answers(reader: Reader, change_order_id: ChangeOrderId) -> list[Answer]:
    return reader.find(Answer, change_order_id=change_order_id)


def approvals(reader: Reader, change_order_id: ChangeOrderId) -> list[Approval]:
    """What roles are asked and have said, void ones too, by id."""
    return reader.find(Approval, change_order_id=change_order_id)


@signed_with(ChangeOrder)
def what_is_signed(reader: Reader, order: ChangeOrder) -> Iterator[Record]:
    """A signature on a change order covers what it lists, its answers and what it touches."""
    yield from objects(reader, order.id)
    yield from answers(reader, order.id)
    yield from snapshot(reader, order.id)


@signed_with(Approval)
def what_is_approved(reader: Reader, approval: Approval) -> Iterator[Record]:
    """A signature on an approval covers the change order with all that is signed with it."""
    order = reader.get(ChangeOrder, approval.change_order_id)
    yield order
    yield from what_is_signed(reader, order)


def next_step(asked: list[Approval]) -> int | None:
    """The step whose turn it is; None if nothing waits."""
    waiting = [each.step for each in asked if each.state is ApprovalState.WAITING]
    return min(waiting, default=None)


def tasks(reader: Reader, change_order_id: ChangeOrderId) -> list[ChangeTask]:
    return reader.find(ChangeTask, change_order_id=change_order_id)


def snapshot(reader: Reader, change_order_id: ChangeOrderId) -> list[Impact]:
    """What the change touched when it was assessed."""
    return reader.find(Impact, change_order_id=change_order_id)


def impact_now(reader: Reader, change_order_id: ChangeOrderId) -> Touched:
    """What the change touches now."""
    return touched(reader, objects(reader, change_order_id))


def grown_since(
    reader: Reader, change_order_id: ChangeOrderId, now: Touched
) -> dict[ImpactGroup, int]:
    """How much more is touched than at the assessment, by group."""
    then = snapshot(reader, change_order_id)
    return rules.grown(
        {each.topic: each.count for each in then},
        {each.topic: each.subjects for each in then},
        now,
    )


def not_in_force(reader: Reader, change_order_id: ChangeOrderId) -> list[str]:
    """What the change order proposes and is not in force, by id."""
    return [
        each.proposed
        for each in objects(reader, change_order_id)
        if each.proposed is not None and in_force(reader, each.proposed) != each.proposed
    ]


def temporary_approval(reader: Reader, change_order_id: ChangeOrderId) -> TemporaryApproval | None:
    """The one that a change order ever had."""
    return reader.only(TemporaryApproval, change_order_id=change_order_id)


def is_over(reader: Reader, approval: TemporaryApproval) -> bool:
    """Whether work by a temporary approval is not covered any more: it was ended, or its time is
    over without full approval."""
    if approval.state is TemporaryState.STANDING:
        return reader.today > min(approval.until, approval.full_approval_by)
    return approval.state is TemporaryState.ENDED


def overdue_tasks(reader: Reader, change_order_id: ChangeOrderId) -> list[str]:
    """Open tasks about a full approval that did not come in time, by id."""
    subject = ChangeOrderId.text(change_order_id)
    code = rules.FULL_APPROVAL_OVERDUE
    found = reader.find(Task, state=TaskState.OPEN, subject=subject, code=code)
    return [TaskId.text(each.id) for each in found]


def is_limited(reader: Reader, approval: TemporaryApproval) -> bool:
    """Whether work is covered by the temporary approval alone: there is no full one, not even a
    late one."""
    if approval.state is TemporaryState.CONFIRMED:
        return False
    order = reader.get(ChangeOrder, approval.change_order_id)
    return order.approved_at is None or order.state is ChangeState.ROLLED_BACK


def is_barred(reader: Reader, approval: TemporaryApproval) -> bool:
    """Whether nothing covers the work any more."""
    return is_over(reader, approval) and is_limited(reader, approval)


def used_up(number: str, approval: TemporaryApproval) -> Refused | None:
    """Why nothing more is begun under a temporary approval that is within its time."""
    most, used = approval.lots_max, approval.lots_used
    if most is not None and used >= most:
        return rules.TemporaryApprovalUsedUp(number=number, most=rules.lots_text(most))
    quantity, unit = approval.quantity_max, approval.unit
    if quantity is None or unit is None or (approval.quantity_used or 0) < quantity:
        return None
    said = f"{amount_text(quantity, unit)} {unit}"
    return rules.TemporaryApprovalUsedUp(number=number, most=said)


def is_beyond(approval: TemporaryApproval) -> bool:
    """Whether more was made under it than its limits allow."""
    used, most = approval.quantity_used, approval.quantity_max
    is_more = used is not None and most is not None and used > most
    return is_more or (approval.lots_max is not None and approval.lots_used > approval.lots_max)


def uses(reader: Reader, temporary_approval_id: TemporaryApprovalId) -> list[TemporaryUse]:
    """The lots made under a temporary approval."""
    return reader.find(TemporaryUse, temporary_approval_id=temporary_approval_id)


def uses_of_lot(reader: Reader, lot_id: LotId) -> list[TemporaryUse]:
    return reader.find(TemporaryUse, lot_id=lot_id)


def permit_uses(reader: Reader, permit_id: DeviationPermitId) -> list[PermitUse]:
    """How a permit was used, by lot."""
    return reader.find(PermitUse, permit_id=permit_id)
