"""What changes do when others' facts happen, and where they say no."""

from lotproof.kernel.control import MAY_CHANGE, ChangeAsked
from lotproof.kernel.executor import Issuing
from lotproof.kernel.refusals import Refused
from lotproof.kernel.registry import reacts
from lotproof.kernel.text import Text, t
from lotproof.kernel.work import Reader
from lotproof.modules.changes import rules
from lotproof.modules.changes.beginning import not_effective_yet, start_refused
from lotproof.modules.changes.commands_execution import CountUse
from lotproof.modules.changes.comparison import is_same, is_version_of, under_control
from lotproof.modules.changes.events import TemporaryEnded, UseCounted
from lotproof.modules.changes.queries import (
    ChangedObject,
    ChangeOrder,
    TemporaryApproval,
    control_begun,
    formers,
    is_barred,
    is_beyond,
    is_limited,
    is_over,
    is_taken_back,
    listed_of,
    listings,
    temporary_approval,
    used_up,
    uses,
    uses_of_lot,
)
from lotproof.modules.changes.vocabulary import (
    CARRIED_OUT,
    CHANGE_LIFE,
    TemporaryApprovalId,
)
from lotproof.modules.items.vocabulary import BomId, RoutingId
from lotproof.modules.production.events import OutputMade
from lotproof.modules.production.gates import MAY_START, StartAsked
from lotproof.modules.production.queries import WorkOrder
from lotproof.modules.production.vocabulary import WorkOrderState
from lotproof.modules.warehouse.commands import PlaceHold
from lotproof.modules.warehouse.gates import (
    MAY_DISTRIBUTE,
    MAY_ISSUE,
    MAY_RELEASE,
    DistributeAsked,
    IssueAsked,
    ReleaseAsked,
)
from lotproof.modules.warehouse.vocabulary import LotId


@MAY_CHANGE.join
def listed_in_change_order(asked: ChangeAsked, reader: Reader) -> Refused | None:
    """Once control has begun, only what a change order in execution lists may change."""
    if control_begun(reader) is None:
        return None
    said: list[Refused] = []
    for listed, order in listings(reader, asked.subject):
        no = _may_change(reader, asked.subject, listed, order)
        if no is None:
            return None
        said.append(no)
    if not said and _restores(reader, asked.subject):
        return None
    telling = (no for no in said if not isinstance(no, rules.NeedsChangeOrder))
    return next(telling, rules.NeedsChangeOrder(subject=asked.subject))


def _may_change(
    reader: Reader, subject: str, listed: ChangedObject, order: ChangeOrder
) -> Refused | None:
    """Whether this change order lets the listed thing change now."""
    if order.state in CARRIED_OUT:
        return not_effective_yet(reader, order, subject)
    if order.is_emergency and CHANGE_LIFE.moves[order.state]:
        return _may_change_at_once(reader, subject, order)
    is_given_up = is_taken_back(reader, order) and listed.proposed == subject
    if is_given_up and not _is_in_force(reader, subject):
        return None
    return rules.NeedsChangeOrder(subject=subject)


def _may_change_at_once(reader: Reader, subject: str, order: ChangeOrder) -> Refused | None:
    """Whether an emergency lets it change before its full approval: in time, within its limits."""
    approval = temporary_approval(reader, order.id)
    if approval is None:
        return rules.NeedsChangeOrder(subject=subject)
    if is_over(reader, approval):
        return rules.TemporaryApprovalOver(number=order.number, subject=subject)
    return used_up(order.number, approval)


def _is_in_force(reader: Reader, subject: str) -> bool:
    """As it would be after the command."""
    control, record = under_control(reader, subject)
    return control.is_in_force(control.kind.row(record))


def _restores(reader: Reader, subject: str) -> bool:
    """Whether it says what a version said that was replaced by a change since taken back."""
    return any(
        is_version_of(reader, subject, former) and is_same(reader, former, subject)
        for former in formers(reader)
    )


