"""How emergencies are approved for a time, and deviations permitted."""

from lotproof.kernel.quantity import Amount, InexactAmount, amount_text, convert
from lotproof.kernel.refusals import InexactQuantity, Refused
from lotproof.kernel.registry import handles
from lotproof.kernel.safety import add_task
from lotproof.kernel.text import t
from lotproof.kernel.work import Work
from lotproof.modules.changes import rules
from lotproof.modules.changes.commands_execution import (
    ApprovePermit,
    ApproveTemporarily,
    CountUse,
    EndPermit,
    EndTemporary,
    LapseTemporary,
    RequestPermit,
    UsePermit,
)
from lotproof.modules.changes.events import (
    PermitApproved,
    PermitEnded,
    PermitRequested,
    PermitUsed,
    TemporarilyApproved,
    TemporaryEnded,
    UseCounted,
)
from lotproof.modules.changes.handlers import require_other
from lotproof.modules.changes.queries import is_barred, is_over, temporary_approval
from lotproof.modules.changes.records import (
    ChangeOrder,
    DeviationPermit,
    PermitUse,
    TemporaryApproval,
    TemporaryUse,
)
from lotproof.modules.changes.vocabulary import (
    CHANGE_LIFE,
    PERMIT_LIFE,
    TEMPORARY_LIFE,
    ChangeOrderId,
    ChangeState,
    DeviationPermitId,
    PermitState,
    TemporaryApprovalId,
    TemporaryState,
)
from lotproof.modules.items.queries import Item
from lotproof.modules.warehouse.queries import Lot
from lotproof.modules.warehouse.vocabulary import LotId

NOTHING = Amount(0)
OVERDUE = t(
    "{number} was worked by as an emergency and not approved in full by {day}: say what becomes of "
    "its lots",
    "{number} 作为紧急变更已实施，但至 {day} 未获正式批准：请说明所涉批次如何处理",
)


@handles(ApproveTemporarily, emits=(TemporarilyApproved,))
def approve_temporarily(command: ApproveTemporarily, work: Work) -> None:
    order = work.take(ChangeOrder, command.change_order_id)
    CHANGE_LIFE.require(
        order.number,
        order.state,
        ChangeState.SUBMITTED,
        ChangeState.TRIAGED,
        ChangeState.ASSESSED,
    )
    require_other(work, order)
    if not order.is_emergency:
        raise rules.NotAnEmergency(number=order.number)
    if temporary_approval(work, order.id) is not None:
        raise rules.TemporaryAlready(number=order.number)
    has_quantity = command.quantity_max is not None and command.unit is not None
    if command.lots_max is None and not has_quantity:
        raise rules.LimitMissing
    rules.require_soon(command.until, work.today)
    rules.require_soon(command.full_approval_by, work.today)
    approval = work.add(
        TemporaryApproval(
            id=work.new_id(TemporaryApprovalId),
            change_order_id=order.id,
            until=command.until,
            full_approval_by=command.full_approval_by,
            approved_by=work.actor,
            approved_at=work.now,
            lots_max=command.lots_max,
            quantity_max=command.quantity_max if has_quantity else None,
            unit=command.unit if has_quantity else None,
            quantity_used=NOTHING if has_quantity else None,
        )
    )
    work.record(TemporarilyApproved(change_order_id=order.id, temporary_approval_id=approval.id))


@handles(CountUse, emits=(UseCounted,))
def count_use(command: CountUse, work: Work) -> None:
    approval = work.take(TemporaryApproval, command.temporary_approval_id)
    order = work.get(ChangeOrder, approval.change_order_id)
    lot = LotId.text(command.lot_id)
    known = work.seek(TemporaryUse, command.temporary_approval_id, command.lot_id)
    if known is None:
        approval.lots_used += 1
        work.add(
            TemporaryUse(
                approval.id, command.lot_id, command.work_order_id, command.quantity, command.unit
            )
        )
    else:
        use = work.take(TemporaryUse, command.temporary_approval_id, command.lot_id)
        use.quantity = Amount(use.quantity + _converted(command.quantity, command.unit, use.unit))
    if approval.unit is not None and approval.quantity_used is not None:
        more = _converted(command.quantity, command.unit, approval.unit)
        approval.quantity_used = Amount(approval.quantity_used + more)
    if is_barred(work, approval):
        work.object(rules.TemporaryApprovalOver(number=order.number, subject=lot))
    for no in _beyond(order.number, approval):
        work.object(no)
    work.record(
        UseCounted(
            temporary_approval_id=approval.id,
            lot_id=command.lot_id,
            quantity=command.quantity,
            unit=command.unit,
        )
    )


def _beyond(number: str, limited: TemporaryApproval | DeviationPermit) -> list[Refused]:
    """What of the limits is used up and more."""
    found: list[Refused] = []
    if limited.lots_max is not None and limited.lots_used > limited.lots_max:
        most, total = rules.lots_text(limited.lots_max), rules.lots_text(limited.lots_used)
        found.append(rules.LimitExceeded(number=number, most=most, total=total))
    used, most_of = limited.quantity_used, limited.quantity_max
    if most_of is not None and used is not None and limited.unit and used > most_of:
        unit = limited.unit
        found.append(
            rules.LimitExceeded(
                number=number,
                most=f"{amount_text(most_of, unit)} {unit}",
                total=f"{amount_text(used, unit)} {unit}",
            )
        )
    return found


