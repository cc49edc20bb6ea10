"""Which signatures change control waits for."""

from collections.abc import Iterator

from lotproof.kernel.awaiting import Awaited, awaits_signature
from lotproof.kernel.reader import Reader
from lotproof.kernel.text import Text
from lotproof.modules.changes.queries import approvals, next_step
from lotproof.modules.changes.records import Approval, ChangeOrder, DeviationPermit
from lotproof.modules.changes.vocabulary import (
    ApprovalId,
    ApprovalState,
    ChangeOrderId,
    ChangeState,
    DeviationPermitId,
    PermitState,
)
from lotproof.modules.people.queries import roles_of
from lotproof.modules.people.vocabulary import UserId


@awaits_signature("changes.order.approve")
def changes_to_approve(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Approvals of changes by the roles that the person holds, not of their own requests."""
    try:
        held = {role.id for role in roles_of(reader, UserId.parse(actor))}
    except ValueError:  # a program signs nothing
        return
    for each in reader.find(Approval, state=ApprovalState.WAITING):
        if each.role_id not in held:
            continue
        order = reader.get(ChangeOrder, each.change_order_id)
        if order.state is ChangeState.ASSESSED and order.originator != actor:
            yield Awaited(
                subject=ChangeOrderId.text(order.id),
                title=_title(order.number, order.title),
                command="changes.approve_change/1",
                given={"approval_id": ApprovalId.text(each.id)},
                since=order.assessed_at,
                is_turn=next_step(approvals(reader, order.id)) == each.step,
            )


@awaits_signature("changes.order.verify")
def changes_to_verify(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Changes that were carried out, by others."""
    for order in reader.find(ChangeOrder, state=ChangeState.IMPLEMENTING):
        if order.originator != actor:
            yield _of(order, "changes.verify_change/1")


@awaits_signature("changes.order.release")
def changes_to_release(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Verified changes, of others."""
    for order in reader.find(ChangeOrder, state=ChangeState.VERIFIED):
        if order.originator != actor:
            yield _of(order, "changes.release_change/1")


@awaits_signature("changes.permit.approve")
def permits_to_approve(reader: Reader, actor: str) -> Iterator[Awaited]:
    """Deviation permits that others asked for."""
    for permit in reader.find(DeviationPermit, state=PermitState.REQUESTED):
        if permit.requested_by != actor:
            yield Awaited(
                subject=DeviationPermitId.text(permit.id),
                title=_title(permit.number, permit.deviation[:120]),
                command="changes.approve_permit/1",
                given={"permit_id": DeviationPermitId.text(permit.id)},
            )


def _of(order: ChangeOrder, command: str) -> Awaited:
    return Awaited(
        subject=ChangeOrderId.text(order.id),
        title=_title(order.number, order.title),
        command=command,
        given={"change_order_id": ChangeOrderId.text(order.id)},
        since=order.approved_at,
    )


def _title(number: str, title: str) -> Text:
    return Text(f"{number} {title}", f"{number} {title}")