@MAY_START.join
def version_may_be_worked_by(asked: StartAsked, reader: Reader) -> Refused | None:
    """Not if its change order stops orders on the former version or begins with another order,
    or its emergency is over or used up."""
    order = reader.get(WorkOrder, asked.work_order_id)
    versions = (BomId.text(order.bom_id), RoutingId.text(order.routing_id))
    for listed in listed_of(reader, *versions):
        change = reader.get(ChangeOrder, listed.change_order_id)
        no = (
            _of_emergency(reader, change, order)
            if change.is_emergency and listed.proposed in versions
            else None
        ) or start_refused(reader, change, order, is_new=listed.proposed in versions)
        if no is not None:
            return no
    return None


def _of_emergency(reader: Reader, change: ChangeOrder, order: WorkOrder) -> Refused | None:
    """What is begun by an emergency is finished, what is not begun keeps within its limits."""
    approval = temporary_approval(reader, change.id)
    if approval is None or not is_limited(reader, approval):
        return None
    if is_barred(reader, approval):
        return rules.TemporaryApprovalOver(number=change.number, subject=order.number)
    is_begun = order.state is WorkOrderState.IN_PROGRESS
    return None if is_begun else used_up(change.number, approval)


@reacts(OutputMade, issues=(CountUse,))
def count_lot(event: OutputMade, on: Issuing) -> None:
    """What is made by an emergency change is counted against its limits."""
    order = on.reader.get(WorkOrder, event.work_order_id)
    versions = (BomId.text(order.bom_id), RoutingId.text(order.routing_id))
    for listed in listed_of(on.reader, *versions):
        approval = temporary_approval(on.reader, listed.change_order_id)
        is_new = listed.proposed in versions
        if approval is not None and is_new and is_limited(on.reader, approval):
            on.issue(
                CountUse(
                    temporary_approval_id=approval.id,
                    lot_id=event.lot_id,
                    work_order_id=event.work_order_id,
                    quantity=event.quantity,
                    unit=event.unit,
                )
            )
            return


@reacts(UseCounted, issues=(PlaceHold,))
def hold_beyond_limits(event: UseCounted, on: Issuing) -> None:
    """A lot beyond the limits of an emergency is held; it was made all the same."""
    approval = on.reader.get(TemporaryApproval, event.temporary_approval_id)
    if is_beyond(approval) or is_barred(on.reader, approval):
        on.issue(PlaceHold(lot_id=event.lot_id, cause=_cause(approval, _BEYOND)))


@reacts(TemporaryEnded, issues=(PlaceHold,))
def hold_lots(event: TemporaryEnded, on: Issuing) -> None:
    """The lots of an emergency that was never approved in full are held."""
    approval = on.reader.get(TemporaryApproval, event.temporary_approval_id)
    for use in uses(on.reader, approval.id):
        on.issue(PlaceHold(lot_id=use.lot_id, cause=_cause(approval, _ENDED)))


_BEYOND = t("made beyond temporary approval {name}", "超出临时批准 {name} 生产")
_ENDED = t("temporary approval {name} ended", "临时批准 {name} 已终止")


def _cause(approval: TemporaryApproval, why: Text) -> str:
    said = why.fill(name=TemporaryApprovalId.text(approval.id))
    return f"{said.en} / {said.zh}"


@MAY_RELEASE.join
def release_covered(asked: ReleaseAsked, reader: Reader) -> Refused | None:
    """No release of lots of an emergency whose time is over."""
    return _covered(reader, asked.lot_id)


@MAY_ISSUE.join
def issue_covered(asked: IssueAsked, reader: Reader) -> Refused | None:
    """No use of lots of an emergency whose time is over."""
    return _covered(reader, asked.lot_id)


@MAY_DISTRIBUTE.join
def distribution_covered(asked: DistributeAsked, reader: Reader) -> Refused | None:
    """No delivery of lots of an emergency whose time is over."""
    return _covered(reader, asked.lot_id)


def _covered(reader: Reader, lot_id: LotId) -> Refused | None:
    for use in uses_of_lot(reader, lot_id):
        approval = reader.get(TemporaryApproval, use.temporary_approval_id)
        if is_barred(reader, approval):
            order = reader.get(ChangeOrder, approval.change_order_id)
            return rules.TemporaryApprovalOver(number=order.number, subject=LotId.text(lot_id))
    return None