def _converted(quantity: Amount, unit: str, to: str) -> Amount:
    try:
        return convert(quantity, unit, to)
    except InexactAmount as problem:
        raise InexactQuantity(problem=str(problem)) from None


@handles(EndTemporary, emits=(TemporaryEnded,))
def end_temporary(command: EndTemporary, work: Work) -> None:
    approval = work.take(TemporaryApproval, command.temporary_approval_id)
    name = TemporaryApprovalId.text(approval.id)
    approval.state = TEMPORARY_LIFE.move(name, approval.state, TemporaryState.ENDED)
    work.record(TemporaryEnded(temporary_approval_id=approval.id))


@handles(LapseTemporary, emits=(TemporaryEnded,))
def lapse_temporary(command: LapseTemporary, work: Work) -> None:
    approval = work.take(TemporaryApproval, command.temporary_approval_id)
    name = TemporaryApprovalId.text(approval.id)
    TEMPORARY_LIFE.require(name, approval.state, TemporaryState.STANDING)
    if not is_over(work, approval):
        raise rules.NotOverYet(name=name)
    lapse(work, approval)


def lapse(work: Work, approval: TemporaryApproval) -> None:
    """Its time is over without full approval: its lots are held, and before the change can be
    closed somebody has to say what becomes of them."""
    name = TemporaryApprovalId.text(approval.id)
    approval.state = TEMPORARY_LIFE.move(name, approval.state, TemporaryState.ENDED)
    work.record(TemporaryEnded(temporary_approval_id=approval.id))
    order = work.get(ChangeOrder, approval.change_order_id)
    detail = OVERDUE.fill(number=order.number, day=approval.full_approval_by.isoformat())
    add_task(work, ChangeOrderId.text(order.id), rules.FULL_APPROVAL_OVERDUE, detail)


# --- deviations ---------------------------------------------------------------------------------


@handles(RequestPermit, emits=(PermitRequested,))
def request_permit(command: RequestPermit, work: Work) -> None:
    item = work.rely(Item, command.item_id)
    rules.require_soon(command.until, work.today)
    _converted(command.quantity_max, command.unit, item.unit)
    id_ = work.new_id(DeviationPermitId)
    permit = work.add(
        DeviationPermit(
            id=id_,
            number=f"DEV-{work.today:%Y}-{id_:03d}",
            item_id=command.item_id,
            deviation=command.deviation,
            risk=command.risk,
            until=command.until,
            quantity_max=command.quantity_max,
            unit=command.unit,
            requested_by=work.actor,
            quantity_used=NOTHING,
            lots_max=command.lots_max,
        )
    )
    work.record(PermitRequested(permit_id=permit.id, item_id=permit.item_id))


@handles(ApprovePermit, emits=(PermitApproved,))
def approve_permit(command: ApprovePermit, work: Work) -> None:
    permit = work.take(DeviationPermit, command.permit_id)
    permit.state = PERMIT_LIFE.move(permit.number, permit.state, PermitState.APPROVED)
    if work.is_own(permit.requested_by):
        raise rules.OwnChange(number=permit.number)
    permit.permitted_by = work.actor
    work.record(PermitApproved(permit_id=permit.id))


@handles(UsePermit, emits=(PermitUsed,))
def use_permit(command: UsePermit, work: Work) -> None:
    permit = work.take(DeviationPermit, command.permit_id)
    PERMIT_LIFE.require(permit.number, permit.state, PermitState.APPROVED)
    if work.today > permit.until:
        raise rules.PermitOver(number=permit.number, day=permit.until.isoformat())
    lot = work.rely(Lot, command.lot_id)
    if lot.item_id != permit.item_id:
        raise rules.PermitForOther(number=permit.number, lot=lot.number)
    more = _converted(command.quantity, command.unit, permit.unit)
    permit.quantity_used = Amount(permit.quantity_used + more)
    if work.seek(PermitUse, permit.id, command.lot_id) is None:
        permit.lots_used += 1
        work.add(PermitUse(permit.id, command.lot_id, more, permit.unit))
    else:
        use = work.take(PermitUse, permit.id, command.lot_id)
        use.quantity = Amount(use.quantity + more)
    for no in _beyond(permit.number, permit):
        raise no
    work.record(
        PermitUsed(permit_id=permit.id, lot_id=command.lot_id, quantity=more, unit=permit.unit)
    )


@handles(EndPermit, emits=(PermitEnded,))
def end_permit(command: EndPermit, work: Work) -> None:
    permit = work.take(DeviationPermit, command.permit_id)
    permit.state = PERMIT_LIFE.move(permit.number, permit.state, PermitState.ENDED)
    work.record(PermitEnded(permit_id=permit.id))
