"""How changes are approved."""

from lotproof.kernel.registry import handles
from lotproof.kernel.work import Work
from lotproof.modules.changes import rules
from lotproof.modules.changes.commands import ApproveChange, RefuseApproval
from lotproof.modules.changes.events import ApprovalGiven, ChangeMoved, TemporaryEnded
from lotproof.modules.changes.handlers import asked_approvals, move, require_other, void_approvals
from lotproof.modules.changes.handlers_temporary import lapse
from lotproof.modules.changes.queries import grown_since, impact_now, next_step
from lotproof.modules.changes.records import Approval, ChangeOrder, TemporaryApproval
from lotproof.modules.changes.vocabulary import (
    APPROVAL_LIFE,
    CHANGE_LIFE,
    TEMPORARY_LIFE,
    ApprovalId,
    ApprovalState,
    ChangeState,
    TemporaryApprovalId,
    TemporaryState,
)
from lotproof.modules.people.queries import Role, roles_of
from lotproof.modules.people.vocabulary import UserId


@handles(ApproveChange, emits=(ApprovalGiven, ChangeMoved, TemporaryEnded))
def approve_change(command: ApproveChange, work: Work) -> None:
    approval, order = _asked(work, command.approval_id)
    for each in asked_approvals(work, order):
        if each.state is ApprovalState.APPROVED and work.is_own(each.decided_by):
            raise rules.ApprovedByYouAlready(number=order.number)
    more = grown_since(work, order.id, impact_now(work, order.id))
    if more and not command.has_seen_growth:
        raise rules.ImpactGrown(number=order.number, grown=rules.grown_text(more))
    approval.grown = [f"{group.value} +{count}" for group, count in more.items()]
    _decide(work, approval, ApprovalState.APPROVED, command.comment)
    work.record(ApprovalGiven(change_order_id=order.id))
    asked = asked_approvals(work, order)
    if all(each.state is ApprovalState.APPROVED for each in asked):
        order.approved_at = work.now
        move(work, order, ChangeState.APPROVED)
        _confirm_temporary(work, order)


@handles(RefuseApproval, emits=(ChangeMoved,))
def refuse_approval(command: RefuseApproval, work: Work) -> None:
    approval, order = _asked(work, command.approval_id)
    _decide(work, approval, ApprovalState.REFUSED, work.reason)
    order.ended_because = work.reason
    move(work, order, ChangeState.REJECTED)
    void_approvals(work, order)


def _asked(work: Work, approval_id: ApprovalId) -> tuple[Approval, ChangeOrder]:
    """The approval that waits for the actor; the order is the lock for all that belongs to it."""
    order = work.take(ChangeOrder, work.get(Approval, approval_id).change_order_id)
    approval = work.take(Approval, approval_id)
    CHANGE_LIFE.require(order.number, order.state, ChangeState.ASSESSED)
    APPROVAL_LIFE.require(ApprovalId.text(approval.id), approval.state, ApprovalState.WAITING)
    require_other(work, order)
    step = next_step(asked_approvals(work, order))
    if step is not None and approval.step > step:
        raise rules.NotYourTurn(step=step, number=order.number)
    _require_role(work, approval)
    return approval, order


def _require_role(work: Work, approval: Approval) -> None:
    """The actor holds the role that is asked."""
    try:
        held = roles_of(work, UserId.parse(work.actor))
    except ValueError:  # a program is nobody who approves
        held = []
    if approval.role_id not in {role.id for role in held}:
        raise rules.NotInRole(role=work.get(Role, approval.role_id).code)


def _decide(work: Work, approval: Approval, to: ApprovalState, comment: str | None) -> None:
    approval.state = APPROVAL_LIFE.move(ApprovalId.text(approval.id), approval.state, to)
    approval.decided_by, approval.decided_at = work.actor, work.now
    approval.comment = comment or None


def _confirm_temporary(work: Work, order: ChangeOrder) -> None:
    """An emergency that is approved in full needs its limits no more, if it came in time."""
    for each in work.take_all(
        TemporaryApproval, change_order_id=order.id, state=TemporaryState.STANDING
    ):
        if work.today <= each.full_approval_by:
            name = TemporaryApprovalId.text(each.id)
            each.state = TEMPORARY_LIFE.move(name, each.state, TemporaryState.CONFIRMED)
        else:
            lapse(work, each)
